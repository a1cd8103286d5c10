"""The observations that a network is trained on: which they are, how large their numbers, and what is held out."""

from dataclasses import dataclass

import streamlit as st

from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.held_out import parted
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, own_rows, widgets
from pages.parts.controls.roles import MOST_INPUTS, MOST_OUTPUTS
from pages.parts.experiment.scaling import scales_of, standardised
from pages.parts.kept import shared

OWN = "your own"
MOST_SEED = 999_999
POINTS = 60, 2, 400  # of a made-up set: at first, at least, at most
SCALINGS = ("as they are", "inputs standardised", "all standardised")
HELD_OUT = {"none": 0, "1 in 5": 5, "1 in 3": 3}
IN_ARROWS = 3  # columns: of so many it is said what becomes of each


@dataclass(frozen=True, eq=False)
class Wanted:
    """What the learner wants to train on.

    data     a preset's Data; None for the learner's own rows
    scaling  one of SCALINGS
    one_in   of how many observations one is held out; 0 for none
    """

    data: Data | None
    scaling: str
    one_in: int


WHY_STANDARDISE = (
    "Inputs far from 0 or far apart (weights in grams, years) make derivatives of very different sizes, so that no "
    "Learning Rate suits all. Standardised: minus the column's mean, divided by its standard deviation."
)
WHY_HELD_OUT = (
    "What the network is not trained on tells whether it has learned or only remembered. Every fifth or third "
    "observation, counted in the order of what was observed, so that both parts have small "
    "and large ones, or all classes, as far as there are enough of each."
)


def wanted(prefix, preset, may_hold_out):
    """The controls of the data, in the group that they stand in: what they are set to, as Wanted."""
    key = f"{prefix}_data"
    name = widgets.selection(key, "Data", (*DATASETS, OWN), preset, width=160)
    data = DATASETS.get(name)
    with number_field.folded(st.popover, "Rows, scaling"):
        if callable(data):
            points = widgets.whole_number(f"{prefix}_points", "Points", *POINTS, width=105)
            seed = widgets.whole_number(f"{prefix}_data_seed", "Their seed", 0, 0, MOST_SEED, width=105)
            data = made_up(name, points, seed)
        if data is not None and data.inputs.shape[1] <= MOST_INPUTS and data.observed.shape[1] <= MOST_OUTPUTS:
            own_rows.edit_rows(prefix, key, OWN, data)
        scaling = widgets.selection(f"{prefix}_scaling", "Numbers", SCALINGS, width=175, help=WHY_STANDARDISE)
        one_in = "none"
        if may_hold_out:
            one_in = widgets.selection(f"{prefix}_held_out", "Held out", list(HELD_OUT), width=175, help=WHY_HELD_OUT)
    return Wanted(data, scaling, HELD_OUT[one_in])


@shared
def made_up(name, points, seed):
    """The Data of a set that is drawn by chance."""
    return DATASETS[name](points, seed)


def training_and_held_out(prefix, asked, say):
    """What was Wanted, with the learner's own rows drawn where these are: (Data to train on, Data held out or None).

    Numbers are scaled by those that are trained on alone: the others must not have been looked at.

    say  writes in words what the data are
    """
    if asked.data is None:
        with st.expander("Your rows: type them, paste them, or take a file", expanded=True, icon=":material/table:"):
            data = own_rows.rows(prefix, next(iter(DATASETS.values())))
    else:
        own_rows.no_rows(prefix)
        data = asked.data
    training, held_out = parted(data, asked.one_in) if asked.one_in else (data, None)
    if asked.one_in and held_out is None:
        st.caption(f"Of {counted(len(data), 'observation')} 1 in {asked.one_in} is none: all are trained on.")
    said = [counted(len(training), "observation")]
    said += [f"{len(held_out):,} held out"] if held_out else []
    if asked.scaling != SCALINGS[0]:
        scales, output = scales_of(training), asked.scaling == SCALINGS[2] and not data.classes
        st.caption(in_words(data, scales, output, held_out))
        said += [SCALINGS[2 if output else 1]]
        training = standardised(training, scales, output)
        held_out = held_out if held_out is None else standardised(held_out, scales, output)
    say(", ".join(said))
    return training, held_out


def in_words(data, scales, output, held_out):
    """What standardising did to each column, said with its numbers."""
    done = list(zip(data.names, scales, strict=True))[: None if output else data.inputs.shape[1]]
    arrows = len(done) <= IN_ARROWS
    columns = [
        f"{f'{name} → ' if arrows else ''}({name} {'+' if mean < 0 else '−'} {number(abs(mean))}) / {number(spread)}"
        for name, (mean, spread) in done
    ]
    by = ", by the mean and the standard deviation of what is trained on" if held_out else ""
    classes = " The classes stay 0 and 1." if data.classes else ""
    return f"Standardised{by}: {'; '.join(columns)}.{classes}"
