"""A sheet is an exercise's table: some cells are given, some are worked out, and some ask for one of a few answers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from backprop.exercises.chance import ODD
from backprop.exercises.formula import Formula, Slip, not_among, settled, worked
from backprop.written.numerals import rounded

# Of the larger of two numbers: how far they must lie apart to be told from one another by two digits.
CLEAR = 0.02 * ODD
COLLIDE = 0.005 * ODD  # the same for two slips, where three digits tell them apart
MIXED = "rows_mixed_up"
LEAST, MOST = 0.004 * ODD, 5000.0 * ODD  # the sizes of the numbers that one likes to work with on paper


@dataclass(frozen=True)
class Given:
    """A cell that is told.

    key    the cell's, of its sheet alone
    name   what it is, the heading of its column
    value  its number
    of     which row or part it belongs to, "Dosage 0.5": with the name it says which cell it is
    shows  the names of what is its picture in the sheet's scenes
    """

    key: str
    name: str
    value: float
    of: str = ""
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Number:
    """A cell that is worked out from others.

    formula  how
    slips    further Slips that its formula does not tell of by its shape
    """

    key: str
    name: str
    formula: Formula
    of: str = ""
    shows: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class Option:
    """One of the answers of a Choice.

    code   a short name, ASCII, that an address can hold
    words  what stands there to be chosen
    note   what is said of who chooses it although it is wrong: half a sentence after "Not this: "; "" for the right one
    slip   the code of the slip that it is
    """

    code: str
    words: str
    note: str = ""
    slip: str = "wrong_choice"


@dataclass(frozen=True)
class Choice:
    """A question with a few answers to choose from.

    name     the question
    options  the Options; exactly one is right
    right    its code
    look     what to look at next, a sentence
    why      why the right one is right, a sentence
    points   whether the options are cells of the table, to be pointed at: their codes are the cells' keys
    after    the key of the Choice that must be answered before, since what is said of this one tells its answer
    """

    key: str
    name: str
    options: tuple[Option, ...]
    right: str
    look: str
    why: str
    of: str = ""
    shows: tuple[str, ...] = ()
    points: bool = False
    after: str = ""

    def option(self, code):
        """The Option of that code; None where it has none."""
        return next((option for option in self.options if option.code == code), None)


Asked = Number | Choice


@dataclass(frozen=True)
class Row:
    """A row of the table.

    name   what it is of, "Dosage 0.5"; "" where the row says it itself
    cells  for each column the key of the cell there, "" where there is none
    """

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table with what is known of its cells, and the picture that goes with it.

    task     what is to be done, one or two sentences of plain text
    heads    the headings of the columns, that of the rows' names first
    rows     Rows
    cells    what stands in them, and the Choices below the table, each worked out from those before it
    scenes   the pictures beside it, of `backprop.exercises.scenes`; a cell's `shows` are names of what is in them
    """

    task: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    cells: tuple[Given | Asked, ...]
    scenes: tuple = ()

    @cached_property
    def by_key(self):
        """{key: cell}"""
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def asked(self):
        """The cells that can be asked for, in the order of the work."""
        return tuple(cell for cell in self.cells if not isinstance(cell, Given))

    @cached_property
    def values(self):
        """The right number of every cell that has one, {key: float}."""
        values = {}
        for cell in self.cells:
            if isinstance(cell, Given):
                values[cell.key] = settled(cell.value)
            elif isinstance(cell, Number):
                values[cell.key] = settled(worked(cell.formula, values))
        return values

    def row_of(self, key):
        """The Row in which a cell stands; None for a Choice below the table."""
        return next((row for row in self.rows if key in row.cells), None)

    def slips(self, cell, at: Mapping, ways: Mapping = MappingProxyType({})):
        """The Slips that are known of a Number at these numbers: its own, those of its formula, and another row's.

        ways  the Opened of the cells on its way that are still empty, {key: Opened}
        """
        own = opened(cell.slips, ways)
        yield from own
        yield from not_among(own, cell.formula.with_cells(ways).slips(at))
        yield from opened(self.rows_mixed_up(cell), ways)

    def rows_mixed_up(self, cell):
        """The Slips of a learner who takes the numbers of another row."""
        own = self.row_of(cell.key)
        column = own.cells.index(cell.key) if own else 0
        for row in self.rows if own else ():
            there = row.cells[column]
            if row is own or not there or self.by_key[there].name != cell.name:
                continue
            others = {key: other for key, other in zip(own.cells, row.cells, strict=True) if key and other}
            uses = cell.formula.uses
            if any(key in others for key in uses) and not any(key in row.cells for key in uses):
                look = f"This is the row of {own.name}."
                mixed = cell.formula.in_cells(others)
                yield Slip(MIXED, f"with the numbers of {row.name}", look, mixed)

    @cached_property
    def is_clear(self):
        """Whether a learner can be told right from wrong on it: no slip gives what is right, and no two the same.

        Numbers near each other are refused with a margin, and not by their last bit, so that every machine agrees. What
        another row gives may be the same by nature, as two slopes of a ReLU are, or what a slip gives, too.
        """
        return all(self.is_cell_clear(cell) for cell in self.asked if isinstance(cell, Number))

    def is_cell_clear(self, cell):
        right = self.values[cell.key]
        if not (right == 0 or LEAST <= abs(right) <= MOST):
            return False
        wrong = []
        for slip in self.slips(cell, self.values):
            value = worked(slip.formula, self.values)
            mixed = slip.code == MIXED
            if math.isfinite(value) and not (mixed and not apart(value, right, 1e-9)):
                if not apart(value, right, CLEAR):
                    return False
                if not mixed:
                    wrong.append((value, slip.said))
        wrong.sort()
        return all(one[1] == other[1] or apart(one[0], other[0], COLLIDE) for one, other in pairwise(wrong))


def opened(slips, ways):
    """The Slips with what is on their way opened, {key: Opened}; a list."""
    return [replace(slip, formula=slip.formula.with_cells(ways)) for slip in slips] if ways else list(slips)


def apart(one, other, part):
    """Whether two numbers differ by more than a part of the larger."""
    return abs(one - other) > part * max(abs(one), abs(other))


def shown_within(value):
    """How far the number that is shown for a value may be from it: 0 where it is shown whole."""
    if not math.isfinite(value):
        return 0.0
    shown = rounded(value)
    if value == 0 or abs(shown - value) <= 1e-12 * abs(value):
        return 0.0
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(shown))) - 3)


@dataclass(frozen=True)
class Kind:
    """A kind of exercise.

    slug   its name in an address
    title  its name on the screen
    skill  what one can do who can do it, a few words after "to"
    video  () -> the Sheet with the video's own numbers, which is seed 0
    drawn  a Chance -> a Sheet with numbers drawn from it; None where they would make none
    """

    slug: str
    title: str
    skill: str
    video: object = field(repr=False)
    drawn: object = field(repr=False)
