"""What a test reads off a page's pictures, without a browser: their rows, their axes' ends, their words."""

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pyarrow
import streamlit
from vega import given, signals, value

from pages.parts.charts import labels

LINES = ("curve", "line", "ahead", "one", "other", "tangent")


@dataclass(frozen=True)
class Picture:
    """A chart as it is sent: its specification, its table "marks", and its text for those who do not see it."""

    spec: dict
    table: pd.DataFrame
    alt: str

    def layer(self, name):
        """The rows of one layer of the table, those of "end" for instance."""
        return self.table[self.table["is"] == name]

    @cached_property
    def rows(self):
        """The rows of each layer that bears labels or dots, as dictionaries."""
        found = {}
        for row in self.table[~self.table["is"].isin(LINES)].to_dict("records"):
            found.setdefault(row["is"], []).append(row)
        return found

    def ends(self, axis):
        """The ends of an axis, as the picture's parameters set them."""
        given = {each["name"]: each.get("value") for each in self.spec["params"]}
        return given[f"{axis}_min"], given[f"{axis}_max"]


def pictures(at):
    """The Pictures of a page, in their order."""
    found = []
    for chart in at.get("vega_lite_chart"):
        (dataset,) = chart.proto.datasets
        table = pyarrow.ipc.open_stream(dataset.data.data).read_pandas()
        found.append(Picture(json.loads(chart.proto.spec), table, chart.proto.alt))
    return found


def picture(at, words):
    """The Picture whose text begins with these words."""
    return next(each for each in pictures(at) if each.alt.startswith(words))


def sent(monkeypatch):
    """The Pictures that are drawn from now on, a list that grows: what draws can be called without a page."""
    found = []

    def chart(_, spec, *, alt, **options):
        found.append(Picture(json.loads(json.dumps({**spec, "datasets": None})), table_of(spec), alt))

    monkeypatch.setattr(streamlit, "vega_lite_chart", chart)
    monkeypatch.setattr(streamlit, "caption", lambda *_: None)
    monkeypatch.setattr(streamlit, "markdown", lambda *_: None)
    return found


def table_of(spec):
    return spec["datasets"]["marks"].to_pandas()


# --- where the labels and the dots of a picture are, at one width ----------------------------------------------------

BELOW = (64, 90)  # what the x-axis takes of a chart's height: measured, from 64 to 86 pixels


def without_axes(picture):
    """Whether a picture is a drawing: of boxes and edges, which fills all of its place but a margin."""
    return "padding" in picture.spec


def heights(picture):
    """How high the inside of a picture can be."""
    if without_axes(picture):
        return [picture.spec["height"] - picture.spec["padding"]["top"] - picture.spec["padding"]["bottom"]]
    return [picture.spec["height"] - below for below in BELOW]


def covered(picture, wide, high):
    """What covers what in a picture whose inside is so large: labels on labels, on dots, on boxes that they do not
    belong to, and beyond the edges. A label belongs to a box if its place is within."""
    texts, dots, nodes = boxes(picture, wide, high)
    beside = {
        row["label"] for row in picture.rows.get("end", ())
    }  # names beside the picture, which makes room for them
    found = [f"{a[0]} on {b[0]}" for place, a in enumerate(texts) for b in texts[:place] if overlap(a[1], b[1])]
    found += [f"{a[0]} on a {b[0]}" for a in texts for b in dots if overlap(a[1], b[1])]
    found += [f"{a[0]} on a {b[0]}" for a in texts for b in nodes if overlap(a[1], b[1]) and not holds(b[1], a[2])]
    found += [
        f"{text} beyond the edge"
        for text, (left, right, low, top), _ in texts
        if text not in beside and (left < 0 or low < 0 or right > wide or top > high)
    ]
    return found


def texts(picture, wide):
    """The labels of a picture as they are read where its inside is so wide, each on one line."""
    return {text.replace("\n", " ") for text, *_ in boxes(picture, wide, heights(picture)[0])[0]}


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def holds(box, point):
    (left, right, low, top), (x, y) = box, point
    return left + 1e-6 < x < right - 1e-6 and low + 1e-6 < y < top - 1e-6


def boxes(picture, wide, high):
    """([(text, (left, right, low, top), the place that it stands at)], the same of dots, and of the boxes of a drawing,
    without a place), in pixels from the lower left corner of the inside."""
    texts, dots, nodes = [], [], []
    scope = signals(picture.spec, wide, high)
    for each in picture.spec["layer"]:
        mark = each["mark"]
        if mark["type"] not in ("text", "point") and not (mark["type"] == "rect" and without_axes(picture)):
            continue
        for row in rows_of(picture, each, scope):
            x, y = (size * place(picture, each, axis, row) for axis, size in (("x", wide), ("y", high)))
            if mark.get("clip") and not (0 <= x <= wide and 0 <= y <= high):
                continue
            if mark["type"] == "point":
                r = mark["size"] ** 0.5 / 2
                dots.append((row["is"], (x - r, x + r, y - r, y + r)))
            elif mark["type"] == "rect":
                x2, y2 = (size * place(picture, each, axis, row) for axis, size in (("x2", wide), ("y2", high)))
                nodes.append((row["is"], (min(x, x2), max(x, x2), min(y, y2), max(y, y2))))
            elif lines := lines_of(each, row):
                style = {name: given(mark.get(name), scope, row) for name in ("fontSize", "dx", "dy", "align")}
                text, size = "\n".join(lines), style["fontSize"]
                w = labels.text_width(text, size, mark.get("fontWeight") == "bold")
                h = labels.text_height(text, size)
                left = x + (style["dx"] or 0) - {"left": 0, "right": w}.get(style["align"], w / 2)
                apart = given(mark.get("lineHeight"), scope, row) or size + 2
                middle = y - (style["dy"] or 0) - apart * (len(lines) - 1) / 2  # the first line stands at the place
                texts.append((text, (left, left + w, middle - h / 2, middle + h / 2), (x, y)))
    return list(dict.fromkeys(texts)), dots, nodes  # a text with a halo is drawn twice


def rows_of(picture, layer, scope):
    """The rows of the table that a layer draws, with what its formulas add to them."""
    steps = [step for step in layer["transform"] if isinstance(step.get("filter"), str) or "calculate" in step]
    names = "".join(
        re.findall(r"^datum.is == '([^']*)'$", steps[0].get("filter", ""))
    )  # none: many, and not to be seen
    for row in picture.rows.get(names, ()):
        row = dict(row)
        for step in steps[1:]:
            if "calculate" in step:
                row[step["as"]] = value(step["calculate"], scope, row)
            elif not value(step["filter"], scope, row):
                break
        else:
            yield row


def lines_of(layer, row):
    text = row[layer["encoding"]["text"]["field"]]
    lines = text.split("\n") if isinstance(text, str) else text
    return lines if any(lines) else []


def place(picture, layer, axis, row):
    """Where a row is on an axis, from 0 to 1; where it has no place there, in the middle."""
    encoding = {**picture.spec.get("encoding", {}), **layer["encoding"]}
    if axis not in encoding or "value" in encoding[axis]:
        return 0.5
    value = row[encoding[axis]["field"]]
    scale = encoding[axis[0]].get("scale", {})
    low, high = scale["domain"] if "domain" in scale else picture.ends(axis[0])
    if scale.get("type") == "log":
        value, low, high = math.log(value), math.log(low), math.log(high)
    return (value - low) / (high - low)
