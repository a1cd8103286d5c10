"""Every picture of the course: a chart is a constant, built once with Altair; only its data travel at each rerun.

Each `*_spec` function is such a constant. It draws one table named "marks": a column `is` says which layer a row is of,
the others where it stands (x, y, x2, y2), how much it is (value) and what it says (label). The function beside it fills
that table from the core's arrays and shows it. Colours mean the same everywhere, and each has a second cue: a dash, a
width, a shape.
"""

from functools import wraps

import altair as alt
import numpy as np
import pyarrow  # comes with Streamlit, which sends every table in its format: a DataFrame takes ten times as long
import streamlit as st
from altair.utils.schemapi import debug_mode

from pages.parts.charts.spelled import in_one_spelling
from pages.parts.kept import Kept

# Each stands out by 3 : 1 from a white ground and from the dark one, or a line in it could not be followed.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#C78500", "#009E73", "#D55E00", "#CC79A7"
SKY = "#2F97D0"
NODE_COLOURS = (BLUE, ORANGE)
DASHES = ([1, 0], [6, 4])
MARKS = alt.NamedData("marks")
POINTS_ON_A_CURVE = 121
DRAWN_ON_A_PATH = 200
AXES = "x", "y", "x2", "y2", "value"  # what the browser moves of a mark
FAR = 1_000  # pictures away, beyond which nothing is drawn
BETWEEN = "\ue002"  # the cells of a moving picture: a sign that no text has
UNSPOKEN = {part: {"aria": False} for part in ("mark", "axis", "legend")}
# A label without a colour of its own takes the first categorical colour, which .streamlit/config.toml makes the text's.
INK = alt.Color("ink:N", legend=None)
TALL, LOW = 285, 220
NONE_BELOW_ZERO = "datum.value < 0 ? '' : datum.label"  # the axis reaches there for the labels; no SSR does


CHECKED = False  # against Vega-Lite's schema: the tests do, so that no visitor waits twice as long for a page's charts
SPECS = Kept(16 * 2**20)  # a title may be a name that a visitor has given

# --- the machinery ---------------------------------------------------------------------------------------------------


def constant(build):
    """A chart that is built once per set of arguments, as the dictionary that Streamlit is handed."""

    @SPECS
    @wraps(build)
    def spec(*args, **options):
        with alt.theme.enable("none"), debug_mode(CHECKED):
            chart = build(*args, **options).to_dict(validate=CHECKED)
        return unspoken(said_once(flat(in_one_spelling(chart))))

    return spec


def flat(spec):
    """A layered chart whose layers hold no layers."""
    if "layer" not in spec:
        return spec
    return {**spec, "layer": [one for each in spec["layer"] for one in each.get("layer", [each])]}


def unspoken(spec):
    """A chart whose marks and axes are no words of their own for a screen reader: hundreds of "x: 0.5; y: 0.3" would
    bury the one text that says what the chart shows, its alt."""
    return {**spec, "config": {**spec.get("config", {}), **UNSPOKEN}}


def said_once(spec):
    """A layered chart with what all its layers repeat, an axis or a calculation, said once above them: half the text,
    and that is what a step sends again. A layer that has a fixed value in its place keeps that."""
    layers = spec.get("layer", [])
    if len(layers) < 2 or "encoding" in spec or "transform" in spec:
        return spec
    shared = {}
    for part in ("x", "y", "color"):
        told = [each.get("encoding", {}).get(part) for each in layers]
        own = [each for each in told if each is None or "value" not in each]
        if own and own[0] is not None and all(each == own[0] for each in own):
            shared[part] = own[0]
    calculations = [step for step in layers[0].get("transform", []) if "calculate" in step]
    same = [step for step in calculations if all(step in each.get("transform", []) for each in layers)]
    without = [
        {
            **each,
            "encoding": {part: of for part, of in each.get("encoding", {}).items() if of != shared.get(part)},
            "transform": [step for step in each.get("transform", []) if step not in same],
        }
        for each in layers
    ]
    return {**spec, "layer": without, "encoding": shared, "transform": same}


def layer(name):
    """The rows of "marks" that belong to one layer."""
    return alt.Chart(MARKS).transform_filter(f"datum.is == '{name}'").transform_calculate(ink="'ink'")


def x_axis(title, **options):
    return alt.X("x:Q", title=title, scale=limits("x"), axis=alt.Axis(tickCount=6, **options))


def y_axis(title, **options):
    return alt.Y("y:Q", title=title, scale=limits("y"), axis=alt.Axis(tickCount=6, **options))


def limits(axis, kind="linear"):
    """A scale whose ends are parameters of the chart, set by `show`: an axis stands still while its data move."""
    zero = {} if kind == "log" else {"zero": False}
    return alt.Scale(
        type=kind, **zero, domainMin=alt.expr(f"{axis}_min"), domainMax=alt.expr(f"{axis}_max"), nice=False, clamp=False
    )


def marks(**layers):
    """The table "marks": layers of columns x, y, x2, y2, value, from, until, label -> one table in Arrow's format.

    Each text is sent once, because the table travels at every step. Numbers keep all their digits: half of them would
    make 0 of a small loss and one place of 1,700,000,000 and 1,700,000,010, and are read as 0.10000000149 on a mark.
    """
    lengths = [max(map(np.size, columns.values())) for columns in layers.values()]
    count, end = sum(lengths), 0
    numbers, cells, code_of, codes = {}, {}, {"": 0}, np.zeros(count, dtype=int)
    for length, columns in zip(lengths, layers.values(), strict=True):
        end += length
        for column, values in columns.items():
            if column == "label":
                values = [code_of.setdefault(text, len(code_of)) for text in np.ravel(values).tolist()]
                codes[end - length : end] = values
                continue
            found, empty = (cells, -1) if column.endswith("_at") else (numbers, np.nan)
            if column not in found:
                found[column] = np.full(count, empty)
            found[column][end - length : end] = values
    return pyarrow.table(
        {"is": texts_once(np.repeat(np.arange(len(layers)), lengths), tuple(layers))}
        # from_pandas: what is not a number is nothing to draw
        | {column: pyarrow.array(values, from_pandas=True) for column, values in numbers.items()}
        | {column: pyarrow.array(at.astype(np.int16), mask=at < 0) for column, at in cells.items()}
        | {"label": texts_once(codes, tuple(code_of))}
    )


def texts_once(codes, texts):
    """A column of texts that are repeated: each text once, and its number in every row."""
    small = codes.astype(np.int8 if len(texts) < 128 else np.int32)
    return pyarrow.DictionaryArray.from_arrays(small, pyarrow.array(texts, pyarrow.string()))


def show(spec, table, key, alt_text, x=None, y=None, value=None, **options):
    """Draw a constant chart with its data; x and y are the ends of its axes, value those of its colours, options go to
    Streamlit."""
    params = []
    for axis, ends in (("x", x), ("y", y), ("value", value)):
        if ends is not None:
            params += [
                {"name": f"{axis}_min", "value": float(ends[0])},
                {"name": f"{axis}_max", "value": float(ends[1])},
            ]
    with st.container(key=f"{key}_picture"):  # by which the browser finds it: a chart's own key is not in the page
        st.vega_lite_chart(
            None,
            {**spec, "params": [*spec.get("params", []), *params], "datasets": {"marks": table}},
            key=key,
            alt=alt_text,
            **{"height": spec.get("height", "content")} | options,  # known beforehand: the place is kept while it loads
        )


def follows(spec, place, stamp, columns):
    """A constant chart whose marks follow the walk: where its table has the number of a cell instead of a number, the
    browser finds it in the text that the page's player writes into an input.

    place    which of the inputs
    stamp    with which the text for this chart begins
    columns  those in which the table has numbers of cells
    """
    params = [
        {"name": "walk", "value": "", "bind": {"element": f"[data-walk-input='{place}']", "event": "input"}},
        {"name": "cells", "expr": f"indexof(walk, '{stamp}{BETWEEN}') == 0 ? split(walk, '{BETWEEN}') : []"},
    ]
    calculations = [
        {
            "calculate": f"isValid(datum.{column}_at) ? {cell} : datum.{column}",
            "as": column,
        }
        for column, cell in (
            *((axis, f"toNumber(cells[datum.{axis}_at + 1] || NaN)") for axis in AXES),
            ("label", "cells[datum.label_at + 1] || ''"),
        )
        if column in columns
    ]
    return {**spec, "params": params + spec.get("params", []), "transform": calculations + spec.get("transform", [])}


def within_reach(values, ends):
    """Places along an axis with these ends, None for no axis, as a browser can draw them: no line to 1e150."""
    if ends is None:
        return values
    far = FAR * (ends[1] - ends[0])
    return np.clip(values, ends[0] - far, ends[1] + far)


def unmoved(values):
    """Values (F, k) that never move as (k,), others as they are."""
    return values[0] if (values == values[:1]).all() else values


def column(values):
    """(F,) -> (F, 1), as a picture wants what moves."""
    return np.asarray(values, dtype=float)[:, None]


def padded(low, high, by=0.08, least=1e-9):
    """The ends of an axis that shows low … high with a margin."""
    low, high = float(low), float(high)
    margin = max((high - low) * by, least)
    return low - margin, high + margin
