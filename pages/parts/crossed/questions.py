"""What to try next with Cross Entropy backwards."""

from dataclasses import replace

import numpy as np

from backprop.descent import gradient_descent
from backprop.landscape import loss_at
from backprop.losses import CATEGORICAL, MEAN_CATEGORICAL
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.reading import stops_at
from backprop.series import PART_7, PART_7_ALL, PART_7_BIASES
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, controls_of, listed, numbers
from pages.parts.crossed.row_by_row import DATA, NETWORK, PLACES, PREFIX

ROWS, WALK, BIASES, FIFTEEN = "Row by row", "The walk", "b3, b4, b5", "All fifteen"
OWN = PART_7.experiment
B3 = NETWORK.place("b3")


def shares(parameters=OWN.start):
    return forward(NETWORK, parameters, DATA.inputs).predicted


@ask(
    "Take the wrong p",
    "in the rows of the Virginica and the Versicolor. Where would b3 go then, and what does that do?",
    Try("The Virginica", controls_of(PREFIX, row="Virginica"), f"{PREFIX}_factors"),
    part=ROWS,
)
def own_p():
    p = shares()
    own = p[np.arange(len(PLACES)), PLACES]
    wrong = float(own.sum() - 1)
    right = backward(NETWORK, OWN.start, DATA, CATEGORICAL).derivatives[B3]
    moved = OWN.start.copy()
    moved[B3] -= wrong
    totals = [float(loss_at(NETWORK, DATA, each, CATEGORICAL)) for each in (OWN.start, moved)]
    return (
        f"With each flower's own p the sum would be {number(wrong)} in place of **{number(right)}**: the wrong sign, "
        f"so b3 would go down to {number(moved[B3])}, and the total would rise from {number(totals[0])} to "
        f"{number(totals[1])}. b3 stands only in Raw Setosa, so only p Setosa is left in each row."
    )


@ask(
    "Which way does b3 go?",
    "Up or down: which of the three flowers ask for which, and what in their rows says so?",
    Try("The Setosa", controls_of(PREFIX, row="Setosa"), f"{PREFIX}_factors"),
    part=ROWS,
)
def without_the_one():
    p = shares()[:, 0]
    right = backward(NETWORK, OWN.start, DATA, CATEGORICAL).derivatives[B3]
    return (
        f"Up: dCE/db3 is **{number(right)}**, and only the Setosa asks for it. Without the −1 in its row the sum would "
        f"be {' + '.join(map(number, p))} = {number(p.sum())}. Shares are never negative, so b3 would go down whatever "
        "the flowers are: only the −1 says what was observed."
    )


@ask(
    "PyTorch's CrossEntropyLoss",
    "takes the raw outputs, does SoftMax itself, and takes the mean of the rows. What does it make of the first step?",
    Try("The first step", controls_of(PREFIX, learning_rate=1 / 3), f"{PREFIX}_ssr_curve", {f"{PREFIX}_step": "1"}),
    part=WALK,
)
def in_pytorch():
    mean = backward(NETWORK, OWN.start, DATA, MEAN_CATEGORICAL)
    slope = mean.derivatives[B3]
    return (
        f"The mean is {number(float(mean.loss), 6)}, its Derivative {number(slope, 6)}, and at a Learning Rate of 1 "
        f"the first step leads to b3 = {number(OWN.start[B3] - slope, 7)}: a third of everything here. A Learning Rate "
        "of 1/3 walks that way on this page, and one of 3 in PyTorch walks as the video does. Who puts SoftMax before "
        "it does SoftMax twice."
    )


@ask(
    "Raise the Learning Rate",
    "to 3.3 and to 3.5, with 100 Steps. Does b3 settle?",
    *(
        Try(f"{rate}", controls_of(PREFIX, learning_rate=rate, steps=100), f"{PREFIX}_over_values")
        for rate in (3.3, 3.5)
    ),
    part=WALK,
)
def too_large():
    best = exact_minimum(OWN)
    p = shares(best)[:, 0]
    bends = float((p * (1 - p)).sum())
    ends = [
        gradient_descent(replace(OWN, optimiser=GradientDescent(rate), steps=100)).of("b3")[-2:] for rate in (3.3, 3.5)
    ]
    return (
        f"At 3.3 it does, slowly, from both sides: after 100 steps b3 is {number(ends[0][-1])}. At 3.5 it jumps for "
        f"ever, at last between {number(ends[1].min())} and {number(ends[1].max())}. At the lowest place the curve "
        f"bends by {number(bends)}, and the border is 2 / {number(bends)} = {number(2 / bends)}."
    )


@ask(
    "When is it over?",
    "Walk on until the stop rule holds, all |Step Sizes| below 0.001. How far is b3 from the lowest place then?",
    Try("Step 9", controls_of(PREFIX, verdict=True), "verdict", {f"{PREFIX}_step": "9"}),
    part=WALK,
)
def when_over():
    trace = gradient_descent(OWN)
    stop, best = stops_at(trace), exact_minimum(OWN)[B3]
    return (
        f"The Step Size at step {stop} is {number(trace.step_sizes[stop, B3])}, the first so small: b3 is "
        f"**{number(trace.of('b3')[stop])}** there, and the lowest place is at {number(best, 6)}."
    )


@ask(
    "Add 1 to all three biases.",
    "What happens to the shares, and to the total Cross Entropy?",
    Try("All three 1 more", controls_of("part_7_biases", b3=-1.0, b4=1.0, b5=2.0), "part_7_biases_shares"),
    part=BIASES,
)
def one_to_all():
    start = PART_7_BIASES.experiment.start.copy()
    before = float(loss_at(NETWORK, DATA, start, CATEGORICAL))
    start[[NETWORK.place(name) for name in ("b3", "b4", "b5")]] += 1
    after = float(loss_at(NETWORK, DATA, start, CATEGORICAL))
    return (
        f"Nothing: **{number(before)}** before and {number(after)} after. Each e^Raw is e times as large, and so is "
        "their sum. One of the three biases could be left out, and the network could say the same."
    )


@ask(
    "Three biases or one?",
    "How much lower does the total come with b3, b4 and b5 together than with b3 alone?",
    Try("How it ends", controls_of("part_7_biases", verdict=True), "verdict"),
    part=BIASES,
)
def three_or_one():
    one, three = (
        float(loss_at(NETWORK, DATA, exact_minimum(each.experiment), CATEGORICAL)) for each in (PART_7, PART_7_BIASES)
    )
    p = shares(exact_minimum(PART_7_BIASES.experiment)).sum(axis=0)
    return (
        f"Hardly: {number(three, 5)} in place of {number(one, 5)}. At the lowest place each species' shares add up to "
        f"{listed([number(each) for each in p])}, as often as it was observed: that is all that three biases can do."
    )


@ask(
    "Take a smaller Learning Rate",
    "for all fifteen, 0.1 and 0.02. Does the total fall, and where to?",
    *(Try(f"{rate}", controls_of("part_7_all", learning_rate=rate), "part_7_all_way") for rate in (0.1, 0.02)),
    part=FIFTEEN,
)
def smaller_rate():
    told = []
    for rate, steps in ((0.1, (3, 4, 10, 100, 1000)), (0.02, (10, 100, 1000))):
        trace = gradient_descent(replace(PART_7_ALL.experiment, optimiser=GradientDescent(rate), steps=1000))
        after = listed([f"**{number(trace.loss[step])}** after {step:,}" for step in steps])
        told.append(f"At {rate} it is {after} steps.")
    return (
        f"{' '.join(told)} At 0.1 it first jumps up and then falls; at 0.02 it falls, with small zigzags. Towards 0: "
        "the three flowers can be told apart, and ever larger weights make ever surer shares: there is no lowest "
        "place."
    )


@ask(
    "Where does a dead network end?",
    "Say both nodes give 0 to every flower. What can the three output biases still do?",
    Try("Learning Rate 1", controls_of("part_7_all", learning_rate=1.0), "part_7_all_way"),
    part=FIFTEEN,
)
def dead():
    trace = gradient_descent(PART_7_ALL.experiment)
    biases = [trace.of(name)[-1] for name in ("b3", "b4", "b5")]
    return (
        "At 3 × log(3). Every flower gets the same three raw outputs, the biases, and so the same shares. Each species "
        f"was observed once, so the best is 1/3 for each, with equal biases: {numbers(biases)}. Each flower then has "
        f"−log(1/3) = {number(np.log(3))}, and the total is **{number(trace.loss[-1])}**."
    )


CROSS_ENTROPY_BACKWARDS = (
    own_p, without_the_one, in_pytorch, too_large, when_over, one_to_all, three_or_one, smaller_rate, dead,
)  # fmt: skip
