"""From which step on rounding decides a run: a second run, begun one bit away, then shows other digits.

Each operation rounds, in the last bit of some 16 digits. Most runs forget such a difference, or carry it along unseen;
some double it every few steps, until it stands in the digits shown: sensitive dependence (E. Lorenz, Deterministic
Nonperiodic Flow, 1963). From there on another processor, or the same sum in another order, ends elsewhere. That each
rounding acts as a change of what went in is backward error analysis (N. Higham, Accuracy and Stability of Numerical
Algorithms, chapter 1); so what goes in is changed here by one bit, and with it every rounding that follows.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.data import Data

# Runs are compared in more digits than are shown, up to so many: another machine rounds otherwise at every step.
MORE_DIGITS, AT_MOST = 2, 8
SEED = 0  # of which way each bit goes: any will do, and not all one way, which would keep equal nodes equal


@dataclass(frozen=True)
class Parting:
    """What a second run, begun one bit away, has shown.

    step      the first recorded step at which the two differ in the digits shown, None where they do not
    followed  up to which step they were compared
    whole     whether that is all of the run
    of        the names of the numbers that differ, there or later
    """

    step: int | None
    followed: int
    whole: bool
    of: tuple[str, ...] = ()

    @property
    def about(self):
        """The step to one digit, rounded down: where rounding begins to decide is decided by rounding too."""
        size = 10 ** (len(str(self.step)) - 1)
        return self.step // size * size

    @property
    def sentence(self):
        """What this says of the run."""
        if self.step is not None:
            return (
                f"From about step {self.about:,} on, rounding decides: a second run, begun one bit away, shows other "
                f"digits there, in {', '.join(self.of)}."
            )
        if not self.whole:
            return f"Up to step {self.followed:,}, as far as a second run was followed, rounding decides nothing."
        return "Rounding decides nothing here: a second run, begun one bit away, shows the same digits."


def one_bit_away(experiment):
    """The Experiment with each number that goes in, start and inputs, moved to the next one there is, up or down.

    What is 0 stays 0: no rounding brings it away from there.
    """
    random = np.random.default_rng(SEED)

    def moved(values):
        ways = np.where(random.random(values.shape) < 0.5, -np.inf, np.inf)
        return np.where(values == 0, values, np.nextafter(values, ways))

    data = experiment.data
    return replace(experiment, start=moved(experiment.start), data=Data(moved(data.inputs), data.observed, data.names))


def parting(trace, again, shown, digits=4):
    """The Parting of two Traces of runs one bit apart, at the rows that both have.

    shown   shown(trace) -> {name: (rows,) the numbers that are looked at}
    digits  how many significant digits of them are shown; compared are MORE_DIGITS more, up to AT_MOST
    """
    rows = min(len(trace), len(again))
    compared, apart = max(digits, min(digits + MORE_DIGITS, AT_MOST)), {}
    for (name, one), other in zip(shown(trace).items(), shown(again).values(), strict=True):
        one, other = one[:rows], other[:rows]
        with np.errstate(over="ignore"):  # of a run that diverges
            apart[name] = np.abs(one - other) > 0.5 * 10.0**-compared * np.maximum(np.abs(one), np.abs(other))
    first = [int(of.argmax()) for of in apart.values() if of.any()]
    if rows < len(trace) and again.diverged_at is not None:  # it outgrew the computer's numbers, this one did not yet
        first.append(rows)
    return Parting(
        int(trace.steps[min(first)]) if first else None,
        int(trace.steps[rows - 1]),
        rows == len(trace),
        tuple(name for name, of in apart.items() if of.any() or rows in first),
    )
