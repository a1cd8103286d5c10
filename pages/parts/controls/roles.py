"""What each column of your rows is for: an input, an output, or the class of its row; so rows become a network's data.

Whatever cannot be used is said in one sentence, which names the row and the column.
"""

import re

import numpy as np

from backprop.data import Data, of_classes
from backprop.written.unseen import as_seen, told_apart
from pages.parts.controls.address import digits_of
from pages.parts.controls.sheets import NUMBER, Roles, Sheet, clean, harmless, number_of, quoted, unlike

MOST_INPUTS, MOST_OUTPUTS = 8, 5  # the classes of one column are outputs too
LOOKED_AT = 100  # rows, to tell whether a column holds numbers
COUNTING = {"column 1", "id", "index", "no", "nr", "number", "row", "rownames", "unnamed 0"}
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})")  # 1,234: one thousand, or one and a bit?


def sheet_of_data(data, of_class="Class"):
    """A Sheet that holds a Data's rows, inputs first.

    of_class  the name of the column that says the class of each row, where they are of classes
    """
    inputs, outputs = data.inputs.shape[1], 1 if data.classes else data.observed.shape[1]
    if data.classes:
        rows = [tuple(map(digits_of, row)) for row in data.inputs.tolist()]
        rows = [(*row, data.classes[place]) for row, place in zip(rows, data.observed.argmax(axis=1), strict=True)]
    else:
        rows = [tuple(map(digits_of, row)) for row in np.hstack([data.inputs, data.observed]).tolist()]
    names = (*data.names[:inputs], of_class) if data.classes else data.names
    roles = Roles(tuple(range(inputs)), tuple(range(inputs, inputs + outputs)), bool(data.classes))
    return Sheet(unlike(names), tuple(rows), tuple(range(1, len(rows) + 1)), roles=roles)


# --- what a column holds ---------------------------------------------------------------------------------------------


def holds_numbers(sheet, place):
    """Whether most cells of a column, of those in the first rows that are not empty, are numbers."""
    cells = [row[place] for row in sheet.rows[:LOOKED_AT] if row[place]]
    return sum(NUMBER.fullmatch(cell) is not None for cell in cells) > len(cells) / 2


def holds_texts(sheet, place):
    """Whether no cell of a column is a number, and not all are empty."""
    texts = set(sheet.column(place))
    return texts != {""} and not any(map(NUMBER.fullmatch, texts))


def values_in(sheet, place):
    """How many different texts a column holds."""
    return len(set(sheet.column(place)))


def looks_like_classes(sheet, place):
    """Whether a column holds a few texts again and again."""
    texts = set(sheet.column(place))
    return 2 <= len(texts) <= min(MOST_OUTPUTS, len(sheet) / 2) and "" not in texts and holds_texts(sheet, place)


def counts_the_rows(sheet):
    """Whether the first column only numbers the rows, as many a file's does."""
    if not sheet.named or sheet.names[0].casefold() not in COUNTING:
        return False
    cells = sheet.column(0)
    return any(cells == [str(first + place) for place in range(len(cells))] for first in (0, 1))


def likely_roles(sheet):
    """What a learner most likely means by the columns: as Roles.

    Where the last column, or else the first, or else the only one of texts holds a few of these again and again, it is
    the class of each row. Otherwise the last of the columns that hold numbers is the output. The inputs are the other
    ones that hold numbers, eight at most.
    """
    places = range(len(sheet.names))
    numbers = [place for place in places if holds_numbers(sheet, place)]
    texts = [place for place in places if place not in numbers]
    ends = [place for place in (places[-1], 0) if place in texts]
    for place in ends or (texts if len(texts) == 1 else []):
        if numbers and looks_like_classes(sheet, place):
            return Roles(inputs_among(sheet, numbers), (place,), True)
    if len(numbers) < 2:
        numbers = list(range(min(len(sheet.names), 3)))
    return Roles(inputs_among(sheet, numbers[:-1]), (numbers[-1],))


def inputs_among(sheet, numbers):
    """The first eight of the columns that hold numbers; one that only counts the rows is left out where others are."""
    return tuple(numbers[len(numbers) > 1 and numbers[0] == 0 and counts_the_rows(sheet) :][:MOST_INPUTS])


# --- rows become data ------------------------------------------------------------------------------------------------


def data_of(sheet, roles):
    """The Data of a Sheet's columns.

    ValueError, one sentence that names the row and the column, where a cell cannot be used.
    """
    check(sheet, roles)
    columns = (*roles.inputs, *(() if roles.classes else roles.outputs))
    rows = numbers_of(sheet, roles, columns)
    names = tuple(sheet.names[column] for column in columns)
    if roles.classes:
        return with_classes(sheet, roles.outputs[0], rows, names)
    inputs = len(roles.inputs)
    return Data(rows[:, :inputs], rows[:, inputs:], names)


def check(sheet, roles):
    """ValueError where the columns cannot be what they are to be, or there is no row."""
    columns = (*roles.inputs, *roles.outputs)
    for what, places, most in (("input", roles.inputs, MOST_INPUTS), ("output", roles.outputs, MOST_OUTPUTS)):
        if not 1 <= len(places) <= most:
            chosen = f"{len(places)} columns are" if places else "No column is"
            raise ValueError(f"{chosen} chosen as {what}; it can be 1 to {most}.")
    if twice := [place for place in roles.outputs if columns.count(place) > 1]:
        raise ValueError(f"The column {sheet.names[twice[0]]} is chosen twice; each can be used once.")
    if not sheet.rows:
        raise ValueError("There is no row yet; a network needs at least one.")


def numbers_of(sheet, roles, columns):
    """The numbers in some columns, (n, columns); ValueError where a cell is none, or can be read in two ways."""
    numbers, commas, point = [], [], False
    for place, row in zip(sheet.places, sheet.rows, strict=True):
        for column in columns:
            cell = row[column]
            try:
                numbers.append(number_of(cell))
            except ValueError as wrong:
                alone = column in roles.outputs and len(roles.outputs) > 1 and holds_texts(sheet, column)
                way_out = "; a column of classes can only be the single output" if alone else ""
                raise ValueError(f"Row {place}, {sheet.names[column]}: {wrong}{way_out}.") from None
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
    return np.array(numbers).reshape(len(sheet), len(columns))


def labels_of(sheet, roles):
    """The texts that say the class of each row, as they stand in the cells, in the order of the classes; else ()."""
    return tuple(dict.fromkeys(sheet.column(roles.outputs[0]))) if roles.classes else ()


def with_classes(sheet, column, inputs, names):
    """The Data of rows whose class stands in a column, classes in the order in which they first come."""
    found, seen, labels = {}, {}, sheet.column(column)
    for place, label in zip(sheet.places, labels, strict=True):
        if label in found:
            continue
        where = f"Row {place}, {sheet.names[column]}"
        if not label:
            raise ValueError(f"{where}: the cell is empty.")
        alike, before = seen.setdefault(as_seen(label), (label, place))
        if alike != label:
            this, that = (harmless(text) for text in told_apart(label, alike))
            raise ValueError(
                f"{where}: “{this}” looks like the “{that}” of row {before} and would be another class; write both in "
                "the same way, or so that one can tell them apart."
            )
        if len(found) == MOST_OUTPUTS:
            raise ValueError(f"{where}: {quoted(label)} is one class too many; {MOST_OUTPUTS} can be told apart.")
        name = clean(label)
        found[label] = f"{sheet.names[column]} {name}" if NUMBER.fullmatch(name) else name
    if len(found) < 2:
        only = f"{sheet.names[column]} is {quoted(labels[0])} in every row"
        raise ValueError(f"{only}; there must be two classes to tell apart.")
    classes = dict(zip(found, unlike(found.values(), "Class", names), strict=True))
    return of_classes(inputs, [classes[label] for label in labels], names, tuple(classes.values()))
