"""An optimiser is the rule that turns derivatives into steps; Gradient Descent's is Derivative × Learning Rate."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from backprop.activations import Calls


@dataclass(frozen=True)
class GradientDescent:
    """Step Size = Derivative × Learning Rate; New = Old − Step Size.

    Raises ValueError where the Learning Rate is not a finite number above 0.
    """

    learning_rate: float = 0.1

    def __post_init__(self):
        object.__setattr__(self, "learning_rate", valid_learning_rate(self.learning_rate))

    def in_place(self, derivatives, step_sizes, learning_rates) -> Calls:
        """The calls that fill step_sizes from derivatives; learning_rates has their shape, 0 where nothing may move."""
        return [partial(np.multiply, derivatives, learning_rates, step_sizes)]


def valid_learning_rate(value):
    """The Learning Rate as a float; ValueError where it is not a finite number above 0."""
    try:
        rate = float(value)
    except (TypeError, ValueError, OverflowError):
        rate = np.nan
    if not (np.isfinite(rate) and rate > 0):
        raise ValueError(f"learning_rate must be a finite number above 0, not {value!r}.")
    return rate
