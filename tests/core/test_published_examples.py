"""Worked examples that others published: Mazur's 2-2-2 network, the identities on Raschka's page, Cross Entropies."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.activations import SIGMOID
from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAZUR, MAZUR_SHOWN
from backprop.losses import CATEGORICAL, CROSS_ENTROPY, HALF_MSE, MEAN_CATEGORICAL
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.published_softmax import BATCH, BATCH_MEAN, BATCH_OBSERVED, BATCH_PRINTED, PUBLISHED


def test_mazur_predictions_errors_and_weights():
    trace = gradient_descent(MAZUR)
    assert trace.predicted[0, 0] == pytest.approx(MAZUR_SHOWN["predicted"], abs=5e-9)
    new = {name: round(float(trace.of(name)[1]), 9) for name in MAZUR.optimised}
    assert new == pytest.approx(MAZUR_SHOWN["new"], abs=5e-9)
    assert (new["w1"], new["w5"]) == (0.149780716, 0.35891648)
    assert [round(float(loss), 9) for loss in trace.loss[:2]] == [0.298371109, 0.291027774]
    assert f"{trace.loss[-1]:.7f}" == f"{MAZUR_SHOWN['loss'][10_000]:.7f}" == "0.0000351"


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
    for row, value in zip(PUBLISHED, exact, strict=True):
        found = CATEGORICAL.value(row.one_hot[None], row.p[None]) / np.log(row.base)
        assert found == pytest.approx(value, abs=5e-5)
        assert found == pytest.approx(row.printed, abs=5e-3)
