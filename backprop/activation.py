"""What is known of an Activation Function: a curve with its derivative beside it, and all else, as one value."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.graphs.operation import Operation

Calls = list[Callable[[], object]]


def glorot(inputs, nodes):
    """The largest weight to start with, so that what goes through a layer neither fades nor grows: √(6 / (inputs +
    nodes of the layer)), after Glorot and Bengio (2010)."""
    return np.sqrt(6 / (inputs + nodes))


def he(inputs, nodes):
    """The same where half of what comes is silenced: √(6 / inputs), after He, Zhang, Ren and Sun (2015)."""
    return np.sqrt(6 / inputs)


@dataclass(frozen=True)
class Activation:
    """One Activation Function.

    name           the field's name for it
    formula        as text, for the screen
    curve          y = curve(x), elementwise, any shape
    derivative     dy_dx = derivative(x, y), elementwise; it is handed y too, because y often makes it cheap
    in_place       in_place(x, y, dy_dx) -> the calls that fill the arrays y and dy_dx from x, all of one shape
    dy_dx          the derivative's formula as text
    dy_dx_of       of which of the two that formula is, "x" or "y"; "" where it is always the same number
    reach          (low, high): how low and how high y can come
    corner         the x at which the curve has a corner, and so no derivative; None for a smooth one
    largest_start  largest_start(inputs, nodes) -> how large the weights of such a layer may be at a random start
    typed          the formula as one types it, with {} where the number x goes, in brackets where that is negative
    code           (y of x, dy_dx of x and y) as a script with NumPy has them: of several lines the last is the answer
    of_e           y of eˣ, elementwise: e^(a + b) is eᵃ × eᵇ, so a map of sums needs but the eᵃ of its rows and the
                   eᵇ of its columns; None where y is no formula of eˣ that is as exact
    operation      the same for single numbers, as a node of a graph; None where a graph needs no function for it
    back_in_place  None where each y depends on its own x alone. Else curve and derivative work along the last axis,
                   in_place along the first, each dy_dx is a whole table (..., nodes, nodes) of dy_i/dx_j, and
                   back_in_place(y, dloss_dy, dloss_dx) -> the calls that fill the array dloss_dx
    """

    name: str
    formula: str
    curve: Callable
    derivative: Callable
    in_place: Callable[[np.ndarray, np.ndarray, np.ndarray], Calls]
    dy_dx: str = ""
    dy_dx_of: str = ""
    reach: tuple[float, float] = (-np.inf, np.inf)
    corner: float | None = None
    largest_start: Callable[[int, int], float] = glorot
    typed: str = ""
    code: tuple[str, str] = ("", "")
    of_e: Callable | None = None
    operation: Operation | None = None
    back_in_place: Callable[[np.ndarray, np.ndarray, np.ndarray], Calls] | None = None

    def __repr__(self):
        return self.name

    @property
    def elementwise(self):
        """Whether each y depends on its own x alone."""
        return self.back_in_place is None

    def dloss_dx(self, dloss_dy, dy_dx):
        """(..., nodes) what the loss does when each x moves: dloss_dy × dy_dx, where one x moves many y added up."""
        return dloss_dy * dy_dx if self.elementwise else (dloss_dy[..., None, :] @ dy_dx)[..., 0, :]

    @property
    def has_brackets(self):
        """Whether what goes in stands in brackets already where the formula is typed: max(0, x)."""
        return self.typed.endswith(("({})", ", {})"))

    @property
    def at_its_corner(self):
        """What is taken for the derivative at the corner, a float; None for a smooth curve."""
        return None if self.corner is None else float(self.derivative(self.corner, self.curve(self.corner)))
