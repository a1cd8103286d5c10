"""Rows of your own, as texts under names: what a learner typed or uploaded, before any of it is taken for a number.

Everything here is a pure function of texts: nothing is guessed at silently. A cell that cannot be read as a number is
refused by what it says.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from backprop.written.unseen import BLANKS, as_seen, signs_of, written_out

MOST_ROWS = 5_000
MOST_EDITED = 200  # rows in the table that can be edited
LARGEST = 1e12  # either side of 0: squares of these are still far from what a computer cannot hold
LONGEST_NAME = 40
MOST_QUOTED = 400  # signs of a cell that are looked at for what a refusal shows of it
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
    """A column's name as every picture, table and sentence can show it: short, and nothing in it acts as formatting."""
    return cut(harmless(name), LONGEST_NAME)


def harmless(name):
    """A text in which nothing can act as formatting."""
    name = re.sub(r"[\x00-\x1f<>*`$\\!:|#~^\[\]{}\u2028-\u202e\u2066-\u2069]+", " ", name.translate(HARMLESS))
    name = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", " ", name)  # _y_ and __y__, not a_b
    name = re.sub(r"\bwww\.", "www ", name, flags=re.IGNORECASE)
    return " ".join(text_in(name).split())


def cut(name, most):
    """The beginning of a clean name, of so many signs at most, which is clean again: no _ at its end."""
    return name[:most].strip(" _")


HARMLESS = str.maketrans("[]{}&@", "()()＆＠")


def unlike(names, what="Column", others=()):
    """Clean names, none empty, none that looks like one before it or like one of the others.

    what  what is named: where nothing is left of a name, it and its number stand there
    """
    found, seen = [], set(map(as_seen, others))
    for place, name in enumerate(names, 1):
        name = plain = clean(name) or f"{what} {place}"
        count = 2
        while as_seen(name) in seen:
            number = f" ({count})"
            name, count = cut(plain, LONGEST_NAME - len(number)) + number, count + 1
        found.append(name)
        seen.add(as_seen(name))
    return tuple(found)


def quoted(cell):
    """A cell as a refusal shows it: short, with nothing in it that acts as formatting, and with all that is there to be
    seen: a sign that shows nothing as its number, A‹U+200B›."""
    shown = signs_of(harmless(written_out(cell[:MOST_QUOTED])))
    return f"“{''.join(shown[:20])}{'…' * (len(shown) > 20)}”"


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
