"""Any network's run: the verdict on it, and the walk over its fit and its network."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.data import Data
from backprop.losses import SSR
from backprop.reading import reading
from backprop.trend import WINDOW
from backprop.verdict import verdict
from backprop.written.numerals import counted, number, rounded
from pages.parts import player
from pages.parts.any.against_observed import against_observed
from pages.parts.any.heat_map import heat_map
from pages.parts.any.network_map import network_map
from pages.parts.any.residuals_and_step import FEW
from pages.parts.any.start import has_no_biases
from pages.parts.any.training import RECORD_BYTES
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
            f"Predicting the mean everywhere would leave an SSR of {number(mean)}; after step {steps:,} it is "
            f"**{number(trace.ssr[-1])}**" + (f", {number(part, 3)}% of that." if part < 100 else ", no better.")
        )
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
        film.told += f": SSR {film.say(trace.ssr[film.rows])}"
        left, right = st.columns([2, 3], gap="medium")
        some = some_of(data)
        with left:
            film.line(f"The fit at step {film.say(film.steps, 'c')}: SSR {film.say(trace.ssr[film.rows])}", strong=True)
            if network.nodes[0] == 1:
                squiggle(
                    film,
                    network,
                    some,
                    trace.parameters[film.rows],
                    reach.predicted,
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
            film.line(f"The network, {count}: the wider an edge, the larger its weight", strong=True)
            player.at_rest(prefix, f"{prefix}_map_part", steps, network_map, trace, reach, f"{prefix}_map", rest=last)


def fit(row, trace, some, reach, prefix):
    """The fit of two inputs over their plane, that of more of them against what was observed."""
    network, data = trace.experiment.network, trace.experiment.data
    picture = heat_map if network.nodes[0] == 2 else against_observed
    picture(network, data, some, trace.parameters[row], reach.predicted, f"{prefix}_heat")


def some_of(data):
    """A Data of as many observations as can be drawn, with those at the ends of the first input."""
    if len(data) <= MOST_DOTS:
        return data
    order = np.argsort(data.inputs[:, 0], kind="stable")
    some = np.sort(order[np.linspace(0, len(data) - 1, MOST_DOTS).round().astype(int)])
    return Data(data.inputs[some], data.observed[some], data.names)


@dataclass(frozen=True)
class Reach:
    """What stands still while the step moves: the ends of Predicted, and the largest |weight| of the run."""

    predicted: tuple[float, float]
    weight: float


def reach_of(trace):
    seen, inputs = extent.rows_in_view(trace), trace.experiment.network.nodes[0]
    observed = trace.experiment.data.observed
    low, high = float(observed.min()), float(observed.max())
    predicted = (low, high) if high > low else (low - 0.5, high + 0.5)
    if inputs == 1:
        predicted = extent.squiggle_domain(trace)
    elif inputs > 2:
        of_run = trace.predicted[seen]
        predicted = scales.padded(min(low, of_run.min()), max(high, of_run.max()), least=0.5)
    return Reach(predicted, max(float(np.abs(trace.parameters[seen]).max()), 1e-9))
