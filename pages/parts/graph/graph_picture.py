"""The picture of any graph: its nodes with their values, its edges with their rates, and the gradients so far.

Nothing in it moves from step to step: a node or an edge changes its look, and texts change what they say. So each mark
is sent once, with what it is at which step, and each label finds its room once for the whole walk.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

import altair as alt
import numpy as np

from backprop.written.numerals import counted, number
from pages.parts.charts import labels, room
from pages.parts.charts.charts import BLUE, GREEN, INK, ORANGE, PURPLE, SKY, constant, layer
from pages.parts.graph.graph_layout import edges, places, read
from pages.parts.kept import shared

PATHS = (  # colour, dash, width, and the words for them: enough to tell apart where they lie on each other
    (BLUE, [1, 0], 9, "broad blue"),
    (ORANGE, [9, 5], 6, "orange, dashed"),
    (SKY, [2, 4], 6, "sky blue, dotted"),
    (GREEN, [12, 4, 2, 4], 3, "green, dash and dot"),
)
NOT_YET = "?"
WAITS, DONE, NOW, HANDED = "waits", "done", "now", "handed"  # what a node or an edge is at a step
DEEPEST_SIDEWAYS = 10  # columns; a deeper graph runs from the top down

# The picture runs from left to right, and where it would be too narrow for that, from the top down. The ends of its
# axes, set by charts.show, are how many columns and slots there are; lengths are in pixels, or parts of the picture.
SMALL = 46  # pixels a slot, below which letters are small
# Half of a node's box, along and across the picture: a part of its column or slot, and pixels at most.
DOWN, SIDEWAYS = ((0.36, 25), (0.47, 40)), ((0.29, 44), (0.42, 24))
SIZES = {
    "down": f"x_max > {DEEPEST_SIDEWAYS} || {room.NARROW}",
    "small": f"down && width / y_max < {SMALL}",
    "letters": "small ? 9.5 : down ? 11 : 12.5",
    "rate_letters": "small ? 9 : 11",
    "line": "small ? 11.4 : down ? 13.2 : 14.5",
    "half_along": "down ? min({} * height / x_max, {}) : min({} * width / x_max, {})".format(*DOWN[0], *SIDEWAYS[0]),
    "half_across": "down ? min({} * width / y_max, {}) : min({} * height / y_max, {})".format(*DOWN[1], *SIDEWAYS[1]),
    "part_along": "half_along / (down ? height : width)",
    "part_across": "half_across / (down ? width : height)",
}
MARGIN = {"left": 2, "right": 2, "top": 10, "bottom": 4}
NAME_LETTERS = 10.5
PIXELS_A_COLUMN, PIXELS_A_SLOT = (84, 76), 66  # the first where there are few columns
FEW = 5


def on_screen(along, across):
    """The two coordinates of a place on the screen, from 0 to 1, as expressions."""
    return f"down ? {across} : {along}", f"1 - (down ? {along} : {across})"


@constant
def graph_spec():
    def coordinate(field):
        axis = alt.X if field[0] == "x" else alt.Y
        return axis(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 1]))

    x, y = coordinate("x_"), coordinate("y_")
    ends = {"x": x, "y": y, "x2": "x2_:Q", "y2": "y2_:Q"}
    along, across, half = "datum.x / x_max", "datum.y / y_max", ("part_along", "part_across")

    def box(state):
        """The nodes that are so now: their label says what they are at each step."""
        low = on_screen(f"({along} - {half[0]})", f"({across} - {half[1]})")
        high = on_screen(f"({along} + {half[0]})", f"({across} + {half[1]})")
        now = layer("box").transform_filter(f"datum.label == '{state}'")
        return now.transform_calculate(x_=low[0], y_=low[1], x2_=high[0], y2_=high[1])

    def edge(of, state=""):
        """A label begins with three signs: what it leaves and meets (0 a turn, 1 a node, 2 a number), and the side.
        What follows is what the edge is at each step."""
        start = f"({along} + {{'0': 0, '1': 1, '2': 0.3}}[slice(datum.label, 0, 1)] * {half[0]})"
        end = f"(datum.x2 / x_max - toNumber(slice(datum.label, 1, 2)) * {half[0]})"
        side = "{'a': -0.45, 'b': 0.45, 'c': 0}[slice(datum.label, 2, 3)]"
        into = f"(datum.y2 / y_max + {side} * {half[1]})"
        one, other = on_screen(start, across), on_screen(end, into)
        now = layer(of).transform_filter(f"slice(datum.label, 3) == '{state}'")
        return now.transform_calculate(x_=one[0], y_=one[1], x2_=other[0], y2_=other[1])

    def said(of, size, **style):
        mark = room.said(layer(of), size, "line", **style)
        return mark.encode(x=coordinate("x"), y=coordinate("y"), text="label:N", color=INK)

    return (
        alt.layer(
            *(
                edge(f"path {i}").mark_rule(color=colour, strokeDash=dash, strokeWidth=width, opacity=1).encode(**ends)
                for i, (colour, dash, width, _) in enumerate(PATHS, 1)
            ),
            edge("edge", WAITS).mark_rule(strokeWidth=1.2, opacity=0.55).encode(**ends, color=INK),
            edge("fixed").mark_rule(strokeWidth=1, opacity=0.35, strokeDash=[2, 3]).encode(**ends, color=INK),
            edge("edge", HANDED).mark_rule(color=PURPLE, strokeWidth=3).encode(**ends),
            box(WAITS).mark_rect(filled=False, cornerRadius=6, strokeWidth=1.2, opacity=0.6).encode(**ends, color=INK),
            box(DONE).mark_rect(filled=False, cornerRadius=6, strokeWidth=2.5).encode(**ends, color=INK),
            box(NOW).mark_rect(filled=False, cornerRadius=6, strokeWidth=4, color=PURPLE).encode(**ends),
            said("value", "letters"),
            said("value now", "letters", fontWeight="bold"),
            said("name", f"{NAME_LETTERS}", opacity=0.8),
            said("rate", "rate_letters"),
            said("handing", "rate_letters", fontWeight="bold"),
        )
        .properties(padding=MARGIN)
        .configure_view(stroke=None)
        .add_params(*(alt.param(name=name, expr=expression) for name, expression in SIZES.items()))
    )


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
            leaves, meets = {"0": 0.0, "1": 1.0, "2": 0.3}[leaves], float(meets)
            into, aside = {"a": -0.45, "b": 0.45, "c": 0.0}[into], {"a": -1, "b": 1, "c": -1}[side]
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


class Said(NamedTuple):
    """A label's template, and when it is seen: always (0), only at one step, or, with a minus, only at all others."""

    template: str
    at: int

    def through(self, film):
        """It as a template that is empty when it is not seen."""
        if not self.at:
            return self.template
        return film.at_steps({self.at: self.template} if self.at > 0 else {-self.at: ""}, self.template * (self.at < 0))


def symbol(node):
    """What a node does, in one sign or word."""
    if node.operation is None:
        return node.name
    return {"*": "×", "/": "÷", "-": "−", "**": "^"}.get(node.operation.name, node.operation.name)


def gradient_text(walk, place, count):
    """A node's gradient after so many steps: its number, what has come so far, or a question mark."""
    if walk.known(place, count):
        return number(walk.gradients[place])
    so_far = walk.so_far(place, count)
    return f"{number(sum(handed.product for handed in so_far))} + {NOT_YET}" if so_far else NOT_YET


def gradient_templates(film, walk):
    """What is said of the gradient of each node that moves, from step to step: {place: template}."""
    found = {}
    for place, node in enumerate(walk.graph.nodes):
        if node.moves:
            changes = dict.fromkeys((0, *(walk.turns[handed.node] for handed in walk.received[place])))
            found[place] = film.vary({count: gradient_text(walk, place, count) for count in changes})
    return found


def states(walk, place):
    """What a node is from step to step: {the first step of each: what}."""
    complete, turn = walk.complete_at[place], walk.turns.get(place)
    found = {0: WAITS} if complete is None else {0: WAITS, complete: DONE}
    return found if turn is None else found | {turn: NOW, turn + 1: DONE}


def graph_picture(film, walk, gradients, shown, key):
    """The graph: every node's value, every edge's local derivative, and the gradients that are known at each step.

    Labels that find no room drop out, the last of these first: what stands in the nodes, names, local derivatives; and
    what is handed back is written in the longest way that has room. In a node its numbers go before what it is.

    gradients  from `gradient_templates`
    shown      the paths to be drawn broadly along the edges, each a tuple of Handed
    """
    graph, layers = walk.graph, {}
    along, across, _, columns, slots = places(graph.text)
    drawn = edges(graph.text)
    height = int(max(columns * PIXELS_A_COLUMN[columns > FEW], slots * PIXELS_A_SLOT) // 20 * 20 + 20)
    seen = views(graph.text, height)
    wanted = {of: [] for of in ("value now", "value", "name", "rate", "handing")}
    widest = cache(lambda each: film.widest(each.template))

    def put(name, **mark):
        table = layers.setdefault(name, {column: [] for column in mark})
        for column, value in mark.items():
            table[column].append(value)

    def put_edge(name, edge, state=""):
        for x, y, x2, y2, code in drawn[edge][0]:
            put(name, x=x, y=y, x2=x2, y2=y2, label=f"{code}{state}")

    def put_label(of, ways, at=0, bold=False):
        ways = [[way._replace(text=Said(way.text, at)) for way in each] for each in ways]
        wanted[of].append(room.Label([view.drawing for view in seen], of, bold, ways, widest, at))

    for i, path in enumerate(shown, 1):
        for handed in path:
            put_edge(f"path {i}", (handed.node, handed.which))
    moving = {(handed.node, handed.which): handed for step in walk.steps for handed in step}
    for edge in drawn:
        if edge not in moving:
            put_edge("fixed", edge)
            continue
        turn, rate, product = walk.turns[edge[0]], number(moving[edge].derivative), number(moving[edge].product)
        put_edge("edge", edge, film.at_steps({turn: HANDED}, WAITS))
        handed = [f"× {rate} → {product}"] * (columns <= FEW) + [f"× {rate}", rate]
        put_label("rate", [[room.Way(rate, *view.rates[edge])] for view in seen], -turn)
        put_label("handing", [[room.Way(each, *view.rates[edge]) for each in handed] for view in seen], turn, bold=True)
    for place, node in enumerate(graph.nodes):
        turn, sign, numbers = walk.turns.get(place), symbol(node), ""
        if node.number is None:
            put("box", x=along[place], y=across[place], label=film.vary(states(walk, place)))
            numbers = f"\n{number(walk.values[place])}" + (f"\n← {gradients[place]}" if node.moves else "")
        name = node.name if node.operation is not None else ""
        whole = f"{sign}{numbers}"
        texts = {
            False: (whole, sign),
            True: (f"{name}\n{whole}" if name else whole, sign),
        }  # a small one has its name in it
        ways = [
            [room.Way(text, view.nodes[0][place], view.nodes[1][place]) for text in dict.fromkeys(texts[view.small])]
            for view in seen
        ]
        put_label("value", ways, -turn if turn else 0)
        if turn:
            put_label("value now", ways, turn, bold=True)
        if name:
            put_label("name", [[room.Way(name, *at) for at in view.names[place] if not view.small] for view in seen])
    found = room.shown([view.drawing for view in seen], [label for part in wanted.values() for label in part])
    templates = {each: each.through(film) for of in found.values() for each in of["label"]}
    for of, drawn_labels in found.items():
        layers[of] = drawn_labels | {"label": [templates[each] for each in drawn_labels["label"]]}
    alt_text = picture_text(film, walk, gradients, shown)
    spec = graph_spec() | {"height": height}  # built once for graphs of all heights: that takes a second
    film.picture(spec, key, layers, alt_text, (0, columns), (0, slots))


SAID_AT_MOST = 40  # nodes; the tables have the others


def picture_text(film, walk, gradients, shown):
    """The picture in words, with its numbers: a template."""
    graph, said = walk.graph, []
    for place, node in enumerate(graph.nodes[:SAID_AT_MOST]):
        if node.number is None:
            back = f", gradient {gradients[place]}" if node.moves else ""
            said.append(f"{graph.formula(place)}: value {number(walk.values[place])}{back}")
    if len(graph) > SAID_AT_MOST:
        said.append("The tables have the other nodes")
    bands = "; ".join(f"path {i}, {PATHS[i - 1][3]}: {way(walk, path)}" for i, path in enumerate(shown, 1))
    count = film.say(film.steps, "c")
    return (
        f"The computational graph after {count} of {counted(len(walk.steps), 'step')} back. {'. '.join(said)}. {bands}"
    )


def way(walk, path):
    """The names along a path, the result first."""
    names = [walk.graph.nodes[handed.node].name for handed in path]
    end = walk.graph.nodes[path[-1].operand].name if path else walk.graph.result.name
    return " → ".join([*names, end])
