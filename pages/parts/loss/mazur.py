"""Matt Mazur's step by step example, to the nine decimals that he prints."""

from dataclasses import replace

import streamlit as st

from backprop.lessons import MAZUR, MAZUR_SHOWN
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.controls import presets
from pages.parts.experiment import runs
from pages.parts.loss.setup import KEY, chains_at_start
from pages.parts.loss.shared_front import roads_of_nodes
from pages.parts.loss.strip import PRESETS


def mazur():
    """Matt Mazur's 2-2-2 network, one step, to nine decimals beside what he prints."""
    trace, _ = runs.trace_of(replace(MAZUR, steps=1))
    shown, weights = MAZUR_SHOWN, MAZUR.optimised
    rows = [
        ["Error E", "half MSE, n = 1", trace.loss[0], shown["loss"][0]],
        ["out_o1", "Predicted o1", trace.predicted[0, 0, 0], shown["predicted"][0]],
        ["out_o2", "Predicted o2", trace.predicted[0, 0, 1], shown["predicted"][1]],
        *([f"{name}⁺", f"New {name}", trace.of(name)[1], shown["new"][name]] for name in weights),
        ["Error after one step", "half MSE, step 1", trace.loss[1], shown["loss"][1]],
    ]
    table = [[his, ours, nine(value), str(printed)] for his, ours, value, printed in rows]
    left, right = st.columns(2, gap="medium")
    with left:
        names = ["His name", "Ours", "Computed here", "He prints"]
        tables.show(tables.of_rows(table, names), "Mazur's numbers to nine decimals, computed here and printed")
    with right:
        w1 = chains_at_start(MAZUR, "w1")
        st.markdown(
            f"His *target* and *out* are our Observed and Predicted, his *net* is our x, his E_total our half mean "
            f"squared error with n = 1; w1 … w8 are w1 … w8. His b1 is our b1 and b2, his b2 our b3 and b4, and "
            f"neither is updated. η = {number(MAZUR.optimiser.learning_rate)}.\n\n"
            f"**Two roads lead from the error to w1**, one through each output, and they add: "
            f"{nine(w1[0].derivative)} + ({nine(w1[1].derivative)}) = "
            f"**{nine(sum(chain.derivative for chain in w1))}**. For each hidden node the same sum, before "
            "the last factor:"
        )
        roads_of_nodes(MAZUR)
        st.caption(
            f"The last one differs: he rounded on the way to {shown['loss'][1]}, and from all the digits it is "
            f"{nine(trace.loss[1])}."
        )
        values = PRESETS["Mazur's 2-2-2"] | {f"{KEY}_part": "One change"}
        look = {"shows": "any_loss_factors", "icon": ":material/arrow_forward:"}
        presets.whole_state("Open it under One change", values, f"{KEY}_open_mazur", **look)


def nine(value):
    """A number with nine decimals."""
    return f"{value:.9f}".replace("-", "−")
