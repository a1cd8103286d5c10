"""Forwards through a small network: into each hidden node and out of it, and on to Predicted."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class IntoNode(Sum):
    """What goes into a node, input × weight + bias: the weight and the bias may be taken for one another."""

    bias: int = 1

    def own_slips(self, at):
        product, b = self.parts
        dosage, w = product.parts
        look = f"{dosage.worded} is multiplied by the weight {w.worded}; the bias {b.worded} is added as it is."
        said = f"{dosage.worded} × {b.worded} + {w.worded}, weight and bias swapped"
        yield Slip("weight_and_bias_swapped", said, look, Sum((Product((dosage, b)), w)))
        said = f"{dosage.worded} × ({w.worded} + {b.worded}), the bias multiplied too"
        yield Slip("bias_multiplied", said, look, Product((dosage, Sum((w, b)))))
        yield from super().own_slips(at)


def node_sheet(small):
    """The Sheet of x and y of both hidden nodes, for the only observation of a SmallNetwork."""
    nodes, dosage = ("node 1", "node 2"), small.dosages[0]
    dosages = given("dosage {}", "Dosage", (dosage, dosage), nodes, ("input",))
    weights = given("w {}", "w", [small.of_parameter(name) for name in ("w1", "w2")], nodes, ("w{}",))
    biases = given("b {}", "b", [small.of_parameter(name) for name in ("b1", "b2")], nodes, ("b{}",))
    read = list(zip(cells(dosages), cells(weights), cells(biases), strict=True))
    into = [IntoNode((Product((d, w)), b)) for d, w, b in read]
    xs = worked_out("x {}", "x", into, nodes, ("input", "w{}", "b{}", "node {}"))
    out = [Through((x,), activation=small.network.hidden) for x in cells(xs)]
    ys = worked_out("y {}", "y", out, nodes, ("node {}",))
    task = (
        f"Dosage {number(dosage)} goes to both hidden nodes. What goes into each of them, x, and what comes out, y? "
        f"Their Activation Function is the {small.bend}."
    )
    return of_columns(task, "Node", nodes, (dosages, weights, biases, xs, ys), scenes=(small.network_scene,))


def node_video():
    return node_sheet(SmallNetwork(Network(), FITTED, Data([0.5], [1.0], ("Dosage", "Effectiveness"))))


def node_drawn(chance):
    return node_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU, SIGMOID), rows=(1,), on=1))


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
