"""How fast the result of a graph moves when one node does: for each use of the node a product, and the products add.

A slip on this way is the same on any graph: a path forgotten, paths multiplied, a factor that stayed away.
"""

from dataclasses import dataclass
from itertools import combinations

from backprop.exercises.formula import Cell, Slip
from backprop.exercises.sheet import Given, Number, Row, Sheet
from backprop.exercises.ways import Product, Sum
from backprop.graphs.roads import road_count, roads_back

MOST_TRIED = 6  # uses of a node, or paths to it, of which each may be the one that is forgotten
COUNTS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Paths(Sum):
    """What comes back to a node: for each of its uses, gradient × local derivative, all added up.

    parts    Products of two, a user's gradient and the local derivative; two or more
    through  for each, the name of the use
    """

    through: tuple[str, ...] = ()

    def own_slips(self, at):
        n = len(self.parts)
        for taken in range(n - 1, 0, -1) if n <= MOST_TRIED else ():
            for some in combinations(range(n), taken):
                missing = listed([self.through[i] for i in range(n) if i not in some])
                if all(self.parts[i].value(at) for i in range(n) if i not in some):
                    said = f"only {COUNTS[taken]} {'path' if taken == 1 else 'paths'} of {COUNTS[n]}"
                    look = f"What comes back through {missing} is to be added."
                    yield Slip(
                        "only_one_path", f"{said}, without what comes back through {missing}", look, self.only(some)
                    )
        look = "Along one path rates multiply; what comes back on different paths adds."
        yield Slip("paths_multiplied", "what comes back on the paths multiplied, not added", look, Product(self.parts))
        if not any(abs(factor.value(at)) == 1 for part in self.parts for factor in part.parts):
            added = Sum(tuple(Sum(part.parts) for part in self.parts))
            said = "gradient + local derivative on each path, where the two are multiplied"
            yield Slip("added_for_multiplied", said, f"It is {self.worded}.", added)
        for place, code, kept, other in (
            (1, "local_derivative_alone", "local derivatives", "the gradient that came back as far as there"),
            (0, "gradient_before_alone", "gradients of what uses it", "the local derivative of that use"),
        ):
            if sum(part.parts[1 - place].value(at) != 1 for part in self.parts) > 1:  # of one alone its Path tells
                look = f"Each of them is still to be multiplied by {other}."
                alone = Sum(tuple(part.parts[place] for part in self.parts))
                yield Slip(code, f"the {kept} added up, without {other}", look, alone)

    def only(self, some):
        """The same with some of its uses alone."""
        return self.parts[some[0]] if len(some) == 1 else Sum(tuple(self.parts[i] for i in some))


def listed(names):
    """x · x and y · x, y and z"""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


@dataclass(frozen=True)
class Path(Product):
    """One of several paths: what comes back through one use of a node."""

    def own_slips(self, at):
        before, local = self.parts
        for part, rest in ((before, local), (local, before)):
            if part.value(at) != 1 and (rest.value(at) != 0 or part.value(at) == 0):
                look = f"What comes back there is {self.worded}."
                yield Slip("factor_left_out", f"with {rest.worded} alone in place of {self.worded}", look, rest)


@dataclass(frozen=True)
class OnePath(Product):
    """What comes back to a node that is used once: gradient × local derivative."""

    def own_slips(self, at):
        before, local = self.parts
        if before.value(at) != 1:
            look = f"It is still to be multiplied by {before.worded}, which came back as far as there."
            yield Slip("local_derivative_alone", f"the local derivative {local.worded} alone", look, local)
        if local.value(at) != 1:
            look = f"It is still to be multiplied by the local derivative {local.worded}."
            yield Slip("gradient_before_alone", f"{before.worded} as it came, handed on unchanged", look, before)
        if 1 not in (before.value(at), local.value(at)):
            look = f"{self.worded}: the two are multiplied."
            yield Slip("added_for_multiplied", "the two added, not multiplied", look, Sum(self.parts))


# --- the cells of a graph --------------------------------------------------------------------------------------------


def gradient_key(passed, place):
    return f"gradient {passed.graph.nodes[place].name}"


def local_key(passed, handed):
    return f"local {passed.graph.nodes[handed.node].name} {handed.which + 1}"


def gradient_name(passed, place):
    return f"Gradient of {passed.graph.nodes[place].name}"


def local_name(passed, handed):
    """du/dx; where u has x for both its operands, with which of them is meant."""
    nodes = passed.graph.nodes
    return f"d{nodes[handed.node].name}/d{nodes[handed.operand].name}{which_place(passed, handed)}"


def use_name(passed, handed):
    """The name of the node that uses another; where it does so twice, with which of the two is meant."""
    return f"{passed.graph.nodes[handed.node].name}{which_place(passed, handed)}"


def which_place(passed, handed):
    is_doubled = passed.graph.nodes[handed.node].operands.count(handed.operand) > 1
    return f" ({('first', 'second')[handed.which]} place)" if is_doubled else ""


def local_cell(passed, handed):
    return Cell(local_key(passed, handed), local_name(passed, handed))


def gradient_number(passed, place):
    """The Number of a node's gradient, worked out from the cells of what uses it.

    Its Formula wants the cells `gradient_key` of each user and `local_key` of each Handed on a path to it, and, for
    the slip of taking the value, "value " and the node's name. Not for the result, nor for what cannot move.
    """
    graph, received = passed.graph, sorted(passed.received[place])
    node = graph.nodes[place]
    products = [
        (Cell(gradient_key(passed, handed.node), gradient_name(passed, handed.node)), local_cell(passed, handed))
        for handed in received
    ]
    if len(products) == 1:
        formula = OnePath(products[0])
    else:
        formula = Paths(tuple(map(Path, products)), through=tuple(use_name(passed, handed) for handed in received))
    shows = (f"node {node.name}", *(f"edge {node.name} {graph.nodes[handed.node].name}" for handed in received))
    name = gradient_name(passed, place)
    return Number(
        gradient_key(passed, place),
        name,
        formula,
        shows=shows,
        slips=(value_slip(passed, place), *far_paths(passed, place)),
    )


def value_slip(passed, place):
    """The Slip of the node's other number, its value."""
    result, name = passed.graph.result.name, passed.graph.nodes[place].name
    look = f"The value goes forward. What comes back is how fast {result} moves when {name} does."
    return Slip("value_for_gradient", f"the value of {name}, not its gradient", look, Cell(f"value {name}", name))


def far_paths(passed, place):
    """The Slips of one path alone, where paths part before the last node on them."""
    count = road_count(passed.graph, place)
    if not len(passed.received[place]) < count <= MOST_TRIED:
        return
    for road in roads_back(passed, place):
        if road_count(passed.graph, road[-1].node) > 1:
            names = [passed.graph.nodes[handed.node].name for handed in road] + [passed.graph.nodes[place].name]
            said = f"only one path of {COUNTS[count]}, {' → '.join(names)}"
            look = "Take the whole gradients of what uses it: in them all paths as far as there are added up already."
            yield Slip("only_one_path", said, look, Product(tuple(local_cell(passed, handed) for handed in road)))


def gradient_sheet(passed, place):
    """The Sheet that asks for one node's gradient of a Backward, all else given: its only blank is `gradient_key`.

    Its table has a row for each use of the node: the gradient of what uses it, and the local derivative. Raises
    ValueError for a node that nothing is handed back to: the result, whose gradient is 1, and what cannot move.
    """
    graph, received = passed.graph, sorted(passed.received[place])
    node = graph.nodes[place]
    if not received:
        raise ValueError(f"{node.name} is handed nothing back, so its gradient is not worked out.")
    cells, rows, handed_on = [], [], {}
    for road in roads_back(passed, place) if road_count(graph, place) <= MOST_TRIED else ():
        handed_on |= {local_key(passed, handed): handed for handed in road}
    handed_on |= {local_key(passed, handed): handed for handed in received}
    for key, handed in handed_on.items():
        cells.append(Given(key, local_name(passed, handed), handed.derivative))
    for user in sorted({handed.node for handed in received}):
        cells.append(Given(gradient_key(passed, user), gradient_name(passed, user), passed.gradients[user]))
    cells.append(Given(f"value {node.name}", node.name, passed.values[place]))
    for handed in received:
        keys = gradient_key(passed, handed.node), local_key(passed, handed)
        rows.append(Row(f"through {use_name(passed, handed)}", (*keys, "")))
    number = gradient_number(passed, place)
    rows.append(Row(number.name, ("", "", number.key)))
    task = f"How fast does {graph.result.name} move when {node.name} does?"
    return Sheet(task, ("", "Gradient", "Local derivative", number.name), tuple(rows), (*cells, number))
