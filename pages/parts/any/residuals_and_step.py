"""A step of any network's run in tables: the Residuals there, and the step from there."""

import numpy as np
import pandas as pd
import streamlit as st

from backprop.written.numerals import counted, number
from pages.parts import player, tables
from pages.parts.any.residuals import FEW, residuals
from pages.parts.any.roads import roads_of
from pages.parts.controls import widgets
from pages.parts.tables import scrolled


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
    roads = roads_of(network, trace.experiment.data)
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
