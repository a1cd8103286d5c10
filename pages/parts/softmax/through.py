"""What Gradient Descent is told of every weight and bias through ArgMax, and through SoftMax."""

import numpy as np
import streamlit as st

from backprop.losses import ssr
from backprop.passes import forward
from backprop.softmax import argmax, softmax
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.controls import widgets
from pages.parts.controls.try_next import listed
from pages.parts.softmax.pictures import largest_other, moved_along
from pages.parts.softmax.setup import FITTED, FLOWER, KEY, NETWORK, SPECIES

H = 0.001  # of every central difference here
RATE = 0.1
WAYS = {"ArgMax": argmax, "SoftMax": softmax}


def slopes_now(raw, moved):
    """How fast ArgMax's answer and SoftMax's share move with a raw output, each by a central difference."""
    here, edge = raw[moved], largest_other(raw, moved)
    name, rows, found = SPECIES[moved], [], {}
    for way, of in WAYS.items():
        above, below = of(moved_along(raw, moved, [here + H, here - H]))[:, moved]
        found[way] = (above - below) / (2 * H)
        rows.append([way, number(above), number(below), number(found[way])])
    heads = [
        "Through",
        f"at {number(here)} + {number(H)}",
        f"at {number(here)} − {number(H)}",
        f"their difference / {number(2 * H)}",
    ]
    tables.show(tables.of_rows(rows, heads), f"The slopes of ArgMax and of SoftMax for {name} where it is now")
    if found["ArgMax"]:
        st.markdown(
            f"**This nudge crosses ArgMax's jump** at {number(edge)}, where it has no Derivative: it leaps from 0 to 1 "
            f"there, so the difference says {number(found['ArgMax'])}, and across the jump a smaller nudge would say "
            f"more, without end. SoftMax has a slope here like everywhere, {number(found['SoftMax'])}."
        )
        return
    st.markdown(
        f"**ArgMax is level here**: its Derivative is 0, wherever Raw {name} is but for the jump at {number(edge)}, "
        f"where it has none. SoftMax's is {number(found['SoftMax'])}"
        + (": never level, it says which way is up." if found["SoftMax"] else ": too far off to tell it from 0.")
    )


def squared_misses(of, parameters, observed):
    """The SSR (...) of what ArgMax or SoftMax makes of the network's raw outputs at Part 5's flower."""
    return ssr(observed, of(forward(NETWORK, parameters, [FLOWER]).predicted))


def derivatives_through(of, observed):
    """dSSR/d… for all fifteen parameters (15,), each moved by H both ways: no formula, so it works for ArgMax too."""
    nudged = H * np.eye(len(FITTED))
    above, below = (squared_misses(of, FITTED + way * nudged, observed) for way in (1, -1))
    return (above - below) / (2 * H)


def a_step_through_each():
    """The fifteen Derivatives through ArgMax and through SoftMax, and what one step with them does."""
    name = widgets.choice(f"{KEY}_observed", "Say that this flower is a", SPECIES, SPECIES[1])
    observed = np.eye(len(SPECIES))[SPECIES.index(name)]
    found = {way: derivatives_through(of, observed) for way, of in WAYS.items()}
    before = {way: float(squared_misses(of, FITTED, observed)) for way, of in WAYS.items()}
    after = {way: float(squared_misses(of, FITTED - RATE * found[way], observed)) for way, of in WAYS.items()}
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(key=f"{KEY}_fifteen"):
        columns = {"dSSR/d": NETWORK.parameter_names, **{f"through {way}": tables.texts(found[way]) for way in WAYS}}
        tables.show(tables.of_columns(columns), "The Derivative of the SSR for each weight and bias, both ways")
    with right:
        rows = [[f"through {way}", number(before[way]), number(after[way])] for way in WAYS]
        heads = ["One step", "SSR before", f"after a step at Learning Rate {number(RATE)}"]
        tables.show(tables.of_rows(rows, heads), "The SSR before and after one step")
        st.markdown(said_of_the_step(name, found, before, after))


def said_of_the_step(name, found, before, after):
    """What the two columns of Derivatives say."""
    called = SPECIES[int(argmax(forward(NETWORK, FITTED, [FLOWER]).predicted[0]).argmax())]
    right = called == name
    judged = "is **right**, and" if right else "is **wrong**, and yet"
    level = counted(int((found["ArgMax"] == 0).sum()), "Derivative")
    idle = [each for each, slope in zip(NETWORK.parameter_names, found["SoftMax"], strict=True) if slope == 0]
    way = "falls" if after["SoftMax"] < before["SoftMax"] else "does not fall"
    return (
        f"ArgMax calls this flower a {called}, which {judged} **{level} of {len(FITTED)} are 0**: no small move of a "
        "weight changes which output is the largest. Every Step Size is 0 then, and Gradient Descent stands still"
        f"{'' if right else ', however wrong the network is'}.\n\nThrough SoftMax a small move of a weight is felt, "
        f"and the SSR {way}: {number(before['SoftMax'])} → {number(after['SoftMax'])}. Only {listed(idle)} do nothing "
        f"here: they multiply Petal Width, which is {number(FLOWER[0])}."
    )
