"""Is that a local minimum? Which ways the ground bends around a step of a run, and a way down, if there is one."""

import numpy as np
import streamlit as st

from backprop.curvature import around, ssr_straight_on
from backprop.losses import SSR
from backprop.reading import stops_at
from backprop.written.numerals import counted, number
from pages.parts import player, tables
from pages.parts.charts import layered, scales
from pages.parts.experiment import seven_run
from pages.parts.kept import shared
from pages.parts.surface.tables import bends_table
from pages.parts.surface.ways import of_ways

MOST_TO_BEND = 60  # parameters up to which the directions are worked out at each step,
MOST_TO_PASS = 60_000  # and up to which product of parameters and observations
PERFECTLY = 1e-6  # a fit whose SSR is below this part of what predicting the mean would leave is called perfect
NOTHING = 1e-6  # a gain below this part of the SSR is no way down

around_of = shared(around)


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


def worth_a_look(trace):
    """The steps of a run at which it may stand at a minimum: where it stops, on the plateau, at the end."""
    rows = sorted({stops_at(trace), *seven_run.LOOKED_AT[1:], len(trace) - 1} - {None})
    return [int(trace.steps[row]) for row in rows if row < len(trace)] if len(trace) > 1 else []


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
        found = around_of(network, data, here, names)
    except ValueError:
        st.markdown("The SSR is too steep here for its second derivatives to be computed.")
        return
    best = max(found.ways, key=lambda way: found.ssr - way.lowest, default=None)
    with st.container(key="local_minimum"):
        st.markdown(minimum_in_words(found, best, SSR.of_mean(data.observed), trace.steps[row]))
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


def minimum_in_words(around, best, of_mean, step):
    """The answer, with the numbers that it rests on.

    best     the Way that leads lowest, None where there is none
    of_mean  the SSR of predicting the mean
    """
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
    if around.ssr <= PERFECTLY * of_mean:
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
