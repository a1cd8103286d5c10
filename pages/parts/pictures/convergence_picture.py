"""The picture of a convergence: lines against the step, each named where it ends, on a linear or a logarithmic axis.

On a logarithmic axis 0 has no place: a line that comes to 0 ends there, and it is said so. On a linear one the
rows of a run that has blown up are left out, so that the rest can be seen: a line that ends so bears a ▲.
"""

import altair as alt
import numpy as np
import streamlit as st

from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import BLUE, DASHES, GREEN, INK, NODE_COLOURS, ORANGE, PURPLE
from pages.parts.charts.layered import LOW, constant, layer
from pages.parts.charts.one_table import marks, show
from pages.parts.charts.scales import limits
from pages.parts.player.moving import column
from pages.parts.player.still import STILL
from pages.parts.player.words import END

SMALLEST = np.finfo(float).tiny  # below it a number loses its digits, and Vega its ticks
SIZE, APART = 12, 15.0  # of the lines' names, and how far from each other their lines must end, in pixels
TOGETHER = 3  # names at one end, at most; more are counted
BESIDE, SPREAD = 14, 11.0  # of a walk: pixels from a line's end to its name, and between the names

FURTHER_NODES = "#808891"
DASHES_OF = {  # of the lines in one colour, the first of them first
    NODE_COLOURS[0]: ([1, 0], [2, 2], [5, 2], [10, 3, 2, 3], [8, 3], [1, 3], [12, 2, 2, 2, 2, 2]),
    NODE_COLOURS[1]: ([8, 3], [2, 3], [10, 3, 2, 3], [1, 0], [5, 2], [1, 3], [12, 2, 2, 2, 2, 2]),
    FURTHER_NODES: ([5, 2], [2, 3], [10, 3, 2, 3], [8, 3], [1, 0], [1, 3], [12, 2, 2, 2, 2, 2]),
    GREEN: ([1, 0], [2, 2], [5, 2], [10, 3, 2, 3], [8, 3], [1, 3], [12, 2, 2, 2, 2, 2]),
}

# A power of ten as the rest of the course writes it, where the axis would write "1e-10" or "0.00001".
EXPONENT = "floor(log(datum.value) / LN10 + 1e-9)"
DIGITS = "'⁰¹²³⁴⁵⁶⁷⁸⁹'"
RAISED = "".join(
    f" + (abs({EXPONENT}) >= {ten} ? {DIGITS}[floor(abs({EXPONENT}) / {ten}) % 10] : '')" for ten in (100, 10, 1)
)
POWERS = (
    f"datum.label == '' || ({EXPONENT} > -5 && {EXPONENT} < 6) ? datum.label : "
    f"format(datum.value / pow(10, {EXPONENT}), '.2~f') + '×10' + ({EXPONENT} < 0 ? '⁻' : ''){RAISED}"
)


# Of a walk that tells no more than it has come to, the first cell says how far that is; once all is told it is empty.
FAR, WHOLE = "toNumber(cells[1] || NaN)", "!(isValid(cells[1]) && cells[1] != '')"


def colours_of(network):
    """The colour of each parameter's line, (P,): its node's, as in the network picture.

    A weight that leads on to an output has the colour of the hidden node that it comes from, and an output's bias the
    squiggle's. Without hidden nodes the outputs are the nodes.
    """
    colour_of, first = dict(enumerate(NODE_COLOURS, 1)), 1  # the number of a layer's first node
    found = []
    for nodes, columns in network.shapes:
        is_output = first + nodes > sum(network.nodes[1:])
        for node in range(first, first + nodes):
            numbers = [node] * columns
            if is_output and first > 1:
                numbers = [*range(first - columns + 1, first), 0]
            found += [GREEN if number == 0 else colour_of.get(number, FURTHER_NODES) for number in numbers]
        first += nodes
    return found


def looks_of(network):
    """(scale of colours, scale of dashes) of lines that are named after a network's parameters, or, where it is a tuple
    of names, so."""
    if isinstance(network, tuple):
        return alt.Scale(domain=network, range=[BLUE, ORANGE]), alt.Scale(domain=network, range=DASHES)
    names, colours = network.parameter_names, colours_of(network)
    dashes = [DASHES_OF[colour][colours[:place].count(colour) % 7] for place, colour in enumerate(colours)]
    return alt.Scale(domain=names, range=colours), alt.Scale(domain=names, range=dashes)


@constant
def over_steps_spec(title, logarithmic, network, height, walks):
    scale = limits("y", "log" if logarithmic else "linear")
    axis = alt.Axis(tickCount=5, **({"labelExpr": POWERS} if logarithmic else {}))
    y = alt.Y("y:Q", title=title, scale=scale, axis=axis)
    x = alt.X("x:Q", title="Step", scale=limits("x"), axis=alt.Axis(tickCount=6, tickMinStep=1, format=",d"))
    tips = [alt.Tooltip("x:Q", title="Step"), alt.Tooltip("label:N", title="Of"), alt.Tooltip("y:Q", title=title)]
    line, alone = layer("line"), layer("alone")
    beneath = []
    if walks:
        line, alone = (each.transform_filter(f"{WHOLE} || datum.x <= {FAR}") for each in (line, alone))
        whole = {"y": alt.value(0), "y2": alt.value("height")}
        beneath = [layer("cursor").mark_rule(color=PURPLE, strokeWidth=2, opacity=0.8).encode(x=x, **whole)]
    line = line.mark_line(strokeWidth=2, interpolate="linear")
    if network:
        colour, dash = looks_of(network)
        colour = alt.Color("label:N", legend=None, scale=colour)
        line = line.encode(color=colour, strokeDash=alt.StrokeDash("label:N", legend=None, scale=dash))
    alone = alone.mark_point(filled=True, size=30, opacity=1)
    tips_of_lines = []
    if walks:
        tip, name = layer("tip").mark_point(filled=True, size=30, opacity=1), layer("tip name")
        style = {"align": "left", "baseline": "middle", "dx": BESIDE, "fontSize": SIZE}
        # From each end a thin rule leads to its name, which others may have moved up or down.
        rules = [(name, 0.6), (layer("end"), alt.expr(f"{WHOLE} ? 0.6 : 0"))]
        tips_of_lines = [
            *(
                each.mark_rule(xOffset=BESIDE - 2, strokeWidth=1, opacity=opacity).encode(
                    x=x, y=y, x2="x2:Q", y2="y2:Q", color=INK
                )
                for each, opacity in rules
            ),
            tip.encode(x=x, y=y, color=colour if network else INK),
            name.mark_text(**style, **labels.HALO).encode(x=x, y=y, text="label:N"),
            name.mark_text(**style).encode(x=x, y=y, text="label:N", color=INK),
        ]
    # Of a walk it is there from the beginning, unseen: the room beside the plot is made once, as it is first drawn.
    seen = alt.expr(f"{WHOLE} ? 1 : 0") if walks else 1
    end = layer("end").mark_text(align="left", dx=BESIDE if walks else 5, fontSize=SIZE, opacity=seen)
    return (
        alt.layer(
            *beneath,
            line.encode(x=x, y=y, detail="label:N", tooltip=tips),
            alone.encode(x=x, y=y, tooltip=tips, color=INK),
            end.encode(x=x, y=y, text="label:N", color=INK),
            labels.said(layer("said"), x, y, SIZE),
            *tips_of_lines,
        )
        .resolve_scale(color="independent")
        .properties(height=height, padding={"right": 8, "left": 5, "top": 5, "bottom": 5})
    )


def over_steps(
    steps, values, names, title, key, alt_text, logarithmic=False, film=STILL, behind=0, height=LOW, network=None
):
    """Lines against the step: values (rows, lines), each line named at its end; where a value is NaN there is none.

    film     of a walk: a rule then stands at its step, a click leads the walk there, and while something is asked the
             lines are drawn no further than the walk has come
    behind   by how many steps they stay behind it
    network  whose parameters several lines are, each in its node's colour; None where they are others, or the names of
             two that are to be told apart
    """
    values = np.asarray(values, dtype=float).reshape(len(steps), -1)
    nothing = (values < SMALLEST) & logarithmic
    shown = np.where(nothing, np.nan, values)
    x = float(steps[0]), max(float(steps[-1]), float(steps[0]) + 1.0)
    y = ends_of(shown, logarithmic)
    frame = labels.Frame(x, y, height, logarithmic="y" if logarithmic else "")
    seen = np.isfinite(shown)
    around = np.pad(seen, ((1, 1), (0, 0)))
    row, line = np.nonzero(seen & ~around[:-2] & ~around[2:])  # a line needs two points
    table = {
        "line": {"x": np.tile(steps, len(names)), "y": shown.T.ravel(), "label": np.repeat(names, len(steps))},
        "alone": {"x": steps[row], "y": shown[row, line], "label": np.take(names, line)},
    }
    alone = frame.parts(steps[row], shown[row, line])
    table |= named_ends(frame, steps, shown, nothing, names, alone, film.walks)
    told = what_is_nothing(steps, values, nothing, names, title)
    spec = over_steps_spec(title, logarithmic, network if len(names) > 1 else None, height, film.walks)
    if film.walks:
        way = the_way_so_far(film, frame, steps, shown, names, behind)
        table = way | {of: each for of, each in table.items() if len(each["x"])}
        until = (END,) if film.asking else ()
        asking = dict.fromkeys(("limit", "tip", "tip name"), until)
        film.picture(spec, key, table, alt_text + told, x, y, asking=asking, goes=True)
    else:
        show(spec, marks(**table), key, alt_text + told, x, y)
    if told:
        st.caption(told.strip())


def the_way_so_far(film, frame, steps, shown, names, behind):
    """The layers of a walk: first how far the lines (rows, lines) are drawn while something is asked, then their ends
    there and their names, and where the walk is."""
    far = column(film.steps) - behind
    rows = np.searchsorted(steps, far[:, 0], side="right") - 1
    ends = np.where(far >= steps[0], shown[rows], np.nan)
    at = np.where(np.isnan(ends), np.nan, far)
    return {
        "limit": {"x": far},
        "tip": {"x": at, "y": ends, "label": np.array(names)},
        "tip name": {"x": at, "y": one_below_another(frame, at, ends), "x2": at, "y2": ends, "label": np.array(names)},
        "cursor": {"x": column(film.steps)},
    }


def one_below_another(frame, x, y):
    """(F, lines) at which values the names of a walk's lines stand that end at (x, y), each (F, lines)."""
    parts = frame.parts(x, y)
    least = min(SPREAD / frame.sizes[:, 1].min(), 1 / max(parts.shape[1], 1))
    return frame.values(np.stack([parts[..., 0], spread(parts[..., 1], least)], axis=-1))[..., 1]


def spread(heights, least):
    """Heights (F, lines) from 0 to 1, moved as little as can be (least squares) so that all of a row are at least so
    much apart, in the order in which they were; NaN stays, and moves no other."""
    order, count = np.argsort(heights, axis=1, kind="stable"), heights.shape[1]
    rising = least * np.arange(count)
    free = np.take_along_axis(heights, order, axis=1) - rising  # which then need only not fall: isotonic regression
    sums = np.pad(np.cumsum(free, axis=1), ((0, 0), (1, 0)))
    first, last = np.arange(count)[:, None], np.arange(count)
    means = (sums[:, None, 1:] - sums[:, :-1, None]) / np.maximum(last + 1 - first, 1)
    level = [np.fmax.reduce(np.fmin.reduce(means[:, : i + 1, i:], axis=2), axis=1) for i in range(count)]
    seen = np.isfinite(heights).sum(axis=1, keepdims=True)
    moved = np.clip(np.stack(level, axis=1), 0.0, 1.0 - least * np.maximum(seen - 1, 0)) + rising
    found = np.empty_like(moved)
    np.put_along_axis(found, order, moved, axis=1)
    return found


def ends_of(shown, logarithmic):
    """The ends of the upright axis: of a linear one 0 is part, and with nothing to show it goes from 0 to 1."""
    there = shown[np.isfinite(shown)]
    if logarithmic:
        low, high = (there.min(), there.max()) if there.size else (0.1, 10.0)
        return (float(low), float(high)) if high > 1.5 * low else (max(low / 3, SMALLEST), high * 3)
    low, high = float(there.min(initial=0.0)), float(there.max(initial=0.0))
    margin = 0.04 * (high - low)
    return (low - margin * (low < 0), high + margin * (high > 0)) if high > low else (0.0, 1.0)


def named_ends(frame, steps, shown, nothing, names, alone, each=False):
    """The lines' names: beside the picture for those that reach its last step, and in it for those that end before.

    alone  (n, 2) where the points without neighbours are, in parts of the picture
    each   whether each line has its own name, as it has all along a walk; else those that end together are joined
    """
    last = len(steps) - 1 - np.isfinite(shown)[::-1].argmax(axis=0)
    beside, inside = [], []
    for line in np.flatnonzero(np.isfinite(shown).any(axis=0)):
        x, y = float(steps[last[line]]), float(shown[last[line], line])
        if last[line] == len(steps) - 1:
            beside.append((x, y, names[line]))
        else:
            inside.append(labels.Label(f"{names[line]}{', then 0' if nothing[-1, line] else ' ▲'}", x, y))
    beside.sort(key=lambda end: -end[1])
    end = {"x": [x for x, _, _ in beside], "y": [y for _, y, _ in beside]}
    # An array: a text that stays, for which a walk's picture has room from the beginning.
    end["label"] = np.array([name for *_, name in beside] if each else end_labels(frame, beside, len(names)))
    if each and beside:
        end |= {"x2": end["x"], "y2": end["y"], "y": one_below_another(frame, [end["x"]], [end["y"]])[0]}
    lines = [frame.parts(steps, line) for line in shown.T]
    said, _ = labels.placed(frame, inside, labels.dots(alone, 3.0), lines, SIZE)
    return {"end": end, "said": said} if said["x"] else {"end": end}


def end_labels(frame, ends, lines):
    """For each of the ends (x, y, name), highest first, what is written there: of those that are too near to be told
    apart all the names stand at the first. Many names are counted: they would push the picture aside.
    """
    lowest = frame.sizes[:, 1].min()
    heights = [float(frame.parts(x, y)[1]) * lowest for x, y, _ in ends]
    groups = []
    for place, height in enumerate(heights):
        if groups and heights[groups[-1][0]] - height < APART:
            groups[-1].append(place)
        else:
            groups.append([place])
    texts = [""] * len(ends)
    for group in groups:
        members = [ends[place][2] for place in group]
        if len(members) > TOGETHER:
            members = [f"all {lines}"] if len(members) == lines else [members[0], f"{len(members) - 1} more"]
        texts[group[0]] = ", ".join(members)
    return texts


def what_is_nothing(steps, values, nothing, names, title):
    """Where lines are 0, which a logarithmic axis has no place for, in a sentence; an empty text where none is."""
    told = []
    for line in np.flatnonzero(nothing.any(axis=0)):
        rows = np.flatnonzero(nothing[:, line])
        since = 0 if nothing[:, line].all() else len(steps) - int(np.argmin(nothing[::-1, line]))
        if since < len(steps):
            when = f"from step {int(steps[since]):,} on" if since else "at every step"
            before = rows[rows < since].size
            when += f", and at {before} before" if before else ""
        else:
            when = f"at {rows.size} of the steps drawn"
        told.append(when if len(names) == 1 else f"of {names[line]} {when}")
    if not told:
        return ""
    is_nothing = "is 0" if (values[nothing] == 0).all() else f"is 0, or below {number(SMALLEST)},"
    return f" 0 has no place on a logarithmic axis: {title} {is_nothing} {'; '.join(told)}."
