"""Which labels of a drawing find room, and how wide the drawing must be for it: none covers another, a dot or a box.

A drawing of boxes and edges grows with its window while its letters stay as they are, and only the browser knows how
wide it is. So each label is given the widths at which it is free, and the browser draws it there and nowhere else.
Labels come in the order in which they matter, and each in the ways in which it can be written, the usual one first:
at each width it takes the first that is free, and where none is it drops out and leaves what it says to the table.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import altair as alt
import numpy as np

from pages.parts.charts.labels import GAP, WIDTHS, moved, text_height, text_width
from pages.parts.kept import shared

ALL = 1e6  # beyond any width
LIKE = 6  # pixels: texts that are about as wide stand alike, so that a step moves none without need


NARROW_END = 560  # pixels; below, as on a phone, a weight's name and number stand one above the other
NARROW = f"width < {NARROW_END}"
DOT = 6.5  # pixels: the radius of a mark that may not be covered
MARGIN = {"left": 2, "right": 2, "top": 4, "bottom": 4}
# Between these widths it is looked at where labels find room.
LOOKED_AT = (WIDTHS[0], 250, 280, 310, 340, 370, 400, 440, 500, NARROW_END, 640, 760, 1000, WIDTHS[1])


@dataclass(frozen=True, eq=False)
class Drawing:
    """How a picture is drawn over some range of widths.

    widths  of its inside, in pixels, rising: the ends of the ranges in each of which a label is shown or not
    height  of its inside, in pixels
    size    of its letters
    boxes   (n, 6) of what may not be covered: left and right, each as a part of the width and pixels beside it, then
            low and top in pixels. A label that stands in one belongs to it
    dots    (m, 6) of what even those may not cover
    """

    widths: tuple[float, ...]
    height: float
    size: float
    boxes: np.ndarray
    dots: np.ndarray


@shared
def narrow_and_wide(height, sizes, boxes, dots=(), until=NARROW_END):
    """The Drawings of a narrow picture and of one that is wider, each with the size of its letters.

    height  of the chart, in pixels
    boxes   the nodes, each (left, right, low, top) in parts of the picture
    dots    (x, y) of round marks, in parts of it
    until   the width in pixels where the narrow one ends
    """
    high, r = height - MARGIN["top"] - MARGIN["bottom"], DOT
    taken = np.array([(left, 0, right, 0, low * high, top * high) for left, right, low, top in boxes])
    marked = np.reshape([(x, -r, x, r, y * high - r, y * high + r) for x, y in dots], (-1, 6))
    ranges = [each for each in LOOKED_AT if each <= until], [each for each in LOOKED_AT if each >= until]
    return [Drawing(tuple(widths), high, size, taken, marked) for widths, size in zip(ranges, sizes, strict=True)]


class Way(NamedTuple):
    """One way in which a label can be written.

    x, y       its place, in parts of the picture
    right, up  how far from there it stands, in pixels; up to the middle of its lines
    align      whether it begins there (1), ends there (−1) or has its middle there (0)
    size       of its letters; None for the Drawing's own
    """

    text: str
    x: float
    y: float
    right: float = 0.0
    up: float = 0.0
    align: int = 0
    size: float | None = None


COLUMNS = ("label", "x", "y", "x2", "y2", "value")  # what of a Way is drawn, in the table "marks"


class Label:
    """A text that is to be shown where it has room.

    layer  of the table "marks"
    ways   for each of the drawings, from the narrowest to the widest, its Ways, the usual one first
    measured  text -> the text that has its room: of one that a walk changes, the widest that it becomes
    at     the step of a walk at which alone it is seen, or, with a minus, at which alone it is not; 0 for always. Two
           that are never seen together may have the same place
    """

    def __init__(self, drawings, layer, bold, ways, measured=str, at=0):
        self.layer, self.rows = layer, [[way[: len(COLUMNS)] for way in each] for each in ways]
        self.outlines = [
            tuple([(*outline(way._replace(text=measured(way.text)), drawing, bold), at) for way in each])
            for drawing, each in zip(drawings, ways, strict=True)
        ]


def shown(drawings, wanted):
    """The labels that find room, as layers of a table "marks"; wanted are Labels, those that matter most first."""
    layers, ends = {}, {}
    for place, drawing in enumerate(drawings):
        found = free(drawing, tuple([label.outlines[place] for label in wanted]))
        for of, (label, ranges) in enumerate(zip(wanted, found, strict=True)):
            for which, low, high in ranges:
                drawn = label.rows[place][which]
                before = ends.get(of)
                if (
                    before is not None and before[-1] == low and before[0] == drawn
                ):  # it goes on from a narrower drawing
                    before[-1] = high
                else:
                    ends[of] = [drawn, low, high]
                    layers.setdefault(label.layer, []).append(ends[of])
    tables = {}
    for layer, rows in layers.items():
        drawn, low, high = zip(*rows, strict=True)
        parts = (*map(list, zip(*drawn, strict=True)), low, high)
        tables[layer] = dict(zip((*COLUMNS, "from", "until"), parts, strict=True))
    return tables


def outline(way, drawing, bold):
    """Where the text of a Way is: its place (a part across, pixels up), and its sides in pixels from there."""
    text, x, y, right, up, align, size = way
    size = size or drawing.size
    wide, lines = of_size_1(text, bold)
    wide, high = math.ceil(size * wide / LIKE) * LIKE, size * lines / 2
    left = right - wide * (1 - align) / 2
    return x, y * drawing.height, left, left + wide, up - high, up + high


@lru_cache(maxsize=4096)  # not `shared`: to find a line's two numbers there takes longer than to measure it anew
def of_size_1(text, bold):
    return text_width(text, 1, bold), text_height(text, 1)


@shared
def free(drawing, wanted):
    """For each label the ranges of widths in which it is shown, each as (which of its ways, from, until).

    Widths are held as bits, one for each range between two neighbours of the drawing's: where a way meets another is
    found for all at once, and who comes first is then a matter of a few ands.
    """
    ways = [way for each in wanted for way in each]
    if not ways:
        return tuple(() for _ in wanted)
    inside, meets = meetings(drawing, np.array(ways))
    all_widths, shown_at, found = (1 << (len(drawing.widths) - 1)) - 1, {}, []
    first = 0
    for each in wanted:
        missing, ranges = all_widths, []
        for which in range(len(each)):
            room = missing & inside[first + which]
            for other, at in meets.get(first + which, ()):
                room &= ~(at & shown_at.get(other, 0))
            if room:
                shown_at[first + which] = room
                missing &= ~room
                ranges += [(which, *ends) for ends in stretches(room, drawing.widths)]
                if not missing:
                    break
        first += len(each)
        found.append(tuple(ranges))
    return tuple(found)


def meetings(drawing, ways):
    """Where outlines (n, 6) of ways meet something, in bits; a last column has the steps at which they are seen.

    Returns ([where each lies inside and free of boxes and dots], {way: [(an earlier way, where they meet)]}).
    """
    widths, count, at_step = np.array(drawing.widths), len(ways), ways[:, 6]
    x, y = ways[:, :1] * widths, ways[:, 1:2]
    fixed = np.concatenate([drawing.boxes, drawing.dots])
    lefts = np.concatenate([x + ways[:, 2:3], fixed[:, :1] * widths + fixed[:, 1:2]])
    rights = np.concatenate([x + ways[:, 3:4], fixed[:, 2:3] * widths + fixed[:, 3:4]])
    heights = np.concatenate([y + ways[:, 4:6], fixed[:, 4:]])
    lows, tops = heights.T
    near = (lows[:count, None] < tops + GAP) & (tops[:count, None] > lows - GAP)
    near[:, :count] &= np.tri(count, k=-1, dtype=bool)
    one, other = at_step[:, None], at_step
    near[:, :count] &= (one == other) | (one == 0) | (other == 0) | ((one < 0) | (other < 0)) & (one != -other)
    of, own = len(drawing.boxes), slice(count, count + len(drawing.boxes))
    if of:  # a label may cover the box in which it stands
        near[:, own] &= ~((lows[own] < y) & (y < tops[own]) & (lefts[own, 0] < x[:, :1]) & (x[:, :1] < rights[own, 0]))
    one, other = np.nonzero(near)
    after, before = lefts[one] >= rights[other] + GAP, rights[one] <= lefts[other] - GAP
    meet = ~((after[:, :-1] & after[:, 1:]) | (before[:, :-1] & before[:, 1:]))
    bits = 1 << np.arange(len(widths) - 1)
    within = (lefts[:count] >= 0) & (rights[:count] <= widths)
    within &= ((lows[:count] >= 0) & (tops[:count] <= drawing.height))[:, None]
    inside = ((within[:, :-1] & within[:, 1:]) @ bits).tolist()
    at = meet @ bits
    some, meets = np.flatnonzero(at), {}
    for way, thing, where in zip(one[some].tolist(), other[some].tolist(), at[some].tolist(), strict=True):
        if thing < count:
            meets.setdefault(way, []).append((thing, where))
        else:
            inside[way] &= ~where
    return inside, meets


def stretches(room, widths):
    """The ranges of widths whose bits are set; the first and the last of all go on."""
    ends = [0.0 if each <= WIDTHS[0] else ALL if each >= WIDTHS[1] else float(each) for each in widths]
    found, begun = [], None
    for place in range(len(widths)):
        if room >> place & 1:
            begun = place if begun is None else begun
        elif begun is not None:
            found.append((ends[begun], ends[place]))
            begun = None
    return found


def said(layer, size, line, **options):
    """The labels of one layer that `shown` gives, each drawn at the widths at which it has room.

    layer       a chart of that layer
    size, line  how large its letters are, and how high a line, as expressions
    """
    here = layer.transform_filter("width >= datum.from && width < datum.until")
    align = alt.expr("datum.value > 0 ? 'left' : datum.value < 0 ? 'right' : 'center'")
    return here.mark_text(fontSize=alt.expr(size), **{**moved(line), "align": align}, **options)
