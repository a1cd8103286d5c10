"""The code that computed a page: to be read first, as it runs behind it; and what has no source says where it is."""

import numpy as np
import pytest

from backprop.optimisers import OPTIMISERS
from pages.parts import shell

WALKS = (
    "3_Gradient_Descent_Step_by_Step.py",
    "7_Gradient_Descent.py",
    "8_Summary.py",
    "9_Three_Parameters.py",
    "10_All_Parameters.py",
    "11_Learning_Rates.py",
    "14_Any_Network.py",
)


def codes(at):
    """The texts under "The code that computed this"."""
    (expander,) = (each for each in at.expander if each.label == "The code that computed this")
    return [each.value for each in expander.code]


@pytest.mark.parametrize("page", WALKS)
def test_gradient_descent_is_read_before_the_tuned_loop(open_page, page):
    plain, tuned = codes(open_page(page))
    assert "New = Old − Step Size" in plain
    assert "def step(self, derivatives, " in plain
    assert "def step_in_place(" not in plain
    assert "def step_in_place(" in tuned


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_the_step_shown_is_that_of_the_rule_chosen(open_page, rule):
    plain, tuned = codes(open_page("14_Any_Network.py", any_optimiser=rule.name))
    assert shell.source(rule.step) in plain
    assert shell.source(rule.in_place) in tuned


def test_a_compiled_function_says_where_it_comes_from():
    for function in (np.tanh, np.add):
        assert function.__name__ in shell.source(function)
    assert "NumPy" in shell.source(np.tanh)
    assert "numpy.tanh" in shell.source(np.tanh)
