"""What a test reads off a page's pictures, without a browser: their rows, their axes' ends, their words."""

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pyarrow
import streamlit

from pages.parts import labels

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


def covered(picture, wide, below):
    """What covers what in a picture whose inside is so wide: labels on labels, on dots, and beyond the edges."""
    high = picture.spec["height"] - below
    texts, dots = boxes(picture, wide, high)
    beside = {
        row["label"] for row in picture.rows.get("end", ())
    }  # names beside the picture, which makes room for them
    found = [f"{a[0]} on {b[0]}" for place, a in enumerate(texts) for b in texts[:place] if overlap(a[1], b[1])]
    found += [f"{a[0]} on a {b[0]}" for a in texts for b in dots if overlap(a[1], b[1])]
    found += [
        f"{text} beyond the edge"
        for text, (left, right, low, top) in texts
        if text not in beside and (left < 0 or low < 0 or right > wide or top > high)
    ]
    return found


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def boxes(picture, wide, high):
    """([(text, (left, right, low, top))], the same of dots), in pixels from the lower left corner of the inside."""
    texts, dots = [], []
    for each in picture.spec["layer"]:
        mark = each["mark"]
        if mark["type"] not in ("text", "point"):
            continue
        filters = " ".join(str(step.get("filter")) for step in each["transform"])
        layer = "".join(re.findall("is == '([^']*)'", filters))  # none: of many layers, and not to be seen
        for row in picture.rows.get(layer, ()):
            x, y = (place(picture, each, axis, row) for axis in "xy")
            if mark.get("clip") and not (0 <= x <= 1 and 0 <= y <= 1):
                continue
            if mark["type"] == "point":
                r = mark["size"] ** 0.5 / 2
                dots.append((layer, (x * wide - r, x * wide + r, y * high - r, y * high + r)))
            elif row["label"]:
                right, up, align = moved(mark, row)
                w = labels.text_width(row["label"], mark["fontSize"], mark.get("fontWeight") == "bold")
                h = labels.text_height(row["label"], mark["fontSize"])
                left = x * wide + right - {"left": 0, "right": w}.get(align, w / 2)
                middle = y * high + up
                texts.append((row["label"], (left, left + w, middle - h / 2, middle + h / 2)))
    return list(dict.fromkeys(texts)), dots  # a text with a halo is drawn twice


def moved(mark, row):
    """How far a label is moved right and up, and to which side it is aligned."""
    if isinstance(mark.get("dx"), dict):
        return row["x2"], row["y2"], "left" if row["x2"] > 0 else "right" if row["x2"] < 0 else "center"
    return mark.get("dx", 0), -mark.get("dy", 0), mark.get("align", "center")


def place(picture, layer, axis, row):
    """Where a row is on an axis, from 0 to 1; where it has no place there, in the middle."""
    encoding = {**picture.spec.get("encoding", {}), **layer["encoding"]}
    if axis not in encoding or "value" in encoding[axis]:
        return 0.5
    value = row[encoding[axis]["field"]]
    low, high = picture.ends(axis)
    if encoding[axis].get("scale", {}).get("type") == "log":
        value, low, high = math.log(value), math.log(low), math.log(high)
    return (value - low) / (high - low)
