"""The shares against one raw output that moves: SoftMax's three curves and their slopes, and ArgMax's step."""

import altair as alt
import numpy as np

from backprop.softmax import argmax, softmax, softmax_derivatives
from backprop.written.numerals import number
from pages.parts.charts.colours import CLASS_COLOURS, CLASS_DASHES, CLASS_SHAPES, INK, PURPLE
from pages.parts.charts.labels import Labels, said
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import POINTS_ON_A_CURVE, x_axis, y_axis
from pages.parts.player.still import STILL
from pages.parts.softmax.setup import REACH, SPECIES

SHARES = (-0.12, 1.16)  # the ends of the y-axis: no share is there, but labels and tangents are
HALF = 1.6  # how far a tangent reaches to either side


@constant
def shares_spec(x_title):
    x, y = x_axis(x_title), y_axis("Share p", values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title="p"), alt.Tooltip("label:N", title="Of")]
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    looks = list(zip(CLASS_COLOURS, CLASS_DASHES, CLASS_SHAPES, strict=True))
    curves = [
        layer(f"curve {i}").mark_line(color=colour, strokeDash=dash, strokeWidth=3, clip=True).encode(x=x, y=y)
        for i, (colour, dash, _) in enumerate(looks)
    ]
    dots = [
        layer(f"now {i}")
        .mark_point(shape=shape, color=colour, filled=True, size=130, opacity=1)
        .encode(x=x, y=y, tooltip=tips)
        for i, (colour, _, shape) in enumerate(looks)
    ]
    return alt.layer(
        layer("here").mark_rule(opacity=0.4, strokeDash=[2, 2]).encode(x=x, color=INK),
        layer("step").mark_rule(strokeWidth=3).encode(**to, color=INK),
        layer("jump").mark_rule(strokeDash=[2, 4], opacity=0.7).encode(**to, color=INK),
        *curves,
        layer("tangent").mark_rule(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(**to),
        *dots,
        layer("step now").mark_point(shape="square", filled=True, size=110, opacity=1).encode(x=x, y=y, color=INK),
        said(layer("said"), x, y, 13, bold=True),
    ).properties(height=TALL)


def ends_of(here):
    """The ends of the axis of the raw output that moves: as far as the slider goes, or round where it is typed."""
    middle = 0.0 if abs(here) <= REACH else here
    return middle - REACH - 0.5, middle + REACH + 0.5


def moved_along(raw, moved, at):
    """Raw outputs (K, O) of which one takes the values `at` (K,), and the others stay."""
    rows = np.tile(np.asarray(raw, dtype=float), (len(at), 1))
    rows[:, moved] = at
    return rows


def curves_and_dots(raw, moved, which, x):
    """The layers of the shares of some outputs against the raw output that moves, and of where they are now."""
    at, now = np.linspace(*x, POINTS_ON_A_CURVE), softmax(np.array(raw))
    shares = softmax(moved_along(raw, moved, at))
    layers = {f"curve {i}": {"x": at, "y": shares[:, i]} for i in which}
    layers |= {f"now {i}": {"x": raw[moved], "y": now[i], "label": [SPECIES[i]]} for i in which}
    return layers | {"here": {"x": raw[moved]}}


def tangents(raw, moved, which):
    """The layer of the tangents of some shares' curves: how fast each moves with the raw output that moves."""
    p = softmax(np.array(raw))
    slopes, p, here = softmax_derivatives(p)[list(which), moved], p[list(which)], raw[moved]
    ends = {"x": here - HALF, "x2": here + HALF, "y": p - HALF * slopes, "y2": p + HALF * slopes}
    return {of: np.broadcast_to(values, p.shape) for of, values in ends.items()}


def named(layers, texts):
    """The labels of what a picture shows now, {layer: text}."""
    dots = [name for name in layers if name.endswith(tuple("012")) and name.startswith("now")] + ["step now"]
    paths = tuple(name for name in layers if name.startswith("curve"))
    rules = tuple(name for name in ("tangent", "step") if name in layers)
    beside = {"dots": tuple(dots), "paths": paths, "rules": rules, "size": 13, "bold": True}
    return [Labels("said", of, [text], **beside) for of, text in texts.items()]


def shares_picture(raw, moved, key, slopes=False):
    """The three shares against the raw output that moves, the others still; with `slopes` the tangent of each."""
    x, p = ends_of(raw[moved]), softmax(np.array(raw))
    layers = curves_and_dots(raw, moved, range(len(raw)), x)
    if slopes:
        layers["tangent"] = tangents(raw, moved, range(len(raw)))
    texts = [SPECIES[i] if slopes else f"{SPECIES[i]} {number(p[i])}" for i in range(len(raw))]
    found = f"The shares against Raw {SPECIES[moved]}, from 0 to 1. The further it goes, the more of the whole is its."
    now = ", ".join(f"{name} {number(each)}" for name, each in zip(SPECIES, p, strict=True))
    tangent = " Dashed: the tangent of each, whose slope is in the table." if slopes else ""
    alt_text = f"{found} At Raw {SPECIES[moved]} {number(raw[moved])}: {now}.{tangent}"
    labels = named(layers, {f"now {i}": texts[i] for i in np.argsort(-p)})
    STILL.picture(shares_spec(f"Raw {SPECIES[moved]}"), key, layers, alt_text, x, SHARES, labels)


def step_picture(raw, moved, key):
    """ArgMax's answer for the raw output that moves, a step, and SoftMax's share of it, a curve with its tangent."""
    x, edge, here = ends_of(raw[moved]), largest_other(raw, moved), raw[moved]
    layers = curves_and_dots(raw, moved, (moved,), x) | {"tangent": tangents(raw, moved, (moved,))}
    at = float(np.clip(edge, *x))
    layers["step"] = {"x": [x[0], at], "x2": [at, x[1]], "y": [0.0, 1.0], "y2": [0.0, 1.0]}
    if at == edge:
        layers["jump"] = {"x": edge, "x2": edge, "y": 0.0, "y2": 1.0}
    chosen, share = float(argmax(np.array(raw))[moved]), float(softmax(np.array(raw))[moved])
    layers["step now"] = {"x": here, "y": chosen}
    texts = {f"now {moved}": f"SoftMax {number(share)}", "step now": f"ArgMax {number(chosen)}"}
    alt_text = (
        f"For Raw {SPECIES[moved]} ArgMax is a step, ink: 0 below {number(edge)}, the largest of the others, and 1 "
        f"above it. SoftMax is a curve from 0 to 1 with its tangent, dashed. At {number(here)}: "
        f"{texts['step now']}, {texts[f'now {moved}']}."
    )
    STILL.picture(shares_spec(f"Raw {SPECIES[moved]}"), key, layers, alt_text, x, SHARES, named(layers, texts))


def largest_other(raw, moved):
    """The largest of the raw outputs that stand still: where ArgMax of the one that moves jumps."""
    return max(value for place, value in enumerate(raw) if place != moved)
