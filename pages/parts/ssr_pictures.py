"""The SSR against one parameter: the whole curve with its tangent and the next step, or values that were tried."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.landscape import ssr_along
from backprop.lessons import around_fitted
from backprop.numerals import number
from pages.parts import labels
from pages.parts.beyond import arrow, arrows
from pages.parts.charts import (
    INK,
    NONE_BELOW_ZERO,
    POINTS_ON_A_CURVE,
    PURPLE,
    TALL,
    constant,
    layer,
    marks,
    show,
    x_axis,
    y_axis,
)


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


def ssr_curve(network, data, parameters, name, derivative, step_size, x, y, key, height=TALL):
    """The SSR along one parameter, where it is now, its tangent there, and where the next step leads.

    Its value now is named first, then the next step's where there is room.
    """
    here = float(parameters[network.place(name)])
    there = here - float(step_size)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = ssr_along(network, data, parameters, name, at)
    now, new = ssr_along(network, data, parameters, name, [here, there])
    reach = 0.22 * (x[1] - x[0])
    if abs(derivative) > 0:  # a steep tangent is cut to the picture's height
        reach = min(reach, 0.35 * (y[1] - y[0]) / abs(derivative))
    ends = np.array([here - reach, here + reach])
    layers = {"curve": {"x": at, "y": curve}, "tangent": {"x": ends, "y": now + derivative * (ends - here)}}
    points, texts = {"now": (here, now)}, {"now": f"SSR {number(now)}"}
    if step_size and np.isfinite(new):
        layers["step"] = {"x": here, "x2": there, "y": now, "y2": now}
        points["new"], texts["new"] = (there, new), f"next {name} {number(there)}"
    frame = labels.Frame(x, y, height)
    inside = {of: bool(frame.holds(*point)) for of, point in points.items()}
    layers |= {of: {"x": px, "y": py} for of, (px, py) in points.items() if inside[of]}
    if not inside["now"]:
        texts["now"] = f"{name} {number(here)}, {texts['now']}"
    layers |= said_beside(frame, points, inside, texts, layers)
    told = "" if inside["now"] else " That is outside the picture: an arrow at its edge points there."
    if inside["now"] and not inside.get("new", True):
        told = " That is outside the picture: an arrow at its edge points there."
    show(
        ssr_curve_spec(name, height),
        marks(**layers),
        key,
        f"The SSR along {name}. At {name} = {number(here)} the SSR is {number(now)} and the Derivative "
        + number(derivative)
        + (f"; the next step leads to {number(there)}." if step_size else ", the slope of the tangent.")
        + told,
        x,
        y,
    )
    if not inside["now"]:
        st.caption(
            f"{name} is {number(here)} and the SSR {number(now)}: outside this picture, so an arrow at its edge points "
            "there."
        )


def said_beside(frame, points, inside, texts, layers):
    """The labels of what is now and of the next step, and arrows for those of them that are outside."""
    found, where = {}, dict(points)
    beyond = [of for of in points if not inside[of]]
    if beyond:
        found["arrow"] = arrows(frame, *np.transpose([points[of] for of in beyond]))
        where |= dict(zip(beyond, zip(found["arrow"]["x"], found["arrow"]["y"], strict=True), strict=True))
    fixed = labels.dots(frame.parts(*np.transpose(list(where.values()))))
    lines = [frame.parts(layers[of]["x"], layers[of]["y"]) for of in ("curve",)]
    lines += [drawn_out(frame, layers["tangent"])]
    if "step" in layers:
        lines.append(drawn_out(frame, {axis: [layers["step"][axis], layers["step"][axis + "2"]] for axis in "xy"}))
    taken = ()
    for of, layer_of, bold in (("now", "said", True), ("new", "said next", False)):
        if of in where:
            wanted = [labels.Label(texts[of], *where[of])]
            columns, boxes = labels.placed(frame, wanted, fixed, lines, bold=bold, taken=taken)
            if columns["x"]:
                found[layer_of], taken = columns, boxes
    return found


def drawn_out(frame, line):
    """(20, 2) points of a straight line, in parts of the picture, from the columns of its two ends."""
    ends = frame.parts(line["x"], line["y"])
    return ends[0] + np.linspace(0, 1, 20)[:, None] * (ends[1] - ends[0])


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
    ssr_curve(network, data, parameters, name, derivative, 0.0, x, y, key, height)


# --- values of one parameter, tried out ------------------------------------------------------------------------------


@constant
def tried_spec(name, height):
    x, y, tips = axes_of(name)
    whole = layer("curve").mark_line(strokeWidth=2, strokeDash=[2, 4], opacity=0.6, clip=True)
    beneath = (whole.encode(x=x, y=y, tooltip=tips, color=INK),)
    return with_points(beneath, "tried", ("said now", "said"), name, height)


def tried(network, data, parameters, name, kept, whole_curve, x, y, key, height=TALL):
    """The SSR of the value that a parameter has now, of those kept before, and, if wanted, of all others.

    The value now is named first, then those kept, the one that was kept last before the others.
    """
    here = float(parameters[network.place(name)])
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = ssr_along(network, data, parameters, name, at)
    values = np.array([here, *kept])
    ssrs = ssr_along(network, data, parameters, name, values)
    frame = labels.Frame(x, y, height)
    inside = frame.holds(values, ssrs)
    layers, lines = {"tried": {"x": values[1:][inside[1:]], "y": ssrs[1:][inside[1:]]}}, []
    places = np.column_stack([values, ssrs])
    if inside[0]:
        layers["now"] = {"x": here, "y": ssrs[0]}
    if not inside.all():
        layers["arrow"] = arrows(frame, values[~inside], ssrs[~inside])
        places[~inside] = np.column_stack([layers["arrow"]["x"], layers["arrow"]["y"]])
    if whole_curve:
        layers["curve"] = {"x": at, "y": curve}
        lines.append(frame.parts(at, curve))
    texts = [f"{number(value)} → {number(ssr)}" for value, ssr in zip(values, ssrs, strict=True)]
    first = f"SSR {number(ssrs[0])}" if inside[0] else texts[0]
    fixed = labels.dots(frame.parts(*places.T))
    layers["said now"], taken = labels.placed(
        frame, [labels.Label(first, *places[0])], fixed, lines, bold=True, taken=()
    )
    wanted = [
        labels.Label(text, *place)
        for text, place, value in zip(texts[:0:-1], places[:0:-1], values[:0:-1], strict=True)
        if value != here
    ]
    layers["said"], _ = labels.placed(frame, wanted, fixed, lines, taken=taken)
    beyond = ", ".join(number(value) for value in dict.fromkeys(values[~inside]))
    told = f"Outside this picture: {name} = {beyond}; arrows at its edge point there." if beyond else ""
    show(
        tried_spec(name, height),
        marks(**{of: columns for of, columns in layers.items() if np.size(columns["x"])}),
        key,
        f"The SSR against {name}. Now {name} = {number(here)}, SSR {number(ssrs[0])}. "
        f"Values kept, each with its SSR: {'; '.join(texts[1:]) or 'none yet'}. {told}".strip(),
        x,
        y,
    )
    if told:
        st.caption(f"{told} The tables have every value.")
