"""Sums, differences, products and squares: the ways in which nearly every number of the course is worked out."""

import math
from dataclasses import dataclass, replace

from backprop.exercises.formula import Formula, Known, Slip, bracketed, inside

# --- sums and differences --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum(Formula):
    """Numbers added up.

    parts  what is added, two or more
    bias   the place in parts of a bias, which is so often forgotten that it has a name of its own; −1: there is none
    """

    parts: tuple[Formula, ...]
    bias: int = -1
    binds = 1

    def value(self, at):
        return sum(part.value(at) for part in self.parts)

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
            else:
                look = f"{len(self.parts)} numbers are added here. Where is {part.worded}?"
                yield Slip("term_left_out", f"without {part.worded}", look, left)


@dataclass(frozen=True)
class Total(Formula):
    """A sum of alike terms, one for each row of the table: what is done wrongly in one is done wrongly in all.

    rows  what the rows are called, "Dosage 0.5"
    """

    parts: tuple[Formula, ...]
    rows: tuple[str, ...]
    binds = 1

    value, written = Sum.value, Sum.written

    @property
    def worded(self):
        return f"the sum of {self.parts[0].worded}, over the rows"

    def smaller(self, at):
        return (
            self.parts[0].written(at)
            if self.parts[0].parts
            else " + ".join(inside(part, at, place == 0) for place, part in enumerate(self.parts[:2]))
        )

    def own_slips(self, at):
        n = len(self.parts)
        if n < 2:
            return
        look = f"The SSR is a sum, so what is asked here is the sum of its {n} terms."
        mean = Product((self, Known(1 / n)))
        yield Slip("mean_for_sum", f"the mean of the {n} rows in place of their sum", look, mean)
        if all(isinstance(part, Squared) for part in self.parts):
            together = Squared((Sum(tuple(part.parts[0] for part in self.parts)),))
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
        others = [{(slip.code, slip.said): slip.formula for slip in part.slips(at)} for part in self.parts[1:]]
        for slip in self.parts[0].slips(at):
            alike = [of.get((slip.code, slip.said)) for of in others]
            if None not in alike:
                yield replace(slip, formula=self.of((slip.formula, *alike)))


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
        look = f"{other} is subtracted, so a negative one makes the result larger. Which sign does yours give it?"
        yield Slip("added", f"{one} + {bracketed(second)}, added instead of subtracted", look, Sum(self.parts))
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

    def own_slips(self, at):
        is_zero = self.value(at) == 0
        for place, part in enumerate(self.parts):
            if part.value(at) == 1 or (is_zero and part.value(at) != 0):
                continue  # left out, it would not be missed
            if isinstance(part, Known) and part.number == 2:
                continue  # it says so itself
            rest = self.parts[:place] + self.parts[place + 1 :]
            left = Product(rest) if len(rest) > 1 else rest[0]
            look = f"{len(self.parts)} numbers are multiplied here. Where is {part.worded}?"
            yield Slip("factor_left_out", f"without the factor {bracketed(part)}", look, left)
        if len(self.parts) == 2:
            look = f"{self.worded}: the two are multiplied."
            yield Slip("added_for_multiplied", "the two added, not multiplied", look, Sum(self.parts))


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
