"""An Experiment says what one run of Gradient Descent depends on, a Trace what it did: both are records, to be read."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property

import numpy as np

from backprop.data import Data, finite_array, of_kind, whole_number
from backprop.loss import Loss
from backprop.losses import SSR
from backprop.network import Network
from backprop.optimisers import GradientDescent, Optimiser
from backprop.passes import backward, check_kinds
from backprop.written.numerals import counted

RECORD_LIMIT = 256 * 2**20  # bytes that one record may fill


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
    optimiser: Optimiser = field(default_factory=GradientDescent)
    steps: int = 10

    def __post_init__(self):
        network, data = self.network, self.data
        check_kinds(network, data, self.loss)
        of_kind(self.optimiser, Optimiser, "optimiser", "a rule with its settings, like GradientDescent(0.1)")
        network.check_columns(data)
        if self.start is None:
            raise ValueError(
                f"start must be {network.parameter_count} numbers, like random_start(network, 1); not None."
            )
        start = finite_array(self.start, "start", axes=(0, 1, 2))
        if start.shape != (network.parameter_count,):
            raise ValueError(
                f"start must have {network.parameter_count} numbers in one row ({network.parameter_names[0]} … "
                f"{network.parameter_names[-1]}), not {start.size if start.ndim == 1 else f'the shape {start.shape}'}."
            )
        object.__setattr__(self, "start", start)
        optimised = network.parameter_names if self.optimised is None else self.optimised
        if isinstance(optimised, str) or not isinstance(optimised, Iterable):
            raise ValueError(f"optimised must be a tuple of names, like ('b3',); not {optimised!r}.")
        try:
            wanted = {network.place(name) for name in optimised}
        except ValueError as error:
            raise ValueError(f"optimised: {error}") from None
        object.__setattr__(self, "optimised", tuple(network.parameter_names[place] for place in sorted(wanted)))
        object.__setattr__(self, "steps", whole_number(self.steps, "steps", least=0))
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
    def told_by(self):
        """The Loss that a run is told by: the SSR, whatever it minimises, but where it is of classes what it does."""
        return self.loss if self.loss.shares else SSR

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

    @property
    def told(self):
        """(rows,) what the Experiment is told by: the SSR, or the loss of classes."""
        return self.ssr if self.experiment.told_by is SSR else self.loss

    @cached_property
    def largest_step_sizes(self):
        """(rows,) the largest |Step Size| of each row."""
        return np.abs(self.step_sizes).max(axis=1)


def steps_to_keep(steps, record, bytes_a_step):
    """The step numbers that `record` asks for, of 0 … steps, rising.

    record  None for all of them; a whole number k for every k-th (and the last); or the step numbers themselves

    ValueError where they would fill more than RECORD_LIMIT, before any array of that size.
    """
    every = min(whole_number(record, "record", least=1), max(steps, 1)) if np.isscalar(record) else 1
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
