"""What a node of a computational graph can do: each operation is a value with its local derivatives right beside it.

A local derivative says how fast the result y moves when one operand does, while the other stays: that is all an
operation needs to know. Whatever stands before and behind it in the graph is none of its business, and that is why any
graph can be built of them.
"""

import math
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


# --- arithmetic ------------------------------------------------------------------------------------------------------

ONE = "1", lambda a, b, y: 1.0  # the local derivative of what is added as it is: to multiply by it is no work
ADD = Operation("+", "{a} + {b}", lambda a, b: a + b, (ONE, ONE))
SUBTRACT = Operation("-", "{a} − {b}", lambda a, b: a - b, (ONE, ("−1", lambda a, b, y: -1.0)))
MULTIPLY = Operation("*", "{a} × {b}", lambda a, b: a * b, (("{b}", lambda a, b, y: b), ("{a}", lambda a, b, y: a)))
DIVIDE = Operation(
    "/",
    "{a} ÷ {b}",
    lambda a, b: a / b,
    (("1 ÷ {b}", lambda a, b, y: 1.0 / b), ("−{y} ÷ {b}", lambda a, b, y: -y / b)),
    "÷ needs a divisor other than 0",
)
NEGATE = Operation("-", "−{a}", lambda a: -a, (("−1", lambda a, y: -1.0),))


def power_by_base(a, b, y):
    """b × a^(b − 1); and 0 for b = 0, where y = 1 whatever a is."""
    return b * math.pow(a, b - 1.0) if b else 0.0


def power_by_exponent(a, b, y):
    """y × log a. At a = 0 the logarithm is −∞, but for b > 0 the power is 0 there and stays 0 when b moves."""
    return 0.0 if a == 0.0 and b > 0.0 else y * math.log(a)


POWER = Operation(
    "**",
    "{a}^{b}",
    math.pow,
    (("{b} × {a}^({b} − 1)", power_by_base), ("{y} × log {a}", power_by_exponent)),
    "A negative number has powers with a whole exponent only, and 0 only with one that is not below 0",
)

# --- functions -------------------------------------------------------------------------------------------------------


def sigmoid(a):
    """1 / (1 + e⁻ᵃ), written so that no e^… overflows."""
    return 1.0 / (1.0 + math.exp(-a)) if a >= 0.0 else math.exp(a) / (1.0 + math.exp(a))


def softplus(a):
    """log(1 + eᵃ), written so that no e^… overflows."""
    return max(a, 0.0) + math.log1p(math.exp(-abs(a)))


def larger(a, b, y):
    """1 for the larger, 0 for the smaller, and half for each where they are equal."""
    return 0.5 if a == b else float(a > b)


EXP = Operation("exp", "exp({a})", math.exp, (("{y}", lambda a, y: y),))
LOG = Operation("log", "log({a})", math.log, (("1 ÷ {a}", lambda a, y: 1.0 / a),), "log needs a number above 0")
SQRT = Operation(
    "sqrt",
    "sqrt({a})",
    math.sqrt,
    (("1 ÷ (2 × {y})", lambda a, y: 0.5 / y),),
    "sqrt needs a number that is not below 0",
)
SIN = Operation("sin", "sin({a})", math.sin, (("cos {a}", lambda a, y: math.cos(a)),))
COS = Operation("cos", "cos({a})", math.cos, (("−sin {a}", lambda a, y: -math.sin(a)),))
TANH = Operation("tanh", "tanh({a})", math.tanh, (("1 − {y}²", lambda a, y: 1.0 - y * y),))
SIGMOID = Operation("sigmoid", "sigmoid({a})", sigmoid, (("{y} × (1 − {y})", lambda a, y: y * (1.0 - y)),))
SOFTPLUS = Operation("softplus", "softplus({a})", softplus, (("e^({a} − {y})", lambda a, y: math.exp(a - y)),))
RELU = Operation(
    "relu",
    "relu({a})",
    lambda a: max(a, 0.0),
    (("1 above 0, else 0", lambda a, y: float(a > 0.0)),),
    corner=lambda a: a == 0.0,
    at_a_corner="relu has a corner at 0, with slope 0 on its left and 1 on its right: 0 is taken, as PyTorch does",
)
MAX = Operation(
    "max",
    "max({a}, {b})",
    lambda a, b: max(a, b),
    (("1 for the larger", larger), ("1 for the larger", lambda a, b, y: larger(b, a, y))),
    corner=lambda a, b: a == b,
    at_a_corner="max has a corner where both are equal: each of the two gets half, as in PyTorch",
)

FUNCTIONS = {each.name: each for each in (EXP, LOG, SQRT, SIN, COS, TANH, SIGMOID, SOFTPLUS, RELU, MAX)}
