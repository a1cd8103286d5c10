"""The SSR along one or two ways through the landscape, as curves."""

import altair as alt

from pages.parts.charts import labels, layered, scales
from pages.parts.charts.colours import INK, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.scales import x_axis, y_axis
from pages.parts.player.still import STILL


def of_ways(x_title, key, layers, alt_text, x, y, texts, of="point", height=layered.LOW):
    """A picture of ways, with a text for each mark of one of its layers, the first before the others, "" for none."""
    said = Labels("said", of, texts, ("point",), paths=("one", "other"))
    STILL.picture(ways_spec(x_title, height), key, layers, alt_text, x, y, [said])


@constant
def ways_spec(x_title, height):
    x, y = x_axis(x_title), y_axis("SSR", labelExpr=scales.NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title="SSR")]
    return alt.layer(
        layer("level").mark_rule(opacity=0.5, strokeDash=[2, 3]).encode(y=y, color=INK),
        layer("one").mark_line(color=PURPLE, strokeWidth=2.5, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("other").mark_line(strokeWidth=2, strokeDash=[6, 4], clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("point").mark_point(filled=True, size=100, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        labels.said(layer("said"), x, y),
    ).properties(height=height)
