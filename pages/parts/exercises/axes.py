"""A chart on paper: two axes with names and a few ticks, lines that end at its edge, labels where there is room."""

import math
from itertools import pairwise

import numpy as np

from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.exercises.svg import LETTERS, WIDE, Drawing

HIGH = 236.0  # pixels
TOP, BOTTOM, RIGHT = 24.0, 38.0, 10.0
TICK = 4.0


def ticks(low, high, about=5):
    """Round numbers from low to high, some `about` of them."""
    ten = 10.0 ** math.floor(math.log10((high - low) / about))
    step = next(size * ten for size in (1, 2, 5, 10) if size * ten * about >= (high - low) * (1 - 1e-9))
    return [step * at for at in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def inside(x, y, low, high):
    """A curve, cut where it leaves low … high: the lines [(x, y), …] that are left of it, each with its ends there."""
    lines = []
    for (x1, y1), (x2, y2) in pairwise(zip(map(float, x), map(float, y), strict=True)):
        ends = sorted((end - y1) / (y2 - y1) for end in (low, high)) if y1 != y2 else [0.0, float(low <= y1 <= high)]
        start, stop = max(ends[0], 0.0), min(ends[1], 1.0)
        if start < stop:
            if start > 0 or not lines or lines[-1][-1] != (x1, y1):
                lines.append([(x1 + start * (x2 - x1), y1 + start * (y2 - y1))])
            lines[-1].append((x2, y2) if stop == 1 else (x1 + stop * (x2 - x1), y1 + stop * (y2 - y1)))
    return lines


class Axes(Drawing):
    """A Drawing of a chart.

    x, y    the ends of its axes
    titles  their names
    floor   the least number at which the upright axis has a tick
    """

    def __init__(self, said, x, y, titles, floor=-math.inf):
        super().__init__(HIGH, said)
        self.x, self.y = x, y
        across, up = ticks(*x), [at for at in ticks(*y) if at >= floor]
        self.left = 10.0 + max(labels.text_width(number(at), LETTERS) for at in up)
        self.high, self.wide = HIGH - TOP - BOTTOM, WIDE - self.left - RIGHT
        self.frame = labels.Frame(x, y, self.high, widths=(self.wide, self.wide), below=(0.0, 0.0))
        self.marks, self.curves, self.taken = [], [], np.empty((0, 3, 2))
        self.draw_axes(across, up, titles)

    def draw_axes(self, across, up, titles):
        left, right, low, top = self.left, WIDE - RIGHT, HIGH - BOTTOM, TOP
        self.line(None, [(left, top), (left, low), (right, low)], width=1.0, opacity=0.7)
        for at in across:
            x, _ = self.place(at, self.y[0])
            self.line(None, [(x, low), (x, low + TICK)], width=1.0, opacity=0.7)
            self.text(None, x, low + 13, number(at))
        for at in up:
            _, y = self.place(self.x[0], at)
            self.line(None, [(left - TICK, y), (left, y)], width=1.0, opacity=0.7)
            self.text(None, left - TICK - 3, y, number(at), align=-1)
        self.text(None, (left + right) / 2, HIGH - 9, titles[0], bold=True)
        self.text(None, 2.0, 9.0, titles[1], align=1, bold=True)

    def place(self, x, y):
        """Where a point of the chart is in the picture; of several points (n,) each, where they are, (2, n)."""
        right, up = np.moveaxis(self.frame.parts(x, y), -1, 0)
        return self.left + right * self.wide, TOP + (1 - up) * self.high

    def curve(self, part, x, y, **look):
        """A curve, as far as it lies inside; labels keep off it."""
        for line in inside(x, y, *self.y):
            across, up = zip(*line, strict=True)
            self.line(part, list(zip(*self.place(across, up), strict=True)), **look)
            self.curves.append(labels.drawn_out(self.frame.parts(across, up)))

    def point(self, part, x, y, radius, **look):
        self.dot(part, *self.place(x, y), radius, **look)
        self.marks.append(labels.dots(self.frame.parts(x, y), radius + 1.0)[0])

    def say(self, part, text, x, y, sides=None, bold=False):
        """A label beside a point, where there is room for it; none where there is not."""
        label = labels.Label(text, x, y, sides)
        columns, found = labels.placed(
            self.frame, [label], np.reshape(self.marks, (-1, 3, 2)), self.curves, LETTERS, bold, self.taken
        )
        self.taken = np.concatenate([self.taken, found])
        for right, up in zip(columns["x2"], columns["y2"], strict=True):
            at_x, at_y = self.place(x, y)
            self.text(part, at_x + right, at_y - up, text, align=int(np.sign(right)), bold=bold)
