"""The lowest cross-entropy of a logistic regression: a sigmoid whose x is a straight line in what is optimised.

It is convex as a bowl is, but no parabola: its minimum is found step by step, unless it goes down for ever.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import SIGMOID, softplus
from backprop.bowl import straight
from backprop.rounding import EPS, OPERATIONS

NEWTON_STEPS = 60  # to the minimum of a logistic regression; they double the right digits each, so few suffice
CANCELS = 1e-10  # a slope that is so small a part of its terms has found the minimum; more steps make it rounding


@dataclass(frozen=True, eq=False)
class Logistic:
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
        """(rows,) what the loss of each row has above its minimum, but for a constant factor.

        With δ what an x is beyond its best one, softplus(x + δ) − softplus(x) − sigmoid(x) × δ: the slopes at the
        minimum cancel. Of a small δ the difference would be all rounding, and its series is taken.
        """
        by, p = -self.way(trace) @ self.slopes.T, SIGMOID.curve(self.x)
        small = p * (1 - p) * by**2 * (1 / 2 + (1 - 2 * p) * by / 6)
        far = softplus(self.x + by) - softplus(self.x) - p * by
        return np.where(np.abs(by) < 1e-3, small, far).sum(axis=1)

    def least(self, experiment, residuals):
        """The loss at the minimum: as a Bowl's, but the same whatever the Residuals are."""
        return self.lowest


def is_logistic(experiment):
    """Whether an Experiment's output is a sigmoid that the loss makes one formula with, as cross-entropy does."""
    joined = experiment.loss.joined_with(experiment.network.output)
    return joined is not None and joined.output is SIGMOID


def logistic(experiment):
    """The Logistic of an Experiment; None where it is no logistic regression, or has no minimum.

    It has none where a line parts the 0s from the 1s: ever larger weights make the loss ever smaller. Found by Newton's
    method, whose steps are halved where they lead up (Nocedal and Wright, Numerical Optimization, chapter 3).
    """
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
    return Logistic(moving, slopes, best, x, float(loss.value(experiment.data.observed, x.reshape(shape))))
