"""The step of a walk, which the browser keeps in the address (pages/parts/player)."""

import re
from dataclasses import dataclass

import streamlit as st

from pages.parts.controls.address import arriving, parsed
from pages.parts.controls.visit import Record, remembered
from pages.parts.controls.widgets import MOST_STEPS


@dataclass
class Walked(Record):
    """Where the server takes a walk to be.

    known  what the address said of the step when that was last looked at; None before
    step   that it said, or that the browser has asked for since; None where neither says anything
    """

    known: list | None = None
    step: int | None = None

    def begin_afresh(self):
        self.known = self.step = None


@dataclass
class Led(Record):
    """How often the server has led the walks to a step."""

    times: int = 0


def step_asked(prefix):
    """The step that a walk is to show first: of the address where that says something new, else what `tell_step` told.

    None where neither says anything. The address that the server knows is no more than what it was when the browser
    came, or was led by a button: walking, the browser writes the step there by itself.
    """
    key = f"{prefix}_step"
    raw = arriving(key, step_of, f"a whole number from 0 to {MOST_STEPS:,}")
    walked = remembered(Walked, prefix)
    if raw != walked.known:
        walked.known, walked.step = raw, parsed(raw[0], step_of, None) if raw else None
    return walked.step


def step_of(text):
    """The step in an address. ValueError: it is none."""
    if len(text) > 20 or not re.fullmatch("[0-9]+", text) or int(text) > MOST_STEPS:
        raise ValueError(text)
    return int(text)


def tell_step(prefix, component):
    """The browser asks for a step that only the server has, or can draw: called back by a component of this key."""
    step, walked = st.session_state[component].asked, remembered(Walked, prefix)
    if isinstance(step, int) and not isinstance(step, bool) and 0 <= step <= MOST_STEPS:
        walked.known, walked.step = st.query_params.get_all(f"{prefix}_step"), step


def forget_step(prefix):
    """Begin the walk anew, wherever it was."""
    st.query_params.pop(f"{prefix}_step", None)
    walked = remembered(Walked, prefix)
    walked.known, walked.step = [], None
    lead_steps()


def lead_steps():
    """Every walk goes where the server says, instead of staying where the browser has it."""
    remembered(Led).times += 1


def steps_led():
    return remembered(Led).times
