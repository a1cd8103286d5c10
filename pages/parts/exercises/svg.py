"""A picture as a text: its marks lie in named parts, which a page can point at, and no text breaks out of it."""

import re
from xml.sax.saxutils import escape, quoteattr

WIDE, LETTERS, LINE = 340.0, 12, 14.5  # pixels: all is legible where a picture is as wide as a telephone, or wider
INK = "currentColor"
PAPER = "var(--st-background-color, #fff)"  # of the page, or of a sheet of paper: it keeps lines off the letters
HALO = (
    f'fill="{INK}" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" '
    'text-anchor="middle" dominant-baseline="central"'
)
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name, text=None, **attributes):
    """An element of XML, what it says and what its attributes are escaped; an attribute that is None is left out.

    text  what stands in it, as it is to be read
    """
    written = " ".join(
        f"{key.rstrip('_').replace('_', '-')}={quoteattr(plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name} {written}/>" if text is None else f"<{name} {written}>{escape(plain(text))}</{name}>"


def plain(value):
    """A number as short as its place needs, and a text without the signs that XML does not allow."""
    if isinstance(value, str):
        return NO_XML.sub("�", value)
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0: no place of −0


class Drawing:
    """An SVG picture as it grows, WIDE across; places are in pixels from its upper left corner.

    height  in pixels
    said    what is seen, for those who do not see it

    Each mark belongs to a part, by its name; None is the frame around all of them. Parts lie over each other in the
    order in which they are begun, and over all marks lie the letters: of a part that has some, a second group.
    """

    def __init__(self, height, said):
        self.height, self.said = height, said
        self.parts, self.letters = {None: []}, {}

    def begin(self, *parts):
        """These parts are in the picture, one over the other, also those in which nothing is to be seen."""
        for part in parts:
            self.parts.setdefault(part, [])

    def put(self, part, name, **attributes):
        self.parts.setdefault(part, []).append(element(name, **attributes))

    def line(self, part, places, colour=INK, width=2.0, dash=None, opacity=None):
        """A line through places [(x, y), …]."""
        if len(places) > 1:
            look = {"stroke": colour, "stroke_width": width, "stroke_dasharray": dash, "opacity": opacity}
            self.put(part, "path", d=way(places), fill="none", stroke_linejoin="round", **look)

    def dot(self, part, x, y, radius, colour=INK, ring=False):
        """A round mark; `ring`: hollow."""
        fill = {"fill": "none", "stroke": colour, "stroke_width": 2.0} if ring else {"fill": colour}
        self.put(part, "circle", cx=x, cy=y, r=radius, **fill)

    def box(self, part, left, top, right, bottom, width=1.2, opacity=None):
        look = {"fill": "none", "stroke": INK, "stroke_width": width, "opacity": opacity}
        self.put(part, "rect", x=left, y=top, width=right - left, height=bottom - top, rx=6.0, **look)

    def head(self, part, tip, back, colour=INK, size=8.0):
        """The head of an arrow: its tip, and a place from which it comes."""
        (x, y), (from_x, from_y) = tip, back
        far = max(((x - from_x) ** 2 + (y - from_y) ** 2) ** 0.5, 1e-9)
        back_x, back_y = size * (from_x - x) / far, size * (from_y - y) / far
        ends = [(x, y), *((x + back_x + turn * back_y, y + back_y - turn * back_x) for turn in (0.45, -0.45))]
        self.put(part, "path", d=way(ends) + "Z", fill=colour)

    def text(self, part, x, y, text, align=0, bold=False):
        """A text in the middle of one or several lines.

        align  whether it begins there (1), ends there (−1) or has its middle there (0)
        """
        lines = text.split("\n")
        looks = {"text_anchor": {1: "start", 0: None, -1: "end"}[align], "font_weight": "bold" if bold else None}
        for place, line in enumerate(lines):
            at = {"x": x, "y": y + LINE * (place - (len(lines) - 1) / 2)}
            self.letters.setdefault(part, []).append(element("text", line, **at, **looks))

    @property
    def svg(self):
        """The whole picture, which is as wide as its box."""
        marks, letters = (
            "".join(f"<g {named(part)}>{''.join(each)}</g>" for part, each in of.items())
            for of in (self.parts, self.letters)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plain(WIDE)} {plain(float(self.height))}" '
            f'width="100%" font-size="{LETTERS}" role="img" aria-label={quoteattr(plain(self.said))}>'
            f"{marks}<g {HALO}>{letters}</g></svg>"
        )


def way(places):
    """A way from place to place, as a path's `d`."""
    return "M" + "L".join(f"{plain(float(x))} {plain(float(y))}" for x, y in places)


def named(part):
    return 'class="frame"' if part is None else f"data-part={quoteattr(plain(part))}"


def cut(text, wide, width_of):
    """A text, or as much of it as has room, and three dots; width_of(text) -> how wide it is."""
    if width_of(text) <= wide:
        return text
    return next((f"{text[:end]}…" for end in range(len(text) - 1, 0, -1) if width_of(f"{text[:end]}…") <= wide), "…")
