"""What a run of Gradient Descent shows: it arrived, is on its way, rests, swings, blew up, or one cannot tell.

Where the lowest loss can be computed (see `lowest`) a run's distance from it tells. Elsewhere only a loss near zero
proves an arrival, and tiny steps prove nothing: they may be a minimum, or a plateau that goes on falling a thousand
steps later. Each word and the number beside it come from the same rows, and neither hangs on rounding (see `trend`).
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.bowl import largest_stable_rate
from backprop.data import of_kind
from backprop.descent import gradient_descent
from backprop.epochs import by_epochs
from backprop.experiment import Trace
from backprop.goal import decay_of, goal_name, of_goal
from backprop.held_out import losses
from backprop.lowest import convex, excess, lowest
from backprop.reasons import (
    arrival_reason,
    falling_reason,
    flat_reason,
    known_of_rate,
    nothing_optimised,
    rest_reason,
    rolling_reason,
    swing_reason,
    too_far,
)
from backprop.rounding import EPS
from backprop.trend import LAST_DIGITS, WINDOW, has_run_out, trends
from backprop.written.numerals import factor_text

NEAR_BEST = 0.0005  # "arrived": every parameter this near to its exact value, in parts of it where it is above 1
NEAR_ZERO = 0.001  # "arrived": this fraction of the loss that predicting the mean would leave …
ROLLS = 10  # … and it would still be, so many times its Step Size farther on, or twice as far as a velocity carries it


@dataclass(frozen=True)
class Verdict:
    """What a Trace shows.

    kind    "converged", "converging alternately", "falling", "flat", "rolling on", "at rest", "oscillating", "rising",
            "diverged"; or "at the start" before the first step, "nothing optimised" where none can be taken
    step    the step it happened at: the first that had arrived or rested, the first that was not finite; else the last
    reason  one sentence or more, with the numbers
    factor  what a late step multiplies the loss by, or what it has above its least where that is known: below 1 where
            it is falling or converging alternately, above 1 where it is rising; None of every other kind

    By batches all of it is told from the ends of epochs, and the factor is that of a late epoch (see `epochs`). Where
    weights decay it is told of the goal, which is more than the loss (see `goal`).
    """

    kind: str
    step: int
    reason: str
    factor: float | None = None


@dataclass(frozen=True, eq=False)
class End:
    """The last rows of a run, no step left out, and how they go: row by row, of one run.

    steps, loss     (rows,)
    excess          (rows,) what the loss could still lose: what it has above its least where that is known, else all
    kind            as in Trends
    level, turns, since, visible  as in Trends
    small           (P,) what of each Derivative is rounding in the last row
    """

    steps: np.ndarray
    loss: np.ndarray
    excess: np.ndarray
    kind: str
    level: bool
    turns: int
    since: int
    visible: bool
    small: np.ndarray


def end_of(trace, shape):
    """The End of a Trace, whose lowest place is the Bowl or Logistic `shape`, or unknown."""
    end, experiment = of_goal(whole_end(trace)), trace.experiment
    rows = slice(-WINDOW, None)
    found = trends(
        experiment,
        np.array([experiment.optimiser.learning_rate]),
        *(each[None, rows] for each in (end.parameters, end.derivatives, end.step_sizes, end.loss)),
    )
    of_one = (each.item() for each in (found.kinds, found.level, found.turns, found.since, found.visible))
    return End(end.steps[rows], end.loss[rows], excess(end, shape)[rows], *of_one, found.rounding.derivatives[0, -1])


@np.errstate(all="ignore")  # of numbers near the largest a computer holds: where they overflow, nothing is known
def verdict(trace):
    """The Verdict on a Trace: what happened, at which step, and why, as far as it can be known.

    Raises ValueError where it is no Trace.
    """
    of_kind(trace, Trace, "trace", "a Trace, as gradient_descent returns it")
    experiment = trace.experiment
    shape = lowest(experiment)
    known = known_of_rate(experiment)

    def judged(kind, step, reason, factor=None):
        return Verdict(kind, int(step), f"{reason} {known}".strip(), factor)

    if trace.diverged_at is not None:
        return judged("diverged", trace.diverged_at, "The numbers grew until a computer cannot hold them.")
    last = trace.steps[-1]
    if not experiment.optimised:
        return Verdict("nothing optimised", int(last), nothing_optimised(trace))
    arrived, stable = arrival(trace, shape), largest_stable_rate(experiment)
    leaves = stable is not None and experiment.optimiser.learning_rate >= stable  # however near it has begun
    if arrived is not None and not leaves:
        return judged("converged", trace.steps[arrived], arrival_reason(trace, shape))
    if experiment.batched:
        return Verdict(*by_epochs(trace, shape))
    end, trace = end_of(trace, shape), of_goal(trace)
    if end.kind == "at rest":
        sure = end.level and convex(experiment) and keeps_still(trace)
        return judged("converged" if sure else "at rest", rests_since(trace, end), rest_reason(trace, end, sure))
    if last == 0:
        return judged("at the start", 0, "No step has been taken yet.")
    if end.kind == "oscillating":
        return judged(end.kind, last, swing_reason(experiment, end))
    if end.kind == "rising":
        by = float(end.loss[-1] / end.loss[-2]) if end.loss[-2] else np.inf
        said = f"the last step multiplied it by {factor_text(by)}" if by < np.inf else "the last step led uphill"
        return judged(
            end.kind, last, f"The {goal_name(experiment)} is rising: {said}; {too_far(experiment.optimiser)}.", by
        )
    by = factor_since(trace, end, shape)
    if end.kind == "flat" and (by is None or shape is None):
        return judged("flat", last, flat_reason(trace, end))
    if by is None or (end.kind == "rolling on" and shape is None):
        rolls = experiment.optimiser.remembers
        return judged("rolling on" if rolls else "flat", last, (rolling_reason if rolls else flat_reason)(trace, end))
    kind = end.kind if end.kind == "converging alternately" else "falling"
    return judged(kind, last, falling_reason(trace, end, shape, kind, by), by)


def factor_since(trace, end, shape):
    """By how much a step has multiplied the excess of the loss since it last rose, on average: below 1, or None.

    Of a fall that rounding hides the slope tells: it lowers the loss by Derivative × Step Size, parameter by parameter.
    """
    first, last = end.excess[end.since], end.excess[-1]
    if last < first and (end.visible or shape is not None):
        by = float((last / first) ** (1 / (len(end.excess) - 1 - end.since)))
    elif trace.loss[-1] > 0:
        by = 1 - float((trace.derivatives[-1] * trace.step_sizes[-1]).sum() / trace.loss[-1])
    else:
        return None
    return by if 0 <= by < 1 else None


def rests_since(trace, end):
    """The first recorded step from which on nothing moved but for rounding."""
    moving = trace.experiment.moves > 0
    still, rule = np.abs(trace.derivatives) <= end.small, trace.experiment.optimiser
    still &= has_run_out(rule, rule.learning_rate, trace.step_sizes, end.small)
    still |= np.abs(trace.step_sizes) <= LAST_DIGITS * EPS * np.abs(trace.parameters)
    away = np.flatnonzero(~still[:, moving].all(axis=1))
    return trace.steps[min(away[-1] + 1, len(trace) - 1)] if away.size else trace.steps[0]


# --- what arrival and convergence are read from ----------------------------------------------------------------------


def whole_end(trace):
    """The last rows of a Trace with no step left out: where the record was thinned, their steps are taken once more.

    From the recorded row before them, that is; or, since a record does not hold what a rule remembers, from the start
    where the rule remembers anything. A record that ends in WINDOW whole rows spares that.
    """
    last = int(trace.steps[-1])
    first = max(last - WINDOW + 1, 0)
    row = int(np.searchsorted(trace.steps, first, side="right")) - 1
    if row >= 0 and len(trace) - row == last - int(trace.steps[row]) + 1:
        return trace
    start, step = trace.experiment.start, 0
    if row >= 0 and not trace.experiment.optimiser.remembers:
        start, step = trace.parameters[row], int(trace.steps[row])
    return gradient_descent(
        replace(trace.experiment, start=start, steps=last - step), range(first - step, last - step + 1)
    )


def near_zero(experiment):
    """Up to which loss a run has arrived, its exact minimum unknown: a part of what predicting the mean leaves."""
    of_mean = experiment.loss.of_mean(experiment.data.observed)
    return NEAR_ZERO * (of_mean if 0 < of_mean < np.inf else 1.0)


def stays(trace):
    """Whether a run whose goal is near zero is not passing through: its next step, many times over, would leave it so.

    Of plain Gradient Descent alone nothing but the slope there carries on, which has all but gone.
    """
    experiment, place = trace.experiment, trace.parameters[-1]
    onward = max(ROLLS, 2 * experiment.optimiser.carries) * trace.step_sizes[-1]
    ahead = (place - onward / 2, place - onward)
    return experiment.plain or all(goal_at(experiment, beyond) <= near_zero(experiment) for beyond in ahead)


def keeps_still(trace):
    """Whether a run may be said to stay where it has arrived, by a rule that sets each Derivative against earlier ones.

    Its steps are small while it remembers larger Derivatives, and grow again as it forgets them, however level it is.
    So where one as long as its first, up or down in all parameters or away from 0 or towards it, would add as much as
    predicting the mean leaves, a run has not arrived for good.
    """
    experiment, place = trace.experiment, trace.parameters[-1]
    if not experiment.optimiser.first_step:
        return True
    length = experiment.optimiser.first_step * experiment.moves
    ways = [length, -length, np.copysign(length, place), -np.copysign(length, place)]
    most = goal_at(experiment, place) + near_zero(experiment) / NEAR_ZERO
    return all(goal_at(experiment, place + way) <= most for way in ways)


def goal_at(experiment, parameters):
    """What the steps lead down, at other parameters (P,)."""
    loss = losses(experiment.network, parameters, experiment.data, experiment.loss)[0]
    return float(loss + decay_of(experiment, parameters)[0])


def arrival(trace, shape):
    """The first row from which on the run had arrived, or None."""
    if shape is not None:
        way = shape.way(trace)
        best = np.abs(trace.parameters[-1, trace.experiment.moves > 0] + way[-1])
        near = NEAR_BEST * np.maximum(1.0, best)
        close = (np.abs(way) <= near).all(axis=1)
        if trace.experiment.optimiser.remembers or trace.experiment.batched:  # it may be passing through
            close &= (np.abs(trace.step_sizes[:, trace.experiment.moves > 0]) <= near).all(axis=1)
    else:
        close = of_goal(trace).loss <= near_zero(trace.experiment)
        if close[-1] and not stays(trace):
            return None
    if not (close[-1] and keeps_still(trace)):
        return None
    return 0 if close.all() else len(close) - int((~close[::-1]).argmax())
