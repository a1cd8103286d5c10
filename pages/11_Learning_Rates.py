"""Learning rates compared: one start at many rates side by side, then one rate from many starts."""

import streamlit as st

from backprop.descent import sweep
from backprop.rates import arrivals, comparison, landing, random_starts, regions
from pages.parts import learning_rates, question, shell
from pages.parts.questions import learning_rates as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "One start, many Learning Rates, a run for each: too small a rate crawls, too large a one overshoots. Choose what "
    "is looked for, guess where the borders lie, and then find them in the two pictures."
)
of = learning_rates.subject()
experiment, rates = learning_rates.compared(of)
found = learning_rates.comparison_of(experiment, rates)
part = shell.part(__file__, "rates")

if part == "Many rates":
    learning_rates.answer(found)
    trace = learning_rates.run_looked_at(of, experiment, found)
    learning_rates.pictures(of, found, trace)
    learning_rates.regions_defined(of, found)
    learning_rates.every_rate(of, found)

if part == "Many starts":
    st.markdown(
        "The rate decides how a run walks, the start decides from where. Keep one rate and let chance choose the "
        "starts: how many of them find a perfect fit, and do they all find the same one?"
    )
    learning_rates.many_starts(of, experiment)

question.try_next("rates", asked.LEARNING_RATES, part)
shell.code_that_ran(sweep, comparison, arrivals, regions, random_starts, landing)
shell.footing(__file__)
