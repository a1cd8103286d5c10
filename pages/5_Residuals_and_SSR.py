"""Residuals and the SSR: how far off each prediction is, one number for all, and how it changes with a parameter."""

import streamlit as st

from backprop.exercises.checks import ssr_check
from backprop.landscape import ssr_along
from backprop.lessons import MAIN_IDEAS, around_fitted
from backprop.losses import residuals, ssr
from backprop.passes import forward
from pages.parts import shell, tables
from pages.parts.controls import try_next
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip
from pages.parts.experiment.tables import residual_columns
from pages.parts.pictures import ssr_picture
from pages.parts.pictures.squiggle_picture import squiggle, squiggle_reach
from pages.parts.player.still import STILL
from pages.parts.residuals import questions, view
from pages.parts.residuals.pictures import tried
from pages.parts.residuals.tables import tried_table

shell.guard()
shell.heading(__file__)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
st.markdown(
    "A Residual is Observed − Predicted, a thin upright line in the picture. Square each, add them up: that is the "
    f"SSR. Test a value and see it move ([the video at 7:23]({MAIN_IDEAS.link(443)}))."
)
name, parameters, kept, whole_curve = control_strip.values_under_test(MAIN_IDEAS, "residuals")
predicted = forward(network, parameters, data.inputs).predicted
view.ssr_now(MAIN_IDEAS, name, parameters, predicted)
reach = around_fitted(name)
left, right = st.columns(2, gap="medium")
with left:
    across = squiggle_reach(network, data, parameters, name, reach)
    squiggle(STILL, network, data, parameters, across, "residuals_squiggle")
with right:
    upright = ssr_picture.ssr_reach(network, data, parameters, name, reach)
    shown = view.shown_ssrs(MAIN_IDEAS, name, parameters)
    picture = {"whole_curve": whole_curve, "x": reach, "y": upright, "key": "residuals_ssr", "shown": shown}
    tried(network, data, parameters, name, kept, **picture)

left, right = st.columns(2, gap="medium")
with left:
    st.header("**The residuals** at the value under test", anchor=False)
    table = tables.of_columns(residual_columns(data, predicted[:, 0]))
    tables.show(table, "The residuals at the value under test, and their SSR")
    with st.expander("The SSR in one line of arithmetic", icon=":material/calculate:"):
        view.ssr_written_out(MAIN_IDEAS, parameters, predicted)
with right:
    st.header(f"**Tried values** of {name}", anchor=False)
    if kept:
        tables.show(tried_table(network, data, parameters, name, kept, shown), "The values kept and their SSR")
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
asked = "a Residual, its square and the SSR at another value"
check_yourself.check_yourself("residuals", asked, ssr_check, name, parameters, kept)
try_next.try_next("residuals", questions.RESIDUALS)
shell.code_that_ran(forward, residuals, ssr, ssr_along)
shell.footing(__file__)
