"""Each operation of a graph: its value and slope at the edges, and what is said where it has none."""

import math

import numpy as np
import pytest

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.graphs.expression import gradients, parse
from backprop.graphs.graph import corners, forward
from backprop.graphs.words import Refused


@pytest.mark.parametrize("x", [-800.0, -40.0, -1.0, 0.0, 0.3, 40.0, 800.0])
def test_bent_functions_are_the_activations_and_never_overflow(x):
    for activation in (SOFTPLUS, SIGMOID, RELU):
        name = activation.name.lower()
        value, found = gradients(f"{name}(x)", {"x": x})
        expected = activation.curve(np.float64(x))
        assert value == pytest.approx(expected, rel=1e-14, abs=1e-300)
        derivative = activation.derivative(np.float64(x), expected)
        assert found["x"] == pytest.approx(derivative, rel=1e-12, abs=1e-16)


def test_corners_are_taken_as_pytorch_takes_them():
    for text, inputs, expected in (
        ("relu(x)", {"x": 0.0}, {"x": 0.0}),
        ("max(a, b)", {"a": 1.0, "b": 1.0}, {"a": 0.5, "b": 0.5}),
    ):
        assert gradients(text, inputs)[1] == expected
        graph = parse(text)
        (said,) = corners(graph, forward(graph, inputs))
        assert "PyTorch" in said
    graph = parse("relu(x) + max(x, 2)")
    assert corners(graph, forward(graph, {"x": 1.0})) == ()


@pytest.mark.parametrize(
    ("text", "inputs", "expected"),
    [
        ("x**0", {"x": 0.0}, 0.0),
        ("x**1", {"x": 0.0}, 1.0),
        ("x**2", {"x": -3.0}, -6.0),
        ("x**-1", {"x": -2.0}, -0.25),
        ("2**x", {"x": 3.0}, 8 * math.log(2)),
        ("0**x", {"x": 2.0}, 0.0),
        ("x**x", {"x": 2.0}, 4 + 4 * math.log(2)),
    ],
)
def test_powers_at_their_edges(text, inputs, expected):
    assert gradients(text, inputs)[1]["x"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "inputs", "where", "said"),
    [
        ("3 + log(x)", {"x": -1.0}, "log(x)", "above 0"),
        ("log(0)", {}, "log(0)", "above 0"),
        ("2*(1/x)", {"x": 0.0}, "1/x", "divisor"),
        ("1 + sqrt(x - 3)", {"x": 1.0}, "sqrt(x - 3)", "not below 0"),
        ("1 + sqrt(x)", {"x": 0.0}, "sqrt(x)", "local derivative 1 ÷ (2 × 0)"),
        ("x**0.5", {"x": -1.0}, "x**0.5", "whole exponent"),
        ("(-8)**x", {"x": 2.0}, "(-8)**x", "64 × log (−8)"),
        ("0**x", {"x": -1.0}, "0**x", "not below 0"),
        ("5 + exp(x)", {"x": 1000.0}, "exp(x)", "too large"),
        ("9**9**9**9", {}, "9**9**9", "too large"),
        ("1e308 * x", {"x": 1e6}, "1e308 * x", "too large"),
        ("u = x*1e300; v = 1e-300*u; v*1e300*1e300", {"x": 1e-300}, "v*1e300", "too large"),
    ],
)
def test_where_there_is_no_number_the_place_is_named(text, inputs, where, said):
    with pytest.raises(Refused) as refused:
        gradients(text, inputs)
    assert text[refused.value.start : refused.value.end] == where
    assert said in str(refused.value)
    assert str(refused.value).count("\n") == 0


@pytest.mark.parametrize("inputs", [{}, {"x": math.nan}, {"x": math.inf}])
def test_an_input_must_be_a_finite_number(inputs):
    with pytest.raises(ValueError, match="x must be a finite number"):
        gradients("x**2", inputs)
