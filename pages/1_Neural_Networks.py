"""Neural networks: a dosage enters and leaves two bent curves, and these, stretched and added up, are the squiggle."""

from dataclasses import replace

import streamlit as st

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.lessons import PT_1
from backprop.passes import forward
from pages.parts import shell
from pages.parts.controls import presets, try_next, widgets
from pages.parts.experiment import control_strip, way_through
from pages.parts.forward import bends, questions
from pages.parts.pictures.network_picture import network_picture

shell.guard()
shell.heading(__file__)
st.markdown(
    "A neural network is a chain of small sums. A dosage is multiplied by a **weight**, a **bias** is added, and the "
    "result goes into a node, whose **Activation Function** bends it; two such bent curves, stretched and added up, "
    "are the green squiggle. Move the Dosage and follow one number all the way."
)
data, start = PT_1.experiment.data, PT_1.experiment.start
names = PT_1.experiment.network.parameter_names
parameters = control_strip.parameters("pt_1", PT_1.experiment.network, start)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    dosage = widgets.slider("pt_1_dosage", "Dosage", 0.0, 0.0, 1.0, 0.01, width=330)
    hidden = widgets.activation("pt_1_activation", "Activation Function", (SOFTPLUS, RELU, SIGMOID), SOFTPLUS)
    own = [f"pt_1_{name}" for name in (*names, "dosage", "activation")]
    presets.preset("As in the video", dict.fromkeys(own), icon=":material/replay:")
network = replace(PT_1.experiment.network, hidden=hidden)

part = shell.part(__file__, "pt_1")

if part == "One number's way":
    way_through.predicted_now(PT_1, network, parameters, dosage)
    network_picture(network, data, parameters, "pt_1_network", dosage)
    st.header("**From two curves to one squiggle**: the weights *behind* the nodes do it", anchor=False)
    way_through.curves_to_squiggle(network, data, parameters, dosage, "pt_1")
    way_through.on_the_way(PT_1, network, parameters, dosage)

if part == "In each node":
    st.markdown(
        f"Both nodes hold a piece of the very same {hidden.name} (dotted). The weight and the bias *before* a node "
        "decide which piece of it the node uses, and in which direction."
    )
    bends.pieces(network, data, parameters, dosage, "pt_1")

if part == "Another bend":
    st.markdown(
        "The video's weights and biases were fitted with softplus in the nodes. Put another Activation Function there "
        "and the squiggle takes another shape: → marks the one chosen above, thin lines are the Residuals."
    )
    bends.shapes(network, (SOFTPLUS, RELU, SIGMOID), data, parameters, "pt_1_shape")

try_next.try_next("pt_1", questions.NEURAL_NETWORKS, part)
shell.code_that_ran(forward, hidden.curve)
shell.footing(__file__)
