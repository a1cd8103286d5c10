"""The network of an exercise: weights and biases where they act, a curve in every node, no number that is asked for."""

from functools import partial
from itertools import pairwise

import numpy as np

from backprop.activations import IDENTITY
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import room
from pages.parts.charts.colours import DASHES, GREEN, NODE_COLOURS
from pages.parts.exercises.svg import INK, LETTERS, WIDE, Drawing
from pages.parts.pictures.network_labels import bias_ways, input_ways, over_ways, weight_ways
from pages.parts.pictures.network_layout import boxes, edge_label

POINTS = 41
HIGH, CROWDED = 132, 170  # pixels a node, of one input and of several


def network_drawn(scene):
    """The network: what goes in left, Predicted right; of a number that is asked for stands a question mark."""
    network = scene.network
    names, columns = network.parameter_names, boxes(network.nodes)
    texts = {
        name: "?" if name in scene.hidden else number(value)
        for name, value in zip(names, scene.parameters, strict=True)
    }
    inputs = scene.inputs
    if len(inputs) != network.nodes[0]:
        inputs = tuple(f"Input {i + 1}" for i in range(network.nodes[0]))
    high = max((HIGH if network.nodes[0] == 1 else CROWDED) * max(network.nodes), 190)
    drawing = Drawing(high, network_said(network, inputs, texts))
    labels = {part: [] for part in ("input", "output", "weight", "bias", "over")}

    def place(x, y):
        return WIDE * float(x), high * (1 - float(y))

    def box(part, at):
        drawing.box(part, *place(at.x - at.half_width, at.top), *place(at.x + at.half_width, at.bottom), opacity=0.7)

    drawing.begin("input")
    for at, name in zip(columns[0], inputs, strict=True):
        box("input", at)
        labels["input"].append(("input", False, input_ways(name, "", at)))
    left = iter(names)
    for sources, targets in pairwise(columns):
        for target in targets:
            for source in sources:
                x, x2, name = source.x + source.half_width, target.x - target.half_width, next(left)
                look = look_of(target.number or source.number)
                drawing.line(name, [place(x, source.y), place(x2, target.y)], **look)
                along, *side = edge_label(source.y, target.y, len(sources))
                middle = x + along * (x2 - x), source.y + along * (target.y - source.y)
                ways = partial(weight_ways, *side)(f"× {name}", texts[name], *middle, False)
                labels["weight"].append((name, False, ways))
            name, part = next(left), f"node {target.number}" if target.number else "output"
            box(part, target)
            ways = bias_ways(target, f"+ {name}", texts[name], target.x, target.bottom, False)
            labels["bias"].append((name, False, ways))
            text = over(network, target.number)
            labels["over" if target.number else "output"].append(
                (part, not target.number, over_ways(text, " → y", "\n→ y", target))
            )
    if network.nodes[0] == 1:
        put_curves(drawing, scene, columns, place)
    put_labels(drawing, high, columns, [label for part in labels.values() for label in part])
    return drawing


def look_of(node):
    """How an edge or a curve of a hidden node looks: 0 for none, and the third and further ones are alike."""
    if 1 <= node <= len(NODE_COLOURS):
        dash = DASHES[node - 1]
        return {"colour": NODE_COLOURS[node - 1], "width": 2.5, "dash": " ".join(map(str, dash)) if dash[1] else None}
    return {"colour": INK, "width": 1.5}


def over(network, node):
    """What stands over a node: what it makes of what comes in."""
    if node:
        return f"x{node} → {network.hidden} → y{node}"
    return "Predicted" if network.output is IDENTITY else f"{network.output}\nPredicted"


def put_curves(drawing, scene, columns, place):
    """In every node its curve over the inputs' range, to one scale within a layer."""
    inputs = np.linspace(*scene.reach, POINTS)
    for column, passed in zip(columns[1:], forward(scene.network, scene.parameters, inputs).layers, strict=True):
        ends = min(0.0, float(passed.y.min())), max(1e-9, float(passed.y.max()))
        for n, at in enumerate(column):
            part = f"node {at.number}" if at.number else "output"
            look = look_of(at.number) if at.number else {"colour": GREEN, "width": 4.0}
            for x, y, how in (
                (np.array(scene.reach), np.zeros(2), {"width": 1.0, "opacity": 0.4}),
                (inputs, passed.y[:, n], look),
            ):
                held = at.holding(x, y, scene.reach, ends)
                drawing.line(part, [place(*point) for point in zip(held["x"], held["y"], strict=True)], **how)


def put_labels(drawing, high, columns, wanted):
    """Labels (part, bold, ways), those that matter most first, each where it has room."""
    taken = np.array([
        (left, 0, right, 0, low * high, top * high)
        for column in columns
        for left, right, low, top in (at.edges for at in column)
    ])  # fmt: skip
    paper = [room.Drawing((WIDE, WIDE), float(high), LETTERS, taken, np.empty((0, 6)))]
    found = room.shown(paper, [room.Label(paper, (part, bold), bold, ways[:1]) for part, bold, ways in wanted])
    for (part, bold), table in found.items():
        for text, x, y, right, up, align in zip(*(table[of] for of in room.COLUMNS), strict=True):
            drawing.text(part, WIDE * x + right, high * (1 - y) - up, text, align, bold)


def network_said(network, inputs, texts):
    """The picture in words, with the numbers that stand in it."""
    left, came, said, node = iter(texts.items()), inputs, [], 0
    for column, count in enumerate(network.nodes[1:], 1):
        hidden, made = column < len(network.nodes) - 1, []
        for _ in range(count):
            terms = [f"{y} × {name} {text}" for y, (name, text) in zip(came, left, strict=False)]
            name, text = next(left)
            node += hidden
            into = f"x{node}" if hidden else "Predicted"
            out = f"y{node}" if hidden else ""
            through = f"; {network.hidden} makes {out} of it" if hidden else ""
            if not hidden and network.output is not IDENTITY:
                through = f", through {network.output}"
            said.append(f"{into} = {' + '.join(terms)} + {name} {text}{through}")
            made.append(out)
        came = made
    return f"The network. {'. '.join(said)}."
