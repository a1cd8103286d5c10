"""What a page remembers of one visitor beside the address: each control has a small record of its own."""

from dataclasses import dataclass

import streamlit as st


class Record:
    """What a control remembers from one rerun to the next: a dataclass, each of whose fields says how it begins."""

    def begin_afresh(self):
        """Forget what a button that brings the page into one state must not find: nothing, unless a record says so."""


def remembered(record, of=""):
    """The visit's own Record of a class, made when it is first asked for.

    of  what it belongs to, where there is one for each: a prefix, or the key of an element
    """
    found, name = records(), name_of(record, of)
    if name not in found:
        found[name] = record()
    return found[name]


def records():
    """All Records of the visit, {name: Record}."""
    return st.session_state.setdefault("records", {})


def name_of(record, of=""):
    """A Record's name, in words: a visit may go on while the code is read again, and its classes are others then."""
    return f"{record.__module__}.{record.__qualname__} {of}"


@dataclass
class Made(Record):
    """What was made, and of what."""

    of: object = None
    result: object = None


def kept(key, of, make):
    """What `make()` returned when `of` last changed: kept for this visitor alone, so it is not made at each rerun.

    It is for what hangs on the visitor's own training, a Run that goes on or a Trace of many MiB, which is the same
    only as long as it is that very object, and for what nobody else asks for. All else goes to `pages.parts.kept`.
    """
    made = remembered(Made, key)
    if made.of != of:
        made.result, made.of = make(), of
    return made.result
