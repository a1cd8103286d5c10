"""The SSR as a landscape: a map of it over any two parameters, the descent's path on the map, and where it may end."""

import streamlit as st

from backprop.curvature import bends, hessian, nearest_fit, slopes_of_predicted
from backprop.landscape import contour_levels, nodes_of_last_layer, ssr_across, ssr_in_plane
from backprop.lessons import ALL_PARAMETERS
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.surface import local_minimum, questions, strip, the_map, valley

shell.guard()
shell.heading(__file__)
st.markdown(
    "Every choice of weights and biases is a place, its SSR the height of the ground. **On the maps darker is lower; a "
    "number on a line is its SSR.**"
)
part = shell.part(__file__, "surface")

if part == "The map":
    seen = strip.landscape("surface")
    if seen is not None:
        the_map.walk(seen, "surface")

if part == "A local minimum?":
    st.markdown(
        "A walk that hardly moves need not have arrived: **around a minimum the ground rises, whichever way one goes**."
    )
    trace = strip.run("surface")
    if trace is not None:
        local_minimum.walk(trace, "surface")

if part == "Around a perfect fit":
    st.markdown(
        "All seven end at an SSR of 0, at 0.01 in one place and at 0.1 in another. **Is there a pit around each, or do "
        "the two lie in one valley?**"
    )
    valley.around_a_fit(ALL_PARAMETERS, "surface")

if part == "Along the valley":
    st.markdown(
        "From one perfect fit to the other: does the SSR stay 0 on the straight way between them? **And is there a way "
        "on which it does?**"
    )
    valley.along_the_valley(ALL_PARAMETERS, "surface")

try_next.try_next("surface", questions.SURFACE, part)
shell.code_that_ran(
    ssr_across, ssr_in_plane, nodes_of_last_layer, contour_levels, hessian, bends, slopes_of_predicted, nearest_fit
)
shell.footing(__file__)
