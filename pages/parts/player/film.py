"""A film: all that a walk shows at each of its frames, sent once, so that the browser can walk alone.

Whatever moves is computed here, by NumPy, for all frames at once; the browser only picks a frame, spells its numbers
and draws its marks. A number that is spelled travels with all its digits; a place in a picture needs no more of them
than a picture has pixels. A text with a hole for each number that moves is a template; what stays is sent as it is.
"""

import json
import zlib
from html import escape
from itertools import zip_longest

import numpy as np
import streamlit as st

from pages.parts.charts import one_table, scales
from pages.parts.player.words import END, HOLE, TEXTS, Words

LONG = 16  # letters of a text that never changes, from which on a cell of a table may break it
FEW = 8  # places up to which each has all its bits; more are a curve, for which 16 are enough
AWAY = 65535  # the 16 bits of what is nowhere


class Film(Words):
    """The frames of one walk, filled while its page is drawn, and handed to the browser at the end.

    rows   (F,) which rows of the run the frames are
    steps  (F,) the step of each
    here   the frame that the address asks for
    """

    points = 61  # on a curve that moves
    walks = True

    def __init__(self, prefix, rows, steps, here):
        super().__init__(steps, here)
        self.prefix, self.rows = prefix, rows
        self.sealed = []  # pieces of HTML that are told at the end
        self.blocks = []  # bytes of the places in pictures
        self.pictures = []
        self.told = f"Step {self.say(steps, 'c')} of {steps[-1]:,}"  # what is said aloud when the step rests

    def markup(self, template, tag="span", attributes=""):
        """A template as an element that the browser keeps true."""
        if not HOLE.search(template):
            return f"<{tag}{attributes}>{escape(template)}</{tag}>"
        return f'<{tag}{attributes} data-say="{escape(template)}">{escape(self.at(template))}</{tag}>'

    def show(self, html):
        """Put a piece of the page here whose elements follow the walk."""
        st.html(f'<div data-walk="{escape(self.prefix)}">{html}</div>')

    def line(self, template, strong=False):
        """A sentence of one template."""
        said = self.markup(template)
        self.show(f"<p>{f'<strong>{said}</strong>' if strong else said}</p>")

    def caption(self, template):
        """A sentence below a picture or a table, which keeps the room of its longest form."""
        self.paragraph(template, " walk-caption")

    def paragraph(self, template, look=""):
        """Sentences of one template, which keep the room of their longest form."""
        longest = f'<p class="away" aria-hidden="true">{escape(self.widest(template))}</p>'
        self.show(f'<div class="walk-variants{look}">{longest}{self.markup(template, "p")}</div>')

    def pieces(self, pieces):
        """One piece of HTML for each frame, of which one is seen; the room of the highest is kept for all."""
        each = "".join(f"<div{self.lasting(i, i + 1)}>{piece}</div>" for i, piece in enumerate(pieces))
        self.show(f'<div class="walk-variants">{each}</div>')

    def seal(self, html):
        """A piece of HTML that is told once the walk has come to its end."""
        self.sealed.append(html)
        told = html if not self.hides((END,)) else ""
        self.show(f'<div data-sealed="{len(self.sealed) - 1}">{told}</div>')

    def lasting(self, start, end):
        """The attributes of what is seen from one frame until another, and is away before and after."""
        away = "" if start <= self.here < end else ' class="away"'
        return f' data-from="{start}" data-until="{end}"{away}'

    def table(self, columns, label, rows=(), heads=None):
        """A table of templates, {its head: a column}; the first column says what each row is.

        rows, heads  what of the pictures lights up with each row, and with the column of a head: names of marks
        """
        self.show(self.table_markup(columns, label, rows, heads or {}))

    def table_markup(self, columns, label, lit_rows=(), lit_heads=None):
        letters = [1 + max(map(self.letters, (*cells, *head.split()))) for head, cells in columns.items()]
        widths = "".join(f'<col style="width:{100 * count / sum(letters):.1f}%"/>' for count in letters)
        lit = [lights((lit_heads or {}).get(head)) for head in columns]
        heads = "".join(f'<th scope="col"{of}>{escape(head)}</th>' for head, of in zip(columns, lit, strict=True))
        rows = "".join(
            f"<tr{lights(of)}>{''.join(map(self.cell, row, lit))}</tr>"
            for of, row in zip_longest(lit_rows, zip(*columns.values(), strict=True))
        )
        return (
            f'<div class="walk-table" tabindex="0" role="group" aria-label="{escape(label)}">'
            f'<table style="--letters:{sum(letters)}"><colgroup>{widths}</colgroup>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def letters(self, template):
        """How many letters a template may take: a number that moves has the room of the longest, −0.0001234."""
        holes = HOLE.findall(template)
        if not holes:
            return min(len(template), LONG)
        count = len(HOLE.sub("", template))
        for place, way in holes:
            count += max(map(self.letters, self.within(int(place), way)), default=10)
        return count

    def cell(self, template, lit=""):
        """A cell of a table; one whose text becomes another is always as wide as its widest, and what stays can be in
        several lines."""
        ways = [way for _, way in HOLE.findall(template)]
        about = ' class="walk-long"' if not ways and len(template) > LONG else ""
        if TEXTS in ways:
            about = f' data-widest="{escape(self.widest(template))}"'
        return self.markup(template, "td", about + lit)

    # --- pictures ---

    def picture(self, spec, key, layers, alt, x, y, said=(), trails=(), told=None, asking=None, lit=None, goes=False):
        """A picture whose marks follow the walk.

        spec    a constant chart
        layers  {layer: {column: numbers}}: (rows,) stay, (F, rows) move, NaN is nowhere; "label" is a list of
                templates, or an array of texts that stay
        alt     a template
        x, y    the ends of the axes, for the whole walk
        said    Labels, those that matter most first
        trails  layers that are the way so far of one mark (F, 1)
        told, asking  {layer: kinds}: what is drawn only once these are answered, and what only until then
        lit     {layer: a name for each mark}: what is drawn only of the thing that is pointed at
        goes    whether a click leads to the step below it
        """
        flags = {"told": told or {}, "asking": asking or {}, "lit": lit or {}}
        x, y = [*map(float, x)], [*map(float, y)]
        ends, groups, table, known = {"x": x, "y": y}, [], {}, {}
        for name, columns in layers.items():
            at, known[name] = table.setdefault(name, {}), {}
            flagged = {flag: [*of[name]] for flag, of in flags.items() if name in of}
            for column, values in columns.items():
                if column == "label" and isinstance(values, np.ndarray):
                    at["label"] = values
                elif column == "label":
                    at["label_at"] = add(groups, {"count": len(values), "texts": list(values)})
                elif np.ndim(values) == 2 or flagged:  # what comes and goes is told to the browser, too
                    of = self.trails if name in trails else self.places
                    how = of(np.atleast_2d(values), ends.get(column[0])) | flagged
                    how |= {"stays": True} if np.ndim(values) == 1 else {}
                    at[f"{column}_at"] = add(groups, how | ({"column": column} if "lit" in flagged else {}))
                else:
                    at[column] = np.asarray(values, dtype=float)
                known[name][column] = int(at[f"{column}_at"][0]) if f"{column}_at" in at else at[column]
        for group in said:
            places = add(groups, {"count": 5 * len(group.texts), **group.told})
            at = table.setdefault(group.layer, {})
            for part, column in zip(np.split(places, 5), ("x", "y", "x2", "y2", "label"), strict=True):
                at[f"{column}_at"] = np.append(at.get(f"{column}_at", part[:0]), part)
        beside = {
            of for group in said for of in (group.of, *group.dots, *group.small, *group.paths, *group.rules)
        } & known.keys()
        layers = {
            of: {
                column: at if isinstance(at, int) else [float(f"{value:.6g}") for value in at]
                for column, at in known[of].items()
                if column in ("x", "y", "x2", "y2")
            }
            for of in sorted(beside)
        }
        moving = {column.removesuffix("_at") for columns in table.values() for column in columns}
        place = len(self.pictures)
        # Until it has this film the browser has the marks of the run before: they must not be drawn as if they were it.
        cells = f"{[group['count'] for group in groups]} {x} {y}"
        stamp = f"{key} {zlib.crc32(cells.encode()):x}"
        about = {"goes": True} if goes else {}
        self.pictures.append(
            {"key": key, "stamp": stamp, "alt": alt, "groups": groups, "layers": layers} | ends | about
        )
        # Streamlit keeps this text in the names of a chart's buttons, which nobody sees, whatever is asked later.
        first_alt = self.at(self.with_nothing_told(alt))
        one_table.show(one_table.follows(spec, place, stamp, moving), one_table.marks(**table), key, first_alt, x, y)

    def places(self, values, ends):
        """Pack numbers (F, k) that move along an axis with these ends: how the browser unpacks them."""
        how = {"count": values.shape[1], "start": sum(map(len, self.blocks))}
        values = scales.within_reach(values, ends)
        if values.shape[1] <= FEW or ends is None:
            block = values.astype("<f4").tobytes()
        else:
            low, span = 2 * ends[0] - ends[1], 3 * (ends[1] - ends[0])  # as far again on both sides
            how |= {"low": low, "span": span}
            part = np.clip((values - low) / span, 0.0, 1.0)
            block = np.where(np.isnan(part), AWAY, np.round(part * (AWAY - 1))).astype("<u2").tobytes()
        self.blocks.append(block + b"\0" * (-len(block) % 4))
        return how

    def trails(self, values, ends):
        """The same of the one mark of which a layer is the way so far, a row for each frame."""
        return self.places(values, ends) | {"count": len(values), "trail": True}

    # --- to the browser ---

    def packed(self, **about):
        """All of it as bytes, packed: the length of the head, the head, the numbers, the places."""
        head = {
            "prefix": self.prefix,
            "steps": self.steps.tolist(),
            "numbers": len(self.numbers),
            "texts": self.texts_by_frame,
            "questions": self.questions,
            "sealed": self.sealed,
            "asking": self.asking,
            "ended": self.ended,
            "run": self.run,
            "pictures": self.pictures,
            **about,
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        numbers = np.array(self.numbers, dtype="<f8").tobytes()
        whole = len(text).to_bytes(8, "little") + text + numbers + b"".join(self.blocks)
        return zlib.compress(whole)


def lights(names):
    """The attribute of what lights up marks of these names, or is lit up with them."""
    return f' data-lights="{escape(" ".join(names))}"' if names else ""


def add(groups, group):
    """Add a group of cells to a picture's: the numbers of its cells."""
    first = sum(each["count"] for each in groups)
    groups.append(group)
    return first + np.arange(group["count"])
