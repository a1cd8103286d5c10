"""An exercise is a kind, a seed and a level, and nothing else: the same three give the same table on every machine."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from backprop.exercises.chance import Chance
from backprop.exercises.sheet import Kind, Sheet

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

    @cached_property
    def blanks(self):
        """The keys of the cells that the learner fills in, in the order of the work."""
        asked = [cell.key for cell in self.sheet.asked]
        wanted = (0, 1, (len(asked) + 1) // 2, len(asked))[self.level]
        return tuple(asked[len(asked) - wanted :])


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
