"""The shared front: the two factors with which the chain of every parameter begins."""

import streamlit as st

from backprop.written.arithmetic import outputs_line
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.loss.one_change import SIDES
from pages.parts.loss.setup import backward_of, chains_at_start, experiment_of, refused


def shared_front(setup):
    """Every parameter's Derivative as the same front and what is behind it, before and after the change."""
    sides = {word: experiment_of(of) for word, of in zip(SIDES, (setup, setup.changed), strict=True)}
    for (word, experiment), of in zip(sides.items(), (setup, setup.changed), strict=True):
        if isinstance(experiment, str):
            refused(experiment, of, word)
    sides = {word: experiment for word, experiment in sides.items() if not isinstance(experiment, str)}
    if not sides:
        st.markdown("Both choices are refused, so there are no Derivatives to compare.")
        return
    taken = list(sides.values())
    outputs, names = setup.network.nodes[-1], setup.network.parameter_names
    each = ", one for each output" if outputs > 1 else ""
    st.markdown(
        f"**dLoss/dPredicted × dPredicted/dx_out** begins every one of these {len(names)} chains. The parameters of "
        f"the output need it first; when those of a hidden node have their turn, it is there already{each}. "
        "The loss enters nowhere else, which is why another loss needs no other Backpropagation."
    )
    derivatives = [backward_of(experiment).derivatives for experiment in taken]
    rows = []
    for place, name in enumerate(names):
        chains = chains_at_start(taken[0], name)
        road = f"{'Σ ' * (len(chains) > 1)}front × {behind_the_front(chains)}"
        rows.append([f"{'→ ' * (name == setup.parameter)}{name}", road, *(number(each[place]) for each in derivatives)])
    heads_of_sides = [f"Derivative {word.lower()}" for word in sides]
    table = tables.of_rows(rows, ["Parameter", "Its chain", *heads_of_sides])
    tables.show(table, "Every parameter's chain: the shared front, and what is behind it")
    if len(setup.network.nodes) > 2 and outputs > 1:
        st.markdown("**Where a node feeds two outputs, the roads add:**")
        roads_of_nodes(taken[0])


def behind_the_front(chains):
    """What follows the first two factors: a weight or what it multiplies as it is, a bent stretch by its name."""
    parts = []
    for factors in list(zip(*(chain.factors for chain in chains), strict=True))[2:]:
        formulas = list(dict.fromkeys(factor.formula for factor in factors))
        said = formulas[0] if len(formulas) == 1 else f"({', '.join(formulas)})"
        parts.append(factors[0].name if factors[0].choice else said)
    return " × ".join(parts)


def roads_of_nodes(experiment):
    """For each hidden node: what comes back to it from all the outputs that it feeds, in one line."""
    st.code("\n".join(line.text for line in outputs_line(experiment)), language=None, wrap_lines=True)
