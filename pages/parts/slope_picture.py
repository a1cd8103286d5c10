"""The Activation Function and its slope: where each observation stands in each node, and how fast y moves there."""

import altair as alt
import numpy as np

from backprop.numerals import number
from backprop.passes import forward
from pages.parts import charts, tables
from pages.parts.charts import BLUE, GREEN, ORANGE, PURPLE, constant, layer, x_axis, y_axis
from pages.parts.labels import Labels, said
from pages.parts.player.still import STILL

HIGH = 2.2  # up to which the function is drawn: its slope ends at 1
AT_LEAST = -4.0, 4.0  # of the x-axis: the bend is always to be seen


@constant
def slope_spec(x_title, y_title, height):
    x, y = x_axis(x_title), y_axis(y_title)
    dots = {"filled": True, "opacity": 1, "size": 110}
    return alt.layer(
        layer("curve").mark_line(strokeWidth=2, color=GREEN).encode(x=x, y=y),
        layer("slope").mark_line(strokeWidth=2.5, strokeDash=[7, 4], color=PURPLE).encode(x=x, y=y),
        layer("node 1").mark_point(shape="circle", color=BLUE, **dots).encode(x=x, y=y),
        layer("node 2").mark_point(shape="square", color=ORANGE, **dots).encode(x=x, y=y),
        said(layer("said"), x, y),
    ).properties(height=height)


def slope(network, data, parameters, key, height=charts.TALL):
    """The slope of the Activation Function against x, solid the function itself, and on it where every observation is.

    For a network with two hidden nodes in one layer.
    """
    hidden = network.hidden
    x = forward(network, parameters, data.inputs).layers[0].x
    slopes = hidden.derivative(x, hidden.curve(x))
    ends = charts.padded(min(AT_LEAST[0], x.min()), max(AT_LEAST[1], x.max()), 0.05)
    at = np.linspace(*ends, charts.POINTS_ON_A_CURVE)
    curve = hidden.curve(at)
    layers = {
        "curve": {"x": at, "y": curve},
        "slope": {"x": at, "y": hidden.derivative(at, curve)},
        **{f"node {node + 1}": {"x": x[:, node], "y": slopes[:, node]} for node in (0, 1)},
    }
    inputs = [number(value) for value in data.inputs[:, 0]]
    around = {"dots": ("node 1", "node 2"), "paths": ("curve", "slope")}
    named = [[f"{data.names[0]} {i}: {number(each)}" for i, each in zip(inputs, of, strict=True)] for of in slopes.T]
    wanted = [Labels("said", f"node {node}", texts, **around) for node, texts in enumerate(named, 1)]
    told = "; ".join(f"node {node}, slope at {', '.join(texts)}" for node, texts in enumerate(named, 1))
    alt_text = f"{hidden.name}, solid, and its slope {hidden.dy_dx}, dashed, against x. Circles and squares: {told}."
    spec = slope_spec("x, what goes into the node", "y, and its slope", height)
    seen = curve <= HIGH
    layers["curve"] = {"x": at[seen], "y": curve[seen]}
    STILL.picture(spec, key, layers, alt_text, ends, (-0.15, HIGH), wanted)


def slopes_table(network, data, parameters):
    """What goes into each of two hidden nodes at every observation, and the slope there."""
    hidden = network.hidden
    x = forward(network, parameters, data.inputs).layers[0].x
    slopes = hidden.derivative(x, hidden.curve(x))
    columns = {data.names[0]: tables.texts(data.inputs[:, 0])}
    for node in (0, 1):
        columns[f"x{node + 1}"] = tables.texts(x[:, node])
        columns[f"dy{node + 1}/dx{node + 1}"] = tables.texts(slopes[:, node])
    return tables.of_columns(columns)
