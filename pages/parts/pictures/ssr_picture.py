"""The SSR, or another loss, against one parameter: its curve, its tangent there, and where the next step leads."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.landscape import ssr_along, ssr_along_each
from backprop.losses import SSR
from pages.parts.charts import labels
from pages.parts.charts.beyond import arrow, inside_and_arrows
from pages.parts.charts.colours import PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import NONE_BELOW_ZERO, POINTS_ON_A_CURVE, x_axis, y_axis
from pages.parts.player.moving import column, unmoved


def axes_of(name, moves=False, loss="SSR"):
    x = x_axis(f"{name}; the curve moves, as others do" if moves else name)
    y = y_axis(capitalised(loss), labelExpr=NONE_BELOW_ZERO)
    return x, y, [alt.Tooltip("x:Q", title=name), alt.Tooltip("y:Q", title=capitalised(loss))]


def capitalised(text):
    return f"{text[0].upper()}{text[1:]}"


def with_points(beneath, rings, said, name, height, moves=False, loss="SSR"):
    """The layers of a picture, and over them its rings, the value now, arrows to what is outside, and words.

    said   the layers of words: of the value now, and of the others
    moves  whether the curve itself does, from step to step
    """
    x, y, tips = axes_of(name, moves, loss)
    ring = layer(rings).mark_point(color=PURPLE, size=110, strokeWidth=2, opacity=1)
    now = layer("now").mark_point(color=PURPLE, filled=True, size=130, opacity=1)
    return alt.layer(
        *beneath,
        ring.encode(x=x, y=y, tooltip=tips),
        now.encode(x=x, y=y, tooltip=tips),
        arrow(layer("arrow"), x, y, PURPLE),
        labels.said(layer(said[0]), x, y, bold=True),
        labels.said(layer(said[1]), x, y),
    ).properties(height=height)


@constant
def ssr_curve_spec(name, height, moves, loss):
    x, y, tips = axes_of(name, moves, loss)
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    beneath = (
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("drop").mark_rule(color=PURPLE, strokeWidth=1.5, strokeDash=[2, 3], clip=True).encode(**to),
        layer("step").mark_rule(color=PURPLE, strokeWidth=2, clip=True).encode(**to),
        layer("ask").mark_rule(color=PURPLE, strokeWidth=2, clip=True).encode(**to),
        arrow(layer("head"), x, y, PURPLE),
        *(
            layer(f"before {back}").mark_point(color=PURPLE, size=90, strokeWidth=2, opacity=opacity).encode(x=x, y=y)
            for back, opacity in GHOSTS.items()
        ),
    )
    picture = with_points(beneath, "new", ("said", "said next"), name, height, moves, loss)
    return picture.properties(padding={"left": 5, "right": 12, "top": 5, "bottom": 5})


GHOSTS = {1: 0.75, 2: 0.5, 3: 0.3}  # how many frames ago: how much of it is still to be seen
ASKED = 0.16  # of the picture's width: the arrow of a step whose length is asked
# In the order in which they matter: the SSR here, the next value, the slope, the product that is the step, what the SSR
# loses. The last ones are written only in a picture that is at least so wide, in pixels.
SLOPE, PRODUCT, DROP = 150.0, 230.0, 280.0


def ssr_curve(
    film, network, data, parameters, name, derivative, step_size, x, y, key, height=TALL, rate=None, loss=SSR
):
    """The SSR along one parameter at every frame, where it is and where it was in the three frames before, its tangent
    there, and where the next step leads, with the numbers on the marks.

    parameters  (F, P); derivative, step_size (F,) of the one; of a picture that stands still (P,) and two numbers
    rate        the Learning Rate, as it is spelled; None where no step is shown
    loss        what is drawn, where it is not the SSR
    """
    place, parameters = network.place(name), np.atleast_2d(parameters)
    derivative, step_size = np.atleast_1d(derivative, step_size)
    here, at = parameters[:, place], np.linspace(*x, film.points)
    there = here - step_size
    stays = curve_stays(parameters, place)
    curve = ssr_along_each(network, data, parameters[:1] if stays else parameters, name, at, loss)
    now, new = ssr_along_each(network, data, parameters, name, np.column_stack([here, there]), loss).T
    with np.errstate(divide="ignore"):
        reach = np.minimum(0.22 * (x[1] - x[0]), 0.35 * (y[1] - y[0]) / np.abs(derivative))  # a steep one is cut
    ends = here[:, None] + np.outer(reach, [-1.0, 1.0])
    moves = (step_size != 0) & np.isfinite(new)
    points = (
        np.column_stack([here, np.where(moves, there, np.nan)]),
        np.column_stack([now, np.where(moves, new, np.nan)]),
    )
    seen_x, seen_y, arrows = inside_and_arrows(*points, x, y)
    layers = {
        "curve": {"x": at, "y": unmoved(curve)},
        "tangent": {"x": ends, "y": column(now) + column(derivative) * (ends - column(here))},
        "now": {"x": seen_x[:, :1], "y": seen_y[:, :1]},
    }
    dots, told, asking = ["now"], {}, {}
    if moves.any():
        layers |= the_step(film, moves, here, there, now, new, seen_x, seen_y, x)
        told = {"new": (name, "ssr"), "drop": (name, "ssr"), "step": (name,), "head": (name,)}
        asking = {"ask": (name,)} if film.asking else {}
        dots.append("new")
    layers |= {f"before {back}": before(back, here, now) for back in GHOSTS if len(here) > back}
    if arrows:
        layers["arrow"] = arrows
        dots.append("arrow")
    values, next_value = film.say(here), film.asked([name], film.say(there))
    next_values, spelled = (there, new, next_value), (rate, loss.sign)
    wanted = numbers_on_the_marks(film, name, (here, now), next_values, derivative, spelled, layers, dots)
    told_of_step = f"; the next step leads to {next_value}" if moves.any() else ", the slope of the tangent"
    film.picture(
        ssr_curve_spec(name, height, not stays, loss.called),
        key,
        layers,
        f"The {loss.called} along {name}. At {name} = {values} the {loss.called} is {film.say(now)} and the Derivative "
        f"{film.say(derivative)}{told_of_step}."
        + (" Fading rings are the steps before." if asking else "")
        + (" An arrow at the edge points to what lies outside the picture." if arrows else ""),
        x,
        y,
        wanted,
        **({"told": told, "asking": asking} if film.walks else {}),
    )
    if arrows:
        st.caption(f"Where an arrow points, {name} or its {loss.called} lies outside this picture.")


def curve_stays(parameters, place):
    """Whether the other parameters (F, P) never move, so that the curve along this one is the same at every frame."""
    others = np.delete(parameters, place, axis=1)
    return bool((others == others[0]).all())


def the_step(film, moves, here, there, now, new, seen_x, seen_y, x):
    """The layers of the next step: an arrow as long as it is, and down to the curve what the SSR loses by it; while its
    length is asked, an arrow of no meaning but its way."""
    from_here, to = np.where(moves, here, np.nan), np.where(moves, there, np.nan)
    far = np.abs(to - from_here) > 0.06 * (x[1] - x[0])  # a shorter arrow is all head
    way = np.sign(to - from_here)
    layers = {
        "new": {"x": seen_x[:, 1:], "y": seen_y[:, 1:]},
        "step": {"x": column(from_here), "x2": column(to), "y": column(now), "y2": column(now)},
        "drop": {"x": column(to), "x2": column(to), "y": column(now), "y2": column(np.where(moves, new, np.nan))},
        "head": {
            "x": column(np.where(far & (x[0] <= to) & (to <= x[1]), to - way * 0.015 * (x[1] - x[0]), np.nan)),
            "y": column(now),
            "value": column(90.0 * way),
        },
    }
    if film.asking:
        end = column(from_here + way * ASKED * (x[1] - x[0]))
        layers["ask"] = {"x": end, "x2": column(from_here), "y": column(now), "y2": column(now)}
    return layers


def numbers_on_the_marks(film, name, here, there, derivative, spelled, layers, dots):
    """The Labels of the curve, those that matter most first, each at a mark that is among the layers.

    here, there  the value and its SSR, (F,) each, now and after the step
    there        also the value as a text that tells it only once it is answered
    spelled      the Learning Rate as it is spelled, or None, and what stands for the loss
    """
    next_value, (rate, loss) = there[2], spelled
    around = {"dots": tuple(dots), "paths": ("curve", "tangent"), "rules": ("step", "drop", "ask")}
    at_ssr = film.say(here[1])
    wanted = [Labels("said", "now", [f"{loss} {at_ssr}"], **around, bold=True)]
    if "arrow" in layers:
        outside = [f"{name} {film.say(here[0])}, {loss} {at_ssr}"]
        outside.append(film.asked([name], f"next {name} {film.say(there[0])}", ""))
        wanted.append(Labels("said", "arrow", outside, **around, bold=True))
    if "new" in layers:
        wanted.append(Labels("said next", "new", [f"next {name} {next_value}"], **around))
    if "ask" in layers:
        wanted.append(Labels("said next", "ask", [f"next {name} ?"], **around))
    slope = ["", f"slope {film.say(derivative)}"]
    wanted.append(Labels("said next", "tangent", slope, **around, clear=film.walks, wide=SLOPE))
    if "step" in layers and rate is not None:
        of_step = {**around, "clear": True, "middle": True}
        product = [film.say(derivative, "s") + f" × {rate}"]
        arrows = [of for of in ("step", "ask") if of in layers]
        wanted += [Labels("said next", of, product, **of_step, wide=PRODUCT) for of in arrows]
        wanted.append(Labels("said next", "drop", [film.say(there[1] - here[1])], **of_step, wide=DROP))
    return wanted


def before(back, here, now):
    """The layer of where it was so many frames before, nowhere at the first ones."""
    return {
        axis: column(np.concatenate([np.full(back, np.nan), values[:-back]]))
        for axis, values in (("x", here), ("y", now))
    }


def ssr_reach(network, data, parameters, name, x):
    """The ends of the SSR's axis for every value of one parameter from x[0] to x[1]."""
    highest = ssr_along(network, data, parameters, name, np.linspace(*x, POINTS_ON_A_CURVE)).max()
    return -0.14 * max(highest, 1e-6), 1.05 * max(highest, 1e-6)
