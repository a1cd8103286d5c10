"""Gradient Descent as it is read and as it runs are one: equal to 1e-12, relative, step by step.

A run can double a rounding every few steps, and then two right programs part. These runs do not. Their Learning Rates
are small: a step of Gradient Descent changes a difference between two runs by 1 − rate × curvature, and a rate of 0.001
beside curvatures of some tens keeps that near 1; Momentum's steps add up to at most ten times as much. The step of Adam
and RMSprop is rate × average / (√ average of squares + epsilon), which a small Derivative need not make small, so their
epsilon is 0.1: then the step follows the Derivative, as the other rules' does, and no sign decides. At ReLU's corner an
x could fall on one side here and on the other there only if it were 0 to its last digits, and of these, drawn at
random, none is.
"""

import itertools

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS
from backprop.data import Data
from backprop.descent import gradient_descent, plain_descent
from backprop.experiment import Experiment
from backprop.losses import LOSSES
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS

STEPS = 50


def experiment_of(rule, loss, hidden, output, nodes=(2, 3, 2), **options):
    """An Experiment on data that every loss can take."""
    random, network = np.random.default_rng(7), Network(nodes, hidden, output)
    data = Data(random.normal(size=(5, nodes[0])), random.uniform(0.1, 0.9, size=(5, nodes[-1])))
    settings = {"epsilon": 0.1} if "epsilon" in rule.settings() else {}
    start = random_start(network, 7) + 0.1 * random.normal(size=network.parameter_count)
    return Experiment(network, data, start, loss=loss, optimiser=rule(0.001, **settings), steps=STEPS, **options)


def close(actual, expected):
    """Equal to 1e-12 of the largest of these numbers: of a single one may be left what cancels."""
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12 * np.abs(expected).max())


def checked(experiment):
    trace, rows = gradient_descent(experiment), list(plain_descent(experiment))
    assert len(rows) == len(trace) == STEPS + 1
    for row, (parameters, derivatives, step_sizes) in enumerate(rows):
        close(trace.parameters[row], parameters)
        close(trace.derivatives[row], derivatives)
        close(trace.step_sizes[row], step_sizes)


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_the_loop_to_read_and_the_tuned_one_take_the_same_steps(rule, loss):
    taken = 0
    for hidden, output in itertools.product(ACTIVATIONS, ACTIVATIONS):
        low, high = loss.takes_predicted
        if output.reach[0] < low or output.reach[1] > high:
            continue  # Cross Entropy wants a Predicted from 0 to 1
        checked(experiment_of(rule, loss, hidden, output))
        taken += 1
    assert taken >= len(ACTIVATIONS)


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_both_leave_what_is_not_optimised_where_it_is(rule):
    hidden, output = ACTIVATIONS[0], ACTIVATIONS[-1]
    checked(experiment_of(rule, LOSSES[0], hidden, output, optimised=("w1", "b2", "w9")))


def test_a_run_begins_anew_however_often_it_is_begun():
    """What a rule remembers belongs to the run, not to the rule."""
    for rule in OPTIMISERS:
        experiment = experiment_of(rule, LOSSES[0], ACTIVATIONS[0], ACTIVATIONS[-1])
        first, second = (np.array([row[0] for row in plain_descent(experiment)]) for _ in range(2))
        np.testing.assert_array_equal(first, second)
