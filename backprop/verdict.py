"""What a run of Gradient Descent shows: it arrived, is on its way, rests, swings, blew up, or one cannot tell.

Where the lowest loss can be computed (see `lowest`) a run's distance from it tells. Elsewhere only a loss near zero
proves an arrival, and tiny steps prove nothing: they may be a minimum, or a plateau that goes on falling a thousand
steps later. Each word and the number beside it come from the same rows, and neither hangs on rounding (see `trend`).
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.descent import gradient_descent
from backprop.lowest import Valley, bowl, convex, excess, largest_stable_rate, lowest, nearest
from backprop.numerals import factor_text, number
from backprop.rounding import EPS, OPERATIONS
from backprop.trend import LAST_DIGITS, WINDOW, trends

CLOSE = 0.0005  # "arrived": every parameter this near to its exact value, in parts of it where it is above 1
NEAR_ZERO = 0.001  # "arrived": this fraction of the loss that predicting the mean would leave


@dataclass(frozen=True)
class Verdict:
    """What a Trace shows.

    kind    "converged", "converging alternately", "falling", "flat", "at rest", "oscillating", "rising" or "diverged";
            "at the start" before the first step, "nothing optimised" where none can be taken
    step    the step it happened at: the first that had arrived or rested, the first that was not finite; else the last
    reason  one sentence or more, with the numbers
    factor  what a late step multiplies the loss by, or what it has above its least where that is known: below 1 where
            it is falling or converging alternately, above 1 where it is rising; None of every other kind
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
    level, stuck, turns, since, visible  as in Trends
    small           (P,) what of each Derivative is rounding in the last row
    """

    steps: np.ndarray
    loss: np.ndarray
    excess: np.ndarray
    kind: str
    level: bool
    stuck: bool
    turns: int
    since: int
    visible: bool
    small: np.ndarray


def end_of(trace, shape):
    """The End of a Trace, whose lowest place is the Bowl or Valley `shape`, or unknown."""
    end, experiment = whole_end(trace), trace.experiment
    rows = slice(-WINDOW, None)
    found = trends(
        experiment,
        np.array([experiment.optimiser.learning_rate]),
        *(each[None, rows] for each in (end.parameters, end.derivatives, end.step_sizes, end.loss)),
    )
    return End(
        end.steps[rows],
        end.loss[rows],
        excess(end, shape)[rows],
        str(found.kinds[0]),
        bool(found.level[0]),
        bool(found.stuck[0]),
        int(found.turns[0]),
        int(found.since[0]),
        bool(found.visible[0]),
        found.rounding.derivatives[0, -1],
    )


def verdict(trace):
    """The Verdict on a Trace: what happened, at which step, and why, as far as it can be known."""
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
    arrived = arrival(trace, shape)
    if arrived is not None:
        return judged("converged", trace.steps[arrived], arrival_reason(trace, shape))
    end = end_of(trace, shape)
    if end.kind == "at rest":
        sure = end.level and convex(experiment)
        return judged("converged" if sure else "at rest", rests_since(trace, end), rest_reason(trace, end, sure))
    if last == 0:
        return judged("at the start", 0, "No step has been taken yet.")
    if end.kind == "oscillating":
        return judged(end.kind, last, swing_reason(experiment, end))
    if end.kind == "rising":
        by = float(end.loss[-1] / end.loss[-2]) if end.loss[-2] else np.inf
        said = f"the last step multiplied it by {factor_text(by)}" if by < np.inf else "the last step led uphill"
        return judged(
            end.kind, last, f"The {experiment.loss.name} is rising: {said}; {too_far(experiment.optimiser)}.", by
        )
    by = factor_since(trace, end, shape)
    if by is None or (end.kind == "flat" and shape is None):
        return judged("flat", last, flat_reason(trace, end))
    kind = "falling" if end.kind == "flat" else end.kind
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


# --- the reasons -----------------------------------------------------------------------------------------------------


def nothing_optimised(trace):
    steepest = int(np.abs(trace.derivatives[-1]).argmax())
    name, slope = trace.experiment.network.parameter_names[steepest], trace.derivatives[-1, steepest]
    loss = trace.experiment.loss.name
    return (
        f"No parameter may move, so every Step Size is 0 and the {loss} stays {number(trace.loss[-1])}, whatever its "
        f"slope: the steepest Derivative is d{loss}/d{name} = {number(slope)}."
    )


def falling_reason(trace, end, shape, kind, by):
    loss = trace.experiment.loss.name
    what = f"the {loss}" if shape is None else f"what the {loss} has above its minimum"
    when = (
        f"It has risen of late, up to step {end.steps[end.since]:,}; since then each step" if end.since else "Each step"
    )
    reason = f"{when} multiplies {what} by {factor_text(by)}."
    if kind == "converging alternately":
        reason += " The steps overshoot: each turns back against the one before, and they shrink."
    return reason if shape is None else f"{reason} {distance_reason(trace, shape)}"


def flat_reason(trace, end):
    experiment, loss = trace.experiment, trace.experiment.loss.name
    low, high = float(end.loss.min()), float(end.loss.max())
    reason = (
        f"The largest Step Size is {number(trace.largest_step_sizes[-1])} at the Learning Rate "
        f"{number(experiment.optimiser.learning_rate)}, and {lately(end)} the {loss} has changed by "
        f"{number((high - low) / high if high else 0.0, 2)} of itself. "
    )
    if convex(experiment):
        return reason + (
            f"It is convex in what is optimised, so this is no plateau with a valley behind it: the {loss} of "
            f"{number(trace.loss[-1])} goes on falling, ever more slowly."
        )
    return reason + (
        f"Yet it is {number(trace.loss[-1])}, not near 0: this may be a minimum, or a plateau that falls again later. "
        "From here one cannot tell."
    )


def lately(end):
    count = len(end.loss) - 1
    return f"in the last {count} steps" if count > 1 else "in this one step"


def swing_reason(experiment, end):
    loss, low, high = experiment.loss.name, number(end.loss.min()), number(end.loss.max())
    if end.turns:
        between = f"between {low} and {high}" if low != high else f"by up to {number(np.ptp(end.loss))} around {low}"
        said = f"The {loss} goes up and down {between}: {lately(end)} it turned {end.turns} times"
    else:
        meanwhile = f"stands at {low}" if low == high else f"goes from {number(end.loss[0])} to {number(end.loss[-1])}"
        said = f"Every step turns back against the one before and is no smaller, while the {loss} {meanwhile}"
    return f"{said}: {too_far(experiment.optimiser)}."


def rest_reason(trace, end, sure):
    """Why nothing moves any more, and whether that is a minimum."""
    experiment, loss = trace.experiment, trace.experiment.loss.name
    largest = float(np.abs(trace.derivatives[-1, experiment.moves > 0]).max())
    if largest == 0:
        why = "Every Derivative is exactly 0 here, so every Step Size is too, and nothing moves any more."
    elif end.level:
        why = f"Every Derivative is 0 but for rounding (the largest is {number(largest)}): nothing moves any more."
    else:
        why = (
            f"The largest Step Size, {number(trace.largest_step_sizes[-1])}, is behind the parameters' last digits: "
            f"nothing moves any more, though the largest Derivative is {number(largest)}."
        )
    if sure:
        return (
            f"{why} The {loss} is convex in what is optimised, so nowhere is it lower than here, "
            f"{number(trace.loss[-1])}."
        )
    if not end.level:
        return f"{why} The {loss} is {number(trace.loss[-1])}."
    return (
        f"{why} The {loss} is {number(trace.loss[-1])} and the ground around it level: that a minimum is, and so is a "
        "plateau or a saddle."
    )


def rests_since(trace, end):
    """The first recorded step from which on nothing moved but for rounding."""
    moving = trace.experiment.moves > 0
    still = np.abs(trace.derivatives) <= end.small
    still |= np.abs(trace.step_sizes) <= LAST_DIGITS * EPS * np.abs(trace.parameters)
    away = np.flatnonzero(~still[:, moving].all(axis=1))
    return trace.steps[min(away[-1] + 1, len(trace) - 1)] if away.size else trace.steps[0]


def too_far(optimiser):
    """Why steps lead uphill, or up and down."""
    if optimiser.remembers:
        return (
            f"{optimiser.name} was carried past the lowest place by earlier steps, or they are too large for this slope"
        )
    return "the steps are too large for this slope"


def known_of_rate(experiment):
    """What the Learning Rate makes certain, in a sentence; nothing where the problem is not linear."""
    stable, rate = largest_stable_rate(experiment), experiment.optimiser.learning_rate
    if stable is None or np.isinf(stable):
        return ""
    if len(experiment.optimised) == 1:
        name, curvature = experiment.optimised[0], float(bowl(experiment).curvature[-1])
        return (
            f"Each step multiplies the distance of {name} from its best value by "
            f"1 − {number(curvature)} × {number(rate)} = {factor_text(1 - curvature * rate)}."
            + (" It comes from both sides, alternately." if 1 < curvature * rate < 2 * (1 - LAST_DIGITS * EPS) else "")
        )
    if rate >= stable:
        return f"A Learning Rate of {number(stable)} or more never arrives here; this one is {number(rate)}."
    return f"Any Learning Rate below {number(stable)} arrives here; this one is {number(rate)}."


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


def arrival(trace, shape):
    """The first row from which on the run had arrived, or None."""
    if shape is not None:
        way = shape.way(trace)
        best = np.abs(trace.parameters[-1, trace.experiment.moves > 0] + way[-1])
        near = CLOSE * np.maximum(1.0, best)
        close = (np.abs(way) <= near).all(axis=1)
        if trace.experiment.optimiser.remembers:  # it may be rolling through
            close &= (np.abs(trace.step_sizes[:, trace.experiment.moves > 0]) <= near).all(axis=1)
    else:
        observed = trace.experiment.data.observed
        of_mean = trace.experiment.loss.value(observed, np.broadcast_to(observed.mean(axis=0), observed.shape))
        close = trace.loss <= NEAR_ZERO * (of_mean if 0 < of_mean < np.inf else 1.0)
    if not close[-1]:
        return None
    return 0 if close.all() else len(close) - int((~close[::-1]).argmax())


def arrival_reason(trace, shape):
    loss = trace.experiment.loss.name
    if shape is None:
        return f"The {loss} is {number(trace.loss[-1])}: the Predicted values meet the Observed ones."
    least = number(shape.least(trace.experiment, trace.residuals[-1]))
    now = "" if number(trace.loss[-1]) == least else f"; here it is {number(trace.loss[-1])}"
    return f"{distance_reason(trace, shape)} No values make the {loss} smaller than {least}{now}."


def distance_reason(trace, shape):
    """How far the last row is from the exact minimum, in the parameter that is farthest."""
    way = shape.way(trace)[-1]
    farthest = int(np.abs(way).argmax())
    name = trace.experiment.optimised[farthest]
    now = float(trace.of(name)[-1])
    best = float(best_values(trace, shape)[farthest])
    if best == 0 and abs(now) <= OPERATIONS * EPS:
        return f"{name} is {number(now)}, which rounding leaves of 0, and at the exact minimum it is 0."
    return f"{name} is {number(now)}, and at the exact minimum it is {number(best)}."


def best_values(trace, shape):
    """(m,) the optimised parameters at the minimum nearest to the last row; what rounding leaves of 0 is 0."""
    if isinstance(shape, Valley):
        own, way = trace.parameters[-1, shape.moving], shape.way(trace)[-1]
        return np.where(shape.best == 0, 0.0, own + way)
    return nearest(shape, trace.experiment, trace.parameters[-1], trace.residuals[-1])
