"""A table that is filled in column by column: of each row first what is given, then what is worked out from it."""

from backprop.exercises.formula import Cell
from backprop.exercises.sheet import Given, Number, Row, Sheet


def given(key, name, values, rows, shows=()):
    """A column of Givens: key and shows have a {} where the row's number goes, counted from 1.

    rows  what the rows are called
    """
    return [
        Given(key.format(i), name, float(value), row, tuple(each.format(i) for each in shows))
        for i, (value, row) in enumerate(zip(values, rows, strict=True), 1)
    ]


def worked_out(key, name, formulas, rows, shows=(), slips=()):
    """A column of Numbers, likewise.

    slips  for each row its further Slips; nothing where no row has any
    """
    return [
        Number(key.format(i), name, formula, row, tuple(each.format(i) for each in shows), further)
        for i, (formula, row, further) in enumerate(zip(formulas, rows, slips or [()] * len(rows), strict=True), 1)
    ]


def cells(column, mistaken=()):
    """The Cells that read a column.

    mistaken  for each row the Slips of reading another number in its place
    """
    return [
        Cell(cell.key, cell.name, wrong) for cell, wrong in zip(column, mistaken or [()] * len(column), strict=True)
    ]


def of_columns(task, head, rows, columns, total=None, told=(), scenes=()):
    """The Sheet of some columns.

    head   the heading of the rows' names
    total  a Number below the last column, in a row of its own; or None
    told   Givens that the task tells
    """
    table = [Row(row, tuple(column[i].key for column in columns)) for i, row in enumerate(rows)]
    if total:
        table.append(Row(total.name, (*[""] * (len(columns) - 1), total.key)))
    listed = (*told, *(cell for column in columns for cell in column), *((total,) if total else ()))
    return Sheet(task, (head, *(column[0].name for column in columns)), tuple(table), listed, tuple(scenes))
