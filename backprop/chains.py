"""A Chain: the road from the loss back to one parameter, each factor with its name, its formula and its numbers.

For the video's network and for a line the Chains are written out here; `chain_rule.py` has the same products as plain
arithmetic, and `any_chains.py` writes them out for any loss and any Activation Function.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from backprop.activations import IDENTITY
from backprop.chain_rule import each_of, values

CHOICES = ("loss", "output", "hidden", "loss and output")


@dataclass(frozen=True, eq=False)
class Factor:
    """One stretch of the road: `of` moves when `by` moves.

    of, by   the names of the two
    formula  the stretch's derivative as the learner would write it
    value    its number for each observation, (n,) or (..., n)
    crosses  what the stretch leads across: the "loss", the "output"'s Activation Function, a "hidden" node's, a
             "weight" on the way, or the "parameter" at the end of the road; "" outside of a network
    node     the number of the hidden node that it leads into or across, counted from 1; 0 where that is none
    weight   the name of the weight on the way that it leads across; "" where it does not
    is_one   whether it is 1, whatever the numbers are
    chosen   the Loss or Activation that makes it what it is; None where nothing can be chosen
    """

    of: str
    by: str
    formula: str
    value: np.ndarray
    crosses: str = ""
    node: int = 0
    weight: str = ""
    is_one: bool = False
    chosen: object = None

    @property
    def name(self):
        return f"d{self.of}/d{self.by}"

    @property
    def choice(self):
        """What must be chosen before one can write it: "loss", "output" or "hidden"; "" where it is always the same."""
        return self.crosses if self.crosses in CHOICES else ""


@dataclass(frozen=True, eq=False)
class Chain:
    """The derivative of the loss for one parameter, term by term.

    parameter   its name
    observed    (n,)
    predicted   (n,)
    factors     the Factors in the order of the road back: the loss first, the parameter last
    terms       (n,) each observation's product of its factors
    derivative  their sum; (...) for the chains of many rows of parameters, whose arrays are (..., n)
    joined      one Factor in place of the first two, where these make a simpler formula together (Cross Entropy and
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
        return (*(factor.weight for factor in self.factors if factor.weight), self.parameter)


def chain(parameters, data, parameter):
    """The Chain for one parameter of the video's network.

    parameters (7,), or many rows of them (..., 7), in the order w1 b1 w2 b2 w3 w4 b3; parameter is one of these names.
    ValueError for any other.
    """
    w1, b1, w2, b2, w3, w4, b3 = each_of(parameters)
    v = values(parameters, data)
    one = np.ones_like(v.dosage)

    dssr_dpredicted = Factor("SSR", "Predicted", "−2 × (Observed − Predicted)", -2 * (v.observed - v.predicted), "loss")
    dpredicted_dy1 = Factor("Predicted", "y1", "w3", one * w3, "weight", 1, "w3")
    dpredicted_dy2 = Factor("Predicted", "y2", "w4", one * w4, "weight", 2, "w4")
    dy1_dx1 = Factor("y1", "x1", "eˣ / (1 + eˣ), x = x1", np.exp(v.x1 - v.y1), "hidden", 1)
    dy2_dx2 = Factor("y2", "x2", "eˣ / (1 + eˣ), x = x2", np.exp(v.x2 - v.y2), "hidden", 2)

    roads = {
        "w1": (dssr_dpredicted, dpredicted_dy1, dy1_dx1, last("x1", "w1", "Dosage", v.dosage, 1)),
        "b1": (dssr_dpredicted, dpredicted_dy1, dy1_dx1, last_one("x1", "b1", one, 1)),
        "w2": (dssr_dpredicted, dpredicted_dy2, dy2_dx2, last("x2", "w2", "Dosage", v.dosage, 2)),
        "b2": (dssr_dpredicted, dpredicted_dy2, dy2_dx2, last_one("x2", "b2", one, 2)),
        "w3": (dssr_dpredicted, last("Predicted", "w3", "y1", v.y1)),
        "w4": (dssr_dpredicted, last("Predicted", "w4", "y2", v.y2)),
        "b3": (dssr_dpredicted, last_one("Predicted", "b3", one)),
    }
    return product_along(roads, parameter, v.observed, v.predicted)


def line_chain(parameters, data, parameter):
    """The Chain for one parameter of a line, Predicted = input × w1 + b1: parameters (..., 2) in the order w1 b1.

    Raises ValueError for any other parameter.
    """
    slope, intercept = each_of(parameters)
    inputs, observed = data.inputs[:, 0], data.observed[:, 0]
    predicted = inputs * slope + intercept
    dssr_dpredicted = Factor("SSR", "Predicted", "−2 × (Observed − Predicted)", -2 * (observed - predicted), "loss")
    roads = {
        "w1": (dssr_dpredicted, last("Predicted", "w1", data.names[0], inputs)),
        "b1": (dssr_dpredicted, last_one("Predicted", "b1", np.ones_like(inputs))),
    }
    return product_along(roads, parameter, observed, predicted)


def last(of, weight, came_in, value, node=0):
    """The Factor at the end of the road to a weight, which multiplies what came in."""
    return Factor(of, weight, came_in, value, "parameter", node)


def last_one(of, bias, one, node=0):
    """The Factor at the end of the road to a bias, which is added as it is: `of` moves as far as the bias does."""
    return Factor(of, bias, "1", one, "parameter", node, is_one=True)


def added_up(row, came_in):
    """What goes into a node, (..., n): its weights × what comes in, (name, (n,) or (..., n)) each, and its bias."""
    *weights, bias = row
    return sum(w * values for w, (_, values) in zip(weights, came_in, strict=True)) + bias


def stretches_to(names, x_name, came_in, one, node=0):
    """The Factors at the ends of the roads to a node's own parameters: its weights, and at last its bias.

    names    an iterator over the network's parameter names, of which the node's are next
    came_in  (name, (n,)) of each thing that a weight multiplies
    """
    weights = [last(x_name, next(names), what, values, node) for what, values in came_in]
    return [*weights, last_one(x_name, next(names), one, node)]


def bend(activation, x_name, x, y_name, y, crosses, node=0):
    """The Factor dy/dx of an Activation Function, its formula with the names of its x and y, whose numbers are (n,)."""
    names = {"x": f", x = {x_name}", "y": f", y = {y_name}", "": ""}
    formula = activation.dy_dx + names[activation.dy_dx_of]
    slope, is_one = activation.derivative(x, y), activation is IDENTITY
    return Factor(y_name, x_name, formula, slope, crosses, node, is_one=is_one, chosen=activation)


def through_hidden(network, nodes, came_in, one, names):
    """Forwards through one hidden layer, noting the last stretches back: (what came out, behind), behind being {name
    of a parameter: (its node, the node's Factor dy/dx, the Factor at the end of its road)}.

    nodes    for each hidden node its weights and bias; of a network without a hidden layer there are none
    came_in  (name, (n,)) of each thing that a weight multiplies: without a hidden layer it is what comes out
    names    an iterator over the network's parameter names, of which the layer's are next
    """
    came_out, behind = [], {}
    for node, row in enumerate(nodes, start=1):
        x = added_up(row, came_in)
        y = network.activations[0].curve(x)
        came_out.append((f"y{node}", y))
        dy_dx = bend(network.activations[0], f"x{node}", x, f"y{node}", y, "hidden", node)
        for dx_dw in stretches_to(names, f"x{node}", came_in, one, node):
            behind[dx_dw.by] = (node, dy_dx, dx_dw)
    return came_out or came_in, behind


def product_along(roads, parameter, observed, predicted, joined=None):
    """The Chain along one of the roads: the factors multiplied for each observation, the products added up.

    roads                {name of a parameter: the Factors on the road back to it}
    observed, predicted  (n,) or (..., n)
    joined               one Factor to multiply by in place of the first two, or None

    Raises ValueError for a parameter to which none of the roads leads.
    """
    if parameter not in roads:
        raise ValueError(f"parameter must be one of {', '.join(roads)}, not {parameter!r}.")
    factors = roads[parameter]
    multiplied = (joined, *factors[2:]) if joined else factors
    terms = reduce(np.multiply, [factor.value for factor in multiplied])
    total = terms.sum(axis=-1)
    return Chain(parameter, observed, predicted, factors, terms, total if total.ndim else float(total), joined)
