"""What the Derivatives of several parameters share, and one Derivative in several runs."""

import numpy as np

from backprop.written.numerals import number
from pages.parts.tables import of_rows, texts


def shared_term_columns(chains, data, said, sum_said):
    """Several derivatives' chains in one table, an observation a row.

    The factors that all begin with stand first, once; behind them, for each Chain, its own factors and its products,
    with their sum.
    """
    shared = shared_factors(chains)
    columns = {data.names[0]: [*texts(data.inputs[:, 0]), "Sum"]}
    for factor in chains[0].factors[:shared]:
        columns[f"{factor.name}, shared"] = [*said(np.broadcast_to(factor.value, chains[0].terms.shape)), ""]
    for chain in chains:
        for factor in chain.factors[shared:]:
            columns[f"× {factor.name}"] = [*said(np.broadcast_to(factor.value, chain.terms.shape)), ""]
        columns[f"Product for {chain.parameter}"] = [*said(chain.terms), sum_said(chain.derivative)]
    return columns


def shared_factors(chains):
    """With how many factors, the same for all, the Chains begin."""
    roads = [[factor.name for factor in chain.factors] for chain in chains]
    same = [len(set(names)) == 1 for names in zip(*roads, strict=False)]
    return same.index(False) if False in same else len(same)


def same_formula_table(traces, name):
    """The Derivative for one parameter at the start of several runs, {what: Trace}: one formula, other numbers."""
    rows = []
    for what, trace in traces.items():
        derivative = trace.derivatives[0, trace.experiment.network.place(name)]
        rows.append([what, ", ".join(trace.experiment.optimised), *texts(trace.predicted[0]), number(derivative)])
    data = trace.experiment.data
    heads = [f"Predicted at {number(value)}" for value in data.inputs[:, 0]]
    return of_rows(rows, ["At the start of", "Optimised", *heads, f"dSSR/d{name}"])
