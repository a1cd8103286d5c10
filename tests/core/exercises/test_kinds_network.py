"""What is asked of a small network is what the passes forward and backward find, for every seed."""

import math

import numpy as np
import pytest
from network_tables import BACK, OURS, column, dosages, each_way_back, scene, sheet_of

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.chains import chain
from backprop.data import Data
from backprop.exercises.catalogue import KINDS, kind_of
from backprop.exercises.chance import Chance
from backprop.exercises.exercise import MOST_DRAWN
from backprop.exercises.scenes import FitScene, NetworkScene, SlopeScene
from backprop.exercises.sheet import Choice
from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.passes import backward, forward

SEEDS = 101
each_kind = pytest.mark.parametrize("slug", OURS)


def tables(slug, seeds=SEEDS):
    """The Sheets of a kind's first seeds, the video's first."""
    return [sheet_of(slug, seed) for seed in range(seeds)]


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13)


def data_of(exercised):
    """The Data behind a Sheet: Observed is Predicted and the Residual."""
    drawn, inputs = exercised.scenes[0], dosages(exercised)
    predicted = forward(drawn.network, drawn.parameters, inputs).predicted[:, 0]
    return Data(inputs, predicted + column(exercised, "residual"))


# --- the numbers -----------------------------------------------------------------------------------------------------


def test_the_kinds_stand_in_the_order_of_the_course():
    assert tuple(kind.slug for kind in KINDS)[: len(OURS)] == OURS


def test_into_a_node_and_out_of_it_is_the_pass_forward():
    for found in tables("node"):
        drawn = scene(found, NetworkScene)
        layer = forward(drawn.network, drawn.parameters, column(found, "dosage")[:1]).layers[0]
        close(column(found, "x"), layer.x[0])
        close(column(found, "y"), layer.y[0])
        close(column(found, "w"), [drawn.parameters[0], drawn.parameters[2]])


def test_predicted_is_the_pass_forward():
    for found in tables("predicted"):
        drawn = scene(found, NetworkScene)
        passed = forward(drawn.network, drawn.parameters, dosages(found))
        close(column(found, "predicted"), passed.predicted[:, 0])
        close(np.stack([column(found, "y1"), column(found, "y2")], axis=1), passed.layers[0].y)


def test_the_residuals_and_the_ssr_are_those_of_the_network_that_is_seen():
    for found in tables("residuals"):
        drawn = scene(found, FitScene)
        missed = backward(drawn.network, drawn.parameters, drawn.data)
        close(column(found, "residual"), (drawn.data.observed - missed.forward.predicted)[:, 0])
        close(found.values["ssr"], missed.loss)


@each_way_back
def test_the_derivative_is_backpropagation_s_and_that_of_finite_differences(slug):
    name, _ = BACK[slug]
    for found in tables(slug):
        drawn, data = found.scenes[0], data_of(found)
        place, start = drawn.network.place(name), np.array(drawn.parameters)
        derivative = found.values["derivative"]
        close(derivative, backward(drawn.network, start, data).derivatives[place])
        nudge = 1e-6 * np.eye(7)[place]
        above, below = backward(drawn.network, [start + nudge, start - nudge], data).loss
        assert (above - below) / 2e-6 == pytest.approx(derivative, rel=1e-5, abs=1e-6)


@each_way_back
def test_the_curve_that_is_seen_passes_here_and_rises_as_the_derivative_says(slug):
    for found in tables(slug, 20):
        curve = scene(found, SlopeScene)
        assert (curve.name, curve.step) == (BACK[slug][0], None)
        np.testing.assert_allclose(curve.derivative, found.values["derivative"], rtol=1e-9)
        here = np.argmin(abs(curve.places - curve.here))
        close(curve.places[here], curve.here)
        close(curve.ssr[here], (column(found, "residual") ** 2).sum())


@each_way_back
def test_the_products_at_the_videos_start_are_the_chain_s(slug):
    found, (name, lesson) = sheet_of(slug, 0), BACK[slug]
    by_hand = chain(lesson.experiment.start, lesson.experiment.data, name)
    close(column(found, "back"), by_hand.factors[0].value)
    if slug != "db3":
        close(column(found, "product"), by_hand.terms)
        heads = dict.fromkeys(cell.name for cell in found.asked)
        assert list(heads) == [*(factor.name for factor in by_hand.factors), "Product", f"dSSR/d{name}"]


# --- the video's numbers ---------------------------------------------------------------------------------------------


def test_seed_0_has_the_videos_numbers():
    assert column(sheet_of("predicted", 0), "predicted").round(2).tolist() == [-2.60, -1.61, -2.61]
    residuals = sheet_of("residuals", 0)
    assert [float(f"{value:.3g}") for value in column(residuals, "predicted")] == [-2.6, -1.61, -2.61]
    assert round(residuals.values["ssr"], 1) == MAIN_IDEAS.shown["ssr"][0.0] == 20.4
    for (slug, (name, lesson)), digits in zip(BACK.items(), (1, 2, 2), strict=True):
        shown = lesson.shown["updates"][0][name][0]
        assert round(sheet_of(slug, 0).values["derivative"], digits) == shown, slug
    assert [lesson.shown["updates"][0][name][0] for name, lesson in BACK.values()] == [-15.7, 2.58, 0.76]


def test_seed_0_goes_through_the_fitted_nodes_at_dosage_a_half():
    node, (w1, b1, w2, b2, *_) = sheet_of("node", 0), FITTED
    assert column(node, "x").round(12).tolist() == [round(0.5 * w1 + b1, 12), round(0.5 * w2 + b2, 12)]
    close(column(node, "y"), [math.log(1 + math.exp(0.24)), math.log(1 + math.exp(-1.195))])


@pytest.mark.parametrize(
    ("slug", "seed", "hidden", "parameters", "given"),
    [
        ("node", 1, SOFTPLUS, (-0.7, -1.5, -1.0, 2.0, 0.7, -0.1, -0.8), {"dosage 1": 0.8, "b 2": 2.0}),
        ("node", 2, RELU, (-1.2, 1.1, -1.3, -1.9, -1.3, 0.6, 1.9), {"dosage 2": 0.5, "w 1": -1.2}),
        ("predicted", 1, RELU, (2.5, 0.3, 1.6, -1.1, -0.1, -1.2, 0.3), {"y1 1": 0.8, "w4": -1.2}),
        ("residuals", 2, SOFTPLUS, (2.8, -0.9, -1.6, 0.4, 1.0, 0.6, -0.9), {"observed 1": 1.9, "observed 3": -0.6}),
        ("db3", 77, SOFTPLUS, (1.0, 1.5, -0.2, 1.3, -0.3, -0.6, -0.7), {"observed 1": 1.6, "observed 3": 0.9}),
        ("dw3", 1, SIGMOID, (-0.3, 1.1, -0.5, 2.0, -1.8, 0.9, 0.2), {"residual 1": -0.116951, "w3": -1.8}),
        ("dw1", 2, RELU, (-2.5, 1.3, 0.1, 0.1, -0.7, 1.5, 0.1), {"dosage 2": 1.2, "residual 3": -0.375}),
    ],
)  # fmt: skip
def test_a_seed_is_the_same_exercise_for_good(slug, seed, hidden, parameters, given):
    found = sheet_of(slug, seed)
    assert (found.scenes[0].network.hidden, found.scenes[0].parameters) == (hidden, parameters)
    assert {key: round(found.values[key], 6) for key in given} == given


# --- how they are drawn ----------------------------------------------------------------------------------------------


@each_kind
def test_a_good_table_is_drawn_soon_and_every_activation_is_met(slug):
    kind, most, hidden = kind_of(slug), 0, set()
    for seed in range(1, 201):
        chance, drawn = Chance(slug, seed), 1
        while not (found := kind.drawn(chance)).is_clear:
            drawn += 1
        most = max(most, drawn)
        hidden.add(found.scenes[0].network.hidden)
    assert most <= MOST_DRAWN / 10
    assert hidden == ({SOFTPLUS, RELU} if slug in ("residuals", "db3") else {SOFTPLUS, RELU, SIGMOID})


def parts(exercised):
    """The names of all that is to be seen beside a Sheet."""
    for each in exercised.scenes:
        if isinstance(each, NetworkScene):
            yield from (*each.network.parameter_names, "node 1", "node 2", "input", "output")
        elif isinstance(each, FitScene):
            numbers = range(1, len(each.data) + 1)
            yield from ("squiggle", *(f"{kind} {i}" for kind in ("observation", "residual") for i in numbers))
        else:
            yield from ("curve", "here", "tangent")


@each_kind
def test_what_a_cell_shows_is_to_be_seen_and_each_cell_shows_something(slug):
    for found in tables(slug, 20):
        seen = set(parts(found))
        for cell in found.cells:
            assert set(cell.shows) <= seen, cell.key
            assert cell.shows or isinstance(cell, Choice), cell.key


@each_kind
def test_what_is_given_outside_of_the_table_is_told_by_the_task_the_row_or_the_picture(slug):
    for found in tables(slug, 30):
        in_rows, seen = {key for row in found.rows for key in row.cells}, set(parts(found))
        for cell in found.cells:
            if cell.key not in in_rows:
                assert cell.name in found.task or cell.of.startswith(cell.name) or cell.name in seen, cell.key
