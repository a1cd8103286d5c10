"""A step in which the parameters take turns: not Gradient Descent, but often taken for it."""

import numpy as np

from backprop.passes import backward


def in_turn(experiment, orders=None):
    """One step in which the parameters are updated one after the other, each already seeing those before it new.

    orders  (..., m) names in the order of their turns; None for all that are optimised, as they stand in the network
    Returns (..., m + 1, P): the start, then the parameters after each turn.

    Each turn is a pass backward of its own, because the Derivative is wanted where the turns before have led.
    """
    network, rate = experiment.network, experiment.optimiser.learning_rate
    orders = np.array(experiment.optimised if orders is None else orders, dtype=str)
    places = np.vectorize(network.place, otypes=[int])(orders)
    rows = np.empty((*orders.shape[:-1], orders.shape[-1] + 1, network.parameter_count))
    rows[..., 0, :] = experiment.start
    with np.errstate(all="ignore"):
        for turn in range(orders.shape[-1]):
            old, new, place = rows[..., turn, :], rows[..., turn + 1, :], places[..., turn, None]
            derivatives = backward(network, old, experiment.data, experiment.loss).derivatives
            new[...] = old
            step = np.take_along_axis(derivatives, place, axis=-1) * rate
            np.put_along_axis(new, place, np.take_along_axis(old, place, axis=-1) - step, axis=-1)
    return rows
