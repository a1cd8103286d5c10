"""A worked example that somebody published: the experiment that it is, and the numbers that it prints, each with its
place in a run, so that ours can stand beside them digit by digit."""

from dataclasses import dataclass

import numpy as np

from backprop.descent import gradient_descent
from backprop.experiment import Experiment, Trace
from backprop.passes import backward, forward


@dataclass(frozen=True)
class Place:
    """Where in a run a number is found.

    what   one of the KINDS below
    step   before which it is looked at: 0 is the start, 1 after one update
    where  the parameter's name; (row, output); or (row, layer, node), the layers behind the inputs counted from 0
    times  −1 where the author counts it with the other sign: a threshold is minus a bias
    """

    what: str
    step: int = 0
    where: str | tuple[int, ...] = ()
    times: int = 1

    def of(self, trace):
        """The number there, a float; the Trace must have a row for the step."""
        row = int(np.flatnonzero(trace.steps == self.step)[0])
        return self.times * float(KINDS[self.what](trace, row, self.where))


def of_parameter(array):
    return lambda trace, row, name: getattr(trace, array)[row, trace.experiment.network.place(name)]


def in_node(value):
    """What is in a node, `value` of its layer being "x" or "y"."""

    def found(trace, row, where):
        observation, layer, node = where
        layers = forward(trace.experiment.network, trace.parameters[row], trace.experiment.data.inputs).layers
        return getattr(layers[layer], value)[observation, node]

    return found


def error_of_node(trace, row, where):
    """−dLoss/dx of one node, the δ or Err of the textbooks."""
    observation, layer, node = where
    experiment = trace.experiment
    found = backward(experiment.network, trace.parameters[row], experiment.data, experiment.loss)
    return -found.dloss_dx[layer][observation, node]


VALUE, DERIVATIVE = "value", "Derivative"
PREDICTED, RESIDUAL, MEAN_RESIDUAL = "Predicted", "Residual", "mean |Residual|"
LOSS, RAW, ACTIVATED, ERROR = "loss", "x", "y", "−dLoss/dx"

KINDS = {  # (trace, row, where) -> the number
    VALUE: of_parameter("parameters"),
    DERIVATIVE: of_parameter("derivatives"),
    PREDICTED: lambda trace, row, where: trace.predicted[(row, *where)],
    RESIDUAL: lambda trace, row, where: trace.residuals[(row, *where)],
    MEAN_RESIDUAL: lambda trace, row, where: np.abs(trace.residuals[row]).mean(),
    LOSS: lambda trace, row, where: trace.loss[row],
    RAW: in_node("x"),
    ACTIVATED: in_node("y"),
    ERROR: error_of_node,
}


@dataclass(frozen=True)
class Printed:
    """One number that an author prints.

    name   what the author calls it
    text   as it is printed, every digit of it
    place  the Place of the same number in our run
    why    where it is not ours, rounded to as many digits: what makes the difference, a sentence
    """

    name: str
    text: str
    place: Place
    why: str = ""

    @property
    def value(self):
        return float(self.text.replace("−", "-"))

    @property
    def decimals(self):
        """How many digits stand behind its point."""
        return len(self.text.partition(".")[2])

    def is_reproduced(self, ours):
        """Whether ours, rounded to the printed digits, is what is printed."""
        return f"{ours + 0.0:.{self.decimals}f}" == f"{self.value + 0.0:.{self.decimals}f}"


@dataclass(frozen=True, eq=False)
class Published:
    """One worked example.

    slug        short name for a button's key
    title       in a few words
    author      who published it, and where
    link        to it, or to where the book is described
    experiment  what it does
    printed     its Printed numbers
    note        how its words and ours go together, and what is left out, Markdown
    """

    slug: str
    title: str
    author: str
    link: str
    experiment: Experiment
    printed: tuple[Printed, ...]
    note: str = ""

    def trace(self):
        """The Trace of its experiment, with the rows alone that its numbers stand in."""
        return gradient_descent(self.experiment, sorted({each.place.step for each in self.printed}))

    def beside(self, trace: Trace):
        """(what is Printed, ours) for each of its numbers."""
        return [(each, each.place.of(trace)) for each in self.printed]

    def is_run_by(self, experiment):
        """Whether an Experiment does the same, number for number; only the count of steps may differ."""
        own = self.experiment
        same = "optimised", "optimiser", "loss", "batch", "shuffled", "weight_decay"
        return (
            experiment.network.nodes == own.network.nodes
            and experiment.network.activations == own.network.activations
            and np.array_equal(experiment.start, own.start)
            and all(getattr(experiment, field) == getattr(own, field) for field in same)
            and np.array_equal(experiment.data.inputs, own.data.inputs)
            and np.array_equal(experiment.data.observed, own.data.observed)
        )


def new(name, text, ours, step=1, times=1, why=""):
    """A weight or bias that is printed after an update, under the author's name, and its name here."""
    return Printed(name, text, Place(VALUE, step, ours, times), why)


def all_new(pairs, step=1):
    """Many of them: "w14=0.192=w1 …", the author's name, the number printed and the name here, = between."""
    return tuple(new(*each.split("="), step=step) for each in pairs.split())
