"""The SSR of the values of one parameter that were tried, kept beside each other."""

import numpy as np
import streamlit as st

from backprop.landscape import ssr_along
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.beyond import inside_and_arrows
from pages.parts.charts.colours import INK
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import POINTS_ON_A_CURVE
from pages.parts.pictures.ssr_picture import axes_of, with_points
from pages.parts.player.still import STILL

FAINT = "#808891"  # what only waits; its dashes tell it from what was kept


@constant
def tried_spec(name, height):
    x, y, tips = axes_of(name)
    whole = layer("curve").mark_line(strokeWidth=2, strokeDash=[2, 4], opacity=0.6, clip=True)
    ghost = layer("ghost").mark_point(color=FAINT, size=110, strokeWidth=1.3, strokeDash=[3, 2.5], opacity=1)
    beneath = (whole.encode(x=x, y=y, tooltip=tips, color=INK), ghost.encode(x=x, y=y, tooltip=tips))
    return with_points(beneath, "tried", ("said now", "said"), name, height)


def tried(network, data, parameters, name, kept, whole_curve, x, y, key, height=TALL, shown=()):
    """The SSR of the value that a parameter has now, of those kept before, and, if wanted, of all others.

    The value now is named first, then those kept, the one that was kept last before the others.

    shown  the SSR that the video shows for some values, {value: SSR}, or nothing: where none of these is kept yet, a
           dashed ring waits for it
    """
    at, here = np.linspace(*x, POINTS_ON_A_CURVE), float(parameters[network.place(name)])
    values = np.array([here, *kept[::-1]])
    ghosts = [value for value in shown if value not in values]
    ssrs = ssr_along(network, data, parameters, name, [*values, *ghosts])
    ssrs, waiting = ssrs[: len(values)], ssrs[len(values) :]
    seen_x, seen_y, arrows = inside_and_arrows(values[None], ssrs[None], x, y)
    inside = np.isfinite(seen_x[0])
    layers = {"now": {"x": seen_x[:, :1], "y": seen_y[:, :1]}, "tried": {"x": seen_x[:, 1:], "y": seen_y[:, 1:]}}
    if ghosts:
        layers["ghost"] = {"x": np.array(ghosts), "y": waiting}
    if arrows:
        layers["arrow"] = arrows
    if whole_curve:
        layers["curve"] = {"x": at, "y": ssr_along(network, data, parameters, name, at)}
    texts = [f"{number(value)} → {number(ssr)}" for value, ssr in zip(values, ssrs, strict=True)]
    others = ["" if value == here else text for value, text in zip(values, texts, strict=True)]
    around = {"dots": ("now", "tried", "ghost", "arrow"), "paths": ("curve",)}
    said = [
        labels.Labels("said now", "now", [f"SSR {number(ssrs[0])}"], **around, bold=True),
        labels.Labels("said now", "arrow", [texts[0], *[""] * len(kept)], **around, bold=True),
        labels.Labels("said", "tried", others[1:], **around),
        labels.Labels("said", "arrow", others, **around),
        labels.Labels("said", "ghost", [f"video {number(shown[value])}" for value in ghosts], **around),
    ]
    beyond = ", ".join(number(value) for value in dict.fromkeys(values[~inside]))
    told = f"Outside this picture: {name} = {beyond}; arrows at its edge point there." if beyond else ""
    of_video = ", ".join(map(number, ghosts)), ", ".join(number(shown[value]) for value in ghosts)
    rings = f"Dashed rings: the video's {name} = {of_video[0]}, SSR {of_video[1]}" if ghosts else ""
    alt_text = (
        f"The SSR against {name}. Now {name} = {number(here)}, SSR {number(ssrs[0])}. "
        f"Values kept, each with its SSR: {'; '.join(texts[:0:-1]) or 'none yet'}. "
        + (f"{rings}. " if rings else "")
        + told
    )
    STILL.picture(tried_spec(name, height), key, layers, alt_text.strip(), x, y, said)
    if rings:
        st.caption(f"{rings}, until you keep {'it' if len(ghosts) == 1 else 'them'}.")
    if told:
        st.caption(f"{told} The tables have every value.")
