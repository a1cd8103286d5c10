"""The last bias, found by Gradient Descent: what the video on PyTorch shows of it, beside ours to more digits."""

from html import escape

import numpy as np
import streamlit as st

from backprop.lessons import is_the_videos
from backprop.passes import forward
from backprop.series import RELU_LAST_BIAS
from backprop.written.numerals import counted, number
from pages.parts.player.still import STILL

DIGITS = 8


def at_its_start(lesson, experiment):
    """What the network predicts for the Dosage in the middle before the first step, and what the video shows."""
    ((dosage, shown),) = lesson.shown["output"].items()
    predicted = float(forward(experiment.network, experiment.start, np.array([dosage])).predicted[0, 0])
    badge = f" :green-badge[{number(shown)} in the video]" if is_the_videos(lesson, experiment) else ""
    st.markdown(
        f"The same network in [another video]({lesson.link()}), *{lesson.title}*: all is fitted but the last bias, "
        f"which starts at 0 there. Before the first step Predicted at Dosage {number(dosage)} is "
        f"**{number(predicted)}**{badge}."
    )


def as_shown(trace):
    """The values that the video shows of b3, beside ours; where it leaves off, and where that leads: HTML, told at the
    end of the walk."""
    lesson = RELU_LAST_BIAS
    below = lesson.shown["ssr_below"]
    small = np.flatnonzero(trace.ssr < below)
    stop = int(small[0]) if small.size else None
    said = (
        f"The SSR is below {number(below)} first after {counted(stop, 'step')}: it is {number(trace.ssr[stop], 6)}."
        if stop is not None
        else f"In {counted(int(trace.steps[-1]), 'step')} the SSR is never below {number(below)}."
    )
    if not is_the_videos(lesson, trace.experiment):
        return f"<p>{escape(said)}</p>"
    rows = [row for row in lesson.shown["updates"] if row + 1 < len(trace)]
    b3 = trace.of("b3")
    table = {
        "After step": [f"{row + 1}" for row in rows],
        "b3 in the video": [number(lesson.shown["updates"][row]["b3"][-1], DIGITS) for row in rows],
        "b3": [number(b3[row + 1], DIGITS) for row in rows],
        "SSR": [number(trace.ssr[row + 1], 6) for row in rows],
    }
    if stop is not None:
        said += (
            f" There the video leaves off too, after {lesson.shown['stops_after']} steps, with an SSR of "
            f"{number(lesson.shown['ssr_at_the_end'], 6)}: PyTorch counts with 7 digits where this course has 15, and "
            "the small difference of two numbers near 1 is where that is seen."
        )
    return STILL.table_markup(table, "The bias as the video shows it") + f"<p>{escape(said)} {escape(limit(trace))}</p>"


def limit(trace):
    """Where the last bias goes, and how fast: only the Dosage in the middle comes through the last ReLU."""
    experiment = trace.experiment
    network, start = experiment.network, experiment.start
    seen = forward(network, start, experiment.data.inputs).layers[-1].x[:, 0] - start[-1]
    place = int(seen.argmax())
    best = float(experiment.data.observed[place, 0] - seen[place])
    kept = 1 - 2 * experiment.optimiser.learning_rate
    return (
        f"The best b3 is 1 − {number(seen[place])} = {number(best)}. One observation alone moves it, so the SSR is a "
        f"parabola that bends by 2, and each step leaves 1 − 2 × {number(experiment.optimiser.learning_rate)} = "
        f"{number(kept)} of what is missing."
    )
