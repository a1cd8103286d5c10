"""How a walk ends: told once the learner has walked to the end, or wants to be told, and by which rules it is over."""

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from backprop.endings import endings, where_the_rate_comes_from
from backprop.lessons import FITTED, is_the_videos
from backprop.lowest import largest_stable_rate
from backprop.network import Network
from backprop.written.numerals import number
from pages.parts.controls import widgets
from pages.parts.experiment import convergence, stable_rate
from pages.parts.experiment.computed import reading_of, trace_of
from pages.parts.experiment.verdicts import VERDICTS
from pages.parts.kept import shared
from pages.parts.player.still import STILL
from pages.parts.player.words import END
from pages.parts.tables import scrolled

HEADS = "Is it over?", "First at step", "What is asked"


def wanted(prefix):
    """Whether it is to be told at once how a walk ends: a link may ask for it."""
    return widgets.is_on(f"{prefix}_verdict")


def switch(film, lesson, trace, prefix):
    """Whose run it is, and, until it is told, the switch that tells at once how it ends."""
    whose = "The video's own run" if is_the_videos(lesson, trace.experiment) else "Your own run"
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="verdict"):
        st.header(f"**How it ends** ({whose})", anchor=False, width="content")
        widgets.switch(f"{prefix}_verdict", "Tell me now")
        film.line(film.asked([END], "", "or walk to the end of the run, and it is told here"))


@shared
def the_end(experiment):
    """The verdict, the rules by which a run may be called over side by side, and what the numbers say, as HTML."""
    trace, judged = trace_of(experiment)
    said = VERDICTS[judged.kind][2].format(judged.step)
    shown = FITTED if experiment.network == Network() else None
    rows = [
        (rule, "not in this run" if step is None else f"{step:,}", words)
        for rule, step, words in endings(trace, judged, shown)
    ]
    columns = dict(zip(HEADS, zip(*rows, strict=True), strict=True))
    why = where_the_rate_comes_from(experiment)
    read = convergence.reading_table(trace, reading_of(experiment)).to_pydict()
    return (
        f"<p><strong>{escape(said)}.</strong> {escape(judged.reason)}</p>"
        + STILL.table_markup(columns, "The rules by which a run may be called over")
        + (f"<p>{escape(why)}</p>" if why else "")
        + STILL.table_markup(read, f"What the numbers say of the convergence of the {experiment.loss.name}")
    )


def to_go_on(film, trace, prefix):
    """Every step as a table and as a file, and two Learning Rates next to the largest that arrives, if it is known."""
    rate = largest_stable_rate(trace.experiment)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        warned = "" if film.asking is None else ", and all answers with it"
        wanted = widgets.switch(f"{prefix}_every_step", f"Every step as a table{warned}")
        widgets.download("As CSV", lambda: trace_table(trace).to_csv(index=False), f"{prefix}.csv")
        if rate is not None and np.isfinite(rate):
            st.markdown("Walk next to the largest stable Learning Rate:", width="content")
            stable_rate.next_to(rate, f"{prefix}_learning_rate", "{where} it")
    if wanted:
        show_trace(trace)


def trace_table(trace):
    """The whole Trace as numbers, a row a step: SSR, parameters, derivatives, step sizes, predicted, residuals."""
    experiment = trace.experiment
    names, data = experiment.network.parameter_names, experiment.data
    where = [f"at {data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    parts = [
        (["Step"], trace.steps),
        (["SSR"], trace.ssr),
        (names, trace.parameters),
        ([f"dSSR/d{name}" for name in names], trace.derivatives),
        ([f"Step Size {name}" for name in names], trace.step_sizes),
        ([f"Predicted {place}" for place in where], trace.predicted[..., 0]),
        ([f"Residual {place}" for place in where], trace.residuals[..., 0]),
    ]
    heads = [head for of_part, _ in parts for head in of_part]
    return pd.DataFrame(np.column_stack([values for _, values in parts]), columns=heads).astype({"Step": int})


def show_trace(trace):
    """The whole Trace, to scroll through."""
    scrolled.show(
        trace_table(trace),
        "Every step: parameters, derivatives, step sizes, predicted values, residuals and the SSR",
        height=380,
    )
