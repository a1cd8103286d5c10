"""The broken run: three steps of Gradient Descent with one slip in them, to be found and named.

All that comes after the slip is worked out rightly from it, so that just one step of the work does not come out.
"""

from dataclasses import dataclass
from functools import cached_property

from backprop.datasets import DOSAGE_DATA
from backprop.exercises.by_hand import FAULTS, Straight
from backprop.exercises.chance import ODD
from backprop.exercises.formula import Cell, Known, settled, worked
from backprop.exercises.sheet import Choice, Given, Kind, Option, Row, Sheet, apart
from backprop.lessons import MAIN_IDEAS
from backprop.passes import forward
from backprop.written.numerals import number, rounded

STEPS = 3
SEEN = 0.05 * ODD  # of the larger of two numbers: how far a slip's must lie from the right one to be found by eye
COMES_OUT = 0.01 * ODD  # the same for a right number and what comes out of the rounded ones shown: they lie nearer
LEAST, MOST = 0.01 * ODD, 500.0 * ODD  # the sizes of the numbers in the table


@dataclass(frozen=True)
class Broken:
    """A run with one slip in it.

    of    the Straight
    code  the slip's, of FAULTS
    step  where it is made, 0 …
    """

    of: Straight
    code: str
    step: int

    @cached_property
    def ways(self):
        """{key: the right Formula} of every cell, in the order of the work."""
        return {key: way for step in range(STEPS) for key, way in self.of.ways(step).items()}

    @cached_property
    def slipped(self):
        return self.faulty(self.code)

    @cached_property
    def values(self):
        """{key: the number in the table}"""
        values = {}
        for key, way in self.ways.items():
            values[key] = settled(worked(self.slipped.get(key, way), values))
        return values

    @property
    def first(self):
        """The key of the first wrong cell."""
        return next(key for key in self.ways if key in self.slipped)

    def faulty(self, code):
        """{key: the wrong Formula} of a slip in this step; {} where it cannot be made there."""
        if code == "one_at_a_time" and len(self.of.names) < 2:
            return {}
        if code in ("bias_stayed", "stale_prediction") and not self.step:
            return {}
        return FAULTS[code].made(self.of, self.step)

    @property
    def is_clear(self):
        """Whether the slip is seen, no other one would give what stands there, and all numbers are of a handy size."""
        if not all(LEAST <= abs(value) <= MOST for value in self.values.values()):
            return False
        if not all(apart(self.values[key], worked(self.ways[key], self.values), SEEN) for key in self.slipped):
            return False
        others = [next(iter(self.faulty(code).items()), None) for code in FAULTS if code != self.code]
        for key, way in filter(None, others):  # one that comes later in the work is no matter
            if self.order[key] <= self.order[self.first] and not apart(
                self.values[key], worked(way, self.values), SEEN
            ):
                return False
        shown = {key: rounded(value) for key, value in self.values.items()}
        ways = self.ways | self.slipped
        return not any(apart(self.values[key], worked(way, shown), COMES_OUT) for key, way in ways.items())

    @cached_property
    def order(self):
        """{key: its place in the order of the work}"""
        return {key: place for place, key in enumerate(self.ways)}

    # --- in words ----------------------------------------------------------------------------------------------------

    def line(self, key):
        """How a cell is worked out from those that stand before it."""
        way = self.ways[key]
        return " = ".join(dict.fromkeys((way.written(self.values), number(settled(worked(way, self.values))))))

    def pointed_at(self, key):
        """The Option of pointing at a cell."""
        title = self.of.title(key)
        if key == self.first:
            return Option(key, title)
        if key in self.slipped:
            return Option(key, title, "that one is wrong, but so is one that stands before it", "same_slip_later")
        before = self.order[key] < self.order[self.first]
        slip = "right_before_the_slip" if before else "right_after_the_slip"
        if isinstance(self.ways[key], Known):
            return Option(key, title, "that one is the start, which is given", slip)
        given = "right" if before else "right, given what stands before it"
        if isinstance(self.ways[key], Cell):
            return Option(key, title, f"that one is {given}: it is {self.ways[key].worded}", slip)
        return Option(key, title, f"that one is {given}: {self.line(key)}", slip)

    def named(self, code):
        """The Option of naming a slip."""
        words = self.of.said(FAULTS[code].words)
        if code == self.code:
            return Option(code, words)
        faulty = self.faulty(code)
        if faulty:
            key, way = next(iter(faulty.items()))
            where, is_ = self.of.title(key), number(self.values[key])
            if self.order[key] > self.order[self.first]:
                return Option(code, words, f"with that, {where} would be the first wrong number")
            return Option(
                code, words, f"with that, {where} would be {number(settled(worked(way, self.values)))}, but it is {is_}"
            )
        if code == "one_at_a_time":
            return Option(code, words, f"{self.of.names[0]} alone is updated here, so no other can be new before it")
        return Option(code, words, "the slip was made in the first step, and there is none before it")

    @property
    def sheet(self):
        of, first = self.of, self.first
        keys = list(of.ways(0))
        cells = [Given(key, of.heading(key), value, f"step {int(key[-1]) + 1}") for key, value in self.values.items()]
        rows = [Row(of.row_name(key), tuple(f"{key[:-1]}{step}" for step in range(STEPS))) for key in keys]
        where, stands = of.title(first), number(self.values[first])
        point = Choice(
            "first",
            "Which is the first wrong number?",
            tuple(self.pointed_at(key) for key in self.ways),
            first,
            "Work out each number from those before it, step by step and from top to bottom: which is the first that "
            "does not come out?",
            f"{where} should be {self.line(first)}, and there stands {stands}.",
            points=True,
        )
        name = Choice(
            "fault",
            "What went wrong there?",
            tuple(self.named(code) for code in FAULTS),
            self.code,
            "Work the first wrong number out from those before it. Does what stands there differ by its sign or by a "
            "factor, or is it made of numbers that are older or newer than they should be?",
            f"{stands} is {of.said(FAULTS[self.code].said)}.",
            after=point.key,
        )
        task = (
            f"Three steps of Gradient Descent for {' and '.join(of.names)}, with Learning Rate {number(of.rate)}. One "
            "slip was made, in one of them, and all that comes after it was worked out from what then stood there. "
            "Numbers are rounded only where they are shown, to four digits."
        )
        return Sheet(task, ("", *(f"Step {step + 1}" for step in range(STEPS))), tuple(rows), (*cells, point, name))


# --- runs ------------------------------------------------------------------------------------------------------------


def of_bias(inputs, rest, observed, start, rate):
    """The Straight of b3 alone."""
    return Straight(("b3",), "Dosage", inputs, ((1.0,) * len(inputs),), rest, observed, (start,), rate)


def video():
    experiment = MAIN_IDEAS.experiment
    rest = forward(experiment.network, experiment.start, DOSAGE_DATA.inputs).predicted[:, 0]  # where b3 is 0
    of = of_bias(*(tuple(map(float, each)) for each in (DOSAGE_DATA.inputs[:, 0], rest, DOSAGE_DATA.observed[:, 0])),
                 0.0, experiment.optimiser.learning_rate)  # fmt: skip
    return Broken(of, "mean_for_sum", 1).sheet


def drawn(chance):
    rate = chance.pick((0.05, 0.1, 0.15))
    if chance.whole(0, 1):
        inputs = tuple(chance.some((0.0, 0.5, 1.0, 1.5, 2.0), 3))
        rest, observed = (tuple(chance.tenths(-3, 3) for _ in inputs) for _ in range(2))
        of = of_bias(inputs, rest, observed, chance.tenths(-3, 3), rate)
    else:
        inputs = tuple(chance.some((0.5, 1.5, 2.0, 2.5, 3.0), 2))
        observed = tuple(chance.tenths(0.5, 4) for _ in inputs)
        start = chance.tenths(-1, 2), chance.tenths(-2, 2)
        of = Straight(
            ("slope", "intercept"), "Weight", inputs, (inputs, (1.0, 1.0)), (0.0, 0.0), observed, start, rate / 2
        )
    code = chance.pick([code for code in FAULTS if code != "one_at_a_time" or len(of.names) > 1])
    broken = Broken(of, code, chance.whole(code in ("bias_stayed", "stale_prediction"), STEPS - 1))
    return broken.sheet if broken.is_clear else None


BROKEN_RUN = Kind("broken_run", "The broken run", "find a slip that somebody else has made", video, drawn)
