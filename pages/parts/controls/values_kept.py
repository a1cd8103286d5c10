"""Values of one parameter, tried out and kept in the address, so that Back takes the last one away."""

import streamlit as st

from backprop.written.numerals import number as text_of
from pages.parts.controls import your_data
from pages.parts.controls.address import arriving, parsed, real, write, write_text
from pages.parts.controls.presets import action
from pages.parts.controls.widgets import LIMIT, switch

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


def keep_the_videos(lesson, prefix):
    write(dict.fromkeys(f"{prefix}_{key}" for key in ("parameter", *lesson.experiment.network.parameter_names)))
    keep(prefix, tuple(lesson.shown["ssr"]))
    st.session_state[f"{prefix}_tried_of"] = "b3"
