"""An activation, a loss, a rule, an operation says one and the same in all the ways in which it is written down.

`test_added.py` holds what is added against these tests too.
"""

import math

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS, IDENTITY
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.operations import FUNCTIONS
from backprop.losses import LOSSES
from backprop.optimisers import OPTIMISERS
from backprop.written.numerals import signed
from backprop.written.script import functions_of, named

AT = (-2.7, -0.4, 0.3, 1.9)  # no corner among them
each_activation = pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
each_loss = pytest.mark.parametrize("loss", LOSSES, ids=repr)
OBSERVED, PREDICTED = np.array([[0.0], [0.3], [1.0]]), np.array([[0.2], [0.9], [0.6]])


def by_code(code, **known):
    """What a line of a script computes."""
    return eval(code, {"np": np, **known})


def by_hand(text):
    """What a calculator makes of a line that is written for the screen: e is the number e."""
    graph = parse(text.replace("−", "-").replace("×", "*"))
    return forward(graph, {name: math.e for name in graph.inputs})[-1]


def slope(function, x, h=1e-6):
    return (function(x + h) - function(x - h)) / (2 * h)


@each_activation
def test_an_activation_says_the_same_in_a_script_on_the_screen_and_as_a_curve(activation):
    x = np.array(AT)
    y = activation.curve(x)
    written = {"np": np}
    exec(functions_of(activation), written)
    np.testing.assert_allclose(written[named(activation)](x), y, rtol=1e-12)
    np.testing.assert_allclose(
        written[f"{named(activation)}_derivative"](x, y), activation.derivative(x, y), rtol=1e-12
    )
    for one in AT:
        assert by_hand(activation.typed.format(signed(one))) == pytest.approx(activation.curve(np.float64(one)))
    assert activation.formula
    assert activation.dy_dx
    assert activation.dy_dx_of in ("x", "y", "")
    assert activation.reach[0] <= y.min() <= y.max() <= activation.reach[1]


@each_activation
def test_an_activation_is_a_function_of_any_graph(activation):
    if activation is IDENTITY:
        assert activation.operation is None
        return
    assert FUNCTIONS[activation.operation.name] is activation.operation
    graph = parse(f"3*{activation.operation.name}(x)")
    for x in AT:
        assert forward(graph, {"x": x})[-1] == pytest.approx(3 * activation.curve(np.float64(x)), rel=1e-12)
        assert gradient(graph, {"x": x}, "x") == pytest.approx(3 * slope(activation.curve, x), rel=1e-6)


@each_activation
def test_a_corner_is_where_the_slopes_of_both_sides_differ(activation):
    if activation.corner is None:
        assert activation.at_its_corner is None
        return
    sides = [slope(activation.curve, activation.corner + way) for way in (-1e-3, 1e-3)]
    assert sides[0] != pytest.approx(sides[1])
    assert activation.operation.corner(activation.corner)
    graph = parse(f"{activation.operation.name}(x)")
    assert gradient(graph, {"x": activation.corner}, "x") == activation.at_its_corner


@each_activation
@pytest.mark.parametrize(("inputs", "nodes"), [(1, 1), (2, 5), (32, 3)])
def test_an_activation_knows_how_large_the_weights_of_its_layer_may_start(activation, inputs, nodes):
    assert 0 < activation.largest_start(inputs, nodes) <= np.sqrt(6 / inputs)


@each_loss
def test_a_loss_says_the_same_in_a_script_on_the_screen_and_as_a_derivative(loss):
    slopes, n = loss.derivative(OBSERVED, PREDICTED), len(OBSERVED)
    known = {"observed": OBSERVED, "y": PREDICTED}
    assert by_code(loss.code[0], **known) == pytest.approx(loss.value(OBSERVED, PREDICTED), rel=1e-12)
    np.testing.assert_allclose(by_code(loss.code[1], **known), slopes, rtol=1e-12)
    for row, (observed, predicted) in enumerate(zip(OBSERVED[:, 0], PREDICTED[:, 0], strict=True)):

        def moved(p, row=row):
            return loss.value(OBSERVED, np.where(np.arange(n)[:, None] == row, p, PREDICTED))

        assert slopes[row, 0] == pytest.approx(slope(moved, predicted), rel=1e-6)
        assert by_hand(loss.typed.format(signed(observed), signed(predicted), n)) == pytest.approx(slopes[row, 0])
    assert loss.formula
    assert loss.dloss_dpredicted


@each_loss
def test_what_a_loss_and_an_activation_make_together_is_what_they_make_apart(loss):
    for joined in loss.joined:
        alone = joined.output.elementwise  # else three outputs of one observation, where there are three of one output
        x, observed = (np.reshape(each, (-1, 1) if alone else (1, -1)) for each in ([-1.2, 0.4, 2.0], OBSERVED))
        y, written = joined.output.curve(x), {"np": np}
        dloss_dx = joined.output.dloss_dx(loss.derivative(observed, y), joined.output.derivative(x, y))
        exec(joined.functions, written)
        known = written | {"observed": observed, "x": x, "y": y}
        assert joined.value(observed, x) == pytest.approx(loss.value(observed, y), rel=1e-12)
        assert by_code(joined.code[0], **known) == pytest.approx(loss.value(observed, y), rel=1e-12)
        np.testing.assert_allclose(by_code(joined.code[1], **known), dloss_dx, rtol=1e-12)
        made = joined.residual_multiple(len(x)) * joined.signal(x, observed - y)
        np.testing.assert_allclose(made, dloss_dx, rtol=1e-12)
        for one, predicted, expected in zip(observed[:, 0], y[:, 0], dloss_dx[:, 0], strict=True) if alone else ():
            text = joined.typed.format(signed(one, 17), signed(predicted, 17), len(x))
            assert by_hand(text) == pytest.approx(expected)


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_a_rule_says_whether_it_is_plain_and_whether_it_remembers(rule):
    optimiser, derivatives = rule(0.1), np.array([2.0, -0.5, 0.0])
    first, memory = optimiser.step(derivatives, optimiser.memory)
    again, _ = optimiser.step(derivatives, memory)
    assert optimiser.remembers is (rule.memory is not None)
    if optimiser.plain:
        np.testing.assert_array_equal(first, derivatives * 0.1)
    if not optimiser.remembers:
        np.testing.assert_array_equal(first, again)
        assert memory is None
    assert optimiser.formula
    assert "return" in optimiser.code[1]


@pytest.mark.parametrize("operation", FUNCTIONS.values(), ids=repr)
def test_a_function_of_a_graph_has_the_slope_of_its_value(operation):
    names = ("a", "b")[: len(operation.derivatives)]
    graph = parse(f"{operation.name}({', '.join(names)})")
    for at in ({"a": 0.7, "b": 0.2}, {"a": 1.9, "b": 2.5}):
        known = {name: at[name] for name in names}
        for name in names:
            expected = slope(lambda x, name=name, known=known: forward(graph, known | {name: x})[-1], known[name])
            assert gradient(graph, known, name) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def gradient(graph, known, name):
    return backward(graph, forward(graph, known)).gradients[graph.inputs[name]]
