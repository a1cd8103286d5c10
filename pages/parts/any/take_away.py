"""What can be taken away of any network's run: its numbers, a script that prints them again, and files."""

import numpy as np
import pandas as pd
import streamlit as st

from backprop.experiment import log_spaced_steps
from backprop.losses import SSR
from backprop.passes import forward
from backprop.written.numerals import number
from backprop.written.script import columns_shown, stand_alone
from pages.parts import tables
from pages.parts.any.residuals import everything
from pages.parts.any.second_run import parting_within_reach
from pages.parts.controls import visit, widgets

SHOWN_STEPS = 12


def to_take_away(prefix, run):
    """The run in numbers, the same table from a script of its own, and the whole record as a file."""
    trace, experiment = run.trace, run.trace.experiment
    st.header("**The run in numbers**", anchor=False)
    rows = log_spaced_steps(len(trace) - 1, SHOWN_STEPS)
    columns = {"Step": [f"{step:,}" for step in trace.steps[rows]]}
    for head, (_, value) in columns_shown(experiment).items():
        columns[head] = [number(value(trace, row)) for row in rows]
    tables.show(tables.of_columns(columns), "The run in numbers")
    found = visit.kept(f"{prefix}_parting", trace, lambda: parting_within_reach(trace))
    st.markdown(
        "The script below needs NumPy alone, holds this very network, data and start, and prints this same table, by "
        "the same formulas written out afresh."
        + ("" if trace.diverged_at is None or found.step is not None else " It diverges as this run does, and says so.")
        + f" {found.sentence}"
    )
    steps = [int(step) for step in trace.steps[rows]]
    with st.container(horizontal=True, gap="small"):
        widgets.download(
            "The run as a NumPy script",
            lambda: stand_alone(experiment, steps, f"{prefix}_run.py", known=(found, trace.diverged_at)),
            f"{prefix}_run.py",
        )
        widgets.download("Every row kept, as CSV", lambda: record_csv(trace), f"{prefix}_record.csv")
        widgets.download(
            "The predictions, as CSV", lambda: predictions_csv(trace, run.held_out), f"{prefix}_predictions.csv"
        )


CELLS_AT_ONCE = 5_000  # of a file: pandas writes so many without letting anybody else have a turn


def record_csv(trace):
    """The rows kept of a run: loss, SSR, and every parameter with its derivative and Step Size."""
    names = trace.experiment.network.parameter_names
    loss = trace.experiment.loss
    of_loss = {} if loss is SSR else {loss.name: trace.loss}
    heads = ["Step", *of_loss, "SSR", *names]
    heads += [f"d {name}" for name in names] + [f"Step Size {name}" for name in names]
    parts = [trace.steps, *of_loss.values(), trace.ssr, trace.parameters, trace.derivatives, trace.step_sizes]
    return as_csv(heads, np.column_stack(parts))


def predictions_csv(trace, held_out=None):
    """Inputs, Observed, and Predicted and Residual at the end of a run, of every output; of classes the names too, and
    below them, where some are held out, the same of these."""
    data = trace.experiment.data
    columns = everything(data, trace.predicted[-1], trace.residuals[-1], own=True)
    if held_out is not None:
        predicted = forward(trace.experiment.network, trace.parameters[-1], held_out.inputs).predicted
        of_them = everything(held_out, predicted, held_out.observed - predicted, own=True)
        columns = {head: np.concatenate([column, of_them[head]]) for head, column in columns.items()}
        columns["Held out"] = np.repeat(["no", "yes"], [len(data), len(held_out)])
    return written(pd.DataFrame(columns))


def as_csv(heads, rows):
    """Numbers under heads as CSV."""
    table = pd.DataFrame(rows, columns=heads)
    if heads[0] == "Step":
        table["Step"] = table["Step"].astype(int)
    return written(table)


def written(table):
    """A table as CSV; a text in it that a spreadsheet would take for a formula is made a plain one."""
    of_texts = table.select_dtypes(exclude="number")
    table = table.assign(**{head: list(map(plain, of_texts[head])) for head in of_texts})
    at_once = max(1, CELLS_AT_ONCE // len(table.columns))
    return table.set_axis(list(map(plain, table.columns)), axis=1).to_csv(index=False, chunksize=at_once)


def plain(text):
    return f"'{text}" if text[:1] in "=+-@" else text
