"""Gradient Descent: the walk down the SSR, one step at a time, from any start, at any Learning Rate."""

import streamlit as st

from backprop.descent import descend, step_in_place
from backprop.lessons import MAIN_IDEAS
from backprop.passes import backward, forward
from pages.parts import controls, sections, shell

shell.guard()
shell.heading(__file__)
experiment = controls.experiment(MAIN_IDEAS)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(MAIN_IDEAS, trace, judged)
sections.walk(MAIN_IDEAS, trace, "main_ideas")
sections.convergence(trace, "main_ideas")
sections.every_step(trace, "main_ideas")

st.header("Try next", anchor=False)
st.markdown(
    """
- **Step with the Next button** and watch the tangent flatten: the Derivative shrinks, so the steps shrink by
  themselves. The Learning Rate never changes.
- **Find the Learning Rate that arrives in one step.** For b3 alone there is one; the verdict's factor tells you which.
- **Go too far.** Guess first where the overshooting begins, and where it never comes back.
"""
)
with st.container(horizontal=True, gap="small"):
    controls.preset("Learning Rate 0.25", {"main_ideas_learning_rate": 0.25})
    controls.preset("Learning Rate 1/3", {"main_ideas_learning_rate": 1 / 3})
    controls.preset("Learning Rate 0.4", {"main_ideas_learning_rate": 0.4, "main_ideas_steps": 60})
    controls.preset(
        "All seven from here, 10,000 small steps",
        {
            "main_ideas_optimised": list(experiment.network.parameter_names),
            "main_ideas_learning_rate": 0.01,
            "main_ideas_steps": 10_000,
        },
    )
shell.link("11_Learning_Rates.py", "Many Learning Rates at once: compare them", icon=":material/stacked_line_chart:")
shell.code_that_ran(forward, backward, step_in_place, descend)
shell.footing(__file__)
