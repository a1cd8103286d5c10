"""Gradient Descent: the walk down the SSR, one step at a time, from any start, at any Learning Rate."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.descent import plain_descent
from backprop.exercises.checks import step_check
from backprop.in_place import descend
from backprop.lessons import MAIN_IDEAS
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.descent import questions
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip, descent_walk, runs

shell.guard()
shell.heading(__file__)
st.markdown(
    "Each step goes against the Derivative, downhill. Say what the next one brings, then press **Next**; or change a "
    "number first."
)
experiment = control_strip.experiment(MAIN_IDEAS)
trace, _ = runs.trace_of(experiment)
descent_walk.walk(MAIN_IDEAS, trace, "main_ideas")

asked = "Step Size and New at another Learning Rate"
check_yourself.check_yourself("main_ideas", asked, step_check, experiment)
try_next.try_next("main_ideas", questions.GRADIENT_DESCENT)
shell.link("11_Learning_Rates.py", "Many Learning Rates at once: compare them", icon=":material/stacked_line_chart:")
shell.code_that_ran(
    plain_descent, GradientDescent.step, forward, backward, tuned=(derivatives_in_place, step_in_place, descend)
)
shell.footing(__file__)
