"""Forwards through a small network: into each hidden node and out of it, and on to Predicted."""

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.data import Data
from backprop.exercises.bends import Through
from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.kinds.small_network import SmallNetwork
from backprop.exercises.sheet import Kind
from backprop.exercises.ways import Product, Sum
from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.network import Network
from backprop.written.numerals import number


def node_sheet(small):
    """The Sheet of x and y of both hidden nodes, for the only observation of a SmallNetwork."""
    nodes, dosage = ("node 1", "node 2"), small.dosages[0]
    dosages = given("dosage {}", "Dosage", (dosage, dosage), nodes, ("input",))
    weights = given("w {}", "w", [small.of_parameter(name) for name in ("w1", "w2")], nodes, ("w{}",))
    biases = given("b {}", "b", [small.of_parameter(name) for name in ("b1", "b2")], nodes, ("b{}",))
    read = list(zip(cells(dosages), cells(weights), cells(biases), strict=True))
    into = [Sum((Product((d, w)), b), bias=1) for d, w, b in read]
    xs = worked_out("x {}", "x", into, nodes, ("input", "w{}", "b{}", "node {}"), [into_slips(*each) for each in read])
    out = [Through((x,), activation=small.network.hidden) for x in cells(xs)]
    ys = worked_out("y {}", "y", out, nodes, ("node {}",))
    task = (
        f"Dosage {number(dosage)} goes to both hidden nodes. What goes into each of them, x, and what comes out, y? "
        f"Their Activation Function is the {small.bend}."
    )
    return of_columns(task, "Node", nodes, (dosages, weights, biases, xs, ys), scenes=(small.network_scene,))


def into_slips(dosage, w, b):
    """The Slips of what goes into a node that come of taking its weight and its bias for one another."""
    look = "The Dosage is multiplied by the weight w; the bias b is added as it is."
    swapped = Sum((Product((dosage, b)), w))
    both = Product((dosage, Sum((w, b))))
    return (
        Slip("weight_and_bias_swapped", "Dosage × b + w, weight and bias swapped", look, swapped),
        Slip("bias_multiplied", "Dosage × (w + b), the bias multiplied too", look, both),
    )


def node_video():
    return node_sheet(SmallNetwork(Network(), FITTED, Data([0.5], [1.0], ("Dosage", "Effectiveness"))))


def node_drawn(chance):
    return node_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU, SIGMOID), rows=(1,)))


def predicted_sheet(small):
    """The Sheet of Predicted from what comes out of the hidden nodes."""
    rows = small.rows
    y1, y2 = (given(f"y{node} {{}}", f"y{node}", small.y(node), rows, (f"node {node}",)) for node in (1, 2))
    w3, w4, b3 = told = small.told("w3", "w4", "b3")
    parts = [
        worked_out(
            f"part{node} {{}}", f"{ys[0].name} × {weight.name}",
            [Product((y, mistaken(weight, other))) for y in cells(ys)],
            rows, (f"node {node}", weight.name),
        )
        for node, ys, weight, other in ((1, y1, w3, w4), (2, y2, w4, w3))
    ]  # fmt: skip
    bias = Cell("b3", "b3")
    added = [Sum((one, two, bias), bias=2, paths=True) for one, two in zip(*map(cells, parts), strict=True)]
    said, look = "y1 × w4 + y2 × w3 + b3, w3 and w4 swapped", "w3 comes after node 1, and w4 after node 2."
    crossed = [
        Sum((Product((one, Cell("w4", "w4"))), Product((two, Cell("w3", "w3"))), bias))
        for one, two in zip(cells(y1), cells(y2), strict=True)
    ]
    slips = [
        (Slip("weights_swapped", said, look, each),) if one.value or two.value else ()  # 0 × w4 is 0 × w3
        for each, one, two in zip(crossed, y1, y2, strict=True)
    ]
    predicted = worked_out("predicted {}", "Predicted", added, rows, ("output", "b3"), slips)
    values = ", ".join(f"{cell.name} = {number(cell.value)}" for cell in told[:2])
    task = (
        f"y1 and y2 have come out of the two hidden nodes. With {values} and b3 = {number(b3.value)}, "
        "what is Predicted for each Dosage?"
    )
    columns = (y1, y2, *parts, predicted)
    return of_columns(task, "Dosage", rows, columns, told=told, scenes=(small.network_scene,))


def mistaken(weight, other):
    """The Cell of a weight for which the other node's is taken."""
    look = "w3 comes after node 1, and w4 after node 2."
    said = f"with {other.name} in place of {weight.name}"
    return Cell(weight.key, weight.name, (Slip("weights_swapped", said, look, Cell(other.key, other.name)),))


def predicted_video():
    return predicted_sheet(SmallNetwork.of(MAIN_IDEAS.experiment))


def predicted_drawn(chance):
    return predicted_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU, SIGMOID)))


NODE = Kind("node", "Into a node and out of it", "follow a number through a node", node_video, node_drawn)
PREDICTED = Kind("predicted", "Predicted", "say what a network predicts", predicted_video, predicted_drawn)
