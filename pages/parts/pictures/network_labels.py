"""How what stands at a node or at an edge of the network picture can be written, the best way first."""

from pages.parts.charts import labels, room

SIZES = (12, 13.5)  # of the letters, in the narrow and in the wide picture


def weight_ways(up, right, text, value, x, y, chosen):
    """How a weight can be written beside its edge, in the narrow and in the wide picture.

    up, right  on which side of it: 1 above or −1 below; 1 to the right, −1 to the left or 0 in the middle
    """
    clear, aside = (room.DOT + 2, 2) if chosen else (2.5, 5)
    in_lines, in_one = (f"{text}\n{value}", text), f"{text} {value}"
    return [
        [
            room.Way(each, x, y, right * aside, up * (clear + labels.text_height(each, size) / 2), right)
            for each in texts
        ]
        for size, texts in zip(SIZES, (in_lines, (in_one, *in_lines)), strict=True)
    ]


def bias_ways(box, text, value, x, y, chosen):
    """How a bias can be written under its node."""
    down = room.DOT + 2 if chosen else 5
    return beside_node(box, (f"{text} {value}", f"{text}\n{value}", text), y, -1, down)


def over_ways(text, before, broken, box):
    """How a text can be written over its node: of an output rather in two lines."""
    texts = text, text.replace(before, broken)
    return beside_node(box, texts if box.number else texts[::-1], box.top, 1, 4)


def beside_node(box, texts, y, up, clear):
    """How texts can be written over or under a node: in its middle; of an output rather where the node ends, clear of
    the weights that lead there."""
    places = [*[(box.x + box.half_width, -1)] * (not box.number), (box.x, 0)]
    return [
        [
            room.Way(text, x, y, 0, up * (clear + labels.text_height(text, size) / 2), align)
            for x, align in places
            for text in texts
        ]
        for size in SIZES
    ]


def holds(box, lines, height):
    """Whether a node has room for so many lines, in a picture of this height in pixels."""
    return labels.text_height("\n".join("x" * lines), SIZES[-1]) <= 2 * box.half_height * height


def inside_ways(box, parameters):
    """How weights and a bias, (sign and name, value) each, can be written in their node, a line for each: without signs
    where these take too much, then without the sign that one is marked, which stands beside its line too, and without
    names only where a number is about as long as its node is wide."""
    parts = [(*text.split(), value) for text, value in parameters]  # × or +, before it ◆ where one is marked; the name
    forms = (
        parts,
        [(*signs[:-1], name, value) for *signs, name, value in parts],
        [(name, value) for *_, name, value in parts],
        [(signs[0], value) for *signs, _, value in parts],
        [(value,) for *_, value in parts],
    )
    texts = dict.fromkeys("\n".join(map(" ".join, lines)) for lines in forms)
    end = box.x + box.half_width  # ending there a text is clear of a mark at the left
    ways = [way for text in texts for way in (room.Way(text, box.x, box.y), room.Way(text, end, box.y, -2, align=-1))]
    return ways, ways


def input_ways(name, under, box):
    """How an input can be written in its node: in its middle or from where it begins, and short where it is long; in
    the narrow picture a word in each line."""
    texts = [name, *(f"{name[: most - 1]}…" for most in (12, 6) if len(name) > most)]
    in_lines = [name.replace(" ", "\n")] if name.count(" ") == 1 else []
    return [
        [
            room.Way(f"{text}{under}", x, box.y, align=align)
            for text in each
            for x, align in ((box.x, 0), (box.x - 0.9 * box.half_width, 1))
        ]
        for each in ([*in_lines, *texts], texts)
    ]
