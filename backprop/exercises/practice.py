"""A learner says what a step will bring before it is told; a wrong number is traced to the slip that makes it.

Explained at once, told last: the first wrong answer hears its slip, the second what to look at, the third the solution.
"""

import math
from dataclasses import dataclass

import numpy as np

from backprop.exercises.slips import slips, update_at
from backprop.losses import ssr
from backprop.passes import forward
from backprop.rounding import rounding
from backprop.written.numerals import number, signed
from backprop.written.typed import means, precision, typed_number

TRIES = 3  # the last of which is told the solution
MOST_NAMED = 2  # slips that may have led to a number; more say nothing


@dataclass(frozen=True)
class Answer:
    """What a learner's answer turned out to be.

    right     whether it is
    sentence  what is said of it
    over      whether the solution is told with it
    """

    right: bool
    sentence: str
    over: bool = False


def judge_value(trace, row, name, text, attempt=1):
    """Judge what a learner typed for the value that a parameter has after the step at a row of a Trace: an Answer.

    Right is the value itself, or what it is rounded to the digits typed, two or more; or what comes out of the numbers
    on the screen, which are rounded.

    attempt  1 for the first answer to this question; with the last of TRIES the solution is told
    Raises ValueError, in half a sentence, where the text is not a number.
    """
    typed, of = typed_number(text), update_at(trace, row, name)
    digits, unit = precision(text)
    if any(means(text, value) for value in (of.new, *of.from_shown)):
        return Answer(True, f"Yes. {worked_out(trace, of)}", over=True)
    if attempt >= TRIES:
        return Answer(False, f"Here is how. {worked_out(trace, of)}", over=True)
    if digits == 1 and abs(typed - of.new) <= 0.5 * unit * (1 + 1e-9):
        return Answer(False, "Near. Give one digit more: two or more are wanted.")
    found = slips_of(text, trace, row, of)
    if found and attempt == 1:
        said = list(dict.fromkeys(slip.said for slip in found))
        if len(said) > MOST_NAMED:
            return Answer(False, "Not this. Several slips round to it: with one digit more it can be told which.")
        return Answer(False, f"Not this: that is {'either ' * (len(said) > 1)}{', or '.join(said)}.")
    if found:
        return Answer(False, " ".join(dict.fromkeys(slip.look for slip in found[:2])))
    return Answer(False, direction(of, typed) if attempt == 1 else smaller_question(trace, of))


def tell_value(trace, row, name):
    """The solution of the same question, for a learner who wants to be told: an Answer that is no guess."""
    return Answer(False, worked_out(trace, update_at(trace, row, name)), over=True)


def slips_of(text, trace, row, of):
    """The Slips that give what was typed: the very number, or, where none does, what is it to the digits typed."""
    typed = typed_number(text)
    wrong = [each for each in slips(trace, row, of.name) if math.isfinite(each.value) and each.value != of.new]
    exact = [each for each in wrong if abs(typed - each.value) <= 1e-12 * abs(each.value)]
    return exact or [each for each in wrong if means(text, each.value)]


def worked_out(trace, of):
    """The solution, with its numbers."""
    if not trace.experiment.optimiser.plain:
        return f"New {of.name} = Old − Step Size = {number(of.old)} − {signed(of.step_size)} = {number(of.new)}."
    return (
        f"New {of.name} = Old − Derivative × Learning Rate = "
        f"{number(of.old)} − {signed(of.derivative)} × {number(of.rate)} = {number(of.new)}."
    )


def direction(of, typed):
    """What is to be said of a number that no known slip gives."""
    way = typed - of.old
    if of.step_size == 0:
        return "Look at the Derivative: what does it say of the step?"
    if way * -of.step_size < 0:
        sign, where = ("negative", "up") if of.derivative < 0 else ("positive", "down")
        if of.derivative * of.step_size > 0:
            return f"That is the wrong way. The Derivative is {sign}, so {of.name} goes {where}."
        return "That is the wrong way."
    return f"That is the right way, but {'too short' if abs(way) < abs(of.step_size) else 'too far'}."


def smaller_question(trace, of):
    """A smaller question that leads on, with its numbers and without the answer."""
    if not trace.experiment.optimiser.plain:
        return f"The Step Size is {number(of.step_size)}. Take it from the old value, {number(of.old)}."
    return (
        f"First the Step Size: Derivative × Learning Rate = {signed(of.derivative)} × {number(of.rate)}. Then take it "
        f"from the old value, {number(of.old)}."
    )


def judge_ssr(trace, row, rises):
    """Judge whether a learner is right that the SSR rises (True) or falls (False) with the step at a row of a Trace.

    There is nothing to try again, so the Answer tells the two SSRs, and why it may rise; of None, who wants to be told,
    it tells just that.
    """
    experiment, now = trace.experiment, float(trace.ssr[row])
    after = trace.parameters[row] - trace.step_sizes[row]
    with np.errstate(all="ignore"):
        predicted = forward(experiment.network, after, experiment.data.inputs).predicted
        then = float(ssr(experiment.data.observed, predicted))
    unsure = float(rounding(experiment.network, trace.parameters[row], experiment.data).loss)
    if abs(then - now) <= unsure:
        return Answer(False, f"Neither: but for rounding the SSR stays {number(now)}.", over=True)
    went = not then < now  # a number that a computer cannot hold has risen
    told = f"{number(now)} → {number(then)}" if math.isfinite(then) else f"{number(now)} → more than can be computed"
    judged = "" if rises is None else "Yes, " if went == rises else "No, "
    sentence = f"{judged or 'So '}the SSR {'rises' if went else 'falls'}: {told}."
    if went:
        sentence += " Downhill is only promised for a small enough step, and this one goes too far."
    return Answer(went == rises, sentence, over=True)
