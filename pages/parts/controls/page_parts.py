"""A long page is divided into parts: the control that opens one of them, kept in the page's address."""

from fnmatch import fnmatchcase

import streamlit as st

from pages.parts.controls import widgets


def part(prefix, parts):
    """The control that opens one of a page's parts: returns the name of the open one, which the address keeps.

    prefix  of the page's keys
    parts   {name: the ends of the keys of its own controls, by which a link that names no part finds it}, where * is
            any text
    """
    key = f"{prefix}_part"
    if key not in st.session_state and key not in st.query_params:
        for name, ends in parts.items():
            if any(fnmatchcase(each, f"{prefix}_{end}") for each in st.query_params for end in ends):
                st.session_state[key] = name
                break
    with st.container(key="parts"):
        return widgets.choice(key, "Part of this page", list(parts), label_visibility="collapsed")


def open_part(prefix):
    """The part that is open, for what is drawn above its control; None as long as nobody has chosen one."""
    key = f"{prefix}_part"
    return st.session_state.get(key) or st.query_params.get(key)
