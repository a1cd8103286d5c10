"""The Chain Rule, written out by hand for the video's 1-2-1 softplus network: each derivative is one product, added up.

Forwards, each observation's dosage goes into two nodes, whose curves add up to Predicted. Backwards, from the SSR to a
parameter, each stretch of the road has its own derivative; multiplied along the road, and added up over the
observations, they are the derivative of the SSR for that parameter:

    dSSR          dSSR      dPredicted   dy1   dx1
    ────  =  Σ ────────── × ────────── × ─── × ───
    dw1        dPredicted      dy1       dx1   dw1

Nothing here is used by the fast code. It is the lesson, and it was written apart so that `passes.py` and `calls.py`
can be tested against it. `chains.py` has the same products with the name and the formula of each factor.
"""

from dataclasses import dataclass

import numpy as np

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


def each_of(parameters):
    """The parameters (..., P) one by one, each (..., 1), so that it meets every observation."""
    return np.moveaxis(np.asarray(parameters, dtype=float), -1, 0)[..., None]


def values(parameters, data):
    """The Values on the way through the network, for one row of parameters (7,) or many (..., 7).

    data  its inputs (n, 1), the dosages, and observed (n, 1)

    Raises ValueError where these are not the video's network's.
    """
    if np.shape(parameters)[-1:] != (7,) or (data.inputs.shape[1], data.observed.shape[1]) != (1, 1):
        raise ValueError(
            "The Chain Rule by hand is for the video's network: seven parameters, one input and one output, not "
            f"{np.shape(parameters)[-1:]}, {data.inputs.shape[1]} and {data.observed.shape[1]}."
        )
    w1, b1, w2, b2, w3, w4, b3 = each_of(parameters)
    dosage, observed = data.inputs[:, 0], data.observed[:, 0]
    x1 = dosage * w1 + b1
    y1 = np.log1p(np.exp(-np.abs(x1))) + np.maximum(x1, 0)  # softplus: log(1 + eˣ), safe for a large x
    x2 = dosage * w2 + b2
    y2 = np.log1p(np.exp(-np.abs(x2))) + np.maximum(x2, 0)
    predicted = y1 * w3 + y2 * w4 + b3
    return Values(dosage, observed, x1, y1, x2, y2, predicted)


def derivatives(parameters, data):
    """The SSR's seven derivatives (7,) at one row of parameters (7,), both in the order of PARAMETERS."""
    v = values(parameters, data)
    w1, b1, w2, b2, w3, w4, b3 = parameters

    # The stretches of the roads, from the SSR back.
    dssr_dpredicted = -2 * (v.observed - v.predicted)

    dpredicted_dy1, dpredicted_dy2 = w3, w4
    dpredicted_dw3, dpredicted_dw4, dpredicted_db3 = v.y1, v.y2, 1

    dy1_dx1 = np.exp(v.x1 - v.y1)  # eˣ / (1 + eˣ): the 1 + eˣ is eʸ
    dy2_dx2 = np.exp(v.x2 - v.y2)

    dx1_dw1, dx1_db1 = v.dosage, 1
    dx2_dw2, dx2_db2 = v.dosage, 1

    # The Chain Rule.
    dssr_dw1 = (dssr_dpredicted * dpredicted_dy1 * dy1_dx1 * dx1_dw1).sum()
    dssr_db1 = (dssr_dpredicted * dpredicted_dy1 * dy1_dx1 * dx1_db1).sum()
    dssr_dw2 = (dssr_dpredicted * dpredicted_dy2 * dy2_dx2 * dx2_dw2).sum()
    dssr_db2 = (dssr_dpredicted * dpredicted_dy2 * dy2_dx2 * dx2_db2).sum()
    dssr_dw3 = (dssr_dpredicted * dpredicted_dw3).sum()
    dssr_dw4 = (dssr_dpredicted * dpredicted_dw4).sum()
    dssr_db3 = (dssr_dpredicted * dpredicted_db3).sum()

    return np.array([dssr_dw1, dssr_db1, dssr_dw2, dssr_db2, dssr_dw3, dssr_dw4, dssr_db3])
