"""The exercise of Cross Entropy: its answers are the loss of its shares, and the slips that it invites are known."""

import numpy as np
import pytest

from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.judging import CARRIED, Attempt
from backprop.exercises.kinds.cross_entropy import CROSS_ENTROPY
from backprop.losses import CATEGORICAL
from backprop.series import PART_6

OBSERVED = PART_6.experiment.data.observed
EVERYTHING = 3


def shares(drawn):
    """(3, 3) what each flower is held for."""
    return np.array([[drawn.values[key] for key in row.cells[:3]] for row in drawn.rows[:3]])


@pytest.mark.parametrize("seed", range(30))
def test_the_answers_are_the_loss_of_each_row_and_of_all(seed):
    drawn = sheet(CROSS_ENTROPY, seed)
    p, values = shares(drawn), drawn.values
    assert p.sum(axis=1) == pytest.approx(1)
    each = [values[f"cross entropy {i}"] for i in (1, 2, 3)]
    assert each == pytest.approx(CATEGORICAL.value(OBSERVED[:, None], p[:, None]).tolist())
    assert values["total"] == pytest.approx(float(CATEGORICAL.value(OBSERVED, p)))


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("cross entropy 1", "0.2459", "log_to_base_10"),
        ("cross entropy 1", "-0.5662", "minus_forgotten"),
        ("cross entropy 1", "0.4323", "rest_for_logarithm"),
        ("cross entropy 2", "1.552", "another_species"),  # of Setosa, which has just as much as Versicolor
        ("cross entropy 3", "1.431", "another_species"),
        ("total", "0.5917", "mean_for_sum"),
    ],
)
def test_in_the_videos_numbers_each_slip_is_called_by_its_name(key, typed, code):
    asked = exercise(CROSS_ENTROPY, 0, EVERYTHING)
    right = {f"cross entropy {i}": text for i, text in enumerate(("0.5662", "0.5514", "0.6573"), 1)}
    said = Attempt(asked.sheet, asked.blanks, right | {key: typed}).judge(key)
    assert not said.is_right
    assert code in said.codes


def test_what_the_video_shows_is_known_as_rounded_too_early():
    asked = exercise(CROSS_ENTROPY, 0, EVERYTHING)
    texts = {f"cross entropy {i}": str(value) for i, value in enumerate(PART_6.shown["cross_entropy"], 1)}
    for key in texts:
        said = Attempt(asked.sheet, asked.blanks, texts).judge(key)
        assert "rounded_first" in said.codes
        assert "The video rounds it first" in Attempt(asked.sheet, asked.blanks, texts).judge(key, 1).sentence
    total = Attempt(asked.sheet, asked.blanks, texts | {"total": str(PART_6.shown["total"])}).judge("total")
    assert total.standing == CARRIED
