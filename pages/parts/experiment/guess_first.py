"""Guess first: what the next step will bring is asked before it is told, and a wrong number is traced to its slip."""

import zlib
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from backprop.exercises.judging import TOLD, UNREAD
from backprop.exercises.next_ssr import judged_ssr
from backprop.exercises.one_step import judged_new, told_new
from pages.parts.browser import scripts
from pages.parts.controls import widgets
from pages.parts.experiment.runs import trace_of
from pages.parts.kept import shared

FIELD = Path(__file__).with_name("guess.html").read_text(encoding="utf-8")
KEY = "guess_first"
SSR = "ssr"  # the kind of a question about rise or fall; the other kinds are names of parameters


def wanted(
    told="What the next step brings is “?” in the pictures and tables until you have answered, or have it shown.",
):
    """The switch, the same on every page: on until the learner turns it off.

    told  what it does on the page
    """
    return widgets.mode(KEY, "Guess first", True, told)


def looked_along(experiment):
    """The parameter along which a walk is drawn as it opens: the first output's bias, or the last that is optimised."""
    network, names = experiment.network, experiment.optimised or experiment.network.parameter_names
    return next((name for name in network.bias_names[-network.nodes[-1] :] if name in names), names[-1])


def questions(trace):
    """What can be asked of each step, (kind, its words) each: the new value of what the walk is drawn along, those of
    the others in the order of the tables, and the loss."""
    experiment = trace.experiment
    own = looked_along(experiment)
    names = sorted(experiment.optimised, key=lambda name: name != own)
    return [*((name, f"New {name}") for name in names), (SSR, f"the {experiment.told_by.called}")]


def begin(film, trace, guessing):
    """Tell a Film, before anything is put into it, what it is not to say until the learner has answered."""
    film.asking = questions(trace)[0][0] if guessing and trace.experiment.optimised else None
    film.run = number_of(trace.experiment)


@shared
def number_of(experiment):
    """A number that the run of another Experiment does not have."""
    return zlib.crc32(trace_of(experiment)[0].parameters.tobytes())


def field(film, trace, guessing):
    """The field for the answer, which keeps its place; nothing where nobody wants to guess."""
    if film.asking is not None:
        st.fragment(judged)(film.prefix, trace, film.run)
    elif guessing:
        st.caption("Nothing is optimised, so no step changes anything, and there is nothing to guess.")


def judged(prefix, trace, run):
    key = f"{prefix}_guess"
    asked = widgets.handed_over(key)
    answer = None if asked is None else judgement(trace, asked)
    data = {"prefix": prefix, "kinds": questions(trace), "run": run, "answer": answer}
    scripts.component("guess_first", "guess_field", FIELD)(
        data=data, key=key, on_judge_change=partial(widgets.hand_over, key)
    )


def judgement(trace, asked):
    """What the browser is told of a guess; None where what it sent is none, since anything may come from there."""
    match asked:
        case {"turn": int(turn), "kind": str(kind), "step": int(step), "text": str(text), "attempt": int(attempt)}:
            rows = np.flatnonzero(trace.steps == step)
        case _:
            return None
    if not rows.size or kind not in dict(questions(trace)):
        return None
    row, wants_to_be_told = int(rows[0]), attempt == 0
    if kind == SSR:
        judged = judged_ssr(trace, row, None if wants_to_be_told else text == "rise")
    else:
        judged = told_new(trace, row, kind) if wants_to_be_told else judged_new(trace, row, kind, text, attempt - 1)
    over, counts = judged.is_right or judged.standing == TOLD, int(judged.standing != UNREAD)
    return {"turn": turn, "right": judged.is_right, "over": over, "counts": counts, "sentence": judged.sentence}
