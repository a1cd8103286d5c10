"""What the tests of a foretold step share: runs, the numbers at one of their rows, and every slip from there."""

from dataclasses import replace

from backprop.descent import gradient_descent
from backprop.exercises.one_step import attempted
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS

LESSONS = (MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS, ALL_PARAMETERS)
MAIN = gradient_descent(MAIN_IDEAS.experiment)


def short(experiment, steps=8, **changes):
    return gradient_descent(replace(experiment, steps=steps, **changes))


def of_every_kind():
    """(trace, row, name) of several rows of each lesson, and of its optimised parameters."""
    for lesson in LESSONS:
        trace = short(lesson.experiment)
        yield from ((trace, row, name) for row in (0, 1, 5, 8) for name in lesson.experiment.optimised)


def numbers_of(trace, row, name):
    """Old, Derivative and Step Size at a row, from the Trace."""
    place = trace.experiment.network.place(name)
    return tuple(each[row, place].item() for each in (trace.parameters, trace.derivatives, trace.step_sizes))


def new_of(trace, row, name):
    old, _, step = numbers_of(trace, row, name)
    return old - step


def known_slips(trace, row, name):
    """Every Slip of the question with what it gives, [(float, Slip)]: finite ones."""
    attempt = attempted(trace, row, name, "0")
    return attempt.wrong_ways(attempt.sheet.by_key["new"])
