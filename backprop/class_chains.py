"""The Chain Rule by hand for classes: Cross Entropy, the share p of what was observed, raw outputs, one parameter.

Each row has but one share that counts, that of the class that it is, and SoftMax lets every raw output move it.
"""

import numpy as np

from backprop.chain_rule import each_of
from backprop.chains import Factor, added_up, product_along, stretches_to, through_hidden
from backprop.softmax import SOFTMAX, softmax, softmax_derivatives


def class_chain(network, parameters, data, parameter, loss):
    """The Chain for one parameter of a network that ends in SoftMax, for a loss of classes.

    parameters (P,), or many rows of them (..., P); p is the share of the class that a row is, CE the loss. To a
    parameter of one class's raw output, and to one of a hidden node, the roads are

        dCE     dCE     dp       dRaw          dCE     dCE     dy1     dx1
        ───  =  ───  ×  ────  ×  ────          ───  =  ───  ×  ───  ×  ───
        dw      dp      dRaw      dw           dw      dy1     dx1     dw

    where dp/dRaw is p × (1 − p) for the raw output of the row's own class and −p × that class's own share for another,
    and dCE/dy1 adds up, over all raw outputs, dCE/dRaw × the weight that leads there: there the roads meet.

    Raises ValueError for any other network or loss, more than one hidden layer, an unknown parameter, or rows that are
    not each of one class.
    """
    if network.output is not SOFTMAX or len(network.nodes) > 3 or not loss.shares:
        raise ValueError("network must end in SoftMax behind at most one hidden layer, and loss be one of classes.")
    network.place(parameter)
    network.check_columns(data)
    loss.check(data.observed, network.output)
    if not ((data.observed == 0) | (data.observed == 1)).all():
        raise ValueError("observed must name one class in each row: 1 for it, and 0 for all others.")
    *hidden, outputs = ([each_of(node) for node in np.moveaxis(layer, -2, 0)] for layer in network.layers(parameters))
    one, names, places = np.ones(len(data)), iter(network.parameter_names), data.observed.argmax(axis=1)
    came_in = list(zip(data.names, data.inputs.T, strict=False))
    with np.errstate(all="ignore"):
        came_in, behind = through_hidden(network, hidden[0] if hidden else (), came_in, one, names)
        shares = softmax(np.stack([added_up(row, came_in) for row in outputs], axis=-1))
        every_row = np.arange(len(data))
        p, dp_draw = shares[..., every_row, places], softmax_derivatives(shares)[..., every_row, places, :]
        joined = loss.joined_with(network.output)
        dloss_draw = joined.residual_multiple(len(data)) * (data.observed - shares)
        if parameter in behind:
            node, dy_dx, dx_dw = behind[parameter]
            weights = np.stack([row[node - 1] * one for row in outputs], axis=-1)
            roads = (dloss_draw * weights).sum(axis=-1)
            front = Factor(
                loss.sign, f"y{node}", f"Σ ({of_p(joined.dloss_dx)}) × weight", roads, "loss and output", node
            )
            return product_along({parameter: (front, dy_dx, dx_dw)}, parameter, one, p)
        for place, row in enumerate(outputs):
            raw = f"Raw {data.classes[place]}" if data.classes else f"Raw {place + 1}"
            ends = {each.by: each for each in stretches_to(names, raw, came_in, one)}
            if parameter in ends:
                break
        slope = loss.derivative(data.observed, shares)[..., every_row, places]
        front = Factor(loss.sign, "p", of_p(loss.dloss_dpredicted), slope, "loss", chosen=loss)
        formula = f"p × (1 − p), or −p × p {raw.removeprefix('Raw ')}"
        through = Factor("p", raw, formula, dp_draw[..., place], "output", chosen=network.output)
        together = Factor(loss.sign, raw, of_p(joined.dloss_dx), dloss_draw[..., place], "loss and output")
        roads = {parameter: (front, through, ends[parameter])}
        return product_along(roads, parameter, data.observed[:, place], shares[..., place], together)


def of_p(formula):
    """A loss's formula with p in the place of Predicted."""
    return formula.replace("Predicted", "p").replace("−Observed / p", "−1 / p")
