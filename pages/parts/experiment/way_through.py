"""One value's way through the network: in words, in three pictures, in lines of arithmetic and in a table."""

import numpy as np
import streamlit as st

from backprop.lessons import predicted_in_video
from backprop.passes import forward
from backprop.written.arithmetic import forward_lines
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.experiment.tables import values_table
from pages.parts.pictures import stage_pictures


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
            values_beside_the_videos(lesson, network, parameters, dosage)


def node_by_node(lines):
    """Lines of arithmetic, one below the other, and which of them rounding bites."""
    st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
    bitten = [
        f"{line.of} gives {number(line.retyped)}, not {number(line.value)}" for line in lines if line.rounding_bites
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


def values_beside_the_videos(lesson, network, parameters, dosage):
    """Every value on the way, the video's own beside it where these are its numbers, and why the two differ."""
    data = lesson.experiment.data
    own = network == lesson.experiment.network and np.array_equal(parameters, lesson.experiment.start)
    seen = lesson.shown.get("on_the_way") if own else None
    table = values_table(network, data, parameters, dosage, seen)
    tables.show(table, "Every value on the way through the network")
    if seen:
        st.caption(why_it_rounds(lesson))


def why_it_rounds(lesson):
    """Why the video's Predicted for its first dosage is not ours: it rounds on the way."""
    network, parameters = lesson.experiment.network, lesson.experiment.start
    dosage, seen = next(iter(lesson.shown["on_the_way"].items()))
    exact = {line.of: line.value for line in forward_lines(network, parameters, dosage)}
    w4, b3 = (number(parameters[network.place(name)]) for name in ("w4", "b3"))
    return (
        f"**{number(seen['Predicted'])} or {number(exact['Predicted'], 2)}?** At {lesson.experiment.data.names[0]} "
        f"{number(dosage)} the video rounds on the way: {number(seen['y2'])} × {w4} makes {number(seen['y2 × w4'])}, "
        f"and {number(seen['y1 × w3'])} + {number(seen['y2 × w4'])} + ({b3}) = {number(seen['Predicted'])}. With all "
        f"its digits y2 × w4 is {number(exact['y2 × w4'], 5)}, and Predicted {number(exact['Predicted'])}. Both are "
        "right: this page rounds only what it shows."
    )
