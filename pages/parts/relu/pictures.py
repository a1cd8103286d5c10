"""The stages on the way to the pointy thing, the pointy thing itself, and the SSR where it has a corner."""

import altair as alt
import numpy as np

from backprop.landscape import ssr_along
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import LOW, TALL, constant, layer
from pages.parts.charts.scales import NONE_BELOW_ZERO, padded, x_axis, y_axis
from pages.parts.pictures import extent
from pages.parts.pictures.stage_pictures import stage_spec
from pages.parts.player.still import STILL
from pages.parts.relu.stages import NAMES, drawn_inputs, stage_values

# Which stage each curve of a picture shows, frame by frame; None for none.
SHOWN = {
    "node 1": (0, 1, 2, 2, 2, None),
    "node 2": (None, None, None, 3, 3, None),
    "curve": (None, None, None, None, 4, 5),
    "before": (None, 0, None, None, None, 4),
}
NAMED = tuple(name for name in SHOWN if name != "before")
SMALL = [0, 1, 5]  # the stages whose numbers are of the size of what is observed


def by_frame(values, shown):
    """The rows of stages (6, V) that a curve shows at each frame: (F, V), NaN where it shows none."""
    nowhere = np.full(values.shape[1], np.nan)
    return np.stack([nowhere if stage is None else values[stage] for stage in shown])


def stage_reaches(values, data):
    """The ends of two upright axes: one that holds every stage, and one for what is of the size of the observations."""
    held = [0.0, *data.observed.ravel()]
    return [padded(min(*held, part.min()), max(*held, part.max()), 0.13) for part in (values, values[SMALL])]


def stages_pictures(film, network, data, parameters, dosage, columns, key, height):
    """The curve of each stage, drawn twice, to a scale that holds them all and close up, a picture in each column."""
    inputs = drawn_inputs(network, data, parameters)
    values, at = (stage_values(network, parameters, where) for where in (inputs, [dosage]))
    layers = {
        "zero": {"y": [0.0]},
        "dosage": {"x": [dosage]},
        "observed": {"x": data.inputs[:, 0], "y": data.observed[:, 0]},
    }
    said = []
    for name, shown in SHOWN.items():
        layers[name] = {"x": inputs, "y": by_frame(values, shown)}
        if name in NAMED:
            layers[f"at {name}"] = {"x": [dosage], "y": by_frame(at, shown)}
            texts = ["" if stage is None else f"{NAMES[stage]}: {number(at[stage, 0])}" for stage in shown]
            said.append(
                Labels(
                    "said",
                    f"at {name}",
                    [film.vary(dict(enumerate(texts)))],
                    size=13,
                    bold=True,
                    dots=("observed", *(f"at {each}" for each in NAMED)),
                    paths=NAMED,
                )
            )
    now = film.vary({stage: f"{name} is {number(at[stage, 0])}" for stage, name in enumerate(NAMES)})
    x = padded(*extent.input_range(data), 0.06)
    scales = zip(("to a scale that holds all stages", "close up"), stage_reaches(values, data), columns, strict=True)
    for place, (scale, y, column) in enumerate(scales):
        with column:
            alt_text = f"This stage {scale}, over all {data.names[0]}s. At {data.names[0]} {number(dosage)} {now}."
            spec = stage_spec(data.names[0], f"this stage, {('all of it', 'close up')[place]}", height)
            film.picture(spec, f"{key}_{('whole', 'close')[place]}", {**layers}, alt_text, x, y, said)


def pointy_thing(network, data, parameters, points, key):
    """What the network predicts, with every corner where it is, and dotted the same through some points only."""
    ends = extent.input_range(data)
    inputs, some = drawn_inputs(network, data, parameters), np.linspace(*ends, points)
    curve, joined = (forward(network, parameters, where).predicted[:, 0] for where in (inputs, some))
    y = padded(min(0.0, *data.observed[:, 0]), max(*curve, *data.observed[:, 0]), 0.13)
    layers = {
        "zero": {"y": [0.0]},
        "before": {"x": some, "y": joined},
        "curve": {"x": inputs, "y": curve},
        "observed": {"x": data.inputs[:, 0], "y": data.observed[:, 0]},
    }
    alt_text = (
        f"Predicted over {data.names[0]}, with the observations as dots; dotted, {points} points of it joined by lines."
    )
    x = padded(*ends, 0.06)
    STILL.picture(stage_spec(data.names[0], data.names[1], LOW), key, layers, alt_text, x, y)


# --- the SSR where it has a corner -----------------------------------------------------------------------------------


@constant
def corner_spec(name):
    x, y = x_axis(name, labelOverlap=True), y_axis("SSR", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title=name), alt.Tooltip("y:Q", title="SSR")]
    slopes = {"slope 0": [8, 4], "slope 1": [2, 3]}
    return alt.layer(
        layer("curve").mark_line(strokeWidth=2.5, clip=True).encode(x=x, y=y, tooltip=tips),
        *(
            layer(which).mark_line(color=PURPLE, strokeWidth=3, strokeDash=dash, clip=True).encode(x=x, y=y)
            for which, dash in slopes.items()
        ),
        layer("now").mark_point(shape="diamond", color=PURPLE, filled=True, size=150, opacity=1).encode(x=x, y=y),
        labels.said(layer("said"), x, y, 13, bold=True),
    ).properties(height=TALL)


def ssr_at_the_bend(network, data, parameters, name, slopes, half, key):
    """The SSR along one parameter, `half` to either side of where it is, with a tangent for each slope at the bends.

    slopes  the Derivative with 0 and with 1 for the slope at a bend; None where they are not told yet
    """
    here = float(parameters[network.place(name)])
    at = np.linspace(here - half, here + half, 201)  # the parameter itself, where the corner may be, among them
    curve = ssr_along(network, data, parameters, name, at)
    now = float(curve[100])
    highest = max(curve.max(), 1e-12)
    layers = {"curve": {"x": at, "y": curve}, "now": {"x": here, "y": now}}
    told = ""
    if slopes is not None:
        ends = np.array([here - half, here + half])
        for which, slope in zip(("slope 0", "slope 1"), slopes, strict=True):
            layers[which] = {"x": ends, "y": now + slope * (ends - here)}
        told = f" Dashed, a tangent with the slope {number(slopes[0])}; dotted, one with {number(slopes[1])}."
    text = f"{name} {number(here)}, SSR {number(now)}"
    said = [Labels("said", "now", [text], dots=("now",), paths=("curve", "slope 0", "slope 1"), size=13, bold=True)]
    alt_text = f"The SSR along {name}, from {number(here - half, 6)} to {number(here + half, 6)}: {text} now.{told}"
    STILL.picture(corner_spec(name), key, layers, alt_text, (here - half, here + half), padded(0.0, highest, 0.2), said)
