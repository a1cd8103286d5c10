"""A small network before a step: what it predicts, how far it misses, and how steep the SSR is for w3, w4 and b3."""

from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np

from backprop.activations import RELU
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.exercises.chance import ODD
from backprop.exercises.kinds.small_network import SmallNetwork
from backprop.exercises.scenes import SlopeScene
from backprop.network import Network
from backprop.written.numerals import number

ON_PAPER = Network(hidden=RELU)  # its numbers need no e^x
DIGITS = 9  # what is drawn has fewer decimals, and what adding adds behind them is cut off
PLACES = 61  # of the curve that is drawn
LAST = ("w3", "w4", "b3")


@dataclass(frozen=True, eq=False)
class BeforeStep:
    """A 1-2-1 network with its observations, at the parameters that it has before a step.

    parameters   (7,), as a tuple
    y            for each observation what comes out of the two hidden nodes, (y1, y2)
    """

    network: Network
    dosages: tuple[float, ...]
    observed: tuple[float, ...]
    parameters: tuple[float, ...]
    y: tuple[tuple[float, float], ...]

    @cached_property
    def rows(self):
        """What the observations are called."""
        return tuple(f"Dosage {number(dosage)}" for dosage in self.dosages)

    @cached_property
    def residuals(self):
        """Observed − Predicted of each observation."""
        w3, w4, b3 = self.parameters[4:]
        pairs = zip(self.observed, self.y, strict=True)
        return tuple(round(o - (w3 * y1 + w4 * y2 + b3), DIGITS) for o, (y1, y2) in pairs)

    @property
    def ssr(self):
        return fsum(residual**2 for residual in self.residuals)

    def factors(self, name):
        """dPredicted/dparameter of each observation, for w3, w4 or b3."""
        return tuple((*y, 1.0)[LAST.index(name)] for y in self.y)

    def derivative(self, name):
        """dSSR/dparameter, for w3, w4 or b3."""
        return fsum(-2 * r * factor for r, factor in zip(self.residuals, self.factors(name), strict=True))

    def curvature(self, name):
        """How fast that Derivative rises with its parameter."""
        return 2 * fsum(factor**2 for factor in self.factors(name))

    def old(self, name):
        """The parameter's value, for w3, w4 or b3."""
        return self.parameters[4 + LAST.index(name)]

    # --- its pictures ------------------------------------------------------------------------------------------------

    @property
    def small(self):
        """The SmallNetwork, with its pictures."""
        return SmallNetwork(self.network, self.parameters, Data(self.dosages, self.observed, DOSAGE_DATA.names))

    def slope(self, name):
        """The SlopeScene along one of w3, w4 and b3: its bowl, as far to either side of the minimum as it is now."""
        old, derivative, curvature = self.old(name), self.derivative(name), self.curvature(name)
        lowest = old - derivative / curvature
        reach = 2.2 * abs(old - lowest)
        places = lowest + np.linspace(-reach, reach, PLACES)
        ssr = self.ssr + derivative * (places - old) + curvature / 2 * (places - old) ** 2
        return SlopeScene(name, places, ssr, old, derivative)


def at_start(experiment):
    """The BeforeStep of an Experiment with a 1-2-1 network, at its start."""
    small = SmallNetwork.of(experiment)
    dosages, observed, y1, y2 = (each.tolist() for each in (small.dosages, small.observed, small.y(1), small.y(2)))
    return BeforeStep(small.network, tuple(dosages), tuple(observed), small.parameters, tuple(zip(y1, y2, strict=True)))


def goes_with(rate, derivative):
    """Whether a Learning Rate is one for this Derivative: their product and their sum are seen to be something else."""
    return 0.5 * ODD < abs(derivative) < 150 * ODD * rate


def drawn_before_step(chance, least=3, most=3):
    """A BeforeStep whose numbers a calculator likes; with `least` to `most` observations."""
    dosages = chance.some((0.0, 0.5, 1.0, 1.5, 2.0), chance.whole(least, most))
    first = [(chance.tenths(-1, 1.4, 2), chance.tenths(0.3, 1.8)) for _ in range(2)]
    y = tuple(tuple(round(max(w * dosage + b, 0.0), DIGITS) for w, b in first) for dosage in dosages)
    last = [chance.tenths(-1.5, 1.5) for _ in LAST]
    observed = tuple(chance.tenths(-2, 2) for _ in dosages)
    return BeforeStep(ON_PAPER, tuple(dosages), observed, (*first[0], *first[1], *last), y)
