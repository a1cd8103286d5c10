"""The pictures of many Learning Rates from one start: every run's SSR, its end against its rate, and their legend."""

from dataclasses import dataclass
from functools import partial

import altair as alt
import numpy as np
import streamlit as st

from backprop.lowest import largest_stable_rate
from backprop.rates import ALTERNATES, DIVERGES, GOOD, OSCILLATES, REGIONS, STRANDED, TOO_SLOW
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.charts import labels, scales
from pages.parts.charts.beyond import arrow, arrows
from pages.parts.charts.colours import INK, SKY
from pages.parts.charts.layered import MARKS, constant, layer
from pages.parts.charts.one_table import marks, show
from pages.parts.controls import presets

MOST_CURVES = 50
HIGH = 225  # of each picture: they stand one upon the other
STEPS_TICKED = [0, *(10**power for power in range(5))]


@dataclass(frozen=True)
class Look:
    """How the runs of a region are drawn; no colour says who is optimised, so none alone needs to be told apart.

    sign, line  the mark and the line as the legend writes them
    """

    colour: alt.Color | dict  # as a chart's encoding takes it
    dash: tuple[int, ...]
    width: float
    shape: str
    filled: bool
    sign: str
    line: str


LOOKS = {
    REGIONS[TOO_SLOW]: Look(alt.value("#808891"), (2, 3), 1.4, "circle", False, ":gray[○]", "dotted"),
    REGIONS[GOOD]: Look(INK, (1, 0), 1.6, "circle", True, "●", "solid"),
    REGIONS[ALTERNATES]: Look(alt.value("#0072B2"), (7, 3, 2, 3), 1.5, "square", False, ":blue[□]", "dash-dot"),
    REGIONS[OSCILLATES]: Look(alt.value("#A6761D"), (6, 4), 1.5, "square", True, ":orange[■]", "dashed"),
    REGIONS[STRANDED]: Look(
        alt.value("#8073AC"), (7, 3, 2, 2, 2, 3), 1.4, "diamond", False, ":violet[◇]", "dash-dot-dot"
    ),
    REGIONS[DIVERGES]: Look(alt.value("#C8304F"), (12, 4), 1.5, "cross", True, ":red[✕]", "long dashes"),
}


def ssr_axis(title, logarithmic):
    axis = alt.Axis(tickCount=5, **({"format": "~g"} if logarithmic else {}))
    return alt.Y("y:Q", title=title, scale=scales.limits("y", "log" if logarithmic else "linear"), axis=axis)


CLICKED = "clicked"
ARROW = "#808891"  # of the runs that end beyond the picture
AT_EDGE, ARROWS = 0.045, 0.125  # from the edge, in parts of the picture: the marks of what is beyond, and the arrows
HEIGHTS = (0.3, 0.42, 0.54, 0.66, 0.78)  # in parts of the picture, where the label of an upright line may stand
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
    x = alt.X("x:Q", title="Step", scale=scales.limits("x", kind), axis=axis)
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
    x = alt.X("x:Q", title="Learning Rate", scale=scales.limits("x", "log"), axis=axis)
    y = ssr_axis("SSR after the last step", logarithmic)
    bands, points = [], []
    for name, look in LOOKS.items():
        band = layer(f"band {name}").mark_rect(opacity=0.13, clip=True)
        bands.append(band.encode(x=x, x2="x2:Q", color=look.colour))
        turned = {"angle": 45} if look.shape == "cross" else {}
        point = layer(name).mark_point(
            shape=look.shape, filled=look.filled, size=48, opacity=1, strokeWidth=1.5, **turned
        )
        points.append(point.encode(x=x, y=y, color=look.colour))
    return alt.layer(
        *bands,
        layer("best").mark_rule(strokeWidth=1, opacity=0.7).encode(x=x, y=y, y2="y2:Q", color=INK),
        layer("stable").mark_rule(strokeDash=[5, 3], strokeWidth=1.5).encode(x=x, color=INK),
        layer("path").mark_line(strokeWidth=1, opacity=0.45).encode(x=x, y=y, color=INK),
        *points,
        layer("best").mark_point(shape="circle", size=120, strokeWidth=1.5, opacity=1).encode(x=x, y=y, color=INK),
        layer("looked at").mark_point(shape="circle", color=SKY, size=230, strokeWidth=4, opacity=1).encode(x=x, y=y),
        arrow(layer("arrow"), x, y, ARROW, 70),
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


def pictures(of, found, trace, logarithmic, logarithmic_steps):
    """The SSR against the step for each rate, and the last SSR against the rate; a click on either looks at a run."""
    y = ends_of_ssr(found, trace, logarithmic)
    names = rate_texts(found.learning_rates)
    taken = dict(zip(names, map(float, found.learning_rates), strict=True))
    curves(of, found, trace, names, taken, y, logarithmic, logarithmic_steps)
    last_ssrs(of, found, trace, names, taken, y, logarithmic)
    st.caption(what_is_drawn(found, trace, y))


def legend(found):
    """How each region is drawn, how many of the rates are in it, and which."""
    names, rows = rate_texts(found.learning_rates), []
    for place, (name, look) in enumerate(LOOKS.items()):
        stretches = [(first, last) for region, first, last in found.stretches if region == place]
        texts = [stretch_text(names, *stretch) for stretch in stretches[:3]]
        if len(stretches) > 3:
            texts.append(f"and {counted(len(stretches) - 3, 'more stretch', 'more stretches')}")
        many = str((found.regions == place).sum())
        rows.append([f"{look.sign} {look.line}", name, many, "; ".join(texts)])
    table = tables.of_rows(rows, ["Drawn", "Region", "Rates", "From … to"])
    with st.container(key="regions"):
        tables.show(table, "The regions of the Learning Rates, and how each is drawn")


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
        curves_spec(logarithmic, logarithmic_steps, HIGH),
        marks(**layers),
        key,
        f"The SSR against the step, a curve for each of {len(runs)} Learning Rates from {names[0]} to {names[-1]}, "
        f"{counted(last, 'step')}. Of all {len(found)}: {counts}. The broad band is the run at {rate}, "
        f"from {number(trace.ssr[0])} to {number(trace.ssr[-1])}.",
        (0.0, last),
        y,
        on_select=partial(presets.take_click, key, CLICKED, "label", taken, f"{of.key}_rate"),
    )


def last_ssrs(of, found, trace, names, taken, y, logarithmic):
    key, rates, last = f"{of.key}_ends", found.learning_rates, found.ssr[:, -1]
    shown = np.clip(np.where(np.isnan(last), y[1], last), *y)
    beyond = np.isfinite(last) & (last != shown)
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
    frame = labels.Frame(x, y, HIGH, "xy" if logarithmic else "x")
    stands = near_edge(frame, last, AT_EDGE)
    marked = [frame.parts(rates, stands)]
    for place, name in enumerate(REGIONS):
        runs = np.flatnonzero(found.regions == place)
        layers[name] = {"x": rates[runs], "y": stands[runs], "y2": last[runs], "label": np.take(names, runs)}
    if beyond.any():
        at = {"x": rates[beyond], "y": near_edge(frame, last[beyond], ARROWS)}
        layers["arrow"] = arrows(frame, rates[beyond], last[beyond]) | at
        marked.append(frame.parts(layers["arrow"]["x"], layers["arrow"]["y"]))
    fixed = labels.dots(np.concatenate(marked), 6.5)
    stable, best = largest_stable_rate(found.experiment), found.best
    said, upright, lines = "", {}, [frame.parts(rates, shown)]
    if best is not None:
        layers["best"] = {"x": rates[best], "y": stands[best], "y2": y[1]}
        upright[f"best {number(rates[best])}"] = rates[best]
        said += f" The best is {number(rates[best])}, SSR {number(last[best])}: a thin ring, and a line up from it."
    if stable is not None and x[0] < stable < x[1]:
        layers["stable"] = {"x": stable}
        upright[f"largest stable {number(stable)}"] = stable
        said += f" The largest stable rate is {number(stable)}."
    if beyond.any():
        said += f" {beyond.sum()} of {len(found)} lie outside the picture, where arrows point."
    rate = trace.experiment.optimiser.learning_rate
    if x[0] <= rate <= x[1]:
        (end,) = near_edge(frame, trace.ssr[-1:] if trace.diverged_at is None else np.array([np.nan]), AT_EDGE)
        layers["looked at"] = {"x": rate, "y": end}
        fixed = np.concatenate([fixed, labels.dots(frame.parts(rate, end), 8.0)])
    layers["said"], occupied = beside_upright(frame, upright, fixed, lines)
    widest = sorted(widest.items(), key=lambda each: -each[1][0])
    regions = [labels.Label(REGIONS[place], middle, y[1], ("below",)) for place, (_, middle) in widest]
    layers["said region"], _ = labels.placed(frame, regions, fixed, taken=occupied)
    stretches = "; ".join(f"{REGIONS[place]} {stretch_text(names, a, b)}" for place, a, b in found.stretches[:TOLD])
    if len(found.stretches) > TOLD:
        stretches += f"; and {len(found.stretches) - TOLD} more stretches"
    show(
        ends_spec(logarithmic, HIGH),
        marks(**layers),
        key,
        f"The SSR after {counted(found.steps[-1], 'step')} against the Learning Rate: {stretches}.{said}",
        x,
        y,
        on_select=partial(presets.take_click, key, CLICKED, "label", taken, f"{of.key}_rate"),
    )


def near_edge(frame, ssr, away):
    """At which SSR something stands for runs that end at ssr (n,): for those that end beyond the picture so far away
    from its edge, in parts of the picture. What is no number any more is beyond its upper edge."""
    ssr = np.where(np.isnan(ssr), np.inf, ssr)
    parts = frame.parts(frame.x[0], np.clip(ssr, *frame.y))
    parts[:, 1] = np.clip(parts[:, 1], away, 1 - away)
    return np.where((ssr < frame.y[0]) | (ssr > frame.y[1]), frame.values(parts)[:, 1], ssr)


def beside_upright(frame, upright, fixed, lines):
    """Labels {text: where its line stands across} beside upright lines, each at the first height at which it has room:
    the columns of the layer `said`, and the boxes of the labels."""
    lines = [*lines, *(np.column_stack([np.full(40, frame.parts(at, frame.y[0])[0]), np.linspace(0, 1, 40)])
                       for at in upright.values())]  # fmt: skip
    said, occupied = {}, np.empty((0, 3, 2))
    for text, at in upright.items():
        for height in HEIGHTS:
            wanted = [labels.Label(text, at, frame.values([0.0, height])[1], ("right", "left"))]
            columns, box = labels.placed(frame, wanted, fixed, lines, bold=True, taken=occupied)
            if len(box):
                said = {name: [*said.get(name, []), *values] for name, values in columns.items()}
                occupied = np.concatenate([occupied, box])
                break
    return said or {"x": [], "y": []}, occupied


def stretch_text(names, first, last):
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def what_is_drawn(found, trace, y):
    """What the pictures leave out, or show at their edges."""
    drawn, last = len(drawn_runs(found)), found.ssr[:, -1]
    rate = trace.experiment.optimiser.learning_rate
    ring = " and the ring below" if found.learning_rates[0] <= rate <= found.learning_rates[-1] else ""
    said = [f"The broad blue band above{ring}: the run at {number(rate)}, which you look at."]
    if drawn < len(found):
        said.append(f"Above, {drawn} of the {len(found)} runs; below and in the table, all of them.")
    if len(found.steps) <= found.steps[-1]:
        said.append(f"A curve is drawn at {len(found.steps)} of its {found.steps[-1] + 1:,} steps.")
    lost, above, below = (some.sum() for some in (found.diverged_at >= 0, last > y[1], last < y[0]))
    if lost:
        said.append(f"{lost} outgrew the computer's numbers: ✕ marks where, at the upper edge.")
    if above:
        still = "is still a number" if above == 1 else "are still numbers"
        said.append(f"{above} left the picture upwards and {still} (▲).")
    if below:
        said.append(f"{below} ended below the picture, at an SSR under {number(y[0])}: a mark with an arrow down.")
    return " ".join(said)


def rate_texts(rates):
    """Each rate as text, with digits enough to tell it from the others."""
    for digits in range(4, 16):
        texts = [number(rate, digits) for rate in rates]
        if len(set(texts)) == len(texts):
            break
    return texts
