"""The Derivative: the Chain Rule from the SSR back to any of the seven, factor by factor, and a check without it."""

import streamlit as st

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.exercises.checks import derivative_check
from backprop.landscape import finite_difference
from backprop.lessons import MAIN_IDEAS
from backprop.written.arithmetic import derivative_line
from pages.parts import shell, tables
from pages.parts.controls import try_next, widgets
from pages.parts.derivative import questions, view
from pages.parts.derivative.pictures import slopes_on_the_road, tangent
from pages.parts.derivative.tables import roads_table
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip, one_derivative
from pages.parts.experiment.tables import term_columns
from pages.parts.pictures.network_picture import network_picture

shell.guard()
shell.heading(__file__)
st.markdown(
    "The Chain Rule answers without trying any other value. It walks from the SSR back to the parameter that you "
    "choose, and multiplies the factors that it meets on the way."
)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
name, parameters = control_strip.chosen_of_seven(MAIN_IDEAS, "derivative", "The Derivative of the SSR for")
taken = chain(parameters, data, name)
one_derivative.derivative_now(MAIN_IDEAS, taken, parameters)
part = shell.part(__file__, "derivative")

if part == "Factor by factor":
    left, right = st.columns(2, gap="medium")
    with left:
        tangent(network, data, parameters, name, taken.derivative, "derivative_ssr_curve")
    with right:
        network_picture(network, data, parameters, "derivative_network", highlighted=(name,))
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        st.markdown(
            "**The slope of the dashed tangent is the Derivative.** Each stretch of the road from the SSR through "
            f"Predicted back to {name} has a rate of change of its own, and along a road rates multiply: one product "
            "for each observation. Σ says: add them up, because the SSR is a sum too."
        )
    with right:
        one_derivative.chain_rule_formula(name)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.header("**Every factor with its number**, an observation a row", anchor=False)
        with st.container(key="terms"):
            alt_text = f"The terms of dSSR/d{name}, an observation a row"
            tables.show(tables.of_columns(term_columns(taken, data)), alt_text)
        st.caption(" · ".join(f"{factor.name} = {factor.formula}" for factor in taken.factors))
    with right:
        slopes_on_the_road(network, data, parameters, taken, "derivative_slope")
    with st.expander(f"dSSR/d{name} in one line of arithmetic", icon=":material/calculate:"):
        view.derivative_written_out(MAIN_IDEAS, taken, parameters)

if part == "The road back":
    st.markdown(
        "Read a row from left to right and you walk from the SSR back to that parameter. A stretch that several share "
        "is computed once, on the way back, and serves them all: that is the idea of Backpropagation."
    )
    chains = [chain(parameters, data, each) for each in PARAMETERS]
    with st.container(key="roads"):
        tables.show(roads_table(chains, name), "The factors of each parameter's Derivative, and who shares them")

if part == "Check it":
    st.header("**Without the Chain Rule**", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        h = widgets.number("difference_h", "h", 0.001, 1e-6, 1.0, 0.001, width=130)
        st.markdown(
            f"Move {name} by h up and down and see how the SSR changes: (SSR({name} + h) − SSR({name} − h)) / 2h. "
            "It must come out as the Chain Rule says.",
            width=620,
        )
    with st.container(key="difference"):
        view.finite_difference_now(network, data, parameters, taken, h)
    st.header("Where it goes wrong on paper", anchor=False)
    view.slips_to_avoid(taken, parameters, data)

asked = f"a product and dSSR/d{name} at another value"
check_yourself.check_yourself("derivative", asked, derivative_check, name, parameters)
try_next.try_next("derivative", questions.DERIVATIVE, part)
shell.code_that_ran(chain, derivative_line, finite_difference)
shell.footing(__file__)
