"""How the last steps of a run go: they fall, turn back, rise, or rest; and which of it is more than rounding.

One reading for a single run and for many beside each other, so that their words cannot differ.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.goal import decay_of
from backprop.rounding import EPS, OPERATIONS, Rounding, rounding

WINDOW = 20  # rows at the end of a run that say how it goes
SLOW = 0.001  # a loss that loses less than this fraction in a step has hardly changed …
SMALL_STEP = 0.001  # … and a step below this is small: Gradient Descent, Step-by-Step stops there …
FOR_THE_RATE = 0.1  # … unless they are this part of the Learning Rate: then it is the rate that is small, not the slope
LAST_DIGITS = 4  # × eps × |parameter|: a step below that hardly reaches the parameter's last digit
TURNS = 2  # of the loss, or of the steps, that make an oscillation: a single one may be a hill that is passed once


@dataclass(frozen=True, eq=False)
class Trends:
    """The last rows, step by step, of K runs of one Experiment.

    kinds       (K,) each "at rest", "oscillating", "rising", "converging alternately", "flat",
                "rolling on" or "falling"
    level       (K,) whether every Derivative is 0 but for rounding: only what a rule remembers may still move
    turns       (K,) how often the loss turned from falling to rising or back
    since       (K,) the row from which on the loss has not risen
    visible     (K,) whether it has fallen since, by more than rounding
    rounding    the Rounding of all these rows, (K, rows, …)
    """

    kinds: np.ndarray
    level: np.ndarray
    turns: np.ndarray
    since: np.ndarray
    visible: np.ndarray
    rounding: Rounding


def trends(experiment, rates, parameters, derivatives, step_sizes, loss):
    """The Trends of K runs, whatever the number of their last rows, 1 or more.

    rates                                (K,) their Learning Rates
    parameters, derivatives, step_sizes  (K, rows, P)
    loss                                 (K, rows)

    Where weights decay, loss and derivatives are those of the goal (see `goal`). By batches a row is the end of an
    epoch, and its step sizes what that epoch took off.
    """
    rule, moving = experiment.optimiser, np.flatnonzero(experiment.moves)
    small = rounding(experiment.network, parameters, experiment.data, experiment.loss)
    if experiment.decaying:
        more, slopes = decay_of(experiment, parameters)
        unit = OPERATIONS * EPS
        small = replace(small, loss=small.loss + unit * more, derivatives=small.derivatives + unit * np.abs(slopes))
    with np.errstate(all="ignore"):  # of runs that have diverged
        values, slopes, steps = (each[..., moving] for each in (parameters, derivatives, step_sizes))
        level = np.abs(slopes) <= small.derivatives[..., moving]
        level &= not experiment.batched  # where the slope of all is 0, a batch still has its own
        stuck = np.abs(steps) <= LAST_DIGITS * EPS * np.abs(values)
        quiet = level & has_run_out(rule, rates[:, None, None], steps, small.derivatives[..., moving])
        # A rule that remembers may roll through a place where every Derivative is 0, and epochs may end at the same
        # place by chance: such a run rests where it stays there.
        ends = slice(None) if rule.remembers or experiment.batched else slice(-1, None)
        rests, is_level = (each[:, ends].all(axis=(1, 2)) for each in (quiet | stuck, level))

        # Of Gradient Descent the Derivatives are the steps, and have no Learning Rate to be lost in.
        way = np.where(level | stuck, 0.0, steps if rule.remembers or experiment.batched else slopes)
        way = way / np.maximum(np.abs(way).max(axis=2, keepdims=True, initial=0.0), 1e-300)  # no product overflows
        against = (way[:, 1:] * way[:, :-1]).sum(axis=2) < 0
        turn_back = against.all(axis=1) & (against.shape[1] > 0)
        largest = np.abs(steps).max(axis=2, initial=0.0)
        of_steps = rates * small.derivatives[..., moving].max(axis=(1, 2), initial=0.0)
        shrink = largest[:, -1] + of_steps < largest[:, 0]

        signs = np.sign(np.where(np.abs(np.diff(loss)) <= small.loss[:, 1:] + small.loss[:, :-1], 0.0, np.diff(loss)))
        turns, before, since = np.zeros(len(loss), int), np.zeros(len(loss)), np.zeros(len(loss), int)
        for row, now in enumerate(signs.T, 1):
            turns += now * before < 0
            before = np.where(now != 0, now, before)
            since[now > 0] = row
        rising = before > 0 if signs.shape[1] == 0 else signs[:, -1] > 0
        runs = np.arange(len(loss))
        visible = loss[runs, since] - loss[:, -1] > small.loss[runs, since] + small.loss[:, -1]

        count = np.maximum(loss.shape[1] - 1 - since, 1)
        flat = largest[:, -1] < np.minimum(SMALL_STEP, FOR_THE_RATE * rates)
        flat &= loss[runs, since] - loss[:, -1] <= count * np.minimum(SLOW, FOR_THE_RATE * rates) * loss[runs, since]
    kinds = np.select(
        [
            rests,
            turns >= TURNS,
            rising,
            turn_back & ~shrink & (against.shape[1] >= TURNS),
            turn_back & shrink,
            flat,
            ~visible & rule.remembers,
        ],
        ["at rest", "oscillating", "rising", "oscillating", "converging alternately", "flat", "rolling on"],
        "falling",
    )
    return Trends(kinds, is_level, turns, since, visible, small)


def has_run_out(rule, rates, steps, small):
    """Whether steps (..., P) are no more than rounding where every Derivative is, 0 but for `small`. Those of a rule
    that no earlier step carries on always are."""
    return (rule.carries == 0) | (np.abs(steps) <= LAST_DIGITS * EPS + rates * (1 + rule.carries) * small)
