"""Many Learning Rates, or many starts, beside each other: which are too slow, good or too large, and where each ends.

A region is what the `verdict` of a single run would be, for all runs of a `sweep` at once, and of its so many steps
only: a rate that is too slow for ten steps may be good for a thousand.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.bowl import bowl, largest_stable_rate
from backprop.experiment import Experiment, log_spaced_steps
from backprop.losses import SSR
from backprop.passes import backward, forward
from backprop.sweep import sweep
from backprop.trend import WINDOW, trends
from backprop.verdict import NEAR_BEST, near_zero

REGIONS = ("too slow", "good", "alternates", "oscillates", "stranded", "diverges")
TOO_SLOW, GOOD, ALTERNATES, OSCILLATES, STRANDED, DIVERGES = range(len(REGIONS))
WHOLE_RECORD = 32 * 2**20  # bytes up to which every step of every run is looked at for its arrival
REACHED = 0.001  # a fit counts as perfect when its SSR is less than this above the lowest there can be


# --- many Learning Rates ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Comparison:
    """One Experiment at K Learning Rates: no more of each run than a picture and a table need.

    experiment      the Experiment that they share
    learning_rates  (K,)
    steps           (rows,) the step numbers that are kept, log-spaced where there are many
    ssr             (K, rows), NaN once a run has diverged
    ends            (K, P) the parameters after the last step, NaN where a run has diverged
    regions         (K,) the place in REGIONS of each run
    arrived_at      (K,) the step from which on a run had arrived, −1 where it had not
    diverged_at     (K,) the first step at which a run's numbers were no longer finite, −1 where they always were
    every_step      whether arrived_at is exact; else it is the first recorded step since then
    """

    experiment: Experiment
    learning_rates: np.ndarray
    steps: np.ndarray
    ssr: np.ndarray
    ends: np.ndarray
    regions: np.ndarray
    arrived_at: np.ndarray
    diverged_at: np.ndarray
    every_step: bool

    def __len__(self):
        return len(self.learning_rates)

    @property
    def best(self):
        """Which run is the best: the first to arrive; where none does, of those that go down the one with the lowest
        SSR; None if all oscillate or diverge: where one of these is in its last step is chance. Of several that arrive
        at the same step the lower SSR decides."""
        last = np.where(np.isin(self.regions, (OSCILLATES, DIVERGES)), np.inf, self.ssr[:, -1])
        first = np.where(self.arrived_at < 0, np.iinfo(int).max, self.arrived_at)
        place = int(np.lexsort((last, first))[0])
        return place if np.isfinite(last[place]) else None

    @property
    def stretches(self):
        """The Learning Rates in their order, cut where the region changes: [(region, first run, last run)]."""
        cuts = np.flatnonzero(np.diff(self.regions)) + 1
        firsts, lasts = [0, *cuts.tolist()], [*(cuts - 1).tolist(), len(self) - 1]
        return [(int(self.regions[first]), first, last) for first, last in zip(firsts, lasts, strict=True)]


def comparison(experiment, learning_rates, kept=337):
    """Run the Experiment at each of these Learning Rates (K,), rising, and sort the runs into REGIONS.

    kept  how many steps, at most, the Comparison keeps of each run

    Raises ValueError as `sweep` does, and for steps other than those of plain Gradient Descent on all observations.
    """
    steps = experiment.steps
    bytes_in_all = 8 * len(learning_rates) * (steps + 1) * (experiment.network.parameter_count + 1)
    drawn, every_step = log_spaced_steps(steps, kept), bytes_in_all <= WHOLE_RECORD
    end = np.arange(max(steps - WINDOW + 1, 0), steps + 1)
    runs = sweep(experiment, learning_rates=learning_rates, record=None if every_step else np.union1d(drawn, end))
    rates, ssr = runs.learning_rates, np.ascontiguousarray(runs.ssr[:, np.searchsorted(runs.steps, drawn)])
    ends, arrived = runs.parameters[:, -1].copy(), arrivals(runs)
    found = regions(runs, arrived)
    return Comparison(experiment, rates, drawn, ssr, ends, found, arrived, runs.diverged_at, every_step)


def arrivals(runs):
    """(K,) the first recorded step of a Sweep from which on each run had arrived, −1 where it had not.

    Arrived is what `verdict` calls converged: near the exact minimum where that is known, else the loss near 0.
    """
    experiment, shape = runs.experiment, bowl(runs.experiment)
    observed = experiment.data.observed
    with np.errstate(all="ignore"):  # of runs that have diverged
        if shape is not None:
            moving = np.flatnonzero(experiment.moves)
            values = runs.parameters[..., moving]
            still = np.array(experiment.start)
            still[moving] = 0.0
            unmoved = forward(experiment.network, still, experiment.data.inputs).predicted
            # The way to the minimum is linear in the values, so one product does it for all runs and rows.
            back = np.linalg.pinv(shape.slopes) @ shape.slopes
            way = shape.way_to_minimum((observed - unmoved)[None]) - values @ back.T
            limit = NEAR_BEST * np.maximum(1.0, np.abs(values[:, -1] + way[:, -1]))
            close = (np.abs(way) <= limit[:, None]).all(axis=-1)
        else:
            close = losses(runs) <= near_zero(experiment)
    away = ~close[:, ::-1]
    since = np.where(away.any(axis=1), close.shape[1] - away.argmax(axis=1), 0)
    return np.where(close[:, -1], runs.steps[np.minimum(since, len(runs.steps) - 1)], -1)


def losses(runs, rows=slice(None)):
    """(K, rows) the loss of a Sweep's runs."""
    experiment = runs.experiment
    if experiment.loss is SSR:
        return runs.ssr[:, rows]
    last = forward(experiment.network, runs.parameters[:, rows], experiment.data.inputs).layers[-1]
    with np.errstate(all="ignore"):
        return experiment.loss.at(experiment.network.output, experiment.data.observed, last.x, last.y)


def regions(runs, arrived=None):
    """(K,) the place in REGIONS of each run of a Sweep whose last WINDOW steps were recorded one by one.

    - diverges    its numbers outgrew the computer, or the loss is above its start and was rising in the last step
    - good        it has arrived (see `arrivals`)
    - oscillates  the loss goes up and down, or rose in the last step, or every step turns back the one before and they
                  do not shrink
    - alternates  the loss falls, though every step turns back the one before: a little less, each time
    - too slow    all the others: it goes down, or no longer moves, and has not arrived
    - stranded    such a one too, though a run with a smaller Learning Rate has arrived: it is not slowness that keeps
                  it, but a step too far, which left it on level ground

    arrived  what `arrivals` gives, where that is known already
    Raises ValueError where steps are missing, or are not those of plain Gradient Descent on all observations.
    """
    experiment, end = runs.experiment, runs.steps[-WINDOW:]
    if not experiment.optimiser.plain:
        raise ValueError("optimiser must be plain Gradient Descent for regions.")
    if not experiment.plain:
        raise ValueError("batch must be None and weight_decay 0 for regions.")
    if len(end) < min(WINDOW, runs.steps[-1] + 1) or (np.diff(end) != 1).any():
        raise ValueError(f"the last {WINDOW} steps must all be recorded.")
    arrived = arrivals(runs) if arrived is None else arrived
    parameters = runs.parameters[:, -WINDOW:]
    late = backward(experiment.network, parameters, experiment.data, experiment.loss)
    loss = losses(runs, slice(-WINDOW, None))
    with np.errstate(all="ignore"):  # of runs that have diverged
        step_sizes = late.derivatives * (experiment.moves * runs.learning_rates[:, None])[:, None]
    kinds = trends(experiment, runs.learning_rates, parameters, late.derivatives, step_sizes, loss).kinds
    rising = kinds == "rising"
    first_good = runs.learning_rates[arrived >= 0].min(initial=np.inf)
    return np.select(
        [
            runs.diverged_at >= 0,
            arrived >= 0,
            rising & (loss[:, -1] > losses(runs, slice(0, 1))[:, 0]),
            rising | (kinds == "oscillating"),
            kinds == "converging alternately",
            runs.learning_rates > first_good,
        ],
        [DIVERGES, GOOD, DIVERGES, OSCILLATES, ALTERNATES, STRANDED],
        TOO_SLOW,
    )


@dataclass(frozen=True)
class Borders:
    """Where the regions of one parameter along a parabola end, exactly, after so many steps.

    Each step multiplies the parameter's distance from its best value by 1 − curvature × rate.

    name        of the parameter
    curvature   the loss's second derivative
    arrives     (lowest, highest) Learning Rate that arrives within the steps; None where none but at_once does
    at_once     the rate that arrives in one step: 1 / curvature
    never       the rate from which on it never arrives: 2 / curvature
    """

    name: str
    curvature: float
    arrives: tuple[float, float] | None
    at_once: float
    never: float


def borders(experiment):
    """The Borders of an Experiment; None where not one parameter alone is optimised, or the loss is no parabola.

    After s steps the distance is |1 − curvature × rate|ˢ times what it was, so it is small enough where that factor is
    at most the s-th root of (how near counts as arrived) / (how far the start is).
    """
    shape, stable = bowl(experiment), largest_stable_rate(experiment)
    if shape is None or stable is None or len(experiment.optimised) != 1 or not np.isfinite(stable):
        return None
    predicted = forward(experiment.network, experiment.start, experiment.data.inputs).predicted
    way = float(shape.way_to_minimum((experiment.data.observed - predicted)[None])[0, 0])
    (name,) = experiment.optimised
    best = float(experiment.start[experiment.network.place(name)]) + way
    near, curvature = NEAR_BEST * max(1.0, abs(best)), float(shape.curvature[-1])
    arrives = None
    if experiment.steps and abs(way) > near:
        factor = (near / abs(way)) ** (1 / experiment.steps)
        arrives = (1 - factor) / curvature, (1 + factor) / curvature
    return Borders(name, curvature, arrives, 1 / curvature, stable)


# --- many starts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Landing:
    """One Experiment from K starts: where each began and ended.

    experiment   the Experiment that they share
    starts       (K, P)
    ends         (K, P) the parameters after the last step, NaN where a run has diverged
    ssr          (K,) after the last step, NaN where a run has diverged
    diverged_at  (K,) as in a Sweep
    least        the lowest SSR there can be: of the exact minimum where that is known, else 0
    """

    experiment: Experiment
    starts: np.ndarray
    ends: np.ndarray
    ssr: np.ndarray
    diverged_at: np.ndarray
    least: float

    def __len__(self):
        return len(self.starts)

    @property
    def reached(self):
        """(K,) True where the SSR came to less than REACHED above the lowest there can be."""
        return self.ssr < self.least + REACHED

    def farthest_apart(self, count):
        """The places of at most `count` perfect fits that differ most: the first, and each time the one farthest from
        those before, by the parameter in which they are farthest apart."""
        reached, chosen = np.flatnonzero(self.reached), []
        ends, away = self.ends[reached], np.full(len(reached), np.inf)
        while len(chosen) < min(count, len(reached)):
            chosen.append(int(away.argmax()))
            away = np.minimum(away, np.abs(ends - ends[chosen[-1]]).max(axis=1))
        return reached[chosen]


def random_starts(experiment, count, least, most, seed):
    """(count, P) starts: what is optimised is drawn evenly from least … most, the rest is as in the Experiment.

    The same seed gives the same starts; a larger count begins with those of a smaller one.
    """
    starts = np.tile(experiment.start, (count, 1))
    moving = np.flatnonzero(experiment.moves)
    starts[:, moving] = np.random.default_rng(seed).uniform(least, most, (count, len(moving)))
    return starts


def landing(experiment, starts):
    """Run the Experiment from each of these starts (K, P); returns a Landing. Raises ValueError as `sweep` does."""
    runs = sweep(experiment, starts=starts, record=[experiment.steps])
    shape = bowl(replace(experiment, weight_decay=0.0))  # of the loss, whatever weights decay by
    predicted = forward(experiment.network, experiment.start, experiment.data.inputs).predicted
    least = 0.0 if shape is None else shape.least(replace(experiment, loss=SSR), experiment.data.observed - predicted)
    ends, ssr = runs.parameters[:, -1].copy(), runs.ssr[:, -1].copy()
    return Landing(experiment, runs.starts, ends, ssr, runs.diverged_at, least)
