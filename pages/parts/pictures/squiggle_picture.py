"""The squiggle over the observations, each Residual as a line from the dot to it: walking or standing still."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.beyond import arrow, inside_and_arrows
from pages.parts.charts.colours import GREEN, INK, VERMILLION
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import padded, x_axis, y_axis
from pages.parts.pictures import extent
from pages.parts.player.moving import unmoved

SPELLED_OUT = 12  # observations, in the words for those who do not see a picture
CROWD = 30  # observations from which on their dots are small, and the squiggle alone says where Predicted is


@constant
def squiggle_spec(x_title, y_title, height, crowded, counted):
    x, y = x_axis(x_title, **({"tickMinStep": 1} if counted else {})), y_axis(y_title)
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
        layer("lit").mark_rule(color=VERMILLION, strokeWidth=6, opacity=0.6, clip=True).encode(x=x, y=y, y2="y2:Q"),
        layer("lit").mark_point(size=320, strokeWidth=3, opacity=1).encode(x=x, y=y, color=INK),
        labels.said(layer("said"), x, y, 12),
    ).properties(height=height)


def squiggle(film, network, data, parameters, y, key, height=TALL, labelled=True, left_out=0, predicted=None):
    """The squiggle over the observations at every frame, and each Residual as a line from the dot to it: with its
    number if wanted, the largest first, if there is not room for all. Over several inputs there is no curve to draw:
    the observations stand in their order, each with its Predicted.

    parameters  (F, P), or (P,) of a picture that stands still
    left_out    how many observations there are besides, which are not drawn
    predicted   (F, n), where the run has them already
    """
    parameters = np.atleast_2d(parameters)
    if predicted is None:
        predicted = forward(network, parameters, data.inputs).predicted[..., 0]
    observed, (places, x_title) = data.observed[:, 0], extent.across(data)
    x = padded(*extent.input_range(data), 0.13)
    residuals = film.texts(observed - predicted) if labelled else []
    crowded = len(data) > CROWD
    _, rings, arrows = inside_and_arrows(places, predicted, x, y)
    layers, line = {}, "Predicted"
    if network.nodes[0] == 1:
        at = np.linspace(*extent.input_range(data), film.points)
        curve = forward(network, parameters, at).predicted[..., 0]
        layers["curve"] = {"x": at, "y": unmoved(curve)}
        line = f"The {extent.line_or_squiggle(*curve[:: max(1, len(curve) // 8)])}"
    layers["observation"] = {"x": places, "y": observed, "y2": unmoved(np.clip(predicted, *y))}
    if not crowded:
        layers["predicted"] = {"x": places, "y": unmoved(rings)}
        if film.walks:
            layers["lit"] = layers["observation"].copy()
    if labelled:
        layers["observation"]["label"] = residuals
    told = ""
    if arrows:
        layers["arrow"] = {"x": places, "y": arrows["y"], "value": arrows["value"]}
        told = " Arrows at the edge stand for the Predicted values that lie outside the picture."
    said = labels.Labels(
        "said", "observation", residuals, ("observation", "predicted", "arrow"),
        paths=("curve",), rules=("observation",), middle=True, clear=True, size=12,
    )  # fmt: skip
    named = observations_in_words(data, film.texts(predicted[:, :SPELLED_OUT]), left_out)
    film.picture(
        squiggle_spec(x_title, data.names[-1], height, crowded, network.nodes[0] > 1),
        key,
        layers,
        f"{line} and the residuals. {named}.{told}",
        x,
        y,
        [said] if labelled else [],
        **({"lit": {"lit": [observation(place) for place in range(len(data))]}} if "lit" in layers else {}),
    )
    if told:
        st.caption("Where an arrow points, a Predicted value lies outside this picture; the table has it.")


def observation(place):
    """The name by which an observation lights up in pictures and tables."""
    return f"o{place}"


def observations_in_words(data, predicted, left_out=0, output=0):
    """The first observations of one output, each with its Predicted, a text, and how many there are besides."""
    inputs = data.names[: data.inputs.shape[1]]
    said = [
        f"{', '.join(f'{name} {number(value)}' for name, value in zip(inputs, row, strict=True))}: "
        f"Observed {number(o)}, Predicted {p}"
        for row, o, p in zip(data.inputs[:SPELLED_OUT], data.observed[:, output], predicted, strict=False)
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
    curves, observed = forward(network, rows, extent.curve_inputs(data)).predicted, data.observed
    return padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()))
