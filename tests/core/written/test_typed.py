"""Numbers as they are typed: each spelling says what it says on paper, and what could be two numbers is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.written.numerals import number, rounded
from backprop.written.typed import LONGEST, precision, spelled, typed_number, typed_whole

FINITE = st.floats(allow_nan=False, allow_infinity=False)

SAID = {
    "1.5": 1.5, "1,5": 1.5, "0,25": 0.25, "0,125": 0.125, ".5": 0.5, ",5": 0.5, "5.": 5.0, "+3": 3.0,
    "-3": -3.0, "−3": -3.0, "–3": -3.0, " −3 ": -3.0, "\u00a03\u2009": 3.0, "− 3": -3.0, "-0": 0.0,
    "1/3": 1 / 3, "−1/3": -1 / 3, "1 / 3": 1 / 3, "1,5/2": 0.75, "1⁄3": 1 / 3,
    "½": 0.5, "−½": -0.5, "+ ¼": 0.25, " ¾ ": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅒": 0.1, "1½": 1.5, "1 ½": 1.5,
    "-2¾": -2.75, "0⅕": 0.2, "12⅚": 77 / 6,
    "2e-3": 0.002, "2E−3": 0.002, "1e-05": 1e-5, "-1,5e2": -150.0, "1e3": 1000.0,
    "1×10⁻³": 0.001, "1·10^-3": 0.001, "−1.234×10⁻⁷": -1.234e-7, "2×10^3": 2000.0, "10⁻³": 0.001, "3*10**2": 300.0,
}  # fmt: skip
NO_NUMBERS = [
    "", " ", "abc", "nan", "inf", "∞", "-inf", "infinity", "1_000", "--3", "+-3", "+−3", "1 5", "1 000", "1\u202f000",
    "1'000", "٣", "١٢", "１", "１２", "0x10", "1e", "e5", ".", ",", "/", "1/", "/2", "1/2/3", "1e1.5", "½x", "5%",
    "½½", "1½½", "½1", "1.5½", "1,5½", "1,234½", "1 000½", "½e3", "½×10⁻³", "10⁻½", "½²", "2²½", "--½", "2 1/2", "↉",
    "×10⁻³", "1.234×10−7", "🙂", "<script>alert(1)</script>",
]  # fmt: skip
UNCLEAR = {
    "1.2.3": "more than one decimal sign",
    "1.234,5": "more than one decimal sign",
    "1,234.5": "more than one decimal sign",
    "1,234,567": "more than one decimal sign",
    "1,234": "could be 1.234 or 1234",
    "-20,000": "could be −20 or −20000",
    "1,234/2": "could be 1.234 or 1234",
    "1,234e3": "could be 1.234 or 1234",
    "3/1,234×10⁻³": "could be 1.234 or 1234",
    "1½/2": "a fraction beside a fraction bar",
    "½/2": "a fraction beside a fraction bar",
    "1/½": "a fraction beside a fraction bar",
    "1/2½": "a fraction beside a fraction bar",
    "1/0": "divides by 0",
    "1e999": "too large",
    "1e308/1e-308": "too large",
    "1e-400": "too small",
    "10^-400": "too small",
    "1e-300/1e300": "too small",
    "1" * (LONGEST + 1): "too long",
    "1" * 10_000: "too long",
}
NOT_WHOLE = {
    "2.5": "whole",
    "1/3": "whole",
    "1½": "whole",
    "20.000": "could be 20 or 20000",
    "2.000/2": "could be 2 or 2000",
    "1.000e3": "could be 1 or 1000",
    "1,500": "could be 1.5 or 1500",
}
REFUSED = [
    *((typed_number, text, "is not a number") for text in NO_NUMBERS),
    *((typed_number, text, why) for text, why in UNCLEAR.items()),
    *((typed_whole, text, why) for text, why in NOT_WHOLE.items()),
]


@pytest.mark.parametrize("text", SAID)
def test_each_spelling_says_its_number(text):
    assert typed_number(text) == SAID[text]
    assert math.copysign(1, typed_number(text)) == math.copysign(1, SAID[text])  # no −0


@pytest.mark.parametrize(("read", "text", "why"), REFUSED)
def test_what_is_no_number_or_not_clear_is_refused_and_never_guessed(read, text, why):
    with pytest.raises(ValueError, match=why):
        read(text)


@pytest.mark.parametrize("text", ["0", "0e5", "-0,00", "0/7", ".0e-9"])
def test_a_zero_is_a_zero_however_it_is_written(text):
    assert typed_number(text) == 0


@pytest.mark.parametrize(("text", "value"), [("20", 20), ("1e3", 1000), ("3.0", 3), ("3,0", 3), ("6/2", 3), ("−2", -2)])
def test_a_whole_number_may_be_spelled_as_any_number(text, value):
    assert typed_whole(text) == value
    assert isinstance(typed_whole(text), int)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("1.60", (3, 0.01)),
        ("−2e-3", (1, 0.001)),
        ("0.05", (1, 0.01)),
        ("120", (2, 10.0)),
        ("1/3", (15, 0)),
        ("½", (15, 0)),
    ],
)
def test_the_precision_of_a_typed_number_is_its_last_digit_s(text, of):
    digits, unit = precision(text)
    assert (digits, unit) == (of[0], pytest.approx(of[1]))


@given(FINITE)
def test_a_spelled_number_is_read_as_the_very_same_number(value):
    assert typed_number(spelled(value)) == value
    assert typed_number(spelled(value).replace("-", "−")) == value


@given(FINITE)
def test_a_number_copied_off_a_page_is_read_as_what_the_page_shows(value):
    shown = number(value)
    if math.isfinite(float(f"{value:.3e}")):
        assert typed_number(shown) == pytest.approx(rounded(value), rel=1e-12, abs=0)


@given(st.text())
def test_any_text_gives_a_finite_number_or_a_reason(text):
    try:
        value = typed_number(text)
    except ValueError as reason:
        value = None if reason.args[0] else math.nan
    assert value is None or math.isfinite(value)


@given(FINITE.filter(lambda value: value == 0 or 1e-9 <= abs(value) < 1e15))
def test_ordinary_numbers_are_spelled_without_an_exponent(value):
    assert set(spelled(value)) <= set("-.0123456789")
