"""The columns of two tables: the Residuals, and a Derivative's products of factors."""

import numpy as np

from backprop.written.numerals import number
from pages.parts.tables import texts


def residual_columns(data, predicted, said=texts, sum_said=number):
    """Dosage, Observed, Predicted, Residual, Residual², and their sum, for one output.

    predicted  (n,), or (F, n) for a walk, whose Film then says how numbers are spelled, several and one alone
    """
    observed = data.observed[:, 0]
    residual = observed - np.asarray(predicted)
    return {
        data.names[0]: [*texts(data.inputs[:, 0]), "Sum"],
        "Observed": [*texts(observed), ""],
        "Predicted": [*said(predicted), ""],
        "Residual": [*said(residual), ""],
        "Residual²": [*said(residual**2), f"SSR {sum_said((residual**2).sum(axis=-1))}"],
    }


def term_columns(chain, data, said=texts, sum_said=number):
    """A derivative's chain, an observation a row: each factor with its number, their product, and the sum."""
    columns = {data.names[0]: [*texts(data.inputs[:, 0]), "Sum"]}
    for factor in chain.factors:
        columns[factor.name] = [*said(np.broadcast_to(factor.value, chain.terms.shape)), ""]
    columns["Product"] = [*said(chain.terms), sum_said(chain.derivative)]
    return columns
