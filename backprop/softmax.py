"""SoftMax turns raw outputs into shares that add up to 1; ArgMax only says which of them is the largest."""

from functools import partial

import numpy as np

from backprop.activation import Activation


def softmax(x, axis=-1):
    """eˣ / Σ eˣ along an axis, any shape. The largest x is taken off first: no eˣ overflows, and no share changes."""
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_derivatives(p):
    """The whole table dp_i/dx_j (..., O, O) of shares p (..., O): p_i × (1 − p_i) for an output's own x, and
    −p_i × p_j for another's. Each row and each column adds up to 0."""
    p = np.asarray(p)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def softmax_differences(x, h):
    """The same table (O, O) without its formulas: each of x (O,) moved by h both ways, and how far every share goes."""
    moved = h * np.eye(len(x))
    return (softmax(x + moved) - softmax(x - moved)).T / (2 * h)


def argmax(x):
    """1 where x is the largest along the last axis (the first of several that are), 0 elsewhere: the shape of x."""
    x = np.asarray(x)
    return (np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]) * 1.0


FEW = 5  # outputs, for which a call for each is sooner than one for all


def softmax_in_place(x, y, dy_dx):
    """The shares y of x along the first axis. Nothing needs the table dy_dx: `softmax_back_in_place` does without."""
    largest = np.empty_like(x[:1])
    below = [partial(np.maximum.reduce, x, 0, None, largest, True), partial(np.subtract, x, largest, y)]
    total = np.empty_like(x[:1])
    add_up = partial(np.add.reduce, y, 0, None, total, True)
    if x.ndim == 2:  # one run: a product with ones adds up and hands the sum to every output at once
        total = np.empty_like(x)
        add_up = partial(np.ones((len(x), len(x))).dot, y, total)
        if len(x) <= FEW:
            (top,) = largest
            below = [partial(np.fmax, x[0], x[1], top)]
            below += [partial(np.fmax, top, each, top) for each in x[2:]]
            below += [partial(np.subtract, each, top, share) for each, share in zip(x, y, strict=True)]
    return [*below, partial(np.exp, y, y), add_up, partial(np.divide, y, total, y)]


def softmax_back_in_place(p, dloss_dp, dloss_dx):
    """Σ dloss_dp_i × dp_i/dx_j over a column of the table is p_j × (dloss_dp_j − Σ dloss_dp_i × p_i)."""
    together = np.empty_like(p[:1])
    return [
        partial(np.multiply, dloss_dp, p, dloss_dx),
        partial(np.add.reduce, dloss_dx, 0, None, together, True),
        partial(np.subtract, dloss_dp, together, dloss_dx),
        partial(np.multiply, dloss_dx, p, dloss_dx),
    ]


SOFTMAX = Activation(
    "SoftMax",
    "eˣ / Σ eˣ",
    softmax,
    lambda x, p: softmax_derivatives(p),
    softmax_in_place,
    dy_dx="pᵢ × (1 − pᵢ) for its own x, −pᵢ × pⱼ for another's",
    dy_dx_of="y",
    reach=(0.0, 1.0),
    code=(
        "np.exp(x - x.max(axis=1, keepdims=True)) "
        "/ np.exp(x - x.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)",
        "y[:, :, None] * (np.eye(y.shape[1]) - y[:, None, :])  # a whole table for each observation",
    ),
    back_in_place=softmax_back_in_place,
)
