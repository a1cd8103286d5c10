"""How each page begins."""

import pytest
from screen import in_order

from pages.parts.contents import PAGES

CONTROLS = {"text_input", "slider", "selectbox", "toggle", "button_group", "button", "expander"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_a_page_says_what_it_is_about_before_it_asks_for_anything(page, open_page):
    """Between its question and its first control stand two sentences or more."""
    elements = list(in_order(open_page(page.file).main))
    question = next(at for at, each in enumerate(elements) if getattr(each, "value", "") == f"**{page.question}**")
    control = next((at for at, each in enumerate(elements) if at > question and each.type in CONTROLS), len(elements))
    said = " ".join(each.value for each in elements[question + 1 : control] if each.type == "markdown")
    assert len(said) > 120, said
    assert said.count(".") + said.count("?") >= 2
