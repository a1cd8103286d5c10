"""Rows as a page's address carries them: short, readable, and back again as the very same numbers and names."""

import re
from urllib.parse import quote, unquote

import numpy as np

from pages.parts.controls.address import digits_of
from pages.parts.controls.roles import MOST_INPUTS, data_of
from pages.parts.controls.sheets import Roles, Sheet, text_in, unlike

MOST_IN_LINK = 1_500  # characters: longer addresses are cut by mail and chat programs
TOO_LARGE = "file"  # what an address says of rows that do not fit into it
ONE_OUTPUT, ANY_OUTPUTS = "1", "2"  # versions: one or two inputs and one output, or as many as the next record says
SHAPE = re.compile(f"([1-{MOST_INPUTS}])(c?)")  # how many inputs there are, and whether the rest is a class


def link_of(data, of_class="", labels=()):
    """A Data as an address carries it: version, names and rows, _ between these, ~ between cells.

    Where it is more than two inputs and an output, the version is followed by how many inputs there are; where the rows
    are of classes by a c, and the names by what says each class in its cells, of which each row then has the place.

    of_class  the name of the column that says the class of each row; "" where none does
    labels    what says each class in that column, where it is not the class's name: 0 of the class “kind 0”
    Returns TOO_LARGE where it would be longer than a link can be.
    """
    inputs, rows = data.inputs.shape[1], data.inputs if of_class else np.hstack([data.inputs, data.observed])
    if rows.size > MOST_IN_LINK / 2:
        return TOO_LARGE
    cells = [list(map(digits_of, row)) for row in rows.tolist()]
    short = inputs <= 2 and data.observed.shape[1] == 1
    head = [ONE_OUTPUT] if short else [ANY_OUTPUTS, f"{inputs}{'c' if of_class else ''}"]
    if of_class:
        cells = [[*row, str(place)] for row, place in zip(cells, data.observed.argmax(axis=1), strict=True)]
        head += [record((*data.names[:inputs], of_class)), record(labels or data.names[inputs:])]
    else:
        head += [record(data.names)]
    text = "_".join([*head, *map("~".join, cells)])
    return text if len(text) <= MOST_IN_LINK else TOO_LARGE


def record(names):
    return "~".join(quote(name, safe="").replace("_", "%5F").replace("~", "%7E") for name in names)


def sheet_of_link(text):
    """The Sheet in an address, with its Roles; ValueError where there is none."""
    version, *records = text.split("_", MOST_IN_LINK) if len(text) <= MOST_IN_LINK else [""]
    shape = SHAPE.fullmatch(records.pop(0)) if version == ANY_OUTPUTS and records else None
    classes = bool(shape and shape[2])
    if not (shape or version == ONE_OUTPUT) or len(records) < 2 + classes:
        raise ValueError("not a table")
    names, *rows = (record.split("~") for record in records)
    if not shape and not 2 <= len(names) <= 3:
        raise ValueError("not two or three columns")
    if any(len(row) != len(names) for row in rows[classes:]):
        raise ValueError("not as many cells in each row")
    names = unlike(map(unquoted, names))
    inputs = int(shape[1]) if shape else len(names) - 1
    if classes and len(names) != inputs + 1:
        raise ValueError("not one column of classes")
    roles = Roles(tuple(range(inputs)), tuple(range(inputs, len(names))), classes)
    if classes:
        labels, *rows = rows
        of_place = {str(place): text_in(unquoted(label)) for place, label in enumerate(labels)}
        rows = [[*cells, of_place.get(place, "")] for *cells, place in rows]
    sheet = Sheet(names, tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)), roles=roles)
    data_of(sheet, roles)
    return sheet


def unquoted(name):
    return unquote(name, errors="strict")
