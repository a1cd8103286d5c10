"""What is chosen on the page of any loss and any Activation Function, and the Experiment that it is."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from backprop.activation import Activation
from backprop.activations import SIGMOID
from backprop.any_chains import any_chains
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA, HEIGHT_DATA, PASSED_DATA
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS, MAZUR
from backprop.loss import Loss
from backprop.losses import CROSS_ENTROPY
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.controls import presets
from pages.parts.experiment import runs

KEY = "any_loss"
PASSED, DOSAGE, HEIGHT, OF_MAZUR = "0 or 1", "Dosage", "Weight and height", "Mazur 2-2-2"
DATA = {PASSED: PASSED_DATA, DOSAGE: DOSAGE_DATA, HEIGHT: HEIGHT_DATA, OF_MAZUR: MAZUR.data}
FLAT, HIDDEN = "one layer", "one hidden layer"
STARTS = {  # where each begins, on no corner of a ReLU: the name in its keys, nodes, parameters, the one looked at
    (PASSED, FLAT): ("passed", (1, 1), (-2.0, 1.0), "w1"),
    (PASSED, HIDDEN): ("passed_hidden", (1, 2, 1), (2.0, -3.0, -1.0, 1.5, -1.5, 1.0, -1.0), "w1"),
    (DOSAGE, FLAT): ("dosage", (1, 1), (1.0, 0.25), "w1"),
    (DOSAGE, HIDDEN): ("dosage_hidden", (1, 2, 1), MAIN_IDEAS.experiment.start, "w1"),
    (HEIGHT, FLAT): ("height", (1, 1), (1.0, 0.0), "w1"),
    (HEIGHT, HIDDEN): ("height_hidden", (1, 2, 1), (1.0, -1.0, -1.0, 1.0, 0.8, -0.5, 1.0), "w1"),
    (OF_MAZUR, FLAT): ("mazur", (2, 2), MAZUR.start[:6], "w1"),
    (OF_MAZUR, HIDDEN): ("mazur_hidden", (2, 2, 2), MAZUR.start, "w1"),
}
OWN_RATE = 0.1


@dataclass(frozen=True, eq=False)
class Setup:
    """What the learner has set.

    data       all observations, and `looked_at` those whose Derivative is written out: all, or one of them
    start      (P,) the weights and biases
    parameter  whose Derivative is written out
    change     what is then chosen otherwise, "loss", "output" or "hidden", and to what
    rate       the Learning Rate of the runs
    """

    data: Data
    looked_at: Data
    network: Network
    loss: Loss
    start: np.ndarray
    parameter: str
    change: tuple[str, Loss | Activation]
    rate: float

    @property
    def changed(self):
        """The same with the one change made."""
        what, to = self.change
        if what == "loss":
            return replace(self, loss=to)
        return replace(self, network=replace(self.network, **{what: to}))


def experiment_of(setup, data=None, **options):
    """The Setup as an Experiment; where it is refused, why: a sentence."""
    data, (low, high) = data or setup.looked_at, setup.loss.takes_observed
    for name, column in zip(data.names[-data.observed.shape[1] :], data.observed.T, strict=True):
        outside = column[setup.loss.refused(column)]
        if outside.size:
            takes = f"the {setup.loss.name} takes Observed values from {number(low)} to {number(high)} alone"
            return f"{takes}, and here is a {name} of {number(outside[0])}."
    try:
        return Experiment(setup.network, data, setup.start, loss=setup.loss, **options)
    except ValueError as refusal:
        return str(refusal)


def refused(sentence, setup, key):
    """Say in one sentence what is refused, and offer what would do; nothing that the learner set is changed."""
    st.warning(f"Refused, and nothing of yours is changed: {sentence}", icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        if not CROSS_ENTROPY.suits(setup.network.output):
            presets.preset("Take sigmoid for the output", {f"{KEY}_output": SIGMOID.name}, key=key)
        if CROSS_ENTROPY.refused(setup.data.observed).any():
            presets.preset("Take the data 0 or 1", {f"{KEY}_data": PASSED}, key=key)


def chains_at_start(experiment, name):
    """The Chains for one parameter at an Experiment's start: one for each output that it moves."""
    return any_chains(experiment.network, experiment.start, experiment.data, name, experiment.loss)


def backward_of(experiment):
    return backward(experiment.network, experiment.start, experiment.data, experiment.loss)


def run(setup, steps, optimised=None, **changed):
    """The Trace of a descent from the learner's start over all the data; where the core refuses it, its sentence."""
    setup = replace(setup, **changed)
    optimiser = GradientDescent(setup.rate)
    experiment = experiment_of(setup, setup.data, optimised=optimised, optimiser=optimiser, steps=steps)
    return experiment if isinstance(experiment, str) else runs.trace_of(experiment)[0]
