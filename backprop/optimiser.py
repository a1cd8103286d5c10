"""What is known of an optimiser, the rule that turns derivatives into steps: its settings, its step, its fast calls.

A rule is a value that holds its settings only: what it remembers from step to step (a velocity, averages) is handed to
its `step` and back, or lies in arrays that `in_place` makes anew for each run, so that one rule serves any number of
runs.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from typing import ClassVar, NamedTuple

import numpy as np

from backprop.activation import Calls


class Setting(NamedTuple):
    """A number that a rule is set with: its label, its default, and what it may be, least ≤ number < below."""

    label: str
    default: float
    least: float
    below: float


def part(default):
    """A setting that is at least 0 and below 1, as the field of a rule; one without it is any number above 0."""
    return field(default=default, metadata={"is_part": True})


@dataclass(frozen=True)
class Optimiser(ABC):
    """A rule, with its settings, each a field: finite and above 0, or a `part`, at least 0 and below 1.

    Raises ValueError, which names the setting, where it is neither.

    Of every rule:
    name, formula       for the screen
    memory              what it remembers before the first step; None where a step hangs on no step before it
    plain               whether its Step Size is Derivative × Learning Rate and nothing else
    largest_derivative  up to which a Derivative can be worked with
    code                (what it remembers, its step) as lines of a script with NumPy: {0.beta_1!r} is a setting
    """

    learning_rate: float

    name: ClassVar[str]
    formula: ClassVar[str]
    memory: ClassVar[object] = None
    plain: ClassVar[bool] = False
    largest_derivative: ClassVar[float] = float(np.finfo(float).max)
    code: ClassVar[tuple[str, str]]

    def __post_init__(self):
        for each in fields(self):
            valid = valid_part if "is_part" in each.metadata else valid_above_0
            object.__setattr__(self, each.name, valid(getattr(self, each.name), each.name))

    @classmethod
    def settings(cls):
        """{field: Setting} of all that the rule is set with beside the Learning Rate."""
        found = {}
        for each in fields(cls)[1:]:
            least, below = (0.0, 1.0) if "is_part" in each.metadata else (float(np.nextafter(0.0, 1.0)), np.inf)
            found[each.name] = Setting(each.name.replace("_", " ").capitalize(), each.default, least, below)
        return found

    @property
    def first_step(self):
        """How long the very first Step Size is, however small the Derivative, and so may be again where the rule has
        forgotten all others; 0.0 of a rule whose steps are in proportion to the Derivatives."""
        return 0.0

    @property
    def carries(self):
        """How many times its last Step Size the rule would still go on where all further Derivatives were 0."""
        return 0.0

    @property
    def remembers(self):
        """Whether a step depends on the steps before it."""
        return self.memory is not None

    @abstractmethod
    def step(self, derivatives, memory):
        """(the Step Sizes, what is remembered next) for derivatives (P,) and what is remembered: `memory` at first."""

    @abstractmethod
    def in_place(self, derivatives, multiple, step_sizes, learning_rates) -> Calls:
        """The calls that fill step_sizes for one step; all arrays are (P, *runs), where runs is () or (K,).

        derivatives × the number `multiple` are the true Derivatives; learning_rates are 0 where nothing may move.
        """


def as_float(value):
    """`value` as a float, NaN where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return np.nan


def valid_at_least_0(value, name):
    """`value` as a float; ValueError names it where it is not a finite number of at least 0."""
    number = as_float(value)
    if not 0 <= number < np.inf:
        raise ValueError(f"{name} must be a finite number of at least 0, not {value!r}.")
    return number


def valid_above_0(value, name):
    """`value` as a float; ValueError names it where it is not a finite number above 0."""
    number = as_float(value)
    if not (np.isfinite(number) and number > 0):
        raise ValueError(f"{name} must be a finite number above 0, not {value!r}.")
    return number


def valid_part(value, name):
    """`value` as a float; ValueError names it where it is not at least 0 and below 1."""
    number = as_float(value)
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, not {value!r}.")
    return number
