"""Gradient Descent: from the start, again and again, New = Old − Step Size, and every number on the way is kept.

An `Experiment` says what to do, `gradient_descent` does it and returns a `Trace`; `sweep` does one experiment many
times at once, with other Learning Rates or other starts.
"""

from backprop.experiment import Experiment, Trace
from backprop.in_place import descend
from backprop.sweep import sweep

__all__ = ["Experiment", "Trace", "descend", "gradient_descent", "sweep"]


def gradient_descent(experiment, record=None):
    """Run the Experiment; returns its Trace.

    record  which steps to keep, see `steps_to_keep`; None keeps all
    Raises ValueError where the record would exceed 256 MiB (naming the largest number of steps that fits).
    """
    for trace in descend(experiment, record):
        pass
    return trace
