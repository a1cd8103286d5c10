"""Any network, your data: layers, nodes, rules and rows as the learner wants them, trained in the open."""

import streamlit as st

from backprop.descent import descend, step_in_place
from backprop.network import random_start
from backprop.passes import backward, forward
from pages.parts import any_network, question, shell
from pages.parts.questions import any_network as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Choose the layers, the data and the rule, and the network trains at once, with every weight and every step of it "
    "open to be checked. It begins small: one hidden layer on a noisy wave. Your own rows are one choice further."
)
experiment = any_network.experiment("any")
if experiment is not None:
    run = any_network.trained("any", experiment)
    any_network.judgement("any", run)
    any_network.walk("any", run)
    any_network.convergence("any", run)
    any_network.to_take_away("any", run)

question.try_next("any", asked.ANY_NETWORK)
shell.code_that_ran(random_start, forward, backward, step_in_place, descend)
shell.footing(__file__)
