"""Experiments for every loss, Activation Function and optimiser, and the places where a Hessian is looked at."""

from itertools import product

import numpy as np
from problems import rules

from backprop.activations import ACTIVATIONS, SIGMOID, SOFTPLUS, TANH
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.losses import LOSSES
from backprop.network import Network, random_start

EVERY_CASE = [
    (loss, output)
    for loss, output in product(LOSSES, ACTIVATIONS)
    if loss.suits(output)
]  # fmt: skip
BENT = (SOFTPLUS, SIGMOID, TANH)  # what has a second derivative everywhere
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
        for seed, hidden in enumerate(ACTIVATIONS):
            yield problem(loss, output, hidden, each, 100 + seed)
