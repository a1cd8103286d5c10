"""The roads back from the SSR to all seven parameters, and which factors they share."""

from backprop.written.numerals import number
from pages.parts.tables import of_rows

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
