"""Home: what this course is, the network it is about, and the way through it."""

import streamlit as st

from backprop.lessons import FITTED, MAIN_IDEAS
from pages.parts import charts, sections, shell

shell.guard()
shell.heading(__file__)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
st.markdown(
    f"This course goes with StatQuest's video [{MAIN_IDEAS.title}]({MAIN_IDEAS.link()}) and lets you do what it shows: every "
    "number in it can be changed here, and every result checked with a calculator. It begins with seven numbers that "
    "already fit three observations, takes one of them away, and finds it again by Backpropagation and Gradient Descent."
)
shell.start_link()
sections.network_and_fit(network, data, FITTED, "home")
st.header("The way through the course", anchor=False)
shell.contents()
shell.footing(__file__)
