"""What only the page that compares Learning Rates draws and says: many runs from one start, and one rate from many."""

from dataclasses import dataclass, replace
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS, Lesson
from backprop.lowest import bowl, largest_stable_rate
from backprop.numerals import counted, number
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.rates import (
    ALTERNATES,
    DIVERGES,
    GOOD,
    OSCILLATES,
    REACHED,
    REGIONS,
    STRANDED,
    TOO_SLOW,
    borders,
    comparison,
    landing,
    random_starts,
)
from backprop.trend import WINDOW
from backprop.verdict import CLOSE, NEAR_ZERO
from pages.parts import charts, controls, labels, number_field, scrolled, sections, shell, tables
from pages.parts.beyond import arrow, arrows
from pages.parts.charts import GREEN, INK, MARKS, POINTS_ON_A_CURVE, SKY, TALL, constant, layer, marks, padded, show
from pages.parts.kept import shared

MOST_RATES, MOST_STARTS = 200, 500
MOST_CURVES = 50
LEAST_SPREAD = 1.01  # the last rate of a range must be so many times its first
SAME = 0.005  # values that differ by less are the same to two decimals, or next to it


@dataclass(frozen=True)
class Subject:
    """What can be compared: a lesson, the rates and steps that show it well, and the page that walks its single runs.

    key           its prefix in the address
    rates         from, to, and how many
    steps         of these runs
    starts_steps  of the runs from many starts
    tries         rates worth a look
    page, query   the page, and what its address needs to show this lesson
    """

    lesson: Lesson
    key: str
    rates: tuple[float, float, int]
    steps: int
    starts_steps: int
    tries: tuple[float, ...]
    page: str
    query: tuple[tuple[str, str], ...] = ()


SUBJECTS = {
    "b3 alone": Subject(
        MAIN_IDEAS, "rates_b3", (0.01, 1.0, 41), 10, 10, (0.1, 1 / 6, 0.25, 1 / 3, 0.4), "7_Gradient_Descent.py"
    ),
    "w3, w4 and b3": Subject(
        THREE_PARAMETERS, "rates_three", (0.001, 1.0, 49), 1000, 2000, (0.01, 0.1, 0.13, 0.14), "9_Three_Parameters.py"
    ),
    "All seven": Subject(
        ALL_PARAMETERS,
        "rates_seven",
        (0.001, 1.0, 49),
        10_000,
        10_000,
        (0.005, 0.01, 0.02, 0.03, 0.1, 0.2),
        "10_All_Parameters.py",
        (("all_parameters_part", "The walk"),),
    ),
    "A line": Subject(
        STEP_BY_STEP_BOTH,
        "rates_line",
        (0.001, 0.1, 41),
        1000,
        1000,
        (0.01, 0.05, 0.06, 0.1),
        "3_Gradient_Descent_Step_by_Step.py",
        (("step_by_step_part", "Intercept and slope"),),
    ),
}


# --- what is compared ------------------------------------------------------------------------------------------------


def subject():
    """Which experiment the learner compares."""
    return SUBJECTS[controls.choice("rates_of", "What is looked for", list(SUBJECTS))]


def compared(of):
    """The control strip: a Subject -> (the Experiment without its Learning Rate, the Learning Rates (K,))."""
    own, key = of.lesson.experiment, of.key
    names = own.network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        own_first, own_last, own_count = of.rates
        first = controls.number(f"{key}_from", "Rates from", own_first, *controls.RATES, step=0.01, width=120)
        last = controls.number(f"{key}_to", "to", own_last, *controls.RATES, step=0.01, width=120)
        count = controls.whole_number(f"{key}_count", "How many", own_count, 2, MOST_RATES, width=110)
        steps = controls.whole_number(f"{key}_steps", "Steps", of.steps, 1, controls.MOST_STEPS, width=120)
        folded = {"icon": ":material/tune:", "key": f"{key}_folded"}
        with number_field.folded(st.popover, "Start, and what is optimised", **folded):
            start = controls.parameters(key, own.network, own.start, of.lesson.roles)
            optimised = controls.several(f"{key}_optimised", "Optimised (the others stay)", names, own.optimised)
        what = next(name for name, each in SUBJECTS.items() if each is of)
        look = {"icon": ":material/replay:", "help": f"The whole page as it shows {what} at first."}
        controls.whole_state("As it was", {"rates_of": what}, f"{key}_as_it_was", **look)
    if last < LEAST_SPREAD * first:
        st.warning(
            f"Rates from {number(first)} to {number(last)} are no range: the last must be at least "
            f"{number(LEAST_SPREAD)} times the first. Shown are {number(own_first)} to {number(own_last)}.",
            icon=":material/straighten:",
        )
        first, last = own_first, own_last
    if not optimised:
        st.info("Nothing is optimised, so no rate moves anything.", icon=":material/info:")
    experiment = replace(own, start=start, optimised=optimised, steps=steps)
    return experiment, np.geomspace(first, last, count)


comparison_of = shared(comparison)


def rate_texts(rates):
    """Each rate as text, with digits enough to tell it from the others."""
    for digits in range(4, 16):
        texts = [number(rate, digits) for rate in rates]
        if len(set(texts)) == len(texts):
            break
    return texts


# --- one of the runs -------------------------------------------------------------------------------------------------


def run_looked_at(of, experiment, found):
    """One rate to look at, typed, clicked or chosen by a button: returns its Trace, and says its verdict."""
    own_rate, key = of.lesson.experiment.optimiser.learning_rate, f"{of.key}_rate"
    stable, best = largest_stable_rate(experiment), found.best
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        told = "Type one, or click on a curve or a point."
        rate = controls.number(
            key, "Look at the Learning Rate", own_rate, *controls.RATES, step=0.01, width=190, help=told
        )
        if best is not None:
            controls.preset(f"The best: {number(found.learning_rates[best])}", {key: float(found.learning_rates[best])})
        if stable is not None and np.isfinite(stable):
            for what, factor in (("Just below", 0.99), ("Just above", 1.01)):
                controls.preset(f"{what} the largest stable rate", {key: factor * stable})
    trace, judged = sections.trace_of(replace(experiment, optimiser=GradientDescent(rate)))
    sections.verdict_line(of.lesson, trace, judged)
    return trace


def walk_link(of, experiment):
    """The way to the page that walks one run step by step."""
    rate, page = number(experiment.optimiser.learning_rate), shell.page_of(of.page).title
    label, query = f"Walk the run at {rate} on the page {page}", run_query(of, experiment)
    shell.link(of.page, label, icon=":material/directions_walk:", query=query)


def run_query(of, experiment):
    """The parameters of an address that show one run on the Subject's own page."""
    prefix, names = of.lesson.slug, experiment.network.parameter_names
    start = {f"{prefix}_{name}": repr(float(value)) for name, value in zip(names, experiment.start, strict=True)}
    return {
        **dict(of.query),
        **start,
        f"{prefix}_learning_rate": repr(float(experiment.optimiser.learning_rate)),
        f"{prefix}_steps": str(experiment.steps),
        f"{prefix}_optimised": list(experiment.optimised) or [""],
    }


# --- the two pictures ------------------------------------------------------------------------------------------------

STEPS_TICKED = [0, *(10**power for power in range(5))]


@dataclass(frozen=True)
class Look:
    """How the runs of a region are drawn; no colour says who is optimised, so none alone needs to be told apart."""

    colour: alt.Color | dict  # as a chart's encoding takes it
    dash: tuple[int, ...]
    width: float
    shape: str
    filled: bool
    words: str


LOOKS = {
    REGIONS[TOO_SLOW]: Look(alt.value("#808891"), (2, 3), 1.4, "circle", False, "dotted, grey, ○"),
    REGIONS[GOOD]: Look(INK, (1, 0), 1.6, "circle", True, "solid, ●"),
    REGIONS[ALTERNATES]: Look(alt.value("#0072B2"), (7, 3, 2, 3), 1.5, "square", False, "dash and dot, blue, □"),
    REGIONS[OSCILLATES]: Look(alt.value("#A6761D"), (7, 4), 1.5, "triangle-up", True, "dashed, brown, ▲"),
    REGIONS[STRANDED]: Look(alt.value("#8073AC"), (2, 2, 6, 2), 1.4, "diamond", False, "dot and dash, violet, ◇"),
    REGIONS[DIVERGES]: Look(alt.value("#C8304F"), (9, 3, 2, 3), 1.5, "cross", True, "dash-dotted, red, ✕"),
}


def ssr_axis(title, logarithmic):
    axis = alt.Axis(tickCount=5, **({"format": "~g"} if logarithmic else {}))
    return alt.Y("y:Q", title=title, scale=charts.limits("y", "log" if logarithmic else "linear"), axis=axis)


CLICKED = "clicked"
ARROW = "#808891"  # of the runs that end beyond the picture
TOLD = 12  # stretches of rates, in the words for those who do not see the picture


def clickable():
    """The rows of all the runs: a click chooses one of them."""
    chosen = alt.selection_point(name=CLICKED, fields=["label"], on="click", toggle=False)
    return alt.Chart(MARKS).transform_filter(f"indexof({list(REGIONS)}, datum.is) >= 0").add_params(chosen)


def tips(*others):
    return [alt.Tooltip("label:N", title="Learning Rate"), alt.Tooltip("is:N", title="Region"), *others]


@constant
def curves_spec(logarithmic, logarithmic_steps, height):
    kind, ticks = ("symlog", {"values": STEPS_TICKED}) if logarithmic_steps else ("linear", {"tickMinStep": 1})
    axis = alt.Axis(tickCount=6, format=",d", labelOverlap=True, **ticks)
    x = alt.X("x:Q", title="Step", scale=charts.limits("x", kind), axis=axis)
    y = ssr_axis("SSR", logarithmic)
    told = tips(alt.Tooltip("x:Q", title="Step"), alt.Tooltip("y:Q", title="SSR", format=".4~g"))
    lines = [
        layer(name)
        .mark_line(strokeDash=list(look.dash), strokeWidth=look.width, clip=True)
        .encode(x=x, y=y, detail="label:N", color=look.colour)
        for name, look in LOOKS.items()
    ]
    return alt.layer(
        layer("looked at").mark_line(color=SKY, strokeWidth=7, opacity=1, clip=True).encode(x=x, y=y),
        *lines,
        clickable()
        .mark_line(strokeWidth=11, opacity=0.002, clip=True, cursor="pointer")
        .encode(x=x, y=y, detail="label:N", tooltip=told),
        layer("end").mark_text(fontSize=13, fontWeight="bold").encode(x=x, y=y, text="label:N", color=INK),
    ).properties(height=height)


@constant
def ends_spec(logarithmic, height):
    axis = alt.Axis(tickCount=5, format="~g", labelOverlap=True, grid=False)
    x = alt.X("x:Q", title="Learning Rate", scale=charts.limits("x", "log"), axis=axis)
    y = ssr_axis("SSR after the last step", logarithmic)
    bands, points = [], []
    for name, look in LOOKS.items():
        band = layer(f"band {name}").mark_rect(opacity=0.13, clip=True)
        bands.append(band.encode(x=x, x2="x2:Q", color=look.colour))
        turned = {"angle": 45} if look.shape == "cross" else {}
        there = layer(name).transform_filter("!isValid(datum.y2) || datum.y2 == datum.y")
        point = there.mark_point(shape=look.shape, filled=look.filled, size=48, opacity=1, strokeWidth=1.5, **turned)
        points.append(point.encode(x=x, y=y, color=look.colour))
    return alt.layer(
        *bands,
        layer("stable").mark_rule(strokeDash=[5, 3], strokeWidth=1.5).encode(x=x, color=INK),
        layer("path").mark_line(strokeWidth=1, opacity=0.45).encode(x=x, y=y, color=INK),
        *points,
        layer("best").mark_point(shape="diamond", size=330, strokeWidth=2.5, opacity=1).encode(x=x, y=y, color=INK),
        layer("looked at").mark_point(shape="circle", color=SKY, size=230, strokeWidth=4, opacity=1).encode(x=x, y=y),
        arrow(layer("arrow"), x, y, ARROW),
        labels.said(layer("said"), x, y, bold=True),
        labels.said(layer("said region"), x, y),
        clickable()
        .mark_point(filled=True, size=260, opacity=0.002, cursor="pointer")
        .encode(x=x, y=y, tooltip=tips(alt.Tooltip("y2:Q", title="SSR", format=".4~g"))),
    ).properties(height=height)


def ends_of_ssr(found, trace, logarithmic):
    """The ends of the upright axis of both pictures: no run that blows up may flatten the others."""
    start = float(found.ssr[0, 0])
    top = max(4.0 * start, float((found.experiment.data.observed**2).sum()))
    inside = found.ssr[found.ssr <= top]
    highest = max(float(inside.max()), 1e-12)
    if not logarithmic:
        return 0.0, 1.06 * highest
    lowest = min(float(np.nanmin(found.ssr)), float(trace.ssr.min()))
    return max(lowest, 1e-8 * highest, 1e-300) / 1.5, 1.6 * highest


def drawn_runs(found):
    """The places of the runs that are drawn as curves: all, or evenly spaced ones and the best."""
    if len(found) <= MOST_CURVES:
        return np.arange(len(found))
    best = np.array([] if found.best is None else [found.best], dtype=int)
    return np.union1d(np.linspace(0, len(found) - 1, MOST_CURVES - len(best)).round().astype(int), best)


def pictures(of, found, trace):
    """The SSR against the step for each rate, the last SSR against the rate, and beside them what their marks mean.

    A click on either looks at a run.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        logarithmic = controls.switch(f"{of.key}_log", "Logarithmic SSR", True)
        logarithmic_steps = controls.switch(f"{of.key}_log_steps", "Logarithmic steps", of.steps > 100)
        walk_link(of, trace.experiment)
    y = ends_of_ssr(found, trace, logarithmic)
    names = rate_texts(found.learning_rates)
    taken = dict(zip(names, map(float, found.learning_rates), strict=True))
    left, middle, right = st.columns([6, 6, 5], gap="small")
    with left:
        curves(of, found, trace, names, taken, y, logarithmic, logarithmic_steps)
    with middle:
        last_ssrs(of, found, trace, names, taken, y, logarithmic)
    with right, st.container(key="regions"):
        tables.show(regions_table(found, y), "The regions of the Learning Rates, and how each is drawn")
    st.caption(what_is_drawn(found, trace, y))


def curves(of, found, trace, names, taken, y, logarithmic, logarithmic_steps):
    key, runs, last = f"{of.key}_curves", drawn_runs(found), int(found.steps[-1])
    inside = np.clip(found.ssr, y[0] / 3, y[1] * 3)  # what is cut away leaves the picture all the same
    layers = {}
    for place, name in enumerate(REGIONS):
        chosen = runs[found.regions[runs] == place]
        run, row = np.nonzero(~np.isnan(inside[chosen]))
        run = chosen[run]
        layers[name] = {"x": found.steps[row], "y": inside[run, row], "label": np.take(names, run)}
    rows = np.searchsorted(trace.steps, found.steps[found.steps <= trace.steps[-1]])
    layers["looked at"] = {"x": trace.steps[rows], "y": np.clip(trace.ssr[rows], y[0] / 3, y[1] * 3)}
    marked = []
    for run in runs:
        if found.diverged_at[run] >= 0:
            marked.append((found.diverged_at[run] - 1, "✕"))
        elif found.ssr[run, -1] > y[1]:
            within = np.flatnonzero(found.ssr[run] <= y[1])
            marked.append((found.steps[within[-1] + 1], "▲"))
    if marked:
        steps, labels = zip(*marked, strict=True)
        top = y[1] / 1.12 if logarithmic else y[1] * 0.985
        layers["end"] = {"x": np.array(steps, dtype=float), "y": top, "label": labels}
    rate = number(trace.experiment.optimiser.learning_rate)
    counts = ", ".join(f"{(found.regions == place).sum()} {name}" for place, name in enumerate(REGIONS))
    show(
        curves_spec(logarithmic, logarithmic_steps, TALL + 15),
        marks(**layers),
        key,
        f"The SSR against the step, a curve for each of {len(runs)} Learning Rates from {names[0]} to {names[-1]}, "
        f"{counted(last, 'step')}. Of all {len(found)}: {counts}. The broad band is the run at {rate}, "
        f"from {number(trace.ssr[0])} to {number(trace.ssr[-1])}.",
        (0.0, last),
        y,
        on_select=partial(controls.take_click, key, CLICKED, "label", taken, f"{of.key}_rate"),
    )


def last_ssrs(of, found, trace, names, taken, y, logarithmic):
    key, rates, last = f"{of.key}_ends", found.learning_rates, found.ssr[:, -1]
    shown = np.clip(np.where(np.isnan(last), y[1], last), *y)
    edges = np.sqrt(rates[1:] * rates[:-1])
    edges = np.array([rates[0] * rates[0] / edges[0], *edges, rates[-1] * rates[-1] / edges[-1]])
    x = edges[0], edges[-1]
    layers, widest = {"path": {"x": rates, "y": shown}}, {}
    for place, first, end in found.stretches:
        band = layers.setdefault(f"band {REGIONS[place]}", {"x": [], "x2": []})
        band["x"].append(edges[first])
        band["x2"].append(edges[end + 1])
        wide = np.log(edges[end + 1] / edges[first])
        if wide > widest.get(place, (0.0,))[0]:
            widest[place] = wide, np.sqrt(edges[first] * edges[end + 1])
    for place, name in enumerate(REGIONS):
        runs = np.flatnonzero(found.regions == place)
        layers[name] = {"x": rates[runs], "y": shown[runs], "y2": last[runs], "label": np.take(names, runs)}
    beyond = np.isfinite(last) & (last != shown)
    frame = labels.Frame(x, y, TALL + 15, "xy" if logarithmic else "x")
    marked = [frame.parts(rates, shown)]
    if beyond.any():
        layers["arrow"] = arrows(frame, rates[beyond], last[beyond])
        marked.append(frame.parts(layers["arrow"]["x"], layers["arrow"]["y"]))
    fixed = labels.dots(np.concatenate(marked), 6.5)
    stable, best = largest_stable_rate(found.experiment), found.best
    said, wanted, lines = "", [], [frame.parts(rates, shown)]
    if best is not None:
        layers["best"] = {"x": rates[best], "y": shown[best]}
        wanted.append(labels.Label(f"◇ best {number(rates[best])}", rates[best], shown[best]))
        said += f" The best is {number(rates[best])}, SSR {number(last[best])}."
    if stable is not None and x[0] < stable < x[1]:
        layers["stable"] = {"x": stable}
        across, _ = frame.parts(stable, y[1])
        lines.append(np.column_stack([np.full(40, across), np.linspace(0.1, 0.9, 40)]))
        _, middle = frame.values([0.5, 0.5])
        wanted.append(labels.Label(f"largest stable {number(stable)}", stable, middle))
        said += f" The largest stable rate is {number(stable)}."
    if beyond.any():
        said += f" {beyond.sum()} of {len(found)} lie outside the picture, where arrows point."
    rate = trace.experiment.optimiser.learning_rate
    if x[0] <= rate <= x[1]:
        end = y[1] if trace.diverged_at is not None else float(np.clip(trace.ssr[-1], *y))
        layers["looked at"] = {"x": rate, "y": end}
        fixed = np.concatenate([fixed, labels.dots(frame.parts(rate, end), 8.0)])
    layers["said"], occupied = labels.placed(frame, wanted, fixed, lines, bold=True)
    widest = sorted(widest.items(), key=lambda each: -each[1][0])
    regions = [labels.Label(REGIONS[place], middle, y[1], ("below",)) for place, (_, middle) in widest]
    layers["said region"], _ = labels.placed(frame, regions, fixed, taken=occupied)
    stretches = "; ".join(f"{REGIONS[place]} {stretch_text(names, a, b)}" for place, a, b in found.stretches[:TOLD])
    if len(found.stretches) > TOLD:
        stretches += f"; and {len(found.stretches) - TOLD} more stretches"
    show(
        ends_spec(logarithmic, TALL + 15),
        marks(**layers),
        key,
        f"The SSR after {counted(found.steps[-1], 'step')} against the Learning Rate: {stretches}.{said}",
        x,
        y,
        on_select=partial(controls.take_click, key, CLICKED, "label", taken, f"{of.key}_rate"),
    )


def stretch_text(names, first, last):
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def what_is_drawn(found, trace, y):
    """What the pictures leave out, or show at their edges."""
    drawn, last = len(drawn_runs(found)), found.ssr[:, -1]
    rate = trace.experiment.optimiser.learning_rate
    ring = " and the ring right" if found.learning_rates[0] <= rate <= found.learning_rates[-1] else ""
    said = [f"The broad blue band left{ring}: the run at {number(rate)}, which you look at."]
    if drawn < len(found):
        said.append(f"Left, {drawn} of the {len(found)} runs; right and in the table, all of them.")
    if len(found.steps) <= found.steps[-1]:
        said.append(f"A curve is drawn at {len(found.steps)} of its {found.steps[-1] + 1:,} steps.")
    lost, above, below = (some.sum() for some in (found.diverged_at >= 0, last > y[1], last < y[0]))
    if lost:
        said.append(f"{lost} outgrew the computer's numbers: ✕ marks where, at the upper edge.")
    if above:
        still = "is still a number" if above == 1 else "are still numbers"
        said.append(f"{above} left the picture upwards and {still} (▲ left; an arrow up right).")
    if below:
        said.append(f"{below} ended below the picture, at an SSR under {number(y[0])}: right, an arrow down.")
    return " ".join(said)


# --- what it says ----------------------------------------------------------------------------------------------------

BEGIN = {ALTERNATES: "alternate", OSCILLATES: "oscillate without arriving", STRANDED: "strand", DIVERGES: "diverge"}


def answer(found):
    """What a larger Learning Rate would do, in two sentences with the numbers."""
    steps, best = counted(found.steps[-1], "step"), found.best
    rates = found.learning_rates
    if best is None:
        lost = int((found.regions == DIVERGES).sum())
        they = "oscillate" if lost == 0 else "diverge" if lost == len(found) else "oscillate or diverge"
        st.markdown(f"**All {len(found)} rates {they} within {steps}.** Try smaller ones.")
        return
    at, ssr = number(rates[best]), number(found.ssr[best, -1])
    if found.arrived_at[best] >= 0:
        when = f"at step {found.arrived_at[best]:,}" if found.every_step else f"by step {found.arrived_at[best]:,}"
        said = f"**Best of these {len(found)} in {steps}: {at}**, the first to arrive, {when}; its last SSR is {ssr}."
    else:
        swings = np.isin(found.regions, (OSCILLATES, DIVERGES)).any()
        of = "those that neither oscillate nor diverge, " if swings else "all, "
        said = (
            f"**Best of these {len(found)} in {steps}: {at}**, with the lowest SSR of {of}{ssr}; none has arrived yet."
        )
        if found.regions[best] == ALTERNATES:
            said += " Each of its steps turns back against the one before, and they shrink."
    larger = found.regions[best + 1 :]
    begins = [
        f"{verb} at {number(rates[best + 1 + (larger == place).argmax()])}"
        for place, verb in BEGIN.items()
        if place != found.regions[best] and (larger == place).any()
    ]
    if begins:
        said += f" Larger ones begin to {', and to '.join(begins)}."
    st.markdown(said)


def regions_table(found, y):
    """How many of the rates are in each region, how they are drawn in pictures with these ends, and which they are."""
    names, rows = rate_texts(found.learning_rates), []
    beyond = found.ssr[:, -1] > y[1]
    for place, name in enumerate(REGIONS):
        stretches = [(first, last) for region, first, last in found.stretches if region == place]
        texts = [stretch_text(names, *stretch) for stretch in stretches[:3]]
        if len(stretches) > 3:
            texts.append(f"and {counted(len(stretches) - 3, 'more stretch', 'more stretches')}")
        drawn = LOOKS[name].words + (", ▲ above" if beyond[found.regions == place].any() else "")
        rows.append([name, drawn, str((found.regions == place).sum()), "; ".join(texts)])
    return tables.of_rows(rows, ["Region", "Drawn", "Runs", "Learning Rates"])


def regions_defined(of, found):
    """The regions: what each word means exactly, and where they end if that is known."""
    experiment, steps = found.experiment, found.steps[-1]
    linear = largest_stable_rate(experiment) is not None
    arrived = (
        f"every optimised parameter is within {number(CLOSE)} of its exact best value (in parts of it where above 1)"
        if linear
        else f"the SSR is at most {number(NEAR_ZERO)} times what predicting the mean would leave"
    )
    with st.expander(f"What the words say, of {counted(steps, 'step')} only, and where the borders are"):
        regions_in_words(arrived)
        if (edges := borders(experiment)) is not None:
            st.markdown(borders_in_words(edges, steps))
    if not linear and (found.regions == OSCILLATES).any():
        st.caption(
            "A run that tumbles is at the mercy of its last digits: added up in another order it ends elsewhere, so a "
            "single run of it, above or on its own page, may show other numbers than the table."
        )


def regions_in_words(arrived):
    """What each region's word means; `arrived` says when a run has."""
    st.markdown(
        f"""
- **good**: it has arrived: {arrived}, from some step on to the last.
- **diverges**: its numbers outgrew the computer, or it ends above the SSR it began with and rose in its last step.
- **oscillates**: neither, and in the last {WINDOW} steps the SSR goes up and down, or rose in the last, or every step
  turns back against the one before and they do not shrink.
- **alternates**: none of these, but every step turns back against the one before, and they shrink: it comes from both
  sides in turn.
- **too slow**: none of these: it goes down, or no longer moves, and has not arrived.
- **stranded**: the same, but a smaller rate of these *did* arrive. Then it is not slowness: a step too far has left it
  on level ground.
"""
    )


def borders_in_words(edges, steps):
    """The regions of one parameter along a parabola, from its factor per step."""
    curvature, at_once, never = number(edges.curvature), number(edges.at_once), number(edges.never)
    said = (
        f"**Here the borders are known exactly.** Each step multiplies {edges.name}'s distance from its best value by "
        f"1 − {curvature} × rate. Below {at_once} it comes from one side, at {at_once} it arrives in one step, above "
        f"it steps across each time; at {never} it swings for ever, and beyond it moves away."
    )
    if edges.arrives is not None:
        low, high = map(number, edges.arrives)
        said += f" To arrive within {counted(steps, 'step')} it takes a rate from **{low}** to **{high}**."
    return said


def rates_table(of, found):
    """Every rate as numbers: its region, its last SSR, when it arrived or diverged, and where it ended."""
    network, arrived, lost = found.experiment.network, found.arrived_at, found.diverged_at
    table = {
        "Learning Rate": found.learning_rates,
        "Region": np.take(REGIONS, found.regions),
        "Last SSR": found.ssr[:, -1],
        f"Arrived {'at' if found.every_step else 'by'} step": pd.arrays.IntegerArray(arrived, arrived < 0),
        "Diverged at step": pd.arrays.IntegerArray(lost, lost < 0),
    }
    if of.lesson is ALL_PARAMETERS:
        same = (found.ends.round(2) == np.round(FITTED, 2)).all(axis=1)
        table["To two decimals"] = np.where(found.regions == GOOD, np.where(same, "the video's", "others"), "")
    table |= {f"{name} at the end": found.ends[:, network.place(name)] for name in found.experiment.optimised}
    return pd.DataFrame(table)


def every_rate(of, found):
    """Every rate in a table to scroll through, and as a file."""
    table = rates_table(of, found)
    with st.expander("Every Learning Rate in a table"):
        scrolled.show(
            table, "Every Learning Rate: its region, its last SSR, when it arrived or diverged, where it ended"
        )
        controls.download("The same as CSV", lambda: table.to_csv(index=False), f"{of.key}.csv")


# --- one rate, many starts -------------------------------------------------------------------------------------------


@shared
def landing_of(experiment, count, least, most, seed):
    """The Landing of an Experiment from random starts, computed once and then shared."""
    return landing(experiment, random_starts(experiment, count, least, most, seed))


def started(of, experiment):
    """The control strip of the many starts: returns their Landing and the range (least, most) they were drawn from."""
    key, own = f"{of.key}_starts", of.lesson.experiment.optimiser.learning_rate
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        rate = controls.number(f"{key}_rate", "Learning Rate", own, *controls.RATES, step=0.01, width=120)
        count = controls.whole_number(f"{key}_count", "How many starts", 200, 1, MOST_STARTS, width=140)
        steps = controls.whole_number(f"{key}_steps", "Steps", of.starts_steps, 1, controls.MOST_STEPS, width=120)
        least = controls.number(f"{key}_least", "drawn from", -2.0, step=1.0, width=110)
        most = controls.number(f"{key}_most", "to", 2.0, step=1.0, width=110)
        seed = controls.whole_number(f"{key}_seed", "Seed", 1, 0, 999_999, width=110)
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
    st.markdown(landed_in_words(found))
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
    x, y = charts.x_axis(x_title), charts.y_axis(y_title)
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
    return controls.pair(f"{of.key}_starts_two", "Draw the ends of", names, own[:2] if len(own) > 1 else names[-2:])


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
    st.subheader(f"**Where they end**: {two[0]} across, {two[1]} up", anchor=False)
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
        where_spec(*two, TALL - 25),
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
    x, y = charts.x_axis(x_title), charts.y_axis(y_title)
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
    x = padded(*charts.input_range(data), 0.2)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    lines, observed = forward(network, found.ends[runs], at).predicted[..., 0], data.observed[:, 0]
    high = observed.max() - observed.min()
    y = padded(max(lines.min(), observed.min() - 2 * high), min(lines.max(), observed.max() + 2 * high))
    several = f"**{len(runs)} of the {kind} fits together**, those whose values differ most"
    st.subheader(several if len(runs) > 1 else f"**The only {kind} fit**", anchor=False)
    layers = {
        f"fit {place}": {"x": at, "y": np.clip(line, y[0] - high, y[1] + high), "label": str(run + 1)}
        for place, (run, line) in enumerate(zip(runs, lines, strict=True))
    }
    squiggles = charts.line_or_squiggle(*lines).removesuffix("s") + "s"
    show(
        squiggles_spec(data.names[0], data.names[-1], TALL - 25),
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
        f"{data.names[0]} {number(at[widest])}; their values stand in the table below."
    )


def every_start(of, found):
    """The perfect fits that are drawn, as a table; every start, when asked for; and the file."""
    names, runs = found.experiment.network.parameter_names, chosen_fits(found)
    if len(runs):
        rows = [[str(run + 1), *tables.texts(found.ends[run]), number(found.ssr[run])] for run in runs]
        tables.show(tables.of_rows(rows, ["Start", *names, "SSR"]), "The values of the fits drawn above")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        wanted = controls.switch(f"{of.key}_starts_table", "Every start as a table")
        controls.download("Every start as CSV", lambda: starts_table(found).to_csv(index=False), f"{of.key}_starts.csv")
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
