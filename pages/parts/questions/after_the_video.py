"""What to try next after the video, where three parameters are unknown, and then all seven."""

from dataclasses import replace

import numpy as np

from backprop.bowl import bowl
from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.landscape import longest_step_down, ssr_after_step
from backprop.lessons import ALL_PARAMETERS, FITTED, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.written.numerals import number, signed
from pages.parts.controls.question import Try, ask, bulleted, controls_of, listed, numbers, rises, rounding, start_with
from pages.parts.experiment.sections import trace_of

# --- Three parameters at once ----------------------------------------------------------------------------------------

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

# --- All seven -------------------------------------------------------------------------------------------------------

SEVEN = ALL_PARAMETERS.experiment


@ask(
    "Find the 0.",
    "On the road to w1 one observation's product is 0 whatever the SSR does. Which factor sees to that, and does "
    "the road to b1 have it too?",
    Try("The road to w1", {"all_parameters_road": "w1"}, "roads_back"),
    part="Seven chains",
)
def the_0():
    of_w1, of_b1 = (chain(SEVEN.start, SEVEN.data, name) for name in ("w1", "b1"))
    place = int((of_w1.terms == 0).argmax())
    factor = of_w1.factors[-1]
    has_it = any(each.name == factor.name for each in of_b1.factors)
    return (
        f"{factor.name} = {factor.formula}, which is {number(factor.value[place])} for the observation at Dosage "
        f"{number(SEVEN.data.inputs[place, 0])}: the product is **{number(of_w1.terms[place])}** whatever the rest is. "
        f"The road to b1 {'has it too' if has_it else 'does not have it'}; it ends with {of_b1.factors[-1].name} = "
        f"{of_b1.factors[-1].formula}, and its product there is {number(of_b1.terms[place])}."
    )


@ask(
    "Be fooled by the plateau.",
    "Set Steps to 100 and read the verdict: would you have waited for 10,000?",
    Try("100 steps at 0.01", {"all_parameters_steps": 100, "all_parameters_verdict": True}, "verdict"),
    part="The walk",
)
def fooled():
    short, judged = trace_of(replace(SEVEN, steps=100))
    long, of_long = trace_of(SEVEN)
    return (
        f"After 100 steps the SSR is **{number(short.ssr[-1])}**, and the largest |Step Size| "
        f"{number(short.largest_step_sizes[-1])}: the verdict is “{judged.kind}”. After {long.steps[-1]:,} it is "
        f"{number(long.ssr[-1])}, “{of_long.kind}”: waiting took off all but "
        f"{number(100 * long.ssr[-1] / short.ssr[-1], 2)}% of what was left."
    )


@ask(
    "Find the longest first step that still goes down.",
    "Change the Learning Rate of the one step until its SSR is that of the start again. Is it safe for all the "
    "steps that follow?",
    Try("One step at 0.04", {"all_parameters_first_rate": 0.04}, "all_one_step"),
    part="A first step up",
)
def longest_step():
    rate, before = longest_step_down(SEVEN), ssr_after_step(SEVEN, [0.0])[0]
    below, above, at_004 = ssr_after_step(SEVEN, [0.99 * rate, 1.01 * rate, 0.04])
    trace, judged = trace_of(replace(SEVEN, optimiser=GradientDescent(0.99 * rate)))
    first_rise = np.flatnonzero(np.diff(trace.ssr) > 1e-9 * trace.ssr[:-1])
    said = f"rises, for the first time in step {first_rise[0] + 1}" if first_rise.size else "never rises"
    return (
        f"{number(rate)}: there one step leads from {number(before)} to {number(before)} again. A hundredth less and "
        f"it {rises(below - before)} to {number(below)}, a hundredth more and it {rises(above - before)} to "
        f"{number(above)}; at 0.04 it is **{number(at_004)}**. For the steps that follow this says little: walked "
        f"{trace.steps[-1]:,} steps at that hundredth less, the SSR {said}; it ends at "
        f"{number(trace.ssr[-1])}{rounding(trace.ssr[-1])}, “{judged.kind}”. Each place has a longest step of its own."
    )


@ask(
    "Look for another perfect fit.",
    "Try 0.05, or start w1 at 3: does the SSR get to 0, and at which seven values?",
    Try("Learning Rate 0.05", {"all_parameters_learning_rate": 0.05}, "perfect_fits"),
    Try("w1 = 3 at the start", {"all_parameters_w1": 3.0}, "perfect_fits"),
    part="Perfect fits",
)
def another_fit():
    runs = {
        "With Learning Rate 0.05": replace(SEVEN, optimiser=GradientDescent(0.05)),
        "With w1 = 3 at the start": replace(SEVEN, start=start_with(SEVEN, w1=3.0)),
    }
    lines = []
    for what, experiment in runs.items():
        trace, judged = trace_of(experiment)
        end = trace.parameters[-1]
        values = ", ".join(f"{name} {number(value)}" for name, value in zip(PARAMETERS, end, strict=True))
        same = np.array_equal(end.round(2), np.array(FITTED))
        lines.append(
            f"- {what} the SSR is **{number(trace.ssr[-1])}**{rounding(trace.ssr[-1])} after {trace.steps[-1]:,} "
            f"steps, “{judged.kind}”: {values}. "
            f"To two decimals these {'are the video’s' if same else 'are others than the video’s'}."
        )
    return "\n".join(lines)


ALL_SEVEN = (the_0, fooled, longest_step, another_fit)
