"""Every page at the widths of a phone, a tablet and a laptop, and in both themes: nothing is cut off, and axe-core, the
referee of the Web Content Accessibility Guidelines that browsers' makers use, finds no fault that is ours."""

from itertools import pairwise

from pages.parts.contents import PAGES, addresses
from wide_and_readable import (
    CHARTS,
    CUT_OFF,
    FINGER,
    NARROWEST_CHART,
    OUTLINE,
    at_width,
    axe_faults,
    fits_a_telephone,
)

# Each width with the themes that it is looked at in, so that from one to the next just one of the two changes.
LOOKS = ((390, (False, True)), (820, (True,)), (1280, (False,)))
OTHER_PARTS = {address: list(page.parts)[1:] for address, page in zip(addresses(), PAGES, strict=True)}


def test_a_page_is_whole_and_readable_for_everybody(seen, axe):
    shown = seen.page
    shown.evaluate("looking = false")
    shown.evaluate(axe)
    headings, names = shown.evaluate(OUTLINE)
    levels = [level for level, _ in headings]
    assert levels[0] == 1, headings
    assert all(below <= above + 1 for above, below in pairwise(levels)), headings
    assert names == [], "they name what stands under them, and are no headings"
    faults = {}
    for width, themes in LOOKS:
        for dark in themes:
            at_width(seen, width, dark)
            faults[width, dark, "charts"] = shown.evaluate(CHARTS)
            if width != 820:  # between the two, where no rule asks for anything that neither does
                faults[width, dark, "axe"] = axe_faults(seen, colours_alone=dark != themes[0])
        faults[width, "cut off"] = shown.evaluate(CUT_OFF, [NARROWEST_CHART, width < 640])
    assert {where: found for where, found in faults.items() if found} == {}


def test_what_a_page_opens_with_is_fits_a_telephone_and_a_finger_finds_40_pixels(seen):
    """All that the page's own controls ask a finger to press; what says a word of help is no control."""
    seen.page.evaluate("looking = false")
    fits_a_telephone(seen)
    assert seen.page.evaluate(FINGER) == []
    assert seen.console_errors == []


def test_each_other_part_is_two_screens_high_at_most_as_wide_as_a_telephone_and_readable(seen, axe):
    """Opened by its button, as a learner does: the last that is looked at of a page, since its first part is gone."""
    seen.page.evaluate("looking = false")
    seen.page.evaluate(axe)
    seen.page.mouse.move(0, 0)  # nothing is pointed at
    seen.look()
    for number, part in enumerate(OTHER_PARTS[seen.address]):
        seen.page.locator(".st-key-parts").get_by_role("radio", name=part, exact=True).click()
        seen.settle()
        fits_a_telephone(seen)
        faults, dark = [], number % 2 == 1  # the themes take turns
        for width in (390, 1280):
            at_width(seen, width, dark)
            faults += seen.page.evaluate(CUT_OFF, [NARROWEST_CHART, width < 640])
        assert faults + axe_faults(seen) == [], part
    assert seen.console_errors == []


def test_the_keyboard_is_seen_in_the_menu_and_scrolls_a_wide_table_which_says_where_there_is_more(page):
    opened = page("The_Derivative?derivative_part=The+road+back", width=820, height=900)
    shown = opened.page
    shown.get_by_test_id("stSidebarNavLink").nth(2).focus()
    shown.keyboard.press("Tab")
    ring = shown.evaluate("""() => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
        return [document.activeElement.dataset.testid, outlineStyle, outlineWidth, outlineColor];
    }""")
    assert ring[:3] == ["stSidebarNavLink", "solid", "2px"]
    assert "0)" not in ring[3].replace("0, 0, 0)", ""), "it is transparent"
    shown.set_viewport_size({"width": 390, "height": 900})
    wide = shown.get_by_role("group", name="The factors of each parameter's Derivative, and who shares them")
    wide.focus()
    assert wide.evaluate("e => e === document.activeElement && e.scrollLeft") == 0
    shadows = "e => getComputedStyle(e).backgroundSize.split(', ').map((size) => parseFloat(size) > 10)"
    assert wide.evaluate(shadows) == [False, True], "at the left and at the right: where there is more of it"
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("() => document.activeElement.scrollLeft > 0")
    wide.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
    shown.wait_for_function("() => document.activeElement.dataset.more === 'left'")
    assert wide.evaluate(shadows) == [True, False]


def test_a_systems_own_colours_show_what_is_chosen_and_where_the_slider_stands(page):
    """With forced colours (Windows' high contrast) a browser drops every background that a page sets."""
    shown = page("Gradient_Descent", height=900).page
    shown.emulate_media(forced_colors="active")
    colour = "e => getComputedStyle(e).backgroundColor"
    chosen = shown.locator('[data-testid="stButtonGroup"] [aria-pressed="true"]').first
    other = shown.locator('[data-testid="stButtonGroup"] [aria-pressed="false"]').first
    assert chosen.evaluate(colour) != other.evaluate(colour)
    shown = page("Fitting_the_Network", height=1400).page
    shown.emulate_media(forced_colors="active")
    thumb = shown.get_by_test_id("stSlider").locator("[data-rac]:has(> div > input)").first
    ground = shown.get_by_test_id("stApp").evaluate(colour)
    assert thumb.evaluate(colour) not in (ground, "rgba(0, 0, 0, 0)")
