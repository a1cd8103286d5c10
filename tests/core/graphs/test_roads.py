"""Roads: the published numbers of the Chain Rule's examples, finite differences, and the way a network goes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.datasets import HEIGHT_DATA
from backprop.graphs.roads import (
    ICE_CREAM,
    TWO_ROADS,
    Quantity,
    derivative,
    nudged,
    roads,
    shoe_size,
    squared_residual,
    what_follows,
)
from backprop.losses import ssr_derivative

GRAPHS = {
    "shoe size": (shoe_size(1.7, -0.3), "Size", "Weight"),
    "ice cream": (ICE_CREAM, "Craves", "Time"),
    "squared residual": (squared_residual(0.64, 2.3, 1.9), "Residual²", "Intercept"),
    "two roads": (TWO_ROADS, "L", "x"),
}
NUMBERS = st.floats(-5, 5)


def central_difference(graph, of, by, known, h):
    """The derivative without the Chain Rule: move `by` by h both ways and see how far `of` goes."""
    above, below = nudged(graph, of, by, known, h)
    return (above - below) / (2 * h)


def sine(name, by):
    return Quantity(name, (by,), f"sin {by}", np.sin, ((f"cos {by}", np.cos),))


def product(name, one, other):
    return Quantity(
        name, (one, other), f"{one} × {other}", np.multiply, ((other, lambda a, b: b), (one, lambda a, b: a))
    )


def test_half_a_shoe_size_for_each_unit_of_weight():
    (road,) = roads(shoe_size(), "Size", "Weight", {"Weight": 1.0})
    assert [(factor.name, float(factor.value)) for factor in road.factors] == [
        ("dSize/dHeight", 0.25),
        ("dHeight/dWeight", 2.0),
    ]
    assert road.product == 0.5
    assert road.through == ("Height",)


@given(NUMBERS)
def test_craving_for_ice_cream(time):
    assert derivative(ICE_CREAM, "Craves", "Time", {"Time": time}) == pytest.approx(time / np.sqrt(time**2 + 0.5))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_the_squared_residuals_derivative_is_the_first_factor_of_backpropagation(intercept, slope, weight, observed):
    graph = squared_residual(slope, weight, observed)
    predicted = intercept + slope * weight
    found = derivative(graph, "Residual²", "Intercept", {"Intercept": intercept})
    assert found == pytest.approx(-2 * (observed - predicted))
    assert found == pytest.approx(ssr_derivative(observed, predicted))
    assert derivative(graph, "Residual²", "Predicted", {"Predicted": predicted}) == found


def test_the_first_observation_of_the_next_lesson():
    (weight, *_), (observed, *_) = HEIGHT_DATA.inputs[:, 0], HEIGHT_DATA.observed[:, 0]
    graph = squared_residual(0.64, weight, observed)
    assert derivative(graph, "Residual²", "Intercept", {"Intercept": 0.0}) == pytest.approx(-2.16)


def test_two_roads_add_up():
    through_u, through_v = roads(TWO_ROADS, "L", "x", {"x": 2.0})
    assert [float(factor.value) for factor in through_u.factors] == [6.0, 4.0]
    assert [float(factor.value) for factor in through_v.factors] == [4.0, 3.0]
    assert (through_u.product, through_v.product) == (24.0, 12.0)
    assert (through_u.through, through_v.through) == (("u",), ("v",))
    assert derivative(TWO_ROADS, "L", "x", {"x": 2.0}) == 36.0


@given(NUMBERS)
def test_two_roads_are_the_derivative_of_three_x_cubed(x):
    assert what_follows(TWO_ROADS, {"x": x})["L"] == pytest.approx(3 * x**3)
    assert derivative(TWO_ROADS, "L", "x", {"x": x}) == pytest.approx(9 * x**2)


@pytest.mark.parametrize("graph", GRAPHS)
@given(at=NUMBERS)
def test_a_finite_difference_agrees(graph, at):
    graph, of, by = GRAPHS[graph]
    found = derivative(graph, of, by, {by: at})
    assert found == pytest.approx(central_difference(graph, of, by, {by: at}, 1e-4), rel=1e-5, abs=1e-6)


@given(NUMBERS, st.floats(1e-6, 1.0))
def test_the_difference_is_what_the_two_nudges_make(at, h):
    above, below = nudged(ICE_CREAM, "Craves", "Time", {"Time": at}, h)
    assert above == np.sqrt((at + h) ** 2 + 0.5)
    assert below == np.sqrt((at - h) ** 2 + 0.5)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=7), st.floats(-1.2, 1.2), st.floats(-1.2, 1.2))
def test_any_graph_agrees_with_its_finite_difference(choices, x, fixed):
    graph, names = [], ["x", "fixed"]
    for count, choice in enumerate(choices):
        one, other = names[choice % len(names)], names[choice // 7 % len(names)]
        graph.append(product(f"n{count}", one, other) if choice % 2 else sine(f"n{count}", one))
        names.append(f"n{count}")
    graph.append(product("end", names[-1], "x"))
    known = {"x": x, "fixed": fixed}
    expected = central_difference(graph, "end", "x", known, 1e-5)
    assert derivative(graph, "end", "x", known) == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_a_node_used_twice_counts_twice():
    square = (product("square", "x", "x"),)
    assert len(roads(square, "square", "x", {"x": 3.0})) == 2
    assert derivative(square, "square", "x", {"x": 3.0}) == 6.0


def test_what_is_known_stays_and_stops_the_road():
    assert what_follows(TWO_ROADS, {"x": 2.0, "u": 10.0}) == {"x": 2.0, "u": 10.0, "v": 6.0, "L": 60.0}
    (road,) = roads(TWO_ROADS, "L", "x", {"x": 2.0, "u": 10.0})
    assert road.through == ("v",)
    assert what_follows(ICE_CREAM, {"Hunger": 4.0}) == {"Hunger": 4.0, "Craves": 2.0}


def test_arrays_go_along():
    x = np.linspace(-2, 3, 7)
    np.testing.assert_allclose(derivative(TWO_ROADS, "L", "x", {"x": x}), 9 * x**2)
    (road,) = roads(shoe_size(3.0, 0.5), "Size", "Weight", {"Weight": x})
    np.testing.assert_array_equal(road.product, np.full(7, 1.5))


@pytest.mark.parametrize(
    ("of", "by", "known"),
    [
        ("L", "y", {"x": 1.0}),
        ("M", "x", {"x": 1.0}),
        ("L", "u", {"u": 1.0}),
        ("L", "x", {}),
        ("x", "x", {"x": 1.0}),
        ("u", "v", {"x": 1.0, "v": 1.0}),
    ],
)
def test_where_no_road_leads_is_said(of, by, known):
    with pytest.raises(ValueError, match=by):
        roads(TWO_ROADS, of, by, known)
