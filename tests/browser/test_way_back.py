"""The browser's Back and Forward: the first press shows the page that was left, with its experiment and at rest."""

import re


def go(opened, address):
    opened.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{address}"]').click()
    opened.page.wait_for_url(f"**/{address}*")
    opened.settle()


def shown(opened):
    """The address, and what the page says of the experiment: b3 and Steps as typed, the step, the main number."""
    fields = [opened.page.get_by_label(label, exact=True).first.input_value() for label in ("b3", "Steps")]
    slider = opened.page.get_by_role("slider", name=re.compile("^Step, 0 to"))
    return opened.page.url, *fields, slider.input_value() if slider.count() else None


def test_the_first_back_shows_the_page_as_it_was_left(page):
    opened = page("Gradient_Descent?main_ideas_b3=1.5&main_ideas_steps=16")
    opened.page.get_by_role("button", name="Next", exact=True).click()
    left, entries = shown(opened), opened.page.evaluate("history.length")
    assert left[1:] == ("1.5", "16", "1")
    go(opened, "The_Derivative")
    assert opened.page.evaluate("history.length") == entries + 1  # one place for a page
    opened.page.go_back()
    opened.settle()
    assert shown(opened) == left
    assert opened.page.get_by_role("heading", level=1).inner_text() == "Gradient Descent"

    go(opened, "Summary")  # which shows the same experiment with the same controls
    there = opened.page.url
    assert "main_ideas_b3=1.5" in there
    opened.page.go_back()
    opened.settle()
    assert shown(opened) == left
    opened.page.go_forward()
    opened.settle()
    assert opened.page.url == there

    opened.page.go_back()
    opened.settle()
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.page.get_by_role("button", name="Pause", exact=True).wait_for()
    go(opened, "The_Derivative")
    go(opened, "Gradient_Descent")
    assert opened.page.get_by_role("button", name="Play", exact=True).is_visible()
    at = shown(opened)
    opened.page.wait_for_timeout(1_000)  # in which it would still play
    assert shown(opened) == at
    assert at[1:3] == ("1.5", "16")
    assert opened.console_errors == []


def test_each_part_of_a_page_is_a_place_to_come_back_to_as_it_was_left(page):
    def there():
        chosen = opened.page.locator('.st-key-parts [aria-checked="true"]').inner_text()
        return chosen, opened.page.url.partition("?")[2]

    opened, seen = page("Three_Parameters"), []
    opened.page.locator(".st-key-three_parameters_log label").click()
    opened.settle()
    for part in ("The formula for b3", "Two side by side"):
        seen.append(there())
        opened.page.get_by_role("radio", name=part).click()
        opened.settle()
    assert seen == [
        ("The walk", "three_parameters_log=true"),
        ("The formula for b3", "three_parameters_part=The+formula+for+b3"),
    ]
    for left in reversed(seen):
        opened.page.go_back()
        opened.settle()
        assert there() == left
    assert opened.page.locator(".st-key-three_parameters_log input").is_checked()
    assert opened.console_errors == []


def test_one_press_is_one_place_to_come_back_to(page):
    """A button that sets the Learning Rate and the steps: Back never shows the one without the other."""
    opened = page("Gradient_Descent")
    addresses = [opened.page.url]
    for label in ("Learning Rate 0.4", "Learning Rate 0.25", "Learning Rate 1/3"):
        opened.page.locator('[class*="_try_"] button').filter(has_text=label).click()
        opened.settle()
        addresses.append(opened.page.url)
    assert "learning_rate=0.4&main_ideas_steps=60" in addresses[1]
    for address in addresses[-2::-1]:
        opened.page.go_back()
        opened.settle()
        assert opened.page.url == address


def test_an_address_never_names_a_step_that_the_run_no_longer_has(page):
    opened = page("Gradient_Descent?main_ideas_step=9")
    entries = opened.page.evaluate("history.length")
    for typed, stands, address in (
        ("7", "7", "?main_ideas_step=7&main_ideas_steps=7"),
        ("20", "7", "?main_ideas_step=7&main_ideas_steps=20"),
        ("0", "0", "?main_ideas_steps=0"),
    ):
        opened.type_number("Steps", typed)
        opened.settle()
        assert shown(opened)[2:] == (typed, stands)
        assert opened.page.url.endswith(address)
    assert opened.page.evaluate("history.length") == entries  # Back leads to where one came from, and not into a loop
