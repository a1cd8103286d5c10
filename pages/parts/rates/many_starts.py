"""One Learning Rate from many random starts: how many reach a perfect fit, where they end, what the fits look like."""

from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from backprop.lowest import bowl
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.rates import REACHED, REGIONS, TOO_SLOW, landing, random_starts
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.charts import scales
from pages.parts.charts.colours import GREEN, INK
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.one_table import marks, show
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded
from pages.parts.controls import widgets
from pages.parts.kept import shared
from pages.parts.pictures import extent
from pages.parts.rates.rates_pictures import LOOKS
from pages.parts.tables import scrolled

MOST_STARTS = 500
SAME = 0.005  # values that differ by less are the same to two decimals, or next to it


@shared
def landing_of(experiment, count, least, most, seed):
    """The Landing of an Experiment from random starts, computed once and then shared."""
    return landing(experiment, random_starts(experiment, count, least, most, seed))


def started(of, experiment):
    """The control strip of the many starts: returns their Landing and the range (least, most) they were drawn from."""
    key, own = f"{of.key}_starts", of.lesson.experiment.optimiser.learning_rate
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        rate = widgets.number(f"{key}_rate", "Learning Rate", own, *widgets.RATES, step=0.01, width=120)
        count = widgets.whole_number(f"{key}_count", "How many starts", 200, 1, MOST_STARTS, width=140)
        steps = widgets.whole_number(f"{key}_steps", "Steps", of.starts_steps, 1, widgets.MOST_STEPS, width=120)
        least = widgets.number(f"{key}_least", "drawn from", -2.0, step=1.0, width=110)
        most = widgets.number(f"{key}_most", "to", 2.0, step=1.0, width=110)
        seed = widgets.whole_number(f"{key}_seed", "Seed", 1, 0, 999_999, width=110)
    if most < least:
        given, least, most = f"from {number(least)} to {number(most)}", most, least
        drawn = f"from {number(least)} to {number(most)}"
        st.warning(f"Starts {given} are no range; drawn are those {drawn}.", icon=":material/straighten:")
    chosen = replace(experiment, optimiser=GradientDescent(rate), steps=steps)
    return landing_of(chosen, count, least, most, seed), (least, most)


def many_starts(of, experiment):
    """One rate from many random starts: how many reach a perfect fit, where they end, and what the fits look like."""
    names = experiment.optimised
    if not names:
        st.markdown("Nothing is optimised, so every run stays where it starts.")
        return
    found, reach = started(of, experiment)
    others = "" if len(names) == experiment.network.parameter_count else " The others stay as they are above."
    st.caption(
        f"{', '.join(names)}: each start's value is drawn evenly from {number(reach[0])} to {number(reach[1])}."
        f"{others} The seed, and with it every start, is in this page's address."
    )
    left, right = st.columns([3, 4], gap="medium")
    with left:
        st.markdown(landed_in_words(found))
    with right:
        tables.show(outcomes_table(found), "How the runs from the random starts ended")
    two = plane(of, found)
    left, right = st.columns(2, gap="medium")
    with left:
        where_they_end(of, found, reach, two)
    with right:
        perfect_fits(of, found)
    every_start(of, found)


def limit_text(found, of=""):
    """The SSR below which a fit counts as perfect here, in words; `of`: what the number is that it may lie above."""
    if found.least:
        return f"SSR less than {number(REACHED)} above {of}{number(found.least)}"
    return f"SSR below {number(REACHED)}"


def landed_in_words(found):
    reached, lost = int(found.reached.sum()), int((found.diverged_at >= 0).sum())
    steps, rate = found.experiment.steps, number(found.experiment.optimiser.learning_rate)
    said = (
        f"**{reached} of {counted(len(found), 'start')} ({share(found.reached)})** reached an "
        f"{limit_text(found, 'the exact minimum, ')}, at Learning Rate {rate} within {counted(steps, 'step')}."
    )
    said += f" {lost} diverged." if lost else ""
    if reached > 1:
        ends = found.ends[found.reached][:, found.experiment.moves > 0]
        widest = int(np.ptp(ends, axis=0).argmax())
        spread, shape = np.ptp(ends[:, widest]), bowl(found.experiment)
        if shape is not None and not np.isinf(shape.condition):
            said += (
                " Here there is one lowest point, and they all end at it, or nearly: no two of them differ by more "
                f"than {number(spread)} in any value."
            )
        elif spread < SAME:
            said += f" They all end at the same values: no two of them differ by more than {number(spread)} in any."
        else:
            said += (
                f" They fit alike and are not alike: among them {found.experiment.optimised[widest]} alone ends "
                f"anywhere from {span_text(ends[:, widest])}."
            )
    return said


def share(chosen):
    """How many of some are chosen, (K,) of booleans, in per cent."""
    return f"{number(100 * np.mean(chosen), 3)}%"


def outcomes_table(found):
    """How many runs reached a perfect fit, ended elsewhere, or diverged, and their SSR."""
    reached, lost = found.reached, found.diverged_at >= 0
    rows = []
    for what, chosen in {limit_text(found): reached, "not so low": ~reached & ~lost, "diverged": lost}.items():
        ssr = found.ssr[chosen]
        told = tables.texts([ssr.min(), np.median(ssr), ssr.max()]) if len(ssr) and what != "diverged" else [""] * 3
        rows.append([what, str(len(ssr)), share(chosen), *told])
    return tables.of_rows(rows, ["Ended", "Starts", "Share", "Lowest SSR", "Median SSR", "Highest SSR"])


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


def span_text(values):
    return f"{number(values.min())} to {number(values.max())}"


def kind_of_fit(found):
    """A fit at the lowest SSR there can be: perfect where that is 0 or next to it, else the best."""
    return "perfect" if found.least < REACHED else "best"


def chosen_fits(found):
    """The places of the perfect fits that are drawn: the first, and each time the one farthest from those before."""
    reached, chosen = np.flatnonzero(found.reached), []
    ends, away = found.ends[reached], np.full(len(reached), np.inf)
    while len(chosen) < min(len(FIT_DASHES), len(reached)):
        chosen.append(int(away.argmax()))
        away = np.minimum(away, np.abs(ends - ends[chosen[-1]]).max(axis=1))
    return reached[chosen]


FIT_DASHES = ([1, 0], [8, 3], [4, 3], [2, 2], [9, 3, 2, 3], [6, 2, 1, 2, 1, 2])


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


def every_start(of, found):
    """The perfect fits that are drawn, as a table; every start, when asked for; and the file."""
    names, runs = found.experiment.network.parameter_names, chosen_fits(found)
    if len(runs):
        rows = [[str(run + 1), *tables.texts(found.ends[run]), number(found.ssr[run])] for run in runs]
        with st.expander("The values of the fits drawn above", icon=":material/table_rows:"):
            tables.show(tables.of_rows(rows, ["Start", *names, "SSR"]), "The values of the fits drawn above")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        wanted = widgets.switch(f"{of.key}_starts_table", "Every start as a table")
        widgets.download("Every start as CSV", lambda: starts_table(found).to_csv(index=False), f"{of.key}_starts.csv")
    if wanted:
        scrolled.show(starts_table(found), "Every start: the SSR it ended at, where it began and where it ended")


def starts_table(found):
    """Every start as numbers: whether it reached a perfect fit, its last SSR, where it began and where it ended."""
    names = found.experiment.network.parameter_names
    table = {
        "Start": np.arange(1, len(found) + 1),
        f"{kind_of_fit(found).capitalize()} fit": np.where(found.reached, "yes", "no"),
        "Last SSR": found.ssr,
    }
    table |= {f"{name} at the start": found.starts[:, place] for place, name in enumerate(names)}
    table |= {f"{name} at the end": found.ends[:, place] for place, name in enumerate(names)}
    return pd.DataFrame(table)
