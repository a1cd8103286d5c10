"""Fitting the network: a dosage goes through seven numbers and two bent curves, and comes out as a prediction."""

import streamlit as st

from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.numerals import number
from backprop.passes import forward
from backprop.written_out import forward_lines
from pages.parts import charts, controls, sections, shell, tables

shell.guard()
shell.heading(__file__)
network, data, start = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data, MAIN_IDEAS.experiment.start
names = [f"fitting_{name}" for name in network.parameter_names]
parameters = controls.parameters("fitting", network, start)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    dosage = controls.slider("fitting_dosage", "Dosage", 0.5, 0.0, 1.0, 0.01, width=330)
    controls.preset("b3 = 0, as in the video", dict.fromkeys(names), icon=":material/replay:")
    controls.preset("b3 = 2.61, fitted", dict(zip(names, FITTED, strict=True)))

sections.predicted_now(MAIN_IDEAS, network, parameters, dosage)
charts.network_picture(network, data, parameters, "fitting_network", dosage)
sections.curves_to_squiggle(network, data, parameters, dosage, "fitting")

left, right = st.columns(2, gap="medium")
with left:
    st.markdown(f"**Node by node at Dosage {number(dosage)}**: x goes in, y comes out")
    sections.node_by_node(forward_lines(network, parameters, dosage))
with right:
    st.markdown("**At every observed dosage**; → marks the one in the pictures")
    tables.show(tables.values_table(network, data, parameters, dosage), "Every value on the way through the network")

st.header("Try next", anchor=False)
st.markdown(
    """
- **Fit it.** Slide the Dosage and compare the squiggle's shape with the dots: what is still wrong with it, and which
  single number would put that right?
- **Flip a sign.** Make w3 positive. What happens to the blue curve after its weight, and what to the squiggle?
- **Shift a bend.** Set b1 to 0, then to −3. Does the blue curve bend earlier or later when b1 grows, and why?
- **Sort the seven.** Which of them only lifts the squiggle? Which ones also change its shape?
"""
)
with st.container(horizontal=True, gap="small"):
    controls.preset("w3 = 1.22", {"fitting_w3": 1.22})
    controls.preset("b1 = −3", {"fitting_b1": -3.0})
    controls.preset("w3 = w4 = 0", {"fitting_w3": 0.0, "fitting_w4": 0.0})
shell.code_that_ran(forward, network.hidden.curve)
shell.footing(__file__)
