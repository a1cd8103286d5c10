"""All seven: every weight and bias is unknown, every derivative is a chain, and many ends are perfect."""

import streamlit as st

from backprop.calls import derivatives_in_place, step_in_place
from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.descent import plain_descent
from backprop.in_place import descend
from backprop.in_turn import in_turn
from backprop.lessons import ALL_PARAMETERS
from backprop.multiplications import chain_multiplications, products_on_the_way
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.sweep import side_by_side
from pages.parts import player, shell
from pages.parts.controls import presets, try_next, widgets
from pages.parts.experiment import control_strip, descent_walk, runs
from pages.parts.seven import first_step, perfect_fits, plateau, questions, seven_chains

shell.guard()
shell.heading(__file__)
st.markdown(
    "Nothing is fitted any more: the weights start anywhere, the biases at 0, and each step moves all seven. Each has "
    "a chain of its own back from the SSR; the longest have four factors."
)
experiment = control_strip.experiment(ALL_PARAMETERS)
trace, _ = runs.trace_of(experiment)
part = shell.part(__file__, "all_parameters")
chains = [chain(experiment.start, experiment.data, each) for each in PARAMETERS]

if part == "Seven chains":
    name = widgets.choice("all_parameters_road", "The road back from the SSR to", PARAMETERS)
    seven_chains.node_by_node(ALL_PARAMETERS, experiment, chains, name)
    st.header("**All seven at the start**: a product for each observation, then the sum", anchor=False)
    with st.container(key="roads_back"):
        seven_chains.written_out(ALL_PARAMETERS, experiment, chains, name)

if part == "Reuse":
    seven_chains.reuse_counted(chains, experiment.data)

if part == "The walk":
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("Walk it at", width="content")
        for label, rate, steps in (("0.01, 10,000 steps", 0.01, 10_000), ("0.1, 1,000 steps", 0.1, 1000)):
            presets.preset(label, {"all_parameters_learning_rate": rate, "all_parameters_steps": steps})
        moments, _ = plateau.moments_of(trace)
        player.buttons("all_parameters", "Go to", [*moments][1:-1])
    descent_walk.walk(ALL_PARAMETERS, trace, "all_parameters", moments, plateau.plateau)

if part == "A first step up":
    rate = widgets.number("all_parameters_first_rate", "Learning Rate of one step", 0.1, 1e-6, 10.0, 0.01, width=190)
    first_step.first_step(experiment, rate)
    st.header("**The same step, one parameter after the other**, each already seeing those before it new", anchor=False)
    first_step.turns(experiment, rate)

if part == "Perfect fits":
    st.markdown(perfect_fits.equations_in_words(ALL_PARAMETERS))
    perfect_fits.many_fits(ALL_PARAMETERS, trace)

try_next.try_next("all_parameters", questions.ALL_SEVEN, part)
shell.code_that_ran(
    plain_descent,
    GradientDescent.step,
    chain,
    products_on_the_way,
    chain_multiplications,
    forward,
    backward,
    in_turn,
    tuned=(derivatives_in_place, step_in_place, descend, side_by_side),
)
shell.footing(__file__)
