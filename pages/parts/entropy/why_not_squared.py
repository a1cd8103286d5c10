"""Why not Residual²: the two losses over the share of the observed species, their slopes, and the step that is left."""

import numpy as np
import streamlit as st

from backprop.written.numerals import agreeing_digits, counted, number, signed
from pages.parts import tables
from pages.parts.controls import number_field, widgets
from pages.parts.entropy.of_share import NAMES, bend, reaches, slope, value
from pages.parts.entropy.pictures import losses_picture, slopes_picture
from pages.parts.entropy.strip import PREFIX

VIDEOS = (0.01, 0.1, 0.5, 0.9)
LEAST, MOST = 0.01, 0.99


def two_losses():
    """Both losses at one share, with tangents; what of their slopes reaches the bias; the check without formulas."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        p = widgets.slider(f"{PREFIX}_p", "p, the share of the observed species", 0.1, LEAST, MOST, 0.01, width=330)
        rate = widgets.number(f"{PREFIX}_rate", "Learning Rate", 1.0, *widgets.RATES, step=0.1, width=130)
    here = np.array([p])
    slopes = {loss: float(slope(loss, here)[0]) for loss in NAMES}
    reaching = {loss: float(reaches(loss, here)[0]) for loss in NAMES}
    cross, squared = (abs(each) for each in slopes.values())
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**Each loss** over p, and its tangent", anchor=False)
        losses_picture(p)
    with right:
        st.header("**What reaches the bias** of that species", anchor=False)
        slopes_picture(p)
    st.markdown(
        f"At p = {number(p)} the Cross Entropy is **{number(cross / squared)} times** as steep as the Residual², or "
        f"steeper by {number(cross - squared)}. {too_gentle(p)}"
    )
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**The step** at the same Learning Rate", anchor=False)
        with st.container(key=f"{PREFIX}_step"):
            tables.show(step_table(here, slopes, reaching, rate), f"Both losses at p = {number(p)}, and their steps")
        st.caption(
            "dp/dRaw = p × (1 − p) is the SoftMax's own slope. The 1/p of the Cross Entropy cancels its p, and "
            "p − 1 is left; in the slope of the Residual² nothing cancels it."
        )
    with right:
        st.header("**The slopes** side by side", anchor=False)
        with st.container(key=f"{PREFIX}_slopes"):
            tables.show(slopes_table(p), "Both losses and their slopes at several p")
    with number_field.folded(st.expander, "The check: move p a little up and down, and see how far each loss goes"):
        check(p, slopes)


def too_gentle(p):
    """What the two slopes mean where p is small, in between, or large."""
    if p < 0.25:
        return (
            "The network takes what was observed to be unlikely, so the step should be large. The Residual² "
            "can never be steeper than 2; the Cross Entropy gets steeper without end as p nears 0."
        )
    if p <= 0.75:
        return "Here neither is very steep: the network takes what was observed to be neither unlikely nor certain."
    return (
        "The network takes what was observed to be likely: both losses are low, and both steps are small, as they "
        "should be."
    )


def step_table(here, slopes, reaching, rate):
    """A loss a row: its value at a share, its slope there, what of it reaches the raw output, and the Step Size."""
    own = float(bend(here)[0])
    rows = [
        [name, *tables.texts([value(loss, here)[0], slopes[loss], own, reaching[loss], reaching[loss] * rate])]
        for loss, name in NAMES.items()
    ]
    return tables.of_rows(rows, ["Loss", "Here", "dLoss/dp", "× dp/dRaw", "= dLoss/dRaw", "Step Size of the bias"])


def slopes_table(p):
    """Both losses and their slopes at the shares of the video's curve and at the learner's own, a share a row."""
    shares = np.array(sorted({*VIDEOS, p}))
    columns = {"p": [f"→ {number(each)}" if each == p else number(each) for each in shares]}
    for loss, (name, formula) in zip(NAMES, (("−log(p)", "−1 / p"), ("(1 − p)²", "−2 × (1 − p)")), strict=True):
        columns |= {name: tables.texts(value(loss, shares)), f"Slope {formula}": tables.texts(slope(loss, shares))}
    return tables.of_columns(columns)


def check(p, slopes):
    """The finite difference of each loss at a share, in a line to retype, and how well it agrees with the slope."""
    h = widgets.number(f"{PREFIX}_h", "h", 0.0001, 1e-6, 0.005, 0.0001, width=130)
    for loss, name in NAMES.items():
        above, below = value(loss, np.array([p + h, p - h]))
        found = (above - below) / (2 * h)
        digits = agreeing_digits(found, slopes[loss])
        line = f"({number(above, 15)} − {signed(below, 15)}) / (2 × {number(h)}) = {number(found, 12)}"
        st.code(line, language=None, wrap_lines=True)
        agree = f"**{counted(digits, 'digit')}** {'agrees' if digits == 1 else 'agree'}"
        st.markdown(f"{name}: its formula says {number(slopes[loss], 12)}, and {agree}.")
