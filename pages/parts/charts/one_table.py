"""What a chart draws: one table, its "marks"; the chart is a constant, and only this table travels at each rerun.

A column `is` says which layer a row is of, the others where it stands (x, y, x2, y2), how much it is (value) and what
it says (label).
"""

import numpy as np
import pyarrow  # comes with Streamlit, which sends every table in its format: a DataFrame takes ten times as long
import streamlit as st

AXES = "x", "y", "x2", "y2", "value"  # what the browser moves of a mark
BETWEEN = "\ue002"  # the cells of a moving picture, which reach its chart as one text: a sign that no text has


def marks(**layers):
    """The table "marks": layers of columns x, y, x2, y2, value, from, until, label -> one table in Arrow's format.

    Each text is sent once, because the table travels at every step. Numbers keep all their digits: half of them would
    make 0 of a small loss and one place of 1,700,000,000 and 1,700,000,010, and are read as 0.10000000149 on a mark.
    """
    lengths = [max(map(np.size, columns.values())) for columns in layers.values()]
    count, end = sum(lengths), 0
    numbers, cells, code_of, codes = {}, {}, {"": 0}, np.zeros(count, dtype=int)
    for length, columns in zip(lengths, layers.values(), strict=True):
        end += length
        for column, values in columns.items():
            if column == "label":
                values = [code_of.setdefault(text, len(code_of)) for text in np.ravel(values).tolist()]
                codes[end - length : end] = values
                continue
            found, empty = (cells, -1) if column.endswith("_at") else (numbers, np.nan)
            if column not in found:
                found[column] = np.full(count, empty)
            found[column][end - length : end] = values
    return pyarrow.table(
        {"is": texts_once(np.repeat(np.arange(len(layers)), lengths), tuple(layers))}
        # from_pandas: what is not a number is nothing to draw
        | {column: pyarrow.array(values, from_pandas=True) for column, values in numbers.items()}
        | {column: pyarrow.array(at.astype(np.int16), mask=at < 0) for column, at in cells.items()}
        | {"label": texts_once(codes, tuple(code_of))}
    )


def texts_once(codes, texts):
    """A column of texts that are repeated: each text once, and its number in every row."""
    small = codes.astype(np.int8 if len(texts) < 128 else np.int32)
    return pyarrow.DictionaryArray.from_arrays(small, pyarrow.array(texts, pyarrow.string()))


def show(spec, table, key, alt_text, x=None, y=None, value=None, **options):
    """Draw a constant chart with its data; x and y are the ends of its axes, value those of its colours, options go to
    Streamlit."""
    params = []
    for axis, ends in (("x", x), ("y", y), ("value", value)):
        if ends is not None:
            params += [
                {"name": f"{axis}_min", "value": float(ends[0])},
                {"name": f"{axis}_max", "value": float(ends[1])},
            ]
    with st.container(key=f"{key}_picture"):  # by which the browser finds it: a chart's own key is not in the page
        st.vega_lite_chart(
            None,
            {**spec, "params": [*spec.get("params", []), *params], "datasets": {"marks": table}},
            key=key,
            alt=alt_text,
            **{"height": spec.get("height", "content")} | options,  # known beforehand: the place is kept while it loads
        )


def follows(spec, place, stamp, columns):
    """A constant chart whose marks follow the walk: where its table has the number of a cell instead of a number, the
    browser finds it in the text that the page's player writes into an input.

    place    which of the inputs
    stamp    with which the text for this chart begins
    columns  those in which the table has numbers of cells
    """
    params = [
        {"name": "walk", "value": "", "bind": {"element": f"[data-walk-input='{place}']", "event": "input"}},
        {"name": "cells", "expr": f"indexof(walk, '{stamp}{BETWEEN}') == 0 ? split(walk, '{BETWEEN}') : []"},
    ]
    calculations = [
        {
            "calculate": f"isValid(datum.{column}_at) ? {cell} : datum.{column}",
            "as": column,
        }
        for column, cell in (
            *((axis, f"toNumber(cells[datum.{axis}_at + 1] || NaN)") for axis in AXES),
            ("label", "cells[datum.label_at + 1] || ''"),
        )
        if column in columns
    ]
    return {**spec, "params": params + spec.get("params", []), "transform": calculations + spec.get("transform", [])}
