"""The SSR of one squiggle, written out, and what the video shows of it."""

import numpy as np
import streamlit as st

from backprop.written.numerals import number
from backprop.written.written_out import ssr_line
from pages.parts.experiment.arithmetic import written_out


def ssr_now(lesson, name, parameters, predicted):
    """The SSR at the value under test, and what the video shows for it."""
    data, value = lesson.experiment.data, parameters[lesson.experiment.network.place(name)]
    line = ssr_line(data, predicted)
    b3 = parameters[lesson.experiment.network.place("b3")]
    shown = shown_ssrs(lesson, "b3", parameters).get(b3)  # whichever parameter is under test
    badge = ":gray-badge[Your own values]" if shown is None else f":green-badge[{number(shown)} in the video]"
    st.markdown(f"At {name} = {number(value)} the squiggle's **SSR is {number(line.value)}** {badge}")


def ssr_written_out(lesson, parameters, predicted):
    """The SSR worked out in a line."""
    data, remark = lesson.experiment.data, ""
    if np.array_equal(parameters, lesson.experiment.start):
        seen = lesson.shown["predicted"]
        from_seen = ((data.observed[:, 0] - np.array(seen)) ** 2).sum()
        remark = (
            f"With the Predicted values as the video shows them ({', '.join(map(number, seen))}) it would be "
            f"{number(from_seen)}, so keep the digits until the end."
        )
    written_out(ssr_line(data, predicted), remark)


def shown_ssrs(lesson, name, parameters):
    """The SSR that the video shows for values of this parameter, {value: SSR}; none for another network."""
    own = np.array(lesson.experiment.start)
    place = lesson.experiment.network.place(name)
    own[place] = parameters[place]
    return lesson.shown["ssr"] if name in lesson.experiment.optimised and np.array_equal(own, parameters) else {}
