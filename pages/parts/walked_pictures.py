"""The pictures that a walk moves: the squiggle, the SSR along a parameter, the path of two parameters.

Each is the picture of its name elsewhere in the course, drawn for all frames at once; the browser places its labels.
"""

import numpy as np
import streamlit as st

from backprop.landscape import BLOCK
from backprop.losses import ssr
from backprop.numerals import number
from backprop.passes import forward
from pages.parts import charts
from pages.parts.beyond import inside_and_arrows
from pages.parts.path_picture import path_spec
from pages.parts.player.film import Labels
from pages.parts.ssr_pictures import ssr_curve_spec

POINTS = 61  # on a curve that moves


def still(values):
    """Values (F, k) that never move as (k,), others as they are."""
    return values[0] if (values == values[:1]).all() else values


def column(values):
    """(F,) -> (F, 1), as a picture wants what moves."""
    return np.asarray(values, dtype=float)[:, None]


# --- the squiggle ----------------------------------------------------------------------------------------------------


def squiggle(film, network, data, parameters, predicted, y, key, height=charts.TALL, labelled=True, left_out=0):
    """The squiggle over the observations at every frame, and each Residual as a line from the dot to it.

    parameters  (F, P); predicted (F, n)
    left_out    how many observations there are besides, which are not drawn
    """
    at = np.linspace(*charts.input_range(data), POINTS)
    curve = forward(network, parameters, at).predicted[..., 0]
    observed, inputs = data.observed[:, 0], data.inputs[:, 0]
    x = charts.padded(*charts.input_range(data), 0.13)
    residuals = film.texts(observed - predicted) if labelled else []
    crowded = len(data) > charts.CROWD
    _, rings, arrows = inside_and_arrows(inputs, predicted, x, y)
    layers = {
        "curve": {"x": at, "y": still(curve)},
        "observation": {"x": inputs, "y": observed, "y2": still(np.clip(predicted, *y))},
    }
    if not crowded:
        layers["predicted"] = {"x": inputs, "y": still(rings)}
    if labelled:
        layers["observation"]["label"] = residuals
    told = ""
    if arrows:
        layers["arrow"] = {"x": inputs, "y": arrows["y"], "value": arrows["value"]}
        told = " Arrows at the edge stand for the Predicted values that lie outside the picture."
    said = Labels(
        "said", "observation", residuals, ("observation", "predicted", "arrow"),
        paths=("curve",), rules=("observation",), middle=True, clear=True, size=12,
    )  # fmt: skip
    named = charts.observations_in_words(data, film.texts(predicted[:, : charts.SPELLED_OUT]), left_out)
    film.picture(
        charts.squiggle_spec(data.names[0], data.names[-1], height, crowded),
        key,
        layers,
        f"The {charts.line_or_squiggle(*curve[:: max(1, len(curve) // 8)])} and the residuals. {named}.{told}",
        x,
        y,
        [said] if labelled else [],
    )
    if told:
        st.caption("At some steps Predicted values lie outside this picture, where arrows point; the table has them.")


# --- the SSR along a parameter ---------------------------------------------------------------------------------------


def ssr_of(network, data, parameters, place, values):
    """(F, V) the SSR at every frame, (F, P) parameters, with one of them at each of the values (V,) or (F, V)."""
    values = np.broadcast_to(values, (len(parameters), np.shape(values)[-1]))
    found = np.empty(values.shape)
    at_once = max(1, BLOCK // (values.shape[1] * len(data)))
    with np.errstate(all="ignore"):
        for first in range(0, len(parameters), at_once):
            some = slice(first, first + at_once)
            rows = np.repeat(parameters[some, None], values.shape[1], axis=1)
            rows[..., place] = values[some]
            found[some] = ssr(data.observed, forward(network, rows, data.inputs).predicted)
    return found


def ssr_curve(film, network, data, parameters, name, derivative, step_size, x, y, key, height=charts.TALL):
    """The SSR along one parameter at every frame, where it is, its tangent there, and where the next step leads.

    parameters  (F, P); derivative, step_size (F,) of the one
    """
    place = network.place(name)
    here, at = parameters[:, place], np.linspace(*x, POINTS)
    there = here - step_size
    others = np.delete(parameters, place, axis=1)
    stays = (others == others[0]).all()  # then the curve is the same at every frame
    curve = ssr_of(network, data, parameters[:1] if stays else parameters, place, at)
    now, new = ssr_of(network, data, parameters, place, np.column_stack([here, there])).T
    with np.errstate(divide="ignore"):
        reach = np.minimum(0.22 * (x[1] - x[0]), 0.35 * (y[1] - y[0]) / np.abs(derivative))  # a steep one is cut
    ends = here[:, None] + np.outer(reach, [-1.0, 1.0])
    moves = (step_size != 0) & np.isfinite(new)
    points = (
        np.column_stack([here, np.where(moves, there, np.nan)]),
        np.column_stack([now, np.where(moves, new, np.nan)]),
    )
    seen_x, seen_y, arrows = inside_and_arrows(*points, x, y)
    layers = {
        "curve": {"x": at, "y": still(curve)},
        "tangent": {"x": ends, "y": column(now) + column(derivative) * (ends - column(here))},
        "now": {"x": seen_x[:, :1], "y": seen_y[:, :1]},
    }
    dots = ["now"]
    if moves.any():
        layers["new"] = {"x": seen_x[:, 1:], "y": seen_y[:, 1:]}
        layers["step"] = {
            "x": column(np.where(moves, here, np.nan)), "x2": column(there), "y": column(now), "y2": column(now),
        }  # fmt: skip
        dots.append("new")
    if arrows:
        layers["arrow"] = arrows
        dots.append("arrow")
    values, at_ssr, next_value = film.say(here), film.say(now), film.say(there)
    around = {"dots": tuple(dots), "paths": ("curve", "tangent"), "rules": ("step",)}
    wanted = [Labels("said", "now", [f"SSR {at_ssr}"], **around, bold=True)]
    if arrows:
        outside = [f"{name} {values}, SSR {at_ssr}", f"next {name} {next_value}"]
        wanted.append(Labels("said", "arrow", outside, **around, bold=True))
    if moves.any():
        wanted.append(Labels("said next", "new", [f"next {name} {next_value}"], **around))
    film.picture(
        ssr_curve_spec(name, height),
        key,
        layers,
        f"The SSR along {name}. At {name} = {values} the SSR is {at_ssr} and the Derivative {film.say(derivative)}"
        + (f"; the next step leads to {next_value}." if moves.any() else ", the slope of the tangent.")
        + (" An arrow at the edge points to what lies outside the picture." if arrows else ""),
        x,
        y,
        wanted,
    )
    if arrows:
        st.caption(f"At some steps {name} or its SSR lies outside this picture, where an arrow points.")


# --- the path of two parameters --------------------------------------------------------------------------------------


def path(film, trace, names, best, key, height=charts.TALL):
    """The way of two parameters through their plane: from the start to where it is, and on to the end.

    names  the two: the first across, the second up
    best   (P,) the parameters at the exact minimum, None where that is not known
    """
    places = [trace.experiment.network.place(name) for name in names]
    seen = charts.rows_in_view(trace)
    whole = trace.parameters[:, places]
    minimum = np.empty((0, 2)) if best is None else np.asarray(best)[None, places]
    shown = np.concatenate([whole[seen], minimum])
    ends = [charts.padded(each.min(), each.max(), 0.14, least=0.05) for each in shown.T]
    drawn = film.rows[seen[film.rows]]
    walked = np.where(seen[film.rows][:, None], whole[film.rows], np.nan)
    x, y, arrows = inside_and_arrows(*(column(each) for each in whole[film.rows].T), *ends)
    layers = {
        "ahead": {"x": whole[drawn, 0], "y": whole[drawn, 1], "x2": drawn.astype(float)},
        "walked": {"x": walked[:, :1], "y": walked[:, 1:], "x2": np.arange(len(film.rows), dtype=float)},
        "start": {"x": whole[:1, 0], "y": whole[:1, 1]},
        "now": {"x": x, "y": y},
    }
    dots = ["start", "now"]
    if best is not None:
        layers["minimum"] = {"x": minimum[:, 0], "y": minimum[:, 1]}
        dots.append("minimum")
    if arrows:
        layers["arrow"] = arrows
        dots.append("arrow")
    step = film.say(film.steps, "c")
    around = {"dots": tuple(dots), "small": ("walked",), "paths": ("ahead",), "bold": True}
    wanted = [Labels("said", "now", [f"step {step}"], **around)]
    if arrows:
        wanted.append(Labels("said", "arrow", [f"step {step}, outside"], **around))
    wanted.append(Labels("said", "start", ["start"], **around))
    if best is not None:
        wanted.append(Labels("said", "minimum", ["exact minimum"], **around))
    now = ", ".join(f"{name} {film.say(each)}" for name, each in zip(names, whole[film.rows].T, strict=True))
    start = ", ".join(f"{name} {number(value)}" for name, value in zip(names, whole[0], strict=True))
    said = f"The path of {names[0]} across and {names[1]} up. Step {step}: {now}; start: {start}"
    if best is not None:
        at_best = ", ".join(f"{name} {number(value)}" for name, value in zip(names, minimum[0], strict=True))
        said += f"; exact minimum: {at_best}"
    told = " An arrow at the edge points to a step that is outside the picture." if arrows else ""
    film.picture(path_spec(*names, height), key, layers, f"{said}.{told}", *ends, wanted, trails=("walked",))
