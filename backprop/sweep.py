"""One Experiment many times at once, with other Learning Rates or from other starts."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from backprop.calls import fill, step_in_place
from backprop.data import finite_array, of_kind
from backprop.experiment import Experiment, derivatives_fit, steps_to_keep
from backprop.in_place import descend, ends_of_parts, joined_size
from backprop.losses import SSR
from backprop.passes import backward

SWEEP_AT_ONCE = 512  # observations × nodes up to which many runs are faster side by side than one after the other


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
    of_kind(experiment, Experiment, "experiment", "an Experiment, like Experiment(network, data, start)")
    if (learning_rates is None) == (starts is None):
        raise ValueError("sweep needs exactly one of learning_rates and starts.")
    network = experiment.network
    if starts is None:
        rates = finite_array(learning_rates, "learning_rates", axes=(1,))
        if not (rates > 0).all():
            raise ValueError(f"learning_rates must all be above 0, not {rates[rates <= 0][0]}.")
        starts, begin = np.broadcast_to(experiment.start, (len(rates), network.parameter_count)), experiment.start
    else:
        starts = finite_array(starts, "starts", axes=(2,))
        if starts.shape[1] != network.parameter_count:
            raise ValueError(f"starts must have {network.parameter_count} numbers in each row, not {starts.shape[1]}.")
        rates, begin = np.full(len(starts), experiment.optimiser.learning_rate), starts
        of_all = backward(network, starts, experiment.data, experiment.loss)
        fits = np.isfinite(of_all.loss) & derivatives_fit(of_all.derivatives, experiment.optimiser)
        if not fits.all():
            raise ValueError(
                f"starts: the loss or its derivatives at row {int(fits.argmin())} "
                "are too large for a computer's numbers."
            )
    first = backward(network, begin, next(experiment.batches()), experiment.loss).derivatives
    with np.errstate(over="ignore"):
        first = first + experiment.decays * begin
        fits = np.isfinite(rates[:, None] * first).all(axis=1) & derivatives_fit(first, experiment.optimiser)
    if not fits.all():
        raise ValueError(
            f"learning_rates: the very first step of run {int(fits.argmin())} is too large for a computer's numbers."
        )
    keep = steps_to_keep(experiment.steps, record, bytes_a_step=8 * len(rates) * (network.parameter_count + 1))
    together = len(experiment.data) * sum(network.nodes[1:]) <= SWEEP_AT_ONCE and not experiment.batched
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
        *_, trace = descend(replace(experiment, start=start, optimiser=optimiser), keep)
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
    outputs.append(np.empty((joined_size(experiment), runs)))
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
