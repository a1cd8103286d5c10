"""What the page "Any network, your data" alone draws and says: training in the open, and a network of any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic, sleep

import altair as alt
import numpy as np
import streamlit as st

from backprop.data import Data
from backprop.experiment import Experiment, Trace, log_spaced_steps
from backprop.in_place import descend, ends_of_parts
from backprop.losses import LOSSES
from backprop.network import random_start
from backprop.optimisers import OPTIMISERS
from backprop.passes import forward
from backprop.reading import reading
from backprop.trend import WINDOW
from backprop.verdict import verdict
from backprop.written.numerals import counted, number, rounded
from pages.parts import player, tables
from pages.parts.any.residuals_and_step import FEW
from pages.parts.charts import colours, layered, one_table, room, scales
from pages.parts.controls import number_field, presets, visit, widgets
from pages.parts.experiment import chooser, verdicts
from pages.parts.experiment import convergence as over_the_steps
from pages.parts.pictures import extent
from pages.parts.pictures.network_labels import input_ways
from pages.parts.pictures.network_layout import Box
from pages.parts.pictures.squiggle_picture import observations_in_words, squiggle

RECORD_BYTES = 8 * 2**20  # of one run, kept for one visitor
FEWEST_ROWS = 50
MOST_WORK = 1.5e11  # steps × observations × parameters, and their like: a minute or two
LARGE_NUMBERS = 10.0  # from which on a run that went badly is told of standardising
PATIENCE = 0.5  # seconds until the progress is shown
BREATH = 0.004  # seconds between two stretches of training, in which other visitors are served


# --- the controls ----------------------------------------------------------------------------------------------------


def experiment(prefix):
    """The groups of controls: data, network and training; returns the Experiment, None where it cannot be run."""
    columns = chooser.groups()
    network, data = chooser.network_and_data(columns, prefix, "noisy sine")
    with chooser.group(columns[2], "Training") as say:
        rate = widgets.number(f"{prefix}_learning_rate", "Learning Rate", 0.01, *widgets.RATES, step=0.01, width=110)
        steps = widgets.whole_number(f"{prefix}_steps", "Steps", 500, 0, widgets.MOST_STEPS, width=90)
        with number_field.folded(st.popover, "Rule, loss, start"):
            rules = [rule.name for rule in OPTIMISERS]
            rule = widgets.selection(f"{prefix}_optimiser", "Optimiser", rules, "Adam", width=175)
            losses = [loss.name for loss in LOSSES]
            loss = widgets.selection(f"{prefix}_loss", "Loss", losses, width=235)
            seed = widgets.whole_number(
                f"{prefix}_seed", "Seed of the start", 1, 0, chooser.MOST_SEED, width=140, help=WHY_SEED
            )
        say(f"{rule}, {loss}, from seed {seed}")
    work = steps * len(data) * (network.parameter_count + 20 * sum(network.nodes))
    if work > MOST_WORK:
        st.error(
            "That is too much work for a page that others use as well: with this network and "
            f"{counted(len(data), 'observation')} it can be at most {counted(int(steps * MOST_WORK / work), 'step')}.",
            icon=":material/block:",
        )
        return None
    made = (network, data.inputs.tobytes(), data.observed.tobytes(), data.names, seed, loss, rule, rate, steps)
    try:  # it looks at the whole data once to see that the start is sound: not at every rerun
        return visit.kept(
            f"{prefix}_experiment",
            made,
            lambda: Experiment(
                network,
                data,
                random_start(network, seed),
                loss=LOSSES[losses.index(loss)],
                optimiser=OPTIMISERS[rules.index(rule)](rate),
                steps=steps,
            ),
        )
    except ValueError as refused:
        refusal(prefix, data, loss, network.output.name, refused)
        return None


WHY_SEED = (
    "The weights start at random, between limits that suit each layer, the biases at 0. The same seed gives the same "
    "start everywhere; try another where a run gets stuck."
)


def refusal(prefix, data, loss, output, refused):
    """Why an Experiment cannot be run, in a sentence, and the way out where there is one."""
    said = str(refused)
    outside = np.flatnonzero((data.observed[:, 0] < 0) | (data.observed[:, 0] > 1))
    if loss == "cross-entropy" and outside.size:
        row = outside[0]
        said = (
            f"Cross-entropy asks how probable a 1 was, so every Observed must lie in 0 … 1; in row {row + 1} "
            f"{data.names[-1]} is {number(data.observed[row, 0])}."
        )
    elif loss == "cross-entropy" and output != "sigmoid":
        said = f"Cross-entropy needs a Predicted that stays between 0 and 1: {output} does not, sigmoid does."
    st.error(said, icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        if loss == "cross-entropy" and not outside.size:
            presets.preset("Bend the output by sigmoid", {f"{prefix}_output": "sigmoid"})
        if loss == "cross-entropy":
            presets.preset("Use the SSR", {f"{prefix}_loss": "SSR"})
        else:
            presets.preset("Standardise all columns", {f"{prefix}_scaling": chooser.SCALINGS[2]})
            presets.preset("Learning Rate 0.001", {f"{prefix}_learning_rate": 0.001})


# --- training --------------------------------------------------------------------------------------------------------


@dataclass
class Run:
    """One visitor's training, which can be left and taken up again.

    descent  the generator of the Trace so far
    trace    the latest
    state    "training", "stopped" or "done"
    seconds  how long it has been at work
    """

    descent: Iterator[Trace]
    trace: Trace | None = None
    state: str = "training"
    seconds: float = 0.0

    def stop(self):
        self.state = "stopped"

    def go_on(self):
        self.state = "training"


def recorded(experiment):
    """Which steps of a run are kept, so that its record is small enough for many visitors: None for all.

    Of too many, log-spaced ones, dense where most happens, and the last ones all, which the verdict reads.
    """
    steps, rows = experiment.steps, RECORD_BYTES // (8 * int(ends_of_parts(experiment)[-1]))
    if steps < rows:
        return None
    spaced = log_spaced_steps(steps, max(rows, FEWEST_ROWS) - WINDOW)
    return np.union1d(spaced, np.arange(max(0, steps - WINDOW), steps + 1))


def trained(prefix, experiment):
    """The Run of an Experiment: made, or taken up where it was left; while it takes long, its progress and a stop."""
    run = visit.kept(f"{prefix}_run", experiment, lambda: Run(descend(experiment, recorded(experiment))))
    place = st.empty()
    if run.state == "training":
        began, bar = monotonic(), None
        for trace in run.descent:
            run.trace = trace
            if bar is None and monotonic() - began > PATIENCE:
                with place.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                    bar = st.progress(0.0, "Training", width=420)
                    presets.action("Stop", f"{prefix}_stop", ":material/stop_circle:", run.stop)
            if bar is not None:  # a click of the visitor's interrupts here, and the run is taken up again at the next
                step = int(trace.steps[-1])
                said = f"Step {step:,} of {experiment.steps:,}: SSR {number(trace.ssr[-1])}"
                bar.progress(min(step / max(experiment.steps, 1), 1.0), said)
                sleep(BREATH)
        run.state, run.seconds = "done", monotonic() - began
        if bar is not None:
            place.empty()
    elif run.state == "stopped":
        with place.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f":orange-badge[:material/stop_circle: Stopped] after step {int(run.trace.steps[-1]):,} of "
                f"{experiment.steps:,}. What has been learned so far is shown below.",
                width="content",
            )
            presets.action("Go on", f"{prefix}_go_on", ":material/play_circle:", run.go_on)
    return run


def judgement(prefix, run):
    """The verdict on a finished run, what it has learned, and what was kept of it."""
    trace = run.trace
    data, steps = trace.experiment.data, int(trace.steps[-1])
    mean = float(((data.observed - data.observed.mean(axis=0)) ** 2).sum())
    said = ""
    if mean > 0:
        part = rounded(100 * float(trace.ssr[-1]) / mean, 3)  # a last bit below 100% is no better
        said = (
            f"Predicting the mean everywhere would leave an SSR of {number(mean)}; after step {steps:,} it is "
            f"**{number(trace.ssr[-1])}**" + (f", {number(part, 3)}% of that." if part < 100 else ", no better.")
        )
    if run.state == "done":
        judged = visit.kept(f"{prefix}_verdict", trace, lambda: verdict(trace))
        verdicts.verdict_badge(judged, more=said)
    elif said:
        st.markdown(said)
    if len(trace) <= steps:
        whole_end = trace.steps[-1] - trace.steps[-WINDOW:][0] < WINDOW  # not where it was stopped or diverged
        st.caption(
            f"Of the {steps + 1:,} rows {len(trace):,} are kept, densest at the beginning"
            + (f", and the last {WINDOW} all" if whole_end else "")
            + f": together they may fill {RECORD_BYTES // 2**20} MiB."
        )
    largest = max(np.abs(data.inputs).max(), np.abs(data.observed).max())
    if largest > LARGE_NUMBERS and (trace.diverged_at is not None or trace.ssr[-1] > 0.5 * mean):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"The data reach {number(largest)}, while the weights start near 0: nodes are bent flat, or "
                "the steps overshoot. Standardised, every column lies round 0.",
                width="content",
            )
            presets.preset("Standardise all columns", {f"{prefix}_scaling": chooser.SCALINGS[2]})


def convergence(prefix, run):
    trace = run.trace
    read = visit.kept(f"{prefix}_reading", trace, lambda: reading(trace))
    over_the_steps.convergence(trace, prefix, whole="the CSV under *Take it away*")
    over_the_steps.read_honestly(trace, prefix, read)


# --- one step of it --------------------------------------------------------------------------------------------------


def walk(prefix, run):
    """The step control, and the fit and the network that it moves.

    The browser has the fit of one input; the rest is drawn here once the step rests.
    """
    trace = run.trace
    network, data = trace.experiment.network, trace.experiment.data
    last, steps = len(trace) - 1, trace.steps
    reach = visit.kept(f"{prefix}_reach", trace, lambda: reach_of(trace))
    with player.walk(prefix, steps, rest=last) as film:
        film.told += f": SSR {film.say(trace.ssr[film.rows])}"
        left, right = st.columns([2, 3], gap="medium")
        some = some_of(data)
        with left:
            film.line(f"The fit at step {film.say(film.steps, 'c')}: SSR {film.say(trace.ssr[film.rows])}", strong=True)
            if network.nodes[0] == 1:
                squiggle(
                    film,
                    network,
                    some,
                    trace.parameters[film.rows],
                    reach.predicted,
                    f"{prefix}_fit",
                    290,
                    labelled=len(data) <= FEW,
                    left_out=len(data) - len(some),
                    predicted=trace.predicted[film.rows, :, 0] if some is data else None,
                )
            else:
                player.at_rest(prefix, f"{prefix}_heat_part", steps, ground, trace, some, reach, prefix, rest=last)
            if len(some) < len(data):
                st.caption(f"{len(some):,} of the {len(data):,} observations are drawn; the SSR is over all.")
        with right:
            count = f"{network.parameter_count:,} weights and biases"
            film.line(f"The network, {count}: the wider an edge, the larger its weight", strong=True)
            player.at_rest(prefix, f"{prefix}_map_part", steps, network_map, trace, reach, f"{prefix}_map", rest=last)


def ground(row, trace, some, reach, prefix):
    experiment = trace.experiment
    heat_map(experiment.network, experiment.data, some, trace.parameters[row], reach.predicted, f"{prefix}_heat")


@dataclass(frozen=True)
class Reach:
    """What stands still while the step moves: the ends of Predicted, and the largest |weight| of the run."""

    predicted: tuple[float, float]
    weight: float


def reach_of(trace):
    seen = extent.rows_in_view(trace)
    if trace.experiment.network.nodes[0] == 1:
        predicted = extent.squiggle_domain(trace)
    else:
        observed = trace.experiment.data.observed
        low, high = float(observed.min()), float(observed.max())
        predicted = (low, high) if high > low else (low - 0.5, high + 0.5)
    return Reach(predicted, max(float(np.abs(trace.parameters[seen]).max()), 1e-9))


MOST_DOTS = 300


def some_of(data):
    """A Data of as many observations as can be drawn, with those at the ends of the first input."""
    if len(data) <= MOST_DOTS:
        return data
    order = np.argsort(data.inputs[:, 0], kind="stable")
    some = np.sort(order[np.linspace(0, len(data) - 1, MOST_DOTS).round().astype(int)])
    return Data(data.inputs[some], data.observed[some], data.names)


# --- two inputs: a heat map ------------------------------------------------------------------------------------------

CELLS = 34  # across and up
SCHEME = "viridis"


@layered.constant
def heat_spec(x_title, y_title, title, height):
    x, y = scales.x_axis(x_title), scales.y_axis(y_title)
    scale = alt.Scale(scheme=SCHEME, domainMin=alt.expr("value_min"), domainMax=alt.expr("value_max"), clamp=True)
    colour = alt.Color(
        "value:Q", scale=scale, legend=alt.Legend(title=title, orient="bottom", gradientLength=180, format="~g")
    )
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title)]
    dots = []
    for of, shape in (("high", "circle"), ("low", "diamond")):
        dot = layered.layer(of).mark_point(shape=shape, filled=True, opacity=1, size=110, fill="white")
        inner = layered.layer(of).mark_point(
            shape=shape, filled=True, opacity=1, size=60, stroke="black", strokeWidth=1
        )
        said = [*tips, alt.Tooltip("value:Q", title=title), alt.Tooltip("label:N", title="Residual")]
        dots += [dot.encode(x=x, y=y), inner.encode(x=x, y=y, color=colour, tooltip=said)]
    cell = layered.layer("cell").mark_rect(clip=True)
    return alt.layer(
        cell.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour, tooltip=[*tips, alt.Tooltip("value:Q", title=title)]),
        *dots,
    ).properties(height=height)


def plane_ends(values):
    """The ends of an axis of the plane of inputs: a little more than the observations reach."""
    return scales.padded(values.min(), values.max(), 0.15, 0.5 if np.ptp(values) == 0 else 1e-9)


def heat_map(network, data, some, parameters, reach, key, height=350):
    """What the network predicts over the plane of its two inputs, in colours, and the observations on it.

    some   the observations drawn
    reach  the ends of the colours
    """
    ends = [plane_ends(column) for column in data.inputs.T]
    edges = [np.linspace(*end, CELLS + 1) for end in ends]
    across, up = np.meshgrid(*((edge[1:] + edge[:-1]) / 2 for edge in edges))
    predicted = forward(network, parameters, np.column_stack([across.ravel(), up.ravel()])).predicted[:, 0]
    at = forward(network, parameters, some.inputs).predicted[:, 0]
    observed = some.observed[:, 0]
    high = observed > (data.observed.min() + data.observed.max()) / 2
    places = [np.meshgrid(*(edge[cut] for edge in edges)) for cut in (slice(-1), slice(1, None))]
    places[1] = [far + 0.1 * (far - near) for near, far in zip(*places, strict=True)]  # so that no seams are seen
    table = one_table.marks(
        cell={
            **dict(zip(("x", "y"), map(np.ravel, places[0]), strict=True)),
            **dict(zip(("x2", "y2"), map(np.ravel, places[1]), strict=True)),
            "value": predicted,
        },
        **{
            of: {
                "x": some.inputs[which, 0],
                "y": some.inputs[which, 1],
                "value": observed[which],
                "label": [number(residual) for residual in (observed - at)[which]],
            }
            for of, which in (("high", high), ("low", ~high))
            if which.any()
        },
    )
    told = observations_in_words(some, tables.texts(at), len(data) - len(some))
    names = data.names
    said = f"Predicted {names[2]} over {names[0]} across and {names[1]} up, from {number(predicted.min())} to "
    said += f"{number(predicted.max())}. Observations: {told}."
    one_table.show(heat_spec(names[0], names[1], names[2], height), table, key, said, *ends, value=reach)
    st.caption("The ground shows Predicted, a dot's own colour Observed: ● the upper half of these, ◆ the lower.")


# --- the network, whatever its size ----------------------------------------------------------------------------------

MOST_EDGES = 400  # drawn
MOST_PLOTS = {1: 48, 2: 33}  # nodes with a small plot, by the number of inputs
MOST_IN_A_COLUMN = 16  # nodes, for a plot to be seen in each
POINTS_IN_A_NODE, CELLS_IN_A_NODE = 31, 6
NARROW = 440  # below, as on a phone, the derivatives on the edges are left to the table
SIZES = (9.5, 11)  # of the letters, in the narrow and in the wide picture
LETTERS, LINE = f"width < {NARROW} ? 9.5 : 11", f"width < {NARROW} ? 11.4 : 13.2"
SIGNS = {"plus": (colours.SKY, [1, 0]), "minus": ("#8a8f98", [5, 3])}


@layered.constant
def map_spec(widest):
    x, y = (axis("xy"[i] + ":Q", axis=None, scale=alt.Scale(domain=[0, 1])) for i, axis in enumerate((alt.X, alt.Y)))
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    wide = alt.StrokeWidth("value:Q", scale=alt.Scale(domain=[0, 1], range=[0.4, widest]), legend=None)
    tip = alt.Tooltip("label:N", title="Edge")
    edges = [
        layered.layer(sign)
        .mark_rule(color=colour, strokeDash=dash, opacity=1)
        .encode(**to, strokeWidth=wide, tooltip=tip)
        for sign, (colour, dash) in SIGNS.items()
    ]
    paper = alt.expr("background")  # under the numbers, so that no edge strikes them through
    under = {"fill": paper, "stroke": paper, "strokeWidth": 7, "strokeJoin": "round", "tooltip": None}
    halo = room.said(layered.layer("said edge"), LETTERS, LINE, **under)
    said = [
        room.said(layered.layer(of), LETTERS, LINE, fontWeight=weight).encode(
            x=x, y=y, text="label:N", color=colours.INK
        )
        for of, weight in (("said edge", "normal"), ("said", "normal"), ("said bold", "bold"))
    ]
    by_node = alt.Detail("label:N")
    heat = alt.Color("value:Q", scale=alt.Scale(scheme=SCHEME, domain=[0, 1]), legend=None)
    box = layered.layer("box").mark_rect(cornerRadius=4, strokeWidth=1, fillOpacity=0, strokeOpacity=0.7)
    return (
        alt.layer(
            *edges,
            halo.encode(x=x, y=y, text="label:N"),
            layered.layer("cell").mark_rect().encode(**to, color=heat),
            box.encode(**to, stroke=alt.Stroke("ink:N", legend=None), tooltip=alt.Tooltip("label:N", title="Node")),
            layered.layer("curve").mark_line(strokeWidth=1.6).encode(x=x, y=y, detail=by_node, color=colours.INK),
            layered.layer("fit").mark_line(strokeWidth=2.5, color=colours.GREEN).encode(x=x, y=y, detail=by_node),
            *said,
        )
        .resolve_scale(color="independent", stroke="independent")
        .properties(padding=room.MARGIN)
        .configure_view(stroke=None)
    )


def map_boxes(nodes, height):
    """A Box for each node, a list for each layer: the layers side by side, as wide as there is room for."""
    half_width = min(0.07, 0.22 / len(nodes))
    across = np.linspace(0.075, 0.985 - half_width, len(nodes))
    layers, number_of = [], iter(range(1, sum(nodes) + 1))
    for place, (count, x) in enumerate(zip(nodes, across, strict=True)):
        half_height = min(0.34 / count, 34 / height)
        hidden = 0 < place < len(nodes) - 1
        layers.append(
            [
                Box(float(x), (count - i - 0.5) / count, half_width, half_height, next(number_of) if hidden else 0)
                for i in range(count)
            ]
        )
    return layers


NUMBERS = 0.058, 25  # half of what an edge's numbers are wide, of the map's width; and how tall they are, in px


def beside(reach):
    """How far along an edge that goes so far across its numbers have room beside a node: the less, the nearer to it."""
    return min(NUMBERS[0] / reach, 0.5)


def has_room(sources, targets, layers, reach, height):
    """Whether each edge between two layers can bear its numbers."""
    few, many = min(sources, targets), max(sources, targets)
    if few == 1:  # a fan: the numbers stand where it is wide
        return many <= 3 or (1 - beside(reach)) * height / many >= NUMBERS[1]
    return many <= 3 or (few == 2 and many <= 4 and layers == 3)


def along_edge(source, sources, targets, reach):
    """How far along its edge a weight is written: in a fan next to the node that no other edge goes to."""
    if sources == 1:
        return 1 - beside(reach)
    if targets == 1:
        return beside(reach)
    return (0.8, 0.5)[source] if sources == 2 and targets > 3 else (0.28, 0.5, 0.72)[source]


def towards_middle(along):
    """Where on its edge a weight can be written: where it is best, or some of the edge nearer to its middle."""
    return dict.fromkeys(float(np.clip(0.5, along - nearer, along + nearer)) for nearer in (0.0, 0.15))


def network_map(row, trace, reach, key):
    """The network at a row of its Trace: weights as widths and, where there is room, as numbers with their derivatives;
    in every node, where they are not too many, a small plot of what it gives out.

    Labels that find no room drop out, the last of these first: Predicted, the inputs, weights, biases. A derivative
    goes before its weight.
    """
    experiment = trace.experiment
    network, data, parameters = experiment.network, experiment.data, trace.parameters[row]
    derivatives, sizes = trace.derivatives[row], trace.step_sizes[row]
    nodes, names = network.nodes, network.parameter_names
    height = int(np.clip(35 * max(nodes), 290, 620))
    columns = map_boxes(nodes, height)
    drawn, said = {}, {part: [] for part in ("output", "input", "weight", "bias")}

    def put(name, **values):
        table = drawn.setdefault(name, {column: [] for column in values})
        for column, value in values.items():
            table[column].extend(np.ravel(value).tolist())

    def told(place):
        return f"{names[place]} {number(parameters[place], 3)}", f"d {number(derivatives[place], 3)}"

    def hovered(place):
        return (
            f"{names[place]} = {number(parameters[place])}, Derivative {number(derivatives[place])}, "
            f"Step Size {number(sizes[place])}"
        )

    is_weight = np.array([name[0] == "w" for name in names])
    strengths = np.abs(np.where(is_weight, parameters, 0.0))
    least = np.sort(strengths[is_weight])[-MOST_EDGES] if is_weight.sum() > MOST_EDGES else -1.0
    place, silent = 0, 0
    for sources, targets in pairwise(columns):
        x, x2 = sources[0].x + sources[0].half_width, targets[0].x - targets[0].half_width
        roomy = has_room(len(sources), len(targets), len(columns), x2 - x, height)
        silent += 0 if roomy else len(sources) * len(targets)
        for target in targets:
            for at, source in enumerate(sources):
                if strengths[place] >= least:
                    put(
                        "minus" if parameters[place] < 0 else "plus",
                        x=x, x2=x2, y=source.y, y2=target.y, label=[hovered(place)],
                        value=min(strengths[place] / reach.weight, 1.0),
                    )  # fmt: skip
                if roomy:
                    along = along_edge(at, len(sources), len(targets), x2 - x)
                    weight, derivative = told(place)
                    alone_there = min(len(sources), len(targets)) == 1 or source.y == target.y
                    on_edge = [
                        (x + part * (x2 - x), source.y + part * (target.y - source.y))
                        for part in (towards_middle(along) if alone_there else [along])  # else it might be another's
                    ]
                    alone = [room.Way(weight, *where) for where in on_edge]
                    ways = alone, [room.Way(f"{weight}\n{derivative}", *where) for where in on_edge] + alone
                    said["weight"].append(("said edge", False, ways))
                place += 1
            put("box", **target.sides, label=[hovered(place)])
            if len(targets) <= 6:
                said["bias"].append(("said", False, [[room.Way(told(place)[0], target.x, target.bottom, 0, -9)]] * 2))
            place += 1
    for box, name in zip(columns[0], data.names, strict=False):
        put("box", **box.sides, label=[name])
        name = name if len(name) <= 12 else f"{name[:11]}…"
        said["input"].append(("said bold", True, input_ways(name, "", box)))
    for box in columns[-1]:
        ways = [
            room.Way("Predicted", box.x, box.top, 0, 10),
            room.Way("Predicted", box.x + box.half_width, box.top, 0, 10, -1),
        ]
        said["output"].append(("said", False, [ways] * 2))
    plotted = sum(nodes[1:]) <= MOST_PLOTS[nodes[0]] and max(nodes) <= MOST_IN_A_COLUMN
    if plotted:
        small_plots(put, network, data, parameters, columns)
    taken = tuple(box.edges for layer in columns for box in layer)
    drawings = room.narrow_and_wide(height, SIZES, taken, until=NARROW)
    drawn |= room.shown(drawings, [room.Label(drawings, *label) for part in said.values() for label in part])
    spec = map_spec(7 if max(nodes) <= MOST_IN_A_COLUMN else 2.5) | {"height": height}
    one_table.show(spec, one_table.marks(**drawn), key, map_text(trace, row))
    notes = [
        f"the {MOST_EDGES} widest of {int(is_weight.sum()):,} edges are drawn" if least >= 0 else "",
        f"no room for {counted(silent, 'number')} of edges, which the table has" if silent else "",
        "" if plotted else "the nodes are too many for a plot in each",
    ]
    said = "; ".join(note for note in notes if note)
    told = "Point at an edge for its weight, derivative and Step Size."
    if silent < is_weight.sum():
        told = (
            "On an edge, where there is room, its weight and, under d, its derivative; point at it for its Step Size."
        )
    st.caption(
        f"{told} Solid blue is positive, dashed grey negative.{f' {said[0].upper()}{said[1:]}.' if said else ''}"
    )


def small_plots(put, network, data, parameters, columns):
    """In every node what it gives out over the range of the inputs, to one scale within a layer."""
    if network.nodes[0] == 1:
        ends = extent.input_range(data)
        at = np.linspace(*ends, POINTS_IN_A_NODE)
        for boxes, passed in zip(columns[1:], forward(network, parameters, at).layers, strict=True):
            y_ends = min(0.0, passed.y.min()), max(1e-9, passed.y.max())
            for node, box in enumerate(boxes):
                of = "curve" if box.number else "fit"
                put(of, **box.holding(at, passed.y[:, node], ends, y_ends), label=[str(box.number)] * len(at))
        return
    sides = [np.linspace(*plane_ends(column), CELLS_IN_A_NODE) for column in data.inputs.T]
    across, up = np.meshgrid(*sides)
    grid = np.linspace(-1.0, 1.0, CELLS_IN_A_NODE + 1)
    left, low = (part.ravel() for part in np.meshgrid(grid[:-1], grid[:-1]))
    right, high = (part.ravel() for part in np.meshgrid(grid[1:], grid[1:]))
    for boxes, passed in zip(
        columns[1:], forward(network, parameters, np.column_stack([across.ravel(), up.ravel()])).layers, strict=True
    ):
        lowest, highest = passed.y.min(), max(passed.y.max(), passed.y.min() + 1e-9)
        for node, box in enumerate(boxes):
            wide, tall = box.half_width, box.half_height
            put(
                "cell",
                x=box.x + wide * left, x2=box.x + wide * right, y=box.y + tall * low, y2=box.y + tall * high,
                value=(passed.y[:, node] - lowest) / (highest - lowest),
            )  # fmt: skip


def map_text(trace, row):
    """The picture of the network in words: all its numbers where they are few, else the largest."""
    network, parameters, derivatives = trace.experiment.network, trace.parameters[row], trace.derivatives[row]
    shape = "-".join(map(str, network.nodes))
    most = np.argsort(-np.abs(parameters), kind="stable")[:24]
    some = most if len(parameters) > 24 else np.arange(len(parameters))
    told = "; ".join(
        f"{network.parameter_names[place]} {number(parameters[place])}, derivative {number(derivatives[place])}"
        for place in some
    )
    of = f"The {len(some)} largest of {len(parameters):,}: " if len(parameters) > 24 else ""
    return f"The {shape} network at step {int(trace.steps[row]):,}. {of}{told}."
