"""The main lesson's own run, and what other values of its parameters would give."""

from dataclasses import replace
from functools import partial

from backprop.lessons import MAIN_IDEAS
from backprop.losses import ssr
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from pages.parts.experiment.runs import trace_of
from pages.parts.experiment.starts import start_with

OWN = MAIN_IDEAS.experiment
NETWORK, DATA, START = OWN.network, OWN.data, OWN.start
PLACE = NETWORK.place
changed = partial(start_with, OWN)  # its weights and biases with some of them changed


def predicted(parameters, data=DATA):
    return forward(NETWORK, parameters, data.inputs).predicted


def ssr_at(parameters):
    return float(ssr(DATA.observed, predicted(parameters)))


def best_of(*names):
    """The exact minimum (P,) of the SSR along some parameters."""
    return exact_minimum(replace(OWN, optimised=names))


def at_rate(rate, steps=OWN.steps, **options):
    """The video's run at another Learning Rate: (Trace, Verdict)."""
    return trace_of(replace(OWN, optimiser=GradientDescent(rate), steps=steps, **options))
