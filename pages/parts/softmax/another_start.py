"""One flower through two networks that were fitted from different initial weights: the shares are not the same."""

from dataclasses import replace
from functools import cache

import altair as alt
import numpy as np
import streamlit as st

from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.iris import SCALED_IRIS_DATA
from backprop.losses import CATEGORICAL
from backprop.network import random_start
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.series import OTHER_IRIS_FITTED, PART_5, PRINTED
from backprop.softmax import SOFTMAX, softmax
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.charts.colours import INK
from pages.parts.charts.labels import Labels, said
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.charts.scales import POINTS_ON_A_CURVE, x_axis, y_axis
from pages.parts.controls import widgets
from pages.parts.controls.try_next import listed
from pages.parts.experiment import flower
from pages.parts.player.still import STILL
from pages.parts.softmax.pictures import SHARES
from pages.parts.softmax.setup import FITTED, FLOWER, KEY, NETWORK, SPECIES, outputs_at

NETWORKS = {"Pt. 4's": FITTED, "the other": np.array(OTHER_IRIS_FITTED)}
NAMES = PART_5.experiment.data.names


@constant
def two_networks_spec():
    x, y = x_axis(NAMES[0]), y_axis("Share p", values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    tips = [alt.Tooltip("x:Q", title=NAMES[0]), alt.Tooltip("y:Q", title="p"), alt.Tooltip("label:N", title="Network")]
    return alt.layer(
        layer("here").mark_rule(opacity=0.4, strokeDash=[2, 2]).encode(x=x, color=INK),
        layer("curve 0").mark_line(strokeWidth=3, clip=True).encode(x=x, y=y, color=INK),
        layer("curve 1").mark_line(strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y, color=INK),
        layer("now 0").mark_point(filled=True, size=120, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("now 1")
        .mark_point(shape="diamond", size=130, strokeWidth=2.5, opacity=1)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        said(layer("said"), x, y, 13, bold=True),
    ).properties(height=TALL)


def two_networks():
    """The share of one species in both networks, against Petal Width, at a flower (2,) of the learner's: returns it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        here = flower.flower(KEY, FLOWER)
        of = SPECIES.index(widgets.choice(f"{KEY}_of", "The share that is drawn", SPECIES, SPECIES[2]))
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        st.header(f"**The share of {SPECIES[of]}** at {NAMES[1]} {number(here[1])}", anchor=False)
        shares_by_petal(here, of)
    with right:
        found = {name: softmax(outputs_at(parameters, here)) for name, parameters in NETWORKS.items()}
        columns = {"SoftMax at this flower": SPECIES} | {f"{name}": tables.texts(p) for name, p in found.items()}
        tables.show(tables.of_columns(columns), "The shares of both networks at this flower")
        st.markdown(they_say(*found.values()))
    return here


def shares_by_petal(here, of):
    """The share of one species in both networks against Petal Width, at one Sepal Width."""
    at = np.linspace(0.0, 1.0, POINTS_ON_A_CURVE)
    layers, texts = {"here": {"x": here[0]}}, []
    for i, (name, parameters) in enumerate(NETWORKS.items()):
        flowers = np.stack([at, np.full_like(at, here[1])], axis=1)
        layers[f"curve {i}"] = {"x": at, "y": softmax(forward(NETWORK, parameters, flowers).predicted)[:, of]}
        now = float(softmax(outputs_at(parameters, here))[of])
        layers[f"now {i}"] = {"x": here[0], "y": now, "label": [name]}
        texts.append(f"{name} {number(now)}")
    beside = {"dots": ("now 0", "now 1"), "paths": ("curve 0", "curve 1"), "size": 13, "bold": True}
    labels = [Labels("said", f"now {i}", [text], **beside) for i, text in enumerate(texts)]
    alt_text = (
        f"The share of {SPECIES[of]} against {NAMES[0]} at {NAMES[1]} {number(here[1])}: Pt. 4's network, solid, and "
        f"the other, dashed. At {NAMES[0]} {number(here[0])}: {' and '.join(texts)}."
    )
    STILL.picture(two_networks_spec(), f"{KEY}_two_networks", layers, alt_text, (-0.04, 1.04), SHARES, labels)


def they_say(one, other):
    """In what the two networks agree at a flower, and in what not."""
    first, second = SPECIES[int(one.argmax())], SPECIES[int(other.argmax())]
    at, apart = int(np.abs(one - other).argmax()), float(np.abs(one - other).max())
    agree = (
        f"Both call this flower a **{first}**" if first == second else f"One says **{first}**, the other **{second}**"
    )
    differ = (
        f"The shares of {SPECIES[at]} are the furthest apart, by {number(apart)}"
        if apart > 1e-9
        else "All three shares are the same here"
    )
    right = [
        named_rightly(forward(NETWORK, parameters, SCALED_IRIS_DATA.inputs).predicted)
        for parameters in NETWORKS.values()
    ]
    return (
        f"{agree}. {differ}. Of the {len(SCALED_IRIS_DATA)} irises the largest raw output names {right[0]} rightly "
        f"with Pt. 4's weights and {right[1]} with the others: two fits nearly as good as each other, and no reason to "
        "take the one's shares for *the* probabilities. They add up to 1 like probabilities, and they depend on where "
        "the fitting began."
    )


def what_is_shown_of_the_other():
    """The other network's weights, its raw outputs and shares as Part 5 shows them, exact, and with w6 as printed."""
    names, printed = NETWORK.parameter_names, np.array(OTHER_IRIS_FITTED)
    for name, value in PRINTED.items():
        printed[NETWORK.place(name)] = value
    own, other = (outputs_at(parameters, FLOWER) for parameters in (NETWORKS["the other"], printed))
    heads = ["Number", "Part 5 shows", "with w6 = 1.4", "with w6 = 1.5, as printed"]
    shown = zip(SPECIES, PART_5.shown["other_raw"], own, other, strict=True)
    rows = [[f"Raw {name}", *map(number, values)] for name, *values in shown]
    shown = zip(SPECIES, PART_5.shown["other_softmax"], softmax(own), softmax(other), strict=True)
    rows += [[f"p({name})", *map(number, values)] for name, *values in shown]
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        tables.show(tables.of_rows(rows, heads), "The other network's raw outputs and shares, shown and exact")
    with right:
        weights = ", ".join(f"{name} {number(value)}" for name, value in zip(names, OTHER_IRIS_FITTED, strict=True))
        st.markdown(
            f"At Petal Width {number(FLOWER[0])} and Sepal Width {number(FLOWER[1])}. The video prints w6, the weight "
            f"from the orange node to Setosa, as {number(PRINTED['w6'])}. Its raw outputs and its shares come out with "
            f"{number(OTHER_IRIS_FITTED[names.index('w6')])}, so that is what this page takes."
        )
        st.caption(f"The other network: {weights}.")


SEEDS, STEPS, RATE = range(1, 7), 1000, 0.01
WITH_SOFTMAX = replace(NETWORK, output=SOFTMAX)


@cache
def fitted_here():
    """The network of Pt. 4 with SoftMax, fitted to all irises from some random starts: {seed: parameters (15,)}."""
    rule = GradientDescent(RATE)
    return {
        seed: gradient_descent(
            Experiment(
                WITH_SOFTMAX,
                SCALED_IRIS_DATA,
                random_start(WITH_SOFTMAX, seed),
                loss=CATEGORICAL,
                optimiser=rule,
                steps=STEPS,
            )
        ).parameters[-1]
        for seed in SEEDS
    }


def from_starts_of_our_own(here):
    """The shares of one flower in networks that are fitted here, each from another random start."""
    rows, dead, shares = [], [], []
    for seed, parameters in fitted_here().items():
        p = forward(WITH_SOFTMAX, parameters, [here]).predicted[0]
        passed = forward(WITH_SOFTMAX, parameters, SCALED_IRIS_DATA.inputs)
        rows.append([str(seed), *map(number, p), str(named_rightly(passed.predicted))])
        off = not passed.layers[0].y.any()
        dead += [str(seed)] * off
        shares += [] if off else [p]
    st.markdown(
        f"Six random starts, each {STEPS:,} steps of Gradient Descent at Learning Rate {number(RATE)} down the Cross "
        f"Entropy of all {len(SCALED_IRIS_DATA)} irises. This flower gets:"
    )
    heads = ["Seed", *(f"p({name})" for name in SPECIES), f"named rightly, of {len(SCALED_IRIS_DATA)}"]
    tables.show(tables.of_rows(rows, heads), "The shares of this flower in networks from six random starts")
    at = int(np.ptp(shares, axis=0).argmax())
    low, high = (number(of(shares, axis=0)[at]) for of in (np.min, np.max))
    told = f"The share of {SPECIES[at]} differs most: from {low} to {high}"
    st.markdown(
        f"{told}{' among the others' if dead else ''}. "
        + (
            f"From seed {listed(dead)} both ReLUs end up off for every iris: only the biases are left to speak, each "
            "of them gets the same shares, and no step brings the nodes back."
            if dead
            else "None of them has both ReLUs off for every iris."
        )
    )


def named_rightly(outputs):
    """How many of all irises the largest of the outputs (150, 3) names rightly."""
    return int((outputs.argmax(1) == SCALED_IRIS_DATA.observed.argmax(1)).sum())
