"""One Learning Rate from many random starts: how many reach a perfect fit, where they end, what the fits look like."""

from dataclasses import replace

import numpy as np
import streamlit as st

from backprop.bowl import bowl
from backprop.optimisers import GradientDescent
from backprop.rates import landing, random_starts
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.controls import widgets
from pages.parts.kept import shared
from pages.parts.rates.starts_pictures import chosen_fits, perfect_fits, plane, span_text, where_they_end
from pages.parts.rates.tables import limit_text, outcomes_table, share, starts_table
from pages.parts.tables import scrolled

MOST_STARTS = 500
SAME = 0.005  # values that differ by less are the same to two decimals, or next to it


def many_starts(of, experiment):
    """One rate from many random starts: how many reach a perfect fit, where they end, and what the fits look like."""
    names = experiment.optimised
    if not names:
        st.markdown("Nothing is optimised, so every run stays where it starts.")
        return
    found, reach = started(of, experiment)
    others = "" if len(names) == experiment.network.parameter_count else " The others stay as they are above."
    st.caption(
        f"{', '.join(names)}: each start's value is drawn evenly from {number(reach[0])} to {number(reach[1])}."
        f"{others} The seed, and with it every start, is in this page's address."
    )
    left, right = st.columns([3, 4], gap="medium")
    with left:
        st.markdown(landed_in_words(found))
    with right:
        tables.show(outcomes_table(found), "How the runs from the random starts ended")
    two = plane(of, found)
    left, right = st.columns(2, gap="medium")
    with left:
        where_they_end(of, found, reach, two)
    with right:
        perfect_fits(of, found)
    every_start(of, found)


def started(of, experiment):
    """The control strip of the many starts: returns their Landing and the range (least, most) they were drawn from."""
    key, own = f"{of.key}_starts", of.lesson.experiment.optimiser.learning_rate
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        rate = widgets.number(f"{key}_rate", "Learning Rate", own, *widgets.RATES, step=0.01, width=120)
        count = widgets.whole_number(f"{key}_count", "How many starts", 200, 1, MOST_STARTS, width=140)
        steps = widgets.whole_number(f"{key}_steps", "Steps", of.starts_steps, 1, widgets.MOST_STEPS, width=120)
        least = widgets.number(f"{key}_least", "drawn from", -2.0, step=1.0, width=110)
        most = widgets.number(f"{key}_most", "to", 2.0, step=1.0, width=110)
        seed = widgets.whole_number(f"{key}_seed", "Seed", 1, 0, 999_999, width=110)
    if most < least:
        given, least, most = f"from {number(least)} to {number(most)}", most, least
        drawn = f"from {number(least)} to {number(most)}"
        st.warning(f"Starts {given} are no range; drawn are those {drawn}.", icon=":material/straighten:")
    chosen = replace(experiment, optimiser=GradientDescent(rate), steps=steps)
    return landing_of(chosen, count, least, most, seed), (least, most)


@shared
def landing_of(experiment, count, least, most, seed):
    """The Landing of an Experiment from random starts, computed once and then shared."""
    return landing(experiment, random_starts(experiment, count, least, most, seed))


def landed_in_words(found):
    reached, lost = int(found.reached.sum()), int((found.diverged_at >= 0).sum())
    steps, rate = found.experiment.steps, number(found.experiment.optimiser.learning_rate)
    said = (
        f"**{reached} of {counted(len(found), 'start')} ({share(found.reached)})** reached an "
        f"{limit_text(found, 'the exact minimum, ')}, at Learning Rate {rate} within {counted(steps, 'step')}."
    )
    said += f" {lost} diverged." if lost else ""
    if reached > 1:
        ends = found.ends[found.reached][:, found.experiment.moves > 0]
        widest = int(np.ptp(ends, axis=0).argmax())
        spread, shape = np.ptp(ends[:, widest]), bowl(found.experiment)
        if shape is not None and not np.isinf(shape.condition):
            said += (
                " Here there is one lowest point, and they all end at it, or nearly: no two of them differ by more "
                f"than {number(spread)} in any value."
            )
        elif spread < SAME:
            said += f" They all end at the same values: no two of them differ by more than {number(spread)} in any."
        else:
            said += (
                f" They fit alike and are not alike: among them {found.experiment.optimised[widest]} alone ends "
                f"anywhere from {span_text(ends[:, widest])}."
            )
    return said


def every_start(of, found):
    """The perfect fits that are drawn, as a table; every start, when asked for; and the file."""
    names, runs = found.experiment.network.parameter_names, chosen_fits(found)
    if len(runs):
        rows = [[str(run + 1), *tables.texts(found.ends[run]), number(found.ssr[run])] for run in runs]
        with st.expander("The values of the fits drawn above", icon=":material/table_rows:"):
            tables.show(tables.of_rows(rows, ["Start", *names, "SSR"]), "The values of the fits drawn above")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        wanted = widgets.switch(f"{of.key}_starts_table", "Every start as a table")
        widgets.download("Every start as CSV", lambda: starts_table(found).to_csv(index=False), f"{of.key}_starts.csv")
    if wanted:
        scrolled.show(starts_table(found), "Every start: the SSR it ended at, where it began and where it ended")
