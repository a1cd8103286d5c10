"""The pictures beside an exercise, as data: what is to be seen, and never a number that is asked for.

Each part of a picture has a name, by which a cell says what of it is its own.
"""

from dataclasses import dataclass

import numpy as np

from backprop.data import Data
from backprop.graphs.graph import Graph
from backprop.network import Network


@dataclass(frozen=True, eq=False)
class NetworkScene:
    """The network with its weights and biases.

    Parts: the parameters' names ("w1", "b3"), "node 1" … of the hidden nodes, "input" and "output".

    parameters  (P,)
    hidden      the names of the parameters whose numbers are not written, as they are asked for
    inputs      what its inputs are called
    reach       the ends of what goes in, as far as the little curves in its nodes are drawn
    """

    network: Network
    parameters: tuple[float, ...]
    hidden: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ("Dosage",)
    reach: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, eq=False)
class FitScene:
    """The squiggle, the observations, and how far it misses each.

    Parts: "squiggle", "observation 1" … and "residual 1" …, in the order of the data.

    parameters  (P,)
    """

    network: Network
    parameters: tuple[float, ...]
    data: Data


@dataclass(frozen=True, eq=False)
class SlopeScene:
    """The SSR along one parameter, with the tangent where the parameter is.

    Parts: "curve", "here", "tangent", and "step", the arrow from here against the slope, where there is one.

    name            the parameter's
    places, ssr     (m,) the curve
    here            the parameter's value now
    derivative      the slope there
    step            how far the step goes, so that it ends at here − step; None where that would tell what is asked
    """

    name: str
    places: np.ndarray
    ssr: np.ndarray
    here: float
    derivative: float
    step: float | None = None


@dataclass(frozen=True, eq=False)
class RunScene:
    """A convergence chart: the SSR after each step.

    Parts: "run".

    steps, ssr  (rows,); what is not finite has left the picture
    """

    steps: np.ndarray
    ssr: np.ndarray


@dataclass(frozen=True, eq=False)
class GraphScene:
    """A graph with its nodes.

    Parts: "node " and the node's name, and "edge " and the names of its two ends: "edge x u".
    """

    graph: Graph
