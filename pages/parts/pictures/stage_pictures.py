"""The curves of the hidden nodes on their way to the squiggle, stage by stage, with their values at one dosage."""

import altair as alt
import numpy as np

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import DASHES, GREEN, INK, NODE_COLOURS
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import padded, x_axis, y_axis
from pages.parts.pictures import extent
from pages.parts.player.still import STILL


@constant
def stage_spec(x_title, y_title, height, colour=GREEN, dash=DASHES[0]):
    x, y = x_axis(x_title), y_axis(y_title)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title)]
    at = {"filled": True, "opacity": 1, "size": 100, "clip": True}
    nodes = list(zip((1, 2), NODE_COLOURS, DASHES, strict=True))
    return alt.layer(
        layer("zero").mark_rule(opacity=0.35).encode(y=y, color=INK),
        layer("dosage").mark_rule(opacity=0.45, strokeDash=[2, 2]).encode(x=x, color=INK),
        layer("before")
        .mark_line(strokeWidth=1.5, strokeDash=[2, 3], clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        *(
            layer(f"node {node}")
            .mark_line(color=colour, strokeDash=dash, strokeWidth=2.5, clip=True)
            .encode(x=x, y=y, tooltip=tips)
            for node, colour, dash in nodes
        ),
        layer("curve")
        .mark_line(color=colour, strokeDash=dash, strokeWidth=4, clip=True)
        .encode(x=x, y=y, tooltip=tips),
        layer("observed").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips, color=INK),
        *(
            layer(f"at node {node}").mark_point(color=colour, **at).encode(x=x, y=y, tooltip=tips)
            for node, colour, _ in nodes
        ),
        layer("at curve").mark_point(color=colour, **at).encode(x=x, y=y, tooltip=tips),
        labels.said(layer("said"), x, y, 13, bold=True),
    ).properties(height=height)


def stages(network, data, parameters, dosage):
    """The curves from the hidden nodes to the squiggle, for a network with two of them and one output.

    Returns (the curves before their weights (V, 2), after them (V, 2), their sum before the last bias (V,), the
    squiggle (V,)), first over the whole range of the input, then at the dosage alone, and the ends of an axis that
    holds them all.
    """
    *weights, bias = network.layers(parameters)[-1][0]
    results = []
    for inputs in (extent.curve_inputs(data), np.array([dosage])):
        layers = forward(network, parameters, inputs).layers
        out = layers[-2].y
        results.append((out, out * weights, layers[-1].x[:, 0] - bias, layers[-1].y[:, 0]))
    held = [0.0, *data.observed.ravel(), *(end for part in results[0] for end in (part.min(), part.max()))]
    return *results, padded(min(held), max(held), 0.13)


def stage(data, title, dosage, curves, values, names, y, key):
    """One stage on the way to the squiggle: a curve (V,) for each hidden node, and its value at the dosage, named."""
    layers, named = {}, {}
    for node, (curve, value, name) in enumerate(zip(curves.T, values, names, strict=True), 1):
        layers[f"node {node}"] = {"x": extent.curve_inputs(data), "y": curve}
        layers[f"at node {node}"] = {"x": dosage, "y": value}
        named[f"at node {node}"] = value, name
    show_stage(data, title, dosage, layers, named, y, key)


def last_stage(data, dosage, before, squiggle, predicted, y, key):
    """The last stage: the curves' sum before the last bias (V,), dotted, and the squiggle (V,) among the dots."""
    layers = {
        "before": {"x": extent.curve_inputs(data), "y": before},
        "curve": {"x": extent.curve_inputs(data), "y": squiggle},
        "observed": {"x": data.inputs[:, 0], "y": data.observed[:, 0]},
        "at curve": {"x": dosage, "y": predicted},
    }
    show_stage(data, data.names[1], dosage, layers, {"at curve": (predicted, "Predicted")}, y, key)


def show_stage(data, title, dosage, layers, named, y, key, *look):
    """A stage with its values at the dosage named, {layer: (value, name)}: of two the higher above, the lower below.

    look  the curve's colour and dashes, where it is not the squiggle
    """
    around = {"dots": ("observed", *named), "paths": ("node 1", "node 2", "curve"), "size": 13, "bold": True}
    pairs = sorted(((*told, of) for of, told in named.items()), reverse=True)
    ways = (labels.UPWARDS, labels.DOWNWARDS) if len(pairs) == 2 else (None,)
    texts = [f"{name}: {number(value)}" for value, name, _ in pairs]
    said = [
        Labels("said", of, [text], **around, sides=way) for (*_, of), text, way in zip(pairs, texts, ways, strict=True)
    ]
    alt_text = f"{title} against {data.names[0]}. At {data.names[0]} {number(dosage)}, {', '.join(texts)}."
    layers |= {"zero": {"y": 0.0}, "dosage": {"x": dosage}}
    x = padded(*extent.input_range(data), 0.06)
    STILL.picture(stage_spec(data.names[0], title, TALL, *look), key, layers, alt_text, x, y, said)
