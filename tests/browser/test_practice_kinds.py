"""Each layout of an exercise in Chromium, worked and blank: whole on a telephone, readable for all, and solvable."""

import pytest

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, exercise
from pages.parts.exercises.cells import FilledCell, said_of
from sheets import SOLVED, choose_level, kept, said
from wide_and_readable import HIGH, SIDEWAYS, at_width, axe_faults

# One of each layout: the widest table, the highest, cells to point at, a graph.
LAYOUTS = [kind for kind in KINDS if kind.slug in ("dw1", "two_steps", "broken_run", "graph")]


@pytest.mark.parametrize("kind", LAYOUTS, ids=lambda kind: kind.slug)
def test_a_layout_is_whole_on_a_telephone_readable_for_everybody_and_solved_by_the_keyboard(page, axe, kind):
    opened = page(f"Practice?practice_kind={kind.slug}&practice_level=0&practice_seed=1", script=SOLVED)
    opened.page.evaluate(axe)
    whole_and_readable(opened)
    opened.look()
    choose_level(opened, LEVELS[3])
    whole_and_readable(opened)
    is_solved(opened, kind)
    assert opened.console_errors == []


def whole_and_readable(opened):
    assert opened.page.evaluate(HIGH) <= 1700
    faults = []
    for width, dark in ((390, False), (1280, True)):
        at_width(opened, width, dark)
        assert opened.page.evaluate(SIDEWAYS) <= 0
        faults += axe_faults(opened)
    assert faults == []


def is_solved(opened, kind):
    """Each cell is given what is right, in the order of the work: Enter alone leads from each to the next."""
    asked = exercise(kind, 1, 3)
    told = [judged.told for judged in said_of(asked, (FilledCell(shown=True),) * len(asked.blanks))]
    opened.page.evaluate("exerciseFillings.practice.focus(0)")
    for text in told:
        give(opened, text)
        opened.page.keyboard.press("Enter")
        opened.settle()
        assert "Yes: " in said(opened), text
    assert opened.page.evaluate("solved") == [{"kind": kind.slug, "level": 3, "seed": 1}]
    assert len(kept(opened).split("~")) == len(told)
    assert "s" not in [cell[:1] for cell in kept(opened).split("~")]


def give(opened, text):
    """Type an answer where the focus is; where answers are chosen or pointed at, go to it with the focus."""
    opened.page.evaluate(
        """(text) => {
            const at = document.activeElement;
            if (at.matches('input[type="text"]')) return;
            const all = at.matches('button') ? '.exercise-point' : `input[name="${at.name}"]`;
            [...document.querySelectorAll(all)].find((each) => each.value === text).focus();
        }""",
        text,
    )
    if opened.page.evaluate("document.activeElement.matches('input[type=\"text\"]')"):
        opened.page.keyboard.type(text)
