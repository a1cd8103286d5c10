"""What to try next with three parameters at once."""

from dataclasses import replace

import numpy as np

from backprop.bowl import bowl
from backprop.lessons import THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.passes import backward
from backprop.written.numerals import number, signed
from pages.parts.controls.try_next import Try, ask, bulleted, controls_of, listed, numbers, rounding
from pages.parts.experiment.runs import trace_of
from pages.parts.experiment.starts import start_with

THREE = THREE_PARAMETERS.experiment
PLACE = THREE.network.place
START_AT_2 = controls_of("three_parameters", w3=2.0, w4=2.0, b3=2.0, verdict=True)
OVER_VALUES = "three_parameters_over_values"
OVER_SSR = "three_parameters_over_ssr"


def of_three(parameters):
    return listed([f"{name} {number(parameters[PLACE(name)])}" for name in ("w3", "w4", "b3")])


@ask(
    "Watch the path turn.",
    "In the plane of w3 and w4 the first steps are long and the rest is a crawl, yet the Learning Rate never "
    "changes. What has become small?",
    Try("The first 10 steps", controls_of("three_parameters", steps=10, verdict=True), "three_parameters_over_sizes"),
    part="The walk",
)
def turned():
    trace, _ = trace_of(THREE)
    length = np.sqrt((trace.derivatives[:, THREE.moves > 0] ** 2).sum(axis=1))
    curvature = bowl(THREE).curvature
    sizes = trace.largest_step_sizes
    return (
        f"The Derivatives. The gradient, all three together, has length {number(length[0])} at the start, "
        f"{number(length[10])} after 10 steps and {number(length[100])} after 100; the largest |Step Size| goes with "
        f"it, from {number(sizes[0])} to **{number(sizes[10])}** and {number(sizes[100])}. The bowl bends "
        f"{number(curvature[-1] / curvature[0])} times as sharply across as along its floor: the first steps take the "
        "path down across, and what is left is the gentle way along. The Learning Rate is "
        f"{number(THREE.optimiser.learning_rate)} throughout."
    )


@ask(
    "Start elsewhere.",
    "Is the end the same? Along these three the SSR is one bowl with one lowest point.",
    Try("Start at 2, 2, 2", START_AT_2, OVER_VALUES),
    Try("Start at 2, 2, 2, 5,000 steps", {**START_AT_2, "three_parameters_steps": 5000}, OVER_VALUES),
    part="The walk",
)
def elsewhere():
    start, best = start_with(THREE, w3=2.0, w4=2.0, b3=2.0), exact_minimum(THREE)
    runs = [trace_of(replace(THREE, start=start, steps=steps))[0].parameters[-1] for steps in (1000, 5000)]
    away = [float(np.abs(end - best).max()) for end in runs]
    return (
        f"From 2, 2, 2 the run stands after 1,000 steps at {of_three(runs[0])}, after 5,000 at {of_three(runs[1])}. "
        f"The one lowest point is at {of_three(best)}: still {number(away[0])} away, then {number(away[1])}. So it is "
        f"the {'same end, with more patience' if away[1] < away[0] else 'same bowl, but not nearer'}."
    )


@ask(
    "Leave b3 out.",
    "With b3 stuck at 0, how low can w3 and w4 bring the SSR, and what does the squiggle look like?",
    Try(
        "Without b3", controls_of("three_parameters", optimised=["w3", "w4"], verdict=True), "three_parameters_over_ssr"
    ),
    part="The walk",
)
def without_b3():
    two = replace(THREE, optimised=("w3", "w4"))
    trace, _ = trace_of(two)
    best, all_three = exact_minimum(two), exact_minimum(THREE)
    lowest, lowest_of_3 = (backward(THREE.network, each, THREE.data).loss for each in (best, all_three))
    return (
        f"To **{number(trace.ssr[-1])}** in {trace.steps[-1]:,} steps, and no further than {number(lowest)} ever; with "
        f"b3 the three can reach {number(lowest_of_3)}{rounding(lowest_of_3)}. The squiggle then predicts "
        f"{numbers(trace.predicted[-1])} at Dosage {numbers(THREE.data.inputs)}, where {numbers(THREE.data.observed)} "
        "was observed: w3 and w4 stretch two curves, and no stretching does what a lift does."
    )


@ask(
    "Do the first step on paper",
    "for w3, w4 and b3, all from the old values, then press Next.",
    Try("From the video's start", {}, "three_parameters_squiggle"),
    part="The walk",
)
def three_on_paper():
    trace, _ = trace_of(THREE)
    rate = THREE.optimiser.learning_rate
    lines = []
    for name in THREE.optimised:
        (old, new), slope = trace.of(name)[:2], trace.derivatives[0, PLACE(name)]
        lines.append(
            f"New {name} = {number(old)} − **{number(slope)}** × {number(rate)} = {number(old)} − "
            f"{signed(slope * rate)} = **{number(new)}**"
        )
    return bulleted("All three from the old values, so the order does not matter:", lines)


THREE_AT_ONCE = (turned, elsewhere, without_b3, three_on_paper)
