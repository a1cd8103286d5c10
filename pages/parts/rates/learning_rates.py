"""What only the page that compares Learning Rates sets and says: many runs from one start, and what each is called."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS, Lesson
from backprop.lowest import largest_stable_rate
from backprop.optimisers import GradientDescent
from backprop.rates import ALTERNATES, DIVERGES, GOOD, OSCILLATES, REGIONS, STRANDED, borders, comparison
from backprop.trend import WINDOW
from backprop.verdict import CLOSE, NEAR_ZERO
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, page_parts, presets, widgets
from pages.parts.experiment import computed, control_strip, stable_rate, verdicts
from pages.parts.kept import shared
from pages.parts.tables import scrolled

MOST_RATES = 200
LEAST_SPREAD = 1.01  # the last rate of a range must be so many times its first


@dataclass(frozen=True)
class Subject:
    """What can be compared: a lesson, the rates and steps that show it well, and the page that walks its single runs.

    key           its prefix in the address
    rates         from, to, and how many
    steps         of these runs
    starts_steps  of the runs from many starts
    tries         rates worth a look
    page, query   the page, and what its address needs to show this lesson
    """

    lesson: Lesson
    key: str
    rates: tuple[float, float, int]
    steps: int
    starts_steps: int
    tries: tuple[float, ...]
    page: str
    query: tuple[tuple[str, str], ...] = ()


SUBJECTS = {
    "b3 alone": Subject(
        MAIN_IDEAS, "rates_b3", (0.01, 1.0, 41), 10, 10, (0.1, 1 / 6, 0.25, 1 / 3, 0.4), "7_Gradient_Descent.py"
    ),
    "w3, w4 and b3": Subject(
        THREE_PARAMETERS, "rates_three", (0.001, 1.0, 49), 1000, 2000, (0.01, 0.1, 0.13, 0.14), "9_Three_Parameters.py"
    ),
    "All seven": Subject(
        ALL_PARAMETERS,
        "rates_seven",
        (0.001, 1.0, 49),
        10_000,
        10_000,
        (0.005, 0.01, 0.02, 0.03, 0.1, 0.2),
        "10_All_Parameters.py",
        (("all_parameters_part", "The walk"),),
    ),
    "A line": Subject(
        STEP_BY_STEP_BOTH,
        "rates_line",
        (0.001, 0.1, 41),
        1000,
        1000,
        (0.01, 0.05, 0.06, 0.1),
        "3_Gradient_Descent_Step_by_Step.py",
        (("step_by_step_part", "Intercept and slope"),),
    ),
}


# --- what is compared ------------------------------------------------------------------------------------------------


def subject():
    """The row of controls that serves the whole page: what is looked for, from where, and what moves: (its Subject, the
    Experiment)."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = widgets.choice("rates_of", "What is looked for", list(SUBJECTS))
        of = SUBJECTS[what]
        own, key = of.lesson.experiment, of.key
        names = own.network.parameter_names
        folded = {"icon": ":material/tune:", "key": f"{key}_folded"}
        with number_field.folded(st.popover, "Start, and what is optimised", **folded):
            start = control_strip.parameters(key, own.network, own.start, of.lesson.roles)
            optimised = widgets.several(f"{key}_optimised", "Optimised (the others stay)", names, own.optimised)
        state = {"rates_of": what, "rates_part": page_parts.open_part("rates")}
        look = {"icon": ":material/replay:", "help": f"The whole page as it shows {what} at first."}
        presets.whole_state("As it was", state, f"{key}_as_it_was", **look)
    if not optimised:
        st.info("Nothing is optimised, so no rate moves anything.", icon=":material/info:")
    return of, replace(own, start=start, optimised=optimised)


def compared(of, experiment):
    """The row of the rates: (the Experiment with its steps, the Learning Rates (K,), whether the SSR and the steps are
    drawn on logarithmic axes)."""
    key = of.key
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        own_first, own_last, own_count = of.rates
        first = widgets.number(f"{key}_from", "Rates from", own_first, *widgets.RATES, step=0.01, width=115)
        last = widgets.number(f"{key}_to", "to", own_last, *widgets.RATES, step=0.01, width=115)
        count = widgets.whole_number(f"{key}_count", "How many", own_count, 2, MOST_RATES, width=100)
        steps = widgets.whole_number(f"{key}_steps", "Steps", of.steps, 1, widgets.MOST_STEPS, width=115)
        logarithmic = widgets.switch(f"{key}_log", "Logarithmic SSR", True)
        logarithmic_steps = widgets.switch(f"{key}_log_steps", "Logarithmic steps", of.steps > 100)
    if last < LEAST_SPREAD * first:
        st.warning(
            f"Rates from {number(first)} to {number(last)} are no range: the last must be at least "
            f"{number(LEAST_SPREAD)} times the first. Shown are {number(own_first)} to {number(own_last)}.",
            icon=":material/straighten:",
        )
        first, last = own_first, own_last
    return replace(experiment, steps=steps), np.geomspace(first, last, count), (logarithmic, logarithmic_steps)


comparison_of = shared(comparison)


# --- one of the runs -------------------------------------------------------------------------------------------------


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
    trace, judged = computed.trace_of(experiment)
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


# --- what it says ----------------------------------------------------------------------------------------------------

BEGIN = {
    ALTERNATES: "alternate without arriving in time",
    OSCILLATES: "oscillate without arriving",
    STRANDED: "strand",
    DIVERGES: "diverge",
}


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


def regions_defined(found):
    """What the word for each region means exactly, and where they end if that is known."""
    experiment, steps = found.experiment, found.steps[-1]
    linear = largest_stable_rate(experiment) is not None
    arrived = (
        f"every optimised parameter is within {number(CLOSE)} of its exact best value (in parts of it where above 1)"
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


def rates_table(of, found):
    """Every rate as numbers: its region, its last SSR, when it arrived or diverged, and where it ended."""
    network, arrived, lost = found.experiment.network, found.arrived_at, found.diverged_at
    table = {
        "Learning Rate": found.learning_rates,
        "Region": np.take(REGIONS, found.regions),
        "Last SSR": found.ssr[:, -1],
        f"Arrived {'at' if found.every_step else 'by'} step": pd.arrays.IntegerArray(arrived, arrived < 0),
        "Diverged at step": pd.arrays.IntegerArray(lost, lost < 0),
    }
    if of.lesson is ALL_PARAMETERS:
        same = (found.ends.round(2) == np.round(FITTED, 2)).all(axis=1)
        table["To two decimals"] = np.where(found.regions == GOOD, np.where(same, "the video's", "others"), "")
    table |= {f"{name} at the end": found.ends[:, network.place(name)] for name in found.experiment.optimised}
    return pd.DataFrame(table)


def every_rate(of, found):
    """Every rate in a table to scroll through, and as a file."""
    table = rates_table(of, found)
    scrolled.show(table, "Every Learning Rate: its region, its last SSR, when it arrived or diverged, where it ended")
    widgets.download("The same as CSV", lambda: table.to_csv(index=False), f"{of.key}.csv")
