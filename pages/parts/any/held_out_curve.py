"""How the loss of what is held out goes beside that of what is trained on, and from where on it rises again."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.confusion import right
from backprop.experiment import log_spaced_steps
from backprop.held_out import losses
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.controls import visit, widgets
from pages.parts.experiment.convergence import DRAWN, DRAWN_WHOLE
from pages.parts.pictures import extent
from pages.parts.pictures.convergence_picture import over_steps

LINES = "trained on", "held out"


@dataclass(frozen=True, eq=False)
class Beside:
    """The loss of one observation on average, so that more and fewer of them can be compared.

    trained, held_out  (rows,) at each row of the Trace
    lowest             the row at which that of what is held out is lowest, the first of several
    """

    trained: np.ndarray
    held_out: np.ndarray
    lowest: int


def beside(prefix, run):
    """The Beside of a Run that holds some out, worked out once for each Trace; None where the loss can take none."""
    data = run.held_out
    if run.trace.experiment.loss.refused(data.observed).any():
        return None
    of = run.trace, data.inputs.tobytes(), data.observed.tobytes()
    return visit.kept(f"{prefix}_beside", of, lambda: of_run(run.trace, data))


def of_run(trace, data):
    experiment = trace.experiment
    loss = experiment.loss
    of_trained, of_held_out = (1, 1) if loss.is_mean else (len(experiment.data), len(data))
    held_out = losses(experiment.network, trace.parameters, data, loss) / of_held_out
    return Beside(trace.loss / of_trained, held_out, int(np.argmin(np.nan_to_num(held_out, nan=np.inf))))


def sentence(prefix, run):
    """What the loss of what is held out has come to, and where it was lowest."""
    found, loss = beside(prefix, run), run.trace.experiment.loss
    if found is None:
        return f"What is held out has no {loss.name}: some of its Observed values lie where that loss can take none."
    return (
        f"The {loss.name} of an observation held out is **{number(found.held_out[-1])}** on average, of one trained on "
        f"{number(found.trained[-1])}; {where_lowest(found, run.trace.steps)}."
    )


def where_lowest(found, steps):
    """Where the loss of what is held out was lowest, of the rows that are kept."""
    least, end = number(found.held_out[found.lowest]), number(found.held_out[-1])
    if least == end:
        return "held out it was never lower"
    of = "" if len(steps) > steps[-1] else ", of the steps kept"
    return f"held out it was lowest at step {int(steps[found.lowest]):,}{of}: {least}"


def held_out(prefix, run):
    """Both losses against the step, and in a table at the start, where that of what is held out is lowest, and last."""
    trace, found = run.trace, beside(prefix, run)
    if found is None:
        st.markdown(sentence(prefix, run))
        return
    rows = log_spaced_steps(len(trace) - 1, DRAWN) if len(trace) > DRAWN_WHOLE else np.arange(len(trace))
    both = np.column_stack([found.trained, found.held_out])
    hidden = ~extent.rows_in_view(trace)
    logarithmic = widgets.is_on(f"{prefix}_log")
    drawn = np.where(hidden[rows, None] & (not logarithmic), np.nan, both[rows])
    title = "Loss on average"
    left, right_side = st.columns([3, 2], gap="medium")
    with left:
        st.header("**What is held out** beside what is trained on", anchor=False)
        said = (
            f"{title}, against the step. Trained on: from {number(both[0, 0])} to {number(both[-1, 0])}; held out: "
            f"from {number(both[0, 1])} to {number(both[-1, 1])}, {where_lowest(found, trace.steps)}."
        )
        over_steps(
            trace.steps[rows], drawn, list(LINES), title, f"{prefix}_over_held_out", said, logarithmic, network=LINES
        )
    with right_side:
        st.markdown(sentence(prefix, run))
        tables.show(held_out_table(run, found), "The losses of what is trained on and of what is held out")


def held_out_table(run, found):
    """The losses at the start, where that of what is held out is lowest, and last; of classes, how many are right."""
    trace, data = run.trace, run.trace.experiment.data
    rows = list(dict.fromkeys([0, found.lowest, len(trace) - 1]))
    columns = {
        "Step": [f"{trace.steps[row]:,}" for row in rows],
        "Trained on": tables.texts(found.trained[rows]),
        "Held out": tables.texts(found.held_out[rows]),
    }
    if data.classes:
        network, some = trace.experiment.network, run.held_out
        out = forward(network, trace.parameters[rows], some.inputs).predicted
        for head, observed, predicted in (
            ("Right", data.observed, trace.predicted[rows]),
            ("Right held out", some.observed, out),
        ):
            counts = right(observed, predicted)
            columns[head] = [f"{count:,} of {len(observed):,}" for count in counts]
    return tables.of_columns(columns)
