"""Many runs at once are Gradient Descent one by one, over rates and over starts."""

from dataclasses import replace

import numpy as np
import pytest
from problems import LOG_COSH, MEAN, TOGETHER, close
from runs import at

from backprop import sweep as sweep_module
from backprop.activations import RELU, SIGMOID, TANH
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, LINE, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import CROSS_ENTROPY, HALF_MSE
from backprop.network import Network
from backprop.optimisers import Adam, Momentum
from backprop.sweep import sweep

pytestmark = pytest.mark.filterwarnings("error")  # whatever overflows, nobody is to hear of it as a warning

DEEP = Experiment(
    Network((2, 3, 2, 2), hidden=TANH, output=SIGMOID),
    Data([[0.0, 1.0], [1.0, 0.5], [-1.0, 2.0]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]),
    np.random.default_rng(1).normal(size=Network((2, 3, 2, 2)).parameter_count),
)
SWEPT = {
    "b3": at(MAIN_IDEAS, 0.1, 40),
    "three": at(THREE_PARAMETERS, 0.1, 40),
    "seven": at(ALL_PARAMETERS, 0.03, 40),
    "a line": at(STEP_BY_STEP_BOTH, 0.01, 40),
    "relu": at(replace(ALL_PARAMETERS.experiment, network=Network(hidden=RELU)), 0.03, 40),
    "deep": at(DEEP, 0.1, 40),
    "deep, some frozen": at(replace(DEEP, optimised=("w1", "b2", "w9", "b7")), 0.1, 40),
    "deep, mean": at(replace(DEEP, loss=MEAN), 0.1, 40),
    "deep, log cosh": at(replace(DEEP, loss=LOG_COSH), 0.1, 40),
    "deep, outputs together": at(replace(DEEP, loss=TOGETHER), 0.1, 40),
    "deep, half mean square": at(replace(DEEP, loss=HALF_MSE), 0.1, 40),
    "deep, cross-entropy": at(replace(DEEP, loss=CROSS_ENTROPY), 0.1, 40),
    "seven, momentum": at(replace(ALL_PARAMETERS.experiment, optimiser=Momentum(0.01)), 0.01, 40),
    "seven, Adam": at(replace(ALL_PARAMETERS.experiment, optimiser=Adam()), 0.01, 40),
    "deep, cross-entropy, momentum, some frozen": at(
        replace(DEEP, loss=CROSS_ENTROPY, optimiser=Momentum(), optimised=("w1", "b2", "w9", "b7")), 0.1, 40
    ),
    "deep, half mean square, Adam, some frozen": at(
        replace(DEEP, loss=HALF_MSE, optimiser=Adam(), optimised=("w1", "b2", "w9", "b7")), 0.1, 40
    ),
    "one step": at(MAIN_IDEAS, 0.1, 1),
    "no step": at(MAIN_IDEAS, 0.1, 0),
}
every_way = pytest.mark.parametrize("at_once", [0, 10**9], ids=["one by one", "side by side"])
every_record = pytest.mark.parametrize("record", [None, 7, [0]], ids=repr)


def agrees_with_single_runs(swept, experiments, record):
    assert len(swept) == len(experiments)
    for k, experiment in enumerate(experiments):
        trace = gradient_descent(experiment, record)
        assert swept.diverged_at[k] == (-1 if trace.diverged_at is None else trace.diverged_at)
        np.testing.assert_array_equal(swept.steps[: len(trace)], trace.steps)
        for row in range(len(trace)):
            close(swept.parameters[k, row], trace.parameters[row], 1e-9)
            close(swept.ssr[k, row], trace.ssr[row], 1e-9)
        assert np.isnan(swept.parameters[k, len(trace) :]).all()
        assert np.isnan(swept.ssr[k, len(trace) :]).all()


@every_way
@every_record
@pytest.mark.parametrize("name", SWEPT)
def test_a_sweep_over_rates_is_gradient_descent_one_by_one(monkeypatch, at_once, record, name):
    experiment = SWEPT[name]
    record = record if experiment.steps else None
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    rates = [0.001, 0.01, 0.05, 1e3]
    swept = sweep(experiment, learning_rates=rates, record=record)
    np.testing.assert_array_equal(swept.learning_rates, rates)
    agrees_with_single_runs(swept, [at(experiment, rate, experiment.steps) for rate in rates], record)


@every_way
@every_record
@pytest.mark.parametrize("name", SWEPT)
def test_a_sweep_over_starts_is_gradient_descent_one_by_one(monkeypatch, at_once, record, name):
    experiment = SWEPT[name]
    record = record if experiment.steps else None
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    starts = experiment.start + np.random.default_rng(2).normal(size=(5, len(experiment.start)))
    swept = sweep(experiment, starts=starts, record=record)
    np.testing.assert_array_equal(swept.starts, starts)
    agrees_with_single_runs(swept, [replace(experiment, start=start) for start in starts], record)


@every_way
@pytest.mark.parametrize("record", [None, 10, [0, 10]], ids=repr)
def test_a_sweep_says_at_which_step_each_run_diverged(monkeypatch, at_once, record):
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    swept = sweep(at(MAIN_IDEAS, 0.1, 200), learning_rates=[0.1, 10.0, 1e3], record=record)
    singles = [gradient_descent(at(MAIN_IDEAS, rate, 200)).diverged_at for rate in (10.0, 1e3)]
    assert swept.diverged_at.tolist() == [-1, *singles]


def test_a_sweep_of_many_observations_agrees_too():
    random = np.random.default_rng(3)
    data = Data(random.normal(size=300), random.normal(size=300))
    experiment = Experiment(LINE, data, (0.0, 0.0), steps=20)
    wide = Experiment(Network((1, 4, 1)), data, random.normal(size=13), steps=20)
    for each, rates in ((experiment, [1e-4, 1e-3, 1.0]), (wide, [1e-5, 1e-4])):
        agrees_with_single_runs(sweep(each, learning_rates=rates), [at(each, rate, 20) for rate in rates], None)
