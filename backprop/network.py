"""A network is layers of nodes: each node adds up weighted inputs and a bias, then bends the sum.

All weights and biases stand in one flat row of P parameters: each node's weights and then its bias, node by node. So
the row is, read in order, the rows of the matrices [W | b]. For the video's 1-2-1 network that is w1 b1 w2 b2 w3 w4 b3.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop.activation import Activation
from backprop.activations import IDENTITY, SOFTPLUS
from backprop.data import of_kind, whole_number
from backprop.written.numerals import counted


@dataclass(frozen=True)
class Network:
    """The shape of a network; its parameters are handed to the functions that need them.

    nodes   how many nodes in each layer, inputs first: (1, 2, 1) is the video's
    hidden  the Activation of every hidden node, or a tuple of one for each hidden layer (where all are the same, it
            is kept as the one)
    output  the Activation of every output node

    Raises ValueError where nodes are not two or more whole numbers of at least 1, an Activation is none, there are not
    as many as hidden layers, or SoftMax stands in a hidden layer or has a single output.
    """

    nodes: tuple[int, ...] = (1, 2, 1)
    hidden: Activation | tuple[Activation, ...] = SOFTPLUS
    output: Activation = IDENTITY

    def __post_init__(self):
        try:
            nodes = tuple(self.nodes)
            whole = all(int(count) == count and count >= 1 for count in nodes)
        except (TypeError, ValueError, OverflowError):
            nodes, whole = (), False
        if not whole or len(nodes) < 2:
            raise ValueError(
                "nodes must be two or more whole numbers of at least 1, inputs first, like (1, 2, 1); "
                f"not {self.nodes!r}."
            )
        object.__setattr__(self, "nodes", tuple(int(count) for count in nodes))
        listed = isinstance(self.hidden, (tuple, list))
        for field, each in (
            *(("hidden", each) for each in (self.hidden if listed else [self.hidden])),
            ("output", self.output),
        ):
            of_kind(each, Activation, field, "an Activation, like TANH of backprop.activations")
            if field == "hidden" and not each.elementwise:
                raise ValueError(f"hidden must be Activation Functions of a single x; {each} is for outputs only.")
        if listed:
            layers = len(nodes) - 2
            if len(self.hidden) != layers:
                raise ValueError(
                    f"hidden must be one Activation, or one for each of {counted(layers, 'hidden layer')}; "
                    f"not {len(self.hidden)}."
                )
            all_equal = len(set(self.hidden)) == 1
            object.__setattr__(self, "hidden", self.hidden[0] if all_equal else tuple(self.hidden))
        if not self.output.elementwise and nodes[-1] < 2:
            raise ValueError(
                f"output must not be {self.output} where there is one output: its share would always be 1; "
                "sigmoid makes one output a probability."
            )

    @cached_property
    def shapes(self):
        """The shape of each layer's [W | b]: (nodes of the layer, nodes of the layer before + 1)."""
        return tuple((out, into + 1) for into, out in zip(self.nodes, self.nodes[1:], strict=False))

    @cached_property
    def activations(self):
        """The Activation of each layer behind the inputs."""
        hidden = self.hidden if isinstance(self.hidden, tuple) else (self.hidden,) * (len(self.shapes) - 1)
        return (*hidden, self.output)

    @cached_property
    def parameter_names(self):
        """The P names in the order of the flat row; weights and biases are numbered apart."""
        names, weights, biases = [], 0, 0
        for nodes, columns in self.shapes:
            for _ in range(nodes):
                names += [f"w{weights + i}" for i in range(1, columns)]
                weights, biases = weights + columns - 1, biases + 1
                names.append(f"b{biases}")
        return tuple(names)

    @property
    def weight_names(self):
        """The names of the weights, in the order of the flat row."""
        return tuple(name for name in self.parameter_names if name.startswith("w"))

    @property
    def bias_names(self):
        """The names of the biases, in the same order. One that starts at 0 and is not optimised is as good as none."""
        return tuple(name for name in self.parameter_names if name.startswith("b"))

    @property
    def parameter_count(self):
        """P, how many weights and biases there are."""
        return sum(rows * columns for rows, columns in self.shapes)

    @cached_property
    def _places(self):
        return {name: place for place, name in enumerate(self.parameter_names)}

    def place(self, name):
        """Where the parameter stands in the flat row; ValueError for a name the network does not have."""
        try:
            return self._places[name]
        except (KeyError, TypeError):
            names = self.parameter_names
            known = ", ".join(names if len(names) <= 12 else (*names[:6], "…", *names[-3:]))
            raise ValueError(f"{name!r} is not a parameter of this network; its parameters are {known}.") from None

    def check_columns(self, data):
        """Raises ValueError where a Data has not as many inputs and outputs as the network."""
        inputs, outputs = self.nodes[0], self.nodes[-1]
        if (data.inputs.shape[1], data.observed.shape[1]) != (inputs, outputs):
            raise ValueError(
                f"data must have {counted(inputs, 'input')} and {counted(outputs, 'output')} for this network, not "
                f"{data.inputs.shape[1]} and {data.observed.shape[1]}."
            )

    def layers(self, parameters):
        """The flat row(s) (..., P) as one [W | b] per layer, each (..., nodes, inputs + 1): views, not copies."""
        parameters = np.asarray(parameters)
        are_numbers = parameters.dtype.kind in "biufc"
        if not are_numbers or parameters.ndim == 0 or parameters.shape[-1] != self.parameter_count:
            said = f"shape {parameters.shape}" if are_numbers else repr(parameters.ravel()[:1].tolist())[1:-1]
            raise ValueError(
                f"parameters must have {self.parameter_count} numbers in their last axis "
                f"({self.parameter_names[0]} … {self.parameter_names[-1]}), not {said}."
            )
        layers, first = [], 0
        for rows, columns in self.shapes:
            last = first + rows * columns
            layers.append(parameters[..., first:last].reshape(*parameters.shape[:-1], rows, columns))
            first = last
        return layers


def random_start(network, seed, count=None):
    """Parameters to start from, drawn anew for each seed but always the same for one: (P,), or (count, P) of them.

    The biases are 0. A layer's weights lie evenly between −limit and limit, so that what goes through the network
    neither fades nor grows from layer to layer: its Activation knows how large they may be (`largest_start`). The first
    row of many is the one that `count=None` gives.

    Raises ValueError where it is no Network, the seed is not a whole number of at least 0, or the count not one of at
    least 1.
    """
    of_kind(network, Network, "network", "a Network, like Network((1, 2, 1))")
    random = np.random.default_rng(whole_number(seed, "seed", least=0))
    limits = []
    for (nodes, columns), activation in zip(network.shapes, network.activations, strict=True):
        inputs = columns - 1
        limits += [*[activation.largest_start(inputs, nodes)] * inputs, 0.0] * nodes
    rows = random.uniform(-1.0, 1.0, (1 if count is None else whole_number(count, "count", least=1), len(limits)))
    starts = rows * limits + 0.0  # + 0.0: no bias of −0
    return starts[0] if count is None else starts
