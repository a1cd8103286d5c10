"""Random expressions with numbers for their names, and the walk back through a typed one."""

from hypothesis import strategies as st

from backprop.graphs.expression import MOST_CHARACTERS, parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.words import Refused

SSR_TERM = "(observed - (softplus(dosage*w1 + b1)*w3 + softplus(dosage*w2 + b2)*w4 + b3))**2"


def walk_of(text, inputs):
    graph = parse(text)
    return backward(graph, forward(graph, inputs))


# --- random expressions ----------------------------------------------------------------------------------------------

NAMES = ("a", "b", "c")
NUMBERS = st.floats(-2, 2).map(lambda value: round(value, 3))
LEAVES = st.one_of(st.sampled_from(NAMES), st.sampled_from(["2", "0.5", "-1.5", "3"]))


def grown(inner):
    """Expressions that have a value and a derivative at all numbers, so that every oracle can follow."""
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map("({0[0]} + {0[1]})".format),
        two.map("({0[0]} - {0[1]})".format),
        two.map("({0[0]} * {0[1]})".format),
        two.map("({0[0]} / (cos({0[1]}) + 3))".format),
        two.map("max({0[0]}, {0[1]})".format),
        two.map("sigmoid({0[0]}) ** sin({0[1]})".format),
        inner.map("tanh({}) ** 3".format),
        inner.map("(-{})".format),
        inner.map("exp(sin({}))".format),
        inner.map("log(softplus({}) + 1)".format),
        inner.map("sqrt(cos({}) + 2)".format),
        *(inner.map((name + "({})").format) for name in ("sin", "cos", "tanh", "sigmoid", "softplus", "relu")),
    )


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=9).filter(
    lambda text: len(text) <= MOST_CHARACTERS and sum(text.count(sign) for sign in "+-*/(") < 60
)
INPUTS = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda numbers: dict(zip(NAMES, numbers, strict=True)))


def readable(text):
    """The Graph of a random expression, or None where it has become too large."""
    try:
        return parse(text)
    except Refused:
        return None


def at_a_corner(text, inputs):
    """Whether relu or max is so near its corner that a difference cannot tell its sides apart, or libraries differ."""
    graph = parse(text)
    found = forward(graph, inputs)
    for node in graph.nodes:
        if node.operation is not None and node.operation.corner is not None:
            operands = [found[operand] for operand in node.operands]
            if abs(operands[0] - (operands[1] if len(operands) > 1 else 0.0)) < 1e-3:
                return True
    return False
