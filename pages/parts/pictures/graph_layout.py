"""Where the nodes of any graph stand in its picture, and which way its edges go: in columns, with few crossings."""

from collections import Counter
from itertools import pairwise

from backprop.graphs.expression import parse
from pages.parts.kept import shared

SWEEPS = 8
read = shared(parse)


@shared
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


@shared
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
