"""Random networks trained by every rule, by batches and with weight decay: ours, and by PyTorch's own optimisers."""

from dataclasses import replace

import in_pytorch
import numpy as np

from backprop.activations import IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.losses import CROSS_ENTROPY, HALF_MSE, SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent, Momentum, Nesterov, RMSprop

NETWORKS, STEPS = 80, 200
# Where Derivatives come near to an epsilon of 1e-8, their rounding, divided by them, would be seen. One of 0.001 shows,
# besides, where it stands.
RULES = (
    GradientDescent(0.01),
    Momentum(0.005, momentum=0.8),
    Nesterov(0.005, momentum=0.8),
    RMSprop(0.003, alpha=0.95, epsilon=1e-3),
    Adam(0.01, beta_1=0.8, beta_2=0.99, epsilon=1e-3),
)


def trained(seed):
    """The Experiment of one seed: each rule as often, and with each kind of batch."""
    random = np.random.default_rng(seed)
    hidden = random.integers(1, 5, size=random.integers(0, 3)).tolist()
    nodes = (int(random.integers(1, 4)), *hidden, int(random.integers(1, 3)))
    loss = (SSR, HALF_MSE, CROSS_ENTROPY)[random.integers(3)]
    output = SIGMOID if loss is CROSS_ENTROPY else (IDENTITY, TANH, SOFTPLUS)[random.integers(3)]
    network = Network(nodes, (SOFTPLUS, SIGMOID, TANH, RELU)[random.integers(4)], output)
    n, turn = int(random.integers(3, 9)), seed // len(RULES)
    names = network.parameter_names
    return Experiment(
        network,
        Data(random.normal(size=(n, nodes[0])), random.uniform(size=(n, nodes[-1])).round(1)),
        random_start(network, seed) + 0.1 * random.normal(size=len(names)),
        optimised=None if random.random() < 0.6 else names[:: int(random.integers(1, 4))],
        loss=loss,
        optimiser=RULES[seed % len(RULES)],
        steps=STEPS,
        batch=(None, 1, n // 2, n - 1)[turn % 4],
        shuffled=None if turn % 8 < 4 else seed,
        weight_decay=(0.0, 0.1, 0.01)[turn % 3],
    )


def taker(experiment, groups):
    """PyTorch's own optimiser for an Experiment's rule."""
    import torch

    rule = experiment.optimiser
    if isinstance(rule, Adam):
        return torch.optim.Adam(groups, rule.learning_rate, (rule.beta_1, rule.beta_2), rule.epsilon)
    if isinstance(rule, RMSprop):
        return torch.optim.RMSprop(groups, rule.learning_rate, rule.alpha, rule.epsilon)
    momentum = getattr(rule, "momentum", 0.0)
    return torch.optim.SGD(groups, rule.learning_rate, momentum, nesterov=isinstance(rule, Nesterov))


def rows_of_pytorch(experiment):
    """The run by PyTorch: yields (parameters, the batch's derivatives of what is optimised) before each step.

    Weights and biases are groups of parameters of their own, of which the weights alone decay; what is not optimised is
    in none. A batch is what the Experiment says that it is.
    """
    import torch

    network, all_of_it = experiment.network, torch.tensor(experiment.start.copy())
    groups, placed = [], []
    for names, decay in ((network.weight_names, experiment.weight_decay), (network.bias_names, 0.0)):
        places = [network.place(name) for name in names if name in experiment.optimised]
        if places:
            part = all_of_it[places].clone().requires_grad_()
            groups.append({"params": [part], "weight_decay": decay})
            placed.append((places, part))
    step = taker(experiment, groups)
    for data in experiment.batches():
        flat = all_of_it.clone()
        for places, part in placed:
            flat[places] = part
        step.zero_grad()
        in_pytorch.loss_at(replace(experiment, data=data, batch=None, shuffled=None), flat).backward()
        slopes = np.zeros(len(experiment.start))
        for places, part in placed:
            slopes[places] = part.grad.numpy()
        yield flat.detach().numpy().copy(), slopes
        step.step()
