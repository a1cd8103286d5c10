"""A run written out as a script of its own prints the numbers that we compute, to the digits it shows."""

import itertools
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS, ELU, GELU, IDENTITY, LEAKY_RELU, SIGMOID, SILU, SOFTPLUS, TANH
from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment, log_spaced_steps
from backprop.lessons import MAIN_IDEAS
from backprop.losses import CLASS_LOSSES, CROSS_ENTROPY, HALF_MSE, LOSSES, MSE, SSR
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent, Momentum, Nesterov, RMSprop
from backprop.series import THREE_FLOWERS
from backprop.softmax import SOFTMAX
from backprop.written.one_bit import Parting
from backprop.written.script import columns_shown, functions_of, looked_into, named, stand_alone
from backprop.written.script import printed as printed_here

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


VIDEO = Experiment(
    MAIN_IDEAS.experiment.network,
    MAIN_IDEAS.experiment.data,
    random_start(MAIN_IDEAS.experiment.network, 1),
    optimiser=GradientDescent(0.1),
    steps=1000,
)
DECIDES = re.compile(r"From about step ([\d,]+) on, rounding decides")


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


@pytest.mark.parametrize("loss", [SSR, CROSS_ENTROPY, *CLASS_LOSSES], ids=repr)
def test_softmax_and_an_activation_function_for_each_layer(loss, tmp_path):
    network = Network((2, 3, 2, 2, 3), (TANH, LEAKY_RELU, TANH), SOFTMAX)
    own = Experiment(
        network, THREE_FLOWERS, random_start(network, 5), loss=loss, optimiser=GradientDescent(0.1), steps=40
    )
    check(own, tmp_path)
    script = stand_alone(own, SHOWN)
    assert "A 2-3-2-2-3 network, tanh, then Leaky ReLU, then tanh inside and SoftMax at the end" in script
    assert script.count("def tanh(x)") == script.count("def leaky_relu(x)") == script.count("def softmax(x)") == 1
    assert "sigmoid" not in script


@pytest.mark.parametrize("loss", [CROSS_ENTROPY, *CLASS_LOSSES], ids=repr)
@pytest.mark.parametrize("far", [1.0, 20.0, 60.0])
def test_a_script_keeps_the_digits_of_the_loss_however_sure_softmax_is(loss, far):
    network = Network((1, 3), output=SOFTMAX)
    start = far * np.array([1.0, 0.0, -1.0, 0.0, 0.2, 0.0])
    own = Experiment(network, Data([1.0, -1.0], np.eye(3)[:2]), start, loss=loss, optimiser=GradientDescent(1e-9))
    columns, _ = printed_here(own, [0])
    assert columns[loss.name][0] == pytest.approx(gradient_descent(own).loss[0], rel=1e-12)


def test_a_straight_line_and_four_hidden_layers(tmp_path):
    for number, nodes in enumerate([(1, 1), (2, 1), (1, 5, 4, 3, 2, 1)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        check(experiment_of(nodes=nodes, optimiser=Adam(0.01)), folder)


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
@pytest.mark.parametrize(("batch", "shuffled"), [(1, None), (3, 8)])
def test_batches_and_weight_decay_are_repeated_from_the_same_seed(rule, batch, shuffled, tmp_path):
    experiment = experiment_of(optimiser=rule(0.01), batch=batch, shuffled=shuffled, weight_decay=0.1)
    check(experiment, tmp_path)
    script = stand_alone(experiment, SHOWN)
    assert f"40 steps on 7 observations, {batch} at a time: prints" in script
    assert "Rounding decides nothing here" in script


def test_a_run_that_moves_some_parameters_only(tmp_path):
    check(experiment_of(optimised=("w1", "b2", "b8")), tmp_path)


def test_a_run_that_diverges_says_when(tmp_path):
    experiment = experiment_of(optimiser=GradientDescent(100.0), hidden=IDENTITY)
    trace = gradient_descent(experiment)
    *_, last = printed(stand_alone(experiment, SHOWN), tmp_path)[1]
    assert last == [f"Diverged at step {trace.diverged_at}."]


def diverging(hidden, output=IDENTITY, loss=SSR, optimiser=None, nodes=(2, 3, 1), **options):
    """One whose steps are far too large, so that each is a multiple of the one before."""
    own = experiment_of(hidden, output, loss, optimiser or GradientDescent(1.0), nodes, **options)
    return replace(own, start=3 * own.start, steps=400)


DECAYING = {"weight_decay": 30.0}  # at a rate of 1 each weight is × −29, whatever the outputs do
DIVERGING = {
    **{f"{each} inside": diverging(each) for each in ACTIVATIONS if each not in (TANH, SIGMOID)},
    **{f"{each} at the end": diverging(GELU, each, **DECAYING) for each in (GELU, SILU, SOFTPLUS, TANH)},
    "GELU alone": diverging(GELU, GELU, nodes=(2, 1), **DECAYING),
    "the mean": diverging(SILU, SILU, MSE, **DECAYING),
    "cross-entropy": diverging(TANH, SIGMOID, CROSS_ENTROPY, GradientDescent(5.0), weight_decay=100.0),
    "Momentum": diverging(GELU, SOFTPLUS, optimiser=Momentum(10.0), **DECAYING),
    "Nesterov": diverging(SILU, SOFTPLUS, optimiser=Nesterov(10.0), **DECAYING),
    "small steps": diverging(TANH, SIGMOID, HALF_MSE, GradientDescent(0.5), **DECAYING),
    "∞ and −∞": diverging(LEAKY_RELU, TANH, optimiser=Momentum(1.0), nodes=(2, 3, 2, 1), weight_decay=100.0),
    "RMSprop": diverging(SOFTPLUS, IDENTITY, optimiser=RMSprop(1e90)),
    "Adam": diverging(ELU, IDENTITY, optimiser=Adam(1e90)),
    "batches": diverging(GELU, SILU, batch=3, shuffled=2, **DECAYING),
}


@pytest.mark.parametrize("name", DIVERGING)
def test_script_and_run_diverge_at_one_step(name):
    experiment = DIVERGING[name]
    trace = gradient_descent(experiment)
    assert trace.diverged_at is not None
    assert printed_here(experiment, [0], experiment.steps)[1] == trace.diverged_at


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
def test_a_formula_of_a_script_is_ours_however_far_out(activation):
    x = np.concatenate(
        [[0.0], *(way * np.array([1e-9, 0.5, 30.0, 800.0, 1e17, 1e110, 1e200, 1e308]) for way in (-1, 1))]
    )
    written, name = {"np": np}, named(activation)
    exec(functions_of(activation), written)
    y = activation.curve(x)
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(written[name](x), y, rtol=1e-13)
        np.testing.assert_allclose(
            written[f"{name}_derivative"](x, y), activation.derivative(x, y), rtol=1e-13, atol=1e-300
        )


def test_two_runs_that_show_the_same_digits_but_diverge_at_two_steps_part_there():
    alike = Parting(None, 40, True)
    assert alike.ended(41, 41) == alike
    assert alike.ended(41, None).step == alike.ended(None, 41).step == alike.ended(43, 41).step == 41
    assert replace(alike, step=30, of=("SSR",)).ended(41, 43).step == 30
    assert alike.ended(41, None).sentence == (
        "From about step 40 on, rounding decides: a second run, begun one bit away, diverges at another step."
    )


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


def table_of(trace, steps):
    """The table that a page shows of a Trace, as texts with as many digits as a script prints."""
    values = [of for _, of in columns_shown(trace.experiment).values()]
    return [[str(step), *(f"{of(trace, step):.4g}" for of in values)] for step in steps]


@pytest.mark.parametrize(
    ("experiment", "decided"),
    [
        (VIDEO, True),
        (replace(VIDEO, steps=500), False),
        (replace(VIDEO, steps=1), False),
        (replace(VIDEO, steps=0), False),
        (experiment_of(output=SIGMOID, loss=CROSS_ENTROPY, nodes=(2, 1)), False),
    ],
    ids=["the video's", "its half", "one step", "no step", "logistic"],
)
def test_the_script_prints_the_same_table_up_to_the_step_from_which_it_says_that_rounding_decides(
    experiment, decided, tmp_path
):
    trace = gradient_descent(experiment)
    steps = log_spaced_steps(experiment.steps, 40).tolist()
    script = stand_alone(experiment, steps)
    _, rows = printed(script, tmp_path)
    said = [row for row in rows if len(row) == 1]
    named = [int(DECIDES.match(row[0])[1].replace(",", "")) for row in said]
    assert bool(named) is bool(DECIDES.search(script)) is decided
    safe = [step for step in steps if not named or step < named[0]]
    assert rows[: len(safe)] == table_of(trace, safe)
    if decided:
        assert rows[len(safe)] == said[0]  # where it happens, and the table goes on below
        assert 500 <= named[0] <= 800


def test_a_script_of_a_run_that_diverges_says_so_though_its_table_ends_before(tmp_path):
    experiment = experiment_of(optimiser=GradientDescent(10.0), hidden=IDENTITY)
    trace = gradient_descent(experiment)
    assert trace.diverged_at is not None
    script = stand_alone(experiment, trace.steps)
    assert f"This run diverges: at step {trace.diverged_at} a number is no longer finite." in script
    *rows, last = printed(script, tmp_path)[1]
    assert [row[0] for row in rows if len(row) > 1] == [str(step) for step in trace.steps]
    assert abs(int(last[0].removeprefix("Diverged at step ").rstrip(".")) - trace.diverged_at) <= 1


def test_what_is_known_of_a_run_is_not_found_out_once_more(monkeypatch):
    experiment = replace(VIDEO, steps=50)
    found = looked_into(experiment)
    monkeypatch.setattr("backprop.written.script.gradient_descent", None)
    assert stand_alone(experiment, [0, 50], known=found)


def test_where_the_script_shows_other_digits_rounding_is_said_to_decide():
    """Equal sums that cancel: here a second run, begun one bit away, happened to show the same digits throughout."""
    network = Network((2, 3, 1, 2, 1), SIGMOID, SIGMOID)
    rule = {"optimiser": Momentum(5.0), "loss": CROSS_ENTROPY, "steps": 300}
    experiment = Experiment(network, DATASETS["XOR"], random_start(network, 463771), **rule)
    found, _ = looked_into(experiment)
    trace = gradient_descent(experiment)
    columns, _ = printed_here(experiment, trace.steps)
    apart = np.abs(columns["SSR"] - trace.ssr) > 1e-4 * trace.ssr
    if apart.any():  # as on every machine seen; one that rounds otherwise may show it elsewhere
        assert found.step is not None
        assert found.step <= apart.argmax()
        assert "the script" in found.sentence or "one bit away" in found.sentence
