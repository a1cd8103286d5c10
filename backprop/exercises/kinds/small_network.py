"""A network with one input, two hidden nodes and one output, and what it does with a few observations."""

from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np

from backprop.activations import SOFTPLUS
from backprop.data import Data
from backprop.exercises.chance import ODD
from backprop.exercises.formula import Known
from backprop.exercises.scenes import FitScene, NetworkScene, SlopeScene
from backprop.exercises.sheet import Given
from backprop.landscape import ssr_along
from backprop.network import Network
from backprop.passes import backward, forward
from backprop.written.numerals import number

DOSAGES = (0.2, 0.5, 0.8, 1.2, 1.5, 1.8, 2.2)  # never 0 or 1, at which a factor is not missed
AROUND = np.linspace(-3, 3, 61)  # how far the SSR's curve is drawn to both sides of where the parameter is
NOUGHT = 0.005 * ODD  # what is nearer to 0 may be 0 on one machine and not on the other, and left or right of a corner
MINUS_TWO = Known(-2, look="The square brings a 2. Residual falls as Predicted rises, and that brings the minus.")


@dataclass(frozen=True, eq=False)
class SmallNetwork:
    """A 1-2-1 Network at its parameters (7,), and the observations that it is to fit."""

    network: Network
    parameters: tuple[float, ...]
    data: Data

    @classmethod
    def of(cls, experiment):
        """That of an Experiment before its first step."""
        return cls(experiment.network, tuple(experiment.start.tolist()), experiment.data)

    @classmethod
    def drawn(cls, chance, hidden=(SOFTPLUS,), rows=(2, 3), on=2):
        """One with numbers of one decimal.

        hidden  the Activations that its hidden nodes may have
        rows    how many observations it may have
        on      how many of its hidden nodes are to be on, y > 0, for one Dosage at least
        """
        while True:
            network = Network((1, 2, 1), chance.pick(hidden))
            largest = (3, 2, 3, 2, 2, 2, 2)  # w1 b1 w2 b2 w3 w4 b3
            parameters = tuple(chance.tenths(-most, most) for most in largest)
            inputs = chance.some(DOSAGES, chance.pick(rows))
            observed = [chance.tenths(-2, 2) for _ in inputs]
            small = cls(network, parameters, Data(inputs, observed, ("Dosage", "Effectiveness")))
            hidden_layer = small.passed.layers[0]
            # In a sum of Residuals, Observed adds up to something: else its sign would not be missed.
            least = np.abs([*hidden_layer.x.ravel(), *small.residuals, fsum(observed)]).min()
            if hidden_layer.y.any(axis=0).sum() >= on and least > NOUGHT:
                return small

    def of_parameter(self, name):
        return self.parameters[self.network.place(name)]

    @cached_property
    def rows(self):
        """What the observations are called in a table."""
        return tuple(f"Dosage {number(dosage)}" for dosage in self.dosages)

    @property
    def dosages(self):
        return self.data.inputs[:, 0]

    @property
    def observed(self):
        return self.data.observed[:, 0]

    @cached_property
    def passed(self):
        return forward(self.network, self.parameters, self.data.inputs)

    @property
    def predicted(self):
        return self.passed.predicted[:, 0]

    @property
    def residuals(self):
        return self.observed - self.predicted

    def x(self, node):
        """(n,) what goes into a hidden node, 1 or 2."""
        return self.passed.layers[0].x[:, node - 1]

    def y(self, node):
        """(n,) what comes out of it."""
        return self.passed.layers[0].y[:, node - 1]

    # --- what is seen of it ------------------------------------------------------------------------------------------

    def told(self, *names):
        """Givens of some parameters, which the task tells."""
        return tuple(Given(name, name, self.of_parameter(name), shows=(name,)) for name in names)

    @property
    def bend(self):
        """The hidden nodes' Activation Function in words: softplus, log(1 + eˣ)."""
        return f"{self.network.hidden.name}, {self.network.hidden.formula}"

    @property
    def network_scene(self):
        return NetworkScene(self.network, self.parameters, reach=(0.0, max(1.0, float(self.dosages.max()))))

    @property
    def fit_scene(self):
        return FitScene(self.network, self.parameters, self.data)

    def slope_scene(self, name):
        """The SSR along one parameter, with its tangent."""
        here = self.of_parameter(name)
        places = here + AROUND
        ssr = ssr_along(self.network, self.data, self.parameters, name, places)
        slopes = backward(self.network, self.parameters, self.data).derivatives
        return SlopeScene(name, places, ssr, here, float(slopes[self.network.place(name)]))
