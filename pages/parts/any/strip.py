"""What the learner sets on any network's page: data, network and training, and what is said where they cannot be."""

import numpy as np
import streamlit as st

from backprop.activations import ACTIVATIONS
from backprop.experiment import Experiment
from backprop.losses import LOSSES, SSR
from backprop.network import random_start
from backprop.optimisers import OPTIMISERS, Adam
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, presets, visit, widgets
from pages.parts.experiment import chooser, observations

MOST_WORK = 1.5e11  # steps × observations × parameters, and their like: a minute or two


def experiment(prefix):
    """The groups of controls: data, network and training; returns the Experiment, None where it cannot be run."""
    columns = chooser.groups()
    network, data, held_out = chooser.network_and_data(columns, prefix, "noisy sine", may_hold_out=True)
    with chooser.group(columns[2], "Training") as say:
        rate = widgets.number(f"{prefix}_learning_rate", "Learning Rate", 0.01, *widgets.RATES, step=0.01, width=110)
        steps = widgets.whole_number(f"{prefix}_steps", "Steps", 500, 0, widgets.MOST_STEPS, width=90)
        with number_field.folded(st.popover, "Rule, loss, start"):
            rules = {rule.name: rule for rule in OPTIMISERS}
            rule = widgets.selection(f"{prefix}_optimiser", "Optimiser", list(rules), Adam.name, width=175)
            losses = {loss.name: loss for loss in LOSSES}
            loss = widgets.selection(f"{prefix}_loss", "Loss", list(losses), width=235)
            seed = widgets.whole_number(
                f"{prefix}_seed", "Seed of the start", 1, 0, observations.MOST_SEED, width=140, help=WHY_SEED
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
                loss=losses[loss],
                optimiser=rules[rule](rate),
                steps=steps,
            ),
        )
    except ValueError as refused:
        refusal(prefix, data, losses[loss], network.output, refused)
        return None


WHY_SEED = (
    "The weights start at random, between limits that suit each layer, the biases at 0. The same seed gives the same "
    "start everywhere; try another where a run gets stuck."
)


def refusal(prefix, data, loss, output, refused):
    """Why an Experiment with this Loss and this Activation of the output cannot be run, and the ways out."""
    outside, use_ssr = np.flatnonzero(loss.refused(data.observed)[:, 0]), {f"Use the {SSR.name}": {"loss": SSR.name}}
    if outside.size:
        (low, high), row = map(number, loss.takes_observed), outside[0]
        said = (
            f"{loss.name.capitalize()} {loss.asks}, so every Observed must lie in {low} … {high}; in row {row + 1} "
            f"{data.names[-1]} is {number(data.observed[row, 0])}."
        )
        ways = use_ssr
    elif not loss.suits(output):
        suiting, (low, high) = next(filter(loss.suits, ACTIVATIONS)).name, map(number, loss.takes_predicted)
        said = (
            f"{loss.name.capitalize()} needs a Predicted that stays between {low} and {high}: {output.name} does not, "
            f"{suiting} does."
        )
        ways = {f"Bend the output by {suiting}": {"output": suiting}, **use_ssr}
    else:
        said = str(refused)
        ways = {
            "Standardise all columns": {"scaling": observations.SCALINGS[2]},
            "Learning Rate 0.001": {"learning_rate": 0.001},
        }
    st.error(said, icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        for label, values in ways.items():
            presets.preset(label, {f"{prefix}_{key}": value for key, value in values.items()})
