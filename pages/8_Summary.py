"""The main ideas in a page, each with the number that shows it, computed from the experiment in the address."""

import streamlit as st

from backprop.chains import chain
from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS
from pages.parts import shell
from pages.parts.controls import controls, number_field, question
from pages.parts.experiment import sections
from pages.parts.questions import the_walk as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Six ideas carry the whole video. Each of them in a sentence, and beside or below it the number that shows it, "
    "in the run of the page Gradient Descent as you have left it."
)
with number_field.folded(
    st.expander, "The experiment that these numbers come from: change it here or on the page Gradient Descent"
):
    experiment = controls.experiment(MAIN_IDEAS)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(MAIN_IDEAS, trace, judged)
sections.main_ideas(MAIN_IDEAS, trace)

question.try_next("summary", asked.SUMMARY)
shell.code_that_ran(chain, gradient_descent)
shell.footing(__file__)
