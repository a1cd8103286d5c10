"""The walk over the map of the SSR: the path on it, the arrow downhill, the cuts, and a step in words and numbers.

Where only the two parameters on the map move, or the others are held, the map stands still and the browser walks on it
alone. Where it moves with the step, it is drawn anew wherever the walk rests.
"""

import numpy as np
import streamlit as st

from backprop.losses import ssr
from backprop.passes import backward, forward
from pages.parts import player
from pages.parts.charts import labels, scales
from pages.parts.charts.labels import Labels
from pages.parts.pictures import extent
from pages.parts.pictures.ssr_picture import ssr_curve
from pages.parts.player.still import STILL
from pages.parts.surface import loss_surface
from pages.parts.surface.local_minimum import worth_a_look
from pages.parts.surface.loss_surface import HEIGHT, OTHERS

CUT = 184  # how high each of the two cuts is
MOST_ON_CUTS = 5e5  # frames × places on a curve × observations × nodes up to which the browser has all cuts
ROOM = 90.0, 18.0  # pixels to each side and up and down from a mark in which the browser writes first


def walk(seen, prefix):
    """The step control, and the map, the cuts and the table that it moves."""
    trace = seen.trace
    network, data = trace.experiment.network, trace.experiment.data
    with player.walk(prefix, trace.steps, besides=worth_a_look(trace)) as film:
        at = backward(network, seen.rows(film.rows), data)
        film.told += f": SSR {film.say(at.loss)}"
        left, right = st.columns([2, 1], gap="medium")
        with left:
            over_the_map(film, seen, at, prefix)
            st.caption(
                "Point at any place to read it. □ the start, ● this step, solid the path so far, dotted what is ahead. "
                "The arrow is −gradient of these two, straight downhill: at right angles to the lines, where both axes "
                "have one scale."
            )
        with right:
            cuts(film, seen, prefix)
        left, right = st.columns(2, gap="medium")
        with left:
            film.paragraph(moment_in_words(film, seen, at))
        with right:
            film.table(moment_columns(film, seen, at), "The two parameters at this step")


# --- the map, and what moves on it -----------------------------------------------------------------------------------


def stands_still(seen):
    """Whether the map is the same at every step: the two on it may move, the others do not."""
    others = np.delete(seen.rows(np.arange(len(seen.trace))), seen.places, axis=1)
    return bool((others == others[0]).all())


def map_at(row, seen):
    """The Map at a row of the run: it is the same wherever the two are on it, so they are put to 0."""
    experiment, apart = seen.trace.experiment, np.array(seen.rows(row))
    apart[seen.places] = 0.0
    return loss_surface.map_across(experiment.network, experiment.data, apart, seen.names, seen.x, seen.y, seen.levels)


def over_the_map(film, seen, at, prefix):
    """The map, and over it what moves on it."""
    if stands_still(seen):
        drawn = map_at(0, seen)
        if drawn.shown:
            with loss_surface.stacked(prefix):
                loss_surface.show_map(drawn, prefix)
                on_map(film, seen, at, f"{prefix}_on_map", drawn)
        loss_surface.too_large(drawn)
        return
    with loss_surface.stacked(prefix):
        player.at_rest(prefix, f"{prefix}_map_part", seen.trace.steps, moving_map, seen, prefix)
        on_map(film, seen, at, f"{prefix}_on_map")
    if is_ever_too_large(film, seen):
        st.caption("At some steps this map is hatched in part: there the SSR is too large for a computer's numbers.")


def moving_map(row, seen, prefix):
    """The map at a row, with the numbers of its lines."""
    drawn = map_at(row, seen)
    loss_surface.show_map(drawn, prefix, levels_at(row, seen, drawn))


def levels_at(row, seen, drawn):
    """The numbers of a map's lines at a row, where nothing of the upper chart is or is likely to be written."""
    now = seen.trace.parameters[row, seen.places]
    tip = tips(seen, now, seen.trace.derivatives[row, seen.places])
    frame = labels.Frame(drawn.x, drawn.y, HEIGHT)
    path = seen.trace.parameters[:, seen.places][path_rows(seen)]
    there = frame.parts(*np.transpose([now, tip]))
    there = there[np.isfinite(there).all(axis=1)]
    written = labels.boxes(there, [-each for each in ROOM], ROOM)
    fixed = np.concatenate([labels.dots(frame.parts(*path.T), 2.5), written])
    numbers = [labels.Label(text, *place, ("on",)) for text, place in zip(*drawn.numbers, strict=True)]
    return labels.placed(frame, numbers, fixed, size=11)[0]


def path_rows(seen):
    """The rows of a run between which its path is drawn."""
    in_view = np.flatnonzero(extent.rows_in_view(seen.trace))
    return in_view[loss_surface.drawn_rows(in_view)]


def is_ever_too_large(film, seen):
    """Whether a map that moves has a corner whose SSR a computer cannot hold where the parameters are largest."""
    experiment, rows = seen.trace.experiment, seen.rows(film.rows)
    corners = np.repeat(rows[[np.abs(rows).max(axis=1).argmax()]], 4, axis=0)
    corners[:, seen.places] = [(x, y) for x in seen.x for y in seen.y]
    predicted = forward(experiment.network, corners, experiment.data.inputs).predicted
    with np.errstate(all="ignore"):
        return not np.isfinite(ssr(experiment.data.observed, predicted)).all()


def tips(seen, now, derivatives):
    """(..., 2) where the arrows of −gradient end that begin at the places `now` (..., 2)."""
    spans = np.ptp([seen.x, seen.y], axis=1)
    with np.errstate(all="ignore"):
        longest = np.abs(derivatives / spans).max(axis=-1, keepdims=True)
        return now - 0.15 / longest * derivatives  # not a number where there is no way down


def is_inside(seen, points):
    """(...) whether points (..., 2) lie on the map."""
    low, high = np.transpose([seen.x, seen.y])
    return ((points >= low) & (points <= high)).all(axis=-1)


def on_map(film, seen, at, key, drawn=None):
    """The path, the start, the dot of each step and the arrow downhill, over the map.

    drawn  the Map where it stands still: the numbers of its lines then make room for what moves
    """
    trace = seen.trace
    whole, in_view = trace.parameters[:, seen.places], extent.rows_in_view(trace)[film.rows]
    now, ahead = whole[film.rows], path_rows(seen)
    derivatives = at.derivatives[:, seen.places]
    tip = tips(seen, now, derivatives)
    inside = is_inside(seen, now)
    walked, shown = np.where(in_view[:, None], now, np.nan), np.where(inside[:, None], now, np.nan)
    ends = np.where((inside & is_inside(seen, tip))[:, None], tip, np.nan)
    tip = np.where(inside[:, None], tip, np.nan)
    layers = {
        "ahead": {"x": whole[ahead, 0], "y": whole[ahead, 1], "x2": ahead.astype(float)},
        "walked": {"x": walked[:, :1], "y": walked[:, 1:], "x2": np.arange(len(film.rows), dtype=float)},
        "start": {"x": whole[:1, 0], "y": whole[:1, 1]},
        "arrow": {"x": shown[:, :1], "y": shown[:, 1:], "x2": tip[:, :1], "y2": tip[:, 1:]},
        "now": {"x": shown[:, :1], "y": shown[:, 1:]},
        "tip": {"x": ends[:, :1], "y": ends[:, 1:]},  # not drawn: what the arrow's label stands beside
    }
    around = {"dots": ("start", "now", "tip"), "paths": ("ahead",), "rules": ("arrow",)}
    said = [
        Labels("said", "now", [f"SSR {film.say(at.loss)}"], **around, bold=True, size=13),
        Labels("said", "tip", ["−gradient"], **around, bold=True, size=13),
    ]
    if drawn is not None:
        layers, said = loss_surface.with_levels(drawn, layers, said, **around)
    film.picture(
        loss_surface.on_map_spec(*seen.names, HEIGHT),
        key,
        layers,
        path_text(film, seen, at, inside),
        seen.x,
        seen.y,
        said,
        trails=("walked",),
    )


def path_text(film, seen, at, inside):
    values, derivatives = seen.trace.parameters[film.rows][:, seen.places], at.derivatives[:, seen.places]
    now = ", ".join(f"{name} {film.say(each)}" for name, each in zip(seen.names, values.T, strict=True))
    way = ", ".join(f"{name} {film.say(-each)}" for name, each in zip(seen.names, derivatives.T, strict=True))
    place = film.where(
        inside, f". The arrow points downhill: {way}", f", which is outside the map. Downhill there is: {way}"
    )
    step = film.say(film.steps, "c")
    return f"The path on the map. At step {step}: {now}, SSR {film.say(at.loss)}{place}."


# --- the two cuts ----------------------------------------------------------------------------------------------------


def cuts(film, seen, prefix):
    """The SSR along each of the two parameters: in the browser at every frame, or drawn where the walk rests."""
    trace = seen.trace
    network, data = trace.experiment.network, trace.experiment.data
    work = len(film.rows) * film.points * len(data) * sum(network.nodes[1:])
    if work > MOST_ON_CUTS:
        player.at_rest(prefix, f"{prefix}_cuts_part", trace.steps, cuts_at, seen, prefix)
        return
    cuts_at(film.rows, seen, prefix, film)


def cuts_at(rows, seen, prefix, film=STILL):
    """Both cuts at the rows of a film, or at the one row of a picture that stands still."""
    trace, rows = seen.trace, np.atleast_1d(rows)
    network, data, parameters = trace.experiment.network, trace.experiment.data, seen.rows(rows)
    derivatives, y = backward(network, parameters, data).derivatives, scales.padded(0.0, seen.top, 0.09)
    for name, place, x in zip(seen.names, seen.places, (seen.x, seen.y), strict=True):
        moved = derivatives[:, place], trace.step_sizes[rows, place]
        ssr_curve(film, network, data, parameters, name, *moved, x, y, f"{prefix}_cut_{name}", CUT)


# --- in words and numbers --------------------------------------------------------------------------------------------


def moment_in_words(film, seen, at):
    """What the map shows at a step, and whether it is the run's own SSR."""
    trace, derivatives = seen.trace, at.derivatives[:, seen.places]
    inside = is_inside(seen, trace.parameters[film.rows][:, seen.places])
    across, up = film.texts(-derivatives)
    downhill = f"against both Derivatives: {across} across, {up} up."
    said = [
        f"At step {film.say(film.steps, 'c')} "
        + film.where(
            (derivatives == 0).all(axis=1),
            "the ground is level, and there is no arrow: both Derivatives are 0.",
            film.where(
                inside,
                f"the ground falls fastest along the arrow, {downhill}",
                f"the descent is outside this map; the ground falls fastest there {downhill}",
            ),
        )
    ]
    said += [
        f"{name} is not optimised, so the path does not follow the arrow there."
        for name in seen.names
        if name not in trace.experiment.optimised
    ]
    if seen.others != OTHERS[0]:
        same = np.isclose(at.loss, trace.ssr[film.rows], rtol=1e-9, atol=1e-12)
        run = film.say(trace.ssr[film.rows])
        apart = (
            f"The others stand {seen.others}, so the dot is at an SSR of {film.say(at.loss)} on this map; the run "
            f"itself, whose other parameters have moved too, has {run}."
        )
        said.append(film.where(~same, apart))
    elif not stands_still(seen):
        said.append(
            "The others move with the step, and the map with them: it is a slice through the landscape, drawn anew "
            "where the walk rests. Let the others stand as at the start or the end, and the map stands still."
        )
    return " ".join(said)


def moment_columns(film, seen, at):
    """The two parameters at a step: value, Derivative where the map shows it, the run's Step Size and new value."""
    rows = (film.rows[:, None], seen.places)
    old, size = seen.trace.parameters[rows], seen.trace.step_sizes[rows]
    return {
        "Parameter": seen.names,
        "Value": film.texts(old),
        "Derivative": film.texts(at.derivatives[:, seen.places]),
        "Step Size": film.texts(size),
        "New": film.texts(old - size),
    }
