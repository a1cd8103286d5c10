"""Every widget of the course: what the learner sets, kept in the page's address, so that a link is the experiment.

A widget's key is its name in the address, prefixed by what it belongs to. `bind="query-params"` keeps the two together;
a value that the widget cannot hold is dropped by Streamlit without a word, so each widget is announced by `arriving`,
which looks at the raw address once and tells the visitor.
"""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import streamlit as st

from backprop.data import Data
from backprop.lessons import FITTED, around_fitted
from backprop.network import Network
from backprop.written.numerals import counted
from backprop.written.numerals import number as text_of
from backprop.written.typed import spelled
from pages.parts.controls import number_field, your_data
from pages.parts.controls.number_field import Range

LIMIT = 1_000.0  # weights and biases, either side of 0
RATES = (1e-6, 1e3)
MOST_STEPS = 20_000


# --- what an address may say -----------------------------------------------------------------------------------------


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


# --- single widgets, bound to the address ----------------------------------------------------------------------------


def number(key, label, value, least=-LIMIT, most=LIMIT, step=0.1, width=104, help=None):
    """A number typed freely, from least to most."""
    return field_in_address(key, label, float(value), Range(float(least), float(most)), step, width, help)


def whole_number(key, label, value, least, most, width=130, help=None):
    """A whole number typed freely, from least to most."""
    return field_in_address(key, label, value, Range(least, most, whole=True), 1, width, help)


def field_in_address(key, label, value, takes, step, width, help):
    in_address = bound(key, value, takes.read, takes)
    return number_field.field(label=label, own=value, takes=takes, step=step, width=width, help=help, **in_address)


def slider(key, label, value, least, most, step, width):
    """A number slid from least to most."""
    in_address = bound(key, value, real(least, most), f"a number from {text_of(least)} to {text_of(most)}")
    return st.slider(label, least, most, value, step, "%.10g", width=width, **in_address)


def choice(key, label, options, value=None, **looks):
    """One of a few options, side by side."""
    own = value or options[0]
    in_address = bound(key, own, one_of(options), f"one of {', '.join(options)}")
    return st.segmented_control(label, options, default=own, required=True, **looks, **in_address)


def selection(key, label, options, value=None, width=120, help=None, **options_of_it):
    """One of more options, folded."""
    own = value or options[0]
    in_address = bound(key, own, one_of(options), f"one of {', '.join(options)}")
    return st.selectbox(label, options, options.index(own), help=help, width=width, **options_of_it, **in_address)


def title(key, label, options, value=None, before="", width=90):
    """The title of a picture, in which the learner chooses what it shows.

    label   for those who do not see where it stands
    before  the rest of the title
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.header(before, anchor=False, width="content")
        return selection(key, label, options, value, width, label_visibility="collapsed")


def renewed_selection(key, label, options, value):
    """One of options that change with what the learner types: one that is no more falls back to `value`."""
    if st.session_state.get(key, value) not in options:
        st.session_state[key] = value
    return selection(key, label, options, value, 130)


def activation(key, label, options, value):
    """One of a few Activations, by its name."""
    name = choice(key, label, [option.name for option in options], value.name)
    return next(option for option in options if option.name == name)


def observation(key, label, data):
    """One of the observations of one input, by that input: returns Data of it alone."""
    texts = [text_of(value) for value in data.inputs[:, 0]]
    place = texts.index(choice(key, label, texts))
    return Data(data.inputs[place], data.observed[place], data.names)


def several(key, label, options, value):
    """Any of a few options, in their own order."""
    allowed = one_of(("", *options))  # none of them is an empty text
    in_address = bound(key, list(value), allowed, f"any of {', '.join(options)}", many=True)
    chosen = st.pills(label, options, selection_mode="multi", default=list(value), **in_address)
    return tuple(option for option in options if option in chosen)


def pair(key, label, names, value):
    """Two different ones of some names, as "w3 and w4"; returns them as a tuple."""
    options = [f"{one} and {other}" for one, other in combinations(names, 2)]
    ask = choice if len(options) <= 3 else selection
    return tuple(ask(key, label, options, f"{value[0]} and {value[1]}").split(" and "))


def switch(key, label, value=False, help=None):
    """On or off."""
    return st.toggle(label, value, help=help, **bound(key, value, one_of(("true", "false")), "true or false"))


def lead(key, options):
    """Let a choice begin with the option to which a link leads that does not name it: {option: keys it may name}."""
    if key not in st.session_state and key not in st.query_params:
        found = [option for option, keys in options.items() if any(each in st.query_params for each in keys)]
        if found:
            st.session_state[key] = found[0]


def mode(key, label, value, help=None):
    """On or off on every page alike, for as long as the visit lasts: no button that sets up a page changes it."""
    arriving(key, one_of(("true", "false")), "true or false")
    st.session_state.setdefault("modes", set()).add(key)
    return st.toggle(label, value, key=key, help=help, bind="query-params", persist_state="session")


def is_on(key):
    """Whether a switch is on, before it is drawn."""
    return st.session_state.get(key, st.query_params.get(key) == "true")


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


# What a session remembers beside the address, by how its keys end, and what says that there is nothing to remember.
REMEMBERED = {"_in_address": None, "_told": None, "_before": ""}


def begin_afresh(values, address, shows):
    """Ask every widget of the page for its own value when it is next drawn, those of `values` for theirs."""
    values = {key: value for key, value in values.items() if value is not None}
    own = st.session_state.setdefault("own_values", {})
    stay = own.keys() | values.keys() | st.session_state.get("modes", set())
    for key in [key for key in st.query_params if key not in stay]:
        del st.query_params[key]
    for key in map(str, list(st.session_state)):
        for ending, nothing in REMEMBERED.items():
            if key.endswith(ending):
                st.session_state[key] = nothing
    lead_steps()
    st.session_state["afresh"] = frozenset(values)
    st.session_state["to_show"] = shows
    write(dict.fromkeys(of_this_page()) | values)
    for key, text in address.items():
        st.query_params[key] = text


def of_this_page():
    """The keys of all widgets that the page has drawn in this session, also in a part of it that is not open now."""
    return st.session_state.setdefault("keys_of_pages", {}).setdefault(st.session_state["page"], set())


def to_show():
    """The key of the element that the pressed button wants seen, once; None where nothing was pressed."""
    return st.session_state.pop("to_show", None)


def begun():
    """The page has been drawn to its end: every widget has the value that it was asked for."""
    st.session_state["afresh"] = None


def action(label, key, icon, then, *args, **options):
    """A button that does something to what a page is working on: then(*args) is called before the page runs again."""
    st.button(label, key, icon=icon, on_click=then, args=args, **options)


def write(values):
    own = st.session_state.get("own_values", {})
    for key, value in values.items():
        if value is not None or key in own:  # a widget that was never drawn still has its own value
            st.session_state[key] = own[key] if value is None else value


def take_click(chart, selection, field, values, key):
    """Write what was clicked in a chart into a widget; what was clicked beside a mark changes nothing.

    values  {what the clicked mark's field says: the widget's value}
    key     the widget's
    """
    clicked = st.session_state[chart]["selection"].get(selection) or [{}]
    if clicked[-1].get(field) in values:
        st.session_state[key] = values[clicked[-1][field]]


# --- a network's parameters ------------------------------------------------------------------------------------------


def parameters(prefix, network, start, roles=None):
    """A number for every weight and bias, in the order of the flat row; returns (P,).

    roles  what else some are called, {name: word}, or nothing
    """
    with st.container(horizontal=True, gap="small"):
        return np.array(
            [
                number(f"{prefix}_{name}", f"{name}, {roles[name]}" if roles else name, value)
                for name, value in zip(network.parameter_names, start, strict=True)
            ]
        )


def experiment(lesson, prefix=None):
    """The control strip of a descent: a Lesson -> the learner's Experiment, the lesson's own until it is changed.

    In the row stand what is optimised, before all that comes and goes with it, where that starts, and how it walks;
    where the others stay is folded away, and named in the row where it is not the lesson's.
    """
    prefix, own = prefix or lesson.slug, lesson.experiment
    names = own.network.parameter_names
    keys = {name: f"{prefix}_{name}" for name in names}
    start = dict(zip(names, own.start.tolist(), strict=True))

    def ask(name, width=92):
        label = f"{name}, {lesson.roles[name]}" if name in lesson.roles else name
        start[name] = number(keys[name], label, start[name], width=width)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"{prefix}_experiment"):
        optimised = several(f"{prefix}_optimised", "Optimised (the others stay)", names, own.optimised)
        for name in optimised:
            ask(name)
        rate = number(
            f"{prefix}_learning_rate", "Learning Rate", own.optimiser.learning_rate, *RATES, step=0.01, width=108
        )
        steps = whole_number(f"{prefix}_steps", "Steps", own.steps, 0, MOST_STEPS, width=104)
        others = [name for name in names if name not in optimised]
        with number_field.folded(st.popover, where_others_start(lesson, keys, others), key=f"{prefix}_other_starts"):
            for name in others:
                ask(name, "stretch")
            if own.network == Network():
                fitted = dict(zip(keys.values(), FITTED, strict=True))
                preset("Fitted", fitted, help="Start at the fitted weights and biases, where the video ends.")
        walked = "learning_rate", "steps", "optimised", "verdict"
        everything = [*keys.values(), *(f"{prefix}_{name}" for name in walked)]
        preset("As in the video", dict.fromkeys(everything))
    optimiser = replace(own.optimiser, learning_rate=rate)
    return replace(own, start=[*start.values()], optimised=optimised, optimiser=optimiser, steps=steps)


def where_others_start(lesson, keys, others):
    """What the fold of the numbers that stay is called: it names those that are not the lesson's."""
    own = dict(zip(keys, lesson.experiment.start.tolist(), strict=True))
    takes, set_to = Range(-LIMIT, LIMIT), {}
    for name in others:  # of which some are drawn for the first time, after this
        in_address = parsed(st.query_params.get(keys[name], ""), takes.read, own[name])
        set_to[name] = number_field.latest(keys[name], in_address, takes)
    changed = [f"{name} {text_of(value)}" for name, value in set_to.items() if value != own[name]]
    if not others:
        return "Fitted start"
    more = f" and {len(changed) - 2} more" if len(changed) > 2 else ""
    return f"Others: {', '.join(changed[:2])}{more}" if changed else "Others as given"


def hand_over(component):
    """The browser hands over an answer for the next run to take: called back by a component of this key."""
    st.session_state[f"{component}_handed_over"] = st.session_state[component].judge


def handed_over(component):
    """What the browser has handed over, once; None where it was nothing."""
    return st.session_state.pop(f"{component}_handed_over", None)


def download(label, make, file_name):
    """A file that is made on the click; make() -> its text."""
    kind = "text/x-python" if file_name.endswith(".py") else "text/csv"
    st.download_button(label, make, file_name, kind, icon=":material/download:", on_click="ignore")


def chosen_of_seven(lesson, prefix, label):
    """Which parameter a page looks at, and, folded away, all of them: returns (name, parameters (P,))."""
    network, start = lesson.experiment.network, lesson.experiment.start
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = choice(f"{prefix}_parameter", label, names, "b3")
        with number_field.folded(st.popover, "Weights and biases", icon=":material/tune:"):
            row = parameters(prefix, network, start)
        keys = [f"{prefix}_{key}" for key in ("parameter", *names)]
        preset("As in the video", dict.fromkeys(keys), icon=":material/replay:")
        fitted = dict(zip(keys[1:], FITTED, strict=True))
        preset("Fitted", fitted, help="The fitted weights and biases, where the video ends.")
    return name, row


# --- values tried out and kept ---------------------------------------------------------------------------------------

MOST_TRIED = 30


def tried_values(text):
    """The values in an address, as "0_1_2.5": a tuple, each once. ValueError: not numbers, or too many."""
    parts = text.split("_", MOST_TRIED) if text else []
    if len(parts) > MOST_TRIED:
        raise ValueError(f"at most {MOST_TRIED} values")
    return tuple(dict.fromkeys(map(real(-LIMIT, LIMIT), parts)))


def tried_text(values):
    """The values as an address carries them: as few digits as bring back the very same numbers."""
    return "_".join(map(your_data.digits_of, values))


def values_under_test(lesson, prefix):
    """One parameter to try values of, typed or slid, the others, folded away, and which of its values are kept.

    Returns (name, parameters (P,), the values kept, whether the whole curve is wanted).
    """
    network, start = lesson.experiment.network, lesson.experiment.start
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = choice(f"{prefix}_parameter", "Test values of (changing it clears what you kept)", names, "b3")
        place = network.place(name)
        row = start.copy()
        row[place] = number(f"{prefix}_{name}", f"Value of {name}", start[place])
        slid(f"{prefix}_{name}", f"{prefix}_slid", f"Slide {name}", row[place], *around_fitted(name))
        with number_field.folded(st.popover, "The other six", icon=":material/tune:", key=f"{prefix}_others"):
            others = {f"{prefix}_{other}": other for other in names if other != name}
            for key, other in others.items():
                row[network.place(other)] = number(key, other, start[network.place(other)], width="stretch")
            preset("The others as in the video", dict.fromkeys(others), icon=":material/replay:")
    kept, whole_curve = values_kept(lesson, prefix, name, float(row[place]))
    return name, row, kept, whole_curve


def one_to_find(prefix, network, start, name):
    """One parameter to be found, typed or slid, and the others, folded away: returns (P,)."""
    row, key = dict(zip(network.parameter_names, map(float, start), strict=True)), f"{prefix}_{name}"
    row[name] = number(key, name, row[name])
    slid(key, f"{prefix}_slid", f"Slide {name}", row[name], *around_fitted(name))
    with number_field.folded(st.popover, "The other six", icon=":material/tune:"):
        for other in filter(name.__ne__, network.parameter_names):
            row[other] = number(f"{prefix}_{other}", other, row[other], width="stretch")
    return np.array([*row.values()])


def slid(key, slider_key, label, value, least, most):
    """A slider that moves the number typed under `key` and follows it; none where that number is out of its reach."""
    if not least <= value <= most:
        st.caption(f"The slider reaches from {text_of(least)} to {text_of(most)}.", width=190)
        return
    st.session_state[slider_key] = value
    moved = {"on_change": follow, "args": (key, slider_key)}
    st.slider(label, least, most, step=0.05, format="%.4g", key=slider_key, width=230, **moved)


def follow(key, slider_key):
    st.session_state[key] = round(st.session_state[slider_key], 10)


def values_kept(lesson, prefix, name, value):
    """The row of buttons that keeps values of a parameter: returns (the values kept, whether the curve is wanted).

    The address is where they are kept, so that Back takes the last one away. A look at another page empties the
    address: on return it is filled again from what was remembered.
    """
    key, remembered, of = f"{prefix}_tried", f"{prefix}_tried_before", f"{prefix}_tried_of"
    allowed = f"at most {MOST_TRIED} numbers from {text_of(-LIMIT)} to {text_of(LIMIT)} with _ between"
    arriving(key, tried_values, allowed)
    arrived = f"{prefix}_keep" not in st.session_state
    if arrived and key not in st.query_params and st.session_state.get(remembered):
        st.query_params[key] = st.session_state[remembered]
    if not arrived and st.session_state[of] != name and st.query_params.get(key) == st.session_state[remembered]:
        keep(prefix, ())  # they were values of another parameter
    st.session_state[of] = name
    kept = parsed(st.query_params.get(key, ""), tried_values, ())
    st.session_state[remembered] = tried_text(kept)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label, more = f"Keep {name} = {text_of(value)}", (*kept, value)
        told = f"Put this value and its SSR on the picture and in the table; up to {MOST_TRIED}."
        look = {"disabled": value in kept or len(kept) >= MOST_TRIED, "type": "primary"}
        action(label, f"{prefix}_keep", ":material/push_pin:", keep, prefix, more, help=told, **look)
        label = f"The video's {', '.join(map(text_of, lesson.shown['ssr']))}"
        told = "Test b3, the others as in the video, and keep the four values that the video tries."
        action(label, f"{prefix}_shown", ":material/replay:", keep_the_videos, lesson, prefix, help=told)
        action("Clear", f"{prefix}_clear", None, keep, prefix, (), disabled=not kept)
        whole_curve = switch(f"{prefix}_curve", "Show the whole curve", help="The SSR at every value, not only yours.")
    return kept, whole_curve


def keep(prefix, values):
    """Write the kept values into the address; none are left out of it."""
    write_text(f"{prefix}_tried", tried_text(values))


def write_text(key, text):
    """Write a text that no widget holds into the address; an empty one is left out of it."""
    if text:
        st.query_params[key] = text
    else:
        st.query_params.pop(key, None)


def keep_the_videos(lesson, prefix):
    write(dict.fromkeys(f"{prefix}_{key}" for key in ("parameter", *lesson.experiment.network.parameter_names)))
    keep(prefix, tuple(lesson.shown["ssr"]))
    st.session_state[f"{prefix}_tried_of"] = "b3"


# --- rows of one's own, typed, pasted or uploaded --------------------------------------------------------------------


def kept(key, of, make):
    """What `make()` returned when `of` last changed: kept for this visitor alone, so it is not made at each rerun."""
    name = f"{key}_kept"
    if st.session_state.get(name, (None,))[0] != of:
        st.session_state[name] = of, make()
    return st.session_state[name][1]


def begin_rows(prefix, sheet):
    """Put a Sheet before the learner: in a new table, which knows nothing of what was typed into the old one."""
    st.session_state[f"{prefix}_sheet"] = st.session_state[f"{prefix}_edited"] = sheet
    for of in ("tables", "sheets"):
        st.session_state[f"{prefix}_{of}"] = st.session_state.get(f"{prefix}_{of}", 0) + 1


def edit_rows(prefix, key, option, data):
    """A button that copies rows into the learner's own table, and chooses that table."""
    action("Edit these rows", f"{prefix}_edit", ":material/edit:", own_rows, prefix, key, option, data)


def own_rows(prefix, key, option, data):
    begin_rows(prefix, your_data.sheet_of_data(data))
    write({key: option})


def typed_or_taken(prefix):
    """Remember that a rerun is the work of the learner's hands on the rows, and no wish to go back."""
    st.session_state[f"{prefix}_typed"] = True


def take_file(prefix):
    """What a new file in the uploader sets off: its rows become the learner's own; a refused one changes nothing."""
    typed_or_taken(prefix)
    file, refusal = st.session_state.get(f"{prefix}_file"), None
    if file is not None:
        try:
            begin_rows(prefix, your_data.sheet_of_csv(file.getvalue()))
        except ValueError as refused:
            refusal = f"**{your_data.clean(file.name)}** was not taken. {refused}"
    st.session_state[f"{prefix}_file_refused"] = refusal


def no_rows(prefix):
    """Take the learner's own rows out of the address, where a page does not use them."""
    if st.query_params.get(f"{prefix}_rows"):
        del st.query_params[f"{prefix}_rows"]
    st.session_state[f"{prefix}_rows_in_address"] = []


def rows(prefix, beginning):
    """A table of the learner's own rows, to type or paste into, and a place for a CSV file: returns the last Data that
    could be made of them.

    The address carries the rows that are in use where they are few enough; Back takes back an edit.

    beginning  the Data that the table holds at first
    """
    key = f"{prefix}_rows"
    allowed = f"rows of at most {your_data.MOST_IN_LINK:,} characters, as this page writes them"
    raw = arriving(key, one_of_rows, allowed)
    typed = st.session_state.pop(f"{prefix}_typed", False)  # then the browser may not have heard of the last edit yet
    if raw != st.session_state.get(f"{key}_in_address", []) and not typed:
        st.session_state[f"{key}_in_address"] = raw
        if raw and raw[0] != your_data.TOO_LARGE:
            begin_rows(prefix, your_data.sheet_of_link(raw[0]))
    lost = raw == [your_data.TOO_LARGE] and f"{prefix}_sheet" not in st.session_state
    if f"{prefix}_sheet" not in st.session_state:
        begin_rows(prefix, your_data.sheet_of_data(beginning))
    elif f"{prefix}_file" not in st.session_state:  # back from another page, where the table was forgotten
        st.session_state[f"{prefix}_sheet"] = st.session_state[f"{prefix}_edited"]
        st.session_state[f"{prefix}_tables"] += 1

    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.file_uploader(
            f"Or a CSV file, up to {your_data.MOST_ROWS:,} rows",
            key=f"{prefix}_file",
            on_change=take_file,
            args=(prefix,),
            help="One or two columns of inputs and one of outputs. The file stays on this server for your visit only.",
        )
        if lost:
            told = "This link's rows came from a file too large for a link: upload it again."
            st.info(told, icon=":material/upload:")
        if refusal := st.session_state.get(f"{prefix}_file_refused"):
            st.error(refusal, icon=":material/block:")
    with left:
        sheet = edited(prefix, st.session_state[f"{prefix}_sheet"])
    with right:
        inputs, output = columns(prefix, sheet)
    of = (sheet.rows, inputs, output)
    try:
        data = kept(f"{prefix}_own_data", of, lambda: your_data.data_of(sheet, inputs, output))
        st.session_state[f"{prefix}_last_data"] = data
    except ValueError as refused:
        right.error(f"{refused} Until then the last rows that could be used stand.", icon=":material/block:")
        data = st.session_state.get(f"{prefix}_last_data", beginning)
    with right:
        if said := your_data.recognised(sheet):
            st.caption(f"Recognised: {said}.")
        remember_rows(key, data)
    return data


def one_of_rows(text):
    if text != your_data.TOO_LARGE:
        your_data.sheet_of_link(text)


def edited(prefix, sheet):
    """The table that a Sheet is edited in: every cell is text, so that 0,5 and 1e-3 mean what they say."""
    if len(sheet) > your_data.MOST_EDITED:
        st.markdown(f"The first of **{len(sheet):,} rows**; up to {your_data.MOST_EDITED} could be edited here.")
        first = pd.DataFrame(sheet.rows[:8], columns=sheet.names)
        st.dataframe(first, hide_index=True, alt="The first rows of the file")
        return sheet
    frame = st.data_editor(
        kept(f"{prefix}_frame", sheet, lambda: pd.DataFrame(sheet.rows, columns=sheet.names, dtype=object)),
        height=248,
        num_rows="dynamic",
        column_config=dict.fromkeys(sheet.names, st.column_config.TextColumn()),
        key=f"{prefix}_table_{st.session_state[f'{prefix}_tables']}",
        on_change=typed_or_taken,
        args=(prefix,),
        alt="Your own rows, to type or paste into",
    )
    cells = zip(range(1, len(frame) + 1), frame.itertuples(index=False), strict=True)
    try:
        changed = your_data.edited(sheet, cells)
    except ValueError as refused:
        st.error(str(refused), icon=":material/block:")
        return sheet
    st.session_state[f"{prefix}_edited"] = changed
    return changed


def columns(prefix, sheet):
    """Which columns are the inputs and which is the output: (places of one or two, place)."""
    names, (inputs, output) = sheet.names, your_data.likely_columns(st.session_state[f"{prefix}_sheet"])
    if len(names) == 2:
        return (0,), 1
    count, none = st.session_state[f"{prefix}_sheets"], "none"
    second = names[inputs[1]] if len(inputs) > 1 else none
    chosen = []
    with st.container(horizontal=True, gap="small"):
        for label, options, own in (
            ("Input", names, names[inputs[0]]),
            ("Second input", (none, *names), second),
            ("Output", names, names[output]),
        ):
            key = f"{prefix}_{label}_{count}"
            place = options.index(own)
            chosen.append(st.selectbox(label, options, place, key=key, width=130, persist_state="session"))
    first, second, output = (names.index(name) if name in names else None for name in chosen)
    return (first or 0, *([] if second is None else [second])), len(names) - 1 if output is None else output


def remember_rows(key, data):
    """Write the rows into the address, or that they are too large for one."""
    text = your_data.link_of(data)
    if st.query_params.get(key) != text:
        st.query_params[key] = text
    st.session_state[f"{key}_in_address"] = [text]
    if text == your_data.TOO_LARGE:
        st.caption(f"Too large for a link: {counted(len(data), 'row')}. Whoever opens it is asked for the file.")


# --- the step, which the browser keeps in the address (pages/parts/player) --------------------------------------------


def step_asked(prefix):
    """The step that a walk is to show first: of the address where that says something new, else what `tell_step` told.

    None where neither says anything. The address that the server knows is no more than what it was when the browser
    came, or was led by a button: walking, the browser writes the step there by itself.
    """
    key = f"{prefix}_step"
    raw = arriving(key, step_of, f"a whole number from 0 to {MOST_STEPS:,}")
    known, step = st.session_state.get(f"{key}_told") or (None, None)
    if raw != known:
        step = parsed(raw[0], step_of, None) if raw else None
        st.session_state[f"{key}_told"] = raw, step
    return step


def step_of(text):
    """The step in an address. ValueError: it is none."""
    if len(text) > 20 or not re.fullmatch("[0-9]+", text) or int(text) > MOST_STEPS:
        raise ValueError(text)
    return int(text)


def tell_step(prefix, component):
    """The browser asks for a step that only the server has, or can draw: called back by a component of this key."""
    step, key = st.session_state[component].asked, f"{prefix}_step"
    if isinstance(step, int) and not isinstance(step, bool) and 0 <= step <= MOST_STEPS:
        st.session_state[f"{key}_told"] = st.query_params.get_all(key), step


def forget_step(prefix):
    """Begin the walk anew, wherever it was."""
    st.query_params.pop(f"{prefix}_step", None)
    st.session_state[f"{prefix}_step_told"] = [], None
    lead_steps()


def lead_steps():
    """Every walk goes where the server says, instead of staying where the browser has it."""
    st.session_state["steps_led"] = steps_led() + 1


def steps_led():
    return st.session_state.get("steps_led", 0)


# --- an expression that the learner types, and a number for each name in it ------------------------------------------

REACH = 10.0  # of the sliders, either side of 0
MOST_SLIDERS = 12
MOST_WIDE = 6  # numbers whose fields have room for − and + at all times; of more each is narrow
VALUES = Range(-1e6, 1e6)


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
    return "~".join(f"{name}~{your_data.digits_of(value)}" for name, value in values.items())


def expression(prefix, label, own, parse, allowed, help):
    """A text typed freely, for `parse` to make something of; another one begins at step 0 again."""
    in_address = bound(f"{prefix}_expression", own, parse, allowed)
    return st.text_input(label, own, help=help, on_change=expression_changed, args=(prefix, parse), **in_address)


def expression_changed(prefix, parse):
    """Names that the new expression has in common with the old one keep their numbers; the others leave the address."""
    kept = parsed(st.query_params.get(f"{prefix}_values", ""), named_values, {})
    for name in st.session_state.get(f"{prefix}_names", ()):
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
    key, remembered = f"{prefix}_values", f"{prefix}_values_before"
    least, most = text_of(VALUES.least), text_of(VALUES.most)
    allowed = f"names of the expression, each once, and numbers from {least} to {most} in turn, with ~ between"

    def of_these(text):
        if not named_values(text).keys() <= set(names):
            raise ValueError(text)

    arriving(key, of_these, allowed)
    if f"{prefix}_own" not in st.session_state and key not in st.query_params and st.session_state.get(remembered):
        st.query_params[key] = st.session_state[remembered]  # back from another page
    text = st.session_state[remembered] = st.query_params.get(key, "")
    given = parsed(text, named_values, {})
    st.session_state[f"{prefix}_names"] = tuple(names)
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
    if st.session_state.get("afresh") is not None:
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
    key = f"{prefix}_values"
    write_text(key, named_text(values))
    if not values:
        st.session_state[f"{key}_before"] = ""


def own_numbers(prefix):
    """Forget the numbers, and what was typed for them and cannot be read."""
    for name in st.session_state.get(f"{prefix}_names", ()):
        st.session_state.pop(f"{prefix}_value_{name}", None)
    write_named(prefix, {})


def gradient_guess(prefix, names, value, result, row):
    """What the learner expects one node's gradient to be: (name, number), or None before it is said."""
    form = st.form(f"{prefix}_guess_{row}", width=570)
    with form, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown("**Before it is shown**: what will it be?", width=130)
        place = names.index(value)
        name = st.selectbox("The gradient of", names, place, key=f"{prefix}_guessed_{row}", width=120)
        typed = number_field.field(f"{prefix}_guess_value_{row}", f"d{result}/d…", None, Range(), 0.01, width=130)
        st.form_submit_button("Check", icon=":material/search:", on_click=write, args=({f"{prefix}_asked": True},))
    asked = st.session_state.pop(f"{prefix}_asked", False)
    return (name, typed) if asked and typed is not None else None
