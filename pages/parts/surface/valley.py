"""The valley of equal fits: a map around a perfect fit of all seven, and the way to another along its floor."""

import numpy as np
import pandas as pd
import streamlit as st

from backprop.curvature import nearest_fit, ssr_straight_on, valley
from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.charts import layered
from pages.parts.charts.labels import Labels
from pages.parts.controls import widgets
from pages.parts.experiment import seven_run
from pages.parts.kept import shared
from pages.parts.player.still import STILL
from pages.parts.surface.local_minimum import bends_at, bends_table, of_ways
from pages.parts.surface.loss_surface import (
    HEIGHT,
    map_in_plane,
    on_map_spec,
    show_map,
    stacked,
    too_large,
    with_levels,
)

FITS = ("the fit at 0.01", "the fit at 0.1")
TO_OTHER = "to the other fit"


@shared
def both_fits(experiment):
    """The perfect fits (2, P) that the rates 0.01 and 0.1 reach, and a way of perfect fits between them (V, P)."""
    reached, _ = seven_run.ends_of(experiment)
    ends = [
        nearest_fit(experiment.network, experiment.data, reached[seven_run.RATES.index(rate)]) for rate in (0.01, 0.1)
    ]
    return np.array(ends), valley(experiment.network, experiment.data, *ends)


def around_a_fit(lesson, prefix):
    """A map around a perfect fit of all seven, along two directions of the learner's choice, and the Bends there."""
    experiment = lesson.experiment
    network, data, names = experiment.network, experiment.data, experiment.network.parameter_names
    ends, _ = both_fits(experiment)
    directions = [f"direction {count}" for count in range(1, len(names) + 1)]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        fit = FITS.index(widgets.choice(f"{prefix}_around", "Around", FITS))
        two = [
            widgets.selection(f"{prefix}_valley_{axis}", label, [TO_OTHER, *directions], value, width=160)
            for axis, label, value in (("across", "Across", TO_OTHER), ("up", "Up", directions[0]))
        ]
        reach = widgets.number(f"{prefix}_reach", "As far as", 1.0, 0.001, 1000.0, step=0.5)
    centre, other = ends[fit], ends[1 - fit]
    found = bends_at(network, data, centre, names)
    way = other - centre
    far = float(np.sqrt((way**2).sum()))
    along = dict(zip(directions, found.bends.directions, strict=True)) | {TO_OTHER: way / far}
    st.markdown(
        "**A direction is a mixture of parameters** that move together: the table has the two largest of each. To the "
        "other fit all seven move."
    )
    left, right = st.columns([5, 4], gap="medium")
    with left:
        if two[0] == two[1]:
            st.warning(f"The map needs two ways, not “{two[0]}” twice: choose another one.", icon=":material/map:")
        else:
            drawn = map_in_plane(network, data, centre, two, np.array([along[name] for name in two]), reach)
            fits = {FITS[fit]: (0.0, 0.0)}
            if TO_OTHER in two and far < reach:
                fits[FITS[1 - fit]] = (far, 0.0) if two[0] == TO_OTHER else (0.0, far)
            with stacked(f"{prefix}_valley"):
                show_map(drawn, f"{prefix}_valley")
                on_valley(drawn, fits, f"{prefix}_valley_on_map")
            too_large(drawn)
            lowest, highest = (number(end(drawn.read)) for end in (np.nanmin, np.nanmax))
            st.caption(f"Each map has colours of its own: on this one the SSR goes from {lowest} to {highest}.")
    with right:
        tables.show(short_bends_table(network, found.bends, names), "The directions around this perfect fit")
        st.markdown(valley_in_words(data, found.bends))


def on_valley(drawn, fits, key):
    """The crosses of perfect fits {name: place} over their map, and their names, the first before the other."""
    x, y = np.transpose([*fits.values()])
    name = Labels("said", "fit", [*fits], ("fit",), size=13, bold=True)
    layers, said = with_levels(drawn, {"fit": {"x": x, "y": y}}, [name], dots=("fit",))
    alt_text = f"Crosses mark {' and '.join(fits)}."
    STILL.picture(on_map_spec(*drawn.names, HEIGHT), key, layers, alt_text, drawn.x, drawn.y, said)


def short_bends_table(network, found, names):
    table = bends_table(network, found, names)
    return table[["Direction", "Curvature", "The SSR", "Made mostly of"]]


def valley_in_words(data, found):
    steep, count, n = int((~found.flat).sum()), len(found.curvature), data.observed.size
    return (
        f"**{steep} directions bend up, {count - steep} are flat.** At a perfect fit all Residuals are 0, and the SSR "
        f"bends only as far as a move changes one of the {n} Predicted values: at most {n} directions do. The other "
        f"{count - steep} change none of them at first, and any mixture of the flat ones is flat too."
    )


def along_the_valley(lesson, prefix):
    """The straight way between two perfect fits, and the way along the valley's floor."""
    experiment = lesson.experiment
    network, data, names = experiment.network, experiment.data, experiment.network.parameter_names
    ends, floor = both_fits(experiment)
    share = np.linspace(0.0, 1.0, len(floor))
    straight = ssr_straight_on(network, data, ends[0], ends[1] - ends[0], share)
    on_floor = ssr(data.observed, forward(network, floor, data.inputs).predicted)
    top = int(straight.argmax())
    layers = {
        "one": {"x": share, "y": on_floor},
        "other": {"x": share, "y": straight},
        "point": {"x": [0.0, 1.0], "y": [on_floor[0], on_floor[-1]]},
        "named": {"x": [share[top], 0.5], "y": [straight[top], 0.0]},  # not drawn: what the words stand beside
    }
    texts = [f"straight: up to {number(straight[top])}", "along the floor: 0"]
    said = f"Straight on, the SSR rises to {number(straight[top])}; along the floor to {number(on_floor.max(), 1)}."
    y = (-0.3 * straight[top], 1.35 * straight[top])
    title = "From the fit at 0.01 (0) to that at 0.1 (1)"
    of_ways(title, f"{prefix}_floor", layers, said, (-0.03, 1.03), y, texts, "named", layered.TALL)
    rows = [
        [number(share[i]), *(number(value) for value in floor[i]), number(on_floor[i], 1)]
        for i in range(0, len(floor), len(floor) // 4)
    ]
    st.header("**Five perfect fits on the way**, and the part of it that is behind them", anchor=False)
    with st.container(key=f"{prefix}_floor_table"):
        table = pd.DataFrame(rows, columns=["Part", *names, "SSR"])
        tables.show(table, "Five perfect fits along the floor of the valley")
    st.caption(
        f"Each of {len(floor)} places was brought to the floor by the smallest move that takes every Residual to 0. "
        f"The largest SSR of all of them is {number(on_floor.max(), 1)}: 0 but for rounding, which the straight line "
        "between the two is not."
    )
