"""A step of Gradient Descent as NumPy calls: the formulas of `passes.py`, which write into arrays that are made once.

At a teaching network's size a call costs more than its arithmetic, so the fewest calls win.
"""

from functools import partial

import numpy as np

from backprop.activations import IDENTITY


def one_run():
    """The three products of a layer, as calls that write in place, for one run: arrays are [W | b] (nodes, inputs + 1)
    and x, y (nodes, n), the transpose of `passes.py`, so that [W | b] · [y; 1] does weights and bias together."""
    return (
        lambda wb, came_in, x: partial(wb.dot, came_in, x),
        lambda dloss_dx, came_in, dloss_dwb: partial(dloss_dx.dot, came_in.T, dloss_dwb),
        lambda weights, dloss_dx, dloss_dy: partial(weights.T.dot, dloss_dx, dloss_dy),
    )


def many_runs(inputs):
    """The same three for many runs at once. All arrays have a last axis more, the runs, so that each call works through
    all of them in a row of memory; only the inputs (I + 1, n) are shared and have none."""
    return (
        lambda wb, came_in, x: (
            partial(np.matmul, inputs.T, wb, x)
            if came_in is inputs
            else partial(np.einsum, "hik,ink->hnk", wb, came_in, out=x)
        ),
        lambda dloss_dx, came_in, dloss_dwb: (
            partial(np.matmul, inputs, dloss_dx, dloss_dwb)
            if came_in is inputs
            else partial(np.einsum, "hnk,ink->hik", dloss_dx, came_in, out=dloss_dwb)
        ),
        lambda weights, dloss_dx, dloss_dy: partial(np.einsum, "hik,hnk->ink", weights, dloss_dx, out=dloss_dy),
    )


def step_in_place(experiment, parameters, derivatives, step_sizes, predicted, residual, joined_x, learning_rate):
    """One step of Gradient Descent as NumPy calls that write into the arrays given: (calls, update, multiple).

    The calls look at the parameters and fill the rest; the update then takes the step. Arrays are (P, *runs) and, for
    predicted, residual and joined_x, (O, n, *runs), where runs is () or (K,); learning_rate is a number or (K,).

    The derivatives of the SSR are all −2 × something. That factor waits: the optimiser puts it into the Learning Rate
    (times a power of two, exactly the same number), and the derivatives that the calls write are still × `multiple`.
    """
    inputs, observed = columns_of(experiment.data)
    calls, multiple = derivatives_in_place(
        experiment, inputs, observed, parameters, derivatives, predicted, residual, joined_x
    )
    more, update = rule_in_place(experiment, parameters, derivatives, multiple, step_sizes, learning_rate)
    return calls + more, update, multiple


def columns_of(data):
    """The inputs (I + 1, n), their last row of ones, for the bias, and the observed (O, n): a column an observation."""
    return np.concatenate([data.inputs.T, np.ones((1, len(data)))]), np.ascontiguousarray(data.observed.T)


def rule_in_place(experiment, parameters, derivatives, multiple, step_sizes, learning_rate):
    """(calls, update): the calls make the Step Sizes of the derivatives, a Learning Rate of 0 keeping a parameter where
    it is; the update takes the step. See `step_in_place`."""
    calls, learning_rates = [], np.multiply.outer(experiment.moves, learning_rate)
    if experiment.decaying:
        # Added to the whole Derivatives: what a weight decays by outgrows a computer where it does in the formula.
        decays, decayed = np.empty_like(parameters), np.empty_like(parameters)
        decays.T[...] = experiment.decays
        of_loss, derivatives = derivatives, np.empty_like(derivatives)
        factor, multiple = np.full_like(derivatives, multiple), 1.0
        calls += [
            partial(np.multiply, parameters, decays, decayed),
            partial(np.multiply, of_loss, factor, derivatives),
            partial(np.add, derivatives, decayed, derivatives),
        ]
    calls += experiment.optimiser.in_place(derivatives, multiple, step_sizes, learning_rates)
    return calls, partial(np.subtract, parameters, step_sizes, parameters)


def derivatives_in_place(experiment, inputs, observed, parameters, derivatives, predicted, residual, joined_x):
    """The derivatives as NumPy calls that write into the arrays given: (calls, multiple); see `step_in_place`.

    inputs    (I + 1, n), their last row of ones
    observed  (O, n)
    joined_x  (O, n, *runs) the output's x, wanted only where the loss is joined with the output's Activation Function
    """
    network, loss = experiment.network, experiment.loss
    joined = loss.joined_with(network.output)
    n, runs, rows = inputs.shape[1], parameters.shape[1:], observed.T
    if runs:
        observed = np.array(np.broadcast_to(observed.reshape(-1, n, 1), predicted.shape))
    into_x, into_weights, into_y = many_runs(inputs) if runs else one_run()
    wb, dloss_dwb = layers_of(network, parameters), layers_of(network, derivatives)
    last = len(wb) - 1
    calls, slopes = [], []

    # Forwards. What comes into a layer has a last row of ones, for the bias.
    came_in = [inputs] + [np.ones((nodes + 1, n, *runs)) for nodes in network.nodes[1:-1]]
    for number, activation in enumerate(network.activations):
        y = predicted if number == last else came_in[number + 1][:-1]
        bends = activation is not IDENTITY
        x = y
        if bends:
            x = joined_x if joined and number == last else np.empty_like(y)
        dy_dx = np.empty_like(y) if bends else None
        calls.append(into_x(wb[number], came_in[number], x))
        calls += activation.in_place(x, y, dy_dx) if bends else []
        slopes.append(dy_dx)

    # The loss. Joined with the output's Activation Function, its c × Residual is what the loss does when x moves.
    calls.append(partial(np.subtract, observed, predicted, residual))
    if joined:
        multiple, dloss_dy, slopes[last] = joined.residual_multiple(n), residual, None
        if joined.through:
            dloss_dy = np.empty_like(residual)
            calls.append(partial(fill, dloss_dy.T, joined.through, joined_x.T, residual.T))
    elif loss.residual_multiple is None:
        multiple, dloss_dy = 1.0, np.empty_like(predicted)
        # A Loss has its axes the other way round: (*runs, n, O).
        calls.append(partial(fill, dloss_dy.T, loss.derivative, rows, predicted.T))
    else:
        multiple, dloss_dy = loss.residual_multiple(n), residual

    # Backwards.
    for number in range(last, -1, -1):
        dloss_dx = dloss_dy
        if slopes[number] is not None:
            dloss_dx, activation = slopes[number], network.activations[number]
            if activation.elementwise:
                calls.append(partial(np.multiply, dloss_dy, slopes[number], dloss_dx))
            else:
                calls += activation.back_in_place(predicted, dloss_dy, dloss_dx)
        calls.append(into_weights(dloss_dx, came_in[number], dloss_dwb[number]))
        if number:
            dloss_dy = np.empty((network.nodes[number], n, *runs))
            calls.append(into_y(wb[number][:, :-1], dloss_dx, dloss_dy))
    return calls, multiple


def layers_of(network, parameters):
    """The flat (P, *runs) as one [W | b] per layer, (nodes, inputs + 1, *runs): views that a step writes through."""
    ends = np.cumsum([rows * columns for rows, columns in network.shapes])
    parts = np.split(parameters, ends[:-1])
    return [part.reshape(*shape, *part.shape[1:]) for part, shape in zip(parts, network.shapes, strict=True)]


def fill(array, function, *values):
    """What the function makes of the values, written into the array."""
    array[...] = function(*values)
