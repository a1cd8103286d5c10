"""One Learning Rate, many starts: how many reach a perfect fit, where they end, and starts that never fit."""

from dataclasses import replace

import numpy as np
from rates_page import PAGE, QUICK, SEVEN, STARTS
from screen import layer, number_in, table_with

from backprop.lessons import ALL_PARAMETERS, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.optimisers import GradientDescent
from backprop.rates import landing, random_starts
from backprop.written.numerals import number
from pages.parts.rates.strip import SUBJECTS


def seven_starts(count, steps, seed=1, least=-2.0, most=2.0):
    experiment = replace(SEVEN, steps=steps, optimiser=GradientDescent(0.1))
    return landing(experiment, random_starts(experiment, count, least, most, seed))


def test_the_share_of_perfect_fits_and_their_table_are_the_cores(open_page, said, chart_tables):
    query = {"rates_seven_starts_rate": "0.1", "rates_seven_starts_steps": "2000", "rates_seven_starts_seed": "7"}
    at = open_page(PAGE, **{**QUICK, **query, **STARTS}, rates_seven_starts_table="true")
    found = seven_starts(200, 2000, seed=7)
    reached = int(found.reached.sum())
    assert 10 < reached < 190
    assert f"**{reached} of 200 starts ({number(100 * reached / 200)}%)** reached an SSR below 0.001" in said(at)
    outcomes = table_with(at, "Share")
    assert outcomes["Starts"].tolist() == [str(reached), str(200 - reached), "0"]
    starts = next(frame.value for frame in at.dataframe if "Start" in frame.value.columns)
    assert (starts["Perfect fit"] == "yes").tolist() == found.reached.tolist()
    np.testing.assert_allclose(starts["w1 at the start"], found.starts[:, 0])
    np.testing.assert_allclose(starts["b3 at the end"], found.ends[:, -1])
    where, fits = chart_tables(at)
    for row in layer(where, "reached").itertuples():
        assert found.reached[int(row.label) - 1]
        np.testing.assert_allclose([row.x, row.y], found.ends[int(row.label) - 1, :2], rtol=1e-5)
    drawn = [run for run in table_with(at, "SSR")["Start"] if run]
    assert {label for label in fits["label"] if label} == set(drawn)
    assert all(found.reached[int(run) - 1] for run in drawn)


def test_as_it_was_leaves_the_part_open_that_is(open_page):
    at = open_page(PAGE, **STARTS, rates_b3_starts_seed="5")
    next(button for button in at.button if button.label == "As it was").click().run()
    assert at.segmented_control(key="rates_part").value == "Many starts"
    assert number_in(at, "rates_b3_starts_seed") == 1


def test_with_one_lowest_point_all_starts_end_there(open_page, said):
    for name, of in SUBJECTS.items():
        if of.lesson is not ALL_PARAMETERS and of.lesson is not THREE_PARAMETERS:
            told = said(open_page(PAGE, rates_of=name, **STARTS))
            assert "**200 of 200 starts (100%)**" in told
            assert "they all end at it" in told
            assert ("best fits together" in told) == (of.lesson is STEP_BY_STEP_BOTH)


def test_starts_that_never_fit_and_starts_that_all_diverge_are_told(open_page, said):
    few = {**QUICK, "rates_seven_starts_steps": "1"}
    assert "None of these starts reached a perfect fit yet" in said(open_page(PAGE, **{**few, **STARTS}))
    far = {"rates_b3_starts_rate": "1000", "rates_b3_starts_steps": "500"}
    told = said(open_page(PAGE, **far, **STARTS))
    assert "Every run diverged" in told
    assert "200 diverged." in told
