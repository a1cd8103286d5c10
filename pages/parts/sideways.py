"""A table too wide for a narrow screen scrolls sideways: with the arrow keys too, once Tab has reached it."""

from functools import cache

import streamlit as st

SCRIPT = """
const TABLES = '[data-testid="stTable"] > div';

function mend(box) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.role = "group";
        box.ariaLabel = box.querySelector("table").ariaLabel;
    } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
}

export default function () {
    const sizes = new ResizeObserver((changes) => changes.forEach((change) => mend(change.target.closest(TABLES))));
    const watched = new WeakSet();
    const watch = () => document.querySelectorAll(`${TABLES}, ${TABLES} > table`).forEach((element) => {
        if (watched.has(element)) return;
        watched.add(element);
        sizes.observe(element);
    });
    watch();
    const news = new MutationObserver(watch);
    news.observe(document.querySelector('[data-testid="stMain"]'), { childList: true, subtree: true });
    return () => { sizes.disconnect(); news.disconnect(); };
}
"""


@cache
def component():
    return st.components.v2.component("sideways", js=SCRIPT, isolate_styles=False)


def by_keyboard():
    """Let the tables of this page be scrolled by keyboard; drawn once a page, and not to be seen."""
    component()(key="sideways")
