"""Random expressions against PyTorch, autograd, the complex step and differences; contributions and roads add up."""

import in_pytorch
import numpy as np
import pytest
from expressions import EXPRESSIONS, INPUTS, NAMES, at_a_corner, readable
from hypothesis import given, settings

from backprop.graphs.expression import gradients
from backprop.graphs.graph import backward, finite_difference, forward
from backprop.graphs.roads import road_count, road_product, roads_back


def close(found, expected):
    largest = max(1.0, *map(abs, expected.values()))
    for name, gradient in expected.items():
        assert found.get(name, 0.0) == pytest.approx(gradient, rel=1e-9, abs=1e-9 * largest)


def agrees(text, inputs, value, expected):
    found, own = gradients(text, inputs)
    assert found == pytest.approx(value, rel=1e-9, abs=1e-9)
    close(own, expected)


def test_pytorch_agrees_on_random_expressions():
    pins = in_pytorch.pinned("expressions")
    assert len(pins) >= 100
    for text, inputs, value, expected in pins:
        agrees(text, inputs, value, expected)


if in_pytorch.LIVE:

    @settings(max_examples=300)
    @given(EXPRESSIONS, INPUTS)
    def test_pytorch_agrees_on_random_expressions_drawn_now(text, inputs):
        if readable(text) is not None and not at_a_corner(text, inputs):
            agrees(text, inputs, *in_pytorch.gradients(text, inputs))


@settings(max_examples=150)
@given(EXPRESSIONS, INPUTS)
def test_autograd_agrees_on_random_expressions(text, inputs):
    autograd = pytest.importorskip("autograd")
    if readable(text) is None or at_a_corner(text, inputs):
        return
    import autograd.numpy as anp

    known = {name: getattr(anp, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tanh")}
    known |= {"sigmoid": lambda x: 1 / (1 + anp.exp(-x)), "softplus": lambda x: anp.logaddexp(x, 0.0)}
    known |= {"relu": lambda x: anp.maximum(x, 0.0), "max": lambda x, y: anp.maximum(x, y)}

    def evaluated(numbers):
        names = dict(zip(NAMES, (numbers[i] for i in range(len(NAMES))), strict=True))
        return eval(text, {"__builtins__": {}}, {**known, **names}) + 0.0 * numbers[0]

    theirs = autograd.grad(evaluated)(np.array(list(inputs.values())))
    close(gradients(text, inputs)[1], dict(zip(NAMES, theirs, strict=True)))


COMPLEX = {
    **{name: getattr(np, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tanh")},
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.log(1 + np.exp(x)),
    "relu": lambda x: x if np.real(x) > 0 else 0 * x,
    "max": lambda x, y: x if np.real(x) > np.real(y) else y,
}


@settings(max_examples=300)
@given(EXPRESSIONS, INPUTS)
def test_the_complex_step_agrees_on_random_expressions(text, inputs):
    if readable(text) is None or at_a_corner(text, inputs):
        return
    expected = {}
    for name in NAMES:
        leaves = {each: np.complex128(value + (1e-20j if each == name else 0)) for each, value in inputs.items()}
        expected[name] = np.imag(eval(text, {"__builtins__": {}}, {**COMPLEX, **leaves})) / 1e-20
    close(gradients(text, inputs)[1], expected)


@settings(max_examples=150)
@given(EXPRESSIONS, INPUTS)
def test_a_finite_difference_agrees_on_random_expressions(text, inputs):
    graph = readable(text)
    if graph is None or at_a_corner(text, inputs):
        return
    for name, gradient in gradients(text, inputs)[1].items():
        near = finite_difference(graph, inputs, name)
        assert gradient == pytest.approx(near, rel=1e-4, abs=1e-4 * max(1.0, abs(forward(graph, inputs)[-1])))


@settings(max_examples=150)
@given(EXPRESSIONS, INPUTS)
def test_every_contribution_and_every_path_adds_up(text, inputs):
    graph = readable(text)
    if graph is None:
        return
    walk = backward(graph, forward(graph, inputs))
    for place, node in enumerate(graph.nodes):
        assert all(operand < place for operand in node.operands)
        assert node.moves == (walk.gradients[place] is not None)
        if not node.moves:
            assert not walk.received[place]
            continue
        if place < len(graph) - 1:
            assert walk.received[place], "a node that nothing uses"
            assert walk.gradients[place] == pytest.approx(sum(each.product for each in walk.received[place]))
        # when its turn comes, all that use it have had theirs
        for count, step in enumerate(walk.steps, 1):
            assert all(walk.known(handed.node, count - 1) for handed in step)
        if road_count(graph, place) <= 24:
            found = roads_back(walk, place)
            assert len(found) == road_count(graph, place)
            assert sum(map(road_product, found)) == pytest.approx(walk.gradients[place], rel=1e-9, abs=1e-9)
    assert len(walk.steps) == sum(node.moves and node.operation is not None for node in graph.nodes)
