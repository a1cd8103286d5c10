"""Where the stop rule ends a run, and how far from the bottom that is."""

import streamlit as st

from backprop.lowest import exact_minimum
from backprop.reading import stops_at
from backprop.trend import SMALL_STEP
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.line.tables import stopping_table


def stop_rule(trace):
    """Where the stop rule ends a run, and how far from the exact minimum that is: in a sentence and a table."""
    experiment = trace.experiment
    stop, best, names = stops_at(trace), exact_minimum(experiment), experiment.optimised
    if not names:
        st.markdown("Nothing is optimised, so there is nothing to stop.")
        return
    if stop is None:
        said = (
            f"In {counted(trace.steps[-1], 'step')} the rule never holds: the largest |Step Size| at the end is "
            f"{number(trace.largest_step_sizes[-1])}, not below {number(SMALL_STEP)}."
        )
    else:
        at = ", ".join(f"{name} = {number(trace.of(name)[stop])}" for name in names)
        said = (
            f"The rule first holds **at step {trace.steps[stop]:,}**, where the largest |Step Size| is "
            f"{number(trace.largest_step_sizes[stop])}: it would stop there, at {at}."
        )
        if best is not None:
            away = [abs(best[experiment.network.place(name)] - trace.of(name)[stop]) for name in names]
            far = ", ".join(f"{number(by)} from the best {name}" for name, by in zip(names, away, strict=True))
            said += (
                f" That is {far}. A small step says that Derivative × Learning Rate is small, not that the bottom is "
                "here."
            )
    st.markdown(said)
    tables.show(stopping_table(trace, stop, best), "The stop rule, the end of the run and the exact minimum")
