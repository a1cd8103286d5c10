"""One flower's way: two inputs through two nodes to three raw outputs, with every number in its place."""

import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.series import PART_5, PT_4
from backprop.written.arithmetic import node_lines
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.controls.ask_first import SHOWN, ask_first
from pages.parts.controls.try_next import listed, numbers
from pages.parts.experiment.flower import FLOWERS, SPECIES
from pages.parts.pictures.network_picture import network_picture

NODES = "blue", "orange"
ROLES = {
    name: f"{into} {of}"
    for name, into, of in zip(
        PT_4.experiment.network.parameter_names,
        ("Petal →", "Sepal →", "bias of") * 2 + ("blue →", "orange →", "bias of") * 3,
        [each for each in (*NODES, *PT_4.experiment.data.classes) for _ in range(3)],
        strict=True,
    )
}  # what each weight and bias does
SEEN = PT_4.shown["raw"] | PT_4.shown["raw_in_part_6"] | {PART_5.shown["inputs"]: PART_5.shown["raw"]}


def way(network, data, parameters, inputs, prefix, guessing):
    """The network with a flower in it, and its arithmetic; told after a guess, where somebody wants to guess."""
    passed = forward(network, parameters, inputs[None])
    raw, out = passed.predicted[0], passed.layers[0].y[0]
    about = (*inputs.tolist(), *parameters.tolist())
    asked = "which of the three outputs will be the largest for this flower?"
    answer = ask_first(f"{prefix}_winner", asked, data.classes, about) if guessing else SHOWN
    if answer is None:
        st.markdown("The weights and biases stand in the nodes. Work it out, or estimate it, and choose.")
    else:
        st.markdown(told(data.classes, raw, out, answer) + beside_the_videos(parameters, inputs))
    now = None if answer is None else inputs
    network_picture(network, data, parameters, f"{prefix}_network", now, outputs=SPECIES, height=360)
    st.caption(
        "In each node: its weights from the top input's down, and its bias. Blue is node 1, dashed orange node 2."
    )
    if answer is not None:
        arithmetic(network, data, parameters, inputs)
    the_videos_flowers(tuple(inputs.tolist()) if answer is None else None)


def told(classes, raw, out, answer):
    """Which output is the largest, whether that was the answer, and which nodes are off."""
    largest = [name for name, value in zip(classes, raw, strict=True) if value == raw.max()]
    how = "" if answer == SHOWN else "Right: " if answer in largest else f"Not {answer}: "
    if len(largest) == 1:
        said = f"{how}**{largest[0]}** has the largest raw output, **{number(raw.max())}**."
    else:
        said = f"{how}**{listed(largest)}** share the largest raw output, **{number(raw.max())}**."
    off = [name for name, value in zip(NODES, out, strict=True) if value == 0]
    if len(off) == 2:
        return f"{said} Both nodes are off, so only the biases speak: {numbers(raw)}."
    return f"{said} The {off[0]} node is off: it adds 0 to every output." if off else f"{said} Both nodes are on."


def beside_the_videos(parameters, inputs):
    """What the videos show for a flower, where these are their weights and it is one of theirs."""
    seen = SEEN.get(tuple(inputs.tolist()))
    if seen is None or not np.array_equal(parameters, PT_4.experiment.start):
        return ""
    return f" :green-badge[{shown(seen)} in the videos]"


def shown(seen):
    return ", ".join("–" if value is None else number(value) for value in seen)


def arithmetic(network, data, parameters, inputs):
    """Every number on the way, to retype."""
    st.header("**Node by node**: x goes in, ReLU lets through what is above 0, y comes out", anchor=False)
    lines = node_lines(network, parameters, inputs, data.classes)
    st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
    bitten = [
        f"{each.of} gives {number(each.retyped)}, not {number(each.value)}" for each in lines if each.rounding_bites
    ]
    if bitten:
        st.caption(
            f"Retyped as they stand, {'; '.join(bitten)}: each number is rounded to four digits for the screen, and "
            "computed with all of them."
        )
    else:
        st.caption("Each line, retyped as it stands, gives the number at its end.")


def the_videos_flowers(asked):
    """The flowers of the videos with the video's weights: what comes out, and what is shown; but for the flower that is
    asked about, where there is one."""
    network, parameters, data = PT_4.experiment.network, PT_4.experiment.start, PT_4.experiment.data
    with st.expander("The videos' flowers with the video's weights: ours, and what is shown", icon=":material/table:"):
        rows, rounded = [], {}
        for inputs in FLOWERS.values():
            hidden, output = forward(network, parameters, np.array([inputs])).layers
            into = [f"{number(x)} → {number(y)}" for x, y in zip(hidden.x[0], hidden.y[0], strict=True)]
            seen, told = SEEN.get(inputs), [*into, *tables.texts(output.y[0])]
            told.append(shown(seen) if seen else "")
            rows.append([", ".join(map(number, inputs)), *(["?"] * len(told) if inputs == asked else told)])
            if inputs == asked:
                continue
            rounded |= {
                number(exact): number(value)
                for exact, value in zip(output.y[0], seen or (), strict=False)
                if value is not None and number(value) != number(exact)
            }
        heads = "Petal, Sepal", "Blue x1 → y1", "Orange x2 → y2", *data.classes, "Shown"
        tables.show(
            tables.of_rows(rows, heads), "The videos' flowers: into the nodes, out of them, and the raw outputs"
        )
        pairs = listed([f"{exact} as {seen}" for exact, seen in rounded.items()])
        st.caption(
            f"Shown are {pairs}: the videos round for the screen, to one or two decimals. Only what is shown is "
            "rounded here, to four digits. – : not shown. 0, 1 is Part 5's flower; 0.04, 0.42 and 1, 0.54 are Part 6's."
            f"{' ?: what is asked above.' if asked in FLOWERS.values() else ''}"
        )
