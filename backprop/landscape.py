"""The SSR as a landscape: how it rises and falls when one parameter is moved, or two, and the others stay."""

import numpy as np

from backprop.data import finite_array
from backprop.losses import ssr
from backprop.passes import backward, forward

BLOCK = 98_304  # numbers worked on at once: few enough that their arrays stay in the processor's cache


def ssr_along(network, data, parameters, name, values):
    """The SSR for each value of one parameter, the others as they are: values (V,) -> (V,).

    Raises ValueError for an unknown name or values that are not finite.
    """
    values = finite_array(values, "values", axes=(1,))
    rows = np.repeat(np.asarray(parameters, dtype=float)[None], len(values), axis=0)
    rows[:, network.place(name)] = values
    with np.errstate(all="ignore"):
        return ssr(data.observed, forward(network, rows, data.inputs).predicted)


def ssr_after_step(experiment, learning_rates):
    """The SSR after the Experiment's first step, had it each of these Learning Rates: (K,) -> (K,).

    All of these steps go the same way, downhill along the start's derivatives; only their length differs.

    Raises ValueError for learning_rates that are not finite.
    """
    rates = finite_array(learning_rates, "learning_rates", axes=(1,))
    network, data = experiment.network, experiment.data
    derivatives = backward(network, experiment.start, data, experiment.loss).derivatives * experiment.moves
    with np.errstate(all="ignore"):
        rows = experiment.start - rates[:, None] * derivatives
        return ssr(data.observed, forward(network, rows, data.inputs).predicted)


def ssr_across(network, data, parameters, names, values):
    """The SSR for each pair of values of two parameters: values ((V1,), (V2,)) -> (V1, V2).

    Only what depends on a parameter is computed once for each of its values: a node that neither of the two reaches is
    one number, one that the first reaches is a column, and only where both meet is it the whole map.

    Raises ValueError for unknown or equal names, or values that are not finite.
    """
    first, second = (network.place(name) for name in names)
    if first == second:
        raise ValueError(f"names must be two different parameters, not {names[0]!r} twice.")
    down = finite_array(values[0], "values", axes=(1,))
    across = finite_array(values[1], "values", axes=(1,))
    surface = np.empty((len(down), len(across)))
    rows = max(1, BLOCK // (len(across) * len(data)))
    with np.errstate(all="ignore"):
        for top in range(0, len(down), rows):
            flat = [float(value) for value in parameters]
            flat[first], flat[second] = down[top : top + rows, None], across[None, :]
            predicted = nodes_of_last_layer(network, iter(flat), data.inputs)
            block = surface[top : top + rows]
            block[...] = 0.0
            for observed, of_node in zip(data.observed.T, predicted, strict=True):
                residual = observed[:, None, None] - of_node
                block += np.einsum("nij,nij->ij", residual, residual)
    return surface


def nodes_of_last_layer(network, parameters, inputs):
    """Each output node's values, a list of (n, 1 or V1, 1 or V2): as small as what it depends on allows.

    `parameters` is an iterator over the flat row, each a number, a column (V1, 1) or a row (1, V2).
    """
    y = [column[:, None, None] for column in inputs.T]
    for (nodes, columns), activation in zip(network.shapes, network.activations, strict=True):
        before, y = y, []
        for _ in range(nodes):
            x = 0.0
            for came_in in before:
                x = x + next(parameters) * came_in
            y.append(activation.curve(x + next(parameters)))
    return y


def finite_difference(network, data, parameters, name, h):
    """The derivative of the SSR for one parameter without the Chain Rule: move it by h both ways and see what happens.

    (SSR(value + h) − SSR(value − h)) / 2h, for h a number or (H,), above 0; the shape is that of h. Exact where the SSR
    is a parabola in this parameter; elsewhere the nearer h comes to 0 the better, until the two SSR agree in so many
    digits that rounding is all that their difference still holds.

    Raises ValueError for an unknown name, or an h that is not a finite number above 0.
    """
    h = finite_array(h, "h", axes=(0, 1))
    if (h <= 0).any():
        raise ValueError(f"h must be above 0, not {h.min()}.")
    value, nudges = parameters[network.place(name)], np.atleast_1d(h)
    above = ssr_along(network, data, parameters, name, value + nudges)
    below = ssr_along(network, data, parameters, name, value - nudges)
    return ((above - below) / (2 * nudges)).reshape(h.shape)
