"""How a walk ends: told once the learner has walked to the end, or wants to be told, and by which rules it is over."""

from html import escape

import numpy as np
import streamlit as st

from backprop.bowl import largest_stable_rate
from backprop.endings import endings, where_the_rate_comes_from
from backprop.lessons import FITTED, is_the_videos
from backprop.network import Network
from pages.parts.controls import widgets
from pages.parts.experiment import stable_rate
from pages.parts.experiment.runs import reading_of, trace_of
from pages.parts.experiment.tables import reading_table, show_trace, trace_table
from pages.parts.experiment.verdicts import VERDICTS
from pages.parts.kept import shared
from pages.parts.player.still import STILL
from pages.parts.player.words import END

HEADS = "Is it over?", "First at step", "What is asked"


def wanted(prefix):
    """Whether it is to be told at once how a walk ends: a link may ask for it."""
    return widgets.is_on(f"{prefix}_verdict")


def switch(film, lesson, trace, prefix):
    """Whose run it is, and, until it is told, the switch that tells at once how it ends."""
    own = "The video's own run" if lesson.shown else "The page's own run"
    whose = own if is_the_videos(lesson, trace.experiment) else "Your own run"
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
    read = reading_table(trace, reading_of(experiment)).to_pydict()
    return (
        f"<p><strong>{escape(said)}.</strong> {escape(judged.reason)}</p>"
        + STILL.table_markup(columns, "The rules by which a run may be called over")
        + (f"<p>{escape(why)}</p>" if why else "")
        + STILL.table_markup(read, f"What the numbers say of the convergence of the {experiment.loss.called}")
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
