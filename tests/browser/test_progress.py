"""What the visitor has done, in Chromium: recorded where it is solved, told on Home and in the practice page."""

import pytest

from backprop.exercises.catalogue import KINDS
from books import all_solved, days_ago, text
from done import ALL, DONE, KEPT, SLUGS, begun_with, kept, marks, part, short, solve, take_over
from reach import FIRST_SEEN


def test_an_exercise_that_is_solved_on_its_sheet_is_known_to_home_after_a_reload(page):
    opened = page("Practice?practice_kind=residuals&practice_level=1", script=begun_with(None))
    opened.page.locator(".exercise input").fill("20.42")
    opened.page.locator(".exercise input").press("Enter")
    opened.page.wait_for_function(f"() => localStorage.getItem('{KEPT}')")
    assert kept(opened) == text(f"residuals:1@{days_ago(0)}x1s0")
    opened.page.goto(opened.base)
    opened.settle()
    assert short(opened).startswith(f"You have solved 1 of {ALL} exercises. Next: ")
    opened.page.goto(f"{opened.base}/{DONE}")
    opened.settle()
    name = "Residuals and the SSR, The last cell: solved once, last today"
    again = opened.page.get_by_role("link", name=name)
    assert again.get_attribute("href") == "Practice?practice_kind=residuals&practice_level=1&practice_seed=1"
    assert opened.console_errors == []


def test_a_newcomer_is_shown_a_link_and_no_more(page):
    opened = page("", script=begun_with(None))
    assert short(opened) == "Work it out yourself, too: Practice"
    assert kept(opened) is None
    opened.page.locator(".progress-short a").click()
    opened.settle()
    assert opened.page.get_by_role("heading", level=1).inner_text() == "Practice"


def test_home_leads_to_the_exercise_without_loading_everything_again_and_back_comes_home(page):
    opened = page("", script=begun_with(text(f"{SLUGS[0]}:1@{days_ago(1)}x1s0,2@{days_ago(0)}x3s7")))
    opened.page.evaluate("window.stays = true")
    opened.page.locator(".progress-short a").click()
    opened.settle()
    assert opened.page.url.endswith(f"/Practice?practice_kind={SLUGS[0]}&practice_level=3&practice_seed=8")
    assert opened.number_field("Seed").input_value() == "8"
    assert opened.page.locator('.st-key-practice_level_words [aria-checked="true"]').inner_text() == "Everything"
    opened.page.go_back()
    opened.settle()
    assert short(opened).startswith(f"You have solved 2 of {ALL} exercises. Next: ")
    assert opened.page.evaluate("window.stays") is True
    assert opened.console_errors == []


def test_a_cell_of_the_table_leads_to_its_exercise_and_says_when_it_was_solved(page):
    opened = page(DONE, script=begun_with(text(f"{SLUGS[0]}:1@{days_ago(1)}x1s0,2@{days_ago(3)}x3s7")))
    assert marks(opened)[:3] == ["✓ yesterday", "✓ 3 days ago, due", "not yet"]
    names = [f"{KINDS[0].title}, {level}" for level in ("The last cell", "The second half", "Everything")]
    told = ["solved once, last yesterday", "solved 3 times, last 3 days ago, due", "not yet solved"]
    for name, said in zip(names, told, strict=True):
        assert opened.page.get_by_role("link", name=f"{name}: {said}", exact=True).count() == 1
    opened.page.get_by_role("link", name=f"{names[2]}: {told[2]}").click()
    opened.settle()
    assert opened.page.locator(".exercise").is_visible()
    assert opened.page.url.endswith(f"/Practice?practice_kind={SLUGS[0]}&practice_level=3&practice_seed=8")
    opened.page.go_back()
    opened.settle()
    assert marks(opened)[:3] == ["✓ yesterday", "✓ 3 days ago, due", "not yet"]
    assert opened.console_errors == []


def test_unsolved_come_first_in_the_order_of_the_course_and_then_what_is_due(page):
    opened = page("", script=begun_with(None))
    for place, kind in enumerate(SLUGS):
        for level in (1, 2, 3):
            if place or level > 1:
                href = opened.page.locator(".progress-short a").get_attribute("href")
                assert f"practice_kind={kind}&practice_level={level}&" in href
            solve(opened, kind, level, 0)
    first = f"{KINDS[0].title}, The last cell"
    assert short(opened) == f"You have solved {ALL} of {ALL} exercises. Due again in 3 days: {first}"


def test_what_was_solved_longest_ago_is_due_after_three_days(page):
    states = [all_solved(SLUGS, lambda place, days=days: days if place == ALL - 2 else 0) for days in (1, 2, 3)]
    opened, title = page("", script=begun_with(states[0])), f"{KINDS[-1].title}, The second half"
    for state, due in zip(states, ("Due again in 2 days", "Due again in 1 day", "Due again"), strict=True):
        take_over(opened, state)
        assert short(opened) == f"You have solved {ALL} of {ALL} exercises. {due}: {title}"


SHIFTED = """() => {
    const Real = Date;
    window.shift = 0;
    window.Date = class extends Real {
        constructor(...args) { args.length ? super(...args) : super(Real.now() + window.shift); }
    };
}"""
LATE = """detail => {
    const now = new Date();
    window.shift = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1) - now - 500;
    dispatchEvent(new CustomEvent("exercise-solved", { detail }));
    return document.querySelector(".progress td").innerText;
}"""


def test_at_midnight_today_becomes_yesterday(page):
    opened = page(DONE, script=begun_with(None, SHIFTED))
    assert opened.page.evaluate(LATE, {"kind": SLUGS[0], "level": 1, "seed": 0}) == "✓ today"
    opened.page.wait_for_function("() => document.querySelector('.progress td').innerText === '✓ yesterday'")


def test_a_day_that_has_not_come_is_today_from_then_on(page):
    """The clock was wrong when it was solved."""
    opened = page(DONE, script=begun_with(text(f"{SLUGS[0]}:1@{days_ago(-400)}x1s0")))
    assert marks(opened)[0] == "✓ today"
    assert kept(opened) == text(f"{SLUGS[0]}:1@{days_ago(0)}x1s0")


def test_two_windows_do_not_lose_what_the_other_has_recorded(page):
    one = page(DONE, script=begun_with(None))
    other = page("", script=begun_with(None))
    for place, opened in enumerate((one, other, one, other)):
        solve(opened, SLUGS[0], 1 + place % 3, place)
        for each in (one, other):  # what one process writes another reads a moment later
            each.page.wait_for_function("([key, text]) => localStorage.getItem(key) === text", arg=[KEPT, kept(opened)])
    assert kept(one) == text(f"{SLUGS[0]}:1@{days_ago(0)}x2s3,2@{days_ago(0)}x1s1,3@{days_ago(0)}x1s2")
    one.page.wait_for_function("() => document.querySelectorAll('.progress td a[data-solved]').length === 3")
    other.page.wait_for_function(
        "() => document.querySelector('.progress-short').textContent.startsWith('You have solved 3 ')"
    )


def test_what_another_window_writes_over_is_put_back(page):
    """As if the other had not known yet what was written here a moment before."""
    one = page(DONE, script=begun_with(None))
    solve(one, SLUGS[0], 1, 4)
    theirs, both = (
        text(f"{SLUGS[0]}:{levels}") for levels in (f"2@{days_ago(0)}x1s5", f"1@{days_ago(0)}x1s4,2@{days_ago(0)}x1s5")
    )
    one.page.evaluate(
        """([key, newValue]) => {
            localStorage.setItem(key, newValue);
            dispatchEvent(new StorageEvent("storage", { key, newValue }));
        }""",
        [KEPT, theirs],
    )
    assert kept(one) == both


STATES = (
    None,
    "something else",
    text(f"{SLUGS[0]}:1@{days_ago(0)}x1s0"),
    all_solved(SLUGS, lambda place: 1),
    *(all_solved(SLUGS, lambda place, least=least: 700_000 if place == least else 0) for least in range(ALL)),
)
PLACE = "document.querySelector('.st-key-home_network_picture').getBoundingClientRect().y"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1201, 800), (768, 1024), (601, 800), (390, 844)])
def test_nothing_on_home_moves_for_what_was_done(page, width, height):
    """Its room is there before it is, and is the same for a newcomer and for who has done everything."""
    opened = page("", width=width, height=height, script=begun_with(STATES[-1], FIRST_SEEN))
    assert opened.page.evaluate("moved") == []
    places = {}
    for state in STATES:
        take_over(opened, state)
        places[state] = opened.page.evaluate(PLACE)
    assert len(set(places.values())) == 1, places
    assert opened.page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_the_server_never_hears_of_it(page):
    """Whatever is pressed: no message holds the text, or any part of it that tells of what was done."""
    day = days_ago(2)
    opened = page(DONE, script=begun_with(text(f"{SLUGS[0]}:1@{day}x77s4242")))
    solve(opened, SLUGS[0], 2, 5353)
    part(opened, "copy").click()
    part(opened, "brought").fill(text(f"{SLUGS[0]}:3@{day}x66s6464"))
    part(opened, "bring").click()
    opened.page.get_by_role("radio", name="Work it out").click()
    opened.settle()
    opened.page.locator('[data-testid="stSidebarNavLink"]').first.click()
    opened.settle()
    assert f"3 of {ALL}" in short(opened)
    sent = b"".join(each if isinstance(each, bytes) else each.encode() for each in opened.sent)
    assert b"practice_part" in sent  # it is the traffic of this page that was looked at
    for told in ("practice1", day, days_ago(0), "4242", "5353", "6464", "x77"):
        assert told.encode() not in sent, told
    assert opened.requests_outside == []
