"""The walk of a descent on one screen: the question, the network, the squiggle, the SSR curve, and the update below.

Where the rows are of classes, the shares of each stand in the place of the squiggle, and Cross Entropies in that of
Residuals.
"""

import numpy as np
import streamlit as st

from backprop.any_chains import chain_of
from backprop.lessons import is_the_videos
from backprop.passes import forward
from backprop.written.numerals import cut, number
from pages.parts import player
from pages.parts.charts.layered import TALL
from pages.parts.controls import widgets
from pages.parts.experiment import guess_first, how_it_ends
from pages.parts.experiment.convergence import convergence
from pages.parts.experiment.tables import residual_columns, share_columns, term_columns
from pages.parts.pictures import extent
from pages.parts.pictures.network_picture import network_picture
from pages.parts.pictures.shares_picture import shares_picture
from pages.parts.pictures.squiggle_picture import observation, squiggle
from pages.parts.pictures.ssr_picture import capitalised, ssr_curve

HIGH = TALL - 20  # of the pictures, that the update below them is on the first screen
OF_CLASSES = TALL  # of those of classes, whose shares need a line for each
OWN_P = "p is the share of what the row was observed to be."
DERIVATIVES = "Derivatives"  # what the network may say in the place of its values


def walk(lesson, trace, prefix, besides=(), more=None):
    """The step control, what is asked of the step, and everything that moves with it.

    besides  steps that a button of the page leads to
    more     what else is told of the end, once the walk has come there, or it is asked for: more(trace) -> HTML
    """
    with player.walk(prefix, trace.steps, besides=(*besides, *shown_steps(lesson, trace))) as film:
        with film.row:
            guessing = guess_first.wanted()
        guess_first.begin(film, trace, guessing)
        film.ended = how_it_ends.wanted(prefix)
        guess_first.field(film, trace, guessing)
        along = pictures(film, trace, prefix)
        update_line(film, trace, along)
        convergence(trace, prefix, film)
        first = "Cross Entropies" if trace.experiment.data.classes else "Residuals"
        with st.expander(f"The arithmetic of this step: {first}, Derivative, update", expanded=True):
            arithmetic(film, lesson, trace, along)
        how_it_ends.switch(film, lesson, trace, prefix)
        film.seal(how_it_ends.the_end(trace.experiment) + ("" if more is None else more(trace)))
        how_it_ends.to_go_on(film, trace, prefix)
        value, told = (
            film.say(each) for each in (at_frames(film, trace.parameters, trace, along), trace.told[film.rows])
        )
        film.told += f": {along} {value}, {trace.experiment.told_by.called} {told}"


def at_frames(film, values, trace, name):
    """(F,) one parameter's of a Trace's values (rows, P), at the frames of its walk."""
    return values[film.rows, trace.experiment.network.place(name)]


def pictures(film, trace, prefix):
    """The network, the squiggle and the SSR curve at every frame, side by side; returns along what the SSR is drawn."""
    experiment, rows = trace.experiment, film.rows
    network, data, names = experiment.network, experiment.data, experiment.network.parameter_names
    high, parameters, predicted, loss = (
        OF_CLASSES if data.classes else HIGH,
        trace.parameters[rows],
        trace.predicted[rows],
        experiment.told_by,
    )
    left, middle, right = st.columns([5, 4, 4], gap="small")
    with left:
        values = values_to_say(network, data)
        says = widgets.title(
            f"{prefix}_network_says",
            "What the network says",
            [*values, DERIVATIVES],
            [*values][0 if data.classes else len(values) // 2],
            before="**The network**, its",
            width=190 if data.classes else 150,
        )
        of_step = {"dosage": values.get(says), "derivatives": trace.derivatives[rows] if says == DERIVATIVES else None}
        of_step |= {"loss": loss.called, "outputs": [f"p {name}" for name in data.classes]}
        marked = {"highlighted": experiment.optimised, "height": high, "film": film}
        network_picture(network, data, parameters, f"{prefix}_network", **of_step, **marked)
    with middle:
        if data.classes:
            the_shares(film, data, predicted, prefix, high)
        else:
            with st.container(key=f"{prefix}_picture_title"):
                line = "The squiggle" if len(network.nodes) > 2 else "The line"
                st.header(f"**{line if network.nodes[0] == 1 else 'Predicted'}** and the Residuals", anchor=False)
            reach = extent.squiggle_domain(trace)
            squiggle(film, network, data, parameters, reach, f"{prefix}_squiggle", HIGH, predicted=predicted[..., 0])
    with right:
        own = guess_first.looked_along(experiment)
        before = "**Cross Entropy** along" if loss.shares else f"**The {loss.called}** along"
        along = widgets.title(f"{prefix}_along", f"{capitalised(loss.called)} along", names, own, before=before)
        ssr_curve(
            film, network, data, parameters, along,
            *(at_frames(film, each, trace, along) for each in (trace.derivatives, trace.step_sizes)),
            *extent.ssr_domains(trace, along), f"{prefix}_ssr_curve",
            high, number(experiment.optimiser.learning_rate), loss,
        )  # fmt: skip
    return along


def values_to_say(network, data):
    """Whose values the network may say, {the words for it: its input or inputs}: each input's, or each flower's."""
    if data.classes:
        species = (data.classes[place] for place in data.observed.argmax(axis=1))
        return {f"values for the {name}": inputs for name, inputs in zip(species, data.inputs, strict=True)}
    if network.nodes[0] == 1:
        return {f"values at {number(value)}": float(value) for value in data.inputs[:, 0]}
    return {"values": None}


def the_shares(film, data, predicted, prefix, high):
    """What stands in the place of the squiggle where the rows are of classes: what each is held for."""
    with st.container(key=f"{prefix}_picture_title"):
        st.header("**What the network takes each flower for**, p", anchor=False)
    shares_picture(film, data, predicted, f"{prefix}_shares", high)
    st.caption("In a ring: the share of the species that the flower is.")


# --- the update, and what the video shows of it ----------------------------------------------------------------------


def update_line(film, trace, name):
    """New = Old − Derivative × Learning Rate, large, with the numbers of the step under its words."""
    experiment = trace.experiment
    old, derivative, step = (
        at_frames(film, each, trace, name) for each in (trace.parameters, trace.derivatives, trace.step_sizes)
    )
    if name not in experiment.optimised:
        stays = f"{name} is not optimised, so it stays {film.say(old)}"
        return film.line(f"{stays}; its Derivative is {film.say(derivative)} all the same.")
    alike = np.array([number(before) == number(after) for before, after in zip(old, old - step, strict=True)])
    new, old = (film.where(alike & (step != 0), film.say(each, "f"), film.say(each)) for each in (old - step, old))
    terms = (
        ("", f"New {name}", film.asked([name], new)),
        ("=", f"Old {name}", old),
        ("−", "Derivative", film.say(derivative, "s")),
        ("×", "Learning Rate", number(experiment.optimiser.learning_rate)),
    )
    shown = "".join(
        f"<span>{sign}<span><small>{word}</small> {film.markup(said, 'b')}</span></span>" for sign, word, said in terms
    )
    film.show(f'<p class="update-line" data-lights="{name}">{shown}</p>')


def arithmetic(film, lesson, trace, along):
    """The tables in the order in which they are needed: the Residuals, the Derivative, the step."""
    experiment, rows = trace.experiment, film.rows
    network, data, loss = experiment.network, experiment.data, experiment.told_by
    observations = [[observation(place)] for place in range(len(data))]
    if np.isscalar(lesson.shown.get("ssr", lesson.shown.get("total"))):
        at_the_start(lesson, trace)
    left, right = (st.container(), st.container()) if data.classes else st.columns([5, 7], gap="medium")
    with left:
        if data.classes:
            st.header("**1. The Cross Entropy** of each flower at this step, added up", anchor=False)
            passed = forward(network, trace.parameters[rows], data.inputs)
            columns = share_columns(data, passed.layers[-1].x, passed.predicted, loss.sign, film.texts, film.say)
            film.table(columns, "The Cross Entropies at this step")
        else:
            st.header("**1. The Residuals** at this step, squared and added up", anchor=False)
            columns = residual_columns(data, trace.predicted[rows, :, 0], film.texts, film.say)
            film.table(columns, "The residuals at this step", observations)
    with right:
        st.header(
            f"**2. The Derivative** of the {loss.called} for {along}: products of factors, added up", anchor=False
        )
        if chain := chain_of(network, loss, data.classes):
            terms = chain(trace.parameters[rows], data, along)
            columns, lit = term_columns(terms, data, film.texts, film.say), places_of(terms)
            film.table(columns, f"The terms of d{loss.sign}/d{along}", observations, lit)
            if data.classes:
                st.caption(f"{'; '.join(f'{each.name} = {each.formula}' for each in terms.factors)}. {OWN_P}")
        else:
            derivative = film.say(at_frames(film, trace.derivatives, trace, along))
            film.line(
                f"So many roads lead back from the {loss.called} to {along} that they are not written out one by one. "
                f"Backpropagation adds them up: d{loss.sign}/d{along} = {derivative}."
            )
    st.header("**3. The step**: Step Size = Derivative × Learning Rate, New = Old − Step Size", anchor=False)
    update(film, lesson, trace)


def places_of(terms):
    """Where in the network each factor of a Chain is at work: {its name: names of what lights up}."""

    def place(factor):
        across = {"loss": "out", "output": "out", "hidden": f"n{factor.node}", "weight": factor.weight}
        return across.get(factor.crosses, factor.by)

    return {each.name: [place(each)] for each in terms.factors}


def shown_steps(lesson, trace):
    """The steps of a run that the video shows, where the run is its own."""
    return tuple(lesson.shown.get("updates", {})) if is_the_videos(lesson, trace.experiment) else ()


def update(film, lesson, trace):
    """Old, Derivative, Learning Rate, Step Size, New: a row for each optimised parameter, the video's below it."""
    experiment, rows = trace.experiment, film.rows
    shown = {row: lesson.shown["updates"][row] for row in shown_steps(lesson, trace) if row in film.steps}
    lines, lit = [], []
    for name in experiment.optimised:
        place = experiment.network.place(name)
        old, derivative, step = (a[rows, place] for a in (trace.parameters, trace.derivatives, trace.step_sizes))
        rate = number(experiment.optimiser.learning_rate)
        asked = [film.asked([name], film.say(each)) for each in (step, old - step)]
        lines.append([name, film.say(old), film.say(derivative), rate, *asked])
        lit.append([name])
        if any(name in told for told in shown.values()):
            told = [
                film.at_steps({row: spelled(told[name][i]) for row, told in shown.items() if name in told}, "–")
                for i in range(3)
            ]
            lines.append([f"{name}, in the video", "", told[0], "", *(film.asked([name], each) for each in told[1:])])
            lit.append([name])
    heads = ["Parameter", "Old", "Derivative", "Learning Rate", "Step Size", "New"]
    film.table(dict(zip(heads, zip(*lines, strict=True) if lines else [()] * 6, strict=True)), "The update", lit)
    if shown:
        said = {row: f"{shown_beside(trace, row, told)} Ours is rounded only here." for row, told in shown.items()}
        film.caption(film.asked(experiment.optimised, film.at_steps(said, " "), " "))


def spelled(value):
    return "" if value is None else number(value, 8)  # all that the video shows


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


def at_the_start(lesson, trace):
    """The SSR, or the loss of classes, before the first step, and what the video shows for it."""
    own, shown, loss = is_the_videos(lesson, trace.experiment), lesson.shown, trace.experiment.told_by
    said, told = f"At the start the **{loss.called} is {number(trace.told[0])}**", shown.get("ssr", shown.get("total"))
    if own and told is not None:
        how = ", which cuts here" if cut(trace.told[0], told) else ""
        said += f" :green-badge[{number(told)} in the video{how}]"
    if own and np.isscalar(shown.get("predicted")):
        data = trace.experiment.data
        said += (
            f"; at {data.names[0]} {number(data.inputs[0, 0])} Predicted is {number(trace.predicted[0, 0, 0])} "
            f":green-badge[{number(shown['predicted'])} in the video]"
        )
    st.markdown(f"{said}.")
