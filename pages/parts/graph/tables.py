"""The nodes of a graph in tables: their values, what each hands back, and a check without the Chain Rule."""

from backprop.graphs.graph import finite_difference, local_derivative_text
from backprop.graphs.words import Refused
from backprop.written.numerals import agreeing_digits, number
from pages.parts import tables
from pages.parts.graph.words import from_step, in_columns, plain

H = 1e-5  # of the finite difference, as a part of the number, or of 1 where that is smaller


def forward_table(passed):
    """The nodes from front to back with their values."""
    rows = []
    for place, node in enumerate(passed.graph.nodes):
        kind = "an input" if node.is_input else "computed" if node.operation else "a number"
        rows.append([plain(passed.graph.formula(place)), str(place + 1), kind, number(passed.values[place])])
    return tables.of_rows(rows, ["Node", "Order", "What it is", "Value"])


def backward_columns(film, passed, gradients):
    """The nodes from back to front: each one's gradient, and what it hands to each of its operands."""
    rows, graph = [], passed.graph
    for place in reversed(range(len(graph))):
        node, formula = graph.nodes[place], graph.formula(place)
        if not node.moves:
            continue
        turn = passed.turns.get(place)
        operands = [passed.values[operand] for operand in node.operands]
        rates, handed_on = [], []
        for handed in passed.steps[turn - 1] if turn else ():
            to, worth = graph.nodes[handed.operand].name, number(handed.derivative)
            said = local_derivative_text(node, handed.which, operands, passed.values[place])
            shown = worth if said.strip("()") == worth else f"{said} = {worth}"
            rates.append(f"d{node.name}/d{to} = {shown}")
            handed_on.append(f"{number(handed.product)} to {to}")
        rows.append(
            [
                film.at_steps({turn: f"→ {formula}"}, formula) if turn else formula,
                f"{turn or '–'}",
                number(passed.values[place]),
                gradients[place],
                "; ".join(rates) or "–",
                from_step(film, turn, ", ".join(handed_on)) if turn else "nothing: an input",
            ]
        )
    heads = ["Node", "Step", "Value", f"Gradient d{graph.result.name}/d…", "Local derivatives", "Hands back"]
    return in_columns(heads, rows)


def difference_columns(film, passed):
    """For each input its gradient beside the finite difference, both hidden until the gradient is complete."""
    graph, rows = passed.graph, []
    inputs = {name: passed.values[place] for name, place in graph.inputs.items()}
    for name, place in graph.inputs.items():
        gradient = passed.gradients[place]
        try:
            found = finite_difference(graph, inputs, name, H * max(1.0, abs(inputs[name])))
        except Refused:
            said = number(gradient), "no value beside it", "–"
        else:
            agree = "both 0" if gradient == 0 and abs(found) < 1e-9 else str(agreeing_digits(found, gradient))
            said = number(gradient, 8), number(found, 8), agree
        known = passed.complete_at[place]
        rows.append([name, number(inputs[name]), *(from_step(film, known, each) for each in said)])
    heads = ["Input", "Value", "Gradient, from the walk back", "Finite difference", "Digits that agree"]
    return in_columns(heads, rows)
