"""Data with numbers of a handy size: a column's mean is taken away, and what is left divided by its spread."""

from dataclasses import replace

import numpy as np

ROUNDING = 8 * np.finfo(float).eps  # of the largest number in a column: what differs by less differs by rounding


def scales_of(data):
    """The middle and the spread of each column, [(mean, standard deviation), …], the inputs' first; a spread of 1 where
    a column is all the same, or differs by no more than rounding."""
    columns = np.hstack([data.inputs, data.observed])
    spreads = columns.std(axis=0)
    level = (np.ptp(columns, axis=0) <= ROUNDING * np.abs(columns).max(axis=0)) | (spreads == 0)
    means = np.where(level, columns[0], columns.mean(axis=0))  # the mean of equal numbers is not always their number
    return list(zip(means.tolist(), np.where(level, 1.0, spreads).tolist(), strict=True))


def standardised(data, scales, output):
    """The Data with every input's mean taken away and divided by its standard deviation; the outputs too if wanted,
    unless they are classes, which stay 0 and 1.

    scales  those of this Data, or of another whose numbers are to mean the same
    """
    inputs, columns = data.inputs.shape[1], len(data.names)
    done = columns if output and not data.classes else inputs
    means, spreads = (np.array(part) for part in zip(*scales, strict=True))
    means[done:], spreads[done:] = 0.0, 1.0
    return replace(
        data,
        inputs=(data.inputs - means[:inputs]) / spreads[:inputs],
        observed=(data.observed - means[inputs:]) / spreads[inputs:],
        names=(*(f"{name}, standardised" for name in data.names[:done]), *data.names[done:]),
    )
