"""A CSV file becomes rows of texts, or a sentence that says why it cannot.

What was recognised in it (the delimiter, a decimal comma, a row of names) is said.
"""

import csv
import io
import re
from itertools import islice

from backprop.written.numerals import counted
from pages.parts.controls.sheets import MOST_ROWS, NUMBER, Sheet, one_too_many, text_in, unlike

MOST_COLUMNS = 50
DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas", " ": "spaces"}  # in the order of preference


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
        records.append(tuple(map(text_in, record)))
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
            if any(map(text_in, record)):
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


def recognised(sheet):
    """What was recognised in a file, in words; nothing for a table."""
    if not sheet.delimiter:
        return ""
    comma = any("," in cell for row in sheet.rows for cell in row if NUMBER.fullmatch(cell))
    parts = [f"{DELIMITERS[sheet.delimiter]} between the cells"]
    parts += ["a decimal comma"] if comma else []
    parts += ["names in the first row" if sheet.named else "no row of names"]
    return f"{counted(len(sheet), 'row')} of {counted(len(sheet.names), 'column')}: {', '.join(parts)}"
