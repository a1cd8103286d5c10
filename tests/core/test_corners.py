"""Where a network of ReLUs bends and is above 0, and what each slope at a corner makes of it: Pt. 3's numbers."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.activations import IDENTITY, RELU, SOFTPLUS
from backprop.corners import above_zero, bends, one_sided_differences, with_slope_at_corner, with_slope_at_corners
from backprop.descent import gradient_descent, plain_descent
from backprop.experiment import Experiment
from backprop.losses import ssr
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.series import PT_3, RELU_LAST_BIAS

OWN = PT_3.experiment
NAMES = OWN.network.parameter_names
# PyTorch 2, float64, autograd on relu(relu(x w1 + b1) w3 + relu(x w2 + b2) w4 + b3) at the fitted values.
PYTORCH = (0.0, 0.0, 0.027000000000004222, 0.054000000000008444, 0.0, 0.12600000000001968, 0.020000000000003126)


def test_the_fitted_network_predicts_a_peak_of_1_01():
    predicted = forward(OWN.network, OWN.start, OWN.data.inputs).predicted
    np.testing.assert_allclose(predicted[:, 0], [0, 1.01, 0], rtol=1e-12)
    assert ssr(OWN.data.observed, predicted) == pytest.approx(0.0001, rel=1e-9)


def test_the_pointy_thing_stands_where_the_sheet_says():
    ((start, end),) = above_zero(OWN.network, OWN.start, 0.0, 1.0)
    assert (round(start, 5), round(end, 5)) == (0.47031, 0.52858)
    assert bends(OWN.network, OWN.start, 0.0, 1.0).round(5).tolist() == [0, 0.47031, 0.5, 0.52858, 1]


@pytest.mark.parametrize("nodes", [(1, 1), (1, 3, 1), (1, 4, 3, 1)])
def test_between_two_bends_any_such_network_is_straight_and_on_one_side_of_0(nodes):
    for seed in range(20):
        network = Network(nodes, hidden=RELU, output=RELU)
        parameters = random_start(network, seed) + np.random.default_rng(seed).normal(size=network.parameter_count)
        at = bends(network, parameters, -2.0, 2.0)
        inside = at[:-1, None] + np.diff(at)[:, None] * np.linspace(0.01, 0.99, 9)
        predicted = forward(network, parameters, inside.ravel()).predicted.reshape(inside.shape)
        np.testing.assert_allclose(np.diff(predicted, 2, axis=1), 0, atol=1e-12)
        above = np.zeros(inside.shape, dtype=bool)
        for start, end in above_zero(network, parameters, -2.0, 2.0):
            above |= (inside > start) & (inside < end)
        np.testing.assert_array_equal(above, predicted > 0)


def test_what_bends_all_the_way_has_no_corners_to_be_found():
    assert bends(Network((1, 2, 1), IDENTITY), np.ones(7), 0, 1).tolist() == [0, 1]
    with pytest.raises(ValueError, match="softplus"):
        bends(Network((1, 2, 1), SOFTPLUS), np.ones(7), 0, 1)


@pytest.mark.parametrize(
    ("slope", "first_two"), [(0.0, (0.0, 0.0)), (1.0, (-0.408, -0.816))], ids=["slope 0", "slope 1"]
)
def test_the_seven_derivatives_with_either_slope_on_the_bend(slope, first_two):
    network = with_slope_at_corners(OWN.network, slope)
    found = backward(network, OWN.start, OWN.data).derivatives
    np.testing.assert_allclose(found, (*first_two, 0.027, 0.054, 0, 0.126, 0.02), rtol=1e-9, atol=1e-15)


def test_the_course_takes_0_as_pytorch_does():
    np.testing.assert_allclose(backward(OWN.network, OWN.start, OWN.data).derivatives, PYTORCH, rtol=1e-9, atol=1e-15)


def test_each_slope_is_the_ssrs_on_one_side():
    """Differences to the left have slope 0, those to the right slope 1: the SSR has a corner along w1 and b1 alone."""
    left, right = (backward(with_slope_at_corners(OWN.network, each), OWN.start, OWN.data) for each in (0.0, 1.0))
    for place, name in enumerate(NAMES):
        found = one_sided_differences(OWN.network, OWN.data, OWN.start, name, 1e-8)
        expected = left.derivatives[place], right.derivatives[place]
        np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)
        assert (expected[0] != expected[1]) == (name in ("w1", "b1"))


def test_dosage_0_and_1_are_clipped_and_give_no_gradient():
    for place in (0, 2):
        of_one = replace(OWN.data, inputs=OWN.data.inputs[[place]], observed=OWN.data.observed[[place]] + 1.0)
        for slope in (0.0, 1.0):
            assert not backward(with_slope_at_corners(OWN.network, slope), OWN.start, of_one).derivatives.any()


def test_a_slope_at_the_corner_changes_nothing_else_and_walks_the_same_both_ways():
    one = with_slope_at_corner(RELU, 1.0)
    x = np.array([-2.0, -1e-300, 0.0, 1e-300, 3.0])
    assert one.derivative(x, one.curve(x)).tolist() == [0, 0, 1, 1, 1]
    assert with_slope_at_corner(SOFTPLUS, 1.0) is SOFTPLUS
    experiment = Experiment(
        with_slope_at_corners(OWN.network, 1.0), OWN.data, OWN.start, optimiser=GradientDescent(0.001), steps=50
    )
    plain = [derivatives for _, derivatives, _ in plain_descent(experiment)]
    np.testing.assert_allclose(gradient_descent(experiment).derivatives, plain, rtol=1e-9, atol=1e-15)


# --- the last bias ---------------------------------------------------------------------------------------------------


def test_the_last_bias_walks_as_the_video_shows_and_stops_after_34_steps():
    trace, shown = gradient_descent(RELU_LAST_BIAS.experiment), RELU_LAST_BIAS.shown
    b3 = trace.of("b3")
    assert b3[[1, 2, 3]].round(5).tolist() == [-3.202, -5.7636, -7.81288]
    assert b3[[32, 33, 34]].round(6).tolist() == [-15.997316, -15.999852, -16.001882]
    for row, told in shown["updates"].items():
        assert round(float(b3[row + 1]), 4) == told["b3"][-1]
    below = trace.ssr < shown["ssr_below"]
    assert int(below.argmax()) == shown["stops_after"] == 34
    assert f"{trace.ssr[34]:.5e}" == "6.59025e-05"
    assert forward(OWN.network, RELU_LAST_BIAS.experiment.start, np.array([0.5])).predicted[0, 0] == pytest.approx(
        17.01
    )
    np.testing.assert_allclose((b3[1:] + 16.01) / (b3[:-1] + 16.01), 0.8, rtol=1e-9)


def test_the_videos_ssr_is_ours_in_single_precision():
    b3 = np.float32(0)
    peak = np.float32(12.6) * np.float32(0.5) * np.float32(2.7)
    for _ in range(RELU_LAST_BIAS.shown["stops_after"]):
        b3 = b3 - np.float32(0.1) * (np.float32(2) * (peak + b3 - np.float32(1)))
    assert (peak + b3 - np.float32(1)) ** 2 == pytest.approx(RELU_LAST_BIAS.shown["ssr_at_the_end"], abs=3e-9)
