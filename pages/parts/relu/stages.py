"""What a Dosage becomes on its way through a 1-2-1 network of ReLUs: six stages, their numbers and their words."""

import numpy as np

from backprop.corners import bends
from backprop.passes import forward
from backprop.written.numerals import number, signed
from pages.parts.pictures import extent

NAMES = ("x1", "y1", "y1 × w3", "y2 × w4", "sum + b3", "Predicted")
DONE_AT = "n1", "n1", "w3", "w4", "b3", "out"  # what of the network each stage is the work of
SINCE = {(0, 0): (0, 1), (0, 1): (3, 3), (1, 0): (4, 5)}  # from which stage on a node says what came in and went out
DIGITS = 6  # so many have all the products and sums that the video's weights make of a Dosage with two decimals
IN_TABLE = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)  # Dosages


def stage_values(network, parameters, inputs):
    """(6, V) what is there after each stage, for some inputs (V,)."""
    hidden, output = forward(network, parameters, np.asarray(inputs, dtype=float)).layers
    first, second, _ = network.layers(np.asarray(parameters))[-1][0]
    return np.stack(
        [
            hidden.x[:, 0],
            hidden.y[:, 0],
            hidden.y[:, 0] * first,
            hidden.y[:, 1] * second,
            output.x[:, 0],
            output.y[:, 0],
        ]
    )


def drawn_inputs(network, data, parameters):
    """(V,) inputs at which the curves are drawn: every bend among them, so that each corner is as sharp as it is."""
    ends = extent.input_range(data)
    return np.union1d(np.linspace(*ends, 21), bends(network, parameters, *ends))


def in_words(network, parameters, dosage):
    """What happens at each stage, in sentences with the numbers of one Dosage: six texts."""
    w1, b1, w2, b2, w3, w4, b3 = map(float, parameters)
    at = [value for (value,) in stage_values(network, parameters, [dosage])]
    x1, y1, first, second, added, predicted = (number(value, DIGITS) for value in at)
    hidden = forward(network, parameters, np.array([dosage])).layers[0]
    x2, y2 = number(hidden.x[0, 1], DIGITS), number(hidden.y[0, 1], DIGITS)
    here = f"At Dosage {number(dosage)}"
    return (
        f"1. Into the top node goes Dosage × w1 + b1, a straight line. {here} it is {number(dosage)} × {signed(w1)} + "
        f"{signed(b1)} = {x1}.",
        f"2. The top ReLU puts 0 for all that is below 0 and leaves the rest (dotted: what went in). "
        f"{bent('The line', w1, b1)} {here}: {x1} goes in, {y1} comes out.",
        f"3. Times w3 = {number(w3)}: {stretched(w3)} {here}: {y1} × {signed(w3)} = {first}.",
        f"4. The bottom node does the same with w2, b2 and its ReLU, and then comes × w4. {bent('Its line', w2, b2)} "
        f"{here} it gives {number(dosage)} × {signed(w2)} + {signed(b2)} = {x2}, ReLU {y2}, × {signed(w4)} = {second}.",
        f"5. Both curves, solid blue and dashed orange, added up, and + b3: the green line. {here}: {first} + "
        f"{signed(at[3], DIGITS)} + {signed(b3)} = {added}.",
        f"6. The last ReLU again puts 0 for all that is below 0 (dotted: what went in); what it leaves is Predicted. "
        f"{here}: {added} goes in, {predicted} comes out.",
    )


def bent(what, weight, bias):
    """Where a ReLU bends weight × Dosage + bias between Dosage 0 and 1, a sentence."""
    ends = bias, weight + bias
    if min(ends) >= 0:
        return f"{what} is nowhere below 0 from Dosage 0 to 1, so the ReLU leaves all of it, straight as it is."
    if max(ends) <= 0:
        return f"{what} is nowhere above 0 from Dosage 0 to 1, so the ReLU leaves nothing of it."
    return f"{what} is bent at Dosage {number(-bias / weight)}, where it crosses 0."


def stretched(weight):
    """What a weight behind a node does to its curve."""
    if weight == 0:
        return "nothing is left of it."
    size = "stretched" if abs(weight) > 1 else "made flatter" if abs(weight) < 1 else "left as large as it is"
    return f"it is {size}{', and the minus turns it over' if weight < 0 else ''}."
