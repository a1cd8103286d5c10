"""What only the browser can do: the course's scripts, sent to it together and once; a component calls its own of them.

Streamlit sends a component's script with each of its places on a page, and as it stands. So each component is but a
call, and the scripts come as one parcel, packed, which a page sends before all else.
"""

import gzip
import json
from functools import cache
from pathlib import Path

import streamlit as st

HERE, PARTS = Path(__file__).parent, Path(__file__).parents[1]
SCRIPTS = {
    "number_fields": ("controls/number_field.js",),
    # These are called by nobody: they listen for as long as the window stands.
    "way_back": ("browser/way_back.js",),
    "sideways": ("browser/sideways.js",),
    "popovers": ("browser/popovers.js",),
    "menu": ("browser/menu.js",),
    # This one listens, too: an exercise may be solved on any page.
    "progress": ("exercises/progress_book.js", "exercises/progress.js"),
    "into_view": ("browser/into_view.js",),
    "step_player": tuple(
        f"player/{name}.js"
        for name in ("spelling", "placing", "drawing", "screen", "address", "pointing", "control", "player", "arriving")
    ),
    "step_at_rest": ("player/resting.js",),
    "guess_first": ("player/spelling.js", "experiment/guessing.js"),
    "exercise_sheet": ("player/address.js", "exercises/table.js", "exercises/filling.js"),
}
CALL = """export default (args) => {
  const course = window.course ??= { waiting: [] };
  return course.run ? course.run("NAME", args) : void course.waiting.push(["NAME", args]);
};"""


@cache
def component(script, name=None, html=None, css=None):
    """A component that calls one of the scripts, under its name or another, whose markup is `html` and style `css`."""
    call = CALL.replace("NAME", script)
    return st.components.v2.component(name or script, html=html, css=css, js=call, isolate_styles=False)


def script(name):
    """The text of a script, without its remarks and the room before its lines."""
    lines = [line.strip() for file in SCRIPTS[name] for line in (PARTS / file).read_text(encoding="utf-8").splitlines()]
    return "\n".join(line.partition("  // ")[0] for line in lines if line and not line.startswith("//"))


@cache
def parcel():
    """All scripts, {name: text}, packed."""
    return gzip.compress(json.dumps({name: script(name) for name in SCRIPTS}).encode(), mtime=0)


@cache
def unpacker():
    js = (HERE / "scripts.js").read_text(encoding="utf-8")
    return st.components.v2.component("scripts", js=js, isolate_styles=False)


def send():
    """Send the parcel; drawn once a page, before the first component, and not to be seen."""
    unpacker()(data=parcel(), key="scripts")
