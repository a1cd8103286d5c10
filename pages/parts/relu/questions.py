"""What to try next with a network of ReLUs."""

from dataclasses import replace

import numpy as np

from backprop.corners import above_zero
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.series import PT_3, RELU_LAST_BIAS
from backprop.written.numerals import number, signed
from pages.parts.controls.ask_first import SHOWN
from pages.parts.controls.try_next import Try, ask, controls_of, listed
from pages.parts.experiment.runs import trace_of
from pages.parts.experiment.starts import start_with
from pages.parts.relu.on_the_bend import CHOICES, at_corners, run_with

OWN = PT_3.experiment
AT_LAST = {"pt_3_step": "5"}


def stretches(**changed):
    return above_zero(OWN.network, start_with(OWN, **changed), 0.0, 1.0)


@ask(
    "Lift the last bias.",
    "Put b3 at −10. Do the feet of the pointy thing stay where they are, and what is its peak?",
    Try("b3 = −10", {"pt_3_b3": -10.0, "pt_3_dosage": 0.5, "pt_3_width": SHOWN}, "pt_3_pointy", AT_LAST),
    part="The pointy thing",
)
def lifted():
    ((start, end),), ((was, until),) = stretches(b3=-10.0), stretches()
    peak = float(forward(OWN.network, start_with(OWN, b3=-10.0), np.array([0.5])).predicted[0, 0])
    return (
        f"The whole wedge is lifted by {number(-10.0 - OWN.start[-1])}, so more of it is above 0: it "
        f"stands from **{number(start, 5)} to {number(end, 5)}** instead of {number(was, 5)} to {number(until, 5)}, "
        f"and its peak is **{number(peak)}**. "
        "The pointy thing cannot get higher without getting wider: the slopes of the wedge stay what they are."
    )


@ask(
    "Leave out the last ReLU in your mind.",
    "What would the network say at Dosage 0 and 1, and could another b3 put that right?",
    Try("The wedge", {}, "pt_3_close", {"pt_3_step": "4"}),
    part="The pointy thing",
)
def without_the_last():
    into = forward(OWN.network, OWN.start, OWN.data.inputs).layers[-1].x[:, 0]
    low, middle, high = into
    return (
        f"{number(low)} at Dosage 0 and {number(high)} at Dosage 1, and {number(middle)} in the middle. b3 moves all "
        f"three alike, so the middle stays {number(middle - low)} above the left end: to have 0, 1, 0 the differences "
        "would have to be 1. The last ReLU cuts the depths off, and only the tip has to fit."
    )


@ask(
    "Ten times the Learning Rate.",
    "With slope 0 at the bend all seven arrive from here at 0.001. Guess first: and at 0.01, with either slope?",
    Try("Learning Rate 0.01", {"pt_3_bend_rate": 0.01}, "pt_3_bend_runs"),
    part="On the bend",
)
def faster():
    runs = [run_with(OWN.network, OWN.data, tuple(OWN.start.tolist()), 0.01, slope) for slope in CHOICES]
    said = [
        f"with slope {number(slope)} the SSR goes {number(trace.ssr[0])}, **{number(trace.ssr[1])}**, "
        f"**{number(trace.ssr[2])}** … **{number(trace.ssr[-1])}**"
        for slope, trace in zip(CHOICES, runs, strict=True)
    ]
    return (
        f"From here, {listed(said)}. With slope 1 the top node takes part, and behind its w3 = "
        f"{number(OWN.start[4])} the SSR bends so sharply that the same Learning Rate is far too large. So the choice "
        "seldom matters for where a good fit is; it can for how one gets there."
    )


@ask(
    "Step off the bend.",
    "Make b1 a little larger, −0.849, and then a little smaller, −0.851. Does any Derivative still hang on the choice?",
    Try("b1 = −0.849", {"pt_3_b1": -0.849, "pt_3_bend_hanging": SHOWN}, "pt_3_bend_seven"),
    Try("b1 = −0.851", {"pt_3_b1": -0.851, "pt_3_bend_hanging": SHOWN}, "pt_3_bend_seven"),
    part="On the bend",
)
def stepped_off():
    into, hanging = {}, set()
    for b1 in (-0.849, -0.851):
        moved = start_with(OWN, b1=b1)
        into[b1] = forward(OWN.network, moved, np.array([0.5])).layers[0].x[0, 0]
        hanging |= {*at_corners(OWN.network, OWN.data, moved).hanging}
    said = [f"at b1 = {number(b1)} x1 is {number(x)}, slope {int(x > 0)}" for b1, x in into.items()]
    return (
        f"{'Some do' if hanging else 'None does'}: for Dosage 0.5, {listed(said)}. "
        f"A number sits exactly on a bend only by chance, or, as here, "
        f"because somebody has rounded: {number(OWN.start[0])} × 0.5 + {signed(OWN.start[1])} is 0 to the last bit."
    )


@ask(
    "Find the largest Learning Rate that arrives.",
    "Each step leaves 0.8 of what is missing. What would leave nothing, and what happens at 1?",
    *(
        Try(
            f"Learning Rate {number(rate)}",
            controls_of("pt_3_bias", learning_rate=rate, verdict=True),
            "pt_3_bias_over_ssr",
        )
        for rate in (0.5, 1.0)
    ),
    part="Find the last bias",
)
def at_once():
    runs = {
        rate: trace_of(replace(RELU_LAST_BIAS.experiment, optimiser=GradientDescent(rate)))[0] for rate in (0.5, 1.0)
    }
    once, far = (trace.of("b3") for trace in runs.values())
    return (
        f"1 − 2 × 0.5 is 0: at 0.5 b3 is **{number(once[1])}** after one step. At 1 the factor would be −1, to and fro "
        f"for ever; but b3 jumps to **{number(far[1])}**, where the last ReLU clips every observation: the Derivative "
        f"is {number(runs[1.0].derivatives[1, -1])}, and b3 stays. "
        "A bend can hold a run fast that would swing without it."
    )


RELU_IN_ACTION = (lifted, without_the_last, faster, stepped_off, at_once)
