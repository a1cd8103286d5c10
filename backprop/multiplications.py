"""How many multiplications the Chain Rule takes: each road by itself, a walk forward for each input, or one walk back.

One rule for all, in RULE. So a sum hands back what it gets without any work, and a road of four factors takes three
multiplications. Additions are not counted, nor what a factor costs inside, like the −2 × of the SSR's slope.
"""

from typing import NamedTuple

from backprop.graphs.operations import ONE

RULE = "a × that joins two factors is one multiplication. × 1 is none"


# --- of a network's Chains -------------------------------------------------------------------------------------------


def products_on_the_way(chains):
    """What backpropagation keeps while it walks back: {how a chain begins: the parameters whose chains begin so}.

    A beginning is a tuple of two or more names of factors, and it is made from the one before it by one multiplication.
    A factor that is always 1 is left out, so the chain of a bias may be the beginning of a weight's.
    """
    products = {}
    for each in chains:
        factors = tuple(factor.name for factor in each.factors if not factor.is_one)
        for length in range(2, len(factors) + 1):
            products.setdefault(factors[:length], []).append(each.parameter)
    return products


def chain_multiplications(chains):
    """(from scratch, with reuse): how many multiplications a set of Chains takes for one observation.

    From scratch every chain is multiplied out by itself; with reuse, as in backpropagation, each product on the way is
    made once and then serves every chain that begins with it.
    """
    products = products_on_the_way(chains)
    return sum(map(len, products.values())), len(products)


# --- of any graph ----------------------------------------------------------------------------------------------------


class Multiplications(NamedTuple):
    """How many multiplications the gradients of all inputs of a Graph take.

    backward  one walk back: at each edge gradient × local derivative
    forward   one walk forward for each input, along the edges that hang on that input
    road      each road from the result to each input by itself
    """

    backward: int
    forward: int
    road: int


def graph_multiplications(graph):
    """The Multiplications of a Graph: the three ways to the same gradients."""
    edges = [
        (node, operand, graph.nodes[node].operation.derivatives[which] is ONE) for node, which, operand in graph.edges
    ]
    back, forth = sorted(edges, reverse=True), [(operand, node, one) for node, operand, one in edges]
    inputs, result = graph.inputs.values(), len(graph) - 1
    met = roads_from(result, back, len(graph))
    return Multiplications(
        joined(met, back),
        sum(joined(roads_from(place, forth, len(graph)), forth) for place in inputs),
        sum(met[place].factors - met[place].count + met[place].ones for place in inputs),
    )


class Met(NamedTuple):
    """What is known of a node before any number is: of all the roads that lead to it from where a walk began.

    count    how many they are
    ones     how many of them have no other factor than 1
    factors  how many factors other than 1 they have all together
    """

    count: int
    ones: int
    factors: int

    @property
    def is_one(self):
        """Whether what a walk carries to this node is 1, whatever the numbers are."""
        return self.count == self.ones == 1


def roads_from(begin, edges, size):
    """A Met for each of so many nodes, of the roads from one along edges (from, to, whether the factor is always 1)."""
    met = [Met(0, 0, 0)] * size
    met[begin] = Met(1, 1, 0)
    for start, end, one in edges:
        (count, ones, factors), so_far = met[start], met[end]
        met[end] = Met(so_far.count + count, so_far.ones + ones * one, so_far.factors + factors + count * (not one))
    return met


def joined(met, edges):
    """How many edges join two factors: what a walk carries as far as there, and the edge's own, neither always 1."""
    return sum(bool(met[start].count) and not one and not met[start].is_one for start, _, one in edges)
