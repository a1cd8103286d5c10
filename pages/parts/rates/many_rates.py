"""Many Learning Rates from one start: what is said of all of them, and the one that is looked at."""

from dataclasses import replace

import numpy as np
import streamlit as st

from backprop.bowl import largest_stable_rate
from backprop.optimisers import GradientDescent
from backprop.rates import ALTERNATES, DIVERGES, OSCILLATES, STRANDED, borders, comparison
from backprop.trend import WINDOW
from backprop.verdict import NEAR_BEST, NEAR_ZERO
from backprop.written.numerals import counted, number
from pages.parts.controls import presets, widgets
from pages.parts.experiment import runs, stable_rate, verdicts
from pages.parts.kept import shared
from pages.parts.rates.tables import rates_table
from pages.parts.tables import scrolled

BEGIN = {
    ALTERNATES: "alternate without arriving in time",
    OSCILLATES: "oscillate without arriving",
    STRANDED: "strand",
    DIVERGES: "diverge",
}

comparison_of = shared(comparison)


def answer(found):
    """What a larger Learning Rate would do, in two sentences with the numbers."""
    steps, best = counted(found.steps[-1], "step"), found.best
    rates = found.learning_rates
    if best is None:
        lost = int((found.regions == DIVERGES).sum())
        they = "oscillate" if lost == 0 else "diverge" if lost == len(found) else "oscillate or diverge"
        st.markdown(f"**All {len(found)} rates {they} within {steps}.** Try smaller ones.")
        return
    at, ssr = number(rates[best]), number(found.ssr[best, -1])
    if found.arrived_at[best] >= 0:
        when = f"at step {found.arrived_at[best]:,}" if found.every_step else f"by step {found.arrived_at[best]:,}"
        said = f"**Best of these {len(found)} in {steps}: {at}**, the first to arrive, {when}; its last SSR is {ssr}."
    else:
        swings = np.isin(found.regions, (OSCILLATES, DIVERGES)).any()
        of = "those that neither oscillate nor diverge, " if swings else "all, "
        said = (
            f"**Best of these {len(found)} in {steps}: {at}**, with the lowest SSR of {of}{ssr}; none has arrived yet."
        )
        if found.regions[best] == ALTERNATES:
            said += " Each of its steps turns back against the one before, and they shrink."
    larger = found.regions[best + 1 :]
    begins = [
        f"{verb} at {number(rates[best + 1 + (larger == place).argmax()])}"
        for place, verb in BEGIN.items()
        if place != found.regions[best] and (larger == place).any()
    ]
    if begins:
        said += f" Larger ones begin to {', and to '.join(begins)}."
    st.markdown(said)


def run_looked_at(of, experiment, found, page):
    """One rate to look at, typed, clicked or chosen by a button: returns its Trace, and says its verdict.

    page  the title of the Subject's page
    """
    own_rate, key = of.lesson.experiment.optimiser.learning_rate, f"{of.key}_rate"
    stable, best = largest_stable_rate(experiment), found.best
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        told = "Type one, or click on a curve or a point."
        rate = widgets.number(
            key, "Look at the Learning Rate", own_rate, *widgets.RATES, step=0.01, width=170, help=told
        )
        if best is not None:
            presets.preset(f"The best: {number(found.learning_rates[best])}", {key: float(found.learning_rates[best])})
        if stable is not None and np.isfinite(stable):
            told = "{where} the largest stable rate: {factor} times it."
            stable_rate.next_to(stable, key, f"{{where}} {number(stable)}", told)
        experiment = replace(experiment, optimiser=GradientDescent(rate))
        label, query = f"Walk the run at {number(rate)} on the page {page}", run_query(of, experiment)
        widgets.link(of.page, label, icon=":material/directions_walk:", query=query)
    trace, judged = runs.trace_of(experiment)
    verdicts.verdict_line(of.lesson, trace, judged)
    return trace


def run_query(of, experiment):
    """The parameters of an address that show one run on the Subject's own page."""
    prefix, names = of.lesson.slug, experiment.network.parameter_names
    start = {f"{prefix}_{name}": repr(float(value)) for name, value in zip(names, experiment.start, strict=True)}
    return {
        **dict(of.query),
        **start,
        f"{prefix}_learning_rate": repr(float(experiment.optimiser.learning_rate)),
        f"{prefix}_steps": str(experiment.steps),
        f"{prefix}_optimised": list(experiment.optimised) or [""],
    }


def regions_defined(found):
    """What the word for each region means exactly, and where they end if that is known."""
    experiment, steps = found.experiment, found.steps[-1]
    linear = largest_stable_rate(experiment) is not None
    arrived = (
        f"every optimised parameter is within {number(NEAR_BEST)} of its exact best value (in parts of it where "
        "above 1)"
        if linear
        else f"the SSR is at most {number(NEAR_ZERO)} times what predicting the mean would leave"
    )
    st.markdown(
        f"""
What the words say, of {counted(steps, "step")} only:
- **good**: it has arrived: {arrived}, from some step on to the last.
- **diverges**: its numbers outgrew the computer, or it ends above the SSR it began with and rose in its last step.
- **oscillates**: neither, and in the last {WINDOW} steps the SSR goes up and down, or rose in the last, or every step
  turns back against the one before and they do not shrink.
- **alternates**: none of these, but every step turns back against the one before, and they shrink: it comes from both
  sides in turn.
- **too slow**: none of these: it goes down, or no longer moves, and has not arrived.
- **stranded**: the same, but a smaller rate of these *did* arrive. Then it is not slowness: a step too far has left it
  on level ground.
"""
    )
    if not linear and (found.regions == OSCILLATES).any():
        st.caption(
            "A run that tumbles is at the mercy of its last digits: added up in another order it ends elsewhere, so a "
            "single run of it, above or on its own page, may show other numbers than the table."
        )
    if (edges := borders(experiment)) is not None:
        st.markdown(borders_in_words(edges, steps))


def borders_in_words(edges, steps):
    """The regions of one parameter along a parabola, from its factor per step."""
    curvature, at_once, never = number(edges.curvature), number(edges.at_once), number(edges.never)
    said = (
        f"**Here the borders are known exactly.** Each step multiplies {edges.name}'s distance from its best value by "
        f"1 − {curvature} × rate. Below {at_once} it comes from one side, at {at_once} it arrives in one step, above "
        f"it steps across each time; at {never} it swings for ever, and beyond it moves away."
    )
    if edges.arrives is not None:
        low, high = map(number, edges.arrives)
        said += f" To arrive within {counted(steps, 'step')} it takes a rate from **{low}** to **{high}**."
    return said


def every_rate(of, found):
    """Every rate in a table to scroll through, and as a file."""
    table = rates_table(of, found)
    scrolled.show(table, "Every Learning Rate: its region, its last SSR, when it arrived or diverged, where it ended")
    widgets.download("The same as CSV", lambda: table.to_csv(index=False), f"{of.key}.csv")
