"""Where the lowest loss lies is the least squares, and what is certain of a bowl: its stable rate and its curvature."""

from dataclasses import replace

import numpy as np
import pytest
from judged import B3, INTERCEPT, LINE, SEVEN, THREE, run
from problems import HALF_SSR, LOG_COSH

from backprop.activations import IDENTITY, SIGMOID
from backprop.bowl import bowl, largest_stable_rate
from backprop.chain_rule import values
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import PT_1
from backprop.losses import SSR
from backprop.lowest import exact_minimum
from backprop.network import Network
from backprop.reading import reading

pytestmark = pytest.mark.filterwarnings("error")

STRAIGHT = replace(SEVEN, network=Network(hidden=IDENTITY))


# --- what is certain, where the problem is linear --------------------------------------------------------------------


def columns(experiment, names):
    """How Predicted moves with each parameter of the video's network, from the by-hand formulas."""
    v = values(experiment.start, experiment.data)
    each = {"w3": v.y1, "w4": v.y2, "b3": np.ones_like(v.y1)}
    return np.column_stack([each[name] for name in names])


@pytest.mark.parametrize("names", [("b3",), ("w4",), ("w3", "b3"), ("w3", "w4"), ("w3", "w4", "b3")], ids="-".join)
def test_the_exact_minimum_of_the_output_layer_is_the_least_squares(names):
    experiment = replace(THREE, optimised=names)
    slopes = columns(experiment, names)
    others = experiment.data.observed[:, 0] - values(experiment.start, experiment.data).predicted
    own = experiment.start[[experiment.network.place(name) for name in names]]
    best = np.linalg.lstsq(slopes, others + slopes @ own, rcond=None)[0]
    found = exact_minimum(experiment)
    np.testing.assert_allclose(found[[experiment.network.place(name) for name in names]], best, rtol=1e-9)
    frozen = [name not in names for name in experiment.network.parameter_names]
    np.testing.assert_array_equal(found[frozen], experiment.start[frozen])
    np.testing.assert_allclose(bowl(experiment).curvature, np.linalg.eigvalsh(2 * slopes.T @ slopes), rtol=1e-9)


def test_the_exact_minimum_of_a_line_is_the_least_squares():
    data = LINE.data
    slopes = np.column_stack([data.inputs, np.ones(len(data))])
    np.testing.assert_allclose(exact_minimum(LINE), np.linalg.lstsq(slopes, data.observed[:, 0], rcond=None)[0])


def test_with_two_outputs_the_exact_minimum_is_each_ones_least_squares():
    random = np.random.default_rng(4)
    data = Data(random.normal(size=(6, 2)), random.normal(size=(6, 2)))
    found = exact_minimum(Experiment(Network((2, 2)), data, random.normal(size=6)))
    slopes = np.column_stack([data.inputs, np.ones(6)])
    np.testing.assert_allclose(found.reshape(2, 3).T, np.linalg.lstsq(slopes, data.observed, rcond=None)[0])


LINEAR = {
    "b3": B3,
    "three": THREE,
    "an intercept": INTERCEPT,
    "a line": LINE,
    "half the SSR": replace(THREE, loss=HALF_SSR),
    "nothing bends, first layer": replace(STRAIGHT, optimised=("w1", "b1")),
    "nothing bends, last layer": replace(STRAIGHT, optimised=("w3", "b3")),
}


@pytest.mark.parametrize("experiment", LINEAR.values(), ids=LINEAR)
def test_just_below_the_largest_stable_rate_it_converges_and_just_above_it_grows(experiment):
    rate, least = largest_stable_rate(experiment), exact_minimum(experiment)
    below, above = run(experiment, 0.98 * rate, 1500), run(experiment, 1.02 * rate, 1500)
    np.testing.assert_allclose(below.parameters[-1], least, atol=1e-6)
    assert above.loss[-1] > 1000 * above.loss[0]


NOT_LINEAR = {
    "all seven": SEVEN,
    "a softplus in between": replace(SEVEN, optimised=("w1",)),
    "a sigmoid at the end": replace(B3, network=Network(output=SIGMOID)),
    "both layers, nothing bends": STRAIGHT,
    "both layers, one weight each": replace(STRAIGHT, optimised=("w1", "w3")),
    "another loss": replace(B3, loss=LOG_COSH),
    "nothing optimised": PT_1.experiment,
}


@pytest.mark.parametrize("experiment", NOT_LINEAR.values(), ids=NOT_LINEAR)
def test_where_it_is_not_linear_nothing_is_promised(experiment):
    assert largest_stable_rate(experiment) is None
    assert exact_minimum(experiment) is None


def test_a_loss_that_does_not_depend_on_the_parameter_is_stable_at_any_rate():
    flat = replace(B3, data=Data([0.0, 0.0], [0.0, 1.0]), optimised=("w1",), network=Network(hidden=IDENTITY))
    assert largest_stable_rate(flat) == np.inf
    assert exact_minimum(flat) == pytest.approx(flat.start)


def test_a_loss_is_scaled_into_the_largest_stable_rate():
    assert largest_stable_rate(replace(B3, loss=HALF_SSR)) == pytest.approx(2 * largest_stable_rate(B3))
    mean = replace(SSR, name="MSE", value=lambda o, p: SSR.value(o, p) / len(o), residual_multiple=lambda n: -2.0 / n)
    assert largest_stable_rate(replace(B3, loss=mean)) == pytest.approx(3 * largest_stable_rate(B3))


# --- the stop rule ---------------------------------------------------------------------------------------------------


def test_the_condition_number_is_that_of_the_slopes_squared():
    for experiment in (B3, THREE, LINE):
        shape = bowl(experiment)
        assert shape.condition == pytest.approx(np.linalg.cond(shape.slopes) ** 2)
    assert reading(gradient_descent(THREE)).condition == pytest.approx(134, abs=0.5)
    assert reading(gradient_descent(SEVEN)).condition is None


@pytest.mark.parametrize(
    "experiment",
    [
        replace(LINE, data=Data([2.0, 2.0, 2.0], [1.0, 2.0, 3.0])),  # one Weight cannot tell slope from intercept
        replace(THREE, data=Data([0.0, 1.0], [0.0, 1.0])),  # three parameters, two observations
        replace(B3, optimised=("w3",), start=(0, -1e9, 0, 0, 0, 0, 0)),  # nothing comes out of the node
    ],
)
def test_a_trough_has_no_finite_condition_number(experiment):
    assert bowl(experiment).condition == np.inf
