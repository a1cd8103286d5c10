"""ArgMax and SoftMax: raw outputs become shares that add up to 1, and the whole table of their derivatives."""

import streamlit as st

from backprop.exercises.checks import softmax_check
from backprop.series import PART_5, SOFTMAX_DERIVATIVE
from backprop.softmax import argmax, softmax, softmax_derivatives, softmax_differences
from pages.parts import shell
from pages.parts.controls import try_next, widgets
from pages.parts.exercises import check_yourself
from pages.parts.softmax import another_start, questions, setup, shares, table, through
from pages.parts.softmax.pictures import shares_picture, step_picture

shell.guard()
shell.heading(__file__)
st.markdown(
    "A network with an output for each species says three **raw outputs**: any numbers, some below 0, some above 1. "
    "**ArgMax** keeps only which one is the largest. **SoftMax** turns them into shares of 1, which a Derivative can "
    f"follow. After [{PART_5.title}]({PART_5.link()}) and [{SOFTMAX_DERIVATIVE.title}]({SOFTMAX_DERIVATIVE.link()})"
)
part = shell.part(__file__, "softmax")

if part == "From raw to shares":
    raw, moved = setup.set_up()
    left, right = st.columns(2, gap="medium")
    with left:
        st.header(f"**Raw {setup.SPECIES[moved]} moves**, the others stay: three shares answer", anchor=False)
        shares_picture(raw, moved, "softmax_shares")
    with right:
        st.header("**e^raw, and each one's part of the sum**", anchor=False)
        shares.shares_now(raw)
    st.latex(r"p_i = \frac{e^{\text{Raw}_i}}{\sum_j e^{\text{Raw}_j}}")
    with st.expander("The shares in lines to retype", icon=":material/calculate:"):
        shares.in_lines(raw)
    with st.expander("Part 5's numbers beside the exact ones", icon=":material/compare:"):
        shares.shares_beside_the_video()
    fold = widgets.fold("softmax_from", "Where the raw outputs come from: Pt. 4's network", ":material/hub:")
    if fold.open:
        with fold:
            shares.where_from()

if part == "Why not ArgMax":
    raw, moved = setup.set_up()
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        st.header("**ArgMax is a step, SoftMax a slope**", anchor=False)
        step_picture(raw, moved, "softmax_step")
    with right:
        through.slopes_now(raw, moved)
    st.header("**One step of Gradient Descent through each**, at Part 5's flower and weights", anchor=False)
    through.a_step_through_each()

if part == "The whole table":
    raw, moved = setup.set_up()
    asked = table.whole_table(raw, moved)
    told = "three cells of the table, with another raw output"
    check_yourself.check_yourself("softmax", told, softmax_check, tuple(raw), moved, asked)

if part == "Another start":
    st.markdown(
        "Part 5 warns of one thing. Fitted from other initial weights, the same network gives the same flower other "
        "shares, so its “probabilities” are in quotes."
    )
    here = another_start.two_networks()
    st.header("**What Part 5 shows of the other network**", anchor=False)
    another_start.what_is_shown_of_the_other()
    fold = widgets.fold("softmax_fit", "Fit it here, from six other starts", ":material/casino:")
    if fold.open:
        with fold:
            another_start.from_starts_of_our_own(here)

try_next.try_next("softmax", questions.SOFTMAX, part)
shell.code_that_ran(argmax, softmax, softmax_derivatives, softmax_differences)
shell.footing(__file__)
