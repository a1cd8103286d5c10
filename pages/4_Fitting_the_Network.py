"""Fitting the network: a dosage goes through seven numbers and two bent curves, and comes out as a prediction."""

import streamlit as st

from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.passes import forward
from pages.parts import controls, question, sections, shell
from pages.parts.network_picture import network_picture
from pages.parts.questions import the_video as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "A dosage goes in on the left. Two weights and two biases bring it to the nodes, which bend it; two more weights "
    "stretch the bent curves, and b3 lifts their sum: that is Predicted. Six of the seven numbers are fitted already, "
    "and b3 still is 0. Move the Dosage, then change a number, and watch which part of the picture follows."
)
network, data, start = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data, MAIN_IDEAS.experiment.start
names = [f"fitting_{name}" for name in network.parameter_names]
parameters = controls.parameters("fitting", network, start)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    dosage = controls.slider("fitting_dosage", "Dosage", 0.5, 0.0, 1.0, 0.01, width=330)
    controls.preset("b3 = 0, as in the video", dict.fromkeys(names), icon=":material/replay:")
    controls.preset("b3 = 2.61, fitted", dict(zip(names, FITTED, strict=True)))

sections.predicted_now(MAIN_IDEAS, network, parameters, dosage)
network_picture(network, data, parameters, "fitting_network", dosage)
st.header("From two curves to one squiggle", anchor=False)
sections.curves_to_squiggle(network, data, parameters, dosage, "fitting")
sections.on_the_way(MAIN_IDEAS, network, parameters, dosage)

question.try_next("fitting", asked.FITTING)
shell.code_that_ran(forward, network.hidden.curve)
shell.footing(__file__)
