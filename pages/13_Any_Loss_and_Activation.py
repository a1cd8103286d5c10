"""Any loss, any activation: which factors of the Chain Rule a choice changes, and why Cross Entropy suits sigmoid."""

import streamlit as st

from backprop.any_chains import any_chain, changes
from backprop.losses import cross_entropy, cross_entropy_derivative, half_mse, half_mse_derivative
from backprop.passes import backward
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.loss import mazur, one_change, questions, same_steps, shared_front, strip, why_cross_entropy

shell.guard()
shell.heading(__file__)
st.markdown(
    "The videos take the SSR and softplus, others choose otherwise. A choice changes **its own factor of the Chain "
    "Rule** and no other formula."
)
part = shell.part(__file__, "any_loss")

if part == "Why Cross Entropy?":
    st.markdown(
        "Far from x = 0 a sigmoid is flat, and a node that is flat **and wrong** should take large steps. Move x: "
        "which loss makes it?"
    )
    picture = st.container(key="any_loss_slopes")
    below = st.container(key="any_loss_below")  # which is not seen before the picture stands above it
    with below:
        left, right = st.columns(2, gap="medium", vertical_alignment="center")
        with left:
            st.markdown(
                "**The two factors collapse.** The denominators of the Cross Entropy's Derivative are just what the "
                "sigmoid's Derivative multiplies by, so they cancel, at every x."
            )
        with right:
            st.latex(
                r"\begin{aligned} \frac{\partial E}{\partial o} \times \frac{\partial o}{\partial z} "
                r"&= \left(-\frac{t}{o} + \frac{1 - t}{1 - o}\right) \times o\,(1 - o) \\[4pt] "
                r"&= -t\,(1 - o) + (1 - t)\,o \\[4pt] &= o - t \end{aligned}"
            )
        st.header("With your own numbers", anchor=False)
        setup = strip.set_up(strip.OF_COLLAPSE)
    with picture:
        why_cross_entropy.two_slopes(setup)
    with below:
        why_cross_entropy.collapse(setup)

if part == "One change":
    st.markdown(
        "Make one change, and compare. After Sebastian Raschka's page [Backpropagation for Arbitrary Loss and "
        "Activation Functions](https://sebastianraschka.com/faq/docs/backprop-arbitrary.html), which the video names."
    )
    strip.buttons(part)
    setup = strip.set_up(strip.OF_CHANGE)
    with st.container(key="any_loss_factors"):
        one_change.before_and_after(setup)

if part == "Shared front":
    strip.buttons(part)
    setup = strip.set_up(strip.OF_CHANGE)
    with st.container(key="any_loss_front"):
        shared_front.shared_front(setup)

if part == "Same steps":
    strip.buttons(part)
    same_steps.same_steps(strip.set_up(strip.OF_STEPS))

if part == "Mazur":
    st.markdown(
        "Many learners have worked through [Matt Mazur's step by step "
        "example](https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/) with a pencil: two inputs, "
        "two hidden nodes, two outputs, sigmoid everywhere. Here it is to nine decimals, one row of choices on this "
        "page."
    )
    mazur.mazur()

try_next.try_next("any_loss", questions.ANY_LOSS, part)
shell.code_that_ran(
    any_chain, changes, half_mse, half_mse_derivative, cross_entropy, cross_entropy_derivative, backward
)
shell.footing(__file__)
