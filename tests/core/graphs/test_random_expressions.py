"""Random expressions against PyTorch, autograd, the complex step and differences; contributions and paths add up."""

import numpy as np
import pytest
from expressions import EXPRESSIONS, INPUTS, NAMES, readable
from hypothesis import given, settings

from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, finite_difference, gradients, path_count, path_product, paths, values


def at_a_corner(text, inputs):
    """Whether relu or max is so near its corner that a difference cannot tell its sides apart, or libraries differ."""
    graph = parse(text)
    found = values(graph, inputs)
    for node in graph.nodes:
        if node.operation is not None and node.operation.corner is not None:
            operands = [found[operand] for operand in node.operands]
            if abs(operands[0] - (operands[1] if len(operands) > 1 else 0.0)) < 1e-3:
                return True
    return False


def close(found, expected):
    largest = max(1.0, *map(abs, expected.values()))
    for name, gradient in expected.items():
        assert found.get(name, 0.0) == pytest.approx(gradient, rel=1e-9, abs=1e-9 * largest)


@settings(max_examples=300)
@given(EXPRESSIONS, INPUTS)
def test_pytorch_agrees_on_random_expressions(text, inputs):
    torch = pytest.importorskip("torch")
    if readable(text) is None or at_a_corner(text, inputs):
        return
    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in inputs.items()}

    def as_tensor(x):
        return torch.as_tensor(x, dtype=torch.float64)

    def of_numbers(function):
        return lambda *operands: function(*map(as_tensor, operands))

    own = ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu")
    known = {name: of_numbers(getattr(torch, name)) for name in own} | {"max": of_numbers(torch.maximum)}
    known["softplus"] = of_numbers(lambda x: torch.nn.functional.softplus(x, threshold=500))
    theirs = as_tensor(eval(text, {"__builtins__": {}}, {**known, **leaves}))
    if theirs.requires_grad:
        theirs.backward()
    value, found = gradients(text, inputs)
    assert value == pytest.approx(theirs.item(), rel=1e-9, abs=1e-9)
    close(found, {name: leaf.grad.item() if leaf.grad is not None else 0.0 for name, leaf in leaves.items()})


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
        assert gradient == pytest.approx(near, rel=1e-4, abs=1e-4 * max(1.0, abs(values(graph, inputs)[-1])))


@settings(max_examples=150)
@given(EXPRESSIONS, INPUTS)
def test_every_contribution_and_every_path_adds_up(text, inputs):
    graph = readable(text)
    if graph is None:
        return
    walk = backward(graph, values(graph, inputs))
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
        if path_count(graph, place) <= 24:
            found = paths(walk, place)
            assert len(found) == path_count(graph, place)
            assert sum(map(path_product, found)) == pytest.approx(walk.gradients[place], rel=1e-9, abs=1e-9)
    assert len(walk.steps) == sum(node.moves and node.operation is not None for node in graph.nodes)
