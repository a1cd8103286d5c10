"""What a walk shows at each of its steps, read from what the browser is sent: AppTest draws no component."""

import json
import re
import zlib
from xml.etree import ElementTree

import numpy as np
import pandas as pd

from backprop.written.numerals import number, signed

HOLE = re.compile("\ue000(\\d+)(.?)\ue001")
WAYS = {"": number, "s": signed, "c": lambda v: f"{v:,.0f}", "f": lambda value: number(value, 8)}


def of(at, prefix):
    """The walk of this prefix on an AppTest's page."""
    return next(film for film in on(at) if film.head["prefix"] == prefix)


def on(at):
    """The walks on a page, each standing at the step that the page's address asks for."""
    films = [Shown(each.proto.bytes) for each in at.get("bidi_component") if each.proto.component_name == "step_player"]
    pieces = [
        ElementTree.fromstring(each.proto.body)
        for each in at.get("html")
        if each.proto.body.startswith("<div data-walk")
    ]
    for film in films:
        prefix = film.head["prefix"]
        film.pieces = [piece for piece in pieces if piece.get("data-walk") == prefix]
        asked = at.query_params.get(f"{prefix}_step")
        asked = asked[0] if isinstance(asked, list) else asked
        step = film.head["rest"] if asked is None else int(asked)
        film.step = min(film.steps, key=lambda each: abs(each - step))
    return films


class Shown:
    """A film as the browser reads it (drawing.js)."""

    def __init__(self, packed):
        packed = zlib.decompress(packed)
        length = int.from_bytes(packed[:8], "little")
        self.head = json.loads(packed[8 : 8 + length])
        self.steps, self.size, self.pieces = self.head["steps"], len(packed), []
        count, numbers = len(self.steps), self.head["numbers"]
        start = 8 + length
        self.numbers = np.frombuffer(packed, "<f8", numbers * count, start).reshape(numbers, count)
        self.places = packed[start + 8 * numbers * count :]

    def frame(self, step):
        return self.steps.index(step)

    def filled(self, template, step):
        frame = self.frame(step)

        def said(hole):
            place, way = int(hole[1]), hole[2]
            if way == "q":
                kinds, text, instead = self.head["questions"][place]
                return self.filled(instead if self.hides(kinds, step) else text, step)
            if way == "v":
                return self.filled([text for start, text in self.head["texts"][place] if start <= frame][-1], step)
            return WAYS[way](self.numbers[place, frame])

        return HOLE.sub(said, template)

    def hides(self, kinds, step):
        """Whether these kinds are asked at a step, of which nothing is answered yet; "end" is until the last step."""
        is_last = step == self.steps[-1]
        return ("end" in kinds and not (self.head["ended"] or is_last)) or (
            self.head["asking"] in kinds and not is_last
        )

    def words(self, element, step):
        """The text of an element as it is seen at a step; None where it is away."""
        if "data-from" in element.attrib:
            if not int(element.get("data-from")) <= self.frame(step) < int(element.get("data-until")):
                return None
        elif "away" in element.get("class", ""):
            return None
        if "data-say" in element.attrib:
            return self.filled(element.get("data-say"), step)
        if "data-sealed" in element.attrib:
            if self.hides(["end"], step):
                return ""
            html = self.head["sealed"][int(element.get("data-sealed"))]
            element = ElementTree.fromstring(f"<div>{html}</div>")
        parts = [element.text or ""]
        for child in element:
            apart = " " if child.tag in ("td", "th", "tr", "button") else ""
            parts += [self.words(child, step) or "", apart, child.tail or ""]
        return "".join(parts)

    def text(self, step):
        """All that the walk's pieces say at a step, each on a line of its own."""
        return "\n".join(said for piece in self.pieces if (said := self.words(piece, step)))

    def sentences(self, step):
        """What the pieces that hold no table say at a step."""
        without = (piece for piece in self.pieces if piece.find(".//table") is None)
        return [said for piece in without if (said := self.words(piece, step))]

    def tables(self, step):
        """The tables at a step, each a list of rows of texts, its heads first."""
        return [
            [[self.words(cell, step) for cell in row] for row in table.iter("tr")]
            for piece in self.pieces
            for table in self.seen(piece, step)
        ]

    def seen(self, element, step):
        """The tables within an element that are seen at a step."""
        if "data-sealed" in element.attrib and not self.hides(["end"], step):
            element = ElementTree.fromstring(f"<div>{self.head['sealed'][int(element.get('data-sealed'))]}</div>")
        if self.words(element, step) is None:
            return
        if element.tag == "table":
            yield element
        for child in element:
            yield from self.seen(child, step)

    def picture(self, key):
        return next(picture for picture in self.head["pictures"] if picture["key"] == key)

    def alt(self, key, step):
        return self.filled(self.picture(key)["alt"], step)

    def cells(self, key, step):
        """What a picture's cells are at a step: numbers, texts, None for what is nowhere or placed by the browser."""
        frame, cells = self.frame(step), []
        for group in self.picture(key)["groups"]:
            count = group["count"]
            untold = self.hides(group.get("told", []), step)
            untold |= "asking" in group and not self.hides(group["asking"], step)
            if "lit" in group or untold:
                cells += [None] * count
            elif "start" in group:
                rows = (1 if group.get("stays") else len(self.steps), 1 if group.get("trail") else count)
                if "span" in group:
                    raw = np.frombuffer(self.places, "<u2", rows[0] * rows[1], group["start"]).reshape(rows)
                    places = np.where(raw == 65535, np.nan, group["low"] + raw / 65534 * group["span"])
                else:
                    places = np.frombuffer(self.places, "<f4", rows[0] * rows[1], group["start"]).reshape(rows)
                now = places[0 if group.get("stays") else frame]
                if group.get("trail"):
                    now = places[np.minimum(np.arange(count), frame), 0]
                cells += [None if np.isnan(value) else float(value) for value in now]
            elif "of" in group:
                cells += [None] * count
            else:
                cells += [self.filled(template, step) for template in group["texts"]]
        return cells

    def marks(self, key, table, step):
        """A picture's table "marks" (a DataFrame) as it is drawn at a step."""
        cells, drawn = self.cells(key, step), table.copy()
        for column in [column for column in table if column.endswith("_at")]:
            moves, own = table[column].notna(), column.removesuffix("_at")
            if own not in drawn:
                drawn[own] = pd.Series(np.nan, index=drawn.index, dtype=object if own == "label" else float)
            drawn[own] = drawn[own].astype(object)
            drawn.loc[moves, own] = [cells[int(cell)] for cell in table.loc[moves, column]]
            if own != "label":
                drawn[own] = drawn[own].astype(float)
            drawn = drawn.drop(columns=column)
        return drawn

    def labels(self, key, step):
        """The texts that a picture says beside its marks at a step, as far as they find room."""
        groups = (group for group in self.picture(key)["groups"] if "of" in group)
        return [self.filled(template, step) for group in groups for template in group["texts"]]
