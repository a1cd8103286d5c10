"""Signs that show nothing, and texts that look alike but are not the same: a sentence about them writes them out."""

import re
import unicodedata

NO_INK = {"Cc", "Cf"}  # kinds of signs that show nothing wherever they stand
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs of no ink
VARIANTS = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # marks of none
JOINERS = re.compile("(?<=[^ -~])[\u200c\u200d](?=[^ -~])")  # letters of many scripts, and pictures, join by these
CLOSE = 12  # signs either side of the place at which two texts differ


def shows_nothing(sign):
    """Whether a sign leaves no mark and no gap, wherever it stands."""
    without_ink = unicodedata.category(sign) in NO_INK or sign in BLANKS or VARIANTS.match(sign)
    return bool(without_ink) and not sign.isspace()


def written_out(text, which=shows_nothing):
    """A text with its signs that show nothing, or with other ones, as their numbers: A‹U+200B›."""
    return "".join(f"‹U+{ord(sign):04X}›" if which(sign) else sign for sign in text)


def signs_of(text):
    """The signs of a text, one that is written out counting as one: [A, ‹U+200B›]."""
    return re.findall("‹[^›]*›|.", text, re.DOTALL)


def as_seen(text):
    """What is seen of a text, the same for all that differ but in signs that show nothing, in how wide their gaps are,
    or in how a letter and its mark are put together. Of letters of two alphabets that look alike it knows nothing."""
    joins = {found.start() for found in JOINERS.finditer(text)}
    seen = "".join(sign for place, sign in enumerate(text) if place in joins or not shows_nothing(sign))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def told_apart(one, other):
    """(one, other): two texts that are seen as the same, written so that one sees where they first differ."""

    def not_ascii(sign):
        return not sign.isascii()

    def but_letters(sign):
        return not_ascii(sign) or not sign.isprintable() or sign == " "

    for which in (shows_nothing, not_ascii, but_letters):
        both = [written_out(text, which) for text in (one, other)]
        if as_seen(both[0]) != as_seen(both[1]):
            break
    signs = list(map(signs_of, both))
    pairs = enumerate(zip(*signs, strict=False))
    at = next((place for place, (a, b) in pairs if a != b), min(map(len, signs)))
    first, last = max(0, at - CLOSE), at + CLOSE
    return tuple("…" * (first > 0) + "".join(each[first:last]) + "…" * (last < len(each)) for each in signs)
