"""Two parameters of a walk side by side: what their Derivatives share, and their path through their plane."""

import streamlit as st

from backprop.any_chains import chain_of
from backprop.lowest import exact_minimum
from pages.parts import player
from pages.parts.charts.layered import TALL
from pages.parts.controls import widgets
from pages.parts.experiment import one_derivative
from pages.parts.pictures.network_picture import network_picture
from pages.parts.three.pictures import path
from pages.parts.three.tables import shared_factors, shared_term_columns


def walk(lesson, trace, prefix, words):
    """The step control, and of each step two of the lesson's parameters.

    words  what the page says of them
    """
    st.markdown(words)
    own = lesson.experiment.optimised
    two = widgets.pair(f"{prefix}_two", "Which two", own, own[:2])
    with player.walk(prefix, trace.steps) as film:
        side_by_side(film, trace, two, prefix)


def side_by_side(film, trace, two, prefix):
    experiment = trace.experiment
    network, data, parameters = experiment.network, experiment.data, trace.parameters[film.rows]
    chains = [chain_of(network)(parameters, data, name) for name in two]
    for column, name in zip(st.columns(2, gap="medium"), two, strict=True):
        with column:
            one_derivative.chain_rule_formula(name)
    columns = shared_term_columns(chains, data, film.texts, film.say)
    film.table(columns, f"The terms of dSSR/d{two[0]} and dSSR/d{two[1]}")
    film.show(f"<p>{shared_in_words(film, chains)}</p>")
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        st.header(f"**The network at this step**; ◆ marks {two[0]} and {two[1]}", anchor=False)
        key = f"{prefix}_two_network"
        network_picture(network, data, parameters, key, highlighted=two, height=TALL, film=film)
    with right:
        st.header(
            f"**The path of {two[0]} and {two[1]}**: solid as far as it has come, dotted what is ahead", anchor=False
        )
        path(film, trace, two, exact_minimum(experiment), f"{prefix}_path")


def shared_in_words(film, chains):
    """What the derivatives of several parameters have in common, and where they part, as a piece of the page."""
    count = shared_factors(chains)
    names = [chain.parameter for chain in chains]
    shared = " × ".join(factor.name for factor in chains[0].factors[:count])
    parting = " and ".join(
        " × ".join(f"{factor.name} = {factor.formula}" for factor in chain.factors[count:]) for chain in chains
    )
    sums = ", ".join(f"dSSR/d{chain.parameter} = {film.say(chain.derivative)}" for chain in chains)
    return (
        f"Both begin with <strong>{shared}</strong>: it stands in the table once and serves {' and '.join(names)} "
        f"alike. They part after it, with {parting}. " + film.markup(f"At step {film.say(film.steps, 'c')}: {sums}.")
    )
