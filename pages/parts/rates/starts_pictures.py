"""The pictures of many starts: where their runs end, and the perfect fits among them."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.rates import REGIONS, TOO_SLOW
from backprop.written.numerals import counted, number
from pages.parts.charts import scales
from pages.parts.charts.colours import GREEN, INK
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.one_table import marks, show
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded
from pages.parts.controls import widgets
from pages.parts.pictures import extent
from pages.parts.rates.looks import LOOKS
from pages.parts.rates.tables import kind_of_fit

FIT_DASHES = ([1, 0], [8, 3], [4, 3], [2, 2], [9, 3, 2, 3], [6, 2, 1, 2, 1, 2])


def plane(of, found):
    """The two parameters in whose plane the ends are drawn; None where one alone is optimised."""
    if len(found.experiment.optimised) == 1:
        return None
    own, names = of.lesson.experiment.optimised, found.experiment.network.parameter_names
    return widgets.pair(f"{of.key}_starts_two", "Draw the ends of", names, own[:2] if len(own) > 1 else names[-2:])


def where_they_end(of, found, reach, two):
    """Where the runs ended in the plane of two parameters; of one alone (two None), against where it started."""
    network, names = found.experiment.network, found.experiment.optimised
    alone = two is None
    if alone:
        two = (f"{names[0]} at the start", f"{names[0]} at the end")
        place = network.place(names[0])
        at = np.column_stack([found.starts[:, place], found.ends[:, place]])
    else:
        at = found.ends[:, [network.place(name) for name in two]]
    st.header(f"**Where they end**: {two[0]} across, {two[1]} up", anchor=False)
    finite = np.isfinite(at).all(axis=1)
    if not finite.any():
        st.markdown("Every run diverged, so there is no end to draw.")
        return
    # A few runs that end far away may not squeeze the others together.
    core = np.quantile(at[finite], [0.02, 0.98], axis=0)
    x, y = (padded(low, high, 0.12, least=0.1) for low, high in core.T)
    if not alone:
        x, y = ((min(a, reach[0] - 0.2), max(b, reach[1] + 0.2)) for a, b in (x, y))
    inside = finite & (at >= [x[0], y[0]]).all(axis=1) & (at <= [x[1], y[1]]).all(axis=1)
    layers = {} if alone else {"drawn from": {"x": reach[0], "x2": reach[1], "y": reach[0], "y2": reach[1]}}
    shown = chosen_fits(found)
    for name, runs in (
        ("other", np.flatnonzero(inside & ~found.reached)),
        ("reached", np.flatnonzero(inside & found.reached)),
        ("fit", shown[inside[shown]]),
    ):
        layers[name] = {"x": at[runs, 0], "y": at[runs, 1], "label": [str(run + 1) for run in runs]}
    reached, kind = int(found.reached.sum()), kind_of_fit(found)
    spans = (f"{name} from {span_text(values)}" for name, values in zip(two, at[found.reached].T, strict=True))
    fits = f"{reached} reached a {kind} fit" + (f": {', '.join(spans)}" if reached else "")
    show(
        where_spec(*two, TALL + 20),
        marks(**layers),
        f"{of.key}_where",
        f"Where {counted(len(found), 'run')} ended: {two[0]} across, {two[1]} up. {fits}.",
        x,
        y,
    )
    outside = int((finite & ~inside).sum())
    box = "" if alone else " dashed, the box the starts were drawn from;"
    said = f"● {kind} fits, green squares those drawn beside, ▽ the others;{box}"
    st.caption(f"{said} {outside or 'none'} ended outside this picture.")


@constant
def where_spec(x_title, y_title, height):
    x, y = scales.x_axis(x_title), scales.y_axis(y_title)
    tips = [
        alt.Tooltip("label:N", title="Start"),
        alt.Tooltip("x:Q", title=x_title, format=".4~g"),
        alt.Tooltip("y:Q", title=y_title, format=".4~g"),
    ]
    return alt.layer(
        layer("drawn from")
        .mark_rect(filled=False, strokeDash=[4, 3], opacity=0.6, clip=True)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=INK),
        layer("other")
        .mark_point(shape="triangle-down", size=36, opacity=0.9, clip=True)
        .encode(x=x, y=y, tooltip=tips, color=LOOKS[REGIONS[TOO_SLOW]].colour),
        layer("reached")
        .mark_point(filled=True, size=42, opacity=0.75, clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        layer("fit")
        .mark_point(shape="square", size=110, strokeWidth=2.5, opacity=1, color=GREEN, clip=True)
        .encode(x=x, y=y, tooltip=tips),
    ).properties(height=height)


def span_text(values):
    return f"{number(values.min())} to {number(values.max())}"


def perfect_fits(of, found):
    """The squiggles of several perfect fits, one over the other, and the values that make them."""
    runs, experiment, kind = chosen_fits(found), found.experiment, kind_of_fit(found)
    if not len(runs):
        st.markdown(f"None of these starts reached a {kind} fit yet: try more steps, or another Learning Rate.")
        return
    network, data = experiment.network, experiment.data
    x = padded(*extent.input_range(data), 0.2)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    lines, observed = forward(network, found.ends[runs], at).predicted[..., 0], data.observed[:, 0]
    high = observed.max() - observed.min()
    y = padded(max(lines.min(), observed.min() - 2 * high), min(lines.max(), observed.max() + 2 * high))
    several = f"**{len(runs)} of the {kind} fits together**, those whose values differ most"
    st.header(several if len(runs) > 1 else f"**The only {kind} fit**", anchor=False)
    layers = {
        f"fit {place}": {"x": at, "y": np.clip(line, y[0] - high, y[1] + high), "label": str(run + 1)}
        for place, (run, line) in enumerate(zip(runs, lines, strict=True))
    }
    squiggles = extent.line_or_squiggle(*lines).removesuffix("s") + "s"
    show(
        squiggles_spec(data.names[0], data.names[-1], TALL + 20),
        marks(**layers, observed={"x": data.inputs[:, 0], "y": observed}),
        f"{of.key}_fits",
        f"{counted(len(runs), f'{kind} fit')} as {squiggles}, from start "
        f"{', '.join(str(run + 1) for run in runs)}, drawn over the observed dots.",
        x,
        y,
    )
    apart = np.ptp(lines, axis=0)
    widest = int(apart.argmax())
    st.caption(
        f"Between {data.names[0]} {number(x[0])} and {number(x[1])} they are at most {number(apart[widest])} apart, at "
        f"{data.names[0]} {number(at[widest])}; their values stand folded below."
    )


@constant
def squiggles_spec(x_title, y_title, height):
    x, y = scales.x_axis(x_title), scales.y_axis(y_title)
    tips = [alt.Tooltip("label:N", title="Start"), alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title)]
    return alt.layer(
        *(
            layer(f"fit {place}")
            .mark_line(color=GREEN, strokeWidth=2, strokeDash=dash, opacity=0.9, clip=True)
            .encode(x=x, y=y, tooltip=tips)
            for place, dash in enumerate(FIT_DASHES)
        ),
        layer("observed").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips[1:], color=INK),
    ).properties(height=height)


def chosen_fits(found):
    """The places of the perfect fits that are drawn."""
    return found.farthest_apart(len(FIT_DASHES))
