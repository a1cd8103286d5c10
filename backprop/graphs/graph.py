"""Backpropagation on any computational graph: values forward, gradients backward, and where roads meet they add.

The nodes stand in a plain list, each behind the ones that it is computed from. Forward is that list from front to back.
Backward is the same list from back to front: by the time a node's turn comes, every node that uses it has handed it its
share, so its gradient is complete. It then hands on, to each of its operands, its gradient times the local derivative.
Nothing here knows of layers; a network's loss is one such graph, and `passes.py` the same walk for a stack of layers.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from backprop.graphs.operations import Operation
from backprop.graphs.words import Refused
from backprop.written.numerals import number, signed


class Node(NamedTuple):
    """One thing that is computed, or given, on the way to the result.

    name       an input's own, the one that the text gives it, or one made up: n1, n2, …; a number's is the number
    operation  what it does; None for an input and for a number
    operands   the places in the graph of what it is computed from, all before its own
    number     the number that it is; None for all others
    moves      whether it hangs on any input: what cannot move needs no gradient
    where      (start, end) where it stands in the text, in characters
    """

    name: str | None  # None only while the Graph grows
    operation: Operation | None
    operands: tuple[int, ...]
    number: float | None
    moves: bool
    where: tuple[int, int]

    @property
    def is_input(self):
        return self.operation is None and self.number is None


@dataclass(frozen=True)
class Graph:
    """A computational graph: Nodes in topological order, each behind its operands; the last one is the result."""

    text: str
    nodes: tuple[Node, ...]

    @cached_property
    def inputs(self):
        """{name: place} of the inputs, in the order in which they first appear."""
        return {node.name: place for place, node in enumerate(self.nodes) if node.is_input}

    @cached_property
    def edges(self):
        """Every (node, which of its operands, operand) along which a gradient goes back, in the order of the nodes."""
        return tuple(
            (place, which, operand)
            for place, node in enumerate(self.nodes)
            for which, operand in enumerate(node.operands)
            if self.nodes[operand].moves
        )

    @property
    def result(self):
        return self.nodes[-1]

    def formula(self, place):
        """What a node is, by its operands' names: n2 = 3 × x."""
        node = self.nodes[place]
        if node.operation is None:
            return node.name
        names = dict(zip("ab", (self.nodes[operand].name for operand in node.operands), strict=False))
        return f"{node.name} = {node.operation.formula.format(**names)}"

    def __len__(self):
        return len(self.nodes)


# --- forward ---------------------------------------------------------------------------------------------------------


def forward(graph, inputs):
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
    """The walk back, one node at a time.

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
    """Walk back through the graph from the values that `forward` found: a Backward, with every contribution.

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
                gradients[operand] += product  # where several roads lead to one node, they add
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


def corners(graph, values):
    """What is taken for the derivative at each place where there is none, a corner of relu or max: sentences."""
    found = {}
    for node in graph.nodes:
        corner = node.operation.corner if node.moves and node.operation else None
        if corner is not None and corner(*(values[operand] for operand in node.operands)):
            found[node.operation.at_a_corner] = None
    return tuple(found)


def finite_difference(graph, inputs, name, h=1e-5):
    """The gradient of one input without the Chain Rule: (result at +h − result at −h) / 2h. Raises like `forward`."""
    above, below = (forward(graph, {**inputs, name: inputs[name] + by})[-1] for by in (h, -h))
    return (above - below) / (2.0 * h)
