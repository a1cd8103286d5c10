"""A learner predicts the first step before it is taken; a wrong number is traced to the slip that makes it."""

from dataclasses import dataclass, replace

import numpy as np

from backprop.chain_rule import chain_of
from backprop.descent import gradient_descent
from backprop.numerals import number
from backprop.passes import backward

CLOSE = 0.02  # of the step: how near a typed number must come, so that rounding on paper is forgiven


@dataclass(frozen=True)
class Answer:
    """What a learner's number turned out to be: right or not, and a sentence."""

    right: bool
    sentence: str


def next_value(trace, name, typed):
    """Judge a learner's value of a parameter after the first step of a Trace; returns an Answer."""
    place = trace.experiment.network.place(name)
    old, derivative, step = (array[0, place] for array in (trace.parameters, trace.derivatives, trace.step_sizes))
    rate = trace.experiment.optimiser.learning_rate
    worked_out = (
        f"New {name} = Old − Derivative × Learning Rate = "
        f"{number(old)} − {signed(derivative)} × {number(rate)} = {number(old - step)}."
    )
    if name not in trace.experiment.optimised:
        return Answer(bool(typed == old), f"{name} is not optimised here, so it stays {number(old)}.")
    for value, sentence in [(old - step, None), *slips(trace, name)]:
        if abs(typed - value) <= CLOSE * abs(step):
            return Answer(True, f"Yes. {worked_out}") if sentence is None else Answer(False, f"{sentence} {worked_out}")
    return Answer(False, f"Not this time. {worked_out}")


def next_ssr(trace, rises):
    """Judge whether a learner was right that the SSR rises (True) or falls (False) with the first step."""
    first, second = trace.ssr[0], one_step(trace).ssr[-1]
    went = "rises" if second > first else "falls" if second < first else "stays as it is"
    sentence = f"The SSR {went}: {number(first)} → {number(second)}."
    if went == "rises":
        sentence += " Downhill is only promised for a small enough step, and this one goes too far."
    return Answer((second > first) == rises and second != first, sentence)


def one_step(trace):
    """The Trace as far as one step, whatever it recorded."""
    return trace if len(trace) == 2 else gradient_descent(replace(trace.experiment, steps=1))


def slips(trace, name):
    """What a learner gets who makes one of the well-known slips: (value, sentence), the most frequent first."""
    experiment = trace.experiment
    place = experiment.network.place(name)
    old, derivative, step = (array[0, place] for array in (trace.parameters, trace.derivatives, trace.step_sizes))
    rate, n = experiment.optimiser.learning_rate, len(experiment.data)
    yield (
        old + step,
        "The sign is turned: the Step Size is subtracted, and the −1 from inside the Residual belongs to it.",
    )
    yield old - step / n, f"That is the mean of the {n} terms; the SSR is a sum, so its Derivative is the sum of them."
    yield old - derivative, "The Learning Rate is left out: that is a step of the whole Derivative."
    yield old - step / 2, "A factor 2 is missing: it comes down from the square of each Residual."
    yield old + step / 2, "−2 × the Residual became the Residual alone: the 2 comes from the square, the − from inside."
    yield old + derivative, "The sign is turned and the Learning Rate is left out."
    yield old + step / n, "That is the mean in place of the sum, and with the sign turned."
    yield step, "That is the Step Size itself; it is still to be subtracted from the old value."
    yield derivative, "That is the Derivative itself, not yet a step."
    chain = chain_of(experiment.network, experiment.loss)
    if chain is not None:
        factors = chain(trace.parameters[0], experiment.data, name).factors
        for left_out in factors[1:]:
            rest = np.prod([factor.value for factor in factors if factor is not left_out], axis=0).sum()
            yield old - rate * rest, f"The factor {left_out.name} = {left_out.formula} is left out of the product."
    yield (
        float(in_turn(experiment)[-1, place]),
        "Other parameters were already updated: all steps use the old values, together.",
    )
    yield old, "That is the old value: nothing has moved."


def in_turn(experiment, orders=None):
    """One step in which the parameters are updated one after the other: not Gradient Descent, but often taken for it.

    orders  (..., m) names in the order of their turns; None for all that are optimised, as they stand in the network
    Returns (..., m + 1, P): the start, then the parameters after each turn.

    Each turn is a pass backward of its own, because the Derivative is wanted where the turns before have led.
    """
    network, rate = experiment.network, experiment.optimiser.learning_rate
    orders = np.array(experiment.optimised if orders is None else orders, dtype=str)
    places = np.vectorize(network.place, otypes=[int])(orders)
    rows = np.empty((*orders.shape[:-1], orders.shape[-1] + 1, network.parameter_count))
    rows[..., 0, :] = experiment.start
    with np.errstate(all="ignore"):
        for turn in range(orders.shape[-1]):
            old, new, place = rows[..., turn, :], rows[..., turn + 1, :], places[..., turn, None]
            derivatives = backward(network, old, experiment.data, experiment.loss).derivatives
            new[...] = old
            step = np.take_along_axis(derivatives, place, axis=-1) * rate
            np.put_along_axis(new, place, np.take_along_axis(old, place, axis=-1) - step, axis=-1)
    return rows


def signed(value, digits=4):
    """A number as a factor in a line of arithmetic: in brackets where it is negative."""
    return f"({number(value, digits)})" if value < 0 else number(value, digits)
