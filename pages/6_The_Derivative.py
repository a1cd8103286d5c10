"""The Derivative: the Chain Rule from the SSR back to any of the seven, factor by factor, and a check without it."""

import streamlit as st

from backprop.chain_rule import PARAMETERS, chain
from backprop.landscape import finite_difference
from backprop.lessons import MAIN_IDEAS
from backprop.written_out import derivative_line
from pages.parts import controls, question, sections, shell, slope_picture, ssr_pictures, tables
from pages.parts.network_picture import network_picture
from pages.parts.questions import the_video as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Which way is down, and how steep is it? The Chain Rule answers without trying any other value: it walks from the "
    "SSR back to the parameter that you choose, and multiplies the factors that it meets on the way."
)
network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
name, parameters = controls.chosen_of_seven(MAIN_IDEAS, "derivative", "The Derivative of the SSR for")
taken = chain(parameters, data, name)
part = shell.part(__file__, "derivative")

if part == "The slope":
    sections.derivative_now(MAIN_IDEAS, taken, parameters)
    left, right = st.columns(2, gap="medium")
    with left:
        ssr_pictures.tangent(network, data, parameters, name, taken.derivative, "derivative_ssr_curve")
    with right:
        network_picture(network, data, parameters, "derivative_network", highlighted=(name,))
    st.header(
        f"**Every factor with its number**: along the road back from the SSR to {name}, rates multiply", anchor=False
    )
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left, st.container(key="terms"):
        terms = tables.of_columns(tables.term_columns(taken, data))
        tables.show(terms, f"The terms of dSSR/d{name}, an observation a row")
        st.caption(" · ".join(f"{factor.name} = {factor.formula}" for factor in taken.factors))
    with right:
        sections.chain_rule_formula(name)
    with st.expander("The same in one line, to retype into a calculator", icon=":material/calculate:"):
        sections.derivative_written_out(MAIN_IDEAS, taken, parameters)

if part == "The slope of softplus":
    st.markdown(
        "On the way to w1, b1, w2 and b2 stands dy/dx: how fast a node's y moves with its x. For softplus that is "
        f"**{network.hidden.dy_dx}**, the dashed curve. Where a node is flat, whatever lies before it can change "
        "little; where its slope is 1, all of the change goes through."
    )
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        slope_picture.slope(network, data, parameters, "derivative_slope")
    with right:
        table = slope_picture.slopes_table(network, data, parameters)
        tables.show(table, "What goes into each node, and the slope there")
        st.caption("Blue circles are node 1, orange squares node 2; the solid green line is softplus itself.")

if part == "The road back":
    st.markdown(
        "Read a row from left to right and you walk from the SSR back to that parameter. A stretch that several share "
        "is computed once, on the way back, and serves them all: that is the idea of Backpropagation."
    )
    chains = [chain(parameters, data, each) for each in PARAMETERS]
    tables.show(tables.roads_table(chains, name), "The factors of each parameter's Derivative, and who shares them")
    st.header("Where it goes wrong on paper", anchor=False)
    sections.slips_to_avoid(taken, parameters, data)

if part == "Without the Chain Rule":
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        h = controls.number("difference_h", "h", 0.001, 1e-6, 1.0, 0.001, width=130)
        st.markdown(
            f"Move {name} by h up and down and see how the SSR changes: (SSR({name} + h) − SSR({name} − h)) / 2h. "
            "It must come out as the Chain Rule says.",
            width=620,
        )
    with st.container(key="difference"):
        sections.finite_difference_now(network, data, parameters, taken, h)

question.try_next("derivative", asked.DERIVATIVE, part)
shell.code_that_ran(chain, derivative_line, finite_difference)
shell.footing(__file__)
