"""What the page's answers say of exercises is what becomes of one who tries it."""

from backprop.exercises.exercise import exercise
from backprop.exercises.judging import Attempt
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.written.numerals import number
from pages.parts.practice.questions import OTHER


def judged(seed, level, texts, key):
    asked = exercise(RESIDUALS, seed, level)
    return Attempt(asked.sheet, asked.blanks, texts).judge(key)


def values(seed):
    return exercise(RESIDUALS, seed, 3).sheet.values


def test_a_mean_is_known_for_a_mean():
    mean = number(values(0)["ssr"] / 3)
    assert judged(0, 1, {"ssr": mean}, "ssr").codes == ("mean_for_sum",)


def test_a_residual_whose_sign_was_turned_has_the_right_square():
    turned, square = number(-values(OTHER)["residual 1"]), number(values(OTHER)["square 1"])
    texts = {"residual 1": turned, "square 1": square, "ssr": number(values(OTHER)["ssr"])}
    assert judged(OTHER, 3, texts, "residual 1").standing == "wrong"
    assert [judged(OTHER, 3, texts, key).standing for key in ("square 1", "ssr")] == ["right", "right"]


def test_two_digits_on_the_way_are_taken_and_so_is_what_follows_from_them():
    texts = {f"residual {i}": f"{values(0)[f'residual {i}']:.1f}" for i in (1, 2, 3)}
    squares = {f"square {i}": number(float(texts[f"residual {i}"]) ** 2) for i in (1, 2, 3)}
    texts |= squares | {"ssr": number(sum(float(text) for text in squares.values()))}
    assert {judged(0, 3, texts, key).is_right for key in texts} == {True}
