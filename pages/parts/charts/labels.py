"""Where a picture's labels go: beside their points, and never over another label, over a dot or beyond the picture.

A picture is as wide as its window lets it be, and only the browser knows that. Labels are as large in any of them,
while the points part as the picture grows. So what is apart, on the same side, in the narrowest and in the widest
picture, is apart in every one between: both are looked at, and a label stands where it is free in both.

Labels come in the order in which they matter. Each takes the first of its places that is free, or of the free ones that
which covers least of the lines; one that finds none drops out, and what it says is left to the table and the words.
"""

from dataclasses import dataclass, fields

import altair as alt
import numpy as np

WIDTHS = (215.0, 1500.0)  # of a picture's inside, in pixels: on a small telephone, and in a very wide window
BELOW = (90.0, 64.0)  # of a chart's height what its x-axis takes, at most and at least
USUAL = 340.0  # a width at which it is judged how much of a line a label covers
GAP = 1.5  # pixels kept free around a label

# Where a label stands from its point, in pixels right and up, in the order in which the places are tried. Left or right
# of the point it begins or ends there; above and below, it stands in the middle.
SIDES = {
    "high right": (10, 9),
    "high left": (-10, 9),
    "low right": (10, -10),
    "low left": (-10, -10),
    "above": (0, 18),
    "below": (0, -19),
    "right": (10, 0),
    "left": (-10, 0),
    "higher right": (12, 25),
    "higher left": (-12, 25),
    "lower right": (12, -26),
    "lower left": (-12, -26),
    "far above": (0, 34),
    "far below": (0, -35),
}
UPWARDS = tuple(side for side, (_, up) in SIDES.items() if up >= 0)
DOWNWARDS = tuple(side for side, (_, up) in SIDES.items() if up <= 0)
ON = {"on": (0, 0)}  # upon its point: only where a label asks for it

# Widths of letters in parts of their size, a little more than they are in the font that Streamlit brings.
WIDTHS_OF = (
    (set(" .,:;'|il!()jtf"), 0.33),
    (set("mwMW%@"), 0.9),
    (set("→←▲▼◆▶◀✕…"), 1.0),
    (set("ABCDEFGHKLNOPQRSTUVXYZ×+−=±≈"), 0.67),
)
OTHER = 0.57
WIDTH_OF = {letter: wide for letters, wide in reversed(WIDTHS_OF) for letter in letters}


def text_width(text, size, bold=False):
    """How wide a text is at most, in pixels; of several lines, the widest."""
    lines = (sum([WIDTH_OF.get(one, OTHER) for one in line]) for line in text.split("\n"))
    return size * max(lines) * (1.05 if bold else 1.0)


def text_height(text, size):
    return 1.2 * size * (1 + text.count("\n"))


@dataclass(frozen=True)
class Label:
    """A text that is to stand beside a point.

    sides  names of SIDES, in the order in which they are tried; None for all in their own order
    """

    text: str
    x: float
    y: float
    sides: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class Labels:
    """Texts beside the marks of a picture; of one that walks, the browser places them: it knows how large it is.

    layer   of the chart, which draws them
    of      the layer whose marks they are of, in its order
    texts   templates
    dots, small, paths, rules  the layers whose marks, large or small, they may not cover, or better do not cross
    middle  whether they are of the middles of the rules that the marks are, the longest first
    clear   whether a text that would cross a line drops out
    sides   of the mark on which a text may stand, in the order in which they are tried; None for all of them
    wide    how wide a walking picture must be, in pixels, for these texts to be written at all
    """

    layer: str
    of: str
    texts: list[str]
    dots: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    middle: bool = False
    clear: bool = False
    bold: bool = False
    size: float = 12.5
    sides: tuple[str, ...] | None = None
    wide: float = 0.0

    @property
    def told(self):
        """What the browser is told of them."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "layer"}


@dataclass(frozen=True)
class Frame:
    """The inside of a picture: the ends of its axes, and how high its chart is, in pixels.

    logarithmic  the axes that are, as "y" or "xy"
    """

    x: tuple[float, float]
    y: tuple[float, float]
    height: float
    logarithmic: str = ""
    widths: tuple[float, float] = WIDTHS
    below: tuple[float, float] = BELOW

    @property
    def sizes(self):
        """(2, 2) the smallest and the largest inside, each its width and height."""
        return np.array(list(zip(self.widths, (self.height - by for by in self.below), strict=True)))

    def parts(self, x, y):
        """(..., 2) where points are, in parts of the picture from its lower left corner."""
        parts = []
        for name, at, ends in (("x", x, self.x), ("y", y, self.y)):
            at, (low, high) = np.asarray(at, dtype=float), np.asarray(ends, dtype=float)
            if name in self.logarithmic:
                with np.errstate(divide="ignore", invalid="ignore"):
                    at, low, high = np.log(at), np.log(low), np.log(high)
            parts.append((at - low) / (high - low))
        return np.stack(np.broadcast_arrays(*parts), axis=-1)

    def values(self, parts):
        """(..., 2) where points stand on the axes, from where they are in parts of the picture."""
        at = []
        for axis, name, ends in zip(np.moveaxis(np.asarray(parts), -1, 0), "xy", (self.x, self.y), strict=True):
            low, high = np.log(ends) if name in self.logarithmic else ends
            value = low + axis * (high - low)
            at.append(np.exp(value) if name in self.logarithmic else value)
        return np.stack(at, axis=-1)


def boxes(points, low, high):
    """(..., 3, 2) rectangles: the points they hang on, in parts of the picture, and their corners from there, in pixels
    right and up."""
    return np.stack(np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (points, low, high))), axis=-2)


def dots(points, radius=6.5):
    """The boxes (n, 3, 2) of round marks at points (n, 2)."""
    return boxes(np.reshape(points, (-1, 2)), [-radius, -radius], [radius, radius])


def apart(one, others, sizes):
    """(n,) whether a box (3, 2) lies apart from each of others (n, 3, 2), in every picture between the two sizes."""
    far = (others[:, 0] - one[0])[:, None] * sizes  # (n, 2 sizes, 2 axes)
    after = (far + (others[:, 1] - one[2])[:, None]).min(axis=1) >= GAP
    before = (-far + (one[1] - others[:, 2])[:, None]).min(axis=1) >= GAP
    return (after | before).any(axis=1)


def within(box, sizes):
    """Whether a box (3, 2) lies inside every picture between the two sizes."""
    low, high = box[0] * sizes + box[1], box[0] * sizes + box[2]
    return bool((low >= 0).all() and (high <= sizes).all())


def box_of(label, point, side, size, bold=False):
    """The box (3, 2) of a Label's text on one side of its point (2,)."""
    right, up = (SIDES | ON)[side]
    wide, high = text_width(label.text, size, bold), text_height(label.text, size) / 2
    left = 0.0 if right > 0 else -wide if right < 0 else -wide / 2
    return boxes(point, [right + left, up - high], [right + left + wide, up + high])


def placed(frame, labels, marks=(), lines=(), size=12.5, bold=False, taken=()):
    """Where labels stand, each on a side of its point.

    frame   a Frame
    labels  Labels, those that matter most first
    marks   boxes (n, 3, 2) of what may not be covered, as `dots` makes them
    lines   arrays (n, 2) of points of curves, in parts of the picture, that are better not covered
    taken   boxes (n, 3, 2) of labels that were placed before, in another size

    Returns (the columns of the layer `said`, the boxes (m, 3, 2) of the labels that found room).
    """
    sizes = frame.sizes
    usual = np.stack([np.array([USUAL, sizes[:, 1].mean()])] * 2)
    seen = np.concatenate([np.empty((0, 2)), *lines])
    seen = dots(seen[np.isfinite(seen).all(axis=1)], 0.0)
    fixed = np.concatenate([np.empty((0, 3, 2)), *(np.reshape(each, (-1, 3, 2)) for each in (marks, taken))])
    found, columns = np.empty((0, 3, 2)), {name: [] for name in ("x", "y", "x2", "y2", "label")}
    for label in labels:
        point = frame.parts(label.x, label.y)
        if not label.text or not np.isfinite(point).all():
            continue
        free = []
        for order, side in enumerate(label.sides or SIDES):
            box = box_of(label, point, side, size, bold)
            if within(box, sizes) and apart(box, fixed, sizes).all() and apart(box, found, sizes).all():
                free.append(((~apart(box, seen, usual)).sum(), order, side, box))
        if free:
            *_, side, box = min(free, key=lambda each: each[:2])
            found = np.concatenate([found, box[None]])
            for name, value in zip(columns, (label.x, label.y, *(SIDES | ON)[side], label.text), strict=True):
                columns[name].append(value)
    return columns, found


def beside(frame, layers, groups):
    """Where Labels have room beside the marks of layers {name: columns}, those that matter most first: the layers of
    text {name: columns} in which they stand."""

    def ends(of):
        """(2, n, 2) where the marks of a layer begin and end, in parts of the picture."""
        columns = layers.get(of, {"x": [], "y": []})
        x, y = columns["x"], columns["y"]
        return np.stack([frame.parts(x, y), frame.parts(columns.get("x2", x), columns.get("y2", y))])

    found, taken = {}, np.empty((0, 3, 2))
    for group in groups:
        starts, stops = ends(group.of)
        places = frame.values((starts + stops) / 2 if group.middle else starts)
        wanted = [Label(text, *place, group.sides) for text, place in zip(group.texts, places, strict=True)]
        if group.middle:
            longest = np.argsort(-np.hypot(*(stops - starts).T), kind="stable")
            wanted = [wanted[i] for i in longest]
        fixed = [dots(ends(of)[0]) for of in group.dots] + [dots(ends(of)[0], 2.5) for of in group.small]
        lines = [drawn_out(ends(of)[0]) for of in group.paths]
        lines += [drawn_out(rule) for of in group.rules for rule in ends(of).swapaxes(0, 1)]
        fixed = np.concatenate([taken[:0], *fixed])
        columns, boxes = placed(frame, wanted, fixed, lines, group.size, group.bold, taken)
        taken = np.concatenate([taken, boxes])
        for name, values in columns.items():
            found.setdefault(group.layer, {}).setdefault(name, []).extend(values)
    return {layer: columns for layer, columns in found.items() if columns["x"]}


def drawn_out(line):
    """(n, 2) points of a line near each other: of one with two ends, twenty between them."""
    return line if len(line) != 2 else line[0] + np.linspace(0, 1, 20)[:, None] * (line[1] - line[0])


def moved(line):
    """How a chart draws what was placed: beside its point, and of several lines their middle there, where a browser
    puts the first. `line` is how high each is."""
    return {
        "align": alt.expr("datum.x2 > 0 ? 'left' : datum.x2 < 0 ? 'right' : 'center'"),
        "dx": alt.expr("datum.x2"),
        "dy": alt.expr(f"-datum.y2 - ({line}) / 2 * (length(split(datum.label, '\\n')) - 1)"),
        "baseline": "middle",
        "lineBreak": "\n",
        "lineHeight": alt.expr(f"{line}"),
    }


PAPER = alt.expr("background")
HALO = {"fill": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round", "tooltip": None}


def said(layer, x, y, size=12.5, bold=False):
    """Labels that `placed` has placed, from a layer of the table "marks": each on paper of its own, because where a
    steep curve begins at its dot no place beside the dot may be free of it."""
    style = {"fontSize": size, "fontWeight": "bold" if bold else "normal", **moved(1.2 * size)}
    text = layer.mark_text(**style).encode(x=x, y=y, text="label:N", color=alt.Color("ink:N", legend=None))
    return alt.layer(layer.mark_text(**style, **HALO).encode(x=x, y=y, text="label:N"), text)
