"""Learning rates compared: one start at many rates side by side, then one rate from many starts."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.descent import plain_descent
from backprop.optimisers import GradientDescent
from backprop.rates import arrivals, comparison, landing, random_starts, regions
from backprop.sweep import side_by_side
from pages.parts import contents, shell
from pages.parts.controls import try_next
from pages.parts.rates import looks, many_rates, many_starts, pictures, questions, strip

shell.guard()
shell.heading(__file__)
st.markdown(
    "Too small a Learning Rate crawls, too large a one overshoots: guess where, and then look. And how much hangs on "
    "the start?"
)
of, experiment = strip.subject()
part = shell.part(__file__, "rates")

if part == "Many rates":
    experiment, rates, axes = strip.compared(of, experiment)
    found = many_rates.comparison_of(experiment, rates)
    left, right = st.columns([5, 4], gap="medium")
    with right:
        many_rates.answer(found)
        looks.legend(found)
        trace = many_rates.run_looked_at(of, experiment, found, contents.page_of(of.page).title)
    with left:
        pictures.pictures(of, found, trace, *axes)
        with st.expander("What the regions' words mean exactly", icon=":material/menu_book:"):
            many_rates.regions_defined(found)
    with st.expander("Every rate in a table", icon=":material/table_rows:"):
        many_rates.every_rate(of, found)

if part == "Many starts":
    st.markdown(
        "The rate decides how a run walks, the start decides from where. So keep one rate and let chance choose the "
        "starts: how many of them find a perfect fit, and do they all find the same one?"
    )
    many_starts.many_starts(of, experiment)

try_next.try_next("rates", questions.LEARNING_RATES, part)
shell.code_that_ran(
    plain_descent,
    GradientDescent.step,
    comparison,
    arrivals,
    regions,
    random_starts,
    landing,
    tuned=(derivatives_in_place, step_in_place, side_by_side),
)
shell.footing(__file__)
