"""Where the lowest loss lies, for the problems that let it be computed: a bowl, or the valley of a logistic regression.

Where the output's x is a straight line in the optimised parameters (b3 alone, say, or w3, w4 and b3 together) and
the loss is convex in that x, there is one lowest level and nothing hides behind a rise. A quadratic loss makes a bowl,
whose minimum is the least squares; cross-entropy behind a sigmoid has its own, unless it goes down for ever.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import IDENTITY, SIGMOID, softplus
from backprop.passes import forward
from backprop.rounding import EPS, OPERATIONS, rounding

NEWTON_STEPS = 60  # to the minimum of a logistic regression; they double the right digits each, so few suffice
CANCELS = 1e-10  # a slope that is so small a part of its terms has found the minimum; more steps make it rounding


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
        level = self.curvature[-1] * len(self.curvature) * EPS
        trough = len(self.curvature) < self.slopes.shape[1] or self.curvature[0] <= level
        return float("inf") if trough else float(self.curvature[-1] / self.curvature[0])

    def way_to_minimum(self, residuals):
        """(rows, n, O) -> (rows, m): what each row's optimised parameters lack of the nearest minimum."""
        return residuals.reshape(len(residuals), -1) @ np.linalg.pinv(self.slopes).T

    def way(self, trace):
        """(rows, m) of a Trace: what each row's optimised parameters lack of the nearest minimum."""
        return self.way_to_minimum(trace.residuals)

    def excess(self, trace):
        """(rows,) what the loss of each row has above its minimum, but for a constant factor."""
        return ((self.way(trace) @ self.slopes.T) ** 2).sum(axis=1)

    def least(self, experiment, residuals):
        """The loss at the minimum: of the Residuals (n, O) that are left when all that can go is gone; 0 for rounding.

        residuals  (n, O) of any place
        """
        way = self.slopes @ self.way_to_minimum(residuals[None])[0]
        left = residuals - way.reshape(residuals.shape)
        nothing = np.zeros_like(left)
        terms = np.abs(experiment.data.observed) + np.abs(residuals)
        least = float(experiment.loss.value(left, nothing))
        return least if least > experiment.loss.value(OPERATIONS * EPS * terms, nothing) else 0.0


@dataclass(frozen=True, eq=False)
class Valley:
    """The cross-entropy of a sigmoid whose x is linear in the optimised parameters: a logistic regression.

    moving  (m,) the places of the optimised parameters
    slopes  (n·O, m) how each output's x moves with each of them
    best    (m,) where the loss is lowest, as near to the start as such a place is
    x       (n·O,) the outputs' x there
    lowest  the loss there
    """

    moving: np.ndarray
    slopes: np.ndarray
    best: np.ndarray
    x: np.ndarray
    lowest: float

    condition = None

    def way(self, trace):
        """As a Bowl's; along what the loss does not depend on there is no way to go."""
        return (self.best - trace.parameters[:, self.moving]) @ (np.linalg.pinv(self.slopes) @ self.slopes).T

    def excess(self, trace):
        """(rows,) what the loss of each row has above its minimum.

        With δ what an x is beyond its best one, softplus(x + δ) − softplus(x) − sigmoid(x) × δ: the slopes at the
        minimum cancel. Of a small δ the difference would be all rounding, and its series is taken.
        """
        by, p = -self.way(trace) @ self.slopes.T, SIGMOID.curve(self.x)
        small = p * (1 - p) * by**2 * (1 / 2 + (1 - 2 * p) * by / 6)
        far = softplus(self.x + by) - softplus(self.x) - p * by
        return np.where(np.abs(by) < 1e-3, small, far).sum(axis=1)

    def least(self, experiment, residuals):
        return self.lowest


def straight(experiment):
    """(slopes (n·O, m), x (n·O,)): how each output's x moves with each optimised parameter, and what it is with these
    at 0. None where it is no straight line in them, or nothing is optimised.

    Straight it is where all optimised parameters sit in one layer and nothing bends from there to the output's x.
    """
    network, places = experiment.network, np.flatnonzero(experiment.moves)
    if not places.size:
        return None
    layer_of = np.repeat(np.arange(len(network.shapes)), [rows * columns for rows, columns in network.shapes])
    layers = set(layer_of[places])
    if len(layers) > 1 or any(activation is not IDENTITY for activation in network.activations[layers.pop() : -1]):
        return None
    rows = np.tile(experiment.start, (len(places) + 1, 1))
    rows[:, places] = 0.0
    rows[1:, places] = np.eye(len(places))
    x = forward(network, rows, experiment.data.inputs).layers[-1].x.reshape(len(rows), -1)
    slopes = (x[1:] - x[0]).T
    return (slopes, x[0]) if np.isfinite(slopes).all() else None


def convex(experiment):
    """Whether the loss is convex in what is optimised: where it is level, there is no lower place."""
    return bowl(experiment) is not None or (is_logistic(experiment) and straight(experiment) is not None)


def is_logistic(experiment):
    joined = experiment.loss.joined_with(experiment.network.output)
    return joined is not None and joined.output is SIGMOID


def bowl(experiment):
    """The Bowl of an Experiment; None where Predicted is not linear in what is optimised or the loss not quadratic."""
    loss = experiment.loss
    if loss.residual_multiple is None or experiment.network.output is not IDENTITY:
        return None
    found = straight(experiment)
    if found is None:
        return None
    multiple = abs(loss.residual_multiple(len(experiment.data)))
    return Bowl(found[0], multiple * np.linalg.svd(found[0], compute_uv=False)[::-1] ** 2)


def valley(experiment):
    """The Valley of an Experiment by Newton's method, or None where it is no logistic regression, or has no minimum:
    where a line parts the 0s from the 1s, ever larger weights make the loss ever smaller."""
    found = straight(experiment) if is_logistic(experiment) else None
    if found is None:
        return None
    slopes, rest = found
    observed, shape = experiment.data.observed.ravel(), experiment.data.observed.shape
    loss, best = experiment.loss.joined_with(SIGMOID), np.zeros(slopes.shape[1])

    def height(values):
        return float(loss.value(experiment.data.observed, (rest + slopes @ values).reshape(shape)))

    now, there = height(best), False
    for _ in range(NEWTON_STEPS):
        predicted = SIGMOID.curve(rest + slopes @ best)
        terms = slopes.T * (predicted - observed)
        slope = terms.sum(axis=1)
        there = there or bool((np.abs(slope) <= CANCELS * np.abs(terms).sum(axis=1)).all())
        step = np.linalg.pinv(slopes.T * (predicted * (1 - predicted)) @ slopes, hermitian=True) @ slope
        while np.abs(step).max() > EPS * max(1.0, np.abs(best).max()) and not height(best - step) <= now:
            step = step / 2
        if not height(best - step) < now and there:
            break
        best, now = best - step, height(best - step)
    if not there:
        return None
    moving = np.flatnonzero(experiment.moves)
    best = best + (np.eye(len(best)) - np.linalg.pinv(slopes) @ slopes) @ (experiment.start[moving] - best)
    best[np.abs(best) <= OPERATIONS * EPS * np.maximum(1.0, np.abs(experiment.start[moving]))] = 0.0
    x = rest + slopes @ best
    return Valley(moving, slopes, best, x, float(loss.value(experiment.data.observed, x.reshape(shape))))


def lowest(experiment):
    """The Bowl or Valley of an Experiment; None where its lowest loss cannot be computed."""
    return bowl(experiment) or valley(experiment)


def excess(trace, shape):
    """(rows,) what the loss could still lose: what it has above its exact minimum where that is known, else all."""
    return trace.loss if shape is None else shape.excess(trace)


def exact_minimum(experiment):
    """(P,) the parameters at the minimum nearest to the start; None where it cannot be computed.

    A value that is no more than what rounding leaves of 0 is 0.
    """
    shape = lowest(experiment)
    if shape is None:
        return None
    minimum = experiment.start.copy()
    if isinstance(shape, Valley):
        minimum[shape.moving] = shape.best
        return minimum
    predicted = forward(experiment.network, experiment.start, experiment.data.inputs).predicted
    minimum[experiment.moves > 0] = nearest(shape, experiment, experiment.start, experiment.data.observed - predicted)
    return minimum


def nearest(shape, experiment, parameters, residuals):
    """(m,) the optimised parameters at a Bowl's minimum nearest to parameters (P,), whose Residuals are (n, O)."""
    own, back = parameters[experiment.moves > 0], np.linalg.pinv(shape.slopes)
    best = own + shape.way_to_minimum(residuals[None])[0]
    of_predicted = rounding(experiment.network, parameters, experiment.data, experiment.loss).predicted
    terms = np.abs(own) + np.abs(back) @ np.abs(residuals).ravel()
    best[np.abs(best) <= OPERATIONS * EPS * terms + np.abs(back) @ of_predicted.ravel()] = 0.0
    return best


def largest_stable_rate(experiment):
    """The Learning Rate from which on Gradient Descent never arrives: 2 / the largest curvature, a float.

    None where that cannot be known: where the problem is not linear in the optimised parameters (or the rule is not
    plain Gradient Descent). Infinite where the loss does not depend on them at all.
    """
    shape = bowl(experiment)
    if shape is None or not experiment.optimiser.plain:
        return None
    steepest = float(shape.curvature[-1])
    return 2.0 / steepest if steepest > 0 else float("inf")
