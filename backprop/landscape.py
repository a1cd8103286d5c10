"""The SSR as a landscape: how it rises and falls when one parameter is moved, or two, and the others stay."""

import math

import numpy as np

from backprop.data import finite_array
from backprop.losses import SSR, ssr
from backprop.passes import backward, forward

BLOCK = 98_304  # numbers worked on at once: few enough that their arrays stay in the processor's cache


def ssr_along(network, data, parameters, name, values, loss=SSR):
    """The SSR, or another loss, for each value of one parameter, the others as they are: values (V,) -> (V,).

    Raises ValueError for an unknown name or values that are not finite.
    """
    values = finite_array(values, "values", axes=(1,))
    rows = np.repeat(np.asarray(parameters, dtype=float)[None], len(values), axis=0)
    rows[:, network.place(name)] = values
    return loss_at(network, data, rows, loss)


def loss_at(network, data, parameters, loss=SSR):
    """A loss at many places: parameters (..., P) -> (...)."""
    with np.errstate(all="ignore"):
        passed = forward(network, parameters, data.inputs)
        return loss.at(network.output, data.observed, passed.layers[-1].x, passed.predicted)


def ssr_along_each(network, data, parameters, name, values, loss=SSR):
    """The same for many places at once: parameters (F, P), values (V,) or for each of them (F, V) -> (F, V).

    A run may lead anywhere: where a value is not finite, nor is its SSR. Raises ValueError for an unknown name.
    """
    place, values = network.place(name), np.broadcast_to(values, (len(parameters), np.shape(values)[-1]))
    found = np.empty(values.shape)
    at_once = max(1, BLOCK // (values.shape[1] * len(data)))
    for first in range(0, len(parameters), at_once):
        some = slice(first, first + at_once)
        rows = np.repeat(parameters[some, None], values.shape[1], axis=1)
        rows[..., place] = values[some]
        found[some] = loss_at(network, data, rows, loss)
    return found


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


def longest_step_down(experiment, most=1e3):
    """The Learning Rate up to which the Experiment's first step lowers the SSR: there it is that of the start again.

    Looked for from a millionth to `most`, a float; None where no step in between leads up.
    """
    rates = np.concatenate([[0.0], np.geomspace(1e-6, most, 2000)])
    for _ in range(4):  # each look is fifty times as close as the one before
        after = ssr_after_step(experiment, rates)
        up = np.flatnonzero(~(after[1:] < after[0])) + 1  # what has overflowed is no step down
        if not up.size:
            return None
        below, above = rates[up[0] - 1], rates[up[0]]
        rates = np.concatenate([[0.0], np.linspace(below, above, 51)[1:]])
    return float(above)


def ssr_across(network, data, parameters, names, values):
    """The SSR for each pair of values of two parameters: values ((V1,), (V2,)) -> (V1, V2).

    Only what depends on a parameter is computed once for each of its values: a node that neither of the two reaches is
    one number, one that the first reaches is a column, and only where both meet is it the whole map.

    Raises ValueError for unknown or equal names, or numbers that are not finite.
    """
    first, second = (network.place(name) for name in names)
    if first == second:
        raise ValueError(f"names must be two different parameters, not {names[0]!r} twice.")
    values = [finite_array(each, "values", axes=(1,)) for each in values]
    others = np.array(parameters, dtype=float)
    others[[first, second]] = 0.0
    return ssr_in_plane(network, data, others, np.eye(len(others))[[first, second]], values)


def ssr_in_plane(network, data, centre, directions, distances):
    """The SSR for each pair of distances from a place, along two directions in which many parameters may move at once.

    centre      (P,) the place
    directions  (2, P): at (d1, d2) the parameters are centre + d1 × directions[0] + d2 × directions[1]
    distances   ((V1,), (V2,)); the result is (V1, V2)

    Raises ValueError for shapes that do not fit, or numbers that are not finite.
    """
    centre, directions = finite_array(centre, "centre", axes=(1,)), finite_array(directions, "directions", axes=(2,))
    if (len(centre), directions.shape) != (network.parameter_count, (2, network.parameter_count)):
        raise ValueError(
            f"centre and directions must have the shapes ({network.parameter_count},) and "
            f"(2, {network.parameter_count}) for this network, not {centre.shape} and {directions.shape}."
        )
    down, across = (finite_array(each, "distances", axes=(1,)) for each in distances)

    def parameters_of(rows):
        for value, one, other in zip(centre, *directions, strict=True):
            if one:
                value = value + one * down[rows, None]
            yield value + other * across[None, :] if other else value

    surface = np.zeros((len(down), len(across)))
    at_once = max(1, BLOCK // (len(across) * len(data)))
    with np.errstate(all="ignore"):
        for top in range(0, len(down), at_once):
            rows = slice(top, top + at_once)
            predicted, block = nodes_of_last_layer(network, parameters_of(rows), data.inputs), surface[rows]
            for observed, of_node in zip(data.observed.T, predicted, strict=True):
                residual = observed[:, None, None] - of_node
                block += np.einsum("nij,nij->ij", residual, residual)
    return surface


def nodes_of_both(network, names):
    """How many nodes of a network two parameters reach both: each of them is worked out in every cell of a map."""
    first, second = sorted(network.place(name) for name in names)
    ends = np.cumsum([columns for nodes, columns in network.shapes for _ in range(nodes)])  # of each node's parameters
    one, other = (int(np.searchsorted(ends, place, side="right")) for place in (first, second))
    behind = np.cumsum(network.nodes[1:])
    layers = [int(np.searchsorted(behind, node, side="right")) for node in (one, other)]
    if not network.output.elementwise and layers[1] == len(behind) - 1:
        return network.nodes[-1]  # through SoftMax each parameter moves every output
    return int(behind[-1] - behind[layers[1]]) + (one == other or layers[0] != layers[1])


LARGEST_EXPONENT = 700.0  # e to it, and to its opposite, still fit into a computer's numbers


def nodes_of_last_layer(network, parameters, inputs):
    """Each output node's values, a list of (n, 1 or V1, 1 or V2): as small as what it depends on allows.

    `parameters` is an iterator over the flat row, each a number, a column (V1, 1) or a row (1, V2).
    """
    y = [column[:, None, None] for column in inputs.T]
    for (nodes, columns), activation in zip(network.shapes, network.activations, strict=True):
        terms = [[next(parameters) * came_in for came_in in y] + [next(parameters)] for _ in range(nodes)]
        if activation.elementwise:
            y = [bent(activation, of_node) for of_node in terms]
        else:
            x = np.broadcast_arrays(*(sum(of_node, start=0.0) for of_node in terms))
            y = np.moveaxis(activation.curve(np.stack(x, axis=-1)), -1, 0)
    return y


def bent(activation, terms):
    """The activation's y of a sum of terms, each as small as it is; where rows and columns meet only in the sum, the
    exponential of each of them is worked out by itself, if the activation can make y of it."""
    parts = {}
    for term in terms:
        shape = np.shape(term)[-2:]
        parts[shape] = parts[shape] + term if shape in parts else term
    if activation.of_e and len(parts) > 1 and np.broadcast_shapes(*parts) not in parts:
        # That of the smaller parts goes along with one of the larger: it must not be lost beside it.
        *some, last = sorted(parts.values(), key=np.size)
        lowest = sum(some[:-1], start=0.0)
        rows, columns = some[-1] + lowest, last
        if max(np.abs(rows).max(), np.abs(columns).max()) < LARGEST_EXPONENT / 2:
            return activation.of_e(np.exp(rows) * np.exp(columns))
    return activation.curve(sum(parts.values(), start=0.0))


def finite_difference(network, data, parameters, name, h, loss=SSR):
    """The derivative of the SSR, or another loss, without the Chain Rule: move a parameter both ways and look.

    (SSR(value + h) − SSR(value − h)) / 2h, for h a number or (H,), above 0; the shape is that of h. Exact where the SSR
    is a parabola in this parameter; elsewhere the nearer h comes to 0 the better, until the two SSR agree in so many
    digits that rounding is all that their difference still holds.

    Raises ValueError for an unknown name, or an h that is not a finite number above 0.
    """
    h = finite_array(h, "h", axes=(0, 1))
    if (h <= 0).any():
        raise ValueError(f"h must be above 0, not {h.min()}.")
    value, nudges = parameters[network.place(name)], np.atleast_1d(h)
    above = ssr_along(network, data, parameters, name, value + nudges, loss)
    below = ssr_along(network, data, parameters, name, value - nudges, loss)
    return ((above - below) / (2 * nudges)).reshape(h.shape)


MANTISSAS = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0))


def contour_levels(surface, most=12):
    """Round numbers at which to draw a map's contour lines, rising: at most `most`, none for a level map.

    An SSR spans powers of ten, so they are spaced by factors (1, 3, 10 or closer) as long as that gives enough of them,
    and by equal steps where the map is too level for that. Values that are not finite are left out, and so are the
    lowest hundredth, which may be the bottom of a pit, any number of powers of ten below all else.
    """
    heights = surface[np.isfinite(surface) & (surface > 0)]
    if not heights.size:
        return np.empty(0)
    low, high = float(np.quantile(heights, 0.01)), float(heights.max())
    powers = np.arange(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = np.empty(0)
    for mantissas in MANTISSAS:
        levels = np.array([float(f"{m}e{power}") for power in powers for m in mantissas])
        levels = levels[(levels > low) & (levels < high)]
        if len(levels) > most and found.size:
            break
        found = levels[:: -(-len(levels) // most)] if len(levels) > most else levels
    if len(found) >= most // 3 or not high - low > 1e-9 * high:
        return found if high - low > 1e-9 * high else np.empty(0)
    step = (high - low) / (most - 2)
    power = 10.0 ** math.floor(math.log10(step))
    step = next(m for m in (1, 2, 2.5, 5, 10) if m * power >= step) * power
    return step * np.arange(math.floor(low / step) + 1, math.ceil(high / step))
