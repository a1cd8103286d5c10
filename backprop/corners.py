"""A network of ReLUs is made of straight pieces: where it bends, where it is above 0, and its slopes at a corner."""

from dataclasses import replace
from functools import cache

import numpy as np

from backprop.landscape import ssr_along
from backprop.passes import forward


def bends(network, parameters, low, high):
    """(B,) the inputs from `low` to `high` at which what a network of one input predicts may bend, with both ends.

    Between two of them all that goes into a node is a straight line, so a node is at its corner where that line crosses
    it. ValueError: an Activation Function that bends all the way, like softplus.
    """
    at = np.array([low, high], dtype=float)
    for layer, activation in enumerate(network.activations):
        if activation.corner is None and np.ptp(activation.derivative(at, activation.curve(at))) > 0:
            raise ValueError(f"activation must be made of straight pieces, not {activation}.")
        if activation.corner is not None:
            away = forward(network, parameters, at).layers[layer].x - activation.corner
            before, after = away[:-1], away[1:]
            piece, _ = crossing = np.nonzero(before * after < 0)
            part = before[crossing] / (before[crossing] - after[crossing])
            at = np.union1d(at, at[piece] + part * (at[piece + 1] - at[piece]))
    return at


def above_zero(network, parameters, low, high):
    """Where, from `low` to `high`, the one output of such a network is above 0: [(from, to), …], in their order."""
    at = bends(network, parameters, low, high)
    found = []
    for start, end in zip(at[:-1].tolist(), at[1:].tolist(), strict=True):
        middle = forward(network, parameters, np.array([(start + end) / 2])).predicted[0, 0]
        if middle > 0 and found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        elif middle > 0:
            found.append((start, end))
    return found


@cache
def with_slope_at_corner(activation, slope):
    """An Activation with another number for its derivative at its corner; a smooth one as it is."""
    if activation.corner is None:
        return activation

    def derivative(x, y):
        return np.where(x == activation.corner, slope, activation.derivative(x, y))

    def in_place(x, y, dy_dx):
        calls = activation.in_place(x, y, dy_dx)
        return [*calls, lambda: np.copyto(dy_dx, slope, where=x == activation.corner)]

    return replace(activation, derivative=derivative, in_place=in_place)


def with_slope_at_corners(network, slope):
    """A Network with this number for the derivative at every corner of its nodes."""
    hidden, output = (with_slope_at_corner(each, float(slope)) for each in (network.hidden, network.output))
    return replace(network, hidden=hidden, output=output)


def one_sided_differences(network, data, parameters, name, h):
    """How fast the SSR rises along one parameter just left and just right of where it is: (left, right), by moving it
    down and up by h. At a corner the two differ, and neither is the slope to both sides."""
    here = float(parameters[network.place(name)])
    below, at, above = ssr_along(network, data, parameters, name, [here - h, here, here + h])
    return float(at - below) / h, float(above - at) / h
