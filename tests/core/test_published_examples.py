"""Worked examples that others published: Mazur, Han and Kamber, Raschka's identities, printed Cross Entropies."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.activations import SIGMOID
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, MAZUR, MAZUR_SHOWN
from backprop.losses import CATEGORICAL, CROSS_ENTROPY, HALF_MSE, MEAN_CATEGORICAL
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.published.raw_outputs import BATCH, BATCH_MEAN, BATCH_OBSERVED, BATCH_PRINTED, RAW_OUTPUTS


def test_mazur_predictions_errors_and_weights():
    trace = gradient_descent(MAZUR)
    assert trace.predicted[0, 0] == pytest.approx(MAZUR_SHOWN["predicted"], abs=5e-9)
    new = {name: round(float(trace.of(name)[1]), 9) for name in MAZUR.optimised}
    assert new == pytest.approx(MAZUR_SHOWN["new"], abs=5e-9)
    assert (new["w1"], new["w5"]) == (0.149780716, 0.35891648)
    assert [round(float(loss), 9) for loss in trace.loss[:2]] == [0.298371109, 0.291027774]
    assert f"{trace.loss[-1]:.7f}" == f"{MAZUR_SHOWN['loss'][10_000]:.7f}" == "0.0000351"


def test_han_and_kambers_network_learns_one_pattern_as_they_print_it():
    """Data Mining (2012), Example 9.1: 3-2-1, sigmoid, a single pattern, half-squared error, Learning Rate 0.9.

    They print errors, which are −dLoss/dx of a node, made of numbers already rounded: so 0.1311, where it is 0.1312.
    """
    start = (0.2, 0.4, -0.5, -0.4, -0.3, 0.1, 0.2, 0.2, -0.3, -0.2, 0.1)  # w14 w24 w34 θ4, w15 w25 w35 θ5, w46 w56 θ6
    network = Network((3, 2, 1), hidden=SIGMOID, output=SIGMOID)
    data = Data([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]], [1.0, 0.0])  # theirs, and one that the first step must not see
    experiment = Experiment(network, data, start, loss=HALF_MSE, optimiser=GradientDescent(0.9), steps=1, batch=1)
    found = backward(network, start, Data(data.inputs[:1], data.observed[:1]), HALF_MSE)
    assert found.forward.layers[0].y[0].round(3).tolist() == [0.332, 0.525]
    assert found.forward.predicted[0, 0].round(3) == 0.474
    assert -found.dloss_dx[1][0, 0] == pytest.approx(0.1311, abs=1e-4)
    assert (-found.dloss_dx[0][0]).round(4).tolist() == [-0.0087, -0.0065]
    new = gradient_descent(experiment).parameters[1].round(3)
    assert new.tolist() == [0.192, 0.4, -0.508, -0.408, -0.306, 0.1, 0.194, 0.194, -0.261, -0.138, 0.218]


def test_raschka_half_mean_square_at_six_tenths_is_ssr_at_a_tenth():
    one = replace(ALL_PARAMETERS.experiment, optimiser=GradientDescent(0.1), steps=100)
    other = replace(one, optimiser=GradientDescent(0.6), loss=HALF_MSE)
    np.testing.assert_allclose(gradient_descent(other).parameters, gradient_descent(one).parameters, rtol=1e-9)


def test_raschka_cross_entropy_after_a_sigmoid_has_the_derivative_predicted_minus_observed():
    own = replace(ALL_PARAMETERS.experiment, network=Network(output=SIGMOID))
    found = backward(own.network, own.start, own.data, CROSS_ENTROPY)
    np.testing.assert_allclose(found.dloss_dx[-1], found.forward.predicted - own.data.observed, rtol=1e-14)
    np.testing.assert_allclose(found.dloss_dpredicted * found.dy_dx[-1], found.dloss_dx[-1], rtol=1e-14)


def test_the_published_cross_entropies_come_out_with_the_logarithm_and_the_sum_or_mean_of_each():
    observed = np.eye(3)[list(BATCH_OBSERVED)]
    assert CATEGORICAL.value(observed[:, None], BATCH[:, None]) == pytest.approx(BATCH_PRINTED, abs=5e-9)
    assert MEAN_CATEGORICAL.value(observed, BATCH) == pytest.approx(BATCH_MEAN, abs=5e-9)
    exact = [1.0402, 0.8861, 2.0404, 0.4170]
    for row, value in zip(RAW_OUTPUTS, exact, strict=True):
        found = CATEGORICAL.value(row.one_hot[None], row.p[None]) / np.log(row.base)
        assert found == pytest.approx(value, abs=5e-5)
        assert found == pytest.approx(row.printed, abs=5e-3)
