"""The last of b3: where the lowest place is, why it is not at 0, and up to which Learning Rate a walk settles there."""

from html import escape

import numpy as np

from backprop.class_chains import class_chain
from backprop.landscape import ssr_along
from backprop.lowest import exact_minimum
from backprop.passes import forward
from backprop.series import PART_7
from backprop.written.numerals import number, signed
from pages.parts.player.still import STILL

NEAR, LEVEL = 0.1, 1e-6  # a b3 that is near another; a curve that hardly bends


def at_the_end(trace):
    """The curve's heights where the video draws it, the slope at 0, and which Learning Rates settle: HTML."""
    experiment = trace.experiment
    if experiment.optimised != ("b3",):
        return ""
    network, data, loss = experiment.network, experiment.data, experiment.loss
    at = [*PART_7.shown["b3_curve"]]
    best = exact_minimum(experiment)
    place = network.place("b3")
    rows = np.repeat(experiment.start[None], len(at), axis=0)
    rows[:, place] = at
    slopes = class_chain(network, rows, data, "b3", loss)
    heights = ssr_along(network, data, experiment.start, "b3", at, loss)
    table = {"b3": [number(each) for each in at], "Total Cross Entropy": [number(each, 5) for each in heights]}
    table["dCE/db3"] = [number(each) for each in slopes.derivative]
    said = (
        f"At b3 = {number(at[2])} the Derivative is {' + '.join(map(signed, slopes.terms[2]))} = "
        f"{number(slopes.derivative[2])}"
    )
    near = best is not None and 0 < abs(best[place] - at[2]) < NEAR
    said += ": the lowest place is near it, not at it." if near else "."
    if best is not None:
        said = f"{lowest(experiment, best)} {said}"
    return STILL.table_markup(table, "The total Cross Entropy at four values of b3") + f"<p>{escape(said)}</p>"


def lowest(experiment, best):
    """Where the total is lowest, how sharply it bends there, and what that says of the Learning Rate."""
    p = forward(experiment.network, best, experiment.data.inputs).predicted[:, 0]
    bends = float((p * (1 - p)).sum())
    value = best[experiment.network.place("b3")]
    where = f"The total Cross Entropy is lowest at b3 = {number(value, 6)}."
    if bends < LEVEL:
        return where
    return (
        f"{where} It bends there by Σ p Setosa × (1 − p Setosa) = "
        f"{number(bends)}, so near it a step multiplies what is missing by 1 − {number(bends)} × Learning Rate: with "
        f"{number(experiment.optimiser.learning_rate)} that is "
        f"{number(1 - bends * experiment.optimiser.learning_rate)}, and from a Learning Rate of 2 / {number(bends)} "
        f"= {number(2 / bends)} on it does not settle there. The curve bends up everywhere: there is "
        "no other low point."
    )
