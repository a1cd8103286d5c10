"""Any graph: what Backpropagation is when it is no stack of layers, and why gradients add where roads meet."""

import streamlit as st

from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, finite_difference, forward
from backprop.graphs.roads import roads_back
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.graph import questions, view

PREFIX = "any_graph"
shell.guard()
shell.heading(__file__)
st.markdown(
    "Type any expression: every sign and function becomes a node. Values go forward; gradients come back, **and where "
    "a node is used more than once, they add**."
)
passed = view.typed_graph(PREFIX)
part = shell.part(__file__, PREFIX)
if part == "The walk back" and passed is not None:
    view.walk_back(passed, PREFIX)
if part == "Node by node":
    if passed is not None:
        view.node_by_node(passed, PREFIX)
    shell.link(
        "6_The_Derivative.py",
        "The Derivative, where the same products stand in a table",
        icon=":material/arrow_forward:",
    )
if part == "Why backward":
    st.markdown(
        "A node knows only its own value, and how fast it moves with what goes into it. That is all it needs to hand "
        "its gradient back, once it has received all of it."
    )
    if passed is not None:
        view.why_backward(passed.graph)
    st.markdown(
        "That Backpropagation is the Chain Rule on a computational graph, read from back to front with the values in "
        "between kept, is how [Sebastian Raschka](https://sebastianraschka.com/faq/docs/backprop-arbitrary.html) puts "
        "it, whose page the video names. The examples of micrograd are from "
        "[Andrej Karpathy's small engine](https://github.com/karpathy/micrograd) of that name, which is worth reading "
        "next to the code below."
    )

try_next.try_next(PREFIX, questions.ANY_GRAPH, part)
shell.code_that_ran(forward, backward, roads_back, finite_difference, parse)
shell.footing(__file__)
