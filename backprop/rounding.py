"""How much of a loss, and of each Derivative, is only rounding: smaller changes say nothing of where a run goes.

A computer's number is right to one part in 1 / eps. Of a sum that is eps × Σ|terms|, however small the sum itself is:
where terms cancel, as those of a Derivative do at a minimum, what is left may be all rounding. Which way the last bit
goes differs from processor to processor, so nothing that is said of a run may hang on it.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.losses import SSR
from backprop.network import Network
from backprop.passes import backward

EPS = float(np.finfo(float).eps)
NUMBERS_AT_ONCE = 2**17  # 1 MiB: what all nodes make of so many observations, for so many rows, at a time
OPERATIONS = 64  # roundings that may add up one way: of some operations, and of steps that hand them on to each other


@dataclass(frozen=True, eq=False)
class Rounding:
    """What is no more than rounding, at each of some rows of parameters: OPERATIONS × eps × Σ|terms|.

    loss         (...) of the loss
    derivatives  (..., P) of each Derivative
    predicted    (..., n, O) of each Predicted
    """

    loss: np.ndarray
    derivatives: np.ndarray
    predicted: np.ndarray


def rounding(network: Network, parameters, data, loss=SSR):
    """The Rounding at parameters (..., P): each operation's own, handed on forwards and backwards as a change would be.

    Some rows at a time, and of many observations some of these: there are dozens of tables of all nodes at once.

    Raises ValueError as `backward` does.
    """
    parameters = np.asarray(parameters, dtype=float)
    most = max(1, NUMBERS_AT_ONCE // sum(network.nodes))  # observations
    if len(data) > most:
        return added_up(
            [(rounding(network, parameters, some, loss), some) for some in parts_of(data, most)], data, loss
        )
    at_once = max(1, most // len(data))
    if parameters.ndim < 2 or parameters.size <= at_once * parameters.shape[-1]:
        return of_some_rows(network, parameters, data, loss)
    shape, rows = parameters.shape[:-1], parameters.reshape(-1, parameters.shape[-1])
    parts = [of_some_rows(network, rows[first : first + at_once], data, loss) for first in range(0, len(rows), at_once)]
    together = (np.concatenate(part) for part in zip(*(vars(each).values() for each in parts), strict=True))
    return Rounding(*(part.reshape(*shape, *part.shape[1:]) for part in together))


def parts_of(data, most):
    """The Data in parts of at most so many observations."""
    for first in range(0, len(data), most):
        some = slice(first, first + most)
        yield replace(data, inputs=data.inputs[some], observed=data.observed[some])


def added_up(parts, data, loss):
    """The Rounding of a whole Data of those of its parts, (Rounding, Data) each: what a loss and its derivatives are
    sums of adds up; of a mean each part has its share."""
    shares = [len(some) / len(data) if loss.is_mean else 1.0 for _, some in parts]
    return Rounding(
        sum(share * each.loss for share, (each, _) in zip(shares, parts, strict=True)),
        sum(share * each.derivatives for share, (each, _) in zip(shares, parts, strict=True)),
        np.concatenate([each.predicted for each, _ in parts], axis=-2),
    )


def of_some_rows(network, parameters, data, loss):
    """The `rounding` of rows of parameters (..., P) that are few enough to be looked at together."""
    unit = OPERATIONS * EPS
    passed = backward(network, parameters, data, loss)
    layers, seen = network.layers(parameters), passed.forward.layers
    with np.errstate(all="ignore"):  # of runs that have diverged
        came_in = [passed.forward.inputs, *(layer.y for layer in seen[:-1])]
        of_y, in_x, in_y = np.zeros_like(passed.forward.inputs), [], []
        # SoftMax too: its table is the same read by rows and by columns, so forwards is as backwards.
        for wb, y, layer, slope, activation in zip(
            layers, came_in, seen, passed.dy_dx, network.activations, strict=True
        ):
            weights, bias = np.abs(wb[..., :-1]).swapaxes(-1, -2), np.abs(wb[..., -1])[..., None, :]
            in_y.append(of_y)
            of_x = of_y @ weights + unit * (np.abs(y) @ weights + bias)
            of_y = activation.dloss_dx(of_x, np.abs(slope)) + unit * np.abs(layer.y)
            in_x.append(of_x)

        # The loss where each Predicted is off by its rounding, uphill; and its own terms, of which none is negative.
        x, predicted, output = seen[-1].x, seen[-1].y, network.output
        up = np.where(passed.dloss_dpredicted < 0, -1.0, 1.0)
        moved = loss.at(output, data.observed, x + up * in_x[-1], predicted + up * of_y)
        of_loss = np.abs(moved - passed.loss) + unit * np.abs(passed.loss)

        joined = loss.joined_with(output)
        if joined:
            of_dx = of_signal(joined, data.observed - predicted, of_y, x, in_x[-1])
            of_dx = abs(joined.residual_multiple(len(data))) * of_dx + unit * np.abs(passed.dloss_dx[-1])
        else:
            above, below = (loss.derivative(data.observed, predicted + sign * of_y) for sign in (1, -1))
            of_dy = np.abs(above - below) / 2 + unit * np.abs(passed.dloss_dpredicted)
            of_dx, dloss_dy = None, passed.dloss_dpredicted
        found = []
        for place in reversed(range(len(layers))):
            activation, layer, slope = network.activations[place], seen[place], passed.dy_dx[place]
            dloss_dx = passed.dloss_dx[place]
            if of_dx is None:
                of_slope = off_its_slope(activation, layer, in_x[place], of_y, slope)
                terms = of_dy, np.abs(dloss_dy), unit * np.abs(dloss_dy)
                slopes = np.abs(slope), of_slope, np.abs(slope)
                of_dx = sum(map(activation.dloss_dx, terms, slopes))
            size, y = np.abs(dloss_dx), np.abs(came_in[place])
            of_weights = (of_dx + unit * size).swapaxes(-1, -2) @ y + size.swapaxes(-1, -2) @ in_y[place]
            of_bias = (of_dx + unit * size).sum(axis=-2)
            both = np.concatenate([of_weights, of_bias[..., None]], axis=-1)
            found.append(both.reshape(*both.shape[:-2], -1))
            weights = layers[place][..., :-1]
            of_dy, of_dx = (of_dx + unit * size) @ np.abs(weights), None
            dloss_dy = dloss_dx @ weights
    return Rounding(of_loss, np.concatenate(found[::-1], axis=-1), of_y)


def of_signal(joined, residual, of_y, x, in_x):
    """How far what a joined dloss_dx is a multiple of is off, where each Residual is by `of_y` and x by `in_x`."""
    if not joined.through:
        return of_y
    # It takes off parts of the other Residuals, each part e to a difference of two x.
    own, others = (size - joined.through(x, size) for size in (of_y, np.abs(residual)))
    return of_y + own + others * 2 * in_x.max(axis=-1, keepdims=True)


def off_its_slope(activation, layer, in_x, of_y, slope):
    """How far a layer's dy_dx is off where its x is off by `in_x`; the table of SoftMax, where its y is by `of_y`, for
    it would not change if all x moved alike."""
    if not activation.elementwise:
        return np.abs(activation.derivative(layer.x, layer.y + of_y) - slope)
    return np.minimum(  # of both sides the smaller: a corner of a ReLU is no rounding
        *(np.abs(activation.derivative(x, activation.curve(x)) - slope) for x in (layer.x + in_x, layer.x - in_x))
    )
