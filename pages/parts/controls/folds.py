"""Controls in a closed fold: what a browser still says of one that was changed elsewhere meanwhile is not taken.

What is in a popover is drawn in the browser only while that is open, and only what is drawn there hears of a value that
the page gives a control. Until then the browser sends, with everything else that happens, what stood in the control
when the fold was closed. What a learner does in it is in the address at once: a value that the control had before is
such an echo while the address still says what it has now, and the control holds on to that.
"""

from dataclasses import dataclass, field

import streamlit as st

from pages.parts.controls.visit import Record, remembered


@dataclass
class Held:
    """What a control holds, and what it held before."""

    now: object
    before: list = field(default_factory=list)

    def take(self, value):
        if value != self.now:
            if self.now not in self.before:
                self.before.append(self.now)
            self.now = value

    def was(self, value):
        return value != self.now and value in self.before


@dataclass
class Folds(Record):
    """What each control holds that has stood in a fold, {key: Held}."""

    held: dict = field(default_factory=dict)


def drawn(key):
    """A control that the address keeps is drawn in a fold."""
    remembered(Folds).held.setdefault(key, Held(st.session_state.get(key)))


def written(key, value):
    """The page is about to give a control a value."""
    held = remembered(Folds).held.get(key)
    if held is not None:
        held.take(st.session_state.get(key))
        held.take(value)


def typed(key):
    """A control holds what only a learner can have put there: the browser has drawn it, and says nothing older."""
    held = remembered(Folds).held.get(key)
    if held is not None:
        held.before = []


def hold(unchanged, says):
    """As a run begins: let the controls hold what they were given, whatever a browser says of them that is an echo.

    unchanged(key, now, value)  whether the address still says `now` of the control, and not that other value
    says(key, value)            whether the address says this value of it: on the way back to a page it may not do so
                                yet, and what the control has meanwhile is nobody's
    """
    for key, held in remembered(Folds).held.items():
        value = st.session_state.get(key)
        if value is None:
            continue
        if held.was(value) and unchanged(key, held.now, value):
            st.session_state[key] = held.now
        elif says(key, value):
            held.take(value)
