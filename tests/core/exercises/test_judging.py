"""What is typed is read as it is written on paper, judged from what is known, and answered in a line."""

import math
import random
from itertools import pairwise

import pytest
from learners import EVERYTHING, typed

from backprop.activations import ACTIVATIONS
from backprop.exercises.bends import Slope, Through
from backprop.exercises.catalogue import KINDS, kind_of
from backprop.exercises.checks import cross_entropy_check
from backprop.exercises.exercise import LEVELS, MOST_SEEDS, exercise, sheet
from backprop.exercises.formula import Cell, Known
from backprop.exercises.judging import CARRIED, RIGHT, UNREAD, WRONG, Attempt
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.exercises.sheet import Given, Number, Row, Sheet
from backprop.exercises.ways import Difference, Product, Squared, Sum, Total
from backprop.series import PART_6
from backprop.written.typed import QUOTED

A, B = Cell("a", "A"), Cell("b", "B")
AT = {"a": 0.7, "b": -1.9}


def video(texts, level=EVERYTHING):
    """An Attempt at the Residuals of the video's b3 = 0."""
    exercised = exercise(RESIDUALS, 0, level)
    return Attempt(exercised.sheet, exercised.blanks, texts)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("2.6", RIGHT), ("2.60", RIGHT), ("2,60", RIGHT), ("2.604", RIGHT), ("+2.604", RIGHT), ("2.604e0", RIGHT),
        ("26.04e-1", RIGHT), ("2.6040", RIGHT), ("−2.604", WRONG), ("2.61", WRONG), ("2.59", WRONG), ("3", UNREAD),
        ("2", WRONG), ("", UNREAD), ("about 2.6", UNREAD), ("2.6.0", UNREAD), ("nan", UNREAD), ("1e999", UNREAD),
    ],
)  # fmt: skip
def test_the_videos_first_residual_is_read_as_people_write_it(text, standing):
    said = video({"residual 1": text}).judge("residual 1")
    assert said.standing == standing, said
    if standing == UNREAD and text not in ("", "3"):
        assert f"“{text}”" in said.sentence


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("1.6", 1.566, True), ("1.57", 1.566, True), ("1.566", 1.56551, True), ("1,57", 1.566, True),
        ("1.56", 1.566, False), ("1.50", 1.566, False), ("2", 1.566, False), ("2", 2.0, True), ("-1.6", 1.566, False),
        ("−1.57", -1.566, True), ("1.57e0", 1.566, True), ("0.16e1", 1.566, True), ("0", 0.0, True), ("0", 0.01, False),
        ("1/3", 0.3333, True), ("10^-3", 0.001, True), ("0.0016", 0.00157, True), ("0.002", 0.00157, False),
        ("1½", 1.5, True), ("1½", 1.49, False), ("1e308", math.inf, False), ("0", math.nan, False),
    ],
)  # fmt: skip
def test_a_number_means_what_it_is_to_its_digits_two_at_least(text, value, right):
    assert Attempt.means(text, value, 0.0) == right


def test_one_digit_is_enough_where_four_show_no_more():
    """(−2.236)² = 4.9997 is shown as 5."""
    exercised = exercise(RESIDUALS, 4, EVERYTHING)
    typed_so_far = {"residual 2": "-2.236", "square 2": "5"}
    assert Attempt(exercised.sheet, exercised.blanks, typed_so_far).judge("square 2").standing == RIGHT


@pytest.mark.parametrize(
    ("given", "text", "standing"), [(0.99999998, "1", RIGHT), (1.002, "1", UNREAD), (0.4, "0", WRONG)]
)
def test_so_it_is_where_all_that_it_is_worked_out_from_is_shown_whole(given, text, standing):
    cells = Given("a", "A", given), Number("b", "B", Sum((A, Known(0.0))))
    alone = Sheet("", ("", "A", "B"), (Row("", ("a", "b")),), cells)
    attempt = Attempt(alone, ("b",), {"b": text})
    attempt.within["a"] = 0.0
    assert attempt.judge("b").standing == standing


def test_what_is_wrong_only_because_an_earlier_cell_is_counts_as_right_and_says_of_which():
    attempt = video({"residual 1": "-2.61", "square 1": "6.812", "ssr": "20.45"})
    assert attempt.judge("residual 1").standing == WRONG
    assert attempt.judge("square 1").standing == CARRIED
    assert "from your own −2.61" in attempt.judge("square 1").sentence
    assert attempt.judge("ssr").standing == CARRIED


def test_the_right_number_is_right_even_after_a_wrong_one():
    attempt = video({"residual 1": "5.5", "square 1": "6.779"})
    assert attempt.judge("square 1").standing == RIGHT


def test_two_slips_that_give_the_same_number_are_both_named():
    """At Dosage 0 nothing is observed, so Predicted itself, turned round and added, is one number: three ways to it."""
    said = video({"residual 1": "-2.604"}).judge("residual 1")
    assert said.sentence.startswith("Not this: that is either")
    assert said.codes == ("turned", "added", "second_alone")


@pytest.mark.parametrize(
    ("text", "code"),
    [("-20.42", "sign_turned"), ("204.2", "decimal_point"), ("2.042", "decimal_point"), ("20.3", "rounded_on_the_way")],
)
def test_what_is_seen_in_a_number_itself_is_said_where_no_slip_on_the_way_gives_it(text, code):
    assert video({"ssr": text}, level=1).judge("ssr").codes == (code,)


def test_the_second_wrong_answer_hears_a_smaller_question_and_not_the_answer():
    attempt = video({"ssr": "6.806"})
    first, second = (attempt.judge("ssr", before).sentence for before in (0, 1))
    assert "mean" in first
    assert second.endswith("First Residual of Dosage 0: how much is 0 − (−2.604)?")
    assert "20.42" not in first + second


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (Sum((A, B)), -1.2), (Difference((A, B)), 2.6), (Product((Known(-2), A, B)), 2.66), (Squared((B,)), 3.61),
        (Total((Squared((A,)), Squared((B,))), ("one", "two")), 4.1), (Product((A, Difference((A, B)))), 1.82),
    ],
)  # fmt: skip
def test_a_way_computes_what_it_writes(formula, value):
    assert formula.value(AT) == pytest.approx(value)
    text = formula.written(AT).replace("−", "-").replace("×", "*").replace("²", "**2").replace("-1.9**2", "(-1.9)**2")
    assert eval(text) == pytest.approx(value)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=str)
@pytest.mark.parametrize("x", [-1.9, 0.7])
def test_a_slope_is_the_derivative_of_its_curve(activation, x):
    height, h = Through((A,), activation=activation), 1e-6
    numeric = (height.value({"a": x + h}) - height.value({"a": x - h})) / (2 * h)
    assert Slope((A,), activation=activation).value({"a": x}) == pytest.approx(numeric, rel=1e-6)


def test_every_slip_of_a_way_says_what_it_is_and_gives_another_number():
    ways = [Sum((A, B)), Difference((A, B)), Product((Known(-2), A, B)), Squared((B,)),
            Total((Squared((A,)), Squared((B,))), ("one", "two"))]  # fmt: skip
    for way in ways:
        for slip in way.slips(AT):
            assert slip.code
            assert slip.said
            assert slip.look.endswith((".", "?"))
            assert not math.isclose(slip.formula.value(AT), way.value(AT)), slip


def test_a_slip_in_one_row_of_a_total_is_made_in_all_of_them():
    total = Total((Product((Known(-2), A)), Product((Known(-2), B))), ("one", "two"))
    turned = next(slip for slip in total.slips(AT) if slip.code == "sign_of_factor")
    assert turned.formula.value(AT) == pytest.approx(2 * 0.7 + 2 * -1.9)


def test_a_table_on_which_a_slip_gives_the_right_number_is_not_used():
    def doubled(a):
        cells = (Given("a", "A", a), Number("s", "S", Squared((A,))))
        return Sheet("", ("", "A", "S"), (Row("one", ("a", "s")),), cells)

    assert doubled(3.0).is_clear
    assert not doubled(2.0).is_clear  # 2 × 2 is 2²
    assert not doubled(2.01).is_clear  # 4.02 and 4.0401 are not told apart by two digits


@pytest.mark.parametrize(("seed", "level"), [(-1, 0), (0, -1), (0, len(LEVELS)), (MOST_SEEDS + 1, 0)])
def test_a_seed_or_level_that_there_is_not_is_refused(seed, level):
    with pytest.raises(ValueError, match="seed is 0 to"):
        exercise(RESIDUALS, seed, level)


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="residuals"):
        kind_of("nothing")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_the_levels_ask_for_ever_more_and_none_asks_twice(kind):
    asked = [exercise(kind, 3, level).blanks for level in range(len(LEVELS))]
    assert asked[0] == ()
    assert len(asked[1]) == 1
    assert all(set(less) <= set(more) for less, more in pairwise(asked))
    assert len(set(asked[-1])) == len(asked[-1]) == len(sheet(kind, 3).asked)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_cell_is_worked_out_from_cells_before_it_alone(kind):
    for seed in range(20):
        known = set()
        for cell in sheet(kind, seed).cells:
            if isinstance(cell, Number):
                assert set(cell.formula.uses) <= known, cell
            known.add(cell.key)
        assert {key for row in sheet(kind, seed).rows for key in row.cells} - {""} <= known


def hostile(draw):
    """A text that nobody means."""
    alphabet = "0123456789.,-−+eE×^/½ ²³\t\n\x00\u202eab∞٣<>&\"'%|~{}[]\ud7ff😀"
    text = "".join(draw.choice(alphabet) for _ in range(draw.choice((0, 1, 2, 3, 5, 9, 30, 70))))
    return draw.choice((text, text * 200, "nan", "inf", "-inf", "1e400", "1e-400", "0x10", "1_000", "__import__('os')"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_ten_thousand_hostile_cells_are_each_answered_by_a_line(kind):
    draw, each = random.Random(kind.slug), 10_000 // len(KINDS) + 1
    for count in range(each):
        exercised = exercise(kind, draw.randrange(20), draw.randrange(1, 4))
        texts = {
            key: hostile(draw) if draw.random() < 0.7 else typed(draw.uniform(-9, 9), 3) for key in exercised.blanks
        }
        attempt = Attempt(exercised.sheet, exercised.blanks, texts)
        said = attempt.judge(draw.choice(exercised.blanks), count % 4)
        assert said.sentence
        assert not set(said.sentence) & {"\n", "\x00"}
        assert len(said.sentence) < QUOTED + 500
        assert "nan" not in said.told


@pytest.mark.parametrize(("before", "after", "right"), [("4", "24", True), ("4", "20", False), ("4", "29", False)])
def test_a_number_that_is_exact_leaves_no_room_for_another(before, after, right):
    """u = x² = 4 and v = 3 × x = 6 at x = 2: L = u × v is 24, and not 4.5 × 6.4."""
    exercised = exercise(kind_of("graph"), 0, EVERYTHING)
    texts = {"value u": before, "value v": "6", "value L": after}
    assert Attempt(exercised.sheet, exercised.blanks, texts).judge("value L").is_right == right


@pytest.mark.parametrize("text", ["1e300", "-1e155", "1e101"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_number_with_which_nobody_could_go_on_is_refused_in_a_sentence(kind, text):
    exercised = exercise(kind, 3, EVERYTHING)
    attempt = Attempt(exercised.sheet, exercised.blanks, dict.fromkeys(exercised.blanks, text))
    for key in exercised.blanks:
        said = attempt.judge(key)
        assert said.standing == UNREAD
        assert said.sentence.startswith(f"“{text}” ")


def test_what_is_rounded_to_whole_tens_is_right():
    assert Attempt.means("120", 121.15, 0.0)
    assert not Attempt.means("120", 126.0, 0.0)
    assert Attempt.means("20", 20.42, 0.0)


def test_what_is_right_although_a_cell_before_is_wrong_does_not_tell_that_cell():
    said = video({"residual 1": "9.99", "square 1": "6.779"}).judge("square 1")
    assert said.standing == RIGHT
    assert "2.604" not in said.sentence


def test_what_is_right_and_follows_from_an_own_number_too_is_not_said_not_to():
    exercised = cross_entropy_check(PART_6.experiment.start)
    for own, total, how in (("0.8017", "1.8618", "also"), ("0.9017", "1.8616", "though not")):
        texts = {"cross entropy 2": "0.6803", "cross entropy 3": own, "total": total}
        said = Attempt(exercised.sheet, exercised.blanks, texts).judge("total")
        assert (said.standing, said.sentence) == (RIGHT, f"Yes, Total is right, {how} from your own {own}.")


def test_who_rounds_rightly_all_along_has_no_number_of_his_own():
    exercised = exercise(RESIDUALS, 4, EVERYTHING)
    texts = {cell.key: typed(exercised.sheet.values[cell.key], 3) for cell in exercised.sheet.asked}
    attempt = Attempt(exercised.sheet, exercised.blanks, texts)
    assert {attempt.judge(key).standing for key in texts} == {RIGHT}


def test_2_604_with_a_comma_is_read_where_that_is_right_and_refused_where_it_is_not():
    assert video({"residual 1": "2,604"}).judge("residual 1").standing == RIGHT
    assert video({"residual 1": "2,704"}).judge("residual 1").standing == UNREAD
