"""The SSR and the half mean squared error side by side: at Learning Rates that suit each, the same steps."""

import numpy as np
import streamlit as st

from backprop.losses import HALF_MSE, SSR
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.loss.setup import refused, run

STEPS = 5  # of the two runs that are compared row by row


def same_steps(setup):
    """The SSR at one Learning Rate and the half mean squared error at 2n times it, side by side: the same run."""
    n, name = len(setup.data), setup.parameter
    scaled = setup.rate * 2 * n
    st.markdown(
        f"The half mean squared error is the SSR divided by 2n. With your {counted(n, 'observation')} its "
        f"Derivatives are 1 / {2 * n} of the SSR's, so the same steps need {2 * n} times the Learning Rate: "
        f"**{number(setup.rate)} × 2 × {n} = {number(scaled)}**. Row by row, with {name} moving alone:"
    )
    both = ({"loss": SSR}, {"loss": HALF_MSE, "rate": scaled})
    alone, together = ([run(setup, STEPS, moving, **each) for each in both] for moving in ((name,), None))
    for trace in (*alone, *together):
        if isinstance(trace, str):
            refused(trace, setup, "same")
            return
    place, last = setup.network.place(name), min(map(len, alone))
    sides = zip((SSR, HALF_MSE), (setup.rate, scaled), alone, strict=True)
    for column, (loss, rate, trace) in zip(st.columns(2, gap="medium"), sides, strict=True):
        of_name = (trace.loss, trace.derivatives[:, place], trace.step_sizes[:, place], trace.of(name))
        rows = [[str(row), *(number(values[row]) for values in of_name)] for row in range(last)]
        with column:
            st.header(f"**{loss.name}, Learning Rate {number(rate)}**", anchor=False)
            heads = ["Step", "Loss", "Derivative", f"× {number(rate)}", name]
            tables.show(tables.of_rows(rows, heads), f"A run with the {loss.name}: the loss, and {name}'s steps")
    apart = max(float(np.abs(a - b).max()) for a, b in zip(*(trace.parameters for trace in together), strict=False))
    differ = f"differ by at most {number(apart, 2)}, which is rounding" if apart else "agree to the last digit"
    st.caption(
        f"With all weights and biases moving, the two runs {differ}. A Learning Rate means nothing without the loss "
        "that it belongs to."
    )
