"""The field that every number of the course is typed into: it takes a number as it is written, and never changes it.

It is a text field, read by `backprop.written.typed`. What cannot be read, or is out of range, stays in it with a
sentence below; the page goes on with the last number that could be read, and says so at the foot of the window
(`end_of_page`). The browser adds − and +, the arrow keys, and the page's own minus (number_field.js).
"""

from contextlib import contextmanager
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from itertools import groupby
from operator import itemgetter

import streamlit as st

from backprop.written.numerals import number as text_of
from backprop.written.typed import repeated, spelled, typed_number, typed_whole
from pages.parts.browser import scripts
from pages.parts.controls import folds
from pages.parts.controls.visit import Record, remembered


@dataclass(frozen=True)
class Range:
    """The numbers that a field takes, from least to most; `whole`: whole numbers alone."""

    least: float = -1e300
    most: float = 1e300
    whole: bool = False

    def __str__(self):
        if (self.least, self.most) == (Range.least, Range.most):
            return "a number, such as −0.5 or 1/3,"
        if self.whole:
            return f"a whole number from {self.least:,} to {self.most:,}".replace("-", "−")
        return f"a number from {text_of(self.least)} to {text_of(self.most)}"

    def read(self, text):
        """The number that a text says. ValueError says what is wrong with it."""
        value = typed_whole(text) if self.whole else typed_number(text)
        if not self.least <= value <= self.most:
            raise ValueError("is out of range")
        return value


@dataclass
class Fields(Record):
    """What the fields have told.

    read    the last number that could be read, {key: number}
    told    of this page since it began, {key: for the browser}
    unread  those of this page that could not be read, [(label, number, where)]; where: the name of what a field is
            folded away under, None where it is in sight
    folded  that name, while what it hides is drawn
    """

    read: dict = dataclass_field(default_factory=dict)
    told: dict = dataclass_field(default_factory=dict)
    unread: list = dataclass_field(default_factory=list)
    folded: str | None = None


def field(key, label, own, takes, step, *, width, bind=None, **options):
    """Draw a field and return its number: the last one that could be read, where what stands in it cannot.

    own      the number until one is typed; None for a field that is empty until then
    takes    a Range
    step     by which − and + move the number
    bind     "query-params" where the address keeps what stands in the field; else `hold` what it is to show
    options  go to Streamlit: help, on_change, args
    """
    given, fields = st.session_state.get(key), remembered(Fields)
    if isinstance(given, int | float):  # a button, a slider or a click in a picture wrote a number
        st.session_state[key] = spelled(given)
    with st.container(key=f"number_{key}", width=width, gap=None):
        # In a fold that is opened only now it shows what it is handed here: it never heard of what it held before.
        stands_there = spelled(own) if bind else st.session_state.get(key) or ""
        text = st.text_input(label, stands_there, key=key, autocomplete="off", bind=bind, **options)
        value = latest(key, own, takes)
        refusal = wrong_with(text, takes) if text or own is not None else None
        if refusal:
            folds.typed(key)
            stands = "" if own is None else f"; what is shown is for {text_of(value, 10)}"
            with st.container(key=f"refused_{key}"):
                st.markdown(f":material/error: {refusal}: {takes} is wanted{stands}.")
            if own is not None:
                fields.unread.append((label, value, fields.folded))
    told = {"step": step, "value": value, "text": text, **asdict(takes)}
    if refusal and bind:
        told["address"] = None if value == own else spelled(value)
    fields.told[key] = told
    return value


def latest(key, own, takes):
    """The last number that could be read in a field, which is remembered under its key."""
    read, given = remembered(Fields).read, st.session_state.get(key)
    if isinstance(given, int | float):
        given = spelled(given)
    try:
        read[key] = takes.read(given or "")
    except ValueError:
        if own is None:
            return None
    return read.get(key, own)


def hold(key, value, takes):
    """Let a field hold a number that is kept elsewhere, unless it says that number already, or waits to be read."""
    if key not in st.session_state or latest(key, value, takes) != value:
        st.session_state[key] = value


def wrong_with(text, takes):
    """Why a text cannot be taken, with the text whole; None where it can."""
    try:
        takes.read(text)
    except ValueError as wrong:
        return f"{quoted(text)} {wrong}" if text.strip() else "An empty field is not a number"
    return None


def quoted(text):
    """A text as Markdown that shows just that, whatever signs are in it, `repeated` as a sentence does."""
    said, whole = repeated(text)
    rest = "" if whole else f" and so on, {len(text):,} characters in all"
    fence = "`"
    while fence in said:
        fence += "`"
    edge = " " if said[0] in "` " or said[-1] in "` " else ""
    return f"{fence}{edge}{said.replace('-', '−')}{edge}{fence}{rest}"


# --- the page round the fields ---------------------------------------------------------------------------------------


@contextmanager
def folded(draw, label, **options):
    """A part of a page that is folded away, drawn by `st.popover` or `st.expander`: a field in it is not in sight."""
    fields = remembered(Fields)
    around = fields.folded  # of a fold within another the outer one is what hides it
    fields.folded = around or label.partition(":")[0]
    try:
        with draw(label, **options):
            yield
    finally:
        fields.folded = around


def is_folded():
    """Whether what is drawn now is folded away."""
    return remembered(Fields).folded is not None


def begin_page(page):
    """Forget the fields of the page before, and let the browser help typing from the first field on."""
    fields = remembered(Fields)
    fields.told, fields.unread = {}, []
    scripts.component("number_fields")(key="number_fields_begin", data={"page": page})


def end_of_page(page):
    """Say of which numbers the page's results are, where some could not be read, and let the browser help typing."""
    fields = remembered(Fields)
    if unread := fields.unread:
        parts = []
        for where, those in groupby(dict.fromkeys(unread), key=itemgetter(2)):
            told_of = ", ".join(f"**{label} = {text_of(value, 10)}**" for label, value, _ in those)
            parts.append(f"{told_of} (folded away under *{where}*)" if where else told_of)
        which, last = ", ".join(parts), "the last number" if len(unread) == 1 else "the last numbers"
        with st.container(key="unread"):
            st.markdown(f":material/history: The results on this page are those of {which}, {last} that could be read.")
    if fields.told:
        data = {"page": page, "fields": fields.told}
        scripts.component("number_fields")(key="number_fields_end", data=data)
