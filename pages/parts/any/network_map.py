"""The picture of a network of any size: its weights as edges, and in each node a small plot of what it gives out."""

from itertools import pairwise

import altair as alt
import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts.any.heat_map import SCHEME, plane_ends
from pages.parts.any.outputs import cut, signed
from pages.parts.any.start import has_no_biases
from pages.parts.charts import colours, layered, one_table, room
from pages.parts.pictures import extent
from pages.parts.pictures.network_labels import input_ways
from pages.parts.pictures.network_layout import Box

MOST_EDGES = 400  # that can be told apart; more weights are shown as heat maps
MOST_PLOTS = {1: 48, 2: 33}  # nodes with a small plot, by the number of inputs; of more inputs there is none
UNPLOTTED = "the inputs are too many for a plot in a node", "the nodes are too many for a plot in each"
MOST_IN_A_COLUMN = 16  # nodes, for a plot to be seen in each
POINTS_IN_A_NODE, CELLS_IN_A_NODE = 31, 6
NARROW = 440  # below, as on a phone, the derivatives on the edges are left to the table
SIZES = (9.5, 11)  # of the letters, in the narrow and in the wide picture
LETTERS, LINE = f"width < {NARROW} ? 9.5 : 11", f"width < {NARROW} ? 11.4 : 13.2"
SIGNS = {"plus": (colours.SKY, [1, 0]), "minus": ("#8a8f98", [5, 3])}
NUMBERS = 0.058, 25  # half of what an edge's numbers are wide, of the map's width; and how tall they are, in px


def network_map(row, trace, reach, key):
    """The network at a row of its Trace: weights as widths and, where there is room, as numbers with their derivatives;
    in every node, where they are not too many, a small plot of what it gives out.

    Labels that find no room drop out, the last of these first: Predicted, the inputs, weights, biases. A derivative
    goes before its weight.
    """
    experiment = trace.experiment
    network, data, parameters = experiment.network, experiment.data, trace.parameters[row]
    derivatives, sizes = trace.derivatives[row], trace.step_sizes[row]
    nodes, names = network.nodes, network.parameter_names
    height = int(np.clip(35 * max(nodes), 290, 620))
    columns = map_boxes(nodes, height)
    drawn, said = {}, {part: [] for part in ("output", "input", "weight", "bias")}

    def put(name, **values):
        table = drawn.setdefault(name, {column: [] for column in values})
        for column, value in values.items():
            table[column].extend(np.ravel(value).tolist())

    def told(place):
        return f"{names[place]} {number(parameters[place], 3)}", f"d {number(derivatives[place], 3)}"

    def hovered(place):
        return (
            f"{names[place]} = {number(parameters[place])}, Derivative {number(derivatives[place])}, "
            f"Step Size {number(sizes[place])}"
        )

    is_weight = np.array([name[0] == "w" for name in names])
    strengths = np.abs(np.where(is_weight, parameters, 0.0))
    place, silent, biased = 0, 0, not has_no_biases(trace.experiment)
    for sources, targets in pairwise(columns):
        x, x2 = sources[0].x + sources[0].half_width, targets[0].x - targets[0].half_width
        roomy = has_room(len(sources), len(targets), len(columns), x2 - x, height)
        silent += 0 if roomy else len(sources) * len(targets)
        for target in targets:
            for at, source in enumerate(sources):
                put(
                    "minus" if parameters[place] < 0 else "plus",
                    x=x, x2=x2, y=source.y, y2=target.y, label=[hovered(place)],
                    value=min(strengths[place] / reach.weight, 1.0),
                )  # fmt: skip
                if roomy:
                    along = along_edge(at, len(sources), len(targets), x2 - x)
                    weight, derivative = told(place)
                    alone_there = min(len(sources), len(targets)) == 1 or source.y == target.y
                    on_edge = [
                        (x + part * (x2 - x), source.y + part * (target.y - source.y))
                        for part in (towards_middle(along) if alone_there else [along])  # else it might be another's
                    ]
                    alone = [room.Way(weight, *where) for where in on_edge]
                    ways = alone, [room.Way(f"{weight}\n{derivative}", *where) for where in on_edge] + alone
                    said["weight"].append(("said edge", False, ways))
                place += 1
            put("box", **target.sides, label=[hovered(place)])
            if biased and len(targets) <= 6:
                said["bias"].append(("said", False, [[room.Way(told(place)[0], target.x, target.bottom, 0, -9)]] * 2))
            place += 1
    for box, name in zip(columns[0], data.names, strict=False):
        put("box", **box.sides, label=[name])
        name = name if len(name) <= 12 else f"{name[:11]}…"
        said["input"].append(("said bold", True, input_ways(name, "", box)))
    most = MOST_PLOTS.get(nodes[0], 0)
    plotted = sum(nodes[1:]) <= most and max(nodes) <= MOST_IN_A_COLUMN
    for box, name in zip(columns[-1], signed(data), strict=True):
        if nodes[-1] > 1 and not plotted:
            said["output"].append(("said bold", True, input_ways(name, "", box)))
            continue
        texts = ["Predicted"] if nodes[-1] == 1 else dict.fromkeys((name, cut(name, 9), name[0]))
        ways = [
            way
            for text in texts
            for way in (
                room.Way(text, box.x, box.top, 0, 10),
                room.Way(text, box.x + box.half_width, box.top, 0, 10, -1),
            )
        ]
        said["output"].append(("said", False, [ways] * 2))
    if plotted:
        small_plots(put, network, data, parameters, columns)
    taken = tuple(box.edges for layer in columns for box in layer)
    drawings = room.narrow_and_wide(height, SIZES, taken, until=NARROW)
    drawn |= room.shown(drawings, [room.Label(drawings, *label) for part in said.values() for label in part])
    spec = map_spec(7 if max(nodes) <= MOST_IN_A_COLUMN else 2.5) | {"height": height}
    one_table.show(spec, one_table.marks(**drawn), key, map_text(trace, row))
    notes = [
        f"no room for {counted(silent, 'number')} of edges: see “Residuals and step”" if silent else "",
        "" if plotted else UNPLOTTED[most > 0],
    ]
    said = "; ".join(note for note in notes if note)
    told = "Point at an edge for its weight, derivative and Step Size."
    if silent < is_weight.sum():
        told = (
            "On an edge, where there is room, its weight and, under d, its derivative; point at it for its Step Size."
        )
    st.caption(
        f"{told} Solid blue is positive, dashed grey negative.{f' {said[0].upper()}{said[1:]}.' if said else ''}"
    )


def map_boxes(nodes, height):
    """A Box for each node, a list for each layer: the layers side by side, as wide as there is room for."""
    half_width = min(0.07, 0.22 / len(nodes))
    across = np.linspace(0.075, 0.985 - half_width, len(nodes))
    layers, number_of = [], iter(range(1, sum(nodes) + 1))
    for place, (count, x) in enumerate(zip(nodes, across, strict=True)):
        hidden = 0 < place < len(nodes) - 1
        named_above = place == len(nodes) - 1 and count > 1  # of several outputs each bears its name
        half_height = min((0.34 if not named_above else 0.26 if count < 4 else 0.2) / count, 34 / height)
        layers.append(
            [
                Box(float(x), (count - i - 0.5) / count, half_width, half_height, next(number_of) if hidden else 0)
                for i in range(count)
            ]
        )
    return layers


def has_room(sources, targets, layers, reach, height):
    """Whether each edge between two layers can bear its numbers."""
    few, many = min(sources, targets), max(sources, targets)
    if few == 1:  # a fan: the numbers stand where it is wide
        return many <= 3 or (1 - beside(reach)) * height / many >= NUMBERS[1]
    return many <= 3 or (few == 2 and many <= 4 and layers == 3)


def beside(reach):
    """How far along an edge that goes so far across its numbers have room beside a node: the less, the nearer to it."""
    return min(NUMBERS[0] / reach, 0.5)


def along_edge(source, sources, targets, reach):
    """How far along its edge a weight is written: in a fan next to the node that no other edge goes to."""
    if sources == 1:
        return 1 - beside(reach)
    if targets == 1:
        return beside(reach)
    return (0.8, 0.5)[source] if sources == 2 and targets > 3 else (0.28, 0.5, 0.72)[source]


def towards_middle(along):
    """Where on its edge a weight can be written: where it is best, or some of the edge nearer to its middle."""
    return dict.fromkeys(float(np.clip(0.5, along - nearer, along + nearer)) for nearer in (0.0, 0.15))


def small_plots(put, network, data, parameters, columns):
    """In every node what it gives out over the range of the inputs, to one scale within a layer."""
    if network.nodes[0] == 1:
        ends = extent.input_range(data)
        at = np.linspace(*ends, POINTS_IN_A_NODE)
        for boxes, passed in zip(columns[1:], forward(network, parameters, at).layers, strict=True):
            y_ends = min(0.0, passed.y.min()), max(1e-9, passed.y.max())
            for node, box in enumerate(boxes):
                of = "curve" if box.number or len(boxes) > 1 else "fit"
                name = str(box.number or f"output {node + 1}")
                put(of, **box.holding(at, passed.y[:, node], ends, y_ends), label=[name] * len(at))
        return
    sides = [np.linspace(*plane_ends(column), CELLS_IN_A_NODE) for column in data.inputs.T]
    across, up = np.meshgrid(*sides)
    grid = np.linspace(-1.0, 1.0, CELLS_IN_A_NODE + 1)
    left, low = (part.ravel() for part in np.meshgrid(grid[:-1], grid[:-1]))
    right, high = (part.ravel() for part in np.meshgrid(grid[1:], grid[1:]))
    for boxes, passed in zip(
        columns[1:], forward(network, parameters, np.column_stack([across.ravel(), up.ravel()])).layers, strict=True
    ):
        lowest, highest = passed.y.min(), max(passed.y.max(), passed.y.min() + 1e-9)
        for node, box in enumerate(boxes):
            wide, tall = box.half_width, box.half_height
            put(
                "cell",
                x=box.x + wide * left, x2=box.x + wide * right, y=box.y + tall * low, y2=box.y + tall * high,
                value=(passed.y[:, node] - lowest) / (highest - lowest),
            )  # fmt: skip


def map_text(trace, row):
    """The picture of the network in words: all its numbers where they are few, else the largest."""
    network, parameters, derivatives = trace.experiment.network, trace.parameters[row], trace.derivatives[row]
    shape = "-".join(map(str, network.nodes))
    most = np.argsort(-np.abs(parameters), kind="stable")[:24]
    some = most if len(parameters) > 24 else np.arange(len(parameters))
    told = "; ".join(
        f"{network.parameter_names[place]} {number(parameters[place])}, derivative {number(derivatives[place])}"
        for place in some
    )
    of = f"The {len(some)} largest of {len(parameters):,}: " if len(parameters) > 24 else ""
    return f"The {shape} network at step {int(trace.steps[row]):,}. {of}{told}."


@layered.constant
def map_spec(widest):
    x, y = (axis("xy"[i] + ":Q", axis=None, scale=alt.Scale(domain=[0, 1])) for i, axis in enumerate((alt.X, alt.Y)))
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    wide = alt.StrokeWidth("value:Q", scale=alt.Scale(domain=[0, 1], range=[0.4, widest]), legend=None)
    tip = alt.Tooltip("label:N", title="Edge")
    edges = [
        layered.layer(sign)
        .mark_rule(color=colour, strokeDash=dash, opacity=1)
        .encode(**to, strokeWidth=wide, tooltip=tip)
        for sign, (colour, dash) in SIGNS.items()
    ]
    paper = alt.expr("background")  # under the numbers, so that no edge strikes them through
    under = {"fill": paper, "stroke": paper, "strokeWidth": 7, "strokeJoin": "round", "tooltip": None}
    halo = room.said(layered.layer("said edge"), LETTERS, LINE, **under)
    said = [
        room.said(layered.layer(of), LETTERS, LINE, fontWeight=weight).encode(
            x=x, y=y, text="label:N", color=colours.INK
        )
        for of, weight in (("said edge", "normal"), ("said", "normal"), ("said bold", "bold"))
    ]
    by_node = alt.Detail("label:N")
    heat = alt.Color("value:Q", scale=alt.Scale(scheme=SCHEME, domain=[0, 1]), legend=None)
    box = layered.layer("box").mark_rect(cornerRadius=4, strokeWidth=1, fillOpacity=0, strokeOpacity=0.7)
    return (
        alt.layer(
            *edges,
            halo.encode(x=x, y=y, text="label:N"),
            layered.layer("cell").mark_rect().encode(**to, color=heat),
            box.encode(**to, stroke=alt.Stroke("ink:N", legend=None), tooltip=alt.Tooltip("label:N", title="Node")),
            layered.layer("curve").mark_line(strokeWidth=1.6).encode(x=x, y=y, detail=by_node, color=colours.INK),
            layered.layer("fit").mark_line(strokeWidth=2.5, color=colours.GREEN).encode(x=x, y=y, detail=by_node),
            *said,
        )
        .resolve_scale(color="independent", stroke="independent")
        .properties(padding=room.MARGIN)
        .configure_view(stroke=None)
    )
