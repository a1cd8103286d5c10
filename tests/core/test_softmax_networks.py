"""Networks that end in SoftMax: joined with categorical cross-entropy and apart, in all places that train."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from problems import close, of_classes, problems, rules

from backprop import sweep as sweep_module
from backprop.activations import RELU, SIGMOID, TANH
from backprop.any_chains import any_chains
from backprop.bowl import largest_stable_rate
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.landscape import ssr_across
from backprop.losses import (
    CATEGORICAL,
    CLASS_LOSSES,
    CROSS_ENTROPY,
    HALF_MSE,
    MEAN_CATEGORICAL,
    SSR,
)
from backprop.lowest import convex, lowest
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.rates import losses
from backprop.series import IRIS_FITTED, THREE_FLOWERS
from backprop.softmax import SOFTMAX
from backprop.sweep import sweep
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")

TO_CLASSES = Network((2, 2, 3), hidden=RELU, output=SOFTMAX)
THREE = Network((3, 3), output=SOFTMAX)
ITSELF = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]  # weights and biases with which THREE hands on its inputs


def at_outputs(x, observed, loss=CATEGORICAL):
    """What `backward` finds where these raw outputs (n, 3) go into SoftMax."""
    return backward(THREE, ITSELF, Data(x, observed), loss)


@given(problems())
def test_joined_and_apart_are_the_same_numbers(problem):
    problem = of_classes(problem)
    for loss in CLASS_LOSSES:
        found = backward(problem.network, problem.parameters / 4, problem.data, loss)
        close(found.loss, loss.value(problem.data.observed, found.forward.predicted), 1e-11)
        by_the_table = np.einsum("no,noi->ni", found.dloss_dpredicted, found.dy_dx[-1])
        close(found.dloss_dx[-1], by_the_table, 1e-11)


@pytest.mark.parametrize("observed", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.25, 0.5, 0.25]], ids=repr)
def test_far_out_the_passes_say_the_numbers_of_paper(observed):
    found = at_outputs([[1000.0, -1000.0, 0.0]], [observed])
    assert found.forward.predicted.tolist() == [[1.0, 0.0, 0.0]]
    assert found.loss == 2000.0 * observed[1] + 1000.0 * observed[2]
    assert found.dloss_dx[-1].tolist() == [[1.0 - observed[0], -observed[1], -observed[2]]]


@pytest.mark.parametrize("far", [30.0, 50.0, 500.0])
def test_the_loss_keeps_its_digits_where_predicted_is_rounded_to_1(far):
    assert at_outputs([[far, 0.0, 0.0]], [[1.0, 0.0, 0.0]]).loss == pytest.approx(2 * np.exp(-far), rel=1e-12)


@pytest.mark.parametrize("far", [1.0, 40.0, 800.0, 1e6])
def test_of_each_share_by_itself_the_cross_entropy_is_right_however_sure_softmax_is(far):
    right, wrong = (at_outputs([[far, 0.0, 0.0]], [seen], CROSS_ENTROPY) for seen in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]))
    small = np.exp(-far)
    of_an_other = np.log1p(small / (1 + small))  # −log(1 − p) of a share p = small / (1 + 2 × small)
    assert right.loss == pytest.approx(np.log1p(2 * small) + 2 * of_an_other, rel=1e-12)
    in_all = np.logaddexp(far - np.log(2), 0) + np.logaddexp(far, np.log(2)) + of_an_other
    assert wrong.loss == pytest.approx(in_all, rel=1e-12)
    close(wrong.dloss_dx[-1].sum(), 0.0, 1e-12)  # no share moves where all raw outputs do alike
    if far >= 40:
        np.testing.assert_allclose(wrong.dloss_dx[-1][0], [2.0, -1.5, -0.5], rtol=1e-12)


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["one by one", "side by side"])
@pytest.mark.parametrize("loss", [*CLASS_LOSSES, SSR, HALF_MSE, CROSS_ENTROPY], ids=repr)
@pytest.mark.parametrize("rule", rules(0.05), ids=repr)
def test_the_loop_and_the_sweep_say_what_the_passes_say(monkeypatch, loss, rule, at_once):
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    network = Network((2, 3, 2, 3), hidden=(TANH, SIGMOID), output=SOFTMAX)
    start = 2 * random_start(network, 3)
    experiment = Experiment(network, THREE_FLOWERS, start, loss=loss, optimiser=rule, steps=20)
    trace = gradient_descent(experiment)
    found = backward(network, trace.parameters, THREE_FLOWERS, loss)
    assert trace.loss[-1] < trace.loss[0]
    close(trace.loss, found.loss, 1e-12)
    close(trace.derivatives, found.derivatives, 1e-12)
    swept = sweep(experiment, starts=[start / 2, start])
    close(swept.parameters[1], trace.parameters, 1e-12)
    close(losses(swept)[1], trace.loss, 1e-12)


def test_far_out_the_loop_and_the_sweep_stay_finite_too():
    data = Data([[1000.0, -1000.0, 0.0], [-1000.0, 0.0, 1000.0]], [[0.0, 1.0, 0.0], [0.0, 0.5, 0.5]])
    experiment = Experiment(THREE, data, ITSELF, loss=CATEGORICAL, optimiser=GradientDescent(1e-7), steps=5)
    trace = gradient_descent(experiment)
    assert trace.diverged_at is None
    assert trace.loss[0] == 2500.0
    close(trace.derivatives, backward(THREE, trace.parameters, data, CATEGORICAL).derivatives, 1e-12)
    close(losses(sweep(experiment, starts=[ITSELF, ITSELF]))[1], trace.loss, 1e-12)


# --- what SoftMax and its losses cannot take -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Network((1, 1), output=SOFTMAX), "^output must not be SoftMax where there is one output"),
        (lambda: Network((1, 2, 2), hidden=SOFTMAX), "^hidden must .* SoftMax is for outputs only"),
        (lambda: Network((1, 2, 2, 1), hidden=(TANH, SOFTMAX)), "^hidden must .* SoftMax is for outputs only"),
        (
            lambda: Network((1, 2, 2), hidden=(TANH, TANH)),
            "^hidden must be one Activation, or one for each of 1",
        ),
        (lambda: Network((1, 2, 2), hidden=("tanh",)), "^hidden must be an Activation"),
        (lambda: at_outputs([[0, 0, 1]], [[0.5, 0.6, 0]]), r"add up to 1 .* row 0 is 0\.5 \+ 0\.6 \+ 0 = 1\.1\.$"),
        (lambda: at_outputs([[0, 0, 1]], [[1.5, -0.5, 0]]), r"^observed must lie in 0 … 1 .* entry \(0, 0\) is 1\.5"),
        (
            lambda: backward(Network((1, 2)), [0] * 4, Data([0], [[0, 1]]), CATEGORICAL),
            "like SoftMax; identity",
        ),
        (lambda: backward(Network((1, 1), output=SIGMOID), [0, 0], Data([0], [1]), CATEGORICAL), "two or more columns"),
    ],
)
def test_each_refusal_is_one_clear_sentence(made, said):
    with pytest.raises(ValueError, match=said):
        made()


def test_a_row_that_does_not_add_up_to_1_is_refused_whole():
    observed = np.array([[1.0, 0.0], [0.5, 0.4], [0.1, 0.9], [-0.5, 1.5]])
    assert CATEGORICAL.refused(observed).tolist() == [[False, False], [True, True], [False, False], [True, True]]


def test_a_tuple_of_equal_activations_is_that_activation():
    assert Network((1, 2, 2, 1), hidden=(TANH, TANH)) == Network((1, 2, 2, 1), hidden=TANH)
    mixed = Network((1, 2, 2, 1), hidden=[TANH, RELU], output=SIGMOID)
    assert mixed.hidden == (TANH, RELU)
    assert mixed.activations == (TANH, RELU, SIGMOID)
    assert Network((2, 1), hidden=(), output=SIGMOID).activations == (SIGMOID,)


# --- the videos' -----------------------------------------------------------------------------------------------------


def part_7(b3=-2.0, **changed):
    start = np.array(IRIS_FITTED)
    start[TO_CLASSES.place("b3")] = b3
    return Experiment(TO_CLASSES, THREE_FLOWERS, start, loss=CATEGORICAL, optimiser=GradientDescent(1.0), **changed)


def test_part_7s_fifteen_derivatives_at_its_start():
    own = part_7()
    found = backward(TO_CLASSES, own.start, own.data, CATEGORICAL)
    hidden = (-0.752820, -0.541035, -1.467814, 1.431271, 0.410492, 1.333966)
    outputs = (-1.464322, -0.682091, -0.773201, 0.496522, 0.286465, 0.309422, 0.967800, 0.395627, 0.463779)
    np.testing.assert_allclose(found.derivatives, (*hidden, *outputs), rtol=0, atol=5e-7)
    np.testing.assert_allclose(found.loss, 2.6659, rtol=0, atol=5e-5)
    np.testing.assert_allclose(
        found.forward.predicted,
        [[0.1509, 0.3966, 0.4525], [0.0351, 0.2595, 0.7054], [0.0408, 0.6533, 0.3059]],
        rtol=0,
        atol=5e-5,
    )


def test_part_7s_descent_of_b3():
    trace = gradient_descent(part_7(optimised=("b3",), steps=100))
    b3 = (-2, -1.226799, -0.6623, -0.3273, -0.1606, -0.0860, -0.0542, -0.0410, -0.0355, -0.0332)
    np.testing.assert_allclose(trace.of("b3")[:10], b3, rtol=0, atol=5e-5)
    assert trace.of("b3")[1] == pytest.approx(-1.226799, abs=5e-7)
    assert trace.of("b3")[-1] == pytest.approx(-0.0316530, abs=5e-8)
    np.testing.assert_allclose(
        trace.loss[:7], (2.6659, 2.1415, 1.8844, 1.7997, 1.7795, 1.7756, 1.7748), rtol=0, atol=5e-5
    )
    assert trace.loss[-1] == pytest.approx(1.7746961, abs=5e-8)
    first = int(np.argmax(trace.largest_step_sizes < 0.001))
    assert first == 9  # the tenth row
    assert trace.step_sizes[first].min() == pytest.approx(-0.000927, abs=5e-7)


def test_b3_alone_is_convex_and_of_all_fifteen_no_such_thing_is_said():
    alone = part_7(optimised=("b3",), steps=100)
    found = verdict(gradient_descent(alone))
    assert (found.kind, convex(alone), convex(part_7())) == ("converged", True, False)
    assert "No value of b3 makes the total Cross Entropy smaller than 1.775." in found.reason
    assert largest_stable_rate(alone) is None
    assert round(lowest(alone).lowest, 6) == 1.774696
    dead = verdict(gradient_descent(part_7(steps=200)))
    assert dead.kind == "at rest"
    assert "so is a plateau" in dead.reason


def test_the_maps_of_the_ssr_are_what_the_passes_say():
    own, across = part_7(), np.linspace(-1.0, 1.0, 3)
    rows = np.repeat(own.start[None], 9, axis=0)
    rows[:, 8], rows[:, 11] = (each.ravel() for each in np.meshgrid(across, across, indexing="ij"))
    found = SSR.value(own.data.observed, forward(TO_CLASSES, rows, own.data.inputs).predicted)
    close(ssr_across(TO_CLASSES, own.data, own.start, ("b3", "b4"), (across, across)), found.reshape(3, 3), 1e-13)


def test_where_each_raw_output_moves_every_predicted_no_single_chains_are_written():
    own = part_7()
    with pytest.raises(ValueError, match=r"^network must not end in SoftMax"):
        any_chains(TO_CLASSES, own.start, own.data, "b3", CATEGORICAL)


def test_all_fifteen_at_learning_rate_1_end_where_both_nodes_are_dead():
    trace = gradient_descent(part_7(steps=200))
    np.testing.assert_allclose(trace.loss[:3], (2.6659, 12.05, 6.05), rtol=0, atol=5e-3)
    assert trace.loss[-1] == pytest.approx(3 * np.log(3), abs=1e-9)
    np.testing.assert_allclose(trace.predicted[-1], 1 / 3, rtol=0, atol=1e-9)


def test_the_mean_takes_a_third_of_each_step():
    """PyTorch's CrossEntropyLoss: 0.888646 and −0.257734, so its first step leads to −1.742266."""
    trace = gradient_descent(replace(part_7(optimised=("b3",), steps=1), loss=MEAN_CATEGORICAL))
    assert trace.loss[0] == pytest.approx(0.888646, abs=5e-7)
    assert trace.of("b3")[1] == pytest.approx(-1.742266, abs=5e-7)


# --- published examples ----------------------------------------------------------------------------------------------


def test_neural_networks_from_scratch():
    e = np.exp([4.8, 1.21, 2.385])
    found = at_outputs([[4.8, 1.21, 2.385]], [[1, 0, 0]])
    np.testing.assert_allclose(e, (121.5104, 3.3535, 10.8591), rtol=0, atol=5e-5)
    np.testing.assert_allclose(found.forward.predicted[0], (0.89528266, 0.02470831, 0.08000903), rtol=0, atol=5e-9)
    batch = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    classes = np.eye(3)[[0, 1, 1]]
    each = [CATEGORICAL.value(*np.array([[classes[row]], [batch[row]]])) for row in range(3)]
    np.testing.assert_allclose(each, (0.35667494, 0.69314718, 0.10536052), rtol=0, atol=5e-9)
    found = at_outputs(np.log(batch), classes, MEAN_CATEGORICAL)  # SoftMax of log p is p, where these add up to 1
    assert found.loss == pytest.approx(0.38506088, abs=5e-9)
    shown = [[-0.1, 0.0333, 0.0667], [0.0333, -0.1667, 0.1333], [0.0067, -0.0333, 0.0267]]
    np.testing.assert_allclose(found.dloss_dx[-1], shown, rtol=0, atol=5e-5)


def test_cs231n():
    w = np.array([[0.01, -0.05, 0.1, 0.05], [0.7, 0.2, 0.05, 0.16], [0.0, -0.45, -0.2, 0.03]])
    parameters = np.column_stack([w, [0.0, 0.2, -0.3]]).ravel()
    data = Data([[-15.0, 22.0, -44.0, 56.0]], [[0.0, 0.0, 1.0]])
    found = backward(Network((4, 3), output=SOFTMAX), parameters, data, CATEGORICAL)
    np.testing.assert_allclose(found.forward.layers[-1].x[0], (-2.85, 0.86, 0.28), rtol=0, atol=5e-3)
    np.testing.assert_allclose(found.forward.predicted[0], (0.0154, 0.6312, 0.3534), rtol=0, atol=5e-5)
    assert found.loss == pytest.approx(1.0402, abs=5e-5)
    lecture = at_outputs([[3.2, 5.1, -1.7]], [[1, 0, 0]])
    np.testing.assert_allclose(lecture.forward.predicted[0], (0.13, 0.87, 0.0), rtol=0, atol=5e-3)
    assert lecture.loss == pytest.approx(2.0404, abs=5e-5)
    assert lecture.loss / np.log(10) == pytest.approx(0.886, abs=5e-4)  # the older slides' 0.89: a log to base 10
    np.testing.assert_allclose(lecture.dloss_dx[-1][0], (-0.8700, 0.8690, 0.0010), rtol=0, atol=5e-5)


def test_the_most_copied_logits():
    found = at_outputs([[2.0, 1.0, 0.1]], [[1, 0, 0]])
    np.testing.assert_allclose(found.forward.predicted[0], (0.65900114, 0.24243297, 0.09856589), rtol=0, atol=5e-9)
    assert found.loss == pytest.approx(0.4170, abs=5e-5)
    np.testing.assert_allclose(found.dloss_dx[-1][0], (-0.3410, 0.2424, 0.0986), rtol=0, atol=5e-5)
