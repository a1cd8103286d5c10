"""An exercise is a kind, a seed and a level, and nothing else: the same three give the same table on every machine."""

import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from backprop.exercises.chance import Chance
from backprop.exercises.sheet import Given, Kind, Sheet
from backprop.written.numerals import number

LEVELS = ("A worked example", "The last cell", "The second half", "Everything")
MOST_SEEDS = 999_999
MOST_DRAWN = 500  # tables thrown away before one is good; a kind that needs so many is not well made


@dataclass(frozen=True, eq=False)
class Exercise:
    """A Sheet of which some cells are blank.

    level  0 … 3: how many of the cells that can be asked for are
    """

    kind: Kind
    seed: int
    level: int
    sheet: Sheet
    mark = ""  # what an address of its cells begins with: kind, seed and level stand in the address themselves

    @property
    def name(self):
        """Which exercise it is: no other has the same."""
        return f"{self.kind.slug} {self.seed} {self.level}"

    @property
    def solves(self):
        """What one has done who has solved it."""
        return {"kind": self.kind.slug, "level": self.level, "seed": self.seed}

    @cached_property
    def blanks(self):
        """The keys of the cells that the learner fills in, in the order of the work."""
        asked = [cell.key for cell in self.sheet.asked]
        wanted = (0, 1, (len(asked) + 1) // 2, len(asked))[self.level]
        return tuple(asked[len(asked) - wanted :])


@dataclass(frozen=True, eq=False)
class Check:
    """A Sheet with numbers of somebody's own, a few cells of which are blank.

    kind    the Kind of which it is one more
    blanks  the keys of the cells that the learner fills in, in the order of the work
    """

    kind: Kind
    sheet: Sheet
    blanks: tuple[str, ...]
    solves = None  # none of the exercises of a kind: it leads on to them

    @cached_property
    def name(self):
        """Which it is: made of what is told, as it is shown, so that other numbers make another one."""
        told = [number(cell.value) for cell in self.sheet.cells if isinstance(cell, Given)]
        return f"{zlib.crc32(repr((self.kind.slug, self.sheet.task, *told)).encode()):08x}"

    @property
    def mark(self):
        """What an address of its cells begins with, so that they are never taken for cells of other numbers."""
        return f"{self.name}~"


@lru_cache(256)
def sheet(kind, seed):
    """The Sheet of a Kind and a seed: 0 has the video's numbers, each other seed its own."""
    if seed == 0:
        return kind.video()
    chance = Chance(kind.slug, seed)
    for _ in range(MOST_DRAWN):
        drawn = kind.drawn(chance)
        if drawn and drawn.is_clear:
            return drawn
    raise RuntimeError(f"{kind.slug} {seed}: no clear exercise in {MOST_DRAWN} draws.")


def exercise(kind, seed, level):
    """The Exercise of a Kind, a seed from 0 and a level. Raises ValueError for a seed or level that there is not."""
    if not (0 <= seed <= MOST_SEEDS and 0 <= level < len(LEVELS)):
        raise ValueError(f"seed is 0 to {MOST_SEEDS}, level 0 to {len(LEVELS) - 1}; not {seed} and {level}.")
    return Exercise(kind, seed, level, sheet(kind, seed))
