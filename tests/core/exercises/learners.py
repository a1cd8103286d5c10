"""Simulated learners: what each of them types into a cell, and what is then said of it."""

from dataclasses import dataclass

from backprop.exercises.exercise import exercise
from backprop.exercises.formula import worked
from backprop.exercises.judging import Attempt
from backprop.exercises.sheet import Number
from backprop.written.numerals import rounded

EVERYTHING = 3
SEEDS = range(200)


def typed(value, digits):
    """A number as somebody types it who rounds it to so many digits."""
    return f"{value:.{digits - 1}e}"


def numbers_of(exercised):
    """The cells of an Exercise that ask for a number, in their order."""
    return [cell for cell in exercised.sheet.asked if isinstance(cell, Number)]


@dataclass
class Desk:
    """A learner before one cell, who has filled in all that comes before it rightly, to four digits."""

    exercised: object
    cell: Number

    def __post_init__(self):
        sheet, self.texts = self.exercised.sheet, {}
        for before in numbers_of(self.exercised):
            if before is self.cell:
                break
            self.texts[before.key] = typed(sheet.values[before.key], 4)
        self.attempt = Attempt(sheet, self.exercised.blanks, self.texts)

    @property
    def right(self):
        return self.exercised.sheet.values[self.cell.key]

    def says(self, text, wrong=0):
        """What is said of this text in the cell."""
        self.texts[self.cell.key] = text
        return self.attempt.judge(self.cell.key, wrong)

    def slips(self):
        """(what it gives, the Slip) of each that can be made here."""
        return self.attempt.wrong_ways(self.cell)


def desks(kind, seeds=SEEDS):
    """A Desk before each number of a kind's exercises."""
    for seed in seeds:
        exercised = exercise(kind, seed, EVERYTHING)
        yield from (Desk(exercised, cell) for cell in numbers_of(exercised))


def from_shown(sheet, cell):
    """A cell's number as it comes out of the numbers that are shown or noted, each rounded to four digits."""
    return worked(cell.formula, {key: rounded(value) for key, value in sheet.values.items()})


def carried_on(exercised, key, text):
    """{key: text} of a whole table, with one cell as given and all that follows worked out from what stands there."""
    sheet, texts, at = exercised.sheet, {}, {}
    for cell in sheet.cells:
        if not isinstance(cell, Number):
            at[cell.key] = sheet.values.get(cell.key)
            continue
        texts[cell.key] = text if cell.key == key else typed(worked(cell.formula, at), 4)
        at[cell.key] = float(texts[cell.key])
    return texts
