"""Gradient Descent, step by step: a line through three observations, its intercept alone, then its slope as well."""

import streamlit as st

from backprop.descent import descend, step_in_place
from backprop.lessons import STEP_BY_STEP, STEP_BY_STEP_BOTH
from backprop.lowest import exact_minimum
from backprop.passes import backward, forward
from backprop.reading import stops_at
from pages.parts import controls, sections, shell

LESSONS = {"Intercept alone": STEP_BY_STEP, "Intercept and slope": STEP_BY_STEP_BOTH}

shell.guard()
shell.heading(__file__)
st.markdown(
    "Three people, their Weight and their Height, and a line: **Height = w1 × Weight + b1**. Here **w1 is the slope** "
    "and **b1 the intercept**. (Weight, with a capital, is what was measured; a *weight* such as w1 is a parameter.)"
)
with st.container(horizontal=True, gap="medium"):
    lesson = LESSONS[controls.choice("step_by_step_part", "What is looked for", list(LESSONS))]
    with st.container(width=590):
        experiment = controls.experiment(lesson)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(lesson, trace, judged)
sections.at_the_start(lesson, trace)
sections.walk(lesson, trace, lesson.slug)
sections.convergence(trace, lesson.slug)

st.header("When to stop", anchor=False)
st.markdown(
    "The video leaves off when the Step Size is smaller than **0.001**, or after **1,000 steps**. With several "
    "parameters every one of their Step Sizes must be that small. The run here goes on regardless, so that you can see "
    "what the rule would have missed."
)
sections.stop_rule(trace)
sections.every_step(trace, lesson.slug)

st.header("A line is a network too", anchor=False)
sections.line_as_network(trace)

st.header("Try next", anchor=False)
st.markdown(
    """
- **Watch the steps shrink.** Press Next from the start: the Learning Rate stays, the Derivative gets smaller, and so
  does each step. Where is the step smaller than a hundredth?
- **Come from the other side.** Start the intercept at 3: which sign has the Derivative now, and which way does the
  step lead?
- **Let the slope go as well**, and look where the stop rule ends the run. How many more steps does the intercept need?
- **The rate that served one is too large for two.** At 0.1 the intercept alone arrives within ten steps. Guess first
  what happens to both.
"""
)
with st.container(horizontal=True, gap="small"):
    controls.preset("Intercept from 3", {"step_by_step_part": "Intercept alone", "step_by_step_b1": 3.0})
    both = {"step_by_step_part": "Intercept and slope"}
    of_both = dict.fromkeys(f"step_by_step_both_{key}" for key in ("w1", "b1", "learning_rate", "steps", "optimised"))
    controls.preset("Both, as in the video", {**of_both, **both})
    controls.preset("Both at 0.1", {**both, "step_by_step_both_learning_rate": 0.1, "step_by_step_both_steps": 30})
    controls.preset("Both at 0.06", {**both, "step_by_step_both_learning_rate": 0.06, "step_by_step_both_steps": 1000})
shell.code_that_ran(forward, backward, step_in_place, descend, stops_at, exact_minimum)
shell.footing(__file__)
