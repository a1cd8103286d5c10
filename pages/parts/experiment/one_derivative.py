"""One Derivative: its number, which way it points, and the Chain Rule for it as a formula."""

import numpy as np
import streamlit as st

from backprop.rounding import rounding
from backprop.written.numerals import number


def derivative_now(lesson, taken, parameters):
    """A derivative by the Chain Rule: which way it points, and what the video shows for it."""
    name, derivative, network = taken.parameter, taken.derivative, lesson.experiment.network
    small = rounding(network, parameters, lesson.experiment.data).derivatives[network.place(name)]
    shown = shown_derivative(lesson, name, parameters)
    badge = "" if shown is None else f":green-badge[{number(shown)} in the video]"
    downhill = {
        -1: f"Negative: a little more {name} makes the SSR fall.",
        1: f"Positive: a little less {name} makes the SSR fall.",
        0: f"The SSR is level here, but for rounding: a little more or less {name} changes next to nothing.",
    }[int(np.sign(derivative)) if abs(derivative) > small else 0]
    st.markdown(f"**dSSR/d{name} = {number(derivative)}** {badge} {downhill}")


def shown_derivative(lesson, name, parameters):
    """The derivative that the video shows at its start; None for another parameter or other values."""
    shown = lesson.shown["updates"][0]
    return shown[name][0] if name in shown and np.array_equal(parameters, lesson.experiment.start) else None


ROADS = {
    "w1": r"\frac{d\,\text{Predicted}}{d\,y_1} \\[6pt] & \times \frac{d\,y_1}{d\,x_1} \times \frac{d\,x_1}{d\,w_1}",
    "b1": r"\frac{d\,\text{Predicted}}{d\,y_1} \\[6pt] & \times \frac{d\,y_1}{d\,x_1} \times \frac{d\,x_1}{d\,b_1}",
    "w2": r"\frac{d\,\text{Predicted}}{d\,y_2} \\[6pt] & \times \frac{d\,y_2}{d\,x_2} \times \frac{d\,x_2}{d\,w_2}",
    "b2": r"\frac{d\,\text{Predicted}}{d\,y_2} \\[6pt] & \times \frac{d\,y_2}{d\,x_2} \times \frac{d\,x_2}{d\,b_2}",
    "w3": r"\frac{d\,\text{Predicted}}{d\,w_3}",
    "w4": r"\frac{d\,\text{Predicted}}{d\,w_4}",
    "b3": r"\frac{d\,\text{Predicted}}{d\,b_3}",
}


def chain_rule_formula(name):
    """The Chain Rule for one of the seven as a formula: a fixed text for each."""
    left = rf"\frac{{d\,\text{{SSR}}}}{{d\,{name[0]}_{name[1]}}}"
    first = r"\frac{d\,\text{SSR}}{d\,\text{Predicted}}"
    st.latex(rf"\begin{{aligned}} {left} = {{}} & \sum {first} \times {ROADS[name]} \end{{aligned}}")
