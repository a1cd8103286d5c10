"""Bent surfaces: what each hidden node makes of the plane; stretched and added up it is a crinkled surface."""

import numpy as np
import streamlit as st

from backprop.activations import IDENTITY, RELU
from backprop.data import Data
from backprop.network import Network
from backprop.passes import forward
from backprop.written.numerals import number, signed
from pages.parts import tables
from pages.parts.charts.colours import CLASS_COLOURS, CLASS_DASHES
from pages.parts.controls import widgets
from pages.parts.experiment.flower import in_words
from pages.parts.pictures import extent, stage_pictures
from pages.parts.several.nodes import off_where
from pages.parts.several.pictures import height_map, lines_of_bends, who_bends

HEIGHT = 300
CUT = Network((1, 2, 1), hidden=RELU, output=IDENTITY)  # what the network is along a cut
READ = np.linspace(0, 1, 5)  # where a cut is read into the table


def bent(network, data, parameters, inputs, prefix):
    """The maps of both nodes and of one output, and below them the cut through all three."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = widgets.choice(f"{prefix}_output", "Output", data.classes)
        cut = data.names.index(widgets.choice(f"{prefix}_cut", "Cut along", data.names[:2]))
    output = data.classes.index(name)
    *weights, last = network.layers(parameters)[1][output]
    said = [off_where(node[:-1], node[-1], data.names[:2]) for node in network.layers(parameters)[0]]
    st.header(
        f"**Over the plane** {who_bends(network, parameters)}; times their weights and added up they make {name}",
        anchor=False,
    )
    columns = st.columns(3, gap="small", vertical_alignment="bottom")
    with columns[0]:
        st.subheader(f"**Blue, y1**: off {said[0]}", anchor=False)
        height_map(network, data, parameters, 0, 0, "y1", inputs, cut, f"{prefix}_y1", HEIGHT)
    with columns[1]:
        st.subheader(f"**Orange, y2**: off {said[1]}", anchor=False)
        height_map(network, data, parameters, 0, 1, "y2", inputs, cut, f"{prefix}_y2", HEIGHT)
    with columns[2]:
        made = f"y1 × {signed(weights[0])} + y2 × {signed(weights[1])} + {signed(last)}"
        st.subheader(f"**{name}** = {made}", anchor=False)
        height_map(network, data, parameters, 1, output, name, inputs, cut, f"{prefix}_crinkled", HEIGHT)
    st.caption(
        "Darker is lower; a number on a line is the height there. "
        f"{lines_of_bends(network, parameters)} The dot is the flower, and the dotted line the cut through it, which "
        "stands below."
    )
    the_cut(network, data, parameters, inputs, output, cut, prefix)


def the_cut(network, data, parameters, inputs, output, cut, prefix):
    """Along the cut there is one input again: the curves out of both nodes, times their weights, and added up."""
    along, held, name = data.names[cut], data.names[1 - cut], data.classes[output]
    place, row = float(inputs[cut]), along_the_cut(network, parameters, inputs, output, cut)
    seen = Data([0.0, 1.0], [0.0, 0.0], (along, name))
    (out, weighted, before, crinkled), at, y = stage_pictures.stages(CUT, seen, row, place)
    first, second, bias = names_of(network, output)
    st.header(
        f"**Cut along {along}**, at {held} {number(inputs[1 - cut])}: one input again, and a line for each node",
        anchor=False,
    )
    columns = st.columns(3, gap="small", vertical_alignment="bottom")
    with columns[0]:
        st.subheader("**Out of ReLU**: y1 solid blue, y2 dashed orange", anchor=False)
        stage_pictures.stage(seen, "y", place, out, at[0][0], ("y1", "y2"), y, f"{prefix}_out")
    with columns[1]:
        st.subheader(f"**Times their weights**, {first} and {second}: stretched, and a minus flips", anchor=False)
        of = f"× {first}", f"× {second}"
        stage_pictures.stage(seen, "y × weight", place, weighted, at[1][0], of, y, f"{prefix}_weighted")
    with columns[2]:
        st.subheader(f"**Added up** (dotted), then **+ {bias} {number(row[-1])}**: {name}, thick", anchor=False)
        inside = extent.curve_inputs(seen)
        layers = {
            "before": {"x": inside, "y": before},
            "curve": {"x": inside, "y": crinkled},
            "at curve": {"x": place, "y": at[3][0]},
        }
        look = CLASS_COLOURS[output], CLASS_DASHES[output]
        stage_pictures.show_stage(seen, name, place, layers, {"at curve": (at[3][0], name)}, y, f"{prefix}_sum", *look)
    with st.expander(f"The cut in numbers, at {in_words(inputs)} marked →", icon=":material/table:"):
        tables.show(cut_table(seen, row, place, (first, second, bias)), f"What stands along the cut, {along}")


def along_the_cut(network, parameters, inputs, output, cut):
    """(7,) the parameters of the network with one input that it is along a cut: the held input joins the biases."""
    hidden, outputs = network.layers(parameters)
    held = hidden[:, 1 - cut] * inputs[1 - cut] + hidden[:, -1]
    return np.array([*np.column_stack([hidden[:, cut], held]).ravel(), *outputs[output]])


def cut_table(seen, row, place, names):
    """Every number along the cut at READ and at the flower, a row for each."""
    at = np.unique([*READ, place])
    hidden, output = forward(CUT, row, at).layers
    weights = row[-3:-1]
    first, second, bias = names
    columns = {
        seen.names[0]: [f"→ {number(each)}" if each == place else number(each) for each in at],
        "x1": tables.texts(hidden.x[:, 0]),
        "y1": tables.texts(hidden.y[:, 0]),
        "x2": tables.texts(hidden.x[:, 1]),
        "y2": tables.texts(hidden.y[:, 1]),
        f"y1 × {first}": tables.texts(hidden.y[:, 0] * weights[0]),
        f"y2 × {second}": tables.texts(hidden.y[:, 1] * weights[1]),
        f"{seen.names[1]}, + {bias}": tables.texts(output.y[:, 0]),
    }
    return tables.of_columns(columns)


def names_of(network, output):
    """What both weights and the bias of an output are called."""
    hidden = network.nodes[1] * (network.nodes[0] + 1)
    each = network.nodes[1] + 1
    return network.parameter_names[hidden + each * output :][:each]
