"""A learner works out one node's gradient before it is shown; a wrong number is traced to the slip that makes it."""

import math
from itertools import combinations

from backprop.exercises.practice import Answer
from backprop.graphs.roads import road_count, road_product, roads_back
from backprop.written.numerals import number, signed

FORGIVEN = 0.005  # of the number: how near a typed one must come, so that rounding on paper is forgiven
MOST_TRIED = 6  # contributions or roads whose combinations are tried out


def gradient_answer(passed, place, typed):
    """Judge a learner's gradient of a node of a Backward: an Answer; a wrong one is not told the right number.

    typed  the number that the learner gave, right within FORGIVEN of the gradient
    """
    result, name = passed.graph.result.name, passed.graph.nodes[place].name
    right = passed.gradients[place]
    received = passed.received[place]
    if is_close(typed, right):
        terms = " + ".join(f"{number(each.gradient)} × {signed(each.derivative)}" for each in received) or "1"
        return Answer(True, f"Yes: d{result}/d{name} = {terms} = {number(right)}.")
    for value, sentence in gradient_slips(passed, place):
        if is_close(typed, value) and not is_close(value, right):
            return Answer(False, sentence)
    users = sorted({passed.graph.nodes[each.node].name for each in received})
    return Answer(
        False,
        f"Not this time. {name} goes into {' and '.join(users)}: for each use, take the gradient of what uses it times "
        f"the local derivative{', and add the products' if len(received) > 1 else ''}.",
    )


def is_close(typed, value):
    """Whether what was typed is that number but for what is forgiven."""
    return abs(typed - value) <= FORGIVEN * abs(value)


def gradient_slips(passed, place):
    """What a learner gets who makes one of the well-known slips: (value, sentence), the most frequent first."""
    nodes, received, right = passed.graph.nodes, passed.received[place], passed.gradients[place]
    result, name = passed.graph.result.name, nodes[place].name
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
    if 1 < road_count(passed.graph, place) <= MOST_TRIED:
        for road in roads_back(passed, place):
            through = " → ".join(nodes[handed.node].name for handed in road)
            yield (
                road_product(road),
                f"That is one path alone, {through} → {name}. Add the products of the other paths.",
            )
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
    yield (
        passed.values[place],
        f"That is the value of {name}, which went forward. What comes back is d{result}/d{name}.",
    )
