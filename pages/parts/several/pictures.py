"""The plane of two inputs as a map: what a node or an output is there, where the nodes bend, and flowers on it."""

from dataclasses import dataclass

import altair as alt
import numpy as np

from backprop.passes import forward
from backprop.softmax import argmax
from backprop.written.numerals import number
from pages.parts.charts import labels, scales
from pages.parts.charts.colours import CLASS_COLOURS, CLASS_SHAPES, DASHES, NODE_COLOURS
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import constant, layer
from pages.parts.kept import shared
from pages.parts.pictures.painted import address, places_for_labels
from pages.parts.player.still import STILL
from pages.parts.several.nodes import bend

ENDS = (-0.06, 1.06)  # of both axes: a flower at 0 or 1 is seen whole
CELLS, FINE = 224, 400  # of a map, each way, and of one whose bands are regions
DARK, PALE = "#101820", "#ffffff"
MOST_LINES = 7


@dataclass(frozen=True, eq=False)
class Ground:
    """A painted plane.

    address  the picture as a data: address
    levels   (L,) what each contour line stands for
    places   (L, 2) where that can be written on its line; NaN where there is no room
    low      the lowest number of the plane from 0 to 1, and high, the highest
    """

    address: str
    levels: np.ndarray
    places: np.ndarray
    low: float
    high: float


def grid(ends, count):
    """(count², 2) places of the plane, row by row from below."""
    at = ends[0] + (np.arange(count) + 0.5) / count * (ends[1] - ends[0])
    across, up = np.meshgrid(at, at)
    return np.column_stack([across.ravel(), up.ravel()])


@shared
def ground(network, parameters, layer, node):
    """The Ground of what comes out of one node of a layer, 0 for the hidden one: darker is lower."""
    surface = forward(network, parameters, grid(ENDS, CELLS)).layers[layer].y[:, node].reshape(CELLS, CELLS)
    corners = forward(network, parameters, grid((0.0, 1.0), CELLS)).layers[layer].y[:, node]
    levels = round_levels(float(surface.min()), float(surface.max()))
    places = ENDS[0] + places_for_labels(surface, levels) * (ENDS[1] - ENDS[0])
    return Ground(address(surface, levels), levels, places, float(corners.min()), float(corners.max()))


def round_levels(low, high):
    """Round numbers between two at equal steps, at most MOST_LINES, for contour lines; none where all is level."""
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        return np.empty(0)
    power = 10.0 ** np.floor(np.log10((high - low) / MOST_LINES))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if (high - low) / (m * power) <= MOST_LINES)
    return step * np.arange(np.floor(low / step) + 1, np.ceil(high / step))


@shared
def regions(network, parameters):
    """The address of a picture of the plane in which each place has the colour, paled, of its largest output."""
    largest = argmax(forward(network, parameters, grid(ENDS, FINE)).predicted) @ np.arange(network.nodes[-1])
    colours = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in CLASS_COLOURS])
    levels = np.arange(len(colours) - 1) + 0.5
    return address(largest.reshape(FINE, FINE), levels, 0.35 * colours + 0.65 * 255)


@constant
def plane_spec(x_title, y_title, height):
    x, y = scales.x_axis(x_title, grid=False), scales.y_axis(y_title, grid=False)
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    whole = {"width": alt.expr("width"), "height": alt.expr("height"), "aspect": False}
    middle = {"x": alt.value(alt.expr("width / 2")), "y": alt.value(alt.expr("height / 2"))}
    tips = [
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title=y_title),
        alt.Tooltip("label:N", title="Flower"),
    ]
    dot = {"filled": True, "opacity": 0.9, "size": 62, "stroke": DARK, "strokeWidth": 0.6}
    written = {"fontSize": 11, "color": DARK}
    halo = {"stroke": PALE, "strokeOpacity": 0.85, "strokeWidth": 3.5}
    name = {"fontSize": 14, "fontWeight": "bold", "color": DARK}
    here = {"x": x, "y": y}
    return alt.layer(
        layer("picture").mark_image(**whole).encode(**middle, url="label:N"),
        layer("cut").mark_rule(color=PALE, strokeWidth=4, opacity=0.75).encode(**to),
        layer("cut").mark_rule(color=DARK, strokeWidth=1.5, strokeDash=[2, 3]).encode(**to),
        *(
            each
            for node, (colour, dash) in enumerate(zip(NODE_COLOURS, DASHES, strict=True), 1)
            for each in (
                layer(f"bend {node}").mark_rule(color=PALE, strokeWidth=6, opacity=0.8).encode(**to),
                layer(f"bend {node}").mark_rule(color=colour, strokeDash=dash, strokeWidth=3).encode(**to),
            )
        ),
        *(layer("level").mark_text(**written, **more).encode(**here, text="label:N") for more in (halo, {})),
        *(
            layer(f"class {place}").mark_point(shape=shape, color=colour, **dot).encode(**here, tooltip=tips)
            for place, (shape, colour) in enumerate(zip(CLASS_SHAPES, CLASS_COLOURS, strict=True))
        ),
        layer("wrong").mark_point(color=PALE, opacity=1, size=230, strokeWidth=4).encode(**here),
        layer("wrong").mark_point(color=DARK, opacity=1, size=230, strokeWidth=2).encode(**here),
        layer("flower")
        .mark_point(filled=True, color=DARK, stroke=PALE, strokeWidth=2, opacity=1, size=130)
        .encode(**here),
        *(layer("region").mark_text(**name, **more).encode(**here, text="label:N") for more in (halo, {})),
        labels.said(layer("said"), x, y, 12, bold=True),
    ).properties(height=height)


def plane(data, painted, key, alt_text, height, said=(), **layers):
    """A map of the plane of both inputs.

    painted  the address of its picture; None for none
    said     Labels
    layers   what lies on it
    """
    ground = {} if painted is None else {"picture": {"x": 0.5, "y": 0.5, "label": [painted]}}
    names = data.names[:2]
    STILL.picture(plane_spec(*names, height), key, ground | layers, alt_text, ENDS, ENDS, said)


def bends(network, parameters):
    """The layers of the lines along which the hidden nodes bend, those that cross the plane."""
    found = {}
    for node, (*weights, bias) in enumerate(network.layers(parameters)[0], 1):
        line = bend(weights, bias, ENDS)
        if line is not None:
            (x, y), (x2, y2) = line
            found[f"bend {node}"] = {"x": x, "y": y, "x2": x2, "y2": y2}
    return found


def who_bends(network, parameters):
    """Which of the two hidden nodes bends on the plane, in words."""
    blue, orange = (f"bend {node}" in bends(network, parameters) for node in (1, 2))
    if blue and orange:
        return "each node has one bend"
    return f"the {'blue' if blue else 'orange'} node alone has a bend" if blue or orange else "neither node bends"


def lines_of_bends(network, parameters):
    """What the lines of the bends stand for that a map shows, as a sentence of its caption."""
    drawn = bends(network, parameters)
    lines = [look for node, look in enumerate(("solid blue", "dashed orange"), 1) if f"bend {node}" in drawn]
    if not lines:
        return "No node bends on this plane."
    return f"{', '.join(lines).capitalize()}: where {'the nodes bend' if len(lines) > 1 else 'that node bends'}."


def height_map(network, data, parameters, layer_of, node, name, inputs, cut, key, height):
    """A map of what comes out of one node over the plane, with its contour lines, the bends, the cut and the flower.

    layer_of  0 for the hidden layer, 1 for the outputs
    name      what it is called
    cut       the place of the input along which the plane is cut, 0 or 1
    """
    drawn = ground(network, parameters, layer_of, node)
    lines = bends(network, parameters)
    shown = lines if layer_of else {of: line for of, line in lines.items() if of == f"bend {node + 1}"}
    here = np.isfinite(drawn.places[:, 0])
    layers = {"cut": cut_line(inputs, cut), "flower": {"x": inputs[0], "y": inputs[1]}}
    if here.any():
        x, y = drawn.places[here].T
        layers["contour"] = {"x": x, "y": y}
    value = forward(network, parameters, inputs[None]).layers[layer_of].y[0, node]
    text = f"{name} {number(value)}"
    said = [Labels("said", "flower", [text], ("flower",), paths=tuple(shown), rules=tuple(shown), bold=True, size=12)]
    if here.any():  # on its line, where neither the dot nor what is said of it stands
        heights = [number(level) for level in drawn.levels[here]]
        said.append(Labels("level", "contour", heights, ("flower",), sides=("on",), size=11))
    levels = ", ".join(map(number, drawn.levels)) or "none"
    across, up = data.names[:2]
    alt_text = (
        f"A map of {name}: {across} across and {up} up, both from 0 to 1. It lies between {number(drawn.low)} and "
        f"{number(drawn.high)}; darker is lower. Contour lines: {levels}. At {across} {number(inputs[0])}, {up} "
        f"{number(inputs[1])}, {text}."
    )
    plane(data, drawn.address, key, alt_text, height, said, **layers, **shown)


def cut_line(inputs, cut):
    """Where the plane is cut: through a flower, along one input."""
    ends = np.array([[*inputs], [*inputs]], dtype=float)
    ends[:, cut] = ENDS
    (x, y), (x2, y2) = ends
    return {"x": x, "y": y, "x2": x2, "y2": y2}
