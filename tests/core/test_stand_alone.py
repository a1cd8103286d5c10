"""A run written out as a script of its own prints the numbers that we compute, to the digits it shows."""

import itertools
import subprocess
import sys

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS, IDENTITY, SIGMOID, TANH
from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.descent import Experiment, gradient_descent
from backprop.losses import LOSSES, SSR
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent
from backprop.stand_alone import columns_shown, stand_alone

SHOWN = (0, 1, 2, 10, 40)


def printed(script, folder):
    """What a script prints: its heads, and its rows as numbers."""
    file = folder / "run.py"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    heads, *rows = (line.split("\t") for line in done.stdout.splitlines())
    return heads, rows


def check(experiment, folder):
    trace = gradient_descent(experiment)
    heads, rows = printed(stand_alone(experiment, SHOWN, digits=10), folder)
    columns = columns_shown(experiment)
    assert heads == ["Step", *columns]
    assert [int(row[0]) for row in rows] == list(SHOWN)
    ours = [[of(trace, step) for _, of in columns.values()] for step in SHOWN]
    np.testing.assert_allclose(np.array(rows)[:, 1:].astype(float), ours, rtol=1e-8, atol=1e-12)


def experiment_of(hidden=TANH, output=IDENTITY, loss=SSR, optimiser=None, nodes=(2, 4, 3, 1), **options):
    network = Network(nodes, hidden, output)
    random = np.random.default_rng(3)
    inputs = random.normal(size=(7, nodes[0]))
    data = Data(inputs, (inputs.sum(axis=1) > 0) * 1.0)
    rule = optimiser or GradientDescent(0.01)
    return Experiment(network, data, random_start(network, 5), loss=loss, optimiser=rule, steps=40, **options)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
def test_every_activation(activation, tmp_path):
    check(experiment_of(hidden=activation, output=activation), tmp_path)


@pytest.mark.parametrize(("rule", "loss"), list(itertools.product(OPTIMISERS, LOSSES)))
def test_every_optimiser_with_every_loss(rule, loss, tmp_path):
    check(experiment_of(output=SIGMOID, loss=loss, optimiser=rule(0.02)), tmp_path)


def test_a_straight_line_and_four_hidden_layers(tmp_path):
    for number, nodes in enumerate([(1, 1), (2, 1), (1, 5, 4, 3, 2, 1)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        check(experiment_of(nodes=nodes, optimiser=Adam(0.01)), folder)


def test_a_run_that_moves_some_parameters_only(tmp_path):
    check(experiment_of(optimised=("w1", "b2", "b8")), tmp_path)


def test_a_run_that_diverges_says_when(tmp_path):
    experiment = experiment_of(optimiser=GradientDescent(100.0), hidden=IDENTITY)
    trace = gradient_descent(experiment)
    *_, last = printed(stand_alone(experiment, SHOWN), tmp_path)[1]
    assert abs(int(last[0].removeprefix("Diverged at step ").rstrip(".")) - trace.diverged_at) <= 1


def test_names_cannot_become_code(tmp_path):
    names = ('x"""\nimport os\n', "y\u2028print(1)\r")
    network = Network((1, 1))
    data = Data([0.0, 1.0], [0.0, 1.0], names)
    heads, _ = printed(stand_alone(Experiment(network, data, [0.5, 0.0]), (0,)), tmp_path)
    assert heads[0] == "Step"


def test_the_numbers_are_written_with_every_digit(tmp_path):
    data = DATASETS["noisy sine"](20, 1)
    network = Network((1, 3, 1), TANH)
    start = random_start(network, 2)
    check(Experiment(network, data, start, loss=SSR, optimiser=GradientDescent(0.01), steps=40), tmp_path)
