"""Many runs in tables: every Learning Rate, every start, and how the starts ended."""

import numpy as np
import pandas as pd

from backprop.rates import GOOD, REACHED, REGIONS
from backprop.written.numerals import number
from pages.parts import tables


def rates_table(of, found):
    """Every rate as numbers: its region, its last SSR, when it arrived or diverged, and where it ended."""
    network, arrived, lost = found.experiment.network, found.arrived_at, found.diverged_at
    table = {
        "Learning Rate": found.learning_rates,
        "Region": np.take(REGIONS, found.regions),
        "Last SSR": found.ssr[:, -1],
        f"Arrived {'at' if found.every_step else 'by'} step": pd.arrays.IntegerArray(arrived, arrived < 0),
        "Diverged at step": pd.arrays.IntegerArray(lost, lost < 0),
    }
    if of.fitted:
        same = (found.ends.round(2) == np.round(of.fitted, 2)).all(axis=1)
        table["To two decimals"] = np.where(found.regions == GOOD, np.where(same, "the video's", "others"), "")
    table |= {f"{name} at the end": found.ends[:, network.place(name)] for name in found.experiment.optimised}
    return pd.DataFrame(table)


def outcomes_table(found):
    """How many runs reached a perfect fit, ended elsewhere, or diverged, and their SSR."""
    reached, lost = found.reached, found.diverged_at >= 0
    rows = []
    for what, chosen in {limit_text(found): reached, "not so low": ~reached & ~lost, "diverged": lost}.items():
        ssr = found.ssr[chosen & ~lost]
        told = tables.texts([ssr.min(), np.median(ssr), ssr.max()]) if len(ssr) else [""] * 3
        rows.append([what, str(chosen.sum()), share(chosen), *told])
    return tables.of_rows(rows, ["Ended", "Starts", "Share", "Lowest SSR", "Median SSR", "Highest SSR"])


def limit_text(found, of=""):
    """The SSR below which a fit counts as perfect here, in words; `of`: what the number is that it may lie above."""
    if found.least:
        return f"SSR less than {number(REACHED)} above {of}{number(found.least)}"
    return f"SSR below {number(REACHED)}"


def share(chosen):
    """How many of some are chosen, (K,) of booleans, in per cent."""
    return f"{number(100 * np.mean(chosen), 3)}%"


def starts_table(found):
    """Every start as numbers: whether it reached a perfect fit, its last SSR, where it began and where it ended."""
    names = found.experiment.network.parameter_names
    table = {
        "Start": np.arange(1, len(found) + 1),
        f"{kind_of_fit(found).capitalize()} fit": np.where(found.reached, "yes", "no"),
        "Last SSR": found.ssr,
    }
    table |= {f"{name} at the start": found.starts[:, place] for place, name in enumerate(names)}
    table |= {f"{name} at the end": found.ends[:, place] for place, name in enumerate(names)}
    return pd.DataFrame(table)


def kind_of_fit(found):
    """A fit at the lowest SSR there can be: perfect where that is 0 or next to it, else the best."""
    return "perfect" if found.least < REACHED else "best"
