"""b3, b4 and b5 together: the same added to all three changes no share, so the lowest place is a whole line."""

from html import escape

import numpy as np

from backprop.landscape import loss_at
from backprop.written.numerals import number
from pages.parts.player.still import STILL

BIASES = "b3", "b4", "b5"
ADDED = (-1.0, 0.0, 1.0, 10.0)


def at_the_end(trace):
    """The same number added to all three where the run ends, and the total with it; and what their sum does: HTML."""
    experiment = trace.experiment
    network, places = experiment.network, [experiment.network.place(name) for name in BIASES]
    rows = np.repeat(trace.parameters[-1][None], len(ADDED), axis=0)
    rows[:, places] += np.array(ADDED)[:, None]
    totals = loss_at(network, experiment.data, rows, experiment.loss)
    table = {"Added to all three": [number(each) for each in ADDED]}
    table |= {name: [number(each) for each in rows[:, place]] for name, place in zip(BIASES, places, strict=True)}
    table["Total Cross Entropy"] = [number(each, 6) for each in totals]
    said = (
        "SoftMax sees only differences between raw outputs. The same added to all three leaves every share and the "
        "total as they are: the lowest places form a line, a valley without slope along it."
    )
    if set(BIASES) <= set(experiment.optimised):
        total = float(trace.parameters[0, places].sum())
        said += (
            f" The three Derivatives add up to 0 at every step, so b3 + b4 + b5 stays {number(total)}: no step goes "
            "along the valley."
        )
    return STILL.table_markup(table, "The same added to b3, b4 and b5") + f"<p>{escape(said)}</p>"
