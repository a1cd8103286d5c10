"""An operation is what a node of a computational graph does: a value with its local derivatives right beside it.

A local derivative says how fast the result y moves when one operand does, while the other stays: that is all an
operation needs to know. Whatever stands before and behind it in the graph is none of its business, and that is why any
graph can be built of them.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """One thing that a node does with its one or two operands, a and b: all are numbers, and so is the result y.

    name         as it is typed: a sign, or a function's name
    formula      as it is shown, with {a} and {b} where the operands go
    value        y = value(a) or value(a, b). ValueError, ZeroDivisionError or OverflowError where there is none
    derivatives  for each operand, the local derivative of y: (formula with {a}, {b} and {y}, derivative(a, …, y))
    needs        what the operands must be, as the beginning of a sentence; "" where any number will do
    corner       corner(a, …) -> whether y has a corner just there, where it has no derivative; None for a smooth one
    at_a_corner  what is taken for the derivative at the corner, as everybody does
    """

    name: str
    formula: str
    value: Callable
    derivatives: tuple[tuple[str, Callable], ...]
    needs: str = ""
    corner: Callable | None = None
    at_a_corner: str = ""

    def __repr__(self):
        return self.name
