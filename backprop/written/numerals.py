"""How a number is written for people: four significant digits, a real minus sign, powers of ten spelled out."""

import math

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN = range(-4, 6)  # powers of ten that are written out: 0.0001 … 999,999


def number(value, digits=4):
    """A number as text: 15.66, −0.6262, 1.234×10⁻⁷. Rounded here and nowhere before.

    The rounded number alone decides how it is written, so that 999,950 and a million, both 1×10⁶ in four digits, look
    the same.
    """
    value = float(value)
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    exponent = int(exponent)
    if exponent in PLAIN:
        text = without_zeros(f"{float(f'{mantissa}e{exponent}'):.{max(digits - 1 - exponent, 0)}f}")
    else:
        text = f"{without_zeros(mantissa)}×10{str(exponent).translate(SUPERSCRIPT)}"
    return text.replace("-", "−")


def signed(value, digits=4):
    """A number as a factor in a line of arithmetic: in brackets where it is negative."""
    return f"({number(value, digits)})" if value < 0 else number(value, digits)


def without_zeros(text):
    """A decimal number without the zeros at its end: 0.500 is 0.5, and 500 stays."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(count, noun, nouns=None):
    """A count with what it counts: 1 step, 1,000 steps; `nouns` where the plural takes more than an s."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def rounded(value, digits=4):
    """A number as `number` shows it, as a number again: what a learner types who copies it from the screen."""
    return float(f"{float(value):.{digits}g}")


def cut(value, seen):
    """Whether somebody who shows `seen` for a value has cut its further digits off where rounding would round up."""
    places = len(repr(float(seen)).partition(".")[2])
    scaled = abs(value) * 10**places
    return math.floor(scaled) == round(abs(seen) * 10**places) != round(scaled)


def agreeing_digits(one, other):
    """To how many significant digits two numbers agree, 0 … 15: their difference as a part of the larger."""
    one, other = float(one), float(other)
    if one == other:
        return 15
    part = abs(one - other) / max(abs(one), abs(other))
    return int(min(max(math.floor(-math.log10(part)), 0), 15)) if math.isfinite(part) else 0


def factor_text(factor):
    """A factor per step, with digits enough to tell it from 1: 0.4, 0.999994, 1 − 3×10⁻⁹. Rounding of 0 is 0."""
    away = abs(1 - abs(factor))
    if abs(factor) < 1e-12:
        return "0"
    if away > 1e-6 or away < 1e-15:
        return number(factor, digits=4 if away > 0.001 else 7)
    text = f"1 {'−' if abs(factor) < 1 else '+'} {number(away, 2)}"
    return f"−({text})" if factor < 0 else text
