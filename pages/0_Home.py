"""Home: what this course is, the network it is about, and the way through it."""

import streamlit as st

from backprop.lessons import FITTED, MAIN_IDEAS
from pages.parts import shell
from pages.parts.exercises import progress
from pages.parts.pictures.network_picture import network_picture

shell.guard()
shell.heading(__file__)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
st.markdown(
    "The network below predicts how well a dosage works, with seven numbers that fit three observations. On the "
    "page **Gradient Descent** one of them, b3, is set back to 0, and you find it again by Backpropagation, one step "
    "at a time; there you can set back the others too. The course goes with StatQuest's video "
    f"[{MAIN_IDEAS.title}]({MAIN_IDEAS.link()}); here you can change every number, and check every result on paper."
)
shell.start_link()
progress.short()
network_picture(network, data, FITTED, "home_network")
st.header("The way through the course", anchor=False)
shell.contents()
shell.footing(__file__)
