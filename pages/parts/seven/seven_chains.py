"""The seven chains: the road back to each parameter, its product and sum, and what is computed once for several."""

import numpy as np
import streamlit as st

from backprop.multiplications import RULE, chain_multiplications
from backprop.written.arithmetic import derivative_line
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.experiment import one_derivative
from pages.parts.pictures.network_picture import network_picture
from pages.parts.seven.tables import derivatives_table, multiplications_table, stretches_table


def node_by_node(lesson, experiment, chains, name):
    """The road back to one parameter: drawn on the network, as a formula, and stretch by stretch with its numbers."""
    data, taken = experiment.data, chains[experiment.network.place(name)]
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        network_picture(experiment.network, data, experiment.start, "all_network", highlighted=(name,), road=taken.road)
    with right:
        one_derivative.derivative_now(lesson, taken, experiment.start)
        one_derivative.chain_rule_formula(name)
        st.caption(f"The broad band is the road: from Predicted back to {name}, ◆. One such product per observation.")
    tables.show(stretches_table(taken, data), f"The road back to {name}, a stretch a row")


def written_out(lesson, experiment, chains, name):
    """All the derivatives: a table with the video's number beside ours, and, folded, a line of arithmetic for each."""
    own = np.array_equal(experiment.start, lesson.experiment.start)
    shown = {each: derivative for each, (derivative, _, _) in lesson.shown["updates"][0].items()} if own else {}
    table = derivatives_table(chains, experiment.data, shown, name)
    tables.show(table, "The derivatives for all seven parameters: a term for each observation, and their sum")
    sums = ", ".join(
        f"{each.parameter} {number(each.derivative, 7 if abs(each.derivative) >= 1 else 6)}" for each in chains
    )
    st.caption(f"With more digits, to compare with another program: {sums}.")
    with st.expander("All seven written out, to retype into a calculator", icon=":material/calculate:"):
        lines = [derivative_line(each) for each in chains]
        st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
        bitten = [f"{line.of} gives {number(line.retyped)}" for line in lines if line.rounding_bites]
        st.caption(
            f"Each number in these lines is rounded to four digits for the screen, so a calculator may end one digit "
            f"off: {'; '.join(bitten)}."
            if bitten
            else "Each line, retyped as it stands, gives the number at its end."
        )


def reuse_counted(chains, data):
    """What is computed once and reused, as a count of multiplications."""
    (scratch, reuse), n = chain_multiplications(chains), len(data)
    left, right = st.columns([5, 2], gap="medium")
    with left:
        tables.show(multiplications_table(chains, n), "Every product on the way back, and how often it is made")
    with right:
        st.markdown(
            f"Multiply each of the seven chains out by itself, and one observation takes **{scratch} "
            f"multiplications**. Walk back once, keep every product on the way and go on from there, and it takes "
            f"**{reuse}**: {n * scratch} against {n * reuse} for the {n} observations. That walk is Backpropagation."
        )
        st.caption(
            f"The rule of this count: {RULE}, so b1 ends where "
            "w1 still goes on, and b3 needs none at all. Additions are not counted, nor what a factor costs inside, "
            "such as the −2 × in dSSR/dPredicted; that factor is worked out once here, and seven times from scratch."
        )
