"""Residuals and the SSR: how far off each prediction is, one number for all, and how it changes with a parameter."""

import streamlit as st

from backprop.landscape import ssr_along
from backprop.lessons import MAIN_IDEAS, around_fitted
from backprop.losses import residuals, ssr
from backprop.passes import forward
from pages.parts import charts, controls, sections, shell, ssr_pictures, tables

shell.guard()
shell.heading(__file__)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
st.markdown(
    "A Residual is Observed − Predicted, a thin upright line in the picture. Square each, add them up: that is the "
    f"SSR. Test a value and see it move ([the video at 7:23]({MAIN_IDEAS.link(443)}))."
)
name, parameters, kept, whole_curve = controls.values_under_test(MAIN_IDEAS, "residuals")
predicted = forward(network, parameters, data.inputs).predicted
sections.ssr_now(MAIN_IDEAS, name, parameters, predicted)
reach = around_fitted(name)
left, right = st.columns(2, gap="medium")
with left:
    across = charts.squiggle_reach(network, data, parameters, name, reach)
    charts.squiggle(network, data, parameters, across, "residuals_squiggle")
with right:
    upright = ssr_pictures.ssr_reach(network, data, parameters, name, reach)
    ssr_pictures.tried(network, data, parameters, name, kept, whole_curve, reach, upright, "residuals_ssr")

sections.ssr_written_out(MAIN_IDEAS, parameters, predicted)
left, right = st.columns(2, gap="medium")
with left:
    st.markdown("**The residuals** at the value under test")
    tables.show(tables.residuals_table(data, predicted), "The residuals at the value under test, and their SSR")
with right:
    st.markdown(f"**Tried values** of {name}")
    if kept:
        shown = sections.shown_ssrs(MAIN_IDEAS, name, parameters)
        tables.show(tables.tried_table(network, data, parameters, name, kept, shown), "The values kept and their SSR")
    else:
        st.caption("None yet. Keep a value above, and it stays here and on the picture while you test the next.")

st.header("Two things to watch", anchor=False)
st.markdown(
    """
- **The sign.** Residual = Observed − Predicted: positive where the dot lies *above* the squiggle, negative where it
  lies below. Turned round, every Residual changes its sign. The SSR would not notice, but its Derivative on the next
  page would.
- **The squares.** Added up as they are, a miss above and a miss below cancel, and a bad fit could score 0. Squared,
  every miss counts, and one large miss counts for more than several small ones.
"""
)
st.header("Try next", anchor=False)
st.markdown(
    """
- **Collect the video's four values**, guess where between 2 and 3 the SSR is lowest, test your guess, and only then
  show the whole curve.
- **Let misses cancel.** Flatten the squiggle with the button below: what is the plain sum of the three Residuals, and
  what is the SSR?
- **Test w3**, with b3 back at 0. Does its best value bring the SSR as low as the best b3 does?
"""
)
with st.container(horizontal=True, gap="small"):
    flat = {"residuals_parameter": "b3", "residuals_w3": 0.0, "residuals_w4": 0.0, "residuals_b3": 1 / 3}
    controls.preset("A flat squiggle: w3 = w4 = 0, b3 = 1/3", flat)
    videos = dict.fromkeys(f"residuals_{each}" for each in network.parameter_names)
    controls.preset("Test w3, the others as in the video", {**videos, "residuals_parameter": "w3"})
shell.code_that_ran(forward, residuals, ssr, ssr_along)
shell.footing(__file__)
