"""Numbers as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.written.numerals import counted, cut, factor_text, number, rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (15.6551, "15.66"),
        (-0.6262, "−0.6262"),
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (0.1, "0.1"),
        (1234.56, "1235"),
        (123_456, "123500"),
        (0.0001, "0.0001"),
        (0.00001234, "1.234×10⁻⁵"),
        (-1.2344e-7, "−1.234×10⁻⁷"),
        (999_949, "999900"),
        (999_950, "1×10⁶"),
        (1e6, "1×10⁶"),
        (9.9999e-5, "0.0001"),
        (9.99949e-5, "9.999×10⁻⁵"),
        (-2.5e300, "−2.5×10³⁰⁰"),
        (5e-324, "4.941×10⁻³²⁴"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "not a number"),
    ],
)
def test_a_number_is_written_as(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("digits", "text"), [(1, "0.3"), (2, "0.33"), (7, "0.3333333")])
def test_as_many_digits_as_asked_for(digits, text):
    assert number(1 / 3, digits) == text


def read(text):
    """The number that a text says."""
    mantissa, _, exponent = text.replace("−", "-").partition("×10")
    power = int(exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
    return float(f"{mantissa}e{power}")


FLOATS, DIGITS = st.floats(-1e300, 1e300), st.integers(1, 12)
# Next to the powers of ten, where the rounded number has a digit more before its point, or another way to be written.
BORDERS = st.builds(lambda power, off: 10.0**power * (1 + off), st.integers(-8, 9), st.floats(-2e-3, 2e-3))


@given(FLOATS, DIGITS)
def test_reading_it_back_gives_the_number_to_its_digits(value, digits):
    assert read(number(value, digits)) == pytest.approx(value, rel=5.001 * 10.0**-digits, abs=5e-324)


@given(FLOATS | BORDERS, DIGITS)
def test_the_rounded_number_alone_decides_how_it_is_written(value, digits):
    assert (
        number(value, digits) == number(rounded(value, digits), digits) == number(read(number(value, digits)), digits)
    )


@given(FLOATS | BORDERS, FLOATS | BORDERS, DIGITS)
def test_a_larger_number_is_never_written_as_a_smaller_one(one, other, digits):
    small, large = sorted((one, other))
    assert read(number(small, digits)) <= read(number(large, digits))


@given(BORDERS, st.floats(-1e-3, 1e-3), DIGITS)
def test_two_numbers_that_are_one_when_rounded_look_the_same(value, off, digits):
    other = value * (1 + off)
    same = rounded(value, digits) == rounded(other, digits)
    assert (number(value, digits) == number(other, digits)) is same


@given(FLOATS | BORDERS, DIGITS)
def test_no_number_has_more_digits_than_asked_for_or_zeros_behind_its_point(value, digits):
    mantissa = number(value, digits).removeprefix("−").partition("×10")[0]
    whole, _, decimals = mantissa.partition(".")
    assert not decimals.endswith("0")
    significant = (whole + decimals).lstrip("0")
    assert len(significant if decimals else significant.rstrip("0")) <= digits


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (0, ["step"], "0 steps"),
        (1, ["step"], "1 step"),
        (2, ["step"], "2 steps"),
        (20_000, ["step"], "20,000 steps"),
        (1, ["more stretch", "more stretches"], "1 more stretch"),
        (3, ["more stretch", "more stretches"], "3 more stretches"),
    ],
)
def test_a_count_with_what_it_counts(count, words, text):
    assert counted(count, *words) == text


@pytest.mark.parametrize(
    ("value", "seen", "whether"),
    [
        (3.15592, 3.1, True),
        (0.9263296, 0.92, True),
        (-0.579, -0.57, True),
        (-5.704, -5.7, False),
        (0.79856, 0.8, False),
        (1.8996, 1.90, False),
        (0.1234, 0.2, False),
        (2.0, 2, False),
    ],
)
def test_cut_where_rounding_would_round_up(value, seen, whether):
    assert cut(value, seen) is whether


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        (0.4, "0.4"),
        (-0.5, "−0.5"),
        (0.999994, "0.999994"),
        (1 - 3e-9, "1 − 3×10⁻⁹"),
        (3e-9 - 1, "−(1 − 3×10⁻⁹)"),
        (1 + 3e-9, "1 + 3×10⁻⁹"),
        (1 - 6 / 6, "0"),
        (1 - 6 * (1 / 3), "−1"),
        (1e-17, "0"),
    ],
)
def test_a_factor_per_step_is_told_from_1_and_rounding_is_not(factor, text):
    assert factor_text(factor) == text
