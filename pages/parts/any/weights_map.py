"""The weights and biases of a network too dense for its picture, as heat maps: one for each layer."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.written.numerals import number
from pages.parts.any.outputs import signed
from pages.parts.any.roads import roads_of
from pages.parts.charts import one_table
from pages.parts.charts.colours import BLUE, INK, ORANGE
from pages.parts.charts.layered import constant, layer

SMALL, LARGE = 6, 15  # pixels: how high a row is where there are many, and where there are few enough for names
FEW_ROWS = 8
TITLE, APART = 22, 3  # pixels over a map for its title; columns between two maps
WIDEST = 74  # columns side by side, so that on a telephone each is still seen
LEAST = 26  # columns, as wide as a title is
NAMED = 9  # columns beside the last map, for the names of the outputs
BIAS_APART = 0.6  # columns
MIDDLE = "#f1f1f1"


def weights_map(row, trace, reach, key):
    """A heat map for each layer at a row of a Trace: a row for each node, a column for each of what comes in, and one
    for its bias."""
    experiment = trace.experiment
    network, data, parameters = experiment.network, experiment.data, trace.parameters[row]
    panels, width, height = places(network)
    drawn = {of: {} for of in ("cell", "minus", "title", "name")}

    def put(of, **columns):
        for column, values in columns.items():
            drawn[of].setdefault(column, []).extend(np.ravel(values).tolist())

    names = zip(network.parameter_names, roads_of(network, data), strict=True)
    told = iter([f"{name}: {road}" for name, road in names])
    for count, ((nodes, columns), matrix, (left, top, high)) in enumerate(
        zip(network.shapes, network.layers(parameters), panels, strict=True), 1
    ):
        across = left + np.arange(columns) + np.where(np.arange(columns) == columns - 1, BIAS_APART, 0.0)
        x, y = np.broadcast_arrays(across / width, 1 - (top + high * np.arange(nodes)[:, None]) / height)
        x2, y2 = x + 1.04 / width, y - 1.04 * high / height  # a little more, so that no seams are seen
        put("cell", x=x, x2=x2, y=y2, y2=y, value=matrix, label=[next(told) for _ in range(matrix.size)])
        below = matrix < 0
        middle = (y + y2)[below] / 2
        put("minus", x=x[below] + 0.2 / width, x2=x2[below] - 0.24 / width, y=middle, y2=middle)
        is_output = count == len(panels)
        what = "outputs" if is_output else f"layer {count}"
        put(
            "title",
            x=[left / width],
            y=[1 - (top - TITLE / 2) / height],
            label=[f"{what}: {nodes} × {columns - 1} + bias"],
        )
        if is_output and nodes <= FEW_ROWS:
            names = signed(data) if nodes > 1 else ["Predicted"]
            put("name", x=x2[:, -1] + 0.5 / width, y=(y + y2)[:, 0] / 2, label=names)
    spec = weights_spec() | {"height": height}
    table = one_table.marks(**{of: columns for of, columns in drawn.items() if columns})
    one_table.show(spec, table, key, in_words(trace, row), value=(-reach.weight, reach.weight))
    st.caption(
        "A row for each node, a column for each number that comes in, and apart from them its bias. Blue is positive, "
        "orange with a dash is negative. Point at a cell for its number; *Residuals and step* has them all in a table."
    )


def places(network):
    """(for each layer the column at which its map begins, the pixel at which it does and how high a row is; how many
    columns the whole is wide; how many pixels it is high)."""
    found, left, top, high_so_far, width = [], 0.0, TITLE, 0, 0.0
    for place, (nodes, columns) in enumerate(network.shapes):
        wide = max(columns + BIAS_APART + (NAMED if place == len(network.shapes) - 1 else 0), LEAST)
        if left and left + wide > WIDEST:
            left, top, high_so_far = 0.0, top + high_so_far + TITLE, 0
        high = LARGE if nodes <= FEW_ROWS else SMALL
        found.append((left, top, high))
        width, high_so_far = max(width, left + wide), max(high_so_far, nodes * high)
        left += wide + APART
    return found, width, top + high_so_far + 4


def in_words(trace, row):
    """The heat maps in words: what each layer's numbers reach, and the largest."""
    network, parameters = trace.experiment.network, trace.parameters[row]
    each = "; ".join(
        f"{'outputs' if place == len(network.shapes) else f'layer {place}'} from {number(matrix.min())} to "
        f"{number(matrix.max())}, {(matrix < 0).sum():,} of {matrix.size:,} negative"
        for place, matrix in enumerate(network.layers(parameters), 1)
    )
    largest = np.argsort(-np.abs(parameters), kind="stable")[:12]
    told = ", ".join(f"{network.parameter_names[place]} {number(parameters[place])}" for place in largest)
    shape = "-".join(map(str, network.nodes))
    return f"The weights and biases of the {shape} network at step {int(trace.steps[row]):,}: {each}. Largest: {told}."


@constant
def weights_spec():
    x, y = (axis("xy"[i] + ":Q", axis=None, scale=alt.Scale(domain=[0, 1])) for i, axis in enumerate((alt.X, alt.Y)))
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    heat = alt.Color(
        "value:Q",
        scale=alt.Scale(
            range=[ORANGE, MIDDLE, BLUE],
            domainMin=alt.expr("value_min"),
            domainMax=alt.expr("value_max"),
            domainMid=0,
            clamp=True,
        ),
        legend=alt.Legend(title=None, orient="bottom", gradientLength=180, format="~g", tickCount=5),
    )
    tips = [alt.Tooltip("label:N", title="Of"), alt.Tooltip("value:Q", title="Value")]
    text = {"align": "left", "baseline": "middle", "fontSize": 11}
    return (
        alt.layer(
            layer("cell").mark_rect().encode(**to, color=heat, tooltip=tips),
            layer("minus").mark_rule(color="#30200a", strokeWidth=1, opacity=0.6).encode(**to),
            layer("title").mark_text(**text, fontWeight="bold").encode(x=x, y=y, text="label:N", color=INK),
            layer("name").mark_text(**text).encode(x=x, y=y, text="label:N", color=INK),
        )
        .resolve_scale(color="independent")
        .properties(padding={"left": 2, "right": 2, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
    )
