"""Sums, differences, products and squares: the ways in which nearly every number of the course is worked out."""

import math
from dataclasses import dataclass
from functools import reduce
from operator import add

from backprop.exercises.formula import Formula, Known, Opened, Slip, bracketed, inside, on_the_way

# --- sums and differences --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum(Formula):
    """Numbers added up.

    parts  what is added, two or more
    bias   the place in parts of a bias, which is so often forgotten that it has a name of its own; −1: there is none
    paths  whether each of the others comes along a path of its own
    """

    parts: tuple[Formula, ...]
    bias: int = -1
    paths: bool = False
    binds = 1

    def value(self, at):
        first, *others = (part.value(at) for part in self.parts)
        return reduce(add, others, first)  # not sum(), whose last bits Python 3.12 has changed

    def written(self, at):
        return " + ".join(inside(part, at, place == 0) for place, part in enumerate(self.parts))

    @property
    def worded(self):
        return " + ".join(part.worded for part in self.parts)

    def smaller(self, at):
        return self.parts[0].written(at) if self.parts[0].parts else inside(Sum(self.parts[:2]), at, True)[1:-1]

    def own_slips(self, at):
        for place, part in enumerate(self.parts):
            if part.value(at) == 0:
                continue
            rest = self.parts[:place] + self.parts[place + 1 :]
            left = Sum(rest) if len(rest) > 1 else rest[0]
            if place == self.bias % len(self.parts) and self.bias >= 0:
                look = f"{part.worded} is added at the end."
                yield Slip("bias_forgotten", f"without the bias {part.worded}", look, left)
            elif self.paths:
                look = f"What comes along the paths is added up. Where is {part.worded}?"
                yield Slip("only_one_path", f"only one path, without {part.worded}", look, left)
            else:
                look = f"{bracketed(part)} is one of the numbers that are added: where is it in yours?"
                yield Slip("term_left_out", f"without {part.worded}", look, left)


@dataclass(frozen=True)
class Total(Formula):
    """A sum of alike terms, one for each row of the table: what is done wrongly in one is done wrongly in all.

    In all, that is, where it can be done: the slope of a ReLU that is off is taken for 1 in no row where it is on.

    rows  what the rows are called, "Dosage 0.5"
    """

    parts: tuple[Formula, ...]
    rows: tuple[str, ...]
    binds = 1

    value, written = Sum.value, Sum.written

    @property
    def worded(self):
        return f"{self.parts[0].worded}, added up over the rows"

    def smaller(self, at):
        return self.parts[0].written(at) if self.parts[0].parts else self.written(at)

    def own_slips(self, at):
        n = len(self.parts)
        if n < 2:
            return
        look = f"The SSR adds up {n} terms, one for each row, and so does each Derivative of it."
        mean = Product((self, Known(1 / n)))
        yield Slip("mean_for_sum", f"the mean of the {n} rows in place of their sum", look, mean)
        ways = [part.parts[0] if isinstance(part, Opened) else part for part in self.parts]
        if all(isinstance(way, Squared) for way in ways):
            together = Squared((Sum(tuple(way.parts[0] for way in ways)),))
            look = "Square first, one row at a time, and add then."
            yield Slip("squared_at_the_end", "the square of the sum, not the sum of the squares", look, together)
        for place, row in enumerate(self.rows):
            if self.parts[place].value(at) == 0:
                continue
            rest = self.of_rows([other for other in range(n) if other != place])
            look = f"Each of the {n} rows counts, that of {row} too."
            yield Slip("row_left_out", f"without the row of {row}", look, rest)

    def of_rows(self, places):
        return Total(tuple(self.parts[place] for place in places), tuple(self.rows[place] for place in places))

    def slips(self, at):
        yield from self.own_slips(at)
        made = [{(slip.code, slip.said): slip for slip in part.slips(at)} for part in self.parts]
        for which in dict.fromkeys(which for of_row in made for which in of_row):
            slips = [of_row.get(which) for of_row in made]
            ways = [slip.formula if slip else part for slip, part in zip(slips, self.parts, strict=True)]
            yield on_the_way(next(filter(None, slips)), self.of(ways))


@dataclass(frozen=True)
class Difference(Formula):
    """The second number taken from the first: Observed − Predicted, Old − Step Size."""

    parts: tuple[Formula, Formula]
    binds = 1

    def value(self, at):
        first, second = self.parts
        return first.value(at) - second.value(at)

    def written(self, at):
        return " − ".join(inside(part, at, place == 0) for place, part in enumerate(self.parts))

    @property
    def worded(self):
        first, second = self.parts
        return f"{first.worded} − {bracketed(second)}"

    def smaller(self, at):
        return next((part.written(at) for part in self.parts[::-1] if part.parts), self.written(at))

    def own_slips(self, at):
        first, second = self.parts
        one, other = first.worded, second.worded
        if second.value(at) == 0:
            yield Slip("second_alone", f"{other} itself", f"It is still to be taken from {one}.", second)
            return
        look = f"It is {self.worded}: begin with {one}, and take {other} from it."
        yield Slip(
            "turned", f"{other} − {bracketed(first)}, the two the wrong way round", look, self.of((second, first))
        )
        look = f"{other} is taken away from {one}. Is it more or less, then, than {one} alone?"
        if second.value(at) < 0:
            look = f"{other} is negative, and to take away a negative number makes more of what it is taken from."
        yield Slip("added", f"{one} + {bracketed(second)}, added instead of subtracted", look, Sum(self.parts))
        if isinstance(second, Sum):
            front, *rest = second.parts
            open_ = Sum((Difference((first, front)), *rest))
            look = f"All of {other} is taken from {one}, not its first part alone."
            yield Slip("brackets_forgotten", f"{open_.worded}, the brackets forgotten", look, open_)
        yield Slip("second_alone", f"{other} itself", f"It is still to be taken from {one}.", second)
        yield Slip("first_alone", f"{one} itself", f"{other} is still to be taken from it.", first)


# --- products and squares --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Product(Formula):
    """Numbers multiplied, two or more."""

    parts: tuple[Formula, ...]

    def value(self, at):
        return math.prod(part.value(at) for part in self.parts)

    def written(self, at):
        return " × ".join(inside(part, at, place == 0) for place, part in enumerate(self.parts))

    @property
    def worded(self):
        return " × ".join(bracketed(part) for part in self.parts)

    def smaller(self, at):
        return " × ".join(inside(part, at, place == 0) for place, part in enumerate(self.parts[:2]))

    def matters(self, place, at):
        return all(part.value(at) != 0 for other, part in enumerate(self.parts) if other != place)

    def own_slips(self, at):
        for place, part in enumerate(self.parts):
            if part.value(at) == 1 or not self.matters(place, at):
                continue  # left out, it would not be missed
            if isinstance(part, Known) and part.number == 2:
                continue  # it says so itself
            rest = self.parts[:place] + self.parts[place + 1 :]
            left = Product(rest) if len(rest) > 1 else rest[0]
            look = f"{bracketed(part)} is one of the factors: where is it in yours?"
            yield Slip("factor_left_out", f"without the factor {bracketed(part)}", look, left)
        if len(self.parts) == 2 and self.value(at) != 0:
            look = f"{self.worded}: the two are multiplied."
            said = f"{' + '.join(map(bracketed, self.parts))}, added and not multiplied"
            yield Slip("added_for_multiplied", said, look, Sum(self.parts))


@dataclass(frozen=True)
class Squared(Formula):
    """A number times itself: of one part."""

    parts: tuple[Formula]

    def value(self, at):
        return self.parts[0].value(at) ** 2

    def written(self, at):
        text = self.parts[0].written(at)
        return f"({text})²" if self.parts[0].parts or self.parts[0].value(at) < 0 else f"{text}²"

    @property
    def worded(self):
        return f"{bracketed(self.parts[0])}²"

    def own_slips(self, at):
        (part,) = self.parts
        look = f"{self.worded} is {bracketed(part)} times itself."
        yield Slip("square_forgotten", f"{part.worded} itself, not squared", look, part)
        yield Slip("doubled", f"2 × {bracketed(part)}, doubled and not squared", look, Product((Known(2), part)))
        look = "A number times itself is never negative."
        yield Slip("negative_square", "with a minus before the square", look, Product((Known(-1), self)))
