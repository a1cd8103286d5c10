"""How far a picture of a network or of a run reaches."""

import numpy as np

from backprop.passes import forward
from pages.parts.charts.scales import POINTS_ON_A_CURVE, padded


def across(data):
    """(n,) where the observations stand from left to right, and what that is called: their one input; of several inputs
    no axis has room, so there they stand in their order."""
    if data.inputs.shape[1] == 1:
        return data.inputs[:, 0], data.names[0]
    return np.arange(1.0, len(data) + 1), "Observation"


def input_range(data):
    """(2,) where the curves of a network with one input are drawn: as far as the observations reach."""
    places, _ = across(data)
    low, high = float(places.min()), float(places.max())
    return (low, high) if high > low else (low - 1, high + 1)


def curve_inputs(data):
    return np.linspace(*input_range(data), POINTS_ON_A_CURVE)


def line_or_squiggle(*curves):
    """What curves (V,) at even distances are called: lines only where none of them bends."""
    straight = all(
        np.abs(curve - np.linspace(curve[0], curve[-1], len(curve))).max() <= 1e-6 * max(np.abs(curve).max(), 1e-300)
        for curve in curves
    )
    return ("line" if straight else "squiggle") + "s" * (len(curves) > 1)


OF_CLASSES = 8.0  # times the first loss of classes, which grows as its raw outputs do, and not as their squares


def rows_in_view(trace):
    """(rows,) True where the SSR, or the loss of classes, is of the size it began with: a run that blows up must not
    flatten the rest of it."""
    observed, loss, values = trace.experiment.data.observed, trace.experiment.loss, trace.told
    nothing_known = loss.of_mean(observed) if loss.shares else float((observed**2).sum())
    return values <= max((OF_CLASSES if loss.shares else 4.0) * values[0], nothing_known)


def squiggle_domain(trace):
    """The ends of the squiggle's upright axis for a whole run, so that it stands still while the step moves."""
    rows = np.flatnonzero(rows_in_view(trace))
    some = rows[np.unique(np.geomspace(1, len(rows), 12).astype(int) - 1)]
    experiment = trace.experiment
    inputs = curve_inputs(experiment.data) if experiment.network.nodes[0] == 1 else experiment.data.inputs
    curves, observed = forward(experiment.network, trace.parameters[some], inputs).predicted, experiment.data.observed
    return padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()))


ABOVE = 3.0  # times the highest SSR of a run: as far up a curve is shown that moves itself, and so is a steep one


def ssr_domains(trace, name):
    """The ends of both axes of the curve of the SSR, or the loss of classes, along one parameter, for a whole run."""
    seen = rows_in_view(trace)
    values = trace.of(name)[seen]
    middle, half = (values.max() + values.min()) / 2, (values.max() - values.min()) / 2
    half = max(half, 0.5)
    highest = max(trace.told[seen].max(), 1e-6) * (ABOVE if len(trace.experiment.optimised) > 1 else 1.0)
    return (middle - 1.35 * half, middle + 1.35 * half), padded(0.0, highest, 0.09)
