"""A line is a network with one input, one output, and nothing between."""

import streamlit as st

from backprop.written.numerals import number
from pages.parts.pictures.network_picture import network_picture


def line_as_network(trace):
    """A line drawn as the network that it is, at the end of the run, and in words what that means."""
    network, data, moving = trace.experiment.network, trace.experiment.data, trace.experiment.optimised
    w1, b1 = map(number, trace.parameters[-1])
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        network_picture(network, data, trace.parameters[-1], "line_network", highlighted=moving, height=200)
    with right:
        st.markdown(
            f"One input, one output, nothing hidden in between and nothing bent: the network multiplies "
            f"{data.names[0]} by w1 = {w1} and adds b1 = {b1}, and that is the line after step {trace.steps[-1]:,}. "
            f"So **the same code runs it**: `Network(nodes=(1, 1))` here, `Network(nodes=(1, 2, 1))` on the pages that "
            f"follow. What you learn on this line holds there, number for number."
        )
