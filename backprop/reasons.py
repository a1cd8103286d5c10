"""Why a run has the word that it has: the sentences of a Verdict, each with the numbers that the word was told from."""

import numpy as np

from backprop.bowl import bowl, largest_stable_rate, nearest
from backprop.goal import goal_name
from backprop.logistic import Logistic
from backprop.lowest import convex
from backprop.passes import backward
from backprop.rounding import EPS, OPERATIONS
from backprop.trend import LAST_DIGITS
from backprop.written.numerals import factor_text, number, rounded


def nothing_optimised(trace):
    """Why a Trace in which nothing is optimised stands still."""
    experiment, loss = trace.experiment, trace.experiment.loss.called
    derivatives = backward(experiment.network, trace.parameters[-1], experiment.data, experiment.loss).derivatives
    steepest = int(np.abs(derivatives).argmax())
    name, slope = experiment.network.parameter_names[steepest], derivatives[steepest]
    return (
        f"No parameter may move, so every Step Size is 0 and the {loss} stays {number(trace.loss[-1])}, whatever its "
        f"slope: the steepest Derivative is d{experiment.loss.sign}/d{name} = {number(slope)}."
    )


def falling_reason(trace, end, shape, kind, by):
    """How fast a Trace's loss falls, and how far its exact minimum is where that is known.

    end    the End of the Trace
    shape  its Bowl or Logistic, or None
    kind   "falling", or "converging alternately"
    by     what a late step multiplies the loss by, or what it has above its minimum
    """
    loss = goal_name(trace.experiment)
    what = f"the {loss}" if shape is None else f"what the {loss} has above its minimum"
    when = (
        f"It has risen of late, up to step {end.steps[end.since]:,}; since then each step" if end.since else "Each step"
    )
    reason = f"{when} multiplies {what} by {factor_text(by)}."
    if kind == "converging alternately":
        reason += " The steps overshoot: each turns back against the one before, and they shrink."
    return reason if shape is None else f"{reason} {distance_reason(trace, shape)}"


def flat_reason(trace, end):
    """Why one cannot tell whether a Trace with this End rests, or that it goes on falling where the loss is convex."""
    experiment, loss = trace.experiment, goal_name(trace.experiment)
    before, now = float(end.loss[end.since]), float(end.loss[-1])
    changed = f"fallen by {number(1 - now / before, 2)} of itself" if end.visible else "not changed but for rounding"
    reason = (
        f"The largest Step Size is {number(trace.largest_step_sizes[-1])} at the Learning Rate "
        f"{number(experiment.optimiser.learning_rate)}, and {lately(end, end.since)} the {loss} has {changed}. "
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


def rolling_reason(trace, end):
    """Why a rule that remembers goes on where the loss stays what it is."""
    rule, loss, moving = trace.experiment.optimiser.name, goal_name(trace.experiment), trace.experiment.moves > 0
    return (
        f"The {loss} stays {number(end.loss[-1])} but for rounding, and {rule} goes on by what it remembers of earlier "
        f"steps: the largest Step Size is {number(trace.largest_step_sizes[-1])}, the largest Derivative "
        f"{number(np.abs(trace.derivatives[-1, moving]).max())}."
    )


def lately(end, since=0):
    """In how many of an End's last steps, from a row of it on."""
    count = len(end.loss) - 1 - since
    return f"in the last {count} steps" if count > 1 else "in the last step"


def swing_reason(experiment, end):
    """How the loss, or the steps of an End, go up and down, and why."""
    loss, low, high = goal_name(experiment), number(end.loss.min()), number(end.loss.max())
    if end.turns:
        between = f"between {low} and {high}" if low != high else f"by up to {number(np.ptp(end.loss))} around {low}"
        said = f"The {loss} goes up and down {between}: {lately(end)} it turned {end.turns} times"
    else:
        meanwhile = f"stands at {low}" if low == high else f"goes from {number(end.loss[0])} to {number(end.loss[-1])}"
        said = f"Every step turns back against the one before and is no smaller, while the {loss} {meanwhile}"
    return f"{said}: {too_far(experiment.optimiser)}."


def rest_reason(trace, end, sure):
    """Why nothing moves any more, and whether that is a minimum."""
    experiment, loss = trace.experiment, goal_name(trace.experiment)
    largest = float(np.abs(trace.derivatives[-1, experiment.moves > 0]).max())
    decayed = ", its weight decay added," if experiment.decaying else ""
    if largest == 0 < trace.largest_step_sizes[-1]:
        why = (
            f"Every Derivative{decayed} is exactly 0 here, and the largest Step Size is down to "
            f"{number(trace.largest_step_sizes[-1])}: nothing moves any more."
        )
    elif largest == 0:
        why = f"Every Derivative{decayed} is exactly 0 here, so every Step Size is too, and nothing moves any more."
    elif end.level:
        small = f"0 but for rounding (the largest is {number(largest)})"
        why = f"Every Derivative{decayed} is {small}: nothing moves any more."
    else:
        why = (
            f"The largest Step Size, {number(trace.largest_step_sizes[-1])}, is behind the parameters' last digits: "
            f"nothing moves any more, though the largest Derivative{decayed} is {number(largest)}."
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
        factor = factor_text(1 - curvature * rate)
        on_paper = factor_text(1 - rounded(curvature) * rounded(rate))  # 1/6 is written 0.1667, and 6 × that is no 1
        return (
            f"Each step multiplies the distance of {name} from its best value by "
            f"1 − {number(curvature)} × {number(rate)} {'=' if on_paper == factor else '≈'} {factor}."
            + (" It comes from both sides, alternately." if 1 < curvature * rate < 2 * (1 - LAST_DIGITS * EPS) else "")
        )
    if rate >= stable:
        return f"A Learning Rate of {number(stable)} or more never arrives here; this one is {number(rate)}."
    return f"Any Learning Rate below {number(stable)} arrives here; this one is {number(rate)}."


def arrival_reason(trace, shape):
    """How near the last row of a Trace is to the lowest there can be: the exact minimum where that is known, else 0."""
    kind, step = trace.experiment.loss, f"{trace.steps[-1]:,}"
    loss = kind.called
    if shape is None:
        met = "the Predicted values meet the Observed ones"
        if kind.shares and not kind.joined_with(trace.experiment.network.output):  # they need not add up to 1
            met = "the output of each class observed is near 1; what the others are, this loss does not see"
        return f"At step {step} the {loss} is {number(trace.loss[-1])}: {met}."
    least = number(shape.least(trace.experiment, trace.residuals[-1]))
    now = "" if number(trace.loss[-1]) == least else f"; at step {step} it is {number(trace.loss[-1])}"
    return f"{distance_reason(trace, shape)} {none_makes(trace.experiment)} the {loss} smaller than {least}{now}."


def none_makes(experiment):
    """Whose values cannot do what follows: of what is optimised, since the others might."""
    names = experiment.optimised
    if len(names) == len(experiment.network.parameter_names):
        return "No values make"
    if len(names) == 1:
        return f"No value of {names[0]} makes"
    if len(names) > 4:
        return "No values of what is optimised make"
    return f"No values of {', '.join(names[:-1])} and {names[-1]} make"


def distance_reason(trace, shape):
    """How far the last row is from the exact minimum, in the parameter that is farthest."""
    way = shape.way(trace)[-1]
    farthest = int(np.abs(way).argmax())
    name = trace.experiment.optimised[farthest]
    now = float(trace.of(name)[-1])
    best = float(best_values(trace, shape)[farthest])
    rests = ", which rounding leaves of 0" if best == 0 and abs(now) <= OPERATIONS * EPS else ""
    at_best = "0" if rests else number(best)
    return f"At step {trace.steps[-1]:,} {name} is {number(now)}{rests}, and at the exact minimum it is {at_best}."


def best_values(trace, shape):
    """(m,) the optimised parameters at the minimum nearest to the last row; what rounding leaves of 0 is 0."""
    if isinstance(shape, Logistic):
        own, way = trace.parameters[-1, shape.moving], shape.way(trace)[-1]
        return np.where(shape.best == 0, 0.0, own + way)
    return nearest(shape, trace.experiment, trace.parameters[-1], trace.residuals[-1])
