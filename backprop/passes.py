"""Forwards, the inputs become Predicted values; backwards, the Chain Rule turns one loss into every derivative at once.

This is the version to read: it keeps every value on the way, for any network and any batch of parameter rows.
`calls.py` repeats the same formulas in place, for speed; a test holds the two together.
"""

from dataclasses import dataclass

import numpy as np

from backprop.data import Data, of_kind
from backprop.loss import Loss
from backprop.losses import SSR, residuals
from backprop.network import Network


@dataclass(frozen=True, eq=False)
class Layer:
    """What one layer saw on the way forward: x went into its Activation Function, y came out. Both (..., n, nodes)."""

    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, eq=False)
class Forward:
    """Every value of a pass forward: inputs (n, I), a Layer for each layer behind them, predicted (..., n, O)."""

    inputs: np.ndarray
    layers: tuple[Layer, ...]

    @property
    def predicted(self):
        """(..., n, O) what comes out of the last layer."""
        return self.layers[-1].y


@dataclass(frozen=True, eq=False)
class Backward:
    """Every value of a pass backward.

    forward           the pass forward that it read
    loss              (...)
    dloss_dpredicted  (..., n, O); Cross Entropy's is infinite where Predicted is rounded to the wrong one of 0 and 1
    dy_dx             one array (..., n, nodes) per layer: how steep its Activation Function is at its x; of a SoftMax
                      layer the whole table dy_i/dx_j, (..., n, nodes, nodes)
    dloss_dx          one array (..., n, nodes) per layer: what the loss does when a node's x moves
    derivatives       (..., P): the loss's derivative for each parameter, in the order of network.parameter_names
    """

    forward: Forward
    loss: np.ndarray
    dloss_dpredicted: np.ndarray
    dy_dx: tuple[np.ndarray, ...]
    dloss_dx: tuple[np.ndarray, ...]
    derivatives: np.ndarray


def forward(network, parameters, inputs):
    """Send inputs (n, I) through the network, for parameters (..., P); returns a Forward.

    Raises ValueError where a shape does not fit the network.
    """
    of_kind(network, Network, "network", "a Network, like Network((1, 2, 1))")
    if inputs is None or isinstance(inputs, Data):
        raise ValueError(f"inputs must be numbers, like data.inputs; not {'None' if inputs is None else 'a Data'}.")
    inputs = np.asarray(inputs)
    if inputs.dtype.kind not in "biufc":
        raise ValueError(f"inputs must be numbers; one of them is {inputs.ravel()[0]!r}.")
    if inputs.ndim == 1 and network.nodes[0] == 1:
        inputs = inputs[:, None]
    if inputs.ndim != 2 or inputs.shape[1] != network.nodes[0]:
        raise ValueError(f"inputs must have the shape (n, {network.nodes[0]}) for this network, not {inputs.shape}.")
    y, layers = inputs, []
    with np.errstate(all="ignore"):  # an overflow is an answer: it comes out as inf or NaN, and is looked for there
        for wb, activation in zip(network.layers(parameters), network.activations, strict=True):
            weights, bias = wb[..., :-1], wb[..., -1]
            x = y @ weights.swapaxes(-1, -2) + bias[..., None, :]
            y = activation.curve(x)
            layers.append(Layer(x, y))
    return Forward(inputs, tuple(layers))


def backward(network, parameters, data, loss=SSR):
    """The derivative of the loss with respect to every parameter, for parameters (..., P); returns a Backward.

    From the last layer to the first: what the loss does when y moves, × how y follows x (dy_dx), is what the loss does
    when x moves. From there one road leads to the layer's own weights (× the y that came in), the other to the layer
    before (× the weight it came through, added up over all the nodes it went to).

    Where the loss and the output's Activation Function are joined in one formula of x (Cross Entropy and sigmoid are,
    both Cross Entropies and SoftMax too), that formula is taken: it stays finite where Predicted is rounded to 0 or 1,
    and the two factors apart would not.

    Raises ValueError where a shape does not fit the network, or the loss cannot take these observed or this output.
    """
    check_kinds(network, data, loss)
    layers = network.layers(parameters)
    passed = forward(network, parameters, data.inputs)
    if data.observed.shape[1] != network.nodes[-1]:
        raise ValueError(f"observed must have the shape (n, {network.nodes[-1]}), not {data.observed.shape}.")
    loss.check(data.observed, network.output)
    joined = loss.joined_with(network.output)
    slopes, signals, derivatives = [], [], []
    with np.errstate(all="ignore"):
        value = loss.at(network.output, data.observed, passed.layers[-1].x, passed.predicted)
        dloss_dpredicted = dloss_dy = loss.derivative(data.observed, passed.predicted)
        for number in reversed(range(len(layers))):
            x, y = passed.layers[number].x, passed.layers[number].y
            came_in = passed.layers[number - 1].y if number else passed.inputs
            dy_dx = network.activations[number].derivative(x, y)
            if joined and number == len(layers) - 1:
                dloss_dx = joined.residual_multiple(len(data)) * joined.signal(
                    x, residuals(data.observed, passed.predicted)
                )
            else:
                dloss_dx = network.activations[number].dloss_dx(dloss_dy, dy_dx)
            dloss_dweights = dloss_dx.swapaxes(-1, -2) @ came_in  # dx_dw is the y that came in
            dloss_dbias = dloss_dx.sum(axis=-2)  # dx_db is 1
            both = np.concatenate([dloss_dweights, dloss_dbias[..., None]], axis=-1)
            derivatives.append(both.reshape(*both.shape[:-2], -1))
            slopes.append(dy_dx)
            signals.append(dloss_dx)
            dloss_dy = dloss_dx @ layers[number][..., :-1]  # dx_dy is the weight between them
    derivatives = np.concatenate(derivatives[::-1], axis=-1)
    return Backward(passed, value, dloss_dpredicted, tuple(slopes[::-1]), tuple(signals[::-1]), derivatives)


def check_kinds(network, data, loss):
    """Raises ValueError, which says what was meant, where one is no Network, no Data or no Loss."""
    of_kind(network, Network, "network", "a Network, like Network((1, 2, 1))")
    of_kind(data, Data, "data", "a Data, like Data(inputs, observed)")
    of_kind(loss, Loss, "loss", "a Loss, like SSR of backprop.losses")
