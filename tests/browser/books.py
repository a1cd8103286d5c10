"""The text of what a visitor has solved, as these tests write and spoil it: from the rule alone, not by the scripts."""

import binascii
import random
from datetime import date, timedelta

BEGINS = "practice1"
TODAY = date.today()  # for all tests, and for the pages that they open: midnight may pass meanwhile


def text(*words, begins=BEGINS):
    """The text of some exercises, each written as residuals:1@2026-11-30x2s5, with the CRC that ends it."""
    body = " ".join([begins, *words])
    return f"{body} #{binascii.crc_hqx(body.encode(), 0xFFFF):04x}"


def days_ago(count):
    """The day that was so many days ago, as 2026-11-30."""
    return (TODAY - timedelta(days=count)).isoformat()


def all_solved(kinds, days):
    """The text in which each level of some kinds was solved once so many days ago: days(place of it) -> int."""
    words, place = [], 0
    for kind in kinds:
        solved = []
        for level in (1, 2, 3):
            solved.append(f"{level}@{days_ago(days(place))}x1s0")
            place += 1
        words.append(f"{kind}:{','.join(solved)}")
    return text(*words)


def spoilt(good, count, seed=12):
    """So many texts made from a good one by slips of hand and eye, with strange ones among them."""
    chance, signs = random.Random(seed), "0123456789abcdefxs:@,#- \n\t\0<>&\"'“−é漢😀"
    strange = [
        "", " ", "#", "practice", "practice1", "practice1 #", "practice2 a #0000", "practice99999999999999999999",
        "null", "undefined", "[object Object]", '{"residuals": 1}', "<img src=x onerror=alert(1)>", "\ud800",
        "__proto__:1@2026-01-01x1s0", "a" * 1_000_000, "practice1 " * 100_000, "#" * 19_999, good * 400,
        text("residuals:1@2026-02-30x1s0"), text("residuals:0@2026-02-20x1s0"), text("residuals:1@2026-02-20x0s0"),
        text("residuals:1@2026-02-20x1"), text("residuals"), text("residuals:"), text(":1@2026-02-20x1s0"),
        text("Residuals:1@2026-02-20x1s0"), text("a:1@2026-02-20x1s0:b"), text("a:1@2026-02-20x1s0,"),
        text("a:1@2026-02-20x1s0", begins="practice2"), text("a:1@2026-02-20x99999s0"), text("<b>:1@2026-02-20x1s0"),
    ]  # fmt: skip
    yield from strange
    for _ in range(count - len(strange)):
        letters = list(good)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            at = chance.randrange(len(letters))
            way = chance.randrange(5)
            if way == 0:
                del letters[at : at + chance.choice((1, 2, 20))]
            elif way == 1:
                letters.insert(at, chance.choice(signs))
            elif way == 2:
                letters[at] = chance.choice(signs)
            elif way == 3:
                letters = letters[:at] + letters[at:][::-1]
            else:
                letters[at:at] = letters[at : at + 9]
            letters = letters or [" "]
        yield "".join(letters)
