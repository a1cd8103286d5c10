"""Rows of your own, typed or from a link: they become the data that a network is fitted to, or a sentence says why not.

Everything here is a pure function of texts: nothing is guessed at silently. A cell that cannot be read as a number is
refused with its row.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

import numpy as np

from backprop.data import Data
from pages.parts.controls.address import digits_of

MOST_ROWS = 5_000
MOST_EDITED = 200  # rows in the table that can be edited
MOST_IN_LINK = 1_500  # characters: longer addresses are cut by mail and chat programs
LARGEST = 1e12  # either side of 0: squares of these are still far from what a computer cannot hold
LONGEST_NAME = 40
NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,4})?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})")  # 1,234: one thousand, or one and a bit?
TOO_LARGE = "file"  # what an address says of rows that do not fit into it
VERSION = "1"


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of texts under names, as a learner typed or uploaded them: not yet numbers.

    names      a text for each column, none twice
    rows       the cells' texts, as many in each row as there are names
    places     the number that each row has for the learner: in a file its line, in a table its row
    delimiter  what stood between the cells of a file; "" in a table
    named      whether the names stood in the file's first row
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]
    delimiter: str = ""
    named: bool = False

    def __len__(self):
        return len(self.rows)


def one_too_many(place):
    return ValueError(f"Row {place} is one too many: at most {MOST_ROWS:,} rows can be used.")


def sheet_of_data(data):
    """A Sheet that holds a Data's rows, inputs first."""
    rows = np.hstack([data.inputs, data.observed]).tolist()
    return Sheet(unlike(data.names), tuple(tuple(map(digits_of, row)) for row in rows), tuple(range(1, len(rows) + 1)))


def edited(sheet, cells):
    """The Sheet with other cells, (row, texts) each, None where nothing has been typed; rows of none are left out.

    ValueError where there are more rows than can be used.
    """
    rows = [(place, tuple("" if cell is None else str(cell).strip()[:60] for cell in row)) for place, row in cells]
    rows = [(place, row) for place, row in rows if any(row)]
    if len(rows) > MOST_ROWS:
        raise one_too_many(rows[MOST_ROWS][0])
    return replace(sheet, rows=tuple(row for _, row in rows), places=tuple(place for place, _ in rows))


def clean(name):
    """A column's name as every picture, table and sentence can show it: nothing in it can act as formatting."""
    name = re.sub(r"[\x00-\x1f<>*`$\\!:|#~^\[\]{}\u2028-\u202e\u2066-\u2069]+", " ", name.translate(HARMLESS))
    name = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", " ", name)  # _y_ and __y__, not a_b
    name = re.sub(r"\bwww\.", "www ", name, flags=re.IGNORECASE)
    return cut(" ".join(name.split()), LONGEST_NAME)


def cut(name, most):
    """The beginning of a clean name, of so many signs at most, which is clean again: no _ at its end."""
    return name[:most].strip(" _")


HARMLESS = str.maketrans("[]{}&@", "()()＆＠")


def unlike(names):
    """Clean names, none empty and none twice."""
    found = []
    for place, name in enumerate(names, 1):
        name = plain = clean(name) or f"Column {place}"
        count = 2
        while name in found:
            number = f" ({count})"
            name, count = cut(plain, LONGEST_NAME - len(number)) + number, count + 1
        found.append(name)
    return tuple(found)


def quoted(cell):
    """A cell as a refusal shows it: short, and with nothing in it that acts as formatting."""
    shown = clean(cell)
    return f"“{shown[:20]}{'…' * (len(shown) > 20)}”"


def number_of(cell):
    """The number that a text says, its decimal sign a point or a comma; ValueError says what is wrong with it."""
    text = cell.strip().replace("−", "-")
    if not text:
        raise ValueError("the cell is empty")
    if len(text) > 40 or not NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(cell)} is not a number")
    value = float(text.replace(",", "."))
    if value == 0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        raise ValueError(f"{quoted(cell)} is too small a number: a computer would make 0 of it")
    if abs(value) > LARGEST:
        raise ValueError(f"{quoted(cell)} is too large; at most a million millions, 10¹², can be used")
    return value


def data_of(sheet, inputs, output):
    """The Data of a Sheet's columns: places of one or two inputs, and of the output.

    ValueError, one sentence that names the row and the column, where a cell cannot be used.
    """
    columns = (*inputs, output)
    if len(set(columns)) < len(columns):
        raise ValueError(f"The column {sheet.names[output]} is chosen twice; each can be used once.")
    if not sheet.rows:
        raise ValueError("There is no row yet; a network needs at least one.")
    numbers, commas, point = [], [], False
    for place, row in zip(sheet.places, sheet.rows, strict=True):
        cells = [row[column] for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            try:
                numbers.append(number_of(cell))
            except ValueError as wrong:
                raise ValueError(f"Row {place}, {sheet.names[column]}: {wrong}.") from None
            if "," in cell:
                commas.append((place, column, cell.strip()))
            point = point or "." in cell
    if commas:
        place, column, cell = commas[0]
        where = f"Row {place}, {sheet.names[column]}: {quoted(cell)}"
        if point:
            raise ValueError(f"{where} has a decimal comma where others have a decimal point; use the same in all.")
        if sheet.delimiter != ";" and all(THOUSANDS.fullmatch(cell) for _, _, cell in commas):
            raise ValueError(f"{where} could be a thousand or a fraction; write it without the comma, or with a point.")
    rows = np.array(numbers).reshape(len(sheet), len(columns))
    return Data(rows[:, :-1], rows[:, -1:], tuple(sheet.names[column] for column in columns))


def likely_columns(sheet):
    """Which columns a learner most likely means: (places of one or two inputs, place of the output).

    Of the columns that hold numbers the last is the output; before it stands one input, or two where it is just two.
    """
    some = sheet.rows[:20]
    found = [c for c in range(len(sheet.names)) if some and all(NUMBER.fullmatch(row[c]) for row in some)]
    if len(found) < 2:
        found = list(range(min(len(sheet.names), 3)))
    *inputs, output = found
    return tuple(inputs[: 2 if len(inputs) == 2 else 1]), output


def link_of(data):
    """A Data as an address carries it: version, names and rows, _ between these, ~ between cells.

    TOO_LARGE where it would be longer than a link can be.
    """
    if data.inputs.size + len(data) > MOST_IN_LINK / 2:
        return TOO_LARGE
    names = [quote(name, safe="").replace("_", "%5F").replace("~", "%7E") for name in data.names]
    rows = [map(digits_of, row) for row in np.hstack([data.inputs, data.observed]).tolist()]
    text = "_".join([VERSION, "~".join(names), *("~".join(row) for row in rows)])
    return text if len(text) <= MOST_IN_LINK else TOO_LARGE


def sheet_of_link(text):
    """The Sheet in an address; ValueError where there is none."""
    version, *records = text.split("_", MOST_IN_LINK) if len(text) <= MOST_IN_LINK else [""]
    if version != VERSION or len(records) < 2:
        raise ValueError("not a table")
    names, *rows = (record.split("~") for record in records)
    if not 2 <= len(names) <= 3 or any(len(row) != len(names) for row in rows):
        raise ValueError("not two or three columns")
    names = unlike([unquote(name, errors="strict") for name in names])
    sheet = Sheet(names, tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)))
    data_of(sheet, tuple(range(len(names) - 1)), len(names) - 1)
    return sheet
