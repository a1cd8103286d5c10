"""Every picture of the course: a chart is a constant, built once with Altair; only its data travel at each rerun.

Each `*_spec` function is such a constant. It draws one table named "marks": a column `is` says which layer a row belongs
to, the others where it stands (x, y, x2, y2) and what it says (label). The function beside it fills that table from the
core's arrays and shows it. Colours mean the same everywhere, and each has a second cue: a dash, a width, a shape.
"""

from functools import cache, wraps

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from backprop.landscape import ssr_along
from backprop.lessons import around_fitted
from backprop.numerals import number
from backprop.passes import forward

BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7"
NODE_COLOURS = (BLUE, ORANGE)
DASHES = ([1, 0], [6, 4])
MARKS = alt.NamedData("marks")
POINTS_ON_A_CURVE = 121
# A label without a colour of its own takes the first categorical colour, which .streamlit/config.toml makes the text's.
INK = alt.Color("ink:N", legend=None)
TALL, LOW = 285, 220


# --- the machinery ---------------------------------------------------------------------------------------------------


def constant(build):
    """A chart that is built once per set of arguments, as the dictionary that Streamlit is handed."""

    @cache
    @wraps(build)
    def spec(*args, **options):
        with alt.theme.enable("none"):
            return build(*args, **options).to_dict()

    return spec


def layer(name):
    """The rows of "marks" that belong to one layer."""
    return alt.Chart(MARKS).transform_filter(f"datum.is == '{name}'").transform_calculate(ink="'ink'")


def x_axis(title, **options):
    return alt.X("x:Q", title=title, scale=limits("x"), axis=alt.Axis(tickCount=6, **options))


def y_axis(title, **options):
    return alt.Y("y:Q", title=title, scale=limits("y"), axis=alt.Axis(tickCount=6, **options))


def limits(axis):
    """A scale whose ends are parameters of the chart, set by `show`: an axis stands still while its data move."""
    return alt.Scale(
        domainMin=alt.expr(f"{axis}_min"), domainMax=alt.expr(f"{axis}_max"), nice=False, zero=False, clamp=False
    )


def marks(**layers):
    """The table "marks": layers of columns x, y, x2, y2, label -> one DataFrame.

    It is as small as it can be, because it travels at every step: a picture needs no more than float32, and each text
    is sent once.
    """
    names = list(layers)
    columns = {name: {c: np.atleast_1d(np.asarray(v)) for c, v in layer.items()} for name, layer in layers.items()}
    lengths = [max(map(len, columns[name].values())) for name in names]
    table = {"is": texts_once(np.repeat(np.arange(len(names)), lengths), names)}
    for place in ("x", "y", "x2", "y2"):
        if any(place in columns[name] for name in names):
            parts = [columns[name].get(place, np.nan) for name in names]
            table[place] = np.concatenate(list(map(np.broadcast_to, parts, lengths)), dtype=np.float32)
    code_of = {"": 0}
    codes = [[code_of.setdefault(str(t), len(code_of)) for t in columns[name].get("label", [""])] for name in names]
    table["label"] = texts_once(np.concatenate(list(map(np.broadcast_to, codes, lengths))), list(code_of))
    return pd.DataFrame(table, copy=False)


def texts_once(codes, texts):
    """A column of texts as pandas keeps repeated ones: each text once, and its number in every row."""
    return pd.Categorical.from_codes(codes, texts, validate=False)


def show(spec, table, key, alt_text, x=None, y=None):
    """Draw a constant chart with its data; x and y are the ends of its axes."""
    params = []
    for axis, ends in (("x", x), ("y", y)):
        if ends is not None:
            params += [
                {"name": f"{axis}_min", "value": float(ends[0])},
                {"name": f"{axis}_max", "value": float(ends[1])},
            ]
    st.vega_lite_chart(
        None,
        {**spec, "params": [*spec.get("params", []), *params], "datasets": {"marks": table}},
        key=key,
        alt=alt_text,
    )


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


@constant
def squiggle_spec(x_title, y_title, height):
    x, y = x_axis(x_title), y_axis(y_title)
    curve = layer("curve").mark_line(color=GREEN, strokeWidth=4, clip=True)
    residual = layer("observation").mark_rule(color=VERMILLION, strokeWidth=2, clip=True)
    tips = [
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title="Observed"),
        alt.Tooltip("y2:Q", title="Predicted"),
    ]
    said = layer("residual").mark_text(align="left", dx=6, fontSize=12, clip=True)
    return alt.layer(
        curve.encode(x=x, y=y, tooltip=[alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title="Predicted")]),
        residual.encode(x=x, y=y, y2="y2:Q", tooltip=[*tips, alt.Tooltip("label:N", title="Residual")]),
        layer("observation").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips),
        layer("observation")
        .mark_point(color=GREEN, opacity=1, size=60, strokeWidth=2, clip=True)
        .encode(x=x, y="y2:Q"),
        said.encode(x=x, y=y, text="label:N", color=INK),
    ).properties(height=height)


def squiggle(network, data, parameters, y, key, height=TALL):
    """The squiggle over the observations, and each residual as a line from the dot to it."""
    at = curve_inputs(data)
    curve = forward(network, parameters, at).predicted[:, 0]
    predicted = forward(network, parameters, data.inputs).predicted[:, 0]
    observed = data.observed[:, 0]
    inside = np.clip(predicted, *y)
    residuals = [number(r) for r in observed - predicted]
    table = marks(
        curve={"x": at, "y": curve},
        observation={"x": data.inputs[:, 0], "y": observed, "y2": inside, "label": residuals},
        residual={"x": data.inputs[:, 0], "y": (observed + inside) / 2, "label": residuals},
    )
    said = "; ".join(
        f"{data.names[0]} {number(i)}: Observed {number(o)}, Predicted {number(p)}"
        for i, o, p in zip(data.inputs[:12, 0], observed, predicted, strict=False)
    )
    show(
        squiggle_spec(data.names[0], data.names[-1], height),
        table,
        key,
        f"The squiggle and the residuals. {said}.",
        padded(*input_range(data), 0.13),
        y,
    )
    if (inside != predicted).any():
        st.caption("Some Predicted values lie outside this picture; the table below has them.")


# --- the SSR along one parameter -------------------------------------------------------------------------------------


NONE_BELOW_ZERO = "datum.value < 0 ? '' : datum.label"  # the axis reaches there for the labels; no SSR does
SAYING = {  # where a label stands from its point
    "right": {"align": "left", "dx": 10, "dy": -9},
    "left": {"align": "right", "dx": -10, "dy": -9},
    "low right": {"align": "left", "dx": 10, "dy": 9},
    "low left": {"align": "right", "dx": -10, "dy": 9},
    "below": {"align": "center", "dy": 19},
}


@constant
def ssr_curve_spec(name, height):
    x, y = x_axis(name), y_axis("SSR", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title=name), alt.Tooltip("y:Q", title="SSR")]
    return alt.layer(
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("step").mark_rule(color=PURPLE, strokeWidth=2, clip=True).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        layer("new")
        .mark_point(color=PURPLE, size=110, strokeWidth=2, opacity=1, clip=True)
        .encode(x=x, y=y, tooltip=tips),
        layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1).encode(x=x, y=y, tooltip=tips),
        *(
            layer(f"now {side}")
            .mark_text(**SAYING[side], fontSize=13, fontWeight="bold")
            .encode(x=x, y=y, text="label:N", color=INK)
            for side in ("right", "left")
        ),
        layer("new")
        .mark_text(align="left", dx=8, dy=-12, fontSize=12, clip=True)
        .encode(x=x, y=y, text="label:N", color=INK),
    ).properties(height=height)


def ssr_curve(network, data, parameters, name, derivative, step_size, x, y, key, height=TALL):
    """The SSR along one parameter, where it is now, its tangent there, and where the next step leads."""
    here = float(parameters[network.place(name)])
    there = here - float(step_size)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = ssr_along(network, data, parameters, name, at)
    now, new = ssr_along(network, data, parameters, name, [here, there])
    reach = 0.22 * (x[1] - x[0])
    if abs(derivative) > 0:  # a steep tangent is cut to the picture's height
        reach = min(reach, 0.35 * (y[1] - y[0]) / abs(derivative))
    ends = np.array([here - reach, here + reach])
    layers = {
        "curve": {"x": at, "y": curve},
        "tangent": {"x": ends, "y": now + derivative * (ends - here)},
        "now": {"x": np.clip(here, *x), "y": np.clip(now, *y), "label": f"SSR {number(now)}"},
    }
    layers["now left" if derivative > 0 and here > x[0] + 0.3 * (x[1] - x[0]) else "now right"] = layers["now"]
    if step_size and np.isfinite(new):
        layers["step"] = {"x": here, "x2": there, "y": now, "y2": now}
        apart = abs(there - here) > 0.12 * (x[1] - x[0])  # else the two labels would cover each other
        layers["new"] = {"x": there, "y": new, "label": f"next {name} {number(there)}" if apart else ""}
    show(
        ssr_curve_spec(name, height),
        marks(**layers),
        key,
        f"The SSR along {name}. At {name} = {number(here)} the SSR is {number(now)} and the Derivative "
        f"{number(derivative)}" + (f"; the next step leads to {number(there)}." if step_size else ", the tangent's slope."),
        x,
        y,
    )
    if not (x[0] <= here <= x[1] and y[0] <= now <= y[1]):
        st.caption(
            f"{name} is {number(here)} and the SSR {number(now)}: outside this picture, so the dot waits at its edge."
        )


# --- values of one parameter, tried out ------------------------------------------------------------------------------


def squiggle_reach(network, data, parameters, name, x):
    """The ends of the squiggle's upright axis for every value of one parameter from x[0] to x[1]: it stands still."""
    rows = np.tile(parameters, (9, 1))
    rows[:, network.place(name)] = np.linspace(*x, len(rows))
    curves, observed = forward(network, rows, curve_inputs(data)).predicted, data.observed
    return padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()))


def ssr_reach(network, data, parameters, name, x):
    """The ends of the SSR's axis for every value of one parameter from x[0] to x[1]."""
    highest = ssr_along(network, data, parameters, name, np.linspace(*x, POINTS_ON_A_CURVE)).max()
    return -0.14 * max(highest, 1e-6), 1.05 * max(highest, 1e-6)


def tangent(network, data, parameters, name, derivative, key, height=TALL):
    """The SSR along one parameter near its fitted value, or near its own where that is far off, and the tangent there."""
    here = float(parameters[network.place(name)])
    x = around_fitted(name)
    if not x[0] <= here <= x[1]:
        x = (here - 3.0, here + 3.0)
    y = ssr_reach(network, data, parameters, name, x)
    ssr_curve(network, data, parameters, name, derivative, 0.0, x, y, key, height)


@constant
def tried_spec(name, height):
    x, y = x_axis(name), y_axis("SSR", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title=name), alt.Tooltip("y:Q", title="SSR")]
    point = layer("tried").mark_point(color=PURPLE, size=110, strokeWidth=2, opacity=1, clip=True)
    whole = layer("curve").mark_line(strokeWidth=2, strokeDash=[2, 4], opacity=0.6, clip=True)
    said = [
        layer(f"{of} {side}").mark_text(**place, **font).encode(x=x, y=y, text="label:N", color=INK)
        for of, font in (("tried", {"fontSize": 12}), ("now", {"fontSize": 13, "fontWeight": "bold"}))
        for side, place in SAYING.items()
    ]
    return alt.layer(
        whole.encode(x=x, y=y, tooltip=tips, color=INK),
        point.encode(x=x, y=y, tooltip=tips),
        layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1).encode(x=x, y=y, tooltip=tips),
        *said,
    ).properties(height=height)


def tried(network, data, parameters, name, kept, whole_curve, x, y, key, height=TALL):
    """The SSR of the value that a parameter has now, of those kept before, and, if wanted, of all others."""
    here = float(parameters[network.place(name)])
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = ssr_along(network, data, parameters, name, at)
    values = np.array([here, *kept])
    ssrs = ssr_along(network, data, parameters, name, values)
    inside = (values >= x[0]) & (values <= x[1]) & (ssrs <= y[1])
    now = {"x": np.clip(here, *x), "y": np.clip(ssrs[0], *y)}
    layers = {"tried": {"x": values[1:][inside[1:]], "y": ssrs[1:][inside[1:]]}, "now": now}
    if whole_curve:
        layers["curve"] = {"x": at, "y": curve}

    lowest, floor = at[curve.argmin()], y[0] + 0.3 * (y[1] - y[0])
    taken = []  # labels that would cover one another: the first one stands, the value now before all others
    for value, ssr, seen in zip(values, ssrs, inside, strict=True):
        across, up = (np.clip(value, *x) - x[0]) / (x[1] - x[0]), (np.clip(ssr, *y) - y[0]) / (y[1] - y[0])
        first = not taken
        if ssr < floor:  # on the ground of the valley: outwards, and the value now below
            outwards = "low left" if (value < lowest and across > 0.2) or across > 0.8 else "low right"
            side = "below" if first and 0.15 < across < 0.85 else outwards
        else:
            side = "left" if across > 0.8 else "right"
        if not seen and not first or any(s == side and abs(a - across) < 0.16 and abs(u - up) < 0.07 for s, a, u in taken):
            continue
        if not first and value == here:
            continue
        taken.append((side, across, up))
        said = layers.setdefault(f"{'now' if first else 'tried'} {side}", {"x": [], "y": [], "label": []})
        said["x"].append(now["x"] if first else value)
        said["y"].append(now["y"] if first else ssr)
        said["label"].append(f"SSR {number(ssr)}" if first else f"{number(value)} → {number(ssr)}")
    pairs = [f"{number(value)} → {number(ssr)}" for value, ssr in zip(values[1:], ssrs[1:], strict=True)]
    show(
        tried_spec(name, height),
        marks(**layers),
        key,
        f"The SSR against {name}. Now {name} = {number(here)}, SSR {number(ssrs[0])}. "
        f"Values kept, each with its SSR: {'; '.join(pairs) or 'none yet'}.",
        x,
        y,
    )
    if not inside.all():
        outside = ", ".join(number(value) for value in dict.fromkeys(values[~inside]))
        st.caption(f"Outside this picture: {name} = {outside}. The tables have every value.")


# --- the convergence -------------------------------------------------------------------------------------------------


@constant
def over_steps_spec(title, logarithmic, coloured, height):
    scale = alt.Scale(type="log") if logarithmic else alt.Scale(zero=True)
    y = alt.Y("y:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5))
    x = alt.X("x:Q", title="Step", axis=alt.Axis(tickCount=6, tickMinStep=1))
    line = layer("line").mark_line(strokeWidth=2, interpolate="linear")
    end = layer("end").mark_text(align="left", dx=5, fontSize=12)
    tips = [alt.Tooltip("x:Q", title="Step"), alt.Tooltip("label:N", title="Of"), alt.Tooltip("y:Q", title=title)]
    if coloured:
        names = ("w1", "b1", "w2", "b2", "w3", "w4", "b3")
        colours = alt.Color(
            "label:N",
            legend=None,
            scale=alt.Scale(domain=names, range=[BLUE, BLUE, ORANGE, ORANGE, BLUE, ORANGE, GREEN]),
        )
        dashes = alt.StrokeDash(
            "label:N",
            legend=None,
            scale=alt.Scale(domain=names, range=[[1, 0], [2, 2], [8, 3], [2, 3], [5, 2], [10, 3, 2, 3], [1, 0]]),
        )
        line = line.encode(color=colours, strokeDash=dashes)
    return (
        alt.layer(
            line.encode(x=x, y=y, detail="label:N", tooltip=tips),
            end.encode(x=x, y=y, text="label:N", color=INK),
        )
        .resolve_scale(color="independent")
        .properties(height=height, padding={"right": 34, "left": 5, "top": 5, "bottom": 5})
    )


def over_steps(steps, values, names, title, key, alt_text, logarithmic=False, height=LOW):
    """Lines against the step: values (rows, lines), each line named at its end."""
    values = np.asarray(values, dtype=float).reshape(len(steps), -1)
    if logarithmic:
        values = np.where(values > 0, values, np.nan)
    table = marks(
        line={
            "x": np.tile(steps, len(names)),
            "y": values.T.ravel(),
            "label": np.repeat(names, len(steps)),
        },
        end={"x": np.full(len(names), steps[-1]), "y": values[-1], "label": end_labels(values, names, logarithmic)},
    )
    show(over_steps_spec(title, logarithmic, len(names) > 1, height), table, key, alt_text)


def end_labels(values, names, logarithmic):
    """The lines' names for their ends; names whose ends are too near to be told apart stand together at the first."""
    ends, heights = values[-1], values[np.isfinite(values)]
    if not heights.size or not np.isfinite(ends).all():
        return list(names)
    if logarithmic:
        ends, heights = np.log(ends), np.log(heights)
    near = 0.06 * (heights.max() - heights.min())
    labels, last = [""] * len(names), None
    for place in np.argsort(ends, kind="stable")[::-1]:
        if last is not None and ends[last] - ends[place] < near:
            labels[last] += f", {names[place]}"
        else:
            labels[place], last = names[place], place
    return labels
