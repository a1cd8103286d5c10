"""What the visitor has done, in Chromium: cleared, carried to another machine, and where the browser keeps nothing."""

import pytest

from books import all_solved, days_ago, spoilt, text
from done import ALL, DONE, KEPT, SLUGS, begun_with, kept, marks, part, short, solve, take_over
from wide_and_readable import CUT_OFF, NARROWEST_CHART, at_width, axe_faults, fits_a_telephone

ALL_OF_IT = all_solved(SLUGS, lambda place: place * 1000)
GOOD = text(f"{SLUGS[0]}:1@{days_ago(1)}x2s5,2@{days_ago(4)}x1s0")
ANSWERS = """texts => texts.map((text) => {
    const field = document.querySelector('.progress [data-part="brought"]');
    field.value = text;
    document.querySelector('.progress [data-part="bring"]').click();
    return document.querySelector('.progress [data-part="said"]').textContent;
})"""


def said(opened):
    return part(opened, "said").inner_text()


def bring(opened, typed):
    part(opened, "brought").fill(typed)
    part(opened, "bring").click()
    return said(opened)


# --- cleared ---------------------------------------------------------------------------------------------------------


def test_clear_asks_once_more_and_what_is_pressed_elsewhere_keeps_it(page):
    opened = page(DONE, script=begun_with(GOOD))
    clear = part(opened, "clear")
    clear.click()
    assert said(opened).startswith("Press once more, and all of it is gone")
    assert clear.inner_text() == "Clear it all"
    part(opened, "brought").click()
    assert (said(opened), clear.inner_text(), kept(opened)) == ("", "Clear", GOOD)
    clear.click(click_count=2)  # a double click is one wish
    assert kept(opened) == GOOD
    clear.click()
    assert said(opened) == "Cleared: this browser keeps nothing of it any more."
    assert kept(opened) is None
    assert marks(opened) == ["not yet"] * ALL
    assert not clear.is_visible()
    assert not part(opened, "copy").is_visible()
    opened.page.reload()
    opened.settle()
    assert marks(opened) == ["not yet"] * ALL
    assert opened.console_errors == []


def test_the_keyboard_alone_copies_brings_in_and_clears(page):
    opened = page(DONE, script=begun_with(GOOD))
    keys = opened.page.keyboard
    opened.page.locator(".progress td a").last.focus()
    for name in ("text", "copy", "brought"):
        keys.press("Tab")
        assert opened.page.evaluate("document.activeElement.dataset.part") == name
    keys.insert_text(text(f"{SLUGS[0]}:3@{days_ago(0)}x1s0"))
    keys.press("Enter")
    assert said(opened) == f"Brought in: 1 more, which makes 3 of {ALL}."
    keys.press("Tab")
    keys.press("Tab")
    assert opened.page.evaluate("document.activeElement.dataset.part") == "clear"
    keys.down("Enter")
    for _ in range(5):
        keys.down("Enter")  # held: the browser repeats it
    keys.up("Enter")
    assert kept(opened) is not None
    keys.press("Enter")
    assert kept(opened) is None
    assert said(opened).startswith("Cleared")


# --- carried to another machine --------------------------------------------------------------------------------------


def test_the_text_carries_everything_to_another_machine(page, fresh_server):
    """Another server's address is another store of the browser's, as on another machine."""
    here = page(DONE, script=begun_with(GOOD))
    carried = part(here, "text").input_value()
    assert carried == GOOD
    there = page(DONE, base=fresh_server(), script=begun_with(None))
    assert marks(there) == ["not yet"] * ALL
    assert bring(there, carried) == f"Brought in: 2 more, which makes 2 of {ALL}."
    assert marks(there) == marks(here)
    assert kept(there) == GOOD
    assert bring(there, carried).startswith("Brought in, and none of it is of an exercise not solved here before: 2 of")
    solve(there, SLUGS[0], 3, 9)
    solve(here, SLUGS[0], 2, 6)
    bring(here, part(there, "text").input_value())
    both = text(f"{SLUGS[0]}:1@{days_ago(1)}x2s5,2@{days_ago(0)}x2s6,3@{days_ago(0)}x1s9")
    assert kept(here) == both
    there.page.goto(there.base)
    there.settle()
    assert short(there).startswith(f"You have solved 3 of {ALL} exercises.")
    assert here.console_errors == there.console_errors == []


WRITES = "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
REFUSES = "() => { navigator.clipboard.writeText = async () => { throw new Error('not allowed'); }; }"


def test_copy_says_what_it_has_done(page):
    opened = page(DONE, script=begun_with(GOOD, WRITES))
    part(opened, "copy").click()
    assert said(opened) == "Copied."
    assert opened.page.evaluate("window.copied") == GOOD
    opened.page.evaluate(REFUSES)
    part(opened, "copy").click()
    assert said(opened).startswith("This browser lets no page copy: the text is selected")
    selected = part(opened, "text").evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == GOOD


def test_what_this_version_does_not_know_is_kept_and_carried_on_and_said(page):
    opened = page(DONE, script=begun_with(None))
    strange, known = (
        f"zz_of_tomorrow:1@{days_ago(2)}x1s0,2@{days_ago(2)}x1s0",
        f"{SLUGS[0]}:1@DAYx1s0,9@{days_ago(2)}x1s0",
    )
    assert bring(opened, text(known.replace("DAY", days_ago(-9)), strange)) == (
        f"Brought in: 1 more, which makes 1 of {ALL}. 3 of its exercises are not in this version: kept and carried on, "
        "but not shown. 1 of its days had not come yet: taken for today."
    )
    assert part(opened, "text").input_value() == text(known.replace("DAY", days_ago(0)), strange)
    assert marks(opened)[0] == "✓ today"


def test_many_texts_never_make_more_than_can_be_read_again(page):
    opened = page(DONE, script=begun_with(GOOD))
    many = [text(*(f"k{letter}{place}:1@{days_ago(1)}x1s0" for place in range(200))) for letter in "abcdef"]
    answers = opened.page.evaluate(ANSWERS, many)
    assert answers[0].startswith("Brought in")
    assert "has more in it than fits here beside what is solved." in answers[-1]
    solve(opened, SLUGS[0], 3, 1)
    opened.page.reload()
    opened.settle()
    assert marks(opened)[:3] == ["✓ yesterday", "✓ 4 days ago, due", "✓ today"]


def test_three_hundred_spoilt_texts_are_refused_in_a_sentence_or_read_rightly(page):
    """What is read is what the good text says, which blanks alone were added to; all else is quoted and kept out."""
    opened = page(DONE, script=begun_with(None))
    assert bring(opened, " \n") == "Paste the text first that another machine shows here."
    texts = [each.replace("\r", "") for each in spoilt(GOOD, 300)]
    answers = opened.page.evaluate(ANSWERS, texts)
    refused = read = empty = 0
    for typed, answer in zip(texts, answers, strict=True):
        if answer.startswith("Brought in"):
            assert typed.split() in (GOOD.split(), text(*typed.split()[1:-1]).split()), typed
            read += 1
        elif not typed.strip():
            empty += 1
        else:
            assert answer.startswith(f"“{typed[:80]}"), answer
            assert answer.endswith(".")
            assert len(answer) < 500
            refused += 1
    assert refused > 250
    assert read + refused + empty == 300
    assert opened.page.locator(".progress img, .progress b").count() == 0
    assert opened.console_errors == []


# --- where the browser keeps nothing ---------------------------------------------------------------------------------

FULL = """() => { const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {
    if (key === "KEPT") throw new DOMException("full", "QuotaExceededError");
    set.call(this, key, text); }; }""".replace("KEPT", KEPT)
FORBIDDEN = """() => { Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); } }); }"""


@pytest.mark.parametrize("forbids", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_where_nothing_can_be_kept_the_page_works_and_says_so_in_a_sentence(page, forbids):
    """Until the window is closed or loaded again it still knows what was solved in it."""
    opened = page(DONE, script=begun_with(None, forbids))
    solve(opened, SLUGS[0], 1, 0)
    solve(opened, SLUGS[0], 2, 0)
    sentence = "Nothing can be kept here, since this browser allows it no room: what you solve is known"
    assert part(opened, "trouble").inner_text().startswith(sentence)
    assert marks(opened)[:3] == ["✓ today", "✓ today", "not yet"]
    assert bring(opened, text(f"{SLUGS[0]}:3@{days_ago(1)}x1s0")) == f"Brought in: 1 more, which makes 3 of {ALL}."
    opened.page.locator('[data-testid="stSidebarNavLink"]').first.click()
    opened.settle()
    assert short(opened).startswith(f"You have solved 3 of {ALL} exercises, not kept by this browser. ")
    opened.page.go_back()
    opened.settle()
    part(opened, "clear").click()
    part(opened, "clear").click()
    assert marks(opened) == ["not yet"] * ALL
    assert opened.console_errors == []


def test_something_else_in_its_place_is_quoted_and_stays_until_it_is_cleared(page):
    junks = ("x" * 100_000, "", "{}", "<img src=x onerror=alert(1)>", text(begins="practice7"))
    opened = page(DONE, script=begun_with(junks[0]))
    sentence = part(opened, "trouble")
    for junk in junks:
        if junk != junks[0]:
            take_over(opened, junk)
        assert sentence.inner_text().startswith(f"Nothing can be kept here as long as “{junk[:80]}”")
        solve(opened, SLUGS[0], 1, 0)
        assert kept(opened) == junk
        assert marks(opened)[0] == "✓ today"
        part(opened, "clear").click()
        part(opened, "clear").click()
        solve(opened, SLUGS[0], 2, 0)
        assert kept(opened) == text(f"{SLUGS[0]}:2@{days_ago(0)}x1s0")
        assert not sentence.is_visible()
        assert opened.page.locator(".progress img").count() == 0
    assert opened.console_errors == []


def test_all_of_it_is_readable_for_everybody_and_fits_a_telephone(page, axe):
    """Says axe-core, whatever was done, and with the longest answer."""
    opened = page(DONE, script=begun_with(None))
    opened.page.evaluate(axe)
    for state in (None, GOOD, ALL_OF_IT, "junk" * 9999):
        take_over(opened, state)
        bring(opened, "w" * 5000)
        fits_a_telephone(opened)
        for width, dark in ((390, False), (1280, True)):
            at_width(opened, width, dark)
            assert axe_faults(opened) == []
            assert opened.page.evaluate(CUT_OFF, [NARROWEST_CHART, width < 640]) == []
    assert opened.console_errors == []
