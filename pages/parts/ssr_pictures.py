"""The SSR against one parameter: the whole curve with its tangent and the next step, or values that were tried."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.landscape import ssr_along, ssr_along_each
from backprop.lessons import around_fitted
from backprop.numerals import number
from pages.parts import labels
from pages.parts.beyond import arrow, inside_and_arrows
from pages.parts.charts import (
    INK,
    NONE_BELOW_ZERO,
    POINTS_ON_A_CURVE,
    PURPLE,
    TALL,
    column,
    constant,
    layer,
    unmoved,
    x_axis,
    y_axis,
)
from pages.parts.player.still import STILL

FAINT = "#808891"  # what only waits; its dashes tell it from what was kept


def axes_of(name):
    x, y = x_axis(name), y_axis("SSR", labelExpr=NONE_BELOW_ZERO)
    return x, y, [alt.Tooltip("x:Q", title=name), alt.Tooltip("y:Q", title="SSR")]


def with_points(beneath, rings, said, name, height):
    """The layers of a picture, and over them its rings, the value now, arrows to what is outside, and words.

    said  the layers of words: of the value now, and of the others
    """
    x, y, tips = axes_of(name)
    ring = layer(rings).mark_point(color=PURPLE, size=110, strokeWidth=2, opacity=1)
    now = layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1)
    return alt.layer(
        *beneath,
        ring.encode(x=x, y=y, tooltip=tips),
        now.encode(x=x, y=y, tooltip=tips),
        arrow(layer("arrow"), x, y, PURPLE),
        labels.said(layer(said[0]), x, y, bold=True),
        labels.said(layer(said[1]), x, y),
    ).properties(height=height)


@constant
def ssr_curve_spec(name, height):
    x, y, tips = axes_of(name)
    beneath = (
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("step").mark_rule(color=PURPLE, strokeWidth=2, clip=True).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
    )
    return with_points(beneath, "new", ("said", "said next"), name, height)


def ssr_curve(film, network, data, parameters, name, derivative, step_size, x, y, key, height=TALL):
    """The SSR along one parameter at every frame, where it is, its tangent there, and where the next step leads.

    parameters  (F, P); derivative, step_size (F,) of the one; of a picture that stands still (P,) and two numbers
    """
    place, parameters = network.place(name), np.atleast_2d(parameters)
    derivative, step_size = np.atleast_1d(derivative, step_size)
    here, at = parameters[:, place], np.linspace(*x, film.points)
    there = here - step_size
    others = np.delete(parameters, place, axis=1)
    stays = (others == others[0]).all()  # then the curve is the same at every frame
    curve = ssr_along_each(network, data, parameters[:1] if stays else parameters, name, at)
    now, new = ssr_along_each(network, data, parameters, name, np.column_stack([here, there])).T
    with np.errstate(divide="ignore"):
        reach = np.minimum(0.22 * (x[1] - x[0]), 0.35 * (y[1] - y[0]) / np.abs(derivative))  # a steep one is cut
    ends = here[:, None] + np.outer(reach, [-1.0, 1.0])
    moves = (step_size != 0) & np.isfinite(new)
    points = (
        np.column_stack([here, np.where(moves, there, np.nan)]),
        np.column_stack([now, np.where(moves, new, np.nan)]),
    )
    seen_x, seen_y, arrows = inside_and_arrows(*points, x, y)
    layers = {
        "curve": {"x": at, "y": unmoved(curve)},
        "tangent": {"x": ends, "y": column(now) + column(derivative) * (ends - column(here))},
        "now": {"x": seen_x[:, :1], "y": seen_y[:, :1]},
    }
    dots = ["now"]
    if moves.any():
        layers["new"] = {"x": seen_x[:, 1:], "y": seen_y[:, 1:]}
        layers["step"] = {
            "x": column(np.where(moves, here, np.nan)), "x2": column(there), "y": column(now), "y2": column(now),
        }  # fmt: skip
        dots.append("new")
    if arrows:
        layers["arrow"] = arrows
        dots.append("arrow")
    values, at_ssr, next_value = film.say(here), film.say(now), film.say(there)
    around = {"dots": tuple(dots), "paths": ("curve", "tangent"), "rules": ("step",)}
    wanted = [labels.Labels("said", "now", [f"SSR {at_ssr}"], **around, bold=True)]
    if arrows:
        outside = [f"{name} {values}, SSR {at_ssr}", f"next {name} {next_value}"]
        wanted.append(labels.Labels("said", "arrow", outside, **around, bold=True))
    if moves.any():
        wanted.append(labels.Labels("said next", "new", [f"next {name} {next_value}"], **around))
    film.picture(
        ssr_curve_spec(name, height),
        key,
        layers,
        f"The SSR along {name}. At {name} = {values} the SSR is {at_ssr} and the Derivative {film.say(derivative)}"
        + (f"; the next step leads to {next_value}." if moves.any() else ", the slope of the tangent.")
        + (" An arrow at the edge points to what lies outside the picture." if arrows else ""),
        x,
        y,
        wanted,
    )
    if arrows:
        st.caption(f"Where an arrow points, {name} or its SSR lies outside this picture.")


def ssr_reach(network, data, parameters, name, x):
    """The ends of the SSR's axis for every value of one parameter from x[0] to x[1]."""
    highest = ssr_along(network, data, parameters, name, np.linspace(*x, POINTS_ON_A_CURVE)).max()
    return -0.14 * max(highest, 1e-6), 1.05 * max(highest, 1e-6)


def tangent(network, data, parameters, name, derivative, key, height=TALL):
    """The SSR along one parameter near its fitted value, or near its own where that is far off, and its tangent."""
    here = float(parameters[network.place(name)])
    x = around_fitted(name)
    if not x[0] <= here <= x[1]:
        x = (here - 3.0, here + 3.0)
    y = ssr_reach(network, data, parameters, name, x)
    ssr_curve(STILL, network, data, parameters, name, derivative, 0.0, x, y, key, height)


# --- values of one parameter, tried out ------------------------------------------------------------------------------


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
