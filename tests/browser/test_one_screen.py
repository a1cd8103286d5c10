"""Every page in screens: all that moves is in view at once, and no part is longer than two screens."""

import pytest

from pages.parts.contents import PAGES, addresses
from test_widths_and_senses import CUT_OFF, FAULTS, NARROWEST_CHART, NOT_OURS, OF_COLOUR, at_width

PARTS = [(address, part) for address, page in zip(addresses(), PAGES, strict=True) for part in page.parts or ("",)]
FIRST = [(address, next(iter(page.parts), "")) for address, page in zip(addresses(), PAGES, strict=True)]
HIGH = "document.querySelector('[data-testid=stMain]').scrollHeight"
SIDEWAYS = "(main => main.scrollWidth - main.clientWidth)(document.querySelector('[data-testid=stMain]'))"


def open_part(opened, part):
    """Open a part of the page by its button, as a learner does."""
    if part:
        button = opened.page.locator(".st-key-parts").get_by_role("radio", name=part, exact=True)
        if button.get_attribute("aria-checked") != "true":
            button.click()
            opened.settle()


@pytest.mark.parametrize("address", ["Gradient_Descent", "Gradient_Descent?guess_first=false&main_ideas_step=4"])
def test_the_update_line_ends_above_the_fold(page, address):
    opened = page(address)
    bottom = opened.page.locator(".update-line").bounding_box()
    assert bottom["y"] + bottom["height"] < 800
    for key in ("network", "squiggle", "ssr_curve"):
        box = opened.page.locator(f".st-key-main_ideas_{key}_picture").bounding_box()
        assert box["y"] + box["height"] < 800


@pytest.mark.parametrize(("address", "part"), PARTS, ids=lambda each: each or "-")
def test_a_part_is_two_screens_high_at_most_as_wide_as_a_telephone_and_readable(page, axe, address, part):
    """Readable for everybody, says axe-core; the first part of each page `test_widths_and_senses` looks at."""
    opened = page(address)
    open_part(opened, part)
    opened.page.locator("details[open] > summary").evaluate_all("all => all.forEach((each) => each.click())")
    opened.page.wait_for_function("() => !document.querySelector('details[open]')")
    assert opened.page.evaluate(HIGH) <= 1700
    opened.look(width=390)
    opened.settle(reruns=False)
    assert opened.page.evaluate(SIDEWAYS) <= 0
    if (address, part) not in FIRST:
        opened.page.evaluate(axe)
        faults = {}
        for width, dark in ((390, False), (1280, True)):
            at_width(opened, width, dark)
            faults[width] = opened.page.evaluate(FAULTS, [OF_COLOUR, False, [list(each) for each in NOT_OURS]])
            faults[width] += opened.page.evaluate(FAULTS, [OF_COLOUR, True, []])
            faults[width] += opened.page.evaluate(CUT_OFF, [NARROWEST_CHART, width < 640])
        assert faults == {390: [], 1280: []}
    assert opened.console_errors == []


FINGER = """() => {
    const CONTROLS = `button, select, summary, input[type="text"], input[type="range"],
        [data-testid="stCheckbox"] label, [data-testid="stPageLink-NavLink"]`;
    // Help, Streamlit's own in a piece of code, what has a second way, and what is only a part of its field.
    const OTHERS = `[data-testid="stTooltipIcon"], [data-testid="stCode"], .number-steps, [data-rac] input,
        [aria-label="Open"]`;
    return [...document.querySelector('[data-testid="stMain"]').querySelectorAll(CONTROLS)]
        .filter((each) => each.checkVisibility() && !each.closest(OTHERS))
        .map((each) => [each.innerText || each.ariaLabel || each.type,
            (each.closest('[data-testid="stTextInputRootElement"]') ?? each).getBoundingClientRect().height])
        .filter(([, height]) => height < 39.5);
}"""


@pytest.mark.parametrize("address", ["", "Gradient_Descent", "The_Chain_Rule", "Any_Network", "Learning_Rates"])
def test_a_finger_finds_40_pixels(page, address):
    """All that the page's own controls ask a finger to press; what says a word of help is no control."""
    assert page(address, width=390).page.evaluate(FINGER) == []


def test_on_a_large_screen_the_pictures_grow(page):
    opened = page("Gradient_Descent")
    small = opened.page.locator(".st-key-main_ideas_squiggle_picture").bounding_box()
    opened.look(width=1920, height=1080)
    opened.settle(reruns=False)
    large = opened.page.locator(".st-key-main_ideas_squiggle_picture").bounding_box()
    assert large["width"] > 1.4 * small["width"]
    line = opened.page.locator(".update-line").bounding_box()
    assert line["y"] + line["height"] < 800
    network = opened.page.locator(".st-key-main_ideas_network_picture svg.marks").first.bounding_box()
    column = opened.page.locator(".st-key-main_ideas_network_picture").bounding_box()
    assert network["width"] <= column["width"] + 1, "a picture is wider than its column"


def test_on_a_telephone_the_player_stays_in_view_on_one_row(page):
    opened = page("Gradient_Descent", width=390)
    for there in (".guess", ".update-line", ".st-key-verdict"):
        opened.page.locator(there).scroll_into_view_if_needed()
        player = opened.page.locator(".player").bounding_box()
        assert 700 < player["y"] < 800
        assert player["y"] + player["height"] <= 800
    tops = {
        button["y"] for button in map(lambda b: b.bounding_box(), opened.page.locator(".player button").all()) if button
    }
    assert len(tops) == 1
    assert all(
        box["height"] >= 40 for box in (b.bounding_box() for b in opened.page.locator(".player button").all()) if box
    )
