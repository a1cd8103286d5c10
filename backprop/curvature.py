"""How the loss bends around a place: along some directions steeply, along others not at all, and what that proves.

The Derivatives say how the ground slopes; the second derivatives, the Hessian, how the slope itself changes. A place
from which every direction bends upwards is a minimum if the slope is 0 there. One downward direction, and it is none.
"""

from dataclasses import dataclass

import numpy as np

from backprop.data import Data
from backprop.loss import Loss
from backprop.losses import SSR, ssr
from backprop.passes import backward, forward

NUDGE = 1e-5  # how far a parameter is moved to see how the derivatives change
FLAT = 1e-6  # a curvature below this part of the largest is called flat: the nudge's error is smaller by far
LEVEL = 1e-9  # a slope below this is none
PERFECT = 1e-20  # an SSR below this part of the Observed values' squares is rounding alone


@dataclass(frozen=True, eq=False)
class Bends:
    """How the loss bends at a place, along directions at right angles to each other.

    curvature   (m,) the second derivative along each direction, falling
    slope       (m,) the derivative along each
    directions  (m, P) of length 1, pointing to where the loss falls, or, where there is no slope, so that its largest
                part is positive. Among flat directions any mixture would do as well: these are the same for everyone
    """

    curvature: np.ndarray
    slope: np.ndarray
    directions: np.ndarray

    @property
    def flat(self):
        """(m,) True where the loss bends neither way."""
        return np.abs(self.curvature) <= FLAT * np.abs(self.curvature).max(initial=1e-300)

    @property
    def down(self):
        """(m,) True where it bends downwards."""
        return (self.curvature < 0) & ~self.flat


def hessian(network, data, parameters, loss=SSR):
    """The loss's second derivatives (P, P) at parameters (P,): how each derivative changes when each parameter moves.

    Central differences of derivatives that are exact themselves, so about ten digits are right.

    Raises ValueError where a shape does not fit the network.
    """
    nudges = NUDGE * np.diag(np.maximum(1.0, np.abs(parameters)))
    with np.errstate(all="ignore"):
        above, below = (backward(network, parameters + sign * nudges, data, loss).derivatives for sign in (1, -1))
        found = (above - below) / (2 * np.diag(nudges)[:, None])
        return (found + found.T) / 2


def bends(network, data, parameters, names=None, loss=SSR):
    """The Bends of the loss at parameters (P,), where the parameters named may move; None means all.

    Raises ValueError for unknown names, or where the second derivatives are not finite.
    """
    parameters = np.asarray(parameters, dtype=float)
    places = [network.place(name) for name in (network.parameter_names if names is None else names)]
    of_these = hessian(network, data, parameters, loss)[np.ix_(places, places)]
    if not np.isfinite(of_these).all():
        raise ValueError("parameters: the loss is too steep here for a computer's numbers; bring them nearer to 0.")
    curvature, columns = np.linalg.eigh(of_these)
    found, derivatives = Bends(curvature[::-1], curvature, columns.T[::-1]), backward(network, parameters, data, loss)
    own = found.directions.copy()
    own[found.flat] = same_for_everyone(own[found.flat])
    directions = np.zeros((len(places), network.parameter_count))
    directions[:, places] = own
    slope = directions @ derivatives.derivatives
    largest = np.take_along_axis(own, np.abs(own).argmax(axis=1, keepdims=True), axis=1)[:, 0]
    level = np.abs(slope) <= LEVEL * max(1.0, float(np.abs(derivatives.derivatives).max()))
    signs = np.where(np.where(level, -largest, slope) > 0, -1.0, 1.0)
    return Bends(found.curvature, slope * signs, directions * signs[:, None])


def same_for_everyone(directions):
    """Directions (k, m) at right angles that span the same space as those given, whichever mixture those are.

    Again and again: of the parameters' own axes take the one that lies nearest to what is left of the space.
    """
    left, found = directions.T @ directions, []
    for _ in directions:
        axis = int(np.diagonal(left).round(6).argmax())
        direction = left[axis] / np.sqrt(left[axis, axis])
        found.append(direction / np.linalg.norm(direction))
        left = left - np.outer(found[-1], found[-1])
    return np.array(found).reshape(directions.shape)


def slopes_of_predicted(network, data, parameters):
    """How each Predicted value moves with each parameter, at parameters (P,): (n·O, P), by the Chain Rule.

    The SSR's Hessian has two parts: 2 × these slopes' products, and a part that each Residual multiplies. At a perfect
    fit every Residual is 0, so the first part is all of it: exactly 2 JᵀJ, of rank n·O at most.
    """
    outputs, rows = np.eye(data.observed.shape[1]), []
    for inputs, observed in zip(data.inputs, data.observed, strict=True):
        for one in outputs:
            predicted = Loss("Predicted", "", lambda _, p, one=one: p[..., 0, :] @ one, lambda _, p, one=one: one[None])
            rows.append(backward(network, parameters, Data(inputs[None], observed[None]), predicted).derivatives)
    return np.array(rows)


def nearest_fit(network, data, parameters, steps=50):
    """A perfect fit near parameters (P,), reached by the shortest way that the slopes of Predicted promise.

    Each step asks for the smallest move that would make every Residual 0 if Predicted were straight (Gauss and Newton).
    From far off, or where no perfect fit is, it may not arrive: the SSR of what it returns, (P,), tells.
    """
    parameters = np.array(parameters, dtype=float)
    for _ in range(steps):
        with np.errstate(all="ignore"):
            residuals = data.observed - forward(network, parameters, data.inputs).predicted
            slopes = slopes_of_predicted(network, data, parameters)
        enough = PERFECT * max(float((data.observed**2).sum()), 1e-300)
        if (residuals**2).sum() <= enough or not np.isfinite(slopes).all():
            break
        parameters += np.linalg.pinv(slopes) @ residuals.ravel()
    return parameters


def valley(network, data, one, other, count=41):
    """A way of perfect fits from one perfect fit to another, (count, P).

    The straight way between the two leaves the valley's floor, because the floor is bent; each of its points is brought
    back to the floor by `nearest_fit`.
    """
    straight = one + np.linspace(0.0, 1.0, count)[:, None] * (np.asarray(other) - one)
    return np.array([nearest_fit(network, data, point) for point in straight])


def ssr_straight_on(network, data, parameters, direction, distances):
    """The SSR at each distance from parameters (P,) along a direction (P,): (V,) -> (V,)."""
    with np.errstate(all="ignore"):
        rows = np.asarray(parameters) + np.asarray(distances)[:, None] * direction
        return ssr(data.observed, forward(network, rows, data.inputs).predicted)


def lowest_straight_on(network, data, parameters, direction):
    """The lowest SSR that is met straight on from parameters (P,) along a direction: (distance, SSR) as floats.

    Looked for at 300 distances from a millionth to 100, and at 100 more around the lowest of them; (0.0, the SSR here)
    where none of them is lower.
    """
    distances = np.concatenate([[0.0], np.geomspace(1e-6, 100.0, 300)])
    for _ in range(2):
        heights = ssr_straight_on(network, data, parameters, direction, distances)
        best = int(np.where(np.isfinite(heights), heights, np.inf).argmin())
        found = float(distances[best]), float(heights[best])
        around = distances[max(best - 1, 0)], distances[min(best + 1, len(distances) - 1)]
        distances = np.concatenate([[distances[best]], np.linspace(*around, 100)])
    return found


@dataclass(frozen=True, eq=False)
class Way:
    """A straight way from a place.

    name       what it is, after "straight on"
    direction  (P,) of length 1
    distance   how far along it the lowest SSR is, and `lowest` what that SSR is
    """

    name: str
    direction: np.ndarray
    distance: float
    lowest: float


@dataclass(frozen=True, eq=False)
class Around:
    """What is around a place.

    ssr       at the place
    gradient  the length of the gradient there, of the parameters that may move
    bends     the Bends there
    ways      the Ways that may lead down: against the gradient, and where the SSR bends down most; () at a minimum
    """

    ssr: float
    gradient: float
    bends: Bends
    ways: tuple[Way, ...]


def around(network, data, parameters, names=None):
    """The Around of parameters (P,), where the parameters named may move; None means all. Raises ValueError as `bends`.

    A way that is straight leaves a curved valley soon, so that none leads lower proves little where the ground slopes.
    """
    found = bends(network, data, parameters, names)
    at = backward(network, parameters, data)
    gradient = found.slope @ found.directions
    length = float(np.sqrt((gradient**2).sum()))
    directions = {"against the gradient": -gradient / length} if length > 0 else {}
    if found.down.any():
        directions["where it bends down most"] = found.directions[-1]
    ways = tuple(
        Way(name, direction, *lowest_straight_on(network, data, parameters, direction))
        for name, direction in directions.items()
    )
    return Around(float(at.loss), length, found, ways)
