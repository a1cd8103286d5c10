"""Texts that look alike are known to, and each is written so that one sees where it differs from the other."""

import pytest

from backprop.written.typed import quotation
from backprop.written.unseen import as_seen, told_apart, written_out

INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\ufe0f", "\u034f",
             "\u3164", "\u2800", "\x7f", "\U000e0041", "\U000e0100")  # fmt: skip


@pytest.mark.parametrize("sign", INVISIBLE, ids=ascii)
def test_a_sign_that_shows_nothing_is_not_seen_and_is_written_as_its_number(sign):
    number = f"‹U+{ord(sign):04X}›"
    for one, other in ((f"A{sign}", "A"), (f"a{sign}b", "ab"), (f"{sign}1", "1")):
        assert as_seen(one) == as_seen(other) == other
        assert told_apart(one, other) == (one.replace(sign, number), other)
    assert written_out(f"1{sign}.5") == f"1{number}.5"
    assert quotation(f"1{sign}.5") == f"“1{number}.5”"


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("a b", "a\u00a0b", ("a b", "a‹U+00A0›b")),
        ("a b", "a  b", ("a‹U+0020›b", "a‹U+0020›‹U+0020›b")),
        ("a b", "a\nb", ("a‹U+0020›b", "a‹U+000A›b")),
        ("\u00e9", "e\u0301", ("‹U+00E9›", "e‹U+0301›")),
        ("\u212b", "\u00c5", ("‹U+212B›", "‹U+00C5›")),
        ("A\u200b", "A\u2060", ("A‹U+200B›", "A‹U+2060›")),
        ("x" * 50 + "y" * 50, "x" * 50 + "\u00ad" + "y" * 50,
         ("…" + "x" * 12 + "y" * 12 + "…", "…" + "x" * 12 + "‹U+00AD›" + "y" * 11 + "…")),
    ],
)  # fmt: skip
def test_what_differs_is_written_out_and_no_more(one, other, shown):
    assert as_seen(one) == as_seen(other)
    assert told_apart(one, other) == shown
    assert told_apart(other, one) == shown[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A", "a"),
        ("0", "0.0"),
        ("a b", "ab"),
        ("é", "e"),
        ("👨\u200d👩", "👨👩"),
        ("\u0645\u200c\u0646", "\u0645\u0646"),
    ],
)
def test_what_looks_different_is_seen_to_be(one, other):
    assert as_seen(one) != as_seen(other)
