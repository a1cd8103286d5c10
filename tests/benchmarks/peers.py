"""Who races with us: each gives a run, and has a `values` that makes comparable what the run returns."""

import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the package says, where it is imported before NumPy
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from backprop.graphs.graph import backward
from backprop.graphs.graph import forward as graph_forward
from backprop.losses import CATEGORICAL, ssr
from backprop.optimisers import Adam
from backprop.passes import forward
from rows import seconds


def pytorch(experiment):
    """The eager loop that everybody writes: nn.Sequential, SGD or Adam, and a list of what happened.

    It runs with one thread or two, whichever is faster here: a busy machine makes the second one a burden.
    """
    import torch
    from torch import nn

    bends = {"softplus": [nn.Softplus(threshold=40.0)], "tanh": [nn.Tanh()], "identity": [], "SoftMax": []}
    network, rule, layers = experiment.network, experiment.optimiser, []
    for wb, activation in zip(network.layers(experiment.start), network.activations, strict=True):
        layer = nn.Linear(wb.shape[1] - 1, len(wb), dtype=torch.float64)
        layer.weight.data, layer.bias.data = torch.tensor(wb[:, :-1]), torch.tensor(wb[:, -1])
        layers += [layer, *bends[activation.name]]
    model = nn.Sequential(*layers)
    begin = {name: value.clone() for name, value in model.state_dict().items()}
    inputs, observed = torch.tensor(experiment.data.inputs), torch.tensor(experiment.data.observed)
    to_classes = nn.CrossEntropyLoss(reduction="sum") if experiment.loss is CATEGORICAL else None
    classes = observed.argmax(dim=1)

    def run(threads):
        torch.set_num_threads(threads)
        model.load_state_dict(begin)
        if isinstance(rule, Adam):
            optimiser = torch.optim.Adam(
                model.parameters(), rule.learning_rate, (rule.beta_1, rule.beta_2), rule.epsilon
            )
        else:
            optimiser = torch.optim.SGD(model.parameters(), lr=rule.learning_rate)
        record = []
        for _ in range(experiment.steps + 1):
            raw = model(inputs)
            predicted = raw.detach().softmax(dim=1) if to_classes else raw
            residuals = observed - predicted
            loss = to_classes(raw, classes) if to_classes else (residuals**2).sum()
            optimiser.zero_grad()
            loss.backward()
            parameters = [p.detach().clone() for p in model.parameters()]
            derivatives = [p.grad for p in model.parameters()]  # zero_grad lets go of them: no copy is needed
            record.append((parameters, derivatives, predicted.detach(), residuals.detach(), loss.detach()))
            optimiser.step()
        return record

    def fastest_of_three(run):
        return min(seconds(run) for _ in range(3))

    return min(partial(run, 1), partial(run, 2), key=fastest_of_three)


def values_of_pytorch(record):
    def flat_row(tensors):
        layers = zip(tensors[::2], tensors[1::2], strict=True)
        return np.concatenate([np.column_stack([weight, bias]).ravel() for weight, bias in layers])

    parameters, derivatives, predicted, residuals, loss = zip(*record, strict=True)
    return {
        "parameters": np.stack([flat_row(tensors) for tensors in parameters]),
        "derivatives": np.stack([flat_row(tensors) for tensors in derivatives]),
        "predicted": np.stack(predicted),
        "residuals": np.stack(residuals),
        "loss": np.stack(loss),
    }


def autograd(experiment):
    """autograd's value_and_grad on the flat row of the 1-2-1 network; it records no predicted values."""
    import autograd.numpy as np_
    from autograd import value_and_grad

    inputs, observed = experiment.data.inputs, experiment.data.observed[:, 0]

    def loss(parameters):
        wb = parameters[:4].reshape(2, 2)
        y = np_.logaddexp(0.0, inputs * wb[:, 0] + wb[:, 1])
        return np_.sum((observed - (np_.dot(y, parameters[4:6]) + parameters[6])) ** 2)

    def run():
        parameters, step, record = experiment.start, value_and_grad(loss), []
        for _ in range(experiment.steps + 1):
            value, derivatives = step(parameters)
            record.append((parameters, derivatives, value))
            parameters = parameters - experiment.optimiser.learning_rate * derivatives
        return record

    return run


def values_of_autograd(record):
    return dict(zip(("parameters", "derivatives", "ssr"), map(np.stack, zip(*record, strict=True)), strict=True))


def jax_sweep(experiment, rates):
    """jit of vmap of lax.scan, compiled before it is timed; the 1-2-1 network in matrices."""
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    import jax

    jax.config.update("jax_enable_x64", True)
    inputs, observed, start = experiment.data.inputs, experiment.data.observed[:, 0], jax.numpy.array(experiment.start)

    def loss(parameters):
        wb = parameters[:4].reshape(2, 2)
        y = jax.nn.softplus(inputs * wb[:, 0] + wb[:, 1])
        return ((observed - (y @ parameters[4:6] + parameters[6])) ** 2).sum()

    def one_run(rate):
        def step(parameters, _):
            value, derivatives = jax.value_and_grad(loss)(parameters)
            return parameters - rate * derivatives, (parameters, value)

        return jax.lax.scan(step, start, length=experiment.steps + 1)[1]

    all_runs = jax.jit(jax.vmap(one_run))
    return lambda: jax.block_until_ready(all_runs(rates))


def values_of_jax(result):
    return {"parameters": np.asarray(result[0]), "ssr": np.asarray(result[1])}


def stacked(experiment, names, grid):
    """The surface as one array of a million rows of parameters, through `forward` in one go."""

    def run():
        rows = np.tile(experiment.start, (len(grid) ** 2, 1))
        rows[:, experiment.network.place(names[0])] = np.repeat(grid, len(grid))
        rows[:, experiment.network.place(names[1])] = np.tile(grid, len(grid))
        predicted = forward(experiment.network, rows, experiment.data.inputs).predicted
        return ssr(experiment.data.observed, predicted).reshape(len(grid), -1)

    return run


LARGE_GRAPH = "+".join(f"tanh(x{i % 4}*w)" for i in range(32))
LARGE_GRAPH_INPUTS = {"x0": 0.1, "x1": 0.2, "x2": 0.3, "x3": 0.4, "w": -0.7}


def there_and_back(graph):
    """The gradients of a graph's inputs."""
    walk = backward(graph, graph_forward(graph, LARGE_GRAPH_INPUTS))
    return np.array([walk.gradients[place] for place in graph.inputs.values()])


def pytorch_graph(graph):
    """The same expression on tensors of one number each."""
    import torch

    def run():
        leaves = {
            name: torch.tensor(LARGE_GRAPH_INPUTS[name], dtype=torch.float64, requires_grad=True)
            for name in graph.inputs
        }
        total = 0.0
        for i in range(32):
            total = total + torch.tanh(leaves[f"x{i % 4}"] * leaves["w"])
        total.backward()
        return np.array([leaf.grad.item() for leaf in leaves.values()])

    return run


def call_floor(experiment):
    """What twelve NumPy calls and a row copy cost at least, whatever they compute: a step of the 1-2-1 network has five
    products and seven elementwise calls, and here all seven are additions, the cheapest there are."""
    one, two, inputs, three = (np.zeros(shape) for shape in ((1, 3), (2, 3), (2, 3), (3, 3)))
    wb, parameters, row = np.zeros((2, 2)), np.zeros(7), np.zeros(29)
    calls = [
        partial(wb.dot, inputs, np.zeros((2, 3))),
        partial(np.add, two, two, two),
        partial(np.add, two, two, two),
        partial(np.add, two, two, two),
        partial(one.dot, three, np.zeros((1, 3))),
        partial(np.add, one, one, one),
        partial(one.dot, three.T, np.zeros((1, 3))),
        partial(np.zeros((2, 1)).dot, one, np.zeros((2, 3))),
        partial(np.add, two, two, two),
        partial(two.dot, inputs.T, np.zeros((2, 2))),
        partial(np.add, parameters, parameters, parameters),
        partial(np.add, parameters, parameters, parameters),
    ]

    def run():
        rows = np.empty((experiment.steps + 1, len(row)))
        for step in range(len(rows)):
            for call in calls:
                call()
            rows[step] = row

    return run
