"""The path of two parameters through their plane: solid as far as it has come, dotted what is ahead."""

import altair as alt
import numpy as np

from backprop.descent import log_spaced_steps
from backprop.numerals import number
from pages.parts import labels
from pages.parts.beyond import arrow, arrows
from pages.parts.charts import (
    DRAWN_ON_A_PATH,
    GREEN,
    INK,
    PURPLE,
    TALL,
    constant,
    layer,
    marks,
    padded,
    rows_in_view,
    show,
    x_axis,
    y_axis,
)


@constant
def path_spec(x_title, y_title, height):
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
    ).properties(height=height)


def path(trace, names, row, best, key, height=TALL):
    """The way of two parameters through their plane: from the start to where it is at a row, and on to the end.

    names  the two: the first across, the second up
    best   (P,) the parameters at the exact minimum, None where that is not known

    Where it is now is named first, then the start, then the minimum.
    """
    places = [trace.experiment.network.place(name) for name in names]
    seen = np.flatnonzero(rows_in_view(trace))
    whole = trace.parameters[:, places]
    rows = seen[log_spaced_steps(len(seen) - 1, DRAWN_ON_A_PATH)]
    minimum = np.empty((0, 2)) if best is None else np.asarray(best)[None, places]
    shown = np.concatenate([whole[seen], minimum])
    ends = [padded(column.min(), column.max(), 0.14, least=0.05) for column in shown.T]
    behind, ahead = np.append(rows[rows < row], row), np.append(row, rows[rows > row])
    layers = {
        name: {"x": whole[part, 0], "y": whole[part, 1], "x2": part.astype(float)}
        for name, part in (("ahead", ahead), ("walked", behind))
    }
    texts = {"now": f"step {trace.steps[row]:,}", "start": "start", "minimum": "exact minimum"}
    points = {"now": whole[row], "start": whole[0], **({} if best is None else {"minimum": minimum[0]})}
    if row == 0:
        texts |= {"start": "start, step 0", "now": ""}
    frame = labels.Frame(*ends, height)
    told = ""
    where = dict(points)
    if frame.holds(*whole[row]):
        layers["now"] = {"x": whole[row, 0], "y": whole[row, 1], "label": texts["now"]}
    else:
        layers["arrow"] = arrows(frame, *whole[row])
        where["now"] = layers["arrow"]["x"][0], layers["arrow"]["y"][0]
        texts["now"] += ", outside"
        told = " An arrow at the edge points to this step, which is outside the picture."
    for name in ("start", "minimum"):
        if name in points:
            layers[name] = {"x": points[name][0], "y": points[name][1], "label": texts[name]}
    fixed = labels.dots(frame.parts(*np.transpose(list(where.values()))), 8.0)
    fixed = np.concatenate([fixed, labels.dots(frame.parts(layers["walked"]["x"], layers["walked"]["y"]), 2.5)])
    lines = [frame.parts(layers[of]["x"], layers[of]["y"]) for of in ("ahead", "walked")]
    wanted = [labels.Label(texts[name], *point) for name, point in where.items()]
    columns, _ = labels.placed(frame, wanted, fixed, lines, bold=True)
    if columns["x"]:
        layers["said"] = columns
    at = "; ".join(
        f"{text} {names[0]} {number(points[name][0])}, {names[1]} {number(points[name][1])}"
        for name, text in texts.items()
        if name in points and text
    )
    alt_text = f"The path of {names[0]} across and {names[1]} up. {at}.{told}"
    show(path_spec(*names, height), marks(**layers), key, alt_text, *ends)
