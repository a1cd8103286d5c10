"""The video's formulas, written out by hand for its 1-2-1 softplus network: one derivative is one product of factors.

For each observation the road from a parameter to the SSR is walked backwards, one factor for each stretch:

    dSSR      dSSR        dPredicted   dy1    dx1
    ─────  =  ──────────  ×  ───────  ×  ───  ×  ───
    dw1       dPredicted    dy1         dx1    dw1

and the derivative is the sum of these products over the observations. Nothing here is used by the fast code. It is the
lesson, and it was written apart so that `passes.py` and `descent.py` can be tested against it.

The same product serves any loss and any Activation Function: `any_chain` writes it out, and each of its factors says
whose choice it depends on.
"""

from dataclasses import dataclass
from functools import partial, reduce

import numpy as np

from backprop.activations import IDENTITY
from backprop.losses import SSR
from backprop.network import Network

PARAMETERS = ("w1", "b1", "w2", "b2", "w3", "w4", "b3")


@dataclass(frozen=True, eq=False)
class Values:
    """What each observation meets on its way through the network: all (n,), or (..., n) for many rows of parameters."""

    dosage: np.ndarray
    observed: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    x2: np.ndarray
    y2: np.ndarray
    predicted: np.ndarray


@dataclass(frozen=True, eq=False)
class Factor:
    """One stretch of the road: `of` moves when `by` moves; its value for each observation, (n,) or (..., n).

    formula is the stretch's derivative as the learner would write it. choice says what must be chosen before one can
    write it: the "loss", the "output"'s Activation Function, the "hidden" nodes'; "" where it is always the same.
    """

    of: str
    by: str
    formula: str
    value: np.ndarray
    choice: str = ""

    @property
    def name(self):
        return f"d{self.of}/d{self.by}"


@dataclass(frozen=True, eq=False)
class Chain:
    """The derivative of the loss for one parameter, term by term.

    parameter   its name
    observed    (n,)
    predicted   (n,)
    factors     the Factors in the order of the road back: the loss first, the parameter last
    terms       (n,) each observation's product of its factors
    derivative  their sum; (...) for the chains of many rows of parameters, whose arrays are (..., n)
    joined      one Factor in place of the first two, where these make a simpler formula together (cross-entropy and
                sigmoid do), and the terms are made with it; else None
    """

    parameter: str
    observed: np.ndarray
    predicted: np.ndarray
    factors: tuple[Factor, ...]
    terms: np.ndarray
    derivative: float | np.ndarray
    joined: Factor | None = None

    @property
    def road(self):
        """The names that the road back passes: the weights between Predicted and the parameter, then itself."""
        weights = (factor.formula for factor in self.factors if factor.by.startswith("y"))
        return (*weights, self.parameter)


def each_of(parameters):
    """The parameters one by one, each (..., 1), so that it meets every observation."""
    return np.moveaxis(np.asarray(parameters, dtype=float), -1, 0)[..., None]


def values(parameters, data):
    """Every value on the way through the network, for one row of parameters (7,) or many (..., 7)."""
    w1, b1, w2, b2, w3, w4, b3 = each_of(parameters)
    dosage, observed = data.inputs[:, 0], data.observed[:, 0]
    x1 = dosage * w1 + b1
    y1 = np.log1p(np.exp(-np.abs(x1))) + np.maximum(x1, 0)  # softplus: log(1 + eˣ), safe for a large x
    x2 = dosage * w2 + b2
    y2 = np.log1p(np.exp(-np.abs(x2))) + np.maximum(x2, 0)
    predicted = y1 * w3 + y2 * w4 + b3
    return Values(dosage, observed, x1, y1, x2, y2, predicted)


def chain(parameters, data, parameter):
    """The Chain for one parameter of the video's network.

    parameters (7,), or many rows of them (..., 7), in the order w1 b1 w2 b2 w3 w4 b3; parameter is one of these names.
    ValueError for any other.
    """
    w1, b1, w2, b2, w3, w4, b3 = each_of(parameters)
    v = values(parameters, data)
    one = np.ones_like(v.dosage)

    dssr_dpredicted = Factor("SSR", "Predicted", "−2 × (Observed − Predicted)", -2 * (v.observed - v.predicted))
    dpredicted_dy1 = Factor("Predicted", "y1", "w3", one * w3)
    dpredicted_dy2 = Factor("Predicted", "y2", "w4", one * w4)
    dy1_dx1 = Factor("y1", "x1", "eˣ / (1 + eˣ), x = x1", np.exp(v.x1 - v.y1))
    dy2_dx2 = Factor("y2", "x2", "eˣ / (1 + eˣ), x = x2", np.exp(v.x2 - v.y2))

    roads = {
        "w1": (dssr_dpredicted, dpredicted_dy1, dy1_dx1, Factor("x1", "w1", "Dosage", v.dosage)),
        "b1": (dssr_dpredicted, dpredicted_dy1, dy1_dx1, Factor("x1", "b1", "1", one)),
        "w2": (dssr_dpredicted, dpredicted_dy2, dy2_dx2, Factor("x2", "w2", "Dosage", v.dosage)),
        "b2": (dssr_dpredicted, dpredicted_dy2, dy2_dx2, Factor("x2", "b2", "1", one)),
        "w3": (dssr_dpredicted, Factor("Predicted", "w3", "y1", v.y1)),
        "w4": (dssr_dpredicted, Factor("Predicted", "w4", "y2", v.y2)),
        "b3": (dssr_dpredicted, Factor("Predicted", "b3", "1", one)),
    }
    return walked(roads, parameter, v.observed, v.predicted)


def line_chain(parameters, data, parameter):
    """The Chain for one parameter of a line, Predicted = input × w1 + b1: parameters (..., 2) in the order w1 b1."""
    slope, intercept = each_of(parameters)
    inputs, observed = data.inputs[:, 0], data.observed[:, 0]
    predicted = inputs * slope + intercept
    dssr_dpredicted = Factor("SSR", "Predicted", "−2 × (Observed − Predicted)", -2 * (observed - predicted))
    roads = {
        "w1": (dssr_dpredicted, Factor("Predicted", "w1", data.names[0], inputs)),
        "b1": (dssr_dpredicted, Factor("Predicted", "b1", "1", np.ones_like(inputs))),
    }
    return walked(roads, parameter, observed, predicted)


def any_chain(network, parameters, data, parameter, loss=SSR):
    """The Chain for one parameter of a network with one output and at most one hidden layer, for any loss.

    parameters (P,); the hidden nodes are numbered from 1, and x_out is what goes into the output. The roads to a weight
    of the output, and to one of the first hidden node, are

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

    Raises ValueError for more than one hidden layer, an unknown parameter, or data or outputs that the loss refuses.
    """
    if len(network.nodes) > 3:
        raise ValueError(f"network must have at most one hidden layer, not the nodes {network.nodes}.")
    network.place(parameter)
    loss.check(data.observed, network.output)
    *hidden, outputs = network.layers(np.asarray(parameters, dtype=float))
    one, names, behind = np.ones(len(data)), iter(network.parameter_names), {}
    came_in = [*zip(data.names, data.inputs.T, strict=False), ("1", one)]  # what a layer's parameters multiply
    with np.errstate(all="ignore"):
        # Forwards through the hidden nodes, noting the last stretches back to each of their parameters.
        came_out = []
        for node, row in enumerate(hidden[0] if hidden else (), start=1):
            x = sum(w * values for w, (_, values) in zip(row, came_in, strict=True))
            y = network.hidden.curve(x)
            came_out.append((f"y{node}", y))
            dy_dx = bend(network.hidden, f"x{node}", x, f"y{node}", y, "hidden")
            for what, values in came_in:
                name = next(names)
                behind[name] = (node, dy_dx, Factor(f"x{node}", name, what, values))
        if hidden:
            came_in = [*came_out, ("1", one)]
        into_outputs = np.stack([values for _, values in came_in], axis=1)
        x_outs = into_outputs @ outputs.T
        predicted = network.output.curve(x_outs)
        dloss_dpredicted = loss.derivative(data.observed, predicted)
        joined = loss.joined_with(network.output)

        # Backwards from each output: two factors in front, and behind them each parameter's own.
        chains = []
        for place, row in enumerate(outputs):
            number = f"{place + 1}" if len(outputs) > 1 else ""
            y_name, x_name = f"Predicted{number}", f"x_out{number}"
            observed, y, x = data.observed[:, place], predicted[:, place], x_outs[:, place]
            front = (
                Factor("Loss", y_name, numbered(loss.dloss_dpredicted, number), dloss_dpredicted[:, place], "loss"),
                bend(network.output, x_name, x, y_name, y, "output"),
            )
            together = None
            if joined:
                slope = joined.residual_multiple(len(data)) * (observed - y)
                together = Factor("Loss", x_name, numbered(joined.dloss_dx, number), slope, "loss and output")
            weights = [next(names) for _ in came_in]
            roads = {}
            for name, (node, dy_dx, dx_dw) in behind.items():
                into = Factor(x_name, f"y{node}", weights[node - 1], one * row[node - 1])
                roads[name] = (*front, into, dy_dx, dx_dw)
            for name, (what, values) in zip(weights, came_in, strict=True):
                roads[name] = (*front, Factor(x_name, name, what, values))
            if parameter in roads:
                chains.append(walked(roads, parameter, observed, y, together))
    return tuple(chains)


def changes(before, after):
    """What another choice changes in a parameter's Chains: for each factor "formula", "number" or "".

    before, after  what `any_chains` gives with the one choice and with the other: Chains of the same parameter
    """
    found = []
    for place in range(len(before[0].factors)):
        old, new = ([each.factors[place] for each in side] for side in (before, after))
        if any(a.formula != b.formula for a, b in zip(old, new, strict=True)):
            found.append("formula")
        elif any(not np.array_equal(a.value, b.value, equal_nan=True) for a, b in zip(old, new, strict=True)):
            found.append("number")
        else:
            found.append("")
    return tuple(found)


def numbered(formula, number):
    """A loss's formula for one of several outputs."""
    return formula.replace("Predicted", f"Predicted{number}").replace("Observed", f"Observed{number}")


def bend(activation, x_name, x, y_name, y, choice):
    """The Factor dy/dx of an Activation Function, its formula with the names of its x and y."""
    names = {"x": f", x = {x_name}", "y": f", y = {y_name}", "": ""}
    formula = activation.dy_dx + names[activation.dy_dx_of]
    return Factor(y_name, x_name, formula, activation.derivative(x, y), choice)


def walked(roads, parameter, observed, predicted, joined=None):
    """The Chain along one of the roads: the factors multiplied for each observation, the products added up."""
    if parameter not in roads:
        raise ValueError(f"parameter must be one of {', '.join(roads)}, not {parameter!r}.")
    factors = roads[parameter]
    multiplied = (joined, *factors[2:]) if joined else factors
    terms = reduce(np.multiply, [factor.value for factor in multiplied])
    total = terms.sum(axis=-1)
    return Chain(parameter, observed, predicted, factors, terms, total if total.ndim else float(total), joined)


def chain_of(network, loss=SSR):
    """The function (parameters, data, parameter) that writes out a network's chains, or None.

    The videos' own `chain` and `line_chain` for their networks and the SSR; `any_chain` where one output and at most
    one hidden layer are, whatever the loss; beyond that the roads are too many to write out.
    """
    if network == Network() and loss is SSR:
        return chain
    if network.nodes == (1, 1) and network.output is IDENTITY and loss is SSR:
        return line_chain
    if len(network.nodes) <= 3 and network.nodes[-1] == 1:
        return partial(any_chain, network, loss=loss)
    return None


def products_on_the_way(chains):
    """What backpropagation keeps while it walks back: {how a chain begins: the parameters whose chains begin so}.

    A beginning is a tuple of two or more names of factors, and it is made from the one before it by one multiplication.
    A factor that is always 1 is left out, so the chain of a bias may be the beginning of a weight's.
    """
    products = {}
    for each in chains:
        road = tuple(factor.name for factor in each.factors if factor.formula != "1")
        for length in range(2, len(road) + 1):
            products.setdefault(road[:length], []).append(each.parameter)
    return products


def multiplications(chains):
    """(from scratch, with reuse): how many multiplications a set of Chains takes for one observation.

    From scratch every chain is multiplied out by itself; with reuse, as in backpropagation, each product on the way is
    made once and then serves every chain that begins with it. The rule of counting: a × that joins two factors is one.
    A × 1 is none; nor are the additions counted, nor what a factor costs inside, like the −2 × of the first.
    """
    products = products_on_the_way(chains)
    return sum(map(len, products.values())), len(products)
