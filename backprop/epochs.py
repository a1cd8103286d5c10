"""A run by batches is judged from epoch to epoch: a single step is its batch's own pull, and says little of the run."""

from dataclasses import replace

import numpy as np

from backprop.descent import gradient_descent
from backprop.goal import goal_name, of_goal
from backprop.lowest import excess
from backprop.passes import backward
from backprop.reasons import distance_reason, too_far
from backprop.rounding import EPS
from backprop.trend import LAST_DIGITS, WINDOW, trends
from backprop.written.numerals import factor_text, number


def last_ends(experiment, last):
    """The step numbers that tell how a run up to the step `last` goes: the last WINDOW ends of epochs, its start among
    them where it is no longer; where a step takes all observations, the last WINDOW steps."""
    every = experiment.steps_an_epoch
    return np.arange(max(last // every - WINDOW + 1, 0), last // every + 1) * every


def ends_of_epochs(trace):
    """The Trace of a run by batches at its `last_ends` alone, told of the goal: the Derivatives are those of all
    observations, and the Step Sizes what the epoch before has taken off.

    What the record lacks of them is found by taking the steps once more.
    """
    experiment = trace.experiment
    wanted = last_ends(experiment, int(trace.steps[-1]))
    if not np.isin(wanted, trace.steps).all():
        trace = gradient_descent(replace(experiment, steps=int(wanted[-1])), wanted)
    rows = np.searchsorted(trace.steps, wanted)
    parameters = trace.parameters[rows]
    taken_off = -np.diff(parameters, axis=0, prepend=parameters[:1])
    derivatives = np.stack([  # one after the other: of many observations it has several tables of all nodes at once
        backward(experiment.network, row, experiment.data, experiment.loss).derivatives for row in parameters
    ])  # fmt: skip
    more = {name: getattr(trace, name)[rows] for name in ("predicted", "residuals", "loss", "ssr")}
    return of_goal(replace(
        trace, steps=wanted, parameters=parameters, derivatives=derivatives, step_sizes=taken_off, **more
    ))  # fmt: skip


def by_epochs(trace, shape):
    """(kind, step, reason, factor) of a run by batches that has not arrived, as in a Verdict.

    shape  the Bowl or Logistic of the Trace's Experiment, or None
    """
    experiment, last = trace.experiment, int(trace.steps[-1])
    end, name = ends_of_epochs(trace), goal_name(experiment)
    count = len(end) - 1
    if not count:
        said = f"The first epoch is not over yet: it takes {experiment.steps_an_epoch:,} steps."
        return "at the start", last, said if last else "No step has been taken yet.", None
    lately = "in the last epoch" if count == 1 else f"in the last {count} epochs"
    found = trends(
        experiment,
        np.array([experiment.optimiser.learning_rate]),
        *(each[None] for each in (end.parameters, end.derivatives, end.step_sizes, end.loss)),
    )
    kind, since, turns = (each.item() for each in (found.kinds, found.since, found.turns))
    why = f"Each batch pulls its own way, or {too_far(experiment.optimiser)}."
    if kind == "at rest":
        return kind, rests_since(trace), rest_reason(trace, end), None
    if kind == "oscillating" and turns:
        between = f"between {number(end.loss.min())} and {number(end.loss.max())}"
        said = f"From epoch to epoch the {name} goes up and down {between}: {lately} it turned {turns} times."
        return kind, last, f"{said} {why}", None
    if kind == "oscillating":
        said = "Each epoch leads back against the one before and is no shorter"
        return kind, last, f"{said}, while the {name} goes to {number(end.loss[-1])}. {why}", None
    if kind == "rising":
        by = float(end.loss[-1] / end.loss[-2]) if end.loss[-2] else np.inf
        said = f"the last epoch multiplied it by {factor_text(by)}" if by < np.inf else "the last epoch led uphill"
        return kind, last, f"The {name} is rising: {said}. {why}", by
    left = excess(end, shape)
    by = float((left[-1] / left[since]) ** (1 / (count - since))) if 0 <= left[-1] < left[since] else None
    if by is None or kind in ("flat", "rolling on"):
        changed = "not changed but for rounding"
        if found.visible.item():
            changed = f"fallen by {number(1 - float(end.loss[-1] / end.loss[since]), 2)} of itself"
        return (
            "flat",
            last,
            f"In the last epoch no parameter moved by more than {number(end.largest_step_sizes[-1])}, and {lately} the "
            f"{name} has {changed}. This may be a minimum, a place where the batches' pulls balance, or a plateau that "
            "falls again later. From here one cannot tell.",
            None,
        )
    what = f"the {name}" if shape is None else f"what the {name} has above its minimum"
    each = f"It has risen of late, up to step {end.steps[since]:,}; since then each epoch" if since else "Each epoch"
    said = f"{each} multiplies {what} by {factor_text(by)}."
    if kind == "converging alternately":
        said += " The epochs overshoot: each turns back against the one before, and they become shorter."
    else:
        kind = "falling"
    return kind, last, said if shape is None else f"{said} {distance_reason(trace, shape)}", by


def rests_since(trace):
    """The first recorded end of an epoch from which on all have the same parameters, but for their last digits."""
    rows = np.flatnonzero(trace.steps % trace.experiment.steps_an_epoch == 0)
    values = trace.parameters[rows]
    same = (np.abs(values - values[-1]) <= WINDOW * LAST_DIGITS * EPS * np.abs(values[-1])).all(axis=1)
    return int(trace.steps[rows[-same[::-1].cumprod().sum()]])


def rest_reason(trace, end):
    """Why a run by batches rests, and what its steps still do within an epoch."""
    name = goal_name(trace.experiment)
    said = (
        f"From one epoch to the next no parameter moves any more but in its last digits: after each the {name} is "
        f"{number(end.loss[-1])}."
    )
    steps, values = np.abs(trace.step_sizes[-1]), np.abs(trace.parameters[-1])
    if (steps > LAST_DIGITS * EPS * values).any():
        said += (
            f" Within an epoch they go to and fro, each batch's own way: the largest Step Size of the next batch is "
            f"{number(steps.max())}."
        )
    return said
