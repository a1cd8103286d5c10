"""What to try next with any loss and any Activation Function."""

from dataclasses import replace

import numpy as np

from backprop.activations import IDENTITY, RELU, SIGMOID
from backprop.any_chains import any_chain, changes
from backprop.data import Data
from backprop.datasets import HEIGHT_DATA
from backprop.lessons import MAIN_IDEAS, MAZUR
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network
from backprop.passes import backward as backward_through
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bulleted, controls_of, listed, numbers
from pages.parts.loss import setup, strip

FIRST, MAZURS = strip.PRESETS["0 or 1: why Cross Entropy?"], strip.PRESETS["Mazur's 2-2-2"]
WITH_RELU = strip.PRESETS["The video's, with ReLU?"]
WITH_IDENTITY = controls_of("any_loss", loss=CROSS_ENTROPY.name, output=IDENTITY.name)
CHANGE, FACTORS = "One change", "any_loss_factors"


@ask(
    "Change the hidden Activation Function",
    "of one hidden layer. Which single formula changes for w1, which for w3?",
    Try("For w1", WITH_RELU, FACTORS),
    Try("For w3", {**WITH_RELU, "any_loss_dosage_hidden_of": "w3"}, FACTORS),
    part=CHANGE,
)
def which_formula():
    own, said = MAIN_IDEAS.experiment, []
    bent = replace(own.network, hidden=RELU)
    for name in ("w1", "w3"):
        before, after = (any_chain(network, own.start, own.data, name) for network in (own.network, bent))
        marks = changes([before], [after])
        other = [factor.name for factor, mark in zip(before.factors, marks, strict=True) if mark == "formula"]
        factors = listed([f"**{each}**" for each in other]) if other else "none of them"
        slopes = f"{number(before.derivative)} → {number(after.derivative)}"
        said.append(f"of the {len(marks)} factors for {name}: {factors}; dLoss/d{name} {slopes}")
    return bulleted(
        "From softplus to ReLU in the video's network another formula stands in the place",
        said,
        "The road back to w1 leads through a hidden node, so it meets the Activation Function's own Derivative. That "
        "to w3 ends before the node, and finds only other numbers.",
    )


@ask(
    "Put x at 6",
    "with Observed 1 above: the node is flat and right. Is anything lost now?",
    Try("x = 6, Observed 1", {"any_loss_x": 6.0, "any_loss_observed": "1"}, "any_loss_slopes"),
    part="Why Cross Entropy?",
)
def flat_and_right():
    lone, data = Network((1, 1)), Data([6.0], [1.0])
    network = replace(lone, output=SIGMOID)
    of = {loss: any_chain(network, (1.0, 0.0), data, "b1", loss).derivative for loss in (SSR, CROSS_ENTROPY)}
    predicted = any_chain(network, (1.0, 0.0), data, "b1").predicted[0]
    return (
        f"Nothing. At x = 6 the sigmoid says **{number(predicted)}**, and 1 was observed: the Derivatives are "
        f"**{number(of[SSR])}** with the SSR and **{number(of[CROSS_ENTROPY])}** with Cross Entropy. A "
        "node that is right has nothing to learn, and both say so; only where it is flat and *wrong* do the two part."
    )


@ask(
    "Take Cross Entropy with identity,",
    "or with Weight and height. Why can no such loss be?",
    Try("Cross Entropy with identity", {**FIRST, **WITH_IDENTITY}, FACTORS),
    Try("Weight and height", controls_of("any_loss", data=setup.HEIGHT, loss=CROSS_ENTROPY.name), FACTORS),
    part=CHANGE,
)
def not_a_probability():
    low, high = CROSS_ENTROPY.takes_predicted
    least, most = IDENTITY.reach
    seen = HEIGHT_DATA.observed[:, 0]
    outside = seen[(seen < 0) | (seen > 1)]
    return (
        f"Cross Entropy holds the logarithm of Predicted and of 1 − Predicted, so Predicted must lie between "
        f"{number(low)} and {number(high)}. What identity lets through goes from {number(least)} to {number(most)}. "
        f"And the Observed must be 0, 1 or a probability between them: {len(outside)} of the {len(seen)} Heights, "
        f"{numbers(outside)}, are none. So the page refuses both, and leaves all as it was."
    )


@ask(
    "Set Mazur's loss to Cross Entropy.",
    "Which weights move more, and by how much?",
    Try("Mazur's, then Cross Entropy", MAZURS, "any_loss_front"),
    part="Shared front",
)
def mazurs_weights():
    steps = []
    for loss in (MAZUR.loss, CROSS_ENTROPY):
        found = backward_through(MAZUR.network, MAZUR.start, MAZUR.data, loss).derivatives
        steps.append(MAZUR.optimiser.learning_rate * found[MAZUR.moves > 0])
    times = np.abs(steps[1] / steps[0])
    lines = [
        f"{name}: {number(old)} → {number(new)}, {number(each)} times as far"
        for name, old, new, each in zip(MAZUR.optimised, *steps, times, strict=True)
    ]
    more = [name for name, each in zip(MAZUR.optimised, times, strict=True) if each > 1]
    which = "All of them" if len(more) == len(times) else listed(more) if more else "None of them"
    return bulleted(
        f"{which} move more. The first Step Sizes with his half mean squared error, then with Cross Entropy:",
        lines,
        "Behind the output a weight's step grows by 1 / (o (1 − o)), the factor that Cross Entropy cancels; before it "
        "by a mixture of both outputs'.",
    )


ANY_LOSS = (which_formula, flat_and_right, not_a_probability, mazurs_weights)
