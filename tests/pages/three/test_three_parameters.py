"""Three parameters at once: the video's derivatives, what two of them share, their path, and where they arrive."""

from dataclasses import replace

import films
import numpy as np
import pytest
from screen import is_whole, layer, table_with, type_number

from backprop.chains import chain
from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.written.numerals import number

PAGE = "9_Three_Parameters.py"
EXPERIMENT = THREE_PARAMETERS.experiment
NETWORK, DATA = EXPERIMENT.network, EXPERIMENT.data
TRACE = gradient_descent(EXPERIMENT)
TWO, FORMULA = ({"three_parameters_part": part} for part in ("Two side by side", "The formula for b3"))
PAIRS = [("w3", "w4"), ("w3", "b3"), ("w4", "b3")]


def path_of(chart_tables, at):
    return next(table for table in chart_tables(at) if "walked" in set(table["is"]))


def test_the_start_is_the_videos(open_page, said):
    at = open_page(PAGE)
    told = said(at)
    assert "SSR is 1.398** :green-badge[1.4 in the video]" in told
    assert "Predicted is 0.7187 :green-badge[0.72 in the video]" in told
    update = table_with(at, "New").set_index("Parameter")
    for name, derivative, new, video in (
        ("w3", "2.576", "0.1024", "2.58"),
        ("w4", "1.257", "0.5043", "1.26"),
        ("b3", "1.9", "−0.19", "1.9"),
    ):
        assert update.loc[name, ["Derivative", "New"]].tolist() == [derivative, new]
        assert [text for text in update.loc[f"{name}, in the video"] if text] == [video]
    assert "It cuts" not in told


def test_it_converges_to_the_exact_minimum(open_page, said):
    told = said(open_page(PAGE, three_parameters_verdict="true"))
    assert "Converged" in told
    assert "0.1347" in told
    assert "Condition number: steepest curvature / flattest 134 " in told
    for value in exact_minimum(EXPERIMENT)[4:]:
        assert number(value) in told


def test_each_chapter_of_the_video_is_linked(open_page, said):
    at = open_page(PAGE)
    heading = [button.proto.url for button in at.get("link_button")]
    assert heading == [THREE_PARAMETERS.link(181)]
    for part, seconds in (({}, (902, 1039)), (TWO, (388, 651)), (FORMULA, (181,))):
        told = said(open_page(PAGE, **part))
        assert all(THREE_PARAMETERS.linked(second) in told for second in seconds)
    assert THREE_PARAMETERS.linked(388) == "[6:28](https://youtu.be/iyn2zdALii8?t=388)"


@pytest.mark.parametrize("row", [0, 12])
@pytest.mark.parametrize("two", PAIRS)
def test_two_derivatives_stand_side_by_side_and_share_their_first_factor(open_page, said, two, row):
    at = open_page(PAGE, **TWO, three_parameters_two=" and ".join(two), three_parameters_step=str(row))
    chains = [chain(TRACE.parameters[row], DATA, name) for name in two]
    table = table_with(at, "dSSR/dPredicted, shared")
    assert table["dSSR/dPredicted, shared"].tolist()[:-1] == [number(v) for v in chains[0].factors[0].value]
    for each in chains:
        factor = each.factors[1]
        assert table[f"× {factor.name}"].tolist()[:-1] == [number(value) for value in factor.value]
        assert table[f"Product for {each.parameter}"].tolist() == [*map(number, each.terms), number(each.derivative)]
    assert f"serves {two[0]} and {two[1]} alike" in said(at)


@pytest.mark.parametrize("row", [0, 7, 1000])
@pytest.mark.parametrize("two", PAIRS)
def test_the_path_goes_through_the_cores_points(open_page, chart_tables, two, row):
    at = open_page(PAGE, **TWO, three_parameters_two=" and ".join(two), three_parameters_step=str(row))
    path, places = path_of(chart_tables, at), [NETWORK.place(name) for name in two]
    steps = np.array(films.of(at, "three_parameters").steps)
    assert {0, row, 1000} <= set(steps)
    for part, shown in (("walked", np.minimum(steps, row)), ("ahead", steps)):
        np.testing.assert_allclose(layer(path, part)[["x", "y"]], TRACE.parameters[shown][:, places], rtol=1e-5)
    for name, point in (("start", TRACE.parameters[0]), ("now", TRACE.parameters[row]), ("minimum", None)):
        point = exact_minimum(EXPERIMENT) if point is None else point
        np.testing.assert_allclose(layer(path, name)[["x", "y"]].iloc[0], point[places], rtol=1e-5, atol=1e-7)


def test_the_formula_for_b3_is_the_same_with_other_numbers(open_page):
    table = table_with(open_page(PAGE, **FORMULA), "dSSR/db3")
    assert table["dSSR/db3"].tolist() == [
        number(gradient_descent(lesson.experiment).derivatives[0, -1]) for lesson in (MAIN_IDEAS, THREE_PARAMETERS)
    ]
    assert table["Optimised"].tolist() == ["b3", "w3, w4, b3"]


def test_changing_values_follows_the_core(open_page, said, chart_tables):
    at = open_page(PAGE)
    next(button for button in at.button if button.label == "Start at 2, 2, 2").click().run()
    trace = gradient_descent(replace(EXPERIMENT, start=(*EXPERIMENT.start[:4], 2.0, 2.0, 2.0)))
    assert f"SSR is {number(trace.ssr[0])}**." in said(at)
    assert "Your own run" in said(at)
    type_number(at, "three_parameters_learning_rate", 0.14).run()
    at.toggle(key="three_parameters_verdict").set_value(True).run()
    assert "0.1347 or more never arrives" in said(at)
    at.segmented_control(key="three_parameters_part").set_value("Two side by side").run()
    np.testing.assert_allclose(layer(path_of(chart_tables, at), "start")[["x", "y"]].iloc[0], [2.0, 2.0])
    at.segmented_control(key="three_parameters_part").set_value("The walk").run()
    next(button for button in at.button if button.label == "As in the video").click().run()
    assert "The video's own run" in said(at)


@pytest.mark.parametrize(
    "query",
    [
        {"three_parameters_optimised": ""},
        {"three_parameters_optimised": "w1"},
        {"three_parameters_steps": "0"},
        {"three_parameters_learning_rate": "1000", "three_parameters_steps": "2000"},
        {"three_parameters_w1": "1000", "three_parameters_b1": "1000", "three_parameters_step": "9"},
    ],
)
def test_odd_runs_are_shown_too(open_page, query):
    for part in ({}, TWO, FORMULA):
        assert is_whole(open_page(PAGE, **query, **part))
