"""The fast SSR landscapes are the pass forward, point by point."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import close, problems

from backprop import landscape
from backprop.landscape import ssr_across, ssr_along
from backprop.lessons import ALL_PARAMETERS
from backprop.network import Network
from backprop.passes import backward


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
