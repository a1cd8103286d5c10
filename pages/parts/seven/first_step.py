"""A first step that goes too far, and the same step with one parameter after the other."""

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import streamlit as st

from backprop.in_turn import in_turn
from backprop.landscape import ssr_after_step
from backprop.losses import ssr
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.rounding import rounding
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.experiment import runs
from pages.parts.kept import shared
from pages.parts.seven.pictures import one_step
from pages.parts.seven.tables import turns_table

AHEAD = 100  # steps that are looked at after a first one that went up


def first_step(experiment, rate):
    """One step at a rate: why the SSR may rise though the step leads downhill, and what taking turns would do."""
    experiment = replace(experiment, optimiser=GradientDescent(rate), steps=1)
    if not experiment.optimised:
        st.markdown("Nothing is optimised, so there is no step.")
        return
    before, after = ssr_after_step(experiment, [0.0, rate])
    first = backward(experiment.network, experiment.start, experiment.data)
    falls_by = rate * float(((first.derivatives * experiment.moves) ** 2).sum())
    unsure = float(rounding(experiment.network, experiment.start, experiment.data).loss)  # a last bit is no rise
    went = "stays as it is" if abs(after - before) <= unsure else "rises" if after > before else "falls"
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        one_step(experiment, rate, "all_one_step")
    with right:
        st.markdown(f"**The SSR {went}: {number(before)} → {number(after)}** with one step at {number(rate)}.")
        st.markdown(too_far(before, after, falls_by, unsure))
        if went == "rises":
            st.markdown(afterwards(runs.trace_of(replace(experiment, steps=AHEAD))[0]))


def too_far(before, after, falls_by, unsure):
    """Why one step of this length does what it does, in words; SSRs that are less than `unsure` apart are the same."""
    said = (
        f"The dashed tangent leads down: were the ground as straight as it, this step would bring "
        f"{number(before)} − {number(falls_by)} = {number(before - falls_by)}. "
    )
    if after - before > unsure:
        said += "An SSR below 0 cannot be, so the ground must bend before that. " if falls_by > before else ""
        return said + (
            "**Direction and length are two things.** The derivatives give the direction, and the curve begins by "
            "falling; the Learning Rate gives the length, and this one crosses the valley and ends higher up on the "
            "other side."
        )
    if abs(before - after - falls_by) <= unsure:
        return said + "On so short a way it is as straight, but for rounding."
    return said + (
        "The ground bends upwards on the way, so the step gains less than that."
        if before - after < falls_by
        else "The ground bends downwards on the way, so the step gains even more than that."
    )


def afterwards(trace):
    """What becomes of a run whose first step has raised the SSR."""
    below = trace.ssr < trace.ssr[0]
    said = "**No arithmetic went wrong**, and one rise does not decide the run: each step is worked out anew. "
    if not below.any():
        return said + f"Here, though, none of the next {AHEAD} steps leads below the start: the rate is too large."
    highest, first = int(trace.ssr.argmax()), int(below.argmax())
    return said + (
        f"With this rate the SSR is highest after step {highest}, {number(trace.ssr[highest])}, and first below the "
        f"start after step {first}, {number(trace.ssr[first])}."
    )


def turns(experiment, rate):
    """The same step with one parameter after the other: its numbers, its order, and why it is another algorithm."""
    experiment = replace(experiment, optimiser=GradientDescent(rate), steps=1)
    network, data, order = experiment.network, experiment.data, experiment.optimised
    if len(order) < 2:
        st.markdown("With fewer than two parameters optimised, there are no turns to take.")
        return
    turned, together = all_orders(experiment), ssr_after_step(experiment, [rate])[0]
    rows, start = turned.rows, experiment.start
    at_once = start - rate * backward(network, start, data).derivatives * experiment.moves
    after = ssr(data.observed, forward(network, rows[-1], data.inputs).predicted)
    last = network.place(order[-1])
    first, then = (float(backward(network, row, data).derivatives[last]) for row in (rows[0], rows[-2]))
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left:
        table = turns_table(network, data, order, rows, at_once)
        tables.show(table, "One parameter after the other, a turn a row")
    with right:
        better = "looks better" if after < together else "looks no better"
        st.markdown(
            f"In the order {order[0]} … {order[-1]} this ends at an SSR of **{number(after)}**; all together, at "
            f"**{number(together)}**. For this one step it {better}, and it still is not Gradient Descent:"
        )
        st.markdown(
            f"""
- **The derivatives belong to {len(order)} different networks.** At the start dSSR/d{order[-1]} is {number(first)}; when
  {order[-1]} has its turn it is {number(then)}, because the others have moved. The gradient is all of them *at one
  place*.
- **The order decides.** Over all {turned.count:,} orders the SSR ends between {number(turned.lowest)} and
  {number(turned.highest)}. Updating together has no order.
- **It costs {len(order)} walks back for one step**, a new one for each turn: all that the part *Reuse* counts is
  thrown away.
"""
        )


@dataclass(frozen=True, eq=False)
class Orders:
    """One parameter after the other: where each turn leads, and the lowest and highest SSR over `count` orders.

    rows  (m + 1, P) the start, then the parameters after each turn, in the order in which they stand in the network
    """

    rows: np.ndarray
    count: int
    lowest: float
    highest: float


@shared
def all_orders(experiment):
    """The Orders of an Experiment's optimised parameters."""
    orders = list(permutations(experiment.optimised))
    rows = in_turn(experiment, orders)
    after = ssr(experiment.data.observed, forward(experiment.network, rows[:, -1], experiment.data.inputs).predicted)
    return Orders(rows[0].copy(), len(orders), float(after.min()), float(after.max()))
