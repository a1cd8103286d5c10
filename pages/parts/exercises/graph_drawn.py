"""The graph of an exercise, from what is given, above, down to its result: each node with what it is made of."""

from pages.parts.charts.labels import text_width
from pages.parts.exercises.svg import LETTERS, WIDE, Drawing, cut
from pages.parts.pictures.graph_layout import edges, places

COLUMN, HALF_HIGH, WIDEST = 74.0, 20.0, 62.0  # pixels: a node every so many, half of its box, and no wider than this
SIDES = {"a": -0.45, "b": 0.45, "c": 0.0}  # where an edge comes in, in parts of half the box
LEAVES = {"0": 0.0, "1": 1.0, "2": 0.45}  # what it leaves, a turn, a node or a number, in parts of half its height


def graph_drawn(scene):
    """The graph; an edge ends at what uses it."""
    graph = scene.graph
    along, across, _, columns, slots = places(graph.text)
    slot = WIDE / slots
    half = min(0.46 * slot, WIDEST)
    said = "; ".join(graph.formula(place) for place, node in enumerate(graph.nodes) if node.operation)
    drawing = Drawing(COLUMN * (columns - 1) + 2 * HALF_HIGH + 8, f"The graph of {', '.join(graph.inputs)}. {said}.")

    def place(at, to):
        return to * slot, 4 + HALF_HIGH + (at - 0.5) * COLUMN

    for (node, which), (stretches, _) in edges(graph.text).items():
        operand = graph.nodes[graph.nodes[node].operands[which]]
        part = f"edge {operand.name} {graph.nodes[node].name}"
        for stretch in stretches:
            (x, y), (x2, y2), (leaves, meets, side) = place(*stretch[:2]), place(*stretch[2:4]), stretch[4]
            x2, y, y2 = x2 + SIDES[side] * half, y + LEAVES[leaves] * HALF_HIGH, y2 - int(meets) * HALF_HIGH
            drawing.line(part, [(x, y), (x2, y2)], width=1.5, dash=None if operand.moves else "2 3", opacity=0.8)
            if meets == "1":
                drawing.head(part, (x2, y2), (x, y))
    for node, at, to in zip(graph.nodes, along, across, strict=True):
        part, (x, y) = f"node {node.name}", place(at, to)
        if node.number is None:
            drawing.box(part, x - half, y - HALF_HIGH, x + half, y + HALF_HIGH, width=1.5)
        lines = [node.name]
        if node.operation:
            lines.append(made_of(graph, node))
        for line, (text, bold) in enumerate(zip(lines, (True, False), strict=False)):
            shown = cut(text, 2 * half - 6, lambda each, bold=bold: text_width(each, LETTERS, bold))
            drawing.text(part, x, y + 15 * (line - (len(lines) - 1) / 2), shown, bold=bold and node.number is None)
    return drawing


def made_of(graph, node):
    """What a node does with its operands, by their names: 3 × x."""
    names = dict(zip("ab", (graph.nodes[operand].name for operand in node.operands), strict=False))
    return node.operation.formula.format(**names)
