"""What one can read from a convergence chart: creeps, arrives, swings, climbs, or rests on a plateau and falls on.

Each reading keeps a margin, so that a run on the border is none of them; and each says of every other one what in the
picture speaks against it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop.written.numerals import counted, number

READINGS = ("too_slow", "good", "oscillates", "diverges", "plateau")
TOO_SLOW, GOOD, OSCILLATES, DIVERGES, PLATEAU = READINGS

# Parts of the SSR at the start:
SEEN = 0.02  # a rise that one sees
UNSEEN = 1e-6  # one that nobody could
LEVEL = 0.03  # how much a level stretch may fall from its first step to its last …
STEEP = 0.15  # … and how much the SSR must have fallen before a plateau, and again after it in a fifth of the steps
FELL = 0.4  # the least that a good run must have come down
BELOW = 0.95  # where a run that oscillates must be at its end, so that it is not one that climbs
GREW, TOO_TALL = 5.0, 1000.0  # what a diverging one must have grown to, and what makes all before it look level
# Parts of other things:
EVEN = 0.6  # of the fall in the first quarter: that in the last, of a run that creeps, and the other way round
ARRIVED = 0.02  # of the whole way down: what a good run has left of it half way
OFTEN = 0.2  # of the steps of the last half: those that lead up where a run oscillates, and those that lead down
LONG = 0.25  # of all steps: those of a plateau


@dataclass(frozen=True, eq=False)
class Curve:
    """A convergence chart.

    ssr   (S + 1,) the SSR after step 0, 1 … S, all finite
    """

    ssr: np.ndarray

    @property
    def steps(self):
        return len(self.ssr) - 1

    @property
    def start(self):
        return float(self.ssr[0])

    @property
    def end(self):
        return float(self.ssr[-1])

    @property
    def quarter(self):
        return self.steps // 4

    @cached_property
    def rises(self):
        """(S,) by how much each step leads up; below 0 where it leads down."""
        return np.diff(self.ssr)

    @cached_property
    def early(self):
        """By how much the SSR falls in the first quarter."""
        return self.start - float(self.ssr[self.quarter])

    @cached_property
    def late(self):
        """By how much the SSR falls in the last quarter."""
        return float(self.ssr[-1 - self.quarter]) - self.end

    @cached_property
    def late_rises(self):
        """How many steps of the last half lead up, so that one sees it."""
        return int(np.count_nonzero(self.rises[self.steps // 2 :] > SEEN * self.start))

    @cached_property
    def late_falls(self):
        """How many steps of the last half lead down, so that one sees it."""
        return int(np.count_nonzero(self.rises[self.steps // 2 :] < -SEEN * self.start))

    @cached_property
    def climbs(self):
        """How many steps at the end lead up, one after the other."""
        down = np.flatnonzero(self.rises <= 0)
        return self.steps - (int(down[-1]) + 1 if down.size else 0)

    @cached_property
    def halfway(self):
        """The step from which on the SSR is in the lower half of its way."""
        return int(np.flatnonzero(self.ssr > (self.start + self.end) / 2)[-1]) + 1

    @cached_property
    def level(self):
        """(first, last) step of the longest level stretch before the end, of a curve that never rises."""
        lasts = np.searchsorted(-self.ssr, LEVEL * self.start - self.ssr, side="right") - 1
        lengths = np.where(lasts < self.steps, lasts - np.arange(len(lasts)), 0)
        first = int(lengths.argmax())
        return first, first + int(lengths[first])

    @cached_property
    def steep(self):
        """(first, last) step of the steepest fifth of the run after the level stretch."""
        from_there, length = self.ssr[self.level[1] :], self.steps // 5
        if len(from_there) <= length:
            return self.level[1], self.steps
        first = self.level[1] + int((from_there[:-length] - from_there[length:]).argmax())
        return first, first + length

    def fall(self, stretch):
        """By how much the SSR falls from the first to the last step of a stretch."""
        return float(self.ssr[stretch[0]] - self.ssr[stretch[1]])

    @cached_property
    def reading(self):
        """Which of READINGS it is, or None where one could take it for another."""
        start, half = self.start, self.steps // 2
        if GREW * start <= self.end <= TOO_TALL * start and self.climbs >= max(3, half):
            return DIVERGES
        swings = min(self.late_rises, self.late_falls) >= OFTEN * (self.steps - half)
        if swings and self.end <= BELOW * start:
            return OSCILLATES
        if self.rises.max() > UNSEEN * start:
            return None
        down, left = start - self.end, float(self.ssr[half]) - self.end
        if down >= FELL * start and left <= ARRIVED * down and self.halfway <= self.quarter:
            return GOOD
        first, last = self.level
        is_long = last - first >= LONG * self.steps
        if is_long and start - float(self.ssr[first]) >= STEEP * start and self.fall(self.steep) >= STEEP * start:
            return PLATEAU
        is_even = self.late >= EVEN * self.early and self.early >= EVEN * self.late
        return TOO_SLOW if is_even and not is_long and self.late >= LEVEL * start else None

    # --- in words ----------------------------------------------------------------------------------------------------

    def against(self, other):
        """What in the picture speaks against another reading: half a sentence. Of a curve that has a reading."""
        if other == DIVERGES:
            return f"it ends at {short(self.end)}, below the {short(self.start)} of its start"
        if self.reading == OSCILLATES:
            swings = f"{self.late_rises} of the last {self.steps - self.steps // 2} steps lead clearly up"
            return {
                TOO_SLOW: f"steps that are too small lead down, and {swings}",
                GOOD: f"it does not come to rest: {swings}",
                PLATEAU: f"a plateau is nearly level, and {swings}",
            }[other]
        if self.reading == DIVERGES:
            up = f"the SSR goes up, from {short(self.start)} to {short(self.end)}"
            climbs = f"the last {counted(self.climbs, 'step')} lead up, every one of them"
            return {
                TOO_SLOW: f"steps that are too small lead down, and {up}",
                GOOD: up,
                OSCILLATES: f"it does not go up and down: {climbs}",
                PLATEAU: f"it does not rest: {climbs}",
            }[other]
        if other == OSCILLATES:
            return "no step leads up as far as one can see: it comes down all the way"
        if self.reading == PLATEAU:
            return (
                f"{'it is not slow all the way' if other == TOO_SLOW else 'it does not come down at once'}: {self.halt}"
            )
        if self.reading == TOO_SLOW:
            steepness = f"the first {counted(self.quarter, 'step')} bring it down by {short(self.early)}, the last "
            steepness += f"{self.quarter} by {short(self.late)}"
            return f"{'it has not arrived' if other == GOOD else 'it is level nowhere'}: {steepness}"
        if other == TOO_SLOW:
            return f"half of the way down is done by step {self.halfway} of {self.steps}, and it comes to rest"
        return f"it is level only where it ends, at {short(self.end)}: after that comes no further fall"

    @property
    def halt(self):
        """Where it halts and where it falls on, half a sentence."""
        return (
            f"from step {self.level[0]} to step {self.level[1]} the SSR falls by {short(self.fall(self.level))} only, "
            f"and from step {self.steep[0]} to step {self.steep[1]} by {short(self.fall(self.steep))}"
        )

    @property
    def why(self):
        """Why its reading is the right one, a sentence."""
        way = f"from {short(self.start)} to {short(self.end)}"
        match self.reading:
            case "too_slow":
                return (
                    f"the SSR has come {way} in {counted(self.steps, 'step')}, and still falls: by {short(self.late)} "
                    f"in the last {self.quarter}, where it was {short(self.early)} in the first."
                )
            case "good":
                return f"the SSR comes down {way}, half of the way by step {self.halfway}, and rests there."
            case "oscillates":
                return (
                    f"its steps are so large that {self.late_rises} of the last {self.steps - self.steps // 2} lead "
                    "clearly up, and the SSR does not come to rest."
                )
            case "diverges":
                return f"its steps lead ever farther away, so that the SSR grows {way}."
            case "plateau":
                return f"{self.halt}: that was level ground, and no lowest place."


def short(value):
    return number(value, 3)
