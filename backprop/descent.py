"""Gradient Descent: from the start, again and again, New = Old − Step Size, and every number on the way is kept.

An `Experiment` says what to do, `gradient_descent` does it and returns a `Trace`; `sweep` does one experiment many
times at once, with other Learning Rates or other starts. The formulas are those of `passes.py`, written as NumPy calls
into arrays made once: at a teaching network's size a call costs more than its arithmetic, so the fewest calls win.
"""

from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from backprop.activations import IDENTITY
from backprop.data import Data, finite_array, whole_number
from backprop.losses import SSR, Loss
from backprop.network import Network
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent, Momentum
from backprop.passes import backward
from backprop.written.numerals import counted

RECORD_LIMIT = 256 * 2**20  # bytes that one record may fill
BLOCK = 1024  # most steps between two looks at whether the numbers are still finite
BLOCK_BYTES = 2**20  # what so many steps may fill meanwhile: of a large network, or much data, there are fewer
SWEEP_AT_ONCE = 512  # observations × nodes up to which many runs are faster side by side than one after the other


@dataclass(frozen=True, eq=False)
class Experiment:
    """Everything that one run of Gradient Descent depends on.

    network    a Network
    data       a Data whose columns fit the network
    start      (P,) the parameters before the first step
    optimised  the names of the parameters that may move; None means all
    loss       what is minimised
    optimiser  the rule that makes steps of derivatives
    steps      how many steps to take, 0 or more

    Raises ValueError, naming the field and what it allows; also where the start's very first loss is not finite.
    """

    network: Network
    data: Data
    start: np.ndarray
    _: KW_ONLY
    optimised: tuple[str, ...] | None = None
    loss: Loss = SSR
    optimiser: GradientDescent | Momentum | Adam = field(default_factory=GradientDescent)
    steps: int = 10

    def __post_init__(self):
        network, data = self.network, self.data
        if (data.inputs.shape[1], data.observed.shape[1]) != (network.nodes[0], network.nodes[-1]):
            raise ValueError(
                f"data must have {counted(network.nodes[0], 'input')} and {counted(network.nodes[-1], 'output')} "
                f"for this network, not {data.inputs.shape[1]} and {data.observed.shape[1]}."
            )
        start = finite_array(self.start, "start", axes=(1,))
        if start.shape != (network.parameter_count,):
            raise ValueError(
                f"start must have {network.parameter_count} numbers "
                f"({network.parameter_names[0]} … {network.parameter_names[-1]}), not {start.size}."
            )
        object.__setattr__(self, "start", start)
        optimised = network.parameter_names if self.optimised is None else self.optimised
        if isinstance(optimised, str):
            raise ValueError(f"optimised must be a tuple of names, like ('b3',), not the text {optimised!r}.")
        try:
            wanted = {network.place(name) for name in optimised}
        except ValueError as error:
            raise ValueError(f"optimised: {error}") from None
        object.__setattr__(self, "optimised", tuple(network.parameter_names[place] for place in sorted(wanted)))
        object.__setattr__(self, "steps", whole_number(self.steps, "steps", least=0))
        if not isinstance(self.loss, Loss):
            raise ValueError(f"loss must be a Loss, like SSR; not {self.loss!r}.")
        if not isinstance(self.optimiser, OPTIMISERS):
            raise ValueError(f"optimiser must be a rule like GradientDescent(0.1); not {self.optimiser!r}.")
        first = backward(network, start, data, self.loss)
        if not (np.isfinite(first.loss) and derivatives_fit(first.derivatives, self.optimiser).all()):
            raise ValueError(
                "start: the loss or its derivatives at these parameters are too large for a computer's numbers; "
                "bring the parameters nearer to 0."
            )
        with np.errstate(over="ignore"):
            first_step_fits = np.isfinite(self.optimiser.learning_rate * first.derivatives).all()
        if not first_step_fits:
            raise ValueError(
                "learning_rate: the very first step is too large for a computer's numbers; take a smaller one."
            )

    @property
    def moves(self):
        """(P,) 1.0 where a parameter is optimised, 0.0 where it stays."""
        moves = np.zeros(self.network.parameter_count)
        moves[[self.network.place(name) for name in self.optimised]] = 1.0
        return moves


def derivatives_fit(derivatives, optimiser):
    """(...) whether the rule can work with a start's derivatives (..., P)."""
    return (np.abs(derivatives) <= optimiser.largest_derivative).all(axis=-1)


@dataclass(frozen=True, eq=False)
class Trace:
    """What Gradient Descent did. Row s tells of the moment before step s is taken: row 0 is the start.

    experiment    the Experiment
    steps         (rows,) the step number of each row: 0 … S where everything is recorded
    parameters    (rows, P) the values at that moment
    derivatives   (rows, P) of the loss, at these values
    step_sizes    (rows, P) signed, what is subtracted next; 0 for a parameter that is not optimised
    predicted     (rows, n, O)
    residuals     (rows, n, O) Observed − Predicted
    loss          (rows,) what was minimised
    ssr           (rows,) the sum of squared residuals, always (the same array where the loss is the SSR)
    diverged_at   None, or the first step at which a number was no longer finite; the rows end before it
    """

    experiment: Experiment
    steps: np.ndarray
    parameters: np.ndarray
    derivatives: np.ndarray
    step_sizes: np.ndarray
    predicted: np.ndarray
    residuals: np.ndarray
    loss: np.ndarray
    ssr: np.ndarray
    diverged_at: int | None

    def __len__(self):
        return len(self.steps)

    def of(self, name):
        """(rows,) the values of one parameter."""
        return self.parameters[:, self.experiment.network.place(name)]

    @cached_property
    def largest_step_sizes(self):
        """(rows,) the largest |Step Size| of each row."""
        return np.abs(self.step_sizes).max(axis=1)


def steps_to_keep(steps, record, bytes_a_step):
    """The step numbers that `record` asks for, of 0 … steps, rising.

    record  None for all of them; a whole number k for every k-th (and the last); or the step numbers themselves

    ValueError where they would fill more than RECORD_LIMIT, before any array of that size.
    """
    every = whole_number(record, "record", least=1) if np.isscalar(record) else 1
    listed = None if record is None or np.isscalar(record) else steps_listed(steps, record)
    rows = len(range(0, steps, every)) + 1 if listed is None else len(listed)
    if rows * bytes_a_step > RECORD_LIMIT:
        raise ValueError(
            f"steps: a record of {counted(rows, 'step')} would fill {rows * bytes_a_step / 2**20:,.0f} MiB, and "
            f"{RECORD_LIMIT // 2**20} MiB are allowed: at most "
            f"{counted(max(RECORD_LIMIT // bytes_a_step - 1, 0) * every, 'step')}, or thin them with `record`."
        )
    return np.append(np.arange(0, steps, every), steps) if listed is None else listed


def steps_listed(steps, record):
    """The step numbers in a record, rising; ValueError where one is not of 0 … steps."""
    try:
        wanted = np.unique(record)
    except (TypeError, ValueError):  # a mixture that has no order, or rows of unequal length
        wanted = np.array([])
    if not (wanted.size and wanted.dtype.kind in "iu" and wanted[0] >= 0 and wanted[-1] <= steps):
        raise ValueError(f"record must be None, a whole number, or step numbers from 0 to {steps}, not {record!r}.")
    return wanted


def log_spaced_steps(steps, count=400):
    """At most `count` step numbers of 0 … steps, dense where a descent changes most: at its beginning."""
    if steps < count:
        return np.arange(steps + 1)
    spaced = np.geomspace(1.0, steps + 1.0, count) - 1.0
    return np.unique(np.round(spaced).astype(int))


# --- one step, in place ----------------------------------------------------------------------------------------------


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
            dloss_dx = slopes[number]
            calls.append(partial(np.multiply, dloss_dy, slopes[number], dloss_dx))
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


# --- one run ---------------------------------------------------------------------------------------------------------


def gradient_descent(experiment, record=None):
    """Run the Experiment; returns its Trace.

    record  which steps to keep, see `steps_to_keep`; None keeps all
    Raises ValueError where the record would exceed 256 MiB (naming the largest number of steps that fits).
    """
    for trace in descend(experiment, record):
        pass
    return trace


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
    rows.setflags(write=False)
    parameters, derivatives, step_sizes, predicted, residual, _, ssr, loss = np.split(rows, ends[:-1], axis=1)
    predicted, residual = (observations_first(part, experiment) for part in (predicted, residual))
    ssr = ssr[:, 0]
    loss = ssr if experiment.loss is SSR else loss[:, 0]
    return Trace(experiment, steps, parameters, derivatives, step_sizes, predicted, residual, loss, ssr, diverged_at)


# --- many runs at once -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Sweep:
    """Many runs of one Experiment that differ in the Learning Rate or in the start.

    experiment      the Experiment that they share
    learning_rates  (K,) each run's Learning Rate
    starts          (K, P) each run's start
    steps           (rows,) the step number of each row
    parameters      (K, rows, P), NaN once a run has diverged
    ssr             (K, rows), NaN once a run has diverged
    diverged_at     (K,) the first step at which a run's numbers were no longer finite; −1 where they always were
    """

    experiment: Experiment
    learning_rates: np.ndarray
    starts: np.ndarray
    steps: np.ndarray
    parameters: np.ndarray
    ssr: np.ndarray
    diverged_at: np.ndarray

    def __len__(self):
        return len(self.learning_rates)


def sweep(experiment, *, learning_rates=None, starts=None, record=None):
    """Run the Experiment K times, with K Learning Rates or from K starts; returns a Sweep.

    learning_rates  (K,) finite and above 0
    starts          (K, P) finite
    record          which steps to keep, see `steps_to_keep`

    Raises ValueError where not exactly one of the two is given, a value is not allowed, a run's very first loss or step
    is not finite, or the record would exceed 256 MiB.
    """
    if (learning_rates is None) == (starts is None):
        raise ValueError("sweep needs exactly one of learning_rates and starts.")
    network = experiment.network
    if starts is None:
        rates = finite_array(learning_rates, "learning_rates", axes=(1,))
        if not (rates > 0).all():
            raise ValueError(f"learning_rates must all be above 0, not {rates[rates <= 0][0]}.")
        starts = np.broadcast_to(experiment.start, (len(rates), network.parameter_count))
        first = backward(network, experiment.start, experiment.data, experiment.loss)
    else:
        starts = finite_array(starts, "starts", axes=(2,))
        if starts.shape[1] != network.parameter_count:
            raise ValueError(f"starts must have {network.parameter_count} numbers in each row, not {starts.shape[1]}.")
        rates = np.full(len(starts), experiment.optimiser.learning_rate)
        first = backward(network, starts, experiment.data, experiment.loss)
        fits = np.isfinite(first.loss) & derivatives_fit(first.derivatives, experiment.optimiser)
        if not fits.all():
            raise ValueError(
                f"starts: the loss or its derivatives at row {int(fits.argmin())} "
                "are too large for a computer's numbers."
            )
    with np.errstate(over="ignore"):
        fits = np.isfinite(rates[:, None] * first.derivatives).all(axis=1)
    if not fits.all():
        raise ValueError(
            f"learning_rates: the very first step of run {int(fits.argmin())} is too large for a computer's numbers."
        )
    keep = steps_to_keep(experiment.steps, record, bytes_a_step=8 * len(rates) * (network.parameter_count + 1))
    together = len(experiment.data) * sum(network.nodes[1:]) <= SWEEP_AT_ONCE
    runs = side_by_side if together else one_by_one
    with np.errstate(all="ignore"):
        parameters, ssr, diverged_at = runs(experiment, rates, starts, keep)
    return Sweep(experiment, rates, starts, keep, parameters, ssr, diverged_at)


def one_by_one(experiment, rates, starts, keep):
    """The runs of a sweep one after the other: right where one run alone keeps the processor's caches busy."""
    parameters = np.full((len(rates), len(keep), experiment.network.parameter_count), np.nan)
    ssr = np.full((len(rates), len(keep)), np.nan)
    diverged_at = np.full(len(rates), -1)
    for k, (rate, start) in enumerate(zip(rates, starts, strict=True)):
        optimiser = replace(experiment.optimiser, learning_rate=rate)
        trace = gradient_descent(replace(experiment, start=start, optimiser=optimiser), keep)
        parameters[k, : len(trace)], ssr[k, : len(trace)] = trace.parameters, trace.ssr
        if trace.diverged_at is not None:
            diverged_at[k] = trace.diverged_at
    return parameters, ssr, diverged_at


def side_by_side(experiment, rates, starts, keep):
    """The runs of a sweep at once: each NumPy call does the same step of all K runs."""
    runs, count, ends = *starts.shape, ends_of_parts(experiment)
    # One array for all that must stay finite, so that one look suffices.
    state = np.zeros((ends[-1], runs))
    parameters, derivatives, step_sizes, *outputs, ssr, loss = np.split(state, ends[:-1])
    parameters[:] = starts.T
    predicted, residual, joined_x = (part.reshape(-1, len(experiment.data), runs) for part in outputs)
    calls, update, multiple = step_in_place(
        experiment, parameters, derivatives, step_sizes, predicted, residual, joined_x, rates
    )
    calls.append(partial(np.multiply, derivatives, multiple, derivatives))
    calls.append(partial(np.einsum, "onk,onk->k", residual, residual, out=ssr[0]))
    if experiment.loss is not SSR:
        output, observed = experiment.network.output, experiment.data.observed
        calls.append(partial(fill, loss[0], experiment.loss.at, output, observed, joined_x.T, predicted.T))

    kept_parameters, kept_ssr = np.empty((len(keep), count, runs)), np.empty((len(keep), runs))
    wanted, rows = set(keep.tolist()), iter(range(len(keep)))
    diverged_at, finite, finite_before = np.full(runs, -1), np.empty(state.shape, dtype=bool), state.size
    for step in range(experiment.steps + 1):
        for call in calls:
            call()
        finite_now = np.count_nonzero(np.isfinite(state, finite))
        if finite_now < finite_before:  # a run has just diverged; from NaN all its numbers become NaN, and stay it
            finite_before = finite_now
            ended = ~finite.all(axis=0)
            diverged_at[ended & (diverged_at < 0)] = step
            parameters[:, ended] = ssr[:, ended] = np.nan
        if step in wanted:
            row = next(rows)
            kept_parameters[row], kept_ssr[row] = parameters, ssr[0]
        update()
    return kept_parameters.transpose(2, 0, 1), kept_ssr.T, diverged_at
