"""How far the first step leads downhill, and two of the many perfect fits."""

import altair as alt
import numpy as np

from backprop.landscape import ssr_after_step
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import GREEN, INK, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import NONE_BELOW_ZERO, POINTS_ON_A_CURVE, padded, x_axis, y_axis
from pages.parts.pictures import extent
from pages.parts.player.still import STILL


@constant
def one_step_spec():
    x, y = x_axis("Learning Rate of the first step"), y_axis("SSR after it", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title="Learning Rate"), alt.Tooltip("y:Q", title="SSR")]
    return alt.layer(
        layer("start").mark_rule(opacity=0.5, strokeDash=[2, 3]).encode(y=y, color=INK),
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("point").mark_point(size=100, strokeWidth=2, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1).encode(x=x, y=y, tooltip=tips),
        labels.said(layer("said"), x, y),
    ).properties(height=TALL)


def one_step(experiment, rate, key):
    """The SSR after the first step against its Learning Rate: how far downhill goes, and where it turns."""
    at = np.linspace(0.0, 1.15 * rate, POINTS_ON_A_CURVE)
    curve = ssr_after_step(experiment, at)
    start, now = ssr_after_step(experiment, [0.0, rate])
    lowest = int(np.nanargmin(curve))
    slope = (curve[1] - curve[0]) / (at[1] - at[0])
    inside = max(curve[np.isfinite(curve)].max(), 1e-9)
    reach = min(0.35 * at[-1], 0.75 * start / abs(slope)) if slope else at[-1]
    layers = {
        "start": {"y": start},
        "curve": {"x": at, "y": curve},
        "tangent": {"x": [0.0, reach], "y": [start, start + slope * reach]},
        "point": {"x": [0.0, at[lowest]], "y": [start, curve[lowest]]},
        "now": {"x": rate, "y": now},
    }
    around = {"dots": ("now", "point"), "paths": ("curve", "tangent")}
    said = [  # the rate that is looked at is named first
        Labels("said", "now", [f"{number(rate)} → SSR {number(now)}"], **around),
        Labels("said", "point", [f"start {number(start)}", f"lowest {number(curve[lowest])}"], **around),
    ]
    told = (
        f"The SSR after the first step against its Learning Rate. It begins at {number(start)}, is lowest, "
        f"{number(curve[lowest])}, near {number(at[lowest], 2)}, and at {number(rate)} it is {number(now)}."
    )
    x, y = padded(0.0, at[-1], 0.03), padded(0.0, inside, 0.12)
    STILL.picture(one_step_spec(), key, layers, told, x, y, said)


@constant
def fits_spec(x_title, y_title):
    x, y = x_axis(x_title), y_axis(y_title)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title), alt.Tooltip("label:N", title="Run")]
    return alt.layer(
        layer("first").mark_line(color=GREEN, strokeWidth=4, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("second")
        .mark_line(strokeWidth=2, strokeDash=[6, 4], clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        layer("observed").mark_point(filled=True, opacity=1, size=90).encode(x=x, y=y, tooltip=tips[:2], color=INK),
        layer("first key").mark_line(color=GREEN, strokeWidth=4).encode(x=x, y=y),
        layer("second key").mark_line(strokeWidth=2, strokeDash=[6, 4]).encode(x=x, y=y, color=INK),
        labels.said(layer("said"), x, y),
    ).properties(height=TALL)


def fits(network, data, two, names, reach, key):
    """Two squiggles over the same observations, the first solid and broad, the second dashed and thin, and below both
    of them their key.

    two    (2, P) parameters
    reach  the ends of the input's range that is drawn
    """
    at = np.linspace(*reach, POINTS_ON_A_CURVE)
    curves = forward(network, two, at).predicted[..., 0]
    observed = data.observed[:, 0]
    x = padded(*reach, 0.02)
    low, high = padded(min(curves.min(), observed.min()), max(curves.max(), observed.max()), 0.1)
    y = (low - 0.36 * (high - low), high)
    layers, said = {"observed": {"x": data.inputs[:, 0], "y": observed}}, []
    for of, curve, name, up in zip(("first", "second"), curves, names, (0.19, 0.07), strict=True):
        layers[of] = {"x": at, "y": curve, "label": name}
        height_of_key = y[0] + up * (y[1] - y[0])
        layers[f"{of} key"] = {"x": x[0] + np.array([0.13, 0.04]) * (x[1] - x[0]), "y": height_of_key}
        said.append(Labels("said", f"{of} key", [name, ""], dots=("observed",), sides=("right",)))
    runs = "; ".join(f"{name}, {dash}" for name, dash in zip(names, ("solid", "dashed"), strict=True))
    alt_text = (
        f"Two {extent.line_or_squiggle(*curves)} through the same observations: {runs}. They meet at the dots and part "
        "between and beyond."
    )
    STILL.picture(fits_spec(data.names[0], data.names[-1]), key, layers, alt_text, x, y, said)
