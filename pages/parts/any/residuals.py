"""How far off a network is at a step, in tables: Residuals of each output, or the class observed and that predicted."""

import numpy as np
import pandas as pd
import streamlit as st

from backprop.confusion import winners
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.any.outputs import names_of, share_name, signed
from pages.parts.controls import widgets
from pages.parts.tables import scrolled

FEW = 12  # rows of a table
FEW_INPUTS, FEWER = 3, 1  # that have room beside what is told of a row, of one output and of several
HEADS = (
    "Row", "Output", "Observed", "Predicted", "Residual", "Residual²", "Class observed", "Class predicted", "Held out"
)  # fmt: skip


def own_heads(names, others=()):
    """The learner's names of columns, none of which can be taken for a column of ours, or for another of theirs."""
    found, ours = [], (*HEADS, *others)
    for name in names:
        own = name
        while own in ours or own in found or (own != name and own in names):
            own += " (yours)"
        found.append(own)
    return found


def heads_of(data):
    """The heads of columns: (one for each of the learner's own, those of Observed, of Predicted, of Residual)."""
    told = ("Observed",), ("Predicted",), ("Residual",)
    if data.observed.shape[1] > 1:
        told = [tuple(f"{of} {name}" for name in names_of(data)) for (of,) in told]
    return own_heads(data.names, sum(map(tuple, told), ())), *told


def residuals(prefix, trace, row):
    """The Residuals at a row: all where they are few, else the largest; of classes the worst; all on demand."""
    data, predicted, residual = trace.experiment.data, trace.predicted[row], trace.residuals[row]
    step = int(trace.steps[row])
    if data.classes:
        classes(trace.experiment.network, data, predicted, step)
    else:
        values(data, predicted, residual, step)
    if residual.size > FEW and widgets.switch(f"{prefix}_all_residuals", f"All {len(data):,} observations"):
        scrolled.show(pd.DataFrame(everything(data, predicted, residual)), "All residuals")


def everything(data, predicted, residual, own=False):
    """All that is told of every row of a Data, {its head: a column}.

    own  whether what was observed stands under the learner's own names
    """
    names, observed_heads, *others = heads_of(data)
    inputs = data.inputs.shape[1]
    columns = dict(zip(names, data.inputs.T, strict=False))
    of_observed = names[inputs:] if own else observed_heads
    for heads, values in zip((of_observed, *others), (data.observed, predicted, residual), strict=True):
        columns |= dict(zip(heads, values.T, strict=True))
    if data.classes:
        for head, of in (("Class observed", data.observed), ("Class predicted", predicted)):
            columns[head] = np.take(names_of(data), winners(of))
    return columns


def values(data, predicted, residual, step):
    """The largest Residuals of all outputs, in the order of the observations."""
    count, outputs = residual.shape
    few = residual.size <= FEW
    what = "" if few else f": the {FEW} largest of {residual.size:,}"
    st.header(f"**The Residuals**, Observed − Predicted{what}", anchor=False)
    some = np.arange(residual.size)
    if not few:
        some = np.sort(np.argsort(-np.abs(residual), axis=None, kind="stable")[:FEW])
    tables.show(residual_rows(data, predicted, residual, some), f"The residuals at step {step}")
    if outputs > 1:
        each = ", ".join(
            f"{name} {number(value)}" for name, value in zip(names_of(data), (residual**2).sum(axis=0), strict=True)
        )
        st.caption(f"The SSR of each output: {each}.")


def residual_rows(data, predicted, residual, some):
    """Rows of the residual table, by their place among the Residuals, and the SSR over all of them."""
    texts, outputs = tables.texts, residual.shape[1]
    row, output = np.divmod(some, outputs)
    off = residual[row, output]
    whole = len(some) == residual.size
    ends = ["Sum"] if whole else ["Others", "Sum"]
    blank = [""] * len(ends)
    table = {"Row": [*(f"{place + 1:,}" for place in row), *ends]}
    if data.inputs.shape[1] <= (FEW_INPUTS if outputs == 1 else FEWER):
        for name, column in zip(heads_of(data)[0], data.inputs.T, strict=False):
            table[name] = [*texts(column[row]), *blank]
    if outputs > 1:
        table["Output"] = [*np.take(signed(data), output), *blank]
    for head, values in (("Observed", data.observed), ("Predicted", predicted), ("Residual", residual)):
        table[head] = [*texts(values[row, output]), *blank]
    rest = float((residual**2).sum() - (off**2).sum())
    table["Residual²"] = [*texts(off**2), *([] if whole else [number(rest)]), f"SSR {number((residual**2).sum())}"]
    return tables.of_columns(table)


def classes(network, data, predicted, step):
    """The observations whose own class has the least, in their order."""
    seen, taken = winners(data.observed), winners(predicted)
    given, what = np.take_along_axis(predicted, seen[:, None], axis=1)[:, 0], share_name(network)
    few = len(data) <= FEW
    of = "" if few else f": the {FEW} of {len(data):,} whose own class has the smallest {what}"
    st.header(f"**The classes**{of}", anchor=False)
    some = np.arange(len(data)) if few else np.sort(np.argsort(given, kind="stable")[:FEW])
    names = signed(data)
    table = {"Row": [f"{place + 1:,}" for place in some]}
    if data.inputs.shape[1] <= FEWER:
        for name, column in zip(heads_of(data)[0], data.inputs.T, strict=False):
            table[name] = tables.texts(column[some])
    head = "Share" if what == "share" else "Output"
    table |= {
        "Observed": [names[place] for place in seen[some]],
        f"{head} of Observed": tables.texts(given[some]),
        "Predicted": [
            f"{names[place]}{'' if place == own else ' ✕'}" for place, own in zip(taken[some], seen[some], strict=True)
        ],
        f"{head} of Predicted": tables.texts(predicted[some, taken[some]]),
    }
    tables.show(tables.of_columns(table), f"The classes at step {step}")
    wrong = int((seen != taken).sum())
    st.caption(f"✕: another class was observed, in {counted(wrong, 'row')} of {len(data):,}.")
