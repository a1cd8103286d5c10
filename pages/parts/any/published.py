"""Worked examples that others published: one click sets one up; what it prints stands beside what comes out here."""

import streamlit as st

from backprop.network import Network
from backprop.published.catalogue import PUBLISHED
from backprop.published.example import PREDICTED, VALUE, Published
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.any import start, training_controls
from pages.parts.controls import presets, rows_in_link
from pages.parts.experiment import bends, observations
from pages.parts.kept import shared

PART = "Published examples"


def picker(prefix, experiment):
    """A choice of the examples, which brings the whole page into one's state; it names the one that the page is in."""
    now = example_of(experiment)
    states = {example.title: state_of(example, prefix) for example in PUBLISHED}
    presets.one_of_states(
        "A published example",
        states,
        f"{prefix}_published_example",
        now.title if now else None,
        f"{prefix}_published",
        placeholder=f"One of {len(PUBLISHED)} published examples",
        width=255,
        label_visibility="collapsed",
    )


def example_of(experiment):
    """The Published that an Experiment is, None where it is none's."""
    return next((each for each in PUBLISHED if experiment is not None and each.is_run_by(experiment)), None)


def state_of(example, prefix):
    """What brings the page into an example's state: ({key: value} of controls, {key: text} of the address)."""
    experiment = example.experiment
    network, data = experiment.network, experiment.data
    start_values, address = start.start_keys(prefix, network, experiment.start, experiment.optimised)
    *hidden, output = network.activations
    values = {
        f"{prefix}_part": PART,
        f"{prefix}_data": observations.OWN,
        f"{prefix}_layers": len(hidden),
        **{f"{prefix}_nodes{layer}": nodes for layer, nodes in enumerate(network.nodes[1:-1], 1)},
        **bends.keys_of(prefix, hidden, output, data),
        **training_controls.keys_of(prefix, experiment),
        **start_values,
    }
    return values, address | {f"{prefix}_rows": rows_in_link.link_of(data)}


@shared
def beside(example: Published):
    """The rows of an example's table: theirs, ours, what is printed, what comes out, and how the two differ."""
    rows = []
    for printed, ours in example.beside(example.trace()):
        difference = "none in their digits"
        if not printed.is_reproduced(ours):
            difference = f"{number(ours - printed.value, 2)}, {printed.why}"
        computed = f"{ours + 0.0:.{printed.decimals + 2}f}".replace("-", "−")
        rows.append([printed.name, ours_in_words(printed.place, example.experiment.network), printed.text, computed])
        rows[-1].append(difference)
    return rows


def ours_in_words(place, network: Network):
    """What a printed number is called here."""
    if place.what == VALUE:
        said = f"{place.where} at the start" if place.step == 0 else f"New {place.where}"
        said = f"−({said})" if place.times < 0 else said
        return said if place.step < 2 else f"{place.where} at step {place.step:,}"
    at = "" if place.step == 0 else f", step {place.step:,}"
    if isinstance(place.where, str):
        return f"d{place.where}{at}"
    if len(place.where) == 3:
        row, layer, node = place.where
        before = sum(network.nodes[1 : layer + 1])
        which = f"node {before + node + 1}" if layer + 2 < len(network.nodes) else f"output {node + 1}"
        return f"{place.what} of {which}{at}"
    if place.where:
        row, output = place.where
        of_row = f" in row {row + 1}" if place.what == PREDICTED and row else ""
        return f"{place.what}{f' {output + 1}' if network.nodes[-1] > 1 else ''}{of_row}{at}"
    return f"{place.what}{at}"


def part(prefix, experiment):
    """The part of the page: the table of the example that is set, or how to set one up."""
    with st.container(key=f"{prefix}_published"):
        example = example_of(experiment)
        if example is None:
            st.markdown(
                "What is set now is none of the examples: choose one above, and "
                "this part shows what its author prints beside what comes out here. Change anything afterwards: the "
                "example is where you begin."
            )
            table = [[each.title, each.author, shape_in_words(each)] for each in PUBLISHED]
            tables.show(tables.of_rows(table, ["Example", "Published by", "Network"]), "The published examples")
            return
        st.header(f"**{example.title}**: what is printed, and what comes out here", anchor=False)
        st.markdown(f"[{example.author}]({example.link}). {example.note}")
        heads = ["Theirs", "Ours", "They print", "Computed here", "Difference"]
        tables.show(tables.of_rows(beside(example), heads), f"{example.title}: printed and computed")
        reproduced = sum(printed.is_reproduced(ours) for printed, ours in example.beside(example.trace()))
        count = len(example.printed)
        all_said = "Every one" if reproduced == count else f"{reproduced} of {count}"
        come = "comes" if reproduced in (1, count) else "come"
        st.caption(f"{all_said} of the printed numbers {come} out in every digit that is printed.")


def shape_in_words(example):
    network = example.experiment.network
    return ", ".join(["-".join(map(str, network.nodes)), *dict.fromkeys(each.name for each in network.activations)])
