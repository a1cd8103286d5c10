"""A graph's roads, and what the ways through it cost in multiplications."""

import pytest
from expressions import SSR_TERM, walk_of

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.graphs.examples import EXAMPLES
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.roads import road_count, roads_back
from backprop.lessons import MAIN_IDEAS
from backprop.multiplications import chain_multiplications, graph_multiplications


def test_paths_are_counted_and_only_few_are_written_out():
    text = ";".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(12))
    graph = parse(text)
    walk = backward(graph, forward(graph, {"x0": 0.01}))
    assert road_count(graph, 0) == 3**12
    with pytest.raises(ValueError, match="531,441 paths"):
        roads_back(walk, 0)
    assert len(roads_back(walk_of("x*x*x", {"x": 2.0}), 0)) == 3


def test_multiplications_are_those_of_three_ways():
    assert graph_multiplications(parse("x**2 * (3*x)")) == (2, 2, 2)
    many = graph_multiplications(parse("tanh(x1*w1 + x2*w2 + b)"))
    # back: once for each factor of the two products; forward: only tanh's, and not for b; so is each road
    assert many == (4, 4, 4)
    shared = graph_multiplications(parse("u = x*y; v = u*u; v*v"))
    assert shared == (4, 8, 16)
    assert graph_multiplications(parse("x + x + 1")) == (0, 0, 0)
    assert graph_multiplications(parse("sin(x + x)")) == (0, 1, 0)  # forward x counts twice when it meets the sine's
    assert graph_multiplications(parse("x")) == graph_multiplications(parse("3*4")) == (0, 0, 0)


def counted_one_by_one(graph):
    """The same counts without any formula: every × that joins two factors, neither of which is always 1."""

    def carried(edges, begin):
        terms, made = {begin: ["1"]}, 0  # what meets at each node: "1" where that is always 1
        for start, end, one in edges:
            if start in terms:
                is_one = terms[start] == ["1"]
                made += not (is_one or one)
                terms.setdefault(end, []).append("1" if is_one and one else "other")
        return made

    def lengths(node, length=0):
        if node == len(graph) - 1:
            yield length
        for start, which, operand in graph.edges:
            if operand == node:
                yield from lengths(start, length + (not is_one(start, which)))

    def is_one(node, which):
        return graph.nodes[node].operation.derivatives[which][0] == "1"

    back = [(node, operand, is_one(node, which)) for node, which, operand in sorted(graph.edges, reverse=True)]
    forth = [(operand, node, is_one(node, which)) for node, which, operand in graph.edges]
    inputs = graph.inputs.values()
    return (
        carried(back, len(graph) - 1),
        sum(carried(forth, place) for place in inputs),
        sum(max(length - 1, 0) for place in inputs for length in lengths(place)),
    )


@pytest.mark.parametrize("text", [SSR_TERM, *(example.text for example in EXAMPLES), "(a + b)*(a - b) + a"])
def test_multiplications_are_those_that_are_left_when_every_one_is_looked_at(text):
    assert graph_multiplications(parse(text)) == counted_one_by_one(parse(text))


def test_the_same_rule_counts_the_videos_chains_and_its_graph():
    numbers = f"(1 - {SSR_TERM.split('-', 1)[1]}".replace("dosage", "0.5")  # of one observation, which cannot move
    chains = [chain(MAIN_IDEAS.experiment.start, MAIN_IDEAS.experiment.data, name) for name in PARAMETERS]
    from_scratch, with_reuse = chain_multiplications(chains)
    found = graph_multiplications(parse(numbers))
    # The graph multiplies by the −1 of Observed − Predicted, on each road; a Chain's first factor has it inside.
    assert found.backward == with_reuse + 1
    assert found.road == from_scratch + len(PARAMETERS)
