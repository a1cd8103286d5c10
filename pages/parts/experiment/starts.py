"""Where a run starts, with some of its weights and biases changed."""

import numpy as np


def start_with(experiment, **values):
    """An Experiment's start (P,) with some of its weights and biases changed."""
    start = np.array(experiment.start)
    for name, value in values.items():
        start[experiment.network.place(name)] = value
    return start
