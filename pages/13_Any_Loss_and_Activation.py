"""Any loss, any activation: which factors of the Chain Rule a choice changes, and why cross-entropy suits sigmoid."""

import streamlit as st

from backprop.chain_rule import any_chain, changes
from backprop.losses import cross_entropy, cross_entropy_derivative, half_mse, half_mse_derivative
from backprop.passes import backward
from pages.parts import any_loss, question, shell
from pages.parts.questions import any_loss as asked

shell.guard()
shell.heading(__file__)
st.markdown(
    "Other networks take another loss, other bends, and the Chain Rule stays: **a choice changes its own factor and no "
    "other formula**. Choose, change one thing, and compare. After Sebastian Raschka's page [Backpropagation for "
    "Arbitrary Loss and Activation Functions](https://sebastianraschka.com/faq/docs/backprop-arbitrary.html)."
)
any_loss.presets()
setup = any_loss.set_up()
part = shell.part(__file__, "any_loss")

if part == "Why cross-entropy?":
    st.markdown(
        "A sigmoid says how probable a 1 is. Far from x = 0 it is flat, and a node that is flat **and wrong** should "
        "take large steps. Move x, and see which of the two losses makes it."
    )
    any_loss.why_cross_entropy(setup)
    st.markdown(
        "**The two factors collapse.** The denominators of the cross-entropy's Derivative are just what the sigmoid's "
        "Derivative multiplies by, so they cancel, at every x:"
    )
    st.latex(
        r"\begin{aligned} \frac{\partial E}{\partial o} \times \frac{\partial o}{\partial z} "
        r"&= \left(-\frac{t}{o} + \frac{1 - t}{1 - o}\right) \times o\,(1 - o) \\[4pt] "
        r"&= -t\,(1 - o) + (1 - t)\,o \\[4pt] &= o - t \end{aligned}"
    )
    any_loss.collapse(setup)

if part == "One change":
    with st.container(key="any_loss_factors"):
        any_loss.before_and_after(setup)

if part == "The shared front":
    any_loss.shared_front(setup)

if part == "The same steps":
    any_loss.same_steps(setup)

if part == "Mazur's example":
    st.markdown(
        "Many learners have worked through [Matt Mazur's step by step "
        "example](https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/) with a pencil: two inputs, "
        "two hidden nodes, two outputs, sigmoid everywhere. It is one row of choices on this page."
    )
    any_loss.mazur()

question.try_next("any_loss", asked.ANY_LOSS, part)
shell.code_that_ran(
    any_chain, changes, half_mse, half_mse_derivative, cross_entropy, cross_entropy_derivative, backward
)
shell.footing(__file__)
