"""How a map of the SSR is drawn: the picture and its numbers, and over it what moves with the step."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.written.numerals import number
from pages.parts.charts import labels, one_table, scales
from pages.parts.charts.colours import GREEN, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.one_table import marks
from pages.parts.surface.maps import READ

HEIGHT = 376

# An arrow's head is turned on the screen, where a map's two axes have scales of their own: degrees, clockwise from up.
TURN = (
    "180 / PI * atan2((datum.x2 - datum.x) / (x_max - x_min) * width, (datum.y2 - datum.y) / (y_max - y_min) * height)"
)

DARK, PALE = "#101820", "#ffffff"
HALO = {"stroke": PALE, "strokeOpacity": 0.85, "strokeWidth": 3.5}

STACK = """<style>
.st-key-{key} {{ display: grid; grid-template-columns: minmax(0, 1fr); }}
.st-key-{key} > * {{ grid-area: 1 / 1; width: 100%; }}
.st-key-{key} > :last-child {{ pointer-events: none; }}
.st-key-{key} [data-testid="stElementToolbar"] {{ display: none; }}
</style>
"""


def stacked(key):
    """A container for a Map and, over it, a second chart of what moves on it."""
    stack = f"{key}_stack"
    st.html(STACK.format(key=stack))
    return st.container(key=stack)


def show_map(drawn, key, level=None):
    """A Map, the lower chart of two; level is the layer of its numbers where the upper one does not have them."""
    layers = {"picture": {"label": drawn.address}, "cell": {"x": drawn.read.ravel()}}
    if level and level["x"]:
        places = np.round(labels.Frame(drawn.x, drawn.y, HEIGHT).parts(level["x"], level["y"]), 4).tolist()
        told = zip(places, level["label"], strict=True)
        layers["level"] = {"label": [one_table.BETWEEN.join([str(x), str(y), text]) for (x, y), text in told]}
    one_table.show(map_spec(*drawn.names, HEIGHT), marks(**layers), f"{key}_map", map_text(drawn), drawn.x, drawn.y)


def too_large(drawn):
    """Says where a map has no colour."""
    if drawn.shown == 1:
        return
    part = "Everywhere in this range" if not drawn.shown else f"In {number(100 * (1 - drawn.shown), 2)}% of this map"
    st.warning(
        f"{part} the SSR is too large for a computer's numbers{' (hatched)' if drawn.shown else ''}. "
        "Choose a smaller range.",
        icon=":material/zoom_in_map:",
    )


def map_text(drawn):
    of = (
        f"A map of the SSR: {drawn.names[0]} across from {number(drawn.x[0])} to {number(drawn.x[1])}, "
        f"{drawn.names[1]} up from {number(drawn.y[0])} to {number(drawn.y[1])}."
    )
    heights = drawn.read[np.isfinite(drawn.read)]
    if not len(heights):
        return f"{of} Everywhere on it the SSR is too large for a computer's numbers: it is hatched."
    hatched = "" if drawn.shown == 1 else " Where it is hatched, the SSR is too large for a computer's numbers."
    lines = ", ".join(map(number, drawn.levels)) or "none"
    return (
        f"{of} It lies between {number(heights.min())} and {number(heights.max())}; darker is lower. "
        f"Contour lines: {lines}.{hatched}"
    )


def with_levels(drawn, layers, said, **around):
    """The layers and Labels of what lies on a Map, and after them the numbers of its lines, those that have room."""
    numbers, places = drawn.numbers
    if not numbers:
        return layers, said
    level = Labels("level", "contour", numbers, **around, clear=True, size=11, sides=("on",))
    return layers | {"contour": {"x": places[:, 0], "y": places[:, 1]}}, [*said, level]


@constant
def map_spec(x_title, y_title, height):
    """The picture, the numbers of its lines if they are its own, and a coarser grid over it, not to be seen, that tells
    the mouse what it reads there. Its axes leave the room for those of what lies on it, and are not to be seen."""
    unseen = dict.fromkeys(("labelOpacity", "titleOpacity", "domainOpacity", "tickOpacity"), 0)
    x, y = axes(x_title, y_title, ("left", "low"), **unseen)
    whole = {"width": alt.expr("width"), "height": alt.expr("height"), "aspect": False}
    tips = [
        alt.Tooltip("across:Q", title=x_title, format=".4~g"),
        alt.Tooltip("up:Q", title=y_title, format=".4~g"),
        alt.Tooltip("x:Q", title="SSR", format=".4~g"),
    ]
    part = {"across": f"(datum.count - 1) % {READ}", "up": f"floor((datum.count - 1) / {READ})"}
    sides = {}
    for (name, index), axis, (low, high) in zip(part.items(), "xy", (("left", "right"), ("low", "top")), strict=True):
        for field, more in ((low, 0), (name, 0.5), (high, 1)):
            sides[field] = f"{axis}_min + ({index} + {more}) / {READ} * ({axis}_max - {axis}_min)"
    cells = layer("cell").transform_window(count="row_number()").transform_calculate(**sides)
    middle = {"x": alt.value(alt.expr("width / 2")), "y": alt.value(alt.expr("height / 2"))}
    # Where a level is written is told in its text: columns for a few of them would be as long as the grid has cells.
    told = [f"split(datum.label, '{one_table.BETWEEN}')[{place}]" for place in range(3)]
    level = layer("level").transform_calculate(said=told[2])
    there = {
        "dx": alt.expr(f"(toNumber({told[0]}) - 0.5) * width"),
        "dy": alt.expr(f"(0.5 - toNumber({told[1]})) * height"),
    }
    return alt.layer(
        layer("picture").mark_image(**whole).encode(**middle, url="label:N"),
        *(each.encode(**middle, text="said:N") for each in numbers_of_levels(level, **there)),
        cells.mark_rect(opacity=0).encode(x=x, x2="right:Q", y=y, y2="top:Q", tooltip=tips),
    ).properties(height=height, usermeta={"embedOptions": {"renderer": "canvas"}})


@constant
def on_map_spec(x_title, y_title, height):
    """What lies on a map and moves with the step, and the axes of both.

    All of it is drawn twice, pale and broad and then dark, to stand out from any colour of the map.
    """
    x, y = axes(x_title, y_title)  # in every layer the same, and so said once
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    in_order = {"x": x, "y": y, "order": alt.Order("x2:Q")}
    text = {"x": x, "y": y, "text": "label:N"}
    point = {"filled": True, "opacity": 1, "clip": True}
    said = {**labels.moved(1.2 * 13), "fontSize": 13, "fontWeight": "bold", "color": DARK}
    path = {"color": "#A4467A", "clip": True}  # the optimised parameters' purple, darkened to be seen on pale ground
    return (
        alt.layer(
            *(each.encode(**text) for each in numbers_of_levels(layer("level"))),
            layer("ahead").mark_line(color=PALE, strokeWidth=4.5, opacity=0.75, clip=True).encode(**in_order),
            layer("ahead").mark_line(strokeWidth=2, strokeDash=[3, 4], **path).encode(**in_order),
            layer("walked").mark_line(color=PALE, strokeWidth=5.5, opacity=0.75, clip=True).encode(**in_order),
            layer("walked").mark_line(strokeWidth=3, **path).encode(**in_order),
            layer("arrow").mark_rule(color=PALE, strokeWidth=5.5, clip=True).encode(**to),
            layer("arrow").mark_rule(color=DARK, strokeWidth=2.5, clip=True).encode(**to),
            layer("arrow")
            .transform_calculate(turn=TURN)
            .transform_calculate(x="datum.x2", y="datum.y2")
            .mark_point(shape="triangle", size=190, color=DARK, stroke=PALE, **point)
            .encode(x=x, y=y, angle=alt.Angle("turn:Q", scale=None)),
            layer("start").mark_point(shape="square", size=110, color=PALE, stroke=DARK, **point).encode(x=x, y=y),
            layer("fit").mark_point(shape="cross", size=190, color=GREEN, stroke=PALE, **point).encode(x=x, y=y),
            layer("now").mark_point(size=170, color=PURPLE, stroke=DARK, strokeWidth=1.5, **point).encode(x=x, y=y),
            layer("said").mark_text(**said, **HALO).encode(**text),
            layer("said").mark_text(**said).encode(**text),
        )
        .properties(height=height)
        .configure(background="transparent")
        .configure_view(fill=None)
    )


def numbers_of_levels(level, **look):
    """The layers that write the numbers of contour lines, which stand out from any colour of the map."""
    return [level.mark_text(fontSize=11, color=DARK, **halo, **look) for halo in (HALO, {})]


def axes(title_x, title_y, fields=("x", "y"), **look):
    """The two axes of a map: the layers that lie on each other have the same ones, so that they fit."""
    options = {"grid": False, "tickCount": 6, **look}
    return (
        alt.X(f"{fields[0]}:Q", title=title_x, scale=scales.limits("x"), axis=alt.Axis(**options)),
        alt.Y(f"{fields[1]}:Q", title=title_y, scale=scales.limits("y"), axis=alt.Axis(minExtent=30, **options)),
    )
