"""Which part of the landscape is seen: two of a run's parameters, between which ends, and where the others stand."""

from dataclasses import dataclass
from dataclasses import replace as changed

import numpy as np

from backprop.experiment import Trace, log_spaced_steps
from backprop.landscape import contour_levels, ssr_across
from backprop.losses import SSR, ssr
from backprop.passes import forward
from pages.parts.pictures import extent
from pages.parts.surface.maps import READ, middles

# Where the parameters stand that the map does not show: at which row of the run; None where they walk on with it.
OTHERS = {"as at this step": None, "as at the start": 0, "as at the end": -1}


@dataclass(frozen=True, eq=False)
class View:
    """Which part of the landscape a page shows.

    trace   the run whose path is drawn
    names   the parameters across and up
    others  where the others stand, one of OTHERS
    x, y    the ends of both
    levels  the SSR of the contour lines, the same at every step
    top     the highest SSR that the cuts show
    """

    trace: Trace
    names: tuple[str, str]
    others: str
    x: tuple[float, float]
    y: tuple[float, float]
    levels: np.ndarray
    top: float

    @property
    def places(self):
        return [self.trace.experiment.network.place(name) for name in self.names]

    @property
    def held(self):
        """The row of the run at which the others stand; None where they walk on with it."""
        return OTHERS[self.others]

    def rows(self, rows):
        """The parameters (..., P) that the map shows these rows of the Trace at: the two move, the others may stay."""
        walked = self.trace.parameters
        if self.held is None:
            return walked[rows]
        shown = np.array(np.broadcast_to(walked[self.held], walked[rows].shape))
        shown[..., self.places] = walked[rows][..., self.places]
        return shown


def framed(trace, names, others, x, y):
    """The View with these ends: its contour lines suit the start, the middle and the end of the run alike."""
    experiment = trace.experiment
    network, data = experiment.network, experiment.data
    plain = View(trace, names, others, x, y, np.empty(0), 0.0)
    seen = np.flatnonzero(extent.rows_in_view(trace))
    some = seen[np.unique([0, len(seen) // 2, len(seen) - 1])] if plain.held is None else seen[:1]
    grid = middles(y, READ), middles(x, READ)
    maps = np.array([ssr_across(network, data, row, names[::-1], grid) for row in plain.rows(some)])
    on_path = ssr(data.observed, forward(network, plain.rows(seen[drawn_rows(seen)]), data.inputs).predicted)
    top = max(float(on_path[np.isfinite(on_path)].max(initial=0.0)), 1.5 * SSR.of_mean(data.observed), 1e-6)
    return changed(plain, levels=contour_levels(maps), top=top)


def drawn_rows(seen):
    return log_spaced_steps(len(seen) - 1, DRAWN_ON_A_PATH)


def around_path(trace, name):
    """The ends of an axis that shows a parameter's whole path, with room on both sides."""
    values = trace.of(name)[extent.rows_in_view(trace)]
    middle, half = (values.max() + values.min()) / 2, (values.max() - values.min()) / 2
    half = max(1.7 * half, 1.5)
    return float(middle - half), float(middle + half)


DRAWN_ON_A_PATH = 200
