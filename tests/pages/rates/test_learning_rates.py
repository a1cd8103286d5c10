"""Learning rates compared: regions, curves and ends are the core's, and one run can be looked at."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from rates_page import B3, PAGE, QUICK, STARTS
from screen import is_whole, layer, number_in, table_with, type_number

from backprop.descent import gradient_descent
from backprop.lessons import FITTED
from backprop.optimisers import GradientDescent
from backprop.rates import GOOD, REGIONS, borders, comparison
from backprop.written.numerals import number
from pages.parts.controls import presets
from pages.parts.rates import pictures
from pages.parts.rates.looks import LOOKS, rate_texts
from pages.parts.rates.many_rates import run_query
from pages.parts.rates.strip import SUBJECTS

B3_RATES = np.geomspace(0.01, 1.0, 41)


def rates_of(at):
    return next(frame.value for frame in at.dataframe if "Learning Rate" in frame.value.columns)


def test_b3_alone_has_its_four_regions_and_exact_borders(open_page, said):
    at = open_page(PAGE)
    found, told = comparison(B3, B3_RATES), said(at)
    table = table_with(at, "Rates").set_index("Region")
    assert table.index.tolist() == list(REGIONS)
    assert table["Rates"].tolist() == [str((found.regions == place).sum()) for place in range(len(REGIONS))]
    for value in (*borders(B3).arrives, 1 / 6, 1 / 3):
        assert number(value) in told
    assert "1 − 6 × rate" in told
    assert f"Best of these 41 in 10 steps: {number(found.learning_rates[found.best])}**" in told
    assert "alternate without arriving in time at 0.2512, and to diverge at 0.3548." in told
    assert "The video's own run" in told


def test_the_pictures_draw_the_cores_numbers(open_page, chart_tables):
    curves, ends = chart_tables(open_page(PAGE, rates_b3_log="false"))[:2]
    found = comparison(B3, B3_RATES)
    names = rate_texts(B3_RATES)
    top = 3 * 1.06 * found.ssr[found.ssr <= 4 * found.ssr[0, 0]].max()
    for run, name in enumerate(names):
        drawn = curves[(curves["label"] == name) & curves["is"].isin(REGIONS)]
        assert (drawn["is"] == REGIONS[found.regions[run]]).all()
        np.testing.assert_array_equal(drawn["x"], found.steps)
        np.testing.assert_allclose(drawn["y"], np.minimum(found.ssr[run], top), rtol=1e-5)
        point = ends[(ends["label"] == name) & ends["is"].isin(REGIONS)]
        np.testing.assert_allclose(point[["x", "y2"]], [[B3_RATES[run], found.ssr[run, -1]]], rtol=1e-5)
    np.testing.assert_allclose(layer(ends, "stable")["x"], 1 / 3, rtol=1e-5)
    np.testing.assert_allclose(layer(curves, "looked at")["y"], gradient_descent(B3).ssr, rtol=1e-5)
    assert set(layer(curves, "end")["label"]) == {"▲"}  # in ten steps nothing outgrows a float


SHAPES = {"○": ("circle", False), "●": ("circle", True), "□": ("square", False), "■": ("square", True),
          "◇": ("diamond", False), "✕": ("cross", True)}  # fmt: skip


def test_the_legend_has_the_marks_and_the_names_of_the_pictures(open_page):
    table = table_with(open_page(PAGE), "Rates").set_index("Region")["Drawn"]
    spec = pictures.ends_spec(True, 200)
    for name, look in LOOKS.items():
        (points,) = (
            each["mark"]
            for each in spec["layer"]
            if f"datum.is == '{name}'" in str(each["transform"]) and each["mark"]["type"] == "point"
        )
        (sign,) = (sign for sign in SHAPES if sign in table[name])
        assert SHAPES[sign] == (points["shape"], points["filled"])
        assert table[name].endswith(look.line)
    assert len(set(table)) == len(REGIONS)
    assert len({look.dash for look in LOOKS.values()}) == len(REGIONS)


def test_a_run_beyond_the_picture_has_its_regions_mark_too_with_an_arrow_beside_it(open_page, chart_tables):
    ends = chart_tables(open_page(PAGE))[1]
    found = comparison(B3, B3_RATES)
    outside = found.ssr[:, -1] > 4 * found.ssr[0, 0]
    marks, arrows = layer(ends, "diverges"), layer(ends, "arrow")
    np.testing.assert_allclose(marks["x"], B3_RATES[outside], rtol=1e-5)
    np.testing.assert_allclose(arrows["x"], B3_RATES[outside], rtol=1e-5)
    assert (marks["y"].to_numpy() > arrows["y"].to_numpy()).all(), "the arrow points at its mark, upwards"
    assert set(arrows["value"]) == {0}


def test_the_best_is_marked_and_named_beside_its_own_line(open_page, chart_tables):
    ends = chart_tables(open_page(PAGE))[1]
    found = comparison(B3, B3_RATES)
    best = found.learning_rates[found.best]
    (mark,) = layer(ends, "best").itertuples()
    assert (mark.x, mark.y) == pytest.approx((best, found.ssr[found.best, -1]), rel=1e-5)
    (label,) = (row for row in layer(ends, "said").itertuples() if row.label.startswith("best"))
    assert label.label == f"best {number(best)}"
    assert label.x == pytest.approx(best, rel=1e-5)
    assert mark.y < label.y < mark.y2, "it stands beside the line that goes up from its point"


def test_runs_that_diverge_end_where_they_end_and_flatten_nothing(open_page, chart_tables, said):
    at = open_page(PAGE, rates_b3_steps="600", rates_b3_rate="0.5")
    curves, ends = chart_tables(at)[:2]
    crosses = layer(curves, "end")[layer(curves, "end")["label"] == "✕"]
    found = comparison(replace(B3, steps=600), B3_RATES)
    lost = found.diverged_at >= 0
    assert crosses["x"].tolist() == (found.diverged_at[lost] - 1).tolist()
    assert ends["y"].max() < 2 * 4 * 20.43  # at most so many times the start's SSR is in the picture
    assert curves["y"].max() < 3 * 2 * 4 * 20.43
    assert f"{lost.sum()} outgrew the computer's numbers" in said(at)
    assert "Diverged at step" in said(at)
    table = rates_of(at)
    assert table["Diverged at step"].dropna().tolist() == found.diverged_at[lost].tolist()
    assert table["Last SSR"].isna().tolist() == lost.tolist()


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_rate_stands_in_the_table(open_page, name):
    of = SUBJECTS[name]
    at = open_page(PAGE, rates_of=name, **{f"{of.key}_steps": "200"})
    table, own = rates_of(at), of.lesson.experiment
    found = comparison(replace(own, steps=200), np.geomspace(*of.rates))
    np.testing.assert_allclose(table["Learning Rate"], np.geomspace(*of.rates), rtol=1e-12)
    assert table["Region"].tolist() == [REGIONS[place] for place in found.regions]
    np.testing.assert_allclose(table["Last SSR"], found.ssr[:, -1])
    for parameter in own.optimised:
        np.testing.assert_allclose(table[f"{parameter} at the end"], found.ends[:, own.network.place(parameter)])
    assert table["Arrived at step"].isna().tolist() == (found.regions != GOOD).tolist()


def test_all_seven_reach_the_videos_values_or_others(open_page, said):
    rates = {"rates_seven_from": "0.01", "rates_seven_to": "0.1", "rates_seven_count": "2"}
    at = open_page(PAGE, rates_of="All seven", **rates)
    table = rates_of(at)
    assert table["To two decimals"].tolist() == ["the video's", "others"]
    assert table["w1 at the end"].round(2).tolist() == [FITTED[0], 3.26]
    assert (table["Last SSR"] < 1e-9).all()
    assert "The video's own run" in said(at)


def test_many_rates_are_drawn_as_some_curves_and_all_points(open_page, chart_tables, said):
    at = open_page(PAGE, **{**QUICK, "rates_seven_count": "200", "rates_seven_steps": "1000"})
    curves, ends = chart_tables(at)[:2]
    assert curves[curves["is"].isin(REGIONS)]["label"].nunique() <= pictures.MOST_CURVES
    assert ends["is"].isin(REGIONS).sum() == len(rates_of(at)) == 200
    assert "of the 200 runs" in said(at)
    assert sum(len(chart.proto.datasets[0].data.data) for chart in at.get("vega_lite_chart")) < 300_000


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_link_of_a_run_opens_that_run_on_its_own_page(open_page, said, name):
    of = SUBJECTS[name]
    own = of.lesson.experiment
    start = own.start + 0.1
    run = replace(
        own, start=start, steps=7, optimised=own.optimised[-2:], optimiser=GradientDescent(0.0123456789012345)
    )
    told = said(open_page(of.page, **run_query(of, run)))
    trace = gradient_descent(run)
    assert "cannot be used" not in told
    table = table_with(open_page(of.page, **run_query(of, run)), "Old")
    assert table["Parameter"].tolist() == list(run.optimised)
    assert table["Learning Rate"].tolist() == [number(0.0123456789012345)] * len(run.optimised)
    new = (trace.parameters[0] - trace.step_sizes[0])[[own.network.place(each) for each in run.optimised]]
    assert table["New"].tolist() == [number(value) for value in new]


def test_a_click_looks_at_a_run_and_a_click_beside_changes_nothing(monkeypatch):
    state = {"chart": {"selection": {"clicked": [{"label": "0.2"}]}}, "rate": 0.1}
    monkeypatch.setattr(presets, "st", SimpleNamespace(session_state=state))
    monkeypatch.setattr(presets, "write", state.update)
    presets.take_click("chart", "clicked", "label", {"0.2": 0.2000001}, "rate")
    assert state["rate"] == 0.2000001
    for clicked in ([], [{}], [{"label": "<b>"}], [{"other": 1}]):
        state["chart"] = {"selection": {"clicked": clicked}}
        presets.take_click("chart", "clicked", "label", {"0.2": 5.0}, "rate")
        assert state["rate"] == 0.2000001
    state["chart"] = {"selection": {}}
    presets.take_click("chart", "clicked", "label", {"0.2": 5.0}, "rate")
    assert state["rate"] == 0.2000001


def test_rates_are_looked_at_by_buttons_too(open_page, said):
    at = open_page(PAGE)
    next(button for button in at.button if button.label.startswith("Just above")).click().run()
    assert number_in(at, "rates_b3_rate") == 0.3367
    assert "Rising" in said(at)
    next(button for button in at.button if button.label == "At 0.25").click().run()
    assert number_in(at, "rates_b3_rate") == 0.25
    type_number(at, "rates_b3_b3", 2.0).run()
    assert "Your own run" in said(at)
    next(button for button in at.button if button.label == "As it was").click().run()
    assert number_in(at, "rates_b3_b3") == 0.0
    next(button for button in at.button if button.label == "All seven, one step at 0.1").click().run()
    told, table = said(at), rates_of(at)
    assert "Rising" in told
    assert "of these 49 in 1 step:" in told
    assert table["Region"][(table["Learning Rate"] - 0.1).abs().idxmin()] == "diverges"


# --- odd and forged addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"rates_b3_optimised": ""},
        {"rates_b3_optimised": "w1"},
        {"rates_b3_steps": "1", "rates_b3_count": "2"},
        {"rates_b3_from": "1000", "rates_b3_to": "1000"},
        {"rates_b3_from": "0.5", "rates_b3_to": "0.1"},
        {"rates_b3_from": "10", "rates_b3_to": "1000", "rates_b3_steps": "2000", "rates_b3_rate": "1000"},
        {"rates_b3_w1": "1000", "rates_b3_b1": "1000", "rates_b3_w3": "1000", "rates_b3_from": "900"},
        {"rates_b3_starts_least": "5", "rates_b3_starts_most": "-5", "rates_b3_starts_count": "1", **STARTS},
        {"rates_b3_starts_least": "1", "rates_b3_starts_most": "1", **STARTS},
        {"rates_b3_optimised": "", **STARTS},
        {"rates_b3_b3": "2.6091796"},
        {
            "rates_of": "A line",
            "rates_line_optimised": "b1",
            "rates_line_log": "false",
            "rates_line_log_steps": "false",
        },
    ],
)
def test_odd_experiments_are_shown_too(open_page, query):
    assert is_whole(open_page(PAGE, **query))


@pytest.mark.parametrize(
    "query",
    [
        {"rates_b3_from": "500", "rates_b3_to": "1000", "rates_b3_steps": "2000", "rates_b3_count": "60"},
        {
            "rates_of": "All seven",  # still numbers after so few steps, and huge ones
            "rates_seven_from": "500",
            "rates_seven_to": "1000",
            "rates_seven_steps": "20",
        },
    ],
)
def test_of_many_rates_that_all_diverge_none_is_called_the_best(open_page, said, query):
    at = open_page(PAGE, **query)
    assert "rates diverge within" in said(at)
    assert not [button for button in at.button if button.label.startswith("The best")]


def test_a_range_that_is_none_is_said(open_page):
    at = open_page(PAGE, rates_b3_from="0.5", rates_b3_to="0.1")
    assert "0.5 to 0.1 are no range" in at.warning[0].value
