"""A line of arithmetic to retype into a calculator, and what its rounded numbers make of it."""

import streamlit as st

from backprop.written.numerals import number


def written_out(line, remark=""):
    """A line of arithmetic to retype into a calculator, and what its rounded numbers make of it."""
    st.code(line.text, language=None, wrap_lines=True)
    if line.rounding_bites:
        said = (
            f"Retyped as it stands, this line gives {number(line.retyped)}: each number in it was rounded to four "
            f"digits for the screen, while {number(line.value)} comes from the unrounded ones."
        )
    else:
        said = f"Retyped as it stands, this line gives the same {number(line.value)}."
    st.caption(f"{said} {remark}".strip())
