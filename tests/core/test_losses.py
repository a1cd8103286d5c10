"""Each loss: its derivative, what it cannot take, and Cross Entropy with a sigmoid, which stays finite at any x."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import close, problems, rules, taken_by

from backprop import in_place
from backprop import sweep as sweep_module
from backprop.activations import ACTIVATIONS, IDENTITY, SIGMOID, TANH
from backprop.any_chains import any_chain
from backprop.bowl import largest_stable_rate
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, MAZUR, THREE_PARAMETERS
from backprop.losses import (
    CATEGORICAL,
    CLASS_LOSSES,
    CROSS_ENTROPY,
    HALF_MSE,
    LOSSES,
    MEAN_CATEGORICAL,
    MEAN_CROSS_ENTROPY,
    MSE,
    SSR,
)
from backprop.lowest import exact_minimum
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.rates import losses
from backprop.reading import reading
from backprop.series import THREE_FLOWERS
from backprop.softmax import SOFTMAX
from backprop.sweep import sweep
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")

ONE_NODE = Network((1, 1), output=SIGMOID)
LESSON = replace(ALL_PARAMETERS.experiment, network=Network(output=SIGMOID))  # Observed 0, 1, 0


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_the_derivative_agrees_with_central_finite_differences(loss):
    random, h = np.random.default_rng(0), 1e-6
    observed, predicted = random.uniform(size=(4, 2)), random.uniform(0.1, 0.9, size=(3, 4, 2))
    found = loss.derivative(observed, predicted)
    assert found.shape == predicted.shape
    for place in np.ndindex(4, 2):
        nudge = np.zeros((4, 2))
        nudge[place] = h
        difference = loss.value(observed, predicted + nudge) - loss.value(observed, predicted - nudge)
        np.testing.assert_allclose(found[:, *place], difference / (2 * h), rtol=1e-8)


def test_known_values():
    observed, predicted = np.array([[1.0], [0.0], [0.0]]), np.array([[0.5], [0.5], [0.25]])
    assert SSR.value(observed, predicted) == 0.5625
    assert HALF_MSE.value(observed, predicted) == 0.5625 / 6
    assert CROSS_ENTROPY.value(observed, predicted) == pytest.approx(2 * np.log(2) - np.log(0.75), rel=1e-15)
    np.testing.assert_allclose(CROSS_ENTROPY.derivative(observed, predicted)[:, 0], [-2.0, 2.0, 4 / 3], rtol=1e-15)


def test_half_mse_takes_its_n_from_the_observations_not_from_the_outputs():
    assert HALF_MSE.value(np.zeros((1, 2)), np.ones((1, 2))) == 1.0  # Mazur's ½ Σ over two outputs
    assert HALF_MSE.value(np.zeros((4, 2)), np.ones((5, 4, 2))).tolist() == [1.0] * 5


def test_a_sure_prediction_costs_nothing_where_it_is_right_and_everything_where_it_is_wrong():
    observed, predicted = np.array([[0.0], [1.0]]), np.array([[[0.0], [1.0]], [[1.0], [1.0]], [[0.0], [0.0]]])
    assert CROSS_ENTROPY.value(observed, predicted).tolist() == [0.0, np.inf, np.inf]
    assert CROSS_ENTROPY.derivative(observed, predicted)[..., 0].tolist() == [[1, -1], [np.inf, -1], [1, -np.inf]]


@pytest.mark.parametrize("experiment", [THREE_PARAMETERS.experiment, MAIN_IDEAS.experiment], ids=["three", "b3"])
def test_the_largest_stable_rate_of_a_mean_is_n_times_that_of_the_ssr_and_of_half_a_mean_2n_times(experiment):
    n = len(experiment.data)
    for loss, times in ((HALF_MSE, 2 * n), (MSE, n)):
        of_mean = replace(experiment, loss=loss)
        assert largest_stable_rate(of_mean) == pytest.approx(times * largest_stable_rate(experiment), rel=1e-12)
        np.testing.assert_allclose(exact_minimum(of_mean), exact_minimum(experiment), rtol=1e-12)


MEANS = [(MSE, SSR), (MEAN_CROSS_ENTROPY, CROSS_ENTROPY), (MEAN_CATEGORICAL, CATEGORICAL)]


@pytest.mark.parametrize(("mean", "of"), MEANS)
def test_a_mean_with_n_times_the_learning_rate_takes_the_same_steps_as_its_sum(mean, of):
    network = Network((2, 2, 3), hidden=TANH, output=SOFTMAX if of is CATEGORICAL else SIGMOID)
    start, rule = random_start(network, 5), GradientDescent(0.2)
    own = Experiment(network, THREE_FLOWERS, start, loss=of, optimiser=rule, steps=50)
    trace = gradient_descent(own)
    scaled = gradient_descent(replace(own, loss=mean, optimiser=GradientDescent(3 * 0.2)))
    close(scaled.parameters, trace.parameters, 1e-12)
    close(scaled.loss, trace.loss / 3, 1e-12)


def test_with_several_outputs_the_means_divide_by_the_observations_alone():
    """PyTorch's and Keras' mean squared error of these is 1: the mean of all eight numbers."""
    assert MSE.value(np.zeros((4, 2)), np.ones((4, 2))) == 2.0


def test_where_cross_entropy_is_minimised_no_bowl_is_claimed():
    assert largest_stable_rate(replace(LESSON, loss=CROSS_ENTROPY, optimised=("b3",))) is None


# --- Cross Entropy and sigmoid, joined -------------------------------------------------------------------------------


@given(problems())
def test_joined_and_apart_are_the_same_numbers(problem):
    problem = taken_by(CROSS_ENTROPY, problem)
    small = replace(problem, parameters=problem.parameters / 4)  # Predicted keeps away from 0 and 1
    found = backward(small.network, small.parameters, small.data, CROSS_ENTROPY)
    close(found.loss, CROSS_ENTROPY.value(small.data.observed, found.forward.predicted), 1e-11)
    close(found.dloss_dx[-1], found.dloss_dpredicted * found.dy_dx[-1], 1e-11)
    np.testing.assert_array_equal(found.dloss_dx[-1], found.forward.predicted - small.data.observed)


def test_the_loss_keeps_its_digits_where_predicted_is_rounded_to_1():
    found = backward(ONE_NODE, [0.0, 50.0], Data([0.0], [1.0]), CROSS_ENTROPY)
    assert found.forward.predicted == 1.0
    assert found.loss == pytest.approx(np.exp(-50.0), rel=1e-14)


@pytest.mark.parametrize(("x", "observed"), [(1e3, 0.0), (1e3, 1.0), (-1e3, 0.0), (-1e3, 1.0), (1e3, 0.25)])
def test_far_out_the_passes_say_the_numbers_of_paper(x, observed):
    found = backward(ONE_NODE, [1.0, 0.0], Data([x], [observed]), CROSS_ENTROPY)
    one = float(x > 0)
    assert found.loss == abs(x) * abs(one - observed)
    assert found.dloss_dx[-1].item() == one - observed
    assert found.derivatives.tolist() == [(one - observed) * x, one - observed]
    assert found.dy_dx[-1].item() == 0.0


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["one by one", "side by side"])
@pytest.mark.parametrize("rule", rules(0.5), ids=repr)
def test_far_out_the_loop_and_the_sweep_say_what_the_passes_say(monkeypatch, rule, at_once):
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    data = Data([1e3, -1e3, 1e3, -1e3, 0.5], [1.0, 0.0, 0.0, 1.0, 0.5])
    network = Network((1, 2, 1), hidden=IDENTITY, output=SIGMOID)
    start = [1.0, 0.0, 0.5, 0.1, 1.0, -0.25, 0.0]
    experiment = Experiment(network, data, start, loss=CROSS_ENTROPY, optimiser=rule, steps=20)
    trace = gradient_descent(experiment)
    found = backward(network, trace.parameters, data, CROSS_ENTROPY)
    assert trace.diverged_at is None
    assert trace.loss[0] > 1000
    np.testing.assert_allclose(trace.loss, found.loss, rtol=1e-12)
    for row in range(len(trace)):
        close(trace.derivatives[row], found.derivatives[row], 1e-12)
    swept = sweep(experiment, starts=[start, start])
    assert swept.diverged_at.tolist() == [-1, -1]
    np.testing.assert_allclose(losses(swept)[1], trace.loss, rtol=1e-9)
    close(swept.ssr[1], trace.ssr, 1e-9)


def test_the_joined_loss_of_a_thinned_run_is_that_of_the_whole(monkeypatch):
    experiment = replace(LESSON, loss=CROSS_ENTROPY, steps=100)
    full = gradient_descent(experiment)
    monkeypatch.setattr(in_place, "BLOCK", 7)
    np.testing.assert_array_equal(gradient_descent(experiment, 9).loss, full.loss[[*range(0, 100, 9), 100]])


@pytest.mark.parametrize("observed", [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.2, 0.5, 0.9]], ids=repr)
@pytest.mark.parametrize("rate", [0.01, 1.0, 1e3])
def test_a_cross_entropy_run_can_be_judged(observed, rate):
    own = replace(LESSON, data=Data([0.0, 0.5, 1.0], observed), loss=CROSS_ENTROPY, optimiser=GradientDescent(rate))
    for trace in (gradient_descent(replace(own, steps=steps)) for steps in (0, 3, 500)):
        found = verdict(trace)
        assert "Cross Entropy" in found.reason or trace.diverged_at is not None or found.step == 0
        assert reading(trace).minimum is None


def test_it_arrives_where_predicted_meets_observed():
    trace = gradient_descent(replace(LESSON, loss=CROSS_ENTROPY, optimiser=GradientDescent(0.5), steps=5000))
    assert verdict(trace).kind == "converged"
    assert np.abs(trace.residuals[-1]).max() < 0.01


# --- what a loss cannot take -----------------------------------------------------------------------------------------

REFUSERS = {
    "an experiment": lambda network, data: Experiment(
        network, data, np.zeros(network.parameter_count), loss=CROSS_ENTROPY
    ),
    "the passes": lambda network, data: backward(network, np.zeros(network.parameter_count), data, CROSS_ENTROPY),
    "the factors": lambda network, data: any_chain(
        network, np.zeros(network.parameter_count), data, "w1", CROSS_ENTROPY
    ),
}
every_door = pytest.mark.parametrize("door", REFUSERS.values(), ids=REFUSERS)


@every_door
@pytest.mark.parametrize("observed", [-0.1, 1.5, 1.0 + 1e-15, 1e300])
def test_cross_entropy_refuses_observed_outside_0_to_1_and_says_which(door, observed):
    with pytest.raises(ValueError, match=r"^observed must lie in 0 … 1 for the cross-entropy; entry \(2, 0\) is "):
        door(Network(output=SIGMOID), Data([0.0, 0.5, 1.0], [0.0, 1.0, observed]))


@every_door
@pytest.mark.parametrize("output", [each for each in ACTIVATIONS if each is not SIGMOID], ids=repr)
def test_cross_entropy_refuses_an_output_that_leaves_0_to_1(door, output):
    with pytest.raises(ValueError, match=rf"^output must .* between 0 and 1 .* {output.name} does not"):
        door(Network(output=output), Data([0.0, 0.5], [0.0, 1.0]))


@pytest.mark.parametrize("loss", [SSR, HALF_MSE], ids=repr)
@pytest.mark.parametrize("output", ACTIVATIONS, ids=repr)
def test_the_others_take_anything(loss, output):
    Experiment(Network(output=output), Data([0.0, 0.5], [-5.0, 70.0]), np.full(7, 0.1), loss=loss)


@pytest.mark.parametrize("junk", ["SSR", None, 3], ids=repr)
def test_a_loss_must_be_one(junk):
    with pytest.raises(ValueError, match=r"^loss must be a Loss"):
        replace(MAZUR, loss=junk)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
def test_no_activation_leaves_its_reach(activation):
    y = activation.curve(np.concatenate([np.linspace(-50, 50, 1001), [-1e3, 1e3]]))
    assert activation.reach[0] <= y.min()
    assert y.max() <= activation.reach[1]


@given(st.floats(-700, 700), st.floats(0, 1))
def test_the_joined_value_is_never_below_that_of_predicting_what_was_observed(x, observed):
    value = CROSS_ENTROPY.joined_with(SIGMOID).value(np.array([[observed]]), np.array([[x]]))
    assert value >= CROSS_ENTROPY.value(np.array([[observed]]), np.array([[observed]])) - 1e-12


def test_a_loss_says_whether_it_is_a_mean_and_what_it_suits():
    means = [MSE, HALF_MSE, MEAN_CROSS_ENTROPY, MEAN_CATEGORICAL]
    assert [loss for loss in (*LOSSES, *CLASS_LOSSES) if loss.is_mean] == means
    assert [activation for activation in ACTIVATIONS if CROSS_ENTROPY.suits(activation)] == [SIGMOID]
    assert CROSS_ENTROPY.refused(np.array([[-0.1], [0.0], [1.0], [1.1]])).ravel().tolist() == [True, False, False, True]


def test_predicting_the_mean_leaves_what_a_flat_network_leaves():
    """The SSR of the mean is n times the variance; a Cross Entropy's is n times the entropy of the share of 1s."""
    observed = np.array([[0.0], [1.0], [1.0], [1.0]])
    close(SSR.of_mean(observed), 4 * observed.var(), 1e-15)
    close(HALF_MSE.of_mean(observed), observed.var() / 2, 1e-15)
    close(CROSS_ENTROPY.of_mean(observed), -(3 * np.log(0.75) + np.log(0.25)), 1e-15)
