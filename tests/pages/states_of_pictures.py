"""Each picture with axes in a state drawn at random: its numbers near each other, far apart, or outside."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from backprop.chains import chain
from backprop.data import Data
from backprop.datasets import HEIGHT_DATA
from backprop.descent import gradient_descent
from backprop.graphs.roads import ICE_CREAM, TWO_ROADS, shoe_size, squared_residual, what_follows
from backprop.landscape import contour_levels, ssr_across, ssr_in_plane
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network
from backprop.rates import comparison
from backprop.series import PT_3
from pages.parts.charts import layered, scales
from pages.parts.derivative import pictures as of_derivative
from pages.parts.forward import pictures as of_forward
from pages.parts.loss import why_cross_entropy
from pages.parts.pictures import convergence_picture, extent, squiggle_picture, ssr_picture, stage_pictures
from pages.parts.player.still import STILL
from pages.parts.rates import looks, strip
from pages.parts.rates import pictures as of_rates
from pages.parts.relu import pictures as of_relu
from pages.parts.residuals import pictures as of_residuals
from pages.parts.roads import pictures as of_roads
from pages.parts.seven import pictures as of_seven
from pages.parts.softmax import another_start
from pages.parts.softmax import pictures as of_softmax
from pages.parts.surface import local_minimum, map_pictures, maps, the_map, valley, window


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
    y = ssr_picture.ssr_reach(network, data, parameters, "b3", x)
    shown = [{}, MAIN_IDEAS.shown["ssr"]][rng.integers(2)]
    of_residuals.tried(network, data, parameters, "b3", kept, bool(rng.integers(2)), x, y, "key", shown=shown)


def slopes_on_the_road(rng):
    network, data = MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.data
    parameters = some_parameters([MAIN_IDEAS, ALL_PARAMETERS][rng.integers(2)], rng)
    taken = chain(parameters, data, str(rng.choice(["w1", "b1", "w2", "b2"])))
    of_derivative.slopes_on_the_road(network, data, parameters, taken, "key")


def ssr_curve(rng):
    lesson = [MAIN_IDEAS, THREE_PARAMETERS, ALL_PARAMETERS, STEP_BY_STEP_BOTH][rng.integers(4)]
    trace = some_run(lesson, rng)
    network, data = trace.experiment.network, trace.experiment.data
    row, name = int(rng.integers(len(trace))), str(rng.choice(network.parameter_names))
    at = network.place(name)
    derivative, size = trace.derivatives[row, at], trace.step_sizes[row, at]
    ends = extent.ssr_domains(trace, name)
    ssr_picture.ssr_curve(STILL, network, data, trace.parameters[row], name, derivative, size, *ends, "key")


def tangent(rng):
    experiment = MAIN_IDEAS.experiment
    parameters, name = some_parameters(MAIN_IDEAS, rng), str(rng.choice(experiment.network.parameter_names))
    derivative = chain(parameters, experiment.data, name).derivative
    of_derivative.tangent(experiment.network, experiment.data, parameters, name, derivative, "key")


def squiggle(rng):
    lesson = [MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH][rng.integers(3)]
    experiment = lesson.experiment
    y = scales.padded(-1.0, 3.5) if rng.integers(2) else extent.squiggle_domain(gradient_descent(experiment))
    height = int(rng.choice([layered.LOW, layered.TALL, 330]))
    squiggle_picture.squiggle(
        STILL, experiment.network, experiment.data, some_parameters(lesson, rng), y, "key", height
    )


def one_step(rng):
    lesson = ALL_PARAMETERS
    experiment = replace(lesson.experiment, start=some_parameters(lesson, rng))
    of_seven.one_step(experiment, float(10 ** rng.uniform(-3, 0)), "key")


RATES = 10 ** np.linspace(-3, 0.5, 41)


def last_ssrs(rng):
    lesson = [MAIN_IDEAS, THREE_PARAMETERS, STEP_BY_STEP_BOTH][rng.integers(3)]
    experiment = some_run(lesson, rng).experiment
    found = comparison(replace(experiment, steps=int(rng.integers(1, 40))), RATES[rng.integers(20) :])
    trace = gradient_descent(found.experiment)
    logarithmic = bool(rng.integers(2))
    y = of_rates.ends_of_ssr(found, trace, logarithmic)
    names = looks.rate_texts(found.learning_rates)
    of_rates.last_ssrs(strip.SUBJECTS["b3 alone"], found, trace, names, {}, y, logarithmic)


def moving_map(rng):
    """The numbers of a map that moves, beside which the browser places those of the step."""
    lesson = [THREE_PARAMETERS, ALL_PARAMETERS, PT_1][rng.integers(3)]
    trace = some_run(lesson, rng)
    names = tuple(rng.choice(trace.experiment.network.parameter_names, 2, replace=False))
    ends = [window.around_path(trace, name) for name in names]
    network, data = trace.experiment.network, trace.experiment.data
    row = int(rng.integers(len(trace)))
    grid = [maps.middles(end, 60) for end in reversed(ends)]
    surface = ssr_across(network, data, trace.parameters[row], names[::-1], grid)
    seen = window.View(trace, names, next(iter(window.OTHERS)), *ends, contour_levels(surface), 1.0)
    drawn = maps.map_from(("across", "up"), *ends, surface, seen.levels)  # a spec for all: one takes a second
    map_pictures.show_map(drawn, "key", the_map.levels_at(row, seen, drawn))


def stage(rng):
    experiment, dosage = [PT_1, MAIN_IDEAS][rng.integers(2)].experiment, float(rng.uniform(0, 1))
    parameters = some_parameters(PT_1, rng)
    (out, *_), at, y = stage_pictures.stages(experiment.network, experiment.data, parameters, dosage)
    stage_pictures.stage(experiment.data, "y", dosage, out, at[0][0], ("y1", "y2"), y, "key")


def last_stage(rng):
    experiment, dosage = PT_1.experiment, float(rng.uniform(0, 1))
    parameters = some_parameters(PT_1, rng)
    (_, _, before, curve), at, y = stage_pictures.stages(experiment.network, experiment.data, parameters, dosage)
    stage_pictures.last_stage(experiment.data, dosage, before, curve, at[3][0], y, "key")


def piece(rng):
    experiment = PT_1.experiment
    parameters, dosage = some_parameters(PT_1, rng), float(rng.uniform(0, 1))
    of_forward.piece(experiment.network, experiment.data, parameters, dosage, int(rng.integers(1, 3)), "key")


def stairs(rng):
    taller, larger = rng.integers(0, 13) / 4, rng.integers(0, 11) / 20
    shoes = shoe_size(taller, larger)
    tall = what_follows(shoes, {"Weight": 1.0})["Height"]
    of, by, known, run, x, y = (
        ("Height", "Weight", {"Weight": 1.0}, 1.0, (0, 3), (0, 9)),
        ("Size", "Height", {"Height": tall}, taller, (0, 9), (0, 4.5)),
        ("Size", "Weight", {"Weight": 1.0}, 1.0, (0, 3), (0, 4.5)),
    )[rng.integers(3)]
    of_roads.stairs(shoes, of, by, known, run, x, y, "key")


def rate(rng):
    """Each picture of a slope on the Chain Rule's page, at any place that its slider reaches."""
    time = rng.integers(0, 61) / 20
    hunger = what_follows(ICE_CREAM, {"Time": time})["Hunger"]
    person = rng.integers(len(HEIGHT_DATA))
    miss = squared_residual(0.64, HEIGHT_DATA.inputs[person, 0], HEIGHT_DATA.observed[person, 0])
    graph, of, by, here, x, y = (
        (ICE_CREAM, "Hunger", "Time", time, (0, 3.2), (0, 10.5)),
        (ICE_CREAM, "Craves", "Hunger", hunger, (0, 10.5), (0, 3.4)),
        (ICE_CREAM, "Craves", "Time", time, (0, 3.2), (0, 3.4)),
        (miss, "Residual²", "Intercept", rng.integers(-20, 61) / 20, (-1.1, 3.1), (-0.6, 9.0)),
        (TWO_ROADS, "L", "x", rng.integers(-20, 31) / 10, (-2.2, 3.2), (-30, 90)),
    )[rng.integers(5)]
    of_roads.rate(graph, of, by, {by: here}, x, y, "key")


def slopes(rng):
    """Both losses' slopes, with the learner's own observations as diamonds: near each other, far, or none."""
    x, observed = rng.integers(-24, 25) / 2, int(rng.integers(2))
    own = [rng.normal(size=rng.integers(0, 9)) * 4, x + rng.normal(size=4)][rng.integers(2)]
    data = Data(own[np.abs(own) < 12], np.full((np.abs(own) < 12).sum(), float(observed))) if own.size else None
    data = data or Data([0.0], [1 - observed])
    setup = SimpleNamespace(network=why_cross_entropy.LONE, start=np.array([1.0, 0.0]), data=data)
    losses = (SSR, CROSS_ENTROPY)
    found = {loss.called: [float(v[0]) for v in why_cross_entropy.slopes([x], observed, loss)] for loss in losses}
    why_cross_entropy.slopes_chart(setup, x, observed, found)


def fits(rng):
    experiment = ALL_PARAMETERS.experiment
    two = np.array([some_parameters(ALL_PARAMETERS, rng) for _ in range(2)])
    names = ["Learning Rate 0.01", "Learning Rate 0.1"]
    of_seven.fits(experiment.network, experiment.data, two, names, (-0.25, 1.25), "key")


def way_down(rng):
    """At any step of a run of all seven, from near the start or far from it."""
    trace = some_run([ALL_PARAMETERS, THREE_PARAMETERS][rng.integers(2)], rng)
    network, data = trace.experiment.network, trace.experiment.data
    around = None
    while around is None or not around.ways:
        here = trace.parameters[rng.integers(len(trace))] * rng.choice([1.0, 1.0, 0.1, 10.0])
        here = here + 0.1 * rng.normal(size=here.shape)
        around = local_minimum.around_of(network, data, here, network.parameter_names)
    local_minimum.way_down(network, data, here, around, "key")


def valley_map(rng):
    """Around a perfect fit, as far as the field allows, with the other fit near, far or on the edge."""
    network, data = ALL_PARAMETERS.experiment.network, ALL_PARAMETERS.experiment.data
    reach, far = float(10 ** rng.uniform(-3, 3)), float(rng.uniform(0, 1))
    across = np.linalg.qr(rng.normal(size=(7, 2)))[0].T
    ends, grid = (-reach, reach), maps.middles((-reach, reach), 60)
    surface = ssr_in_plane(network, data, np.array(FITTED), across[::-1], (grid, grid))
    drawn = maps.map_from(("across", "up"), ends, ends, surface, contour_levels(surface))
    there = [(far * reach, 0.0), (0.0, far * reach)][rng.integers(2)]
    valley.on_valley(drawn, dict(zip(valley.FITS, ((0.0, 0.0), there), strict=True)), "key")


def over_steps(rng):
    """Lines of a run, far apart or all but together, that end, blow up or come to 0, on both axes."""
    count, rows = int(rng.integers(1, 8)), int(rng.choice([1, 2, 5, 40, 400]))
    at = np.arange(rows)[:, None]
    size, rate = 10.0 ** rng.uniform(-9, 9), rng.choice([0.0, 0.05, 1.0, 60.0]) * rng.normal(size=count)
    lines = size * (rng.normal(size=count) + rng.choice([0.0, 0.01, 1.0]) * np.exp(np.clip(-rate * at, -600, 600)))
    lines = np.where(at < rng.integers(0, 2 * rows, size=count), lines, rng.choice([np.nan, 0.0, 1.0]))
    logarithmic = bool(rng.integers(2))
    names = Network().parameter_names[:count]
    over = np.abs(lines) if logarithmic else lines
    convergence_picture.over_steps(
        np.arange(rows), over, names, "Value", "key", "Lines.", logarithmic, network=Network()
    )


def shares(rng):
    """Raw outputs near each other, far apart or beyond the slider, as curves with or without their tangents."""
    raw = (rng.normal(size=3) * rng.choice([0.1, 2.0, 5.0, 300.0])).round(2).tolist()
    of_softmax.shares_picture(raw, int(rng.integers(3)), "key", bool(rng.integers(2)))


def argmaxs_step(rng):
    raw = (rng.normal(size=3) * rng.choice([0.1, 2.0, 5.0, 300.0])).round(2).tolist()
    of_softmax.step_picture(raw, int(rng.integers(3)), "key")


def two_networks(rng):
    another_start.shares_by_petal(rng.integers(0, 21, size=2) / 20, int(rng.integers(3)))


def corner(rng):
    """The SSR of the network of ReLUs near a corner or not, with both tangents or before they are told."""
    network, data, name = PT_3.experiment.network, PT_3.experiment.data, str(rng.choice(Network().parameter_names))
    parameters = PT_3.experiment.start if rng.integers(2) else some_parameters(PT_3, rng)
    slopes = [None, tuple(rng.normal(size=2))][rng.integers(2)]
    of_relu.ssr_at_the_bend(network, data, parameters, name, slopes, float(rng.choice([0.001, 0.1])), "key")


PICTURES_WITH_AXES = (
    *(stage, last_stage, piece, last_ssrs, moving_map, tried, ssr_curve, tangent, squiggle, one_step),
    *(stairs, rate, slopes, slopes_on_the_road, fits, way_down, valley_map, over_steps, corner),
    *(shares, argmaxs_step, two_networks),
)
