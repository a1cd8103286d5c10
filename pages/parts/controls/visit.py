"""What is made once for one visitor, and kept as long as the visit lasts."""

import streamlit as st


def kept(key, of, make):
    """What `make()` returned when `of` last changed: kept for this visitor alone, so it is not made at each rerun."""
    name = f"{key}_kept"
    if st.session_state.get(name, (None,))[0] != of:
        st.session_state[name] = of, make()
    return st.session_state[name][1]
