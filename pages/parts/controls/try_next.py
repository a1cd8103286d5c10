"""Something to try next: a question, buttons that set the page up for it, and its answer, computed, behind a click."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import streamlit as st

from backprop.written.numerals import number
from pages.parts.browser import into_view
from pages.parts.controls import presets


@dataclass(frozen=True)
class Try:
    """A state of a page to look at.

    label    on its button
    state    the controls that differ from the page's own, {key: value}; all others are as the page begins
    shows    the key of the chart, control or container in which the difference is seen
    address  what of the state no control holds, {key: text}: a step, values kept, the numbers of an expression
    """

    label: str
    state: dict
    shows: str
    address: dict = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Question:
    """What a learner is asked to find out.

    title   in a few words
    text    the rest of it, Markdown
    answer  () -> Markdown. Its numbers come from backprop, for the states that the question names and not for what the
            learner has set; **bold** are those that the page shows too, in one of these states
    tries   the Trys beside it
    part    of the page under which it stands, and in which its Trys are seen; "" where the page has none
    """

    title: str
    text: str
    answer: Callable[[], str]
    tries: tuple[Try, ...] = ()
    part: str = ""

    @cached_property
    def answered(self):
        """The answer, worked out when its page is first drawn and then kept: it hangs on nothing that changes."""
        return self.answer()


def ask(title, text, *tries, part=""):
    """A decorator: the function below it works out the answer, and becomes the Question."""
    return lambda answer: Question(title, text, answer, tries, part)


def try_next(prefix, questions, part=""):
    """A page's section "Try next": the Questions of its open part, each with its buttons and its answer.

    prefix  of the buttons' keys, one for each page
    part    that is open, of a page that has parts
    """
    here = [(place, question) for place, question in enumerate(questions) if question.part == part]
    if here:
        st.header("Try next", anchor=False)
    across = 3 if len(here) % 3 == 0 else 2
    for some in batched(here, across):
        for column, (place, question) in zip(st.columns(across, gap="medium"), some, strict=False):
            with column, st.container(key=f"{prefix}_question_{place}", gap="small"):
                one_question(prefix, question, f"{prefix}_question_{place}")
    into_view.bring(presets.to_show())


def one_question(prefix, question, key):
    st.markdown(f"**{question.title}** {question.text}")
    at = {f"{prefix}_part": question.part} if question.part else {}
    with st.container(horizontal=True, gap="xsmall"):
        for count, each in enumerate(question.tries):
            presets.whole_state(each.label, at | each.state, f"{key}_try_{count}", each.shows, each.address)
        with st.popover("The answer", key=f"{key}_answer", width="content"):
            st.markdown(question.answered)


def batched(items, count):
    """The items in groups of so many: `itertools.batched`, which Python 3.11 does not have."""
    return [items[first : first + count] for first in range(0, len(items), count)]


def listed(words):
    """Words with commas and an "and"."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def numbers(values):
    """Numbers as words, with commas and an "and"."""
    return listed([number(value) for value in np.ravel(values)])


def bold(values):
    """The same, bold."""
    return listed([f"**{number(value)}**" for value in np.ravel(values)])


def bulleted(before, points, after=""):
    """A list of points as Markdown, between a sentence before it and perhaps one after it."""
    return "\n".join([before, "", *(f"- {point}" for point in points), "", after]).strip()


def controls_of(prefix, **values):
    """What a page's controls are set to, {key: value}: the keys begin with the page's prefix."""
    return {f"{prefix}_{name}": value for name, value in values.items()}


def rises(change):
    """What something does that changes by so much."""
    return "rises" if change > 0 else "falls" if change < 0 else "stays as it is"


def rounding(ssr):
    """What is to be said of an SSR that is too small to be anything but rounding."""
    return " (0 but for rounding)" if 0 < ssr < 1e-20 else ""
