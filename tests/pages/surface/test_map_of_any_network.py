"""The map of any network: of any inputs and outputs, of odd ones, and as fine as its work allows."""

import films
import numpy as np
import pytest
from maps import MINIMUM, PAGE, ends, maps, ssr_at
from screen import layer, table_with, type_number

from backprop.activations import IDENTITY, TANH
from backprop.data import Data
from backprop.datasets import XOR_DATA, noisy_sine, spiral
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from pages.parts.surface import maps as surface_maps
from pages.parts.surface import strip, the_map


def test_where_the_ground_is_level_there_is_no_arrow(open_page, chart_tables, said):
    """A ReLU that is off at every observation: nothing moves it."""
    query = {"surface_hidden": "ReLU", "surface_any_across": "w1", "surface_any_up": "b1", "surface_nodes1": "1"}
    for seed in range(1, 9):
        at = open_page(PAGE, **ANY, **query, surface_any_seed=str(seed), surface_data="dosage")
        rows = table_with(at, "Derivative")
        if rows["Derivative"].tolist() == ["0", "0"]:
            assert "the ground is level, and there is no arrow" in said(at)
            assert layer(maps(chart_tables, at)[0][1], "arrow")[["x2", "y2"]].isna().all(axis=None)
            return
    pytest.fail("no seed has its ReLU off")


@pytest.mark.parametrize("points", ["60", "400"])
def test_the_cuts_are_the_cores_in_the_film_and_where_they_are_drawn_at_rest(open_page, chart_tables, points):
    query = {"surface_data": "spiral", "surface_points": points, "surface_nodes1": "2", "surface_any_steps": "40"}
    query |= {"surface_any_learning_rate": "0.0005"}
    at = open_page(PAGE, **ANY, **query, surface_step="7")
    film = films.of(at, "surface")
    experiment = random_experiment(spiral(int(points), 0), (2, 2, 1), GradientDescent(0.0005), 40)
    work = len(film.steps) * 61 * int(points) * 3
    in_film = [picture["key"] for picture in film.head["pictures"]] != ["surface_on_map"]
    assert in_film == (work <= the_map.MOST_ON_CUTS) == (points == "60")
    trace, network = gradient_descent(experiment), experiment.network
    names = [at.selectbox(key=f"surface_any_{end}").value for end in ("across", "up")]
    found = [table for table in chart_tables(at) if {"tangent", "curve", "now"} <= set(table["is"])][:2]
    checked = 0
    for name, table in zip(names, found, strict=True):
        now, curve = layer(table, "now").iloc[0], layer(table, "curve")
        np.testing.assert_allclose((now["x"], now["y"]), (trace.of(name)[7], trace.ssr[7]), rtol=1e-5)
        row = trace.parameters[7].copy()
        for x, y in curve[["x", "y"]].iloc[::20].to_numpy(float):
            row[network.place(name)] = x
            if ssr_at(experiment, row) < trace.ssr[0]:  # which is in the picture
                assert y == pytest.approx(ssr_at(experiment, row), abs=1e-4 * trace.ssr[0])
                checked += 1
    assert checked >= 4


ANY = {"surface_network": strip.ANY}
TWO_OUTPUTS = Data([1.0, 2.0, 3.0], [[2.0, 0.0], [3.0, 1.5], [5.0, -1.0]], ("A", "B", "C"))
DEEP = {"surface_layers": "4", **{f"surface_nodes{i}": "32" for i in (1, 2, 3, 4)}}


def random_experiment(data, nodes, rule, steps=500):
    network = Network(nodes, TANH, IDENTITY)
    return Experiment(network, data, random_start(network, 1), optimiser=rule, steps=steps)


@pytest.mark.parametrize(
    ("query", "experiment", "names"),
    [
        ({}, random_experiment(XOR_DATA, (2, 2, 1), GradientDescent(0.1)), ("w5", "b3")),
        (
            {"surface_data": "spiral", "surface_points": "60", "surface_nodes1": "5", "surface_any_optimiser": "Adam"},
            random_experiment(spiral(60, 0), (2, 5, 1), Adam(0.1)),
            ("w2", "w13"),
        ),
        (
            {"surface_data": "noisy sine", "surface_layers": "2", "surface_nodes1": "3"}
            | {"surface_any_steps": "40", "surface_any_learning_rate": "0.002"},
            random_experiment(noisy_sine(60, 0), (1, 3, 2, 1), GradientDescent(0.002), 40),
            ("b1", "w4"),
        ),
        (
            {"surface_data": "your own", "surface_rows": "2_1_A~B~C_1~2~0_2~3~1.5_3~5~-1", "surface_any_steps": "60"}
            | {"surface_any_learning_rate": "0.01"},
            random_experiment(TWO_OUTPUTS, (1, 2, 2), GradientDescent(0.01), 60),
            ("w1", "w5"),
        ),
    ],
    ids=["XOR", "spiral", "noisy sine", "two outputs"],
)
def test_any_network_has_its_map(open_page, chart_tables, query, experiment, names):
    query = query | dict(zip(("surface_any_across", "surface_any_up"), names, strict=True))
    at = open_page(PAGE, **ANY, **query, surface_step="30")
    trace, places = gradient_descent(experiment), [experiment.network.place(name) for name in names]
    drawn, on_it = maps(chart_tables, at)[0]
    np.testing.assert_allclose(layer(on_it, "now")[["x", "y"]].iloc[0], trace.parameters[30, places], rtol=1e-5)
    x, y = ends(at)
    read = layer(drawn, "cell")["x"].to_numpy().reshape(60, 60)
    row = trace.parameters[30].copy()
    for up, across in ((0, 59), (31, 12), (59, 30)):
        row[places] = x[0] + (across + 0.5) / 60 * (x[1] - x[0]), y[0] + (up + 0.5) / 60 * (y[1] - y[0])
        assert read[up, across] == pytest.approx(ssr_at(experiment, row))


def test_a_parameter_that_a_smaller_network_has_not_makes_way_for_one_that_it_has(open_page, chart_tables):
    at = open_page(PAGE, **ANY, surface_any_across="w6")
    type_number(at, "surface_nodes1", 1).run()
    assert not at.exception
    assert at.selectbox(key="surface_any_across").value in Network((2, 1, 1)).parameter_names
    assert len(maps(chart_tables, at)) == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"surface_any_learning_rate": "1000", "surface_any_steps": "2000"}, ""),
        ({**DEEP, "surface_any_steps": "100"}, "are too many to look at"),
        ({"surface_layers": "0"}, "way down"),
        ({"surface_data": "iris", "surface_any_learning_rate": "0.001", "surface_any_steps": "60"}, "directions"),
    ],
    ids=["diverges", "deep", "no hidden layer", "classes"],
)
def test_odd_networks_are_shown_too(open_page, said, query, sentence):
    open_page(PAGE, **ANY, **query)
    assert sentence in said(open_page(PAGE, **ANY, **query, **MINIMUM))


def test_what_would_take_too_long_is_refused_with_what_is_possible(open_page):
    at = open_page(PAGE, **ANY, **DEEP, surface_data="spiral", surface_points="400", surface_any_steps="2000")
    assert "at most" in at.error[0].value
    few = DEEP | {"surface_any_across": "w1", "surface_any_up": "w2", "surface_any_steps": "2"}
    (warning,) = open_page(PAGE, **ANY, **few, surface_data="spiral", surface_points="200").warning
    assert "would take too long with 200 observations" in warning.value


def test_a_map_is_as_fine_as_its_work_allows():
    small, large = ALL_PARAMETERS.experiment, random_experiment(spiral(100), (2, 8, 1), GradientDescent(0.1))
    assert surface_maps.cells_of_map(small.network, small.data, ("w1", "w4")) == 300
    assert surface_maps.cells_of_map(large.network, large.data, ("w1", "w2")) == 180
    assert surface_maps.cells_of_map(large.network, spiral(400), ("w1", "w3")) == 60
