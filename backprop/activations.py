"""An Activation Function bends a straight line: x goes in, y comes out, and its derivative says how fast y follows x.

Each activation is a value with its derivative right beside its curve. The third function, `in_place`, lists the very
same formulas as NumPy calls that write into arrays made beforehand: gradient descent repeats them thousands of times.

All else that is known of an activation stands with it too, so that one that is added to ACTIVATIONS works everywhere.
"""

import math
from functools import partial

import numpy as np

from backprop.activation import Activation, he
from backprop.after_relu import ELU, GELU, LEAKY_RELU, SILU
from backprop.graphs.operation import Operation
from backprop.softmax import SOFTMAX

# --- softplus: the video's bent line ---------------------------------------------------------------------------------


def softplus(x):
    """log(1 + eˣ). No eˣ overflows on the way: beyond x = 40 the answer equals x to the last bit."""
    return np.maximum(x, np.log1p(np.exp(np.minimum(x, 40.0))))


def softplus_of_e(e):
    """log(1 + e). The 1 + e has rounded; what that lost, (1 + e) − 1 − e, would be all that is left of a small e."""
    one_plus_e = 1.0 + e
    lost = one_plus_e - 1.0
    lost -= e
    lost /= one_plus_e
    y = np.log(one_plus_e, one_plus_e)
    y -= lost
    return y


def softplus_derivative(x, y):
    """eˣ / (1 + eˣ). Since y = log(1 + eˣ), that is eˣ / eʸ = e^(x − y), which cannot overflow: y is never below x."""
    return np.exp(x - y)


def softplus_in_place(x, y, dy_dx):
    if x.size < 80:  # a few numbers: the fewest calls win
        zero = np.zeros_like(x)
        return [
            partial(np.logaddexp, x, zero, y),
            partial(np.subtract, x, y, dy_dx),
            partial(np.exp, dy_dx, dy_dx),
        ]
    # Many numbers: the cheapest functions win, and one eˣ serves both.
    ceiling, one, one_plus_e = np.full_like(x, 40.0), np.ones_like(x), np.empty_like(x)
    e = dy_dx
    return [
        partial(np.minimum, x, ceiling, out=e),
        partial(np.exp, e, e),
        partial(np.add, e, one, one_plus_e),
        *log_in_place(e, one_plus_e, y),
        partial(np.maximum, x, y, out=y),
        partial(np.divide, e, one_plus_e, dy_dx),
    ]


# With AVX-512 NumPy takes log1p of many numbers at once; elsewhere of one after the other, and log is twice as fast.
LOG1P_OF_MANY = {"X86_V4", "AVX512_SKX"} & {*np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])}


def log_in_place(e, one_plus_e, y):
    """The calls that fill y with log(1 + e), in every digit: by log1p, or as `softplus_of_e` does it."""
    if LOG1P_OF_MANY:
        return [partial(np.log1p, e, y)]
    one, lost = np.ones_like(e), np.empty_like(e)
    return [
        partial(np.log, one_plus_e, y),
        partial(np.subtract, one_plus_e, one, lost),
        partial(np.subtract, lost, e, lost),
        partial(np.divide, lost, one_plus_e, lost),
        partial(np.subtract, y, lost, y),
    ]


def softplus_of_number(a):
    """log(1 + eᵃ), written so that no e^… overflows."""
    return max(a, 0.0) + math.log1p(math.exp(-abs(a)))


SOFTPLUS = Activation(
    "softplus",
    "log(1 + eˣ)",
    softplus,
    softplus_derivative,
    softplus_in_place,
    dy_dx="eˣ / (1 + eˣ)",
    dy_dx_of="x",
    reach=(0.0, np.inf),
    typed="log(1 + e^{})",
    code=("np.logaddexp(x, 0)", "np.exp(x - y)"),
    of_e=softplus_of_e,
    operation=Operation(
        "softplus", "softplus({a})", softplus_of_number, (("e^({a} − {y})", lambda a, y: math.exp(a - y)),)
    ),
)

# --- sigmoid ---------------------------------------------------------------------------------------------------------


def sigmoid(x):
    """1 / (1 + e⁻ˣ). For very negative x the eˣ overflows to infinity, and 1 / ∞ is the right answer: 0."""
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-x))


def sigmoid_derivative(x, y):
    """y × (1 − y): steepest where y = ½, flat where y is nearly 0 or 1."""
    return y * (1.0 - y)


def sigmoid_in_place(x, y, dy_dx):
    one = np.ones_like(x)
    return [
        partial(np.negative, x, y),
        partial(np.exp, y, y),
        partial(np.add, y, one, y),
        partial(np.divide, one, y, y),
        partial(np.subtract, one, y, dy_dx),
        partial(np.multiply, dy_dx, y, dy_dx),
    ]


def sigmoid_of_number(a):
    """1 / (1 + e⁻ᵃ), written so that no e^… overflows."""
    return 1.0 / (1.0 + math.exp(-a)) if a >= 0.0 else math.exp(a) / (1.0 + math.exp(a))


SIGMOID = Activation(
    "sigmoid",
    "1 / (1 + e⁻ˣ)",
    sigmoid,
    sigmoid_derivative,
    sigmoid_in_place,
    dy_dx="y × (1 − y)",
    dy_dx_of="y",
    reach=(0.0, 1.0),
    typed="1 / (1 + e^(−{}))",
    code=("1 / (1 + np.exp(-x))", "y * (1 - y)"),
    of_e=lambda e: e / (1.0 + e),
    operation=Operation("sigmoid", "sigmoid({a})", sigmoid_of_number, (("{y} × (1 − {y})", sigmoid_derivative),)),
)

# --- tanh ------------------------------------------------------------------------------------------------------------


def tanh_derivative(x, y):
    """1 − y²: steepest where y = 0, flat where y is nearly −1 or 1."""
    return 1.0 - y * y


def tanh_in_place(x, y, dy_dx):
    one = np.ones_like(x)
    return [
        partial(np.tanh, x, y),
        partial(np.multiply, y, y, dy_dx),
        partial(np.subtract, one, dy_dx, dy_dx),
    ]


TANH = Activation(
    "tanh",
    "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    np.tanh,
    tanh_derivative,
    tanh_in_place,
    dy_dx="1 − y²",
    dy_dx_of="y",
    reach=(-1.0, 1.0),
    typed="tanh({})",
    code=("np.tanh(x)", "1 - y * y"),
    operation=Operation("tanh", "tanh({a})", math.tanh, (("1 − {y}²", tanh_derivative),)),
)

# --- ReLU ------------------------------------------------------------------------------------------------------------


def relu(x):
    """max(0, x)."""
    return np.maximum(x, 0.0)


def relu_derivative(x, y):
    """1 where x > 0, else 0. At the corner itself there is no derivative; like everybody, we take 0."""
    return (x > 0.0) * 1.0


def relu_in_place(x, y, dy_dx):
    zero = np.zeros_like(x)
    return [
        partial(np.maximum, x, zero, out=y),
        partial(np.greater, x, zero, dy_dx),
    ]


RELU = Activation(
    "ReLU",
    "max(0, x)",
    relu,
    relu_derivative,
    relu_in_place,
    dy_dx="1 if x > 0, else 0",
    dy_dx_of="x",
    reach=(0.0, np.inf),
    corner=0.0,
    largest_start=he,
    typed="max(0, {})",
    code=("np.maximum(x, 0)", "(x > 0) * 1.0"),
    operation=Operation(
        "relu",
        "relu({a})",
        lambda a: max(a, 0.0),
        (("1 above 0, else 0", relu_derivative),),
        corner=lambda a: a == 0.0,
        at_a_corner="relu has a corner at 0, with slope 0 on its left and 1 on its right: 0 is taken, as PyTorch does",
    ),
)

# --- identity --------------------------------------------------------------------------------------------------------


def identity(x):
    """y = x: nothing is bent."""
    return np.asarray(x)


def identity_derivative(x, y):
    """1 everywhere."""
    return np.ones_like(x)


def identity_in_place(x, y, dy_dx):
    dy_dx[...] = 1.0
    return [partial(np.copyto, y, x)]


IDENTITY = Activation(
    "identity",
    "x",
    identity,
    identity_derivative,
    identity_in_place,
    dy_dx="1",
    typed="{}",
    code=("x", "np.ones_like(x)"),
)

ACTIVATIONS = (SOFTPLUS, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, GELU, SILU, IDENTITY)
OUTPUTS = (*ACTIVATIONS, SOFTMAX)  # of an output; of a hidden layer all but SoftMax
