"""What only the page on all seven parameters shows: the roads back, the plateau, the step too far, the many fits."""

from dataclasses import dataclass, replace
from html import escape
from itertools import permutations

import numpy as np
import streamlit as st

from backprop.chain_rule import multiplications
from backprop.exercises.slips import in_turn
from backprop.landscape import ssr_after_step
from backprop.lessons import FITTED
from backprop.losses import ssr
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.reading import first_rounding_to, stops_at
from backprop.rounding import rounding
from backprop.trend import FOR_THE_RATE, SMALL_STEP
from backprop.written.numerals import counted, number
from backprop.written.written_out import derivative_line
from pages.parts import tables
from pages.parts.experiment import one_derivative, runs
from pages.parts.experiment.seven_run import ENOUGH, LOOKED_AT, RATES, ends_of, ssr_of_mean
from pages.parts.kept import shared
from pages.parts.pictures.network_picture import network_picture
from pages.parts.player.still import STILL
from pages.parts.seven import all_seven_pictures, tables_of_seven

AHEAD = 100  # steps that are looked at after a first one that went up
COUNTS = {3: "three", 7: "seven"}

# --- the roads back --------------------------------------------------------------------------------------------------


def node_by_node(lesson, experiment, chains, name):
    """The road back to one parameter: drawn on the network, as a formula, and stretch by stretch with its numbers."""
    data, taken = experiment.data, chains[experiment.network.place(name)]
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        network_picture(experiment.network, data, experiment.start, "all_network", highlighted=(name,), road=taken.road)
    with right:
        one_derivative.derivative_now(lesson, taken, experiment.start)
        one_derivative.chain_rule_formula(name)
        st.caption(f"The broad band is the road: from Predicted back to {name}, ◆. One such product per observation.")
    tables.show(tables_of_seven.stretches_table(taken, data), f"The road back to {name}, a stretch a row")


def written_out(lesson, experiment, chains, name):
    """All the derivatives: a table with the video's number beside ours, and, folded, a line of arithmetic for each."""
    own = np.array_equal(experiment.start, lesson.experiment.start)
    shown = {each: derivative for each, (derivative, _, _) in lesson.shown["updates"][0].items()} if own else {}
    table = tables_of_seven.derivatives_table(chains, experiment.data, shown, name)
    tables.show(table, "The derivatives for all seven parameters: a term for each observation, and their sum")
    sums = ", ".join(
        f"{each.parameter} {number(each.derivative, 7 if abs(each.derivative) >= 1 else 6)}" for each in chains
    )
    st.caption(f"With more digits, to compare with another program: {sums}.")
    with st.expander("All seven written out, to retype into a calculator", icon=":material/calculate:"):
        lines = [derivative_line(each) for each in chains]
        st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
        bitten = [f"{line.text.split(' = ')[0]} gives {number(line.retyped)}" for line in lines if line.rounding_bites]
        st.caption(
            f"Each number in these lines is rounded to four digits for the screen, so a calculator may end one digit "
            f"off: {'; '.join(bitten)}."
            if bitten
            else "Each line, retyped as it stands, gives the number at its end."
        )


def reuse_counted(chains, data):
    """What is computed once and reused, as a count of multiplications."""
    (scratch, reuse), n = multiplications(chains), len(data)
    left, right = st.columns([5, 2], gap="medium")
    with left:
        tables.show(
            tables_of_seven.multiplications_table(chains, n), "Every product on the way back, and how often it is made"
        )
    with right:
        st.markdown(
            f"Multiply each of the {COUNTS[len(chains)]} chains out by itself, and one observation takes **{scratch} "
            f"multiplications**. Walk back once, keep every product on the way and go on from there, and it takes "
            f"**{reuse}**: {n * scratch} against {n * reuse} for the {n} observations. That walk is Backpropagation."
        )
        st.caption(
            "The rule of this count: a × that joins two factors is one multiplication. × 1 is none, so b1 ends where "
            "w1 still goes on, and b3 needs none at all. Additions are not counted, nor what a factor costs inside, "
            "such as the −2 × in dSSR/dPredicted; that factor is worked out once here, and seven times from scratch."
        )


# --- the descent and its plateau -------------------------------------------------------------------------------------


def moments(trace, stop, arrived):
    """The rows of a run that are worth a look: {row: what is to be seen there}, in their order.

    stop     the row at which the stop rule holds first, None where it never does
    arrived  the row at which all seven first round to the video's, None where they never do
    """
    last, found, highest = len(trace) - 1, {0: "the start"}, int(trace.ssr.argmax())
    if highest > 0:
        found[highest] = "the highest SSR"
    if stop is not None:
        found[stop] = "the stop rule would stop here"
    of_mean = ssr_of_mean(trace.experiment.data)
    for row in LOOKED_AT:
        if row <= last and row not in found:
            found[row] = f"{'above' if trace.ssr[row] > of_mean else 'below'} a flat squiggle's {number(of_mean)}"
    if arrived is not None:
        found[arrived] = "all seven round to the video's"
    found.setdefault(last, "the end of the run")
    return dict(sorted(found.items()))


def moments_of(trace):
    """The moments of a run, as `moments` finds them, and the row at which its stop rule holds, None where nowhere."""
    stop = stops_at(trace)
    return moments(trace, stop, first_rounding_to(trace, FITTED)), stop


def plateau(trace):
    """Where the run crawls, where a stop rule would end it, where it arrives, as HTML: told at the end of the walk."""
    found, stop = moments_of(trace)
    flat = number(ssr_of_mean(trace.experiment.data))
    said = f"A squiggle that is flat at the observed mean would have an SSR of {flat}. {plateau_in_words(trace, stop)}"
    table = tables_of_seven.moments_table(trace, found).to_pydict()
    return STILL.table_markup(table, "Moments of this run") + f"<p>{escape(said)}</p>"


def plateau_in_words(trace, stop):
    if stop is None:
        return "Nowhere in this run is every Step Size small enough for the stop rule."
    largest, here, end = trace.largest_step_sizes[stop], trace.ssr[stop], trace.ssr[-1]
    said = (
        f"The stop rule holds first at row {stop:,}: the largest |Step Size| there is {number(largest)}, below "
        f"{number(SMALL_STEP)}. "
    )
    rate = trace.experiment.optimiser.learning_rate
    if largest > FOR_THE_RATE * rate:
        return said + (
            f"That says nothing of the ground: small is the Learning Rate, {number(rate)}; the largest Derivative "
            f"there is {number(largest / rate)}. The SSR is {number(here)}, and {number(end)} at the end of the run."
        )
    if end < 0.5 * here and here > 0.1 * ssr_of_mean(trace.experiment.data):
        return said + (
            f"It would have left off at an SSR of {number(here)}, and this very run goes on to {number(end)}. So that "
            "was a plateau, not a minimum: small steps say that the ground is nearly level, not that it is low."
        )
    return f"{said}The SSR is {number(here)} there, and {number(end)} at the end of the run."


# --- a first step that goes too far ----------------------------------------------------------------------------------


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
        all_seven_pictures.one_step(experiment, rate, "all_one_step")
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
        table = tables_of_seven.turns_table(network, data, order, rows, at_once)
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
- **It costs {len(order)} walks back for one step**, a new one for each turn: the reuse counted above is thrown away.
"""
        )


# --- many perfect fits -----------------------------------------------------------------------------------------------


def many_fits(lesson, trace):
    """The lesson's run with five Learning Rates: where each one ends, and the squiggles of two of them."""
    own = lesson.experiment
    names, data = own.network.parameter_names, own.data
    parameters, ssrs = ends_of(own)
    video = ssr(data.observed, forward(own.network, FITTED, data.inputs).predicted)
    runs = {"The video": (np.array(FITTED), video)}
    runs |= {number(rate): (row, value) for rate, row, value in zip(RATES, parameters, ssrs, strict=True)}
    rate = trace.experiment.optimiser.learning_rate
    runs[f"→ your run: {number(rate)}"] = (trace.parameters[-1], trace.ssr[-1])
    said = f"The values after {ENOUGH:,} steps at {len(RATES)} Learning Rates, beside the video's"
    with st.container(key="perfect_fits"):
        tables.show(tables_of_seven.ends_table(names, runs, FITTED), said)
    st.caption(
        f"Each Learning Rate from the video's start, after {ENOUGH:,} steps; the last row is the run above after its "
        f"{counted(int(trace.steps[-1]), 'step')}. An SSR like 10⁻²⁸ is 0 but for the rounding inside the "
        "computer. The video's own SSR is larger only because its seven values are rounded to two decimals."
    )
    two = parameters[[RATES.index(0.01), RATES.index(0.1)]]
    said = ["Learning Rate 0.01", "Learning Rate 0.1"]
    at = np.arange(-0.25, 1.3, 0.25)
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        all_seven_pictures.fits(own.network, data, two, said, (-0.25, 1.25), "all_fits")
    with right:
        predicted = forward(own.network, two, at).predicted[..., 0]
        tables.show(tables_of_seven.between_table(data, at, said, predicted), "What the two networks predict")


def equations_in_words(lesson):
    """Why there are many perfect fits, counted."""
    count, n = lesson.experiment.network.parameter_count, len(lesson.experiment.data)
    return (
        f"{COUNTS[count].capitalize()} numbers, {COUNTS[n]} observations: {COUNTS[n]} conditions cannot pin "
        f"{COUNTS[count]} numbers down, so the perfect fits are not a point but a whole valley floor. Gradient Descent "
        "ends where its path comes down to that floor, and the path depends on the Learning Rate."
    )
