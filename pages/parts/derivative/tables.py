"""The roads back to all seven parameters, and one Derivative beside its finite differences."""

import numpy as np

from backprop.landscape import finite_difference
from backprop.written.numerals import agreeing_digits, number
from pages.parts.tables import of_columns, of_rows

HEADS = ("1st factor, shared by all seven", "2nd factor", "3rd factor", "4th factor")


def roads_table(chains, name):
    """Every parameter's road back from the SSR: its factors in order, and who else uses each of them."""
    users = {}
    for each in chains:
        for factor in each.factors:
            users.setdefault(factor.name, []).append(each.parameter)
    rows = []
    for each in chains:
        cells = [f"{factor.name}{shared_with(users[factor.name], each.parameter)}" for factor in each.factors]
        cells += [""] * (4 - len(cells))
        mark = "→ " if each.parameter == name else ""
        rows.append([f"{mark}{each.parameter}", *cells, number(each.derivative)])
    return of_rows(rows, ["Parameter", *HEADS, "Derivative"])


def shared_with(names, name):
    """Which parameters besides this one use a factor, in words; where it is all of them, the column's head says so."""
    return f", shared with {next(other for other in names if other != name)}" if len(names) == 2 else ""


def finite_difference_table(network, data, parameters, name, derivative, h):
    """The finite difference for h = 1 … 10⁻⁶ and the learner's own h, beside the Chain Rule's derivative."""
    sizes = np.array(sorted({h, 1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6}, reverse=True))
    found = finite_difference(network, data, parameters, name, sizes)
    return of_columns(
        {
            "h": [f"→ {number(size)}" if size == h else number(size) for size in sizes],
            "Finite difference": [number(value, 12) for value in found],
            "Chain Rule": [number(derivative, 12)] * len(sizes),
            "They differ by": [number(abs(value - derivative), 2) for value in found],
            "Digits that agree": [str(agreeing_digits(value, derivative)) for value in found],
        }
    )
