"""The rules by which a run may be called over stand side by side, with the steps that the course tells of."""

from dataclasses import replace

import pytest

from backprop.bowl import largest_stable_rate
from backprop.descent import gradient_descent
from backprop.endings import endings, where_the_rate_comes_from
from backprop.experiment import Experiment
from backprop.lessons import (
    ALL_PARAMETERS,
    FITTED,
    MAIN_IDEAS,
    STEP_BY_STEP,
    STEP_BY_STEP_BOTH,
    THREE_PARAMETERS,
    start_from_fitted,
)
from backprop.optimisers import Adam, GradientDescent
from backprop.reading import reading, stops_at
from backprop.verdict import verdict
from backprop.written.numerals import number


def steps_of(experiment, shown=None):
    trace = gradient_descent(experiment)
    return {rule: step for rule, step, _ in endings(trace, verdict(trace), shown)}


@pytest.mark.parametrize(
    ("experiment", "stop", "rounds", "converged"),
    [(MAIN_IDEAS.experiment, 9, 8, 9), (ALL_PARAMETERS.experiment, 15, 7513, None)],
    ids=["main ideas", "all seven"],
)
def test_each_rule_holds_at_a_step_of_its_own(experiment, stop, rounds, converged):
    found = steps_of(experiment, FITTED)
    assert found["The stop rule holds"] == stop
    assert found["It rounds to the video's values"] == rounds
    if converged:
        assert found["It has converged"] == converged
    assert found["The Steps are used up"] == experiment.steps


@pytest.mark.parametrize(("lesson", "stop"), [(STEP_BY_STEP, 7), (STEP_BY_STEP_BOTH, 206)])
def test_the_lines_stop_rule_holds_before_it_has_converged(lesson, stop):
    found = steps_of(lesson.experiment)
    assert found["The stop rule holds"] == stop
    assert found["It has converged"] is None or found["It has converged"] > stop
    assert "It rounds to the video's values" not in found


def test_a_rule_that_never_holds_has_no_step():
    found = steps_of(replace(MAIN_IDEAS.experiment, steps=2), FITTED)
    assert [found[rule] for rule in ("The stop rule holds", "It rounds to the video's values", "It has converged")] == [
        None, None, None,
    ]  # fmt: skip


def test_where_nothing_is_optimised_no_rule_stops_the_run():
    assert steps_of(replace(MAIN_IDEAS.experiment, optimised=()))["The stop rule holds"] is None


def test_6_and_a_third_come_from_three_observations():
    said = where_the_rate_comes_from(MAIN_IDEAS.experiment)
    assert "bends by 6 = 2 × (1² + 1² + 1²)" in said
    assert "1 − 6 × Learning Rate" in said
    assert "2 / 6 = 0.3333" in said


def test_along_a_slope_they_come_from_the_inputs():
    said = where_the_rate_comes_from(replace(STEP_BY_STEP.experiment, optimised=("w1",)))
    assert "2 × (0.5² + 2.3² + 2.9²)" in said
    assert number(2 * (0.5**2 + 2.3**2 + 2.9**2)) in said


def test_of_several_the_steepest_direction_decides():
    said = where_the_rate_comes_from(THREE_PARAMETERS.experiment)
    assert f"= {number(largest_stable_rate(THREE_PARAMETERS.experiment))}" in said
    assert "in which w3, w4, b3 move together" in said


def test_a_direction_of_one_parameter_is_called_by_its_name():
    """Where w3's node gives 0 for every observation, no Predicted moves with w3: the steepest way is b3's alone."""
    start = start_from_fitted(w1=0.0, b1=-1000.0)
    said = where_the_rate_comes_from(replace(THREE_PARAMETERS.experiment, start=start, optimised=("w3", "b3")))
    assert said.endswith("in its steepest direction, along b3.")
    assert "2 / 6 = 0.3333" in said


@pytest.mark.parametrize(("rate", "steps"), [(0.35, 1000), (0.4, 100), (0.5, 50), (1000.0, 10_000)])
def test_the_least_ssr_of_a_problem_does_not_hang_on_how_far_off_a_run_has_gone(rate, steps):
    own = reading(gradient_descent(MAIN_IDEAS.experiment))
    away = replace(MAIN_IDEAS.experiment, optimiser=GradientDescent(rate), steps=steps)
    assert number(reading(gradient_descent(away)).least) == number(own.least) == "6.281×10⁻⁵"


def test_a_run_that_blows_up_has_not_used_up_its_steps():
    found = steps_of(replace(MAIN_IDEAS.experiment, optimiser=GradientDescent(1000.0), steps=10_000))
    assert found["The Steps are used up"] is None


@pytest.mark.parametrize(("b3", "rate", "steps"), [(2.6092, 0.5, 3), (2.609, 0.4, 2)])
def test_a_run_that_begins_at_the_minimum_and_leaves_it_has_not_converged(b3, rate, steps):
    start = start_from_fitted(b3=b3)
    away = replace(MAIN_IDEAS.experiment, start=start, optimiser=GradientDescent(rate), steps=steps)
    assert verdict(gradient_descent(away)).kind == "rising"
    assert steps_of(away)["It has converged"] is None


def test_where_nothing_is_optimised_every_table_says_that_no_stop_rule_holds():
    trace = gradient_descent(replace(MAIN_IDEAS.experiment, optimised=()))
    assert stops_at(trace) is reading(trace).stops_at is None


@pytest.mark.parametrize(
    "experiment",
    [ALL_PARAMETERS.experiment, replace(MAIN_IDEAS.experiment, optimiser=Adam(0.1))],
    ids=["not linear", "another rule"],
)
def test_where_it_is_not_known_nothing_is_said(experiment: Experiment):
    assert where_the_rate_comes_from(experiment) == ""
