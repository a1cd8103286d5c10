"""A Derivative in one line to retype, and checked without the Chain Rule: by moving its parameter a little."""

import numpy as np
import streamlit as st

from backprop.passes import backward
from backprop.written.arithmetic import any_loss_line, difference_line
from backprop.written.numerals import agreeing_digits, counted, number

H = 1e-4
FEW = 4  # digits: where a finite difference agrees to fewer, the page says why


def written_out(setup, taken):
    """The Derivative in one line to retype, before and after, and the check without the Chain Rule."""
    name = setup.parameter
    lines = [any_loss_line(chains, experiment) for experiment, chains in taken]
    st.markdown(f"**In one line to retype**, and the check: move {name} by {number(H)} both ways, and see the loss.")
    text, agree, apart = [], [], []
    for (experiment, _), line in zip(taken, lines, strict=True):
        place = experiment.network.place(name)
        both_ways = nudged(experiment, place, H)
        check = difference_line("Loss", name, {name: experiment.start[place]}, both_ways.loss, H)
        text += [line.text, f"check: {check.text}", ""]
        digits = agreeing_digits(check.value, line.value)
        agree.append(digits)
        if digits < FEW:
            apart.append(why_apart(experiment, both_ways, line.value))
    st.code("\n".join(text[:-1]), language=None, wrap_lines=True)
    digits = " and ".join([*map(str, agree[:-1]), counted(agree[-1], "digit")])
    said = f"Chain Rule and finite difference agree to {digits}."
    st.caption(" ".join([said, *dict.fromkeys(apart), bitten(lines)]))


def bitten(lines):
    """What retyping some Lines makes of them, where that is not what they say; else nothing."""
    found = [f"{number(line.retyped)} for {number(line.value)}" for line in lines if line.rounding_bites]
    return f"Retyped with these rounded numbers you get {', '.join(found)}: rounding bites." if found else ""


def nudged(experiment, place, h):
    """The pass backward from an Experiment's start with one parameter moved up by h, and down by h: (2, …) arrays."""
    rows = np.tile(experiment.start, (2, 1))
    rows[:, place] += (h, -h)
    return backward(experiment.network, rows, experiment.data, experiment.loss)


def why_apart(experiment, both_ways, derivative):
    """Why a finite difference does not find the Derivative: a corner is passed, or the loss moves too little, or bends.

    both_ways is what `nudged` gives.
    """
    for activation, dy_dx in zip(experiment.network.activations, both_ways.dy_dx, strict=True):
        if activation.corner is not None and (dy_dx[0] != dy_dx[1]).any():
            return (
                f"A {activation.name} has its corner within these {number(2 * H)}: the finite difference mixes the "
                "slopes of both sides, the Chain Rule takes that of the side where x is, and "
                f"{number(activation.at_its_corner)} at the corner itself."
            )
    rounding = np.spacing(np.abs(both_ways.loss).max()) / (2 * H)
    if abs(derivative) < 10**FEW * rounding:
        return (
            "So small a slope moves the loss behind its last digits, where the finite difference cannot see it; the "
            "Chain Rule can."
        )
    return f"The loss bends too much between these two places, {number(2 * H)} apart, for a finite difference."
