"""The loss is one number that says how badly the Predicted values miss the Observed ones: in the videos the SSR.

As with the Activation Functions, each loss has its derivative right beside its value, and carries all else that is
known of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.activations import SIGMOID, Activation, softplus
from backprop.written.numerals import number


@dataclass(frozen=True)
class Joined:
    """A loss and the output's Activation Function as one formula of x: where both apart would overflow, it does not.

    output             the Activation that joins
    value              value(observed (n, O), x (..., n, O)) -> (...), x being what goes into the output's nodes
    residual_multiple  dloss_dx is c × Residual: residual_multiple(n) -> c, for n observations
    dloss_dx           that derivative's formula as text
    typed              the same with numbers in place: {0} Observed, {1} Predicted, {2} n
    code               (the loss, dloss_dx) of observed and the output's x and y, as a script with NumPy has them
    """

    output: Activation
    value: Callable
    residual_multiple: Callable[[int], float]
    dloss_dx: str
    typed: str = ""
    code: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Loss:
    """One loss function.

    name, formula      for the screen
    value              value(observed (n, O), predicted (..., n, O)) -> (...)
    derivative         derivative(observed, predicted) -> dloss_dpredicted, the shape of predicted
    residual_multiple  where the derivative is c × Residual: residual_multiple(n) -> c, for n observations; else None
    dloss_dpredicted   the derivative's formula as text, for one observation and output
    takes_observed     (low, high): no Observed may lie outside
    takes_predicted    (low, high): every Predicted must lie between these, whatever the parameters are
    joined             a Joined for each Activation of the output that the loss makes one formula with
    asks               why not every Observed can be taken: what the loss asks of Predicted, after its name
    typed              dloss_dpredicted as one types it: {0} Observed, {1} Predicted, {2} how many observations
    code               (the loss, dloss_dpredicted) of observed and of y, the Predicted, as a script with NumPy has them
    """

    name: str
    formula: str
    value: Callable
    derivative: Callable
    residual_multiple: Callable[[int], float] | None = None
    dloss_dpredicted: str = ""
    takes_observed: tuple[float, float] = (-np.inf, np.inf)
    takes_predicted: tuple[float, float] = (-np.inf, np.inf)
    joined: tuple[Joined, ...] = ()
    asks: str = ""
    typed: str = ""
    code: tuple[str, str] = ("", "")

    def __repr__(self):
        return self.name

    def joined_with(self, output):
        """The Joined of this loss and the output's Activation, or None."""
        return next((each for each in self.joined if each.output == output), None)

    def at(self, output, observed, x, predicted):
        """The value (...) at x (..., n, O), of which predicted is the output's curve: by x where the two are joined."""
        joined = self.joined_with(output)
        return joined.value(observed, x) if joined else self.value(observed, predicted)

    def of_mean(self, observed):
        """The loss of a network that predicts the mean of the observed (n, O), whatever comes in: a float."""
        return float(self.value(observed, np.broadcast_to(observed.mean(axis=0), observed.shape)))

    @property
    def is_mean(self):
        """Whether the loss is a mean: with every observation twice, the derivative for each of them is half."""
        once, twice = (self.derivative(np.full((n, 1), 0.5), np.full((n, 1), 0.75))[0, 0] for n in (1, 2))
        return bool(once != twice)

    def suits(self, output):
        """Whether an output with this Activation stays where every Predicted must lie."""
        low, high = self.takes_predicted
        return low <= output.reach[0] and output.reach[1] <= high

    def refused(self, observed):
        """(n, O) True where an Observed lies where the loss can take none."""
        low, high = self.takes_observed
        return (observed < low) | (observed > high)

    def check(self, observed, output):
        """Raises ValueError where the loss cannot take these observed (n, O), or an output with this Activation."""
        low, high = self.takes_predicted
        if not self.suits(output):
            raise ValueError(
                f"output must be an Activation Function that stays between {number(low)} and {number(high)} for the "
                f"{self.name}, like sigmoid; {output.name} does not."
            )
        low, high = self.takes_observed
        outside = self.refused(observed)
        if outside.any():
            where = tuple(int(i) for i in np.argwhere(outside)[0])
            raise ValueError(
                f"observed must lie in {number(low)} … {number(high)} for the {self.name}; entry {where} is "
                f"{number(observed[where])}."
            )


def residuals(observed, predicted):
    """Residual = Observed − Predicted: positive where the observation lies above the squiggle."""
    return observed - predicted


# --- the SSR: the video's --------------------------------------------------------------------------------------------


def ssr(observed, predicted):
    """The sum of the squared residuals, over all observations and outputs: shape (...)."""
    residual = residuals(observed, predicted)
    return np.einsum("...no,...no->...", residual, residual)


def ssr_derivative(observed, predicted):
    """d/dPredicted of (Observed − Predicted)²: 2 × Residual from the square, × −1 from the minus sign inside."""
    return -2.0 * residuals(observed, predicted)


SSR = Loss(
    "SSR",
    "Σ (Observed − Predicted)²",
    ssr,
    ssr_derivative,
    lambda n: -2.0,
    dloss_dpredicted="−2 × (Observed − Predicted)",
    typed="−2 × ({0} − {1})",
    code=("np.sum((observed - y) ** 2)", "-2 * (observed - y)"),
)

# --- half mean squared error: the SSR / 2n, so that the 2 of the derivative cancels ----------------------------------


def half_mse(observed, predicted):
    """The SSR / 2n, n being the number of observations: shape (...)."""
    return ssr(observed, predicted) / (2 * len(observed))


def half_mse_derivative(observed, predicted):
    """−Residual / n: the 2 of the square and the 2 of 2n cancel."""
    return -residuals(observed, predicted) / len(observed)


HALF_MSE = Loss(
    "half mean squared error",
    "1 / (2n) × Σ (Observed − Predicted)²",
    half_mse,
    half_mse_derivative,
    lambda n: -1.0 / n,
    dloss_dpredicted="−(Observed − Predicted) / n",
    typed="−({0} − {1}) / {2}",
    code=("np.sum((observed - y) ** 2) / (2 * len(observed))", "-(observed - y) / len(observed)"),
)

# --- cross-entropy: how surprised one is by what was observed, Predicted being how probable a 1 was ------------------


def cross_entropy(observed, predicted):
    """−log(Predicted) where a 1 was observed, −log(1 − Predicted) where a 0 was; in between, both in their parts."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a sure prediction that is wrong: −log(0) is infinite
        of_one = np.where(observed > 0, -observed * np.log(predicted), 0.0)
        of_zero = np.where(observed < 1, -(1 - observed) * np.log(1 - predicted), 0.0)
        return (of_one + of_zero).sum(axis=(-2, -1))


def cross_entropy_derivative(observed, predicted):
    """−Observed / Predicted + (1 − Observed) / (1 − Predicted), each part only where there is something of it."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_one = np.where(observed > 0, -observed / predicted, 0.0)
        of_zero = np.where(observed < 1, (1 - observed) / (1 - predicted), 0.0)
        return of_one + of_zero


def cross_entropy_of_sigmoid(observed, x):
    """With Predicted = sigmoid(x), −log(Predicted) is softplus(−x) and −log(1 − Predicted) is softplus(x)."""
    return (observed * softplus(-x) + (1 - observed) * softplus(x)).sum(axis=(-2, -1))


# −t / o + (1 − t) / (1 − o), times o × (1 − o), is −t × (1 − o) + (1 − t) × o = o − t: both denominators cancel.
CROSS_ENTROPY_OF_SIGMOID = Joined(
    SIGMOID,
    cross_entropy_of_sigmoid,
    lambda n: -1.0,
    "Predicted − Observed",
    typed="({1} − {0})",
    code=("np.sum(observed * np.logaddexp(-x, 0) + (1 - observed) * np.logaddexp(x, 0))", "y - observed"),
)
CROSS_ENTROPY = Loss(
    "cross-entropy",
    "Σ −Observed × log(Predicted) − (1 − Observed) × log(1 − Predicted)",
    cross_entropy,
    cross_entropy_derivative,
    dloss_dpredicted="−Observed / Predicted + (1 − Observed) / (1 − Predicted)",
    takes_observed=(0.0, 1.0),
    takes_predicted=(0.0, 1.0),
    joined=(CROSS_ENTROPY_OF_SIGMOID,),
    typed="(−{0} / {1} + (1 − {0}) / (1 − {1}))",
    code=(  # for an output that is no sigmoid; 0 × log(0) counts 0
        "-np.sum(np.where(observed > 0, observed * np.log(y), 0) + "
        "np.where(observed < 1, (1 - observed) * np.log(1 - y), 0))",
        "(np.where(observed < 1, (1 - observed) / (1 - y), 0) - np.where(observed > 0, observed / y, 0))",
    ),
    asks="asks how probable a 1 was",
)

LOSSES = (SSR, HALF_MSE, CROSS_ENTROPY)
