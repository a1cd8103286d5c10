"""Ask first, tell after: a question with a few answers, which a page asks before it shows what they are about."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.controls import widgets
from pages.parts.controls.address import write
from pages.parts.controls.presets import action
from pages.parts.controls.visit import Record, remembered

SHOWN, NOT_YET = "Show it", "not yet"


@dataclass
class Asked(Record):
    """What was asked last, and the answer to it; None until there is one."""

    about: object = None
    answer: str | None = None

    def begin_afresh(self):
        self.about = self.answer = None


def ask_first(key, question, options, about):
    """A question and a button for each answer: returns the one that was pressed, SHOWN where it is to be shown, None
    before that.

    about  what is asked about, numbers or texts: of others it is asked anew
    """
    asked = remembered(Asked, key)
    if asked.about != about:
        asked.about, asked.answer = about, None
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=key):
        st.markdown(f"**Before it is shown**: {question}", width="content")
        for option in (*options, SHOWN):
            icon = ":material/check:" if option == asked.answer else None
            over = asked.answer is not None
            action(option, f"{key}_{option}", icon, take_answer, key, option, disabled=over)
    return asked.answer


@dataclass
class Guessed(Record):
    """What was guessed about when the page was last drawn; None until then."""

    about: object = None

    def begin_afresh(self):
        self.about = None


def guess_first(key, label, options, about):
    """A guess that stands in the address: returns the option, SHOWN where it is to be shown, None before that.

    about  what is guessed about, numbers or texts: of others it is asked anew
    """
    guessed = remembered(Guessed, key)
    if guessed.about not in (None, about):
        write({key: None})
    guessed.about = about
    said = widgets.choice(key, label, (NOT_YET, *options, SHOWN))
    return None if said == NOT_YET else said


def take_answer(key, option):
    remembered(Asked, key).answer = option
