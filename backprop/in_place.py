"""Gradient Descent at the speed of NumPy: the calls of `calls.py`, again and again, each step recorded in a flat row.

`descent.py` says the same in a few lines that one reads at once, and a test holds the two equal.
"""

from functools import partial

import numpy as np

from backprop.calls import columns_of, derivatives_in_place, rule_in_place, step_in_place
from backprop.experiment import Trace, steps_to_keep
from backprop.losses import SSR
from backprop.passes import forward

BLOCK = 1024  # most steps between two looks at whether the numbers are still finite
BLOCK_BYTES = 2**20  # what so many steps may fill meanwhile: of a large network, or much data, there are fewer


def descend(experiment, record=None):
    """The same run as a generator: it yields the Trace so far every thousand steps, so that one may look, or stop.

    Where steps are large it does so more often, after tens of milliseconds or so. While none of the steps that the
    record asks for has been reached, the Trace has no rows.
    """
    if experiment.batched:
        yield from by_batches(experiment, record)
        return
    steps, ends = experiment.steps, ends_of_parts(experiment)
    # One flat row holds all that a step records; the whole record is then one copy a step, and all else views of it.
    keep = steps_to_keep(steps, record, bytes_a_step=8 * int(ends[-1]))
    row = np.zeros(ends[-1])
    parameters, derivatives, step_sizes, predicted, residual, _, _ = np.split(row, ends[:-1])
    parameters[:] = experiment.start
    x = np.empty(joined_size(experiment))  # no part of the record, which it would make larger
    predicted, residual, joined_x = (part.reshape(-1, len(experiment.data)) for part in (predicted, residual, x))
    rate = experiment.optimiser.learning_rate
    calls, update, multiple = step_in_place(
        experiment, parameters, derivatives, step_sizes, predicted, residual, joined_x, rate
    )

    rows = np.empty((len(keep), len(row)))
    thinned = len(keep) < steps + 1
    steps_at_once = min(BLOCK, max(1, BLOCK_BYTES // row.nbytes), steps + 1)
    scratch = np.empty((steps_at_once, len(row))) if thinned else None
    xs = np.empty((steps_at_once, len(x)))
    kept, diverged_at = 0, None
    for first in range(0, steps + 1, steps_at_once):
        last = min(first + steps_at_once, steps + 1)
        block = scratch[: last - first] if thinned else rows[first:last]
        with np.errstate(all="ignore"):  # what is no longer finite is found just below, and said
            for step in range(len(block)):
                for call in calls:
                    call()
                block[step] = row
                if x.size:
                    xs[step] = x
                update()
            finish(block, ends, multiple, experiment, xs[: len(block)])
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
    """Where in a row each part ends: parameters, derivatives, Step Sizes, Predicted, Residuals, SSR, loss."""
    count, outputs = experiment.network.parameter_count, experiment.network.nodes[-1] * len(experiment.data)
    return np.cumsum([count, count, count, outputs, outputs, 1, 1])


def joined_size(experiment):
    """How many numbers the output's x has where the loss is joined with the output's Activation Function; else 0."""
    network = experiment.network
    return network.nodes[-1] * len(experiment.data) if experiment.loss.joined_with(network.output) else 0


def finish(block, ends, multiple, experiment, joined_x):
    """What need not be done at every step is done for a block of them: the derivatives' multiple, the SSR, the loss."""
    _, derivatives, _, predicted, residual, ssr, loss = np.split(block, ends[:-1], axis=1)
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
    parameters, derivatives, step_sizes, predicted, residual, ssr, loss = np.split(rows, ends[:-1], axis=1)
    predicted, residual = (observations_first(part, experiment) for part in (predicted, residual))
    ssr = ssr[:, 0]
    loss = ssr if experiment.loss is SSR else loss[:, 0]
    return Trace(experiment, steps, parameters, derivatives, step_sizes, predicted, residual, loss, ssr, diverged_at)


# --- by batches ------------------------------------------------------------------------------------------------------


def by_batches(experiment, record):
    """`descend` where a step sees some of the observations: all of them are looked at only where a step is recorded."""
    steps, ends, count = experiment.steps, ends_of_parts(experiment), experiment.network.parameter_count
    keep = steps_to_keep(steps, record, bytes_a_step=8 * int(ends[-1]))
    head = np.zeros(3 * count)  # what is known of every step
    parameters, derivatives, step_sizes = np.split(head, 3)
    parameters[:] = experiment.start
    every_step, update, multiple = steps_in_place(experiment, parameters, derivatives, step_sizes)

    rows = np.empty((len(keep), ends[-1]))
    of_batch = 2 * experiment.batch * experiment.network.nodes[-1]
    steps_at_once = min(BLOCK, max(1, BLOCK_BYTES // (8 * (len(head) + of_batch))), steps + 1)
    block = np.empty((steps_at_once, len(head)))
    kept = 0
    for first in range(0, steps + 1, steps_at_once):
        heads = block[: min(steps_at_once, steps + 1 - first)]
        with np.errstate(all="ignore"):
            for step, calls in zip(range(len(heads)), every_step, strict=False):
                for call in calls:
                    call()
                heads[step] = head
                update()
            heads[:, count : 2 * count] *= multiple
        wanted = keep[kept : np.searchsorted(keep, first + len(heads))]
        new = rows[kept : kept + len(wanted)]
        look(experiment, ends, heads[wanted - first], new)
        diverged_at = None
        if not (np.isfinite(heads).all() and np.isfinite(new).all() and is_finite(experiment, ends, heads[-1])):
            diverged_at = first + [is_finite(experiment, ends, head) for head in heads].index(False)
            wanted = wanted[wanted < diverged_at]
        kept += len(wanted)
        yield trace_of(experiment, keep[:kept], rows[:kept], ends, diverged_at)
        if diverged_at is not None:
            return


def look(experiment, ends, heads, rows):
    """Fills the rows (k, …) of a record: what is known of their steps, the heads (k, 3 P), and what all observations
    give at their parameters, for some rows at a time."""
    network, data, loss = experiment.network, experiment.data, experiment.loss
    at_once = max(1, BLOCK_BYTES // (8 * len(data) * sum(network.nodes[1:])))
    rows[:, : heads.shape[1]] = heads
    for first in range(0, len(rows), at_once):
        some = rows[first : first + at_once]
        parameters, _, _, predicted, residual, ssr, value = np.split(some, ends[:-1], axis=1)
        last = forward(network, parameters, data.inputs).layers[-1]
        observations_first(predicted, experiment)[...] = last.y
        with np.errstate(all="ignore"):
            np.subtract(data.observed.T.ravel(), predicted, residual)
            np.einsum("sr,sr->s", residual, residual, out=ssr[:, 0])
            value[:, 0] = ssr[:, 0] if loss is SSR else loss.at(network.output, data.observed, last.x, last.y)


def is_finite(experiment, ends, head):
    """Whether all that can be said of one step is finite, of all observations as well."""
    row = np.empty((1, ends[-1]))
    look(experiment, ends, head[None], row)
    return bool(np.isfinite(row).all())


def steps_in_place(experiment, parameters, derivatives, step_sizes):
    """(every_step, update, multiple): every_step yields the calls of one step after the other, see `step_in_place`.

    Each epoch lays the observations in its own order; each step copies its batch to where the calls read it.
    A last batch that is smaller has calls of its own, made in the end × the multiple of all others.
    """
    data, size, outputs = experiment.data, experiment.batch, experiment.network.nodes[-1]
    together, split = np.concatenate(columns_of(data)), data.inputs.shape[1] + 1
    of_size, multiple = {}, None
    for n in dict.fromkeys((size, len(data) % size or size)):
        batch = np.empty((len(together), n))
        room = np.empty((3, outputs, n))  # for Predicted, Residuals and, where it is wanted, the output's x
        calls, own = derivatives_in_place(experiment, batch[:split], batch[split:], parameters, derivatives, *room)
        multiple = own if multiple is None else multiple
        if own != multiple:
            calls.append(partial(np.multiply, derivatives, own / multiple, derivatives))
        of_size[n] = batch, calls
    rate = experiment.optimiser.learning_rate
    more, update = rule_in_place(experiment, parameters, derivatives, multiple, step_sizes, rate)
    for _, calls in of_size.values():
        calls += more

    def every_step():
        for order in experiment.orders():
            in_order = together[:, order]
            for first in range(0, len(data), size):
                columns = in_order[:, first : first + size]
                batch, calls = of_size[columns.shape[1]]
                np.copyto(batch, columns)
                yield calls

    return every_step(), update, multiple
