"""Several inputs and outputs: two measurements of a flower enter, two bent surfaces add up to three crinkled ones."""

import streamlit as st

from backprop.passes import forward
from backprop.series import PT_4
from pages.parts import shell
from pages.parts.experiment import flower
from pages.parts.pictures.network_picture import network_picture

shell.guard()
shell.heading(__file__)
data, start, network = PT_4.experiment.data, PT_4.experiment.start, PT_4.experiment.network
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    inputs = flower.flower("pt_4", (0.5, 0.37))
network_picture(network, data, start, "pt_4_network", inputs, outputs=flower.SPECIES, height=360)
shell.code_that_ran(forward, network.hidden.curve)
shell.footing(__file__)
