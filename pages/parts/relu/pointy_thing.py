"""The pointy thing: walked to stage by stage, then measured, after a guess."""

import numpy as np
import streamlit as st

from backprop.corners import above_zero
from backprop.passes import forward
from backprop.series import PT_3
from backprop.written.numerals import number
from pages.parts import player
from pages.parts.charts.layered import TALL
from pages.parts.controls import widgets
from pages.parts.controls.ask_first import SHOWN, guess_first
from pages.parts.controls.try_next import listed
from pages.parts.pictures import extent
from pages.parts.pictures.network_picture import network_picture
from pages.parts.relu import pictures
from pages.parts.relu.stages import DIGITS, DONE_AT, IN_TABLE, NAMES, SINCE, in_words, stage_values

WIDE, MIDDLE, NARROW = "wider than 0.2", "0.1 to 0.2", "narrower than 0.1"


def is_the_videos(parameters):
    return np.array_equal(parameters, PT_3.experiment.start)


def walk(network, data, parameters, prefix):
    """The six stages, a step each: the network, the curve of the stage at two scales, its words, and the table."""
    steps = range(len(NAMES))
    with player.walk(prefix, steps, besides=steps) as film:
        with film.row:
            dosage = widgets.slider(f"{prefix}_dosage", "Dosage", 0.0, 0.0, 1.0, 0.01, width=230)
        stages = list(steps)
        left, *others = st.columns([5, 4, 4], gap="small", vertical_alignment="bottom")
        with left:
            st.header(f"**The network** at {data.names[0]} {number(dosage)}", anchor=False)
            rows = np.tile(parameters, (len(stages), 1))
            shown = film.steps[:, None] == stages[-1]  # before, the output's curve would tell what is walked to
            told = {"curve_out": shown, "since": SINCE}
            network_picture(network, data, rows, f"{prefix}_network", dosage, height=TALL, film=film, **told)
        for column, title in zip(others, ("**All of it**, to one scale", "**Close up**, round the dots"), strict=True):
            column.header(title, anchor=False)
        pictures.stages_pictures(film, network, data, parameters, dosage, others, prefix, TALL)
        said = dict(zip(stages, in_words(network, parameters, dosage), strict=True))
        film.paragraph(film.vary(said))
        film.table(stage_columns(film, network, parameters), "Every stage at some Dosages", [[of] for of in DONE_AT])
        st.caption(
            "A stage that you have not walked to is “?”. → marks where you are. Numbers are rounded only to be shown."
        )
        film.told += f": {film.vary(said)}"


def stage_columns(film, network, parameters):
    """The table of the stages: each row is told once the walk has come there; beside it what the video shows."""
    values = stage_values(network, parameters, IN_TABLE)
    heads = [film.where(film.steps == stage, f"→ {name}", name) for stage, name in enumerate(NAMES)]
    columns = {"Stage \\ Dosage": heads}
    for dosage, column in zip(IN_TABLE, values.T, strict=True):
        columns[number(dosage)] = [from_stage(film, stage, number(value, DIGITS)) for stage, value in enumerate(column)]
    if is_the_videos(parameters):
        columns["In the video"] = [from_stage(film, stage, in_the_video(name)) for stage, name in enumerate(NAMES)]
    return columns


def from_stage(film, stage, text):
    return film.vary({0: "?", stage: text}) if stage else text


def in_the_video(name):
    """What the video shows of a stage, at which Dosages."""
    name = {"sum + b3": "sum"}.get(name, name)
    shown = PT_3.shown["on_the_way"]
    return ", ".join(f"{number(seen[name])} at {number(dosage)}" for dosage, seen in shown.items() if name in seen)


# --- how wide it is --------------------------------------------------------------------------------------------------


def how_wide(network, data, parameters, prefix):
    """Where Predicted is above 0: guessed first, then computed from the corners, and as some points would have it."""
    ends = extent.input_range(data)
    said = guess_first(
        f"{prefix}_width",
        "Guess first: where Predicted is above 0, that part of the axis is in all …",
        (WIDE, MIDDLE, NARROW),
        tuple(parameters.tolist()),
    )
    if said is None:
        st.markdown("Walk to the last stage, look at what is left, and say. Then it is measured here.")
        return
    stretches = above_zero(network, parameters, *ends)
    wide = sum(end - start for start, end in stretches)
    right = WIDE if wide > 0.2 else MIDDLE if wide >= 0.1 else NARROW
    told = {right: "**You are right.** ", SHOWN: ""}.get(said, f"**Not {said}: it is {right}.** ")
    left, beside = st.columns(2, gap="medium", vertical_alignment="center")
    with beside:
        points = widgets.whole_number(f"{prefix}_points", "Points joined by lines (dotted)", 11, 2, 201, width=210)
        st.markdown(f"{told}{where_it_stands(stretches, wide)}")
        if is_the_videos(parameters):
            at_peak = float(forward(network, parameters, np.array([0.5])).predicted[0, 0])
            st.markdown(
                f"The video draws it far wider, its axis not to scale, and its peak at "
                f"{number(PT_3.shown['on_the_way'][0.5]['Predicted'])}. Its own weights and biases make the peak "
                f"**{number(at_peak)}**, so the SSR is {number((1 - at_peak) ** 2)} and not 0."
            )
        st.markdown(joined_in_words(network, parameters, np.linspace(*ends, points), bool(stretches)))
    with left:
        pictures.pointy_thing(network, data, parameters, points, f"{prefix}_pointy")


def where_it_stands(stretches, wide):
    if not stretches:
        return "Predicted is nowhere above 0: the last ReLU leaves nothing."
    places = listed([f"**{number(start, 5)} to {number(end, 5)}**" for start, end in stretches])
    return f"Predicted is above 0 from {places}, {number(wide)} of the axis."


def joined_in_words(network, parameters, at, is_there):
    """Where some points of Predicted, joined by lines, are above 0; is_there: whether Predicted is anywhere."""
    above = np.flatnonzero(forward(network, parameters, at).predicted[:, 0] > 0)
    if not above.size:
        missed = f"{len(at)} points joined by lines miss it: at each of them"
        return f"{missed if is_there else f'At each of the {len(at)} points, too,'} Predicted is 0."
    runs = np.split(above, np.flatnonzero(np.diff(above) > 1) + 1)
    feet = [(at[max(run[0] - 1, 0)], at[min(run[-1] + 1, len(at) - 1)]) for run in runs]
    places = listed([f"**{number(start)} to {number(end)}**" for start, end in feet])
    return (
        f"{len(at)} points of it, {number(at[1] - at[0])} apart and joined by lines, are above 0 from {places}: what "
        "is between two points is the line's, not the network's."
    )
