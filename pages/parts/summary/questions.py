"""What to try next with the main ideas."""

import numpy as np

from backprop.chain_rule import chain
from backprop.written.numerals import number, signed
from backprop.written.written_out import derivative_line
from pages.parts.controls.try_next import Try, ask, listed, numbers
from pages.parts.experiment.main_run import DATA, OWN, PLACE, START, at_rate
from pages.parts.experiment.runs import trace_of


@ask(
    "Say it aloud.",
    "Cover the sentences, explain each idea in a sentence of your own, then compare.",
    Try("The video's run", {}, "summary_network"),
)
def said_aloud():
    trace, _ = trace_of(OWN)
    place = PLACE("b3")
    slope, step, b3 = trace.derivatives[0, place], trace.step_sizes[0, place], trace.of("b3")
    return (
        f"In one breath, for the video's run: the Residuals {numbers(trace.residuals[0])} make an SSR of "
        f"**{number(trace.ssr[0])}**. The Chain Rule gives its Derivative for b3, **{number(slope)}**; Backpropagation "
        f"would give the other six on the same walk back. Times the Learning Rate that is a Step Size of "
        f"{number(step)}, and New b3 = {number(b3[0])} − {signed(step)} = **{number(b3[1])}**. After "
        f"{trace.steps[-1]} such steps b3 is **{number(b3[-1])}** and the SSR {number(trace.ssr[-1])}."
    )


@ask(
    "Do the first step on paper",
    "with a calculator, from the Residuals to the new value. Every number you need is above.",
)
def first_on_paper():
    taken = chain(START, DATA, "b3")
    rate, old = OWN.optimiser.learning_rate, START[PLACE("b3")]
    step = rate * taken.derivative
    return (
        f"For the video's run: `{derivative_line(taken).text}`. Step Size = **{number(taken.derivative)}** × "
        f"{number(rate)} = {number(step)}; New b3 = {number(old)} − {signed(step)} = **{number(old - step)}**."
    )


def six_numbers(trace):
    """What the page shows for each main idea, {name: numbers}."""
    place = PLACE("b3")
    return {
        "the Residuals at the start": trace.residuals[0],
        "the SSR there": trace.ssr[0],
        "its Derivative": trace.derivatives[0, place],
        "the shared first factor": -2 * trace.residuals[0],
        "b3 after the first step": trace.of("b3")[1],
        "b3 and the SSR at the end": np.array([trace.of("b3")[-1], trace.ssr[-1]]),
    }


@ask(
    "Change one thing",
    "in the experiment, the Learning Rate say, and foretell which of these numbers change.",
    Try("Learning Rate 0.2", {"main_ideas_learning_rate": 0.2}, "summary_network"),
)
def one_change():
    before, after = six_numbers(trace_of(OWN)[0]), six_numbers(at_rate(0.2)[0])
    same = [name for name in before if np.array_equal(before[name], after[name])]
    other = [name for name in before if name not in same]
    first = "b3 after the first step"
    return (
        f"With a Learning Rate of 0.2 in place of 0.1, {listed(same)} stay as they are: they are of the start, where "
        f"no step has been taken. Others are {listed(other)}: {first} is **{number(after[first])}** and no more "
        f"{number(before[first])}."
    )


SUMMARY = (said_aloud, first_on_paper, one_change)
