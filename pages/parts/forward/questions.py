"""What to try next on one number's way through a network."""

from dataclasses import replace

import numpy as np

from backprop.activations import IDENTITY, RELU
from backprop.chain_rule import values
from backprop.lessons import PT_1
from backprop.passes import forward
from backprop.written.numerals import number, signed
from pages.parts.controls.try_next import Try, ask, numbers
from pages.parts.experiment.starts import start_with

ENDS_AND_MIDDLE = np.array([0.0, 0.5, 1.0])


def predicted(network, parameters, dosages=ENDS_AND_MIDDLE):
    return forward(network, parameters, np.asarray(dosages)).predicted[:, 0]


@ask(
    "Follow the numbers.",
    "At Dosage 0 the weights before the nodes multiply a 0, so what goes in is the bias alone: 2.14 and 1.29. At "
    "Dosage 0.5 it is −15.06 that goes into the first softplus. What comes out, and which node makes the 1.03?",
    Try("Dosage 0.5", {"pt_1_dosage": 0.5}, "pt_1_network"),
    part="One number's way",
)
def follow_the_numbers():
    network, start, data = PT_1.experiment.network, PT_1.experiment.start, PT_1.experiment.data
    on_the_way, place = values(start, data), 1
    w3, w4, b3 = (start[network.place(name)] for name in ("w3", "w4", "b3"))
    first, second = on_the_way.y1[place] * w3, on_the_way.y2[place] * w4
    node = "first" if abs(first) > abs(second) else "second"
    return (
        f"Out of the first softplus comes y1 = {number(on_the_way.y1[place])}, next to nothing: far left of 0 the "
        f"curve lies on the axis. Out of the second comes y2 = {number(on_the_way.y2[place])}. Behind their weights "
        f"they are {number(first)} and **{number(second)}**, so it is the {node} node that makes the hump: "
        f"{number(first)} + {signed(second)} + {signed(b3)} = **{number(on_the_way.predicted[place])}**."
    )


@ask(
    "Take ReLU.",
    "Its corner is at x = 0. At which Dosage is x1 = 0, and where does the squiggle have its peak?",
    Try("ReLU at its corner", {"pt_1_activation": "ReLU", "pt_1_dosage": 0.06}, "pt_1_squiggle"),
    part="One number's way",
)
def relu_peak():
    network, start = replace(PT_1.experiment.network, hidden=RELU), PT_1.experiment.start
    w1, b1, w2, b2 = start[:4]
    corners = -b1 / w1, -b2 / w2
    dosages = np.array([0.0, *corners, 1.0])
    heights = predicted(network, start, dosages)
    top = int(heights.argmax())
    where = {1: "just there", 2: "at the other node's corner"}.get(top, "at an end")
    return (
        f"x1 = w1 × Dosage + b1 is 0 at Dosage −b1 / w1 = {number(-b1)} / {signed(w1)} = {number(corners[0])}. With "
        f"ReLU the squiggle is made of straight pieces, so its highest point is a corner or an end: it is {where}, "
        f"at Dosage {number(dosages[top])}, where Predicted is {number(heights[top])}. At Dosage 0.06, nearly there, "
        f"it is **{number(predicted(network, start, [0.06])[0])}**."
    )


@ask(
    "Give both nodes one weight,",
    "w1 = −2.52. Is there still a hump: high in the middle, low at both ends?",
    Try("w1 = −2.52", {"pt_1_w1": -2.52}, "pt_1_squiggle"),
    part="One number's way",
)
def one_weight():
    network, start = PT_1.experiment.network, start_with(PT_1.experiment, w1=-2.52)
    low, middle, high = predicted(network, start)
    hump = middle > max(low, high)
    dosages = np.linspace(0, 1, 201)
    along = predicted(network, start, dosages)
    top, bottom = int(along.argmax()), int(along.argmin())
    return (
        f"{'Yes' if hump else 'No'}: Predicted is **{number(low)}** at Dosage 0, **{number(middle)}** at 0.5 and "
        f"**{number(high)}** at 1. Its highest is {number(along[top])}, at Dosage {number(dosages[top])}, its lowest "
        f"{number(along[bottom])}, at {number(dosages[bottom])}. What made the hump was that the first curve falls "
        f"steeply, within {number(1 / 34.4)} of Dosage for each 1 of x1: its weight was "
        f"{number(PT_1.experiment.start[0])}."
    )


@ask(
    "Straighten the curves in your mind.",
    "Without the bends, what shape could two straight lines add up to?",
    part="Another bend",
)
def straightened():
    network, start = replace(PT_1.experiment.network, hidden=IDENTITY), PT_1.experiment.start
    along = predicted(network, start)
    by = np.diff(along)
    same = np.isclose(*by)
    return (
        f"{'One straight line' if same else 'No straight line'}. With the video's weights and biases and no bends "
        f"Predicted would be {numbers(along)} at Dosage 0, 0.5 and 1: from each to the next it changes by "
        f"{numbers(by[:1] if same else by)}. However many such nodes there are, straight lines add up to a straight "
        "line, and none is high in the middle."
    )


NEURAL_NETWORKS = (follow_the_numbers, relu_peak, one_weight, straightened)
