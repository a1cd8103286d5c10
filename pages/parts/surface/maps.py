"""A map of the SSR over two parameters, computed once: its picture, its contour lines, and what the mouse reads."""

from dataclasses import dataclass

import numpy as np

from backprop.landscape import contour_levels, nodes_of_both, ssr_across, ssr_in_plane
from backprop.written.numerals import number
from pages.parts.kept import shared
from pages.parts.pictures.painted import address, places_for_labels

CELLS = 300, 180, 60  # of a map, each way; fewer where the observations and nodes are many
FINE_WORK, MOST_WORK = 1.6e7, 6e7  # cells × observations × nodes that a fine map, and any map, may cost
READ = 60  # of these, each way, that the mouse reads: every fifth, say, the middle of a square of 25


@dataclass(frozen=True, eq=False)
class Map:
    """A map of the SSR, ready to be drawn.

    names    of what goes across and up
    x, y     the ends of both
    read     (READ, READ) the SSR where the mouse reads it: rows go up, columns across
    levels   the SSR of each contour line, rising
    labels   (L, 2) where each level is written, in parts of the map across and up; NaN where there is no room
    address  the picture as a data: address
    shown    the part of the map whose SSR is not too large for a computer's numbers, from 0 to 1
    """

    names: tuple[str, str]
    x: tuple[float, float]
    y: tuple[float, float]
    read: np.ndarray
    levels: np.ndarray
    labels: np.ndarray
    address: str
    shown: float

    @property
    def numbers(self):
        """The text of each level that can be written, and (n, 2) where: upon its line."""
        there = np.flatnonzero(np.isfinite(self.labels[:, 0]))
        ends = np.transpose([self.x, self.y])
        return [*map(number, self.levels[there])], ends[0] + self.labels[there] * (ends[1] - ends[0])


@shared
def map_across(network, data, parameters, names, x, y, levels):
    """The Map of two parameters, the others as in `parameters` (P,), computed once."""
    cells = cells_of_map(network, data, names)
    grid = middles(y, cells), middles(x, cells)
    return map_from(names, x, y, ssr_across(network, data, parameters, names[::-1], grid), levels)


@shared
def map_in_plane(network, data, centre, names, directions, reach):
    """The Map around a place, along two directions (2, P), across and up, as far as `reach` each way."""
    ends = (-reach, reach)
    surface = ssr_in_plane(network, data, centre, directions[::-1], (middles(ends), middles(ends)))
    return map_from(names, ends, ends, surface, contour_levels(surface))


def map_from(names, x, y, surface, levels):
    """The Map of a surface (V, V), V one of CELLS."""
    every = len(surface) // READ
    return Map(
        tuple(names),
        tuple(x),
        tuple(y),
        surface[every // 2 :: every, every // 2 :: every].copy(),
        levels,
        places_for_labels(surface, levels),
        address(surface, levels),
        float(np.isfinite(surface).mean()),
    )


def middles(ends, count=CELLS[0]):
    """The middles of `count` equal cells between two ends."""
    return ends[0] + (np.arange(count) + 0.5) / count * (ends[1] - ends[0])


def work(network, data, names, cells):
    """What a map costs: cells × observations × nodes, of which those with many inputs cost more."""
    return cells**2 * len(data) * nodes_of_both(network, names) * (0.8 + 0.1 * max(network.nodes))


def cells_of_map(network, data, names):
    """How fine a map is, each way: as fine as can be drawn without a wait."""
    return next((cells for cells in CELLS if work(network, data, names, cells) <= FINE_WORK), CELLS[-1])
