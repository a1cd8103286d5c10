"""The fast SSR landscapes are the pass forward, point by point."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import close, problems

from backprop import landscape
from backprop.activations import ACTIVATIONS, SOFTPLUS
from backprop.landscape import contour_levels, nodes_of_both, ssr_across, ssr_along, ssr_along_each, ssr_in_plane
from backprop.lessons import ALL_PARAMETERS
from backprop.network import Network
from backprop.passes import backward, forward


def ssr_at(network, data, parameters, **changed):
    row = np.array(parameters, dtype=float)
    for name, value in changed.items():
        row[network.place(name)] = value
    return backward(network, row, data).loss


def ssr_point_by_point(network, data, parameters, names, values):
    return [
        [ssr_at(network, data, parameters, **{names[0]: down, names[1]: across}) for across in values[1]]
        for down in values[0]
    ]


@given(problems(inputs=2), st.data())
def test_ssr_along_is_the_pass_forward(problem, data):
    name = data.draw(st.sampled_from(problem.network.parameter_names))
    values = np.linspace(-2, 3, 7)
    expected = [ssr_at(problem.network, problem.data, problem.parameters, **{name: value}) for value in values]
    close(ssr_along(problem.network, problem.data, problem.parameters, name, values), expected, 1e-13)


@given(problems(inputs=2), st.data(), st.integers(1, 60))
def test_ssr_along_each_is_ssr_along_at_every_place(problem, data, block):
    """Whatever its blocks are, with values that all places share and with values of their own; NaN stays NaN."""
    name = data.draw(st.sampled_from(problem.network.parameter_names))
    places = problem.parameters * np.linspace(0.5, 2.0, 5)[:, None]
    shared, own = np.linspace(-2, 3, 7), np.linspace(-2, 3, 35).reshape(5, 7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landscape, "BLOCK", block)
        for values, of_each in ((shared, [shared] * 5), (own, own)):
            expected = [
                ssr_along(problem.network, problem.data, place, name, of_one)
                for place, of_one in zip(places, of_each, strict=True)
            ]
            close(ssr_along_each(problem.network, problem.data, places, name, values), expected, 1e-13)
        assert np.isnan(ssr_along_each(problem.network, problem.data, places, name, [np.nan])).all()


@given(problems(inputs=2), st.data(), st.integers(1, 60))
def test_ssr_across_is_the_pass_forward(problem, data, block):
    names = data.draw(st.permutations(problem.network.parameter_names))[:2]
    values = np.linspace(-2, 3, 7), np.linspace(-1, 1, 3)
    expected = ssr_point_by_point(problem.network, problem.data, problem.parameters, names, values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landscape, "BLOCK", block)  # the map is made in blocks of any number of rows
        close(ssr_across(problem.network, problem.data, problem.parameters, names, values), expected, 1e-13)


@pytest.mark.parametrize("names", [*permutations(Network().parameter_names, 2)], ids="-".join)
def test_ssr_across_every_pair_of_the_seven(names):
    own, values = ALL_PARAMETERS.experiment, (np.linspace(-4, 4, 5), np.linspace(-3, 3, 4))
    expected = ssr_point_by_point(own.network, own.data, own.start, names, values)
    close(ssr_across(own.network, own.data, own.start, names, values), expected, 1e-13)


@pytest.mark.parametrize("activation", [each for each in ACTIVATIONS if each.of_e], ids=repr)
@pytest.mark.parametrize("reach", [3.0, 340.0, 1e3, 1e100])  # of these the exponentials of the last two do not exist
def test_a_map_made_of_the_exponentials_of_its_rows_and_columns_is_the_pass_forward(activation, reach):
    own, values = ALL_PARAMETERS.experiment, (np.linspace(-reach, reach, 23), np.linspace(-reach, reach, 20))
    network = Network((1, 2, 1), activation)
    expected = ssr_point_by_point(network, own.data, own.start, ("w1", "b1"), values)
    close(ssr_across(network, own.data, own.start, ("w1", "b1"), values), expected, 1e-12)


@pytest.mark.parametrize("shape", [(401, 101), (1, 40_001), (40_001, 1), (257, 255)], ids=repr)
def test_ssr_across_odd_sizes_over_the_borders_of_its_blocks(shape):
    own = ALL_PARAMETERS.experiment
    assert shape[0] * shape[1] * len(own.data) > landscape.BLOCK
    values = [np.linspace(-4, 4, count) for count in shape]
    surface = ssr_across(own.network, own.data, own.start, ("w1", "w4"), values)
    assert surface.shape == shape
    for row in {0, shape[0] // 3, shape[0] - 1}:
        from_row = np.where(np.array(own.network.parameter_names) == "w1", values[0][row], own.start)
        close(surface[row], ssr_along(own.network, own.data, from_row, "w4", values[1]), 1e-13)


@given(problems(inputs=2), st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_ssr_in_plane_is_the_pass_forward(problem, seed, block):
    network, data, random = problem.network, problem.data, np.random.default_rng(seed)
    directions = random.normal(size=(2, network.parameter_count)) * (random.random((2, network.parameter_count)) < 0.6)
    down, across = np.linspace(-1, 2, 6), np.linspace(-1, 1, 3)
    expected = [
        [ssr_at(network, data, problem.parameters + d * directions[0] + a * directions[1]) for a in across]
        for d in down
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landscape, "BLOCK", block)
        close(ssr_in_plane(network, data, problem.parameters, directions, (down, across)), expected, 1e-12)


@pytest.mark.parametrize("names", [*permutations(Network().parameter_names, 2)], ids="-".join)
def test_along_two_parameters_the_plane_is_their_map(names):
    own, distances = ALL_PARAMETERS.experiment, (np.linspace(-4, 4, 5), np.linspace(-3, 3, 4))
    places = [own.network.place(name) for name in names]
    found = ssr_in_plane(own.network, own.data, own.start, np.eye(7)[places], distances)
    values = [own.start[place] + each for place, each in zip(places, distances, strict=True)]
    close(found, ssr_across(own.network, own.data, own.start, names, values), 1e-12)


@pytest.mark.parametrize("directions", [np.ones((2, 6)), np.ones((3, 7)), np.ones(7), [[np.nan] * 7] * 2], ids=repr)
def test_directions_that_do_not_fit_are_refused(directions):
    own = ALL_PARAMETERS.experiment
    with pytest.raises(ValueError, match="directions"):
        ssr_in_plane(own.network, own.data, own.start, directions, ([0.0], [0.0]))


heights = st.lists(st.floats(1e-12, 1e12), min_size=1, max_size=50).map(np.array)


@given(heights, st.integers(3, 15))
def test_contour_lines_rise_lie_on_the_map_and_are_not_too_many(surface, most):
    levels = contour_levels(surface, most)
    assert len(levels) <= most
    assert (np.diff(levels) > 0).all()
    assert (levels > surface.min()).all()
    assert (levels < surface.max()).all()


@given(heights, st.integers(-5, 5))
def test_ten_times_the_height_has_ten_times_the_contour_lines(surface, power):
    np.testing.assert_allclose(contour_levels(surface * 10.0**power), contour_levels(surface) * 10.0**power, rtol=1e-6)


@pytest.mark.parametrize(
    ("surface", "levels"),
    [
        (np.geomspace(0.5, 200, 1000), [1, 2, 5, 10, 20, 50, 100]),
        (np.geomspace(1e-9, 1.5, 10_000), [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]),
        (np.linspace(0.44, 0.445, 1000), [0.4405, 0.441, 0.4415, 0.442, 0.4425, 0.443, 0.4435, 0.444, 0.4445]),
        (np.full((5, 5), 0.7), []),
        (np.zeros((5, 5)), []),
        (np.array([np.inf, np.nan]), []),
        (np.concatenate([np.geomspace(0.5, 200, 1000), [np.inf, np.nan]]), [1, 2, 5, 10, 20, 50, 100]),
    ],
    ids=["two powers of ten", "nine powers of ten", "nearly level", "level", "zero", "nothing", "with infinity"],
)
def test_contour_lines_are_round_numbers_spaced_by_factors_where_that_tells_more(surface, levels):
    np.testing.assert_allclose(contour_levels(surface), levels)


@given(problems(inputs=2), st.data())
def test_the_nodes_that_two_parameters_reach_are_counted(problem, data):
    network, random = problem.network, np.random.default_rng(1)
    names = data.draw(st.permutations(network.parameter_names))[:2]
    first, second = (network.place(name) for name in names)
    rows = random.uniform(0.5, 1.5, (1, network.parameter_count)).repeat(4, axis=0)  # nothing cancels, nothing is 0
    rows[1, first] += 0.25
    rows[2, second] += 0.25
    inputs = np.full((1, network.nodes[0]), 0.7)
    smooth = Network(network.nodes, SOFTPLUS, SOFTPLUS if network.output.elementwise else network.output)
    moved = [(layer.y[1] != layer.y[0]) & (layer.y[2] != layer.y[0]) for layer in forward(smooth, rows, inputs).layers]
    assert nodes_of_both(network, names) == sum(int(each.sum()) for each in moved)
