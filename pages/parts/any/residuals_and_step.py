"""A step of any network's run in tables: the Residuals there, and the step from there."""

import numpy as np
import pandas as pd
import streamlit as st

from backprop.written.numerals import counted, number
from pages.parts import player, tables
from pages.parts.controls import widgets
from pages.parts.tables import scrolled

FEW = 12
HEADS = "Row", "Observed", "Predicted", "Residual", "Residual²"


def walk(prefix, run):
    """The step control, and the tables of the step at which the walk rests, beside each other."""
    trace = run.trace
    last = len(trace) - 1
    with player.walk(prefix, trace.steps, rest=last) as film:
        loss = film.say(trace.ssr[film.rows])
        film.told += f": SSR {loss}"
        film.line(f"At step {film.say(film.steps, 'c')}: SSR {loss}", strong=True)
        player.at_rest(prefix, f"{prefix}_tables_part", trace.steps, at_step, trace, prefix, rest=last)


def at_step(row, trace, prefix):
    left, right = st.columns([6, 7], gap="small")
    with left:
        residuals(prefix, trace, row)
    with right:
        updates(prefix, trace, row)


def own_heads(names):
    """The learner's names of columns, none of which can be taken for a column of ours, or for another of theirs."""
    found = []
    for name in names:
        own = name
        while own in HEADS or own in found or (own != name and own in names):
            own += " (yours)"
        found.append(own)
    return found


def residuals(prefix, trace, row):
    """The residuals at a row: all where they are few, else the largest, and all on demand."""
    data, predicted, residual = trace.experiment.data, trace.predicted[row, :, 0], trace.residuals[row, :, 0]
    step, few = int(trace.steps[row]), len(data) <= FEW
    st.header(
        "**The Residuals**, Observed − Predicted" + ("" if few else f": the {FEW} largest of {len(data):,}"),
        anchor=False,
    )
    some = np.arange(len(data)) if few else np.sort(np.argsort(-np.abs(residual), kind="stable")[:FEW])
    tables.show(residual_rows(data, predicted, residual, some), f"The residuals at step {step}")
    if not few and widgets.switch(f"{prefix}_all_residuals", f"All {len(data):,} residuals"):
        columns = dict(zip(own_heads(data.names), data.inputs.T, strict=False))
        columns |= {"Observed": data.observed[:, 0], "Predicted": predicted, "Residual": residual}
        scrolled.show(pd.DataFrame(columns), "All residuals")


def residual_rows(data, predicted, residual, some):
    """Rows of the residual table, by their number among the observations, and the SSR over all of them."""
    texts, inputs = tables.texts, data.inputs[some]
    rest = float((residual**2).sum() - (residual[some] ** 2).sum())
    ends = [["Sum"]] if len(some) == len(data) else [["Others"], ["Sum"]]
    table = {"Row": [*(f"{place + 1:,}" for place in some), *(end[0] for end in ends)]}
    blank = [""] * len(ends)
    for name, column in zip(own_heads(data.names), inputs.T, strict=False):
        table[name] = [*texts(column), *blank]
    for name, column in (
        ("Observed", data.observed[some, 0]),
        ("Predicted", predicted[some]),
        ("Residual", residual[some]),
    ):
        table[name] = [*texts(column), *blank]
    sums = [f"SSR {number((residual**2).sum())}"]
    table["Residual²"] = [*texts(residual[some] ** 2), *([number(rest)] if len(ends) == 2 else []), *sums]
    return tables.of_columns(table)


def updates(prefix, trace, row):
    """Old, Derivative, Step Size and New of the parameters: all where they are few, else those that move most."""
    network, moving = trace.experiment.network, trace.experiment.optimised
    names = network.parameter_names
    step, few = int(trace.steps[row]), len(moving) <= FEW
    sizes = trace.step_sizes[row]
    some = np.array([network.place(name) for name in moving], int)
    if not few:
        some = np.sort(some[np.argsort(-np.abs(sizes[some]), kind="stable")[:FEW]])
    stay = "" if len(moving) == len(names) else f"; {len(names) - len(moving):,} stay as they are"
    of = "" if few else f": the {FEW} of {len(moving):,} that move most"
    st.header(f"**The step** from here{of}{stay}", anchor=False)
    roads = roads_of(network)
    old, derivatives = trace.parameters[row], trace.derivatives[row]
    table = {
        "Parameter": [names[place] for place in some],
        "From → to": [roads[place] for place in some],
        "Old": tables.texts(old[some]),
        "Derivative": tables.texts(derivatives[some]),
        "Step Size": tables.texts(sizes[some]),
        "New": tables.texts((old - sizes)[some]),
    }
    tables.show(tables.of_columns(table), f"The update at step {step}")
    st.caption(f"{trace.experiment.optimiser.formula}; New = Old − Step Size.{first_of_all(trace.experiment)}")
    if not few and widgets.switch(f"{prefix}_all_updates", f"All {len(names):,} weights and biases"):
        everything = {"Parameter": names, "From → to": roads, "Old": old, "Derivative": derivatives}
        scrolled.show(pd.DataFrame({**everything, "Step Size": sizes, "New": old - sizes}), "Every weight and bias")


def first_of_all(experiment):
    """What becomes of the Derivatives before the rule has them, in sentences; nothing of the usual ones."""
    said = ""
    if experiment.batched:
        said += f" These Derivatives are of the step's own batch, {counted(experiment.batch, 'observation')} at most."
    if decay := experiment.weight_decay:
        said += f" Before the rule, {number(decay)} × Old is added to the Derivative of a weight, not to a bias's."
    return said


def roads_of(network):
    """Where each parameter acts: "input 1 → node 3", "node 3" for its bias."""
    roads, before, count = [], [f"input {i + 1}" for i in range(network.nodes[0])], 0
    for layer, nodes in enumerate(network.nodes[1:], 1):
        last, alone = layer == len(network.nodes) - 1, nodes == 1
        here = [f"node {count + i + 1}" for i in range(nodes)]
        if last:
            here = ["Predicted"] if alone else [f"Predicted {i + 1}" for i in range(nodes)]
        for name in here:
            roads += [*(f"{source} → {name}" for source in before), name]
        before, count = here, count + nodes
    return roads
