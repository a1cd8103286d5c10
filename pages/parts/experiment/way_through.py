"""One value's way through the network: in words, in three pictures, and in lines of arithmetic."""

import numpy as np
import streamlit as st

from backprop.lessons import predicted_in_video
from backprop.passes import forward
from backprop.written.numerals import number
from backprop.written.written_out import forward_lines
from pages.parts.forward import inside_a_node
from pages.parts.pictures import stage_pictures
from pages.parts.tables import of_columns, texts


def predicted_now(lesson, network, parameters, dosage):
    """What the network predicts for one dosage, what was observed there, and what the video shows for it."""
    data = lesson.experiment.data
    predicted = float(forward(network, parameters, np.array([dosage])).predicted[0, 0])
    seen = np.flatnonzero(data.inputs[:, 0] == dosage)
    said = f"At {data.names[0]} {number(dosage)} the network's **Predicted is {number(predicted)}**."
    if seen.size and network == lesson.experiment.network and np.array_equal(parameters, lesson.experiment.start):
        shown = predicted_in_video(lesson, seen[0])
        said += "" if shown is None else f" :green-badge[{number(shown)} in the video]"
    if seen.size:
        said += f" The observed {data.names[1]} is {number(data.observed[seen[0], 0])}."
    else:
        said += " Nothing was observed there: the network fills the gap between the dots."
    st.markdown(said)


def curves_to_squiggle(network, data, parameters, dosage, key):
    """Three charts with one scale: the curves out of the hidden nodes, after their weights, and added up."""
    first, second, bias = network.parameter_names[-3:]
    (out, weighted, before, squiggle), at, y = stage_pictures.stages(network, data, parameters, dosage)
    columns = st.columns(3, gap="small", vertical_alignment="bottom")  # one heading may take a line more
    with columns[0]:
        st.subheader(f"**Out of {network.hidden.name}**: y1 solid blue, y2 dashed orange", anchor=False)
        stage_pictures.stage(data, "y", dosage, out, at[0][0], ("y1", "y2"), y, f"{key}_out")
    with columns[1]:
        said = f"**Times their weights**, {first} and {second}: each curve is stretched, and a minus flips it"
        st.subheader(said, anchor=False)
        of = f"× {first}", f"× {second}"
        stage_pictures.stage(data, "y × weight", dosage, weighted, at[1][0], of, y, f"{key}_weighted")
    with columns[2]:
        value = number(parameters[network.place(bias)])
        said = f"**Added up** (dotted), then **+ {bias} {value}**: the green squiggle; the dots are observed"
        st.subheader(said, anchor=False)
        stage_pictures.last_stage(data, dosage, before, squiggle, at[3][0], y, f"{key}_squiggle")


def on_the_way(lesson, network, parameters, dosage):
    """Every number on the way, folded away: in a table, and in lines of arithmetic."""
    label = f"Every number on the way at Dosage {number(dosage)}, to retype into a calculator"
    with st.expander(label, icon=":material/calculate:"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.subheader("**Node by node**: x goes in, y comes out", anchor=False)
            node_by_node(forward_lines(network, parameters, dosage))
        with right:
            st.subheader("**At every observed dosage, and at the one in the pictures**, marked →", anchor=False)
            inside_a_node.values_beside_the_videos(lesson, network, parameters, dosage)


def node_by_node(lines):
    """Lines of arithmetic, one below the other, and which of them rounding bites."""
    st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
    bitten = [
        f"{line.text.split(' = ')[0]} gives {number(line.retyped)}, not {number(line.value)}"
        for line in lines
        if line.rounding_bites
    ]
    st.caption(
        "To retype: log is the natural logarithm, the key *ln* on most calculators. "
        + (
            f"Where the last digit differs ({'; '.join(bitten)}), rounding bites: each number is rounded to four "
            "digits for the screen, and computed with all of them."
            if bitten
            else "Each line, retyped as it stands, gives the number at its end."
        )
    )


def values_table(network, data, parameters, dosage, shown=None):
    """Every value on the way through a network with one input, one hidden layer and one output.

    A column for each observed input, and one for the dosage looked at, which is marked by an arrow.

    shown  what the video shows on the way, {input: {name: number}}, which gets a column beside ours; or nothing
    """
    inputs = np.unique([*data.inputs[:, 0], dosage])
    *weights, _ = network.layers(np.asarray(parameters))[-1][0]
    hidden, output = forward(network, parameters, inputs).layers
    names = network.parameter_names[-len(weights) - 1 :]
    rows = {}
    for node, weight in enumerate(weights):
        rows[f"x{node + 1}"] = hidden.x[:, node]
        rows[f"y{node + 1}"] = hidden.y[:, node]
        rows[f"y{node + 1} × {names[node]}"] = hidden.y[:, node] * weight
    rows["Predicted"] = output.y[:, 0]
    heads = [f"→ {number(i)}" if i == dosage else number(i) for i in inputs]
    columns = {data.names[0]: list(rows)}
    for place, (at, head) in enumerate(zip(inputs.tolist(), heads, strict=True)):
        columns[head] = texts([row[place] for row in rows.values()])
        if shown and at in shown:
            columns[f"{number(at)}, video"] = [number(shown[at][name]) if name in shown[at] else "" for name in rows]
    return of_columns(columns)
