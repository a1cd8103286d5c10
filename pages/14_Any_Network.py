"""Any network, your data: layers, nodes, rules and rows as the learner wants them, trained in the open."""

import streamlit as st

from backprop.descent import descend, step_in_place
from backprop.network import random_start
from backprop.passes import backward, forward
from pages.parts import any_network, shell

shell.guard()
shell.heading(__file__)
experiment = any_network.experiment("any")
if experiment is not None:
    run = any_network.trained("any", experiment)
    any_network.judgement("any", run)
    any_network.walk("any", run)
    any_network.convergence("any", run)
    any_network.to_take_away("any", run)

st.header("Try next", anchor=False)
st.markdown(
    """
- **XOR without a hidden layer**: no straight line parts the 1s from the 0s, and no Learning Rate helps. Add two nodes,
  and then see how the same two get stuck halfway when they start from seed 1.
- **The spiral**: how few nodes are enough? Look into the nodes: the first layer draws straight edges, the second bends
  them together.
- **Gradient Descent beside Adam**, same start, same rate: which of the two minds the rate more?
- **Your own rows**: type three, or upload a file. If it diverges at once, look at the size of your numbers first.
"""
)
any_network.presets_row("any")
shell.code_that_ran(random_start, forward, backward, step_in_place, descend)
shell.footing(__file__)
