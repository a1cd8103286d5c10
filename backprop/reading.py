"""What the numbers of a run say of its convergence, whatever the word for it: where to stop, how fast, how far.

The stop rule is that of Gradient Descent, Step-by-Step: steps that are small enough end the run.
"""

from dataclasses import dataclass

import numpy as np

from backprop.bowl import largest_stable_rate
from backprop.lowest import exact_minimum, excess, lowest
from backprop.trend import SMALL_STEP, WINDOW


@dataclass(frozen=True, eq=False)
class Reading:
    """What the numbers of a run say of its convergence, whatever the Verdict.

    ratio              by how much a late step multiplies what the loss has above its minimum (above 0 where that is
                       unknown); None where nothing was left to lose
    late               (first, last) the steps that the ratio is the average of
    largest_step_size  the largest |Step Size| of the last row
    stops_at           the row at which the stop rule would have ended the run, or None
    minimum            (P,) the parameters at the nearest exact minimum, None where it is unknown
    least              the loss there, None where it is unknown
    stable_rate        the largest stable Learning Rate, None where it is unknown
    condition          the bowl's largest curvature in parts of its smallest; None where it is unknown
    """

    ratio: float | None
    late: tuple[int, int]
    largest_step_size: float
    stops_at: int | None
    minimum: np.ndarray | None
    least: float | None
    stable_rate: float | None
    condition: float | None


def stops_at(trace, step_size=SMALL_STEP):
    """The first row at which every |Step Size| is below `step_size`, or None: where the stop rule ends the run.

    Where nothing is optimised there are no steps, and nothing to end.
    """
    small = (trace.largest_step_sizes < step_size) & bool(trace.experiment.optimised)
    return int(small.argmax()) if small.any() else None


def first_rounding_to(trace, shown, decimals=2):
    """The first row at which every parameter, rounded to so many decimals, is the one shown (P,); None if none is."""
    there = (np.round(trace.parameters, decimals) == np.round(shown, decimals)).all(axis=1)
    return int(there.argmax()) if there.any() else None


def reading(trace):
    """The Reading of a Trace."""
    experiment, shape = trace.experiment, lowest(trace.experiment)
    left = excess(trace, shape)
    # Once all that is left is rounding, its ups and downs are no convergence.
    last = int(np.flatnonzero(left > 1e-14 * left[0])[-1]) if left[0] > 0 else 0
    first = max(last - WINDOW + 1, 0)  # the very rows that the verdict looks at
    late = int(trace.steps[first]), int(trace.steps[last])
    has_ratio = last > first and left[first] > 0
    return Reading(
        ratio=float((left[last] / left[first]) ** (1 / (late[1] - late[0]))) if has_ratio else None,
        late=late,
        largest_step_size=float(trace.largest_step_sizes[-1]),
        stops_at=stops_at(trace),
        minimum=exact_minimum(experiment),
        # from the lowest row: next to the Residuals of a run that has gone far off the least loss would be rounding
        least=None if shape is None else shape.least(experiment, trace.residuals[int(np.nanargmin(trace.loss))]),
        stable_rate=largest_stable_rate(experiment),
        condition=None if shape is None else shape.condition,
    )
