"""No label covers another, or a dot, or leaves its picture, in 100 seeded states of each picture at every width."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import BELOW, covered, sent

from backprop.chain_rule import chain
from backprop.descent import gradient_descent
from backprop.landscape import contour_levels, ssr_across
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.passes import backward
from backprop.rates import comparison
from pages.parts import charts, inside_a_node, learning_rates, loss_surface, path_picture, ssr_pictures

WIDE = (215, 300, 1500)
STATES = range(100)


def some_parameters(lesson, rng):
    start = lesson.experiment.start
    return start + rng.normal(size=start.shape) * rng.choice([0.02, 0.3, 2.0])


def some_run(lesson, rng):
    start, optimised = some_parameters(lesson, rng), lesson.experiment.optimised
    rate = type(lesson.experiment.optimiser)(float(rng.choice([0.003, 0.03, 0.1, 0.4])))
    return gradient_descent(
        replace(lesson.experiment, start=start, optimiser=rate, steps=int(rng.integers(0, 30)), optimised=optimised)
    )


def tried(rng):
    """Values kept near the minimum, near each other, and some outside."""
    network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
    parameters = MAIN_IDEAS.experiment.start.copy()
    parameters[-1] = rng.choice([rng.uniform(-1, 6), 2.6 + rng.normal() * 0.1, 26.0])
    kept = list(2.61 + rng.normal(size=rng.integers(0, 9)) * rng.choice([0.05, 0.5, 3.0]))
    x = (0.0, 5.0)
    y = ssr_pictures.ssr_reach(network, data, parameters, "b3", x)
    ssr_pictures.tried(network, data, parameters, "b3", kept, bool(rng.integers(2)), x, y, "key")


def ssr_curve(rng):
    lesson = [MAIN_IDEAS, THREE_PARAMETERS, ALL_PARAMETERS, STEP_BY_STEP_BOTH][rng.integers(4)]
    trace = some_run(lesson, rng)
    network, data = trace.experiment.network, trace.experiment.data
    row, name = int(rng.integers(len(trace))), str(rng.choice(network.parameter_names))
    at = network.place(name)
    derivative, size = trace.derivatives[row, at], trace.step_sizes[row, at]
    ends = charts.ssr_domains(trace, name)
    ssr_pictures.ssr_curve(network, data, trace.parameters[row], name, derivative, size, *ends, "key")


def tangent(rng):
    experiment = MAIN_IDEAS.experiment
    parameters, name = some_parameters(MAIN_IDEAS, rng), str(rng.choice(experiment.network.parameter_names))
    derivative = chain(parameters, experiment.data, name).derivative
    ssr_pictures.tangent(experiment.network, experiment.data, parameters, name, derivative, "key")


def path(rng):
    trace = some_run([THREE_PARAMETERS, STEP_BY_STEP_BOTH][rng.integers(2)], rng)
    names = trace.experiment.optimised[:2]
    row = min(int(rng.integers(4)), len(trace) - 1) if rng.integers(2) else int(rng.integers(len(trace)))
    path_picture.path(trace, names, row, exact_minimum(trace.experiment), "key")


def squiggle(rng):
    lesson = [MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH][rng.integers(3)]
    experiment = lesson.experiment
    y = charts.padded(-1.0, 3.5) if rng.integers(2) else charts.squiggle_domain(gradient_descent(experiment))
    height = int(rng.choice([charts.LOW, charts.TALL, 330]))
    charts.squiggle(experiment.network, experiment.data, some_parameters(lesson, rng), y, "key", height)


def one_step(rng):
    lesson = ALL_PARAMETERS
    experiment = replace(lesson.experiment, start=some_parameters(lesson, rng))
    charts.one_step(experiment, float(10 ** rng.uniform(-3, 0)), "key")


RATES = 10 ** np.linspace(-3, 0.5, 41)


def last_ssrs(rng):
    lesson = [MAIN_IDEAS, THREE_PARAMETERS, STEP_BY_STEP_BOTH][rng.integers(3)]
    experiment = some_run(lesson, rng).experiment
    found = comparison(replace(experiment, steps=int(rng.integers(1, 40))), RATES[rng.integers(20) :])
    trace = gradient_descent(found.experiment)
    logarithmic = bool(rng.integers(2))
    y = learning_rates.ends_of_ssr(found, trace, logarithmic)
    names = learning_rates.rate_texts(found.learning_rates)
    learning_rates.last_ssrs(learning_rates.SUBJECTS["b3 alone"], found, trace, names, {}, y, logarithmic)


def on_map(rng):
    lesson = [THREE_PARAMETERS, ALL_PARAMETERS, PT_1][rng.integers(3)]
    trace = some_run(lesson, rng)
    names = tuple(rng.choice(trace.experiment.network.parameter_names, 2, replace=False))
    ends = [loss_surface.around_path(trace, name) for name in names]
    network, data = trace.experiment.network, trace.experiment.data
    row = int(rng.integers(len(trace)))
    grid = [loss_surface.middles(end, 60) for end in reversed(ends)]
    surface = ssr_across(network, data, trace.parameters[row], names[::-1], grid)
    seen = loss_surface.View(trace, names, loss_surface.OTHERS[0], *ends, contour_levels(surface), 1.0)
    drawn = loss_surface.map_from(names, *ends, surface, seen.levels)
    on_it = loss_surface.on_map(seen, row, drawn, backward(network, seen.rows(row), data))
    spec = loss_surface.on_map_spec(*names, loss_surface.HEIGHT)
    charts.show(spec, charts.marks(**on_it), "key", "On a map.", *ends)


def stage(rng):
    experiment, dosage = [PT_1, MAIN_IDEAS][rng.integers(2)].experiment, float(rng.uniform(0, 1))
    parameters = some_parameters(PT_1, rng)
    (out, *_), at, y = charts.stages(experiment.network, experiment.data, parameters, dosage)
    charts.stage(experiment.data, "y", dosage, out, at[0][0], ("y1", "y2"), y, "key")


def last_stage(rng):
    experiment, dosage = PT_1.experiment, float(rng.uniform(0, 1))
    parameters = some_parameters(PT_1, rng)
    (_, _, before, curve), at, y = charts.stages(experiment.network, experiment.data, parameters, dosage)
    charts.last_stage(experiment.data, dosage, before, curve, at[3][0], y, "key")


def piece(rng):
    experiment = PT_1.experiment
    parameters, dosage = some_parameters(PT_1, rng), float(rng.uniform(0, 1))
    inside_a_node.piece(experiment.network, experiment.data, parameters, dosage, int(rng.integers(1, 3)), "key")


PICTURES = (stage, last_stage, piece, last_ssrs, on_map, tried, ssr_curve, tangent, path, squiggle, one_step)


@pytest.mark.parametrize("draw", PICTURES, ids=lambda draw: draw.__name__)
def test_no_label_covers_anything(draw, monkeypatch):
    pictures = sent(monkeypatch)
    named = 0
    for state in STATES:
        draw(np.random.default_rng([6, state]))
        for wide in WIDE:
            for below in BELOW:
                assert covered(pictures[-1], wide, below) == [], f"state {state}, {wide} wide"
        named += (pictures[-1].table["is"].str.startswith("said") & (pictures[-1].table["label"] != "")).any()
    assert len(pictures) == len(STATES)
    assert named >= 0.8 * len(STATES), "a picture without a label covers nothing, and says nothing"
