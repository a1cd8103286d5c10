"""SoftMax turns raw outputs into shares that add up to 1; ArgMax only says which of them is the largest."""

import numpy as np


def softmax(x, axis=-1):
    """e^x / Σ e^x along an axis. The largest x is taken off first: that changes no share, and no e^x overflows."""
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_derivatives(p):
    """The whole table dp_i/dx_j (..., O, O) of shares p (..., O): p_i × (1 − p_i) for an output's own x, and
    −p_i × p_j for another's. Each row and each column adds up to 0."""
    p = np.asarray(p)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def argmax(x):
    """1 where x is the largest along the last axis (the first of several that are), 0 elsewhere: the shape of x."""
    x = np.asarray(x)
    return (np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]) * 1.0
