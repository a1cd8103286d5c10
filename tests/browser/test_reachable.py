"""What is seen can be pressed, at every width, and stays where it was first seen while the page loads."""

import re

import reach
from pages.parts.contents import PAGES, addresses

WIDTHS = ((1280, 800), (390, 844))
WIDEST = (1920, 1080)  # at which one page of each section is looked at
LAST_OF_SECTION = {page.section: address for address, page in zip(addresses(), PAGES, strict=True)}.values()


def under_something(opened, within="body", scrolling=True):
    return opened.page.evaluate(reach.UNREACHED, [within, scrolling])


def under_something_for_good(opened):
    """The same, but for what only fades out because the mouse has left it, which takes a slow browser a while."""
    for _ in range(20):
        if not (found := under_something(opened, scrolling=False)):
            break
        opened.page.wait_for_timeout(100)
    return found


def point_at(opened, element):
    """Bring the mouse to the middle of an element, whatever lies there."""
    element.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = element.bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press(opened, element):
    """Press what the mouse finds there."""
    point_at(opened, element)
    opened.page.mouse.down()
    opened.page.mouse.up()


def test_every_control_receives_the_pointer_and_stays_where_it_was_first_seen(seen):
    shown = seen.page
    assert shown.evaluate("seen") >= 3
    assert shown.evaluate("moved") == []
    shown.evaluate("looking = false")
    popovers = shown.get_by_test_id("stMain").get_by_test_id("stPopover").get_by_role("button").all()
    for width, height in (*WIDTHS, *[WIDEST] * (seen.address in LAST_OF_SECTION)):
        seen.look(width, height)
        shown.wait_for_function(reach.STANDS_STILL, polling=150)
        assert under_something(seen) == [], width
        for chart in shown.locator('[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]').all():
            if chart.is_visible():
                point_at(seen, chart)  # what appears over a picture only then must not lie over its neighbours
                assert under_something_for_good(seen) == [], width
        for popover in filter(lambda each: each.is_visible(), popovers):
            press(seen, popover)
            shown.get_by_test_id("stPopoverBody").wait_for()
            seen.settle(reruns=False)  # an answer is worked out when it is first looked at
            assert under_something(seen, '[data-testid="stPopoverBody"]') == [], width
            shown.keyboard.press("Escape")
            shown.get_by_test_id("stPopoverBody").wait_for(state="detached")


def test_a_phone_opens_the_menu_through_the_header(page):
    opened = page("Summary", width=390, height=844)
    press(opened, opened.page.get_by_test_id("stExpandSidebarButton"))
    menu = opened.page.get_by_test_id("stSidebarNavLink")
    opened.page.wait_for_function(
        "() => document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x >= 0"
    )
    assert under_something(opened, '[data-testid="stSidebar"]') == []
    press(opened, menu.first)
    opened.page.wait_for_function("() => !location.pathname.includes('Summary')")
    opened.page.wait_for_function(  # it would lie over the page that was chosen
        "() => document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0"
    )
    opened.page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('stSidebarCollapsed'))"
    )
    assert page("Summary").page.get_by_test_id("stSidebarNavLink").first.is_visible(), "a wide window has lost its menu"


def test_nothing_moves_whichever_script_of_streamlits_comes_last(page):
    """Each script that a page asks for once it is being drawn is held back; the last that it asks for comes first."""
    opened = page("Summary")  # the browser has Streamlit's first scripts now
    shown, held = opened.page, []
    shown.add_init_script(f"({reach.FIRST_SEEN})()")
    lazy = "Html|NumberInput|TextInput|LinkButton|Button|ButtonGroup|Slider|Selectbox|Checkbox|PageLink|BidiComponent"
    shown.route(re.compile(rf"/static/js/({lazy}|Table|ArrowVegaLiteChart)\."), lambda route: held.append(route))
    shown.goto(f"{opened.base}/Gradient_Descent", wait_until="commit")
    shown.get_by_role("heading", level=1).wait_for()
    shown.get_by_test_id("stSkeleton").first.wait_for(state="attached")
    while held or shown.get_by_test_id("stSkeleton").count():
        if held:
            held.pop().continue_()
        shown.wait_for_timeout(100)
    shown.unroute_all(behavior="ignoreErrors")  # what a slow server's page asks for only now
    for late in held:
        late.continue_()
    opened.settle()
    assert shown.evaluate("seen") > 10
    assert shown.evaluate("moved") == []


def test_a_step_moves_no_control(page):
    opened = page("Gradient_Descent", script=reach.FIRST_SEEN)
    for _ in range(3):
        press(opened, opened.page.get_by_role("button", name="Next", exact=True))
        opened.page.wait_for_timeout(400)
    assert opened.page.evaluate("moved") == []


def test_another_page_of_the_menu_stands_still_as_it_comes(page):
    opened = page("Summary", script=reach.FIRST_SEEN)
    for address in ("Gradient_Descent", "Learning_Rates", "Summary"):
        press(opened, opened.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{address}"]'))
        opened.page.wait_for_url(f"**/{address}*")
        opened.settle()
        assert opened.page.evaluate("moved") == [], address
