"""The factors of a Derivative in tables: their formulas before and after a change, and their numbers."""

import re

import numpy as np

from backprop.written.numerals import number
from pages.parts import tables

MARKS = {"formula": "◆ ", "number": "◇ ", "": ""}
TOGETHER = "together, dLoss/dx_out"


def formulas_table(setup, both, marks):
    """Each factor's formula before and after a change, and how the field writes the factor."""
    hidden, rows = len(setup.network.nodes) > 2, []
    for place, (factor, mark) in enumerate(zip(both[0][0].factors, marks, strict=True)):
        old, new = (
            ", ".join(dict.fromkeys(of_any_output(c.factors[place].formula) for c in chains)) for chains in both
        )
        after = new if mark == "formula" else "the same"
        name = f"{MARKS[mark]}{of_any_output(factor.name)}"
        rows.append([*highlighted(mark, name, old, after), field_name(factor, hidden)])
        if place == 1:
            old, new = (of_any_output(c[0].joined.formula) if c[0].joined else "the two multiplied" for c in both)
            z = "∂E/∂z⁽²⁾" if hidden else "∂E/∂z"
            after = "the same" if old == new else f"{new}: the two collapse" if both[1][0].joined else new
            rows.append([TOGETHER, old, after, z])
    return tables.of_rows(rows, ["Factor", "Before", "After", "Elsewhere"])


def numbers_table(experiment, chains, marks):
    """A Derivative's factors, a row each, a column for each observation and, where there are several, each output."""
    rows = [
        ["Observed, t", *cells(chain.observed for chain in chains)],
        ["Predicted, o", *cells(chain.predicted for chain in chains)],
    ]
    for place, factor in enumerate(chains[0].factors):
        mark = marks[place] if marks else ""
        name = f"{MARKS[mark]}{of_any_output(factor.name)}"
        rows.append(highlighted(mark, name, *cells(chain.factors[place].value for chain in chains)))
        if place == 1:
            rows.append([TOGETHER, *cells(map(front, chains))])
    total = number(sum(chain.derivative for chain in chains))
    rows.append([f"Product; their sum is {total}", *cells(chain.terms for chain in chains)])
    return tables.of_rows(rows, ["Factor", *heads(experiment, chains)])


def highlighted(mark, *texts):
    """Cells of a table, in bold where the change gives their factor another formula."""
    return [f"**{text}**" for text in texts] if mark == "formula" else list(texts)


def cells(of_chains):
    """A text for every observation of every Chain."""
    return tables.texts(np.concatenate(list(of_chains)))


def heads(experiment, chains):
    """What each column of a table of factors is about: an observation, and the output where there are several."""
    data, outputs = experiment.data, experiment.network.nodes[-1]
    at = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    if outputs == 1:
        return at
    own = data.names[-outputs:]
    if len(chains) == 1:
        own = [name for name, column in zip(own, data.observed.T, strict=True)
               if np.array_equal(column, chains[0].observed)]  # fmt: skip
    return [f"through {name}" if len(at) == 1 else f"{where}, through {name}" for name in own for where in at]


def field_name(factor, hidden):
    """A factor as the field writes it: E the loss, o the output, z what goes into a node, a what comes out."""
    into, behind = ("z⁽²⁾", "⁽²⁾") if hidden else ("z", "")
    across = {"loss": "∂E/∂o", "output": f"∂o/∂{into}", "weight": f"∂{into}/∂a⁽²⁾", "hidden": "∂a⁽²⁾/∂z⁽¹⁾"}
    if factor.crosses in across:
        return across[factor.crosses]
    own = "b" if factor.is_one else "w"  # the letter of the parameter at the end of the road
    return f"∂z⁽¹⁾/∂{own}⁽¹⁾" if factor.node else f"∂{into}/∂{own}{behind}"


def of_any_output(text):
    """A factor's name or formula as it is for each of several outputs, which the columns of a table tell apart."""
    return re.sub(r"(Predicted|Observed|x_out)\d+", r"\1", text)


def front(chain):
    """dLoss/dx_out for each observation: the first two factors of a Chain, multiplied, or joined to one formula."""
    return chain.joined.value if chain.joined else chain.factors[0].value * chain.factors[1].value
