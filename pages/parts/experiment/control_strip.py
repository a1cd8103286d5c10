"""The control strip of a page: a Lesson in, the learner's own Experiment or parameters out."""

from dataclasses import replace

import numpy as np
import streamlit as st

from backprop.lessons import FITTED, around_fitted
from backprop.network import Network
from backprop.written.numerals import number as text_of
from pages.parts.controls import number_field
from pages.parts.controls.presets import preset
from pages.parts.controls.values_kept import Offered, values_kept
from pages.parts.controls.widgets import MOST_STEPS, RATES, choice, number, number_set, several, slid, whole_number


def parameters(prefix, network, start, roles=None, way_back=False):
    """A number for every weight and bias, in the order of the flat row; returns (P,).

    roles     what else some are called, {name: word}, or nothing
    way_back  whether a button beside them leads back to the start
    """
    keys = {name: f"{prefix}_{name}" for name in network.parameter_names}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        row = np.array(
            [
                number(key, f"{name}, {roles[name]}" if roles else name, value)
                for (name, key), value in zip(keys.items(), start, strict=True)
            ]
        )
        if way_back:
            preset("As in the video", dict.fromkeys(keys.values()), icon=":material/replay:")
    return row


def experiment(lesson, prefix=None, offered=()):
    """The control strip of a descent: a Lesson -> the learner's Experiment, the lesson's own until it is changed.

    In the row stand what is optimised, before all that comes and goes with it, where that starts, and how it walks;
    where the others stay is folded away, and named in the row where it is not the lesson's.

    offered  the names of which some may be optimised, where these are not all
    """
    prefix, own = prefix or lesson.slug, lesson.experiment
    names = own.network.parameter_names
    keys = {name: f"{prefix}_{name}" for name in names}
    start = dict(zip(names, own.start.tolist(), strict=True))

    def ask(name, width=92):
        label = f"{name}, {lesson.roles[name]}" if name in lesson.roles else name
        start[name] = number(keys[name], label, start[name], width=width)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"{prefix}_experiment"):
        optimised = several(f"{prefix}_optimised", "Optimised (the others stay)", offered or names, own.optimised)
        for name in optimised:
            ask(name)
        rate = number(
            f"{prefix}_learning_rate", "Learning Rate", own.optimiser.learning_rate, *RATES, step=0.01, width=108
        )
        steps = whole_number(f"{prefix}_steps", "Steps", own.steps, 0, MOST_STEPS, width=104)
        others = [name for name in names if name not in optimised]
        with number_field.folded(st.popover, where_others_start(lesson, keys, others), key=f"{prefix}_other_starts"):
            for name in others:
                ask(name, "stretch")
            if own.network == Network():
                fitted = dict(zip(keys.values(), FITTED, strict=True))
                preset("Fitted", fitted, help="Start at the fitted weights and biases, where the video ends.")
        walked = "learning_rate", "steps", "optimised", "verdict"
        everything = [*keys.values(), *(f"{prefix}_{name}" for name in walked)]
        preset("As in the video" if lesson.shown else "As it begins", dict.fromkeys(everything))
    optimiser = replace(own.optimiser, learning_rate=rate)
    return replace(own, start=[*start.values()], optimised=optimised, optimiser=optimiser, steps=steps)


def where_others_start(lesson, keys, others):
    """What the fold of the numbers that stay is called: it names those that are not the lesson's."""
    own = dict(zip(keys, lesson.experiment.start.tolist(), strict=True))
    set_to = {name: number_set(keys[name], own[name]) for name in others}
    changed = [f"{name} {text_of(value)}" for name, value in set_to.items() if value != own[name]]
    if not others:
        return "Fitted start"
    more = f" and {len(changed) - 2} more" if len(changed) > 2 else ""
    return f"Others: {', '.join(changed[:2])}{more}" if changed else "Others as given"


def chosen_of_seven(lesson, prefix, label):
    """Which parameter a page looks at, and, folded away, all of them: returns (name, parameters (P,))."""
    network, start = lesson.experiment.network, lesson.experiment.start
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = choice(f"{prefix}_parameter", label, names, "b3")
        with number_field.folded(st.popover, "Weights and biases", icon=":material/tune:"):
            row = parameters(prefix, network, start)
        keys = [f"{prefix}_{key}" for key in ("parameter", *names)]
        preset("As in the video", dict.fromkeys(keys), icon=":material/replay:")
        fitted = dict(zip(keys[1:], FITTED, strict=True))
        preset("Fitted", fitted, help="The fitted weights and biases, where the video ends.")
    return name, row


def values_under_test(lesson, prefix):
    """One parameter to try values of, typed or slid, the others, folded away, and which of its values are kept.

    Returns (name, parameters (P,), the values kept, whether the whole curve is wanted).
    """
    network, start = lesson.experiment.network, lesson.experiment.start
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = choice(f"{prefix}_parameter", "Test values of (changing it clears what you kept)", names, "b3")
        place = network.place(name)
        row = start.copy()
        row[place] = number(f"{prefix}_{name}", f"Value of {name}", start[place])
        slid(f"{prefix}_{name}", f"{prefix}_slid", f"Slide {name}", row[place], *around_fitted(name))
        with number_field.folded(st.popover, "The other six", icon=":material/tune:", key=f"{prefix}_others"):
            others = {f"{prefix}_{other}": other for other in names if other != name}
            for key, other in others.items():
                row[network.place(other)] = number(key, other, start[network.place(other)], width="stretch")
            preset("The others as in the video", dict.fromkeys(others), icon=":material/replay:")
    theirs = tuple(lesson.shown["ssr"])
    offered = Offered(
        f"The video's {', '.join(map(text_of, theirs))}",
        "Test b3, the others as in the video, and keep the four values that the video tries.",
        "b3",
        theirs,
        tuple(f"{prefix}_{key}" for key in ("parameter", *names)),
    )
    kept, whole_curve = values_kept(prefix, name, float(row[place]), offered)
    return name, row, kept, whole_curve


def one_to_find(prefix, network, start, name):
    """One parameter to be found, typed or slid, and the others, folded away: returns (P,)."""
    row, key = dict(zip(network.parameter_names, map(float, start), strict=True)), f"{prefix}_{name}"
    row[name] = number(key, name, row[name])
    slid(key, f"{prefix}_slid", f"Slide {name}", row[name], *around_fitted(name))
    with number_field.folded(st.popover, "The other six", icon=":material/tune:"):
        for other in filter(name.__ne__, network.parameter_names):
            row[other] = number(f"{prefix}_{other}", other, row[other], width="stretch")
    return np.array([*row.values()])
