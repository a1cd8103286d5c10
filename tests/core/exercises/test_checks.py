"""Check yourself: what is asked is what backprop finds, at whatever numbers a page may be set to."""

import random
import re
from dataclasses import replace

import numpy as np
import pytest

from backprop.descent import gradient_descent
from backprop.exercises.checks import (
    NONE_FOR_PAPER,
    cross_entropy_check,
    derivative_check,
    entropy_backwards_check,
    predicted_check,
    rise_or_fall_check,
    ssr_check,
    step_check,
)
from backprop.exercises.judging import Attempt
from backprop.exercises.sheet import Choice
from backprop.landscape import finite_difference
from backprop.lessons import MAIN_IDEAS
from backprop.losses import ssr
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.series import PART_6
from backprop.written.numerals import number

VIDEO = MAIN_IDEAS.experiment
NETWORK, DATA, NAMES = VIDEO.network, VIDEO.data, VIDEO.network.parameter_names
TAMER = random.Random(12)
STARTS = [
    VIDEO.start,
    np.zeros(7),
    np.full(7, 1000.0),
    np.array([-1000.0, 1000, -1000, 1000, 1000, -1000, 1000]),
    np.full(7, 1e-9),
    *(np.array([round(TAMER.uniform(-3, 3), 2) for _ in range(7)]) for _ in range(10)),
    *(np.array([TAMER.uniform(-1000, 1000) for _ in range(7)]) for _ in range(5)),
]
IRIS = PART_6.experiment
IRIS_STARTS = [
    IRIS.start,
    np.zeros(15),
    np.array([*IRIS.start[:8], 1000.0, *IRIS.start[9:]]),
    *(np.array([round(TAMER.uniform(-2, 2), 2) for _ in range(15)]) for _ in range(5)),
]
RATES = (1e-6, 0.01, 0.06, 0.1, 1 / 24, 1 / 3, 2.0, 1000.0)


def experiments():
    for start in STARTS:
        for rate in RATES:
            for optimised in (("b3",), ("w1", "w3"), NAMES, ()):
                yield replace(VIDEO, start=start, optimiser=GradientDescent(rate), optimised=optimised)


def all_checks():
    for start in STARTS:
        for dosage in (0.5, 0.2, 0.7):
            yield predicted_check(start, dosage)
        for name in NAMES:
            yield derivative_check(name, start)
            for kept in ((), (float(start[NETWORK.place(name)]) + 0.5,)):
                yield ssr_check(name, start, kept)
    for experiment in experiments():
        yield step_check(experiment)
        yield rise_or_fall_check(experiment)
    yield from map(cross_entropy_check, IRIS_STARTS)
    yield from map(entropy_backwards_check, IRIS_STARTS)


def is_the_videos(check):
    return ", so these are the video's. " in check.sheet.task


def moved(check, parameters, own=VIDEO):
    """The parameters as the task moves them, and which it moves."""
    name, way, by = re.search(r"Move (\w\d) (up|down) by ([0-9.]+), to ", check.sheet.task).groups()
    moved = np.array(own.start if is_the_videos(check) else parameters, dtype=float)
    moved[own.network.place(name)] += float(by) if way == "up" else -float(by)
    return moved, name


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-9)


def test_at_whatever_numbers_there_are_one_to_three_blanks_and_their_right_answers_are_right():
    kinds = set()
    for check in all_checks():
        sheet, typed = check.sheet, {}
        assert 1 <= len(check.blanks) <= 3
        for key in check.blanks:
            cell = sheet.by_key[key]
            for text in (
                [cell.right] if isinstance(cell, Choice) else [number(sheet.values[key]), repr(sheet.values[key])]
            ):
                typed[key] = text
                judged = Attempt(sheet, check.blanks, typed).judge(key)
                assert judged.is_right, (sheet.task, key, text, judged.sentence)
        kinds.add((check.kind.slug, is_the_videos(check)))
    assert kinds == {
        (slug, videos)
        for slug in (
            "predicted",
            "residuals",
            "db3",
            "dw3",
            "dw1",
            "step",
            "rise_or_fall",
            "cross_entropy",
            "entropy_backwards",
        )
        for videos in (False, True)
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("start", STARTS[5:15], ids=range(10))
def test_the_derivative_is_the_difference_of_the_ssr(start, name):
    check = derivative_check(name, start)
    at, which = moved(check, start)
    assert which == name
    difference = finite_difference(NETWORK, DATA, at, name, 1e-4)
    assert check.sheet.values["derivative"] == pytest.approx(difference, rel=1e-4, abs=1e-5)
    assert check.kind.slug == ("db3" if name == "b3" else "dw3" if name in ("w3", "w4") else "dw1")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("start", STARTS[:2] + STARTS[5:9])
def test_the_ssr_is_that_of_the_passes_and_of_no_value_that_was_kept(start, name):
    place = NETWORK.place(name)
    kept = tuple(float(start[place]) + by for by in (0.5, -0.5))
    for without in ((), kept):
        check = ssr_check(name, start, without)
        at, _ = moved(check, start)
        predicted = forward(NETWORK, at, DATA.inputs).predicted
        assert check.sheet.values["ssr"] == near(float(ssr(DATA.observed, predicted)))
        assert check.sheet.values["residual 3"] == near(float((DATA.observed - predicted)[2, 0]))
        assert is_the_videos(check) or not np.isclose(at[place], list(without)).any()


@pytest.mark.parametrize("start", IRIS_STARTS, ids=range(len(IRIS_STARTS)))
def test_the_cross_entropies_are_the_losses_of_the_network_with_b3_moved(start):
    check = cross_entropy_check(start)
    at, which = moved(check, start, IRIS)
    assert which == "b3"
    assert check.sheet.values["total"] == near(float(backward(IRIS.network, at, IRIS.data, IRIS.loss).loss))
    shown = number(float(backward(IRIS.network, start, IRIS.data, IRIS.loss).loss))
    assert shown not in {number(check.sheet.values[key]) for key in check.blanks}, "what is asked stands on the page"


@pytest.mark.parametrize("dosage", [0.0, 0.2, 0.5, 0.8, 0.3])
def test_predicted_is_that_of_the_pass_at_two_dosages_that_are_neither_observed_nor_set(dosage):
    for start in STARTS[5:9]:
        check = predicted_check(start, dosage)
        dosages = [float(row.name.split()[1]) for row in check.sheet.rows]
        assert not {dosage, 0.0, 0.5, 1.0} & set(dosages)
        predicted = forward(NETWORK, start, np.array(dosages)[:, None]).predicted[:, 0]
        assert [check.sheet.values[key] for key in check.blanks] == near(predicted.tolist())


def test_a_step_and_its_rise_or_fall_are_those_of_a_run_with_the_rate_told():
    ways = set()
    for experiment in experiments():
        name = (experiment.optimised or ("b3",))[-1]
        for check, moving in ((step_check(experiment), name), (rise_or_fall_check(experiment), "b3")):
            of = VIDEO if is_the_videos(check) else experiment
            values = check.sheet.values
            assert values["rate"] != of.optimiser.learning_rate
            rule = GradientDescent(values["rate"])
            trace = gradient_descent(replace(of, optimiser=rule, optimised=(moving,), steps=1))
            assert values["new"] == near(float(trace.of(moving)[1]))
            if "new ssr" in values:
                assert values["new ssr"] == pytest.approx(trace.ssr[1], rel=1e-4, abs=1e-8)
                rises = "rises" if trace.ssr[1] > trace.ssr[0] else "falls"
                assert check.sheet.by_key["rises"].right == rises
                ways.add(check.sheet.by_key["why"].right)
    assert ways == {"before", "nearer", "farther"}


def test_the_videos_numbers_are_asked_about_only_where_none_else_are_for_paper():
    assert not any(is_the_videos(derivative_check(name, VIDEO.start)) for name in NAMES)
    assert derivative_check("w1", np.zeros(7)).sheet.task.startswith(NONE_FOR_PAPER)
    assert step_check(replace(VIDEO, optimised=())).sheet.task.startswith("Nothing is optimised above, so ")


def test_other_numbers_make_another_name_and_the_same_ones_the_same():
    names = {derivative_check(name, start).name for name in NAMES for start in STARTS[5:]}
    assert len(names) >= 7 * 10
    assert derivative_check("b3", VIDEO.start).name == derivative_check("b3", VIDEO.start.copy()).name


@pytest.mark.parametrize("start", IRIS_STARTS, ids=range(len(IRIS_STARTS)))
def test_what_each_flower_does_to_b3_adds_up_to_the_derivative_of_the_network_with_b3_moved(start):
    check = entropy_backwards_check(start)
    if not is_the_videos(check):
        at, _ = moved(check, start, IRIS)
        derivatives = backward(IRIS.network, at, IRIS.data, IRIS.loss).derivatives
        assert check.sheet.values["derivative"] == near(float(derivatives[IRIS.network.place("b3")]))
