"""Any network, any data: the controls with which a learner chooses both, for every page that works with any."""

from contextlib import contextmanager

import streamlit as st

from backprop.activations import TANH
from backprop.network import Network
from pages.parts.controls import number_field, widgets
from pages.parts.experiment import bends, observations

MOST_LAYERS, MOST_NODES = 4, 32


def groups():
    """Three columns, for what sets the data, the network and the training."""
    return st.columns([10, 11, 12], gap="small")


@contextmanager
def group(column, name):
    """A group of controls in a column; gives a function that writes above them, in words, what they set."""
    with column:
        heading = st.empty()
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            yield lambda words: heading.header(f"**{name}**: {words}", anchor=False)


def network_and_data(columns, prefix, preset, hidden=(8,), nodes=8, may_hold_out=False):
    """The controls of a network and its data: returns (Network, Data, Data held out or None), which fit each other.

    columns       the first two of `groups`; the learner's own rows stand below them
    prefix        of the keys in the address: surface_data, surface_layers, …
    preset        the name in DATASETS that stands at first
    hidden        how many nodes the hidden layers have at first
    nodes         how many nodes a layer that is added has
    may_hold_out  whether the learner is asked for a part of the data to hold out
    """
    with group(columns[0], "Data") as say_data:
        asked = observations.wanted(prefix, preset, may_hold_out)
    data, held_out = observations.training_and_held_out(prefix, asked, say_data)
    with group(columns[1], "Network") as say_network:
        counts = hidden_layers(prefix, hidden, nodes)
        with number_field.folded(st.popover, "Activations"):
            bent, out, said = bends.chosen(prefix, len(counts), data)
    network = Network((data.inputs.shape[1], *counts, data.observed.shape[1]), bent or TANH, out)
    say_network(", ".join(["-".join(map(str, network.nodes)), *said]))
    return network, data, held_out


def hidden_layers(prefix, hidden, nodes):
    """How many hidden layers, and how many nodes each has."""
    layers = widgets.whole_number(f"{prefix}_layers", "Hidden layers", len(hidden), 0, MOST_LAYERS, width=95)
    beginning = [*hidden, *[nodes] * MOST_LAYERS][:layers]
    return [
        widgets.whole_number(f"{prefix}_nodes{layer}", f"Nodes, layer {layer}", own, 1, MOST_NODES, width=95)
        for layer, own in enumerate(beginning, 1)
    ]
