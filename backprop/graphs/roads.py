"""The Chain Rule where it is easiest to see: along a road rates of change multiply, where roads meet they add.

A graph is a tuple of Nodes, each behind the ones that it is computed from. A network's loss is such a graph too, only a
larger one; `passes.py` walks all its roads at once instead of one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.chain_rule import Factor


@dataclass(frozen=True)
class Node:
    """One thing that others move.

    name         what it is called
    inputs       the names of what moves it
    formula      how, as text
    curve        curve(*inputs), elementwise
    derivatives  for each input, how fast the node moves when that one does: (formula, derivative(*inputs))
    """

    name: str
    inputs: tuple[str, ...]
    formula: str
    curve: Callable
    derivatives: tuple[tuple[str, Callable], ...]


@dataclass(frozen=True, eq=False)
class Road:
    """One way from a node back to what moves it: its Factors, that node's own first, and their product."""

    factors: tuple[Factor, ...]

    @property
    def product(self):
        return np.prod(np.broadcast_arrays(*(factor.value for factor in self.factors)), axis=0)

    @property
    def through(self):
        """The names of the nodes on the way, the two ends left out."""
        return tuple(factor.by for factor in self.factors[:-1])


def values(graph, known):
    """Every value that follows from the known ones: {name: number or array} in, and out with the nodes' own.

    A node that is itself known stays as it is given.
    """
    found = dict(known)
    for node in graph:
        if node.name not in found and all(name in found for name in node.inputs):
            found[node.name] = node.curve(*(found[name] for name in node.inputs))
    return found


def roads(graph, of, by, known):
    """Every Road from the node `of` back to `by`, which is one of the known names; the others are held fixed.

    Raises ValueError where `by` is not known, `of` does not follow from what is, or no road joins the two.
    """
    found, nodes = values(graph, known), {node.name: node for node in graph}
    if by not in known or of not in found:
        raise ValueError(f"{of!r} must follow from the known {', '.join(map(repr, known))}, and {by!r} be one of them.")

    def back_from(name):
        if name == by:
            yield ()
        elif name not in known:
            node = nodes[name]
            came_in = [found[each] for each in node.inputs]
            for moved_by, (formula, derivative) in zip(node.inputs, node.derivatives, strict=True):
                factor = Factor(name, moved_by, formula, np.asarray(derivative(*came_in), dtype=float))
                for rest in back_from(moved_by):
                    yield (factor, *rest)

    taken = tuple(Road(factors) for factors in back_from(of) if factors)
    if not taken:
        raise ValueError(f"No road leads from {of!r} back to {by!r}.")
    return taken


def derivative(graph, of, by, known):
    """How fast `of` moves when `by` does: each road's factors multiplied, and the roads added up."""
    return sum(road.product for road in roads(graph, of, by, known))


def nudged(graph, of, by, known, h):
    """The value of `of` with `by` moved up by h, and down by h."""
    return tuple(values(graph, {**known, by: known[by] + way})[of] for way in (h, -h))


# --- the examples of the video on the Chain Rule, and one more -------------------------------------------------------


def straight(name, by, slope):
    """A Node on a straight line: slope × by."""
    return Node(name, (by,), f"slope × {by}", lambda x: slope * x, (("the slope", lambda x: slope + 0 * x),))


def shoe_size(height_per_weight=2.0, size_per_height=0.25):
    """Weight says something about Height, and Height about Size: two straight lines, one behind the other."""
    return (straight("Height", "Weight", height_per_weight), straight("Size", "Height", size_per_height))


# The longer since the last snack, the hungrier; the hungrier, the more one craves ice cream.
ICE_CREAM = (
    Node("Hunger", ("Time",), "Time² + ½", lambda t: t**2 + 0.5, (("2 × Time", lambda t: 2 * t),)),
    Node("Craves", ("Hunger",), "√Hunger", np.sqrt, (("1 / (2 × √Hunger)", lambda hunger: 0.5 / np.sqrt(hunger)),)),
)


def squared_residual(slope, weight, observed):
    """How the squared Residual of one observation hangs on a line's intercept."""
    return (
        Node(
            "Predicted",
            ("Intercept",),
            "Intercept + slope × Weight",
            lambda intercept: intercept + slope * weight,
            (("1", np.ones_like),),
        ),
        Node(
            "Residual",
            ("Predicted",),
            "Observed − Predicted",
            lambda predicted: observed - predicted,
            (("−1", lambda predicted: -np.ones_like(predicted)),),
        ),
        Node("Residual²", ("Residual",), "Residual²", np.square, (("2 × Residual", lambda residual: 2 * residual),)),
    )


# x reaches L on two roads, through u and through v.
TWO_ROADS = (
    Node("u", ("x",), "x²", np.square, (("2 × x", lambda x: 2 * x),)),
    Node("v", ("x",), "3 × x", lambda x: 3 * x, (("3", lambda x: 3.0 + 0 * x),)),
    Node("L", ("u", "v"), "u × v", np.multiply, (("v", lambda u, v: v), ("u", lambda u, v: u))),
)
