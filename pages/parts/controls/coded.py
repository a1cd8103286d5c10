"""Options that the address keeps as short codes: the words on the screen may change, a link does not."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.controls import number_field
from pages.parts.controls.address import arriving, one_of, value_of, write_text
from pages.parts.controls.visit import Record, remembered


@dataclass
class Coded(Record):
    """What is known of an option beside the address.

    text    what the address said last, for when another page has emptied it
    folded  how many times the control was made anew in a fold: in one that is closed, the browser does not hear that
            another was chosen elsewhere, and would say the old one again
    """

    text: str = ""
    folded: int = 0

    def begin_afresh(self):
        self.text = ""
        self.folded += 1


def folded(key, label, options, own, changed=None, width=300):
    """One of several options, {code: words}, folded: returns its code.

    own      the code until another is chosen
    changed  called without arguments after another was chosen
    """
    words = shown(key, options, own)
    choose = {"on_change": chosen, "args": (words, key, options, own, changed)}
    st.selectbox(label, list(options.values()), key=words, width=width, **choose)
    return code_of(key, options, own)


def side_by_side(key, label, options, own, changed=None):
    """The same, all options to be seen."""
    words = shown(key, options, own)
    choose = {"on_change": chosen, "args": (words, key, options, own, changed)}
    st.segmented_control(label, list(options.values()), key=words, required=True, **choose)
    return code_of(key, options, own)


def shown(key, options, own):
    """Let the control show what the address says: returns the control's key, which is none of the address."""
    words = recall(key, one_of(options), f"one of {', '.join(options)}")
    st.session_state[words] = options[code_of(key, options, own)]
    return words


def recall(key, parse, allowed):
    """Look at what the address says, and let it say again what it said before another page has emptied it.

    Returns the key of the control that shows it.
    """
    coded = remembered(Coded, key)
    arriving(key, parse, allowed)
    if words_key(key) not in st.session_state and key not in st.query_params and coded.text:
        st.query_params[key] = coded.text
    text = st.query_params.get(key, "")
    coded.folded += text != coded.text
    coded.text = text
    return words_key(key)


def words_key(key):
    return f"{key}_words_{remembered(Coded, key).folded}" if number_field.is_folded() else f"{key}_words"


def say(key, text):
    """What was chosen goes into the address."""
    remembered(Coded, key).text = text
    write_text(key, text)


def code_of(key, options, own):
    return value_of(key, one_of(options), own)


def chosen(words, key, options, own, changed):
    code = next(code for code, each in options.items() if each == st.session_state[words])
    say(key, "" if code == own else code)
    if changed is not None:
        changed()


# --- several at once -------------------------------------------------------------------------------------------------

BETWEEN, NONE = "~", "none"


def several(key, label, options, own):
    """Any of several options, all to be seen: returns their codes, in the options' own order.

    own  the codes until others are chosen
    """
    parse = some_of(options)
    words = recall(key, parse, f"{NONE}, or any of {', '.join(options)} with {BETWEEN} between")
    codes = value_of(key, parse, own)
    st.session_state[words] = [options[code] for code in codes]
    choose = {"on_change": chosen_several, "args": (words, key, options, own)}
    st.pills(label, list(options.values()), selection_mode="multi", key=words, **choose)
    return codes


def some_of(options):
    """A parser of some of the options."""

    def parse(text):
        named = [] if text == NONE else text.split(BETWEEN)
        if len(set(named)) < len(named) or not set(named) <= set(options):
            raise ValueError(text)
        return tuple(code for code in options if code in named)

    return parse


def together(codes):
    """Codes as an address keeps them."""
    return BETWEEN.join(codes) or NONE


def chosen_several(words, key, options, own):
    codes = [code for code, each in options.items() if each in st.session_state[words]]
    say(key, "" if tuple(codes) == tuple(own) else together(codes))
