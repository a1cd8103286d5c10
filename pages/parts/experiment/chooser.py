"""Any network, any data: the controls with which a learner chooses both, for every page that works with any."""

from contextlib import contextmanager

import streamlit as st

from backprop.activations import ACTIVATIONS, IDENTITY, TANH
from backprop.datasets import DATASETS
from backprop.network import Network
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, own_rows, widgets
from pages.parts.experiment.scaling import scales_of, standardised
from pages.parts.kept import shared

OWN = "your own"
OWN_INPUTS = 2  # columns that the learner's own table has for them, at most
MOST_LAYERS, MOST_NODES = 4, 32
MOST_SEED = 999_999
POINTS = 60, 2, 400  # of a made-up set: at first, at least, at most
SCALINGS = ("as they are", "inputs standardised", "all standardised")


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


def network_and_data(columns, prefix, preset, hidden=(8,), nodes=8):
    """The controls of a network and its data: returns (Network, Data), which fit each other.

    columns  the first two of `groups`; the learner's own rows stand below them
    prefix   of the keys in the address: surface_data, surface_layers, …
    preset   the name in DATASETS that stands at first
    hidden   how many nodes the hidden layers have at first
    nodes    how many nodes a layer that is added has
    """
    with group(columns[0], "Data") as say_data:
        data, scaling = chosen_data(prefix, preset)
    with group(columns[1], "Network") as say_network:
        counts = hidden_layers(prefix, hidden, nodes)
        with number_field.folded(st.popover, "Activations"):
            activation = {each.name: each for each in ACTIVATIONS}
            bent = widgets.selection(f"{prefix}_hidden", "Bent by", list(activation), TANH.name, width=125)
            out = widgets.selection(f"{prefix}_output", "Output bent by", list(activation), IDENTITY.name, width=125)
    if data is None:
        with st.expander("Your rows: type them, paste them, or take a file", expanded=True, icon=":material/table:"):
            data = own_rows.rows(prefix, next(iter(DATASETS.values())))
    else:
        own_rows.no_rows(prefix)
    data = scaled(data, scaling)
    network = Network((data.inputs.shape[1], *counts, 1), activation[bent], activation[out])
    say_data(counted(len(data), "observation") + ("" if scaling == SCALINGS[0] else f", {scaling}"))
    bends = [bent] * bool(counts) + [f"output {out}"] * (out != IDENTITY.name)
    say_network(", ".join(["-".join(map(str, network.nodes)), *bends]))
    return network, data


WHY_STANDARDISE = (
    "Inputs far from 0 or far apart (weights in grams, years) make derivatives of very different sizes, so that no "
    "Learning Rate suits all. Standardised: minus the column's mean, divided by its standard deviation."
)


def chosen_data(prefix, preset):
    """A preset's Data, None where the learner's own rows are wanted; and how its numbers are to be scaled."""
    key = f"{prefix}_data"
    name = widgets.selection(key, "Data", (*DATASETS, OWN), preset, width=160)
    data = DATASETS.get(name)
    with number_field.folded(st.popover, "Rows, scaling"):
        if callable(data):
            points = widgets.whole_number(f"{prefix}_points", "Points", *POINTS, width=105)
            seed = widgets.whole_number(f"{prefix}_data_seed", "Their seed", 0, 0, MOST_SEED, width=105)
            data = made_up(name, points, seed)
        if data is not None and data.inputs.shape[1] <= OWN_INPUTS:
            own_rows.edit_rows(prefix, key, OWN, data)
        scaling = widgets.selection(f"{prefix}_scaling", "Numbers", SCALINGS, width=175, help=WHY_STANDARDISE)
    return data, scaling


@shared
def made_up(name, points, seed):
    """The Data of a set that is drawn by chance."""
    return DATASETS[name](points, seed)


def hidden_layers(prefix, hidden, nodes):
    """How many hidden layers, and how many nodes each has."""
    layers = widgets.whole_number(f"{prefix}_layers", "Hidden layers", len(hidden), 0, MOST_LAYERS, width=95)
    beginning = [*hidden, *[nodes] * MOST_LAYERS][:layers]
    return [
        widgets.whole_number(f"{prefix}_nodes{layer}", f"Nodes, layer {layer}", own, 1, MOST_NODES, width=95)
        for layer, own in enumerate(beginning, 1)
    ]


def scaled(data, scaling):
    """The Data with its numbers as the learner wants them, and what was done to them, said with these numbers."""
    if scaling == SCALINGS[0]:
        return data
    scales, output = scales_of(data), scaling == SCALINGS[2]
    done = [
        f"{name} → ({name} − {number(mean)}) / {number(spread)}"
        for name, (mean, spread) in list(zip(data.names, scales, strict=True))[: None if output else -1]
    ]
    st.caption(f"Standardised: {'; '.join(done)}.")
    return standardised(data, scales, output)
