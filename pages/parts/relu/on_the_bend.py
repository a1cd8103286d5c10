"""On the bend: which observations sit on a ReLU's corner, and what the two choices of a slope there make of it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.activations import RELU
from backprop.corners import one_sided_differences, with_slope_at_corners
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.controls import widgets
from pages.parts.controls.ask_first import SHOWN, guess_first
from pages.parts.controls.try_next import listed
from pages.parts.kept import shared
from pages.parts.relu.pictures import ssr_at_the_bend

CHOICES = (0.0, 1.0)  # of the slope at a corner
GUESSES = {"none": (0,), "one or two": (1, 2), "three to six": (3, 4, 5, 6), "all seven": (7,)}
LOOKED_AT = (0, 1, 2, 10, 100, 1000)  # steps
HALF = 0.001  # of a parameter to either side of where it is: so near, the corner is seen


@dataclass(frozen=True, eq=False)
class AtCorners:
    """What the slope at a corner changes: for 0 and for 1 the Derivatives (P,), and which parameters hang on it."""

    derivatives: tuple[np.ndarray, np.ndarray]
    hanging: tuple[str, ...]


def at_corners(network, data, parameters):
    """The AtCorners of a network at its parameters."""
    both = tuple(backward(with_slope_at_corners(network, each), parameters, data).derivatives for each in CHOICES)
    names = zip(network.parameter_names, *both, strict=True)
    return AtCorners(both, tuple(name for name, zero, one in names if zero != one))


def where_each_stands(network, data, parameters):
    """A table: what goes into each ReLU for each observation, and whether that is off, on or on the bend."""
    hidden, output = forward(network, parameters, data.inputs).layers
    columns = {data.names[0]: [number(value) for value in data.inputs[:, 0]]}
    for head, values in (
        ("Into the top ReLU, x1", hidden.x[:, 0]),
        ("Into the bottom ReLU, x2", hidden.x[:, 1]),
        ("Into the last ReLU", output.x[:, 0]),
    ):
        columns[head] = [f"{number(value)}, {standing(value)}" for value in values]
    columns["Does it move a weight or a bias?"] = list(
        map(counts, output.x[:, 0], data.observed[:, 0] - output.y[:, 0])
    )
    alt_text = "What goes into each ReLU for each observation, and where on the ReLU that is"
    tables.show(tables.of_columns(columns), alt_text)


def standing(x):
    """Where on a ReLU an x is."""
    return "on the bend" if x == 0 else "slope 1" if x > 0 else "slope 0"


def counts(x, residual):
    """Whether an observation with this Residual, whose x goes into the last ReLU, can move anything."""
    if residual == 0 and x >= 0:
        return "no: its Residual is 0"
    return "yes" if x > 0 else "as the slope is chosen" if x == 0 else "no: clipped by the last ReLU"


def before_and_after(network, data, parameters, prefix):
    """The SSR along one parameter at the bend; how many Derivatives hang on the choice, guessed first; all seven."""
    found = at_corners(network, data, parameters)
    names = network.parameter_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = widgets.choice(f"{prefix}_along", "The SSR along", names)
        words = "Guess first: how many of the seven Derivatives hang on the choice?"
        said = guess_first(f"{prefix}_hanging", words, GUESSES, tuple(parameters.tolist()))
    place = network.place(name)
    slopes = None if said is None else [float(each[place]) for each in found.derivatives]
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.header(f"**The SSR along {name}**, as near as {number(HALF)} to both sides", anchor=False)
        ssr_at_the_bend(network, data, parameters, name, slopes, HALF, f"{prefix}_corner")
    with right:
        if said is None:
            st.markdown(
                "A Derivative is one slope for both sides. Look at the curve right and left of the diamond: which "
                "slope would you give it? Say how many hang on that, and all seven are told here, with either choice "
                "and beside finite differences."
            )
            return
        told_after(network, data, parameters, found, said, prefix)


def told_after(network, data, parameters, found, said, prefix):
    """All seven Derivatives with either slope, beside differences to the left and to the right."""
    count = len(found.hanging)
    right = "" if said == SHOWN else "**You are right.** " if count in GUESSES[said] else f"**Not {said}.** "
    which = f": {listed(found.hanging)}" if count else ""
    st.markdown(f"{right}{counted(count, 'Derivative')} of the seven hang{'s' * (count == 1)} on the choice{which}.")
    h = widgets.number(f"{prefix}_h", "h", 1e-8, 1e-9, 0.1, 1e-8, width=150)
    columns = {
        "Parameter": [],
        "Slope 0 at the bend": [],
        "Slope 1 at the bend": [],
        "To the left": [],
        "To the right": [],
    }
    for name, *both in zip(network.parameter_names, *found.derivatives, strict=True):
        sides = one_sided_differences(network, data, parameters, name, h)
        mark = "◆ " if name in found.hanging else ""
        for cells, text in zip(columns.values(), [mark + name, *map(number, (*both, *sides))], strict=True):
            cells.append(text)
    with st.container(key=f"{prefix}_seven"):
        tables.show(tables.of_columns(columns), "The seven Derivatives with either slope, and one-sided differences")
    st.caption(
        "◆ hangs on the choice. To the left: (SSR − SSR with the parameter lowered by h) / h; to the right: the same "
        "with it raised. Where the SSR has a corner these two differ, and each choice is, at best, the slope to one "
        f"side. PyTorch takes {number(RELU.at_its_corner)}, and so does this course."
    )


def does_it_matter(network, data, parameters, prefix):
    """Gradient Descent of all seven with either choice: the SSR after some steps, and what became of it."""
    rate = widgets.number(f"{prefix}_rate", "Learning Rate of all seven", 0.001, 1e-6, 10.0, 0.001, width=190)
    runs = [run_with(network, data, tuple(map(float, parameters)), rate, slope) for slope in CHOICES]
    columns = {"Step": [f"{step:,}" for step in LOOKED_AT]}
    for slope, trace in zip(CHOICES, runs, strict=True):
        columns[f"SSR, slope {number(slope)} at the bend"] = [
            number(trace.ssr[step]) if step < len(trace) else "" for step in LOOKED_AT
        ]
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left, st.container(key=f"{prefix}_runs"):
        tables.show(tables.of_columns(columns), "The SSR of two descents, one for each choice")
    with right:
        for slope, trace in zip(CHOICES, runs, strict=True):
            st.markdown(f"- **Slope {number(slope)}**: {what_became(trace)}")


@shared
def run_with(network, data, parameters, rate, slope):
    """The Trace of Gradient Descent of every weight and bias, with this slope at every corner."""
    of = with_slope_at_corners(network, slope)
    return gradient_descent(Experiment(of, data, parameters, optimiser=GradientDescent(rate), steps=max(LOOKED_AT)))


def what_became(trace):
    """How a descent of a network of ReLUs ended, a sentence."""
    experiment, last = trace.experiment, len(trace) - 1
    if trace.diverged_at is not None:
        return f"its numbers grow too large for a computer at step {trace.diverged_at:,}."
    ssr = trace.ssr[last]
    if ssr <= 1e-6:
        return f"the SSR comes down to {number(ssr)}{'' if ssr else ', as exactly as a computer counts'}."
    into_last = forward(experiment.network, trace.parameters[last], experiment.data.inputs).layers[-1].x
    if (into_last < 0).all():
        first = int((trace.parameters == trace.parameters[last]).all(axis=1).argmax())  # where all is 0, all stays
        since = f"from step {first:,} on" if first else "from the start"
        return (
            f"{since} the last ReLU clips every observation. Predicted is 0 at each, every Derivative is "
            f"0, and the SSR stays {number(ssr)}: the network is dead."
        )
    way = "below" if ssr < trace.ssr[0] else "not below"
    return f"after step {last:,} the SSR is {number(ssr)}, {way} the {number(trace.ssr[0])} of the start."
