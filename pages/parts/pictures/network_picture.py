"""The network as a picture, the map of the course: every weight and bias where it acts, in every node its curve."""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import altair as alt
import numpy as np

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels, room
from pages.parts.charts.colours import DASHES, GREEN, INK, NODE_COLOURS, PURPLE
from pages.parts.charts.layered import constant, layer
from pages.parts.pictures.extent import input_range
from pages.parts.player.still import STILL

LETTERS, LINE = f"{room.NARROW} ? 12 : 13.5", f"{room.NARROW} ? 14.4 : 16.2"
ROAD, ROAD_BOX = {"color": PURPLE, "strokeWidth": 13}, {"filled": False, "color": PURPLE, "strokeWidth": 5}
WHY = "", "lit "  # a road is shown, or a part of it lights up where it is pointed at
POINTS_IN_A_NODE = 41
INPUT_WIDTH, NODE_WIDTH, NODE_HEIGHT = 0.07, 0.11, 0.31  # half of each, the last one shared by a column's nodes


@constant
def network_spec(height):
    x, y = (axis("xy"[i] + ":Q", axis=None, scale=alt.Scale(domain=[0, 1])) for i, axis in enumerate((alt.X, alt.Y)))
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    edges = [
        layer(f"edge {node}").mark_rule(color=colour, strokeDash=dash, strokeWidth=2.5).encode(**to)
        for node, colour, dash in zip((1, 2), NODE_COLOURS, DASHES, strict=True)
    ]
    curves = [
        layer(f"curve {node}").mark_line(color=colour, strokeDash=dash, strokeWidth=2.5).encode(x=x, y=y)
        for node, colour, dash in zip((1, 2), NODE_COLOURS, DASHES, strict=True)
    ]
    by_name = alt.Detail("label:N")
    return (
        alt.layer(
            *(
                layer(f"{why}road").mark_rule(color=PURPLE, strokeWidth=13, opacity=0.4, strokeCap="round").encode(**to)
                for why in ("", "lit ")
            ),
            *(
                layer(f"{why}road box")
                .mark_rect(filled=False, color=PURPLE, cornerRadius=9, strokeWidth=5)
                .encode(**to)
                for why in ("", "lit ")
            ),
            *edges,
            layer("edge").mark_rule(strokeWidth=1.5, opacity=0.5).encode(**to, color=INK),
            layer("box").mark_rect(filled=False, cornerRadius=7, opacity=0.55, strokeWidth=1.2).encode(**to, color=INK),
            layer("zero").mark_rule(opacity=0.25).encode(**to, color=INK),
            layer("dosage").mark_rule(opacity=0.45, strokeDash=[2, 2]).encode(**to, color=INK),
            *curves,
            layer("curve").mark_line(strokeWidth=2).encode(x=x, y=y, detail=by_name, color=INK),
            layer("squiggle").mark_line(color=GREEN, strokeWidth=4).encode(x=x, y=y, detail=by_name),
            layer("observed").mark_point(filled=True, opacity=1, size=42).encode(x=x, y=y, color=INK),
            layer("live").mark_point(opacity=1, size=70, strokeWidth=2).encode(x=x, y=y, color=INK),
            layer("chosen")
            .mark_point(shape="diamond", filled=True, color=PURPLE, opacity=1, size=150)
            .encode(x=x, y=y),
            *(
                room.said(layer(of), LETTERS, LINE, fontWeight=weight).encode(x=x, y=y, text="label:N", color=INK)
                for of, weight in (("said", "normal"), ("said bold", "bold"))
            ),
        )
        .properties(height=height, padding=room.MARGIN)
        .configure_view(stroke=None)
    )


def network_picture(
    network, data, parameters, key, dosage=None, highlighted=(), height=None, road=(), film=STILL, derivatives=None
):
    """The network: inputs left, Predicted right, every weight and bias where it acts, and in every node its curve.

    parameters   (P,), or (F, P) of a film: a label then has its room for the whole walk, or none
    derivatives  of the same shape, to be said in the place of the parameters' values; None for these
    dosage       a value of the one input: each node then says what came in (x) and went out (y) there; None for none
    highlighted  names of parameters to be marked, with a diamond and in bold
    height       in pixels; None for what its nodes need
    road         names of parameters along which a broad band is drawn: the road from the SSR back to one of them
    """
    height = height or max(140 * max(network.nodes), 200)
    parameters = np.atleast_2d(parameters)
    drawn, lit = drawn_network(film, network, data, parameters, height, dosage, highlighted, road, derivatives)
    said = network_text(film, network, data, parameters, dosage, highlighted)
    said += f" The road back, a broad band: Predicted, {', '.join(road)}." if road else ""
    if derivatives is not None:
        told = zip(network.parameter_names, film.texts(np.atleast_2d(derivatives)), strict=True)
        said += f" The Derivatives of the SSR: {', '.join(f'{name} {text}' for name, text in told)}."
    if not film.walks:
        return film.picture(network_spec(height), key, drawn, said, (0.0, 1.0), (0.0, 1.0))
    return film.picture(network_spec(height), key, drawn, said, (0.0, 1.0), (0.0, 1.0), lit=lit)


@dataclass(frozen=True)
class Box:
    """Where a node stands in the network picture, its middle and half its size, and which node it is.

    number  of a hidden node: 1, 2, … through the network; 0 for inputs and outputs
    """

    x: float
    y: float
    half_width: float
    half_height: float
    number: int = 0

    @property
    def bottom(self):
        return self.y - self.half_height

    @property
    def top(self):
        return self.y + self.half_height

    @property
    def edges(self):
        return self.x - self.half_width, self.x + self.half_width, self.bottom, self.top

    @property
    def sides(self):
        return dict(zip(("x", "x2", "y", "y2"), self.edges, strict=True))

    def holding(self, x, y, x_ends, y_ends):
        """Points of a curve as they stand in the box, whose inner edges are the ends given."""
        right = (np.asarray(x, dtype=float) - x_ends[0]) / (x_ends[1] - x_ends[0]) - 0.5
        up = (np.asarray(y, dtype=float) - y_ends[0]) / (y_ends[1] - y_ends[0]) - 0.5
        return {"x": self.x + 1.76 * self.half_width * right, "y": self.y + 1.6 * self.half_height * up}


def boxes(nodes):
    """A Box for each node, a list for each layer, inputs first."""
    hidden, high = len(nodes) - 2, NODE_HEIGHT / max(nodes)
    wide = NODE_WIDTH if hidden < 2 else 1.3 * NODE_WIDTH / hidden
    first, last = 0.005 + INPUT_WIDTH, 0.985 - NODE_WIDTH
    gap = (last - NODE_WIDTH - first - INPUT_WIDTH - 2 * wide * hidden) / (hidden + 1)
    between = [(first + INPUT_WIDTH + gap + wide + i * (gap + 2 * wide), wide, high) for i in range(hidden)]
    columns = [(first, INPUT_WIDTH, high / 2), *between, (last, NODE_WIDTH, high)]
    layers, number_of = [], iter(range(1, sum(nodes) + 1))
    for place, (count, (x, half_width, half_height)) in enumerate(zip(nodes, columns, strict=True)):
        heights = [(count - i - 0.5) / count for i in range(count)]
        of_hidden = 0 < place <= hidden
        layers.append([Box(x, y, half_width, half_height, next(number_of) if of_hidden else 0) for y in heights])
    return layers


def drawn_network(film, network, data, parameters, height, dosage, highlighted, road, derivatives):
    """The layers of the network picture's "marks": where everything stands, from 0 to 1 across and up; and what of it
    lights up under which names: a parameter, a node "n1", the output "out".

    Labels that find no room drop out from the last to the first of these: what is marked; Predicted; the inputs;
    weights; biases; what stands over the hidden nodes. Of a weight or a bias its number goes before its name.
    """
    layers, has_curves = {}, network.nodes[0] == 1
    lit = {"lit road": [], "lit road box": []}
    said = {part: [] for part in ("chosen", "output", "input", "weight", "bias", "over")}

    def put(name, **columns):
        table = layers.setdefault(name, {column: [] for column in columns})
        for column, values in columns.items():
            table[column].append(np.atleast_1d(values))

    def light(layer, name, **at):
        if film.walks:
            put(layer, **at)
            lit[layer].append(name)

    def put_parameter(of, ways, name, sign, x, y):
        chosen = name in highlighted
        text = f"{'◆ ' * chosen}{sign} {name}"
        said["chosen" if chosen else of].append(
            ("said bold" if chosen else "said", chosen, ways(text, spelled[name], x, y, chosen))
        )
        if chosen:
            put("chosen", x=x, y=y)

    columns = boxes(network.nodes)
    live = forward(network, parameters, [dosage]).layers if has_curves and dosage is not None else None
    spelled = dict(zip(network.parameter_names, film.texts(parameters), strict=True))
    if derivatives is not None:
        said_of = film.texts(np.atleast_2d(derivatives))
        spelled = {name: f"d {text}" for name, text in zip(network.parameter_names, said_of, strict=True)}
    for box, name in zip(columns[0], data.names, strict=False):
        put("box", **box.sides)
        said["input"].append(("said bold", True, input_ways(name, f"\n{number(dosage)}" if live else "", box)))
    names, passed = iter(network.parameter_names), False
    for sources, targets in pairwise(columns):
        for target in targets:
            for source in sources:
                x, x2 = source.x + source.half_width, target.x - target.half_width
                node = target.number or source.number
                put(f"edge {node}" if 1 <= node <= len(NODE_COLOURS) else "edge", x=x, y=source.y, x2=x2, y2=target.y)
                name = next(names)
                light("lit road", name, x=x, y=source.y, x2=x2, y2=target.y)
                if name in road:
                    put("road", x=x, y=source.y, x2=x2, y2=target.y)
                    passed = True
                along, side = edge_label(source.y, target.y, len(sources))
                x, y = x + along * (x2 - x), source.y + along * (target.y - source.y)
                put_parameter("weight", partial(weight_ways, side), name, "×", x, y)
            put("box", **target.sides)
            name = next(names)
            for each in (name, f"n{target.number}" if target.number else "out"):
                light("lit road box", each, **target.sides)
            if passed or name in road:
                put("road box", **target.sides)
                passed = False
            put_parameter("bias", partial(bias_ways, target), name, "+", target.x, target.bottom)

    outputs = data.names[network.nodes[0] :]
    for column, nodes in enumerate(columns[1:]):
        for n, box in enumerate(nodes):
            x, y = (film.say(live[column].x[:, 0, n]), film.say(live[column].y[:, 0, n])) if live else ("", "")
            if box.number:
                label = f"x{box.number} {x} → y{box.number} {y}" if live else network.hidden.name
                said["over"].append(("said", False, over_ways(label, " → ", "\n→ ", box)))
            else:
                label = "Predicted" if len(nodes) == 1 else f"Predicted {outputs[n]}"
                label += f" {y}" if live else ""
                said["output"].append(("said bold", True, over_ways(label, "Predicted ", "Predicted\n", box)))
    if has_curves:
        put_curves(put, network, data, parameters, columns, live, dosage)
    layers = {name: {of: joined(parts) for of, parts in columns.items()} for name, columns in layers.items()}
    marked = layers.get("chosen", {"x": (), "y": ()})
    dots = tuple(zip(marked["x"], marked["y"], strict=True))
    taken = tuple(box.edges for layer in columns for box in layer)
    drawings = room.narrow_and_wide(height, SIZES, taken, dots)
    wanted = [room.Label(drawings, *label, film.widest) for part in said.values() for label in part]
    return layers | room.shown(drawings, wanted), lit


def joined(parts):
    """Columns (k,), one after the other; where one of them moves, (F, k), all of them do."""
    frames = {part.shape[0] for part in parts if part.ndim == 2}
    if not frames:
        return np.concatenate(parts)
    (count,) = frames
    return np.concatenate([np.broadcast_to(part, (count, part.shape[-1])) for part in parts], axis=1)


SIZES = (12, 13.5)


def weight_ways(side, text, value, x, y, chosen):
    """How a weight can be written beside its edge, in the narrow and in the wide picture."""
    clear, aside = (room.DOT + 2, 2) if chosen else (2.5, 5)
    up, right = {"above": 1, "below": -1}[side.split()[0]], {"left": -1, "centre": 0, "right": 1}[side.split()[1]]
    found = []
    for size, texts in zip(
        SIZES, ((f"{text}\n{value}", text), (f"{text} {value}", f"{text}\n{value}", text)), strict=True
    ):
        ways = [
            room.Way(each, x, y, right * aside, up * (clear + labels.text_height(each, size) / 2), right)
            for each in texts
        ]
        found.append(ways)
    return found


def bias_ways(box, text, value, x, y, chosen):
    """How a bias can be written under its node."""
    down = room.DOT + 2 if chosen else 5
    return beside_node(box, (f"{text} {value}", f"{text}\n{value}", text), y, -1, down)


def over_ways(text, before, broken, box):
    """How a text can be written over its node: of an output rather in two lines."""
    texts = text, text.replace(before, broken)
    return beside_node(box, texts if box.number else texts[::-1], box.top, 1, 4)


def beside_node(box, texts, y, up, clear):
    """How texts can be written over or under a node: in its middle; of an output rather where the node ends, clear of
    the weights that lead there."""
    places = [*[(box.x + box.half_width, -1)] * (not box.number), (box.x, 0)]
    return [
        [
            room.Way(text, x, y, 0, up * (clear + labels.text_height(text, size) / 2), align)
            for x, align in places
            for text in texts
        ]
        for size in SIZES
    ]


def input_ways(name, under, box):
    """How an input can be written in its node: in its middle or from where it begins, and short where it is long."""
    texts = [name, *(f"{name[: most - 1]}…" for most in (12, 6) if len(name) > most)]
    ways = [
        room.Way(f"{text}{under}", x, box.y, align=align)
        for text in texts
        for x, align in ((box.x, 0), (box.x - 0.9 * box.half_width, 1))
    ]
    return ways, ways


def put_curves(put, network, data, parameters, columns, live, dosage):
    """In every node its curve over the input's range, to one scale within a layer; in the output the dots too."""
    x_ends = input_range(data)
    inputs = np.linspace(*x_ends, POINTS_IN_A_NODE)
    for column, passed in enumerate(forward(network, parameters, inputs).layers):
        nodes = columns[column + 1]
        observed = data.observed if not nodes[0].number else np.zeros((1, 1))
        y_ends = min(0.0, passed.y.min(), observed.min()), max(1e-9, passed.y.max(), observed.max())
        for n, box in enumerate(nodes):
            zero = box.holding(x_ends, (0.0, 0.0), x_ends, y_ends)
            put("zero", x=zero["x"][0], x2=zero["x"][1], y=zero["y"][0], y2=zero["y"][1])
            curve = box.holding(inputs, passed.y[..., n], x_ends, y_ends)
            if not box.number:
                put("squiggle", **curve, label=[str(n)] * len(inputs))
                put("observed", **box.holding(data.inputs[:, 0], observed[:, n], x_ends, y_ends))
            elif box.number <= len(NODE_COLOURS):
                put(f"curve {box.number}", **curve)
            else:
                put("curve", **curve, label=[str(box.number)] * len(inputs))
            if live:
                at = box.holding(dosage, live[column].y[:, :1, n], x_ends, y_ends)
                put("dosage", x=at["x"], x2=at["x"], y=box.bottom, y2=box.top)
                put("live", **at)


def edge_label(start, end, sources):
    """How far along its edge a weight is written, and on which side of it: where it covers no other."""
    if start == end:
        return 0.5, ("above" if start >= 0.5 else "below") + " centre"
    if sources == 1:
        return 0.5, ("above" if end > start else "below") + " left"
    return 0.14, ("above" if start > end else "below") + " right"


def network_text(film, network, data, parameters, dosage, highlighted):
    """The network picture in words, with all its numbers."""
    names, said = iter(zip(network.parameter_names, film.texts(parameters), strict=True)), []
    y, node_number = list(data.names[: network.nodes[0]]), 0
    live = forward(network, parameters, [dosage]).layers if dosage is not None and network.nodes[0] == 1 else None
    for column, count in enumerate(network.nodes[1:]):
        before, y = y, []
        hidden = column < len(network.nodes) - 2
        for n in range(count):
            node_number += hidden
            terms = [f"{came_in} × {name} {value}" for came_in, (name, value) in zip(before, names, strict=False)]
            name, value = next(names)
            of = f"x{node_number}" if hidden else "Predicted"
            out = f"; {network.hidden.name} makes y{node_number} of it" if hidden else ""
            if live:
                of += f" {film.say(live[column].x[:, 0, n])}"
                out += f" {film.say(live[column].y[:, 0, n])}" if hidden else ""
            said.append(f"{of} = {' + '.join(terms)} + {name} {value}{out}")
            y.append(f"y{node_number}")
    at = "" if live is None else f" at {data.names[0]} {number(dosage)}"
    marked = f" Marked: {', '.join(highlighted)}." if highlighted else ""
    return f"The network{at}. {'. '.join(said)}.{marked}"
