"""What a chart is: layers over one table, built once with Altair, and a constant from then on.

Each function `*_spec` of the course is such a constant, and beside it stands the function that fills its table, the
"marks" (one_table.py), and shows it.
"""

from functools import wraps

import altair as alt
from altair.utils.schemapi import debug_mode

from pages.parts.charts.spelled import in_one_spelling
from pages.parts.kept import Kept

MARKS = alt.NamedData("marks")
UNSPOKEN = {part: {"aria": False} for part in ("mark", "axis", "legend")}
TALL, LOW = 285, 220  # pixels high

CHECKED = False  # against Vega-Lite's schema: the tests do, so that no visitor waits twice as long for a page's charts
SPECS = Kept(16 * 2**20)  # a title may be a name that a visitor has given


def constant(build):
    """A chart that is built once per set of arguments, as the dictionary that Streamlit is handed."""

    @SPECS
    @wraps(build)
    def spec(*args, **options):
        with alt.theme.enable("none"), debug_mode(CHECKED):
            chart = build(*args, **options).to_dict(validate=CHECKED)
        return unspoken(said_once(flat(in_one_spelling(chart))))

    return spec


def flat(spec):
    """A layered chart whose layers hold no layers."""
    if "layer" not in spec:
        return spec
    return {**spec, "layer": [one for each in spec["layer"] for one in each.get("layer", [each])]}


def unspoken(spec):
    """A chart whose marks and axes are no words of their own for a screen reader: hundreds of "x: 0.5; y: 0.3" would
    bury the one text that says what the chart shows, its alt."""
    return {**spec, "config": {**spec.get("config", {}), **UNSPOKEN}}


def said_once(spec):
    """A layered chart with what all its layers repeat, an axis or a calculation, said once above them: half the text,
    and that is what a step sends again. A layer that has a fixed value in its place keeps that."""
    layers = spec.get("layer", [])
    if len(layers) < 2 or "encoding" in spec or "transform" in spec:
        return spec
    shared = {}
    for part in ("x", "y", "color"):
        told = [each.get("encoding", {}).get(part) for each in layers]
        own = [each for each in told if each is None or "value" not in each]
        if own and own[0] is not None and all(each == own[0] for each in own):
            shared[part] = own[0]
    calculations = [step for step in layers[0].get("transform", []) if "calculate" in step]
    same = [step for step in calculations if all(step in each.get("transform", []) for each in layers)]
    without = [
        {
            **each,
            "encoding": {part: of for part, of in each.get("encoding", {}).items() if of != shared.get(part)},
            "transform": [step for step in each.get("transform", []) if step not in same],
        }
        for each in layers
    ]
    return {**spec, "layer": without, "encoding": shared, "transform": same}


def layer(name):
    """The rows of "marks" that belong to one layer."""
    return alt.Chart(MARKS).transform_filter(f"datum.is == '{name}'").transform_calculate(ink="'ink'")
