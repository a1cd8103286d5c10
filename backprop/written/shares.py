"""SoftMax and its table of derivatives as they are written on paper: a line with every number in its place."""

import numpy as np

from backprop.softmax import softmax
from backprop.written.arithmetic import Line
from backprop.written.numerals import number, rounded, signed


def powers_hold(raw):
    """Whether a computer holds the sum of e^raw of raw outputs (O,) with all its digits: it is neither ∞ nor near 0."""
    with np.errstate(over="ignore"):
        total = np.exp(np.asarray(raw, dtype=float)).sum()
    return bool(np.finfo(float).tiny < total < np.inf)


def share_lines(names, raw):
    """p = e^raw / Σ e^raw with its numbers: a Line for each of the raw outputs (O,).

    Where a computer does not hold e^raw, the largest is taken off all of them first, as `softmax` does.
    """
    shown = np.asarray(raw, dtype=float)
    shown = shown if powers_hold(shown) else shown - shown.max()
    total = " + ".join(f"e^{signed(value)}" for value in shown)
    retyped = softmax(np.array([rounded(value) for value in shown]))
    return [
        Line(f"p({name})", f"p({name}) = e^{signed(x)} / ({total}) = {number(p)}", float(p), float(typed))
        for name, x, p, typed in zip(names, shown, softmax(shown), retyped, strict=True)
    ]


def slope_of(name, by):
    """What a cell of the table is called: how fast one share moves with a raw output."""
    return f"dp({name})/dRaw({by})"


def cell_line(names, p, i, j):
    """dp_i/dx_j with its numbers, from the shares p (O,): p_i × (1 − p_i) on the diagonal, −p_i × p_j elsewhere."""
    of, one, other = slope_of(names[i], names[j]), number(p[i]), number(p[j])
    if i == j:
        value, retyped = p[i] * (1 - p[i]), rounded(p[i]) * (1 - rounded(p[i]))
        return Line(of, f"{of} = {one} × (1 − {one}) = {number(value)}", float(value), retyped)
    return Line(
        of, f"{of} = −{one} × {other} = {number(-p[i] * p[j])}", float(-p[i] * p[j]), -rounded(p[i]) * rounded(p[j])
    )
