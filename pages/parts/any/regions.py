"""The plane of two inputs, each place in the colour of the class that wins there, and the observations on it."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.confusion import winners
from backprop.passes import forward
from backprop.softmax import SOFTMAX
from backprop.written.numerals import counted, number
from pages.parts.any.heat_map import HEIGHT, plane_ends
from pages.parts.any.outputs import classes_in_words, names_of, signed
from pages.parts.charts import one_table, scales
from pages.parts.charts.colours import OUTPUT_COLOURS, OUTPUT_SHAPES
from pages.parts.charts.layered import constant, layer
from pages.parts.pictures.squiggle_picture import SPELLED_OUT

CELLS = 48  # across and up
NAME = 9, 3  # cells: half of how wide a class's name is, and of how tall
PALEST, FULLEST = 0.16, 0.62  # of a class's colour, where it only just wins and where its share is 1
DARK, PALE = "#101820", "#ffffff"


def regions(network, data, some, parameters, key):
    """Which class has the largest output over the plane of two inputs, and the observations on it, wrong ones ringed.

    some  the observations drawn
    """
    ends = [plane_ends(column) for column in data.inputs.T]
    edges = [np.linspace(*end, CELLS + 1) for end in ends]
    across, up = np.meshgrid(*((edge[1:] + edge[:-1]) / 2 for edge in edges))
    predicted = forward(network, parameters, np.column_stack([across.ravel(), up.ravel()])).predicted
    classes, shares = data.observed.shape[1], network.output is SOFTMAX
    wins, least = winners(predicted), 1 / classes
    sure = (predicted.max(axis=1) - least) / (1 - least) if shares else np.full(len(wins), 0.5)
    low, high = (np.meshgrid(*(edge[part] for edge in edges)) for part in (slice(-1), slice(1, None)))
    far = [end + 0.1 * (end - start) for start, end in zip(low, high, strict=True)]  # so that no seams are seen
    sides = {"x": low[0].ravel(), "y": low[1].ravel(), "x2": far[0].ravel(), "y2": far[1].ravel()}
    names, signs = names_of(data), signed(data)
    taken_up = beside_dots(some.inputs, ends)
    layers, named = {}, {"x": [], "y": [], "label": []}
    for place in range(classes):
        here = wins == place
        if here.any():
            layers[f"region {place}"] = {of: side[here] for of, side in sides.items()} | {"value": sure[here]}
            free = here.reshape(CELLS, CELLS) & ~taken_up
            row, column = middle_of(free if free.any() else here.reshape(CELLS, CELLS))
            wide, tall = NAME
            taken_up[max(0, row - 2 * tall + 1) : row + 2 * tall, max(0, column - 2 * wide + 1) : column + 2 * wide] = (
                True
            )
            for of, value in (("x", across[row, column]), ("y", up[row, column]), ("label", signs[place])):
                named[of].append(value)
    layers["name"] = named
    at = forward(network, parameters, some.inputs).predicted
    seen, taken = winners(some.observed), winners(at)
    dots = {"x": some.inputs[:, 0], "y": some.inputs[:, 1]}
    layers["dot"] = dots | {"label": [signs[place] for place in seen]}
    if (wrong := seen != taken).any():
        layers["wrong"] = {of: where[wrong] for of, where in dots.items()}
    layers["told"] = dots | {
        "label": [
            f"observed {names[one]}, predicted {names[other]} ({number(out[other], 3)})"
            for one, other, out in zip(seen, taken, at, strict=True)
        ]
    }
    inputs = data.names
    parts = ", ".join(f"{names[place]} {100 * np.mean(wins == place):.0f}%" for place in np.unique(wins))
    said = (
        f"Which class wins over {inputs[0]} across and {inputs[1]} up, of the plane: {parts}. Of the "
        f"{counted(len(some), 'observation')} drawn {wrong.sum():,} {'is' if wrong.sum() == 1 else 'are'} wrong. "
        f"{classes_in_words(some, at, names, SPELLED_OUT)}."
    )
    spec = regions_spec(*inputs[:2], tuple(signs))
    one_table.show(spec, one_table.marks(**layers), key, said, *ends)
    ground = (
        f"the paler, the smaller its share, of which 1/{classes} is the least that can win"
        if shares
        else "which says nothing of how sure it is"
    )
    st.caption(f"The ground has the colour of the largest output; {ground}. A ring: another class was observed.")


def beside_dots(inputs, ends):
    """(CELLS, CELLS) True where a class's name would lie on a dot or leave the picture."""
    at = np.arange(CELLS)
    across, up = (
        (column - low) / (high - low) * CELLS - 0.5 for column, (low, high) in zip(inputs.T, ends, strict=True)
    )
    wide, tall = NAME
    near_across, near_up = np.abs(at - across[:, None]) < wide, np.abs(at - up[:, None]) < tall
    edge = (at < wide) | (at >= CELLS - wide)
    return (near_up.T.astype(float) @ near_across > 0) | edge


def middle_of(here):
    """(row, column) deep inside the largest piece of a region (R, C): what is left last as its rim is taken off."""
    left = here
    while True:
        around = np.pad(left, 1)
        inner = left & around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
        if not inner.any():
            rows, columns = np.nonzero(left)
            middle = np.abs(rows - rows.mean()) + np.abs(columns - columns.mean())
            return rows[middle.argmin()], columns[middle.argmin()]
        left = inner


def paled(colour, part):
    """A colour of which only a part is left, the rest white."""
    mixed = [round(part * int(colour[at : at + 2], 16) + (1 - part) * 255) for at in (1, 3, 5)]
    return "#" + "".join(f"{each:02x}" for each in mixed)


@constant
def regions_spec(x_title, y_title, signs):
    x, y = scales.x_axis(x_title, grid=False), scales.y_axis(y_title, grid=False)
    to, here = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}, {"x": x, "y": y}
    tips = [
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title=y_title),
        alt.Tooltip("label:N", title="Observation"),
    ]
    grounds = [
        layer(f"region {place}")
        .mark_rect(clip=True)
        .encode(
            **to,
            color=alt.Color(
                "value:Q",
                legend=None,
                scale=alt.Scale(domain=[0, 1], range=[paled(colour, PALEST), paled(colour, FULLEST)]),
            ),
        )
        for place, colour in enumerate(OUTPUT_COLOURS[: len(signs)])
    ]
    looks = list(zip(OUTPUT_COLOURS, OUTPUT_SHAPES, strict=True))[: len(signs)]
    colours, shapes = (list(each) for each in zip(*looks, strict=True))
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=2,
        labelLimit=150,
        labelExpr="slice(datum.label, 2)",  # without its sign, which the symbol is
        symbolSize=90,
        symbolStrokeWidth=0.8,
    )
    dots = layer("dot").mark_point(filled=True, opacity=1, size=64, stroke=DARK, strokeWidth=0.8)
    name = {"fontSize": 13, "fontWeight": "bold", "color": DARK}
    return (
        alt.layer(
            *grounds,
            dots.encode(
                **here,
                fill=alt.Fill("label:N", scale=alt.Scale(domain=signs, range=colours), legend=legend),
                shape=alt.Shape("label:N", scale=alt.Scale(domain=signs, range=shapes), legend=legend),
            ),
            layer("wrong").mark_point(color=PALE, opacity=1, size=210, strokeWidth=4).encode(**here),
            layer("wrong").mark_point(color=DARK, opacity=1, size=210, strokeWidth=2).encode(**here),
            layer("told").mark_point(filled=True, opacity=0, size=150).encode(**here, tooltip=tips),
            layer("name")
            .mark_text(**name, stroke=PALE, strokeOpacity=0.85, strokeWidth=3.5)
            .encode(**here, text="label:N"),
            layer("name").mark_text(**name).encode(**here, text="label:N"),
        )
        .resolve_scale(color="independent")
        .properties(height=HEIGHT)
    )
