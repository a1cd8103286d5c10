"""The path of two parameters through their plane: solid as far as it has come, dotted what is ahead."""

import altair as alt

from pages.parts import labels
from pages.parts.beyond import arrow
from pages.parts.charts import GREEN, INK, PURPLE, constant, layer, x_axis, y_axis


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
