"""The walk of a descent: every step of a run with its squiggle, its SSR curve, its tables and its arithmetic."""

import streamlit as st

from backprop.chain_rule import chain_of
from backprop.lessons import is_the_videos
from backprop.lowest import exact_minimum
from backprop.numerals import cut, number
from backprop.practice import next_ssr, next_value
from pages.parts import charts, controls, player, sections, tables
from pages.parts.network_picture import network_picture
from pages.parts.path_picture import path
from pages.parts.squiggle_picture import squiggle
from pages.parts.ssr_pictures import ssr_curve


def walk(lesson, trace, prefix, below=None, heading=st.header, besides=()):
    """The step control and everything that it moves.

    below    what else a page shows of each step, drawn at the end: below(film, lesson, trace, prefix)
    heading  st.header, or st.subheader where the walk stands under a header of its own
    besides  steps that a button of the page leads to
    """
    experiment = trace.experiment
    network, data, names = experiment.network, experiment.data, experiment.network.parameter_names
    with player.walk(prefix, trace.steps, besides=(*besides, *shown_steps(lesson, trace))) as film:
        with film.row:
            along = controls.selection(f"{prefix}_along", "SSR along", names, (experiment.optimised or names)[-1])
        place, rows = network.place(along), film.rows
        parameters, derivative, step = (a[rows] for a in (trace.parameters, trace.derivatives, trace.step_sizes))
        predicted = trace.predicted[rows, :, 0]
        left, right = st.columns(2, gap="medium")
        with left:
            reach = charts.squiggle_domain(trace)
            squiggle(film, network, data, parameters, reach, f"{prefix}_squiggle", predicted=predicted)
        with right:
            ssr_curve(
                film, network, data, parameters, along, derivative[:, place], step[:, place],
                *charts.ssr_domains(trace, along), f"{prefix}_ssr_curve",
            )  # fmt: skip
        prediction(trace, along, prefix)

        left, right = st.columns([5, 7], gap="small")
        with left:
            heading("**1. The Residuals** at this step, squared and added up", anchor=False)
            columns = tables.residual_columns(data, predicted, film.texts, film.say)
            film.table(columns, "The residuals at this step")
        with right:
            heading(f"**2. The Derivative** of the SSR for {along}: products of factors, added up", anchor=False)
            terms = chain_of(network)(parameters, data, along)
            film.table(tables.term_columns(terms, data, film.texts, film.say), f"The terms of dSSR/d{along}")
        heading("**3. The step**", anchor=False)
        film.line(step_sentence(film, along, parameters[:, place], derivative[:, place], step[:, place], experiment))
        update(film, lesson, trace)
        film.told += f": {along} {film.say(parameters[:, place])}, SSR {film.say(trace.ssr[rows])}"
        if below is not None:
            below(film, lesson, trace, prefix)


def step_sentence(film, name, old, derivative, step, experiment):
    """Step Size and new value of one parameter, with the numbers in place, to retype into a calculator."""
    said = film.say
    if name not in experiment.optimised:
        return f"{name} is not optimised, so it stays {said(old)}; its Derivative is {said(derivative)} all the same."
    return (
        f"Step Size = {said(derivative)} × {number(experiment.optimiser.learning_rate)} = {said(step)}, "
        f"New {name} = {said(old)} − {said(step, 's')} = {said(old - step)}."
    )


def prediction(trace, name, prefix):
    """Before the first step: the learner says what will happen, and is told where a wrong number comes from."""
    rises, value = controls.prediction(prefix, name)
    for answer in (
        None if rises is None else next_ssr(trace, rises),
        None if value is None else next_value(trace, name, value),
    ):
        if answer is not None:
            (st.success if answer.right else st.info)(answer.sentence, icon="✅" if answer.right else "🔎")


# --- the update, and what the video shows of it ----------------------------------------------------------------------


def shown_steps(lesson, trace):
    """The steps of a run that the video shows, where the run is its own."""
    return tuple(lesson.shown.get("updates", {})) if is_the_videos(lesson, trace.experiment) else ()


def update(film, lesson, trace):
    """Old, Derivative, Learning Rate, Step Size, New: a row for each optimised parameter, the video's below it."""
    experiment, rows = trace.experiment, film.rows
    shown = {row: lesson.shown["updates"][row] for row in shown_steps(lesson, trace) if row in film.steps}
    lines = []
    for name in experiment.optimised:
        place = experiment.network.place(name)
        old, derivative, step = (a[rows, place] for a in (trace.parameters, trace.derivatives, trace.step_sizes))
        rate = number(experiment.optimiser.learning_rate)
        lines.append([name, film.say(old), film.say(derivative), rate, film.say(step), film.say(old - step)])
        if any(name in told for told in shown.values()):
            told = [
                film.at_steps({row: spelled(told[name][i]) for row, told in shown.items() if name in told}, "–")
                for i in range(3)
            ]
            lines.append([f"{name}, in the video", "", told[0], "", *told[1:]])
    heads = ["Parameter", "Old", "Derivative", "Learning Rate", "Step Size", "New"]
    film.table(dict(zip(heads, zip(*lines, strict=True) if lines else [()] * 6, strict=True)), "The update")
    if shown:
        said = {row: f"{shown_beside(trace, row, told)} Ours is rounded only here." for row, told in shown.items()}
        film.caption(film.at_steps(said, " "))


def spelled(value):
    return "" if value is None else number(value)


def shown_beside(trace, row, shown):
    """What the video's numbers in an update are, and which of them it has cut off where rounding would round up."""
    cuts = []
    for name, values in shown.items():
        place = trace.experiment.network.place(name)
        old, *exact = (array[row, place] for array in (trace.parameters, trace.derivatives, trace.step_sizes))
        for value, seen in zip((*exact, old - exact[-1]), values, strict=True):
            if seen is not None and cut(value, seen):
                cuts.append(f" It cuts {number(value)} to {number(seen)}; rounded, it would be one more at the end.")
    lines = "The second line is" if len(trace.experiment.optimised) == 1 else "The lines “in the video” are"
    return f"{lines} what the video writes: rounded to show, as on paper.{''.join(cuts)}"


# --- two parameters side by side -------------------------------------------------------------------------------------


def two_together(film, lesson, trace, prefix, words):
    """Two of the lesson's parameters at a step: what their derivatives share, and their path through their plane.

    words  what the page says of it, under the header
    """
    experiment = trace.experiment
    network, data, parameters = experiment.network, experiment.data, trace.parameters[film.rows]
    st.header("Two of them side by side", anchor=False)
    st.markdown(words)
    own = lesson.experiment.optimised
    two = controls.pair(f"{prefix}_two", "Which two", own, own[:2])
    chains = [chain_of(network)(parameters, data, name) for name in two]
    for column, name in zip(st.columns(2, gap="medium"), two, strict=True):
        with column:
            sections.chain_rule_formula(name)
    columns = tables.shared_term_columns(chains, data, film.texts, film.say)
    film.table(columns, f"The terms of dSSR/d{two[0]} and dSSR/d{two[1]}")
    film.show(f"<p>{shared_in_words(film, chains)}</p>")
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        st.subheader(f"**The network at this step**; ◆ marks {two[0]} and {two[1]}", anchor=False)
        key = f"{prefix}_two_network"
        network_picture(network, data, parameters, key, highlighted=two, height=charts.TALL, film=film)
    with right:
        st.subheader(
            f"**The path of {two[0]} and {two[1]}**: solid as far as it has come, dotted what is ahead", anchor=False
        )
        path(film, trace, two, exact_minimum(experiment), f"{prefix}_path")


def shared_in_words(film, chains):
    """What the derivatives of several parameters have in common, and where they part, as a piece of the page."""
    count = tables.shared_factors(chains)
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
