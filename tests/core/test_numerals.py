"""Numbers as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.numerals import cut, number


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
        (1e6, "1×10⁶"),
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


@given(st.floats(-1e300, 1e300), st.integers(1, 8))
def test_reading_it_back_gives_the_number_to_its_digits(value, digits):
    mantissa, _, exponent = number(value, digits).replace("−", "-").partition("×10")
    power = int(exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
    assert float(f"{mantissa}e{power}") == pytest.approx(value, rel=5.001 * 10.0**-digits, abs=5e-324)


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
