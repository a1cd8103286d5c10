"""All seven parameters in tables: their chains, what reuse saves, the moments of a run, and where runs end."""

import numpy as np

from backprop.chain_rule import multiplications, products_on_the_way
from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts.tables import of_columns, of_rows, texts


def stretches_table(chain, data):
    """A chain node by node: each stretch of the road back, its formula, and its number for each observation."""
    heads = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    rows = [[f"{factor.name} = {factor.formula}", *texts(factor.value)] for factor in chain.factors]
    rows.append([f"Their product; the sum is {number(chain.derivative)}", *texts(chain.terms)])
    return of_rows(rows, ["Stretch, from the SSR back", *heads])


def derivatives_table(chains, data, shown, name):
    """Every parameter's term for each observation and its derivative, and what the video shows of it."""
    heads = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    rows = []
    for chain in chains:
        mark = "→ " if chain.parameter == name else ""
        video = f", {number(shown[chain.parameter])} in the video" if chain.parameter in shown else ""
        total = f"{number(chain.derivative)}{video}"
        rows.append([f"{mark}dSSR/d{chain.parameter}", *texts(chain.terms), total])
    return of_rows(rows, ["Derivative", *heads, "Sum"])


def multiplications_table(chains, observations):
    """Every product on the way back, which parameters it serves, and how often it is made with and without reuse."""
    rows = [
        [" × ".join(factors), ", ".join(served), "1", str(len(served))]
        for factors, served in products_on_the_way(chains).items()
    ]
    scratch, reuse = multiplications(chains)
    for n, all_of in ((1, "one observation"), (observations, counted(observations, "observation"))):
        rows.append([f"All, for {all_of}", "", str(n * reuse), str(n * scratch)])
    return of_rows(rows, ["Product on the way back", "Serves", "× with reuse", "× from scratch"])


def moments_table(trace, moments):
    """Some rows of a Trace, {row: what is to be seen there}: the SSR and the largest |Step Size| of each."""
    rows = [
        [f"{trace.steps[row]:,}", number(trace.ssr[row]), number(trace.largest_step_sizes[row]), what]
        for row, what in moments.items()
    ]
    return of_rows(rows, ["Step", "SSR", "Largest |Step Size|", "What is there"])


def turns_table(network, data, order, rows, together):
    """One parameter after the other, rows (m + 1, P) from `in_turn`: its new value at its turn, and the SSR then.

    together  (P,) where the same step leads when all move at once, from the same old values
    """
    after = ssr(data.observed, forward(network, np.vstack([rows, together]), data.inputs).predicted)
    table = [["start", "", number(after[0]), ""]]
    for turn, name in enumerate(order, 1):
        place = network.place(name)
        values = rows[turn, place], after[turn], together[place]
        table.append([f"{turn}: {name}", *texts(values)])
    table.append(["SSR", "", *texts(after[-2:])])
    return of_rows(table, ["Turn", "New value", "SSR then", "New, all together"])


def ends_table(names, runs, shown):
    """Where runs ended: {label: (parameters (P,), SSR)}, and whether these round to the video's numbers (P,)."""
    rows = []
    for label, (parameters, value) in runs.items():
        same = np.array_equal(np.round(parameters, 2), np.round(shown, 2))
        rows.append([label, *texts(parameters), number(value), "the video's" if same else "others"])
    return of_rows(rows, ["Learning Rate", *names, "SSR", "To two decimals"])


def between_table(data, inputs, names, predicted):
    """Predicted values (2, V) of two networks at inputs (V,), and how far they are apart."""
    columns = {data.names[0]: [f"{number(i)}{', observed' if i in data.inputs else ''}" for i in inputs]}
    columns |= {name: texts(row.round(12)) for name, row in zip(names, predicted, strict=True)}
    columns["Apart by"] = texts(np.abs(predicted[0] - predicted[1]).round(12))
    return of_columns(columns)
