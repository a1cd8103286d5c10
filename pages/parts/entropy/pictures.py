"""Shares as rows of rules with species' marks, and losses as curves over the share of what was observed."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.written.numerals import number
from pages.parts.charts import labels
from pages.parts.charts.colours import CLASS_SIGNS, INK, PURPLE
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import NONE_BELOW_ZERO, POINTS_ON_A_CURVE, x_axis, y_axis
from pages.parts.entropy import of_share
from pages.parts.entropy.strip import PREFIX
from pages.parts.pictures.shares_picture import dot, of_classes, rule
from pages.parts.player.still import STILL

P = "p, the share of the observed species"
LOSS = "Loss"
HIGHEST = 5.0  # of the picture of both losses: −log(0.01) is 4.6
HALF = 0.16  # how far a tangent reaches to either side, in parts of the picture
NEAR_0 = 0.005  # where the curves begin: at 0 itself the Cross Entropy has no value


@constant
def two_curves_spec(y_title, names):
    options = {"labelExpr": NONE_BELOW_ZERO} if y_title == LOSS else {}
    first, second = names
    x, y = x_axis(P), y_axis(y_title, **options)
    tips = [alt.Tooltip("x:Q", title="p"), alt.Tooltip("y:Q", title=y_title), alt.Tooltip("label:N", title="of")]
    tangent = layer("tangent").mark_rule(color=PURPLE, strokeWidth=3, strokeDash=[7, 4], clip=True)
    return alt.layer(
        layer("here").mark_rule(opacity=0.45, strokeDash=[2, 2]).encode(x=x, color=INK),
        layer(first).mark_line(strokeWidth=4, clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer(second)
        .mark_line(strokeWidth=2.5, strokeDash=[6, 4], clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        tangent.encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        layer("now").mark_point(filled=True, size=110, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        labels.said(layer("said"), x, y, bold=True),
    ).properties(height=TALL)


def two_curves(p, of_loss, y, key, y_title, told, tangents=None):
    """Two curves over the share of the observed species, and both at one share.

    of_loss   of_loss(loss, shares (K,)) -> (K,), what is drawn of each loss
    y         the ends of the upright axis
    told      what the picture shows, before its numbers at p
    tangents  the slopes of both at p, where their tangents are drawn
    """
    at, here = np.linspace(NEAR_0, 1.0, POINTS_ON_A_CURVE), np.array([p])
    names = [*of_share.NAMES.values()]
    values = np.array([float(of_loss(loss, here)[0]) for loss in of_share.NAMES])
    layers = {
        name: {"x": at, "y": of_loss(loss, at), "label": np.array([name] * len(at))}
        for loss, name in of_share.NAMES.items()
    }
    layers |= {"here": {"x": here}, "now": {"x": np.array([p, p]), "y": values, "label": np.array(names)}}
    texts = [f"{name} {number(value)}" for name, value in zip(names, values, strict=True)]
    short = texts
    if tangents is not None:
        slopes = np.array([*tangents])
        run = np.minimum(HALF, 1.5 * HALF * (y[1] - y[0]) / np.abs(slopes))  # a steep one is no longer
        layers["tangent"] = {"x": p - run, "y": values - slopes * run, "x2": p + run, "y2": values + slopes * run}
        texts = [f"{text}, slope {number(slope)}" for text, slope in zip(texts, slopes, strict=True)]
        short = [f"{name}\nslope {number(slope)}" for name, slope in zip(names, slopes, strict=True)]
    said = [labels.Labels("said", "now", short, dots=("now",), paths=tuple(names), rules=("tangent",), bold=True)]
    alt_text = f"{told} At p = {number(p)}: {'; '.join(texts)}."
    STILL.picture(two_curves_spec(y_title, tuple(names)), key, layers, alt_text, (0.0, 1.0), y, said)


def losses_picture(p):
    """Cross Entropy and Residual² over p, with their tangents at one p."""
    told = (
        "Two losses against p: the Cross Entropy, solid, climbs without end towards p = 0; the Residual², dashed, "
        "only to 1."
    )
    slopes = [float(of_share.slope(loss, np.array([p]))[0]) for loss in of_share.NAMES]
    two_curves(p, of_share.value, (-0.35, HIGHEST), f"{PREFIX}_losses", LOSS, told, slopes)


def slopes_picture(p):
    """dLoss/dRaw of the observed species over p, for both losses."""
    told = (
        "dLoss/dRaw of the observed species against p: with the Cross Entropy, solid, a straight line from −1 at p = 0 "
        "to 0 at p = 1; with the Residual², dashed, next to 0 at both ends."
    )
    two_curves(p, of_share.reaches, (-1.1, 0.15), f"{PREFIX}_reaching", "dLoss/dRaw", told)


# --- the three flowers -----------------------------------------------------------------------------------------------

LOWEST_TOP = 3.0  # of the axis of the Cross Entropy, where none is higher


@constant
def cross_entropy_spec():
    x, y = x_axis("p, the share of what the flower is"), y_axis("−log(p)", labelExpr=NONE_BELOW_ZERO)
    tips = [alt.Tooltip("x:Q", title="p"), alt.Tooltip("y:Q", title="−log(p)"), alt.Tooltip("label:N", title="Flower")]
    return alt.layer(
        layer("curve").mark_line(strokeWidth=2.5, clip=True).encode(x=x, y=y, color=INK),
        *(each.encode(x=x, y=y, y2="y2:Q") for each in of_classes(rule, "up")),
        *(each.encode(x=x, y=y, tooltip=tips) for each in of_classes(dot, "at")),
        labels.said(layer("said"), x, y, bold=True),
    ).properties(height=TALL + 35)


# Where a flower's words stand, until told and then: of that with the smallest p, the middle one, and the largest.
SIDES = {
    False: (
        ("high left", "left", "high right"),
        ("far above", "higher right", "higher left"),
        ("high right", "high left"),
    ),
    True: (
        ("left", "low left", "high right"),
        ("higher right", "lower left", "higher left"),
        ("high right", "high left"),
    ),
}


def cross_entropy_picture(found, told):
    """−log(p) as a curve, and where on it the flowers are; until told, where they are below it."""
    top = max(LOWEST_TOP, 1.1 * float(found.cross_entropy.max()))
    up = np.linspace(0.0, top, POINTS_ON_A_CURVE)
    layers, said = {"curve": {"x": np.exp(-up), "y": up}}, []
    kinds = [f"at {k}" for k in range(found.p.shape[1])]
    for k, kind in enumerate(kinds):
        mine = found.place == k
        p, high = found.counts[mine], found.cross_entropy[mine] if told else np.zeros(mine.sum())
        species = np.array(found.species)[mine]
        layers[kind] = {"x": p, "y": high, "label": species}
        layers[f"up {k}"] = {"x": p, "y": np.zeros(len(p)), "y2": high}
        texts = [f"{CLASS_SIGNS[k]} {number(value)}" for value in (high if told else p)]
        sides = SIDES[told][int((found.counts < p.min()).sum()) if len(p) else 0]
        around = {"dots": tuple(kinds), "paths": ("curve",)}
        said.append(labels.Labels("said", kind, texts, **around, bold=True, sides=sides))
    at = [
        f"the {name} at p = {number(p)}" + (f", Cross Entropy {number(value)}" if told else "")
        for name, p, value in zip(found.species, found.counts, found.cross_entropy, strict=True)
    ]
    alt_text = f"−log(p) against p: 0 at p = 1, without end towards p = 0. The flowers: {'; '.join(at)}."
    y = (-0.08 * top, top)
    STILL.picture(cross_entropy_spec(), f"{PREFIX}_curve", layers, alt_text, (0.0, 1.05), y, said)
    where = "On the curve each flower's Cross Entropy" if told else "Below the curve each flower's own p"
    st.caption(f"{where}: the further left, the higher.")
