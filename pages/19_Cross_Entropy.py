"""Cross Entropy: how wrong a network is about three flowers, and why it is not the Residual²."""

import streamlit as st

from backprop.exercises.checks import cross_entropy_check
from backprop.losses import categorical, categorical_derivative, categorical_of_softmax
from backprop.passes import forward
from backprop.series import PART_6
from backprop.softmax import softmax, softmax_derivatives
from pages.parts import shell, tables
from pages.parts.controls import try_next
from pages.parts.entropy import all_classes, questions, strip, three_flowers, why_not_squared
from pages.parts.exercises import check_yourself

shell.guard()
shell.heading(__file__)
st.markdown(
    "SoftMax makes a share p for each species. The Cross Entropy of a flower is **−log(p) of the species that it "
    "is**: 0 where the network is sure of it, and larger the less likely it takes it to be "
    f"([the video]({PART_6.link()}))."
)
part = shell.part(__file__, strip.PREFIX)

if part == "Three flowers":
    parameters = strip.parameters()
    three_flowers.three_flowers(parameters)
    asked = "two Cross Entropies and their total at another b3"
    check_yourself.check_yourself(strip.PREFIX, asked, cross_entropy_check, parameters)

if part == "Why not Residual²":
    st.markdown(
        "The Residual of the species that a flower is would be 1 − p. Its square is low where p is near 1 too, so why "
        "not take that? Move p towards 0, where the network is most wrong, and compare how steep the two are."
    )
    why_not_squared.two_losses()

if part == "All the classes":
    all_classes.one_row(strip.parameters())
    st.header("**Printed elsewhere**, worked out again", anchor=False)
    tables.show(all_classes.printed_elsewhere(), "Published Cross Entropies, and ours beside them", "stretch")

try_next.try_next(strip.PREFIX, questions.CROSS_ENTROPY, part)
shell.code_that_ran(forward, softmax, categorical_of_softmax, categorical, categorical_derivative, softmax_derivatives)
shell.footing(__file__)
