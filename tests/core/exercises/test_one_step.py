"""A guess is right to the digits typed, a wrong one is traced to each slip that gives it, the answer comes last."""

from dataclasses import replace

import numpy as np
import pytest
from foretold import MAIN, known_slips, new_of, numbers_of, of_every_kind, short

from backprop.any_chains import chain_of
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.exercises.judging import RIGHT, TOLD, TRIES, UNREAD, WRONG, Attempt
from backprop.exercises.one_step import judged_new, told_new
from backprop.experiment import Experiment
from backprop.in_turn import in_turn
from backprop.lessons import ALL_PARAMETERS, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.written.numerals import number, rounded

SEVEN, THREE = short(ALL_PARAMETERS.experiment), short(THREE_PARAMETERS.experiment)


@pytest.mark.parametrize(("row", "video"), [(0, "1.57"), (1, "2.19")])
def test_the_videos_new_values_are_right(row, video):
    assert judged_new(MAIN, row, "b3", video).standing == RIGHT


@pytest.mark.parametrize("digits", range(2, 8))
def test_the_value_itself_is_right_at_any_number_of_digits(digits):
    for trace, row, name in of_every_kind():
        judged = judged_new(trace, row, name, f"{new_of(trace, row, name):.{digits - 1}e}")
        assert judged.standing == RIGHT, judged


def test_what_follows_from_the_numbers_on_the_screen_is_right():
    """On a calculator, from Old, Derivative and Learning Rate as they are shown, rounded on the way or not."""
    for trace, row, name in of_every_kind():
        old, derivative, _ = map(rounded, numbers_of(trace, row, name))
        step = derivative * rounded(trace.experiment.optimiser.learning_rate)
        for new in (old - step, old - rounded(step), rounded(old - step)):
            assert judged_new(trace, row, name, repr(new)).standing == RIGHT, (trace, row, name)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("-1.566", {"added", "second_alone", "sign_of_factor"}),
        ("15.66", {"rate_left_out"}),
        ("-15.66", {"derivative_for_new", "rate_left_out"}),
        ("0.5218", {"mean_for_sum"}),
        ("-0.5218", {"mean_for_sum"}),
        ("0.7828", {"two_forgotten"}),
        ("-0.7828", {"factor_left_out"}),
        ("1.0448", {"row_left_out"}),
        ("0.0", {"first_alone"}),
        ("7.0", "too far"),
        ("0.31", "too short"),
        ("-7.0", "wrong way. The Derivative is negative, so b3 goes up"),
    ],
)
def test_from_b3_at_0_each_slip_is_named_and_those_that_coincide_all(typed, codes):
    """From 0 the bare Step Size and the added one are the same number: neither may be named alone."""
    judged = judged_new(MAIN, 0, "b3", typed)
    assert judged.standing == WRONG
    if isinstance(codes, str):
        assert codes in judged.sentence
        assert not judged.codes
        return
    assert set(judged.codes) == codes
    assert ("either" in judged.sentence) == (len(codes) > 1)


def test_the_bare_step_size_is_not_called_a_turned_sign():
    sentence = judged_new(MAIN, 0, "b3", "-1.57").sentence
    assert "or Step Size itself" in sentence
    assert "added instead of subtracted" in sentence
    assert "sign" not in sentence


@pytest.mark.parametrize("text", ["0", "0.0", "-0", "0e999", "0.00e-400", "0e400"])
def test_a_zero_has_no_digit_that_could_be_near(text):
    """However its exponent is written: of b3's first step, 0 → −0.19, it is the old value, and nothing else."""
    judged = judged_new(THREE, 0, "b3", text)
    assert judged.standing == WRONG
    assert judged.codes == ("first_alone",)


def test_the_very_number_goes_before_what_only_rounds_to_it():
    trace = short(STEP_BY_STEP_BOTH.experiment)
    assert judged_new(trace, 0, "w1", "1.00").sentence == "Not this: that is Old w1 itself."
    crowded = replace(STEP_BY_STEP_BOTH.experiment, start=[1.0001, *STEP_BY_STEP_BOTH.experiment.start[1:]])
    assert len(judged_new(short(crowded), 0, "w1", "1.00").codes) > 1


def test_who_wants_to_be_told_is_told_the_numbers_and_not_judged():
    told = told_new(MAIN, 0, "b3")
    assert told.standing == TOLD
    assert told.sentence == (
        "Step Size = Derivative × Learning Rate = −15.66 × 0.1 = −1.566. "
        "New b3 = Old b3 − Step Size = 0 − (−1.566) = 1.566."
    )


def test_away_from_0_the_same_slips_have_names_of_their_own():
    old, _, step = numbers_of(MAIN, 1, "b3")
    assert judged_new(MAIN, 1, "b3", f"{step:.6f}").codes == ("second_alone",)
    assert judged_new(MAIN, 1, "b3", f"{-step:.6f}").codes == ("old_left_out",)
    assert set(judged_new(MAIN, 1, "b3", f"{old + step:.6f}").codes) == {"added", "sign_of_factor"}


def test_a_value_updated_one_at_a_time_is_wrong_and_named_however_near_it_is():
    named = 0
    for name in ALL_PARAMETERS.experiment.optimised[1:]:
        turned = in_turn(ALL_PARAMETERS.experiment)[-1, ALL_PARAMETERS.experiment.network.place(name)]
        if abs(turned - new_of(SEVEN, 0, name)) > 1e-5:
            judged = judged_new(SEVEN, 0, name, f"{turned:.7f}")
            assert judged.codes == ("one_at_a_time",), judged
            named += 1
    assert named >= 5


@pytest.mark.parametrize("trace", [SEVEN, THREE], ids=["seven", "three"])
def test_leaving_out_y1_for_w3_is_named_so_and_no_2_is_called_missing(trace):
    """The Derivative without y1 is −2 × the sum of the Residuals: what dSSR/db3 is."""
    experiment = trace.experiment
    old, rate = numbers_of(trace, 0, "w3")[0], experiment.optimiser.learning_rate
    typed = old - rate * chain_of(experiment.network)(trace.parameters[0], experiment.data, "b3").derivative
    judged = judged_new(trace, 0, "w3", f"{typed:.6f}")
    assert judged.sentence == "Not this: that is what comes out without the factor y1."
    assert "y1 is one of the factors" in judged_new(trace, 0, "w3", f"{typed:.6f}", 1).sentence


@pytest.mark.parametrize("name", ALL_PARAMETERS.experiment.optimised)
def test_each_factor_of_each_chain_left_out_is_named(name):
    """Also where it is 1 for an observation, and where Dosage 0 makes a product 0 whatever else is left out."""
    experiment = SEVEN.experiment
    chain = chain_of(experiment.network)(SEVEN.parameters[1], experiment.data, name)
    old, rate = numbers_of(SEVEN, 1, name)[0], experiment.optimiser.learning_rate
    for factor in chain.factors[1:]:
        rest = np.prod([each.value for each in chain.factors if each is not factor], axis=0).sum()
        text = f"{old - rate * rest:.9e}"
        judged = judged_new(SEVEN, 1, name, text)
        if not factor.is_one:
            assert "factor_left_out" in judged.codes
            assert (
                f"without the factor {factor.name}" in judged.sentence or f"factor {factor.formula}" in judged.sentence
            )


def test_the_numbers_of_another_row_are_seen():
    judged = judged_new(THREE, 0, "w3", f"{new_of(THREE, 0, 'w4'):.6f}")
    assert judged.sentence == "Not this: that is what comes out with the numbers of w4."


def test_every_slip_fed_back_is_named_unless_it_is_right():
    for trace, row, name in of_every_kind():
        for value, slip in known_slips(trace, row, name):
            judged = judged_new(trace, row, name, f"{value:.9e}")
            if judged.standing != RIGHT:
                assert slip.code in judged.codes, (name, row, slip, judged)
                assert slip.said in judged.sentence or "several slips lead there" in judged.sentence, (slip, judged)
            else:
                new = new_of(trace, row, name)
                assert abs(value - new) <= 2e-3 * abs(numbers_of(trace, row, name)[0]) + 1e-9, (slip, judged)


def test_no_slip_is_named_whose_number_is_another_and_no_hint_tells_the_answer():
    rng = np.random.default_rng(10)
    for trace, row, name in of_every_kind():
        old, derivative, step = numbers_of(trace, row, name)
        new, known = new_of(trace, row, name), known_slips(trace, row, name)
        for _ in range(6):
            text = f"{old - step * rng.normal(0, 3):.{rng.integers(1, 6)}f}"
            first, second, third = (judged_new(trace, row, name, text, wrong) for wrong in range(TRIES))
            if first.standing != WRONG:
                continue
            for value, slip in known:
                if first.sentence == f"Not this: that is {slip.said}.":
                    assert Attempt.means(text, value, 2e-3 * (abs(old) + abs(step))), (text, slip)
            answer = number(new)
            shown = {number(each) for each in (old, derivative, trace.experiment.optimiser.learning_rate, step)}
            for hint in (first, second):
                assert answer in shown or answer not in hint.sentence.rstrip(".?").split()
            assert third.standing == TOLD
            assert third.sentence.endswith(f" = {answer}.")


@pytest.mark.parametrize("text", ["", "b3", "1.2.3", "1,234", "nan", "1e999", "1½/2", "9" * 4000])
def test_what_is_no_number_costs_no_attempt_and_is_answered_in_a_line(text):
    for wrong in range(5):
        judged = judged_new(MAIN, 0, "b3", text, wrong)
        assert judged.standing == UNREAD
        assert text[:1000] in judged.sentence


def test_a_digit_alone_is_near_not_right_and_costs_no_attempt():
    for wrong in range(5):
        judged = judged_new(MAIN, 0, "b3", "2", wrong)
        assert judged.standing == UNREAD
        assert judged.sentence.startswith("Near.")


def test_what_is_0_on_paper_is_0_though_a_computer_leaves_a_rest():
    five = Experiment(Network((1, 1)), Data([0.0] * 5, [0.0] * 5), [0.0, 0.3], optimiser=GradientDescent(0.1))
    trace = gradient_descent(five)
    assert 0 < abs(new_of(trace, 0, "b1")) < 1e-15
    assert judged_new(trace, 0, "b1", "0").standing == RIGHT
