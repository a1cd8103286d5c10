"""What PyTorch says of the same networks and expressions: live where it is installed, and always as it was pinned.

The pins are made by `python tests/core/pin_pytorch.py`, which says with which versions.
"""

import importlib.util
import json
from functools import partial
from pathlib import Path

import numpy as np

from backprop.losses import CATEGORICAL, CROSS_ENTROPY, HALF_MSE, MEAN_CATEGORICAL, MEAN_CROSS_ENTROPY, MSE, SSR
from backprop.optimisers import Adam

PINS = Path(__file__).with_name("pinned_by_pytorch")
LIVE = importlib.util.find_spec("torch") is not None


def pinned(kind):
    """The pins of one kind: "expressions", "hessians", "ends" of runs, or "derivatives" at starts,
    or the "networks" that are drawn."""
    return json.loads((PINS / f"{kind}.json").read_text(encoding="utf-8"))["pins"]


def name_of(experiment):
    """What an Experiment is pinned under: what was chosen, and the first number of its data and of its start."""
    network, rule = experiment.network, experiment.optimiser
    chosen = "-".join(map(str, network.nodes)), *(each.name for each in network.activations), experiment.loss.name
    return " ".join((*chosen, rule.name, f"{experiment.data.inputs[0, 0]:.3g}", f"{experiment.start[0]:.3g}"))


def loss_at(experiment, parameters):
    """The loss of an Experiment's network at a tensor of all its parameters."""
    import torch
    from torch.nn import functional

    curves = {
        "softplus": lambda x: functional.softplus(x, threshold=40.0),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "ReLU": torch.relu,
        "Leaky ReLU": functional.leaky_relu,
        "ELU": functional.elu,
        "GELU": lambda x: functional.gelu(x, approximate="tanh"),
        "SiLU": functional.silu,
        "identity": lambda x: x,
        "SoftMax": lambda x: functional.softmax(x, dim=1),
    }
    network, first = experiment.network, 0
    joined = experiment.loss.joined_with(network.output)

    def squares(t, x, o):
        return functional.mse_loss(o, t, reduction="sum")

    def cross_entropy(t, x, o):
        if joined and not joined.through:
            return functional.binary_cross_entropy_with_logits(x, t, reduction="sum")
        return functional.binary_cross_entropy(o, t, reduction="sum")

    def categorical(t, x, o, reduction="sum"):
        if joined:
            return functional.cross_entropy(x, t, reduction=reduction)
        return -(t * torch.log(o)).sum() / (len(t) if reduction == "mean" else 1)

    losses = {
        SSR: squares,
        MSE: lambda t, x, o: squares(t, x, o) / len(t),
        HALF_MSE: lambda t, x, o: squares(t, x, o) / (2 * len(t)),
        CROSS_ENTROPY: cross_entropy,
        MEAN_CROSS_ENTROPY: lambda t, x, o: cross_entropy(t, x, o) / len(t),
        CATEGORICAL: categorical,
        MEAN_CATEGORICAL: partial(categorical, reduction="mean"),
    }
    y, observed = (torch.tensor(part.copy()) for part in (experiment.data.inputs, experiment.data.observed))
    for (rows, columns), activation in zip(network.shapes, network.activations, strict=True):
        wb = parameters[first : first + rows * columns].reshape(rows, columns)
        x = y @ wb[:, :-1].T + wb[:, -1]
        y, first = curves[activation.name](x), first + rows * columns
    return losses[experiment.loss](observed, x, y)


def rows(experiment):
    """The run of an Experiment by PyTorch's own optimisers: yields (parameters, derivatives, loss) of each row."""
    import torch

    torch.set_num_threads(1)
    parameters, rule = torch.tensor(experiment.start.copy()).requires_grad_(), experiment.optimiser
    if isinstance(rule, Adam):
        taker = torch.optim.Adam([parameters], rule.learning_rate, (rule.beta_1, rule.beta_2), rule.epsilon)
    else:
        taker = torch.optim.SGD([parameters], rule.learning_rate, momentum=getattr(rule, "momentum", 0.0))
    for _ in range(experiment.steps + 1):
        loss = loss_at(experiment, parameters)
        taker.zero_grad()
        loss.backward()
        yield parameters.detach().numpy().copy(), parameters.grad.numpy().copy(), loss.item()
        taker.step()


def hessian(experiment, parameters):
    """The second derivatives of the loss at a row of parameters: (P, P)."""
    import torch

    here = torch.tensor(np.array(parameters))
    return torch.autograd.functional.hessian(partial(loss_at, experiment), here).numpy()


def gradients(text, inputs):
    """(value, {name: gradient}) of an expression on tensors of one number each."""
    import torch

    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in inputs.items()}

    def as_tensor(x):
        return torch.as_tensor(x, dtype=torch.float64)

    def of_numbers(function):
        return lambda *operands: function(*map(as_tensor, operands))

    own = ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu")
    known = {name: of_numbers(getattr(torch, name)) for name in own} | {"max": of_numbers(torch.maximum)}
    for name in ("leaky_relu", "elu", "silu"):
        known[name] = of_numbers(getattr(torch.nn.functional, name))
    known["gelu"] = of_numbers(lambda x: torch.nn.functional.gelu(x, approximate="tanh"))
    known["softplus"] = of_numbers(lambda x: torch.nn.functional.softplus(x, threshold=500))
    value = as_tensor(eval(text, {"__builtins__": {}}, {**known, **leaves}))
    if value.requires_grad:
        value.backward()
    return value.item(), {name: 0.0 if leaf.grad is None else leaf.grad.item() for name, leaf in leaves.items()}
