"""What is known of a loss: its value with its derivative beside it, and what it makes of an output, as one value."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.activation import Activation
from backprop.written.numerals import number

ADD_UP = 1e-9  # how far from 1 shares may add up, which is rounding


@dataclass(frozen=True)
class Joined:
    """A loss and the output's Activation Function as one formula of x: where both apart would overflow, it does not.

    output             the Activation that joins
    value              value(observed (n, O), x (..., n, O)) -> (...), x being what goes into the output's nodes
    residual_multiple  dloss_dx is c × Residual: residual_multiple(n) -> c, for n observations
    through            None; or, where an x moves several Predicted, through(x, Residual (..., n, O)) -> that of which
                       dloss_dx is c × instead, the shape of x; it is linear in Residual
    dloss_dx           that derivative's formula as text
    typed              the same with numbers in place: {0} Observed, {1} Predicted, {2} n
    code               (the loss, dloss_dx) of observed and the output's x and y, as a script with NumPy has them
    functions          what that code calls, as text
    """

    output: Activation
    value: Callable
    residual_multiple: Callable[[int], float]
    dloss_dx: str
    through: Callable | None = None
    typed: str = ""
    code: tuple[str, str] = ("", "")
    functions: str = ""

    def signal(self, x, residual):
        """What dloss_dx is c × of: the Residual (..., n, O), or what becomes of it on the way `through` the output."""
        return self.through(x, residual) if self.through else residual


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
    shares             whether each observation's Observed must be shares that add up to 1, of two or more classes
    asks               why not every Observed can be taken: what the loss asks of Predicted, after its name
    typed              dloss_dpredicted as one types it: {0} Observed, {1} Predicted, {2} how many observations
    code               (the loss, dloss_dpredicted) of observed and of y, the Predicted, as a script with NumPy has them
    said               what the videos call it, in a picture and in a sentence; "" for its name
    sign               what stands for it in a Derivative, as in dSSR/db3
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
    shares: bool = False
    asks: str = ""
    typed: str = ""
    code: tuple[str, str] = ("", "")
    said: str = ""
    sign: str = "Loss"

    def __repr__(self):
        return self.name

    @property
    def called(self):
        """What it is called where a word is to be short."""
        return self.said or self.name

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
        """(n, O) True where an Observed lies where the loss can take none, or is of shares that do not add up to 1."""
        low, high = self.takes_observed
        outside = (observed < low) | (observed > high)
        return outside | (np.abs(observed.sum(axis=1, keepdims=True) - 1) > ADD_UP) if self.shares else outside

    def check(self, observed, output):
        """Raises ValueError where the loss cannot take these observed (n, O), or an output with this Activation."""
        low, high = self.takes_predicted
        if not self.suits(output):
            raise ValueError(
                f"output must be an Activation Function that stays between {number(low)} and {number(high)} for the "
                f"{self.name}, like {self.joined[0].output if self.joined else 'sigmoid'}; {output.name} does not."
            )
        if self.shares and observed.shape[1] < 2:
            raise ValueError(
                f"observed must have two or more columns, one for each class, for the {self.name}; it has 1."
            )
        low, high = self.takes_observed
        outside = (observed < low) | (observed > high)
        if outside.any():
            where = tuple(int(i) for i in np.argwhere(outside)[0])
            raise ValueError(
                f"observed must lie in {number(low)} … {number(high)} for the {self.name}; entry {where} is "
                f"{number(observed[where])}."
            )
        refused = self.refused(observed).any(axis=1)
        if refused.any():
            row = int(refused.argmax())
            said = " + ".join(number(share, 10) for share in observed[row])
            raise ValueError(
                f"observed must add up to 1 in each row for the {self.name}; row {row} is {said} = "
                f"{number(observed[row].sum(), 10)}."
            )
