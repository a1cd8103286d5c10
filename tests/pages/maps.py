"""The page The SSR as a landscape: its parts, the runs that it walks, its maps and what lies on them."""

import json

import films

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import ssr
from backprop.passes import forward

PAGE = "12_Loss_Surface.py"
THREE = {"surface_network": "Three parameters"}
MINIMUM, FIT, ALONG = (
    {"surface_part": part} for part in ("A local minimum?", "Around a perfect fit", "Along the valley")
)
TRACES = {
    name: gradient_descent(lesson.experiment)
    for name, lesson in (
        ("All seven", ALL_PARAMETERS),
        ("Three parameters", THREE_PARAMETERS),
        ("b3 alone", MAIN_IDEAS),
        ("Pt. 1's network", PT_1),
        ("The line", STEP_BY_STEP_BOTH),
    )
}


def maps(chart_tables, at):
    """The tables of the page's maps, and of what lies on them: [(map, on it), …]."""
    tables = chart_tables(at)
    return [(table, tables[i + 1]) for i, table in enumerate(tables) if "cell" in set(table["is"])]


def ends(at, place=0):
    """The ends of a map's axes: ((x_min, x_max), (y_min, y_max))."""
    charts = [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]
    spec = [spec for spec in charts if spec.get("usermeta")][place]
    value = {each["name"]: each["value"] for each in spec["params"]}
    return tuple((value[f"{axis}_min"], value[f"{axis}_max"]) for axis in "xy")


def said_on_map(at):
    """The texts beside the marks on the first map, as far as they find room: those of the step, and of its lines."""
    film = films.of(at, "surface")
    return film.labels("surface_on_map", film.step)


def ssr_at(experiment, parameters):
    return ssr(experiment.data.observed, forward(experiment.network, parameters, experiment.data.inputs).predicted)
