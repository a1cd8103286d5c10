"""What is asked of a step comes in the order in which a walk is read: what it is drawn along, then as in the tables."""

from dataclasses import replace

import pytest

from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP, THREE_PARAMETERS
from backprop.series import PART_7, PART_7_BIASES, RELU_LAST_BIAS
from pages.parts.experiment.guess_first import SSR, looked_along, questions
from pages.parts.experiment.runs import trace_of


@pytest.mark.parametrize(
    ("lesson", "names"),
    [
        (STEP_BY_STEP, "b1"),
        (MAIN_IDEAS, "b3"),
        (THREE_PARAMETERS, "b3 w3 w4"),
        (ALL_PARAMETERS, "b3 w1 b1 w2 b2 w3 w4"),
        (RELU_LAST_BIAS, "b3"),
        (PART_7, "b3"),
        (PART_7_BIASES, "b3 b4 b5"),
    ],
    ids=lambda part: getattr(part, "slug", ""),
)
def test_the_first_bias_of_the_outputs_is_asked_first_and_the_rest_as_in_the_tables(lesson, names):
    asked = [kind for kind, _ in questions(trace_of(lesson.experiment)[0])]
    assert asked == [*names.split(), SSR]
    assert looked_along(lesson.experiment) == asked[0]


def test_where_no_bias_of_an_output_moves_the_walk_is_drawn_along_the_last_that_does():
    assert looked_along(replace(MAIN_IDEAS.experiment, optimised=("w1", "w4"))) == "w4"
