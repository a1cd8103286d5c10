"""An Experiment says what one run of Gradient Descent depends on, a Trace what it did: both are records, to be read."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from backprop.data import Data, finite_array, of_kind, whole_number
from backprop.loss import Loss
from backprop.losses import SSR
from backprop.network import Network
from backprop.optimiser import Optimiser, valid_at_least_0
from backprop.optimisers import GradientDescent
from backprop.passes import backward, check_kinds
from backprop.written.numerals import counted

RECORD_LIMIT = 256 * 2**20  # bytes that one record may fill


@dataclass(frozen=True, eq=False)
class Experiment:
    """Everything that one run of Gradient Descent depends on.

    network       a Network
    data          a Data whose columns fit the network
    start         (P,) the parameters before the first step
    optimised     the names of the parameters that may move; None means all
    loss          what is minimised
    optimiser     the rule that makes steps of derivatives
    steps         how many steps to take, 0 or more
    batch         from how many observations a step has its derivatives; None means from all
    shuffled      a seed, from which each epoch draws its own order of the observations; None leaves them in theirs
    weight_decay  how much of a weight is added to its Derivative before the rule; nothing is to a bias's

    An epoch takes each observation once, so its last batch is smaller where they do not divide evenly. Where all are
    taken at once there is nothing to shuffle.

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
    batch: int | None = None
    shuffled: int | None = None
    weight_decay: float = 0.0

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
        if self.batch is not None:
            object.__setattr__(self, "batch", whole_number(self.batch, "batch", least=1))
            if self.batch > len(data):
                raise ValueError(
                    f"batch must be at most {len(data)}, as many observations as there are, not {self.batch}."
                )
        if self.shuffled is not None:
            object.__setattr__(self, "shuffled", whole_number(self.shuffled, "shuffled", least=0))
        object.__setattr__(self, "weight_decay", valid_at_least_0(self.weight_decay, "weight_decay"))
        self.check_first_step()

    def check_first_step(self):
        """Raises ValueError where the start's loss, or the very first step, is too large for a computer's numbers."""
        network, start, rule = self.network, self.start, self.optimiser
        of_all = backward(network, start, self.data, self.loss)
        first = backward(network, start, next(self.batches()), self.loss) if self.batched else of_all
        both = np.stack([of_all.derivatives, first.derivatives])
        if not (np.isfinite(of_all.loss) and derivatives_fit(both, rule).all()):
            raise ValueError(
                "start: the loss or its derivatives at these parameters are too large for a computer's numbers; "
                "bring the parameters nearer to 0."
            )
        with np.errstate(over="ignore"):
            derivatives = first.derivatives + self.decays * start
            if not derivatives_fit(derivatives, rule):
                raise ValueError(
                    f"weight_decay: {self.weight_decay!r} × the weights of this start is too large for a computer's "
                    "numbers; take a smaller one."
                )
            first_step_fits = np.isfinite(rule.learning_rate * derivatives).all()
            first_step_fits &= np.isfinite(rule.step(derivatives, rule.memory)[0]).all()
        if not first_step_fits:
            raise ValueError(
                "learning_rate: the very first step is too large for a computer's numbers; take a smaller one."
            )

    @property
    def told_by(self):
        """The Loss that a run is told by: the SSR, whatever it minimises, but where it is of classes what it does."""
        return self.loss if self.loss.shares else SSR

    @property
    def batched(self):
        """Whether a step sees some of the observations only."""
        return self.batch is not None and self.batch < len(self.data)

    @property
    def steps_an_epoch(self):
        """How many steps see each observation once."""
        return -(-len(self.data) // self.batch) if self.batched else 1

    def orders(self):
        """In which order each epoch takes the observations: yields (n,) row numbers, epoch by epoch, without end."""
        random, in_order = np.random.default_rng(self.shuffled), np.arange(len(self.data))
        while True:
            yield in_order if self.shuffled is None else random.permutation(len(self.data))

    def batches(self):
        """The observations from which each of the steps 0 … S has its derivatives: yields a Data for each."""
        data, size = self.data, self.batch if self.batched else len(self.data)
        rows = (order[first : first + size] for order in self.orders() for first in range(0, len(data), size))
        for some in islice(rows, self.steps + 1):
            yield Data(data.inputs[some], data.observed[some], data.names) if self.batched else data

    @cached_property
    def decays(self):
        """(P,) what each parameter is multiplied by to be added to its Derivative: weight_decay; 0 for a bias."""
        decays = np.zeros(self.network.parameter_count)
        if self.weight_decay:
            decays[[self.network.place(name) for name in self.network.weight_names]] = self.weight_decay
        return decays

    @property
    def decaying(self):
        """Whether weights decay that are optimised; others stay where they are."""
        return bool(self.weight_decay and (self.decays * self.moves).any())

    @property
    def plain(self):
        """Whether each Step Size is Derivative × Learning Rate, of the loss over all observations, and nothing else."""
        return self.optimiser.plain and not self.batched and not self.decaying

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
    derivatives   (rows, P) of the loss, at these values; by batches, of the loss over this step's batch alone
    step_sizes    (rows, P) signed, what is subtracted next, any weight decay included; 0 for what is not optimised
    predicted     (rows, n, O)
    residuals     (rows, n, O) Observed − Predicted
    loss          (rows,) over all observations, at these values, without what weights decay by
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

    @property
    def epochs(self):
        """(rows,) how many epochs are over at that moment: a whole number where each observation was seen as often."""
        return self.steps / self.experiment.steps_an_epoch

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
