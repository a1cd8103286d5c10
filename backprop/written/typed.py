"""How a number that somebody types is read: 0.5, 0,5, .5, 1/3, 1½, −2e-3 and 2×10⁻³ say what they say on paper.

What could mean two numbers (1,234 or 1.234,5) is refused, never guessed: a number that was read wrongly looks right.
"""

import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from backprop.written.unseen import written_out

LONGEST = 60  # characters
QUOTED = 1_000  # characters that a sentence repeats: what is longer nobody typed
CONTROLS = {code: chr(0x2400 + code) for code in range(32)} | {0x85: "␤", 0x2028: "␤", 0x2029: "␤"}
MINUS = "-−‐‑–﹣－"  # what keyboards, word processors and our own pages write for it
SIGNS = str.maketrans(dict.fromkeys(MINUS, "-") | {"＋": "+"})
RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")

NUMBER = re.compile(
    r"([+-]?)\s*([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"  # 3, 3.5, 3,5, 3. or .5
    r"(?:\s*(?:[eE]|[×·⋅*xX]\s*10\s*(?:\^|\*\*))\s*([+-]?[0-9]+))?"  # e-3, ×10^-3
)
POWER = re.compile(r"([+-]?)\s*10\s*(?:\^|\*\*)\s*([+-]?[0-9]+)")  # 10^-3
RAISED_EXPONENT = re.compile(r"(?<=10)\s*([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
SIGN_OF_FRACTION = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
ONE_FRACTION = "has a fraction beside a fraction bar, so write it with one of the two"
MIXED = re.compile(f"([+-]?)\\s*([0-9]*)\\s*([{SIGN_OF_FRACTION}])")  # ½, and 1½, which is 1 + ½
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}")  # 1,234: a thousand and more, or one and a bit


@lru_cache(1024)  # one text is asked about many times: whether it is what is right, or what one slip or another gives
def typed_number(text, grouping=","):
    """The number that a text says, as a finite float.

    grouping  the decimal signs that could set thousands apart

    Raises ValueError, which says in half a sentence what is wrong: "is not a number", "could be 1.234 or 1234".
    """
    if len(text) > LONGEST:
        raise ValueError("is too long for a number")
    plain = ascii_of(text)
    if found := MIXED.fullmatch(plain):
        return mixed(*found.groups())
    above, slash, below = plain.partition("/")
    value = decimal(above, grouping)
    if slash:
        divisor = decimal(below, grouping)
        if divisor == 0:
            raise ValueError("divides by 0")
        value = not_lost(value / divisor, value)
    if not math.isfinite(value):
        raise ValueError("is too large a number")
    return value + 0.0  # −0 is 0


@lru_cache(1024)
def precision(text):
    """How exactly a text says its number: (how many significant digits it has, what its last one counts).

    1.60 is (3, 0.01), −2e-3 is (1, 0.001). Of 120 the 0 may be rounded: it is (2, 10). A fraction, ½ too, and a power
    of ten are exact: (15, 0.0).
    Raises ValueError as `typed_number` does.
    """
    typed_number(text)
    found = NUMBER.fullmatch(ascii_of(text))
    if not found:
        return 15, 0.0
    _, digits, exponent = found.groups()
    whole, _, decimals = digits.replace(",", ".").partition(".")
    places, significant = len(decimals), (whole + decimals).lstrip("0")
    if digits.isdigit() and len(significant.rstrip("0")) > 1:
        places, significant = len(significant.rstrip("0")) - len(significant), significant.rstrip("0")
    return len(significant), float(f"1e{int(exponent or 0) - places}")


def repeated(text):
    """(what a sentence repeats of a text, whether that is all of it): what would end its line as its picture, ␊, what
    shows nothing as its number, ‹U+200B›, and not more than QUOTED."""
    signs = [written_out(sign) for sign in text[:QUOTED].translate(CONTROLS)]
    said = [sign for sign, length in zip(signs, accumulate(map(len, signs)), strict=True) if length <= QUOTED]
    return "".join(said), len(said) == len(text)


def quotation(text):
    """A text as a sentence repeats it: “1.2.3”."""
    said, whole = repeated(text)
    return f"“{said}”{'' if whole else f' and so on, {len(text):,} characters in all,'}"


def typed_whole(text):
    """The whole number that a text says, as an int: 20, 1e3, 6/2. ValueError as from `typed_number`."""
    value = typed_number(text, ",.")  # a point, too, sets thousands apart to some
    if not value.is_integer():
        raise ValueError("is not a whole number")
    return int(value)


def spelled(value):
    """A number as a field holds it: as few digits as bring back the very same number, and no exponent where it can be.

    In ASCII, so that an address stays legible; the page shows its own minus for it.
    """
    value = float(value) + 0.0
    if value and not 1e-9 <= abs(value) < 1e15:
        return repr(value)
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def ascii_of(text):
    """The text with every minus as -, a raised exponent as ^, and nothing around it."""
    plain = text.strip().translate(SIGNS)
    plain = RAISED_EXPONENT.sub(lambda raised: "^" + raised[1].translate(RAISED), plain)
    return plain.replace("⁄", "/").replace("∕", "/")


def mixed(sign, whole, fraction):
    """A whole number, or none, with a fraction that is a single sign: 1½. Beside a fraction bar, 1½/2, none is read."""
    above, below = (int(part) for part in unicodedata.normalize("NFKC", fraction).split("⁄"))
    value = (int(whole or 0) * below + above) / below
    return -value if sign == "-" else value


def decimal(text, grouping):
    """A number without a fraction bar, as a float, perhaps infinite. ValueError: it is not one, or could be two."""
    text = text.strip()
    if found := POWER.fullmatch(text):
        sign, exponent = found.groups()
        return not_lost(float(f"{sign}1e{exponent}"), 1)
    if len(re.findall("[.,]", text)) > 1 and re.fullmatch("[0-9.,+-]+", text):
        raise ValueError("has more than one decimal sign, so write it with one and no others")
    if not (found := NUMBER.fullmatch(text)):
        raise ValueError(ONE_FRACTION if MIXED.fullmatch(text) else "is not a number")
    sign, digits, exponent = found.groups()
    refuse_grouped(sign + digits, grouping)
    digits = digits.replace(",", ".")
    return not_lost(float(f"{sign}{digits}e{exponent or 0}"), digits.strip("0."))


def not_lost(value, something):
    """The value. ValueError where it is 0 though something else than 0 was typed: 1e-400."""
    if something and value == 0:
        raise ValueError("is too small a number")
    return value


def refuse_grouped(text, signs):
    """ValueError where one of the signs stands so that it could set thousands apart, or decimals."""
    if (found := GROUPED.fullmatch(text)) and found[1] in signs:
        small, large = spelled(float(text.replace(",", "."))), re.sub("[.,]", "", text)
        raise ValueError(f"could be {small} or {large}, so write one of the two".replace("-", "−"))
