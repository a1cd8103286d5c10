"""The shell round every page: the table of contents, the menu, the heading, the way on, and the guard for cold links.

`PAGES` is the one place where a page is added, named and put in order.
"""

import inspect
from dataclasses import dataclass, field
from functools import cache
from textwrap import dedent

import streamlit as st

from backprop.lessons import ALL_PARAMETERS, CHAIN_RULE, MAIN_IDEAS, PT_1, STEP_BY_STEP, THREE_PARAMETERS, Lesson
from pages.parts.browser import first_paint, scripts
from pages.parts.controls import controls, number_field
from pages.parts.glossary import GLOSSARY

ACTIVE = "shell_is_active"


@dataclass(frozen=True, eq=False)
class Page:
    """One page of the course.

    file      its script in pages/, whose name without the number is its address
    title     in the menu
    section   the heading it stands under in the menu
    question  the question it answers, in one sentence
    words     the terms it uses, keys of the GLOSSARY
    video     the lesson it follows, and the second its chapter begins at; None where it follows none
    heading   at its top, where that is not the title
    parts     what it is divided into, where it is more than two screens long: {name: the ends of the keys of its own
              controls, by which a link that names no part finds it}; one of them is open at a time
    """

    file: str
    title: str
    section: str
    question: str
    words: tuple[str, ...]
    video: tuple[Lesson, int] | None = None
    heading: str = ""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)


START, BEFORE, VIDEO, AFTER = "Start here", "Before the video", "The video, step by step", "After the video"
LAB = "The lab"
STARTS = tuple(
    f"{of}_starts_{end}"
    for of in ("b3", "three", "seven", "line")
    for end in ("rate", "count", "steps", "least", "most", "seed", "table")
)
WALK = "step", "along", "network_says", "log", "verdict", "every_step"  # what a walk's own controls are called

PAGES = (
    Page(
        "0_Home.py",
        "Home",
        START,
        "How does a neural network find its own weights and biases?",
        ("Weight", "Bias", "Backpropagation", "SSR"),
        heading="See backpropagation",
    ),
    Page(
        "1_Neural_Networks.py",
        "Neural networks",
        BEFORE,
        "How can two bent curves add up to any squiggle?",
        ("Weight", "Bias", "Activation Function", "Predicted", "Squiggle"),
        (PT_1, 0),
        parts={"One number's way": (), "In each node": (), "Another bend": ()},
    ),
    Page(
        "2_The_Chain_Rule.py",
        "The Chain Rule",
        BEFORE,
        "How fast does the first link of a chain move the last?",
        ("Chain Rule", "Derivative", "Residual"),
        (CHAIN_RULE, 0),
        parts={
            "Two lines": ("height", "size"),
            "Two curves": ("time",),
            "A squared Residual": ("intercept", "weight"),
            "Two roads": ("x",),
        },
    ),
    Page(
        "3_Gradient_Descent_Step_by_Step.py",
        "Gradient Descent, step by step",
        BEFORE,
        "How does one find the lowest SSR without trying every value?",
        ("Gradient Descent", "SSR", "Derivative", "Learning Rate", "Step Size", "Stop rule"),
        (STEP_BY_STEP, 0),
        parts={"The walk": WALK, "When to stop": (), "A line is a network": ()},
    ),
    Page(
        "4_Fitting_the_Network.py",
        "Fitting the network",
        VIDEO,
        "How far can you fit the squiggle to the dots by eye?",
        ("Weight", "Bias", "Activation Function", "Predicted", "Squiggle"),
        (MAIN_IDEAS, 235),
        parts={"b3 by eye": (), "Where the squiggle comes from": ("dosage",)},
    ),
    Page(
        "5_Residuals_and_SSR.py",
        "Residuals and the SSR",
        VIDEO,
        "How do we put a number on how badly the squiggle fits?",
        ("Observed", "Predicted", "Residual", "SSR"),
        (MAIN_IDEAS, 364),
    ),
    Page(
        "6_The_Derivative.py",
        "The Derivative",
        VIDEO,
        "Which way, and how steeply, does the SSR fall when one parameter moves?",
        ("Derivative", "Chain Rule", "Residual", "SSR", "Backpropagation"),
        (MAIN_IDEAS, 518),
        parts={"Factor by factor": (), "The road back": (), "Check it": ()},
    ),
    Page(
        "7_Gradient_Descent.py",
        "Gradient Descent",
        VIDEO,
        "How does the network walk down the SSR, and when does it arrive?",
        ("Gradient Descent", "Derivative", "Learning Rate", "Step Size", "SSR"),
        (MAIN_IDEAS, 808),
    ),
    Page(
        "8_Summary.py",
        "Summary",
        VIDEO,
        "What are the main ideas, and which number shows each of them?",
        ("Backpropagation", "Chain Rule", "Gradient Descent", "SSR"),
        (MAIN_IDEAS, 965),
    ),
    Page(
        "9_Three_Parameters.py",
        "Three parameters at once",
        AFTER,
        "What changes when w3, w4 and b3 are all unknown?",
        ("Derivative", "Chain Rule", "Gradient Descent", "Learning Rate", "Largest stable rate"),
        (THREE_PARAMETERS, 181),
        parts={"The walk": WALK, "Two side by side": ("two",), "The formula for b3": ()},
    ),
    Page(
        "10_All_Parameters.py",
        "All seven",
        AFTER,
        "Can Backpropagation find all seven, and always the same seven?",
        ("Backpropagation", "Chain Rule", "Plateau", "Stop rule", "Learning Rate"),
        (ALL_PARAMETERS, 0),
        parts={
            "Seven chains": ("road",),
            "Reuse": (),
            "The walk": WALK,
            "A first step up": ("first_rate",),
            "Perfect fits": (),
        },
    ),
    Page(
        "11_Learning_Rates.py",
        "Learning rates compared",
        LAB,
        "What if the Learning Rate were larger, or smaller?",
        (
            "Learning Rate",
            "Step Size",
            "SSR",
            "Arrived",
            "Diverged",
            "Largest stable rate",
            "Perfect fit",
            "Seed",
        ),
        parts={"Many rates": (), "Many starts": STARTS},
    ),
    Page(
        "12_Loss_Surface.py",
        "The SSR as a landscape",
        LAB,
        "What does the ground look like that Gradient Descent walks down, and is that a local minimum?",
        ("SSR", "Gradient", "Contour line", "Curvature", "Local minimum", "Plateau"),
        parts={
            "The map": (),
            "A local minimum?": (),
            "Around a perfect fit": ("around", "valley_across", "valley_up", "reach"),
            "Along the valley": (),
        },
    ),
    Page(
        "13_Any_Loss_and_Activation.py",
        "Any loss, any activation",
        LAB,
        "Why cross-entropy, and what does another choice change in the Chain Rule?",
        (
            "Loss",
            "Half mean squared error",
            "Cross-entropy",
            "Activation Function",
            "Chain Rule",
            "Learning Rate",
        ),
        parts={
            "Why cross-entropy?": ("x", "observed"),
            "One change": ("data", "layers", "loss", "output", "hidden", "change"),
            "Shared front": (),
            "Same steps": (),
            "Mazur": (),
        },
    ),
    Page(
        "14_Any_Network.py",
        "Any network, your data",
        LAB,
        "Does Backpropagation work on my data, and how large a network does it take?",
        ("Layer", "Optimiser", "Seed", "Standardise", "SSR", "Learning Rate"),
        parts={
            "Train": (),
            "Residuals and step": ("all_residuals", "all_updates"),
            "Convergence": ("log",),
            "Take it away": (),
        },
    ),
    Page(
        "15_Any_Graph.py",
        "Any graph",
        LAB,
        "What is Backpropagation when it is no stack of layers, and why do gradients add?",
        ("Computational graph", "Gradient", "Local derivative", "Path", "Chain Rule", "Backpropagation"),
        parts={"The walk back": ("step", "paths"), "Node by node": (), "Why backward": ()},
    ),
)


def addresses():
    """Where the pages stand: the names of their files without the number; the first is home."""
    return ["", *(page.file.partition("_")[2].removesuffix(".py") for page in PAGES[1:])]


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
    st.session_state["page"] = page.title
    refused = st.container()  # at the top, but written last: by then every widget has looked at the address
    st.session_state[ACTIVE] = True
    scripts.send()
    number_field.begin_page(page.title)
    try:
        page.run()
        controls.begun()
    finally:
        st.session_state[ACTIVE] = False
    number_field.end_of_page()
    with refused:
        controls.complain(page.title)


def guard():
    """The first thing that every page calls.

    On a freshly started server Streamlit runs a deep link's page file by itself, without app.py. Naming the navigation
    once puts that right, and the page starts again inside the shell.
    """
    if not st.session_state.get(ACTIVE):
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
    parts = page_of(file).parts
    controls.lead(f"{prefix}_part", {name: [f"{prefix}_{end}" for end in ends] for name, ends in parts.items()})
    with st.container(key="parts"):
        return controls.choice(f"{prefix}_part", "Part of this page", list(parts), label_visibility="collapsed")


def open_part(prefix):
    """The part that is open, for what is drawn above its control; None as long as nobody has chosen one."""
    key = f"{prefix}_part"
    return st.session_state.get(key) or st.query_params.get(key)


def footing(file):
    """The way back and on: what stands at the bottom of each page."""
    at = PAGES.index(page_of(file))
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if at > 0:
            link(PAGES[at - 1].file, f"Back: {PAGES[at - 1].title}", icon=":material/arrow_back:")
        if at + 1 < len(PAGES):
            link(PAGES[at + 1].file, f"Next: {PAGES[at + 1].title}", icon=":material/arrow_forward:")


def link(file, label, *, icon=None, query=None):
    """A link to a page of the course, perhaps with an experiment in its address."""
    st.page_link(f"pages/{file}", label=label, icon=icon, query_params=query)


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
            st.page_link(f"pages/{page.file}", label=f"**{count}. {page.title}**")
        with right:
            follows = "" if page.video is None else "[{}]({})".format(*place_in_video(page))
            st.markdown(f"{page.question} {follows}")


def place_in_video(page):
    """What the place is called that a page follows, and its link."""
    lesson, second = page.video
    minutes, seconds = divmod(second, 60)
    return f"The video at {minutes}:{seconds:02d}" if second else "The video", lesson.link(second)


def code_that_ran(*functions, tuned=()):
    """The source of what computed this page, as it stands in backprop/: folded away, and never a copy.

    tuned  the functions that do the same faster, to be read after the plain ones
    """
    with st.expander("The code that computed this", icon=":material/code:"):
        st.code(sources(functions), language="python")
        if tuned:
            st.markdown(
                "**The same at the speed of NumPy**: what ran here writes the same formulas into arrays that are made "
                "once. A test holds the two equal."
            )
            st.code(sources(tuned), language="python")


@cache
def sources(functions):
    """The source of some functions, each under the name of its file, as one text: what is long travels once."""
    return "\n\n".join(map(source, functions))


def source(function):
    """A function's source under the name of its file; of a compiled one, like NumPy's tanh, where it comes from."""
    try:
        return f"# {function.__module__.replace('.', '/')}.py\n\n{dedent(inspect.getsource(function))}"
    except TypeError:
        return f"# {function.__name__} is a function of NumPy, which is compiled: see numpy.{function.__name__} there\n"


def page_of(file):
    """The Page of a script, by its path or name."""
    name = str(file).replace("\\", "/").rsplit("/", 1)[-1]
    return next(page for page in PAGES if page.file == name)
