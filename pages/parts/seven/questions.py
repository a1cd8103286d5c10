"""What to try next with all seven."""

from dataclasses import replace

import numpy as np

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.landscape import longest_step_down, ssr_after_step
from backprop.lessons import ALL_PARAMETERS, FITTED
from backprop.optimisers import GradientDescent
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, rises, rounding
from pages.parts.experiment.runs import trace_of
from pages.parts.experiment.starts import start_with

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
