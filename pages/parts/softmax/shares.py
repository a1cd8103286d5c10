"""From raw outputs to shares that add up to 1, and what Part 5 shows of them beside the exact numbers."""

import numpy as np
import streamlit as st

from backprop.series import PART_5
from backprop.softmax import argmax, softmax, softmax_derivatives
from backprop.written.numerals import number, rounded
from backprop.written.shares import powers_hold, share_lines, slope_of
from pages.parts import tables
from pages.parts.controls import presets
from pages.parts.controls.try_next import listed, numbers
from pages.parts.experiment import flower
from pages.parts.pictures.network_picture import network_picture
from pages.parts.player.words import END
from pages.parts.softmax.setup import (
    FITTED,
    FLOWER,
    KEY,
    KEYS,
    NETWORK,
    RAW,
    SPECIES,
    TYPED,
    is_like,
    outputs_at,
)  # fmt: skip

SHOWN = PART_5.shown
BESIDE = "Number", "Part 5 shows", "Exact, from −0.44", "Typed by hand, from −0.4"
BESIDE_IT = "Part 5's numbers beside the exact ones and those typed by hand"


def shares_now(raw):
    """Each raw output's e^raw, its share and ArgMax's answer; of Part 5's raw outputs also what that shows."""
    raw = np.array(raw)
    p, chosen, hold = softmax(raw), argmax(raw), powers_hold(raw)
    with np.errstate(over="ignore"):
        powers = np.exp(raw)
    columns = {"Species": [*flower.SPECIES, "Sum"], "Raw output": [*map(number, raw), ""]}
    columns["e^raw"] = [*map(number, powers), number(powers.sum())]
    if not hold:
        less = np.exp(raw - raw.max())
        columns["e^(raw − largest)"] = [*map(number, less), number(less.sum())]
    columns["SoftMax"] = [*map(number, p), number(p.sum())]
    if is_like(raw, RAW) or is_like(raw, TYPED):
        columns["Part 5 shows"] = [*map(number, SHOWN["softmax"]), ""]
    columns["ArgMax"] = [*map(number, chosen), number(chosen.sum())]
    tables.show(tables.of_columns(columns), "The raw outputs, their shares, and what ArgMax makes of them")
    if not hold:
        st.markdown(
            "**A computer does not hold that e^raw**: it comes out as ∞, or all of them as 0 or next to it. So the "
            "code takes the largest raw output off all three first. That changes no share, and every number stays "
            "finite."
        )
    st.markdown(both_answers(raw, p))


def both_answers(raw, p):
    """What ArgMax says, and what SoftMax says besides."""
    first = int(raw.argmax())
    same = [SPECIES[i] for i in range(len(raw)) if raw[i] == raw[first]]
    if len(same) > 1:
        return (
            f"{listed(same)} have the same raw output, and the same share. ArgMax has to choose, and takes the first, "
            f"{same[0]}; SoftMax says that it is a tie."
        )
    others = listed([f"{number(p[i])} for {SPECIES[i]}" for i in range(len(p)) if i != first])
    return (
        f"Both name **{SPECIES[first]}**. ArgMax says no more than that; SoftMax also says by how much: "
        f"{number(p[first])} for it, {others}."
    )


def in_lines(raw):
    """The shares in lines to retype, and where rounding bites."""
    lines = share_lines(SPECIES, raw)
    st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
    if wrong := [line for line in lines if line.rounding_bites]:
        said = listed([f"{number(line.retyped)} for {number(line.value)}" for line in wrong])
        st.caption(f"Retyped with these rounded raw outputs you get {said}: rounding bites.")


def shares_beside_the_video():
    """e^raw and the shares three times, and why 0.1 is neither."""
    powers, shares = ([of(np.array(raw)) for raw in (RAW, TYPED)] for of in (np.exp, softmax))
    rows = [(f"Raw {name}", *each) for name, *each in zip(SPECIES, SHOWN["raw"], RAW, TYPED, strict=True)]
    rows += [(f"e^raw {name}", None, *each) for name, *each in zip(SPECIES, *powers, strict=True)]
    rows += [("Sum of the e^raw", None, *(each.sum() for each in powers))]
    rows += [(f"p({name})", *each) for name, *each in zip(SPECIES, SHOWN["softmax"], *shares, strict=True)]
    texts = [[name, *("–" if value is None else number(value) for value in values)] for name, *values in rows]
    tables.show(tables.of_rows(texts, BESIDE), BESIDE_IT)
    presets.preset("Take −0.4, as it is written", dict(zip(KEYS, TYPED, strict=True)), icon=":material/east:")
    (setosa, versicolor, _), (by_hand, too, _) = (each.round(2) for each in shares)
    st.markdown(
        f"The {number(SHOWN['softmax'][0])} for Setosa needs the −0.44 that stands behind the −0.4: with −0.4 itself "
        f"a calculator says {number(by_hand)} in place of {number(setosa)}. Versicolor's "
        f"{number(SHOWN['softmax'][1])} is neither: both ways it rounds to {number(versicolor)}"
        f"{'' if versicolor == too else f' or {number(too)}'}. With {number(SHOWN['softmax'][1])} the three rounded "
        f"shares add up to {number(round(sum(SHOWN['softmax']), 2))}; rounded each by itself they are "
        f"{numbers(shares[0].round(2))}, which is {number(shares[0].round(2).sum())} together."
    )


def slopes_beside_the_video(film, raw, asked):
    """The first row of the table of derivatives three times, and why −0.15 is neither; where one of them is what the
    walk asks for, it is told once that has come to its end.

    raw    the raw outputs that the walk is at
    asked  the places of the share and of the raw output whose derivative it asks for
    """
    first = [softmax_derivatives(softmax(np.array(raws)))[0] for raws in (RAW, TYPED)]
    shown = SHOWN["dp_setosa"]
    rows = [
        [slope_of(SPECIES[0], name), *map(number, each)] for name, *each in zip(SPECIES, shown, *first, strict=True)
    ]
    (setosa, _, virginica), (_, _, too) = (each.round(2) for each in first)
    exact = float(first[0][0])
    side = "below" if exact < rounded(exact) else "above"
    product = -SHOWN["softmax"][0] * SHOWN["softmax"][2]
    said = (
        f"Virginica's {number(shown[2])} is neither: both ways it rounds to {number(virginica)}"
        f"{'' if virginica == too else f' or {number(too)}'}, and from the rounded shares, "
        f"−{number(SHOWN['softmax'][0])} × {number(SHOWN['softmax'][2])}, it is {number(product)}. The exact three add "
        f"up to 0; the three that are shown to {number(round(sum(shown), 2))}. And {number(setosa)} is what Setosa's "
        f"{number(exact)} rounds to: with all its digits it is a little {side} that."
    )
    if 0 in asked and (is_like(raw, RAW) or is_like(raw, TYPED)):
        name, *numbers_of_it = rows[max(asked)]
        rows[max(asked)] = [name, *(film.asked((END,), text) for text in numbers_of_it)]
        said = film.asked((END,), said, "What is a ? here is asked above, and told when the walk has come to its end.")
    film.table(dict(zip(BESIDE, zip(*rows, strict=True), strict=True)), BESIDE_IT)
    film.paragraph(said)


def where_from():
    """The network that the raw outputs come from, at a flower that the learner chooses."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        here = flower.flower(KEY, FLOWER)
        taken = dict(zip(KEYS, outputs_at(FITTED, here).tolist(), strict=True))
        presets.preset("Take its raw outputs", taken, icon=":material/west:")
    outputs = [f"Raw {name}" for name in SPECIES]
    network_picture(NETWORK, PART_5.experiment.data, FITTED, f"{KEY}_network", here, outputs=outputs)
