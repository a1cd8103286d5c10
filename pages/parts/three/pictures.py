"""The path of two parameters through their plane: solid as far as it has come, dotted what is ahead."""

import altair as alt
import numpy as np

from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.beyond import arrow, inside_and_arrows
from pages.parts.charts.colours import GREEN, INK, PURPLE
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import padded, x_axis, y_axis
from pages.parts.pictures import extent
from pages.parts.player.moving import column
from pages.parts.player.words import END


@constant
def path_spec(x_title, y_title):
    x, y = x_axis(x_title), y_axis(y_title)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title), alt.Tooltip("label:N", title="At")]
    in_order = alt.Order("x2:Q")
    return alt.layer(
        layer("ahead")
        .mark_line(strokeWidth=1.5, strokeDash=[2, 3], opacity=0.7, clip=True)
        .encode(x=x, y=y, order=in_order, color=INK),
        layer("walked").mark_line(color=PURPLE, strokeWidth=2.5, clip=True).encode(x=x, y=y, order=in_order),
        layer("walked").mark_point(color=PURPLE, filled=True, size=22, opacity=1, clip=True).encode(x=x, y=y),
        layer("start")
        .mark_point(shape="square", size=110, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        layer("minimum")
        .mark_point(shape="cross", filled=True, size=150, opacity=1, color=GREEN)
        .encode(x=x, y=y, tooltip=tips),
        layer("now").mark_point(color=PURPLE, filled=True, size=120, opacity=1).encode(x=x, y=y, tooltip=tips),
        arrow(layer("arrow"), x, y, PURPLE),
        labels.said(layer("said"), x, y, bold=True),
    ).properties(height=TALL)


def path(film, trace, names, best, key):
    """The way of two parameters through their plane: from the start to where it is, and on to the end.

    names  the two: the first across, the second up
    best   (P,) the parameters at the exact minimum, None where that is not known
    """
    places = [trace.experiment.network.place(name) for name in names]
    seen = extent.rows_in_view(trace)
    whole = trace.parameters[:, places]
    minimum = np.empty((0, 2)) if best is None else np.asarray(best)[None, places]
    shown = np.concatenate([whole[seen], minimum])
    ends = [padded(each.min(), each.max(), 0.14, least=0.05) for each in shown.T]
    drawn = film.rows[seen[film.rows]]
    walked = np.where(seen[film.rows][:, None], whole[film.rows], np.nan)
    x, y, arrows = inside_and_arrows(*(column(each) for each in whole[film.rows].T), *ends)
    layers = {
        "ahead": {"x": whole[drawn, 0], "y": whole[drawn, 1], "x2": drawn.astype(float)},
        "walked": {"x": walked[:, :1], "y": walked[:, 1:], "x2": np.arange(len(film.rows), dtype=float)},
        "start": {"x": whole[:1, 0], "y": whole[:1, 1]},
        "now": {"x": x, "y": y},
    }
    dots = ["start", "now"]
    if best is not None:
        layers["minimum"] = {"x": minimum[:, 0], "y": minimum[:, 1]}
        dots.append("minimum")
    if arrows:
        layers["arrow"] = arrows
        dots.append("arrow")
    step = film.say(film.steps, "c")
    around = {"dots": tuple(dots), "small": ("walked",), "paths": ("ahead",), "bold": True}
    wanted = [labels.Labels("said", "now", [f"step {step}"], **around)]
    if arrows:
        wanted.append(labels.Labels("said", "arrow", [f"step {step}, outside"], **around))
    wanted.append(labels.Labels("said", "start", ["start"], **around))
    if best is not None:
        wanted.append(labels.Labels("said", "minimum", ["exact minimum"], **around))
    now = ", ".join(f"{name} {film.say(each)}" for name, each in zip(names, whole[film.rows].T, strict=True))
    start = ", ".join(f"{name} {number(value)}" for name, value in zip(names, whole[0], strict=True))
    said = f"The path of {names[0]} across and {names[1]} up. Step {step}: {now}; start: {start}"
    if best is not None:
        at_best = ", ".join(f"{name} {number(value)}" for name, value in zip(names, minimum[0], strict=True))
        said += film.asked([END], f"; exact minimum: {at_best}", "")
    ahead = {"ahead": (END,)} if film.asking else {}  # who is asked where it goes is not shown it
    told = " An arrow at the edge points to a step that is outside the picture." if arrows else ""
    film.picture(path_spec(*names), key, layers, f"{said}.{told}", *ends, wanted, trails=("walked",), told=ahead)
