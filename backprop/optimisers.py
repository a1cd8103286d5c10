"""An optimiser is the rule that turns derivatives into steps; Gradient Descent's is Derivative × Learning Rate.

Each rule is a value that holds its settings only. What a rule remembers from step to step (a velocity, averages) lies
in arrays that `in_place` makes anew for each run, so that one rule serves any number of runs.
"""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from backprop.activations import Calls

LARGEST = float(np.finfo(float).max)


@dataclass(frozen=True)
class GradientDescent:
    """Step Size = Derivative × Learning Rate; New = Old − Step Size.

    Raises ValueError where the Learning Rate is not a finite number above 0.

    Of every rule:
    name, formula       for the screen
    remembers           whether a step depends on the steps before it
    largest_derivative  up to which a Derivative can be worked with
    """

    learning_rate: float = 0.1

    name: ClassVar[str] = "Gradient Descent"
    formula: ClassVar[str] = "Step Size = Derivative × Learning Rate"
    remembers: ClassVar[bool] = False
    largest_derivative: ClassVar[float] = LARGEST

    def __post_init__(self):
        object.__setattr__(self, "learning_rate", valid_above_0(self.learning_rate, "learning_rate"))

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """The calls that fill step_sizes for one step; all arrays are (P, *runs), where runs is () or (K,).

        derivatives × the number `multiple` are the true Derivatives; learning_rates are 0 where nothing may move.
        """
        return [partial(np.multiply, derivatives, multiple * learning_rates, step_sizes)]


@dataclass(frozen=True)
class Momentum:
    """Velocity = momentum × Velocity + Derivative; Step Size = Velocity × Learning Rate: a ball that rolls on.

    The Velocity is 0 before the first step. This is the classical form (Polyak, 1964) as torch.optim.SGD has it.

    Raises ValueError where the Learning Rate is not a finite number above 0, or momentum not in 0 … 1, without the 1.
    """

    learning_rate: float = 0.1
    momentum: float = 0.9

    name: ClassVar[str] = "Momentum"
    formula: ClassVar[str] = "Velocity = momentum × Velocity + Derivative, Step Size = Velocity × Learning Rate"
    remembers: ClassVar[bool] = True
    largest_derivative: ClassVar[float] = LARGEST

    def __post_init__(self):
        object.__setattr__(self, "learning_rate", valid_above_0(self.learning_rate, "learning_rate"))
        object.__setattr__(self, "momentum", valid_part(self.momentum, "momentum"))

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See GradientDescent; the Velocity, too, is still to be × multiple."""
        velocity, momentum = np.zeros_like(derivatives), np.full_like(derivatives, self.momentum)
        return [
            partial(np.multiply, velocity, momentum, velocity),
            partial(np.add, velocity, derivatives, velocity),
            partial(np.multiply, velocity, multiple * learning_rates, step_sizes),
        ]


@dataclass(frozen=True)
class Adam:
    """Step Size = Learning Rate × average Derivative / (√ average Derivative² + epsilon).

    Both averages run over all steps so far, the recent ones weighing most: each step back counts beta_1 times as much
    as the one after it (beta_2 for the squares). So a step is about one Learning Rate long, however steep it is.
    Kingma and Ba, 2015, with their bias correction, as torch.optim.Adam has it.

    Raises ValueError where the Learning Rate or epsilon is not a finite number above 0, or a beta not in 0 … 1, without
    the 1.
    """

    learning_rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8

    name: ClassVar[str] = "Adam"
    formula: ClassVar[str] = (
        "Step Size = Learning Rate × average Derivative / (√ average Derivative² + epsilon), "
        "where each average forgets the past slowly"
    )
    remembers: ClassVar[bool] = True
    largest_derivative: ClassVar[float] = 1e150  # its square must fit into a computer's numbers as well

    def __post_init__(self):
        object.__setattr__(self, "learning_rate", valid_above_0(self.learning_rate, "learning_rate"))
        for name in ("beta_1", "beta_2"):
            object.__setattr__(self, name, valid_part(getattr(self, name), name))
        object.__setattr__(self, "epsilon", valid_above_0(self.epsilon, "epsilon"))

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See GradientDescent.

        An average is a weighted sum divided by the sum of its weights. All four sums grow alike, sum = beta × sum +
        what is new, so they stand in one array; what is new to the weights is 1. Dividing so *is* the bias correction:
        the weights add up to 1 + beta + … + beta^(t − 1) = (1 − beta^t) / (1 − beta).

        The multiple c need not be waited for: it cancels from c × average / (√(c² × average of squares) + epsilon) but
        for its sign and for epsilon, which becomes epsilon / |c|.
        """
        sums = np.zeros((4, *derivatives.shape))  # of Derivatives, of their squares; of the weights of either
        betas = np.empty_like(sums)
        betas[0::2], betas[1::2] = self.beta_1, self.beta_2
        new, (average, of_squares) = np.ones_like(sums), np.empty((2, *derivatives.shape))
        epsilon = np.full_like(derivatives, self.epsilon / abs(multiple))
        return [
            partial(np.copyto, new[0], derivatives),
            partial(np.multiply, derivatives, derivatives, new[1]),
            partial(np.multiply, sums, betas, sums),
            partial(np.add, sums, new, sums),
            partial(np.divide, sums[0], sums[2], average),
            partial(np.divide, sums[1], sums[3], of_squares),
            partial(np.sqrt, of_squares, of_squares),
            partial(np.add, of_squares, epsilon, of_squares),
            partial(np.divide, average, of_squares, average),
            partial(np.multiply, average, np.sign(multiple) * learning_rates, step_sizes),
        ]


OPTIMISERS = (GradientDescent, Momentum, Adam)


def as_float(value):
    """`value` as a float, NaN where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return np.nan


def valid_above_0(value, name):
    """`value` as a float; ValueError names it where it is not a finite number above 0."""
    number = as_float(value)
    if not (np.isfinite(number) and number > 0):
        raise ValueError(f"{name} must be a finite number above 0, not {value!r}.")
    return number


def valid_part(value, name):
    """`value` as a float; ValueError names it where it is not at least 0 and below 1."""
    number = as_float(value)
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, not {value!r}.")
    return number
