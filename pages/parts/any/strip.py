"""What the learner sets on any network's page: data, network and training, and what is said where they cannot be."""

import numpy as np
import streamlit as st

from backprop.experiment import Experiment
from backprop.losses import LOSSES
from backprop.network import random_start
from backprop.optimisers import OPTIMISERS
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, presets, visit, widgets
from pages.parts.experiment import chooser

MOST_WORK = 1.5e11  # steps × observations × parameters, and their like: a minute or two


def experiment(prefix):
    """The groups of controls: data, network and training; returns the Experiment, None where it cannot be run."""
    columns = chooser.groups()
    network, data = chooser.network_and_data(columns, prefix, "noisy sine")
    with chooser.group(columns[2], "Training") as say:
        rate = widgets.number(f"{prefix}_learning_rate", "Learning Rate", 0.01, *widgets.RATES, step=0.01, width=110)
        steps = widgets.whole_number(f"{prefix}_steps", "Steps", 500, 0, widgets.MOST_STEPS, width=90)
        with number_field.folded(st.popover, "Rule, loss, start"):
            rules = [rule.name for rule in OPTIMISERS]
            rule = widgets.selection(f"{prefix}_optimiser", "Optimiser", rules, "Adam", width=175)
            losses = [loss.name for loss in LOSSES]
            loss = widgets.selection(f"{prefix}_loss", "Loss", losses, width=235)
            seed = widgets.whole_number(
                f"{prefix}_seed", "Seed of the start", 1, 0, chooser.MOST_SEED, width=140, help=WHY_SEED
            )
        say(f"{rule}, {loss}, from seed {seed}")
    work = steps * len(data) * (network.parameter_count + 20 * sum(network.nodes))
    if work > MOST_WORK:
        st.error(
            "That is too much work for a page that others use as well: with this network and "
            f"{counted(len(data), 'observation')} it can be at most {counted(int(steps * MOST_WORK / work), 'step')}.",
            icon=":material/block:",
        )
        return None
    made = (network, data.inputs.tobytes(), data.observed.tobytes(), data.names, seed, loss, rule, rate, steps)
    try:  # it looks at the whole data once to see that the start is sound: not at every rerun
        return visit.kept(
            f"{prefix}_experiment",
            made,
            lambda: Experiment(
                network,
                data,
                random_start(network, seed),
                loss=LOSSES[losses.index(loss)],
                optimiser=OPTIMISERS[rules.index(rule)](rate),
                steps=steps,
            ),
        )
    except ValueError as refused:
        refusal(prefix, data, loss, network.output.name, refused)
        return None


WHY_SEED = (
    "The weights start at random, between limits that suit each layer, the biases at 0. The same seed gives the same "
    "start everywhere; try another where a run gets stuck."
)


def refusal(prefix, data, loss, output, refused):
    """Why an Experiment cannot be run, in a sentence, and the way out where there is one."""
    said = str(refused)
    outside = np.flatnonzero((data.observed[:, 0] < 0) | (data.observed[:, 0] > 1))
    if loss == "cross-entropy" and outside.size:
        row = outside[0]
        said = (
            f"Cross-entropy asks how probable a 1 was, so every Observed must lie in 0 … 1; in row {row + 1} "
            f"{data.names[-1]} is {number(data.observed[row, 0])}."
        )
    elif loss == "cross-entropy" and output != "sigmoid":
        said = f"Cross-entropy needs a Predicted that stays between 0 and 1: {output} does not, sigmoid does."
    st.error(said, icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        if loss == "cross-entropy" and not outside.size:
            presets.preset("Bend the output by sigmoid", {f"{prefix}_output": "sigmoid"})
        if loss == "cross-entropy":
            presets.preset("Use the SSR", {f"{prefix}_loss": "SSR"})
        else:
            presets.preset("Standardise all columns", {f"{prefix}_scaling": chooser.SCALINGS[2]})
            presets.preset("Learning Rate 0.001", {f"{prefix}_learning_rate": 0.001})
