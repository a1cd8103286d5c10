"""A table too wide for a narrow screen scrolls sideways: with the arrow keys too, once Tab has reached it."""

from pages.parts import scripts


def by_keyboard():
    """Let the tables of this page be scrolled by keyboard; drawn once a page, and not to be seen."""
    scripts.component("sideways")(key="sideways")
