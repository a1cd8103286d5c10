"""The step of a walk, which the browser keeps in the address (pages/parts/player)."""

import re

import streamlit as st

from pages.parts.controls.address import arriving, parsed
from pages.parts.controls.widgets import MOST_STEPS


def step_asked(prefix):
    """The step that a walk is to show first: of the address where that says something new, else what `tell_step` told.

    None where neither says anything. The address that the server knows is no more than what it was when the browser
    came, or was led by a button: walking, the browser writes the step there by itself.
    """
    key = f"{prefix}_step"
    raw = arriving(key, step_of, f"a whole number from 0 to {MOST_STEPS:,}")
    known, step = st.session_state.get(f"{key}_told") or (None, None)
    if raw != known:
        step = parsed(raw[0], step_of, None) if raw else None
        st.session_state[f"{key}_told"] = raw, step
    return step


def step_of(text):
    """The step in an address. ValueError: it is none."""
    if len(text) > 20 or not re.fullmatch("[0-9]+", text) or int(text) > MOST_STEPS:
        raise ValueError(text)
    return int(text)


def tell_step(prefix, component):
    """The browser asks for a step that only the server has, or can draw: called back by a component of this key."""
    step, key = st.session_state[component].asked, f"{prefix}_step"
    if isinstance(step, int) and not isinstance(step, bool) and 0 <= step <= MOST_STEPS:
        st.session_state[f"{key}_told"] = st.query_params.get_all(key), step


def forget_step(prefix):
    """Begin the walk anew, wherever it was."""
    st.query_params.pop(f"{prefix}_step", None)
    st.session_state[f"{prefix}_step_told"] = [], None
    lead_steps()


def lead_steps():
    """Every walk goes where the server says, instead of staying where the browser has it."""
    st.session_state["steps_led"] = steps_led() + 1


def steps_led():
    return st.session_state.get("steps_led", 0)
