"""The Chains of any network with at most one hidden layer, for any loss: each factor says whose choice it is."""

from functools import partial

import numpy as np

from backprop.activations import IDENTITY, SOFTMAX
from backprop.chain_rule import each_of
from backprop.chains import Factor, added_up, bend, chain, line_chain, product_along, stretches_to, through_hidden
from backprop.class_chains import class_chain
from backprop.losses import SSR
from backprop.network import Network


def any_chain(network, parameters, data, parameter, loss=SSR):
    """The Chain for one parameter of a network with one output and at most one hidden layer, for any loss.

    parameters (P,), or many rows of them (..., P); the hidden nodes are numbered from 1, and x_out is what goes into
    the output. The roads to a weight of the output, and to one of the first hidden node, are

        dLoss       dLoss        dPredicted     dx_out
        ─────  =  ──────────  ×  ──────────  ×  ──────
         dw       dPredicted       dx_out         dw

        dLoss       dLoss        dPredicted     dx_out     dy1     dx1
        ─────  =  ──────────  ×  ──────────  ×  ──────  ×  ───  ×  ───
         dw       dPredicted       dx_out         dy1     dx1     dw

    and the first two factors are the same for all. Only dLoss/dPredicted depends on which loss is chosen, dPredicted /
    dx_out on the output's Activation Function, and dy1/dx1 on the hidden nodes'.

    Raises ValueError for any other network, an unknown parameter, or data or an output that the loss cannot take.
    """
    if len(network.nodes) > 3 or network.nodes[-1] != 1:
        raise ValueError(f"network must have one output and at most one hidden layer, not the nodes {network.nodes}.")
    (only,) = any_chains(network, parameters, data, parameter, loss)
    return only


def any_chains(network, parameters, data, parameter, loss=SSR):
    """The same for any number of outputs: a tuple of Chains, one for each output that the parameter moves.

    The derivative for the parameter is the sum of theirs: where roads meet they add. The outputs are numbered from 1,
    Predicted1, x_out1 …, where there is more than one.

    Raises ValueError for more than one hidden layer, an output in SoftMax, an unknown parameter, or data or outputs
    that the network or the loss refuses.
    """
    if len(network.nodes) > 3:
        raise ValueError(f"network must have at most one hidden layer, not the nodes {network.nodes}.")
    if not network.output.elementwise:
        raise ValueError(
            f"network must not end in {network.output}: there each x_out moves every Predicted, and roads branch."
        )
    network.place(parameter)
    network.check_columns(data)
    loss.check(data.observed, network.output)
    # For each layer a row of weights and bias for each of its nodes, each (..., 1), so that it meets every observation.
    *hidden, outputs = ([each_of(node) for node in np.moveaxis(layer, -2, 0)] for layer in network.layers(parameters))
    one, names = np.ones(len(data)), iter(network.parameter_names)
    came_in = list(zip(data.names, data.inputs.T, strict=False))  # what a layer's weights multiply
    with np.errstate(all="ignore"):
        came_in, behind = through_hidden(network, hidden[0] if hidden else (), came_in, one, names)
        x_outs = np.stack([added_up(row, came_in) for row in outputs], axis=-1)
        predicted = network.output.curve(x_outs)
        dloss_dpredicted = loss.derivative(data.observed, predicted)
        joined = loss.joined_with(network.output)

        # Backwards from each output: two factors in front, and behind them each parameter's own.
        chains = []
        for place, row in enumerate(outputs):
            number = f"{place + 1}" if len(outputs) > 1 else ""
            y_name, x_name = f"Predicted{number}", f"x_out{number}"
            observed, y, x = data.observed[:, place], predicted[..., place], x_outs[..., place]
            formula = numbered(loss.dloss_dpredicted, number)
            front = (
                Factor("Loss", y_name, formula, dloss_dpredicted[..., place], "loss", chosen=loss),
                bend(network.output, x_name, x, y_name, y, "output"),
            )
            together = None
            if joined:
                slope = joined.residual_multiple(len(data)) * (observed - y)
                together = Factor("Loss", x_name, numbered(joined.dloss_dx, number), slope, "loss and output")
            dx_dws = stretches_to(names, x_name, came_in, one)
            roads = {dx_dw.by: (*front, dx_dw) for dx_dw in dx_dws}
            for name, (node, dy_dx, dx_dw) in behind.items():
                weight = dx_dws[node - 1].by
                into = Factor(x_name, f"y{node}", weight, one * row[node - 1], "weight", node, weight)
                roads[name] = (*front, into, dy_dx, dx_dw)
            if parameter in roads:
                chains.append(product_along(roads, parameter, observed, y, together))
    return tuple(chains)


def numbered(formula, number):
    """A loss's formula for one of several outputs."""
    return formula.replace("Predicted", f"Predicted{number}").replace("Observed", f"Observed{number}")


def changes(before, after):
    """What another choice changes in a parameter's Chains: for each factor "formula", "number" or "".

    before, after  what `any_chains` gives with the one choice and with the other: Chains of the same parameter
    """
    found = []
    for place in range(len(before[0].factors)):
        old, new = ([each.factors[place] for each in side] for side in (before, after))
        if any(a.chosen != b.chosen for a, b in zip(old, new, strict=True)):
            found.append("formula")
        elif any(not np.array_equal(a.value, b.value, equal_nan=True) for a, b in zip(old, new, strict=True)):
            found.append("number")
        else:
            found.append("")
    return tuple(found)


def chain_of(network, loss=SSR, classes=()):
    """The function (parameters, data, parameter) that writes out a network's Chains, or None.

    classes  those of the data, if it is of classes: a row then has one share p that counts, and `class_chain` is for it

    The videos' own `chain` and `line_chain` for their networks and the SSR; `any_chain` where one output and at most
    one hidden layer are, whatever the loss; beyond that the roads are too many to write out.
    """
    if network == Network() and loss is SSR:
        return chain
    if network.nodes == (1, 1) and network.output is IDENTITY and loss is SSR:
        return line_chain
    if len(network.nodes) <= 3 and network.nodes[-1] == 1:
        return partial(any_chain, network, loss=loss)
    if len(network.nodes) <= 3 and network.output is SOFTMAX and loss.shares and classes:
        return partial(class_chain, network, loss=loss)
    return None
