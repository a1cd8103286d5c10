"""The single widgets, each bound to its key in the page's address."""

from dataclasses import dataclass
from itertools import combinations

import streamlit as st

from backprop.data import Data
from backprop.written.numerals import number as text_of
from pages.parts.controls import number_field
from pages.parts.controls.address import announced, arriving, bound, one_of, real, value_of, write
from pages.parts.controls.number_field import Range
from pages.parts.controls.visit import Record, remembered

LIMIT = 1_000.0  # weights and biases, either side of 0
RATES = (1e-6, 1e3)
MOST_STEPS = 20_000


def number(key, label, value, least=-LIMIT, most=LIMIT, step=0.1, width=104, help=None):
    """A number typed freely, from least to most."""
    return field_in_address(key, label, float(value), Range(float(least), float(most)), step, width, help)


def whole_number(key, label, value, least, most, width=130, help=None, **options):
    """A whole number typed freely, from least to most."""
    return field_in_address(key, label, value, Range(least, most, whole=True), 1, width, help, **options)


def number_set(key, own):
    """The number that `number` asks for under a key, or will ask for further down, with its own value `own`."""
    takes = Range(-LIMIT, LIMIT)
    return number_field.latest(key, value_of(key, takes.read, own), takes)


def field_in_address(key, label, value, takes, step, width, help, **options):
    options |= bound(key, value, takes.read, takes)
    return number_field.field(label=label, own=value, takes=takes, step=step, width=width, help=help, **options)


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


def example(key, label, examples, values, width):
    """One of several examples, {its name: {the key of a number: that number}}: to choose it is to type its numbers.

    values  {key: number} as they stand: the field bears the name of the example that has them, or says that they are
            the learner's own
    """
    own = () if values in examples.values() else ("your own",)
    st.session_state[key] = next((name for name, numbers in examples.items() if numbers == values), *own)
    st.selectbox(label, [*examples, *own], key=key, width=width, on_change=take_example, args=(key, examples))


def take_example(key, examples):
    write(examples.get(st.session_state[key], {}))


def title(key, label, options, value=None, before="", width=90):
    """The title of a picture, in which the learner chooses what it shows.

    label   for those who do not see where it stands
    before  the rest of the title
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.header(before, anchor=False, width="content")
        return selection(key, label, options, value, width, label_visibility="collapsed")


def renewed_selection(key, label, options, value, width=130):
    """One of options that change with what the learner types: one that is no more falls back to `value`."""
    if st.session_state.get(key, value) not in options:
        write({key: value})
    return selection(key, label, options, value, width)


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


def fold(key, label, icon=None):
    """A part of a page that is folded away until it is opened: an expander that says whether it is, `.open`."""
    return st.expander(label, icon=icon, **bound(key, False, one_of(("true", "false")), "true or false"))


def mode(key, label, value, help=None):
    """On or off on every page alike, for as long as the visit lasts: no button that sets up a page changes it."""
    arriving(key, one_of(("true", "false")), "true or false")
    announced().modes.add(key)
    return st.toggle(label, value, key=key, help=help, bind="query-params", persist_state="session")


def is_on(key):
    """Whether a switch is on, before it is drawn."""
    return st.session_state.get(key, st.query_params.get(key) == "true")


@dataclass
class HandedOver(Record):
    """An answer that the browser has handed over, until it is taken; None where there is none."""

    answer: object = None


def hand_over(component):
    """The browser hands over an answer for the next run to take: called back by a component of this key."""
    remembered(HandedOver, component).answer = st.session_state[component].judge


def handed_over(component):
    """What the browser has handed over, once; None where it was nothing."""
    given = remembered(HandedOver, component)
    answer, given.answer = given.answer, None
    return answer


KIND_OF_FILE = {"py": "text/x-python", "csv": "text/csv", "html": "text/html"}


def download(label, make, file_name):
    """A file that is made on the click; make() -> its text."""
    kind = KIND_OF_FILE[file_name.rpartition(".")[2]]
    st.download_button(label, make, file_name, kind, icon=":material/download:", on_click="ignore")


def link(file, label, *, icon=None, query=None):
    """A link to a page of the course, perhaps with an experiment in its address."""
    st.page_link(f"pages/{file}", label=label, icon=icon, query_params=query)


def slid(key, slider_key, label, value, least, most):
    """A slider that moves the number typed under `key` and follows it; none where that number is out of its reach."""
    if not least <= value <= most:
        st.caption(f"The slider reaches from {text_of(least)} to {text_of(most)}.", width=190)
        return
    st.session_state[slider_key] = value
    moved = {"on_change": follow, "args": (key, slider_key)}
    st.slider(label, least, most, step=0.05, format="%.4g", key=slider_key, width=230, **moved)


def follow(key, slider_key):
    write({key: round(st.session_state[slider_key], 10)})
