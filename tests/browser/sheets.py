"""An exercise's sheet in Chromium: its cells by their names, what is typed into them, and what is said."""

from urllib.parse import parse_qs, urlsplit

SOLVED = "() => { window.solved = []; addEventListener('exercise-solved', ({ detail }) => solved.push(detail)); }"


def cell(opened, name):
    return opened.page.locator(".exercise").get_by_role("textbox", name=name, exact=True)


def enter(opened, text):
    """Type into the cell that has the focus, and press Enter; returns what is said then."""
    opened.page.keyboard.type(text)
    opened.page.keyboard.press("Enter")
    opened.settle()
    return said(opened)


def fill(opened, name, text):
    """Type into a cell in place of what stands there, and press Enter; returns what is said then."""
    cell(opened, name).fill("")
    cell(opened, name).focus()
    return enter(opened, text)


def said(opened):
    return opened.page.locator('.exercise [data-part="said"]').inner_text()


def mark(opened, name):
    """What a cell's mark says to those who do not see it."""
    return opened.page.locator(f"#{cell(opened, name).get_attribute('aria-describedby')}").text_content()


def focused(opened):
    """The name of what has the focus."""
    return opened.page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")


def kept(opened, prefix="practice"):
    """What the address says of the cells; "" where it says nothing."""
    return parse_qs(urlsplit(opened.page.url).query).get(f"{prefix}_cells", [""])[0]


def choose_level(opened, name):
    opened.page.locator(".st-key-practice_level_words").get_by_role("radio", name=name, exact=True).click()
    opened.settle()


def press(opened, name, reruns=True):
    opened.page.locator(".exercise").get_by_role("button", name=name, exact=True).click()
    opened.settle(reruns)
