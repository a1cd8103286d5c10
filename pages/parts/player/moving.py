"""What moves in a walk: which rows of a run are its frames, and how a value for each of them is handed to a picture."""

import numpy as np

MOST_FRAMES = 56  # of a long run; of a short one every step is one


def frames(steps, wanted):
    """(F,) the rows of a run that are sent: log-spaced, and besides those that are wanted, as far as it has them.

    steps   (rows,) the step of each row
    wanted  steps; None among them is none
    """
    last = len(steps) - 1
    if last < MOST_FRAMES:
        return np.arange(last + 1)
    spaced = np.geomspace(1.0, last + 1.0, MOST_FRAMES) - 1.0
    near = [int(np.abs(steps - step).argmin()) for step in wanted if step is not None]
    return np.union1d(np.round(spaced).astype(int), near).astype(int)


def column(values):
    """(F,) -> (F, 1), as a picture wants what moves."""
    return np.asarray(values, dtype=float)[:, None]


def unmoved(values):
    """Values (F, k) that never move as (k,), others as they are."""
    return values[0] if (values == values[:1]).all() else values
