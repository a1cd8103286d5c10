"""Gradient Descent: the walk down the SSR, one step at a time, from any start, at any Learning Rate."""

import streamlit as st

from backprop.descent import descend, step_in_place
from backprop.lessons import MAIN_IDEAS
from backprop.passes import backward, forward
from pages.parts import controls, descent_walk, question, sections, shell
from pages.parts.questions import the_walk as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Take the Derivative, take a step against it, and again at the new place: that is Gradient Descent. b3 starts at "
    "0, as in the video. Press Next for one step at a time, or change a number and guess first where the walk "
    "ends."
)
experiment = controls.experiment(MAIN_IDEAS)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(MAIN_IDEAS, trace, judged)
descent_walk.walk(MAIN_IDEAS, trace, "main_ideas")
sections.convergence(trace, "main_ideas")
sections.every_step(trace, "main_ideas")

question.try_next("main_ideas", asked.GRADIENT_DESCENT)
shell.link("11_Learning_Rates.py", "Many Learning Rates at once: compare them", icon=":material/stacked_line_chart:")
shell.code_that_ran(forward, backward, step_in_place, descend)
shell.footing(__file__)
