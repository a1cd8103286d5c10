"""What to try next with a line."""

from dataclasses import replace

from backprop.chain_rule import chain_of
from backprop.lessons import STEP_BY_STEP, STEP_BY_STEP_BOTH
from backprop.lowest import exact_minimum, largest_stable_rate
from backprop.reading import stops_at
from backprop.trend import SMALL_STEP
from backprop.written.numerals import number, signed
from pages.parts.controls.try_next import Try, ask, controls_of, rises
from pages.parts.experiment.runs import trace_of

ALONE, BOTH = "Intercept alone", "Intercept and slope"
PART, OF_BOTH, OVER_SSR = "step_by_step_part", "step_by_step_both", "step_by_step_both_over_ssr"
LINE_AT = 0.01  # "smaller than a hundredth"


@ask(
    "Watch the steps shrink.",
    "Press Next from the start: the Learning Rate stays, the Derivative gets smaller, and so does each step. Where "
    "is the step smaller than a hundredth?",
    Try("The intercept from 0", {PART: ALONE}, "step_by_step_squiggle"),
    part="The walk",
)
def shrinking_steps():
    trace, _ = trace_of(STEP_BY_STEP.experiment)
    sizes, derivatives = trace.largest_step_sizes, trace.of("b1")
    row = int((sizes < LINE_AT).argmax())
    slope = trace.derivatives[:, STEP_BY_STEP.experiment.network.place("b1")]
    kept = slope[1] / slope[0]
    return (
        f"At step {trace.steps[row]}, where b1 is {number(derivatives[row])}: the Step Size there is "
        f"{number(trace.step_sizes[row, 1])}, one step before it is {number(trace.step_sizes[row - 1, 1])}. The "
        f"Learning Rate is {number(STEP_BY_STEP.experiment.optimiser.learning_rate)} all the way; each step leaves "
        f"{number(kept)} of the Derivative, from **{number(slope[0])}** to {number(slope[1])}, {number(slope[2])} …"
    )


@ask(
    "Come from the other side.",
    "Start the intercept at 3: which sign has the Derivative now, and which way does the step lead?",
    Try("The intercept from 3", {PART: ALONE, "step_by_step_b1": 3.0}, "step_by_step_ssr_curve"),
    part="The walk",
)
def from_above():
    own = STEP_BY_STEP.experiment
    slope = chain_of(own.network)((own.start[0], 3.0), own.data, "b1").derivative
    rate = own.optimiser.learning_rate
    step = slope * rate
    sign, way = ("positive", "down") if slope > 0 else ("negative", "up")
    return (
        f"At b1 = 3 it is {sign}, **{number(slope)}**: a little more intercept makes the SSR "
        f"{'larger' if slope > 0 else 'smaller'}. The step is {number(slope)} × {number(rate)} = **{number(step)}** "
        f"and leads {way}, New b1 = 3 − {signed(step)} = **{number(3 - step)}**. From either side the Derivative's "
        "sign points the step to the bottom."
    )


@ask(
    "Let the slope go as well,",
    "and look where the stop rule ends the run. How many more steps does the intercept need?",
    Try("Both, as in the video", {PART: BOTH}, "stop_rule"),
    part="When to stop",
)
def stopped_early():
    own = STEP_BY_STEP_BOTH.experiment
    trace, _ = trace_of(own)
    longer, judged = trace_of(replace(own, steps=20_000))
    stop, best = stops_at(trace), exact_minimum(own)
    if stop is None or judged.kind != "converged":
        return f"Within {own.steps:,} steps the rule does not hold, or the run does not arrive: it is {judged.kind}."
    place = own.network.place("b1")
    return (
        f"The rule ends the run at step **{stop:,}**, where every Step Size is below {number(SMALL_STEP)} for the "
        f"first time and b1 is **{number(trace.of('b1')[stop])}**. The best b1 is **{number(best[place])}**, and the "
        f"run comes to it, and to the best slope, at step {judged.step:,}: {judged.step - stop:,} steps more. The "
        "ground is nearly level there, so small steps come long before the bottom."
    )


@ask(
    "The rate that served one is too large for two.",
    "At 0.1 the intercept alone arrives within ten steps. Guess first what happens to both.",
    Try("Both at 0.1", {PART: BOTH, **controls_of(OF_BOTH, learning_rate=0.1, steps=30, verdict=True)}, OVER_SSR),
    Try("Both at 0.06", {PART: BOTH, **controls_of(OF_BOTH, learning_rate=0.06, steps=1000, verdict=True)}, OVER_SSR),
    part="The walk",
)
def too_large_for_two():
    alone, both = trace_of(STEP_BY_STEP.experiment)[0], STEP_BY_STEP_BOTH.experiment
    stable = largest_stable_rate(both)
    runs = {}
    for rate, steps in ((0.1, 30), (0.06, 1000)):
        at_rate = replace(both, optimiser=replace(both.optimiser, learning_rate=rate), steps=steps)
        runs[rate] = trace_of(at_rate)[0]
    said = [
        f"at {number(rate)} the SSR {rises(trace.ssr[-1] - trace.ssr[0])} from {number(trace.ssr[0])} to "
        f"**{number(trace.ssr[-1])}** within {trace.steps[-1]:,} steps"
        for rate, trace in runs.items()
    ]
    return (
        f"The intercept alone is at {number(alone.of('b1')[-1])} after {alone.steps[-1]} steps. With the slope beside "
        f"it, {said[0]}; {said[1]}. Along the slope the SSR bends more sharply than along the intercept, so the "
        f"largest stable Learning Rate of both is **{number(stable)}**, of the intercept alone "
        f"{number(largest_stable_rate(STEP_BY_STEP.experiment))}."
    )


LINE_STEP_BY_STEP = (shrinking_steps, from_above, stopped_early, too_large_for_two)
