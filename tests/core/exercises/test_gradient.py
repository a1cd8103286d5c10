"""A learner's gradient in a graph: the right one is right, and a wrong one hears where it comes from."""

import re

import pytest
from expressions import EXPRESSIONS, INPUTS, NUMBERS, readable, walk_of
from hypothesis import given, settings

from backprop.exercises.gradient import gradient_key, gradient_sheet
from backprop.exercises.judging import RIGHT, WRONG, Attempt


def judged(passed, place, text, wrong=0):
    key = gradient_key(passed, place)
    return Attempt(gradient_sheet(passed, place), (key,), {key: text}).judge(key, wrong)


@pytest.mark.parametrize(
    ("typed", "right", "said"),
    [
        ("36", True, "6 × 4 . 4 × 3 = 36"),
        ("24.0", False, "only one path"),
        ("12.0", False, "only one path"),
        ("288", False, "multiplied"),
        ("-36", False, "sign"),
        ("7.0", False, "local derivatives"),
        ("2.0", False, "value of x"),
        ("5.0", False, "Not this. Gradient of x is"),
    ],
)
def test_a_learners_gradient_is_judged(typed, right, said):
    answer = judged(walk_of("x**2 * (3*x)", {"x": 2.0}), 0, typed)
    assert answer.standing == (RIGHT if right else WRONG)
    assert re.search(said, answer.sentence), answer.sentence
    assert right or "36" not in answer.sentence


@settings(max_examples=100)
@given(EXPRESSIONS, INPUTS, NUMBERS)
def test_the_right_number_is_always_right(text, inputs, wrong):
    if readable(text) is None:
        return
    walk = walk_of(text, inputs)
    for place, gradient in enumerate(walk.gradients):
        if gradient is not None and walk.received[place]:
            assert judged(walk, place, repr(gradient)).standing == RIGHT
            for before in range(3):
                assert judged(walk, place, repr(wrong), before).sentence
