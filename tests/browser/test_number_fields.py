"""Number fields with real keys: what is typed is taken as typed, and the arrows step."""

from urllib.parse import parse_qs, urlsplit

import pytest

LINK = (
    "Gradient_Descent?main_ideas_w1=-2.5&main_ideas_learning_rate=1e-05&main_ideas_optimised=w1&main_ideas_optimised=b3"
)


def address(opened):
    return {key: values[-1] for key, values in parse_qs(urlsplit(opened.page.url).query).items()}


def type_over(opened, label, text, key="Enter", pasted=False):
    """Click into a field, select what stands there, and type over it or put a text there at once."""
    opened.number_field(label).click()
    opened.page.keyboard.press("ControlOrMeta+a")
    put = opened.page.keyboard.insert_text if pasted else opened.page.keyboard.type
    put(text)
    opened.page.keyboard.press(key)
    opened.settle()


def test_a_field_is_typed_into_pasted_into_and_stepped_by_keys(page):
    opened = page(LINK)
    entries = opened.page.evaluate("history.length")
    field = opened.number_field
    assert field("w1").input_value() == "−2.5"  # as all numbers of the page are written
    assert address(opened)["main_ideas_w1"] == "-2.5"  # and as every link was written before
    for typed, key, stands, carried in (
        ("1,5", "Enter", "1,5", "1,5"),
        ("−3", "Tab", "−3", "-3"),
        ("-0,25", "Enter", "−0,25", "-0,25"),
        ("1½", "Enter", "1½", "1½"),
        ("1/4", "Enter", "1/4", "1/4"),
    ):
        type_over(opened, "b3", typed, key, pasted=typed == "−3")
        assert field("b3").input_value() == stands
        assert address(opened)["main_ideas_b3"] == carried

    field("b3").click()
    for _ in range(3):  # three runs of the page, and each press is still one step
        opened.page.keyboard.press("ArrowUp")
        opened.settle()
    assert field("b3").input_value() == "0.55"
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")  # before the page has run: both count
    opened.settle()
    assert field("b3").input_value() == "0.35"
    assert address(opened)["main_ideas_b3"] == "0.35"

    assert opened.page.evaluate("history.length") == entries
    assert opened.console_errors == []


def click_step(opened, key, sign, times=1):
    """Press − or + of a field with the mouse, at the button's centre; a narrow one shows them to the pointer alone."""
    box = opened.page.locator(f".st-key-number_{key}").get_by_test_id("stTextInputRootElement")
    box.hover()
    button = box.locator(f".number-steps button[data-sign='{sign}']").bounding_box()
    opened.page.mouse.move(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    for _ in range(times):
        opened.page.mouse.down()
        opened.page.mouse.up()


def test_a_field_is_stepped_by_the_mouse_and_by_a_key_held_down(page):
    opened = page("Gradient_Descent")
    click_step(opened, "main_ideas_b3", 1, times=2)  # a narrow field; both count
    opened.settle()
    assert address(opened)["main_ideas_b3"] == "0.2"
    click_step(opened, "main_ideas_learning_rate", -1)
    opened.settle()
    assert address(opened)["main_ideas_learning_rate"] == "0.09"

    runs = opened.runs
    opened.page.locator(".st-key-number_main_ideas_b3 input").focus()
    for _ in range(15):
        opened.page.keyboard.down("ArrowUp")
    opened.page.keyboard.up("ArrowUp")
    opened.settle()
    assert address(opened)["main_ideas_b3"] == "1.7"
    assert opened.runs - runs < 15
    assert opened.console_errors == []


def test_a_field_in_a_form_is_stepped_too_and_waits_for_the_forms_button(page):
    opened = page("Any_Graph")
    key = "any_graph_guess_value_0"
    guess = opened.page.locator(f".st-key-number_{key} input")
    guess.fill("1/4")
    click_step(opened, key, 1, times=2)
    assert guess.input_value() == "0.27"
    for typed, stepped in (("−½", "−0.49"), ("2 ⅗", "2.61")):
        guess.fill(typed)
        click_step(opened, key, 1)
        assert guess.input_value() == stepped
    guess.fill("1,234")
    click_step(opened, key, 1)
    assert guess.input_value() == "1,234"  # whichever it is, it is not thrown away


def test_what_cannot_be_read_stays_where_it_is_and_out_of_the_address(page):
    opened = page("Gradient_Descent?main_ideas_b3=1.5")
    beside = opened.number_field("Steps").bounding_box()
    type_over(opened, "b3", "1,234")
    field = opened.number_field("b3")
    assert field.input_value() == "1,234"
    assert field.get_attribute("aria-invalid") == "true"
    sentence = opened.page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
    assert "1,234 could be 1.234 or 1234" in sentence.inner_text()
    assert sentence.bounding_box()["y"] >= field.bounding_box()["y"] + field.bounding_box()["height"]
    assert opened.number_field("Steps").bounding_box() == beside
    assert address(opened) == {"main_ideas_b3": "1.5"}
    mark = opened.page.locator(".st-key-unread")
    assert "b3 = 1.5" in mark.inner_text()
    box = mark.bounding_box()
    assert box["y"] + box["height"] <= 800  # in view, wherever the page is scrolled to
    opened.page.reload()
    opened.settle()
    assert opened.number_field("b3").input_value() == "1.5"
    assert opened.page.get_by_test_id("stAlert").count() == 0
    assert opened.console_errors == []


def test_refusals_fit_a_phone_and_stand_with_their_texts_after_leaving_and_coming_back(page):
    opened = page("Gradient_Descent", width=390, height=844)
    typed = {"b3": "1,234", "Learning Rate": "9" * 10_000}
    for label, text in typed.items():
        opened.type_number(label, text)
        opened.settle()

    def refusals():
        sentences = opened.page.locator("[class*='st-key-refused_']")
        texts, boxes = sentences.all_inner_texts(), [each.bounding_box() for each in sentences.all()]
        shown = [next((text for text in typed.values() if text[:1000] in said), said) for said in texts]
        assert shown == list(typed.values())
        assert [b for b in boxes if b["x"] < 0 or b["x"] + b["width"] > 390 or b["height"] > 430] == []
        for label, text in typed.items():
            assert opened.number_field(label).input_value() == text
        assert "b3 = 0, Learning Rate = 0.1, the last numbers" in opened.page.locator(".st-key-unread").inner_text()

    refusals()
    assert opened.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") == 390
    for link in ("Next: Summary", "Back: Gradient Descent"):
        opened.page.get_by_role("link", name=link).click()
        opened.settle()
    refusals()


@pytest.mark.parametrize("label", ["b3", "Learning Rate", "Steps"])
def test_the_middle_of_a_field_is_for_typing_however_narrow_it_is(page, label):
    """The buttons come with the pointer: not under it."""
    opened = page("Gradient_Descent")
    box = opened.number_field(label).bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.page.wait_for_timeout(200)
    opened.page.mouse.down()
    opened.page.mouse.up()
    assert opened.number_field(label).evaluate("field => document.activeElement === field")
    assert opened.page.url.endswith("Gradient_Descent"), "a button was pressed"


def test_tab_goes_into_a_popover_and_out_of_it_and_leaves_it_closed(page):
    opened = page("Gradient_Descent")
    button = opened.page.get_by_role("button", name="Others as given")
    body, at = opened.page.get_by_test_id("stPopoverBody"), "document.activeElement.ariaLabel"
    for keys, there in ((["Tab"] * 7, "As in the video"), (["Shift+Tab"], "Others as given")):
        button.focus()
        opened.page.keyboard.press("Enter")
        body.wait_for()
        opened.page.keyboard.press("Tab")
        assert opened.page.evaluate(at) == "w1"
        for key in keys:
            opened.page.keyboard.press(key)
        assert there in opened.page.evaluate("document.activeElement.innerText")
        opened.page.wait_for_timeout(300)
        if there != "Others as given":
            assert body.count() == 0, "it lies over what follows"
