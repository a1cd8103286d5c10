"""An optimiser is the rule that turns derivatives into steps; Gradient Descent's is Derivative × Learning Rate.

Each rule has its plain `step`, to be read, and beside it the same formula as NumPy calls, `in_place`.
"""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from backprop.activation import Calls
from backprop.optimiser import Optimiser, part

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
    """

    learning_rate: float = 0.1
    momentum: float = part(0.9)

    name: ClassVar[str] = "Momentum"
    formula: ClassVar[str] = "Velocity = momentum × Velocity + Derivative, Step Size = Velocity × Learning Rate"
    memory: ClassVar[object] = 0.0
    code: ClassVar[tuple[str, str]] = (
        "momentum = {0.momentum!r}\nvelocity = np.zeros_like(parameters)\n",
        "    velocity[:] = momentum * velocity + derivatives\n    return learning_rate * velocity\n",
    )

    @property
    def carries(self):
        return self.momentum / (1 - self.momentum)

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


# --- Nesterov's momentum ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Momentum that looks ahead: Step Size = (Derivative + momentum × new Velocity) × Learning Rate.

    Nesterov (1983) asks for the Derivative where the Velocity alone would lead; written for the parameters from which
    that is asked, it is this step (Sutskever and others, 2013), as torch.optim.SGD has it.
    """

    name: ClassVar[str] = "Nesterov"
    formula: ClassVar[str] = (
        "Velocity = momentum × Velocity + Derivative, Step Size = (Derivative + momentum × Velocity) × Learning Rate"
    )
    code: ClassVar[tuple[str, str]] = (
        Momentum.code[0],
        "    velocity[:] = momentum * velocity + derivatives\n"
        "    return learning_rate * (derivatives + momentum * velocity)\n",
    )

    def step(self, derivatives, velocity):
        velocity = self.momentum * velocity + derivatives
        step_sizes = (derivatives + self.momentum * velocity) * self.learning_rate
        return step_sizes, velocity

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See Optimiser; the Velocity, too, is still to be × multiple."""
        velocity, momentum = np.zeros_like(derivatives), np.full_like(derivatives, self.momentum)
        ahead = np.empty_like(derivatives)
        return [
            partial(np.multiply, velocity, momentum, velocity),
            partial(np.add, velocity, derivatives, velocity),
            partial(np.multiply, velocity, momentum, ahead),
            partial(np.add, ahead, derivatives, ahead),
            partial(np.multiply, ahead, multiple * learning_rates, step_sizes),
        ]


# --- RMSprop ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RMSprop(Optimiser):
    """Step Size = Learning Rate × Derivative / (√ average Derivative² + epsilon).

    The average begins at 0 and forgets slowly: each step back counts alpha times as much as the one after it. So steep
    and level parameters move at about one pace. Tieleman and Hinton (2012), as torch.optim.RMSprop has it.
    """

    learning_rate: float = 0.01
    alpha: float = part(0.99)
    epsilon: float = 1e-8

    name: ClassVar[str] = "RMSprop"
    formula: ClassVar[str] = (
        "Step Size = Learning Rate × Derivative / (√ average Derivative² + epsilon), "
        "where the average forgets the past slowly"
    )
    memory: ClassVar[object] = 0.0
    largest_derivative: ClassVar[float] = 1e150  # its square must fit into a computer's numbers as well
    code: ClassVar[tuple[str, str]] = (
        "alpha, epsilon = {0.alpha!r}, {0.epsilon!r}\naverage_square = np.zeros_like(parameters)\n",
        "    average_square[:] = alpha * average_square + (1 - alpha) * derivatives**2\n"
        "    return learning_rate * derivatives / (np.sqrt(average_square) + epsilon)\n",
    )

    @property
    def first_step(self):
        return self.learning_rate / np.sqrt(1 - self.alpha)

    def step(self, derivatives, average_square):
        average_square = self.alpha * average_square + (1 - self.alpha) * derivatives**2
        step_sizes = self.learning_rate * derivatives / (np.sqrt(average_square) + self.epsilon)
        return step_sizes, average_square

    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """See Optimiser.

        What is added up is Derivative², without the 1 − alpha; its root, √(1 − alpha), is put into epsilon and the
        Learning Rate. The multiple c cancels but for its sign and for epsilon, as in Adam.
        """
        squares, square, root = (np.zeros_like(derivatives) for _ in range(3))
        alpha, of_new = np.full_like(derivatives, self.alpha), np.sqrt(1 - self.alpha)
        with np.errstate(over="ignore"):  # of an epsilon beyond all numbers every step is 0
            epsilon = np.full_like(derivatives, self.epsilon / abs(multiple) / of_new)
        return [
            partial(np.multiply, derivatives, derivatives, square),
            partial(np.multiply, squares, alpha, squares),
            partial(np.add, squares, square, squares),
            partial(np.sqrt, squares, root),
            partial(np.add, root, epsilon, root),
            partial(np.divide, derivatives, root, root),
            partial(np.multiply, root, np.sign(multiple) / of_new * learning_rates, step_sizes),
        ]


# --- Adam ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Adam(Optimiser):
    """Step Size = Learning Rate × average Derivative / (√ average Derivative² + epsilon).

    Both averages run over all steps so far, the recent ones weighing most: each step back counts beta_1 times as much
    as the one after it (beta_2 for the squares). So a step is about one Learning Rate long, however steep it is.
    Kingma and Ba, 2015, with their bias correction, as torch.optim.Adam has it.
    """

    learning_rate: float = 0.001
    beta_1: float = part(0.9)
    beta_2: float = part(0.999)
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

    @property
    def carries(self):
        return self.beta_1 / (1 - self.beta_1)

    @property
    def first_step(self):
        """Without end where the squares are forgotten sooner than the average: as Derivatives fade, its steps grow."""
        return self.learning_rate if self.beta_1**2 < self.beta_2 else np.inf

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
        with np.errstate(over="ignore"):  # of an epsilon beyond all numbers every step is 0
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


OPTIMISERS = (GradientDescent, Momentum, Nesterov, RMSprop, Adam)
