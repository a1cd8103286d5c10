"""Gradient Descent: from the start, again and again, New = Old − Step Size.

`plain_descent` is the version to read, `gradient_descent` the one that runs: it does the very same much faster (see
`in_place.py`, a test holds the two equal) and keeps every number on the way in a `Trace`. `sweep` does one Experiment
many times at once, with other Learning Rates or other starts.
"""

from backprop.data import of_kind
from backprop.experiment import Experiment, Trace
from backprop.in_place import descend
from backprop.passes import backward
from backprop.sweep import sweep

__all__ = ["Experiment", "Trace", "descend", "gradient_descent", "plain_descent", "sweep"]


def plain_descent(experiment):
    """The Experiment's run, to be read: yields (parameters, derivatives, step_sizes), each (P,), for steps 0 … S.

    A Derivative is of all observations, or of those of this step's batch; `decays` are 0 where no weight decays.
    It goes on where numbers grow too large for a computer; `gradient_descent` ends there, and says so.

    Raises ValueError where it is no Experiment.
    """
    of_kind(experiment, Experiment, "experiment", "an Experiment, like Experiment(network, data, start)")
    network, loss, rule = experiment.network, experiment.loss, experiment.optimiser
    old, memory = experiment.start, rule.memory
    for data in experiment.batches():  # all observations for each step, or some
        derivatives = backward(network, old, data, loss).derivatives
        step_sizes, memory = rule.step(derivatives + experiment.decays * old, memory)
        step_sizes = step_sizes * experiment.moves  # 0 for a parameter that is not optimised
        yield old, derivatives, step_sizes
        old = old - step_sizes  # New = Old − Step Size


def gradient_descent(experiment, record=None):
    """Run the Experiment; returns its Trace.

    record  which steps to keep, see `steps_to_keep`; None keeps all

    Raises ValueError where it is no Experiment, or the record would exceed 256 MiB (naming the largest number of steps
    that fits).
    """
    of_kind(experiment, Experiment, "experiment", "an Experiment, like Experiment(network, data, start)")
    for trace in descend(experiment, record):
        pass
    return trace
