"""The browser writes every number as Python does: 20,000 of every size, those in the middle of two above all."""

import base64
from pathlib import Path

import numpy as np
import pytest

from backprop.written.numerals import number, signed
from pages import parts

SPELLING = Path(parts.__file__).parent / "player" / "spelling.js"
COUNT = 20_000

# The very same numbers, bit by bit.
TEXTS = """([encoded, digits]) => {
    const bytes = Uint8Array.from(atob(encoded), (each) => each.charCodeAt(0));
    const values = [...new Float64Array(bytes.buffer)];
    return {
        spelled: values.map((value) => spelled(value)),
        signed: values.map((value) => signed(value)),
        inDigits: digits.map((count, place) => spelled(values[place], count)),
    };
}"""

ONES = [0.0, -0.0, np.inf, -np.inf, np.nan, 9999.5, 99995.0, 999_950.0, 999_949.9999999999, 999_500.0, 1e6, 0.00009999]
ONES += [9.9995e-5, 9.9996e-5, 0.0001, 0.00048828125, 2.5, 1234.5, 1235.5, 100.25, 0.15, 1.0005, 5e-324, 1.5e-323]
ONES += [np.finfo(float).max, np.finfo(float).tiny, 2.0**53, 2.0**53 + 2, 1e21, 1e22, 1e23, 123456789012345680.0]


def middles(rng, count):
    """(count,) numbers that lie exactly in the middle of two that are written with 1 to 8 digits, as 2.5 and 1234.5."""
    digits = rng.integers(1, 9, count)
    whole = rng.integers(10.0 ** (digits - 1), 10.0**digits) + 0.5
    whole = np.where(rng.random(count) < 0.2, whole / 2.0 ** rng.integers(0, 12, count), whole)
    up = rng.integers(0, 14, count)  # × 10^13 of 9 digits is still exact
    return np.where(rng.random(count) < 0.5, whole, whole * 10.0**up)


def numbers():
    """(20,000,) float64 of every magnitude and both signs, around the edges of rounding, middles, and whole numbers."""
    rng = np.random.default_rng(15)
    edges = 10.0 ** rng.integers(-9, 9, 3_000) * (rng.integers(1_000, 10_000, 3_000) + 0.5)
    edges = edges + rng.integers(-3, 4, 3_000) * np.spacing(edges)
    nines = 10.0 ** rng.integers(-9, 9, 1_000) * (1 - 10.0 ** -rng.uniform(2, 9, 1_000))
    halves = (rng.integers(0, 2**14, 2_000) + 0.5) / 2.0 ** rng.integers(0, 40, 2_000)
    whole = np.round(10.0 ** rng.uniform(0, 17, 2_000))
    parts = [np.array(ONES), edges, nines, middles(rng, 4_000), halves, whole]
    with np.errstate(under="ignore"):
        parts.append(10.0 ** rng.uniform(-320, 308, COUNT - sum(map(len, parts))))
    values = rng.permutation(np.concatenate(parts))
    return values * rng.choice([-1.0, 1.0], COUNT)


@pytest.fixture(scope="module")
def told(browser):
    """(numbers, in how many digits the first of them, their texts in the browser)."""
    values, digits = numbers(), np.random.default_rng(16).integers(1, 9, COUNT // 2)
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=SPELLING.read_text(encoding="utf-8"))
    texts = page.evaluate(TEXTS, [base64.b64encode(values.astype("<f8").tobytes()).decode(), digits.tolist()])
    counts = [*range(-20_000, 20_000, 7), *(10**power - less for power in range(16) for less in (0, 1))]
    texts["counted"] = page.evaluate("(counts) => counts.map(counted)", counts)
    page.close()
    return values, digits, counts, texts


def differing(values, found, expected):
    assert len(values) == len(found) == len(expected) > 1_000
    return [each for each in zip(map(repr, values), found, expected, strict=True) if each[1] != each[2]]


def test_a_number_is_spelled_as_in_python(told):
    values, _, _, texts = told
    assert len(values) == COUNT
    assert differing(values.tolist(), texts["spelled"], [number(value) for value in values]) == []


def test_and_in_any_number_of_digits(told):
    values, digits, _, texts = told
    expected = [number(value, int(count)) for value, count in zip(values, digits, strict=False)]
    assert differing(values[: len(digits)].tolist(), texts["inDigits"], expected) == []


def test_and_as_a_factor(told):
    values, _, _, texts = told
    assert differing(values.tolist(), texts["signed"], [signed(value) for value in values]) == []


def test_a_count_has_its_thousands_apart(told):
    _, _, counts, texts = told
    assert differing(counts, texts["counted"], [f"{count:,}" for count in counts]) == []


def test_the_numbers_have_many_that_a_browser_alone_would_round_otherwise(told):
    """Else the others could agree by luck: exact middles whose upper neighbour is odd."""
    values, digits, _, _ = told
    found = 0
    for value, count in zip(values, digits, strict=False):
        if np.isfinite(value) and value:
            mantissa = f"{abs(value):.{count + 30}e}".partition("e")[0].replace(".", "")
            found += mantissa[count:].rstrip("0") == "5" and int(mantissa[count - 1]) % 2 == 0
    assert found > 100
