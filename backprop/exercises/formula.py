"""How a number is worked out from others: a small tree that can be computed, written on paper, and gone wrong in.

Each way of working knows its own slips, and a slip anywhere in the tree makes another tree: the number that a learner
gets who made it. So what is said of a wrong number needs no list for each exercise; the shape of its formula has it.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property

from backprop.written.numerals import number, signed


@dataclass(frozen=True)
class Slip:
    """A wrong way to a number.

    code     what kind of slip it is, a short name that is the same in every exercise
    said     the slip, in half a sentence after "that is", or, where it begins with "with", after "what comes out"
    look     what to look at next, a sentence
    formula  the wrong way itself
    """

    code: str
    said: str
    look: str
    formula: "Formula"


class Formula:
    """A way to work out a number. `at` is a mapping: the number of each cell, by its key.

    parts  the Formulas that it is made of, a tuple
    """

    binds = 0  # a sum is written in brackets where it stands in a product

    def value(self, at):
        """The number, a float; not finite, or an ArithmeticError or ValueError, where there is none."""
        raise NotImplementedError

    def written(self, at):
        """The way as one types it into a calculator, numbers in place: 1 − (−1.6)."""
        raise NotImplementedError

    @property
    def worded(self):
        """The way with names in place of numbers: Observed − Predicted."""
        raise NotImplementedError

    def smaller(self, at):
        """A smaller question, whose answer leads on: half a sentence before "= ?", numbers in place."""
        return self.written(at)

    def own_slips(self, at):
        """The Slips that are made here, and not in one of the parts; none that could make no difference at all."""
        return ()

    def matters(self, place, at):
        """Whether it makes any difference at these numbers what the part at a place is."""
        return True

    def of(self, parts):
        """The same way with other parts."""
        return replace(self, parts=tuple(parts))

    def with_part(self, place, part):
        return self.of((*self.parts[:place], part, *self.parts[place + 1 :]))

    def slips(self, at):
        """All Slips that can be made on this way at these numbers, those nearest to its end first."""
        yield from self.own_slips(at)
        for place, part in enumerate(self.parts):
            for slip in part.slips(at) if self.matters(place, at) else ():
                yield on_the_way(slip, self.with_part(place, slip.formula))

    def with_cells(self, ways):
        """The same way with other Formulas in place of some cells, {key: Formula}."""
        return self.of(part.with_cells(ways) for part in self.parts) if self.parts else self

    def in_cells(self, others):
        """The same way with other cells in place of some: {key: key}."""
        return self.of(part.in_cells(others) for part in self.parts) if self.parts else self

    @cached_property
    def uses(self):
        """The keys of the cells that it is worked out from, each once, in their order."""
        return tuple(dict.fromkeys(key for part in self.parts for key in part.uses))


def on_the_way(slip, formula):
    """The Slip in a part of a way as one of the whole: what is the part's number is not the whole's."""
    said = slip.said if slip.said.startswith("with") else f"with {slip.said}{',' * (',' in slip.said)} on the way"
    return Slip(slip.code, said, slip.look, formula)


def not_among(named, slips):
    """Those of some Slips whose way is none of the ways of Slips that have a name of their own."""
    ways = [slip.formula for slip in named]
    return (slip for slip in slips if slip.formula not in ways)


def worked(formula, at):
    """The formula's number; nan where it has none."""
    try:
        return float(formula.value(at))
    except (ArithmeticError, ValueError):
        return math.nan


def settled(value):
    """A number without its last bits, which differ from processor to processor: 13 digits of it, and no 14th place."""
    return round(float(f"{value:.13g}"), 14) + 0.0 if abs(value) > 1e-9 else value


def inside(part, at, first):
    """How a part is written in a sum or a product; only the first number of a line needs no brackets when negative."""
    if part.parts and part.binds:
        return f"({part.written(at)})"
    if part.parts:
        text = part.written(at)
        return text if first or not text.startswith("−") else f"({text})"
    return part.written(at) if first else signed(part.value(at))


def bracketed(part):
    return f"({part.worded})" if part.binds and part.parts else part.worded


# --- numbers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell(Formula):
    """The number of a cell of the table.

    key       the cell's
    name      what is read there, the heading of its column: the same in each row
    mistaken  the Slips of reading another number in its place
    """

    key: str
    name: str
    mistaken: tuple[Slip, ...] = ()
    parts = ()

    def value(self, at):
        return at[self.key]

    def written(self, at):
        return number(at[self.key])

    @property
    def worded(self):
        return self.name

    def own_slips(self, at):
        return self.mistaken

    def with_cells(self, ways):
        way = ways.get(self.key)
        return replace(way, name=self.name, mistaken=self.mistaken + way.mistaken) if way else self

    def in_cells(self, others):
        return replace(self, key=others.get(self.key, self.key))

    @cached_property
    def uses(self):
        return (self.key,)


@dataclass(frozen=True)
class Opened(Cell):
    """A cell that is still empty: what goes wrong on the way to its number goes wrong on the way to what it is for.

    mistaken  the Slips on the way to it that its Formula does not tell of
    parts     the Formula of its number, alone
    """

    parts: tuple[Formula, ...] = ()

    def slips(self, at):
        yield from self.mistaken
        yield from not_among(self.mistaken, self.parts[0].slips(at))


@dataclass(frozen=True)
class Known(Formula):
    """A number that is always the same, such as the −2 of a squared Residual's derivative.

    name  what it is, where it is not just its digits
    look  why it is what it is, a sentence
    """

    number: float
    name: str = ""
    look: str = ""
    parts = ()

    def value(self, at):
        return self.number

    def written(self, at):
        return number(self.number)

    @property
    def worded(self):
        return self.name or number(self.number)

    def own_slips(self, at):
        text, look = number(self.number), self.look or f"The number there is {number(self.number)}."
        if self.number < 0:
            turned = Known(-self.number)
            yield Slip("sign_of_factor", f"with {number(-self.number)} in place of {text}", look, turned)
        if abs(self.number) == 2:
            of_it = " of the −2" if self.number < 0 else ""
            yield Slip("two_forgotten", f"without the 2{of_it}", look, Known(self.number / 2))
