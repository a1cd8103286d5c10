"""What the steps lead down: the loss, and, where weights decay, half the weight decay × Σ weight² besides."""

from dataclasses import replace

import numpy as np

from backprop.written.numerals import number


def goal_name(experiment):
    """The goal's name: the loss's, and what weight decay adds to it."""
    decay = f" + {number(experiment.weight_decay / 2)} × Σ weight²" if experiment.decaying else ""
    return experiment.loss.called + decay


def decay_of(experiment, parameters):
    """(what weight decay adds to the loss (...), what it adds to each Derivative (..., P)) at parameters (..., P)."""
    with np.errstate(all="ignore"):  # of runs that have diverged
        slopes = experiment.decays * parameters
        return (slopes * parameters).sum(axis=-1) / 2, slopes


def of_goal(trace):
    """The Trace with the goal's value for its loss, and the goal's Derivatives; itself where no weight decays."""
    if not trace.experiment.decaying:
        return trace
    more, slopes = decay_of(trace.experiment, trace.parameters)
    return replace(trace, loss=trace.loss + more, derivatives=trace.derivatives + slopes)
