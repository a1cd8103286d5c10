"""Check yourself in Chromium: opened, filled in and left for more of the kind, all by the keyboard."""

import re

import pytest

from backprop.exercises import checks
from backprop.lessons import MAIN_IDEAS
from backprop.written.numerals import number
from sheets import SOLVED, cell, enter, fill, focused, kept, mark, press, said
from wide_and_readable import SIDEWAYS

OWN = MAIN_IDEAS.experiment
STEP = checks.step_check(OWN)
SSR = checks.ssr_check("b3", OWN.start, ())
PAGES = [
    ("Gradient_Descent", "main_ideas", STEP, "Step Size, b3"),
    ("Residuals_and_SSR", "residuals", SSR, "Residual, Dosage 1"),
]


def texts(check):
    return [number(check.sheet.values[key]) for key in check.blanks]


def opened_fold(opened, prefix):
    """Open the fold with the Enter key; the focus stays on it."""
    opened.page.locator(f".st-key-{prefix}_check summary").focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector(".exercise[data-ready]")
    opened.settle(reruns=False)


@pytest.mark.parametrize(("address", "prefix", "check", "first"), PAGES, ids=[each[1] for each in PAGES])
def test_it_is_opened_filled_in_and_left_for_more_of_the_kind_by_the_keyboard(page, address, prefix, check, first):
    opened = page(address, script=SOLVED)
    keyboard = opened.page.keyboard
    assert opened.page.locator(".exercise").count() == 0
    opened_fold(opened, prefix)
    keyboard.press("Tab")
    assert focused(opened) == first
    for text in texts(check):
        assert enter(opened, text).split(". ", 1)[1].startswith(("Yes: ", "Right, "))
    assert "all your own work" in said(opened)
    assert kept(opened, prefix=f"{prefix}_check") == check.mark + "~".join(f"3{text}" for text in texts(check))
    assert f"{prefix}_check=true" in opened.page.url
    assert opened.page.evaluate("solved") == [], "what is solved here is none of the exercises of its kind"
    keyboard.press("Tab")
    assert focused(opened) == "More of this kind"
    keyboard.press("Enter")
    opened.page.wait_for_url("**/Practice?*")
    opened.settle()
    assert re.search(rf"practice_kind={check.kind.slug}\b", opened.page.url)
    opened.page.wait_for_selector(".exercise[data-ready]")
    assert kept(opened) == ""
    assert opened.console_errors == []


def test_a_link_opens_it_as_it_was_left_and_other_numbers_forget_what_was_typed(page):
    opened = page(f"Gradient_Descent?main_ideas_check=true&main_ideas_check_cells={STEP.mark}4-15.66~0")
    assert cell(opened, "Step Size, b3").input_value() == "-15.66"
    assert mark(opened, "Step Size, b3") == "✗not right"
    fill(opened, "Step Size, b3", "-0.7828")
    assert mark(opened, "Step Size, b3") == "✓right"
    opened.type_number("Learning Rate", "0.2")
    opened.settle()
    assert cell(opened, "Step Size, b3").input_value() == ""
    opened.page.wait_for_function("!location.search.includes('check_cells')")
    assert opened.console_errors == []


def test_show_me_tells_it_and_leads_on(page):
    opened = page("Gradient_Descent?main_ideas_check=true")
    for name in ("Step Size, b3", "New b3"):
        cell(opened, name).focus()
        press(opened, "Show me")
    assert "Another one by yourself?" in said(opened)
    assert focused(opened) == "More of this kind"


@pytest.mark.parametrize(
    "address",
    [
        "Fitting_the_Network?fitting_check=true",
        "Residuals_and_SSR?residuals_check=true",
        "The_Derivative?derivative_check=true&derivative_parameter=w1",
        "Gradient_Descent?main_ideas_check=true",
        "Summary?summary_check=true",
    ],
)
def test_open_on_a_telephone_the_page_does_not_scroll_sideways(page, address):
    opened = page(address, width=390, height=844)
    opened.page.wait_for_selector(".exercise[data-ready]")
    assert opened.page.evaluate(SIDEWAYS) <= 0
    assert opened.page.locator(".exercise input").first.bounding_box()["height"] >= 40
