"""What is said of a run by batches: it is told from the ends of epochs, whatever single steps do between them."""

from dataclasses import replace

import numpy as np
import pytest
from judged import B3, SEVEN, THREE

from backprop.activations import SIGMOID
from backprop.bowl import largest_stable_rate
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.endings import endings
from backprop.epochs import ends_of_epochs, last_ends
from backprop.experiment import Experiment
from backprop.losses import CROSS_ENTROPY
from backprop.lowest import exact_minimum
from backprop.network import Network
from backprop.optimisers import Adam, GradientDescent, Momentum
from backprop.passes import backward
from backprop.rates import comparison
from backprop.reading import reading
from backprop.trend import WINDOW
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")

# Two observations that one line cannot both meet: b alone is drawn to 0 by one, to 1 by the other.
TORN = Experiment(Network((1, 1)), Data([0.0, 0.0], [0.0, 1.0]), (0.0, 3.0), optimised=("b1",), batch=1)

RUNS = {
    "no step": (B3, 0.1, None, 0, "at the start", 0),
    "no whole epoch": (B3, 0.1, None, 2, "at the start", 2),
    "on its way": (B3, 0.01, None, 100, "falling", 100),
    "on its way, shuffled": (B3, 0.01, 1, 100, "falling", 100),
    "arrives": (B3, 0.01, None, 500, "converged", None),
    "goes round": (B3, 0.3, None, 500, "at rest", None),
    "wanders": (B3, 0.3, 1, 500, "oscillating", 500),
    "torn": (TORN, 0.25, None, 400, "at rest", None),
    "grows": (B3, 10.0, None, 50, "rising", 50),
    "without end": (B3, 10.0, None, 500, "diverged", 121),
    "three": (THREE, 0.1, None, 3000, "converged", None),
    "three, too far": (THREE, 0.5, None, 3000, "diverged", None),
    "seven on the plateau": (SEVEN, 0.01, None, 3000, "flat", 3000),
}


def run(experiment, rate, shuffled, steps, record=None):
    batch = experiment.batch or 1
    return gradient_descent(
        replace(experiment, optimiser=GradientDescent(rate), shuffled=shuffled, steps=steps, batch=batch), record
    )


@pytest.mark.parametrize(("experiment", "rate", "shuffled", "steps", "kind", "step"), RUNS.values(), ids=RUNS)
def test_the_word_for_a_run_and_its_step_however_little_is_kept(experiment, rate, shuffled, steps, kind, step):
    trace = run(experiment, rate, shuffled, steps)
    judged = verdict(trace)
    assert judged.kind == kind
    assert step is None or judged.step == step
    assert judged.reason.endswith(".")
    assert "nan" not in judged.reason
    assert reading(trace).stable_rate is None
    assert len(endings(trace, judged)) == 3
    if trace.diverged_at is None:
        thinned = verdict(run(experiment, rate, shuffled, steps, sorted({0, steps})))
        assert (thinned.kind, thinned.factor) == (judged.kind, judged.factor)
        assert kind == "converged" or thinned.reason == judged.reason


def test_batches_that_pull_apart_swing_from_step_to_step_and_rest_from_epoch_to_epoch():
    """b ← b − 0.5 × (b − Observed): from 0 and 1 in turn the ends of epochs are 2/3 for ever, between them 1/3."""
    trace = run(TORN, 0.25, None, 400)
    np.testing.assert_allclose(trace.of("b1")[-5:], [2 / 3, 1 / 3, 2 / 3, 1 / 3, 2 / 3], rtol=1e-12)
    judged = verdict(trace)
    assert "From one epoch to the next no parameter moves" in judged.reason
    assert "the largest Step Size of the next batch is 0.3333." in judged.reason
    assert exact_minimum(trace.experiment)[1] == pytest.approx(0.5)  # of the loss over both
    assert largest_stable_rate(trace.experiment) is None
    assert trace.steps[0] < judged.step < 200
    np.testing.assert_allclose(trace.of("b1")[judged.step], 2 / 3, rtol=1e-12)


def test_what_multiplies_the_loss_is_what_an_epoch_does():
    """One at a time, b3's distance shrinks by 1 − 2 × rate three times an epoch: what is above the minimum, squared."""
    judged = verdict(run(B3, 0.001, None, 60))
    assert judged.factor == pytest.approx((1 - 2 * 0.001) ** 6, rel=1e-3)
    assert "Each epoch multiplies what the SSR has above its minimum by" in judged.reason


@pytest.mark.parametrize("rule", [GradientDescent(0.05), Momentum(0.02), Adam(0.05)], ids=repr)
@pytest.mark.parametrize("batch", [1, 2])
def test_the_ends_of_epochs_are_found_again_where_they_were_not_kept(rule, batch):
    experiment = replace(SEVEN, optimiser=rule, batch=batch, shuffled=8, steps=101)
    full, thinned = gradient_descent(experiment), gradient_descent(experiment, [0, 50, 101])
    steps = last_ends(experiment, 101)
    every = experiment.steps_an_epoch
    assert len(steps) == WINDOW
    assert steps[-1] == 101 // every * every
    assert (np.diff(steps) == every).all()
    one, other = ends_of_epochs(full), ends_of_epochs(thinned)
    np.testing.assert_array_equal(one.parameters, full.parameters[steps])
    np.testing.assert_array_equal(other.parameters, full.parameters[steps])
    np.testing.assert_allclose(one.step_sizes[1:], one.parameters[:-1] - one.parameters[1:])
    of_all = backward(experiment.network, one.parameters, experiment.data).derivatives
    np.testing.assert_array_equal(one.derivatives, of_all)


def test_where_all_observations_are_seen_at_once_the_last_ends_are_the_last_steps():
    assert last_ends(SEVEN, 100).tolist() == list(range(81, 101))
    assert last_ends(SEVEN, 3).tolist() == [0, 1, 2, 3]


def test_nothing_optimised_tells_the_slope_of_all_observations():
    trace = gradient_descent(replace(SEVEN, optimised=(), batch=1, steps=4))
    judged = verdict(trace)
    assert judged.kind == "nothing optimised"
    slopes = backward(SEVEN.network, SEVEN.start, SEVEN.data).derivatives
    assert f"dSSR/dw3 = {slopes[4]:.4g}" in judged.reason


def test_rates_are_not_sorted_into_regions_by_what_single_batches_do():
    with pytest.raises(ValueError, match="batch must be None"):
        comparison(replace(THREE, batch=1), np.geomspace(0.01, 0.1, 5))


def test_a_logistic_regression_one_at_a_time_is_measured_by_the_minimum_of_all():
    data = Data([-1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 0.0, 1.0])
    experiment = Experiment(Network((1, 1), output=SIGMOID), data, (0.0, 0.0), loss=CROSS_ENTROPY, batch=1, steps=40)
    judged = verdict(gradient_descent(replace(experiment, optimiser=GradientDescent(0.02))))
    assert judged.kind == "falling"
    assert "at the exact minimum it is" in judged.reason
