"""Worked examples of SoftMax and Cross Entropy that others have published: their raw outputs, and what they print."""

from dataclasses import dataclass

import numpy as np

from backprop.softmax import softmax


@dataclass(frozen=True, eq=False)
class RawOutputs:
    """One row of raw outputs with the class that was observed.

    name      who prints it
    raw       (O,) the raw outputs
    observed  the place of the observed class, from 0
    printed   the Cross Entropy as it is printed there
    base      of the logarithm with which it was worked out there
    """

    name: str
    raw: tuple[float, ...]
    observed: int
    printed: float
    base: float = np.e

    @property
    def p(self):
        """(O,) the SoftMax of the raw outputs."""
        return softmax(np.array(self.raw))

    @property
    def one_hot(self):
        """(O,) Observed: 1 for the observed class, 0 for all others."""
        return (np.arange(len(self.raw)) == self.observed) * 1.0


RAW_OUTPUTS = (
    RawOutputs("CS231n, the notes", (-2.85, 0.86, 0.28), 2, 1.04),
    RawOutputs("CS231n, older slides", (3.2, 5.1, -1.7), 0, 0.89, 10.0),
    RawOutputs("CS231n, later slides", (3.2, 5.1, -1.7), 0, 2.04),
    RawOutputs("Many tutorials", (2.0, 1.0, 0.1), 0, 0.417),
)

# Neural Networks from Scratch: three rows of shares, the classes that were observed, each row's loss, and their mean.
BATCH = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
BATCH_OBSERVED = (0, 1, 1)
BATCH_PRINTED, BATCH_MEAN = (0.35667494, 0.69314718, 0.10536052), 0.38506088
