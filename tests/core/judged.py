"""The lessons' experiments that are judged, and a run of one at another rate."""

from dataclasses import replace

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.optimisers import GradientDescent

B3, THREE, SEVEN = MAIN_IDEAS.experiment, THREE_PARAMETERS.experiment, ALL_PARAMETERS.experiment
INTERCEPT, LINE = STEP_BY_STEP.experiment, STEP_BY_STEP_BOTH.experiment


def run(experiment, rate, steps, record=None):
    return gradient_descent(replace(experiment, optimiser=GradientDescent(rate), steps=steps), record)
