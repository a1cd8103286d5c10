"""Rows of your own, as texts under names: what a learner typed or uploaded, before any of it is taken for a number.

Everything here is a pure function of texts: nothing is guessed at silently. A cell that cannot be read as a number is
refused by what it says.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

MOST_ROWS = 5_000
MOST_EDITED = 200  # rows in the table that can be edited
LARGEST = 1e12  # either side of 0: squares of these are still far from what a computer cannot hold
LONGEST_NAME = 40
NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,4})?")


@dataclass(frozen=True)
class Roles:
    """What the columns of a Sheet are for, by their places.

    inputs   where the inputs stand
    outputs  where the outputs stand
    classes  whether the output, a single one then, says of which class each row is
    """

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    classes: bool = False


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of texts under names, as a learner typed or uploaded them: not yet numbers.

    names      a text for each column, none twice
    rows       the cells' texts, as many in each row as there are names
    places     the number that each row has for the learner: in a file its line, in a table its row
    delimiter  what stood between the cells of a file; "" in a table
    named      whether the names stood in the file's first row
    roles      what the columns are for, where that is known: of a link's rows it is
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]
    delimiter: str = ""
    named: bool = False
    roles: Roles | None = None

    def __len__(self):
        return len(self.rows)

    def column(self, place):
        """The texts of a column, from the first row to the last."""
        return [row[place] for row in self.rows]


def one_too_many(place):
    return ValueError(f"Row {place} is one too many: at most {MOST_ROWS:,} rows can be used.")


def text_in(cell):
    """What can be read in a cell: its text without spaces at either end; "" where there is nothing that can be seen."""
    seen = any(unicodedata.category(sign) not in UNSEEN and sign not in BLANKS for sign in cell)
    return cell.strip() if seen else ""


UNSEEN = {"Cc", "Cf", "Cn", "Mn", "Zl", "Zp", "Zs"}  # kinds of signs that show nothing when they stand alone
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs of no ink


def edited(sheet, cells):
    """The Sheet with other cells, (row, texts) each, None where nothing has been typed; rows of none are left out.

    ValueError where there are more rows than can be used.
    """
    rows = [(place, tuple("" if cell is None else text_in(str(cell)) for cell in row)) for place, row in cells]
    rows = [(place, row) for place, row in rows if any(row)]
    if len(rows) > MOST_ROWS:
        raise one_too_many(rows[MOST_ROWS][0])
    return replace(sheet, rows=tuple(row for _, row in rows), places=tuple(place for place, _ in rows))


def clean(name):
    """A column's name as every picture, table and sentence can show it: nothing in it can act as formatting."""
    name = re.sub(r"[\x00-\x1f<>*`$\\!:|#~^\[\]{}\u2028-\u202e\u2066-\u2069]+", " ", name.translate(HARMLESS))
    name = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", " ", name)  # _y_ and __y__, not a_b
    name = re.sub(r"\bwww\.", "www ", name, flags=re.IGNORECASE)
    return cut(" ".join(text_in(name).split()), LONGEST_NAME)


def cut(name, most):
    """The beginning of a clean name, of so many signs at most, which is clean again: no _ at its end."""
    return name[:most].strip(" _")


HARMLESS = str.maketrans("[]{}&@", "()()＆＠")


def unlike(names, what="Column", others=()):
    """Clean names, none empty, none twice, and none of the others.

    what  what is named: where nothing is left of a name, it and its number stand there
    """
    found = []
    for place, name in enumerate(names, 1):
        name = plain = clean(name) or f"{what} {place}"
        count = 2
        while name in found or name in others:
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
    text = text_in(cell).replace("−", "-")
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
