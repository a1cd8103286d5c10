"""The piece of the Activation Function that a hidden node uses, on the whole of its curve."""

import numpy as np

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.layered import LOW
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded
from pages.parts.pictures import extent, stage_pictures
from pages.parts.player.still import STILL

AT_LEAST = (-4.0, 4.0)  # of the Activation Function's x-axis: its bend is always to be seen


def piece(network, data, parameters, dosage, node, key):
    """The Activation Function, dotted, the piece of it that a hidden node's x covers, and where the dosage is on it."""
    inputs = np.array([*extent.curve_inputs(data), dosage])
    hidden = forward(network, parameters, inputs).layers[0]
    (*came_in, x_now), (*went_out, y_now) = hidden.x[:, node - 1].tolist(), hidden.y[:, node - 1].tolist()
    x = padded(min(AT_LEAST[0], *came_in), max(AT_LEAST[1], *came_in), 0.05)
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    curve = network.hidden.curve(at)
    y = padded(min(0.0, *curve), max(*curve), 0.2)
    label = f"x{node} {number(x_now)} → y{node} {number(y_now)}"
    broken = label.replace(" → ", "\n→ ") if labels.text_width(label, 13, bold=True) > 150 else label
    now = f"at node {node}"
    layers = {
        "zero": {"y": 0.0},
        "dosage": {"x": x_now},
        "before": {"x": at, "y": curve},
        f"node {node}": {"x": came_in, "y": went_out},
        now: {"x": x_now, "y": y_now},
    }
    said = [labels.Labels("said", now, [broken], (now,), paths=("before",), size=13, bold=True)]
    first, last = map(number, extent.input_range(data))
    alt_text = (
        f"{network.hidden.name} in node {node}. From {data.names[0]} {first} to {last} it uses the piece from "
        f"x{node} {number(came_in[0])} to {number(came_in[-1])}. At {data.names[0]} {number(dosage)}, {label}."
    )
    spec = stage_pictures.stage_spec(f"x{node}, what goes in", f"y{node}, what comes out", LOW)
    STILL.picture(spec, key, layers, alt_text, x, y, said)
