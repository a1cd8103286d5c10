"""What you have done: which exercises were solved without help, and when, kept and told by the browser alone.

The server never hears of it: it says which exercises there are, and the scripts beside this file do the rest.
"""

from pathlib import Path

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, MOST_SEEDS
from pages.parts.browser import scripts

WHOLE = Path(__file__).with_name("progress.html").read_text(encoding="utf-8")
SHORT = Path(__file__).with_name("progress_short.html").read_text(encoding="utf-8")
EXERCISES = {
    "kinds": [(kind.slug, kind.title) for kind in KINDS],
    "levels": LEVELS[1:],  # of the worked example there is nothing to solve
    "most": MOST_SEEDS,
}


def whole():
    """All of it, in a table, with what can be done with it: cleared, or carried to another machine."""
    scripts.component("progress", "progress_whole", WHOLE)(data=EXERCISES, key="progress_whole")


def short():
    """How much is done, and what is due next, in a sentence."""
    scripts.component("progress", "progress_short", SHORT)(data=EXERCISES, key="progress_short")
