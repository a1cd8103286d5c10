"""Gradient Descent: the walk down the SSR, one step at a time, from any start, at any Learning Rate."""

from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS
from pages.parts import controls, sections, shell

shell.guard()
shell.heading(__file__)
experiment = controls.experiment(MAIN_IDEAS)
trace, judged = sections.trace_of(experiment)
sections.verdict_line(MAIN_IDEAS, trace, judged)
sections.walk(MAIN_IDEAS, trace, MAIN_IDEAS.slug)
shell.code_that_ran(gradient_descent)
shell.footing(__file__)
