"""What happens in a hidden node: the piece of the Activation Function that it uses, and what others would make."""

from dataclasses import replace

import numpy as np
import streamlit as st

from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.layered import LOW
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded
from pages.parts.pictures import extent, stage_pictures
from pages.parts.pictures.squiggle_picture import squiggle
from pages.parts.player.still import STILL

AT_LEAST = (-4.0, 4.0)  # of the Activation Function's x-axis: its bend is always to be seen


def pieces(network, data, parameters, dosage, key):
    """A chart for each of two hidden nodes: the Activation Function, and the piece of it that the node's x covers."""
    for node, column in enumerate(st.columns(2, gap="medium", vertical_alignment="bottom"), 1):
        with column:
            piece(network, data, parameters, dosage, node, f"{key}_node_{node}")


def piece(network, data, parameters, dosage, node, key):
    first, last = extent.input_range(data)
    inputs = np.array([*extent.curve_inputs(data), dosage])
    hidden = forward(network, parameters, inputs).layers[0]
    (*came_in, x_now), (*went_out, y_now) = hidden.x[:, node - 1].tolist(), hidden.y[:, node - 1].tolist()
    x = padded(min(AT_LEAST[0], *came_in), max(AT_LEAST[1], *came_in), 0.05)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = network.hidden.curve(at)
    y = padded(min(0.0, *curve), max(*curve), 0.2)
    st.header(
        f"**Node {node}**, {('solid blue', 'dashed orange')[node - 1]}: from {data.names[0]} {number(first)} to "
        f"{number(last)}, x{node} runs from {number(came_in[0])} to {number(came_in[-1])}",
        anchor=False,
    )
    label = f"x{node} {number(x_now)} → y{node} {number(y_now)}"
    broken = label.replace(" → ", "\n→ ") if labels.text_width(label, 13, bold=True) > 150 else label
    layers = {
        "zero": {"y": 0.0},
        "dosage": {"x": x_now},
        "before": {"x": at, "y": curve},
        f"node {node}": {"x": came_in, "y": went_out},
        f"at node {node}": {"x": x_now, "y": y_now},
    }
    now = f"at node {node}"
    said = [labels.Labels("said", now, [broken], (now,), paths=("before",), size=13, bold=True)]
    alt_text = (
        f"{network.hidden.name} in node {node}. From {data.names[0]} {number(first)} to {number(last)} it uses the "
        f"piece from x{node} {number(came_in[0])} to {number(came_in[-1])}. "
        f"At {data.names[0]} {number(dosage)}, {label}."
    )
    spec = stage_pictures.stage_spec(f"x{node}, what goes in", f"y{node}, what comes out", LOW)
    STILL.picture(spec, key, layers, alt_text, x, y, said)


def shapes(network, activations, data, parameters, key):
    """The same parameters through several Activation Functions: a squiggle each, to one scale, with its SSR."""
    networks = [replace(network, hidden=activation) for activation in activations]
    curves = [forward(each, parameters, extent.curve_inputs(data)).predicted for each in networks]
    held = [data.observed.min(), data.observed.max(), *(end for c in curves for end in (c.min(), c.max()))]
    y = padded(min(held), max(held))
    columns = st.columns(len(networks), gap="small", vertical_alignment="bottom")
    for each, column in zip(networks, columns, strict=True):
        with column:
            misses = ssr(data.observed, forward(each, parameters, data.inputs).predicted)
            now = "→ " if each == network else ""
            name = each.hidden.name
            st.header(f"{now}**{name}**, y = {each.hidden.formula}: SSR {number(misses)}", anchor=False)
            squiggle(STILL, each, data, parameters, y, f"{key}_{name}", LOW, labelled=False)
