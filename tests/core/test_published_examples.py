"""Worked examples that others published: Mazur's 2-2-2 network, and the identities on Raschka's page."""

from dataclasses import replace

import numpy as np
import pytest
from problems import HALF_SSR

from backprop.activations import SIGMOID
from backprop.data import Data
from backprop.descent import Experiment, gradient_descent
from backprop.lessons import ALL_PARAMETERS
from backprop.losses import SSR, Loss
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.passes import backward

# "A Step by Step Backpropagation Example": each layer shares one bias, which is not updated.
MAZUR = Experiment(
    Network((2, 2, 2), hidden=SIGMOID, output=SIGMOID),
    Data([[0.05, 0.10]], [[0.01, 0.99]]),
    (0.15, 0.20, 0.35, 0.25, 0.30, 0.35, 0.40, 0.45, 0.60, 0.50, 0.55, 0.60),
    optimised=("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"),
    loss=HALF_SSR,
    optimiser=GradientDescent(0.5),
    steps=10_000,
)


def test_mazur_predictions_errors_and_weights():
    trace = gradient_descent(MAZUR)
    assert trace.predicted[0, 0] == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    assert trace.loss[0] == pytest.approx(0.298371109, abs=5e-10)
    weights = [trace.of(name)[1] for name in MAZUR.optimised]
    published = [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.51130127, 0.561370121]
    assert weights == pytest.approx(published, abs=5e-9)
    assert trace.loss[1] == pytest.approx(0.291027774, abs=5e-10)  # printed 0.291027924, rounded on the way
    assert f"{trace.loss[-1]:.7f}" == "0.0000351"


def test_raschka_half_mean_square_at_six_tenths_is_ssr_at_a_tenth():
    halved = Loss("½ MSE", "", lambda o, p: SSR.value(o, p) / (2 * len(o)), lambda o, p: -(o - p) / len(o))
    one = replace(ALL_PARAMETERS.experiment, optimiser=GradientDescent(0.1), steps=100)
    other = replace(one, optimiser=GradientDescent(0.6), loss=halved)
    np.testing.assert_allclose(gradient_descent(other).parameters, gradient_descent(one).parameters, rtol=1e-9)


def test_raschka_cross_entropy_after_a_sigmoid_has_the_derivative_predicted_minus_observed():
    cross_entropy = Loss(
        "cross-entropy",
        "",
        lambda o, p: -(o * np.log(p) + (1 - o) * np.log(1 - p)).sum(axis=(-1, -2)),
        lambda o, p: -o / p + (1 - o) / (1 - p),
    )
    own = replace(ALL_PARAMETERS.experiment, network=Network(output=SIGMOID))
    found = backward(own.network, own.start, own.data, cross_entropy)
    np.testing.assert_allclose(found.dloss_dx[-1], found.forward.predicted - own.data.observed, rtol=1e-14)
