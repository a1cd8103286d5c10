"""An exercise may be solved on any page: each keeps what is solved, and nothing else that calls itself so."""

from books import days_ago, text
from done import SLUGS, kept, solve, take_over


def test_every_page_records(seen):
    seen.page.evaluate("looking = false")
    take_over(seen, None)
    solve(seen, SLUGS[0], 3, 4)
    assert kept(seen) == text(f"{SLUGS[0]}:3@{days_ago(0)}x1s4")
    solve(seen, SLUGS[0], 0, 4)  # a worked example is nothing to solve
    solve(seen, "<b>", 1, 4)
    seen.page.evaluate("dispatchEvent(new CustomEvent('exercise-solved'))")
    assert kept(seen) == text(f"{SLUGS[0]}:3@{days_ago(0)}x1s4")
    take_over(seen, None)
    assert seen.console_errors == []
