"""Check yourself: one to three blanks at the end of a page, with its own numbers, folded until they are wanted."""

import streamlit as st

from pages.parts.controls import widgets
from pages.parts.exercises import sheet_field
from pages.parts.kept import shared

LEVEL = 2  # of what it leads on to: more blanks than here


def check_yourself(prefix, asked, make, *of):
    """A page's fold "Check yourself". As long as it is shut, what it holds is neither made nor sent.

    prefix  of its keys, one for each page
    asked   what is asked, in a few words after "Check yourself: ", true whatever the page's numbers are
    make    make(*of) -> the Check, which hangs on nothing else
    """
    key = f"{prefix}_check"
    fold = widgets.fold(key, f"**Check yourself**: {asked}", ":material/edit:")
    if not fold.open:
        return
    check = shared.once((make, *of), lambda: make(*of))
    with fold:
        sheet_field.field(key, check, onward="More of this kind")
        query = {"practice_kind": check.kind.slug, "practice_level": str(LEVEL), "practice_seed": "1"}
        with st.container(key=f"{key}_another", width="content"):
            more = f"More of this kind: {check.kind.title}"
            widgets.link("21_Practice.py", more, icon=":material/arrow_forward:", query=query)
