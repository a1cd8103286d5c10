"""What is called rounding is rounding: it bounds what more digits change, and no word for a run at rest hangs on it."""

from dataclasses import replace

import numpy as np
import pytest
from problems import random_run

from backprop.activations import SOFTMAX, TANH
from backprop.descent import gradient_descent
from backprop.iris import SCALED_IRIS_DATA
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, THREE_PARAMETERS
from backprop.losses import CATEGORICAL, MEAN_CATEGORICAL, MSE, SSR
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.rounding import EPS, rounding
from backprop.trend import WINDOW
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("loss", [SSR, MSE, CATEGORICAL, MEAN_CATEGORICAL], ids=repr)
def test_many_observations_are_looked_at_in_parts_and_the_rounding_is_that_of_all(loss, monkeypatch):
    network = Network((2, 4, 3), TANH, SOFTMAX)
    parameters = np.stack([random_start(network, seed) for seed in (1, 2)])
    whole = rounding(network, parameters, SCALED_IRIS_DATA, loss)
    monkeypatch.setattr("backprop.rounding.NUMBERS_AT_ONCE", 40 * sum(network.nodes))  # 150 are four parts, one smaller
    parts = rounding(network, parameters, SCALED_IRIS_DATA, loss)
    for name in ("loss", "derivatives", "predicted"):
        np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), rtol=0.05)


SEVEN = replace(ALL_PARAMETERS.experiment, optimiser=GradientDescent(0.1), steps=3000)
BEND = replace(SEVEN, optimised=("w1", "w2"))


@pytest.mark.skipif(np.finfo(np.longdouble).eps >= EPS, reason="this machine has no numbers with more digits")
@pytest.mark.parametrize("seed", range(150))
def test_what_more_digits_change_is_within_the_rounding_and_not_far_below_it(seed):
    """The oracle: the same pass with eleven more bits a number."""
    experiment = random_run(seed)
    network, data, loss = experiment.network, experiment.data, experiment.loss
    if any(each.corner is not None for each in network.activations):
        return  # at its corner more digits may be on the other side
    near = experiment.start + np.random.default_rng(seed).normal(scale=1e-3, size=(8, network.parameter_count))
    ours, exact = (backward(network, row, data, loss) for row in (near, near.astype(np.longdouble)))
    small = rounding(network, near, data, loss)
    for found, true, limit in (
        (ours.loss, exact.loss, small.loss),
        (ours.derivatives, exact.derivatives, small.derivatives),
        (ours.forward.predicted, exact.forward.predicted, small.predicted),
    ):
        assert (np.abs(found - true) <= limit).all()
    terms = 1 + np.abs(ours.loss) + np.abs(ours.dloss_dpredicted).sum(axis=(1, 2)) * (1 + np.abs(near).sum(axis=1)) ** 2
    assert (small.loss <= 1e4 * EPS * terms).all()


def at_rest():
    """Runs that rest: the lessons', in a bend, and random ones of every rule with the steps to get there."""
    runs = [SEVEN, BEND, replace(MAIN_IDEAS.experiment, steps=400), replace(THREE_PARAMETERS.experiment, steps=3000)]
    runs += [replace(BEND, optimiser=GradientDescent(rate), steps=500) for rate in np.geomspace(0.1, 2.0, 12)]
    runs += [replace(random_run(seed), steps=1200) for seed in range(110)]
    traces = [gradient_descent(experiment) for experiment in runs]
    return [
        (trace, judged)
        for trace in traces
        if trace.experiment.optimised and (judged := verdict(trace)).kind in ("at rest", "converged")
    ]


def test_no_word_for_a_run_at_rest_hangs_on_the_last_bits():
    """The last Step Sizes are replaced by ±1e-16 in turn; Derivatives and loss are off by some last bits."""
    found = at_rest()
    assert len(found) >= 30
    assert {judged.kind for _, judged in found} == {"at rest", "converged"}
    for trace, judged in found:
        experiment = trace.experiment
        turned = np.where(np.arange(len(trace)) % 2, 1e-16, -1e-16)[:, None] * experiment.moves
        last = np.arange(len(trace))[:, None] >= len(trace) - WINDOW
        small = rounding(experiment.network, trace.parameters[-1], experiment.data, experiment.loss)
        signs = np.sign(np.random.default_rng(1).normal(size=trace.derivatives.shape))
        level = (np.abs(trace.derivatives) <= small.derivatives).all(axis=1)[:, None]
        derivatives = np.where(last & level, signs * small.derivatives / 8, trace.derivatives)
        loss = trace.loss + np.where(last, signs, 0.0)[:, 0] * small.loss / 8
        for changed in (
            replace(trace, step_sizes=np.where(last, turned, trace.step_sizes)),
            replace(trace, derivatives=derivatives),
            replace(trace, loss=loss),
        ):
            assert verdict(changed).kind == judged.kind, (experiment, judged)
