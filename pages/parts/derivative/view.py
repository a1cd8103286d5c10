"""One Derivative written out, checked by a finite difference, and the slips that it invites."""

import numpy as np
import streamlit as st

from backprop.chain_rule import chain
from backprop.experiment import Experiment
from backprop.landscape import finite_difference, ssr_along
from backprop.lowest import bowl
from backprop.written.numerals import agreeing_digits, counted, number
from backprop.written.written_out import derivative_line
from pages.parts import tables
from pages.parts.derivative.tables import finite_difference_table
from pages.parts.experiment.arithmetic import written_out
from pages.parts.experiment.one_derivative import shown_derivative


def derivative_written_out(lesson, taken, parameters):
    """The line that gives a derivative, and why the video's rounded Predicted values give another."""
    shown, remark = shown_derivative(lesson, taken.parameter, parameters), ""
    if shown is not None:
        seen = lesson.shown["predicted"]
        from_seen = -2 * (taken.observed - np.array(seen)).sum()
        remark = (
            f"With the Predicted values as the video shows them ({', '.join(map(number, seen))}) a calculator says "
            f"{number(from_seen)}, not {number(shown)}: the video rounds them only to show them, and computes with all "
            "digits."
        )
    written_out(derivative_line(taken), remark)


def slips_to_avoid(taken, parameters, data):
    """What the three well-known slips would make of this very derivative."""
    name, derivative = taken.parameter, taken.derivative
    last = taken.factors[-1]
    if last.formula == "1":
        factor = (
            f"**{last.name} is 1, not nothing.** {name} is added as it is, so whatever it moves by, {last.of} moves by "
            f"the same. A weight has its input in this place."
        )
    else:
        bias = {"w1": "b1", "w2": "b2"}.get(name, "b3")
        factor = (
            f"**Leaving out the last factor, {last.name} = {last.formula}.** Without it you get "
            f"{number(chain(parameters, data, bias).derivative)}, which is the Derivative for {bias}: a weight acts "
            f"through what it multiplies, so where that is 0 the weight cannot help."
        )
    st.markdown(
        f"""
- **The sign of the Residual.** It is Observed − Predicted. Turned round inside dSSR/dPredicted, the sum becomes
  {number(-derivative)} and every step would lead uphill.
- **The missing −1.** The 2 comes from the square, the − from inside the brackets, where Predicted is subtracted: −2,
  not 2. With the 2 alone you get that same {number(-derivative)}.
- {factor}
"""
    )


def finite_difference_now(network, data, parameters, taken, h):
    """The finite difference for one h with its numbers in place, how well it agrees, and what other h would give."""
    name, value = taken.parameter, float(parameters[network.place(taken.parameter)])
    above, below = ssr_along(network, data, parameters, name, [value + h, value - h])
    found = float(finite_difference(network, data, parameters, name, h))
    line = f"({number(above, 15)} − {number(below, 15)}) / (2 × {number(h)}) = {number(found, 12)}"
    st.code(line, language=None, wrap_lines=True)
    digits = agreeing_digits(found, taken.derivative)
    agree = f"{counted(digits, 'digit')} {'agrees' if digits == 1 else 'agree'}"
    large = "A large h sees the curve bend"
    if bowl(Experiment(network, data, parameters, optimised=(name,))) is not None:
        large = f"Along {name} the SSR is a parabola, of which even a large h finds the slope"
    st.markdown(
        f"The Chain Rule says {number(taken.derivative, 12)}: **{agree}**. {large}; a tiny one subtracts two SSR that "
        "agree in nearly all their digits, and what is left is mostly rounding."
    )
    table = finite_difference_table(network, data, parameters, name, taken.derivative, h)
    with st.expander("The same at other h", icon=":material/table_rows:"):
        tables.show(table, f"The finite difference for dSSR/d{name} at several h")
