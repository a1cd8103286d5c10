"""The step player: a learner walks a run at the speed of thought, because the browser has all of it and walks alone.

`walk` is handed a run's steps and gives a Film to fill with what moves; control.js is what is pressed,
and player.js moves it all.
"""

from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from pages.parts.browser import scripts
from pages.parts.controls import step_in_address
from pages.parts.player.film import Film
from pages.parts.player.moving import frames

CONTROL = (Path(__file__).parent / "control.html").read_text(encoding="utf-8")


@contextmanager
def walk(prefix, steps, rest=0, besides=()):
    """Draw the control of a walk here, and give the Film that what follows is put into.

    steps    (rows,) the step of each row of the run
    rest     the row at which a run is looked at where the address says nothing
    besides  steps that a button leads to, and which are to be there
    """
    steps = np.asarray(steps)
    asked = step_in_address.step_asked(prefix)
    wanted = steps[rest] if asked is None else asked
    rows = frames(steps, (wanted, *besides))
    here = int(np.abs(steps[rows] - wanted).argmin())
    film = Film(prefix, rows, steps[rows], here)
    film.row = st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"{prefix}_step_row")
    with film.row.container(width="stretch"):
        scripts.component("step_player", "step_control", CONTROL)(data={"prefix": prefix}, key=f"{prefix}_control")
    yield film
    kept = {} if asked is None or asked in steps[rows] or asked > steps[-1] else {asked: int(steps[rows][here])}
    about = {"rest": int(steps[rest]), "kept": kept, "told": film.told}
    data = film.packed(**about, led=step_in_address.steps_led(), wanted=int(wanted))
    scripts.component("step_player")(
        data=data, key=f"{prefix}_film", on_asked_change=asked_by(prefix, f"{prefix}_film")
    )


def at_rest(prefix, part, steps, draw, *args, rest=0):
    """What only the server can draw of a step, draw(row, *args): for the step of the address, and anew once it rests.

    part         the key of the container it stands in
    steps, rest  as for `walk`
    """
    st.fragment(resting)(prefix, part, np.asarray(steps), draw, args, rest)


def resting(prefix, part, steps, draw, args, rest):
    asked = step_in_address.step_asked(prefix)
    row = rest if asked is None else int(np.abs(steps - asked).argmin())
    with st.container(key=part):
        draw(row, *args)
    data = {"prefix": prefix, "part": part, "step": int(steps[row])}
    scripts.component("step_at_rest")(
        data=data, key=f"{part}_follows", on_asked_change=asked_by(prefix, f"{part}_follows")
    )


def asked_by(prefix, key):
    return partial(step_in_address.tell_step, prefix, key)


def buttons(prefix, words, steps):
    """A line of words with a button for each of some steps, which the browser goes to."""
    each = "".join(f'<button type="button" data-go="{step}">Step {step:,}</button>' for step in steps)
    st.html(f'<div data-walk="{prefix}" class="walk-buttons"><span>{words}</span>{each}</div>', width="content")
