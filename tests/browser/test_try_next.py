"""What a button of "Try next" changes comes into sight in Chromium, and nothing moves where it is in sight already."""

import pytest

TOP = "document.querySelector('[data-testid=stMain]').scrollTop"


def press(opened, name):
    """Press a button with the mouse: returns where the page stood scrolled to before, and where it stands now."""
    button = opened.page.locator("[class*=_question_] button").filter(has_text=name)
    button.scroll_into_view_if_needed()
    before = opened.page.evaluate(TOP)
    button.click()
    opened.settle()
    opened.page.wait_for_function(f"window.stood === ({TOP}) || (window.stood = {TOP}, false)", polling=300)
    return before, opened.page.evaluate(TOP)


def in_sight(opened, key):
    """Whether the middle of the element of this key can be seen."""
    return opened.page.locator(f".st-key-{key}").evaluate(
        "e => { const { top, bottom } = e.getBoundingClientRect(); const middle = (top + bottom) / 2;"
        "return middle > 60 && middle < innerHeight; }"
    )


def test_a_button_shows_what_it_has_changed(page):
    """All on one page: brought into view from far below, left alone where it is in view, in the address as a whole."""
    opened = page("Gradient_Descent?main_ideas_step=3&main_ideas_w1=2", height=700)
    opened.page.emulate_media(reduced_motion="reduce")
    before, after = press(opened, "Learning Rate 0.4")
    assert after < before
    assert in_sight(opened, "main_ideas_over_ssr_picture")
    assert (
        opened.page.url.partition("?")[2] == "main_ideas_learning_rate=0.4&main_ideas_steps=60&main_ideas_verdict=true"
    )
    press(opened, "Learning Rate 0.25")
    assert in_sight(opened, "main_ideas_over_ssr_picture")
    assert opened.page.url.partition("?")[2] == "main_ideas_learning_rate=0.25&main_ideas_verdict=true"
    opened.page.set_viewport_size({"width": 1280, "height": 1600})
    before, after = press(opened, "Learning Rate 0.25")  # again: nothing changes its height
    assert in_sight(opened, "main_ideas_over_ssr_picture")
    assert after == pytest.approx(before, abs=2), "it was in sight, and the page was moved all the same"
    opened.page.get_by_text("The answer").nth(2).click()
    opened.page.get_by_text("Above 0.1667 every step crosses the bottom").wait_for()
    assert opened.console_errors == []
    opened.page.emulate_media(reduced_motion="no-preference")
