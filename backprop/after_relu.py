"""The Activation Functions that came after ReLU bend as it does, but leave its silent side a little slope."""

import math
from functools import partial

import numpy as np

from backprop.activation import Activation, he
from backprop.graphs.operation import Operation


def share(a):
    """The sigmoid of one number, written so that no e^… overflows."""
    return 1.0 / (1.0 + math.exp(-a)) if a >= 0.0 else math.exp(a) / (1.0 + math.exp(a))


# --- Leaky ReLU: after Maas, Hannun and Ng (2013) --------------------------------------------------------------------

LEAK = 0.01  # the slope below 0 that PyTorch takes, too


def leaky_relu(x):
    """x where x > 0, else 0.01 × x."""
    return np.maximum(x, LEAK * x)


def leaky_relu_derivative(x, y):
    """1 where x > 0, else 0.01. At the corner itself there is no derivative; like PyTorch, we take 0.01."""
    return np.where(x > 0.0, 1.0, LEAK)


def leaky_relu_in_place(x, y, dy_dx):
    zero, leak, rest = np.zeros_like(x), np.full_like(x, LEAK), np.full_like(x, 1.0 - LEAK)
    return [
        partial(np.multiply, x, leak, y),
        partial(np.maximum, x, y, out=y),
        partial(np.greater, x, zero, dy_dx),
        partial(np.multiply, dy_dx, rest, dy_dx),
        partial(np.add, dy_dx, leak, dy_dx),
    ]


LEAKY_RELU = Activation(
    "Leaky ReLU",
    "max(0.01 × x, x)",
    leaky_relu,
    leaky_relu_derivative,
    leaky_relu_in_place,
    dy_dx="1 if x > 0, else 0.01",
    dy_dx_of="x",
    corner=0.0,
    largest_start=he,
    typed="max(0.01 × {0}, {0})",
    code=("np.maximum(x, 0.01 * x)", "np.where(x > 0, 1.0, 0.01)"),
    operation=Operation(
        "leaky_relu",
        "leaky_relu({a})",
        lambda a: max(a, LEAK * a),
        (("1 above 0, else 0.01", lambda a, y: 1.0 if a > 0.0 else LEAK),),
        corner=lambda a: a == 0.0,
        at_a_corner="leaky_relu has a corner at 0, with slope 0.01 on its left and 1 on its right: 0.01 is taken, as "
        "PyTorch does",
    ),
)

# --- ELU: after Clevert, Unterthiner and Hochreiter (2016), with α = 1 -----------------------------------------------


def elu(x):
    """x where x > 0, else eˣ − 1, which is never below x there: so it is the larger of the two."""
    return np.maximum(x, np.expm1(np.minimum(x, 0.0)))


def elu_derivative(x, y):
    """1 where x > 0, else eˣ: at 0 both are 1, and there is no corner."""
    return np.exp(np.minimum(x, 0.0))


def elu_in_place(x, y, dy_dx):
    zero, one = np.zeros_like(x), np.ones_like(x)
    return [
        partial(np.minimum, x, zero, out=y),
        partial(np.expm1, y, y),
        partial(np.add, y, one, dy_dx),
        partial(np.maximum, x, y, out=y),
    ]


ELU = Activation(
    "ELU",
    "x if x > 0, else eˣ − 1",
    elu,
    elu_derivative,
    elu_in_place,
    dy_dx="1 if x > 0, else eˣ",
    dy_dx_of="x",
    reach=(-1.0, np.inf),
    largest_start=he,
    typed="max({0}, e^(−max(−{0}, 0)) − 1)",
    code=("np.maximum(x, np.expm1(np.minimum(x, 0)))", "np.exp(np.minimum(x, 0))"),
    operation=Operation(
        "elu",
        "elu({a})",
        lambda a: a if a > 0.0 else math.expm1(a),
        (("1 above 0, else e^{a}", lambda a, y: math.exp(min(a, 0.0))),),
    ),
)

# --- GELU: after Hendrycks and Gimpel (2016), by their formula without the error function ----------------------------
# x × (how much of a bell curve lies below x) needs the error function, which NumPy has not. This is at most 0.0005 off,
# and is what PyTorch computes with approximate="tanh": ½ × (1 + tanh(u)) is sigmoid(2u).

STEEP, CUBED = math.sqrt(8.0 / math.pi), 0.044715
FAR = 25.0  # beyond it either side that sigmoid is 1 or 0 to the last bit, and no x³ may overflow


def gelu(x):
    """x × sigmoid(√(8/π) × (x + 0.044715 × x³))."""
    return x / gelu_divisor(np.clip(x, -FAR, FAR))


def gelu_divisor(near):
    """1 + e^−(…), what divides x, of x that are not far from 0."""
    with np.errstate(over="ignore"):  # e^… may become infinite: x / ∞ is the right answer, 0
        return 1.0 + np.exp((near * near * (-STEEP * CUBED) - STEEP) * near)


def gelu_derivative(x, y):
    """s × (1 + x × (1 − s) × √(8/π) × (1 + 3 × 0.044715 × x²)), s being that sigmoid; x × (1 − s) is x − y."""
    near = np.clip(x, -FAR, FAR)
    divisor = gelu_divisor(near)
    return (1.0 + (near - near / divisor) * (near * near * (3.0 * STEEP * CUBED) + STEEP)) / divisor


def gelu_in_place(x, y, dy_dx):
    low, high, one = (np.full_like(x, value) for value in (-FAR, FAR, 1.0))
    steep, cubed, thrice = (np.full_like(x, value) for value in (STEEP, -STEEP * CUBED, 3.0 * STEEP * CUBED))
    near, divisor = np.empty_like(x), np.empty_like(x)
    return [
        partial(np.maximum, x, low, out=near),
        partial(np.minimum, near, high, out=near),
        partial(np.multiply, near, near, y),
        partial(np.multiply, y, thrice, dy_dx),
        partial(np.add, dy_dx, steep, dy_dx),
        partial(np.multiply, y, cubed, y),
        partial(np.subtract, y, steep, y),
        partial(np.multiply, y, near, y),
        partial(np.exp, y, divisor),
        partial(np.add, divisor, one, divisor),
        partial(np.divide, near, divisor, y),
        partial(np.subtract, near, y, near),
        partial(np.multiply, dy_dx, near, dy_dx),
        partial(np.add, dy_dx, one, dy_dx),
        partial(np.divide, dy_dx, divisor, dy_dx),
        partial(np.divide, x, divisor, y),
    ]


def bell(a):
    """What goes into the sigmoid of one number, far out that of FAR."""
    near = min(max(a, -FAR), FAR)
    return STEEP * (near + CUBED * near**3)


def gelu_slope(a, y):
    """The derivative at one number; beyond FAR nothing is left of the second part."""
    s, near = share(bell(a)), min(max(a, -FAR), FAR)
    return s * (1.0 + near * (1.0 - s) * STEEP * (1.0 + 3.0 * CUBED * near * near))


GELU = Activation(
    "GELU",
    "x × sigmoid(√(8/π) × (x + 0.044715 × x³))",
    gelu,
    gelu_derivative,
    gelu_in_place,
    dy_dx="s × (1 + x × (1 − s) × (1.596 + 0.2141 × x²)), s = sigmoid(1.596 × x + 0.07135 × x³)",
    dy_dx_of="x",
    reach=(-0.17004075057125412, np.inf),
    largest_start=he,
    typed="{0} / (1 + e^(−1.59576912 × ({0} + 0.044715 × {0}^3)))",
    code=(  # near 0, as above: so no x³ overflows
        "near = np.clip(x, -25, 25)\nx / (1 + np.exp(-np.sqrt(8 / np.pi) * (near + 0.044715 * near**3)))",
        "near = np.clip(x, -25, 25)\n"
        "share = 1 / (1 + np.exp(-np.sqrt(8 / np.pi) * (near + 0.044715 * near**3)))\n"
        "share * (1 + (near - near * share) * np.sqrt(8 / np.pi) * (1 + 0.134145 * near**2))",
    ),
    operation=Operation(
        "gelu",
        "gelu({a})",
        lambda a: a * share(bell(a)),
        (("the slope of gelu at {a}", gelu_slope),),
    ),
)

# --- SiLU, also called swish: after Elfwing, Uchibe and Doya (2017) --------------------------------------------------


def silu(x):
    """x × sigmoid(x). For very negative x the eˣ overflows to infinity, and x / ∞ is the right answer: 0."""
    with np.errstate(over="ignore"):
        return x / (1.0 + np.exp(-x))


def silu_derivative(x, y):
    """sigmoid(x) × (1 + x − y), and y is x × sigmoid(x)."""
    with np.errstate(over="ignore"):
        return (1.0 + (x - y)) / (1.0 + np.exp(-x))


def silu_in_place(x, y, dy_dx):
    one, below = np.ones_like(x), np.empty_like(x)
    return [
        partial(np.negative, x, below),
        partial(np.exp, below, below),
        partial(np.add, below, one, below),
        partial(np.divide, x, below, y),
        partial(np.subtract, x, y, dy_dx),
        partial(np.add, dy_dx, one, dy_dx),
        partial(np.divide, dy_dx, below, dy_dx),
    ]


SILU = Activation(
    "SiLU",
    "x / (1 + e⁻ˣ)",
    silu,
    silu_derivative,
    silu_in_place,
    dy_dx="s × (1 + x × (1 − s)), s = 1 / (1 + e⁻ˣ)",
    dy_dx_of="x",
    reach=(-0.27846454276107385, np.inf),
    largest_start=he,
    typed="{0} / (1 + e^(−{0}))",
    code=("x / (1 + np.exp(-x))", "(1 + (x - y)) / (1 + np.exp(-x))"),
    operation=Operation(
        "silu",
        "silu({a})",
        lambda a: a * share(a),
        (("sigmoid({a}) × (1 + {a} − {y})", lambda a, y: share(a) * (1.0 + (a - y))),),
    ),
)
