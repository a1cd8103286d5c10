"""Three parameters at once: w3, w4 and b3 are unknown together, and every derivative keeps its formula."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.chains import chain
from backprop.descent import plain_descent
from backprop.in_place import descend
from backprop.lessons import MAIN_IDEAS, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.experiment import control_strip, descent_walk, runs
from pages.parts.three import questions, same_formula, two_side_by_side

shell.guard()
shell.heading(__file__)
st.markdown(
    f"**Each step moves w3, w4 and b3 together**, from the old values. The video walks down at "
    f"{THREE_PARAMETERS.linked(902)}, and plays the walk at {THREE_PARAMETERS.linked(1039)}."
)
experiment = control_strip.experiment(THREE_PARAMETERS)
trace, _ = runs.trace_of(experiment)
part = shell.part(__file__, "three_parameters")

if part == "The walk":
    descent_walk.walk(THREE_PARAMETERS, trace, "three_parameters")

if part == "Two side by side":
    words = (
        f"The video names what comes out of the two nodes, y1 and y2, for each observation at "
        f"{THREE_PARAMETERS.linked(388)}, and puts them in their places in dSSR/dw3 and dSSR/dw4 at "
        f"{THREE_PARAMETERS.linked(651)}. Compare the two: what stands in both?"
    )
    two_side_by_side.walk(THREE_PARAMETERS, trace, "three_parameters", words)

if part == "The formula for b3":
    st.markdown(
        f"**It has not changed.** When b3 alone was unknown, dSSR/db3 was Σ −2 × (Observed − Predicted) × 1. Now w3 "
        f"and w4 move too, and it still is (the video at {THREE_PARAMETERS.linked(181)}). A Derivative asks what "
        "happens when *this one* parameter moves a little and all else stays, so nothing in it says who else is to be "
        "found. Only its numbers differ, because other weights make other Predicted values:"
    )
    same_formula.same_formula({"Main Ideas": MAIN_IDEAS, "this page's video": THREE_PARAMETERS}, "b3")

try_next.try_next("three_parameters", questions.THREE_AT_ONCE, part)
shell.code_that_ran(
    plain_descent,
    GradientDescent.step,
    forward,
    chain,
    backward,
    exact_minimum,
    tuned=(derivatives_in_place, step_in_place, descend),
)
shell.footing(__file__)
