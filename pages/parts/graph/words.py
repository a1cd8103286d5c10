"""What is said of a graph and of each step of the walk back."""

import re
from html import escape

from backprop.written.numerals import counted, number, signed
from pages.parts.graph.looks import NOT_YET


def plain(text):
    """The text as Markdown that says just that, whatever signs are in it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def step_in_words(passed, count):
    """What happens at a step, as a piece of the page: who hands what to whom, and what that makes complete."""
    graph = passed.graph
    names = [escape(node.name) for node in graph.nodes]
    result = names[-1]
    if not passed.steps:
        return (
            f"<p><strong>{result} is an input itself</strong>: d{result}/d{result} = 1, and there is nothing to hand "
            "back.</p>"
            if graph.result.moves
            else "<p><strong>Nothing here can move</strong>: without an input there is no gradient.</p>"
        )
    if count == 0:
        return (
            f"<p><strong>Forward is complete</strong>: every node has its value. The way back begins at {result}, "
            f"whose gradient is 1: {result} moves as fast as itself. <em>Next</em> lets one node after the other hand "
            "back.</p>"
        )
    step = passed.steps[count - 1]
    node = names[step[0].node]
    said = (
        f"<p><strong>Step {count}: {node} hands back.</strong> All that use it have had their turn, so its gradient, "
        f"d{result}/d{node} = {number(step[0].gradient)}, is complete. It hands on that gradient × a local derivative:"
        "</p>"
        if count > 1
        else f"<p><strong>Step 1: {node} hands back</strong> its gradient, 1, × a local derivative:</p>"
    )
    said += "<ul>"
    for handed in step:
        to = names[handed.operand]
        said += (
            f"<li>to <strong>{to}</strong>: d{result}/d{node} × d{node}/d{to} = {signed(handed.gradient)} × "
            f"{signed(handed.derivative)} = <strong>{number(handed.product)}</strong></li>"
        )
    said += "</ul>"
    for operand in dict.fromkeys(handed.operand for handed in step):
        got, everything = passed.so_far(operand, count), passed.received[operand]
        to, total = names[operand], sum(handed.product for handed in got)
        terms = f"{' + '.join(signed(handed.product) for handed in got)} = {number(total)}"
        if len(everything) == 1:
            continue
        if len(got) == len(everything):
            said += (
                f"<p>{to} is used {len(everything)} times, and all have now handed back. <strong>They add: "
                f"d{result}/d{to} = {terms}.</strong></p>"
            )
        else:
            waits = dict.fromkeys(names[handed.node] for handed in everything[len(got) :])
            said += (
                f"<p>{to} is used {len(everything)} times. So far it has {terms if len(got) > 1 else number(total)}, "
                f"and waits for {' and '.join(waits)}: its gradient is not complete.</p>"
            )
    return said


def contributions(film, passed, count):
    """What the nodes that got something at this step have got so far, and its sum, as a piece of the page."""
    result, nodes = passed.graph.result.name, passed.graph.nodes
    if not count:
        return "<p>Nothing has been handed back yet.</p>"
    rows = []
    for operand in dict.fromkeys(handed.operand for handed in passed.steps[count - 1]):
        to, got = nodes[operand].name, passed.so_far(operand, count)
        for handed in got:
            sum_of = f"{signed(handed.gradient)} × {signed(handed.derivative)}"
            rows.append([to, nodes[handed.node].name, sum_of, number(handed.product)])
        if len(passed.received[operand]) == 1:
            continue
        total = number(sum(handed.product for handed in got))
        told = [f"d{result}/d{to}", total] if passed.known(operand, count) else ["not complete", f"{total} + ?"]
        rows.append([f"{to}, sum", "", *told])
    heads = ["To", "From", "Gradient × local derivative", "Contribution"]
    return film.table_markup(in_columns(heads, rows), f"The contributions after {counted(count, 'step')}")


def from_step(film, step, template):
    """A text that is hidden until a step, as a template."""
    return film.vary({0: NOT_YET, step: template})


def in_columns(heads, rows):
    columns = zip(*rows, strict=True) if rows else [()] * len(heads)
    return dict(zip(heads, columns, strict=True))
