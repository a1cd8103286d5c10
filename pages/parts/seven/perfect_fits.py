"""Many perfect fits: where other Learning Rates lead from the same start, and how their squiggles part."""

import numpy as np
import streamlit as st

from backprop.lessons import FITTED
from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.experiment.seven_run import ENOUGH, RATES, ends_of
from pages.parts.seven.pictures import fits
from pages.parts.seven.tables import between_table, ends_table

COUNTS = {3: "three", 7: "seven"}  # in words


def equations_in_words(lesson):
    """Why there are many perfect fits, counted."""
    count, n = lesson.experiment.network.parameter_count, len(lesson.experiment.data)
    return (
        f"{COUNTS[count].capitalize()} numbers, {COUNTS[n]} observations: {COUNTS[n]} conditions cannot pin "
        f"{COUNTS[count]} numbers down, so the perfect fits are not a point but a whole valley floor. Gradient Descent "
        "ends where its path comes down to that floor, and the path depends on the Learning Rate."
    )


def many_fits(lesson, trace):
    """The lesson's run with five Learning Rates: where each one ends, and the squiggles of two of them."""
    own = lesson.experiment
    names, data = own.network.parameter_names, own.data
    parameters, ssrs = ends_of(own)
    video = ssr(data.observed, forward(own.network, FITTED, data.inputs).predicted)
    runs = {"The video": (np.array(FITTED), video)}
    runs |= {number(rate): (row, value) for rate, row, value in zip(RATES, parameters, ssrs, strict=True)}
    rate = trace.experiment.optimiser.learning_rate
    runs[f"→ your run: {number(rate)}"] = (trace.parameters[-1], trace.ssr[-1])
    said = f"The values after {ENOUGH:,} steps at {len(RATES)} Learning Rates, beside the video's"
    with st.container(key="perfect_fits"):
        tables.show(ends_table(names, runs, FITTED), said)
    st.caption(
        f"Each Learning Rate from the video's start, after {ENOUGH:,} steps; the last row is the run above after its "
        f"{counted(int(trace.steps[-1]), 'step')}. An SSR like 10⁻²⁸ is 0 but for the rounding inside the "
        "computer. The video's own SSR is larger only because its seven values are rounded to two decimals."
    )
    two = parameters[[RATES.index(0.01), RATES.index(0.1)]]
    said = ["Learning Rate 0.01", "Learning Rate 0.1"]
    at = np.arange(-0.25, 1.3, 0.25)
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        fits(own.network, data, two, said, (-0.25, 1.25), "all_fits")
    with right:
        predicted = forward(own.network, two, at).predicted[..., 0]
        tables.show(between_table(data, at, said, predicted), "What the two networks predict")
