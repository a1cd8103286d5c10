"""A guess is right to the digits typed, a wrong one is traced to each slip that gives it, the answer comes last."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.descent import gradient_descent
from backprop.exercises.practice import TRIES, judge_ssr, judge_value, tell_value
from backprop.exercises.slips import slips, update_at
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.optimisers import Adam, GradientDescent
from backprop.written.numerals import number
from backprop.written.typed import means, precision

LESSONS = (MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS, ALL_PARAMETERS)
MAIN = gradient_descent(MAIN_IDEAS.experiment)


def short(experiment, steps=8):
    return gradient_descent(replace(experiment, steps=steps))


def of_every_kind():
    """(trace, row, name) of several rows of each lesson, and of its optimised parameters."""
    for lesson in LESSONS:
        trace = short(lesson.experiment)
        yield from ((trace, row, name) for row in (0, 1, 5, 8) for name in lesson.experiment.optimised)


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("1.6", 1.566, True), ("1.57", 1.566, True), ("1.566", 1.56551, True), ("1,57", 1.566, True),
        ("1.56", 1.566, False), ("1.50", 1.566, False), ("2", 1.566, False), ("2", 2.0, True), ("-1.6", 1.566, False),
        ("−1.57", -1.566, True), ("1.57e0", 1.566, True), ("0.16e1", 1.566, True), ("0", 0.0, True), ("0", 0.01, False),
        ("1/3", 0.3333, True), ("10^-3", 0.001, True), ("0.0016", 0.00157, True), ("0.002", 0.00157, False),
    ],
)  # fmt: skip
def test_a_number_means_what_it_is_to_its_digits_two_at_least(text, value, right):
    assert means(text, value) == right


@pytest.mark.parametrize(
    ("text", "of"),
    [("1.60", (3, 0.01)), ("−2e-3", (1, 0.001)), ("0.05", (1, 0.01)), ("120", (3, 1.0)), ("1/3", (15, 0))],
)
def test_the_precision_of_a_typed_number_is_its_last_digit_s(text, of):
    digits, unit = precision(text)
    assert (digits, unit) == (of[0], pytest.approx(of[1]))


@pytest.mark.parametrize(("row", "video"), [(0, "1.57"), (1, "2.19")])
def test_the_videos_new_values_are_right(row, video):
    assert judge_value(MAIN, row, "b3", video).right


@pytest.mark.parametrize("digits", range(2, 8))
def test_the_value_itself_is_right_at_any_number_of_digits(digits):
    for trace, row, name in of_every_kind():
        new = update_at(trace, row, name).new
        answer = judge_value(trace, row, name, f"{new:.{digits - 1}e}")
        assert answer.right, (new, answer.sentence)
        assert answer.over


def test_what_follows_from_the_numbers_on_the_screen_is_right():
    """Worked out with a calculator from Old, Derivative and Learning Rate as they are shown, all digits typed."""
    for trace, row, name in of_every_kind():
        of = update_at(trace, row, name)
        shown = [float(number(each).replace("−", "-").replace("×10", "e").translate(RAISED)) for each in
                 (of.old, of.derivative, of.rate)]  # fmt: skip
        assert judge_value(trace, row, name, repr(shown[0] - shown[1] * shown[2])).right


RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1.566", ["the Step Size added", "the Step Size itself"]),
        ("15.66", ["a step of the whole Derivative"]),
        ("-15.66", ["the Derivative itself", "the whole Derivative, and added"]),
        ("0.5218", ["the mean of the 3 products"]),
        ("0.7828", ["without the factor 2"]),
        ("-0.7828", ["with the Residual in place"]),
        ("1.0448", ["without the observation at Dosage 0"]),
        ("0.0", ["the old value"]),
        ("7.0", ["too far"]),
        ("0.31", ["too short"]),
        ("-7.0", ["wrong way"]),
    ],
)
def test_from_b3_at_0_each_slip_is_named_and_two_that_coincide_both(typed, said):
    """From 0 the bare Step Size and the added one are the same number: neither may be named alone."""
    sentence = judge_value(MAIN, 0, "b3", typed).sentence
    assert all(each in sentence for each in said), sentence
    assert ("either" in sentence) == ((len(said) > 1 and "Step" in said[0]) or typed == "-15.66"), sentence


@pytest.mark.parametrize("text", ["0", "0.0", "-0", "0e999", "0.00e-400", "0e400"])
def test_a_zero_has_no_digit_that_could_be_near(text):
    """However its exponent is written: of b3's first step, 0 → −0.19, it is the old value, and nothing else."""
    trace = short(THREE_PARAMETERS.experiment)
    answer = judge_value(trace, 0, "b3", text)
    assert not answer.right
    assert "the old value" in answer.sentence


def test_the_very_number_goes_before_what_only_rounds_to_it_and_more_than_two_are_not_named():
    trace = short(STEP_BY_STEP_BOTH.experiment)
    assert judge_value(trace, 0, "w1", "1.00").sentence == "Not this: that is the old value."
    crowded = replace(STEP_BY_STEP_BOTH.experiment, start=[1.0001, *STEP_BY_STEP_BOTH.experiment.start[1:]])
    said = judge_value(short(crowded), 0, "w1", "1.00").sentence
    assert said == "Not this. Several slips round to it: with one digit more it can be told which."


def test_who_wants_to_be_told_is_told_the_numbers_and_not_judged():
    assert tell_value(MAIN, 0, "b3").sentence == (
        "New b3 = Old − Derivative × Learning Rate = 0 − (−15.66) × 0.1 = 1.566."
    )
    assert judge_ssr(MAIN, 0, None).sentence == f"So the SSR falls: {number(MAIN.ssr[0])} → {number(MAIN.ssr[1])}."


def test_away_from_0_the_same_slips_have_names_of_their_own():
    of = update_at(MAIN, 1, "b3")
    assert judge_value(MAIN, 1, "b3", f"{of.step_size:.6f}").sentence == "Not this: that is the Step Size itself."
    added = judge_value(MAIN, 1, "b3", f"{of.old + of.step_size:.6f}").sentence
    assert added == "Not this: that is the Step Size added instead of subtracted."


def test_a_value_updated_one_at_a_time_is_wrong_and_named_however_near_it_is():
    trace = short(ALL_PARAMETERS.experiment)
    named = 0
    for name in ALL_PARAMETERS.experiment.optimised[1:]:
        of = update_at(trace, 0, name)
        turned = next(slip.value for slip in slips(trace, 0, name) if slip.said.startswith("one parameter after"))
        if abs(turned - of.new) > 1e-5:
            answer = judge_value(trace, 0, name, f"{turned:.7f}")
            assert not answer.right
            assert "one parameter after the other" in answer.sentence
            named += 1
    assert named >= 5


def test_of_three_parameters_a_factor_left_out_is_named():
    trace = short(THREE_PARAMETERS.experiment)
    slip = next(slip for slip in slips(trace, 0, "w3") if "without the factor dPredicted/dw3" in slip.said)
    assert "without the factor dPredicted/dw3" in judge_value(trace, 0, "w3", f"{slip.value:.6f}").sentence
    assert judge_value(trace, 0, "w3", f"{slip.value:.6f}", 2).sentence.endswith("dPredicted/dw3 is y1.")


def test_every_slip_fed_back_is_named_unless_it_is_right():
    for trace, row, name in of_every_kind():
        new = update_at(trace, row, name).new
        for slip in slips(trace, row, name):
            text = f"{slip.value:.9e}"
            if not np.isfinite(slip.value) or judge_value(trace, row, name, text).right:
                continue
            sentence = judge_value(trace, row, name, text).sentence
            assert slip.said in sentence, (name, row, slip, new)


def test_no_slip_is_named_whose_number_is_another_and_no_hint_tells_the_answer():
    rng = np.random.default_rng(10)
    for trace, row, name in of_every_kind():
        of, known = update_at(trace, row, name), list(slips(trace, row, name))
        for _ in range(6):
            text = f"{of.old - of.step_size * rng.normal(0, 3):.{rng.integers(1, 6)}f}"
            first, second = (judge_value(trace, row, name, text, attempt) for attempt in (1, 2))
            if first.right:
                continue
            for slip in known:
                if first.sentence == f"Not this: that is {slip.said}.":
                    assert means(text, slip.value)
            answer = number(of.new)
            shown = {number(each) for each in (of.old, of.derivative, of.rate, of.step_size)}
            for hint in (first, second):
                assert not hint.over
                assert answer in shown or answer not in hint.sentence.split()
            third = judge_value(trace, row, name, text, TRIES)
            assert third.over
            assert not third.right
            assert third.sentence.endswith(f" = {answer}.")


@pytest.mark.parametrize("text", ["", "b3", "1.2.3", "1,234", "nan", "1e999"])
def test_what_is_no_number_is_refused_in_half_a_sentence(text):
    with pytest.raises(ValueError, match=r"^(is|has|could)"):
        judge_value(MAIN, 0, "b3", text)


def test_a_digit_alone_is_near_and_not_right():
    assert judge_value(MAIN, 0, "b3", "2").sentence.startswith("Near.")
    assert not judge_value(MAIN, 0, "b3", "2").right


def test_of_another_rule_the_step_is_the_runs_own():
    trace = gradient_descent(replace(MAIN_IDEAS.experiment, optimiser=Adam(0.1), steps=5))
    of = update_at(trace, 3, "b3")
    assert judge_value(trace, 3, "b3", f"{of.new:.4f}").right
    assert "Derivative ×" not in judge_value(trace, 3, "b3", "77.0", TRIES).sentence


# --- rise or fall ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rises", [True, False])
def test_rise_or_fall_is_judged_and_told_with_both_ssrs(rises):
    answer = judge_ssr(MAIN, 0, rises)
    assert answer.right == (not rises)
    assert "falls: 20.42 → 3.268." in answer.sentence
    assert answer.over


def test_a_step_that_goes_too_far_is_explained():
    trace = gradient_descent(replace(MAIN_IDEAS.experiment, optimiser=GradientDescent(0.4), steps=3))
    answer = judge_ssr(trace, 3, rises=True)  # the last row: no row holds what comes then
    assert answer.right
    assert "rises" in answer.sentence
    assert "goes too far" in answer.sentence


def test_what_only_rounding_changes_stays():
    rests = replace(MAIN_IDEAS.experiment, start=MAIN.parameters[-1], steps=400)
    trace = gradient_descent(rests)
    for rises in (True, False):
        answer = judge_ssr(trace, 400, rises)
        assert not answer.right
        assert answer.sentence.startswith("Neither")
