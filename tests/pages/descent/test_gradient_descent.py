"""The page Gradient Descent shows the core's numbers and bears whatever a learner or a link brings."""

from dataclasses import replace

import films
import numpy as np
import pytest
from screen import layer, number_in, table_with, type_number

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS
from backprop.optimisers import GradientDescent
from backprop.written.numerals import number

FILE = "7_Gradient_Descent.py"
TRACE = gradient_descent(MAIN_IDEAS.experiment)
NAMES = MAIN_IDEAS.experiment.network.parameter_names
ALL_SEVEN = {
    **{f"main_ideas_{name}": str(value) for name, value in zip(NAMES, ALL_PARAMETERS.experiment.start, strict=True)},
    "main_ideas_optimised": list(NAMES),
}


@pytest.mark.parametrize(
    ("row", "video"), [(0, ["−15.7", "−1.57", "1.57"]), (1, ["−6.26", "−0.626", "2.19"]), (2, None)]
)
def test_the_update_of_each_step_stands_beside_the_videos(open_page, row, video):
    at = open_page(FILE, main_ideas_step=str(row))
    update = table_with(at, "New")
    old, derivative, step = TRACE.of("b3")[row], TRACE.derivatives[row, -1], TRACE.step_sizes[row, -1]
    assert list(update.iloc[0]) == ["b3", *map(number, (old, derivative, 0.1, step, old - step))]
    assert [text for text in update.iloc[1][1:] if text] == (video or ["–"] * 3)


def test_charts_draw_the_cores_numbers_at_the_step(open_page, chart_tables):
    at = open_page(FILE, main_ideas_step="3")
    _, squiggle, curve, ssr, values, sizes = chart_tables(at)
    observed = layer(squiggle, "observation")
    np.testing.assert_allclose(observed["y2"], TRACE.predicted[3, :, 0], rtol=1e-6)
    now, new = layer(curve, "now").iloc[0], layer(curve, "new").iloc[0]
    b3 = TRACE.of("b3")
    drawn, expected = [now.x, now.y, new.x, new.y], [b3[3], TRACE.ssr[3], b3[4], TRACE.ssr[4]]
    np.testing.assert_allclose(drawn, expected, rtol=1e-6)
    tangent = layer(curve, "tangent")
    assert np.diff(tangent["y"])[0] / np.diff(tangent["x"])[0] == pytest.approx(TRACE.derivatives[3, -1], rel=1e-5)
    for table, column in ((ssr, TRACE.ssr), (values, TRACE.of("b3")), (sizes, TRACE.step_sizes[:, -1])):
        np.testing.assert_allclose(layer(table, "line")["y"], column, rtol=1e-6)


@pytest.mark.parametrize(
    ("query", "said_of_it"),
    [
        ({}, "Converged at step 9"),
        ({"main_ideas_learning_rate": "0.25"}, "Converging alternately"),
        ({"main_ideas_learning_rate": "0.4", "main_ideas_steps": "20000"}, "Diverged at step 1,051"),
        ({"main_ideas_steps": "0"}, "At the start"),
        ({"main_ideas_optimised": ""}, "Nothing is optimised"),
        ({**ALL_SEVEN, "main_ideas_learning_rate": "0.01", "main_ideas_steps": "500"}, "cannot tell"),
        ({**ALL_SEVEN, "main_ideas_steps": "1"}, "Rising"),
        ({"main_ideas_learning_rate": "1000", **{f"main_ideas_{name}": "1000" for name in NAMES}}, "Rising"),
    ],
)
def test_the_verdict_says_what_the_run_shows(open_page, said, query, said_of_it):
    assert said_of_it in said(open_page(FILE, **query, main_ideas_verdict="true"))


def test_a_long_run_is_drawn_thinned_and_kept_whole(open_page, chart_tables):
    query = ALL_SEVEN | {"main_ideas_learning_rate": "0.01", "main_ideas_steps": "10000"}
    at = open_page(FILE, **query, main_ideas_every_step="true")
    drawn = layer(chart_tables(at)[3], "line")
    trace = gradient_descent(replace(ALL_PARAMETERS.experiment, steps=10_000))
    assert len(drawn) < 500
    np.testing.assert_allclose(drawn["y"], trace.ssr[drawn["x"].astype(int)], rtol=1e-5)
    table = at.dataframe[0].value
    assert len(table) == 10_001
    np.testing.assert_array_equal(table["SSR"], trace.ssr)
    np.testing.assert_array_equal(table[[f"dSSR/d{name}" for name in NAMES]], trace.derivatives)
    np.testing.assert_array_equal(table["Residual at Dosage 0.5"], trace.residuals[:, 1, 0])


def test_presets_go_to_the_fitted_values_and_back_to_the_video(open_page, said):
    at = open_page(FILE, main_ideas_learning_rate="0.02", main_ideas_w1="1")
    assert "Your own run" in said(at)
    next(button for button in at.button if button.label == "Fitted").click().run()
    assert [number_in(at, f"main_ideas_{name}") for name in NAMES] == list(FITTED)
    next(button for button in at.button if button.label == "As in the video").click().run()
    assert "The video's own run" in said(at)
    assert number_in(at, "main_ideas_learning_rate") == 0.1


@pytest.mark.parametrize("junk", ["1_0", "١", "-0", "1e1", "+3", " 4", "99999"])
def test_a_step_in_an_address_is_digits_and_nothing_else(open_page, junk):
    at = open_page(FILE, main_ideas_step=junk)
    assert ["main_ideas_step" in warning.value for warning in at.warning] == [True]
    assert films.of(at, "main_ideas").step == 0


def test_what_was_refused_is_told_until_something_else_is_typed(open_page):
    at = open_page(FILE, main_ideas_b3="nan", main_ideas_steps="many")
    type_number(at, "main_ideas_b3", "2").run()
    assert ["main_ideas_steps" in warning.value for warning in at.warning] == [True]


def test_a_step_beyond_the_run_is_its_last(open_page):
    at = open_page(FILE, main_ideas_step="500")
    assert number(TRACE.ssr[10]) in table_with(at, "Residual²").iloc[-1, -1]


def test_the_summary_takes_its_numbers_from_the_experiment_in_the_address(open_page, said):
    own = said(open_page("8_Summary.py"))
    for value in (TRACE.ssr[0], TRACE.derivatives[0, -1], TRACE.of("b3")[1]):
        assert number(value) in own
    assert "20.4 in the video" in own
    experiment = replace(MAIN_IDEAS.experiment, optimiser=GradientDescent(0.05), steps=3)
    trace = gradient_descent(experiment)
    theirs = said(open_page("8_Summary.py", main_ideas_learning_rate="0.05", main_ideas_steps="3"))
    for text in (number(trace.of("b3")[1]), f"b3 = {number(trace.of('b3')[-1])}, SSR = {number(trace.ssr[-1])}"):
        assert text in theirs
    assert "in the video**" not in theirs
