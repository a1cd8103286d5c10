"""Each Activation's curve, derivative and in-place calls say the same, in silence, up to the largest numbers."""

import math

import numpy as np
import pytest

from backprop import activations
from backprop.activations import ACTIVATIONS, ELU, GELU, IDENTITY, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH

pytestmark = pytest.mark.filterwarnings("error")

each = pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
EXTREMES = np.array([0.0, -0.0, 1e-300, 1.0, 36.0, 40.0, 41.0, 709.0, 710.0, 745.0, 1e3, 1e308])
EXTREMES = np.concatenate([EXTREMES, -EXTREMES])


@each
def test_derivative_agrees_with_central_finite_differences(activation):
    x, h = np.linspace(-8, 8, 160), 1e-6  # 160 points: none at ReLU's corner
    differences = (activation.curve(x + h) - activation.curve(x - h)) / (2 * h)
    np.testing.assert_allclose(activation.derivative(x, activation.curve(x)), differences, atol=1e-8)


@pytest.mark.parametrize(
    ("activation", "at_0", "slope_at_0", "at_1000", "at_minus_1000"),
    [
        (SOFTPLUS, np.log(2), 0.5, 1000.0, 0.0),
        (SIGMOID, 0.5, 0.25, 1.0, 0.0),
        (TANH, 0.0, 1.0, 1.0, -1.0),
        (RELU, 0.0, 0.0, 1000.0, 0.0),
        (LEAKY_RELU, 0.0, 0.01, 1000.0, -10.0),
        (ELU, 0.0, 1.0, 1000.0, -1.0),
        (GELU, 0.0, 0.5, 1000.0, 0.0),
        (SILU, 0.0, 0.5, 1000.0, 0.0),
        (IDENTITY, 0.0, 1.0, 1000.0, -1000.0),
    ],
    ids=repr,
)
def test_known_values(activation, at_0, slope_at_0, at_1000, at_minus_1000):
    y = activation.curve(np.array([0.0, 1000.0, -1000.0]))
    np.testing.assert_allclose(y, [at_0, at_1000, at_minus_1000], rtol=1e-15)
    assert activation.derivative(np.zeros(1), y[:1])[0] == pytest.approx(slope_at_0, rel=1e-15)


def test_gelu_is_near_x_times_how_much_of_a_bell_curve_lies_below_it():
    x = np.linspace(-6, 6, 2401)
    of_the_bell = [0.5 * (1 + math.erf(each / math.sqrt(2))) for each in x]
    assert 4e-4 < np.abs(GELU.curve(x) - x * of_the_bell).max() < 5e-4
    with_tanh = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))  # PyTorch's approximate="tanh"
    np.testing.assert_allclose(GELU.curve(x), with_tanh, rtol=0, atol=2e-15)


def test_softplus_keeps_its_digits_where_it_is_tiny():
    np.testing.assert_allclose(SOFTPLUS.curve(np.array([-30.0, -300.0])), np.exp([-30.0, -300.0]), rtol=1e-12)


@each
def test_extremes_are_finite_and_silent(activation):
    y = activation.curve(EXTREMES)
    assert np.isfinite(y).all()
    assert np.isfinite(activation.derivative(EXTREMES, y)).all()


@each
@pytest.mark.parametrize("shape", [(24,), (2, 39), (2, 40), (2, 3, 50)], ids=repr)  # softplus changes formula at 80
def test_in_place_calls_equal_curve_and_derivative(activation, shape):
    x, y, dy_dx = np.zeros(shape), np.empty(shape), np.empty(shape)
    calls = activation.in_place(x, y, dy_dx)
    for values in (
        np.resize(EXTREMES, shape),
        np.random.default_rng(1).normal(size=shape) * 10,
    ):  # made once, called twice
        x[...] = values
        with np.errstate(all="ignore"):  # as the loop calls them
            for call in calls:
                call()
        expected = activation.curve(values)
        np.testing.assert_array_equal(x, values)
        np.testing.assert_allclose(y, expected, rtol=1e-14, atol=1e-300)
        np.testing.assert_allclose(dy_dx, activation.derivative(values, expected), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("at_once", [True, False], ids=["log1p", "log and what rounding lost"])
def test_the_log_of_one_plus_e_keeps_every_digit_on_any_processor(at_once, monkeypatch):
    monkeypatch.setattr(activations, "LOG1P_OF_MANY", at_once)
    e, y = np.exp(np.linspace(-700.0, 40.0, 4001)), np.empty(4001)
    for call in activations.log_in_place(e, 1.0 + e, y):
        call()
    np.testing.assert_allclose(y, [math.log1p(each) for each in e.tolist()], rtol=1e-15, atol=1e-310)


@pytest.mark.parametrize("activation", [each for each in ACTIVATIONS if each.of_e], ids=repr)
def test_a_curve_made_of_an_exponential_is_the_curve(activation):
    x = np.linspace(-690.0, 690.0, 4001)
    np.testing.assert_allclose(activation.of_e(np.exp(x)), activation.curve(x), rtol=4e-15)
