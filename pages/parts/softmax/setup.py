"""The raw outputs that the learner sets: Part 5's to begin with, and one of them to be moved."""

import streamlit as st

from backprop.passes import forward
from backprop.series import PART_5
from pages.parts.controls import presets, widgets

KEY = "softmax"
NETWORK, FITTED = PART_5.experiment.network, PART_5.experiment.start
SPECIES = PART_5.experiment.data.classes
FLOWER = PART_5.shown["inputs"]
KEYS = [f"{KEY}_{name.lower()}" for name in SPECIES]
REACH = 6.0  # of the slider and of the pictures, either side of 0


def outputs_at(parameters, flower):
    """The raw outputs (3,) of the irises' network at Petal Width and Sepal Width, without the last bits of a sum."""
    return forward(NETWORK, parameters, [flower]).predicted[0].round(10)


RAW = outputs_at(FITTED, FLOWER)
TYPED = [*PART_5.shown["raw"]]  # what whoever copies the video's own numbers types


def set_up():
    """The three raw outputs, and which of them is moved: ([float], its place)."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        raw = [widgets.number(key, f"Raw {name}", value) for key, name, value in zip(KEYS, SPECIES, RAW, strict=True)]
        moved = SPECIES.index(widgets.choice(f"{KEY}_moved", "The one that moves", SPECIES))
        widgets.slid(KEYS[moved], f"{KEY}_slid", f"Move Raw {SPECIES[moved]}", raw[moved], -REACH, REACH)
        presets.preset("Part 5's", dict.fromkeys(KEYS), icon=":material/replay:")
    return raw, moved


def is_like(raw, other):
    """Whether raw outputs are these others, but for rounding."""
    return max(abs(one - two) for one, two in zip(raw, other, strict=True)) < 1e-9
