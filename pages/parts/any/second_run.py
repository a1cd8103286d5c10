"""The same run once more, begun one bit away: from which step on rounding decides what a table shows of it."""

from dataclasses import replace
from time import sleep

from backprop.in_place import descend
from backprop.written.one_bit import one_bit_away
from backprop.written.script import parting_of
from pages.parts.kept import shared

MOST_WORK = 2e9  # steps × observations × parameters, and their like: a second or so
BREATH = 0.004  # seconds between two stretches of it, in which other visitors are served


def parting_within_reach(trace):
    """The Parting of a run, looked for no further than a page that others use as well can afford."""
    return shared.once((parting_within_reach, MOST_WORK, trace.experiment, trace.steps), lambda: followed_beside(trace))


def followed_beside(trace):
    experiment = trace.experiment
    network = experiment.network
    a_step = len(experiment.data) * (network.parameter_count + 20 * sum(network.nodes))
    record = trace.steps[trace.steps <= MOST_WORK / a_step]
    ends = trace.diverged_at if trace.diverged_at is not None and len(record) == len(trace) else record[-1]
    again = replace(one_bit_away(experiment), steps=int(ends))
    for followed in descend(again, record):
        sleep(BREATH)
    return parting_of(trace, followed)
