"""Where the nodes of a network stand in its picture, and which way its weights' edges run."""

from dataclasses import dataclass

import numpy as np

INPUT_WIDTH, NODE_WIDTH, NODE_HEIGHT = 0.07, 0.11, 0.31  # half of each, the last one shared by a column's nodes
WRITTEN_WIDTH = 0.135  # where no curve is in a node, and its weights and its bias may be
FLATTER = 0.9  # in a column of 3 or more, of which each but the inputs needs a line of text above it too
MARK = 0.025  # from a node to the middle of a mark beside it


@dataclass(frozen=True)
class Box:
    """Where a node stands in the network picture, its middle and half its size, and which node it is.

    number  of a hidden node: 1, 2, … through the network; 0 for inputs and outputs
    """

    x: float
    y: float
    half_width: float
    half_height: float
    number: int = 0

    @property
    def bottom(self):
        return self.y - self.half_height

    @property
    def top(self):
        return self.y + self.half_height

    @property
    def edges(self):
        return self.x - self.half_width, self.x + self.half_width, self.bottom, self.top

    @property
    def sides(self):
        return dict(zip(("x", "x2", "y", "y2"), self.edges, strict=True))

    @property
    def beside_last_line(self):
        """Where a mark stands clear of the lines that are written in the box, left of the last."""
        return self.x - self.half_width - MARK, self.bottom + 0.3 * self.half_height

    def holding(self, x, y, x_ends, y_ends):
        """Points of a curve as they stand in the box, whose inner edges are the ends given."""
        right = (np.asarray(x, dtype=float) - x_ends[0]) / (x_ends[1] - x_ends[0]) - 0.5
        up = (np.asarray(y, dtype=float) - y_ends[0]) / (y_ends[1] - y_ends[0]) - 0.5
        return {"x": self.x + 1.76 * self.half_width * right, "y": self.y + 1.6 * self.half_height * up}


def boxes(nodes):
    """A Box for each node, a list for each layer, inputs first."""
    hidden, high = len(nodes) - 2, NODE_HEIGHT / max(nodes)
    flat = FLATTER * high if max(nodes) > 2 else high
    widest = NODE_WIDTH if nodes[0] == 1 else WRITTEN_WIDTH
    wide = widest if hidden < 2 else 1.3 * NODE_WIDTH / hidden
    first, last = 0.005 + INPUT_WIDTH, 0.985 - widest
    gap = (last - widest - first - INPUT_WIDTH - 2 * wide * hidden) / (hidden + 1)
    between = [(first + INPUT_WIDTH + gap + wide + i * (gap + 2 * wide), wide, flat) for i in range(hidden)]
    columns = [(first, INPUT_WIDTH, high / 2 if nodes[0] == 1 else 0.8 * high), *between, (last, widest, flat)]
    layers, number_of = [], iter(range(1, sum(nodes) + 1))
    for place, (count, (x, half_width, half_height)) in enumerate(zip(nodes, columns, strict=True)):
        heights = [(count - i - 0.5) / count for i in range(count)]
        of_hidden = 0 < place <= hidden
        layers.append([Box(x, y, half_width, half_height, next(number_of) if of_hidden else 0) for y in heights])
    return layers


def edge_label(start, end, sources):
    """How far along its edge a weight is written, and on which side of it, where it covers no other: 1 above or −1
    below, and 1 to the right, −1 to the left or 0 in the middle."""
    if start == end:
        return 0.5, 1 if start >= 0.5 else -1, 0
    if sources == 1:
        return 0.5, 1 if end > start else -1, -1
    return 0.14, 1 if start > end else -1, 1
