"""Exercises about a step of Gradient Descent: their numbers are a run's own, and each slip is called by its name."""

import numpy as np
import pytest
from learners import EVERYTHING

from backprop.descent import gradient_descent
from backprop.exercises.chance import Chance
from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.judging import RIGHT, WRONG, Attempt
from backprop.exercises.kinds.before_step import LAST, drawn_before_step
from backprop.exercises.kinds.rise_or_fall import RISE_OR_FALL
from backprop.exercises.kinds.step import STEP
from backprop.exercises.kinds.three import THREE
from backprop.exercises.kinds.two_steps import TWO_STEPS
from backprop.exercises.scenes import FitScene, SlopeScene
from backprop.experiment import Experiment
from backprop.in_turn import in_turn
from backprop.landscape import ssr_along
from backprop.lessons import MAIN_IDEAS, THREE_PARAMETERS
from backprop.optimisers import GradientDescent
from backprop.passes import backward

SEEDS = range(101)
EXACT = {"rel": 1e-9, "abs": 1e-9}


def scene(kind, seed, of):
    return next(each for each in sheet(kind, seed).scenes if isinstance(each, of))


def experiment(kind, seed, optimised, rate, steps=1):
    """The Experiment that an exercise's picture shows."""
    fit = scene(kind, seed, FitScene)
    rule = GradientDescent(rate)
    return Experiment(fit.network, fit.data, fit.parameters, optimised=optimised, optimiser=rule, steps=steps)


def alone(kind, seed, key, value):
    """What is said of a number in a table that is otherwise empty."""
    exercised = exercise(kind, seed, EVERYTHING)
    return Attempt(exercised.sheet, exercised.blanks, {key: f"{value:.6e}"}).judge(key)


# --- the numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_network_before_a_step_is_one_whose_bowls_are_its_ssr(seed):
    before = drawn_before_step(Chance("a test", seed))
    small = before.small
    assert before.residuals == pytest.approx(small.residuals, **EXACT)
    derivatives = dict(zip(LAST, backward(small.network, small.parameters, small.data).derivatives[4:], strict=True))
    for name in LAST:
        assert before.derivative(name) == pytest.approx(derivatives[name], **EXACT)
        if before.curvature(name) and derivatives[name]:
            bowl = before.slope(name)
            along = ssr_along(small.network, small.data, small.parameters, name, bowl.places)
            assert bowl.ssr == pytest.approx(along, **EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_three_steps_follow_the_slope_of_the_curve_beside_them(seed):
    at, bowl = sheet(STEP, seed).values, scene(STEP, seed, SlopeScene)
    slope = np.polyder(np.polyfit(bowl.places - bowl.here, bowl.ssr, 2))
    b = at["start"]
    for i in (1, 2, 3):
        assert at[f"derivative {i}"] == pytest.approx(np.polyval(slope, b - bowl.here), rel=1e-6)
        b -= at[f"rate {i}"] * at[f"derivative {i}"]
        assert at[f"new {i}"] == pytest.approx(b, **EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_three_together_move_as_gradient_descent_moves_them(seed):
    at = sheet(THREE, seed).values
    trace = gradient_descent(experiment(THREE, seed, LAST, at["rate w3"]))
    for place, name in enumerate(LAST, 4):
        assert at[f"old {name}"] == trace.parameters[0, place]
        assert at[f"derivative {name}"] == pytest.approx(trace.derivatives[0, place], **EXACT)
        assert at[f"step {name}"] == pytest.approx(trace.step_sizes[0, place], **EXACT)
        assert at[f"new {name}"] == pytest.approx(trace.parameters[1, place], **EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_steps_of_b3_are_those_of_gradient_descent(seed):
    at = sheet(TWO_STEPS, seed).values
    trace = gradient_descent(experiment(TWO_STEPS, seed, ("b3",), at["rate 1"], steps=2))
    for row in (0, 1):
        for i, residual in enumerate(trace.residuals[row, :, 0], 1):
            assert at[f"residual {row + 1} {i}"] == pytest.approx(residual, **EXACT)
        assert at[f"derivative {row + 1}"] == pytest.approx(trace.derivatives[row, -1], **EXACT)
        assert at[f"step {row + 1}"] == pytest.approx(trace.step_sizes[row, -1], **EXACT)
        assert at[f"new {row + 1}"] == pytest.approx(trace.parameters[row + 1, -1], **EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ssr_rises_or_falls_as_it_does_in_a_run_and_for_the_reason_that_is_right(seed):
    exercised = sheet(RISE_OR_FALL, seed)
    at = exercised.values
    trace = gradient_descent(experiment(RISE_OR_FALL, seed, ("b3",), at["rate"]))
    assert at["ssr"] == pytest.approx(trace.ssr[0], **EXACT)
    assert at["new ssr"] == pytest.approx(trace.ssr[1], **EXACT)
    rises, turned = trace.ssr[1] > trace.ssr[0], trace.derivatives[0, -1] * trace.derivatives[1, -1] < 0
    assert exercised.by_key["rises"].right == ("rises" if rises else "falls")
    assert exercised.by_key["why"].right == ("farther" if rises else "nearer" if turned else "before")


def test_each_way_that_a_step_can_end_is_asked_for_often():
    ends = [sheet(RISE_OR_FALL, seed).by_key["why"].right for seed in range(1, 101)]
    assert min(ends.count(end) for end in ("before", "nearer", "farther")) > 20


@pytest.mark.parametrize(
    ("kind", "key", "row"),
    [
        (STEP, "{} 1", 0), (STEP, "{} 2", 1), (TWO_STEPS, "{} 1", 0), (TWO_STEPS, "{} 2", 1), (RISE_OR_FALL, "{}", 0),
    ],
)  # fmt: skip
def test_seed_0_is_the_videos_b3_and_takes_what_the_video_shows(kind, key, row):
    exercised = exercise(kind, 0, EVERYTHING)
    shown = MAIN_IDEAS.shown["updates"][row]["b3"]
    for name, value in zip(("derivative", "step", "new"), shown, strict=True):
        if (of := key.format(name)) in exercised.blanks:
            assert Attempt(exercised.sheet, exercised.blanks, {of: f"{value}"}).judge(of).standing == RIGHT
        else:
            assert float(f"{exercised.sheet.values[of]:.3g}") == value


@pytest.mark.parametrize("name", LAST)
def test_seed_0_of_three_together_takes_the_videos_derivatives(name):
    exercised = exercise(THREE, 0, EVERYTHING)
    text = f"{THREE_PARAMETERS.shown['updates'][0][name][0]:.2f}"
    attempt = Attempt(exercised.sheet, exercised.blanks, {f"derivative {name}": text})
    assert attempt.judge(f"derivative {name}").standing == RIGHT


@pytest.mark.parametrize("kind", [STEP, THREE, TWO_STEPS, RISE_OR_FALL], ids=lambda kind: kind.slug)
def test_no_picture_has_the_step_that_is_asked_for(kind):
    for seed in SEEDS:
        assert all(each.step is None for each in sheet(kind, seed).scenes if isinstance(each, SlopeScene))


# --- the slips -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "key", "code", "wrong"),
    [
        (STEP, "step 1", "rate_left_out", lambda at: at["derivative 1"]),
        (STEP, "new 1", "rate_left_out", lambda at: at["start"] - at["derivative 1"]),
        (STEP, "new 1", "derivative_for_new", lambda at: at["derivative 1"]),
        (STEP, "new 1", "second_alone", lambda at: at["derivative 1"] * at["rate 1"]),
        (STEP, "new 1", "added", lambda at: at["start"] + at["derivative 1"] * at["rate 1"]),
        (STEP, "new 1", "first_alone", lambda at: at["start"]),
        (STEP, "new 2", "old_value_used", lambda at: at["start"] - at["derivative 2"] * at["rate 2"]),
        (STEP, "new 2", "stale_step_size", lambda at: at["new 1"] - at["derivative 1"] * at["rate 1"]),
        (THREE, "derivative w3", "mean_for_sum", lambda at: over(at, -2, "y1") / 3),
        (THREE, "derivative w3", "sign_of_factor", lambda at: over(at, 2, "y1")),
        (THREE, "derivative w3", "two_forgotten", lambda at: over(at, -1, "y1")),
        (THREE, "derivative w4", "factor_left_out", lambda at: over(at, -2, None)),
        (THREE, "derivative w4", "rows_mixed_up", lambda at: over(at, -2, "y1")),
        (THREE, "derivative b3", "rows_mixed_up", lambda at: over(at, -2, "y2")),
        (THREE, "new w3", "mean_for_sum", lambda at: at["old w3"] - at["rate w3"] * over(at, -2, "y1") / 3),
        (THREE, "new b3", "rate_left_out", lambda at: at["old b3"] - over(at, -2, None)),
        (TWO_STEPS, "residual 2 1", "old_value_used", lambda at: at["observed 1"] - at["rest 1"] - at["new 0"]),
        (TWO_STEPS, "derivative 2", "stale_residual", lambda at: -2 * sum(at[f"residual 1 {i}"] for i in (1, 2, 3))),
        (TWO_STEPS, "step 2", "stale_derivative", lambda at: at["derivative 1"] * at["rate 2"]),
        (TWO_STEPS, "new 2", "stale_step_size", lambda at: at["new 1"] - at["derivative 1"] * at["rate 1"]),
        (TWO_STEPS, "new 2", "old_value_used", lambda at: at["new 0"] - at["derivative 2"] * at["rate 2"]),
        (RISE_OR_FALL, "new residual 1", "moved_the_wrong_way", lambda at: at["residual 1"] - at["step"]),
        (RISE_OR_FALL, "new residual 1", "rate_left_out", lambda at: at["residual 1"] + at["derivative"]),
        (RISE_OR_FALL, "new ssr", "stale_residual", lambda at: at["ssr"]),
    ],
)  # fmt: skip
def test_a_slip_is_called_by_its_name_whether_the_cells_before_are_filled_in_or_empty(kind, key, code, wrong):
    for seed in range(50):
        exercised = exercise(kind, seed, EVERYTHING)
        at = exercised.sheet.values
        said = alone(kind, seed, key, wrong(at))
        assert code in said.codes, (seed, said)
        texts = {each.key: f"{at[each.key]:.6e}" for each in exercised.sheet.asked if each.key in at}
        texts[key] = f"{wrong(at):.6e}"
        filled = Attempt(exercised.sheet, exercised.blanks, texts).judge(key)
        assert code in filled.codes or key == "new w3", (seed, filled)


def over(at, factor, y):
    """Over the three rows, the sum of a factor × Residual × y1 or y2, or of the first two."""
    return sum(factor * at[f"residual {i}"] * (at[f"{y} {i}"] if y else 1) for i in (1, 2, 3))


@pytest.mark.parametrize("seed", range(50))
def test_parameters_moved_in_turn_are_one_at_a_time_at_their_derivative_and_at_their_new_value(seed):
    of = experiment(THREE, seed, LAST, sheet(THREE, seed).values["rate w3"])
    turns = in_turn(of)
    for turn, name in enumerate(LAST[1:], 1):
        place = of.network.place(name)
        derivative = backward(of.network, turns[turn], of.data).derivatives[place]
        for key, value in ((f"derivative {name}", derivative), (f"new {name}", turns[-1, place])):
            said = alone(THREE, seed, key, value)
            assert "one_at_a_time" in said.codes, (key, said)
            assert f"the new {LAST[turn - 1]}" in said.sentence


def test_a_slip_on_the_way_through_empty_cells_is_named_once():
    """Old − Derivative is the slip of New, and of an empty Step Size that is left without its Learning Rate, too."""
    said = alone(STEP, 1, "new 1", sheet(STEP, 1).values["start"] - sheet(STEP, 1).values["derivative 1"])
    assert said.codes == ("rate_left_out",)
    assert "either" not in said.sentence
    at = sheet(STEP, 0).values
    later = alone(STEP, 0, "new 2", at["start"] - at["derivative 1"] - at["step 2"])
    assert later.codes == ("rate_left_out",)
    assert "either" not in later.sentence


def test_rows_of_different_numbers_are_not_mixed_up():
    """The Learning Rates stand below the Derivatives, in a row of their own: nobody takes one row for the other."""
    exercised = sheet(TWO_STEPS, 1)
    new, residual = exercised.by_key["new 2"], exercised.by_key["residual 1 1"]
    assert not list(exercised.rows_mixed_up(new))
    assert len(list(exercised.rows_mixed_up(residual))) == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_a_wrong_reason_is_true(seed):
    exercised = exercise(RISE_OR_FALL, seed, EVERYTHING)
    at, why = exercised.sheet.values, exercised.sheet.by_key["why"]
    before = sum(value for key, value in at.items() if key.startswith("residual"))
    after = sum(value for key, value in at.items() if key.startswith("new residual"))
    for option in why.options:
        said = Attempt(exercised.sheet, exercised.blanks, {"why": option.code}).judge("why")
        assert said.standing == (RIGHT if option.code == why.right else WRONG)
        if "still have the sign" in said.sentence:
            assert before * after > 0
        if "have another sign" in said.sentence or "beyond the minimum it goes" in said.sentence:
            assert before * after < 0
    if why.right != "before":
        assert (abs(after) > abs(before)) == (why.right == "farther")


@pytest.mark.parametrize(
    ("kind", "pinned"),
    [
        (STEP, {(1, "start"): -0.7, (1, "derivative 1"): 4.24, (1, "new 3"): -1.36144, (77, "new 3"): -1.450632448}),
        (THREE, {(1, "residual 1"): 2.33, (1, "derivative w4"): -6.566, (1, "new b3"): -0.691, (77, "new b3"): -2.712}),
        (TWO_STEPS, {(1, "rest 2"): 0.15, (1, "new 2"): -0.0205, (77, "rest 2"): -0.56, (77, "new 2"): 1.2944}),
        (RISE_OR_FALL, {(1, "residual 1"): -1.06, (1, "new ssr"): 3.075488, (77, "new ssr"): 50.092}),
    ],
    ids=lambda each: getattr(each, "slug", ""),
)  # fmt: skip
def test_a_seed_has_the_same_numbers_for_good(kind, pinned):
    for (seed, key), value in pinned.items():
        assert sheet(kind, seed).values[key] == pytest.approx(value, **EXACT)
