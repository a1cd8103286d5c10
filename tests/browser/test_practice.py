"""Practice in Chromium: a sheet is filled in by the keyboard alone, judged cell by cell, and kept in its address."""

import pytest

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, exercise, sheet
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.written.numerals import number
from sheets import SOLVED, cell, choose_level, enter, fill, focused, kept, mark, press, said
from wide_and_readable import FINGER, SIDEWAYS

EVERYTHING = "Practice?practice_kind=residuals&practice_level=3"
LAST = "Practice?practice_kind=residuals"
POINTING = [kind for kind in KINDS if any(getattr(cell, "points", False) for cell in sheet(kind, 0).asked)]
FIRST, SECOND, SQUARE = "Residual, Dosage 0", "Residual, Dosage 0.5", "Residual², Dosage 0"


def right_texts(seed):
    values = sheet(RESIDUALS, seed).values
    return [number(values[each.key]) for each in sheet(RESIDUALS, seed).asked]


def test_a_sheet_is_filled_in_by_the_keyboard_alone_and_followed_by_another(page):
    opened = page(EVERYTHING, script=SOLVED)
    keyboard = opened.page.keyboard
    opened.page.locator(".st-key-practice_another button").focus()
    while focused(opened) != FIRST:
        keyboard.press("Tab")
    for text in right_texts(0):
        assert opened.page.evaluate("solved") == []
        assert enter(opened, text).split(". ", 1)[1].startswith(("Yes: ", "Right, "))
    assert "all your own work" in said(opened)
    assert opened.page.evaluate("solved") == [{"kind": "residuals", "level": 3, "seed": 0}]
    keyboard.press("Tab")
    assert focused(opened) == "Another"
    keyboard.press("Enter")
    opened.settle()
    opened.page.wait_for_function("() => document.activeElement.matches('.exercise input')")
    assert kept(opened) == ""
    assert "practice_seed=1" in opened.page.url
    for text in right_texts(1):
        enter(opened, text)
    assert [each["seed"] for each in opened.page.evaluate("solved")] == [0, 1]
    assert opened.console_errors == []


def test_enter_checks_and_goes_on_and_tab_only_goes(page):
    """And a mark and a sentence move nothing."""
    opened = page(EVERYTHING)
    where = (
        "[...document.querySelectorAll('.exercise :is(input, button, svg)')].map((e) => e.getBoundingClientRect().y)"
    )
    before = opened.page.evaluate(where)
    assert "Predicted − Observed" in fill(opened, FIRST, "-2.604")
    assert said(opened).startswith(f"{FIRST}. ")
    assert (mark(opened, FIRST), focused(opened)) == ("✗not right", SECOND)
    opened.page.keyboard.type("2.609")
    opened.page.keyboard.press("Tab")
    opened.page.wait_for_timeout(500)
    assert mark(opened, SECOND) == ""
    assert kept(opened) == "4-2.604~02.609"
    cell(opened, FIRST).focus()
    assert "Predicted − Observed" in said(opened), "who goes back to a cell reads again what was said of it"
    fill(opened, SECOND, "2.609")
    assert opened.page.evaluate(where) == before


def test_a_wrong_number_hears_its_slip_then_a_smaller_question_then_the_solution(page):
    opened = page(EVERYTHING, script=SOLVED)
    assert "Predicted − Observed" in fill(opened, FIRST, "-2.604")
    assert fill(opened, FIRST, "7.1").endswith("?")
    assert kept(opened) == "57.1"
    assert "Here is how. " in fill(opened, FIRST, "8.1")
    assert (cell(opened, FIRST).input_value(), mark(opened, FIRST)) == ("2.604", "shownthe solution, shown")
    assert not cell(opened, FIRST).is_editable()
    assert kept(opened) == "s"
    assert opened.page.evaluate("solved") == []


def test_what_is_no_number_costs_no_attempt_and_an_empty_cell_none(page):
    opened = page(EVERYTHING)
    for text in ("two", "1,234", "<b>1</b>", "-"):
        assert f"“{text}”" in fill(opened, FIRST, text)
        assert mark(opened, FIRST) == "?not read"
    opened.page.get_by_role("button", name="Check", exact=True).click()
    cell(opened, SECOND).focus()
    press(opened, "Check", reruns=False)
    assert "Type a number first" in said(opened)
    assert "Predicted − Observed" in fill(opened, FIRST, "-2.604")


def test_an_error_carried_forward_is_right_until_what_it_follows_from_is_mended(page):
    opened = page(EVERYTHING)
    fill(opened, FIRST, "3.1")
    assert "Right, from your own 3.1" in fill(opened, SQUARE, "9.61")
    assert mark(opened, SQUARE) == "↪ ownright, from your own number"
    fill(opened, FIRST, "2.604")
    assert mark(opened, SQUARE) == "✗not right"
    assert kept(opened) == "42.604~~~39.61", "the mended cell had one wrong answer, the other none"


def test_show_me_tells_the_cell_that_has_the_focus_and_counts_as_help(page):
    opened = page(LAST, script=SOLVED)
    cell(opened, "SSR").focus()
    press(opened, "Show me")
    assert "20.42" in said(opened)
    assert "Another one by yourself?" in said(opened)
    assert opened.page.get_by_role("button", name="Another", exact=True).last.is_visible()
    assert kept(opened) == "s"
    assert opened.page.evaluate("solved") == []


def test_a_link_shows_the_very_same_cells_where_it_is_loaded_again_and_elsewhere(page):
    opened = page(EVERYTHING, script=SOLVED)
    fill(opened, FIRST, "-2.604")
    fill(opened, SECOND, "2.609")
    cell(opened, SQUARE).fill("6~%7")
    looks = [(name, cell(opened, name).input_value(), mark(opened, name)) for name in (FIRST, SECOND, SQUARE)]
    sentence, address = said(opened), opened.page.url.rsplit("/", 1)[1]
    opened.page.reload()
    opened.settle()
    for there in (opened, page(address, script=SOLVED)):
        assert [(name, cell(there, name).input_value(), mark(there, name)) for name in (FIRST, SECOND, SQUARE)] == looks
        assert said(there) == sentence
        assert there.page.url.endswith(address)


def test_what_was_solved_before_is_not_solved_again_by_its_link(page):
    opened = page(f"{LAST}&practice_cells=320.42", script=SOLVED)
    assert "all your own work" in said(opened)
    assert opened.page.evaluate("solved") == []


def test_no_key_makes_an_entry_in_the_history_and_back_comes_to_the_sheet_before(page):
    opened = page(EVERYTHING)
    before = opened.page.evaluate("history.length")
    fill(opened, FIRST, "-2.604")
    opened.page.keyboard.type("2.6")
    assert opened.page.evaluate("history.length") == before
    assert kept(opened) == "4-2.604~02.6"
    opened.page.locator(".st-key-practice_another button").click()
    opened.settle()
    assert kept(opened) == ""
    opened.page.go_back()
    opened.settle()
    assert cell(opened, FIRST).input_value() == "-2.604"
    assert mark(opened, FIRST) == "✗not right"


def test_what_was_typed_is_there_after_a_look_at_another_page(page):
    opened = page(EVERYTHING)
    fill(opened, FIRST, "-2.604")
    menu = opened.page.get_by_test_id("stSidebarNavLink")
    menu.filter(has_text="Summary").click()
    opened.page.wait_for_url("**/Summary*")
    opened.settle()
    menu.filter(has_text="Practice").click()
    opened.page.wait_for_url("**/Practice*")
    opened.settle()
    assert cell(opened, FIRST).input_value() == "-2.604"
    assert mark(opened, FIRST) == "✗not right"
    opened.page.wait_for_url("**practice_cells=4-2.604*")


def test_the_picture_follows_what_is_worked_out_and_what_is_pointed_at(page):
    opened = page(EVERYTHING)
    lit = "[...document.querySelectorAll('.exercise-pictures .is-lit')].map((each) => each.dataset.part)"
    cell(opened, SECOND).focus()
    assert set(opened.page.evaluate(lit)) == {"residual 2"}
    cell(opened, "SSR").focus()
    assert set(opened.page.evaluate(lit)) == {"residual 1", "residual 2", "residual 3"}
    opened.page.locator(".exercise td").first.hover()
    assert set(opened.page.evaluate(lit)) == {"observation 1"}


def test_on_a_telephone_it_is_one_column_and_the_page_does_not_scroll_sideways(page):
    opened = page("Practice?practice_kind=residuals&practice_level=0", width=390, height=844)
    for level in LEVELS:
        if level != LEVELS[0]:
            choose_level(opened, level)
        assert opened.page.evaluate(SIDEWAYS) <= 0
        assert opened.page.evaluate(FINGER) == []
        table = opened.page.locator(".exercise-table").bounding_box()
        picture = opened.page.locator(".exercise-pictures svg").first.bounding_box()
        assert picture["y"] > table["y"] + table["height"]


@pytest.mark.parametrize("kind", POINTING, ids=lambda kind: kind.slug)
def test_a_cell_is_pointed_at_with_the_keyboard_and_with_the_mouse(page, kind):
    """One stop of the Tab key, the arrow keys inside; Enter points and checks, the mouse points."""
    opened = page(f"Practice?practice_kind={kind.slug}&practice_level=3&practice_seed=1")
    points, keyboard = opened.page.locator(".exercise-point"), opened.page.keyboard
    assert points.evaluate_all("buttons => buttons.filter((each) => each.tabIndex === 0).length") == 1
    points.first.focus()
    keyboard.press("ArrowDown")
    second = focused(opened)
    assert second != points.first.get_attribute("aria-label")
    keyboard.press("Enter")
    opened.settle()
    assert "Not this: " in said(opened) or "Yes: " in said(opened)
    pressed = opened.page.locator('.exercise-point[aria-pressed="true"]')
    assert pressed.get_attribute("aria-label") == second
    before = said(opened)
    points.last.click()
    assert pressed.get_attribute("aria-label") == points.last.get_attribute("aria-label")
    assert said(opened) != before, "what was said was of another cell"
    asked = exercise(kind, 1, 3)
    (question,) = (cell for cell in asked.sheet.asked if getattr(cell, "points", False))
    assert kept(opened).split("~")[asked.blanks.index(question.key)][1:] == question.options[-1].code
    opened.page.locator(f'.exercise-point[value="{question.right}"]').click()
    press(opened, "Check")
    assert "Yes: " in said(opened)


def test_an_answer_is_chosen_and_checked_with_the_keyboard(page):
    """The arrow keys choose, which is no answer yet; Enter is."""
    opened = page("Practice?practice_kind=rise_or_fall&practice_level=1")
    radios = opened.page.locator('.exercise input[type="radio"]')
    radios.first.focus()
    opened.page.keyboard.press("ArrowDown")
    opened.page.wait_for_timeout(300)
    assert said(opened) == ""
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert "Not this: " in said(opened) or "Yes: " in said(opened)


def test_a_server_that_does_not_answer_is_told_and_what_is_typed_stays(page):
    opened = page(EVERYTHING)
    opened.page.evaluate("window.exerciseFillings.practice.ask = () => {}")
    cell(opened, FIRST).fill("2.604")
    cell(opened, FIRST).press("Enter")
    opened.page.get_by_text("The server does not answer").wait_for(timeout=10_000)
    assert cell(opened, FIRST).input_value() == "2.604"
