"""Arithmetic as one writes it on paper: a line with every number in its place, and what a calculator makes of that line.

The line shows four significant digits, and whoever types it in computes with these. Where that ends elsewhere than the
exact numbers do, rounding has bitten on the way, and the screen can say so.
"""

from dataclasses import dataclass

import numpy as np

from backprop.losses import residuals
from backprop.numerals import number, rounded
from backprop.practice import signed


@dataclass(frozen=True)
class Line:
    """One line of arithmetic.

    text     the line, result and all
    value    its result from the exact numbers
    retyped  its result from the rounded numbers that stand in it
    """

    text: str
    value: float
    retyped: float

    @property
    def rounding_bites(self):
        return number(self.value) != number(self.retyped)


def ssr_line(data, predicted):
    """SSR = (Observed − Predicted)² + … with its numbers: predicted (n, O), one output."""
    observed, predicted = data.observed[:, 0], np.asarray(predicted)[:, 0]
    value = float((residuals(observed, predicted) ** 2).sum())
    terms = [f"({number(o)} − {signed(p)})²" for o, p in zip(observed, predicted, strict=True)]
    retyped = sum((rounded(o) - rounded(p)) ** 2 for o, p in zip(observed, predicted, strict=True))
    return Line(f"SSR = {' + '.join(terms)} = {number(value)}", value, retyped)


def derivative_line(chain):
    """dSSR/dparameter = −2 × (Observed − Predicted) × … + … with its numbers, from a Chain."""
    observed, predicted = chain.values.observed, chain.values.predicted
    terms, retyped = [], 0.0
    for row, (o, p) in enumerate(zip(observed, predicted, strict=True)):
        further = [factor.value[row] for factor in chain.factors[1:]]
        terms.append(" × ".join([f"−2 × ({number(o)} − {signed(p)})", *map(signed, further)]))
        retyped += -2 * (rounded(o) - rounded(p)) * float(np.prod([rounded(value) for value in further]))
    text = f"dSSR/d{chain.parameter} = {' + '.join(terms)} = {number(chain.derivative)}"
    return Line(text, chain.derivative, retyped)
