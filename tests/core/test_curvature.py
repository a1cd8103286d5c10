"""How the loss bends: against 2 JᵀJ where that is all of it, against PyTorch, against bowls that are known exactly."""

from dataclasses import replace

import in_pytorch
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from optimised import BENT, LOOKED_AT
from problems import SMOOTH, close, problems

from backprop.bowl import bowl, largest_stable_rate
from backprop.curvature import (
    around,
    bends,
    hessian,
    lowest_straight_on,
    nearest_fit,
    same_for_everyone,
    slopes_of_predicted,
    ssr_straight_on,
    valley,
)
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.landscape import ssr_along
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import ssr
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward

OWN = ALL_PARAMETERS.experiment
NETWORK, DATA = OWN.network, OWN.data


@pytest.fixture(scope="module")
def slow():
    return gradient_descent(OWN)


@pytest.fixture(scope="module")
def fits(slow):
    """The two perfect fits that the Learning Rates 0.01 and 0.1 reach."""
    fast = gradient_descent(replace(OWN, optimiser=GradientDescent(0.1), steps=2000))
    return [nearest_fit(NETWORK, DATA, trace.parameters[-1]) for trace in (slow, fast)]


def ssr_at(parameters):
    return ssr(DATA.observed, forward(NETWORK, parameters, DATA.inputs).predicted)


@given(problems(SMOOTH))
def test_at_a_perfect_fit_the_hessian_is_twice_the_products_of_the_slopes_of_predicted(problem):
    network, parameters = problem.network, problem.parameters
    perfect = Data(problem.data.inputs, forward(network, parameters, problem.data.inputs).predicted)
    slopes = slopes_of_predicted(network, perfect, parameters)
    close(hessian(network, perfect, parameters), 2 * slopes.T @ slopes, 1e-7)


@given(problems(SMOOTH))
def test_the_slopes_of_predicted_are_what_a_small_move_does(problem):
    network, data, parameters, h = problem.network, problem.data, problem.parameters, 1e-6
    moves = h * np.eye(len(parameters))
    above, below = (forward(network, parameters + sign * moves, data.inputs).predicted for sign in (1, -1))
    expected = ((above - below) / (2 * h)).reshape(len(parameters), -1).T
    close(slopes_of_predicted(network, data, parameters), expected, 1e-7)


@given(problems(SMOOTH))
def test_the_slopes_of_predicted_make_the_gradient(problem):
    slopes = slopes_of_predicted(problem.network, problem.data, problem.parameters)
    found = backward(problem.network, problem.parameters, problem.data)
    residuals = problem.data.observed - found.forward.predicted
    close(found.derivatives, -2 * residuals.ravel() @ slopes, 1e-11)


@pytest.mark.parametrize("activation", BENT, ids=repr)
@pytest.mark.parametrize("row", LOOKED_AT)
def test_the_hessian_of_all_seven_is_pytorchs(slow, activation, row):
    experiment = replace(OWN, network=replace(NETWORK, hidden=activation))
    found = hessian(experiment.network, DATA, slow.parameters[row])
    close(found[np.triu_indices(7)], in_pytorch.pinned("hessians")[f"{activation.name} {row}"], 1e-8)
    close(found, found.T, 1e-8)
    if in_pytorch.LIVE:
        close(found, in_pytorch.hessian(experiment, slow.parameters[row]), 1e-8)


@given(problems(SMOOTH))
def test_bends_are_the_hessians_own_directions(problem):
    network, data, parameters = problem.network, problem.data, problem.parameters
    found, whole = bends(network, data, parameters), hessian(network, data, parameters)
    close(found.directions @ found.directions.T, np.eye(len(parameters)), 1e-6)
    largest = np.abs(whole).max()
    close(found.directions @ whole / largest, found.curvature[:, None] * found.directions / largest, 1e-5)
    assert (np.diff(found.curvature) <= 0).all()
    derivatives = backward(network, parameters, data).derivatives
    close(found.slope, found.directions @ derivatives, 1e-12)
    assert (found.slope <= 1e-8 * max(1.0, np.abs(derivatives).max())).all()  # all point downhill


@pytest.mark.parametrize("lesson", [MAIN_IDEAS, THREE_PARAMETERS, STEP_BY_STEP_BOTH], ids=lambda lesson: lesson.slug)
def test_a_bowl_bends_as_its_exact_curvature_says(lesson):
    own = lesson.experiment
    found = bends(own.network, own.data, own.start, own.optimised)
    close(found.curvature[::-1], bowl(own).curvature, 1e-8)
    close(2 / found.curvature[0], largest_stable_rate(own), 1e-8)
    assert not found.flat.any()
    assert not found.down.any()
    still = [own.network.place(name) for name in own.network.parameter_names if name not in own.optimised]
    assert not found.directions[:, still].any()


def test_b3_alone_bends_by_twice_the_number_of_observations():
    own = MAIN_IDEAS.experiment
    close(bends(own.network, own.data, own.start, ("b3",)).curvature, [6.0], 1e-9)


def test_around_both_perfect_fits_three_directions_bend_up_and_four_are_flat(fits):
    for fit in fits:
        found = bends(NETWORK, DATA, fit)
        assert found.flat.tolist() == [False] * 3 + [True] * 4
        assert (found.curvature[:3] > 0.1).all()
        slopes = slopes_of_predicted(NETWORK, DATA, fit)
        assert np.linalg.matrix_rank(slopes) == 3
        close(found.curvature[:3], 2 * np.linalg.svd(slopes, compute_uv=False) ** 2, 1e-8)
        assert np.abs(slopes @ found.directions[3:].T).max() < 1e-4  # no Predicted moves along the flat ones


@pytest.mark.parametrize("row", [16, 500, 1000, 2000])
def test_the_plateau_is_no_minimum(slow, row):
    here = slow.parameters[row]
    found = bends(NETWORK, DATA, here)
    assert found.down.any()
    assert np.linalg.norm(slow.derivatives[row]) > 0.01
    distance, lowest = lowest_straight_on(NETWORK, DATA, here, found.directions[-1])
    assert distance > 0.1
    assert lowest < slow.ssr[row] - 0.01
    close(ssr_straight_on(NETWORK, DATA, here, found.directions[-1], [distance]), [lowest], 1e-13)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_flat_directions_are_the_same_whichever_mixture_comes_in(seed, count):
    random = np.random.default_rng(seed)
    space, mixed = (
        np.linalg.qr(random.normal(size=(7, count)))[0].T,
        np.linalg.qr(random.normal(size=(count, count)))[0],
    )
    one, other = same_for_everyone(space), same_for_everyone(mixed @ space)
    close(one, other, 1e-8)
    close(one @ one.T, np.eye(count), 1e-8)
    close(one.T @ one, space.T @ space, 1e-8)


def test_the_way_along_the_valley_has_perfect_fits_alone(fits):
    way = valley(NETWORK, DATA, *fits)
    close(way[[0, -1]], fits, 1e-12)
    assert ssr_at(way).max() < 1e-18
    assert np.abs(np.diff(way, axis=0)).max() < 0.05  # no jumps: it is one way
    straight = np.linspace(*fits, len(way))
    assert ssr_at(straight).max() > 1e-4


def test_the_nearest_fit_to_the_videos_rounded_values_is_near_and_perfect():
    fit = nearest_fit(NETWORK, DATA, FITTED)
    assert ssr_at(fit) < 1e-18
    assert np.abs(fit - FITTED).max() < 0.02


def test_where_there_is_no_perfect_fit_the_nearest_is_the_least_squares():
    own = STEP_BY_STEP_BOTH.experiment
    close(nearest_fit(own.network, own.data, own.start), exact_minimum(own), 1e-9)


def test_the_lowest_place_straight_on_is_the_bottom_of_the_bowl():
    own = MAIN_IDEAS.experiment
    up_b3 = np.eye(7)[-1]
    distance, lowest = lowest_straight_on(own.network, own.data, own.start, up_b3)
    assert distance == pytest.approx(exact_minimum(own)[-1], rel=1e-3)
    close(lowest, ssr_along(own.network, own.data, own.start, "b3", [distance])[0], 1e-13)
    assert lowest_straight_on(own.network, own.data, exact_minimum(own), up_b3)[0] == 0.0
    assert lowest_straight_on(own.network, own.data, own.start, -up_b3) == (0.0, pytest.approx(20.4236, abs=1e-4))


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="'w9' is not a parameter"):
        bends(NETWORK, DATA, OWN.start, ("w9",))
    with pytest.raises(ValueError, match="too steep"):
        bends(NETWORK, DATA, np.full(7, 1e200))


def test_around_the_plateau_there_are_ways_down_and_around_the_minimum_of_a_bowl_there_is_none():
    row = gradient_descent(replace(OWN, steps=500)).parameters[-1]
    found = around(NETWORK, DATA, row)
    assert found.ssr == ssr_at(row)
    assert found.gradient == pytest.approx(np.linalg.norm(backward(NETWORK, row, DATA).derivatives))
    assert [way.name for way in found.ways] == ["against the gradient", "where it bends down most"]
    for way in found.ways:
        assert np.linalg.norm(way.direction) == pytest.approx(1.0)
        assert way.lowest < found.ssr
        close(way.lowest, ssr_at(row + way.distance * way.direction), 1e-12)
    three = THREE_PARAMETERS.experiment
    at_best = around(three.network, three.data, exact_minimum(three), three.optimised)
    assert not at_best.bends.down.any()
    assert all(way.lowest > at_best.ssr * (1 - 1e-6) for way in at_best.ways)
