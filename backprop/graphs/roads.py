"""The Chain Rule road by road: along a road rates of change multiply, where roads meet they add.

First where that is easiest to see: a few Quantities, each behind the ones that move it, as in the video on the Chain
Rule. Then on the graph of any typed expression, after a walk back. A network's loss is such a graph too, only a larger
one; `passes.py` walks all its roads at once instead of one by one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.chains import Factor

MOST_ROADS = 24  # that are written out one by one: in a graph of a hundred nodes there may be 2⁴⁹


@dataclass(frozen=True)
class Quantity:
    """One thing that others move.

    name         what it is called
    inputs       the names of what moves it
    formula      how, as text
    curve        curve(*inputs), elementwise
    derivatives  for each input, how fast the quantity moves when that one does: (formula, derivative(*inputs))
    """

    name: str
    inputs: tuple[str, ...]
    formula: str
    curve: Callable
    derivatives: tuple[tuple[str, Callable], ...]


@dataclass(frozen=True, eq=False)
class Road:
    """One way from a quantity back to what moves it: its Factors, that quantity's own first, and their product."""

    factors: tuple[Factor, ...]

    @property
    def product(self):
        return np.prod(np.broadcast_arrays(*(factor.value for factor in self.factors)), axis=0)

    @property
    def through(self):
        """The names of the quantities on the way, the two ends left out."""
        return tuple(factor.by for factor in self.factors[:-1])


def what_follows(graph, known):
    """Every value that follows from the known ones: {name: number or array} in, and out with the quantities' own.

    graph  a tuple of Quantities. One that is itself known stays as it is given
    """
    found = dict(known)
    for each in graph:
        if each.name not in found and all(name in found for name in each.inputs):
            found[each.name] = each.curve(*(found[name] for name in each.inputs))
    return found


def roads(graph, of, by, known):
    """Every Road from the quantity `of` back to `by`, which is one of the known names; the others are held fixed.

    Raises ValueError where `by` is not known, `of` does not follow from what is, or no road joins the two.
    """
    found, quantities = what_follows(graph, known), {each.name: each for each in graph}
    if by not in known or of not in found:
        raise ValueError(f"{of!r} must follow from the known {', '.join(map(repr, known))}, and {by!r} be one of them.")

    def back_from(name):
        if name == by:
            yield ()
        elif name not in known:
            moved = quantities[name]
            came_in = [found[each] for each in moved.inputs]
            for moved_by, (formula, derivative) in zip(moved.inputs, moved.derivatives, strict=True):
                factor = Factor(name, moved_by, formula, np.asarray(derivative(*came_in), dtype=float))
                for rest in back_from(moved_by):
                    yield (factor, *rest)

    taken = tuple(Road(factors) for factors in back_from(of) if factors)
    if not taken:
        raise ValueError(f"No road leads from {of!r} back to {by!r}.")
    return taken


def derivative(graph, of, by, known):
    """How fast `of` moves when `by` does: each road's factors multiplied, and the roads added up.

    Raises ValueError as `roads` does.
    """
    return sum(road.product for road in roads(graph, of, by, known))


def nudged(graph, of, by, known, h):
    """The value of `of` with `by` moved up by h, and down by h."""
    return tuple(what_follows(graph, {**known, by: known[by] + nudge})[of] for nudge in (h, -h))


# --- on the graph of a typed expression, after a walk back -----------------------------------------------------------


def road_counts(graph):
    """For every node of a Graph on how many roads one comes back to it from the result: a tuple of whole numbers."""
    counts = [0] * len(graph)
    counts[-1] = 1
    for node, _, operand in sorted(graph.edges, reverse=True):
        counts[operand] += counts[node]
    return tuple(counts)


def road_count(graph, place):
    """On how many roads one comes from the result of a Graph back to a node."""
    return road_counts(graph)[place]


def roads_back(passed, place):
    """Every road from the result back to a node of a Backward, each as the Handed along it, whose derivatives multiply.

    Their products add up to the node's gradient. ValueError where there are more than MOST_ROADS.
    """
    count = road_count(passed.graph, place)
    if count > MOST_ROADS:
        raise ValueError(f"There are {count:,} paths; at most {MOST_ROADS} are written out one by one.")

    def to(node):
        if node == len(passed.graph) - 1:
            yield ()
        for handed in sorted(passed.received[node]):
            for before in to(handed.node):
                yield (*before, handed)

    return tuple(to(place))


def road_product(road):
    """The local derivatives of the Handed along a road, multiplied."""
    return math.prod(handed.derivative for handed in road)


# --- the examples of the video on the Chain Rule, and one more -------------------------------------------------------


def straight(name, by, slope):
    """A Quantity on a straight line: slope × by."""
    return Quantity(name, (by,), f"slope × {by}", lambda x: slope * x, (("the slope", lambda x: slope + 0 * x),))


def shoe_size(height_per_weight=2.0, size_per_height=0.25):
    """Weight says something about Height, and Height about Size: two straight lines, one behind the other."""
    return (straight("Height", "Weight", height_per_weight), straight("Size", "Height", size_per_height))


# The longer since the last snack, the hungrier; the hungrier, the more one craves ice cream.
ICE_CREAM = (
    Quantity("Hunger", ("Time",), "Time² + ½", lambda t: t**2 + 0.5, (("2 × Time", lambda t: 2 * t),)),
    Quantity("Craves", ("Hunger",), "√Hunger", np.sqrt, (("1 / (2 × √Hunger)", lambda hunger: 0.5 / np.sqrt(hunger)),)),
)


def squared_residual(slope, weight, observed):
    """How the squared Residual of one observation hangs on a line's intercept."""
    return (
        Quantity(
            "Predicted",
            ("Intercept",),
            "Intercept + slope × Weight",
            lambda intercept: intercept + slope * weight,
            (("1", np.ones_like),),
        ),
        Quantity(
            "Residual",
            ("Predicted",),
            "Observed − Predicted",
            lambda predicted: observed - predicted,
            (("−1", lambda predicted: -np.ones_like(predicted)),),
        ),
        Quantity(
            "Residual²", ("Residual",), "Residual²", np.square, (("2 × Residual", lambda residual: 2 * residual),)
        ),
    )


# x reaches L on two roads, through u and through v.
TWO_ROADS = (
    Quantity("u", ("x",), "x²", np.square, (("2 × x", lambda x: 2 * x),)),
    Quantity("v", ("x",), "3 × x", lambda x: 3 * x, (("3", lambda x: 3.0 + 0 * x),)),
    Quantity("L", ("u", "v"), "u × v", np.multiply, (("v", lambda u, v: v), ("u", lambda u, v: u))),
)
