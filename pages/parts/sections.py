"""Sections that a page is put together from: the fragments, which rerun alone, and what more than one page shows."""

import streamlit as st

from backprop.chain_rule import chain
from backprop.descent import Experiment, gradient_descent
from backprop.verdict import verdict
from pages.parts import charts, controls, tables

DRAWN = 400  # points at most on a line against the step; the table keeps every row


def fingerprint(experiment):
    """What an Experiment is, as something that can be compared: for the cache."""
    return (
        experiment.network.nodes,
        experiment.network.hidden.name,
        experiment.network.output.name,
        experiment.data.inputs.tobytes(),
        experiment.data.observed.tobytes(),
        experiment.start.tobytes(),
        experiment.optimised,
        experiment.loss.name,
        repr(experiment.optimiser),
        experiment.steps,
    )


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Experiment: fingerprint})
def trace_of(experiment):
    """The Trace of an Experiment, and its Verdict, computed once and then shared: neither can be changed."""
    trace = gradient_descent(experiment)
    return trace, verdict(trace)


def verdict_line(lesson, trace, judged):
    """The verdict in a sentence, and whether the run is the video's."""
    symbol, colour = {
        "converged": (":material/flag:", "green"),
        "converging alternately": (":material/swap_horiz:", "blue"),
        "falling": (":material/trending_down:", "blue"),
        "flat": (":material/horizontal_rule:", "orange"),
        "oscillating": (":material/waves:", "orange"),
        "rising": (":material/trending_up:", "red"),
        "diverged": (":material/warning:", "red"),
    }[judged.kind]
    said = {
        "converged": f"Converged at step {judged.step:,}",
        "diverged": f"Diverged at step {judged.step:,}",
        "falling": "Still falling" if judged.step else "At the start",
        "flat": "Flat here",
    }.get(judged.kind, judged.kind.capitalize())
    whose = (
        ":green-badge[The video's own run]" if is_the_videos(lesson, trace.experiment) else ":gray-badge[Your own run]"
    )
    st.markdown(f":{colour}-badge[{symbol} {said}] {whose} {judged.reason}")


def walk(lesson, trace, prefix):
    """The descent, one step at a time: the step control and everything that it moves."""
    playing = controls.is_playing(prefix)
    st.fragment(step_by_step, run_every=controls.SECONDS_A_FRAME if playing else None)(lesson, trace, prefix)


def step_by_step(lesson, trace, prefix):
    experiment = trace.experiment
    network, data = experiment.network, experiment.data
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        row = controls.step_row(prefix, trace)
        along = controls.selection(f"{prefix}_along", "SSR along", names, (experiment.optimised or names)[-1])
    parameters, derivatives, step_sizes = trace.parameters[row], trace.derivatives[row], trace.step_sizes[row]
    left, right = st.columns(2, gap="medium")
    place = network.place(along)
    with left:
        charts.squiggle(network, data, parameters, charts.squiggle_domain(trace), f"{prefix}_squiggle")
    with right:
        charts.ssr_curve(
            network,
            data,
            parameters,
            along,
            derivatives[place],
            step_sizes[place],
            *charts.ssr_domains(trace, along),
            f"{prefix}_ssr_curve",
        )
    tables.show(tables.residuals_table(data, trace.predicted[row]), "Residuals at this step")
    tables.show(tables.terms_table(chain(parameters, data, along), data), f"The terms of dSSR/d{along}")
    tables.show(tables.update_table(trace, row), "The update at this step")
