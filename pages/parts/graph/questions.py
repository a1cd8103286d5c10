"""What to try next on a graph that was typed."""

import numpy as np

from backprop.any_chains import any_chain
from backprop.graphs.examples import EXAMPLES, own_inputs
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.roads import road_count, road_product, roads_back
from backprop.graphs.words import Refused
from backprop.lessons import MAIN_IDEAS
from backprop.multiplications import graph_multiplications
from backprop.written.numerals import number
from pages.parts.controls.named_numbers import named_text
from pages.parts.controls.try_next import Try, ask, bold, bulleted, listed, numbers


def walked(text, **inputs):
    """The Backward of an expression, at its own numbers where no others are given."""
    graph = parse(text)
    return backward(graph, forward(graph, {**own_inputs(graph), **inputs}))


def gradient(passed, name):
    return passed.gradients[passed.graph.inputs[name]]


def at_the_end(label, text, shows="any_graph_picture", **inputs):
    """A Try of an expression, walked back to the end."""
    address = {"any_graph_step": str(len(walked(text, **inputs).steps))}
    if inputs:
        address["any_graph_values"] = named_text({**own_inputs(parse(text)), **inputs})
    return Try(label, {EXPRESSION: text}, shows, address)


EXPRESSION, TABLE = "any_graph_expression", "any_graph_backward"
TWO_PATHS, TERM = EXAMPLES[0], EXAMPLES[1]


@ask(
    "Two paths:",
    "work out dL/dx on paper before the first *Next*. Which two products make it, and what if you forget a path?",
    Try("x² × 3x", {EXPRESSION: TWO_PATHS.text}, "any_graph_picture"),
    at_the_end("x² × 3x, walked back", TWO_PATHS.text),
    part="The walk back",
)
def two_paths():
    passed = walked(TWO_PATHS.text)
    place = passed.graph.inputs["x"]
    products = [road_product(road) for road in roads_back(passed, place)]
    rest = sum(products) - np.array(products)
    return (
        f"At x = {number(TWO_PATHS.inputs['x'])} there are {len(products)} paths back, with the products "
        f"{bold(products)}; together **{number(gradient(passed, 'x'))}**. Forget one and you are left with "
        f"{numbers(rest)}, according to which."
    )


@ask(
    "A term of the video's SSR:",
    "walk back to b3 and compare with the first row of the page The Derivative. Which gradients are 0 there, and "
    "which number on an edge makes them so?",
    at_the_end("The term of Dosage 0", TERM.text, TABLE),
    part="Node by node",
)
def video_term():
    passed = walked(TERM.text)
    found = {name: gradient(passed, name) for name in MAIN_IDEAS.experiment.network.parameter_names}
    zero = [name for name, value in found.items() if value == 0]
    chain = any_chain(MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.start, MAIN_IDEAS.experiment.data, "b3")
    same = np.isclose(chain.terms[0], found["b3"], rtol=1e-12)
    return (
        f"dL/db3 is **{number(found['b3'])}** here, and {number(chain.terms[0])} in the first row of The Derivative, "
        f"where Dosage is {number(MAIN_IDEAS.experiment.data.inputs[0, 0])}: {'the same' if same else 'not the same'}. "
        f"The gradients of {listed(zero)} are 0, because their edge to the product dosage × weight bears the dosage, "
        f"{number(TERM.inputs['dosage'])}. (That of dosage itself is {number(gradient(passed, 'dosage'))}: it is moved "
        "by nobody, but would count.)"
    )


THREE_GRAPHS = ("u = x**2; v = 3*x; u * v", "x*x*x*3", "3*x**3")


@ask(
    "Three graphs, one function.",
    "What do the gradients of x have in common, and how many paths has each?",
    *(at_the_end(text.replace("*", "\\*"), text, TABLE) for text in THREE_GRAPHS),
    part="Node by node",
)
def one_function():
    lines, found = [], []
    for text in THREE_GRAPHS:
        passed = walked(text)
        place = passed.graph.inputs["x"]
        found.append(gradient(passed, "x"))
        count = road_count(passed.graph, place)
        lines.append(f"`{text}`: dL/dx = **{number(found[-1])}**, {count} path{'' if count == 1 else 's'}")
    same = np.ptp(found) == 0
    said = (
        f"At x = 1 {'they are the same number' if same else 'they differ'}, however the graph is drawn; the more often "
        "x is used, the more paths lead back to it:"
    )
    return bulleted(said, lines)


@ask(
    "Let the gradients die:",
    "type `relu(w*x + b)**2` and slide b until they do. **Then** `max(a, b)` with a = b.",
    at_the_end("relu, b = 1", "relu(w*x + b)**2"),
    at_the_end("relu, b = −2", "relu(w*x + b)**2", b=-2.0),
    at_the_end("max(a, b)", "max(a, b)"),
    part="The walk back",
)
def corners_and_death():
    alive, dead = (walked("relu(w*x + b)**2", b=b) for b in (1.0, -2.0))
    at = {name: gradient(alive, name) for name in ("w", "x", "b")}
    gone = not any(gradient(dead, name) for name in ("w", "x", "b"))
    largest = walked("max(a, b)")
    return (
        f"With w = x = b = 1 the gradients are {listed([f'**{number(v)}** for {n}' for n, v in at.items()])}. relu is "
        f"0 where w × x + b is below 0, so with w = x = 1 below b = −1; at b = −2 "
        f"{'all three are 0' if gone else 'not all are 0'}, and no step could bring the node back. For `max(a, b)` "
        f"with a = b = 1, a corner, the gradients are {number(gradient(largest, 'a'))} for a and "
        f"{number(gradient(largest, 'b'))} for b."
    )


BROKEN = (("log(x)", -1.0), ("1/(x - 1)", 1.0), ("9**9**9**9", None))


@ask(
    "Break it:",
    "`log(x)` at x = −1, `1/(x - 1)` at x = 1, `9**9**9**9`.",
    Try("log(x) at −1", {EXPRESSION: "log(x)"}, EXPRESSION, {"any_graph_values": "x~-1"}),
    Try("1/(x − 1) at 1", {EXPRESSION: "1/(x - 1)"}, EXPRESSION),
    Try("9\\*\\*9\\*\\*9\\*\\*9", {EXPRESSION: "9**9**9**9"}, EXPRESSION),
    part="Node by node",
)
def broken():
    lines = []
    for text, x in BROKEN:
        try:
            walked(text, **({} if x is None else {"x": x}))
            said = "it can be computed"
        except Refused as refused:
            said = str(refused)
        where = "" if x is None else f" at x = {number(x)}"
        lines.append(f"`{text}`{where}: {said}")
    return bulleted("The page says where it breaks, and why:", lines)


LADDER = "; ".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(6))


@ask(
    "Count before you look:",
    "the term of the video's SSR has nine inputs. How many walks back does it take to have all nine gradients, and how "
    "many walks forward? Then six nodes, each of which uses the one before it three times: what if every path were "
    "multiplied out by itself?",
    Try("The term, nine inputs", {EXPRESSION: TERM.text}, "multiplications"),
    Try("Six nodes, three times each", {EXPRESSION: LADDER}, "multiplications"),
    part="Why backward",
)
def counted_ways():
    term, ladder = (graph_multiplications(parse(text)) for text in (TERM.text, LADDER))
    inputs, ways = len(parse(TERM.text).inputs), road_count(parse(LADDER), parse(LADDER).inputs["x0"])
    return (
        f"One walk back, **{term.backward:,}** multiplications, against {inputs} walks forward, **{term.forward:,}**. "
        f"In the second graph every node makes the paths three times as many, {ways:,} in the end. Each by itself "
        f"they take **{ladder.road:,}** multiplications; one walk back takes **{ladder.backward:,}**, because it adds "
        "up at every node what the paths have in common."
    )


ANY_GRAPH = (two_paths, video_term, one_function, corners_and_death, broken, counted_ways)
