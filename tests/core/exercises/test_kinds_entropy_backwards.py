"""The exercise of dCE/db3: its answers are the Derivative of its shares, and the slips that it invites are known."""

import numpy as np
import pytest

from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.judging import Attempt
from backprop.exercises.kinds.entropy_backwards import ENTROPY_BACKWARDS
from backprop.series import PART_7

OBSERVED = PART_7.experiment.data.observed
EVERYTHING = 3


@pytest.mark.parametrize("seed", range(30))
def test_the_answers_are_p_less_observed_and_their_sum(seed):
    drawn = sheet(ENTROPY_BACKWARDS, seed)
    p = np.array([[drawn.values[key] for key in row.cells[:3]] for row in drawn.rows[:3]])
    slopes = (p - OBSERVED)[:, 0]
    assert [drawn.values[f"product {i}"] for i in (1, 2, 3)] == pytest.approx(slopes.tolist())
    assert drawn.values["derivative"] == pytest.approx(float(slopes.sum()))


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("product 1", "0.1509", "minus_1_forgotten"),
        ("product 1", "0.8491", "turned"),
        ("product 1", "0.1281", "factor_left_out"),
        ("product 2", "0.7054", "another_species"),
        ("product 2", "-0.2946", "another_species"),
        ("product 2", "-0.9649", "minus_1_of_another"),
        ("product 3", "0.6533", "another_species"),
        ("derivative", "-0.2577", "mean_for_sum"),
    ],
)
def test_in_the_videos_numbers_each_slip_is_called_by_its_name(key, typed, code):
    asked = exercise(ENTROPY_BACKWARDS, 0, EVERYTHING)
    right = {f"product {i}": text for i, text in enumerate(("-0.8491", "0.03512", "0.0408"), 1)}
    said = Attempt(asked.sheet, asked.blanks, right | {key: typed}).judge(key)
    assert not said.is_right
    assert code in said.codes
