"""The network as a picture, the map of the course: every weight and bias where it acts, in every node its curve."""

from functools import partial
from itertools import pairwise

import altair as alt
import numpy as np

from backprop.activations import IDENTITY
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import room
from pages.parts.charts.colours import DASHES, GREEN, INK, NODE_COLOURS, PURPLE
from pages.parts.charts.layered import constant, layer
from pages.parts.pictures.extent import input_range
from pages.parts.pictures.network_labels import (
    SIZES,
    bias_ways,
    holds,
    input_ways,
    inside_ways,
    over_ways,
    weight_ways,
)
from pages.parts.pictures.network_layout import boxes, edge_label
from pages.parts.player.still import STILL
from pages.parts.player.words import HIDDEN

LETTERS, LINE = f"{room.NARROW} ? 12 : 13.5", f"{room.NARROW} ? 14.4 : 16.2"
ROAD = {"color": PURPLE, "strokeWidth": 13, "opacity": 0.4, "strokeCap": "round"}
ROAD_BOX = {"filled": False, "color": PURPLE, "cornerRadius": 9, "strokeWidth": 5}
WHY = "", "lit "  # a road is shown, or a part of it lights up where it is pointed at
POINTS_IN_A_NODE = 41


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
            *(layer(f"{why}road").mark_rule(**ROAD).encode(**to) for why in WHY),
            *(layer(f"{why}road box").mark_rect(**ROAD_BOX).encode(**to) for why in WHY),
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
    network,
    data,
    parameters,
    key,
    dosage=None,
    highlighted=(),
    height=None,
    road=(),
    film=STILL,
    derivatives=None,
    outputs=(),
    loss="SSR",
    curve_out=True,
    since=None,
):
    """The network: inputs left, Predicted right, every weight and bias where it acts, and in every node its curve.

    parameters   (P,), or (F, P) of a film: a label then has its room for the whole walk, or none
    derivatives  of the same shape, to be said in the place of the parameters' values; None for these
    dosage       a value of the one input, or one for each of several: each node then says what came in (x) and went out
                 (y) there; None for none
    highlighted  names of parameters to be marked, with a diamond and, beside an edge or a curve, in bold
    height       in pixels; None for what its nodes need
    road         names of parameters along which a broad band is drawn: the road from the SSR back to one of them
    loss         whose Derivatives they are
    curve_out    (F, 1) at which frames of a film the output's curve and the dot on it are drawn; True at all
    since        the first frame of a film at which a node says what came in and what went out, each: {(place of its
                 layer behind the inputs, its place there): (frame, frame)}; None for all from the beginning
    outputs      what each output is called where that is not "Predicted", of several with its name
    """
    height = height or max(140 * max(network.nodes), 200)
    parameters = np.atleast_2d(parameters)
    inputs = () if dosage is None else np.ravel(dosage)
    live = forward(network, parameters, inputs[None]).layers if len(inputs) == network.nodes[0] else None
    heard = None if live is None else what_nodes_say(film, live, since or {})
    names = data.names[network.nodes[0] :]
    outputs = outputs or (["Predicted"] if len(names) == 1 else [f"Predicted {name}" for name in names])
    drawn, lit = drawn_network(
        film, network, data, parameters, live, heard, height, inputs, highlighted, road, derivatives, outputs, curve_out
    )
    said = network_text(film, network, data, parameters, heard, inputs, highlighted, outputs)
    said += f" The road back, a broad band: Predicted, {', '.join(road)}." if road else ""
    if derivatives is not None:
        told = zip(network.parameter_names, film.texts(np.atleast_2d(derivatives)), strict=True)
        said += f" The Derivatives of the {loss}: {', '.join(f'{name} {text}' for name, text in told)}."
    if not film.walks:
        return film.picture(network_spec(height), key, drawn, said, (0.0, 1.0), (0.0, 1.0))
    return film.picture(network_spec(height), key, drawn, said, (0.0, 1.0), (0.0, 1.0), lit=lit)


def what_nodes_say(film, live, since):
    """What came into each node and what went out, as texts: {(place of its layer, its place there): (x, y)}."""
    return {
        (column, n): tuple(
            film.vary({0: HIDDEN, first: film.say(values[:, 0, n])}) if first else film.say(values[:, 0, n])
            for values, first in zip((layer.x, layer.y), since.get((column, n), (0, 0)), strict=True)
        )
        for column, layer in enumerate(live)
        for n in range(layer.x.shape[-1])
    }


def drawn_network(
    film, network, data, parameters, live, heard, height, inputs, highlighted, road, derivatives, outputs, curve_out
):
    """The layers of the network picture's "marks": where everything stands, from 0 to 1 across and up; and what of it
    lights up under which names: a parameter, a node "n1", the output "out".

    Where nodes have no curve in them, their weights and their bias stand there, the weights from the top node's down. A
    bias that is marked does too, and its diamond stands left of it: what the output says has the room above.
    Labels that find no room drop out from the last to the first of these: what is marked; Predicted; the inputs;
    weights; biases; what stands over the hidden nodes. Of a weight or a bias its number goes before its name.

    live, heard  the layers' x and y at the inputs (I,), and what each node says of them; None where none says them
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

    def put_parameter(of, ways, name, sign, x, y, inside=None):
        chosen = name in highlighted
        text = f"{'◆ ' * chosen}{sign} {name}"
        if inside is not None and (not chosen or sign == "+"):
            inside.append((text, spelled[name]))
            return put("chosen", x=x, y=y) if chosen else None
        said["chosen" if chosen else of].append(
            ("said bold" if chosen else "said", chosen, ways(text, spelled[name], x, y, chosen))
        )
        if chosen:
            put("chosen", x=x, y=y)

    columns = boxes(network.nodes)
    spelled = dict(zip(network.parameter_names, film.texts(parameters), strict=True))
    if derivatives is not None:
        said_of = film.texts(np.atleast_2d(derivatives))
        spelled = {name: f"d {text}" for name, text in zip(network.parameter_names, said_of, strict=True)}
    for n, (box, name) in enumerate(zip(columns[0], data.names, strict=False)):
        put("box", **box.sides)
        said["input"].append(("said bold", True, input_ways(name, f"\n{number(inputs[n])}" if live else "", box)))
    names, passed = iter(network.parameter_names), False
    for sources, targets in pairwise(columns):
        for target in targets:
            inside = None if has_curves or not holds(target, len(sources) + 1, height) else []
            for source in sources:
                x, x2 = source.x + source.half_width, target.x - target.half_width
                node = target.number or source.number
                put(f"edge {node}" if 1 <= node <= len(NODE_COLOURS) else "edge", x=x, y=source.y, x2=x2, y2=target.y)
                name = next(names)
                light("lit road", name, x=x, y=source.y, x2=x2, y2=target.y)
                if name in road:
                    put("road", x=x, y=source.y, x2=x2, y2=target.y)
                    passed = True
                along, *side = edge_label(source.y, target.y, len(sources))
                x, y = x + along * (x2 - x), source.y + along * (target.y - source.y)
                put_parameter("weight", partial(weight_ways, *side), name, "×", x, y, inside)
            put("box", **target.sides)
            name = next(names)
            for each in (name, f"n{target.number}" if target.number else "out"):
                light("lit road box", each, **target.sides)
            if passed or name in road:
                put("road box", **target.sides)
                passed = False
            at = (target.x, target.bottom) if inside is None else target.beside_last_line
            put_parameter("bias", partial(bias_ways, target), name, "+", *at, inside)
            if inside:
                of = "chosen" if name in highlighted else "weight"
                said[of].append(("said", False, inside_ways(target, inside)))

    for column, nodes in enumerate(columns[1:]):
        for n, box in enumerate(nodes):
            x, y = heard[column, n] if heard else ("", "")
            if box.number:
                label = f"x{box.number} {x} → y{box.number} {y}" if live else network.activations[column].name
                said["over"].append(("said", False, over_ways(label, " → ", "\n→ ", box)))
            else:
                parted = (f" {y}", f"\n{y}") if live else ("Predicted ", "Predicted\n")
                said["output"].append(("said bold", True, over_ways(f"{outputs[n]} {y}".strip(), *parted, box)))
    if has_curves:
        put_curves(put, network, data, parameters, columns, live, inputs, curve_out)
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


def put_curves(put, network, data, parameters, columns, live, dosage, curve_out):
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
                curve["y"] = np.where(curve_out, curve["y"], np.nan)
                put("squiggle", **curve, label=[str(n)] * len(inputs))
                put("observed", **box.holding(data.inputs[:, 0], observed[:, n], x_ends, y_ends))
            elif box.number <= len(NODE_COLOURS):
                put(f"curve {box.number}", **curve)
            else:
                put("curve", **curve, label=[str(box.number)] * len(inputs))
            if live:
                at = box.holding(dosage, live[column].y[:, :1, n], x_ends, y_ends)
                at["y"] = at["y"] if box.number else np.where(curve_out, at["y"], np.nan)
                put("dosage", x=at["x"], x2=at["x"], y=box.bottom, y2=box.top)
                put("live", **at)


def network_text(film, network, data, parameters, heard, inputs, highlighted, outputs):
    """The network picture in words, with all its numbers."""
    names, said = iter(zip(network.parameter_names, film.texts(parameters), strict=True)), []
    y, node_number = list(data.names[: network.nodes[0]]), 0
    for column, count in enumerate(network.nodes[1:]):
        before, y, bends = y, [], network.activations[column]
        hidden = column < len(network.nodes) - 2
        for n in range(count):
            node_number += hidden
            terms = [f"{came_in} × {name} {value}" for came_in, (name, value) in zip(before, names, strict=False)]
            name, value = next(names)
            of, out = f"x{node_number}" if hidden else outputs[n], ""
            if hidden or bends is not IDENTITY:
                out = f"; {bends.name} makes {of.replace('x', 'y') if hidden else of} of it"
                of = of if hidden else f"what goes into {of}"
                out += f" {heard[column, n][1]}" if heard else ""
            of += f" {heard[column, n][0]}" if heard else ""
            said.append(f"{of} = {' + '.join(terms)} + {name} {value}{out}")
            y.append(f"y{node_number}")
    told = zip(data.names, map(number, inputs), strict=False)
    at = f" at {', '.join(map(' '.join, told))}" if heard else ""
    marked = f" Marked: {', '.join(highlighted)}." if highlighted else ""
    return f"The network{at}. {'. '.join(said)}.{marked}"
