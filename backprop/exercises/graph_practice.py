"""A learner works out one node's gradient before it is shown; a wrong number is traced to the slip that makes it."""

import math
from itertools import combinations

from backprop.exercises.practice import Answer
from backprop.graphs.graph import path_count, path_product, paths
from backprop.written.numerals import number, signed

CLOSE = 0.005  # of the number: how near a typed one must come, so that rounding on paper is forgiven
MOST_TRIED = 6  # contributions or paths whose combinations are tried out


def gradient_answer(walk, place, typed):
    """Judge a learner's gradient of a node of a Backward: an Answer; a wrong one is not told the right number."""
    result, name = walk.graph.result.name, walk.graph.nodes[place].name
    right = walk.gradients[place]
    received = walk.received[place]
    if is_close(typed, right):
        terms = " + ".join(f"{number(each.gradient)} × {signed(each.derivative)}" for each in received) or "1"
        return Answer(True, f"Yes: d{result}/d{name} = {terms} = {number(right)}.")
    for value, sentence in slips(walk, place):
        if is_close(typed, value) and not is_close(value, right):
            return Answer(False, sentence)
    users = sorted({walk.graph.nodes[each.node].name for each in received})
    return Answer(
        False,
        f"Not this time. {name} goes into {' and '.join(users)}: for each use, take the gradient of what uses it times "
        f"the local derivative{', and add the products' if len(received) > 1 else ''}.",
    )


def is_close(typed, value):
    return abs(typed - value) <= CLOSE * abs(value)


def slips(walk, place):
    """What a learner gets who makes one of the well-known slips: (value, sentence), the most frequent first."""
    nodes, received, right = walk.graph.nodes, walk.received[place], walk.gradients[place]
    result, name = walk.graph.result.name, nodes[place].name
    if 1 < len(received) <= MOST_TRIED:
        for size in range(len(received) - 1, 0, -1):
            for some in combinations(received, size):
                missing = [nodes[each.node].name for each in received if each not in some]
                yield (
                    sum(each.product for each in some),
                    f"A path is missing: {name} also goes into {' and '.join(missing)}, and what comes back from "
                    "there is to be added.",
                )
        yield (
            math.prod(each.product for each in received),
            "These are the contributions multiplied. Along one path rates multiply; several paths are added.",
        )
    if 1 < path_count(walk.graph, place) <= MOST_TRIED:
        for each in paths(walk, place):
            way = " → ".join(nodes[handed.node].name for handed in each)
            yield path_product(each), f"That is one path alone, {way} → {name}. Add the products of the other paths."
    yield -right, "The size is right, and the sign is turned. Which local derivative on the way is negative?"
    local = " + ".join(f"d{nodes[each.node].name}/d{name}" for each in received)
    yield (
        sum(each.derivative for each in received),
        f"That is the local derivative alone, {local}. Multiply by the gradient that came back as far as there.",
    )
    for each in received:
        user = nodes[each.node].name
        yield each.derivative, f"That is the local derivative d{user}/d{name} alone: multiply by d{result}/d{user}."
        yield each.gradient, f"That is d{result}/d{user}, the gradient before it: multiply by d{user}/d{name}."
    yield walk.values[place], f"That is the value of {name}, which went forward. What comes back is d{result}/d{name}."
