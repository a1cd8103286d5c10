"""What a page's address may say: each widget's value, announced, looked at once, and refused in a sentence."""

import streamlit as st

from backprop.written.typed import spelled
from pages.parts.controls import number_field


def arriving(key, parse, allowed, many=False):
    """Look at the address's raw value for `key`, once a session, and remember a complaint if `parse` refuses it.

    parse    text -> value; ValueError where it is not one
    allowed  what is, to be said in a sentence
    many     whether the address may name the key more than once
    Returns the raw texts of the key, [] where the address does not name it, or names what was refused.
    """
    raw = st.query_params.get_all(key)
    seen = st.session_state.setdefault("keys_seen", set())
    if key in seen:
        return raw
    seen.add(key)
    try:
        for text in raw:
            parse(text)
        if len(raw) > 1 and not many:
            raise ValueError(raw)
    except ValueError:
        complaints = st.session_state.setdefault("complaints", {}).setdefault(st.session_state["page"], {})
        said = " and ".join(number_field.quoted(text) if text else "nothing" for text in raw)
        complaints[key] = (
            f"This link's **{key}** says {said}, which cannot be used: it must be {allowed}"
            f"{'' if many or len(raw) == 1 else ', and stand there once'}. The page began with its own value instead."
        )
        del st.query_params[key]
        st.rerun()
    return raw


def parsed(text, parse, otherwise):
    """What `parse` makes of a text in the address; `otherwise` where it has been forged since `arriving` looked."""
    try:
        return parse(text)
    except ValueError:
        return otherwise


def complain(page):
    """Say what was refused in a page's address, until the learner has set its widget."""
    complaints = st.session_state.get("complaints", {}).get(page, {})
    for key in filter(is_changed, list(complaints)):
        del complaints[key]
    for sentence in complaints.values():
        st.warning(sentence, icon=":material/link_off:")


def is_changed(key):
    """Whether a widget holds something else than its own value, as far as it has one."""
    own = st.session_state.get("own_values", {}).get(key)
    value = own if own is None else st.session_state.get(key, own)
    return value != own and not (isinstance(value, str) and isinstance(own, int | float) and value == spelled(own))


def real(least, most):
    """A parser of numbers from least to most."""

    def parse(text):
        if len(text) > 40 or not text.isascii() or "_" in text or not least <= float(text) <= most:
            raise ValueError(text)
        return float(text)

    return parse


def one_of(options):
    """A parser of one of the options."""

    def parse(text):
        if text not in options:
            raise ValueError(text)
        return text

    return parse


def bound(key, own, parse, allowed, many=False):
    """Announce a widget by `arriving`; returns the options that bind it to its key and to the address.

    Its own value is remembered, for a preset that goes back to it: deleting its key would not bring it back. Where the
    page was asked to begin afresh, the widget takes that value now.
    """
    arriving(key, parse, allowed, many)
    st.session_state.setdefault("own_values", {})[key] = own
    of_this_page().add(key)
    stays = st.session_state.get("afresh")
    if stays is not None and key not in stays:
        write({key: None})
    return {"key": key, "bind": "query-params"}


def of_this_page():
    """The keys of all widgets that the page has drawn in this session, also in a part of it that is not open now."""
    return st.session_state.setdefault("keys_of_pages", {}).setdefault(st.session_state["page"], set())


def write(values):
    own = st.session_state.get("own_values", {})
    for key, value in values.items():
        if value is not None or key in own:  # a widget that was never drawn still has its own value
            st.session_state[key] = own[key] if value is None else value


def write_text(key, text):
    """Write a text that no widget holds into the address; an empty one is left out of it."""
    if text:
        st.query_params[key] = text
    else:
        st.query_params.pop(key, None)
