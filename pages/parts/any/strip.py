"""What the learner sets on any network's page: data, network and training, and what is said where they cannot be."""

import numpy as np
import streamlit as st

from backprop.activations import OUTPUTS
from backprop.experiment import Experiment
from backprop.losses import SSR
from backprop.written.numerals import counted, number
from pages.parts.any import start, training_controls
from pages.parts.controls import number_field, presets, visit
from pages.parts.controls.try_next import numbers
from pages.parts.experiment import bends, chooser, observations

MOST_WORK = 1.5e11  # steps × observations × parameters, and their like: a minute or two


def experiment(prefix):
    """The groups of controls: data, network and training.

    Returns (the Experiment, None where it cannot be run; the Data that are held out, None where none are).
    """
    columns, below = chooser.groups(), st.container()
    network, data, held_out = chooser.network_and_data(columns, prefix, "noisy sine", may_hold_out=True)
    with chooser.group(columns[2], "Training") as say:
        rules = training_controls.rules(prefix, data)
        with rules.folds, number_field.folded(st.popover, "Start"):
            begun = start.start(prefix, network, below)
        say(f"{rules.said}, {begun.said}")
    options = rules.options | {"optimised": begun.optimised}
    if too_much(network, data, rules.options):
        return None, held_out
    moved = network.parameter_names if begun.optimised is None else begun.optimised
    made = (network, data.inputs.tobytes(), data.observed.tobytes(), data.names, begun.row.tobytes(), moved)
    made += tuple(rules.options.values())
    try:  # it looks at the whole data once to see that the start is sound: not at every rerun
        wanted = visit.kept(f"{prefix}_experiment", made, lambda: Experiment(network, data, begun.row, **options))
    except ValueError as refused:
        refusal(prefix, data, rules.options["loss"], network.output, refused)
        wanted = None
    return wanted, held_out


def too_much(network, data, options):
    """Whether a run is too much work, which is then said, with how many steps it can be."""
    a_row = network.parameter_count + 20 * sum(network.nodes)
    steps, batch = options["steps"], options["batch"] or len(data)
    work = steps * batch * a_row
    if work > MOST_WORK:
        most = counted(int(steps * MOST_WORK / work), "step")
        st.error(
            "That is too much work for a page that others use as well: with this network and "
            f"{counted(batch, 'observation')} a step it can be at most {most}.",
            icon=":material/block:",
        )
    return work > MOST_WORK


def refusal(prefix, data, loss, output, refused):
    """Why an Experiment with this Loss and this Activation of the output cannot be run, and the ways out."""
    loss_key, output_key = training_controls.loss_key(prefix, data), bends.key_of_kind(f"{prefix}_output", data)
    use_ssr = {f"Use the {SSR.name}": {loss_key: SSR.name}}
    low, high = map(number, loss.takes_observed)
    outside = np.argwhere(loss.refused(data.observed))
    outputs = data.names[-data.observed.shape[1] :]
    if outside.size and loss.shares:
        row = outside[0][0]
        said = (
            f"{loss.name.capitalize()} {loss.asks}, so the Observed of each row must lie in {low} … {high} and add up "
            f"to 1; in row {row + 1} they are {numbers(data.observed[row])}."
        )
        ways = use_ssr
    elif outside.size:
        row, column = outside[0]
        said = (
            f"{loss.name.capitalize()} {loss.asks}, so every Observed must lie in {low} … {high}; in row {row + 1} "
            f"{outputs[column]} is {number(data.observed[row, column])}."
        )
        ways = use_ssr
    elif not loss.suits(output):
        fitting = loss.joined[0].output if loss.joined else next(filter(loss.suits, OUTPUTS))
        low, high = map(number, loss.takes_predicted)
        said = (
            f"{loss.name.capitalize()} needs a Predicted that stays between {low} and {high}: {output.name} does not, "
            f"{fitting.name} does."
        )
        ways = {f"Bend the output by {fitting.name}": {output_key: fitting.name}, **use_ssr}
    else:
        said = str(refused)
        ways = {
            "Standardise all columns": {f"{prefix}_scaling": observations.SCALINGS[2]},
            "Learning Rate 0.001": {f"{prefix}_learning_rate": 0.001},
        }
    st.error(said, icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        for label, values in ways.items():
            presets.preset(label, values)
