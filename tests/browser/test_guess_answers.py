"""What is typed where a guess is asked for, in Chromium: right, wrong, no number at all, or the same once more."""

import pytest

from guessing import ask, guess, next_step, numbers_said, part


def test_a_wrong_answer_is_led_to_the_right_one_and_the_right_one_fills_the_page(page):
    opened = page("Gradient_Descent")
    place = opened.page.locator(".st-key-main_ideas_network_picture").bounding_box()
    assert "Not this: that is either Old b3 + Step Size, added" in guess(opened, "-1.57")
    assert "1.566" not in numbers_said(opened)
    assert "First Step Size: how much is −15.66 × 0.1?" in guess(opened, "7.0")
    assert "= 1.566." in guess(opened, "8.0")
    assert "1.566" in opened.page.locator(".update-line").inner_text()
    next_step(opened)
    assert opened.page.locator(".update-line b").first.inner_text() == "?"
    assert part(opened, "said").inner_text() == ""
    assert guess(opened, "2.2").startswith("Yes: New b3")
    assert "2.192" in opened.page.locator(".update-line").inner_text()
    assert opened.page.locator(".st-key-main_ideas_network_picture").bounding_box() == place, "something jumped"


def test_rise_or_fall_is_answered_by_a_button(page):
    opened = page("Gradient_Descent")
    ask(opened, "ssr")
    said = part(opened, "said")
    for way, right, told in (("fall", True, "20.42 → 3.268"), ("rise", False, "3.268 → ")):
        part(opened, way).click()
        opened.settle()
        assert said.inner_text().startswith("Yes" if right else "No")
        assert said.get_attribute("data-look") == ("right" if right else "wrong")
        assert told in said.inner_text()
        next_step(opened)


def test_what_is_no_number_is_quoted_and_a_digit_alone_is_near_and_both_cost_no_attempt(page):
    opened = page("Gradient_Descent")
    for text in ("abc", "1,234", "1.5.", "<b>2</b>", "<b>2</b>!", "<b>2</b>!!"):
        said = guess(opened, text)
        assert f"“{text}”" in said
        assert "1.566" not in said
    for text in ("2", "+2", "2.", "2e0"):
        assert guess(opened, text).startswith("Near.")
    assert "Not this: that is either" in guess(opened, "-1.57"), "it was no first answer"


def test_an_empty_answer_is_asked_for_without_the_server_and_the_same_once_more_is_no_second_try(page):
    opened = page("Gradient_Descent")
    part(opened, "check").click()
    assert part(opened, "said").inner_text().startswith("Type a number first")
    first = guess(opened, "9")
    for _ in range(3):
        part(opened, "typed").press("Enter")
        opened.page.wait_for_timeout(300)
        assert part(opened, "said").inner_text() == first
    assert "1.566" not in numbers_said(opened)


def test_however_long_or_large_a_number_is_it_is_quoted_and_judged(page):
    opened = page("Gradient_Descent")
    for text in ("x" * 1500, "0e999" + "0" * 80):
        said = guess(opened, text)
        assert text[:1000] in said
        assert "is too long for a number" in said
    assert "Old b3 itself" in guess(opened, "0e999")
    assert "is too large" in guess(opened, "1e999")
    assert guess(opened, "1.57").startswith("Yes: New b3")


def test_who_has_it_shown_is_told_how_it_comes_about_whatever_is_asked(page):
    """The question may be of a parameter that the large line below does not show, or of the SSR."""
    opened = page("Three_Parameters")
    for kind, told in (("w3", "New w3 = Old w3 − Step Size = 0.36"), ("ssr", "the SSR falls: 1.398 →")):
        ask(opened, kind)
        part(opened, "show").click()
        opened.settle()
        assert told in part(opened, "said").inner_text()
    assert opened.page.evaluate("document.activeElement.dataset.part") == "next", "the keyboard has lost its place"


@pytest.mark.parametrize("kind", ["w4", "ssr"])
def test_another_run_asks_what_the_field_says(page, kind):
    """Whatever changes the run: what is asked stays hidden, and all else is told."""
    opened = page("Three_Parameters?three_parameters_along=w4")
    ask(opened, kind)
    opened.type_number("Learning Rate", "0.05")
    opened.settle()
    assert part(opened, "kind").input_value() == kind
    told = opened.page.locator(".update-line b").first.inner_text()
    assert (told == "?") == (kind == "w4")
    assert ("0.5672" in numbers_said(opened)) == (kind == "ssr")
