"""Values of one parameter, tried out and kept in the address, so that Back takes the last one away."""

from dataclasses import dataclass

import streamlit as st

from backprop.written.numerals import number as text_of
from pages.parts.controls.address import arriving, digits_of, real, value_of, write, write_text
from pages.parts.controls.presets import action
from pages.parts.controls.visit import Record, remembered
from pages.parts.controls.widgets import LIMIT, switch

MOST_TRIED = 30


@dataclass
class Tried(Record):
    """What is known of the values kept, for when the address does not have them.

    of    the name of the parameter whose values they are
    text  what the address said of them last
    """

    of: str = ""
    text: str = ""

    def begin_afresh(self):
        self.text = ""


@dataclass(frozen=True)
class Offered:
    """Values that a button keeps for the learner.

    label, help  the button's
    of           the name of the parameter whose values they are
    values       to be kept
    controls     keys of those that go back to their own values for it
    """

    label: str
    help: str
    of: str
    values: tuple[float, ...]
    controls: tuple[str, ...]


def tried_values(text):
    """The values in an address, as "0_1_2.5": a tuple, each once. ValueError: not numbers, or too many."""
    parts = text.split("_", MOST_TRIED) if text else []
    if len(parts) > MOST_TRIED:
        raise ValueError(f"at most {MOST_TRIED} values")
    return tuple(dict.fromkeys(map(real(-LIMIT, LIMIT), parts)))


def tried_text(values):
    """The values as an address carries them: as few digits as bring back the very same numbers."""
    return "_".join(map(digits_of, values))


def values_kept(prefix, name, value, offered):
    """The row of buttons that keeps values of a parameter: returns (the values kept, whether the curve is wanted).

    The address is where they are kept, so that Back takes the last one away. A look at another page empties the
    address: on return it is filled again from what was remembered.

    name, value  of the parameter that is tried out now
    offered      what another button keeps
    """
    key, tried = f"{prefix}_tried", remembered(Tried, prefix)
    allowed = f"at most {MOST_TRIED} numbers from {text_of(-LIMIT)} to {text_of(LIMIT)} with _ between"
    arriving(key, tried_values, allowed)
    arrived = f"{prefix}_keep" not in st.session_state
    if arrived and key not in st.query_params and tried.text:
        st.query_params[key] = tried.text
    if not arrived and tried.of != name and st.query_params.get(key) == tried.text:
        keep(prefix, ())  # they were values of another parameter
    kept = value_of(key, tried_values, ())
    tried.of, tried.text = name, tried_text(kept)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label, more = f"Keep {name} = {text_of(value)}", (*kept, value)
        told = f"Put this value and its SSR on the picture and in the table; up to {MOST_TRIED}."
        look = {"disabled": value in kept or len(kept) >= MOST_TRIED, "type": "primary"}
        action(label, f"{prefix}_keep", ":material/push_pin:", keep, prefix, more, help=told, **look)
        theirs = offered.label, f"{prefix}_shown", ":material/replay:"
        action(*theirs, keep_offered, prefix, offered, help=offered.help)
        action("Clear", f"{prefix}_clear", None, keep, prefix, (), disabled=not kept)
        whole_curve = switch(f"{prefix}_curve", "Show the whole curve", help="The SSR at every value, not only yours.")
    return kept, whole_curve


def keep(prefix, values):
    """Write the kept values into the address; none are left out of it."""
    write_text(f"{prefix}_tried", tried_text(values))


def keep_offered(prefix, offered):
    write(dict.fromkeys(offered.controls))
    keep(prefix, offered.values)
    remembered(Tried, prefix).of = offered.of
