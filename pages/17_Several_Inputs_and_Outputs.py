"""Several inputs and outputs: two measurements of a flower enter, two bent surfaces add up to three crinkled ones."""

import streamlit as st

from backprop.passes import forward
from backprop.series import PT_4
from backprop.softmax import argmax
from pages.parts import shell
from pages.parts.controls import number_field, presets, try_next
from pages.parts.experiment import control_strip, flower, guess_first
from pages.parts.several import flowers, one_way, questions, surfaces

shell.guard()
shell.heading(__file__)
st.markdown(
    "Two measurements of an iris enter, how wide its petals and its sepals are, each **scaled** so that the smallest "
    "of 150 flowers is 0 and the largest 1. Three numbers come out, one for each species. Each node still multiplies, "
    "adds up, adds its bias and bends: only that it **bends a surface** now, and not a line."
)
network, data, start = PT_4.experiment.network, PT_4.experiment.data, PT_4.experiment.start
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    inputs = flower.flower("pt_4", (0.0, 0.0))
    with number_field.folded(st.popover, "Weights and biases", icon=":material/tune:"):
        parameters = control_strip.parameters("pt_4", network, start, one_way.ROLES)
    own = [*flower.keys_of("pt_4"), *(f"pt_4_{name}" for name in network.parameter_names)]
    presets.preset("As in the video", dict.fromkeys(own), icon=":material/replay:")
    switch = st.container(width="content")

part = shell.part(__file__, "pt_4")
asks = part != "Bent surfaces"
with switch:
    told = "What a page asks first is told once you have chosen an answer, or have it shown."
    guessing = asks and guess_first.wanted(told)

if part == "One flower's way":
    one_way.way(network, data, parameters, inputs, "pt_4", guessing)

if part == "Bent surfaces":
    surfaces.bent(network, data, parameters, inputs, "pt_4")

if part == "All 150 flowers":
    flowers.all_flowers(network, data, parameters, "pt_4", guessing)

try_next.try_next("pt_4", questions.SEVERAL, part)
shell.code_that_ran(forward, network.hidden.curve, argmax)
shell.footing(__file__)
