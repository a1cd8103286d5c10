"""The page Practice: an address is an exercise, and what was typed into it; junk is answered in a sentence."""

import random

import pytest
from filled import sheet_on
from screen import button, is_whole, remembered

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, exercise
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.written.numerals import number
from pages.parts.controls.widgets import HandedOver
from pages.parts.exercises import sheet_field

PAGE = "21_Practice.py"
SENT = {"turn": 1, "cells": "", "asks": [[0, "check"]]}


def blanks_of(at):
    cells = [cell for row in sheet_on(at)["sheet"]["rows"] for cell in row["cells"] if cell]
    return [cell for cell in cells if cell["blank"] is not None]


@pytest.mark.parametrize("level", range(len(LEVELS)))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_an_address_is_an_exercise(open_page, kind, level):
    at = open_page(PAGE, practice_kind=kind.slug, practice_seed="2", practice_level=str(level))
    asked = exercise(kind, 2, level)
    sent = sheet_on(at)
    assert sent["sheet"]["task"] == asked.sheet.task
    assert len(sent["cells"]) == len(asked.blanks)
    assert len(sent["sheet"]["pictures"]) == len(asked.sheet.scenes)
    in_table = [cell["blank"] for cell in blanks_of(at)]
    below = [each["blank"] for each in sent["sheet"]["questions"] if each["blank"] is not None]
    assert sorted([*in_table, *below]) == list(range(len(asked.blanks)))
    assert not at.warning


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_blank_holds_nothing_and_says_which_cell_it_is(open_page, kind):
    at = open_page(PAGE, practice_kind=kind.slug, practice_seed="7", practice_level="3")
    blanks = blanks_of(at)
    assert all(cell["text"] == "" for cell in blanks)
    assert len({cell["label"] for cell in blanks} - {""}) == len(blanks)
    assert sheet_on(at)["sheet"]["lines"] == []


def test_a_worked_example_shows_each_cells_working(open_page):
    at = open_page(PAGE, practice_kind="residuals", practice_level="0")
    sheet = exercise(RESIDUALS, 0, 0).sheet
    lines = [line for _, line, _ in sheet_on(at)["sheet"]["lines"]]
    assert len(lines) == len(sheet.asked)
    assert all(line.endswith(number(sheet.values[cell.key])) for line, cell in zip(lines, sheet.asked, strict=True))


def test_a_link_brings_what_was_typed_with_its_marks(open_page):
    at = open_page(PAGE, practice_kind="residuals", practice_level="3", practice_cells="4-2.604~02.6~3abc~s~~~3 9.9")
    first, second, third, fourth, fifth, _, last = sheet_on(at)["cells"]
    assert (first["text"], first["standing"]) == ("-2.604", "wrong")
    assert (second["text"], second["standing"], second["sentence"]) == ("2.6", "", "")
    assert third["standing"] == "unread"
    assert (fourth["standing"], fourth["shown"], fourth["text"]) == ("told", True, "6.779")
    assert fifth["text"] == ""
    assert (last["text"], last["standing"]) == (" 9.9", "wrong")


@pytest.mark.parametrize(
    ("key", "then"),
    [("practice_another", {"seed": "1"}), ("practice_video", {"seed": "0"})],
)
def test_another_exercise_begins_empty(open_page, key, then):
    at = open_page(PAGE, practice_kind="residuals", practice_seed="0" if "another" in key else "5", practice_cells="41")
    before = sheet_on(at)["another"]
    at.button(key=key).click().run()
    sent = sheet_on(at)
    assert sent["of"].split()[1] == then["seed"]
    assert sent["another"] == before + 1, "the first blank gets the focus"
    assert "practice_cells" not in at.query_params
    assert {cell["text"] for cell in sent["cells"]} == {""}


def test_another_level_begins_empty_and_the_address_says_which(open_page):
    at = open_page(PAGE, practice_kind="residuals", practice_cells="41")
    at.segmented_control(key="practice_level_words").set_value(LEVELS[3]).run()
    assert at.query_params["practice_level"] in ("3", ["3"])
    assert "practice_cells" not in at.query_params
    assert [cell["text"] for cell in sheet_on(at)["cells"]] == [""] * 7


def test_the_last_seed_is_followed_by_the_first_drawn_one(open_page):
    at = open_page(PAGE, practice_seed="999999")
    at.button(key="practice_another").click().run()
    assert sheet_on(at)["of"].split()[1] == "1"


def test_as_in_the_video_is_pressed_where_it_changes_something(open_page):
    assert button(open_page(PAGE), "As in the video").disabled
    assert not button(open_page(PAGE, practice_seed="4"), "As in the video").disabled


# --- what the browser asks -------------------------------------------------------------------------------------------


def judged(at, **sent):
    """What the browser is answered, if it hands this over."""
    remembered(at, HandedOver, "practice_exercise").answer = sent
    at.run()
    assert not at.exception
    return sheet_on(at)["answer"]


def test_a_number_is_judged_and_so_is_what_was_judged_before(open_page):
    at = open_page(PAGE, practice_kind="residuals", practice_level="3")
    of = sheet_on(at)["of"]
    first = judged(at, **SENT | {"of": of, "cells": "03.1~~~39.61"})
    assert first["turn"] == 1
    assert [cell["standing"] for cell in first["cells"]] == ["wrong", "", "", "carried", "", "", ""]
    second = judged(at, **SENT | {"of": of, "cells": "12.604~~~39.61"})
    assert [cell["standing"] for cell in second["cells"]] == ["right", "", "", "wrong", "", "", ""]
    assert second["cells"][3]["wrong"] == 0, "it was not asked again"
    third = judged(at, **SENT | {"of": of, "cells": "42.604", "asks": [[0, "show"], [1, "check"]]})
    assert [cell["standing"] for cell in third["cells"]][:2] == ["told", ""]


@pytest.mark.parametrize(
    "sent",
    [
        {"turn": "1"}, {"cells": 3}, {"cells": "junk"}, {"asks": None}, {"of": "residuals 0 1 9"}, {"of": None},
        {"cells": "~" * 99},
    ],
)  # fmt: skip
def test_what_no_browser_of_ours_would_ask_is_not_answered(open_page, sent):
    at = open_page(PAGE, practice_kind="residuals")
    assert judged(at, **SENT | {"of": sheet_on(at)["of"]} | sent) is None


@pytest.mark.parametrize("asks", [[[9, "check"]], [[-1, "show"]], [[0]], [[0, "tell"]], [["0", "check"]], [None], []])
def test_of_a_cell_that_there_is_not_nothing_is_judged(open_page, asks):
    at = open_page(PAGE, practice_kind="residuals")
    answer = judged(at, **SENT | {"of": sheet_on(at)["of"], "cells": "01", "asks": asks})
    assert [cell["standing"] for cell in answer["cells"]] == [""]


def test_any_message_is_answered_with_no_error():
    chance, asked = random.Random(5), exercise(RESIDUALS, 0, 3)
    pieces = [None, 1, -1, 2.5, True, "", "01", "s~s", "4-2.6~~", "x", [], [0], [0, "check"], [6, "show"], {}, "of"]
    for _ in range(2_000):
        sent = {key: chance.choice(pieces) for key in ("turn", "of", "cells") if chance.random() < 0.9}
        sent["asks"] = chance.choice([pieces, chance.choices(pieces, k=3)])
        sheet_field.answer(asked, "of", chance.choice([sent, None, [], "x"]))


def junk(chance):
    """A text that somebody may write into a link, for each of the page's keys."""
    signs = "0123456789s~.-%,eE" * 3 + "nax<>&\"'`$[]\\()*_🙂é½−\u202e\x00\n\t "
    texts = ["".join(chance.choices(signs, k=chance.randrange(1, 30))) for _ in range(3)]
    return {
        "practice_kind": chance.choice([*(kind.slug for kind in KINDS), texts[0]]),
        "practice_seed": chance.choice([str(chance.randrange(9)), texts[1]]),
        "practice_level": chance.choice([*"01234", texts[2]]),
        "practice_cells": "".join(chance.choices("012345s~~~" * 3 + signs, k=chance.randrange(1, 60))),
    }


def test_hostile_addresses_are_answered_with_sentences(open_page):
    """Forty whole pages; two thousand more are read as the page reads them."""
    chance = random.Random(21)
    for _ in range(40):
        at = open_page(PAGE, **junk(chance))
        assert is_whole(at)
        for warning in at.warning:
            assert "which cannot be used: it must be " in warning.value
            assert "The page began with its own value instead." in warning.value
        assert len(at.warning) <= 4
        assert sheet_on(at) is not None


def test_two_thousand_hostile_addresses_are_read_or_refused():
    chance = random.Random(22)
    slugs, read = {kind.slug: kind for kind in KINDS}, 0
    for _ in range(2_000):
        said = junk(chance)
        kind = slugs.get(said["practice_kind"], RESIDUALS)
        asked = exercise(kind, chance.randrange(9), chance.randrange(len(LEVELS)))
        try:
            cells = sheet_field.cells_of(asked, said["practice_cells"])
        except ValueError:
            assert sheet_field.allowed(asked)
            continue
        read += 1
        standing = sheet_field.standing(asked, cells)
        assert len(standing) == len(asked.blanks)
        assert all(cell["sentence"] for cell in standing if cell["standing"])
    assert read > 50
