"""All fifteen at once: every flower's part in each Derivative, and where a Learning Rate leads from the same start."""

from dataclasses import replace
from itertools import compress

import numpy as np
import streamlit as st

from backprop.class_chains import class_chain
from backprop.landscape import finite_difference
from backprop.losses import CATEGORICAL
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.series import PART_7_ALL
from backprop.written.numerals import agreeing_digits, counted, number
from pages.parts import tables
from pages.parts.controls import widgets
from pages.parts.controls.ask_first import SHOWN, ask_first
from pages.parts.controls.presets import preset
from pages.parts.controls.try_next import listed
from pages.parts.experiment import guess_first
from pages.parts.experiment.convergence import convergence
from pages.parts.experiment.runs import trace_of
from pages.parts.experiment.tables import trace_table

PREFIX = "part_7_all"
OWN = PART_7_ALL.experiment
NETWORK, DATA = OWN.network, OWN.data
SPECIES = [DATA.classes[place] for place in DATA.observed.argmax(axis=1)]
RATES = (1.0, 0.1, 0.02)  # that can be pressed
TOTALS = ("lower", "higher", "the same")  # that the total is after a run
STEPS = (0, 1, 2, 3, 4, 10, 100, 1000, 10_000)  # that are told of
H = 1e-5
OUTPUT = 6  # from which parameter on they are of the outputs


def all_fifteen():
    """The run of all fifteen at a Learning Rate, with what it is told by; and the fifteen Derivatives at its start."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        keys = f"{PREFIX}_learning_rate", f"{PREFIX}_steps"
        rate = widgets.number(keys[0], "Learning Rate", RATES[0], *widgets.RATES, step=0.01, width=130)
        steps = widgets.whole_number(keys[1], "Steps", OWN.steps, 1, widgets.MOST_STEPS, width=130)
        for each in RATES:
            preset(f"Learning Rate {number(each)}", {keys[0]: each})
        guessing = guess_first.wanted("Where the run leads is told once you have chosen an answer, or have it shown.")
    trace, judged = trace_of(replace(OWN, optimiser=GradientDescent(rate), steps=steps))
    after = f"after {counted(steps, 'step')} at a Learning Rate of {number(rate)}"
    asked = f"{after}, is the total lower, higher or the same as at the start?"
    with st.container(key=f"{PREFIX}_way"):
        answer = ask_first(f"{PREFIX}_total", asked, TOTALS, (rate, steps)) if guessing else SHOWN
        if answer is not None:
            of_run(trace, judged, answer)
    with st.expander("The fifteen Derivatives at the start, flower by flower, and the check", expanded=True):
        tables.show(derivatives_table(), "Each flower's part in all fifteen Derivatives, and the check", "stretch")
        st.markdown(virginica())


def of_run(trace, judged, answer):
    """What becomes of a run with its Verdict, in words, pictures and tables; and whether the answer was right."""
    right = becomes(trace)
    how = "" if answer == SHOWN else "Right. " if answer == right else f"Not {answer}: it is {right}. "
    st.markdown(f"{how}**{where_it_leads(trace)}**")
    convergence(trace, PREFIX, whole="the CSV file below")
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**On the way**: the total, and which ReLUs are on", anchor=False)
        tables.show(way_table(trace), "The run at some of its steps", "stretch")
        st.caption(
            "A ReLU is on for a flower where more than 0 goes into it; off, it gives 0 and lets no slope through."
        )
    with right:
        st.header("**What the network takes each flower for** at the end", anchor=False)
        tables.show(shares_table(trace), "The shares of each flower at the end of the run")
        st.caption(judged.reason)
        widgets.download("Every step as CSV", lambda: trace_table(trace).to_csv(index=False), f"{PREFIX}.csv")


def becomes(trace):
    """Which of TOTALS the loss of a run is at its end, as one reads it."""
    first, last = trace.loss[0], trace.loss[-1]
    if trace.diverged_at is None and number(first) == number(last):
        return TOTALS[2]
    return TOTALS[0] if trace.diverged_at is None and last < first else TOTALS[1]


def ons(trace, rows):
    """(rows, n, nodes) whether each ReLU is on for each flower, at some rows of a Trace."""
    return forward(NETWORK, trace.parameters[rows], DATA.inputs).layers[0].x > 0


def where_it_leads(trace):
    """What becomes of a run, in a sentence or two."""
    on, total = ons(trace, slice(None)).any(axis=(1, 2)), trace.loss
    last, rate = int(trace.steps[-1]), number(trace.experiment.optimiser.learning_rate)
    if trace.diverged_at is not None:
        return f"At a Learning Rate of {rate} the numbers grow until a computer cannot hold them."
    path = " → ".join(number(each) for each in total[:3])
    if not on[-1]:
        since = int(trace.steps[len(on) - int(on[::-1].argmax())]) if on.any() else 0
        said = (
            f"At a Learning Rate of {rate} the total goes {path} …: from step {since:,} on both ReLUs are off for all "
            "three flowers. They are dead: no flower lets a slope through to a weight, and the three output biases are "
            "all that is left to move."
        )
        if np.allclose(trace.predicted[-1], 1 / 3, atol=1e-4):
            said += f" They end at {number(total[-1], 5)} = 3 × log(3): every share is 1/3."
        return said
    return (
        f"At a Learning Rate of {rate} the total goes {path} … and after {counted(last, 'step')} it is "
        f"{number(total[-1])}."
    )


def way_table(trace):
    """The total Cross Entropy at some steps, and for which flowers each node's ReLU is on."""
    rows = [row for row in range(len(trace)) if trace.steps[row] in (*STEPS, trace.steps[-1])]
    columns = {"Step": [f"{trace.steps[row]:,}" for row in rows]}
    columns["Total Cross Entropy"] = [number(trace.loss[row]) for row in rows]
    columns["Largest |Step Size|"] = [number(trace.largest_step_sizes[row]) for row in rows]
    on = ons(trace, rows)
    for node, name in enumerate(("Top ReLU on for", "Bottom ReLU on for")):
        columns[name] = [listed([*compress(SPECIES, each[:, node])] or ["none"]) for each in on]
    return tables.of_columns(columns)


def shares_table(trace):
    """The shares of each flower in the last row of a Trace, and its Cross Entropy."""
    p = trace.predicted[-1]
    columns = {"Flower": SPECIES} | {f"p {name}": tables.texts(p[:, k]) for k, name in enumerate(DATA.classes)}
    return tables.of_columns(columns)


def derivatives_table():
    """A parameter a row: what each flower adds to its Derivative at the video's start, their sum, and the check."""
    names, heads = NETWORK.parameter_names, [*(f"{species}" for species in SPECIES), "dCE"]
    rows = []
    for name in names:
        chain = class_chain(NETWORK, OWN.start, DATA, name, CATEGORICAL)
        nudged = finite_difference(NETWORK, DATA, OWN.start, name, H, CATEGORICAL)
        rows.append([
            f"{name}, {whose(name)}", *tables.texts(chain.terms), number(chain.derivative, 6), number(nudged, 6),
            str(agreeing_digits(chain.derivative, nudged)),
        ])  # fmt: skip
    heads = ["dCE by", *(f"The {species}" for species in SPECIES), "Sum: the Derivative", "By nudging", "Digits agree"]
    return tables.of_rows(rows, heads)


def whose(name):
    """What a parameter is of, in the video's words."""
    place = NETWORK.place(name)
    if place < OUTPUT:
        node, which = divmod(place, 3)
        return f"{('top', 'bottom')[node]} node, {(*DATA.names[:2], 'bias')[which]}"
    output, which = divmod(place - OUTPUT, 3)
    return f"{DATA.classes[output]}, {('top node', 'bottom node', 'bias')[which]}"


def virginica():
    """Why a flower for which both ReLUs are off moves the output biases only."""
    hidden = forward(NETWORK, OWN.start, DATA.inputs).layers[0]
    off = [row for row in range(len(DATA)) if (hidden.x[row] <= 0).all()]
    (row,) = off
    into = " and ".join(number(each) for each in hidden.x[row])
    return (
        f"The {SPECIES[row]} moves **b3, b4 and b5 only**: {into} go into the two ReLUs, both are off, 0 comes out and "
        "the slope is 0. A weight behind a node that gives 0 has nothing to multiply, and a weight before it is not "
        "reached."
    )
