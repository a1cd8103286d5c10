"""The picture of any graph: where its nodes stand, its edges with their rates, its values, and the gradients so far."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import altair as alt
import numpy as np

from backprop.expression import parse
from backprop.numerals import counted, number
from pages.parts import charts, labels, room
from pages.parts.charts import BLUE, GREEN, INK, ORANGE, PURPLE, SKY, constant, layer

PATHS = (  # colour, dash, width, and the words for them: enough to tell apart where they lie on each other
    (BLUE, [1, 0], 9, "broad blue"),
    (ORANGE, [9, 5], 6, "orange, dashed"),
    (SKY, [2, 4], 6, "sky blue, dotted"),
    (GREEN, [12, 4, 2, 4], 3, "green, dash and dot"),
)
NOT_YET = "?"
read = lru_cache(maxsize=64)(parse)

# --- where the nodes stand -------------------------------------------------------------------------------------------

DEEPEST_SIDEWAYS = 10  # columns; a deeper graph runs from the top down
SWEEPS = 8


@lru_cache(maxsize=64)
def places(text):
    """Where each node of a graph stands, and over which turns its edges go.

    Returns (along, across, turns, columns, slots): along and across for each node, in columns and slots; turns,
    {operand: its [(along, across), …] on the way to nodes farther off}.
    """
    graph = read(text)
    users = [[] for _ in graph.nodes]
    for place, node in enumerate(graph.nodes):
        for operand in node.operands:
            users[operand].append(place)
    column = []
    for node in graph.nodes:
        column.append(1 + max((column[operand] for operand in node.operands), default=-1))
    for place, node in enumerate(graph.nodes):  # what is given stands just before its first use
        if node.operation is None and users[place]:
            column[place] = min(column[user] for user in users[place]) - 1

    # A spot is a node, (place, its column), or a turn of an edge that passes a column, (operand, that column).
    spots = [[] for _ in range(max(column) + 1)]
    links = []

    def visit(place):
        spots[column[place]].append((place, column[place]))
        for operand in graph.nodes[place].operands:
            for between in range(column[place] - 1, column[operand], -1):
                if (operand, between) not in spots[between]:
                    spots[between].append((operand, between))
            way = [(operand, between) for between in range(column[operand], column[place])] + [(place, column[place])]
            links.extend(pairwise(way))
            if (operand, column[operand]) not in spots[column[operand]]:
                visit(operand)

    visit(len(graph) - 1)
    spots = arranged(spots, links)
    across = stood(spots, links, column)
    low = min(across.values())
    across = {spot: at - low + 0.5 for spot, at in across.items()}
    turns = {}
    for spot in across:
        if spot[1] != column[spot[0]]:
            turns.setdefault(spot[0], []).append(spot[1])
    return (
        [at + 0.5 for at in column],
        [across[place, column[place]] for place in range(len(graph))],
        {place: [(at + 0.5, across[place, at]) for at in sorted(ats)] for place, ats in turns.items()},
        len(spots),
        max(across.values()) + 0.5,
    )


def neighbours(links):
    beside = {}
    for one, other in set(links):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    return beside


def arranged(spots, links):
    """The columns' spots in an order with few crossings: each drawn to the middle of its neighbours', if that helps."""
    beside, best = neighbours(links), spots
    fewest = crossings(spots, links)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        spots = [list(each) for each in spots]
        order = range(len(spots)) if sweep % 2 else reversed(range(len(spots)))
        for at in order:
            rank = {spot: i / len(each) for each in spots for i, spot in enumerate(each)}
            near = {spot: [rank[other] for other in beside.get(spot, [])] or [rank[spot]] for spot in spots[at]}
            spots[at].sort(key=lambda spot: sum(near[spot]) / len(near[spot]))
        found = crossings(spots, links)
        if found < fewest:
            best, fewest = spots, found
    return best


def crossings(spots, links):
    rank = {spot: i for each in spots for i, spot in enumerate(each)}
    between = {}
    for one, other in set(links):
        between.setdefault(one[1], []).append((rank[one], rank[other]))
    return sum((a - c) * (b - d) < 0 for ends in between.values() for i, (a, b) in enumerate(ends) for c, d in ends[:i])


def stood(spots, links, column):
    """How far across each spot stands: near the middle of its neighbours, a slot from the next; a turn needs half."""
    beside = neighbours(links)
    across = {spot: i - len(each) / 2 for each in spots for i, spot in enumerate(each)}
    size = {spot: 1.0 if spot[1] == column[spot[0]] else 0.5 for spot in across}
    for sweep in range(SWEEPS):
        for each in spots if sweep % 2 else reversed(spots):
            wanted = [sum(across[o] for o in beside.get(s, [s])) / len(beside.get(s, [s])) for s in each]
            offset = [0.0]
            for one, other in pairwise(each):
                offset.append(offset[-1] + (size[one] + size[other]) / 2)
            blocks = []  # neighbours that would overlap stand together, as near as they can to where they want to be
            for want, off in zip(wanted, offset, strict=True):
                blocks.append([want - off, 1])
                while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                    mean, count = blocks.pop()
                    blocks[-1][0] = (blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count)
                    blocks[-1][1] += count
            means = [mean for mean, count in blocks for _ in range(count)]
            for spot, mean, off in zip(each, means, offset, strict=True):
                across[spot] = mean + off
    return across


# --- the picture -----------------------------------------------------------------------------------------------------

# The picture runs from left to right, and where it would be too narrow for that, from the top down. The ends of its
# axes, set by charts.show, are how many columns and slots there are; lengths are in pixels, or parts of the picture.
SIZES = {
    "down": f"x_max > {DEEPEST_SIDEWAYS} || {room.NARROW}",
    "small": "down && width / y_max < 46",
    "letters": "small ? 9.5 : down ? 11 : 12.5",
    "rate_letters": "small ? 9 : 11",
    "line": "small ? 11.4 : down ? 13.2 : 14.5",
    "half_along": "down ? min(0.36 * height / x_max, 25) : min(0.29 * width / x_max, 44)",  # of a node's box
    "half_across": "down ? min(0.47 * width / y_max, 40) : min(0.42 * height / y_max, 24)",
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
def graph_spec(height):
    def coordinate(field):
        axis = alt.X if field[0] == "x" else alt.Y
        return axis(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 1]))

    x, y = coordinate("x_"), coordinate("y_")
    ends = {"x": x, "y": y, "x2": "x2_:Q", "y2": "y2_:Q"}
    along, across, half = "datum.x / x_max", "datum.y / y_max", ("part_along", "part_across")

    def box(of):
        low = on_screen(f"({along} - {half[0]})", f"({across} - {half[1]})")
        high = on_screen(f"({along} + {half[0]})", f"({across} + {half[1]})")
        return layer(of).transform_calculate(x_=low[0], y_=low[1], x2_=high[0], y2_=high[1])

    def edge(of):
        """A label begins with three signs: what it leaves and meets (0 a turn, 1 a node, 2 a number), and the side."""
        start = f"({along} + {{'0': 0, '1': 1, '2': 0.3}}[slice(datum.label, 0, 1)] * {half[0]})"
        end = f"(datum.x2 / x_max - toNumber(slice(datum.label, 1, 2)) * {half[0]})"
        side = "{'a': -0.45, 'b': 0.45, 'c': 0}[slice(datum.label, 2, 3)]"
        into = f"(datum.y2 / y_max + {side} * {half[1]})"
        one, other = on_screen(start, across), on_screen(end, into)
        return layer(of).transform_calculate(x_=one[0], y_=one[1], x2_=other[0], y2_=other[1])

    def said(of, size, **style):
        mark = room.said(layer(of), size, "line", **style)
        return mark.encode(x=coordinate("x"), y=coordinate("y"), text="label:N", color=INK)

    return (
        alt.layer(
            *(
                edge(f"path {i}").mark_rule(color=colour, strokeDash=dash, strokeWidth=width, opacity=1).encode(**ends)
                for i, (colour, dash, width, _) in enumerate(PATHS, 1)
            ),
            edge("edge").mark_rule(strokeWidth=1.2, opacity=0.55).encode(**ends, color=INK),
            edge("fixed").mark_rule(strokeWidth=1, opacity=0.35, strokeDash=[2, 3]).encode(**ends, color=INK),
            edge("handed").mark_rule(color=PURPLE, strokeWidth=3).encode(**ends),
            box("node").mark_rect(filled=False, cornerRadius=6, strokeWidth=1.2, opacity=0.6).encode(**ends, color=INK),
            box("done").mark_rect(filled=False, cornerRadius=6, strokeWidth=2.5).encode(**ends, color=INK),
            box("now").mark_rect(filled=False, cornerRadius=6, strokeWidth=4, color=PURPLE).encode(**ends),
            said("value", "letters"),
            said("value now", "letters", fontWeight="bold"),
            said("name", f"{NAME_LETTERS}", opacity=0.8),
            said("rate", "rate_letters"),
            said("handing", "rate_letters", fontWeight="bold"),
        )
        .properties(height=height, padding=MARGIN)
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


@lru_cache(maxsize=64)
def views(text, height):
    """The Views of a graph, from the narrowest to the widest."""
    *_, columns, slots = places(text)
    high, (least, most) = height - MARGIN["top"] - MARGIN["bottom"], labels.WIDTHS
    always_down = columns > DEEPEST_SIDEWAYS
    turns = {46 * slots, 40 * slots / 0.47, *(() if always_down else (560, 44 * columns / 0.29))}
    ends = sorted({least, most, *(turn for turn in turns if least < turn < most)})
    found = []
    for low, top in pairwise(ends):
        down = always_down or top <= 560
        if down:
            half_width = (0.47 / slots, 0.0) if top <= 40 * slots / 0.47 else (0.0, 40.0)
            half_height = min(0.36 * high / columns, 25)
        else:
            half_width = (0.29 / columns, 0.0) if top <= 44 * columns / 0.29 else (0.0, 44.0)
            half_height = min(0.42 * high / slots, 24)
        between = [each for each in room.LOOKED_AT if low < each < top]
        small = down and top <= 46 * slots
        found.append(View(text, (low, *between, top), high, down, small, half_width, half_height))
    return tuple(found)


def label(seen, layer, bold, ways):
    return room.Label([view.drawing for view in seen], layer, bold, ways)


@lru_cache(maxsize=2048)  # from step to step only a few change
def value_label(seen, place, name, sign, numbers, now):
    """What stands in a node: what it does, under it its numbers, and over it, where there is none above, its name."""
    ways = []
    for view in seen:
        at, above = (view.nodes[0][place], view.nodes[1][place]), f"{name}\n" if view.small and name else ""
        ways.append([room.Way(text, *at) for text in dict.fromkeys((f"{above}{sign}{numbers}", sign))])
    return label(seen, "value now" if now else "value", now, ways)


@lru_cache(maxsize=2048)
def name_label(seen, place, name):
    return label(
        seen, "name", False, [[] if view.small else [room.Way(name, *at) for at in view.names[place]] for view in seen]
    )


@lru_cache(maxsize=2048)
def rate_label(seen, edge, rate, handing):
    texts = dict.fromkeys((rate, rate.split(" → ")[0]))
    ways = [[room.Way(text, *view.rates[edge]) for text in texts] for view in seen]
    return label(seen, "handing" if handing else "rate", handing, ways)


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


@lru_cache(maxsize=64)
def edges(text):
    """Every edge of a graph as it is drawn: {(node, which of its operands): (stretches, side)}.

    stretches  (x, y, x2, y2, code) from turn to turn; the code says what the stretch leaves and meets, and the side of
               the node that it comes in at: a, or b behind it, or c where there is only one
    side       on which side of the edge its rate is written: outside, where two edges meet or part
    """
    graph = read(text)
    along, across, turns, *_ = places(text)
    used = Counter(operand for _, _, operand in graph.edges)
    drawn = {}
    for place, node in enumerate(graph.nodes):
        spots = []
        for operand in node.operands:
            between = [turn for turn in turns.get(operand, ()) if turn[0] < along[place]]
            spots.append([(along[operand], across[operand]), *between, (along[place], across[place])])
        for which, operand in enumerate(node.operands):
            side = "c"
            if len(spots) == 2:
                ours, other = ((spots[each][-2][1], each) for each in (which, 1 - which))
                side = "a" if ours < other else "b"
            last, stretches = len(spots[which]) - 2, []
            for i, (one, other) in enumerate(pairwise(spots[which])):
                leaves = 0 if i else 1 if graph.nodes[operand].number is None else 2
                stretches.append((*one, *other, f"{leaves}{int(i == last)}{side if i == last else 'c'}"))
            alone = node.operands.count(operand) == 1 and not any(
                used[each] > 1 for each in node.operands if each != operand
            )
            if used[operand] > 1 and alone:
                side = "a" if across[place] < across[operand] else "b"
            drawn[place, which] = tuple(stretches), side
    return drawn


def graph_picture(walk, count, shown, key):
    """The graph: every node's value, every edge's local derivative, and the gradients known after `count` steps.

    Labels that find no room drop out, the last of these first: what stands in the nodes, that of the step's own node
    before all; what is handed back; names; local derivatives. In a node its numbers go before what it is, on an edge
    the product before its factor.

    shown  the paths to be drawn broadly along the edges, each a tuple of Handed
    """
    graph, layers = walk.graph, {}
    along, across, _, columns, slots = places(graph.text)
    drawn = edges(graph.text)
    height = int(max(columns * PIXELS_A_COLUMN[columns > FEW], slots * PIXELS_A_SLOT) // 20 * 20 + 20)
    seen = views(graph.text, height)
    said = {part: [] for part in ("value now", "value", "handing", "name", "rate")}

    def put(name, x, y, x2=np.nan, y2=np.nan, label=""):
        for column, value in zip(layers.setdefault(name, ([], [], [], [], [])), (x, y, x2, y2, label), strict=True):
            column.append(value)

    def put_edge(name, edge):
        for stretch in drawn[edge][0]:
            put(name, *stretch)

    for i, path in enumerate(shown, 1):
        for handed in path:
            put_edge(f"path {i}", (handed.node, handed.which))
    moving = {(handed.node, handed.which): handed for step in walk.steps for handed in step}
    handing = {(handed.node, handed.which) for handed in walk.steps[count - 1]} if count else ()
    for edge in drawn:
        if edge not in moving:
            put_edge("fixed", edge)
            continue
        rate = number(moving[edge].derivative)
        if edge in handing:
            rate = f"× {rate} → {number(moving[edge].product)}" if columns <= FEW else f"× {rate}"
        put_edge("handed" if edge in handing else "edge", edge)
        name = "handing" if edge in handing else "rate"
        said[name].append(rate_label(seen, edge, rate, edge in handing))
    for place, node in enumerate(graph.nodes):
        here = along[place], across[place]
        if node.number is not None:
            said["value"].append(value_label(seen, place, "", node.name, "", False))
            continue
        now = bool(count) and walk.steps[count - 1][0].node == place
        put("now" if now else "done" if walk.known(place, count) else "node", *here)
        numbers = f"\n{number(walk.values[place])}"
        numbers += f"\n← {gradient_text(walk, place, count)}" if node.moves else ""
        named = "" if node.is_input else node.name
        said["value now" if now else "value"].append(value_label(seen, place, named, symbol(node), numbers, now))
        if node.operation is not None:
            said["name"].append(name_label(seen, place, node.name))
    table = charts.marks(
        **{name: dict(zip(("x", "y", "x2", "y2", "label"), row, strict=True)) for name, row in layers.items()},
        **room.shown([view.drawing for view in seen], [label for part in said.values() for label in part]),
    )
    charts.show(graph_spec(height), table, key, picture_text(walk, count, shown), (0, columns), (0, slots))


SAID_AT_MOST = 40  # nodes; the tables have the others


def picture_text(walk, count, shown):
    """The picture in words, with its numbers."""
    graph, said = walk.graph, []
    for place, node in enumerate(graph.nodes[:SAID_AT_MOST]):
        if node.number is None:
            back = f", gradient {gradient_text(walk, place, count)}" if node.moves else ""
            said.append(f"{graph.formula(place)}: value {number(walk.values[place])}{back}")
    if len(graph) > SAID_AT_MOST:
        said.append("The tables have the other nodes")
    bands = "; ".join(f"path {i}, {PATHS[i - 1][3]}: {way(walk, path)}" for i, path in enumerate(shown, 1))
    return (
        f"The computational graph after {count} of {counted(len(walk.steps), 'step')} back. {'. '.join(said)}. {bands}"
    )


def way(walk, path):
    """The names along a path, the result first."""
    names = [walk.graph.nodes[handed.node].name for handed in path]
    end = walk.graph.nodes[path[-1].operand].name if path else walk.graph.result.name
    return " → ".join([*names, end])
