"""The kit of tables: small ones, every cell a text, its numbers with four digits and a real minus sign; scrolled.py has
the long ones."""

import numpy as np
import pyarrow  # comes with Streamlit, which sends every table in its format: a DataFrame takes ten times as long
import streamlit as st

from backprop.written.numerals import number


def show(table, alt_text, width="content"):
    """A small table, every cell already text: from `of_columns` or `of_rows`."""
    st.table(table, border="horizontal", hide_index=True, alt=alt_text, width=width)


def texts(values):
    return [number(value) for value in np.ravel(values)]


def of_columns(columns):
    """A small table of texts: {its head: a column}."""
    return pyarrow.table({head: pyarrow.array(column, pyarrow.string()) for head, column in columns.items()})


def of_rows(rows, heads):
    """A small table of texts: a list for each row, and one of their heads."""
    columns = zip(*rows, strict=True) if rows else [()] * len(heads)
    return pyarrow.Table.from_arrays([pyarrow.array(column, pyarrow.string()) for column in columns], list(heads))
