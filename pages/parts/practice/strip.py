"""Which exercise: its kind, how much of it is left to the learner, and the seed of its numbers, all in the address."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from backprop.exercises.catalogue import KINDS, kind_of
from backprop.exercises.exercise import LEVELS, MOST_SEEDS, exercise
from pages.parts.controls import coded, widgets
from pages.parts.controls.address import write
from pages.parts.controls.presets import action
from pages.parts.controls.visit import Record, remembered
from pages.parts.exercises.sheet_field import forget

OWN_LEVEL = 1


@dataclass
class Another(Record):
    """How often the learner has asked for another exercise: each time the first blank gets the focus."""

    times: int = 0


def chosen_exercise(prefix):
    """The controls that say which exercise it is: returns it, an Exercise."""
    afresh = partial(forget, prefix)
    titles = {kind.slug: kind.title for kind in KINDS}
    levels = {str(level): words for level, words in enumerate(LEVELS)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        slug = coded.folded(f"{prefix}_kind", "Kind of exercise", titles, KINDS[0].slug, afresh)
        level = coded.side_by_side(f"{prefix}_level", "Left to you", levels, str(OWN_LEVEL), afresh)
        seed = widgets.whole_number(
            f"{prefix}_seed",
            "Seed",
            0,
            0,
            MOST_SEEDS,
            help="The same seed brings the same numbers, to everybody; 0 has the video's.",
            on_change=afresh,
        )
        next_seed = seed % MOST_SEEDS + 1
        action("Another", f"{prefix}_another", ":material/skip_next:", other, prefix, next_seed)
        own = {"disabled": seed == 0}
        action("As in the video", f"{prefix}_video", ":material/play_circle:", other, prefix, 0, **own)
    return exercise(kind_of(slug), seed, int(level))


def other(prefix, seed):
    write({f"{prefix}_seed": seed})
    forget(prefix)
    remembered(Another).times += 1


def times_another():
    return remembered(Another).times
