"""What a button far below has changed comes into view: only if it is out of sight, and without a glide for whoever
has asked the computer for less motion."""

from functools import cache
from itertools import count

import streamlit as st

SCRIPT = """
export default function ({ data }) {
    const [key, picture] = [data.key, `${data.key}_picture`].map((each) => `.st-key-${CSS.escape(each)}`);
    const element = document.querySelector(picture) ?? document.querySelector(key);
    if (!element) return;
    const { top, bottom, height } = element.getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 60);  // 60 px: the bar at the top
    if (seen >= Math.min(height, innerHeight / 2)) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.style.scrollMarginTop = "5rem";
    element.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}
"""
PRESSED = count()


@cache
def component():
    return st.components.v2.component("into_view", js=SCRIPT, isolate_styles=False)


def bring(key):
    """Scroll the element of this key into view, once; None: nothing."""
    if key is not None:
        component()(data={"key": key, "pressed": next(PRESSED)}, key="into_view", height="content")
