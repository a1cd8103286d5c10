"""The convergence of a run: its loss, its parameters and its Step Sizes against the step, and what its numbers say."""

import numpy as np
import streamlit as st

from backprop.experiment import log_spaced_steps
from backprop.losses import SSR
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.charts.layered import LOW
from pages.parts.controls import widgets
from pages.parts.experiment import stable_rate
from pages.parts.experiment.tables import reading_table
from pages.parts.pictures import extent
from pages.parts.pictures.convergence_picture import over_steps
from pages.parts.pictures.ssr_picture import capitalised
from pages.parts.player.still import STILL
from pages.parts.player.words import END

DRAWN_WHOLE = 500  # rows up to which a line against the step has a point for each
DRAWN = 337  # points on a longer run's line, log-spaced
MOST_LINES = 7  # in one picture
STRIP, STRIP_OF_MANY = 140, 180  # pixels high, of a walk with few lines, and with more
FEW_LINES = 3


def convergence(trace, prefix, film=STILL, whole="the table of every step"):
    """The loss, the parameters and the Step Sizes against the step; a long run is drawn in log-spaced steps.

    Of more parameters than can be told apart the largest |Step Size| is drawn, and their values are left to the table.

    film   of a walk, whose step is marked, and which a click leads to; while something is asked, it is told of nothing
           that lies ahead
    whole  where every step of the run is, in words
    """
    told = trace.experiment.told_by
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        title = "Convergence" if not film.walks else "**Convergence**: click at a step to go there"
        st.header(title, anchor=False, width="content")
        logarithmic = widgets.switch(f"{prefix}_log", f"Logarithmic axes for the {told.sign} and the Step Sizes")
        rows = log_spaced_steps(len(trace) - 1, DRAWN) if len(trace) > DRAWN_WHOLE else np.arange(len(trace))
        if len(rows) < len(trace):
            kept = "steps" if len(trace) > trace.steps[-1] else "steps kept"
            said = f"Drawn at {len(rows)} of {len(trace):,} {kept}, densest at the beginning"
            st.caption(f"{said}; {whole} has them all.", width="content")
    steps, names, loss = trace.steps[rows], trace.experiment.optimised, trace.experiment.loss
    hidden = ~extent.rows_in_view(trace)

    def drawn(values, clipped):
        values = values[rows].copy()
        values[hidden[rows] & clipped] = np.nan
        return values

    size = "|Step Size|" if logarithmic else "Step Size"
    largest = f"the largest at the end is {number(trace.largest_step_sizes[-1])}"
    pictures = []
    for of, values in {told: trace.told, loss: trace.loss}.items():
        title, said = capitalised(of.called), f"from {number(values[0])} to {number(values[-1])}"
        title = of.sign if of.shares and film.walks else title  # beside so low a picture no long one has room
        line = of.sign if film.walks else of.called
        pictures.append(("ssr" if of is SSR else "loss", title, values, [line], said))
    if 0 < len(names) <= MOST_LINES:
        places = [trace.experiment.network.place(name) for name in names]
        ends = ", ".join(f"{name} {number(trace.of(name)[-1])}" for name in names)
        pictures.append(("values", "Value", trace.parameters[:, places], names, f"at the end {ends}"))
        sizes = trace.step_sizes[:, places]
        pictures.append(("sizes", size, np.abs(sizes) if logarithmic else sizes, names, largest))
    elif names:
        pictures.append(("sizes", "Largest |Step Size|", trace.largest_step_sizes, ["largest"], largest))
    columns = st.columns(len(pictures), gap="medium")
    for column, (key, title, values, lines, said) in zip(columns, pictures, strict=True):
        with column:
            on_log = logarithmic and key != "values"
            said = film.asked([END], f"{title} against the step: {said}.", f"{title} against the step, so far.")
            strip = STRIP if len(names) <= FEW_LINES else STRIP_OF_MANY
            over_steps(
                steps, drawn(values, not on_log), lines, title, f"{prefix}_over_{key}", said, on_log, film,
                behind=key == "sizes", height=strip if film.walks else LOW, network=trace.experiment.network,
            )  # fmt: skip
    if len(names) > MOST_LINES:
        st.caption(f"The {len(names):,} values are too many lines to tell apart; {whole} has them.")
    if hidden.any():
        first = int(trace.steps[hidden.argmax()])
        said = (
            f"From step {first:,} on the {told.called} has been far above where it began, up to "
            f"{number(trace.told.max())}. Such "
            f"rows are left out of the linear pictures (▲), so that the rest can be seen; {whole} keeps them."
        )
        film.caption(film.asked([END], said, " ")) if film.walks else st.caption(said)


def read_honestly(trace, prefix, read):
    """What the numbers say of the convergence: a table, and where it is known the rate at which it breaks down."""
    loss = trace.experiment.loss.called
    tables.show(reading_table(trace, read), f"What the numbers say of the convergence of the {loss}")
    rate = read.stable_rate
    if rate is not None and np.isfinite(rate):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"The largest stable Learning Rate here is **{number(rate)}**. Try it:", width="content")
            stable_rate.next_to(rate, f"{prefix}_learning_rate", "{where}: {near}")
