"""The bowl: where Predicted is a straight line in what is optimised, a quadratic loss has one lowest level.

Nothing hides behind a rise there. The minimum is the least squares, and how sharply the bowl bends along its steepest
axis says which Learning Rates arrive.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import IDENTITY
from backprop.passes import forward
from backprop.rounding import EPS, OPERATIONS, rounding


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


def straight(experiment):
    """(slopes (n·O, m), x (n·O,)): how each output's x moves with each optimised parameter, and what it is with these
    at 0. None where it is no straight line in them, or nothing is optimised.

    Straight it is where all optimised parameters sit in one layer and nothing bends from there to the output's x. None,
    too, where weights decay: then the steps lead to another place than the loss's own minimum.
    """
    network, places = experiment.network, np.flatnonzero(experiment.moves)
    if not places.size or experiment.decaying:
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


@np.errstate(all="ignore")  # a curvature that overflows is found out, and told by None
def bowl(experiment):
    """The Bowl of an Experiment; None where Predicted is not linear in what is optimised or the loss not quadratic.

    None, too, where the curvature is more than a computer can hold.
    """
    loss = experiment.loss
    if loss.residual_multiple is None or experiment.network.output is not IDENTITY:
        return None
    found = straight(experiment)
    if found is None:
        return None
    multiple = abs(loss.residual_multiple(len(experiment.data)))
    curvature = multiple * np.linalg.svd(found[0], compute_uv=False)[::-1] ** 2
    return Bowl(found[0], curvature) if np.isfinite(curvature).all() else None


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

    None where that cannot be known: where the problem is not linear in the optimised parameters, or the steps are not
    those of plain Gradient Descent on all observations. Infinite where the loss does not depend on them at all.
    """
    shape = bowl(experiment)
    if shape is None or not experiment.plain:
        return None
    steepest = float(shape.curvature[-1])
    return 2.0 / steepest if steepest > 0 else float("inf")
