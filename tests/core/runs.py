"""Experiments for the tests of runs: random ones, and one of a lesson at another Learning Rate."""

from dataclasses import replace

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from problems import LOSSES, problems, rules, taken_by

from backprop.experiment import Experiment


@st.composite
def experiments(draw, rates=(1e-4, 1e-1), most_steps=8, kinds=3):
    """A random Problem with a random loss, rule, Learning Rate, count of steps and set of optimised parameters."""
    loss = draw(st.sampled_from(LOSSES))
    problem = taken_by(loss, draw(problems()))
    low, high = np.log10(rates)
    optimised = draw(st.none() | st.sets(st.sampled_from(problem.network.parameter_names)))
    try:
        return Experiment(
            problem.network,
            problem.data,
            problem.parameters,
            optimised=optimised,
            loss=loss,
            optimiser=draw(st.sampled_from(rules(10 ** draw(st.floats(low, high)))[:kinds])),
            steps=draw(st.integers(0, most_steps)),
        )
    except ValueError:  # these numbers are too large from the start, which test_validation.py looks at
        assume(False)


def at(lesson_or_experiment, rate, steps):
    experiment = getattr(lesson_or_experiment, "experiment", lesson_or_experiment)
    return replace(experiment, optimiser=replace(experiment.optimiser, learning_rate=rate), steps=steps)
