"""Every number that a published worked example prints comes out of the core, to the digits in which it is printed."""

import numpy as np
import pytest

from backprop.published.catalogue import PUBLISHED

FOUND = [(example, printed, ours) for example in PUBLISHED for printed, ours in example.beside(example.trace())]


@pytest.mark.parametrize(
    ("printed", "ours"), [each[1:] for each in FOUND], ids=[f"{one.slug} {each.name}" for one, each, _ in FOUND]
)
def test_each_printed_number_is_ours_in_its_digits_or_says_why_it_is_not(printed, ours):
    assert printed.is_reproduced(ours) == (not printed.why)
    if printed.why:  # rounded on the way: near, but another number
        assert ours == pytest.approx(printed.value, rel=0.02)


def test_there_are_enough_of_them_each_with_a_source_of_its_own():
    assert len(PUBLISHED) >= 8
    assert len({each.slug for each in PUBLISHED}) == len({each.title for each in PUBLISHED}) == len(PUBLISHED)
    assert all(each.link.startswith("http") and each.author and each.printed for each in PUBLISHED)


@pytest.mark.parametrize("example", PUBLISHED, ids=lambda each: each.slug)
def test_an_example_is_run_by_its_own_experiment_alone(example):
    assert example.is_run_by(example.experiment)
    assert [other.slug for other in PUBLISHED if other.is_run_by(example.experiment)] == [example.slug]
    assert np.isfinite([ours for _, ours in example.beside(example.trace())]).all()
