"""The operations that a typed expression may name: the signs of arithmetic, and functions.

The Activation Functions are among the functions, and carry their own operation with them (see `activations.py`).
"""

import math

from backprop.activations import ACTIVATIONS, SIGMOID, TANH
from backprop.graphs.operation import Operation

# --- arithmetic ------------------------------------------------------------------------------------------------------

ADD = Operation("+", "{a} + {b}", lambda a, b: a + b, (("1", lambda a, b, y: 1.0), ("1", lambda a, b, y: 1.0)))
SUBTRACT = Operation("-", "{a} − {b}", lambda a, b: a - b, (("1", lambda a, b, y: 1.0), ("−1", lambda a, b, y: -1.0)))
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
MAX = Operation(
    "max",
    "max({a}, {b})",
    lambda a, b: max(a, b),
    (("1 for the larger", larger), ("1 for the larger", lambda a, b, y: larger(b, a, y))),
    corner=lambda a, b: a == b,
    at_a_corner="max has a corner where both are equal: each of the two gets half, as in PyTorch",
)

# Of the Activation Functions tanh and sigmoid come first, next to exp and its kin; then the others, as they stand.
BENT = tuple(each.operation for each in dict.fromkeys((TANH, SIGMOID, *ACTIVATIONS)) if each.operation)

FUNCTIONS = {each.name: each for each in (EXP, LOG, SQRT, SIN, COS, *BENT, MAX)}
