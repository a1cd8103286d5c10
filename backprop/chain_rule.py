"""The video's formulas, written out by hand for its 1-2-1 softplus network: one derivative is one product of factors.

For each observation the road from a parameter to the SSR is walked backwards, one factor for each stretch:

    dSSR      dSSR        dPredicted   dy1    dx1
    ─────  =  ──────────  ×  ───────  ×  ───  ×  ───
    dw1       dPredicted    dy1         dx1    dw1

and the derivative is the sum of these products over the observations. Nothing here is used by the fast code. It is the
lesson, and it was written apart so that `passes.py` and `descent.py` can be tested against it.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import IDENTITY
from backprop.network import Network

PARAMETERS = ("w1", "b1", "w2", "b2", "w3", "w4", "b3")


@dataclass(frozen=True, eq=False)
class Values:
    """What each observation meets on its way through the network: all (n,)."""

    dosage: np.ndarray
    observed: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    x2: np.ndarray
    y2: np.ndarray
    predicted: np.ndarray


@dataclass(frozen=True, eq=False)
class Factor:
    """One stretch of the road: `of` moves when `by` moves; its value for each observation, (n,).

    formula is the stretch's derivative as the learner would write it.
    """

    of: str
    by: str
    formula: str
    value: np.ndarray

    @property
    def name(self):
        return f"d{self.of}/d{self.by}"


@dataclass(frozen=True, eq=False)
class Chain:
    """The derivative of the SSR for one parameter, term by term.

    parameter   its name
    observed    (n,)
    predicted   (n,)
    factors     the Factors in the order of the road back: the SSR first, the parameter last
    terms       (n,) each observation's product of its factors
    derivative  their sum
    """

    parameter: str
    observed: np.ndarray
    predicted: np.ndarray
    factors: tuple[Factor, ...]
    terms: np.ndarray
    derivative: float

    @property
    def road(self):
        """The names that the road back passes: the weights between Predicted and the parameter, then itself."""
        return (*(factor.formula for factor in self.factors if factor.formula in PARAMETERS), self.parameter)


def values(parameters, data):
    """Every value on the way through the network, for one row of parameters (7,)."""
    w1, b1, w2, b2, w3, w4, b3 = parameters
    dosage, observed = data.inputs[:, 0], data.observed[:, 0]
    x1 = dosage * w1 + b1
    y1 = np.log1p(np.exp(-np.abs(x1))) + np.maximum(x1, 0)  # softplus: log(1 + eˣ), safe for a large x
    x2 = dosage * w2 + b2
    y2 = np.log1p(np.exp(-np.abs(x2))) + np.maximum(x2, 0)
    predicted = y1 * w3 + y2 * w4 + b3
    return Values(dosage, observed, x1, y1, x2, y2, predicted)


def chain(parameters, data, parameter):
    """The Chain for one parameter of the video's network.

    parameters (7,) in the order w1 b1 w2 b2 w3 w4 b3; parameter is one of these names. ValueError for any other.
    """
    w1, b1, w2, b2, w3, w4, b3 = parameters
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
    """The Chain for one parameter of a line, Predicted = input × w1 + b1: parameters (2,) in the order w1 b1."""
    slope, intercept = parameters
    inputs, observed = data.inputs[:, 0], data.observed[:, 0]
    predicted = inputs * slope + intercept
    dssr_dpredicted = Factor("SSR", "Predicted", "−2 × (Observed − Predicted)", -2 * (observed - predicted))
    roads = {
        "w1": (dssr_dpredicted, Factor("Predicted", "w1", data.names[0], inputs)),
        "b1": (dssr_dpredicted, Factor("Predicted", "b1", "1", np.ones_like(inputs))),
    }
    return walked(roads, parameter, observed, predicted)


def walked(roads, parameter, observed, predicted):
    """The Chain along one of the roads: the factors multiplied for each observation, the products added up."""
    if parameter not in roads:
        raise ValueError(f"parameter must be one of {', '.join(roads)}, not {parameter!r}.")
    factors = roads[parameter]
    terms = np.prod([factor.value for factor in factors], axis=0)
    return Chain(parameter, observed, predicted, factors, terms, float(terms.sum()))


def chain_of(network):
    """The function that writes out a network's chains: `chain` for the video's, `line_chain` for a line, else None."""
    if network == Network():
        return chain
    if network.nodes == (1, 1) and network.output is IDENTITY:
        return line_chain
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
