"""A node used twice: values go forward, gradients come back, and where two paths meet they add."""

from dataclasses import dataclass
from functools import lru_cache

from backprop.exercises.formula import Cell, Formula, Known, Slip
from backprop.exercises.gradient import gradient_key, gradient_name, gradient_number, local_key, local_name
from backprop.exercises.scenes import GraphScene
from backprop.exercises.sheet import Given, Kind, Number, Row, Sheet
from backprop.exercises.ways import Difference, Product, Squared, Sum
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.operations import ADD, MULTIPLY, POWER, SUBTRACT

# In each of them x comes first and is used more than once; {c} is a small whole number.
TEXTS = (
    "u = x**2; v = {c}*x; L = u*v",
    "u = x**2; v = {c}*x; L = u - v",
    "u = x*y; v = x**2; L = u + v",
    "u = x*y; v = x**2; L = u - v",
    "u = x**2; v = u*y; L = x*v",
    "u = x*y; v = x + y; L = u*v",
    "u = x*y; v = x - y; L = u*v",
    "u = x + y; v = u**2; L = x*v",
    "u = x - y; v = u**2; L = x*v",
    "u = x + y; v = x - y; L = u*v",
    "u = {c}*x; v = u + y; L = x*v",
    "u = x + {c}; v = u*y; L = x*v",
)
WAYS = {ADD: Sum, SUBTRACT: Difference, MULTIPLY: Product}
parsed = lru_cache(64)(parse)


def operand(graph, place):
    """What a node is worked out from, as a Formula: another cell, or a number that stands in the text."""
    node = graph.nodes[place]
    return Cell(f"value {node.name}", node.name) if node.moves else Known(node.number)


def value_formula(graph, node):
    """How a node's value is worked out from its operands'."""
    parts = tuple(operand(graph, place) for place in node.operands)
    return Squared(parts[:1]) if node.operation is POWER else WAYS[node.operation](parts)


def named(graph, place):
    return graph.nodes[place].name


@dataclass(frozen=True)
class Steady(Formula):
    """A local derivative that stays the same while its operand moves: that of a sum, a difference or a product.

    parts  what it is: 1, −1, or the other factor
    way    how the node's value is worked out
    which  the place of the operand in it
    """

    parts: tuple[Formula]
    way: Formula
    which: int

    def value(self, at):
        return self.parts[0].value(at)

    def written(self, at):
        return self.parts[0].written(at)

    @property
    def worded(self):
        return self.parts[0].worded

    def smaller(self, at):
        """How far the value goes when the operand goes up by 1."""
        above = Known(self.way.parts[self.which].value(at) + 1)
        return Difference((self.way.with_part(self.which, above), self.way)).written(at)


def local_formula(graph, handed):
    """How fast a node moves when one of its operands does."""
    node = graph.nodes[handed.node]
    if node.operation is POWER:
        return Product((Known(2, look="The 2 comes down from the square."), operand(graph, handed.operand)))
    look = f"How far does {node.name} go when {named(graph, handed.operand)} goes up by 1, and in which direction?"
    rate = Known(handed.derivative, look=look)
    if node.operation is MULTIPLY:
        rate = operand(graph, node.operands[1 - handed.which])
    return Steady((rate,), value_formula(graph, node), handed.which)


def local_slips(graph, handed):
    """The Slips that are made on a local derivative whatever the operation: a value is taken for it."""
    user, moved = named(graph, handed.node), named(graph, handed.operand)
    look = f"What is asked is how far {user} goes for each 1 that {moved} goes, while all else stays."
    if graph.nodes[handed.node].operation is POWER:
        look = f"What is asked is how fast {user} moves when {moved} does, and not how large it is."
    yield Slip("value_for_slope", f"the value of {user}, not how fast it moves", look, Cell(f"value {user}", user))
    if graph.nodes[handed.node].operation is not POWER:
        yield Slip("moved_for_slope", f"the value of {moved}", look, Cell(f"value {moved}", moved))


def graph_sheet(text, inputs):
    """The Sheet of a typed graph of sums, differences, products and squares at these inputs, {name: number}."""
    graph = parsed(text)
    passed = backward(graph, forward(graph, inputs))
    moving = [place for place, node in enumerate(graph.nodes) if node.moves]
    values, locals_, rows, texts = [], [], [], []
    for place in moving:
        node, handed_on = graph.nodes[place], [each for step in passed.steps for each in step if each.node == place]
        key, shows, name = f"value {node.name}", (f"node {node.name}",), node.name
        if node.is_input:
            values.append(Given(key, name, inputs[name], shows=shows))
        else:
            formula = value_formula(graph, node)
            values.append(Number(key, name, formula, shows=shows))
            texts.append(f"{name} = {formula.worded}")
        rows.append(Row(name if node.is_input else texts[-1], (key, "", gradient_key(passed, place))))
        for handed in handed_on:
            shows = (f"edge {named(graph, handed.operand)} {name}",)
            slips = tuple(local_slips(graph, handed))
            key, of = local_key(passed, handed), local_name(passed, handed)
            locals_.append(Number(key, of, local_formula(graph, handed), shows=shows, slips=slips))
            rows.append(Row(of, ("", key, "")))
    last = len(graph) - 1
    gradients = [
        Given(gradient_key(passed, last), gradient_name(passed, last), 1.0, shows=(f"node {graph.result.name}",))
    ]
    gradients += [gradient_number(passed, place) for place in reversed(moving[:-1])]
    task = (
        f"{', '.join(texts[:-1])} and {texts[-1]}. Work out the values, the local derivatives and then, from the "
        f"result back, the gradients: how fast does {graph.result.name} move when each of them does?"
    )
    heads = ("", "Value", "Local derivative", "Gradient")
    return Sheet(task, heads, tuple(rows), (*values, *locals_, *gradients), (GraphScene(graph),))


def video():
    return graph_sheet(TEXTS[0].format(c=3), {"x": 2.0})


def drawn(chance):
    text = chance.pick(TEXTS).format(c=chance.whole(2, 5))
    return graph_sheet(text, {name: chance.pick(NUMBERS) for name in parsed(text).inputs})


NUMBERS = (-6.0, -5.0, -4.0, -3.0, -2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
GRAPH = Kind("graph", "A node used twice", "add up what comes back on two paths", video, drawn)
