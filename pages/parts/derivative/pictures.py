"""Slopes as tangents: on the SSR along one parameter, and on a hidden node's Activation Function."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.lessons import around_fitted
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import DASHES, NODE_COLOURS, PURPLE
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded, x_axis, y_axis
from pages.parts.pictures.ssr_picture import ssr_curve, ssr_reach
from pages.parts.player.still import STILL


def tangent(network, data, parameters, name, derivative, key):
    """The SSR along one parameter near its fitted value, or near its own where that is far off, and its tangent."""
    here = float(parameters[network.place(name)])
    x = around_fitted(name)
    if not x[0] <= here <= x[1]:
        x = (here - 3.0, here + 3.0)
    y = ssr_reach(network, data, parameters, name, x)
    ssr_curve(STILL, network, data, parameters, name, derivative, 0.0, x, y, key)


AT_LEAST = (-3.0, 3.0)  # of the x-axis: the bend is always to be seen
HALF = 0.2  # how far a tangent reaches to either side, in parts of the picture


@constant
def slope_spec(x_title, y_title, node):
    x, y = x_axis(x_title), y_axis(y_title)
    colour, dash = NODE_COLOURS[node - 1], DASHES[node - 1]
    tips = [
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title=y_title),
        alt.Tooltip("label:N", title="Slope"),
    ]
    tangent = layer("tangent").mark_rule(color=PURPLE, strokeWidth=3, clip=True)
    return alt.layer(
        layer("curve").mark_line(color=colour, strokeDash=dash, strokeWidth=2.5, clip=True).encode(x=x, y=y),
        tangent.encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        layer("at").mark_point(color=colour, filled=True, size=100, opacity=1).encode(x=x, y=y, tooltip=tips),
        labels.said(layer("said"), x, y, bold=True),
    ).properties(height=TALL)


def slopes_on_the_road(network, data, parameters, taken, key):
    """The Activation Function of the hidden node on a Chain's road: a tangent at the x of each observation."""
    name, curve = network.hidden.name, network.hidden.curve
    found = node_on_the_road(taken)
    if found is None:
        st.markdown(
            f"The road back to {taken.parameter} ends before it meets a bent node. On those to w1, b1, w2 and b2 the "
            f"slope of {name} is a factor too: choose one of them, and its picture stands here."
        )
        return
    node, slopes = found
    layers = forward(network, parameters, data.inputs).layers
    met, came_out = layers[0].x[:, node - 1], layers[0].y[:, node - 1]
    x = padded(min(AT_LEAST[0], *met), max(AT_LEAST[1], *met), 0.05)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    y = padded(0.0, float(curve(np.float64(x[1]))), 0.16)
    across, up = x[1] - x[0], y[1] - y[0]
    run = np.minimum(HALF * across, 2.5 * HALF * up / np.maximum(slopes, 1e-300))  # a steep one is no longer
    st.header(
        f"**The slope of {name} at each x{node}**, that of its tangent, is dy{node}/dx{node} = {network.hidden.dy_dx}",
        anchor=False,
    )
    texts = [number(slope) for slope in slopes]
    layers = {
        "curve": {"x": at, "y": curve(at)},
        "tangent": {"x": met - run, "y": came_out - slopes * run, "x2": met + run, "y2": came_out + slopes * run},
        "at": {"x": met, "y": came_out, "label": texts},
    }
    said = labels.Labels("said", "at", texts, dots=("at",), paths=("curve",), rules=("tangent",), bold=True)
    told = "; ".join(
        f"{text} at x{node} = {number(place)}, {data.names[0]} {number(dosage)}"
        for text, place, dosage in zip(texts, met, data.inputs[:, 0], strict=True)
    )
    STILL.picture(
        slope_spec(f"x{node}, what goes in", f"y{node}, what comes out", node),
        key,
        layers,
        f"{name} in node {node}, with its tangent where each observation meets it. Their slopes: {told}.",
        x,
        y,
        [said],
    )


def node_on_the_road(taken):
    """(the number of the hidden node that a Chain's road leads through, its slope there (n,)); None where it ends
    before it."""
    bent = next((factor for factor in taken.factors if factor.crosses == "hidden"), None)
    return bent and (bent.node, bent.value)
