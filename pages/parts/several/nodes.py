"""A node of two inputs bends along a line of their plane: on one side of it the node is off, on the other it rises."""

import numpy as np

from backprop.written.numerals import number, signed


def off_where(weights, bias, names):
    """Where a ReLU node is off, its x not above 0, in words: weights (2,) of the two inputs, named.

    Solved for the first input, and for the second where the node does not look at the first.
    """
    if not any(weights):
        return "everywhere" if bias <= 0 else "nowhere"
    first = 0 if weights[0] else 1
    other = 1 - first
    side = "≥" if weights[first] < 0 else "≤"
    said = f"where {names[first]} {side} {number(-bias / weights[first])}"
    slope = -weights[other] / weights[first]
    return said if slope == 0 else f"{said} + {signed(slope)} × {names[other]}"


def bend(weights, bias, ends):
    """(2, 2) the two ends, (first, second input) each, of the line along which a node bends, within a square plane
    whose sides have these ends; None where it does not cross the plane."""
    found = []
    for along, other in ((0, 1), (1, 0)):
        if weights[along] == 0:
            continue
        for end in ends:
            at = -(bias + weights[other] * end) / weights[along]
            if ends[0] <= at <= ends[1]:
                found.append((at, end) if along == 0 else (end, at))
    if len(found) < 2:
        return None
    found = np.array(found)
    low, high = found[np.lexsort(found.T[::-1])][[0, -1]]
    return None if np.allclose(low, high) else np.array([low, high])
