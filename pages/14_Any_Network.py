"""Any network, your data: layers, nodes, rules and rows as the learner wants them, trained in the open."""

import streamlit as st

from backprop.descent import plain_descent
from backprop.in_place import descend, step_in_place
from backprop.network import random_start
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from pages.parts import shell
from pages.parts.any import published, questions, residuals_and_step, strip, take_away, training, view
from pages.parts.controls import try_next

shell.guard()
shell.heading(__file__)
st.markdown(
    "Choose data, layers and rule: the network trains at once, every step open to be checked. Your own rows and start "
    "are one choice away."
)
experiment, held_out = strip.experiment("any")
run = None if experiment is None else training.trained("any", experiment, held_out)
if run is not None:
    view.judgement("any", run)
with st.container(horizontal=True, vertical_alignment="top", gap="small"):
    part = shell.part(__file__, "any")
    published.picker("any", experiment)
if part == "Train" and run is not None:
    view.walk("any", run)
if part == "Residuals and step" and run is not None:
    residuals_and_step.walk("any", run)
if part == "Convergence" and run is not None:
    view.convergence("any", run)
if part == "Published examples":
    published.part("any", experiment)
if part == "Take it away" and run is not None:
    take_away.to_take_away("any", run)

try_next.try_next("any", questions.ANY_NETWORK, part)
rule = GradientDescent if experiment is None else type(experiment.optimiser)
shell.code_that_ran(
    plain_descent, rule.step, random_start, forward, backward, tuned=(rule.in_place, step_in_place, descend)
)
shell.footing(__file__)
