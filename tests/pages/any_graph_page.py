"""The page Any graph: its examples, a link to a state of it, and its tables at a step."""

import re

from screen import table_with

from backprop.graphs.examples import EXAMPLES
from pages.parts.controls.named_numbers import named_text

PAGE = "15_Any_Graph.py"
TERM = EXAMPLES[1].text  # of the video's SSR

NODES = {"any_graph_part": "Node by node"}


def link(text=None, step=None, **inputs):
    query = {} if text is None else {"any_graph_expression": text}
    if step is not None:
        query["any_graph_step"] = str(step)
    if inputs:
        query["any_graph_values"] = named_text(inputs)
    return query


def gradients_shown(at):
    return table_with(at, "Hands back").filter(like="Gradient").iloc[:, 0]


def unescaped(text):
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
