"""A local minimum? The plateau has a way down, the end is a perfect fit, and around it the valley stays at zero."""

import numpy as np
import pytest
from maps import ALONG, FIT, MINIMUM, PAGE, TRACES, maps, ssr_at
from screen import layer, table_with

from backprop.curvature import bends, ssr_straight_on
from backprop.lessons import ALL_PARAMETERS
from backprop.written.numerals import number
from pages.parts.surface import valley


def test_the_plateau_has_a_way_down_and_the_page_shows_it(open_page, chart_tables, said):
    at, trace = open_page(PAGE, surface_step="500", **MINIMUM), TRACES["All seven"]
    own, here = trace.experiment, trace.parameters[500]
    found = bends(own.network, own.data, here)
    assert "No: at step 500 there is a way down" in said(at)
    assert f"{found.down.sum()} of 7 directions bend downwards" in said(at)
    table = table_with(at, "Slope")
    assert table["Curvature"].tolist() == [number(value) for value in found.curvature]
    assert table["The SSR"].tolist() == ["bends down" if down else "bends up" for down in found.down]
    way = next(table for table in chart_tables(at) if "other" in set(table["is"]))
    drawn, gradient = layer(way, "one"), trace.derivatives[500]
    expected = ssr_straight_on(own.network, own.data, here, -gradient / np.linalg.norm(gradient), drawn["x"])
    np.testing.assert_allclose(drawn["y"], expected, rtol=1e-4)
    drawn = layer(way, "other")
    expected = ssr_straight_on(own.network, own.data, here, found.directions[-1], drawn["x"])
    np.testing.assert_allclose(drawn["y"], expected, rtol=1e-4)
    assert layer(way, "point")["y"].min() < trace.ssr[500] - 0.03


def test_the_end_is_a_perfect_fit_and_four_directions_are_flat(open_page, said):
    told = said(open_page(PAGE, surface_step="10000", **MINIMUM))
    assert "Yes, all but rounding and the last steps: at step 10,000" in told
    assert "4 of 7 directions are flat" in told


def test_the_line_ends_in_a_bowl(open_page, said):
    assert "no direction bends downwards" in said(
        open_page(PAGE, surface_network="The line", surface_step="1000", **MINIMUM)
    )


def test_around_a_perfect_fit_three_directions_bend_and_the_valley_stays_at_zero(open_page, chart_tables, said):
    at, on_the_way = open_page(PAGE, **FIT), open_page(PAGE, **ALONG)
    of_fit = ["Direction", "Curvature", "The SSR", "Made mostly of"]
    around = next(table.value for table in at.table if list(table.value.columns) == of_fit)
    assert around["The SSR"].tolist() == ["bends up"] * 3 + ["flat"] * 4
    assert "**3 directions bend up, 4 are flat.**" in said(at)
    assert "**A direction is a mixture of parameters**" in said(at)
    own = ALL_PARAMETERS.experiment
    ends_of_way, floor = valley.both_fits(own)
    assert ssr_at(own, floor).max() < 1e-18
    drawn, on_it = maps(chart_tables, at)[0]
    way = ends_of_way[1] - ends_of_way[0]
    far = np.linalg.norm(way)
    np.testing.assert_allclose(layer(on_it, "fit")[["x", "y"]], [[0, 0], [far, 0]], atol=1e-6)
    steepest = bends(own.network, own.data, ends_of_way[0]).directions[0]
    read = layer(drawn, "cell")["x"].to_numpy().reshape(60, 60)
    for up, across in ((0, 0), (30, 45), (59, 12)):
        along, aside = -1 + (across + 0.5) / 30, -1 + (up + 0.5) / 30
        assert read[up, across] == pytest.approx(ssr_at(own, ends_of_way[0] + along * way / far + aside * steepest))
    (floor_chart,) = chart_tables(on_the_way)
    assert layer(floor_chart, "one")["y"].max() < 1e-18
    assert layer(floor_chart, "other")["y"].max() > 1e-4
    for row in table_with(on_the_way, "Part").to_dict("records"):
        place = [float(row[name].replace("−", "-")) for name in own.network.parameter_names]
        np.testing.assert_allclose(place, floor[round(40 * float(row["Part"]))], rtol=1e-3)
