"""Every page in screens: all that moves is in view at once, and no part is longer than two screens."""

import pytest

from pages.parts.contents import PAGES, addresses
from wide_and_readable import CUT_OFF, FAULTS, NARROWEST_CHART, NOT_OURS, OF_COLOUR, at_width, fits_a_telephone

OTHERS = {
    address: list(page.parts)[1:] for address, page in zip(addresses(), PAGES, strict=True) if len(page.parts) > 1
}


def open_part(opened, part):
    """Open another part of the page by its button, as a learner does."""
    opened.page.locator(".st-key-parts").get_by_role("radio", name=part, exact=True).click()
    opened.settle()


@pytest.mark.parametrize("address", ["Gradient_Descent", "Gradient_Descent?guess_first=false&main_ideas_step=4"])
def test_the_update_line_ends_above_the_fold(page, address):
    opened = page(address)
    bottom = opened.page.locator(".update-line").bounding_box()
    assert bottom["y"] + bottom["height"] < 800
    for key in ("network", "squiggle", "ssr_curve"):
        box = opened.page.locator(f".st-key-main_ideas_{key}_picture").bounding_box()
        assert box["y"] + box["height"] < 800


@pytest.mark.parametrize("address", OTHERS)
def test_each_other_part_is_two_screens_high_at_most_as_wide_as_a_telephone_and_readable(page, axe, address):
    """Readable for everybody, says axe-core; the first part of each page `test_widths_and_senses` looks at."""
    opened = page(address)
    opened.page.evaluate(axe)
    for part in OTHERS[address]:
        open_part(opened, part)
        fits_a_telephone(opened)
        faults = {}
        for width, dark in ((390, False), (1280, True)):
            at_width(opened, width, dark)
            faults[width] = opened.page.evaluate(FAULTS, [OF_COLOUR, False, [list(each) for each in NOT_OURS]])
            faults[width] += opened.page.evaluate(FAULTS, [OF_COLOUR, True, []])
            faults[width] += opened.page.evaluate(CUT_OFF, [NARROWEST_CHART, width < 640])
        assert faults == {390: [], 1280: []}, part
    assert opened.console_errors == []


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
