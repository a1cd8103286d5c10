"""Where the labels of a graph have room, from the narrowest window to the widest."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from pages.parts.charts import labels, room
from pages.parts.graph.looks import DEEPEST_SIDEWAYS, DOWN, LEAVES, MARGIN, NAME_LETTERS, SIDES, SIDEWAYS, SMALL
from pages.parts.kept import shared
from pages.parts.pictures.graph_layout import edges, places, read


@dataclass(frozen=True, eq=False)
class View:
    """How a graph is drawn over some range of widths: what SIZES say there, so that every place moves along a line.

    half_width  of a node's box, as a part of the picture's width and pixels, one of which is 0
    half_height in pixels
    """

    text: str
    widths: tuple[float, ...]
    height: float
    down: bool
    small: bool
    half_width: tuple[float, float]
    half_height: float

    @cached_property
    def drawing(self):
        """Its room.Drawing, with the boxes of its nodes."""
        (part, pixels), high, boxes = self.half_width, self.half_height, []
        for node, x, y in zip(read(self.text).nodes, *self.nodes, strict=True):
            if node.number is None:
                middle = y * self.height
                boxes.append([x - part, -pixels, x + part, pixels, middle - high, middle + high])
        size = 9.5 if self.small else 11 if self.down else 12.5
        return room.Drawing(self.widths, self.height, size, np.reshape(boxes, (-1, 6)), np.empty((0, 6)))

    @cached_property
    def nodes(self):
        """Where the nodes stand, in parts of the picture: across, and up."""
        along, across, _, columns, slots = places(self.text)
        along, across = np.array(along) / columns, np.array(across) / slots
        return [part.tolist() for part in ((across, 1 - along) if self.down else (along, 1 - across))]

    @cached_property
    def rates(self):
        """For each edge where its rate stands, as the fields of a Way after its text."""
        *_, columns, slots = places(self.text)
        (part, pixels), high = self.half_width, self.half_height / self.height
        found = {}
        for edge, (stretches, side) in edges(self.text).items():
            x, y, x2, y2, (leaves, meets, into) = stretches[-1]
            leaves, meets, into, aside = LEAVES[leaves], float(meets), SIDES[into], 1 if side == "b" else -1
            along = (0.45 * x + 0.55 * x2) / columns  # and from there some parts of half a box
            on, off = 0.45 * leaves - 0.55 * meets, 0.55 * into
            across = (0.45 * y + 0.55 * y2) / slots
            size = 9 if self.small else 11
            if self.down:
                found[edge] = across + off * part, 1 - along - on * high, off * pixels + 7 * aside, 0.0, aside, size
            else:
                found[edge] = along + on * part, 1 - across - off * high, on * pixels, -9.0 * aside, 0, size
        return found

    @cached_property
    def names(self):
        """For each node where its name can stand, as the fields of a Way after its text: beside its box, or over it, at
        its left end or at its right."""
        part, pixels = self.half_width
        clear, up = (4, self.half_height - 6) if self.down else (0, self.half_height + 8)
        return [
            [
                (x + end * part, y, end * (pixels + clear), up, end if self.down else -end, NAME_LETTERS)
                for end in (-1, 1)
            ]
            for x, y in zip(*self.nodes, strict=True)
        ]


@shared
def views(text, height):
    """The Views of a graph, from the narrowest to the widest."""
    *_, columns, slots = places(text)
    high, (least, most) = height - MARGIN["top"] - MARGIN["bottom"], labels.WIDTHS
    always_down = columns > DEEPEST_SIDEWAYS
    (tall, tallest), (broad, broadest) = DOWN
    (long, longest), (deep, deepest) = SIDEWAYS
    full_down, full_sideways = broadest * slots / broad, longest * columns / long  # from there on boxes grow no more
    turns = {SMALL * slots, full_down, *(() if always_down else (room.NARROW_END, full_sideways))}
    ends = sorted({least, most, *(turn for turn in turns if least < turn < most)})
    found = []
    for low, top in pairwise(ends):
        down = always_down or top <= room.NARROW_END
        if down:
            half_width = (broad / slots, 0.0) if top <= full_down else (0.0, float(broadest))
            half_height = min(tall * high / columns, tallest)
        else:
            half_width = (long / columns, 0.0) if top <= full_sideways else (0.0, float(longest))
            half_height = min(deep * high / slots, deepest)
        between = [each for each in room.LOOKED_AT if low < each < top]
        small = down and top <= SMALL * slots
        found.append(View(text, (low, *between, top), high, down, small, half_width, half_height))
    return tuple(found)
