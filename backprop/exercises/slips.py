"""The slips of a learner who works out a step of Gradient Descent: what each of them gives, and what it forgot."""

from dataclasses import dataclass, replace

import numpy as np

from backprop.any_chains import chain_of
from backprop.passes import backward
from backprop.written.numerals import number, rounded


@dataclass(frozen=True)
class Update:
    """One parameter's step at a row of a Trace: what it is worked out from, and what comes out.

    terms  (n,) the products, one for each observation, of which the Derivative is the sum; () where they are not known
    """

    name: str
    old: float
    derivative: float
    rate: float
    step_size: float
    terms: tuple[float, ...] = ()

    @property
    def new(self):
        return self.old - self.step_size

    @property
    def from_shown(self):
        """The new value as it comes out of the numbers that are shown, each rounded to four digits."""
        step = rounded(self.derivative) * rounded(self.rate)
        return rounded(self.old) - step, rounded(self.old) - rounded(step)


@dataclass(frozen=True)
class Slip:
    """A wrong way to the new value.

    value  what it gives
    said   the slip, in half a sentence after "that is"
    look   what to look at next, a sentence
    """

    value: float
    said: str
    look: str


def update_at(trace, row, name):
    """The Update of a parameter at a row of a Trace. Raises ValueError for a name that the network has not."""
    experiment = trace.experiment
    place = experiment.network.place(name)
    old, derivative, step = (a[row, place].item() for a in (trace.parameters, trace.derivatives, trace.step_sizes))
    chain = chain_of(experiment.network, experiment.loss)
    terms = () if chain is None else chain(trace.parameters[row], experiment.data, name).terms.tolist()
    return Update(name, old, derivative, experiment.optimiser.learning_rate, step, tuple(terms))


def slips(trace, row, name):
    """The Slips that are known of a parameter's step at a row of a Trace, the most frequent first.

    Of a rule that is not plain Gradient Descent only those that no rule makes right.
    """
    of = update_at(trace, row, name)
    sign = "The Step Size is subtracted, so a negative one makes the new value larger: which sign does yours give?"
    yield Slip(of.old + of.step_size, "the Step Size added instead of subtracted", sign)
    yield Slip(
        of.step_size, "the Step Size itself", f"It is still to be subtracted from the old value, {number(of.old)}."
    )
    yield Slip(-of.step_size, "minus the Step Size, without the old value", f"The old value is {number(of.old)}.")
    yield Slip(of.old, "the old value", "Take Derivative × Learning Rate from it.")
    if not trace.experiment.optimiser.plain:
        return
    n = len(trace.experiment.data)
    rate = f"The Derivative is still to be multiplied by the Learning Rate, {number(of.rate)}."
    yield Slip(of.old - of.derivative, "a step of the whole Derivative, without the Learning Rate", rate)
    yield Slip(of.derivative, "the Derivative itself, not yet a step", rate)
    yield Slip(of.old + of.derivative, "the whole Derivative, and added", f"{rate} Then it is subtracted.")
    mean = f"The SSR is a sum, so its Derivative is the sum of the {n} products."
    yield Slip(of.old - of.step_size / n, f"the mean of the {n} products in place of their sum", mean)
    yield Slip(
        of.old + of.step_size / n, f"the mean of the {n} products in place of their sum, and added", f"{mean} {sign}"
    )
    square = "Look at dSSR/dPredicted = −2 × (Observed − Predicted): the 2 comes down from the square."
    yield Slip(of.old - of.step_size / 2, "a step without the factor 2", square)
    yield Slip(of.old + of.step_size / 2, "a step with the Residual in place of −2 × the Residual", square)
    yield from left_out(trace, row, of)
    if len(of.terms) > 1:
        data = trace.experiment.data
        for inputs, term in zip(data.inputs, of.terms, strict=True):
            where = ", ".join(f"{name} {number(value)}" for name, value in zip(data.names, inputs, strict=False))
            said = f"a step without the observation at {where}"
            yield Slip(of.old - of.rate * (of.derivative - term), said, mean)
    if len(trace.experiment.optimised) > 1:
        turned = in_turn(replace(trace.experiment, start=trace.parameters[row]))[-1]
        together = "All steps are worked out from the old values, and then taken together."
        said = "one parameter after the other, the others already new"
        yield Slip(float(turned[trace.experiment.network.place(name)]), said, together)


def left_out(trace, row, of):
    """The Slips of a product of which one factor is forgotten, each by its name."""
    experiment = trace.experiment
    chain = chain_of(experiment.network, experiment.loss)
    if chain is None:
        return
    factors = chain(trace.parameters[row], experiment.data, of.name).factors
    for forgotten in factors[1:]:
        rest = np.prod([factor.value for factor in factors if factor is not forgotten], axis=0).sum()
        said = f"a step without the factor {forgotten.name}"
        look = f"Each product has {len(factors)} factors; {forgotten.name} is {forgotten.formula}."
        yield Slip(float(of.old - of.rate * rest), said, look)


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
