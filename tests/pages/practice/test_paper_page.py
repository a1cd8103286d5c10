"""The part "On paper" of Practice: an address says which worksheets, and one that says nonsense hears it once."""

import re

import pytest

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import MOST_SEEDS
from pages.parts.controls import widgets
from pages.parts.practice.worksheet import Worksheets, written

PAGE = "21_Practice.py"


@pytest.fixture
def files(open_page, monkeypatch):
    """A function that opens the part at an address: (the page, {name of a file: its text})."""

    def opened(**query):
        made = {}
        monkeypatch.setattr(widgets, "download", lambda label, make, name: made.update({name: make}))
        at = open_page(PAGE, **{"practice_part": "On paper"} | query)
        return at, {name: make() for name, make in made.items()}

    return opened


def asked(seed, forms, level, kinds):
    return {
        "practice_paper_kinds": "~".join(kinds),
        "practice_paper_level": str(level),
        "practice_paper_seed": str(seed),
        "practice_paper_forms": str(forms),
    }


def test_an_address_makes_the_sheets_that_it_names(files):
    query = asked(12, 3, 2, [kind.slug for kind in KINDS])
    at, made = files(**query)
    expected = Worksheets(KINDS, 2, 12, 3, {"practice_part": "On paper"} | query)
    assert made == {
        "worksheets.html": written(expected),
        "worksheets_key.html": written(expected, is_key=True),
    }
    assert any(f"Forms A to C, each with {len(KINDS)} exercises" in each.value for each in at.markdown)
    assert not at.warning


def test_the_part_is_found_by_an_address_that_names_no_part(open_page):
    at = open_page(PAGE, practice_paper_forms="3")
    assert any("Forms A to C" in each.value for each in at.markdown)


def test_what_is_printed_is_seen_before(files):
    at, made = files(practice_paper_level="3", practice_paper_seed="4")
    (preview,) = (each.proto.body for each in at.get("html") if "paper preview" in each.proto.body)
    (table,) = re.findall("<table>.*?</table>", preview)
    assert "blank" in table
    assert made["worksheets.html"].index(table) < made["worksheets.html"].index("Form B")


def test_with_no_kind_there_is_nothing_to_print(files):
    at, made = files(practice_paper_kinds="none")
    assert made == {}
    assert "nothing to print" in at.info[0].value


@pytest.mark.parametrize(
    ("key", "text", "allowed"),
    [
        ("practice_paper_kinds", "nonsense", "none, or any of "),
        ("practice_paper_kinds", "residuals~residuals", "none, or any of "),
        ("practice_paper_kinds", "<script>", "none, or any of "),
        ("practice_paper_level", "4", "one of 0, 1, 2, 3"),
        ("practice_paper_seed", "-1", "a whole number"),
        ("practice_paper_seed", str(MOST_SEEDS), "a whole number"),
        ("practice_paper_forms", "31", "a whole number"),
        ("practice_paper_forms", "0", "a whole number"),
        ("practice_paper_forms", "1e3", "a whole number"),
    ],
)
def test_a_bad_value_gets_one_sentence_and_the_pages_own(files, key, text, allowed):
    at, made = files(**{key: text})
    (warning,) = at.warning
    assert key in warning.value
    assert allowed in warning.value
    assert made == files()[1]


@pytest.mark.parametrize("seed", ["0", str(MOST_SEEDS - 29)])
def test_the_last_of_thirty_forms_has_a_seed_too(files, seed):
    _, made = files(practice_paper_seed=seed, practice_paper_forms="30")
    assert f"Form AD has seed {int(seed) + 29}" in made["worksheets.html"]
