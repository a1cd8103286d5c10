"""Buttons that bring a page into a state, and clicks in a picture that set a widget."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.controls.address import announced, write
from pages.parts.controls.step_in_address import lead_steps
from pages.parts.controls.visit import Record, records, remembered


@dataclass
class Pressed(Record):
    """What the last button that sets up a page wants seen: the key of an element, until it is."""

    shows: str | None = None


def preset(label, values, icon=None, help=None, key=""):
    """A button that writes values into widgets: {key: value}, or {key: None} for the widget's own default.

    key  tells it from others of the same label and values on the page
    """
    key = f"preset_{label}_{'_'.join(values)[:40]}{key}"
    action(label, key, icon, write, values, help=help)


def whole_state(label, values, key, shows=None, address=None, icon=None, help=None):
    """A button that brings the page into one state, the same whatever was set before: {key: value}, all else its own.

    shows    the key of the element in which the difference is seen: it is brought into view
    address  what of the state no widget is bound to, {key: text}: a step, values kept, numbers of an expression
    """
    action(label, key, icon, begin_afresh, values, address or {}, shows, help=help)


def one_of_states(label, states, key, now, shows, **look):
    """One of several states of the page, folded: to choose one is to bring the page into it.

    states  {its name: (values, address)}, as of `whole_state`
    now     the name of the one that the page is in; None where it is in none of them
    look    of Streamlit's selectbox: placeholder, width, help
    """
    st.session_state[key] = now
    st.selectbox(label, list(states), None, key=key, on_change=take_state, args=(key, states, shows), **look)


def take_state(key, states, shows):
    name = st.session_state[key]
    if name is not None:
        begin_afresh(*states[name], shows)


def begin_afresh(values, address, shows):
    """Ask every widget of the page for its own value when it is next drawn, those of `values` for theirs."""
    values = {key: value for key, value in values.items() if value is not None}
    visit = announced()
    stay = visit.own.keys() | values.keys() | visit.modes
    for key in [key for key in st.query_params if key not in stay]:
        del st.query_params[key]
    for record in records().values():
        record.begin_afresh()
    lead_steps()
    visit.afresh = frozenset(values)
    remembered(Pressed).shows = shows
    write(dict.fromkeys(visit.drawn.get(visit.page, ())) | values)
    for key, text in address.items():
        st.query_params[key] = text


def to_show():
    """The key of the element that the pressed button wants seen, once; None where nothing was pressed."""
    pressed = remembered(Pressed)
    shows, pressed.shows = pressed.shows, None
    return shows


def begun():
    """The page has been drawn to its end: every widget has the value that it was asked for."""
    announced().afresh = None


def action(label, key, icon, then, *args, **options):
    """A button that does something to what a page is working on: then(*args) is called before the page runs again."""
    st.button(label, key, icon=icon, on_click=then, args=args, **options)


def take_click(chart, selection, field, values, key):
    """Write what was clicked in a chart into a widget; what was clicked beside a mark changes nothing.

    values  {what the clicked mark's field says: the widget's value}
    key     the widget's
    """
    clicked = st.session_state[chart]["selection"].get(selection) or [{}]
    if clicked[-1].get(field) in values:
        write({key: values[clicked[-1][field]]})
