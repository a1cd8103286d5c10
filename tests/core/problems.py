"""Random networks with data and parameters, and losses that the code was not written for."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from backprop.activations import ACTIVATIONS, RELU
from backprop.data import Data
from backprop.losses import SSR, Loss
from backprop.network import Network

SMOOTH = tuple(activation for activation in ACTIVATIONS if activation is not RELU)


def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


HALF_SSR = Loss("½ SSR", "", lambda o, p: SSR.value(o, p) / 2, lambda o, p: p - o, lambda n: -1.0)
MEAN = Loss("mean square", "", lambda o, p: SSR.value(o, p) / len(o), lambda o, p: 2 * (p - o) / len(o))
LOG_COSH = Loss("log cosh", "", lambda o, p: np.log(np.cosh(p - o)).sum(axis=(-1, -2)), lambda o, p: np.tanh(p - o))
SOFTMAX = Loss(  # its derivative for one output depends on the other outputs
    "softmax",
    "",
    lambda o, p: (np.log(np.exp(p).sum(axis=-1)) - (o * p).sum(axis=-1)).sum(axis=-1),
    lambda o, p: softmax(p) - o,
)
LOSSES = (SSR, HALF_SSR, MEAN, LOG_COSH, SOFTMAX)


@dataclass(frozen=True, eq=False)
class Problem:
    network: Network
    data: Data
    parameters: np.ndarray


@st.composite
def problems(draw, activations=ACTIVATIONS, inputs=4):
    """A Problem of 1 to `inputs` inputs, 0 to 3 hidden layers of 1 to 4 nodes, 1 to 4 outputs, 1 to 5 observations."""
    behind = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    nodes = (draw(st.integers(1, inputs)), *behind)
    network = Network(nodes, draw(st.sampled_from(activations)), draw(st.sampled_from(activations)))
    n, random = draw(st.integers(1, 5)), np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    data = Data(random.normal(size=(n, nodes[0])), random.normal(size=(n, nodes[-1])))
    return Problem(network, data, random.normal(size=network.parameter_count))


def close(actual, expected, tolerance):
    """The same numbers, to a part of the largest of them, or of 1 where all are smaller."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    assert np.isfinite(expected).all()
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance * max(1.0, np.abs(expected).max()))
