"""Any network's run: the verdict on it, and the walk over its fit and its network."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop import confusion
from backprop.held_out import rows_of
from backprop.losses import SSR
from backprop.reading import reading
from backprop.trend import WINDOW
from backprop.verdict import verdict
from backprop.written.numerals import counted, number, rounded
from pages.parts import player
from pages.parts.any import confusions, held_out_curve, outputs
from pages.parts.any.against_observed import against_observed
from pages.parts.any.curves import curves
from pages.parts.any.heat_map import heat_map
from pages.parts.any.network_map import MOST_EDGES, network_map
from pages.parts.any.of_observed import of_observed
from pages.parts.any.regions import regions
from pages.parts.any.residuals import FEW
from pages.parts.any.start import has_no_biases
from pages.parts.any.training import RECORD_BYTES
from pages.parts.any.weights_map import weights_map
from pages.parts.charts import scales
from pages.parts.controls import presets, visit
from pages.parts.experiment import convergence as over_the_steps
from pages.parts.experiment import observations, verdicts
from pages.parts.pictures import extent
from pages.parts.pictures.squiggle_picture import squiggle

LARGE_NUMBERS = 10.0  # from which on a run that went badly is told of standardising
MOST_DOTS = 300


def judgement(prefix, run):
    """The verdict on a finished run, what it has learned, and what was kept of it."""
    trace = run.trace
    data, steps = trace.experiment.data, int(trace.steps[-1])
    mean = SSR.of_mean(data.observed)
    said = ""
    if mean > 0:
        part = rounded(100 * float(trace.ssr[-1]) / mean, 3)  # a last bit below 100% is no better
        said = (
            f"Predicting the mean leaves an SSR of {number(mean)}; after step {steps:,} it is "
            f"**{number(trace.ssr[-1])}**" + (f", {number(part, 3)}% of that." if part < 100 else ", no better.")
        )
    if data.classes:
        said = " ".join([said, confusions.sentence(trace, run.held_out)]).strip()
    if trace.experiment.batched:
        epochs = float(trace.epochs[-1])
        said += f" Step {steps:,} is {number(epochs)} {'epoch' if epochs == 1 else 'epochs'} in."
    if run.held_out is not None and not data.classes:
        said += f" {held_out_curve.sentence(prefix, run)}"
    if run.state == "done":
        judged = visit.kept(f"{prefix}_verdict", trace, lambda: verdict(trace))
        verdicts.verdict_badge(judged, more=said)
    elif said:
        st.markdown(said)
    if len(trace) <= steps:
        whole_end = trace.steps[-1] - trace.steps[-WINDOW:][0] < WINDOW  # not where it was stopped or diverged
        st.caption(
            f"Of the {steps + 1:,} rows {len(trace):,} are kept, densest at the beginning"
            + (f", and the last {WINDOW} all" if whole_end else "")
            + f": all {trace.experiment.steps + 1:,} of the run would fill more than {RECORD_BYTES // 2**20} MiB."
        )
    largest = max(np.abs(data.inputs).max(), np.abs(data.observed).max())
    if largest > LARGE_NUMBERS and (trace.diverged_at is not None or trace.ssr[-1] > 0.5 * mean):
        which, scaling = ("input", "inputs") if data.classes else ("column", "all columns")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"The data reach {number(largest)}, while the weights start near 0: nodes are bent flat, or "
                f"the steps overshoot. Standardised, every {which} lies round 0.",
                width="content",
            )
            presets.preset(f"Standardise {scaling}", {f"{prefix}_scaling": observations.SCALINGS[2]})


def convergence(prefix, run):
    trace = run.trace
    read = visit.kept(f"{prefix}_reading", trace, lambda: reading(trace))
    over_the_steps.convergence(trace, prefix, whole="the CSV under *Take it away*")
    if run.held_out is not None:
        held_out_curve.held_out(prefix, run)
    over_the_steps.read_honestly(trace, prefix, read)


def walk(prefix, run):
    """The step control, and the fit and the network that it moves.

    The browser has the fit of one input; the rest is drawn here once the step rests.
    """
    trace = run.trace
    network, data = trace.experiment.network, trace.experiment.data
    last, steps = len(trace) - 1, trace.steps
    reach = visit.kept(f"{prefix}_reach", trace, lambda: reach_of(trace))
    with player.walk(prefix, steps, rest=last) as film:
        told = how_far(film, trace)
        film.told += f": {told}"
        left, right = st.columns([2, 3], gap="medium")
        some = some_of(data)
        with left:
            film.line(f"The fit at step {film.say(film.steps, 'c')}: {told}", strong=True)
            if network.nodes[0] == network.nodes[-1] == 1:
                squiggle(
                    film,
                    network,
                    some,
                    trace.parameters[film.rows],
                    reach.predicted[0],
                    f"{prefix}_fit",
                    290,
                    labelled=len(data) <= FEW,
                    left_out=len(data) - len(some),
                    predicted=trace.predicted[film.rows, :, 0] if some is data else None,
                )
            else:
                player.at_rest(prefix, f"{prefix}_heat_part", steps, fit, trace, some, reach, prefix, rest=last)
            if len(some) < len(data):
                st.caption(f"{len(some):,} of the {len(data):,} observations are drawn; the SSR is over all.")
        with right:
            count = f"{network.parameter_count:,} weights and biases"
            if has_no_biases(trace.experiment):
                count = f"{counted(len(network.weight_names), 'weight')} and no biases"
            dense = len(network.weight_names) > MOST_EDGES
            told = "the darker a cell, the larger its number" if dense else "the wider an edge, the larger its weight"
            film.line(f"The network, {count}: {told}", strong=True)
            drawn, key = weights_map if dense else network_map, f"{prefix}_map"
            player.at_rest(prefix, f"{key}_part", steps, drawn, trace, reach, key, rest=last)
        if data.classes:
            part = f"{prefix}_confusions_part"
            player.at_rest(prefix, part, steps, confusions.confusions, trace, run.held_out, rest=last)


def how_far(film, trace):
    """How far a run has come at each frame, a template: its SSR, and what else its loss and its classes say."""
    data, loss, rows = trace.experiment.data, trace.experiment.loss, film.rows
    told = f"SSR {film.say(trace.ssr[rows])}"
    if loss is not SSR and not data.classes:
        told += f", {loss.called} {film.say(trace.loss[rows])}"
    if data.classes:
        told += f", right {film.say(confusion.right(data.observed, trace.predicted[rows]), 'c')} of {len(data):,}"
    return told


def fit(row, trace, some, reach, prefix):
    """The fit at a row, in the picture that suits its inputs and outputs."""
    key = f"{prefix}_heat"
    network, data, parameters = trace.experiment.network, trace.experiment.data, trace.parameters[row]
    inputs, whole = network.nodes[0], ends_together(reach.predicted)
    if inputs == 1:
        curves(network, data, some, parameters, whole, key)
    elif data.classes:
        if inputs == 2:
            regions(network, data, some, parameters, key)
        else:
            of_observed(network, data, some, parameters, whole, key)
    else:
        output = outputs.shown(prefix, data)
        picture = heat_map if inputs == 2 else against_observed
        picture(network, data, some, parameters, reach.predicted[output], key, output)


def ends_together(each):
    """The ends of an axis that has room for all of some others."""
    lows, highs = zip(*each, strict=True)
    return min(lows), max(highs)


def some_of(data):
    """A Data of as many observations as can be drawn, with those at the ends of the first input."""
    if len(data) <= MOST_DOTS:
        return data
    order = np.argsort(data.inputs[:, 0], kind="stable")
    some = np.sort(order[np.linspace(0, len(data) - 1, MOST_DOTS).round().astype(int)])
    return rows_of(data, some)


@dataclass(frozen=True)
class Reach:
    """What stands still while the step moves: the ends of each output's Predicted, and the run's largest |weight|."""

    predicted: tuple[tuple[float, float], ...]
    weight: float


def reach_of(trace):
    seen = extent.rows_in_view(trace)
    largest = max(float(np.abs(trace.parameters[seen]).max()), 1e-9)
    return Reach(tuple(predicted_reach(trace, seen, output) for output in range(trace.predicted.shape[2])), largest)


def predicted_reach(trace, seen, output):
    """The ends of Predicted of an output, in the rows of a Trace that are seen."""
    inputs, outputs = trace.experiment.network.nodes[0], trace.predicted.shape[2]
    observed, of_run = trace.experiment.data.observed[:, output], trace.predicted[..., output]
    low, high = float(observed.min()), float(observed.max())
    if inputs == outputs == 1:
        return extent.squiggle_domain(trace)
    if inputs == 2 and not trace.experiment.data.classes:
        return (low, high) if high > low else (low - 0.5, high + 0.5)
    lows, highs = of_run.min(axis=1)[seen], of_run.max(axis=1)[seen]
    return scales.padded(min(low, lows.min()), max(high, highs.max()), least=0.5 if high == low else 1e-9)
