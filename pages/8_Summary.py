"""The main ideas in a page, each with the number that shows it, computed from the experiment in the address."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.chains import chain
from backprop.descent import gradient_descent, plain_descent
from backprop.exercises.checks import rise_or_fall_check
from backprop.in_place import descend
from backprop.lessons import MAIN_IDEAS
from backprop.optimisers import GradientDescent
from pages.parts import shell
from pages.parts.controls import number_field, try_next
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip, runs, verdicts
from pages.parts.summary import questions, view

shell.guard()
shell.heading(__file__)
st.markdown(
    "Six ideas carry the whole video. Each of them in a sentence, and beside or below it the number that shows it, "
    "in the run of the page Gradient Descent as you have left it."
)
with number_field.folded(
    st.expander, "The experiment that these numbers come from: change it here or on the page Gradient Descent"
):
    experiment = control_strip.experiment(MAIN_IDEAS)
trace, judged = runs.trace_of(experiment)
verdicts.verdict_line(MAIN_IDEAS, trace, judged)
view.main_ideas(MAIN_IDEAS, trace)

asked = "does the SSR rise or fall in a step at another Learning Rate?"
check_yourself.check_yourself("summary", asked, rise_or_fall_check, experiment)
try_next.try_next("summary", questions.SUMMARY)
shell.code_that_ran(
    chain, plain_descent, GradientDescent.step, tuned=(gradient_descent, derivatives_in_place, step_in_place, descend)
)
shell.footing(__file__)
