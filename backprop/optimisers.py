"""An optimiser is the rule that turns derivatives into steps; Gradient Descent's is Derivative × Learning Rate.

Each rule has its plain `step`, to be read, and beside it the same formula as NumPy calls, `in_place`. A rule is a value
that holds its settings only: what it remembers from step to step (a velocity, averages) is handed to its `step` and
back, or lies in arrays that `in_place` makes anew for each run, so that one rule serves any number of runs.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from backprop.activation import Calls


@dataclass(frozen=True)
class Optimiser(ABC):
    """A rule, with its settings.

    Raises ValueError where the Learning Rate is not a finite number above 0.

    Of every rule:
    name, formula       for the screen
    memory              what it remembers before the first step; None where a step hangs on no step before it
    plain               whether its Step Size is Derivative × Learning Rate and nothing else
    largest_derivative  up to which a Derivative can be worked with
    code                (what it remembers, its step) as lines of a script with NumPy: {0.beta_1!r} is a setting
    """

    learning_rate: float

    name: ClassVar[str]
    formula: ClassVar[str]
    memory: ClassVar[object] = None
    plain: ClassVar[bool] = False
    largest_derivative: ClassVar[float] = float(np.finfo(float).max)
    code: ClassVar[tuple[str, str]]

    def __post_init__(self):
        object.__setattr__(self, "learning_rate", valid_above_0(self.learning_rate, "learning_rate"))

    @property
    def remembers(self):
        """Whether a step depends on the steps before it."""
        return self.memory is not None

    @abstractmethod
    def step(self, derivatives, memory):
        """(the Step Sizes, what is remembered next) for derivatives (P,) and what is remembered: `memory` at first."""

    @abstractmethod
    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """The calls that fill step_sizes for one step; all arrays are (P, *runs), where runs is () or (K,).

        derivatives × the number `multiple` are the true Derivatives; learning_rates are 0 where nothing may move.
        """


# --- Gradient Descent: the videos' -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class GradientDescent(Optimiser):
    """Step Size = Derivative × Learning Rate; New = Old − Step Size."""

    learning_rate: float = 0.1

    name: ClassVar[str] = "Gradient Descent"
    formula: ClassVar[str] = "Step Size = Derivative × Learning Rate"
    plain: ClassVar[bool] = True
    code: ClassVar[tuple[str, str]] = ("", "    return learning_rate * derivatives\n")

    def step(self, derivatives, memory):
        step_sizes = derivatives * self.learning_rate
        return step_sizes, memory

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        return [partial(np.multiply, derivatives, multiple * learning_rates, step_sizes)]


# --- Momentum --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Momentum(Optimiser):
    """Velocity = momentum × Velocity + Derivative; Step Size = Velocity × Learning Rate: a ball that rolls on.

    The Velocity is 0 before the first step. This is the classical form (Polyak, 1964) as torch.optim.SGD has it.

    Raises ValueError where the Learning Rate is not a finite number above 0, or momentum not in 0 … 1, without the 1.
    """

    learning_rate: float = 0.1
    momentum: float = 0.9

    name: ClassVar[str] = "Momentum"
    formula: ClassVar[str] = "Velocity = momentum × Velocity + Derivative, Step Size = Velocity × Learning Rate"
    memory: ClassVar[object] = 0.0
    code: ClassVar[tuple[str, str]] = (
        "momentum = {0.momentum!r}\nvelocity = np.zeros_like(parameters)\n",
        "    velocity[:] = momentum * velocity + derivatives\n    return learning_rate * velocity\n",
    )

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "momentum", valid_part(self.momentum, "momentum"))

    def step(self, derivatives, velocity):
        velocity = self.momentum * velocity + derivatives
        step_sizes = velocity * self.learning_rate
        return step_sizes, velocity

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See Optimiser; the Velocity, too, is still to be × multiple."""
        velocity, momentum = np.zeros_like(derivatives), np.full_like(derivatives, self.momentum)
        return [
            partial(np.multiply, velocity, momentum, velocity),
            partial(np.add, velocity, derivatives, velocity),
            partial(np.multiply, velocity, multiple * learning_rates, step_sizes),
        ]


# --- Adam ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Adam(Optimiser):
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
    memory: ClassVar[object] = (0.0, 0.0, 0)  # both averages, and of how many steps
    largest_derivative: ClassVar[float] = 1e150  # its square must fit into a computer's numbers as well
    code: ClassVar[tuple[str, str]] = (
        "beta_1, beta_2, epsilon = {0.beta_1!r}, {0.beta_2!r}, {0.epsilon!r}\n"
        "average, average_square = np.zeros_like(parameters), np.zeros_like(parameters)\n",
        "    average[:] = beta_1 * average + (1 - beta_1) * derivatives\n"
        "    average_square[:] = beta_2 * average_square + (1 - beta_2) * derivatives**2\n"
        "    unbiased = average / (1 - beta_1 ** (step + 1))\n"
        "    unbiased_square = average_square / (1 - beta_2 ** (step + 1))\n"
        "    return learning_rate * unbiased / (np.sqrt(unbiased_square) + epsilon)\n",
    )

    def __post_init__(self):
        super().__post_init__()
        for name in ("beta_1", "beta_2"):
            object.__setattr__(self, name, valid_part(getattr(self, name), name))
        object.__setattr__(self, "epsilon", valid_above_0(self.epsilon, "epsilon"))

    def step(self, derivatives, memory):
        average, average_square, steps = memory
        average = self.beta_1 * average + (1 - self.beta_1) * derivatives
        average_square = self.beta_2 * average_square + (1 - self.beta_2) * derivatives**2
        steps = steps + 1
        unbiased = average / (1 - self.beta_1**steps)  # the first average, of 0 and one Derivative, is that Derivative
        unbiased_square = average_square / (1 - self.beta_2**steps)
        step_sizes = self.learning_rate * unbiased / (np.sqrt(unbiased_square) + self.epsilon)
        return step_sizes, (average, average_square, steps)

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See Optimiser.

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
