"""The main ideas in a page, each with the number that shows it, computed from the experiment in the address."""

import streamlit as st

from backprop.chain_rule import chain
from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS
from pages.parts import shell
from pages.parts.controls import number_field, try_next
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

try_next.try_next("summary", questions.SUMMARY)
shell.code_that_ran(chain, gradient_descent)
shell.footing(__file__)
