"""Every picture of the course: a chart is a constant, built once with Altair; only its data travel at each rerun.

Each `*_spec` function is such a constant. It draws one table named "marks": a column `is` says which layer a row is of,
the others where it stands (x, y, x2, y2), how much it is (value) and what it says (label). The function beside it fills
that table from the core's arrays and shows it. Colours mean the same everywhere, and each has a second cue: a dash, a
width, a shape.
"""

from functools import lru_cache, wraps

import altair as alt
import numpy as np
import pyarrow  # comes with Streamlit, which sends every table in its format: a DataFrame takes ten times as long
import streamlit as st
from altair.utils.schemapi import debug_mode

from backprop.landscape import ssr_after_step
from backprop.numerals import number
from backprop.passes import forward
from pages.parts import labels
from pages.parts.beyond import arrow, arrows
from pages.parts.kept import Kept
from pages.parts.spelled import in_one_spelling

# Each stands out by 3 : 1 from a white ground and from the dark one, or a line in it could not be followed.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#C78500", "#009E73", "#D55E00", "#CC79A7"
SKY = "#2F97D0"
NODE_COLOURS = (BLUE, ORANGE)
DASHES = ([1, 0], [6, 4])
MARKS = alt.NamedData("marks")
POINTS_ON_A_CURVE = 121
DRAWN_ON_A_PATH = 200
AXES = "x", "y", "x2", "y2", "value"  # what the browser moves of a mark
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
    and that is what a step sends again."""
    layers = spec.get("layer", [])
    if len(layers) < 2 or "encoding" in spec or "transform" in spec:
        return spec
    shared = {}
    for part in ("x", "y", "color"):
        first = layers[0].get("encoding", {}).get(part)
        if first is not None and all(each.get("encoding", {}).get(part) == first for each in layers):
            shared[part] = first
    calculations = [step for step in layers[0].get("transform", []) if "calculate" in step]
    same = [step for step in calculations if all(step in each.get("transform", []) for each in layers)]
    without = [
        {
            **each,
            "encoding": {part: of for part, of in each.get("encoding", {}).items() if part not in shared},
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
    ends = np.cumsum(lengths)
    parts = zip(ends, lengths, layers.values(), strict=True)
    places = [(slice(end - length, end), columns) for end, length, columns in parts]
    table = {"is": texts_once(np.repeat(np.arange(len(layers)), lengths), tuple(layers))}
    for axis in (*AXES, "from", "until"):
        if any(axis in columns for columns in layers.values()):
            values = np.full(ends[-1], np.nan)
            for place, columns in places:
                values[place] = columns.get(axis, np.nan)
            # from_pandas: what is not a number is nothing to draw
            table[axis] = pyarrow.array(values, from_pandas=True)
    for column in sorted({column for columns in layers.values() for column in columns if column.endswith("_at")}):
        cells = np.full(ends[-1], -1)
        for place, columns in places:
            cells[place] = columns.get(column, -1)
        table[column] = pyarrow.array(cells.astype(np.int16), mask=cells < 0)
    code_of, codes = {"": 0}, np.zeros(ends[-1], dtype=int)
    for place, columns in places:
        if "label" in columns:
            codes[place] = [code_of.setdefault(text, len(code_of)) for text in np.ravel(columns["label"]).tolist()]
    table["label"] = texts_once(codes, tuple(code_of))
    return pyarrow.table(table)


def texts_once(codes, texts):
    """A column of texts that are repeated: each text once, and its number in every row."""
    small = codes.astype(np.int8 if len(texts) < 128 else np.int32)
    return pyarrow.DictionaryArray.from_arrays(small, texts_of(texts))


@lru_cache(maxsize=256)
def texts_of(texts):
    return pyarrow.array(texts, pyarrow.string())


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


def follows(spec, place, key, columns):
    """A constant chart whose marks follow the walk: where its table has the number of a cell instead of a number, the
    browser finds it in the text that the page's player writes into an input.

    place    which of the inputs; key is the chart's, with which the text for it begins
    columns  those in which the table has numbers of cells
    """
    params = [
        {"name": "walk", "value": "", "bind": {"element": f"[data-walk-input='{place}']", "event": "input"}},
        {"name": "cells", "expr": f"indexof(walk, '{key}{BETWEEN}') == 0 ? split(walk, '{BETWEEN}') : []"},
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


def padded(low, high, by=0.08, least=1e-9):
    """The ends of an axis that shows low … high with a margin."""
    low, high = float(low), float(high)
    margin = max((high - low) * by, least)
    return low - margin, high + margin


def input_range(data):
    """(2,) where the curves of a network with one input are drawn: as far as the observations reach."""
    low, high = float(data.inputs[:, 0].min()), float(data.inputs[:, 0].max())
    return (low, high) if high > low else (low - 1, high + 1)


def curve_inputs(data):
    return np.linspace(*input_range(data), POINTS_ON_A_CURVE)


# --- which part of a run a picture shows -----------------------------------------------------------------------------


def rows_in_view(trace):
    """(rows,) True where the SSR is of the size it began with: a run that blows up must not flatten the rest of it."""
    observed = trace.experiment.data.observed
    return trace.ssr <= max(4.0 * trace.ssr[0], float((observed**2).sum()))


def squiggle_domain(trace):
    """The ends of the squiggle's upright axis for a whole run, so that it stands still while the step moves."""
    rows = np.flatnonzero(rows_in_view(trace))
    some = rows[np.unique(np.geomspace(1, len(rows), 12).astype(int) - 1)]
    experiment = trace.experiment
    curves = forward(experiment.network, trace.parameters[some], curve_inputs(experiment.data)).predicted
    observed = experiment.data.observed
    return padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()))


def ssr_domains(trace, name):
    """The ends of both axes of the SSR curve along one parameter, for a whole run."""
    seen = rows_in_view(trace)
    values = trace.of(name)[seen]
    middle, half = (values.max() + values.min()) / 2, (values.max() - values.min()) / 2
    half = max(half, 0.5)
    return (middle - 1.35 * half, middle + 1.35 * half), padded(0.0, max(trace.ssr[seen].max(), 1e-6), 0.09)


# --- the squiggle ----------------------------------------------------------------------------------------------------


CROWD = 30  # observations from which on their dots are small, and the squiggle alone says where Predicted is


@constant
def squiggle_spec(x_title, y_title, height, crowded):
    x, y = x_axis(x_title), y_axis(y_title)
    dot, ring = (22, 0) if crowded else (90, 60)
    curve = layer("curve").mark_line(color=GREEN, strokeWidth=4, clip=True)
    residual = layer("observation").mark_rule(color=VERMILLION, strokeWidth=2, clip=True)
    tips = [
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title="Observed"),
        alt.Tooltip("y2:Q", title="Predicted"),
    ]
    return alt.layer(
        curve.encode(x=x, y=y, tooltip=[alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title="Predicted")]),
        residual.encode(x=x, y=y, y2="y2:Q", tooltip=[*tips, alt.Tooltip("label:N", title="Residual")]),
        layer("observation").mark_point(filled=True, opacity=1, size=dot).encode(x=x, y=y, tooltip=tips),
        layer("predicted").mark_point(color=GREEN, opacity=1, size=ring, strokeWidth=2).encode(x=x, y=y),
        arrow(layer("arrow"), x, y, GREEN),
        labels.said(layer("said"), x, y, 12),
    ).properties(height=height)


FAR = 1_000  # pictures away: no browser draws a line to 1e150
SPELLED_OUT = 12  # observations, in the words for those who do not see a picture


def squiggle(network, data, parameters, y, key, height=TALL, labelled=True, left_out=0):
    """The squiggle over the observations, and each residual as a line from the dot to it, with its number if wanted:
    the largest first, if there is not room for all.

    left_out  how many observations there are besides, which are not drawn
    """
    at = curve_inputs(data)
    curve = forward(network, parameters, at).predicted[:, 0]
    predicted = forward(network, parameters, data.inputs).predicted[:, 0]
    observed, inputs = data.observed[:, 0], data.inputs[:, 0]
    x = padded(*input_range(data), 0.13)
    frame = labels.Frame(x, y, height)
    until, inside = np.clip(predicted, *y), frame.holds(inputs, predicted)
    residuals = [number(r) for r in observed - predicted]
    layers = {
        "curve": {"x": at, "y": np.clip(curve, y[0] - FAR * (y[1] - y[0]), y[1] + FAR * (y[1] - y[0]))},
        "observation": {"x": inputs, "y": observed, "y2": until, "label": residuals},
    }
    if inside.any():
        layers["predicted"] = {"x": inputs[inside], "y": predicted[inside]}
    told = ""
    if not inside.all():
        layers["arrow"] = arrows(frame, inputs[~inside], predicted[~inside])
        told = " Arrows at the edge stand for the Predicted values that lie outside the picture."
    if labelled:
        rules = [observed + part * (until - observed) for part in np.linspace(0, 1, 9)]
        marked = [frame.parts(inputs, observed), frame.parts(inputs, until)]
        if "arrow" in layers:
            marked.append(frame.parts(layers["arrow"]["x"], layers["arrow"]["y"]))
        order = np.argsort(-np.abs(observed - predicted), kind="stable")
        columns, _ = labels.placed(
            frame,
            [labels.Label(residuals[i], inputs[i], (observed[i] + until[i]) / 2) for i in order],
            labels.dots(np.concatenate(marked)),
            [frame.parts(at, curve), *(frame.parts(inputs, heights) for heights in rules)],
            12,
        )
        if columns["x"]:
            layers["said"] = columns
    show(
        squiggle_spec(data.names[0], data.names[-1], height, len(data) > CROWD),
        marks(**layers),
        key,
        f"The {line_or_squiggle(curve)} and the residuals. "
        f"{observations_in_words(data, map(number, predicted), left_out)}.{told}",
        x,
        y,
    )
    if told:
        st.caption("Some Predicted values lie outside this picture, where the arrows point; the table has them.")


def line_or_squiggle(*curves):
    """What curves (V,) at even distances are called: lines only where none of them bends."""
    straight = all(
        np.abs(curve - np.linspace(curve[0], curve[-1], len(curve))).max() <= 1e-6 * max(np.abs(curve).max(), 1e-300)
        for curve in curves
    )
    return ("line" if straight else "squiggle") + "s" * (len(curves) > 1)


def observations_in_words(data, predicted, left_out=0):
    """The first observations, each with its Predicted, a text, and how many there are besides."""
    inputs = data.names[: data.inputs.shape[1]]
    said = [
        f"{', '.join(f'{name} {number(value)}' for name, value in zip(inputs, row, strict=True))}: "
        f"Observed {number(o)}, Predicted {p}"
        for row, o, p in zip(data.inputs[:SPELLED_OUT], data.observed[:, 0], predicted, strict=False)
    ]
    if len(data) > SPELLED_OUT:
        said.append(f"{len(data) - SPELLED_OUT:,} more drawn, not spelled out here")
    if left_out:
        said.append(f"{left_out:,} more not drawn")
    return "; ".join(said)


def squiggle_reach(network, data, parameters, name, x):
    """The ends of the squiggle's upright axis for every value of one parameter from x[0] to x[1]: it stands still."""
    rows = np.tile(parameters, (9, 1))
    rows[:, network.place(name)] = np.linspace(*x, len(rows))
    curves, observed = forward(network, rows, curve_inputs(data)).predicted, data.observed
    return padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()))


# --- the curves on their way to the squiggle -------------------------------------------------------------------------


@constant
def stage_spec(x_title, y_title, height):
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
        layer("curve").mark_line(color=GREEN, strokeWidth=4, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("observed").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips, color=INK),
        *(
            layer(f"at node {node}").mark_point(color=colour, **at).encode(x=x, y=y, tooltip=tips)
            for node, colour, _ in nodes
        ),
        layer("at curve").mark_point(color=GREEN, **at).encode(x=x, y=y, tooltip=tips),
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
    for inputs in (curve_inputs(data), np.array([dosage])):
        layers = forward(network, parameters, inputs).layers
        out = layers[-2].y
        results.append((out, out * weights, layers[-1].x[:, 0] - bias, layers[-1].y[:, 0]))
    held = [0.0, *data.observed.ravel(), *(end for part in results[0] for end in (part.min(), part.max()))]
    return *results, padded(min(held), max(held), 0.13)


def stage(data, title, dosage, curves, values, names, y, key, height=TALL):
    """One stage on the way to the squiggle: a curve (V,) for each hidden node, and its value at the dosage, named."""
    layers = {}
    for node, (curve, value) in enumerate(zip(curves.T, values, strict=True), 1):
        layers[f"node {node}"] = {"x": curve_inputs(data), "y": curve}
        layers[f"at node {node}"] = {"x": dosage, "y": value}
    show_stage(data, title, dosage, layers, curves, values, names, y, key, height)


def last_stage(data, dosage, before, squiggle, predicted, y, key, height=TALL):
    """The last stage: the curves' sum before the last bias (V,), dotted, and the squiggle (V,) among the dots."""
    layers = {
        "before": {"x": curve_inputs(data), "y": before},
        "curve": {"x": curve_inputs(data), "y": squiggle},
        "observed": {"x": data.inputs[:, 0], "y": data.observed[:, 0]},
        "at curve": {"x": dosage, "y": predicted},
    }
    show_stage(data, data.names[1], dosage, layers, squiggle, [predicted], ["Predicted"], y, key, height)


def show_stage(data, title, dosage, layers, curves, values, names, y, key, height):
    x = padded(*input_range(data), 0.06)
    layers |= {"zero": {"y": 0.0}, "dosage": {"x": dosage}}
    pairs = sorted(zip(values, names, strict=True), reverse=True)
    frame = labels.Frame(x, y, height)
    dots = layers.get("observed", {"x": np.empty(0), "y": np.empty(0)})
    marked = [frame.parts(dots["x"], dots["y"]), frame.parts(dosage, np.asarray(values, dtype=float))]
    # Of two the higher is rather written above and the lower below.
    ways = (labels.UPWARDS, labels.DOWNWARDS) if len(pairs) == 2 else (None,)
    wanted = [
        labels.Label(f"{name}: {number(value)}", dosage, value, way)
        for (value, name), way in zip(pairs, ways, strict=True)
    ]
    lines = [frame.parts(curve_inputs(data), curve) for curve in np.reshape(curves.T, (-1, POINTS_ON_A_CURVE))]
    layers["said"], _ = labels.placed(frame, wanted, labels.dots(np.concatenate(marked)), lines, 13, bold=True)
    said = ", ".join(f"{name}: {number(value)}" for value, name in pairs)
    alt_text = f"{title} against {data.names[0]}. At {data.names[0]} {number(dosage)}, {said}."
    show(stage_spec(data.names[0], title, height), marks(**layers), key, alt_text, x, y)


# --- all seven: the first step, and many perfect fits ----------------------------------------------------------------


@constant
def one_step_spec(height):
    x, y = x_axis("Learning Rate of the first step"), y_axis("SSR after it", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title="Learning Rate"), alt.Tooltip("y:Q", title="SSR")]
    return alt.layer(
        layer("start").mark_rule(opacity=0.5, strokeDash=[2, 3]).encode(y=y, color=INK),
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("point").mark_point(size=100, strokeWidth=2, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1).encode(x=x, y=y, tooltip=tips),
        labels.said(layer("said"), x, y),
    ).properties(height=height)


def one_step(experiment, rate, key, height=TALL):
    """The SSR after the first step against its Learning Rate: how far downhill goes, and where it turns."""
    at = np.linspace(0.0, 1.15 * rate, POINTS_ON_A_CURVE)
    curve = ssr_after_step(experiment, at)
    start, now = ssr_after_step(experiment, [0.0, rate])
    lowest = int(np.nanargmin(curve))
    slope = (curve[1] - curve[0]) / (at[1] - at[0])
    inside = max(curve[np.isfinite(curve)].max(), 1e-9)
    reach = min(0.35 * at[-1], 0.75 * start / abs(slope)) if slope else at[-1]
    x, y = padded(0.0, at[-1], 0.03), padded(0.0, inside, 0.12)
    frame = labels.Frame(x, y, height)
    points = {  # the rate that is looked at is named first
        f"{number(rate)} → SSR {number(now)}": (rate, now),
        f"start {number(start)}": (0.0, start),
        f"lowest {number(curve[lowest])}": (at[lowest], curve[lowest]),
    }
    fixed = labels.dots(frame.parts(*np.transpose(list(points.values()))))
    texts = [labels.Label(text, *point) for text, point in points.items()]
    said, _ = labels.placed(frame, texts, fixed, [frame.parts(at, curve), frame.parts(at, np.full(len(at), start))])
    table = marks(
        start={"y": start},
        curve={"x": at, "y": curve},
        tangent={"x": [0.0, reach], "y": [start, start + slope * reach]},
        point={"x": [0.0, at[lowest]], "y": [start, curve[lowest]]},
        now={"x": rate, "y": now},
        said=said,
    )
    told = (
        f"The SSR after the first step against its Learning Rate. It begins at {number(start)}, is lowest, "
        f"{number(curve[lowest])}, near {number(at[lowest], 2)}, and at {number(rate)} it is {number(now)}."
    )
    show(one_step_spec(height), table, key, told, x, y)


@constant
def fits_spec(x_title, y_title, height):
    x, y = x_axis(x_title), y_axis(y_title)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title), alt.Tooltip("label:N", title="Run")]
    return alt.layer(
        layer("first").mark_line(color=GREEN, strokeWidth=4, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("second")
        .mark_line(strokeWidth=2, strokeDash=[6, 4], clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        layer("observed").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips[:2], color=INK),
        layer("first key").mark_line(color=GREEN, strokeWidth=4).encode(x=x, y=y),
        layer("second key").mark_line(strokeWidth=2, strokeDash=[6, 4]).encode(x=x, y=y, color=INK),
        labels.said(layer("said"), x, y),
    ).properties(height=height)


def fits(network, data, two, names, reach, key, height=TALL):
    """Two squiggles over the same observations, the first solid and broad, the second dashed and thin, and below both
    of them their key.

    two    (2, P) parameters
    reach  the ends of the input's range that is drawn
    """
    at = np.linspace(*reach, POINTS_ON_A_CURVE)
    curves = forward(network, two, at).predicted[..., 0]
    observed = data.observed[:, 0]
    x, y = padded(*reach, 0.02), padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()), 0.1)
    y = (y[0] - 0.36 * (y[1] - y[0]), y[1])
    frame = labels.Frame(x, y, height)
    (left, first), (right, second) = frame.values([[0.04, 0.19], [0.13, 0.07]])
    heights = [first, second]
    said = [labels.Label(name, right, at_height, ("right",)) for name, at_height in zip(names, heights, strict=True)]
    said, _ = labels.placed(frame, said, labels.dots(frame.parts(data.inputs[:, 0], observed)))
    table = marks(
        first={"x": at, "y": curves[0], "label": names[0]},
        second={"x": at, "y": curves[1], "label": names[1]},
        observed={"x": data.inputs[:, 0], "y": observed},
        **{
            "first key": {"x": [left, right], "y": heights[0]},
            "second key": {"x": [left, right], "y": heights[1]},
        },
        said=said,
    )
    said = "; ".join(f"{name}, {dash}" for name, dash in zip(names, ("solid", "dashed"), strict=True))
    said = (
        f"Two {line_or_squiggle(*curves)} through the same observations: {said}. They meet at the dots and part "
        "between and beyond."
    )
    show(fits_spec(data.names[0], data.names[-1], height), table, key, said, x, y)
