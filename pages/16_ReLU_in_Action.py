"""ReLU in action: straight pieces make a pointy thing, one number sits on a bend, and the last bias is found."""

import streamlit as st

from backprop.activations import RELU
from backprop.corners import above_zero, bends, one_sided_differences, with_slope_at_corner
from backprop.descent import plain_descent
from backprop.in_place import descend, step_in_place
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.series import PT_3, RELU_LAST_BIAS
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.experiment import control_strip, descent_walk, runs
from pages.parts.relu import last_bias, on_the_bend, pointy_thing, questions

shell.guard()
shell.heading(__file__)
st.markdown(
    "The network of Pt. 1 again, with a **ReLU** in every node, the output among them: max(0, x), two straight lines "
    "and a bend. Everything it can say is made of straight pieces. Walk a Dosage through, look at the bend, and find "
    "the last bias."
)
network, data, start = PT_3.experiment.network, PT_3.experiment.data, PT_3.experiment.start
part = shell.part(__file__, "pt_3")

if part == "Find the last bias":
    experiment = control_strip.experiment(RELU_LAST_BIAS)
    last_bias.at_its_start(RELU_LAST_BIAS, experiment)
    trace, _ = runs.trace_of(experiment)
    descent_walk.walk(RELU_LAST_BIAS, trace, RELU_LAST_BIAS.slug, more=last_bias.as_shown)
    tuned, ran = (step_in_place, descend), (plain_descent, GradientDescent.step, forward, backward)
else:
    parameters = control_strip.parameters("pt_3", network, start, way_back=True)

if part == "The pointy thing":
    pointy_thing.walk(network, data, parameters, "pt_3")
    st.header("**How wide is the pointy thing?**", anchor=False)
    pointy_thing.how_wide(network, data, parameters, "pt_3")
    tuned, ran = (), (forward, RELU.curve, bends, above_zero)

if part == "On the bend":
    st.markdown(
        "Left of its bend a ReLU has the slope 0, right of it the slope 1, and **on the bend it has none**: two "
        "straight lines meet there. Backpropagation needs a number all the same, so one of the two is chosen."
    )
    on_the_bend.where_each_stands(network, data, parameters)
    on_the_bend.before_and_after(network, data, parameters, "pt_3_bend")
    st.header("**Does it matter?** All seven walk from here, with either choice", anchor=False)
    st.markdown("The video says that it makes no real difference. At this Learning Rate:")
    on_the_bend.does_it_matter(network, data, parameters, "pt_3_bend")
    tuned, ran = (), (backward, RELU.derivative, with_slope_at_corner, one_sided_differences)

try_next.try_next("pt_3", questions.RELU_IN_ACTION, part)
shell.code_that_ran(*ran, tuned=tuned)
shell.footing(__file__)
