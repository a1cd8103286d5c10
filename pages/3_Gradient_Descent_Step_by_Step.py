"""Gradient Descent, step by step: a line through three observations, its intercept alone, then its slope as well."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.descent import plain_descent
from backprop.in_place import descend
from backprop.lessons import STEP_BY_STEP, STEP_BY_STEP_BOTH
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.reading import stops_at
from pages.parts import shell
from pages.parts.controls import try_next, widgets
from pages.parts.experiment import control_strip, descent_walk, runs
from pages.parts.line import as_network, questions, stop_rule

LESSONS = {"Intercept alone": STEP_BY_STEP, "Intercept and slope": STEP_BY_STEP_BOTH}

shell.guard()
shell.heading(__file__)
st.markdown(
    "Three people and a line: **Height = w1 × Weight + b1**, where **w1 is the slope** and **b1 the intercept**. (A "
    "*weight* such as w1 is a parameter; the Weight was measured.)"
)
with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
    lesson = LESSONS[widgets.choice("step_by_step_part", "What is looked for", list(LESSONS))]
    with st.container(width="stretch"):
        experiment = control_strip.experiment(lesson)
trace, _ = runs.trace_of(experiment)
part = shell.part(__file__, "line")

if part == "The walk":
    descent_walk.walk(lesson, trace, lesson.slug)

if part == "When to stop":
    st.markdown(
        "The video leaves off when the Step Size is smaller than **0.001**, or after **1,000 steps**. With several "
        "parameters every one of their Step Sizes must be that small. The run here goes on regardless, so that you can "
        "see what the rule would have missed."
    )
    with st.container(key="stop_rule"):
        stop_rule.stop_rule(trace)

if part == "A line is a network":
    as_network.line_as_network(trace)

try_next.try_next("line", questions.LINE_STEP_BY_STEP, part)
shell.code_that_ran(
    plain_descent,
    GradientDescent.step,
    forward,
    backward,
    stops_at,
    exact_minimum,
    tuned=(derivatives_in_place, step_in_place, descend),
)
shell.footing(__file__)
