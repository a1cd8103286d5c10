"""Which classes a network takes for which: the class that was observed against that of the largest output."""

import numpy as np


def winners(values):
    """The place of the largest along the last axis, the first of several that are: (..., O) -> (...)."""
    return np.asarray(values).argmax(axis=-1)


def confusion(observed, predicted):
    """How many observations of each class were taken for each: (O, O) counts, a row for each class observed and a
    column for each predicted, from observed (n, O) and predicted (n, O).

    Raises ValueError where their shapes differ or are no tables.
    """
    observed, predicted = np.asarray(observed), np.asarray(predicted)
    if observed.ndim != 2 or observed.shape != predicted.shape:
        raise ValueError(
            f"observed and predicted must be tables of one shape (n, O), not {observed.shape} and {predicted.shape}."
        )
    classes = observed.shape[1]
    pairs = winners(observed) * classes + winners(predicted)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def right(observed, predicted):
    """How many observations have their largest output where they were observed: predicted (..., n, O) -> (...)."""
    return (winners(observed) == winners(predicted)).sum(axis=-1)


def commonest(observed):
    """How many observations (n, O) are of the class that most are of: so many are right if all are taken for it."""
    return int(np.bincount(winners(observed)).max())
