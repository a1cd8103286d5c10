"""What a run of Gradient Descent shows: it arrived, is on its way, swings, blew up, or one cannot tell.

Where Predicted is a straight line in the optimised parameters (b3 alone, say, or w3, w4 and b3 together) the SSR is a
bowl with one lowest level, which can be computed and compared. Elsewhere only a loss near zero proves an arrival, and
tiny steps prove nothing: they may be a minimum, or a plateau that goes on falling a thousand steps later.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.activations import IDENTITY
from backprop.descent import gradient_descent
from backprop.numerals import number
from backprop.optimisers import GradientDescent
from backprop.passes import forward

CLOSE = 0.0005  # "arrived": every parameter this near to its exact value, in parts of it where it is above 1
NEAR_ZERO = 0.001  # "arrived": this fraction of the loss that predicting the mean would leave
SMALL_STEP = 0.001  # Gradient Descent, Step-by-Step stops when the Step Size is smaller than this
SLOW = 0.001  # a loss that loses less than this fraction in a step has hardly changed
ROUNDING = 1e-28  # a least loss that is a smaller part of what Predicting 0 leaves is rounding, and stands for 0
WINDOW = 20  # rows at the end of a run that say how it goes


@dataclass(frozen=True)
class Verdict:
    """What a Trace shows.

    kind    "converged", "converging alternately", "falling", "flat", "oscillating", "rising" or "diverged"
    step    the step it happened at: the first that had arrived, the first that was not finite; else the last
    reason  one sentence, with the numbers
    """

    kind: str
    step: int
    reason: str


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss of a problem that is linear in the optimised parameters.

    slopes     (n·O, m) how each Predicted value moves with each of the m optimised parameters; always the same
    curvature  (m,) the loss's second derivatives along the bowl's own axes, rising; (n·O,) of them where that is fewer:
               along the other axes it is level
    """

    slopes: np.ndarray
    curvature: np.ndarray

    @property
    def condition(self):
        """The condition number, a float: infinite where the bowl is a trough, level along one of its axes."""
        level = self.curvature[-1] * len(self.curvature) * np.finfo(float).eps
        trough = len(self.curvature) < self.slopes.shape[1] or self.curvature[0] <= level
        return float("inf") if trough else float(self.curvature[-1] / self.curvature[0])

    def way_to_minimum(self, residuals):
        """(rows, n, O) -> (rows, m): what each row's optimised parameters lack of the nearest minimum."""
        return residuals.reshape(len(residuals), -1) @ np.linalg.pinv(self.slopes).T


@dataclass(frozen=True, eq=False)
class Reading:
    """What the numbers of a run say of its convergence, whatever the Verdict.

    ratio              by how much a late step multiplies what the loss has above its minimum (above 0 where that is
                       unknown); None where nothing was left to lose
    late               (first, last) the steps that the ratio is the average of
    largest_step_size  the largest |Step Size| of the last row
    stops_at           the row at which the stop rule would have ended the run, or None
    minimum            (P,) the parameters at the nearest exact minimum, None where it is unknown
    least              the loss there, None where it is unknown
    stable_rate        the largest stable Learning Rate, None where it is unknown
    condition          the bowl's largest curvature in parts of its smallest; None where it is unknown
    """

    ratio: float | None
    late: tuple[int, int]
    largest_step_size: float
    stops_at: int | None
    minimum: np.ndarray | None
    least: float | None
    stable_rate: float | None
    condition: float | None


def bowl(experiment):
    """The Bowl of an Experiment, or None where Predicted is not linear in what is optimised, or the loss not quadratic.

    Linear it is where all optimised parameters sit in one layer and nothing bends from that layer on.
    """
    network, loss = experiment.network, experiment.loss
    places = np.flatnonzero(experiment.moves)
    if loss.residual_multiple is None or not places.size:
        return None
    layer_of = np.repeat(np.arange(len(network.shapes)), [rows * columns for rows, columns in network.shapes])
    layers = set(layer_of[places])
    if len(layers) > 1 or any(activation is not IDENTITY for activation in network.activations[layers.pop() :]):
        return None
    rows = np.tile(experiment.start, (len(places) + 1, 1))
    rows[:, places] = 0.0
    rows[1:, places] = np.eye(len(places))
    predicted = forward(network, rows, experiment.data.inputs).predicted.reshape(len(rows), -1)
    slopes = (predicted[1:] - predicted[0]).T
    if not np.isfinite(slopes).all():
        return None
    multiple = abs(loss.residual_multiple(len(experiment.data)))
    return Bowl(slopes, multiple * np.linalg.svd(slopes, compute_uv=False)[::-1] ** 2)


def exact_minimum(experiment):
    """(P,) the parameters at the nearest exact minimum; None where the problem is not linear in what is optimised."""
    shape = bowl(experiment)
    if shape is None:
        return None
    predicted = forward(experiment.network, experiment.start, experiment.data.inputs).predicted
    minimum = experiment.start.copy()
    minimum[experiment.moves > 0] += shape.way_to_minimum((experiment.data.observed - predicted)[None])[0]
    return minimum


def largest_stable_rate(experiment):
    """The Learning Rate from which on Gradient Descent never arrives: 2 / the largest curvature, a float.

    None where that cannot be known: where the problem is not linear in the optimised parameters (or the rule is not
    plain Gradient Descent). Infinite where the loss does not depend on them at all.
    """
    shape = bowl(experiment)
    if shape is None or type(experiment.optimiser) is not GradientDescent:
        return None
    steepest = float(shape.curvature[-1])
    return 2.0 / steepest if steepest > 0 else float("inf")


def stops_at(trace, step_size=SMALL_STEP):
    """The first row at which every |Step Size| is below `step_size`, or None: where the stop rule ends the run."""
    small = trace.largest_step_sizes < step_size
    return int(small.argmax()) if small.any() else None


def first_rounding_to(trace, shown, decimals=2):
    """The first row at which every parameter, rounded to so many decimals, is the one shown (P,); None if none is."""
    there = (np.round(trace.parameters, decimals) == np.round(shown, decimals)).all(axis=1)
    return int(there.argmax()) if there.any() else None


def verdict(trace):
    """The Verdict on a Trace: what happened, at which step, and why, as far as it can be known."""
    experiment = trace.experiment
    shape = bowl(experiment)
    known = known_of_rate(experiment, shape)

    if trace.diverged_at is not None:
        return Verdict(
            "diverged", trace.diverged_at, f"The numbers grew until a computer cannot hold them. {known}".strip()
        )
    last = int(trace.steps[-1])
    if not experiment.optimised:
        return Verdict("flat", last, "No parameter is optimised, so nothing moves.")
    arrived = arrival(trace, shape)
    if arrived is not None:
        return Verdict("converged", int(trace.steps[arrived]), f"{arrival_reason(trace, shape)} {known}".strip())
    if not trace.step_sizes[-1].any():
        return Verdict(
            "flat", last, "Every Derivative is exactly 0 here, so every Step Size is too, and nothing moves any more."
        )
    if last == 0:
        return Verdict("falling", 0, f"No step has been taken yet. {known}".strip())

    end = whole_end(trace)
    kind = trend(end, shape)
    if kind == "flat":
        reason = (
            f"The largest Step Size is {number(trace.largest_step_sizes[-1])} "
            f"(Learning Rate {number(experiment.optimiser.learning_rate)}), and the {experiment.loss.name} has hardly "
            f"changed lately, yet it is {number(trace.loss[-1])}, not near 0. This may be a minimum or a plateau that "
            f"falls again later: from here one cannot tell. More steps, or a larger Learning Rate, can."
        )
    elif kind in ("falling", "converging alternately"):
        what = (
            f"the {experiment.loss.name}" if shape is None else f"what the {experiment.loss.name} has above its minimum"
        )
        reason = f"Each step multiplies {what} by {factor_text(ratio_per_step(end, shape))}."
        if kind == "converging alternately":
            reason += " The steps overshoot: they change sign each time, and shrink."
        if shape is not None:
            reason += f" {distance_reason(trace, shape)}"
    elif kind == "oscillating":
        reason = f"The {experiment.loss.name} goes up and down and does not settle: {too_far(experiment.optimiser)}."
    else:
        reason = f"The {experiment.loss.name} is rising: the last steps led uphill; {too_far(experiment.optimiser)}."
    return Verdict(kind, last, f"{reason} {known}".strip())


def too_far(optimiser):
    """Why steps lead uphill, or up and down."""
    if optimiser.remembers:
        return (
            f"{optimiser.name} was carried past the lowest place by earlier steps, or they are too large for this slope"
        )
    return "the steps are too large for this slope"


def known_of_rate(experiment, shape):
    """What the Learning Rate makes certain, in a sentence; nothing where the problem is not linear."""
    stable, rate = largest_stable_rate(experiment), experiment.optimiser.learning_rate
    if stable is None or np.isinf(stable):
        return ""
    if len(experiment.optimised) == 1:
        name, curvature = experiment.optimised[0], float(shape.curvature[-1])
        return (
            f"Each step multiplies the distance of {name} from its best value by "
            f"1 − {number(curvature)} × {number(rate)} = {factor_text(1 - curvature * rate)}."
            + (" It comes from both sides, alternately." if 1 < curvature * rate < 2 else "")
        )
    if rate >= stable:
        return f"A Learning Rate of {number(stable)} or more never arrives here; this one is {number(rate)}."
    return f"Any Learning Rate below {number(stable)} arrives here; this one is {number(rate)}."


def factor_text(factor):
    """A factor per step, with digits enough to tell 0.999994 from 1; what rounding leaves of 0 is 0."""
    return number(0.0 if abs(factor) < 1e-12 else factor, digits=4 if abs(1 - abs(factor)) > 0.001 else 7)


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


def reading(trace):
    """The Reading of a Trace."""
    experiment, shape = trace.experiment, bowl(trace.experiment)
    left = excess(trace, shape)
    # Once all that is left is rounding, its ups and downs are no convergence.
    last = int(np.flatnonzero(left > 1e-14 * left[0])[-1]) if left[0] > 0 else 0
    first = max(last - WINDOW, 0)
    late = int(trace.steps[first]), int(trace.steps[last])
    return Reading(
        ratio=float((left[last] / left[first]) ** (1 / (late[1] - late[0]))) if last > first else None,
        late=late,
        largest_step_size=float(trace.largest_step_sizes[-1]),
        stops_at=stops_at(trace),
        minimum=exact_minimum(experiment),
        least=None if shape is None else least_loss(experiment, trace.residuals[-1:], shape),
        stable_rate=largest_stable_rate(experiment),
        condition=None if shape is None else shape.condition,
    )


def least_loss(experiment, residuals, shape):
    """The loss at the exact minimum: of the Residuals (1, n, O) that are left when all that can go is gone."""
    way = shape.slopes @ shape.way_to_minimum(residuals)[0]
    left = residuals[0] - way.reshape(residuals[0].shape)
    least = float(experiment.loss.value(left, np.zeros_like(left)))
    of_nothing = float(experiment.loss.value(experiment.data.observed, np.zeros_like(left)))
    return least if least > ROUNDING * of_nothing else 0.0


def excess(trace, shape):
    """(rows,) what the loss could still lose: what it has above its exact minimum where that is known, else all."""
    if shape is None:
        return trace.loss
    return ((shape.way_to_minimum(trace.residuals) @ shape.slopes.T) ** 2).sum(axis=1)


def ratio_per_step(trace, shape):
    """By how much a step has multiplied the excess of the loss, on average over the last rows of a whole_end."""
    end = excess(trace, shape)[-WINDOW:]
    steps = trace.steps[-len(end) :]
    return float((end[-1] / end[0]) ** (1 / (steps[-1] - steps[0]))) if end[0] > 0 else 0.0


def arrival(trace, shape):
    """The first row from which on the run had arrived, or None."""
    if shape is not None:
        way = np.abs(shape.way_to_minimum(trace.residuals))
        best = np.abs(trace.parameters[-1, trace.experiment.moves > 0] + shape.way_to_minimum(trace.residuals[-1:])[0])
        near = CLOSE * np.maximum(1.0, best)
        close = (way <= near).all(axis=1)
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
    least = number(least_loss(trace.experiment, trace.residuals[-1:], shape))
    now = "" if number(trace.loss[-1]) == least else f"; here it is {number(trace.loss[-1])}"
    return f"{distance_reason(trace, shape)} No values make the {loss} smaller than {least}{now}."


def distance_reason(trace, shape):
    """How far the last row is from the exact minimum, in the parameter that is farthest."""
    way = shape.way_to_minimum(trace.residuals[-1:])[0]
    farthest = int(np.abs(way).argmax())
    name = trace.experiment.optimised[farthest]
    best = trace.of(name)[-1] + way[farthest]
    return f"{name} is {number(trace.of(name)[-1])}, and at the exact minimum it is {number(best)}."


def trend(trace, shape):
    """How the rows of a whole_end go: "falling", "converging alternately", "flat", "oscillating" or "rising"."""
    end = trace.loss[-WINDOW:]
    change = np.diff(end)
    change[np.abs(change) <= 1e-12 * end[:-1]] = 0.0  # rounding is no rise
    leading = int(np.abs(trace.step_sizes[-WINDOW:]).max(axis=0).argmax())
    signs = np.sign(trace.step_sizes[-WINDOW:, leading])
    changes_sign = len(signs) > 1 and bool((signs[1:] * signs[:-1] < 0).all())
    turns = int((np.diff(np.sign(change[change != 0])) != 0).sum())
    if turns >= 3 or (changes_sign and not change.any()):
        return "oscillating"
    if change[-1] > 0:
        return "rising"
    if changes_sign:
        return "converging alternately"
    if shape is None and trace.largest_step_sizes[-1] < SMALL_STEP and ratio_per_step(trace, shape) > 1 - SLOW:
        return "flat"
    return "falling"
