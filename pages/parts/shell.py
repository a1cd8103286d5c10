"""The shell round every page: the menu, the heading, the way on, and the guard for cold links."""

import inspect
from dataclasses import dataclass
from textwrap import dedent

import streamlit as st

from pages.parts.browser import first_paint, scripts
from pages.parts.contents import PAGES, START, page_of, place_in_video
from pages.parts.controls import address, number_field, page_parts, presets
from pages.parts.controls.visit import Record, remembered
from pages.parts.controls.widgets import link
from pages.parts.glossary import GLOSSARY
from pages.parts.kept import shared


@dataclass
class Shell(Record):
    """Whether the page that runs now does so inside the shell."""

    is_active: bool = False


def navigation():
    """Draw the menu; returns the page that the address asks for.

    The st.Page objects are made anew each time: Streamlit marks the chosen one, so they must not be shared by visitors.
    """
    sections = {}
    for page in PAGES:
        entry = st.Page(f"pages/{page.file}", title=page.title, default=page is PAGES[0])
        sections.setdefault(page.section, []).append(entry)
    return st.navigation(sections)


def run():
    """What app.py does: draw the menu, then the page that the address asks for."""
    page = navigation()  # which writes a title of its own
    st.set_page_config(page_title=f"{page.title} · See backpropagation", page_icon="📉", layout="wide")
    address.begin_page(page.title)
    refused = st.container()  # at the top, but written last: by then every widget has looked at the address
    remembered(Shell).is_active = True
    scripts.send()
    number_field.begin_page(page.title)
    try:
        page.run()
        presets.begun()
    finally:
        remembered(Shell).is_active = False
    number_field.end_of_page(page.title)
    with refused:
        address.complain(page.title)


def guard():
    """The first thing that every page calls.

    On a freshly started server Streamlit runs a deep link's page file by itself, without app.py. Naming the navigation
    once puts that right, and the page starts again inside the shell.
    """
    if not remembered(Shell).is_active:
        navigation()
        st.rerun()


def heading(file):
    """Title, question, chapter link and the words of a page: what stands at the top of each."""
    page = page_of(file)
    st.html(first_paint.STYLE)  # once more, for a host that has an index.html of its own
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        st.title(page.heading or page.title, anchor=False, width="content")
        if page.video is not None:
            st.link_button(*place_in_video(page), icon=":material/play_circle:", type="tertiary")
        with st.popover("Words on this page", icon=":material/menu_book:", type="tertiary"):
            st.markdown("\n\n".join(f"**{word}** — {GLOSSARY[word]}" for word in page.words))
    st.markdown(f"**{page.question}**")


def part(file, prefix):
    """The control that opens one of a page's parts: returns the name of the open one, which the address keeps.

    What stands in the others is not drawn, and its controls are in the address only while they are. They keep their
    values.

    prefix  of the page's keys
    """
    return page_parts.part(prefix, page_of(file).parts)


def footing(file):
    """The way back and on: what stands at the bottom of each page."""
    at = PAGES.index(page_of(file))
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if at > 0:
            link(PAGES[at - 1].file, f"Back: {PAGES[at - 1].title}", icon=":material/arrow_back:")
        if at + 1 < len(PAGES):
            link(PAGES[at + 1].file, f"Next: {PAGES[at + 1].title}", icon=":material/arrow_forward:")


def start_link():
    """Where to begin, the one thing on the screen that asks to be clicked: the first page of the list."""
    first = PAGES[1]
    with st.container(key="start", width="content"):
        link(first.file, f"Start: {first.title}", icon=":material/play_arrow:")


def contents():
    """The pages in their order: each one's question, and where its chapter of the video begins."""
    section = START
    for count, page in enumerate(PAGES[1:], 1):
        if page.section != section:
            section = page.section
            st.subheader(f"**{section}**", anchor=False)
        left, right = st.columns([2, 5], gap="small", vertical_alignment="center")
        with left:
            link(page.file, f"**{count}. {page.title}**")
        with right:
            follows = "" if page.video is None else "[{}]({})".format(*place_in_video(page))
            st.markdown(f"{page.question} {follows}")


def code_that_ran(*functions, tuned=()):
    """The source of what computed this page, as it stands in backprop/: folded away, and never a copy.

    tuned  the functions that do the same faster, to be read after the plain ones
    """
    with st.expander("The code that computed this", icon=":material/code:"):
        if tuned:
            st.markdown("**The version to read.** The steps themselves ran in a faster one, which stands below it.")
        st.code(sources(functions), language="python")
        if tuned:
            st.markdown(
                "**The same at the speed of NumPy**: what ran here writes the same formulas into arrays that are made "
                "once. A test holds the two equal."
            )
            st.code(sources(tuned), language="python")


@shared
def sources(functions):
    """The source of some functions, each under the name of its file, as one text: what is long travels once."""
    return "\n\n".join(map(source, functions))


def source(function):
    """A function's source under the name of its file, and of its class; of a compiled one, like NumPy's tanh, where it
    comes from."""
    try:
        *of_class, _ = function.__qualname__.split(".")
        where = ", ".join([f"{function.__module__.replace('.', '/')}.py", *of_class])
        return f"# {where}\n\n{dedent(inspect.getsource(function))}"
    except TypeError:
        return f"# {function.__name__} is a function of NumPy, which is compiled: see numpy.{function.__name__} there\n"
