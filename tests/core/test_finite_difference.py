"""The derivative without the Chain Rule: exact on a parabola, better with a smaller h until rounding takes over."""

import numpy as np
import pytest
from hypothesis import given
from problems import SMOOTH, close, problems

from backprop.chain_rule import PARAMETERS, chain
from backprop.landscape import finite_difference
from backprop.lessons import MAIN_IDEAS
from backprop.passes import backward, forward
from backprop.written.arithmetic import derivative_line, ssr_line
from backprop.written.numerals import agreeing_digits, rounded

EXPERIMENT = MAIN_IDEAS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start


@given(problems(SMOOTH))
def test_it_agrees_with_backpropagation_on_any_network(problem):
    found = backward(problem.network, problem.parameters, problem.data)
    for name, derivative in zip(problem.network.parameter_names, found.derivatives, strict=True):
        by_difference = finite_difference(problem.network, problem.data, problem.parameters, name, 1e-5)
        close(by_difference, derivative, 1e-6 * (1 + found.loss))


@pytest.mark.parametrize("name", ["w3", "w4", "b3"])
def test_any_h_is_exact_where_the_ssr_is_a_parabola(name):
    derivative = chain(START, DATA, name).derivative
    close(finite_difference(NETWORK, DATA, START, name, [1.0, 0.1, 0.01]), np.full(3, derivative), 1e-12)


@pytest.mark.parametrize("name", ["w1", "b1", "w2", "b2"])
def test_a_tenth_of_h_leaves_a_hundredth_of_the_error(name):
    found = finite_difference(NETWORK, DATA, START, name, [0.1, 0.01, 0.001])
    errors = np.abs(found - chain(START, DATA, name).derivative)
    np.testing.assert_allclose(errors[:-1] / errors[1:], 100, rtol=0.05)


def test_one_h_gives_one_number():
    several = finite_difference(NETWORK, DATA, START, "w1", [0.5, 0.001])
    assert finite_difference(NETWORK, DATA, START, "w1", 0.001).shape == ()
    assert finite_difference(NETWORK, DATA, START, "w1", 0.001) == several[1]


@pytest.mark.parametrize("h", [0, -0.1, np.nan, np.inf, [], [0.1, 0.0], "small"])
def test_an_h_that_is_none_is_refused_by_name(h):
    with pytest.raises(ValueError, match=r"^h must"):
        finite_difference(NETWORK, DATA, START, "w1", h)


def test_an_unknown_parameter_is_refused():
    with pytest.raises(ValueError, match="'w9' is not a parameter"):
        finite_difference(NETWORK, DATA, START, "w9", 0.1)


@pytest.mark.parametrize(
    ("one", "other", "digits"),
    [
        (1.0, 1.0, 15), (0, 0, 15), (1.0, 1.0001, 4), (1.0, 1.0002, 3), (-15.66, -15.6551, 3),
        (1, -1, 0), (1, 0, 0), (np.inf, 1, 0), (np.nan, 1, 0),
    ],
)  # fmt: skip
def test_agreeing_digits(one, other, digits):
    assert agreeing_digits(one, other) == agreeing_digits(other, one) == digits


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_line_retyped_is_what_its_rounded_numbers_make(name):
    line = derivative_line(chain(START, DATA, name))
    typed = line.text.split(" = ")[1].replace("−", "-").replace("×", "*")
    assert eval(typed) == pytest.approx(line.retyped, rel=1e-12)
    assert line.value == chain(START, DATA, name).derivative


def test_the_ssrs_line():
    line = ssr_line(DATA, forward(NETWORK, START, DATA.inputs).predicted)
    assert line.text == "SSR = (0 − (−2.604))² + (1 − (−1.609))² + (0 − (−2.615))² = 20.42"
    assert eval(line.text.split(" = ")[1].replace("−", "-").replace("²", "**2")) == pytest.approx(line.retyped)
    assert (rounded(line.value), rounded(line.retyped)) == (20.42, 20.43)
    assert line.rounding_bites
