"""Every page of the app is whole, quiet, reachable and within its screen on a laptop, and one of each section on a dark
phone; test_widths_and_senses.py looks at each width and both themes."""

import pytest

from pages.parts.contents import PAGES, addresses

FIRST_OF_SECTION = {
    page.section: address for address, page in reversed(list(zip(addresses(), PAGES, strict=True)))
}.values()


def test_page_is_whole_and_quiet(seen):
    seen.look()
    seen.settle(reruns=False)
    whole_and_quiet(seen, seen.address)


@pytest.mark.parametrize("address", FIRST_OF_SECTION, ids=lambda address: address or "home")
def test_page_is_whole_and_quiet_on_a_dark_phone(page, address):
    whole_and_quiet(page(address, width=390, height=844, dark=True), address)


def whole_and_quiet(opened, address):
    shown = opened.page
    assert shown.locator('[data-testid="stException"]').all_inner_texts() == []
    assert shown.get_by_text("Page not found").count() == 0
    assert shown.locator("h1").count() == 1
    assert shown.title() == title_of(address)
    main = shown.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "it scrolls sideways"
    # `alt=` becomes the aria-label of the chart's own element; without it Vega writes "Vega visualization" there
    texts = shown.get_by_test_id("stVegaLiteChart").evaluate_all("charts => charts.map(e => e.ariaLabel)")
    assert not {None, "", "Vega visualization"} & set(texts), f"a chart has no alt=: {texts}"
    assert opened.console_errors == []
    assert opened.requests_outside == []


@pytest.mark.parametrize("address", list(dict.fromkeys([*addresses()[1:2], *addresses()[-1:]])))
def test_link_into_a_server_that_just_woke(page, fresh_server, address):
    """Until st.navigation has run once, Streamlit opens a link's page without app.py: each page guards against it."""
    through_home = page("")
    menu(through_home)
    through_home.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{address}"]').click()
    through_home.settle()
    cold = page(address, base=fresh_server())
    assert {link["address"] for link in menu(cold)} == set(addresses())
    assert menu(cold) == menu(through_home)
    assert cold.page.title() == through_home.page.title() == title_of(address)
    assert cold.page.locator("h1").inner_text() == through_home.page.locator("h1").inner_text()


def title_of(address):
    """What the browser's tab says of a page: its name first, since a tab shows no more than a few letters."""
    return f"{PAGES[addresses().index(address)].title} · See backpropagation"


def menu(opened):
    more = opened.page.get_by_test_id("stSidebarNavViewButton")
    if more.count() and "more" in more.inner_text():
        more.click()  # a long menu shows only its first pages
    links = opened.page.get_by_test_id("stSidebarNavLink")
    return links.evaluate_all("links => links.map(e => ({address: e.pathname.slice(1), text: e.innerText}))")
