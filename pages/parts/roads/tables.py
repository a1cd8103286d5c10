"""Every factor on the roads of the Chain Rule, and what they multiply to."""

from backprop.written.numerals import number
from pages.parts import tables


def factors_table(taken):
    """Every factor on the roads: what it is as a formula, its number, and then each road's product, and their sum."""
    several = len(taken) > 1
    rows = []
    for road in taken:
        rows += [[factor.name, factor.formula, number(factor.value)] for factor in road.factors]
        rows.append([f"Road through {road.through[0]}" if several else "Product", "", number(road.product)])
    if several:
        rows.append(["Sum of the roads", "", number(sum(road.product for road in taken))])
    return tables.of_rows(rows, ["Factor", "Formula", "Here"])
