"""Networks that end in SoftMax, worked out with fifty digits and without the Chain Rule: ours agree to the last few."""

from dataclasses import replace
from decimal import Decimal, localcontext

import numpy as np
import pytest

from backprop.activations import ELU, GELU, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.iris import IRIS_DATA
from backprop.losses import CATEGORICAL, CROSS_ENTROPY, MEAN_CATEGORICAL, MEAN_CROSS_ENTROPY, SSR
from backprop.network import Network, random_start
from backprop.passes import backward
from backprop.series import IRIS_FITTED, THREE_FLOWERS
from backprop.softmax import SOFTMAX

PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def sigmoid(x):
    return 1 / (1 + (-x).exp())


CURVES = {
    RELU: lambda x: max(x, Decimal(0)),
    LEAKY_RELU: lambda x: x if x > 0 else x * Decimal("0.01"),
    ELU: lambda x: x if x > 0 else x.exp() - 1,
    SOFTPLUS: lambda x: (1 + x.exp()).ln(),
    SIGMOID: sigmoid,
    TANH: lambda x: 2 * sigmoid(2 * x) - 1,
    SILU: lambda x: x * sigmoid(x),
    GELU: lambda x: x * sigmoid((8 / PI).sqrt() * (x + Decimal("0.044715") * x**3)),
}
OF_A_ROW = {
    SSR: lambda observed, p: sum((o - share) ** 2 for o, share in zip(observed, p, strict=True)),
    CATEGORICAL: lambda observed, p: -sum(o * share.ln() for o, share in zip(observed, p, strict=True) if o),
    CROSS_ENTROPY: lambda observed, p: (
        -sum(o * share.ln() + (1 - o) * (1 - share).ln() for o, share in zip(observed, p, strict=True))
    ),
}
MEANS = {MEAN_CATEGORICAL: CATEGORICAL, MEAN_CROSS_ENTROPY: CROSS_ENTROPY}


def decimals(array):
    return [[Decimal(value) for value in row] for row in np.asarray(array).tolist()]


def loss_of(experiment, parameters):
    """The loss at Decimal parameters, straight from the definitions."""
    network, total = experiment.network, Decimal(0)
    for y, observed in zip(decimals(experiment.data.inputs), decimals(experiment.data.observed), strict=True):
        flat = iter(parameters)
        for (nodes, columns), activation in zip(network.shapes, network.activations, strict=True):
            rows = [[next(flat) for _ in range(columns)] for _ in range(nodes)]
            x = [sum((w * came_in for w, came_in in zip(row, y, strict=False)), row[-1]) for row in rows]
            if activation is SOFTMAX:
                e = [each.exp() for each in x]
                y = [each / sum(e) for each in e]
            else:
                y = [CURVES[activation](each) for each in x]
        total += OF_A_ROW[MEANS.get(experiment.loss, experiment.loss)](observed, y)
    return total / len(experiment.data) if experiment.loss in MEANS else total


def derivative_of(experiment, place):
    """The loss's derivative for one parameter: by so small a step that 30 digits of the difference are right."""
    h, start = Decimal("1e-20"), [Decimal(value) for value in experiment.start.tolist()]
    above, below = ([*start[:place], start[place] + way * h, *start[place + 1 :]] for way in (1, -1))
    return (loss_of(experiment, above) - loss_of(experiment, below)) / (2 * h)


def drawn(hidden, loss, seed, far=1.0):
    nodes = (4, *(3 for _ in hidden), 3)
    network = Network(nodes, hidden, SOFTMAX)
    some = np.random.default_rng(seed).choice(150, 3, replace=False)
    data = Data(IRIS_DATA.inputs[some], IRIS_DATA.observed[some])
    return Experiment(network, data, far * random_start(network, seed), loss=loss)


VIDEO = Experiment(Network((2, 2, 3), RELU, SOFTMAX), THREE_FLOWERS, IRIS_FITTED, loss=CATEGORICAL)
CASES = {
    "the video's": VIDEO,
    "its mean": replace(VIDEO, loss=MEAN_CATEGORICAL),
    "its SSR": replace(VIDEO, loss=SSR),
    "one layer": drawn((), CATEGORICAL, 1),
    "one layer, far out": drawn((), CATEGORICAL, 2, far=100.0),
    "tanh, sigmoid": drawn((TANH, SIGMOID), MEAN_CATEGORICAL, 3),
    "ELU, GELU": drawn((ELU, GELU), CATEGORICAL, 4),
    "SiLU, Leaky ReLU, softplus": drawn((SILU, LEAKY_RELU, SOFTPLUS), CATEGORICAL, 5, far=2.0),
    "GELU on the SSR": drawn((GELU,), SSR, 6),
    "each class by itself": drawn((TANH,), CROSS_ENTROPY, 7),
    "each class by itself, sure": drawn((), CROSS_ENTROPY, 2, far=8.0),
    "each class by itself, beyond doubt": drawn((), MEAN_CROSS_ENTROPY, 2, far=40.0),
}


@pytest.mark.parametrize("name", CASES)
def test_the_loss_and_every_derivative_are_those_of_fifty_digits(name):
    experiment = CASES[name]
    found = backward(experiment.network, experiment.start, experiment.data, experiment.loss)
    with localcontext(prec=250):  # thirty are lost in the difference, and as many as a share of 1 has nines
        loss = loss_of(experiment, [Decimal(value) for value in experiment.start.tolist()])
        derivatives = [derivative_of(experiment, place) for place in range(len(experiment.start))]
    assert float(found.loss) == pytest.approx(float(loss), rel=1e-13)
    scale = max(1e-3, *(abs(float(each)) for each in derivatives))
    np.testing.assert_allclose(found.derivatives, [float(each) for each in derivatives], rtol=0, atol=1e-13 * scale)
