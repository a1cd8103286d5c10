"""Two losses of one share, that of the species that was observed: their values, their slopes, and what they move."""

import numpy as np

from backprop.losses import CATEGORICAL, SSR
from backprop.softmax import softmax_derivatives

OBSERVED = np.ones((1, 1))  # of the species that was observed, one row
NAMES = {CATEGORICAL: "Cross Entropy", SSR: "Residual²"}


def value(loss, p):
    """A loss of the observed species' share alone, for shares p (K,): (K,)."""
    return loss.value(OBSERVED, p[:, None, None])


def slope(loss, p):
    """dLoss/dp of the same: (K,)."""
    return loss.derivative(OBSERVED, p[:, None, None])[:, 0, 0]


def bend(p):
    """dp/dRaw, how the observed species' share follows its own raw output: p × (1 − p), (K,)."""
    return softmax_derivatives(np.column_stack([p, 1 - p]))[:, 0, 0]


def reaches(loss, p):
    """dLoss/dRaw: what of a loss's slope reaches the raw output of the observed species, and its bias, (K,)."""
    return slope(loss, p) * bend(p)
