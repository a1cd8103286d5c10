"""From which step on rounding decides a run: a second run, begun one bit away, then shows other digits.

Each operation rounds, in the last bit of some 16 digits. Most runs forget such a difference, or carry it along unseen;
some double it every few steps, until it stands in the digits shown: sensitive dependence (E. Lorenz, Deterministic
Nonperiodic Flow, 1963). From there on another processor, or the same sum in another order, ends elsewhere. That each
rounding acts as a change of what went in is backward error analysis (N. Higham, Accuracy and Stability of Numerical
Algorithms, chapter 1); so what goes in is changed here by one bit, and with it every rounding that follows.
"""

from dataclasses import dataclass, replace

import numpy as np

# Runs are compared in more digits than are shown, up to so many: another machine rounds otherwise at every step.
MORE_DIGITS, AT_MOST = 2, 8
SEED = 0  # of which way each bit goes: any will do, and not all one way, which would keep equal nodes equal


@dataclass(frozen=True)
class Parting:
    """What a second run, begun one bit away, has shown.

    step      the first recorded step at which the two differ in the digits shown, None where they do not
    followed  up to which step they were compared
    whole     whether that is all of the run
    of        the names of the numbers that differ, there or later; none where only the step of divergence differs
    other     what the second run is
    """

    step: int | None
    followed: int
    whole: bool
    of: tuple[str, ...] = ()
    other: str = "a second run, begun one bit away"

    @property
    def about(self):
        """The step to one digit, rounded down: where rounding begins to decide is decided by rounding too."""
        size = 10 ** (len(str(self.step)) - 1)
        return self.step // size * size

    @property
    def sentence(self):
        """What this says of the run."""
        if self.step is not None:
            shows = f"shows other digits there, in {', '.join(self.of)}" if self.of else "diverges at another step"
            return f"From about step {self.about:,} on, rounding decides: {self.other}, {shows}."
        if not self.whole:
            return f"Up to step {self.followed:,}, as far as a second run was followed, rounding decides nothing."
        return f"Rounding decides nothing here: {self.other}, shows the same digits."

    def ended(self, one, other):
        """The same, these being the steps at which the two diverge, None where one does not as soon."""
        if one == other:
            return self
        return replace(self, step=min(step for step in (self.step, one, other) if step is not None))


def one_bit_away(experiment):
    """The Experiment with each number that goes in moved to the next there is, its observations in reverse.

    Start and inputs go up or down, Observed values towards 0 or not at all: a chance of 1 must not become more. What is
    0 stays 0: no rounding brings it away from there. The observations stand in the opposite order, so that every sum
    over them is rounded otherwise, even where all that is added up is 0 or cancels. By batches they keep their order,
    which is a part of what is done.
    """
    random = np.random.default_rng(SEED)

    def moved(values, up=np.inf, down=-np.inf):
        ways = np.where(random.random(values.shape) < 0.5, down, up)
        return np.where(values == 0, values, np.nextafter(values, ways))

    data = experiment.data
    turn = 1 if experiment.batched else -1
    inputs, observed = moved(data.inputs), moved(data.observed, up=data.observed, down=0.0)
    return replace(
        experiment, start=moved(experiment.start), data=replace(data, inputs=inputs[::turn], observed=observed[::turn])
    )


def parting(steps, one, other, digits=4, outgrown=False):
    """The Parting of two runs, at the rows that both have.

    steps       (rows,) the step numbers of the first
    one, other  {name: (rows,) the numbers that are looked at}; the other may have fewer rows
    digits      how many significant digits of them are shown; compared are MORE_DIGITS more, up to AT_MOST
    outgrown    whether the other has fewer because its numbers outgrew the computer's
    """
    rows = min(len(steps), *map(len, other.values()))
    compared, apart = max(digits, min(digits + MORE_DIGITS, AT_MOST)), {}
    for name, numbers in one.items():
        here, there = numbers[:rows], other[name][:rows]
        with np.errstate(over="ignore"):  # of a run that diverges
            apart[name] = np.abs(here - there) > 0.5 * 10.0**-compared * np.maximum(np.abs(here), np.abs(there))
    first = [int(of.argmax()) for of in apart.values() if of.any()]
    if rows < len(steps) and outgrown:  # and the first did not yet
        first.append(rows)
    return Parting(
        int(steps[min(first)]) if first else None,
        int(steps[rows - 1]) if rows else 0,
        rows == len(steps),
        tuple(name for name, of in apart.items() if of.any() or rows in first),
    )
