"""Backpropagation on any computational graph: values forward, gradients backward, and where paths meet they add.

The nodes stand in a plain list, each behind the ones that it is computed from. Forward is that list from front to back.
Backward is the same list from back to front: by the time a node's turn comes, every node that uses it has handed it its
share, so its gradient is complete. It then hands on, to each of its operands, its gradient times the local derivative.
Nothing here knows of layers; a network's loss is one such graph, and `passes.py` the same walk for a stack of layers.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from backprop.graphs.expression import Graph, Refused, parse
from backprop.lessons import MAIN_IDEAS
from backprop.written.numerals import number, signed

MOST_PATHS = 24  # that are written out one by one: in a graph of a hundred nodes there may be 2⁴⁹


# --- forward ---------------------------------------------------------------------------------------------------------


def values(graph, inputs):
    """The value of every node, front to back: {name: number} for the inputs -> a tuple as long as the graph.

    Raises Refused, a ValueError that points at the place in the text, where a node has no value: the logarithm of −1,
    1 ÷ 0, or a number too large for the computer; ValueError where an input is missing or not finite.
    """
    for name in graph.inputs:
        if name not in inputs or not math.isfinite(inputs[name]):
            raise ValueError(f"{name} must be a finite number, not {inputs.get(name)!r}.")
    found = []
    for node in graph.nodes:
        if node.number is not None:
            found.append(node.number)
        elif node.operation is None:
            found.append(float(inputs[node.name]))
        else:
            operands = [found[operand] for operand in node.operands]
            found.append(value(graph, node, operands))
    return tuple(found)


def value(graph, node, operands):
    """What a node's operation makes of its operands' values; Refused where that is no finite number."""
    try:
        result = node.operation.value(*operands)
    except OverflowError:
        result = math.inf
    except (ValueError, ZeroDivisionError):
        came = " and ".join(map(number, operands))
        raise Refused(f"{node.operation.needs}, but it gets {came}", graph.text, *node.where) from None
    if not math.isfinite(result):
        raise Refused("The result of this is too large to compute with", graph.text, *node.where)
    return result


# --- backward --------------------------------------------------------------------------------------------------------


class Handed(NamedTuple):
    """What one node hands back to one of its operands: gradient × local derivative.

    node        the place of the node that hands it
    which       which of its operands gets it, 0 or 1
    operand     the place of that operand
    gradient    the node's own, complete by then
    derivative  the local derivative: how fast the node moves when this operand does
    product     gradient × derivative
    """

    node: int
    which: int
    operand: int
    gradient: float
    derivative: float
    product: float


@dataclass(frozen=True)
class Backward:
    """The way back, one node at a time.

    graph      the Graph
    values     every node's value
    steps      for each node that hands something back, in the order of the walk: a tuple of Handed
    gradients  how fast the result moves when a node does, for every node; None for what cannot move
    """

    graph: Graph
    values: tuple[float, ...]
    steps: tuple[tuple[Handed, ...], ...]
    gradients: tuple[float | None, ...]

    @cached_property
    def complete_at(self):
        """For every node the number of steps after which its gradient is complete; 0 for the result, None: never."""
        at = [None] * len(self.graph)
        at[-1] = 0 if self.graph.result.moves else None
        for count, step in enumerate(self.steps, 1):
            for handed in step:
                at[handed.operand] = count
        return tuple(at)

    @cached_property
    def received(self):
        """For every node the Handed that it gets, in the order in which they come."""
        into = [[] for _ in self.graph.nodes]
        for step in self.steps:
            for handed in step:
                into[handed.operand].append(handed)
        return tuple(map(tuple, into))

    @cached_property
    def turns(self):
        """{place of a node: the number of the step in which it hands back}."""
        return {step[0].node: count for count, step in enumerate(self.steps, 1)}

    def so_far(self, place, count):
        """What a node has received in the first `count` steps."""
        return tuple(handed for handed in self.received[place] if self.turns[handed.node] <= count)

    def known(self, place, count):
        """Whether a node's gradient is complete after so many steps."""
        at = self.complete_at[place]
        return at is not None and at <= count


def backward(graph, values):
    """Walk back through the graph from the values of a way forward: a Backward, with every contribution.

    Raises Refused where a local derivative that is needed is not finite, like that of sqrt at 0.
    """
    gradients = [0.0 if node.moves else None for node in graph.nodes]
    if graph.result.moves:
        gradients[-1] = 1.0  # the result moves as fast as itself
    steps = []
    for place in reversed(range(len(graph))):
        node = graph.nodes[place]
        if node.operation is None or not node.moves:
            continue
        operands, step = [values[operand] for operand in node.operands], []
        for which, operand in enumerate(node.operands):
            if graph.nodes[operand].moves:
                derivative = local_derivative(graph, node, which, operands, values[place])
                product = gradients[place] * derivative
                gradients[operand] += product  # where several paths lead to one node, they add
                if not math.isfinite(gradients[operand]):
                    raise Refused("What goes back from here is too large to compute with", graph.text, *node.where)
                step.append(Handed(place, which, operand, gradients[place], derivative, product))
        steps.append(tuple(step))
    return Backward(graph, tuple(values), tuple(steps), tuple(gradients))


def local_derivative(graph, node, which, operands, y):
    """How fast a node moves when one of its operands does; Refused where that is no finite number."""
    try:
        result = node.operation.derivatives[which][1](*operands, y)
    except (ValueError, ZeroDivisionError, OverflowError):
        result = math.inf
    if not math.isfinite(result):
        said = local_derivative_text(node, which, operands, y)
        raise Refused(f"The local derivative {said} has no finite value", graph.text, *node.where)
    return result


def local_derivative_text(node, which, operands, y):
    """The formula of a local derivative with its numbers in place."""
    names = dict(zip("ab", map(signed, operands), strict=False))
    return node.operation.derivatives[which][0].format(**names, y=signed(y))


def gradients(text, inputs):
    """The value of an expression, and {name: gradient} for its inputs: gradients("x**2 * (3*x)", {"x": 2.0})."""
    graph = parse(text)
    walk = backward(graph, values(graph, inputs))
    return walk.values[-1], {name: walk.gradients[place] for name, place in graph.inputs.items()}


def corners(graph, values):
    """What is taken for the derivative at each place where there is none, a corner of relu or max: sentences."""
    found = {}
    for node in graph.nodes:
        corner = node.operation.corner if node.moves and node.operation else None
        if corner is not None and corner(*(values[operand] for operand in node.operands)):
            found[node.operation.at_a_corner] = None
    return tuple(found)


def finite_difference(graph, inputs, name, h=1e-5):
    """The gradient of one input without the Chain Rule: (result at +h − result at −h) / 2h. Raises like `values`."""
    above, below = (values(graph, {**inputs, name: inputs[name] + way})[-1] for way in (h, -h))
    return (above - below) / (2.0 * h)


# --- path by path ----------------------------------------------------------------------------------------------------


def path_count(graph, place):
    """On how many paths one comes from the result back to a node."""
    return paths_back(graph)[0][place]


def paths_back(graph):
    """For every node: (how many paths lead back to it from the result, how many edges they have all together)."""
    count, length = [0] * len(graph), [0] * len(graph)
    count[-1] = 1
    for node, _, operand in sorted(graph.edges, reverse=True):
        count[operand] += count[node]
        length[operand] += length[node] + count[node]
    return tuple(count), tuple(length)


def paths(walk, place):
    """Every path from the result back to a node, each as the Handed along it, whose derivatives multiply.

    Their products add up to the node's gradient. ValueError where there are more than MOST_PATHS.
    """
    count = path_count(walk.graph, place)
    if count > MOST_PATHS:
        raise ValueError(f"There are {count:,} paths; at most {MOST_PATHS} are written out one by one.")

    def to(node):
        if node == len(walk.graph) - 1:
            yield ()
        for handed in sorted(walk.received[node]):
            for before in to(handed.node):
                yield (*before, handed)

    return tuple(to(place))


def path_product(path):
    """The local derivatives along a path, multiplied."""
    return math.prod(handed.derivative for handed in path)


# --- why backward ----------------------------------------------------------------------------------------------------


class Multiplications(NamedTuple):
    """How many multiplications the gradients of all inputs take; a factor of 1 is counted like any other.

    backward  one walk back: each edge once, gradient × local derivative
    forward   one walk forward for each input: each edge that hangs on that input
    path      each path from the result to each input by itself: each of its edges
    """

    backward: int
    forward: int
    path: int


def multiplications(graph):
    """The three ways to the same gradients, in multiplications."""
    forward = 0
    for start in graph.inputs.values():
        hangs = [place == start for place in range(len(graph))]
        for node, _, operand in graph.edges:
            if hangs[operand]:
                hangs[node] = True
                forward += 1
    lengths = paths_back(graph)[1]
    return Multiplications(len(graph.edges), forward, sum(lengths[place] for place in graph.inputs.values()))


# --- examples --------------------------------------------------------------------------------------------------------


class Example(NamedTuple):
    """An expression worth looking at, and the numbers that its inputs have there."""

    label: str
    text: str
    inputs: dict[str, float]


def one_term():
    """The squared Residual of the main lesson's first observation, with its start values."""
    experiment = MAIN_IDEAS.experiment
    inputs = {
        "observed": float(experiment.data.observed[0, 0]),
        "dosage": float(experiment.data.inputs[0, 0]),
        **dict(zip(experiment.network.parameter_names, map(float, experiment.start), strict=True)),
    }
    text = "(observed - (softplus(dosage*w1 + b1)*w3 + softplus(dosage*w2 + b2)*w4 + b3))**2"
    return Example("A term of the video's SSR", text, inputs)


EXAMPLES = (
    Example("Two paths", "x**2 * (3*x)", {"x": 2.0}),
    one_term(),
    Example("Sigmoid neuron", "sigmoid(x1*w1 + x2*w2 + b)", {"x1": 0.05, "w1": 0.15, "x2": 0.1, "w2": 0.2, "b": 0.35}),
    Example("Used three times", "s = a*b; s**2 + 3*s + sin(s)", {"a": 2.0, "b": -0.5}),
    Example(
        "tanh neuron",
        "tanh(x1*w1 + x2*w2 + b)",
        {"x1": 2.0, "w1": -3.0, "x2": 0.0, "w2": 1.0, "b": 6.8813735870195432},
    ),
    Example(
        "micrograd",
        "c = a + b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b + a); d += 3*d + relu(b - a); "
        "e = c - d; f = e**2; g = f/2; g += 10/f",
        {"a": -4.0, "b": 2.0},
    ),
)
OWN = 1.0  # the number of an input of which no example says anything


def own_inputs(graph):
    """The numbers that an expression's inputs begin with: its example's, or 1."""
    of_example = next((example.inputs for example in EXAMPLES if example.text == graph.text), {})
    return {name: of_example.get(name, OWN) for name in graph.inputs}
