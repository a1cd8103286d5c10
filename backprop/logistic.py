"""The lowest Cross Entropy of a logistic regression: a sigmoid, or SoftMax, whose x is straight in what is optimised.

It is convex as a bowl is, but no parabola: its minimum is found step by step, unless it goes down for ever.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import SIGMOID, softplus
from backprop.bowl import straight
from backprop.rounding import EPS, OPERATIONS
from backprop.softmax import SOFTMAX

NEWTON_STEPS = 60  # to the minimum of a logistic regression; they double the right digits each, so few suffice
NEAR = 1e-3  # a way of an x up to which what the loss loses by it is taken from a series: the difference is rounding
HALVINGS = 1100  # of a step that leads up: from the largest number to the smallest
CANCELS = 1e-10  # a slope that is so small a part of its terms has found the minimum; more steps make it rounding


@dataclass(frozen=True, eq=False)
class Logistic:
    """The Cross Entropy of a sigmoid whose x is linear in the optimised parameters: a logistic regression.

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

    @staticmethod
    def misses(observed, p):
        """(n, O) dloss_dx: what each Predicted p misses its Observed by."""
        return p - observed

    @staticmethod
    def curvature(slopes, p):
        """(m, m) how the loss bends at Predicted p (n, O), slopes (n, O, m)."""
        return np.einsum("nok,no,nol->kl", slopes, p * (1 - p), slopes)

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
        return np.where(np.abs(by) < NEAR, small, far).sum(axis=1)

    def least(self, experiment, residuals):
        """The loss at the minimum: as a Bowl's, but the same whatever the Residuals are."""
        return self.lowest


@dataclass(frozen=True, eq=False)
class OfClasses(Logistic):
    """The same of SoftMax, for O classes. It sees differences alone, so the slopes are those beside their mean."""

    @staticmethod
    def misses(observed, p):
        """As of a sigmoid; a sure share misses 1 by all that the others have, where 1 − p would be rounded to 0."""
        others = np.where(observed == 1, 0.0, p).sum(axis=-1, keepdims=True)
        return np.where(observed == 1, -others, p - observed)

    @staticmethod
    def curvature(slopes, p):
        """As of a sigmoid: how far the slopes of a row, in their shares p, lie apart."""
        beside = slopes - (p[..., None] * slopes).sum(axis=1, keepdims=True)
        return np.einsum("nok,no,nol->kl", beside, p, beside)

    def excess(self, trace):
        """(rows,) as for a sigmoid, with log(Σ eˣ) in the place of softplus: over log(Σ p × e^δ), a cumulant series."""
        classes = trace.predicted.shape[-1]
        by = (-self.way(trace) @ self.slopes.T).reshape(len(trace), -1, classes)
        p = SOFTMAX.curve(self.x.reshape(-1, classes))
        beside = by - (p * by).sum(axis=-1, keepdims=True)
        small = (p * (beside**2 / 2 + beside**3 / 6)).sum(axis=-1)
        top = beside.max(axis=-1, keepdims=True)
        far = np.log((p * np.exp(beside - top)).sum(axis=-1)) + top[..., 0]
        return np.where(np.abs(beside).max(axis=-1) < NEAR, small, far).sum(axis=1)


OF_OUTPUT = {SIGMOID: Logistic, SOFTMAX: OfClasses}


def is_logistic(experiment):
    """Whether an Experiment's output is a sigmoid or SoftMax that the loss makes one formula with, as Cross Entropy."""
    joined = experiment.loss.joined_with(experiment.network.output)
    return joined is not None and joined.through is None and joined.output in OF_OUTPUT


@np.errstate(all="ignore")  # what no computer can hold is found out, and told by None
def logistic(experiment):
    """The Logistic of an Experiment; None where it is no logistic regression, has no minimum, or overflows.

    It has none where a line parts the 0s from the 1s, or the classes: ever larger weights make the loss ever smaller.
    Found by Newton's method, whose steps are halved where they lead up (Nocedal and Wright, Numerical Optimization,
    chapter 3).
    """
    found = straight(experiment) if is_logistic(experiment) else None
    if found is None:
        return None
    slopes, rest = found
    observed, output = experiment.data.observed, experiment.network.output
    shape, kind, loss = observed.shape, OF_OUTPUT[output], experiment.loss.joined_with(output)
    best = np.zeros(slopes.shape[1])

    def height(values):
        return float(loss.value(observed, (rest + slopes @ values).reshape(shape)))

    now, there = height(best), False
    for _ in range(NEWTON_STEPS):
        predicted = output.curve((rest + slopes @ best).reshape(shape))
        terms = slopes.T * kind.misses(observed, predicted).ravel()
        slope = terms.sum(axis=1)
        there = there or bool((np.abs(slope) <= CANCELS * np.abs(terms).sum(axis=1)).all())
        curvature = kind.curvature(slopes.reshape(*shape, -1), predicted)
        if not np.isfinite(curvature).all():
            return None
        try:
            step = np.linalg.pinv(curvature, hermitian=True) @ slope
        except np.linalg.LinAlgError:  # of numbers whose squares overflow
            return None
        if not np.isfinite(step).all():  # as of a curvature so small that 1 / curvature overflows
            return None
        for _ in range(HALVINGS):
            if np.abs(step).max() <= EPS * max(1.0, np.abs(best).max()) or height(best - step) <= now:
                break
            step = step / 2
        if not height(best - step) < now and there:
            break
        best, now = best - step, height(best - step)
    if not there or not np.isfinite(now):
        return None
    if kind is OfClasses:
        of_class = slopes.reshape(*shape, -1)
        slopes = (of_class - of_class.mean(axis=1, keepdims=True)).reshape(slopes.shape)
        if not np.isfinite(slopes).all():
            return None
    moving = np.flatnonzero(experiment.moves)
    best = best + (np.eye(len(best)) - np.linalg.pinv(slopes) @ slopes) @ (experiment.start[moving] - best)
    best[np.abs(best) <= OPERATIONS * EPS * np.maximum(1.0, np.abs(experiment.start[moving]))] = 0.0
    x = rest + slopes @ best
    least = float(loss.value(observed, x.reshape(shape)))
    return kind(moving, slopes, best, x, least) if np.isfinite([*best, *x, least]).all() else None
