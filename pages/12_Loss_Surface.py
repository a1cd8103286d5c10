"""The SSR as a landscape: a map of it over any two parameters, the descent's path on the map, and where it may end."""

import streamlit as st

from backprop.curvature import bends, hessian, nearest_fit, slopes_of_predicted
from backprop.landscape import contour_levels, nodes_of_last_layer, ssr_across, ssr_in_plane
from backprop.lessons import ALL_PARAMETERS
from pages.parts import landscape_walk, loss_surface, question, shell
from pages.parts.questions import loss_surface as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Every choice of weights and biases is a place, and its SSR is the height of the ground there. Two parameters make "
    "a map: **darker is lower, and each line says its SSR**. Point at it to read any place, and walk the descent on it."
)
seen = loss_surface.landscape("surface")
if seen is not None:
    landscape_walk.walk(seen, "surface")

st.header("Around a perfect fit: a valley, not a pit", anchor=False)
st.markdown(
    "All seven end at an SSR of 0, at 0.01 in one place and at 0.1 in another. This map is centred on one of them, and "
    "its axes need not be single parameters: they may be any ways on which several move at once."
)
loss_surface.around_a_fit(ALL_PARAMETERS, "surface")
st.subheader("**From one perfect fit to the other, without leaving 0**", anchor=False)
loss_surface.along_the_valley(ALL_PARAMETERS, "surface")

question.try_next("surface", asked.SURFACE)
shell.code_that_ran(
    ssr_across, ssr_in_plane, nodes_of_last_layer, contour_levels, hessian, bends, slopes_of_predicted, nearest_fit
)
shell.footing(__file__)
