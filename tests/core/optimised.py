"""Experiments for every loss, Activation Function and optimiser, and the places where a Hessian is looked at."""

from itertools import product

import numpy as np
from problems import rules

from backprop.activations import ACTIVATIONS, OUTPUTS, SIGMOID, SOFTPLUS, TANH
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.losses import CLASS_LOSSES, LOSSES
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.softmax import softmax

EVERY_CASE = [
    (loss, output)
    for loss, output in product(LOSSES, ACTIVATIONS)
    if loss.suits(output)
]  # fmt: skip
BENT = (SOFTPLUS, SIGMOID, TANH)  # what has a second derivative everywhere
NETWORKS = 75
LOOKED_AT = (0, 16, 500, 2000, 10_000)  # steps of the run of all seven parameters


def problem(loss, output, hidden, rule, seed, nodes=(2, 3, 2), steps=12):
    """A random Experiment: Observed in 0 … 1, which every loss can take."""
    random, network = np.random.default_rng(seed), Network(nodes, hidden=hidden, output=output)
    n = int(random.integers(1, 6))
    data = Data(random.normal(size=(n, nodes[0])), random.uniform(size=(n, nodes[-1])).round(1))
    start = random_start(network, seed) + 0.3 * random.normal(size=network.parameter_count)
    return Experiment(network, data, start, loss=loss, optimiser=rule, steps=steps)


def beside_pytorch(rule=None, case=None):
    """The Experiments that PyTorch runs as well: of every rule and case, or of these."""
    for each, (loss, output) in product((rule,) if rule else rules(0.02), (case,) if case else EVERY_CASE):
        for seed in range(EVERY_CASE.index((loss, output)) % 3, len(ACTIVATIONS), 3):
            yield problem(loss, output, ACTIVATIONS[seed], each, 100 + seed)


def drawn_networks():
    """NETWORKS random Experiments of 200 steps: 1 to 4 inputs, 0 to 3 hidden layers that each have an Activation
    Function of their own, 1 to 4 outputs, every loss and output in turn that suit each other."""
    pairs = [(loss, output) for loss, output in product((*LOSSES, *CLASS_LOSSES), OUTPUTS) if loss.suits(output)]
    for seed in range(NETWORKS):
        random, (loss, output) = np.random.default_rng(seed), pairs[seed % len(pairs)]
        several = loss.shares or not output.elementwise
        inputs, outputs, n = (int(random.integers(least, most)) for least, most in ((1, 5), (1 + several, 5), (1, 8)))
        hidden = [int(random.integers(1, 4)) for _ in range(random.integers(0, 4))]
        network = Network((inputs, *hidden, outputs), random.choice(ACTIVATIONS, len(hidden)).tolist(), output)
        shares = softmax(random.normal(size=(n, outputs)), axis=1 if several else None)
        data = Data(random.normal(size=(n, inputs)), shares)
        rate = 0.05 if loss.is_mean else 0.05 / n
        start = random_start(network, seed) + 0.1 * random.normal(size=network.parameter_count)
        yield Experiment(network, data, start, loss=loss, optimiser=GradientDescent(rate), steps=200)
