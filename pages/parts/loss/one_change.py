"""One change, before and after: which factors of the Chain Rule get another formula, and which other numbers only."""

import streamlit as st

from backprop.any_chains import changes
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.loss.checked import written_out
from pages.parts.loss.setup import backward_of, chains_at_start, experiment_of, refused
from pages.parts.loss.tables import formulas_table, numbers_table, of_any_output

WHOSE = {
    "loss": "the loss",
    "output": "the output's Activation Function",
    "hidden": "the hidden nodes' Activation Function",
}

SIDES = ("Before", "After")


def before_and_after(setup):
    """What one change does to the Derivative for one parameter: which of its factors get another formula; folded, every
    number, and the whole in one line."""
    before, after = experiment_of(setup), experiment_of(setup.changed)
    both = [None if isinstance(each, str) else chains_at_start(each, setup.parameter) for each in (before, after)]
    marks = changes(*both) if None not in both else ()
    st.markdown(what_changes(setup, both, marks))
    if marks:
        table = formulas_table(setup, both, marks)
        tables.show(table, f"The formulas of the factors of dLoss/d{setup.parameter}, before and after")
        st.caption(legend(setup))
    for word, of, experiment in zip(SIDES, (setup, setup.changed), (before, after), strict=True):
        if isinstance(experiment, str):
            st.markdown(f"**{word}: {choices_in_words(of)}**")
            refused(experiment, of, word)
    taken = [each for each in zip((before, after), both, strict=True) if each[1] is not None]
    if not taken:
        return
    with st.expander("Every factor with its number", icon=":material/table_rows:"):
        sides = zip(SIDES, (setup, setup.changed), (before, after), both, strict=True)
        for column, (word, of, experiment, chains) in zip(st.columns(2, gap="medium"), sides, strict=True):
            if chains is not None:
                with column:
                    loss = number(backward_of(experiment).loss)
                    st.header(f"**{word}: {choices_in_words(of)}**, Loss {loss}", anchor=False)
                    table = numbers_table(experiment, chains, marks)
                    tables.show(table, f"{word}: the factors of dLoss/d{setup.parameter}, a column for each road")
    with st.expander("In one line to retype, and the check without the Chain Rule", icon=":material/calculate:"):
        written_out(setup, taken)


def what_changes(setup, both, marks):
    """In a sentence or two: which factors the change gives another formula, and which only other numbers."""
    what, to = setup.change
    from_name = (setup.loss if what == "loss" else getattr(setup.network, what)).name
    if what == "hidden" and len(setup.network.nodes) == 2:
        return "One layer has no hidden nodes, so **nothing changes**: choose one hidden layer, or another change."
    if from_name == to.name:
        return f"It is {to.name} already, so **nothing changes**: choose another change."
    if None in both:
        return f"From {from_name} to {to.name}: one of the two cannot be had with what else is chosen."
    names = [of_any_output(factor.name) for factor in both[0][0].factors]
    others = [name for name, mark in zip(names, marks, strict=True) if mark == "number"]
    formulas = [name for name, mark in zip(names, marks, strict=True) if mark == "formula"]
    old, new = (number(sum(chain.derivative for chain in chains)) for chains in both)
    said = f"Change {WHOSE[what]} from {from_name} to {to.name}: "
    if formulas:
        get = "gets" if len(formulas) == 1 else "get"
        said += f"**{len(formulas)} of the {len(names)} factors {get} another formula: ◆ {', '.join(formulas)}.** "
    else:
        said += f"**none of the {len(names)} factors of this chain gets another formula.** "
    if others:
        said += f"◇ {', '.join(others)} keep{'s' if len(others) == 1 else ''} the formula, with other numbers in it. "
    return f"{said}dLoss/d{setup.parameter}: {old} → **{new}**."


def choices_in_words(setup):
    hidden = f", hidden {setup.network.hidden.name}" if len(setup.network.nodes) > 2 else ""
    return f"{setup.loss.name}, output {setup.network.output.name}{hidden}"


def legend(setup):
    """How the tables' marks and the field's names are to be read."""
    hidden = len(setup.network.nodes) > 2
    said = (
        "◆ and bold: another formula, because another choice is made; ◇ the same formula, but its numbers come from "
        "other Predicted values or hidden nodes; no mark: the very same. Elsewhere: E is the loss, t Observed, "
        "o Predicted, z the x that goes into a node"
    )
    said += ", a⁽²⁾ the y that comes out of a hidden one." if hidden else "."
    if setup.loss.is_mean or setup.changed.loss.is_mean:
        said += f" n is the number of observations: {len(setup.looked_at)}."
    if hidden and setup.network.nodes[-1] > 1:
        said += " A hidden node reaches every output: each column is one road, and the roads add."
    return said
