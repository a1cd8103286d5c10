"""Lines of arithmetic for any loss: the value is backpropagation's, and retyping the text gives what is said of it."""

import math
import re

import numpy as np
import pytest
from problems import close

from backprop.activation import Activation
from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, TANH
from backprop.any_chains import any_chains
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.graphs.expression import parse
from backprop.graphs.graph import forward as graph_forward
from backprop.lessons import MAZUR
from backprop.losses import CROSS_ENTROPY, LOSSES, SSR
from backprop.network import Network
from backprop.passes import backward, forward
from backprop.written.arithmetic import any_loss_line, forward_lines, node_lines, outputs_line
from backprop.written.numerals import number

pytestmark = pytest.mark.filterwarnings("error")

HALF_SIGMOID = Activation(  # stays between 0 and 1, but makes no one formula with the Cross Entropy
    "half sigmoid",
    "",
    lambda x: 0.25 + 0.5 * SIGMOID.curve(x),
    lambda x, y: 0.5 * SIGMOID.derivative(x, SIGMOID.curve(x)),
    lambda x, y, dy_dx: [],
    reach=(0.25, 0.75),
)
CASES = [(loss, out) for loss in LOSSES for out in ACTIVATIONS if loss.suits(out)]
each_case = pytest.mark.parametrize(("loss", "output"), [*CASES, (CROSS_ENTROPY, HALF_SIGMOID)], ids=repr)
SHAPES = [(1, 1), (2, 2), (1, 2, 1), (2, 3, 2)]
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def typed(text):
    """What Python makes of a line of arithmetic, typed in from the screen."""
    text = re.sub("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"e{power[1].translate(SUPERSCRIPT)}", text)
    text = text.replace("−", "-").replace("×", "*")
    assert re.fullmatch(r"[-+*/(). 0-9e]+", text), text
    return eval(text)


def drawn(nodes, hidden, output, loss, seed=0, n=3):
    random, network = np.random.default_rng(seed), Network(nodes, hidden=hidden, output=output)
    data = Data(random.normal(size=(n, nodes[0])), random.uniform(size=(n, nodes[-1])).round(random.integers(0, 3)))
    return Experiment(network, data, random.normal(size=network.parameter_count), loss=loss)


def checked(line, value, name):
    """A Line whose text begins with its name, and ends with the value that others have found."""
    said, arithmetic, result = line.text.split(" = ")
    assert said == f"dLoss/d{name}"
    assert result == number(line.value)
    close(line.value, value, 1e-12)
    assert typed(arithmetic) == pytest.approx(line.retyped, rel=1e-12, abs=1e-15)


@each_case
@pytest.mark.parametrize("hidden", ACTIVATIONS, ids=repr)
def test_a_derivative_in_one_line_is_backpropagations_and_retyped_is_what_its_text_makes(loss, output, hidden):
    for seed, nodes in enumerate(SHAPES):
        experiment = drawn(nodes, hidden, output, loss, seed)
        network, data = experiment.network, experiment.data
        found = backward(network, experiment.start, data, loss).derivatives
        for name, derivative in zip(network.parameter_names, found, strict=True):
            chains = any_chains(network, experiment.start, data, name, loss)
            line = any_loss_line(chains, experiment)
            checked(line, derivative, name)
            assert line.rounding_bites == (number(line.retyped) != number(line.value))


@each_case
@pytest.mark.parametrize("nodes", [(1, 2, 1), (2, 3, 2)])
def test_what_comes_back_to_each_hidden_node_is_the_sum_over_the_outputs_it_feeds(loss, output, nodes):
    for seed, hidden in enumerate(ACTIVATIONS):
        experiment = drawn(nodes, hidden, output, loss, seed)
        found = backward(experiment.network, experiment.start, experiment.data, loss)
        lines = outputs_line(experiment)
        assert len(lines) == nodes[1]
        for node, line in enumerate(lines):
            checked(line, found.dloss_dx[-2][0, node], f"x{node + 1}")
            assert line.text.count(" + ") == nodes[-1] - 1


def test_mazurs_two_roads_add_to_what_he_prints():
    chains = any_chains(MAZUR.network, MAZUR.start, MAZUR.data, "w1", MAZUR.loss)
    line = any_loss_line(chains, MAZUR)
    assert line.value == pytest.approx(0.000438568, abs=5e-10)
    assert line.text.startswith("dLoss/dw1 = −(0.01 − 0.7514) / 1 × 0.1868 × 0.4 × 0.2413 × 0.05 + ")
    first, _ = outputs_line(MAZUR)
    assert first.value == pytest.approx(0.036350306 * 0.241300709, abs=5e-10)  # his ∂E/∂out_h1 × ∂out_h1/∂net_h1
    assert first.text.startswith("dLoss/dx1 = 0.2413 × (0.4 × 0.1385 + 0.5 × (−0.0381)) = ")


def test_rounding_is_said_to_bite_where_two_near_numbers_are_subtracted():
    network = Network((1, 1), output=TANH)
    experiment = Experiment(network, Data([1.0], [np.tanh(0.5) + 1.234e-5]), [0.5, 0.0])
    line = any_loss_line(any_chains(network, experiment.start, experiment.data, "w1"), experiment)
    assert line.rounding_bites
    checked(line, backward(network, experiment.start, experiment.data).derivatives[0], "w1")


@pytest.mark.parametrize("nodes", [(2, 2, 3), (1, 2, 1), (3, 4, 2)])
def test_node_by_node_every_line_is_the_pass_forwards_and_retyped_is_what_its_text_makes(nodes):
    experiment = drawn(nodes, RELU, IDENTITY, SSR, seed=5)
    outputs = [f"Output {place}" for place in range(nodes[-1])]
    for row in experiment.data.inputs:
        hidden, output = forward(experiment.network, experiment.start, row[None]).layers
        lines = node_lines(experiment.network, experiment.start, row, outputs)
        expected = [*np.column_stack([hidden.x[0], hidden.y[0]]).ravel(), *output.y[0]]
        assert [line.value for line in lines] == pytest.approx(expected, rel=1e-12)
        for line in lines:
            of, arithmetic, *_, result = line.text.split(" = ")
            assert (of, result) == (line.of, number(line.value))
            relu = re.fullmatch(r"max\(0, (.*)\)", arithmetic)
            assert (max(0.0, typed(relu[1])) if relu else typed(arithmetic)) == pytest.approx(line.retyped, abs=1e-12)


@pytest.mark.parametrize("output", ACTIVATIONS, ids=repr)
def test_what_goes_into_an_output_is_typed_through_its_activation_function_as_a_whole(output):
    experiment = drawn((1, 2, 1), TANH, output, SSR)
    network, start, dosage = experiment.network, experiment.start, 0.5
    for lines in (forward_lines(network, start, dosage), node_lines(network, start, [dosage], ["Predicted"])):
        for arithmetic in lines[-1].text.split(" = ")[1:-1]:
            graph = parse(arithmetic.replace("−", "-").replace("×", "*"))
            by_hand = graph_forward(graph, {name: math.e for name in graph.inputs})[-1]
            assert by_hand == pytest.approx(lines[-1].value, abs=2e-3)
