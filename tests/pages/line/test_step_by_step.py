"""Gradient Descent, step by step: the video's line, intercept alone, with its slope, and where the stop rule ends."""

from dataclasses import replace

import numpy as np
import pytest
from screen import is_whole, layer, number_in, table_with, type_number

from backprop.descent import gradient_descent
from backprop.lessons import STEP_BY_STEP, STEP_BY_STEP_BOTH
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.reading import stops_at
from backprop.written.numerals import number

PAGE = "3_Gradient_Descent_Step_by_Step.py"
ALONE, BOTH = (gradient_descent(lesson.experiment) for lesson in (STEP_BY_STEP, STEP_BY_STEP_BOTH))
STOP, NETWORK = {"line_part": "When to stop"}, {"line_part": "A line is a network"}
TWO = {"step_by_step_part": "Intercept and slope"}


def stopping(at):
    return next(table.value for table in at.table if "Largest |Step Size|" in table.value.columns).set_index("Where")


VIDEO = [
    ["−5.7", "−0.57", "0.57"],
    ["−2.3", "−0.23", "0.8"],
    ["−0.9", "−0.09", "0.89"],
    ["0.92"],
    ["0.94"],
    ["0.95"],
]


@pytest.mark.parametrize(("row", "video"), list(enumerate(VIDEO)))
def test_each_step_of_the_intercept_stands_beside_the_videos(open_page, said, row, video):
    at = open_page(PAGE, step_by_step_step=str(row))
    update = table_with(at, "New")
    old, derivative, step = ALONE.of("b1")[row], ALONE.derivatives[row, 1], ALONE.step_sizes[row, 1]
    assert list(update.iloc[0]) == ["b1", *map(number, (old, derivative, 0.1, step, old - step))]
    assert update.iloc[1, 0] == "b1, in the video"
    assert [text for text in update.iloc[1, 1:] if text] == video
    assert ("It cuts 0.9263 to 0.92" in said(at)) == (row == 3)


def test_the_start_is_the_videos_and_says_where_it_cuts(open_page, said):
    told = said(open_page(PAGE))
    assert "SSR is 3.156** :green-badge[3.1 in the video, which cuts here]" in told
    assert "w1 is the slope" in told
    assert "The video's own run" in told


def test_intercept_and_slope_start_as_in_the_video(open_page, said):
    at = open_page(PAGE, **TWO)
    update = table_with(at, "New").set_index("Parameter")
    assert list(update.loc["w1"]) == ["1", "−0.8", "0.01", "−0.008", "1.008"]
    assert list(update.loc["b1"]) == ["0", "−1.6", "0.01", "−0.016", "0.016"]
    assert [text for text in update.loc["b1, in the video"] if text] == ["−1.6", "−0.016", "0.016"]
    assert "The video's own run" in said(at)


@pytest.mark.parametrize(("query", "trace", "stop"), [({}, ALONE, 7), (TWO, BOTH, 206)])
def test_the_stop_rule_stops_short_of_the_least_squares(open_page, said, query, trace, stop):
    at = open_page(PAGE, **query, **STOP)
    assert stops_at(trace) == stop
    assert f"holds **at step {stop}**" in said(at)
    table, best = stopping(at), exact_minimum(trace.experiment)
    for name in trace.experiment.optimised:
        place = trace.experiment.network.place(name)
        expected = [trace.of(name)[stop], trace.of(name)[-1], best[place]]
        assert table[name].tolist() == [number(value) for value in expected]
    assert table["Step"].tolist() == [str(stop), f"{len(trace) - 1:,}", ""]
    assert table["SSR"].tolist()[-1] == "0.4446"


def test_charts_draw_the_cores_numbers(open_page, chart_tables):
    at = open_page(PAGE, **TWO, step_by_step_both_step="3", step_by_step_both_along="w1")
    _, line, curve, ssr, *_ = chart_tables(at)
    np.testing.assert_allclose(layer(line, "observation")["y2"], BOTH.predicted[3, :, 0], rtol=1e-6)
    now, new = layer(curve, "now").iloc[0], layer(curve, "new").iloc[0]
    np.testing.assert_allclose([now.x, now.y, new.x], [BOTH.of("w1")[3], BOTH.ssr[3], BOTH.of("w1")[4]], rtol=1e-6)
    drawn = layer(ssr, "line")
    np.testing.assert_allclose(drawn["y"], BOTH.ssr[drawn["x"].astype(int)], rtol=1e-5)


def test_changing_values_follows_the_core(open_page, said):
    at = open_page(PAGE)
    type_number(at, "step_by_step_w1", 0.8).run()
    type_number(at, "step_by_step_learning_rate", 0.05).run()
    own = replace(STEP_BY_STEP.experiment, start=(0.8, 0.0), optimiser=GradientDescent(0.05))
    trace = gradient_descent(own)
    assert "Your own run" in said(at)
    assert "in the video" not in table_with(at, "New").to_csv()
    assert table_with(at, "New").iloc[0]["New"] == number(trace.of("b1")[1])
    at.segmented_control(key="line_part").set_value("When to stop").run()
    assert stopping(at).loc["Exact least squares", "b1"] == number(exact_minimum(own)[1])
    at.segmented_control(key="line_part").set_value("The walk").run()
    next(button for button in at.button if button.label == "As in the video").click().run()
    assert "The video's own run" in said(at)


def test_one_choice_leaves_the_other_as_it_was(open_page, said):
    at = open_page(PAGE)
    next(button for button in at.button if button.label == "Both at 0.1").click().run()
    assert number_in(at, "step_by_step_both_learning_rate") == 0.1
    at.toggle(key="step_by_step_both_verdict").set_value(True).run()
    assert "Rising" in said(at)
    at.segmented_control(key="line_part").set_value("When to stop").run()
    assert "the rule never holds" in said(at)
    next(button for button in at.button if button.label == "Both, as in the video").click().run()
    assert "holds **at step 206**" in said(at)
    at.segmented_control(key="line_part").set_value("The walk").run()
    assert "The video's own run" in said(at)
    next(button for button in at.button if button.label == "The intercept from 3").click().run()
    assert number_in(at, "step_by_step_b1") == 3.0
    assert number_in(at, "step_by_step_learning_rate") == 0.1


@pytest.mark.parametrize(
    "query",
    [
        {"step_by_step_optimised": ""},
        {"step_by_step_steps": "0"},
        {"step_by_step_learning_rate": "1000", "step_by_step_steps": "2000"},
        {**TWO, "step_by_step_both_learning_rate": "0.1", "step_by_step_both_steps": "20000"},
    ],
)
def test_odd_runs_are_shown_too(open_page, query):
    for part in ({}, STOP, NETWORK):
        assert is_whole(open_page(PAGE, **query, **part))
