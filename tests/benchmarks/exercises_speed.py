"""How fast an exercise is made, and a cell judged: `python tests/benchmarks/exercises_speed.py`.

A time is the median of the rounds, and in brackets the fastest, which is what a limit is held against. The exit status
is 1 where a target is missed.
"""

import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the package says, where it is imported before NumPy

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "exercises"))

from learners import EVERYTHING, typed

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.judging import Attempt
from backprop.exercises.sheet import Choice
from rows import seconds, times_text, yes_or_no

ROUNDS = 5
MADE, CHECKED = 1.0, 0.002  # seconds: 1,000 exercises of all kinds; one cell


def made(kind, first, count):
    sheet.cache_clear()
    for seed in range(first, first + count):
        sheet(kind, seed)


def checked(exercised, texts, key):
    """What the server does for one cell: the table is read, the cell judged."""
    return Attempt(exercised.sheet, exercised.blanks, texts).judge(key)


def right_text(found, cell):
    return cell.right if isinstance(cell, Choice) else typed(found.values[cell.key], 4)


def slowest_cell(kind, seeds=range(1, 11)):
    """(the fastest of the rounds of the slowest cell, its seed and key): all is typed, or it alone; right, or wrong."""
    slowest = (0.0, "")
    for seed in seeds:
        exercised = exercise(kind, seed, EVERYTHING)
        right = {cell.key: right_text(exercised.sheet, cell) for cell in exercised.sheet.asked}
        for cell in exercised.sheet.asked:
            wrong = {cell.key: cell.options[0].code if isinstance(cell, Choice) else "-77.31"}
            for texts in (right, wrong, right | wrong):
                once = partial(checked, exercised, texts, cell.key)
                slowest = max(slowest, (min(seconds(once) for _ in range(ROUNDS)), f"{seed} {cell.key}"))
    return slowest


def main():
    each, held = 1000 // len(KINDS) + 1, []
    rounds = [[seconds(partial(made, kind, 1 + count * each, each)) for kind in KINDS] for count in range(ROUNDS)]
    totals = [sum(times) * 1000 / (each * len(KINDS)) for times in rounds]
    held.append(min(totals) <= MADE)
    print(f"1,000 exercises of {len(KINDS)} kinds: {times_text(totals)}; at most {MADE:g} s: {yes_or_no(held[-1])}")
    for place, kind in enumerate(KINDS):
        print(f"  {kind.slug}: {times_text([times[place] / each for times in rounds])} each")
    for kind in KINDS:
        time, where = slowest_cell(kind)
        held.append(time <= CHECKED)
        print(f"the slowest cell of {kind.slug} ({where}): {time * 1e3:.2f} ms; at most 2 ms: {yes_or_no(held[-1])}")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
