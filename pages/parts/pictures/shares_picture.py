"""The share p of each class for each row, a rule for each, and a ring round that of the class that the row is."""

import json

import altair as alt
import numpy as np

from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import CLASS_COLOURS, CLASS_DASHES, CLASS_SHAPES, CLASS_SIGNS, INK
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.scales import limits, x_axis

LINES = 4  # of each row: what it is, and a line for each class
ROOM = 1.3  # the end of the axis of shares, where a number still stands beside a share of 1


def of_classes(mark, name):
    """A layer for each class, `name 0` and so on, drawn by mark(layer, its style): its colour, dashes and shape."""
    styles = zip(CLASS_COLOURS, CLASS_DASHES, CLASS_SHAPES, strict=True)
    return [
        mark(layer(f"{name} {k}"), {"color": colour, "strokeDash": dashes, "shape": shape})
        for k, (colour, dashes, shape) in enumerate(styles)
    ]


def rule(of, style):
    return of.mark_rule(strokeWidth=4, color=style["color"], strokeDash=style["strokeDash"], clip=True)


def dot(of, style):
    return of.mark_point(filled=True, size=110, opacity=1, color=style["color"], shape=style["shape"])


@constant
def shares_spec(names, count, height):
    from_below = [name for _ in range(count) for name in [*names[::-1], ""]]
    places = [place for place, name in enumerate(from_below) if name]
    of_place = f"{json.dumps(from_below)}[datum.value]"
    x = x_axis("p", values=[0, 0.25, 0.5, 0.75, 1])
    y = alt.Y("y:Q", title=None, scale=limits("y"), axis=alt.Axis(
        values=places, labelExpr=of_place, tickMinStep=1, grid=False, ticks=False, domain=False
    ))  # fmt: skip
    tips = [alt.Tooltip("x:Q", title="p"), alt.Tooltip("label:N", title="Species")]
    return alt.layer(
        *(each.encode(x=x, y=y, x2="x2:Q") for each in of_classes(rule, "p")),
        *(each.encode(x=x, y=y, tooltip=tips) for each in of_classes(dot, "end")),
        layer("counts").mark_point(size=220, strokeWidth=2, opacity=1).encode(x=x, y=y, color=INK),
        labels.said(layer("said"), x, y),
        labels.said(layer("said first"), x, y, bold=True),
    ).properties(height=height)


def shares_picture(film, data, p, key, height):
    """The shares p (n, O), or (F, n, O) at every frame of a film, of rows with two inputs, grouped by row; that of what
    a row is has a ring."""
    names, count, p = data.classes, len(data), np.asarray(p)[None] if np.ndim(p) == 2 else p
    place = data.observed.argmax(axis=1)
    top = LINES * np.arange(count, 0, -1) - 1  # the height of each row's first line
    heights = top[:, None] - 1 - np.arange(len(names))
    layers, said, spelled = {}, [], []
    for k, name in enumerate(names):
        of_class, texts = p[..., k], film.texts(p[..., k])
        layers[f"p {k}"] = {"x": np.zeros(count), "x2": of_class, "y": heights[:, k]}
        layers[f"end {k}"] = {"x": of_class, "y": heights[:, k], "label": np.array([name] * count)}
        said.append(labels.Labels("said", f"end {k}", texts, sides=("right",)))
        spelled.append(texts)
    every_row = np.arange(count)
    layers["counts"] = {"x": p[:, every_row, place], "y": heights[every_row, place]}
    layers["heads"] = {"x": np.zeros(count), "y": top}
    heads = [
        f"A {names[its]} ({number(one)}, {number(other)})" for its, (one, other) in zip(place, data.inputs, strict=True)
    ]
    said.append(labels.Labels("said first", "heads", heads, sides=("right",), bold=True))
    told = "; ".join(
        f"{head}: {', '.join(f'{name} {text}' for name, text in zip(names, row, strict=True))}"
        for head, row in zip(heads, zip(*spelled, strict=True), strict=True)
    )
    first, second = data.names[:2]
    alt_text = (
        f"The share p of each species for each flower, with its {first} and {second}; that of what the flower is has a "
        f"ring. {told}."
    )
    ends = (-0.6, LINES * count - 0.4)
    film.picture(shares_spec(names, count, height), key, layers, alt_text, (0.0, ROOM), ends, said)


def signs(data):
    """What the marks stand for, and the ring, as a caption."""
    species = ", ".join(f"{sign} {name}" for sign, name in zip(CLASS_SIGNS, data.classes, strict=False))
    return (
        f"{species}. In a ring: the share of the species that the flower is. In brackets: its {data.names[0]} and "
        f"{data.names[1]}."
    )
