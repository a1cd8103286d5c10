"""The picture of any graph: its nodes with their values, its edges with their rates, and the gradients so far.

Nothing in it moves from step to step: a node or an edge changes its look, and texts change what they say. So each mark
is sent once, with what it is at which step, and each label finds its room once for the whole walk.
"""

from functools import cache
from typing import NamedTuple

from backprop.written.numerals import counted, number
from pages.parts.charts import room
from pages.parts.graph.looks import DONE, HANDED, NOT_YET, NOW, ROADS, WAITS, graph_spec
from pages.parts.graph.widths import views
from pages.parts.pictures.graph_layout import edges, places

PIXELS_A_COLUMN, PIXELS_A_SLOT = (84, 76), 66  # the first where there are few columns
FEW = 5
SAID_AT_MOST = 40  # nodes; the tables have the others


def graph_picture(film, passed, gradients, shown, key):
    """The graph: every node's value, every edge's local derivative, and the gradients that are known at each step.

    Labels that find no room drop out, the last of these first: what stands in the nodes, names, local derivatives; and
    what is handed back is written in the longest way that has room. In a node its numbers go before what it is.

    gradients  from `gradient_templates`
    shown      the paths to be drawn broadly along the edges, each a tuple of Handed
    """
    graph, layers = passed.graph, {}
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

    for i, road in enumerate(shown, 1):
        for handed in road:
            put_edge(f"path {i}", (handed.node, handed.which))
    moving = {(handed.node, handed.which): handed for step in passed.steps for handed in step}
    for edge in drawn:
        if edge not in moving:
            put_edge("fixed", edge)
            continue
        turn, rate, product = passed.turns[edge[0]], number(moving[edge].derivative), number(moving[edge].product)
        put_edge("edge", edge, film.at_steps({turn: HANDED}, WAITS))
        handed = [f"× {rate} → {product}"] * (columns <= FEW) + [f"× {rate}", rate]
        put_label("rate", [[room.Way(rate, *view.rates[edge])] for view in seen], -turn)
        put_label("handing", [[room.Way(each, *view.rates[edge]) for each in handed] for view in seen], turn, bold=True)
    for place, node in enumerate(graph.nodes):
        turn, sign, numbers = passed.turns.get(place), symbol(node), ""
        if node.number is None:
            put("box", x=along[place], y=across[place], label=film.vary(states(passed, place)))
            numbers = f"\n{number(passed.values[place])}" + (f"\n← {gradients[place]}" if node.moves else "")
        name = node.name if node.operation is not None else ""
        whole = f"{sign}{numbers}"
        texts = {False: (whole, sign), True: (f"{name}\n{whole}" if name else whole, sign)}  # a small one has its name
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
    alt_text = picture_text(film, passed, gradients, shown)
    spec = graph_spec() | {"height": height}  # built once for graphs of all heights: that takes a second
    film.picture(spec, key, layers, alt_text, (0, columns), (0, slots))


def states(passed, place):
    """What a node is from step to step: {the first step of each: what}."""
    complete, turn = passed.complete_at[place], passed.turns.get(place)
    found = {0: WAITS} if complete is None else {0: WAITS, complete: DONE}
    return found if turn is None else found | {turn: NOW, turn + 1: DONE}


def symbol(node):
    """What a node does, in one sign or word: its operation's formula without the operands."""
    return node.operation.formula.format(a="", b="").strip(" (,)") if node.operation else node.name


class Said(NamedTuple):
    """A label's template, and when it is seen: always (0), only at one step, or, with a minus, only at all others."""

    template: str
    at: int

    def through(self, film):
        """It as a template that is empty when it is not seen."""
        if not self.at:
            return self.template
        return film.at_steps({self.at: self.template} if self.at > 0 else {-self.at: ""}, self.template * (self.at < 0))


def picture_text(film, passed, gradients, shown):
    """The picture in words, with its numbers: a template."""
    graph, said = passed.graph, []
    for place, node in enumerate(graph.nodes[:SAID_AT_MOST]):
        if node.number is None:
            back = f", gradient {gradients[place]}" if node.moves else ""
            said.append(f"{graph.formula(place)}: value {number(passed.values[place])}{back}")
    if len(graph) > SAID_AT_MOST:
        said.append("The tables have the other nodes")
    bands = "; ".join(f"path {i}, {ROADS[i - 1][3]}: {road_in_words(passed, road)}" for i, road in enumerate(shown, 1))
    count = film.say(film.steps, "c")
    steps = counted(len(passed.steps), "step")
    return f"The computational graph after {count} of {steps} back. {'. '.join(said)}. {bands}"


def road_in_words(passed, road):
    """The names along a path, the result first."""
    names = [passed.graph.nodes[handed.node].name for handed in road]
    end = passed.graph.nodes[road[-1].operand].name if road else passed.graph.result.name
    return " → ".join([*names, end])


def gradient_templates(film, passed):
    """What is said of the gradient of each node that moves, from step to step: {place: template}."""
    found = {}
    for place, node in enumerate(passed.graph.nodes):
        if node.moves:
            changes = dict.fromkeys((0, *(passed.turns[handed.node] for handed in passed.received[place])))
            found[place] = film.vary({count: gradient_text(passed, place, count) for count in changes})
    return found


def gradient_text(passed, place, count):
    """A node's gradient after so many steps: its number, what has come so far, or a question mark."""
    if passed.known(place, count):
        return number(passed.gradients[place])
    so_far = passed.so_far(place, count)
    return f"{number(sum(handed.product for handed in so_far))} + {NOT_YET}" if so_far else NOT_YET
