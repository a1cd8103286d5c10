"""The loss is one number that says how badly the Predicted values miss the Observed ones: in the videos the SSR.

As with the Activation Functions, each loss has its derivative right beside its value, and carries all else that is
known of it.
"""

from dataclasses import replace

import numpy as np

from backprop.activations import SIGMOID, softplus
from backprop.loss import Joined, Loss
from backprop.softmax import SOFTMAX


def residuals(observed, predicted):
    """Residual = Observed − Predicted: positive where the observation lies above the squiggle."""
    return observed - predicted


# --- the SSR: the video's --------------------------------------------------------------------------------------------


def ssr(observed, predicted):
    """The sum of the squared residuals, over all observations and outputs: shape (...)."""
    residual = residuals(observed, predicted)
    return np.einsum("...no,...no->...", residual, residual)


def ssr_derivative(observed, predicted):
    """d/dPredicted of (Observed − Predicted)²: 2 × Residual from the square, × −1 from the minus sign inside."""
    return -2.0 * residuals(observed, predicted)


SSR = Loss(
    "SSR",
    "Σ (Observed − Predicted)²",
    ssr,
    ssr_derivative,
    lambda n: -2.0,
    dloss_dpredicted="−2 × (Observed − Predicted)",
    typed="−2 × ({0} − {1})",
    code=("np.sum((observed - y) ** 2)", "-2 * (observed - y)"),
    sign="SSR",
)

# --- means beside sums: with n observations, one n-th of the sum -----------------------------------------------------


def mean_of(loss, dloss_dpredicted, dloss_dx="", name=""):
    """The Loss that is 1 / n × another, n being the number of observations, however many outputs each has.

    With one output that is what PyTorch and Keras take by default. With O outputs their mean squared error and binary
    cross-entropy are means over all n × O numbers, and so 1 / O of these; their categorical cross-entropy, with one
    class observed in each row, is this one.

    dloss_dpredicted, dloss_dx  that Loss's formulas as text; dloss_dx where it is joined
    """
    joined = tuple(
        replace(
            each,
            value=lambda observed, x, value=each.value: value(observed, x) / len(observed),
            residual_multiple=lambda n, multiple=each.residual_multiple: multiple(n) / n,
            dloss_dx=dloss_dx,
            typed=f"{each.typed} / {{2}}",
            code=tuple(f"({code}) / len(observed)" for code in each.code),
        )
        for each in loss.joined
    )
    multiple = loss.residual_multiple
    return replace(
        loss,
        name=name or f"mean {loss.name}",
        formula=f"1 / n × {loss.formula}",
        value=lambda observed, predicted: loss.value(observed, predicted) / len(observed),
        derivative=lambda observed, predicted: loss.derivative(observed, predicted) / len(observed),
        residual_multiple=multiple and (lambda n: multiple(n) / n),
        dloss_dpredicted=dloss_dpredicted,
        joined=joined,
        typed=f"{loss.typed} / {{2}}",
        code=tuple(f"{code} / len(observed)" for code in loss.code),
        said="",
        sign="Loss",
    )


MSE = mean_of(SSR, "−2 × (Observed − Predicted) / n", name="mean squared error")

# --- half mean squared error: the SSR / 2n, so that the 2 of the derivative cancels ----------------------------------


def half_mse(observed, predicted):
    """The SSR / 2n, n being the number of observations: shape (...)."""
    return ssr(observed, predicted) / (2 * len(observed))


def half_mse_derivative(observed, predicted):
    """−Residual / n: the 2 of the square and the 2 of 2n cancel."""
    return -residuals(observed, predicted) / len(observed)


HALF_MSE = Loss(
    "half mean squared error",
    "1 / (2n) × Σ (Observed − Predicted)²",
    half_mse,
    half_mse_derivative,
    lambda n: -1.0 / n,
    dloss_dpredicted="−(Observed − Predicted) / n",
    typed="−({0} − {1}) / {2}",
    code=("np.sum((observed - y) ** 2) / (2 * len(observed))", "-(observed - y) / len(observed)"),
)

# --- Cross Entropy: how surprised one is by what was observed, Predicted being how probable a 1 was ------------------


def cross_entropy(observed, predicted):
    """−log(Predicted) where a 1 was observed, −log(1 − Predicted) where a 0 was; in between, both in their parts."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a sure prediction that is wrong: −log(0) is infinite
        of_one = np.where(observed > 0, -observed * np.log(predicted), 0.0)
        of_zero = np.where(observed < 1, -(1 - observed) * np.log(1 - predicted), 0.0)
        return (of_one + of_zero).sum(axis=(-2, -1))


def cross_entropy_derivative(observed, predicted):
    """−Observed / Predicted + (1 − Observed) / (1 − Predicted), each part only where there is something of it."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_one = np.where(observed > 0, -observed / predicted, 0.0)
        of_zero = np.where(observed < 1, (1 - observed) / (1 - predicted), 0.0)
        return of_one + of_zero


def cross_entropy_of_sigmoid(observed, x):
    """With Predicted = sigmoid(x), −log(Predicted) is softplus(−x) and −log(1 − Predicted) is softplus(x)."""
    return (observed * softplus(-x) + (1 - observed) * softplus(x)).sum(axis=(-2, -1))


# −t / o + (1 − t) / (1 − o), times o × (1 − o), is −t × (1 − o) + (1 − t) × o = o − t: both denominators cancel.
CROSS_ENTROPY_OF_SIGMOID = Joined(
    SIGMOID,
    cross_entropy_of_sigmoid,
    lambda n: -1.0,
    "Predicted − Observed",
    typed="({1} − {0})",
    code=("np.sum(observed * np.logaddexp(-x, 0) + (1 - observed) * np.logaddexp(x, 0))", "y - observed"),
)


def odds(x):
    """(log p / (1 − p) of each share p = SoftMax(x) of x (..., n, O), the shares (..., n, O, O) that the others have
    without it): an x is set against the log of the eˣ of all others, so that a sure share keeps the digits of 1 − p."""
    others = np.where(np.eye(x.shape[-1], dtype=bool), -np.inf, x[..., None, :])
    largest = others.max(axis=-1, keepdims=True)
    e = np.exp(others - largest)
    total = e.sum(axis=-1, keepdims=True)
    return x - (largest + np.log(total))[..., 0], e / total


def cross_entropy_of_softmax(observed, x):
    """Each share of SoftMax is the sigmoid of its log odds."""
    return cross_entropy_of_sigmoid(observed, odds(x)[0])


def through_odds(x, residual):
    """An x raises its own log odds by as much, and lowers those of each other by the share that it has without that."""
    return residual - (residual[..., None, :] @ odds(x)[1])[..., 0, :]


# The same as a script has it.
ODDS = '''\
def odds(x):
    """The log odds of each share of SoftMax, and the shares that the others have without it."""
    others = np.where(np.eye(x.shape[1], dtype=bool), -np.inf, x[:, None, :])
    largest = others.max(axis=2, keepdims=True)
    e = np.exp(others - largest)
    total = e.sum(axis=2, keepdims=True)
    return x - (largest + np.log(total))[:, :, 0], e / total


'''
CROSS_ENTROPY_OF_SOFTMAX = Joined(
    SOFTMAX,
    cross_entropy_of_softmax,
    lambda n: -1.0,
    "Predicted − Observed, less the others' in their parts",
    through_odds,
    code=(
        "np.sum(observed * np.logaddexp(-odds(x)[0], 0) + (1 - observed) * np.logaddexp(odds(x)[0], 0))",
        "(y - observed - ((y - observed)[:, None, :] @ odds(x)[1])[:, 0, :])",
    ),
    functions=ODDS,
)
CROSS_ENTROPY = Loss(
    "cross-entropy",
    "Σ −Observed × log(Predicted) − (1 − Observed) × log(1 − Predicted)",
    cross_entropy,
    cross_entropy_derivative,
    dloss_dpredicted="−Observed / Predicted + (1 − Observed) / (1 − Predicted)",
    takes_observed=(0.0, 1.0),
    takes_predicted=(0.0, 1.0),
    joined=(CROSS_ENTROPY_OF_SIGMOID, CROSS_ENTROPY_OF_SOFTMAX),
    typed="(−{0} / {1} + (1 − {0}) / (1 − {1}))",
    code=(  # for any other output; 0 × log(0) counts 0
        "-np.sum(np.where(observed > 0, observed * np.log(y), 0) + "
        "np.where(observed < 1, (1 - observed) * np.log(1 - y), 0))",
        "(np.where(observed < 1, (1 - observed) / (1 - y), 0) - np.where(observed > 0, observed / y, 0))",
    ),
    asks="asks how probable a 1 was",
    said="Cross Entropy",
)

MEAN_CROSS_ENTROPY = mean_of(
    CROSS_ENTROPY,
    "(−Observed / Predicted + (1 − Observed) / (1 − Predicted)) / n",
    "(Predicted − Observed) / n",
)

# --- categorical cross-entropy: how surprised one is by the class that was observed ----------------------------------


def categorical(observed, predicted):
    """−log(Predicted) of the class that was observed; where Observed are shares of several, each in its part."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a sure prediction that is wrong: −log(0) is infinite
        return np.where(observed > 0, -observed * np.log(predicted), 0.0).sum(axis=(-2, -1))


def categorical_derivative(observed, predicted):
    """−Observed / Predicted: 0 for all classes but the observed one."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(observed > 0, -observed / predicted, 0.0)


def categorical_of_softmax(observed, x):
    """With Predicted = SoftMax(x), −log(Predicted) is log(Σ eˣ) − x. The largest x is taken off first; its own eˣ is
    then the 1 in log(1 + …), where even a sure prediction, with next to nothing for the others, keeps its digits."""
    below = x - x.max(axis=-1, keepdims=True)
    observed = np.ascontiguousarray(observed.swapaxes(-1, -2))  # in the order in which a run has x: a third of the time
    of_observed = np.einsum("...on,...on->...", below.swapaxes(-1, -2), observed)
    e = np.exp(below, out=below)
    largest = e == 1.0  # one of them, but where several are equal
    e -= largest
    others = e.sum(axis=-1)
    others += np.add.reduce(largest, axis=-1, dtype=float) - 1.0
    return np.log1p(others, out=others).sum(axis=-1) - of_observed


# −t / p of each class, through the whole table of SoftMax, is p × Σ t − t = p − t: the shares t add up to 1.
CATEGORICAL_OF_SOFTMAX = Joined(
    SOFTMAX,
    categorical_of_softmax,
    lambda n: -1.0,
    "Predicted − Observed",
    typed="({1} − {0})",
    code=(
        "np.sum(observed * np.logaddexp(-odds(x)[0], 0))",
        "y - observed",
    ),
    functions=ODDS,
)
CATEGORICAL = Loss(
    "categorical cross-entropy",
    "Σ −Observed × log(Predicted)",
    categorical,
    categorical_derivative,
    dloss_dpredicted="−Observed / Predicted",
    typed="(−{0} / {1})",
    code=(  # for an output that is no SoftMax; 0 × log(0) counts 0
        "-np.sum(np.where(observed > 0, observed * np.log(y), 0))",
        "-np.where(observed > 0, observed / y, 0)",
    ),
    takes_observed=(0.0, 1.0),
    takes_predicted=(0.0, 1.0),
    joined=(CATEGORICAL_OF_SOFTMAX,),
    shares=True,
    asks="asks how probable each class was",
    said="total Cross Entropy",
    sign="CE",
)
MEAN_CATEGORICAL = mean_of(CATEGORICAL, "−Observed / Predicted / n", "(Predicted − Observed) / n")

LOSSES = (SSR, MSE, HALF_MSE, CROSS_ENTROPY, MEAN_CROSS_ENTROPY)  # of any outputs
CLASS_LOSSES = (CATEGORICAL, MEAN_CATEGORICAL)  # of two or more outputs, one for each class
