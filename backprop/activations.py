"""An Activation Function bends a straight line: x goes in, y comes out, and its derivative says how fast y follows x.

Each activation is a value with its derivative right beside its curve. The third function, `in_place`, lists the very
same formulas as NumPy calls that write into arrays made beforehand: gradient descent repeats them thousands of times.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

Calls = list[Callable[[], object]]


@dataclass(frozen=True)
class Activation:
    """One Activation Function.

    name        the field's name for it
    formula     as text, for the screen
    curve       y = curve(x), elementwise, any shape
    derivative  dy_dx = derivative(x, y), elementwise; it is handed y too, because y often makes it cheap
    in_place    in_place(x, y, dy_dx) -> the calls that fill the arrays y and dy_dx from x, all of one shape
    dy_dx       the derivative's formula as text
    reach       (low, high): how low and how high y can come
    """

    name: str
    formula: str
    curve: Callable
    derivative: Callable
    in_place: Callable[[np.ndarray, np.ndarray, np.ndarray], Calls]
    dy_dx: str = ""
    reach: tuple[float, float] = (-np.inf, np.inf)

    def __repr__(self):
        return self.name


# --- softplus: the video's bent line ---------------------------------------------------------------------------------


def softplus(x):
    """log(1 + eˣ). No eˣ overflows on the way: beyond x = 40 the answer equals x to the last bit."""
    return np.maximum(x, np.log1p(np.exp(np.minimum(x, 40.0))))


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
        partial(np.log1p, e, y),
        partial(np.maximum, x, y, out=y),
        partial(np.add, e, one, one_plus_e),
        partial(np.divide, e, one_plus_e, dy_dx),
    ]


# --- sigmoid ---------------------------------------------------------------------------------------------------------


def sigmoid(x):
    """1 / (1 + e⁻ˣ). For very negative x the eˣ overflows to infinity, and 1 / ∞ is the right answer: 0."""
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-x))


def sigmoid_derivative(x, y):
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


# --- tanh ------------------------------------------------------------------------------------------------------------


def tanh_derivative(x, y):
    return 1.0 - y * y


def tanh_in_place(x, y, dy_dx):
    one = np.ones_like(x)
    return [
        partial(np.tanh, x, y),
        partial(np.multiply, y, y, dy_dx),
        partial(np.subtract, one, dy_dx, dy_dx),
    ]


# --- ReLU ------------------------------------------------------------------------------------------------------------


def relu(x):
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


# --- identity --------------------------------------------------------------------------------------------------------


def identity(x):
    return np.asarray(x)


def identity_derivative(x, y):
    return np.ones_like(x)


def identity_in_place(x, y, dy_dx):
    dy_dx[...] = 1.0
    return [partial(np.copyto, y, x)]


SOFTPLUS = Activation(
    "softplus",
    "log(1 + eˣ)",
    softplus,
    softplus_derivative,
    softplus_in_place,
    dy_dx="eˣ / (1 + eˣ)",
    reach=(0.0, np.inf),
)
SIGMOID = Activation(
    "sigmoid", "1 / (1 + e⁻ˣ)", sigmoid, sigmoid_derivative, sigmoid_in_place, dy_dx="y × (1 − y)", reach=(0.0, 1.0)
)
TANH = Activation(
    "tanh", "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)", np.tanh, tanh_derivative, tanh_in_place, dy_dx="1 − y²", reach=(-1.0, 1.0)
)
RELU = Activation(
    "ReLU", "max(0, x)", relu, relu_derivative, relu_in_place, dy_dx="1 if x > 0, else 0", reach=(0.0, np.inf)
)
IDENTITY = Activation("identity", "x", identity, identity_derivative, identity_in_place, dy_dx="1")

ACTIVATIONS = (SOFTPLUS, SIGMOID, TANH, RELU, IDENTITY)
