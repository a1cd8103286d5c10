"""How often the network takes which class for which, at a step: of what it is trained on, and of what is held out."""

import streamlit as st

from backprop.confusion import commonest, confusion, right
from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.any.outputs import cut, names_of, signed
from pages.parts.charts.colours import OUTPUT_SIGNS

FEW_HEADS = 3


def part_right(count, whole):
    """How many are right of how many, in words: "147 of 150, 98%"."""
    return f"{count:,} of {whole:,}, {number(100 * count / whole, 3)}%"


def sentence(trace, held_out, row=-1):
    """How many classes are right at a row of a Trace, beside how many the commonest class alone would have right."""
    data = trace.experiment.data
    n, most = len(data), commonest(data.observed)
    said = (
        f"The class is right in **{part_right(int(right(data.observed, trace.predicted[row])), n)}** (predicting the "
        f"commonest class would be right in {most:,})"
    )
    if held_out is not None:
        predicted = forward(trace.experiment.network, trace.parameters[row], held_out.inputs).predicted
        told = part_right(int(right(held_out.observed, predicted)), len(held_out))
        said += f", and of those held out in **{told}**"
    return f"{said}."


def confusions(row, trace, held_out):
    """The tables of a row of a Trace: a row for each class observed, a column for each predicted."""
    data, network = trace.experiment.data, trace.experiment.network
    parts = [("trained on", data, trace.predicted[row])]
    if held_out is not None:
        parts.append(("held out", held_out, forward(network, trace.parameters[row], held_out.inputs).predicted))
    for column, (of, some, predicted) in zip(st.columns(2, gap="medium"), parts, strict=False):
        with column:
            told = part_right(int(right(some.observed, predicted)), len(some))
            st.header(f"**Observed ↓, predicted →**, {of}: right in {told}", anchor=False)
            table = confusion_table(some, confusion(some.observed, predicted))
            tables.show(table, f"Which class is taken for which of those {of}, {counted(len(some), 'observation')}")


def confusion_table(data, counts):
    """The counts (O, O) as a table, those of the right class bold; its heads are short where they are many."""
    heads = signed(data)
    if len(counts) > FEW_HEADS:
        heads = [f"{sign} {cut(name, 7)}" for sign, name in zip(OUTPUT_SIGNS, names_of(data), strict=False)]
    columns = {"Observed": signed(data)}
    for place, head in enumerate(heads):
        columns[head] = [
            f"**{count:,}**" if row == place else f"{count:,}" for row, count in enumerate(counts[:, place])
        ]
    return tables.of_columns(columns)
