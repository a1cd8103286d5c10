"""Is that a local minimum? Which ways the ground bends around a step of a run, and a way down, if there is one."""

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from backprop.curvature import Bends, bends, lowest_straight_on, ssr_straight_on
from backprop.passes import backward
from backprop.reading import stops_at
from backprop.written.numerals import counted, number
from pages.parts import player, tables
from pages.parts.charts import labels, layered, scales
from pages.parts.charts.colours import INK, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.scales import x_axis, y_axis
from pages.parts.experiment import seven_run
from pages.parts.kept import shared
from pages.parts.player.still import STILL

MOST_TO_BEND = 60  # parameters up to which the directions are worked out at each step,
MOST_TO_PASS = 60_000  # and up to which product of parameters and observations
MOST_SHOWN = 12  # directions in a table
PERFECTLY = 1e-6  # a fit whose SSR is below this part of what predicting the mean would leave is called perfect
NOTHING = 1e-6  # a gain below this part of the SSR is no way down


def worth_a_look(trace):
    """The steps of a run at which it may stand at a minimum: where it stops, on the plateau, at the end."""
    rows = sorted({stops_at(trace), *seven_run.LOOKED_AT[1:], len(trace) - 1} - {None})
    return [int(trace.steps[row]) for row in rows if row < len(trace)] if len(trace) > 1 else []


def walk(trace, prefix):
    """The step control, the steps that are worth a look, and what is around the one at which the walk rests."""
    looks = worth_a_look(trace)
    with player.walk(prefix, trace.steps, besides=looks) as film:
        loss = film.say(trace.ssr[film.rows])
        film.told += f": SSR {loss}"
        if looks:
            player.buttons(prefix, "Look around at", looks)
        film.line(f"At step {film.say(film.steps, 'c')}: SSR {loss}", strong=True)
        player.at_rest(prefix, f"{prefix}_minimum_part", trace.steps, local_minimum, trace, prefix)


def local_minimum(row, trace, prefix):
    """Whether a step of a run stands at a minimum: which ways the ground bends there, and a way down if there is."""
    experiment = trace.experiment
    network, data = experiment.network, experiment.data
    names = experiment.optimised or network.parameter_names
    if len(names) > MOST_TO_BEND or len(names) * len(data) > MOST_TO_PASS:
        st.markdown(
            f"With {counted(len(names), 'parameter')} optimised and {counted(len(data), 'observation')}, the "
            f"directions are too many to look at. They are listed for up to {MOST_TO_BEND} parameters, and up to "
            f"{MOST_TO_PASS:,} parameters × observations."
        )
        return
    here = trace.parameters[row]
    try:
        found = bends_at(network, data, here, names)
    except ValueError:
        st.markdown("The SSR is too steep here for its second derivatives to be computed.")
        return
    best = max(found.ways, key=lambda way: found.ssr - way.lowest, default=None)
    with st.container(key="local_minimum"):
        st.markdown(minimum_in_words(found, best, trace.steps[row]))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        table = bends_table(network, found.bends, names)
        tables.show(table, f"The directions in which the SSR bends at step {trace.steps[row]}, the steepest first")
        st.caption(
            "A direction is a mixture of parameters, and any move a mixture of these directions, which stand at right "
            "angles to each other. Slope and curvature are the first and the second derivative of the SSR along each; "
            "all point to where the SSR does not rise."
        )
    with right:
        if best is not None and best.lowest < found.ssr * (1 - NOTHING):
            way_down(network, data, here, found, f"{prefix}_way_down")


@dataclass(frozen=True, eq=False)
class Way:
    """A straight way from a place: what it is, its direction (P,), and its lowest SSR and how far off that is."""

    name: str
    direction: np.ndarray
    distance: float
    lowest: float


@dataclass(frozen=True, eq=False)
class Around:
    """What is around a place: its SSR, beside that of predicting the mean; the length of the gradient, the Bends, and
    the Ways that may lead down."""

    ssr: float
    of_mean: float
    gradient: float
    bends: Bends
    ways: tuple[Way, ...]


@shared
def bends_at(network, data, parameters, names):
    """The Around of a place, as seen by the parameters named, computed once."""
    found = bends(network, data, parameters, names)
    at = backward(network, parameters, data)
    gradient = found.slope @ found.directions
    length = float(np.sqrt((gradient**2).sum()))
    directions = {"against the gradient": -gradient / length} if length > 0 else {}
    if found.down.any():
        directions["where it bends down most"] = found.directions[-1]
    ways = tuple(
        Way(name, direction, *lowest_straight_on(network, data, parameters, direction))
        for name, direction in directions.items()
    )
    return Around(float(at.loss), float(seven_run.ssr_of_mean(data)), length, found, ways)


def minimum_in_words(around, best, step):
    """The answer, with the numbers that it rests on."""
    flat, down = int(around.bends.flat.sum()), int(around.bends.down.sum())
    count = len(around.bends.curvature)
    bend_down = f"{down} of {counted(count, 'direction')} {'bends' if down == 1 else 'bend'} downwards"
    gain = 0.0 if best is None else around.ssr - best.lowest
    ssr_here, gradient = number(around.ssr), number(around.gradient)
    floor = (
        f" {flat} of {counted(count, 'direction')} {'is' if flat == 1 else 'are'} flat: there the bottom is not a "
        "point but goes on, a valley of fits that are equally good."
        if flat
        else ""
    )
    if around.ssr <= PERFECTLY * around.of_mean:
        nearly = "" if around.ssr < 1e-20 else ", all but rounding and the last steps"
        return f"**Yes{nearly}: at step {step:,} the SSR is {ssr_here}, and below 0 none can be.**{floor}"
    if gain > NOTHING * around.ssr:
        short = "short, but " if around.gradient < 1 else ""
        bending = f" {bend_down}; around a minimum none does." if down else ""
        return (
            f"**No: at step {step:,} there is a way down.** The gradient is {short}not 0: its length is {gradient}. "
            f"Straight on "
            f"{best.name}, {number(best.distance)} away, the SSR is **{number(best.lowest)}** instead of {ssr_here}."
            f"{bending}"
        )
    if down:
        return f"**No: at step {step:,} {bend_down}**, though the gradient's length is only {gradient}: a saddle."
    return (
        f"**Yes, as far as this can tell: at step {step:,} no direction bends downwards**, the gradient's length is "
        f"{gradient}, and straight on there is nothing below {ssr_here}.{floor}"
    )


def bends_table(network, found, names):
    """The directions, the steepest first: curvature, slope, what that means, and which parameters move most."""
    count = len(found.curvature)
    shown = range(count) if count <= MOST_SHOWN else [*range(MOST_SHOWN // 2), *range(count - MOST_SHOWN // 2, count)]
    places, rows, before = [network.place(name) for name in names], [], -1
    for way in shown:
        if way != before + 1:
            rows.append([f"{before + 2} … {way}", "between", "", "", ""])
        before = way
        flat, down = found.flat[way], found.down[way]
        curvature = "0" if flat else number(found.curvature[way])
        slope = number(found.slope[way]) if abs(found.slope[way]) > 1e-12 else "0"
        what = "flat" if flat else "bends down" if down else "bends up"
        rows.append([str(way + 1), curvature, slope, what, mixture(names, found.directions[way, places])])
    return pd.DataFrame(rows, columns=["Direction", "Curvature", "Slope", "The SSR", "Made mostly of"])


def mixture(names, parts):
    """The two largest parts of a direction, as "0.93 w3 − 0.31 b3"; small ones are left out."""
    largest = [place for place in np.argsort(-np.abs(parts))[:2] if abs(parts[place]) >= 0.25]
    terms = [
        f"{'−' if parts[place] < 0 else '+'} {number(abs(parts[place]), 2)}\u00a0{names[place]}" for place in largest
    ]
    said = " ".join(terms)
    return said.removeprefix("+ ") if said.startswith("+") else said.replace("− ", "−", 1)


@constant
def ways_spec(x_title, height):
    x, y = x_axis(x_title), y_axis("SSR", labelExpr=scales.NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title="SSR")]
    return alt.layer(
        layer("level").mark_rule(opacity=0.5, strokeDash=[2, 3]).encode(y=y, color=INK),
        layer("one").mark_line(color=PURPLE, strokeWidth=2.5, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("other").mark_line(strokeWidth=2, strokeDash=[6, 4], clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("point").mark_point(filled=True, size=100, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        labels.said(layer("said"), x, y),
    ).properties(height=height)


def of_ways(x_title, key, layers, alt_text, x, y, texts, of="point", height=layered.LOW):
    """A picture of ways, with a text for each mark of one of its layers, the first before the others, "" for none."""
    said = Labels("said", of, texts, ("point",), paths=("one", "other"))
    STILL.picture(ways_spec(x_title, height), key, layers, alt_text, x, y, [said])


def way_down(network, data, here, around, key):
    """The SSR straight on from a place, along each Way: the picture of a way down."""
    reach = 1.7 * max(way.distance for way in around.ways)
    at = np.linspace(0.0, reach, scales.POINTS_ON_A_CURVE)
    lowest = min(way.lowest for way in around.ways)
    deep = around.ssr - lowest
    layers = {"level": {"y": around.ssr}, "point": {"x": [0.0], "y": [around.ssr]}}
    texts = [f"here {number(around.ssr)}"]
    for line, way in zip(("one", "other"), around.ways, strict=False):
        layers[line] = {"x": at, "y": ssr_straight_on(network, data, here, way.direction, at)}
        layers["point"]["x"].append(way.distance)
        layers["point"]["y"].append(way.lowest)
        texts.append(f"lowest {number(lowest)}" if way.lowest == lowest else "")
    dashes = zip(around.ways, ("solid", "dashed"), strict=False)
    told = ", ".join(f"{way.name} ({dash})" for way, dash in dashes)
    st.header(f"**Straight on from here**: {told}", anchor=False)
    said = "; ".join(f"{way.name} down to {number(way.lowest)} at {number(way.distance)}" for way in around.ways)
    x, y = scales.padded(0.0, reach, 0.03), (lowest - 0.25 * deep, around.ssr + 0.4 * deep)
    alt_text = f"The SSR straight on from here, {number(around.ssr)}: {said}."
    of_ways("Distance from here", key, layers, alt_text, x, y, texts, height=layered.TALL)
