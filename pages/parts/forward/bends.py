"""What happens in a hidden node: the piece of the Activation Function that it uses, and what others would make."""

from dataclasses import replace

import numpy as np
import streamlit as st

from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts.layered import LOW
from pages.parts.charts.scales import padded
from pages.parts.forward.pictures import piece
from pages.parts.pictures import extent
from pages.parts.pictures.squiggle_picture import squiggle
from pages.parts.player.still import STILL


def pieces(network, data, parameters, dosage, key):
    """A chart for each of two hidden nodes: the Activation Function, and the piece of it that the node's x covers."""
    ends = np.array(extent.input_range(data))
    came_in = forward(network, parameters, ends).layers[0].x
    for node, column in enumerate(st.columns(2, gap="medium", vertical_alignment="bottom"), 1):
        first, last = map(number, came_in[:, node - 1])
        with column:
            st.header(
                f"**Node {node}**, {('solid blue', 'dashed orange')[node - 1]}: from {data.names[0]} {number(ends[0])} "
                f"to {number(ends[1])}, x{node} runs from {first} to {last}",
                anchor=False,
            )
            piece(network, data, parameters, dosage, node, f"{key}_node_{node}")


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
