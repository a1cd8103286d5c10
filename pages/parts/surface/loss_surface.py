"""The SSR as a landscape: the map of it, any network and any two of its parameters, and which part of it is seen."""

import struct
import zlib
from base64 import b64encode
from dataclasses import dataclass
from dataclasses import replace as changed

import altair as alt
import numpy as np
import streamlit as st

from backprop.experiment import Experiment, Trace, log_spaced_steps
from backprop.landscape import contour_levels, nodes_of_both, ssr_across, ssr_in_plane
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS, Lesson
from backprop.losses import ssr
from backprop.network import random_start
from backprop.optimisers import OPTIMISERS
from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts.charts import labels, one_table, scales
from pages.parts.charts.colours import GREEN, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.one_table import marks
from pages.parts.controls import number_field, widgets
from pages.parts.experiment import chooser, control_strip, runs, seven_run, verdicts
from pages.parts.kept import shared
from pages.parts.pictures import extent

CELLS = 300, 180, 60  # of a map, each way; fewer where the observations and nodes are many
FINE_WORK, MOST_WORK = 1.6e7, 6e7  # cells × observations × nodes that a fine map, and any map, may cost
READ = 60  # of these, each way, that the mouse reads: every fifth, say, the middle of a square of 25
HEIGHT = 376

# --- the map as a picture --------------------------------------------------------------------------------------------

# From the valley (deep water) up to the heights (sand): each lighter than the one before, so they read without colour.
SEA_TO_SAND = np.array([(16, 32, 68), (36, 84, 138), (88, 146, 186), (160, 196, 205), (214, 219, 198), (247, 236, 205)])
TOO_LARGE = 255  # the number of the colour for cells whose SSR a computer cannot hold; they are hatched
LINES = 128  # this much above a band's number is the colour of its contour line


def picture(surface, levels):
    """A map (V, V) as a PNG's bytes: a colour for each band between two levels, and a darker line where they meet.

    The rows of the surface go up, those of a picture down. Neighbouring cells have one colour nearly always, so 90,000
    of them are a few thousand bytes.
    """
    bands = np.searchsorted(levels, surface, side="right").astype(np.uint8)
    edge = np.zeros(surface.shape, dtype=bool)
    edge[:-1] |= bands[:-1] != bands[1:]
    edge[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    cells = bands + np.uint8(LINES) * edge
    rows, columns = np.indices(surface.shape, sparse=True)
    cells[~np.isfinite(surface)] = TOO_LARGE - 1
    cells[~np.isfinite(surface) & ((rows + columns) % 12 < 4)] = TOO_LARGE
    at = np.linspace(0, len(SEA_TO_SAND) - 1, len(levels) + 1)
    colours = np.column_stack([np.interp(at, range(len(SEA_TO_SAND)), channel) for channel in SEA_TO_SAND.T])
    palette = np.zeros((256, 3), dtype=np.uint8)
    palette[: len(colours)] = colours
    palette[LINES : LINES + len(colours)] = 0.62 * colours
    palette[TOO_LARGE - 1 :] = (225, 225, 225), (120, 120, 120)
    lines = np.column_stack([np.zeros(len(cells), dtype=np.uint8), cells[::-1]])  # each begins with 0: not filtered
    head = struct.pack(">IIBBBBB", surface.shape[1], surface.shape[0], 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", head),
            (b"PLTE", palette.tobytes()),
            (b"IDAT", zlib.compress(lines.tobytes(), 6)),
            (b"IEND", b""),
        )
    )


@dataclass(frozen=True, eq=False)
class Map:
    """A map of the SSR, ready to be drawn.

    names    of what goes across and up
    x, y     the ends of both
    read     (READ, READ) the SSR where the mouse reads it: rows go up, columns across
    levels   the SSR of each contour line, rising
    labels   (L, 2) where each level is written, in parts of the map across and up; NaN where there is no room
    address  the picture as a data: address
    shown    the part of the map whose SSR is not too large for a computer's numbers, from 0 to 1
    """

    names: tuple[str, str]
    x: tuple[float, float]
    y: tuple[float, float]
    read: np.ndarray
    levels: np.ndarray
    labels: np.ndarray
    address: str
    shown: float

    @property
    def numbers(self):
        """The text of each level that can be written, and (n, 2) where: upon its line."""
        there = np.flatnonzero(np.isfinite(self.labels[:, 0]))
        ends = np.transpose([self.x, self.y])
        return [*map(number, self.levels[there])], ends[0] + self.labels[there] * (ends[1] - ends[0])


def middles(ends, count=CELLS[0]):
    """The middles of `count` equal cells between two ends."""
    return ends[0] + (np.arange(count) + 0.5) / count * (ends[1] - ends[0])


def map_from(names, x, y, surface, levels):
    """The Map of a surface (V, V), V one of CELLS."""
    every = len(surface) // READ
    return Map(
        tuple(names),
        tuple(x),
        tuple(y),
        surface[every // 2 :: every, every // 2 :: every].copy(),
        levels,
        places_for_labels(surface, levels),
        "data:image/png;base64," + b64encode(picture(surface, levels)).decode(),
        float(np.isfinite(surface).mean()),
    )


@shared
def map_across(network, data, parameters, names, x, y, levels):
    """The Map of two parameters, the others as in `parameters` (P,), computed once."""
    cells = cells_of_map(network, data, names)
    grid = middles(y, cells), middles(x, cells)
    return map_from(names, x, y, ssr_across(network, data, parameters, names[::-1], grid), levels)


def work(network, data, names, cells):
    """What a map costs: cells × observations × nodes, of which those with many inputs cost more."""
    return cells**2 * len(data) * nodes_of_both(network, names) * (0.8 + 0.1 * max(network.nodes))


def cells_of_map(network, data, names):
    """How fine a map is, each way: as fine as can be drawn without a wait."""
    return next((cells for cells in CELLS if work(network, data, names, cells) <= FINE_WORK), CELLS[-1])


@shared
def map_in_plane(network, data, centre, names, directions, reach):
    """The Map around a place, along two directions (2, P), across and up, as far as `reach` each way."""
    ends = (-reach, reach)
    surface = ssr_in_plane(network, data, centre, directions[::-1], (middles(ends), middles(ends)))
    return map_from(names, ends, ends, surface, contour_levels(surface))


def places_for_labels(surface, levels):
    """Where on its line each level can be written with the most room: (L, 2), in parts of the map; NaN for nowhere."""
    taken, found = np.empty((0, 2)), np.full((len(levels), 2), np.nan)
    # A twelfth is left free on each side, and of a fine map's cells every second is enough.
    edge, every = len(surface) // 12, 1 + (len(surface) > 200)
    inner = surface[edge:-edge:every, edge:-edge:every]
    for place, level in enumerate(levels):
        below = inner < level
        on_line = np.argwhere(below[:-1] != below[1:])[:, ::-1] + (0.5, 1.0)
        if not len(on_line):
            on_line = np.argwhere(below[:, :-1] != below[:, 1:])[:, ::-1] + (1.0, 0.5)
        on_line = (edge + every * on_line[:: 1 + len(on_line) // 300]) / len(surface)
        if not len(on_line):
            continue
        # A label is wider than high. Of the places with room enough take the one farthest from all others, and a corner
        # rather than the middle, where the path is.
        apart = np.hypot(*((on_line[:, None] - taken) * (1.0, 1.6)).transpose(2, 0, 1)).min(axis=1, initial=0.5)
        from_middle = 0.3 * np.abs(on_line - 0.5).max(axis=1)
        best = int((np.minimum(apart, 0.25) + from_middle).argmax())
        if apart[best] > 0.08:
            found[place] = on_line[best]
            taken = np.concatenate([taken, on_line[best : best + 1]])
    return found


def axes(title_x, title_y, fields=("x", "y"), **look):
    """The two axes of a map: the layers that lie on each other have the same ones, so that they fit."""
    options = {"grid": False, "tickCount": 6, **look}
    return (
        alt.X(f"{fields[0]}:Q", title=title_x, scale=scales.limits("x"), axis=alt.Axis(**options)),
        alt.Y(f"{fields[1]}:Q", title=title_y, scale=scales.limits("y"), axis=alt.Axis(minExtent=30, **options)),
    )


@constant
def map_spec(x_title, y_title, height):
    """The picture, the numbers of its lines if they are its own, and a coarser grid over it, not to be seen, that tells
    the mouse what it reads there. Its axes leave the room for those of what lies on it, and are not to be seen."""
    unseen = dict.fromkeys(("labelOpacity", "titleOpacity", "domainOpacity", "tickOpacity"), 0)
    x, y = axes(x_title, y_title, ("left", "low"), **unseen)
    whole = {"width": alt.expr("width"), "height": alt.expr("height"), "aspect": False}
    tips = [
        alt.Tooltip("across:Q", title=x_title, format=".4~g"),
        alt.Tooltip("up:Q", title=y_title, format=".4~g"),
        alt.Tooltip("x:Q", title="SSR", format=".4~g"),
    ]
    part = {"across": f"(datum.count - 1) % {READ}", "up": f"floor((datum.count - 1) / {READ})"}
    sides = {}
    for (name, index), axis, (low, high) in zip(part.items(), "xy", (("left", "right"), ("low", "top")), strict=True):
        for field, more in ((low, 0), (name, 0.5), (high, 1)):
            sides[field] = f"{axis}_min + ({index} + {more}) / {READ} * ({axis}_max - {axis}_min)"
    cells = layer("cell").transform_window(count="row_number()").transform_calculate(**sides)
    middle = {"x": alt.value(alt.expr("width / 2")), "y": alt.value(alt.expr("height / 2"))}
    # Where a level is written is told in its text: columns for a few of them would be as long as the grid has cells.
    told = [f"split(datum.label, '{one_table.BETWEEN}')[{place}]" for place in range(3)]
    level = layer("level").transform_calculate(said=told[2])
    there = {
        "dx": alt.expr(f"(toNumber({told[0]}) - 0.5) * width"),
        "dy": alt.expr(f"(0.5 - toNumber({told[1]})) * height"),
    }
    return alt.layer(
        layer("picture").mark_image(**whole).encode(**middle, url="label:N"),
        *(each.encode(**middle, text="said:N") for each in numbers_of_levels(level, **there)),
        cells.mark_rect(opacity=0).encode(x=x, x2="right:Q", y=y, y2="top:Q", tooltip=tips),
    ).properties(height=height, usermeta={"embedOptions": {"renderer": "canvas"}})


# An arrow's head is turned on the screen, where a map's two axes have scales of their own: degrees, clockwise from up.
TURN = (
    "180 / PI * atan2((datum.x2 - datum.x) / (x_max - x_min) * width, (datum.y2 - datum.y) / (y_max - y_min) * height)"
)


DARK, PALE = "#101820", "#ffffff"
HALO = {"stroke": PALE, "strokeOpacity": 0.85, "strokeWidth": 3.5}


def numbers_of_levels(level, **look):
    """The layers that write the numbers of contour lines, which stand out from any colour of the map."""
    return [level.mark_text(fontSize=11, color=DARK, **halo, **look) for halo in (HALO, {})]


@constant
def on_map_spec(x_title, y_title, height):
    """What lies on a map and moves with the step, and the axes of both.

    All of it is drawn twice, pale and broad and then dark, to stand out from any colour of the map.
    """
    x, y = axes(x_title, y_title)  # in every layer the same, and so said once
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    in_order = {"x": x, "y": y, "order": alt.Order("x2:Q")}
    text = {"x": x, "y": y, "text": "label:N"}
    point = {"filled": True, "opacity": 1, "clip": True}
    said = {**labels.moved(1.2 * 13), "fontSize": 13, "fontWeight": "bold", "color": DARK}
    path = {"color": "#A4467A", "clip": True}  # the optimised parameters' purple, darkened to be seen on pale ground
    return (
        alt.layer(
            *(each.encode(**text) for each in numbers_of_levels(layer("level"))),
            layer("ahead").mark_line(color=PALE, strokeWidth=4.5, opacity=0.75, clip=True).encode(**in_order),
            layer("ahead").mark_line(strokeWidth=2, strokeDash=[3, 4], **path).encode(**in_order),
            layer("walked").mark_line(color=PALE, strokeWidth=5.5, opacity=0.75, clip=True).encode(**in_order),
            layer("walked").mark_line(strokeWidth=3, **path).encode(**in_order),
            layer("arrow").mark_rule(color=PALE, strokeWidth=5.5, clip=True).encode(**to),
            layer("arrow").mark_rule(color=DARK, strokeWidth=2.5, clip=True).encode(**to),
            layer("arrow")
            .transform_calculate(turn=TURN)
            .transform_calculate(x="datum.x2", y="datum.y2")
            .mark_point(shape="triangle", size=190, color=DARK, stroke=PALE, **point)
            .encode(x=x, y=y, angle=alt.Angle("turn:Q", scale=None)),
            layer("start").mark_point(shape="square", size=110, color=PALE, stroke=DARK, **point).encode(x=x, y=y),
            layer("fit").mark_point(shape="cross", size=190, color=GREEN, stroke=PALE, **point).encode(x=x, y=y),
            layer("now").mark_point(size=170, color=PURPLE, stroke=DARK, strokeWidth=1.5, **point).encode(x=x, y=y),
            layer("said").mark_text(**said, **HALO).encode(**text),
            layer("said").mark_text(**said).encode(**text),
        )
        .properties(height=height)
        .configure(background="transparent")
        .configure_view(fill=None)
    )


def with_levels(drawn, layers, said, **around):
    """The layers and Labels of what lies on a Map, and after them the numbers of its lines, those that have room."""
    numbers, places = drawn.numbers
    if not numbers:
        return layers, said
    level = Labels("level", "contour", numbers, **around, clear=True, size=11, sides=("on",))
    return layers | {"contour": {"x": places[:, 0], "y": places[:, 1]}}, [*said, level]


STACK = """<style>
.st-key-{key} {{ display: grid; grid-template-columns: minmax(0, 1fr); }}
.st-key-{key} > * {{ grid-area: 1 / 1; width: 100%; }}
.st-key-{key} > :last-child {{ pointer-events: none; }}
.st-key-{key} [data-testid="stElementToolbar"] {{ display: none; }}
</style>
"""


def stacked(key):
    """A container for a Map and, over it, a second chart of what moves on it."""
    stack = f"{key}_stack"
    st.html(STACK.format(key=stack))
    return st.container(key=stack)


def show_map(drawn, key, level=None):
    """A Map, the lower chart of two; level is the layer of its numbers where the upper one does not have them."""
    layers = {"picture": {"label": drawn.address}, "cell": {"x": drawn.read.ravel()}}
    if level and level["x"]:
        places = np.round(labels.Frame(drawn.x, drawn.y, HEIGHT).parts(level["x"], level["y"]), 4).tolist()
        told = zip(places, level["label"], strict=True)
        layers["level"] = {"label": [one_table.BETWEEN.join([str(x), str(y), text]) for (x, y), text in told]}
    one_table.show(map_spec(*drawn.names, HEIGHT), marks(**layers), f"{key}_map", map_text(drawn), drawn.x, drawn.y)


def too_large(drawn):
    """Says where a map has no colour."""
    if drawn.shown == 1:
        return
    part = "Everywhere in this range" if not drawn.shown else f"In {number(100 * (1 - drawn.shown), 2)}% of this map"
    st.warning(
        f"{part} the SSR is too large for a computer's numbers{' (hatched)' if drawn.shown else ''}. "
        "Choose a smaller range.",
        icon=":material/zoom_in_map:",
    )


def map_text(drawn):
    of = (
        f"A map of the SSR: {drawn.names[0]} across from {number(drawn.x[0])} to {number(drawn.x[1])}, "
        f"{drawn.names[1]} up from {number(drawn.y[0])} to {number(drawn.y[1])}."
    )
    heights = drawn.read[np.isfinite(drawn.read)]
    if not len(heights):
        return f"{of} Everywhere on it the SSR is too large for a computer's numbers: it is hatched."
    hatched = "" if drawn.shown == 1 else " Where it is hatched, the SSR is too large for a computer's numbers."
    lines = ", ".join(map(number, drawn.levels)) or "none"
    return (
        f"{of} It lies between {number(heights.min())} and {number(heights.max())}; darker is lower. "
        f"Contour lines: {lines}.{hatched}"
    )


# --- what the page looks at ------------------------------------------------------------------------------------------

LESSONS = {
    "All seven": ALL_PARAMETERS,
    "Three parameters": THREE_PARAMETERS,
    "b3 alone": MAIN_IDEAS,
    "Pt. 1's network": PT_1,
    "The line": STEP_BY_STEP_BOTH,
}
ANY = "Any network, your data"
OTHERS = ("as at this step", "as at the start", "as at the end")
RANGES = ("follows the path", "typed")
WIDEST = 1e6  # either side of 0, for a typed range


@dataclass(frozen=True, eq=False)
class View:
    """Which part of the landscape a page shows.

    trace   the run whose path is drawn
    names   the parameters across and up
    others  where the others stand, one of OTHERS
    x, y    the ends of both
    levels  the SSR of the contour lines, the same at every step
    top     the highest SSR that the cuts show
    """

    trace: Trace
    names: tuple[str, str]
    others: str
    x: tuple[float, float]
    y: tuple[float, float]
    levels: np.ndarray
    top: float

    @property
    def places(self):
        return [self.trace.experiment.network.place(name) for name in self.names]

    def rows(self, rows):
        """The parameters (..., P) that the map shows these rows of the Trace at: the two move, the others may stay."""
        walked = self.trace.parameters
        if self.others == OTHERS[0]:
            return walked[rows]
        stay = walked[0 if self.others == OTHERS[1] else -1]
        shown = np.array(np.broadcast_to(stay, walked[rows].shape))
        shown[..., self.places] = walked[rows][..., self.places]
        return shown


@dataclass(frozen=True, eq=False)
class Chosen:
    """What the map is of: a name for the address, the Lesson if it is one's, and the learner's Experiment."""

    slug: str
    lesson: Lesson | None
    experiment: Experiment


def strip_of_controls():
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")


def chosen(prefix, strip):
    """Which network and run the map is of, as Chosen; None, and why, where it cannot be run."""
    with strip:
        name = widgets.selection(f"{prefix}_network", "Network and data", [*LESSONS, ANY], width=210)
        if name in LESSONS:
            lesson = LESSONS[name]
            with number_field.folded(
                st.popover, "The run", icon=":material/tune:", help="Start values, Learning Rate, steps."
            ):
                return Chosen(lesson.slug, lesson, control_strip.experiment(lesson, f"{prefix}_{lesson.slug}"))
    own = any_experiment(prefix)
    return None if own is None else Chosen("any", None, own)


MOST_STEPS = 2000
MOST_RUN = 1e9  # steps × observations × parameters and their like: a second or two
MOST_BYTES = 32 * 2**20  # of a run's record


def any_experiment(prefix):
    """The Experiment of a network and data of the learner's choice; None, and why, where it cannot be run."""
    columns = chooser.groups()
    network, data = chooser.network_and_data(columns, prefix, "XOR", hidden=(2,), nodes=2)
    with chooser.group(columns[2], "Training") as say:
        rate = widgets.number(f"{prefix}_any_learning_rate", "Learning Rate", 0.1, *widgets.RATES, 0.01, width=110)
        steps = widgets.whole_number(f"{prefix}_any_steps", "Steps", 500, 0, MOST_STEPS, width=90)
        with number_field.folded(st.popover, "Rule, start"):
            rules = {rule.name: rule for rule in OPTIMISERS}
            rule = rules[widgets.selection(f"{prefix}_any_optimiser", "Optimiser", list(rules), width=175)]
            seed = widgets.whole_number(f"{prefix}_any_seed", "Seed of the start", 1, 0, chooser.MOST_SEED, width=140)
        say(f"{rule.name}, from seed {seed}")
    count, n = network.parameter_count, len(data)
    most = int(min(MOST_RUN / (n * (count + 20 * sum(network.nodes))), MOST_BYTES / (24 * count + 16 * n)))
    if steps > most:
        st.error(
            f"With this network and {counted(n, 'observation')} a map shows at most {counted(most, 'step')}.",
            icon=":material/block:",
        )
        return None
    try:
        return Experiment(network, data, random_start(network, seed), optimiser=rule(rate), steps=steps)
    except ValueError as refused:
        st.error(str(refused), icon=":material/block:")
        return None


def view(trace, prefix):
    """The controls of a map: (across, up, where the others stand, whether the range is typed)."""
    names, moved = trace.experiment.network.parameter_names, trace.experiment.optimised
    # the two that are looked at first: of those that move the last weight but one, and the last bias
    first, second = (moved[-3], moved[-1]) if len(moved) > 2 else (names[-2], names[-1])
    return (
        widgets.selection(f"{prefix}_across", "Across", names, first, width=85),
        widgets.selection(f"{prefix}_up", "Up", names, second, width=85),
        widgets.selection(f"{prefix}_others", "The others stand", OTHERS, width=160),
        widgets.selection(f"{prefix}_range", "The range", RANGES, width=165),
    )


def run(prefix):
    """The control strip of a network and its run, and the verdict; gives its Trace, None where it cannot be run."""
    what = chosen(prefix, strip_of_controls())
    return None if what is None else judged_run(what)


def judged_run(what):
    """The Trace of what was Chosen, with the verdict on it."""
    trace, judged = runs.trace_of(what.experiment)
    if what.lesson is None:
        verdicts.verdict_badge(judged)
    else:
        verdicts.verdict_line(what.lesson, trace, judged)
    return trace


def landscape(prefix):
    """The control strip of a map and the verdict; gives the View that it asks for, None where that cannot be drawn."""
    strip = strip_of_controls()
    what = chosen(prefix, strip)
    if what is None:
        return None
    trace, _ = runs.trace_of(what.experiment)
    own = f"{prefix}_{what.slug}"
    with strip:
        one, other, others, how = view(trace, own)
    x, y = (around_path(trace, name) for name in (one, other))
    if how == RANGES[1]:
        x, y = typed_range((one, other), own, (x, y))
    judged_run(what)
    return framed(trace, (one, other), others, x, y) if may_be_drawn(what.experiment, one, other) else None


def may_be_drawn(experiment, one, other):
    """Whether there can be a map of these two; if not, it is said why."""
    if one == other:
        st.warning(
            f"{one} is chosen twice. A map needs two different parameters: choose another one across or up.",
            icon=":material/map:",
        )
        return False
    network, data = experiment.network, experiment.data
    much = work(network, data, (one, other), CELLS[-1]) / MOST_WORK
    if much > 1:
        st.warning(
            f"A map of {one} and {other} would take too long with {counted(len(data), 'observation')}: "
            f"{int(len(data) / much):,} can be had with this network, or more with parameters of its last layers.",
            icon=":material/hourglass_disabled:",
        )
    return much <= 1


def typed_range(names, prefix, instead):
    """The ends of both axes as the learner types them; where they are the wrong way round, what stands instead."""
    ends = []
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for axis, name in zip("xy", names, strict=True):
            for end, value in (("from", -4.0), ("to", 4.0)):
                key, label = f"{prefix}_{axis}_{end}", f"{name} {end}"
                ends.append(widgets.number(key, label, value, -WIDEST, WIDEST, step=0.5, width=120))
    pairs = [(ends[0], ends[1]), (ends[2], ends[3])]
    for place, (name, (low, high)) in enumerate(zip(names, pairs, strict=True)):
        if not high - low > 1e-9 * max(1.0, abs(low), abs(high)):
            st.warning(
                f"The range of {name} must go from a smaller to a larger number, not from {number(low)} to "
                f"{number(high)}. The range that follows the path stands instead.",
                icon=":material/swap_horiz:",
            )
            pairs[place] = instead[place]
    return pairs


def around_path(trace, name):
    """The ends of an axis that shows a parameter's whole path, with room on both sides."""
    values = trace.of(name)[extent.rows_in_view(trace)]
    middle, half = (values.max() + values.min()) / 2, (values.max() - values.min()) / 2
    half = max(1.7 * half, 1.5)
    return float(middle - half), float(middle + half)


def framed(trace, names, others, x, y):
    """The View with these ends: its contour lines suit the start, the middle and the end of the run alike."""
    experiment = trace.experiment
    network, data = experiment.network, experiment.data
    plain = View(trace, names, others, x, y, np.empty(0), 0.0)
    seen = np.flatnonzero(extent.rows_in_view(trace))
    some = seen[np.unique([0, len(seen) // 2, len(seen) - 1])] if others == OTHERS[0] else seen[:1]
    grid = middles(y, READ), middles(x, READ)
    maps = np.array([ssr_across(network, data, row, names[::-1], grid) for row in plain.rows(some)])
    on_path = ssr(data.observed, forward(network, plain.rows(seen[drawn_rows(seen)]), data.inputs).predicted)
    top = max(float(on_path[np.isfinite(on_path)].max(initial=0.0)), 1.5 * seven_run.ssr_of_mean(data), 1e-6)
    return changed(plain, levels=contour_levels(maps), top=top)


def drawn_rows(seen):
    return log_spaced_steps(len(seen) - 1, DRAWN_ON_A_PATH)


DRAWN_ON_A_PATH = 200
