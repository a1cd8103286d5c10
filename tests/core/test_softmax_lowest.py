"""The lowest Cross Entropy of SoftMax where its raw outputs are straight in what is optimised, and its rounding."""

from dataclasses import replace

import numpy as np
import pytest
from problems import close

from backprop.activations import IDENTITY, TANH
from backprop.data import Data, of_classes
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.losses import CATEGORICAL, SSR
from backprop.lowest import convex, exact_minimum, excess, lowest
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.rounding import EPS, rounding
from backprop.series import PART_7, PART_7_ALL, PART_7_BIASES
from backprop.softmax import SOFTMAX
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")


ONES = Data([1.0, 1.0, 1.0], np.eye(3))  # of which no class is the commonest


def regression(seed):
    """Classes that overlap: three of them, in two inputs, with no hidden layer."""
    random = np.random.default_rng(seed)
    data = of_classes(
        random.normal(size=(30, 2)), random.choice(["a", "b", "c"], size=30), ["one", "two"], ["a", "b", "c"]
    )
    network = Network((2, 3), hidden=IDENTITY, output=SOFTMAX)
    return Experiment(network, data, random_start(network, seed), loss=CATEGORICAL, optimiser=GradientDescent(0.05))


@pytest.mark.parametrize("seed", range(5))
def test_at_the_minimum_every_derivative_is_0_and_nowhere_near_it_is_lower(seed):
    experiment = regression(seed)
    best = exact_minimum(experiment)
    found = backward(experiment.network, best, experiment.data, CATEGORICAL)
    assert np.abs(found.derivatives).max() < 1e-9
    near = best + np.random.default_rng(seed).normal(scale=0.01, size=(50, len(best)))
    assert (backward(experiment.network, near, experiment.data, CATEGORICAL).loss >= found.loss - 1e-12).all()
    # As near to the start as such a place is: the same added to a parameter of all three outputs changes nothing.
    way = (best - experiment.start).reshape(3, 3)
    close(way.sum(axis=0), np.zeros(3), 1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_what_the_loss_has_above_its_least_is_that_difference(seed):
    trace = gradient_descent(replace(regression(seed), steps=40))
    shape = lowest(trace.experiment)
    np.testing.assert_allclose(excess(trace, shape), trace.loss - shape.lowest, rtol=1e-9, atol=1e-9)
    near = gradient_descent(replace(trace.experiment, start=exact_minimum(trace.experiment) + 1e-5, steps=0))
    assert excess(near, shape)[0] == pytest.approx(near.loss[0] - shape.lowest, abs=3e-14)


def test_part_7s_b3_and_its_three_biases_have_a_lowest_place_and_all_fifteen_have_none():
    b3 = exact_minimum(PART_7.experiment)[PART_7.experiment.network.place("b3")]
    assert round(b3, 7) == -0.0316530
    assert lowest(PART_7.experiment).lowest == pytest.approx(1.7746961, abs=5e-8)
    three = exact_minimum(PART_7_BIASES.experiment)
    assert three[[8, 11, 14]].sum() == pytest.approx(-1.0)
    assert lowest(PART_7_ALL.experiment) is None
    assert not convex(PART_7_ALL.experiment)
    assert verdict(gradient_descent(PART_7.experiment)).kind == "converged"


@pytest.mark.parametrize("labels", ["abc", "aabbcc", "ababcc", "abcabb"])
def test_it_is_known_whether_a_line_parts_a_class_from_the_others(labels):
    """Along one input: a minimum there is only where each class has others on both sides of it, or among it."""
    data = of_classes(np.arange(float(len(labels))), list(labels), ["one"], ["a", "b", "c"])
    network = Network((1, 3), hidden=IDENTITY, output=SOFTMAX)
    found = lowest(Experiment(network, data, np.zeros(6), loss=CATEGORICAL))
    assert (found is not None) == (labels == "abcabb")


@pytest.mark.skipif(np.finfo(np.longdouble).eps >= EPS, reason="this machine has no numbers with more digits")
@pytest.mark.parametrize("loss", [CATEGORICAL, SSR], ids=repr)
@pytest.mark.parametrize("seed", range(10))
def test_behind_softmax_too_what_more_digits_change_is_within_the_rounding(seed, loss):
    random, network = np.random.default_rng(seed), Network((2, 3, 4), hidden=TANH, output=SOFTMAX)
    data = of_classes(random.normal(size=(5, 2)), list("abcda"), ["one", "two"], list("abcd"))
    near = random_start(network, seed) + random.normal(scale=0.3, size=(8, network.parameter_count))
    ours, exact = (backward(network, rows, data, loss) for rows in (near, near.astype(np.longdouble)))
    small = rounding(network, near, data, loss)
    assert (np.abs(ours.loss - exact.loss) <= small.loss).all()
    assert (np.abs(ours.derivatives - exact.derivatives) <= small.derivatives).all()
    assert (np.abs(ours.forward.predicted - exact.forward.predicted) <= small.predicted).all()
    assert (small.loss <= 1e-11).all()
    assert (small.derivatives <= 1e-10).all()


@pytest.mark.parametrize("logit", [715.0, 720.0, 730.0, 745.0])
def test_where_a_share_is_so_small_that_its_inverse_overflows_the_minimum_is_not_known(logit):
    start = np.array([logit, 0, 0, 0, 0, 0])
    run = Experiment(Network((1, 3), TANH, SOFTMAX), ONES, start, loss=CATEGORICAL, optimised=("b1",), steps=30)
    assert lowest(run) is None
    assert verdict(gradient_descent(run)).kind in ("falling", "flat")


@pytest.mark.parametrize("scale", [1e146, 1e150, 1e299])
@pytest.mark.parametrize(("output", "loss"), [(SOFTMAX, CATEGORICAL), (SOFTMAX, SSR), (IDENTITY, SSR)])
def test_inputs_whose_squares_overflow_are_judged_without_a_warning(scale, output, loss):
    data, network = replace(ONES, inputs=np.array([[1.0], [-2.0], [0.5]]) * scale), Network((1, 3), TANH, output)
    run = Experiment(network, data, np.zeros(6), loss=loss, optimiser=GradientDescent(1e-300), steps=5)
    assert verdict(gradient_descent(run)).reason
