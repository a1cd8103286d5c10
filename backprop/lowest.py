"""Where the lowest loss lies, for the problems that let it be computed: a bowl, or a logistic regression.

Where the output's x is a straight line in the optimised parameters (b3 alone, say, or w3, w4 and b3 together) and
the loss is convex in that x, there is one lowest level and nothing hides behind a rise. A quadratic loss makes a bowl,
(`bowl.py`); Cross Entropy behind a sigmoid or SoftMax has its own minimum, unless it goes down for ever
(`logistic.py`).
"""

from backprop.bowl import bowl, nearest, straight
from backprop.logistic import Logistic, is_logistic, logistic
from backprop.passes import forward


def convex(experiment):
    """Whether an Experiment's loss is convex in what is optimised: where it is level, there is no lower place."""
    return bowl(experiment) is not None or (is_logistic(experiment) and straight(experiment) is not None)


def lowest(experiment):
    """The Bowl or Logistic of an Experiment; None where its lowest loss cannot be computed."""
    return bowl(experiment) or logistic(experiment)


def excess(trace, shape):
    """(rows,) what the loss of a Trace could still lose: what it has above its least where that is known, else all.

    shape  what `lowest` gives for the Trace's Experiment
    """
    return trace.loss if shape is None else shape.excess(trace)


def exact_minimum(experiment):
    """(P,) the parameters at the minimum nearest to the start; None where it cannot be computed.

    A value that is no more than what rounding leaves of 0 is 0.
    """
    shape = lowest(experiment)
    if shape is None:
        return None
    minimum = experiment.start.copy()
    if isinstance(shape, Logistic):
        minimum[shape.moving] = shape.best
        return minimum
    predicted = forward(experiment.network, experiment.start, experiment.data.inputs).predicted
    minimum[experiment.moves > 0] = nearest(shape, experiment, experiment.start, experiment.data.observed - predicted)
    return minimum
