"""What the learner sets on the page of many Learning Rates: what is looked for, from where, and which rates."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS, Lesson
from backprop.written.numerals import number
from pages.parts.controls import number_field, page_parts, presets, widgets
from pages.parts.experiment import control_strip

MOST_RATES = 200
LEAST_SPREAD = 1.01  # the last rate of a range must be so many times its first


@dataclass(frozen=True)
class Subject:
    """What can be compared: a lesson, the rates and steps that show it well, and the page that walks its single runs.

    key           its prefix in the address
    rates         from, to, and how many
    steps         of these runs
    starts_steps  of the runs from many starts
    tries         rates worth a look
    page, query   the page, and what its address needs to show this lesson
    fitted        (P,) where the video ends, to two decimals, if other rates may end elsewhere
    """

    lesson: Lesson
    key: str
    rates: tuple[float, float, int]
    steps: int
    starts_steps: int
    tries: tuple[float, ...]
    page: str
    query: tuple[tuple[str, str], ...] = ()
    fitted: tuple[float, ...] = ()


SUBJECTS = {
    "b3 alone": Subject(
        MAIN_IDEAS, "rates_b3", (0.01, 1.0, 41), 10, 10, (0.1, 1 / 6, 0.25, 1 / 3, 0.4), "7_Gradient_Descent.py"
    ),
    "w3, w4 and b3": Subject(
        THREE_PARAMETERS, "rates_three", (0.001, 1.0, 49), 1000, 2000, (0.01, 0.1, 0.13, 0.14), "9_Three_Parameters.py"
    ),
    "All seven": Subject(
        ALL_PARAMETERS,
        "rates_seven",
        (0.001, 1.0, 49),
        10_000,
        10_000,
        (0.005, 0.01, 0.02, 0.03, 0.1, 0.2),
        "10_All_Parameters.py",
        (("all_parameters_part", "The walk"),),
        FITTED,
    ),
    "A line": Subject(
        STEP_BY_STEP_BOTH,
        "rates_line",
        (0.001, 0.1, 41),
        1000,
        1000,
        (0.01, 0.05, 0.06, 0.1),
        "3_Gradient_Descent_Step_by_Step.py",
        (("step_by_step_part", "Intercept and slope"),),
    ),
}


def subject():
    """The row of controls that serves the whole page: what is looked for, from where, and what moves: (its Subject, the
    Experiment)."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = widgets.choice("rates_of", "What is looked for", list(SUBJECTS))
        of = SUBJECTS[what]
        own, key = of.lesson.experiment, of.key
        names = own.network.parameter_names
        folded = {"icon": ":material/tune:", "key": f"{key}_folded"}
        with number_field.folded(st.popover, "Start, and what is optimised", **folded):
            start = control_strip.parameters(key, own.network, own.start, of.lesson.roles)
            optimised = widgets.several(f"{key}_optimised", "Optimised (the others stay)", names, own.optimised)
        state = {"rates_of": what, "rates_part": page_parts.open_part("rates")}
        look = {"icon": ":material/replay:", "help": f"The whole page as it shows {what} at first."}
        presets.whole_state("As it was", state, f"{key}_as_it_was", **look)
    if not optimised:
        st.info("Nothing is optimised, so no rate moves anything.", icon=":material/info:")
    return of, replace(own, start=start, optimised=optimised)


def compared(of, experiment):
    """The row of the rates: (the Experiment with its steps, the Learning Rates (K,), whether the SSR and the steps are
    drawn on logarithmic axes)."""
    key = of.key
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        own_first, own_last, own_count = of.rates
        first = widgets.number(f"{key}_from", "Rates from", own_first, *widgets.RATES, step=0.01, width=115)
        last = widgets.number(f"{key}_to", "to", own_last, *widgets.RATES, step=0.01, width=115)
        count = widgets.whole_number(f"{key}_count", "How many", own_count, 2, MOST_RATES, width=100)
        steps = widgets.whole_number(f"{key}_steps", "Steps", of.steps, 1, widgets.MOST_STEPS, width=115)
        logarithmic = widgets.switch(f"{key}_log", "Logarithmic SSR", True)
        logarithmic_steps = widgets.switch(f"{key}_log_steps", "Logarithmic steps", of.steps > 100)
    if last < LEAST_SPREAD * first:
        st.warning(
            f"Rates from {number(first)} to {number(last)} are no range: the last must be at least "
            f"{number(LEAST_SPREAD)} times the first. Shown are {number(own_first)} to {number(own_last)}.",
            icon=":material/straighten:",
        )
        first, last = own_first, own_last
    return replace(experiment, steps=steps), np.geomspace(first, last, count), (logarithmic, logarithmic_steps)
