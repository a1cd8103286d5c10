"""Cross Entropy backwards: the Chain Rule through Cross Entropy and SoftMax, row by row, and its walks."""

import streamlit as st

from backprop.class_chains import class_chain
from backprop.descent import plain_descent
from backprop.exercises.checks import entropy_backwards_check
from backprop.in_place import descend, step_in_place
from backprop.losses import categorical, categorical_derivative
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.series import PART_7, PART_7_BIASES
from backprop.softmax import softmax, softmax_derivatives
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.crossed import all_fifteen, one_bias_found, questions, row_by_row, same_to_all
from pages.parts.exercises import check_yourself
from pages.parts.experiment import control_strip, descent_walk, runs

shell.guard()
shell.heading(__file__)
st.markdown(
    "Back from the Cross Entropy through SoftMax to a bias lead three factors. Multiplied, **little is left of them**: "
    "say what, flower by flower, then walk down with it."
)
part = shell.part(__file__, row_by_row.PREFIX)
offered = tuple(row_by_row.BIASES)
ran = class_chain, categorical, categorical_derivative, softmax, softmax_derivatives

if part == "Row by row":
    parameters = row_by_row.row_by_row()
    asked = "dCE/db3 of two flowers and their sum at another b3"
    check_yourself.check_yourself(row_by_row.PREFIX, asked, entropy_backwards_check, parameters)

if part == "The walk":
    experiment = control_strip.experiment(PART_7, offered=offered)
    trace, _ = runs.trace_of(experiment)
    descent_walk.walk(PART_7, trace, PART_7.slug, more=one_bias_found.at_the_end)
    ran = plain_descent, GradientDescent.step, forward, class_chain, backward

if part == "b3, b4, b5":
    experiment = control_strip.experiment(PART_7_BIASES, offered=offered)
    trace, _ = runs.trace_of(experiment)
    descent_walk.walk(PART_7_BIASES, trace, PART_7_BIASES.slug, more=same_to_all.at_the_end)
    ran = plain_descent, GradientDescent.step, forward, class_chain, backward

if part == "All fifteen":
    all_fifteen.all_fifteen()
    ran = plain_descent, GradientDescent.step, forward, class_chain, backward

try_next.try_next(row_by_row.PREFIX, questions.CROSS_ENTROPY_BACKWARDS, part)
shell.code_that_ran(*ran, tuned=() if part == "Row by row" else (step_in_place, descend))
shell.footing(__file__)
