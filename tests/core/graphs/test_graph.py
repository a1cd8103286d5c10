"""A graph's paths, and what the ways through it cost in multiplications."""

import pytest
from expressions import walk_of

from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, multiplications, path_count, paths, values


def test_paths_are_counted_and_only_few_are_written_out():
    text = ";".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(12))
    graph = parse(text)
    walk = backward(graph, values(graph, {"x0": 0.01}))
    assert path_count(graph, 0) == 3**12
    with pytest.raises(ValueError, match="531,441 paths"):
        paths(walk, 0)
    assert len(paths(walk_of("x*x*x", {"x": 2.0}), 0)) == 3


def test_multiplications_are_those_of_three_ways():
    assert multiplications(parse("x**2 * (3*x)")) == (4, 4, 4)
    many = multiplications(parse("tanh(x1*w1 + x2*w2 + b)"))
    # back: each of the 9 edges once; forward: each input's own way up, as is each path: 4, 4, 4, 4 and 2 edges
    assert many == (9, 18, 18)
    shared = multiplications(parse("u = x*y; v = u*u; v*v"))
    assert shared == (6, 10, 24)
