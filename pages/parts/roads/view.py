"""The Chain Rule by itself: the factors multiplied out, and a check without it."""

import streamlit as st

from backprop.graphs.roads import nudged, roads
from backprop.written.arithmetic import difference_line, roads_line
from backprop.written.numerals import number, signed
from pages.parts import tables
from pages.parts.roads.tables import factors_table

H = 0.001  # of the finite difference


def multiplied_out(graph, of, by, known):
    """The line that multiplies the factors, their table, and, folded away, the check without the Chain Rule."""
    taken = roads(graph, of, by, known)
    line = roads_line(taken)
    check = difference_line(of, by, known, nudged(graph, of, by, known, H), H)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.code(line.text, language=None, wrap_lines=True)
        if line.rounding_bites:
            st.caption(f"Retyped with these rounded factors it gives {number(line.retyped)}: rounding bites.")
        with st.expander(f"The check: move {by} by {number(H)} up and down, and see how far {of} goes"):
            st.code(check.text, language=None, wrap_lines=True)
    with right:
        tables.show(factors_table(taken), f"The factors of d{of}/d{by}")


def in_one_piece(x):
    """L = u × v multiplied out to 3x³, whose derivative needs no roads: the same number."""
    whole = 9 * x**2
    st.markdown(
        f"Multiplied out, L = x² × 3x = 3x³, and dL/dx = 9x² = 9 × {signed(x)}² = **{number(whole)}**: the same. One "
        "road alone would have been wrong. That is also why the Derivative of the SSR is a *sum*: a weight reaches the "
        "SSR through every observation, and each of them is a road of its own."
    )
