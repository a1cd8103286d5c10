"""The controls of the three flowers' network: b3 to slide, and all its other weights and biases."""

import numpy as np
import streamlit as st

from backprop.series import PART_6
from pages.parts.controls import number_field, widgets
from pages.parts.controls.presets import preset

PREFIX = "cross_entropy"
OUTPUT_BIASES = ("b3", "b4", "b5")
REACH = 3.0  # of the slider, either side of 0


def parameters():
    """The network's weights and biases (15,): the biases of the outputs in a row, all others folded away."""
    names, start = PART_6.experiment.network.parameter_names, PART_6.experiment.start
    row = dict(zip(names, start.tolist(), strict=True))
    keys = {name: f"{PREFIX}_{name}" for name in names}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, of in zip(OUTPUT_BIASES, PART_6.experiment.data.classes, strict=True):
            row[name] = widgets.number(keys[name], f"{name}, {of}", row[name], width=112)
            if name == "b3":
                widgets.slid(keys[name], f"{PREFIX}_slid", "Slide b3", row[name], -REACH, REACH)
        others = [name for name in names if name not in OUTPUT_BIASES]
        with number_field.folded(st.popover, "Weights, b1, b2", icon=":material/tune:", key=f"{PREFIX}_others"):
            for name in others:
                row[name] = widgets.number(keys[name], name, row[name], width="stretch")
        preset("As in the video", dict.fromkeys(keys.values()), icon=":material/replay:")
    return np.array([*row.values()])
