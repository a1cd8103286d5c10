"""The main ideas in a page, each with the number that shows it, computed from the experiment in the address."""

import streamlit as st

from backprop.chain_rule import chain
from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS
from pages.parts import controls, sections, shell

shell.guard()
shell.heading(__file__)
with st.expander("The experiment that these numbers come from: change it here or on the page Gradient Descent"):
    experiment = controls.experiment(MAIN_IDEAS)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(MAIN_IDEAS, trace, judged)
sections.main_ideas(MAIN_IDEAS, trace)

st.header("Try next", anchor=False)
st.markdown(
    """
- **Say it aloud.** Cover the right side, explain each idea in a sentence of your own, then compare.
- **Do the first step on paper** with a calculator, from the Residuals to the new value. Every number you need is above.
- **Change one thing** in the experiment, the Learning Rate say, and foretell which of these numbers change.
"""
)
shell.code_that_ran(chain, gradient_descent)
shell.footing(__file__)
