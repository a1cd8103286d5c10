"""Data of your own: a CSV file, an edited table or a link becomes the rows that a network is fitted to, or a sentence.

Everything here is a pure function of texts: nothing is guessed at silently. A cell that cannot be read as a number is
refused with its row, and what was recognised (the delimiter, a decimal comma, a row of names) is said.
"""

import csv
import io
import re
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import quote, unquote

import numpy as np

from backprop.data import Data
from backprop.written.numerals import counted

MOST_ROWS = 5_000
MOST_COLUMNS = 50
MOST_EDITED = 200  # rows in the table that can be edited
MOST_IN_LINK = 1_500  # characters: longer addresses are cut by mail and chat programs
LARGEST = 1e12  # either side of 0: squares of these are still far from what a computer cannot hold
LONGEST_NAME = 40
DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas", " ": "spaces"}  # in the order of preference
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


# --- a sheet, from wherever it comes ---------------------------------------------------------------------------------


def sheet_of_csv(raw):
    """The Sheet in a CSV file's bytes; ValueError, one sentence, where there is none."""
    text = decoded(raw)
    delimiter = delimiter_of(text)
    records, places = [], []
    for place, record in numbered_records(text, delimiter):
        has = f"Row {place} has {counted(len(record), 'cell')}"
        if len(record) > MOST_COLUMNS:
            raise ValueError(f"{has}; at most {MOST_COLUMNS} columns can be read.")
        if records and len(record) != len(records[0]):
            raise ValueError(f"{has} where row {places[0]} has {len(records[0])}; every row needs as many.")
        records.append(tuple(cell.strip() for cell in record))
        places.append(place)
        if len(records) > MOST_ROWS + 1:  # the first may be one of names
            raise one_too_many(place)
    if not records:
        raise ValueError("The file is empty.")
    if len(records[0]) < 2:
        raise ValueError(
            "The file has a single column; it needs one for the input and one for the output, with a comma, a "
            "semicolon or a tab between them."
        )
    named = has_names(records)
    names = records[0] if named else [""] * len(records[0])
    records, places = tuple(records[named:]), tuple(places[named:])
    if not records:
        raise ValueError("The file has a row of names and nothing under it.")
    if len(records) > MOST_ROWS:
        raise one_too_many(places[-1])
    return Sheet(unlike(names), records, places, delimiter, named)


def one_too_many(place):
    return ValueError(f"Row {place} is one too many: at most {MOST_ROWS:,} rows can be used.")


def decoded(raw):
    """A file's text; ValueError where it is not text."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text):
            return text
    raise ValueError("The file is not plain text; a spreadsheet can save its rows as CSV.")


def numbered_records(text, delimiter):
    """(row, cells) of each record of a file that is not blank; ValueError, with the row, where its quotes are torn."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " ", strict=True)
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield reader.line_num, record
    except csv.Error:
        raise ValueError(
            f"Row {max(reader.line_num, 1)} cannot be read: a quotation mark is not closed, or a cell is too long."
        ) from None


def delimiter_of(text):
    """What stands between the cells: of the usual ones the first that cuts the first rows into equally many."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        try:
            lengths = [len(record) for _, record in islice(numbered_records(text, delimiter), 30)]
        except ValueError:
            continue
        if lengths and min(lengths) > 1 and len(set(lengths)) == 1:
            return delimiter
        cut = sum(length > 1 for length in lengths)
        if delimiter != " " and cut > most:
            best, most = delimiter, cut
    return best


def has_names(records):
    """Whether the first row is one of names: somewhere it has a text where the row below has a number."""
    pairs = zip(records[0], records[1], strict=True) if len(records) > 1 else ()
    if any(head and not NUMBER.fullmatch(head) and NUMBER.fullmatch(cell) for head, cell in pairs):
        return True
    return not any(NUMBER.fullmatch(cell) for cell in records[0])


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
    return " ".join(name.split())[:LONGEST_NAME].strip()


HARMLESS = str.maketrans("[]{}&@", "()()＆＠")


def unlike(names):
    """Clean names, none empty and none twice."""
    found = []
    for place, name in enumerate(names, 1):
        name = plain = clean(name) or f"Column {place}"
        count = 2
        while name in found:
            name, count = f"{plain} ({count})", count + 1
        found.append(name)
    return tuple(found)


def quoted(cell):
    """A cell as a refusal shows it: short, and with nothing in it that acts as formatting."""
    shown = clean(cell)
    return f"“{shown[:20]}{'…' * (len(shown) > 20)}”"


# --- from texts to numbers -------------------------------------------------------------------------------------------


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


def recognised(sheet):
    """What was recognised in a file, in words; nothing for a table."""
    if not sheet.delimiter:
        return ""
    comma = any("," in cell for row in sheet.rows for cell in row if NUMBER.fullmatch(cell))
    parts = [f"{DELIMITERS[sheet.delimiter]} between the cells"]
    parts += ["a decimal comma"] if comma else []
    parts += ["names in the first row" if sheet.named else "no row of names"]
    return f"{counted(len(sheet), 'row')} of {counted(len(sheet.names), 'column')}: {', '.join(parts)}"


# --- in a link -------------------------------------------------------------------------------------------------------


def digits_of(value):
    """A number with as few digits as bring back the very same number, and nothing that an address would change."""
    return repr(float(value)).removesuffix(".0").replace("e+", "e")


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


# --- numbers of a handy size -----------------------------------------------------------------------------------------


def scales_of(data):
    """The middle and the spread of each column, [(mean, standard deviation), …], the inputs' first; a spread of 1 where
    a column is all the same."""
    columns = np.hstack([data.inputs, data.observed])
    spreads = columns.std(axis=0)
    return list(zip(columns.mean(axis=0).tolist(), np.where(spreads > 0, spreads, 1.0).tolist(), strict=True))


def standardised(data, scales, output):
    """The Data with every input's mean taken away and divided by its standard deviation; the output too if wanted."""
    means, spreads = (np.array(part) for part in zip(*scales, strict=True))
    if not output:
        means[-1], spreads[-1] = 0.0, 1.0
    inputs = data.inputs.shape[1]
    names = [f"{name}, standardised" for name in data.names[: inputs + output]]
    return replace(
        data,
        inputs=(data.inputs - means[:inputs]) / spreads[:inputs],
        observed=(data.observed - means[inputs:]) / spreads[inputs:],
        names=(*names, *data.names[inputs + output :]),
    )
