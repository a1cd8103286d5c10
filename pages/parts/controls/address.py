"""What a page's address may say: each widget's value, announced, looked at once, and refused in a sentence."""

from dataclasses import dataclass, field

import streamlit as st

from backprop.written.typed import spelled
from pages.parts.controls import folds, number_field
from pages.parts.controls.visit import Record, remembered


@dataclass
class Announced(Record):
    """What the widgets of a visit have told by being drawn.

    page        the title of the page that is drawn now
    seen        the keys that have been looked for in an address
    complaints  what was refused there, {page: {key: a sentence}}
    own         {key: the widget's own value}
    drawn       {page: the keys that it has drawn, also in a part of it that is not open now}
    modes       the keys that no button which sets up a page changes
    afresh      while a page begins afresh, the keys that a button gives a value; None else
    """

    page: str = ""
    seen: set = field(default_factory=set)
    complaints: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    drawn: dict = field(default_factory=dict)
    modes: set = field(default_factory=set)
    afresh: frozenset | None = None


def announced():
    return remembered(Announced)


def begin_page(page):
    """What is announced from now on belongs to the page of this title."""
    announced().page = page
    folds.hold(unchanged, says)


def arriving(key, parse, allowed, many=False):
    """Look at the address's raw value for `key`, once a session, and remember a complaint if `parse` refuses it.

    parse    text -> value; ValueError where it is not one
    allowed  what is, to be said in a sentence
    many     whether the address may name the key more than once
    Returns the raw texts of the key, [] where the address does not name it, or names what was refused.
    """
    raw = st.query_params.get_all(key)
    visit = announced()
    if key in visit.seen:
        return raw
    visit.seen.add(key)
    try:
        for text in raw:
            parse(text)
        if len(raw) > 1 and not many:
            raise ValueError(raw)
    except ValueError:
        said = " and ".join(number_field.quoted(text) if text else "nothing" for text in raw)
        visit.complaints.setdefault(visit.page, {})[key] = (
            f"This link's **{key}** says {said}, which cannot be used: it must be {allowed}"
            f"{'' if many or len(raw) == 1 else ', and stand there once'}. The page began with its own value instead."
        )
        del st.query_params[key]
        st.rerun()
    return raw


def value_of(key, parse, otherwise):
    """What the address says of a key now, as far as `parse` reads it; an address without the key says ""."""
    return parsed(st.query_params.get(key, ""), parse, otherwise)


def parsed(text, parse, otherwise):
    """What `parse` makes of a text in the address; `otherwise` where it has been forged since `arriving` looked."""
    try:
        return parse(text)
    except ValueError:
        return otherwise


def complain(page):
    """Say what was refused in a page's address, until the learner has set its widget."""
    complaints = announced().complaints.get(page, {})
    for key in filter(is_changed, list(complaints)):
        del complaints[key]
    for sentence in complaints.values():
        st.warning(sentence, icon=":material/link_off:")


def is_changed(key):
    """Whether a widget holds something else than its own value, as far as it has one."""
    own = announced().own.get(key)
    return own is not None and not is_own(own, st.session_state.get(key, own))


def is_own(own, value):
    """Whether what a widget holds is its own value: a number may be held as it is spelled."""
    return value == own or (isinstance(value, str) and isinstance(own, int | float) and value == spelled(own))


def says(key, value):
    """Whether the address says this value of a widget of the page, its own one by not naming the key."""
    texts = st.query_params.get_all(key)
    if not texts:
        return is_own(announced().own[key], value)
    values = (value or [""]) if isinstance(value, list) else [value]  # a key with nothing behind it is none of many
    return texts == [text_of(each) for each in values]


def text_of(value):
    """A value as a widget writes it into the address."""
    if isinstance(value, bool):
        return str(value).lower()
    return spelled(value) if isinstance(value, int | float) else value


def unchanged(key, now, value):
    """Whether the address still says `now` of a widget and not that other value; of one of another page it does."""
    visit = announced()
    return key not in visit.drawn.get(visit.page, ()) or (says(key, now) and not says(key, value))


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
    visit = announced()
    visit.own[key] = own
    visit.drawn.setdefault(visit.page, set()).add(key)
    if number_field.is_folded():
        folds.drawn(key)
    if visit.afresh is not None and key not in visit.afresh:
        write({key: None})
    return {"key": key, "bind": "query-params"}


def write(values):
    """Write values into widgets: {key: value}, or {key: None} for the widget's own."""
    own = announced().own
    for key, value in values.items():
        if value is not None or key in own:  # a widget that was never drawn still has its own value
            value = own[key] if value is None else value
            folds.written(key, value)
            st.session_state[key] = value


def write_text(key, text):
    """Write a text that no widget holds into the address; an empty one is left out of it."""
    if text:
        st.query_params[key] = text
    else:
        st.query_params.pop(key, None)


def digits_of(value):
    """A number with as few digits as bring back the very same number, and nothing that an address would change."""
    return repr(float(value)).removesuffix(".0").replace("e+", "e")
