"""Fitting the network: six numbers are given, and the last is found by eye, as far as an eye can tell."""

import streamlit as st

from backprop.exercises.checks import predicted_check
from backprop.lessons import FITTED, MAIN_IDEAS, around_fitted
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts import shell
from pages.parts.charts.layered import TALL
from pages.parts.controls import presets, try_next, widgets
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip, way_through
from pages.parts.fitting import questions
from pages.parts.pictures.network_picture import network_picture
from pages.parts.pictures.squiggle_picture import squiggle, squiggle_reach
from pages.parts.player.still import STILL

shell.guard()
shell.heading(__file__)
st.markdown(
    "Six of the seven numbers are fitted already, and the last bias, **b3, is still to be found**. It is added to "
    "every prediction alike. Slide it: which part of the picture follows, and where would you leave it?"
)
network, data, start = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data, MAIN_IDEAS.experiment.start
names = [f"fitting_{name}" for name in network.parameter_names]
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    parameters = control_strip.one_to_find("fitting", network, start, "b3")
    dosage = widgets.slider("fitting_dosage", "Dosage", 0.5, 0.0, 1.0, 0.01, width=200)
    presets.preset("b3 = 0, as in the video", dict.fromkeys(names), icon=":material/replay:")
part = shell.part(__file__, "fitting")

if part == "b3 by eye":
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**The squiggle**, and how far it misses each dot, thin", anchor=False)
        reach = squiggle_reach(network, data, parameters, "b3", around_fitted("b3"))
        squiggle(STILL, network, data, parameters, reach, "fitting_by_eye", labelled=False)
    with right:
        st.header(f"**The network** at Dosage {number(dosage)}: b3 is added at the end", anchor=False)
        network_picture(network, data, parameters, "fitting_network", dosage, ("b3",), TALL)
    way_through.predicted_now(MAIN_IDEAS, network, parameters, dosage)
    with st.expander("Where does the video leave it?"):
        st.markdown(
            "At **b3 = 2.61**. Is yours a better fit, or a worse one? Two eyes may disagree: what is missing is one "
            "number for all three misses together, and a way to make it small."
        )
        presets.preset("b3 = 2.61, fitted", dict(zip(names, FITTED, strict=True)))
    shell.link("5_Residuals_and_SSR.py", "That one number: Residuals and the SSR", icon=":material/arrow_forward:")

if part == "Where the squiggle comes from":
    way_through.predicted_now(MAIN_IDEAS, network, parameters, dosage)
    st.header(f"**The network** at Dosage {number(dosage)}", anchor=False)
    network_picture(network, data, parameters, "fitting_network", dosage)
    way_through.curves_to_squiggle(network, data, parameters, dosage, "fitting")
    way_through.on_the_way(MAIN_IDEAS, network, parameters, dosage)

asked = "Predicted for two Dosages that are not shown above"
check_yourself.check_yourself("fitting", asked, predicted_check, parameters, dosage)
try_next.try_next("fitting", questions.FITTING, part)
shell.code_that_ran(forward, network.hidden.curve)
shell.footing(__file__)
