"""A table as a learner has filled it in: which numbers now stand there, how exactly, and which follow from which."""

import math
from contextlib import suppress

from backprop.exercises.formula import Opened, worked
from backprop.exercises.sheet import Choice, Number, opened, shown_within
from backprop.written.numerals import rounded
from backprop.written.typed import precision, typed_number

FARTHEST = 2  # how many empty cells back it is asked what went wrong; who notes nothing down goes no farther
TOO_LARGE = 1e100
SHORT = 0.005  # of a number: so much, at most, is lost of a wrong one when it is typed with few digits


class Filled:
    """A Sheet as a learner has filled it in.

    sheet   the Sheet
    blanks  the keys of the cells that were left to the learner
    typed   {key: text} of those that have been filled in, as they were typed
    """

    def __init__(self, sheet, blanks, typed):
        self.sheet, self.blanks, self.typed = sheet, frozenset(blanks), typed
        self.numbers, self.within, self.own, self.right_within, self.ways = {}, {}, {}, {}, {}
        self.most = max([TOO_LARGE, *(1e3 * abs(each) for each in sheet.values.values() if math.isfinite(each))])
        for cell in sheet.cells:
            if not isinstance(cell, Choice):
                self.place(cell)

    def place(self, cell):
        """Take a cell's number as it stands before the learner: with how far it may be off, and whether it is off."""
        key, right = cell.key, self.sheet.values[cell.key]
        self.own[key] = False
        if key not in self.blanks:
            self.numbers[key], self.within[key] = right, shown_within(right)
            self.right_within[key] = self.within[key]
            return
        own, spread = self.worked_out(cell, self.numbers, self.within)
        _, near = self.worked_out(cell, self.sheet.values, self.right_within)
        self.right_within[key] = near + shown_within(right)
        is_carried = any(self.own[used] for used in cell.formula.uses)
        text = self.reading(cell)
        try:
            value, unit = self.number_in(text), precision(text)[1]
        except ValueError:  # nothing there yet, or no number: what comes after goes on with what it should be
            self.numbers[key], self.within[key], self.own[key] = own, spread + shown_within(own), is_carried
            return
        is_right = self.means(text, right, near) or (not is_carried and self.means(text, own, spread))
        # One goes on with what is typed, or with what the calculator still shows: so far are these two apart at most.
        apart = abs(value - right) if is_right else min(0.5 * unit, SHORT * abs(value))
        self.numbers[key], self.within[key], self.own[key] = value, apart, not is_right

    def worked_out(self, cell, at, within=None):
        """A Number's value from the numbers `at`, and how far it may be off if each of them is by its `within`.

        At the least each is by a computer's own rounding, to which 0.3 − 3 × 0.1 is not quite 0.
        """
        value, spread = worked(cell.formula, at), 0.0
        for key in cell.formula.uses:
            by = max(within[key] if within else 0.0, 1e-14 * abs(at[key]))
            spread += abs(worked(cell.formula, Moved(at, key, by)) - value)
        return value, spread if math.isfinite(spread) else 0.0

    @staticmethod
    def means(text, value, within):
        """Whether a typed text is this value, exactly or rounded to its digits, two or more; `within`: or so near."""
        return stands_for(typed_number(text), *precision(text), value, within)

    def number_in(self, text):
        """The number that a text says. ValueError: none, or one with which nobody could go on."""
        value = typed_number(text)
        if abs(value) > self.most:
            raise ValueError("is too large a number here")
        return value

    def reading(self, cell):
        """What is typed into a cell, as it is read: 2,604 can be two numbers, and is 2.604 if that is right."""
        text = self.typed.get(cell.key, "")
        try:
            self.number_in(text)
        except ValueError:
            point = text.replace(",", ".", 1)
            for at, within in ((self.sheet.values, self.right_within), (self.numbers, self.within)):
                with suppress(ValueError):
                    if "," in text and self.means(point, *self.worked_out(cell, at, within)):
                        return point
        return text

    def follows(self, cell, text, at, within):
        """Whether a text is a Number's value from the numbers `at`, or as near to it as rounding on the way may lead.

        What only may be, and is a slip's number so well that it is ten times as near to it, is that slip.
        """
        value, spread = self.worked_out(cell, at, within)
        if self.means(text, value, self.worked_out(cell, at)[1]):
            return True
        if not self.means(text, value, spread):
            return False
        if any(self.means(text, shown, 0.0) for shown in self.from_shown(cell)):
            return True
        typed = typed_number(text)
        near = [result for result, _ in self.wrong_ways(cell) if 10 * abs(typed - result) <= abs(typed - value)]
        return not any(self.means(text, result, 0.0) for result in near)

    def from_shown(self, cell):
        """A Number's value from the numbers as they are shown; the empty ones on its way rounded as well, or not."""
        for kept in (float, rounded):
            at = {}
            for before in self.sheet.cells[: self.sheet.cells.index(cell)]:
                if self.is_empty(before):
                    at[before.key] = kept(worked(before.formula, at))
                elif before.key in self.numbers:
                    is_typed = before.key in self.blanks
                    at[before.key] = self.numbers[before.key] if is_typed else rounded(self.numbers[before.key])
            yield worked(cell.formula, at)

    def wrong_ways(self, cell):
        """All Slips on the way to a Number with what they give at the learner's numbers, [(float, Slip)].

        What the learner has left empty on the way is on the way, too.
        """
        if cell.key not in self.ways:
            empty = self.longer_way(cell)
            slips = self.sheet.slips(cell, self.numbers, empty)
            results = [(worked(slip.formula, self.numbers), slip) for slip in slips]
            self.ways[cell.key] = [(result, slip) for result, slip in results if math.isfinite(result)]
        return self.ways[cell.key]

    def longer_way(self, cell):
        """The empty cells on the way to this one, with what can go wrong there, {key: Opened}; not those far back."""
        sheet, far = self.sheet, dict.fromkeys(cell.formula.uses, 1)
        empty = [before for before in sheet.cells[: sheet.cells.index(cell)] if self.is_empty(before)]
        for before in empty[::-1]:
            for key in before.formula.uses if far.get(before.key, FARTHEST) < FARTHEST else ():
                far[key] = min(far.get(key, FARTHEST), far[before.key] + 1)
        ways = {}
        for before in empty:
            if before.key in far:
                wrong = tuple(opened(before.slips, ways))
                ways[before.key] = Opened(before.key, before.name, wrong, (before.formula.with_cells(ways),))
        return ways

    def is_empty(self, cell):
        """Whether a cell is a Number that the learner has still to fill in."""
        return isinstance(cell, Number) and cell.key in self.blanks and not self.typed.get(cell.key, "").strip()


def stands_for(typed, digits, unit, value, within):
    """Whether a number typed with so many digits, the last of which counts `unit`, is this value, or so near."""
    away = abs(typed - value)
    if not math.isfinite(away):
        return False
    if digits == 1:
        return away <= max(1e-12 * abs(value), shown_within(value))  # 5.0004 is shown as 5
    if away <= max(1e-12 * abs(value), within):
        return True
    if unit == 0:
        return away <= 5e-4 * abs(value) + within
    return digits >= 2 and away <= (0.5 * unit + within) * (1 + 1e-9)


class Moved:
    """Numbers, one of which is moved a little."""

    def __init__(self, at, key, by):
        self.at, self.key, self.by = at, key, by

    def __getitem__(self, key):
        return self.at[key] + self.by if key == self.key else self.at[key]
