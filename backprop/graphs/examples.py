"""Expressions worth looking at: two roads, a term of the video's SSR, a neuron, and published ones."""

from typing import NamedTuple

from backprop.lessons import MAIN_IDEAS


class Example(NamedTuple):
    """An expression worth looking at, and the numbers that its inputs have there."""

    label: str
    text: str
    inputs: dict[str, float]


def one_term():
    """The squared Residual of the main lesson's first observation, with its start values."""
    experiment = MAIN_IDEAS.experiment
    inputs = {
        "observed": float(experiment.data.observed[0, 0]),
        "dosage": float(experiment.data.inputs[0, 0]),
        **dict(zip(experiment.network.parameter_names, map(float, experiment.start), strict=True)),
    }
    text = "(observed - (softplus(dosage*w1 + b1)*w3 + softplus(dosage*w2 + b2)*w4 + b3))**2"
    return Example("A term of the video's SSR", text, inputs)


EXAMPLES = (
    Example("Two paths", "x**2 * (3*x)", {"x": 2.0}),
    one_term(),
    Example("Sigmoid neuron", "sigmoid(x1*w1 + x2*w2 + b)", {"x1": 0.05, "w1": 0.15, "x2": 0.1, "w2": 0.2, "b": 0.35}),
    Example("Used three times", "s = a*b; s**2 + 3*s + sin(s)", {"a": 2.0, "b": -0.5}),
    Example(
        "tanh neuron",
        "tanh(x1*w1 + x2*w2 + b)",
        {"x1": 2.0, "w1": -3.0, "x2": 0.0, "w2": 1.0, "b": 6.8813735870195432},
    ),
    Example(
        "micrograd",
        "c = a + b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b + a); d += 3*d + relu(b - a); "
        "e = c - d; f = e**2; g = f/2; g += 10/f",
        {"a": -4.0, "b": 2.0},
    ),
)
OWN = 1.0  # the number of an input of which no example says anything


def own_inputs(graph):
    """The numbers that an expression's inputs begin with: its example's, or 1."""
    of_example = next((example.inputs for example in EXAMPLES if example.text == graph.text), {})
    return {name: of_example.get(name, OWN) for name in graph.inputs}
