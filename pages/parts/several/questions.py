"""What to try next with two inputs and three outputs."""

import numpy as np

from backprop.passes import forward
from backprop.series import PT_4
from backprop.written.numerals import counted, number, signed
from pages.parts.controls.try_next import Try, ask, bold, numbers
from pages.parts.experiment.starts import start_with
from pages.parts.several.flowers import confusion, slips

NETWORK, DATA, START = PT_4.experiment.network, PT_4.experiment.data, PT_4.experiment.start
SPECIES = DATA.classes


def raw(*flower, parameters=START):
    return forward(NETWORK, parameters, np.array([flower])).predicted[0]


@ask(
    "Begin at 0 and 0.",
    "Both inputs are 0, so the weights in front of the nodes multiply nothing. Setosa's weights are −0.1 and 1.5: "
    "which of the two nodes makes its raw output?",
    Try("Petal 0, Sepal 0", {"pt_4_petal": 0.0, "pt_4_sepal": 0.0}, "pt_4_network"),
    part="One flower's way",
)
def only_biases_go_in():
    blue, orange = forward(NETWORK, START, np.zeros((1, 2))).layers[0].y[0]
    w5, w6, b3 = (float(START[NETWORK.place(name)]) for name in ("w5", "w6", "b3"))
    node = "orange" if abs(orange * w6) > abs(blue * w5) else "blue"
    return (
        f"What goes in are the biases alone, {number(blue)} and {number(orange)}. Behind their weights they are "
        f"{number(blue * w5)} and {number(orange * w6)}, so it is the {node} node: {number(blue * w5)} + "
        f"{signed(orange * w6)} + {signed(b3)} = **{number(raw(0.0, 0.0)[0])}**."
    )


@ask(
    "Widen the petal to 1.",
    "What does it change then whether the sepal is narrow or wide?",
    Try("Petal 1, Sepal 0", {"pt_4_petal": 1.0, "pt_4_sepal": 0.0}, "pt_4_network"),
    Try("Petal 1, Sepal 1", {"pt_4_petal": 1.0, "pt_4_sepal": 1.0}, "pt_4_network"),
    part="One flower's way",
)
def widest_petal():
    narrow, wide = (forward(NETWORK, START, np.array([[1.0, sepal]])).layers for sepal in (0.0, 1.0))
    same = np.array_equal(narrow[1].y, wide[1].y)
    return (
        f"{'Nothing' if same else 'Something'}. What goes into the nodes does change: {numbers(narrow[0].x)} with the "
        f"narrow sepal, {numbers(wide[0].x)} with the wide one. But all of it is below 0, so both nodes are off, and "
        f"the three raw outputs are the biases {bold(narrow[1].y)} both times."
    )


@ask(
    "Find its highest place.",
    "Cut along Petal Width at Sepal Width 0.37. Where along the cut is Versicolor highest, and what is left of it "
    "where both nodes are off?",
    Try(
        "Versicolor, cut at Sepal 0.37",
        {"pt_4_output": "Versicolor", "pt_4_petal": 0.5, "pt_4_sepal": 0.37},
        "pt_4_sum",
    ),
    part="Bent surfaces",
)
def both_bends():
    hidden = NETWORK.layers(START)[0]
    off = [-(sepal * 0.37 + bias) / petal for petal, sepal, bias in hidden]
    return (
        f"Versicolor rises until orange, whose weight of {number(START[NETWORK.place('w8')])} pulls it down, goes off: "
        f"at Petal Width {number(off[1])} it is at its highest, {number(raw(off[1], 0.37)[1])}. Then it falls with "
        f"blue alone, which goes off at {number(off[0])}; beyond both only its bias is left, "
        f"{number(raw(1.0, 0.37)[1])}. At Petal Width 0.5 it is **{number(raw(0.5, 0.37)[1])}**."
    )


@ask(
    "Take a bend away.",
    "With w8 = 0 the orange node says nothing to Versicolor. What does its surface look like?",
    Try(
        "w8 = 0", {"pt_4_w8": 0.0, "pt_4_output": "Versicolor", "pt_4_petal": 0.5, "pt_4_sepal": 0.37}, "pt_4_crinkled"
    ),
    part="Bent surfaces",
)
def one_bend():
    parameters = start_with(PT_4.experiment, w8=0.0)
    here = raw(0.5, 0.37, parameters=parameters)[1]
    corners = [raw(petal, sepal, parameters=parameters)[1] for petal in (0.0, 1.0) for sepal in (0.0, 1.0)]
    return (
        f"It has one bend left, blue's: flat where blue is off, and a tilted plane elsewhere, highest at "
        f"{number(max(corners))}. At Petal Width 0.5 and Sepal Width 0.37 it is **{number(here)}**, where it was "
        f"{number(raw(0.5, 0.37)[1])}: the low ground on which Setosa's flowers lay is gone."
    )


@ask(
    "Silence Virginica's bias.",
    "Set the video's b5 from 1 to 0. Where the petals are wide both nodes are off, and all three outputs are 0. How "
    "many flowers are still called what they are?",
    Try("b5 = 0", {"pt_4_b5": 0.0}, "pt_4_plane"),
    part="All 150 flowers",
)
def without_its_bias():
    counts, _ = confusion(NETWORK, DATA, start_with(PT_4.experiment, b5=0.0))
    before, _ = confusion(NETWORK, DATA, START)
    return (
        f"**{counts.trace()} of {len(DATA)}**, where it was {before.trace()}. {slips(SPECIES, counts)} Of outputs that "
        "are equal the first is taken, which is Setosa."
    )


@ask(
    "Where is it undecided?",
    "With the video's weights and biases: which species does the network take for which other, and at which widths?",
    Try("As in the video", {}, "pt_4_plane"),
    part="All 150 flowers",
)
def undecided():
    counts, called = confusion(NETWORK, DATA, START)
    species = DATA.observed.argmax(axis=1)
    wrong = DATA.inputs[called != species, 0]
    versicolor, virginica = ({*map(tuple, DATA.inputs[species == place].tolist())} for place in (1, 2))
    return (
        f"**{counts[1, 2]} Versicolor called Virginica** and **{counts[2, 1]} Virginica called Versicolor**: all at "
        f"scaled Petal Widths from {number(wrong.min())} to {number(wrong.max())}, where both species have flowers. At "
        f"{counted(len(versicolor & virginica), 'place')} on this plane there stands one of each: no network can tell "
        f"these by two widths. Of Setosa's {counts[0].sum()} **{counts[0, 0]}** are called right."
    )


SEVERAL = (only_biases_go_in, widest_petal, both_bends, one_bend, without_its_bias, undecided)
