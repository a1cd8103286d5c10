"""A convergence chart is read as the verdict reads its run, and what is said against each other reading is so."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from learners import SEEDS

from backprop.descent import gradient_descent, plain_descent
from backprop.exercises.chance import Chance
from backprop.exercises.curve import DIVERGES, GOOD, OSCILLATES, PLATEAU, READINGS, TOO_SLOW, Curve
from backprop.exercises.exercise import sheet
from backprop.exercises.kinds.which_rate import RUNS, TIMES, WHICH_RATE, which_rate_sheet
from backprop.lessons import MAIN_IDEAS
from backprop.losses import SSR
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.rates import REGIONS, comparison
from backprop.verdict import verdict
from backprop.written.numerals import number

# What the verdict and the regions of the page on Learning Rates may call a run that has such a picture.
VERDICTS = {
    TOO_SLOW: {"falling"},
    GOOD: {"converged"},
    OSCILLATES: {"oscillating"},
    DIVERGES: {"rising", "diverged"},
    PLATEAU: {"falling"},
}
CALLED = {TOO_SLOW: "too slow", GOOD: "good", OSCILLATES: "oscillates", DIVERGES: "diverges", PLATEAU: "too slow"}


def runs(reading, count=40):
    """(Experiment, Sheet) of runs that have this picture."""
    for seed in range(count):
        experiment = RUNS[reading](Chance("a test", seed))
        asked = which_rate_sheet(experiment)
        if asked is not None and asked.asked[0].right == reading:
            yield experiment, asked


each_reading = pytest.mark.parametrize("reading", READINGS)


@each_reading
def test_a_picture_is_read_as_the_verdict_and_the_regions_read_its_run(reading):
    found = list(runs(reading))
    assert len(found) >= 15
    for experiment, _ in found:
        assert verdict(gradient_descent(experiment)).kind in VERDICTS[reading], experiment
        at = comparison(experiment, [experiment.optimiser.learning_rate])
        assert REGIONS[at.regions[0]] == CALLED[reading], experiment


@each_reading
def test_the_better_learning_rate_is_the_one_whose_run_ends_lowest(reading):
    for experiment, asked in runs(reading, 15):
        _, change = asked.asked
        ends = {}
        for code, (times, _) in TIMES.items():
            rule = GradientDescent(experiment.optimiser.learning_rate * times)
            with np.errstate(all="ignore"):
                *_, (last, _, _) = plain_descent(replace(experiment, optimiser=rule))
                end = backward(experiment.network, last, experiment.data, SSR).loss
            ends[code] = float(end) if np.isfinite(end) else np.inf
        assert min(ends, key=ends.get) == change.right
        for option in change.options:
            said = (
                f"{number(ends[option.code], 3)}, " if np.isfinite(ends[option.code]) else "too large for a computer, "
            )
            assert option.code == change.right or said in option.note


@each_reading
def test_the_run_is_the_same_where_a_machine_rounds_otherwise(reading):
    for experiment, asked in runs(reading, 15):
        moved = gradient_descent(replace(experiment, start=experiment.start * (1 + 3e-16)))
        curve = Curve(moved.ssr)
        assert curve.reading == reading
        assert np.allclose(moved.ssr, asked.scenes[0].ssr, rtol=0, atol=1e-6 * moved.ssr[0])
        assert curve.why in asked.asked[0].why


def test_seed_0_is_the_run_of_the_video():
    run, (reading, change) = sheet(WHICH_RATE, 0).scenes[0], sheet(WHICH_RATE, 0).asked
    assert run.ssr[:2] == pytest.approx([20.4, 3.3], abs=0.1)
    assert len(run.steps) == MAIN_IDEAS.experiment.steps + 1
    assert (reading.right, change.right) == (GOOD, "same")


def test_all_five_pictures_occur_and_none_is_rare():
    count = Counter(sheet(WHICH_RATE, seed).asked[0].right for seed in SEEDS)
    assert set(count) == set(READINGS)
    assert min(count.values()) >= 20


@pytest.mark.parametrize(
    ("seed", "reading", "steps", "start", "end"),
    [
        (1, "oscillates", 30, 0.8792, 0.7097),
        (2, "plateau", 80, 1.235, 0.05526),
        (4, "too_slow", 16, 6.568, 4.262),
        (5, "good", 10, 1.849, 0.02521),
        (12, "diverges", 8, 7.908, 173.9),
    ],
)
def test_a_seed_is_the_same_picture_for_good(seed, reading, steps, start, end):
    drawn = sheet(WHICH_RATE, seed)
    ssr = drawn.scenes[0].ssr
    assert (drawn.asked[0].right, len(ssr) - 1) == (reading, steps)
    assert (ssr[0], ssr[-1]) == pytest.approx((start, end), rel=1e-3)


def numbers(text):
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_a_picture_is_so(seed):
    drawn = sheet(WHICH_RATE, seed)
    reading, ssr = drawn.asked[0], drawn.scenes[0].ssr
    notes = {option.code: option.note for option in reading.options}
    steps, falls = len(ssr) - 1, -np.diff(ssr)
    if reading.right != OSCILLATES and notes[OSCILLATES].startswith("no step leads up"):
        assert falls.min() >= -1e-6 * ssr[0]
    if reading.right != DIVERGES:
        assert ssr[-1] < ssr[0]
        assert notes[DIVERGES] == f"it ends at {number(ssr[-1], 3)}, below the {number(ssr[0], 3)} of its start"
    match reading.right:
        case "too_slow":
            first, early, last, late = numbers(notes[GOOD])
            assert first == last == steps // 4
            assert (early, late) == pytest.approx((ssr[0] - ssr[int(first)], ssr[-1 - int(last)] - ssr[-1]), rel=5e-3)
        case "good":
            step, of = map(int, numbers(notes[TOO_SLOW]))
            middle = (ssr[0] + ssr[-1]) / 2
            assert of == steps
            assert ssr[step] <= middle < ssr[step - 1]
        case "oscillates":
            up, of = map(int, numbers(notes[GOOD]))
            assert of == steps - steps // 2
            assert up == sum(-fall > 0.02 * ssr[0] for fall in falls[-of:])
        case "diverges":
            (count,) = map(int, numbers(notes[OSCILLATES]))
            assert (falls[-count:] < 0).all()
            assert count == steps or falls[-count - 1] >= 0
        case "plateau":
            a, b, little, c, d, much = numbers(notes[TOO_SLOW])
            a, b, c, d = map(int, (a, b, c, d))
            assert b - a >= steps / 4
            assert a < b <= c < d <= steps
            assert (little, much) == pytest.approx((ssr[a] - ssr[b], ssr[c] - ssr[d]), rel=5e-3)
            assert little <= 0.03 * ssr[0] < 0.15 * ssr[0] <= much


@pytest.mark.parametrize(
    "ssr",
    [
        np.full(21, 1.0),  # nothing moves
        1.0 - 0.001 * np.arange(21),  # hardly anything does
        np.geomspace(1.0, 0.3, 21),  # between too slow and good
        np.r_[np.geomspace(1.0, 0.3, 11), np.geomspace(0.3, 0.9, 10)],  # down, and up again
        np.geomspace(1.0, 2.0, 21),  # up, but not far
    ],
)
def test_a_picture_on_a_border_has_no_reading(ssr):
    assert Curve(ssr).reading is None
