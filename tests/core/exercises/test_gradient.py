"""A learner's gradient in a graph: the right one is right, and a wrong one hears where it comes from."""

import re

import pytest
from expressions import EXPRESSIONS, INPUTS, NUMBERS, readable, walk_of
from hypothesis import given, settings

from backprop.exercises.graph_practice import gradient_answer


@pytest.mark.parametrize(
    ("typed", "right", "said"),
    [
        (36.0, True, "4 × 3 . 6 × 4 = 36"),
        (24.0, False, "path is missing"),
        (12.0, False, "path is missing"),
        (288.0, False, "multiplied"),
        (-36.0, False, "sign"),
        (7.0, False, "local derivative"),
        (3.0, False, "local derivative"),
        (4.0, False, "local derivative|gradient before it"),
        (6.0, False, "gradient before it"),
        (2.0, False, "value of x"),
        (5.0, False, "Not this time"),
    ],
)
def test_a_learners_gradient_is_judged(typed, right, said):
    answer = gradient_answer(walk_of("x**2 * (3*x)", {"x": 2.0}), 0, typed)
    assert answer.right == right
    assert re.search(said, answer.sentence)
    assert right or "36" not in answer.sentence


@settings(max_examples=100)
@given(EXPRESSIONS, INPUTS, NUMBERS)
def test_the_right_number_is_always_right(text, inputs, wrong):
    if readable(text) is None:
        return
    walk = walk_of(text, inputs)
    for place, gradient in enumerate(walk.gradients):
        if gradient is not None:
            assert gradient_answer(walk, place, gradient).right
            assert gradient_answer(walk, place, wrong).sentence
