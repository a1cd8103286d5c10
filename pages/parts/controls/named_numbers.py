"""An expression that the learner types, and a number for each name in it."""

from dataclasses import dataclass, field

import streamlit as st

from backprop.written.numerals import number as text_of
from pages.parts.controls import number_field
from pages.parts.controls.address import announced, arriving, bound, digits_of, value_of, write_text
from pages.parts.controls.number_field import Range
from pages.parts.controls.presets import action, begin_afresh
from pages.parts.controls.step_in_address import forget_step
from pages.parts.controls.visit import Record, remembered
from pages.parts.controls.widgets import follow

REACH = 10.0  # of the sliders, either side of 0
MOST_SLIDERS = 12
MOST_WIDE = 6  # numbers whose fields have room for − and + at all times; of more each is narrow
VALUES = Range(-1e6, 1e6)


@dataclass
class Named(Record):
    """What is known of an expression's numbers beside the address.

    names    that it has, or had when it could last be read
    text     what the address said of their numbers last
    guessed  whether a gradient has just been guessed
    asked    what was asked for when one was guessed last
    wrong    the wrong answers to that, as they were typed
    """

    names: tuple[str, ...] = ()
    text: str = ""
    guessed: bool = False
    asked: object = None
    wrong: list[str] = field(default_factory=list)

    def begin_afresh(self):
        self.text = ""


def named_values(text):
    """The numbers in an address, "x~2~w~-0.5": {name: value}. ValueError: not that, a name twice, or out of range."""
    words = text.split("~") if text else []
    names = words[::2]
    if len(words) % 2 or len(words) > 200 or not all(name.isidentifier() and len(name) <= 20 for name in names):
        raise ValueError("not names and numbers in turn")
    if len(set(names)) < len(names):
        raise ValueError("a name twice")
    return dict(zip(names, map(VALUES.read, words[1::2]), strict=True))


def named_text(values):
    """Named numbers as an address carries them: as few digits as bring back the very same numbers."""
    return "~".join(f"{name}~{digits_of(value)}" for name, value in values.items())


def expression(prefix, label, own, parse, allowed, help):
    """A text typed freely, for `parse` to make something of; another one begins at step 0 again."""
    in_address = bound(f"{prefix}_expression", own, parse, allowed)
    return st.text_input(label, own, help=help, on_change=expression_changed, args=(prefix, parse), **in_address)


def expression_changed(prefix, parse):
    """Names that the new expression has in common with the old one keep their numbers; the others leave the address."""
    kept = value_of(f"{prefix}_values", named_values, {})
    for name in remembered(Named, prefix).names:
        if (value := number_field.latest(f"{prefix}_value_{name}", kept.get(name), VALUES)) is not None:
            kept[name] = value
    try:
        inputs = parse(st.session_state[f"{prefix}_expression"]).inputs
        kept = {name: value for name, value in kept.items() if name in inputs}
    except ValueError:
        pass  # the expression after this one may have all of them again
    write_named(prefix, kept)
    forget_step(prefix)


def example(prefix, label, texts, text):
    """One of several expressions, {its label: the text}: to choose it is to type it, with its own numbers, at step 0.

    text  what is typed now: the field bears its label, or says that it is the learner's own
    """
    key, own = f"{prefix}_example", () if text in texts.values() else ("your own",)
    st.session_state[key] = next((each for each in texts if texts[each] == text), *own)
    st.selectbox(label, [*texts, *own], key=key, width=210, on_change=take_example, args=(prefix, texts))


def take_example(prefix, texts):
    chosen, part = st.session_state[f"{prefix}_example"], f"{prefix}_part"
    begin_afresh({f"{prefix}_expression": texts.get(chosen), part: st.session_state.get(part)}, {}, None)


def named_numbers(prefix, names, own):
    """A number for each name, typed or slid: {name: value}. The address keeps them in one parameter together.

    Returns them, and the row in which they stand.

    own  the numbers that they have until the learner or a link says otherwise, {name: value}
    """
    key, named = f"{prefix}_values", remembered(Named, prefix)
    least, most = text_of(VALUES.least), text_of(VALUES.most)
    allowed = f"names of the expression, each once, and numbers from {least} to {most} in turn, with ~ between"

    def of_these(text):
        if not named_values(text).keys() <= set(names):
            raise ValueError(text)

    arriving(key, of_these, allowed)
    if f"{prefix}_own" not in st.session_state and key not in st.query_params and named.text:
        st.query_params[key] = named.text  # back from another page
    named.names, named.text = tuple(names), st.query_params.get(key, "")
    given = value_of(key, named_values, {})
    values = {name: given.get(name, own[name]) for name in names}
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    with row:
        for name, value in values.items():
            with st.container(width=132 if len(names) <= MOST_WIDE else 84, gap=None):
                named_number(prefix, name, value, tuple(names), own, len(names) <= MOST_SLIDERS)
        action("Its own numbers", f"{prefix}_own", ":material/replay:", own_numbers, prefix, disabled=values == own)
    return values, row


def named_number(prefix, name, value, names, own, has_slider):
    typed, slider_key = f"{prefix}_value_{name}", f"{prefix}_slid_{name}"
    if announced().afresh is not None:
        st.session_state.pop(typed, None)  # what could not be read goes as well
    number_field.hold(typed, value, VALUES)
    written = {"on_change": keep_named, "args": (prefix, names, own)}
    number_field.field(typed, name.replace("_", "\\_"), own[name], VALUES, 0.1, width="stretch", **written)
    if has_slider:
        st.session_state[slider_key] = min(max(value, -REACH), REACH)
        slid_to = {"on_change": follow_named, "args": (prefix, name, names, own)}
        hidden = {"label_visibility": "collapsed", "disabled": abs(value) > REACH}
        st.slider(f"Slide {name}", -REACH, REACH, step=0.1, format="%.4g", key=slider_key, **hidden, **slid_to)


def follow_named(prefix, name, names, own):
    follow(f"{prefix}_value_{name}", f"{prefix}_slid_{name}")
    keep_named(prefix, names, own)


def keep_named(prefix, names, own):
    """Write the numbers into the address; where they are the expression's `own`, nothing."""
    values = {name: number_field.latest(f"{prefix}_value_{name}", own[name], VALUES) for name in names}
    write_named(prefix, {} if values == own else values)


def write_named(prefix, values):
    """Write named numbers into the address; none are left out of it, and forgotten."""
    write_text(f"{prefix}_values", named_text(values))
    if not values:
        remembered(Named, prefix).text = ""


def own_numbers(prefix):
    """Forget the numbers, and what was typed for them and cannot be read."""
    for name in remembered(Named, prefix).names:
        st.session_state.pop(f"{prefix}_value_{name}", None)
    write_named(prefix, {})


def gradient_guess(prefix, names, value, result, row):
    """What the learner expects one node's gradient to be: (name, text), or None before a number is said."""
    form, key = st.form(f"{prefix}_guess_{row}", width=570), f"{prefix}_guess_value_{row}"
    with form, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown("**Before it is shown**: what will it be?", width=130)
        place = names.index(value)
        name = st.selectbox("The gradient of", names, place, key=f"{prefix}_guessed_{row}", width=120)
        typed = number_field.field(key, f"d{result}/d…", None, Range(), 0.01, width=130)
        st.form_submit_button("Check", icon=":material/search:", on_click=guess, args=(prefix,))
    named = remembered(Named, prefix)
    guessed, named.guessed = named.guessed, False
    return (name, st.session_state[key].strip()) if guessed and typed is not None else None


def guess(prefix):
    remembered(Named, prefix).guessed = True


def wrong_answers(prefix, question):
    """The wrong answers to a question so far, as they were typed: a list to be added to, new for another question."""
    named = remembered(Named, prefix)
    if named.asked != question:
        named.asked, named.wrong = question, []
    return named.wrong
