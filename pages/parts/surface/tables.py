"""The directions in which the SSR bends around a place, in tables."""

import numpy as np
import pandas as pd

from backprop.written.numerals import number

MOST_SHOWN = 12  # directions in a table


def bends_table(network, found, names):
    """The directions, the steepest first: curvature, slope, what that means, and which parameters move most."""
    count = len(found.curvature)
    shown = range(count) if count <= MOST_SHOWN else [*range(MOST_SHOWN // 2), *range(count - MOST_SHOWN // 2, count)]
    places, rows, before = [network.place(name) for name in names], [], -1
    for way in shown:
        if way != before + 1:
            rows.append([f"{before + 2} … {way}", "between", "", "", ""])
        before = way
        flat, down = found.flat[way], found.down[way]
        curvature = "0" if flat else number(found.curvature[way])
        slope = number(found.slope[way]) if abs(found.slope[way]) > 1e-12 else "0"
        what = "flat" if flat else "bends down" if down else "bends up"
        rows.append([str(way + 1), curvature, slope, what, mixture(names, found.directions[way, places])])
    return pd.DataFrame(rows, columns=["Direction", "Curvature", "Slope", "The SSR", "Made mostly of"])


def mixture(names, parts):
    """The two largest parts of a direction, as "0.93 w3 − 0.31 b3"; small ones are left out."""
    largest = [place for place in np.argsort(-np.abs(parts))[:2] if abs(parts[place]) >= 0.25]
    said = ""
    for place in largest:
        sign = "−" if parts[place] < 0 else "+" if said else ""
        said += f" {sign} " if said else sign
        said += f"{number(abs(parts[place]), 2)}\u00a0{names[place]}"
    return said


def short_bends_table(network, found, names):
    table = bends_table(network, found, names)
    return table[["Direction", "Curvature", "The SSR", "Made mostly of"]]
