"""Random networks with data and parameters, losses that the code was not written for, and rules of all three kinds."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from backprop import losses
from backprop.activations import ACTIVATIONS, SIGMOID
from backprop.bowl import largest_stable_rate
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.loss import Loss
from backprop.losses import CROSS_ENTROPY, MEAN_CROSS_ENTROPY, SSR
from backprop.network import Network
from backprop.optimisers import Adam, GradientDescent, Momentum
from backprop.softmax import SOFTMAX, argmax, softmax

SMOOTH = tuple(activation for activation in ACTIVATIONS if activation.corner is None)


HALF_SSR = Loss("½ SSR", "", lambda o, p: SSR.value(o, p) / 2, lambda o, p: p - o, lambda n: -1.0)
MEAN = Loss("mean square", "", lambda o, p: SSR.value(o, p) / len(o), lambda o, p: 2 * (p - o) / len(o))
LOG_COSH = Loss("log cosh", "", lambda o, p: np.log(np.cosh(p - o)).sum(axis=(-1, -2)), lambda o, p: np.tanh(p - o))
TOGETHER = Loss(  # its derivative for one output depends on the other outputs
    "together",
    "",
    lambda o, p: (np.log(np.exp(p).sum(axis=-1)) - (o * p).sum(axis=-1)).sum(axis=-1),
    lambda o, p: softmax(p) - o,
)
LOSSES = (*losses.LOSSES, *losses.CLASS_LOSSES, HALF_SSR, MEAN, LOG_COSH, TOGETHER)


def rules(learning_rate):
    """One rule of each kind, with settings that are nobody's default."""
    return (
        GradientDescent(learning_rate),
        Momentum(learning_rate, momentum=0.8),
        Adam(learning_rate, beta_1=0.8, beta_2=0.99, epsilon=1e-6),
    )


@dataclass(frozen=True, eq=False)
class Problem:
    network: Network
    data: Data
    parameters: np.ndarray


def taken_by(loss, problem):
    """The Problem, made into one that the loss can take: Cross Entropy wants a sigmoid, and Observed in 0 … 1; that of
    classes wants SoftMax, two outputs at least, and Observed that add up to 1."""
    if loss.shares:
        return of_classes(problem)
    if loss not in (CROSS_ENTROPY, MEAN_CROSS_ENTROPY):
        return problem
    observed = np.clip(problem.data.observed + 0.5, 0.0, 1.0)  # many of them 0 or 1, some in between
    return replace(
        problem, network=replace(problem.network, output=SIGMOID), data=replace(problem.data, observed=observed)
    )


def of_classes(problem):
    """The Problem with SoftMax and shares of two or more classes, in half of the rows of one class alone."""
    *before, outputs = problem.network.nodes
    network = replace(problem.network, nodes=(*before, max(outputs, 2)), output=SOFTMAX)
    observed = np.resize(problem.data.observed, (len(problem.data), network.nodes[-1]))
    shares = np.where(observed[:, :1] > 0, softmax(observed), argmax(observed))
    parameters = np.resize(problem.parameters, network.parameter_count)
    return Problem(network, Data(problem.data.inputs, shares), parameters)


@st.composite
def problems(draw, activations=ACTIVATIONS, inputs=4):
    """A Problem of 1 to `inputs` inputs, 0 to 3 hidden layers of 1 to 4 nodes, 1 to 4 outputs, 1 to 5 observations."""
    behind = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    nodes = (draw(st.integers(1, inputs)), *behind)
    hidden = tuple(draw(st.sampled_from(activations)) for _ in nodes[1:-1])
    outputs = (*activations, SOFTMAX) if nodes[-1] > 1 else activations
    network = Network(nodes, hidden, draw(st.sampled_from(outputs)))
    n, random = draw(st.integers(1, 5)), np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    data = Data(random.normal(size=(n, nodes[0])), random.normal(size=(n, nodes[-1])))
    return Problem(network, data, random.normal(size=network.parameter_count))


def close(actual, expected, tolerance):
    """The same numbers, to a part of the largest of them, or of 1 where all are smaller."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    assert np.isfinite(expected).all()
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance * max(1.0, np.abs(expected).max()))


def random_run(seed):
    """One of many small Experiments: networks from 1-1 to 2-3-1, any Activation Functions, losses and rules of this
    project, Learning Rates from 0.000001 to 30, some parameters or all; 1 to 3,000 steps, most of them few."""
    random = np.random.default_rng(seed)
    hidden = (int(random.integers(1, 4)),) if random.random() < 0.8 else ()
    loss = losses.LOSSES[random.integers(len(losses.LOSSES))]
    of_probabilities = loss in (CROSS_ENTROPY, MEAN_CROSS_ENTROPY)
    bent, output = (ACTIVATIONS[random.integers(len(ACTIVATIONS))] for _ in range(2))
    network = Network((int(random.integers(1, 3)), *hidden, 1), bent, SIGMOID if of_probabilities else output)
    n = int(random.integers(1, 7))
    observed = (random.random((n, 1)) < 0.5) * 1.0 if of_probabilities else random.normal(size=(n, 1))
    low, high = (-6.0, 1.5) if random.random() < 0.3 else (-3.0, 0.0)
    rule = (GradientDescent, Momentum, Adam)[random.integers(3)](float(10 ** random.uniform(low, high)))
    most = 3000 if random.random() < 0.07 else 150
    names, start = network.parameter_names, random.normal(size=network.parameter_count)
    some = random.choice(names, size=random.integers(1, len(names) + 1), replace=False)
    experiment = Experiment(
        network,
        Data(random.normal(size=(n, network.nodes[0])), observed),
        start,
        optimised=None if random.random() < 0.6 else tuple(some),
        loss=loss,
        optimiser=rule,
        steps=int(np.exp(random.uniform(0.0, np.log(most + 1)))),
    )
    stable = largest_stable_rate(experiment)
    if stable is not None and random.random() < 0.5:  # near the rates where a descent turns back, or leaves
        experiment = replace(experiment, optimiser=GradientDescent(float(stable * random.uniform(0.4, 1.2))))
    return experiment
