"""Observations that a network is not trained on: how far it is from them tells whether it has learned or remembered."""

from dataclasses import replace

import numpy as np

from backprop.data import Data, of_kind, whole_number
from backprop.passes import check_kinds, forward

NUMBERS_AT_ONCE = 2**19  # 4 MiB: between two such parts others have their turn


def parted(data, one_in):
    """The Data to train on, and the Data that is held out: every `one_in`-th observation, in the order of Observed.

    So both have all classes, or small and large ones, in the same parts, however the rows are ordered; and no chance is
    in it. Of `one_in` neighbours the middle one is held out, and the rows keep their order. Where there are fewer
    observations than `one_in`, none can be held out: it is None.

    Raises ValueError where it is no Data, or `one_in` not a whole number of at least 2.
    """
    of_kind(data, Data, "data", "a Data, like Data(inputs, observed)")
    one_in = whole_number(one_in, "one_in", least=2)
    held = np.zeros(len(data), dtype=bool)
    in_order = np.lexsort(data.observed.T[::-1])
    held[in_order[one_in // 2 :: one_in][: len(data) // one_in]] = True
    return (rows_of(data, ~held), rows_of(data, held)) if held.any() else (data, None)


def rows_of(data, which):
    """The Data of some of its rows, chosen by a mask (n,) or by their places.

    They are of classes where all the rows are, not where these only look so.
    """
    return replace(data, inputs=data.inputs[which], observed=data.observed[which], may_be_classes=bool(data.classes))


def losses(network, parameters, data, loss):
    """The loss on a Data for each row of parameters (rows, P), as of a Trace that never saw it: (rows,).

    Raises ValueError where a shape does not fit the network, or the loss cannot take these observed or this output.
    """
    check_kinds(network, data, loss)
    network.check_columns(data)
    loss.check(data.observed, network.output)
    parameters = np.atleast_2d(parameters)
    at_once = max(1, NUMBERS_AT_ONCE // (2 * len(data) * sum(network.nodes[1:])))
    found = []
    with np.errstate(all="ignore"):  # a run that diverges has no loss there either
        for first in range(0, len(parameters), at_once):
            passed = forward(network, parameters[first : first + at_once], data.inputs)
            found.append(loss.at(network.output, data.observed, passed.layers[-1].x, passed.predicted))
    return np.concatenate(found)
