"""Learning rates compared: one start at many rates side by side, then one rate from many starts."""

import streamlit as st

from backprop.descent import sweep
from backprop.rates import arrivals, comparison, landing, random_starts, regions
from pages.parts import controls, learning_rates, shell

shell.guard()
shell.heading(__file__)
of = learning_rates.subject()
experiment, rates = learning_rates.compared(of)
found = learning_rates.comparison_of(experiment, rates)
learning_rates.answer(found)
trace = learning_rates.run_looked_at(of, experiment, found)
learning_rates.pictures(of, found, trace)
learning_rates.regions_defined(of, found)
learning_rates.every_rate(of, found)

st.header("One rate, many starts", anchor=False)
st.markdown(
    "The rate decides how a run walks, the start decides from where. So keep one rate and let chance choose the "
    "starts: how many of them find a perfect fit, and do they all find the same one?"
)
learning_rates.many_starts(of, experiment)

st.header("Try next", anchor=False)
st.markdown(
    """
- **What if the rate were larger?** Begin with b3 alone. Guess, from 1 − 6 × rate, where it arrives in one step, where
  it begins to step across, and where it never comes back. Then look for the three places in the pictures.
- **Be patient.** Set the steps from 10 to 100: which of the regions grows, which stays where it is, and why?
- **Look at w3, w4 and b3.** The best rate lies close to the largest stable one. How much does the last percent below
  it cost, and the first above?
- **Ask all seven.** With 20,000 steps look at 0.005, 0.01, 0.02 and 0.03: in the table, the rates from about 0.005 to
  0.03 end at the video's values. At 0.1 the SSR first *rises*, and the run finds another perfect fit. With Steps at 1
  that same rate stands under “diverges”: a region is said of its steps, not of the rate for ever.
- **Draw other starts.** With all seven, change the seed: does the share of perfect fits stay? Does a larger rate
  raise it?
"""
)
learning_rates.rates_to_try(of)
with st.container(horizontal=True, gap="small"):
    controls.preset("b3 alone, 100 steps", {"rates_of": "b3 alone", "rates_b3_steps": 100})
    seven = {"rates_of": "All seven", "rates_seven_rate": 0.1}
    controls.preset("All seven, 20,000 steps", {**seven, "rates_seven_steps": 20_000})
    controls.preset("All seven, one step at 0.1", {**seven, "rates_seven_steps": 1})
    controls.preset("All seven, larger rate for the starts", {**seven, "rates_seven_starts_rate": 0.1})
shell.code_that_ran(sweep, comparison, arrivals, regions, random_starts, landing)
shell.footing(__file__)
