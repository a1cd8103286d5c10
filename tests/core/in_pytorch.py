"""What PyTorch says of the same networks and expressions: live where it is installed, and always as it was pinned.

The pins are made by `python tests/core/pin_pytorch.py`, which says with which versions.
"""

import importlib.util
import json
from functools import partial
from pathlib import Path

import numpy as np

from backprop.losses import CROSS_ENTROPY, HALF_MSE, SSR
from backprop.optimisers import Adam

PINS = Path(__file__).with_name("pinned_by_pytorch")
LIVE = importlib.util.find_spec("torch") is not None


def pinned(kind):
    """The pins of one kind: "expressions", "hessians", "ends" of runs, or "derivatives" at starts."""
    return json.loads((PINS / f"{kind}.json").read_text(encoding="utf-8"))["pins"]


def name_of(experiment):
    """What an Experiment is pinned under: what was chosen, and the first number of its data and of its start."""
    network, rule = experiment.network, experiment.optimiser
    chosen = "-".join(map(str, network.nodes)), network.hidden.name, network.output.name, experiment.loss.name
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
        "identity": lambda x: x,
    }
    losses = {
        SSR: lambda t, x, o: functional.mse_loss(o, t, reduction="sum"),
        HALF_MSE: lambda t, x, o: functional.mse_loss(o, t, reduction="sum") / (2 * len(t)),
        CROSS_ENTROPY: lambda t, x, o: functional.binary_cross_entropy_with_logits(x, t, reduction="sum"),
    }
    network, first = experiment.network, 0
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
    known["softplus"] = of_numbers(lambda x: torch.nn.functional.softplus(x, threshold=500))
    value = as_tensor(eval(text, {"__builtins__": {}}, {**known, **leaves}))
    if value.requires_grad:
        value.backward()
    return value.item(), {name: 0.0 if leaf.grad is None else leaf.grad.item() for name, leaf in leaves.items()}
