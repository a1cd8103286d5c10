"""The loss is one number that says how badly the Predicted values miss the Observed ones: here the SSR."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Loss:
    """One loss function.

    name, formula      for the screen
    value              value(observed (n, O), predicted (..., n, O)) -> (...)
    derivative         derivative(observed, predicted) -> dloss_dpredicted, the shape of predicted
    residual_multiple  where the derivative is c × Residual: residual_multiple(n) -> c, for n observations; else None
    """

    name: str
    formula: str
    value: Callable
    derivative: Callable
    residual_multiple: Callable[[int], float] | None = None

    def __repr__(self):
        return self.name


def residuals(observed, predicted):
    """Residual = Observed − Predicted: positive where the observation lies above the squiggle."""
    return observed - predicted


def ssr(observed, predicted):
    """The sum of the squared residuals, over all observations and outputs: shape (...)."""
    residual = residuals(observed, predicted)
    return np.einsum("...no,...no->...", residual, residual)


def ssr_derivative(observed, predicted):
    """d/dPredicted of (Observed − Predicted)²: 2 × Residual from the square, × −1 from the minus sign inside."""
    return -2.0 * residuals(observed, predicted)


SSR = Loss("SSR", "Σ (Observed − Predicted)²", ssr, ssr_derivative, lambda n: -2.0)
