"""Gradient Descent at the speed of NumPy: the formulas of `passes.py` as calls that write into arrays made once.

At a teaching network's size a call costs more than its arithmetic, so the fewest calls win. `descent.py` says the same
in a few lines that one reads at once, and a test holds the two equal.
"""

from functools import partial

import numpy as np

from backprop.activations import IDENTITY
from backprop.experiment import Trace, steps_to_keep
from backprop.losses import SSR

BLOCK = 1024  # most steps between two looks at whether the numbers are still finite
BLOCK_BYTES = 2**20  # what so many steps may fill meanwhile: of a large network, or much data, there are fewer


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
    joined_x is the output's x, wanted only where the loss is joined with the output's Activation Function.

    The derivatives of the SSR are all −2 × something. That factor waits: the optimiser puts it into the Learning Rate
    (times a power of two, exactly the same number), and the derivatives that the calls write are still × `multiple`.
    """
    network, data, loss = experiment.network, experiment.data, experiment.loss
    joined = loss.joined_with(network.output)
    n, runs = len(data), parameters.shape[1:]
    inputs = np.concatenate([data.inputs.T, np.ones((1, n))])
    observed = np.array(np.broadcast_to(data.observed.T.reshape(-1, n, *(1 for _ in runs)), predicted.shape))
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
    elif loss.residual_multiple is None:
        multiple, dloss_dy = 1.0, np.empty_like(predicted)
        # A Loss has its axes the other way round: (*runs, n, O).
        calls.append(partial(fill, dloss_dy.T, loss.derivative, data.observed, predicted.T))
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

    # The step; a Learning Rate of 0 keeps a parameter where it is.
    learning_rates = np.multiply.outer(experiment.moves, learning_rate)
    calls += experiment.optimiser.in_place(derivatives, multiple, step_sizes, learning_rates)
    return calls, partial(np.subtract, parameters, step_sizes, parameters), multiple


def layers_of(network, parameters):
    """The flat (P, *runs) as one [W | b] per layer, (nodes, inputs + 1, *runs): views that a step writes through."""
    ends = np.cumsum([rows * columns for rows, columns in network.shapes])
    parts = np.split(parameters, ends[:-1])
    return [part.reshape(*shape, *part.shape[1:]) for part, shape in zip(parts, network.shapes, strict=True)]


def fill(array, function, *values):
    """What the function makes of the values, written into the array."""
    array[...] = function(*values)


def descend(experiment, record=None):
    """The same run as a generator: it yields the Trace so far every thousand steps, so that one may look, or stop.

    Where steps are large it does so more often, after tens of milliseconds or so. While none of the steps that the
    record asks for has been reached, the Trace has no rows.
    """
    steps, ends = experiment.steps, ends_of_parts(experiment)
    # One flat row holds all that a step records; the whole record is then one copy a step, and all else views of it.
    keep = steps_to_keep(steps, record, bytes_a_step=8 * int(ends[-1]))
    row = np.zeros(ends[-1])
    parameters, derivatives, step_sizes, *outputs, _, _ = np.split(row, ends[:-1])
    parameters[:] = experiment.start
    predicted, residual, joined_x = (part.reshape(-1, len(experiment.data)) for part in outputs)
    rate = experiment.optimiser.learning_rate
    calls, update, multiple = step_in_place(
        experiment, parameters, derivatives, step_sizes, predicted, residual, joined_x, rate
    )

    rows = np.empty((len(keep), len(row)))
    thinned = len(keep) < steps + 1
    steps_at_once = min(BLOCK, max(1, BLOCK_BYTES // row.nbytes), steps + 1)
    scratch = np.empty((steps_at_once, len(row))) if thinned else None
    kept, diverged_at = 0, None
    for first in range(0, steps + 1, steps_at_once):
        last = min(first + steps_at_once, steps + 1)
        block = scratch[: last - first] if thinned else rows[first:last]
        with np.errstate(all="ignore"):  # what is no longer finite is found just below, and said
            for step in range(len(block)):
                for call in calls:
                    call()
                block[step] = row
                update()
            finish(block, ends, multiple, experiment)
        finite = np.isfinite(block).all(axis=1)
        if not finite.all():
            diverged_at = last = first + int(finite.argmin())
        wanted = keep[kept : np.searchsorted(keep, last)]
        if thinned:
            rows[kept : kept + len(wanted)] = block[wanted - first]
        kept += len(wanted)
        yield trace_of(experiment, keep[:kept], rows[:kept], ends, diverged_at)
        if diverged_at is not None:
            return


def ends_of_parts(experiment):
    """Where in a step's flat row each part ends: parameters, derivatives, Step Sizes, Predicted, Residuals, the
    output's x (where the loss is joined with the output's Activation Function; else empty), SSR, loss."""
    count, outputs = experiment.network.parameter_count, experiment.network.nodes[-1] * len(experiment.data)
    joined = experiment.loss.joined_with(experiment.network.output)
    return np.cumsum([count, count, count, outputs, outputs, outputs if joined else 0, 1, 1])


def finish(block, ends, multiple, experiment):
    """What need not be done at every step is done for a block of them: the derivatives' multiple, the SSR, the loss."""
    _, derivatives, _, predicted, residual, joined_x, ssr, loss = np.split(block, ends[:-1], axis=1)
    derivatives *= multiple
    np.einsum("sr,sr->s", residual, residual, out=ssr[:, 0])
    if experiment.loss is SSR:
        loss[:] = ssr
    else:
        predicted, joined_x = (observations_first(part, experiment) for part in (predicted, joined_x))
        output, observed = experiment.network.output, experiment.data.observed
        loss[:, 0] = experiment.loss.at(output, observed, joined_x, predicted)


def observations_first(part, experiment):
    """(rows, O·n), output by output as a step writes it -> (rows, n, O), as everybody reads it; a view."""
    n = len(experiment.data)
    return part.reshape(len(part), part.shape[1] // n, n).swapaxes(1, 2)


def trace_of(experiment, steps, rows, ends, diverged_at):
    """The Trace whose arrays are the parts of the recorded rows: views, which nobody may write to."""
    rows.setflags(write=False)
    parameters, derivatives, step_sizes, predicted, residual, _, ssr, loss = np.split(rows, ends[:-1], axis=1)
    predicted, residual = (observations_first(part, experiment) for part in (predicted, residual))
    ssr = ssr[:, 0]
    loss = ssr if experiment.loss is SSR else loss[:, 0]
    return Trace(experiment, steps, parameters, derivatives, step_sizes, predicted, residual, loss, ssr, diverged_at)
