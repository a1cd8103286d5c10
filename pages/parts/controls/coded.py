"""One of a few options that the address keeps as a short code: the words on the screen may change, a link does not."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.controls.address import arriving, one_of, value_of, write_text
from pages.parts.controls.visit import Record, remembered


@dataclass
class Coded(Record):
    """What the address said last, for when another page has emptied it."""

    text: str = ""

    def begin_afresh(self):
        self.text = ""


def folded(key, label, options, own, changed=None, width=300):
    """One of several options, {code: words}, folded: returns its code.

    own      the code until another is chosen
    changed  called without arguments after another was chosen
    """
    words = shown(key, options, own)
    choose = {"on_change": chosen, "args": (key, options, own, changed)}
    st.selectbox(label, list(options.values()), key=words, width=width, **choose)
    return code_of(key, options, own)


def side_by_side(key, label, options, own, changed=None):
    """The same, all options to be seen."""
    words = shown(key, options, own)
    choose = {"on_change": chosen, "args": (key, options, own, changed)}
    st.segmented_control(label, list(options.values()), key=words, required=True, **choose)
    return code_of(key, options, own)


def shown(key, options, own):
    """Let the control show what the address says: returns the control's key, which is none of the address."""
    words, coded = f"{key}_words", remembered(Coded, key)
    arriving(key, one_of(options), f"one of {', '.join(options)}")
    if words not in st.session_state and key not in st.query_params and coded.text:
        st.query_params[key] = coded.text  # back from another page
    coded.text = st.query_params.get(key, "")
    st.session_state[words] = options[code_of(key, options, own)]
    return words


def code_of(key, options, own):
    return value_of(key, one_of(options), own)


def chosen(key, options, own, changed):
    words = st.session_state[f"{key}_words"]
    code = next(code for code, each in options.items() if each == words)
    write_text(key, "" if code == own else code)
    if changed is not None:
        changed()
