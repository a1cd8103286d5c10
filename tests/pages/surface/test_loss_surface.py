"""The SSR as a landscape: the map is the core's, and the path and the arrow lie on it."""

import json

import films
import numpy as np
import pytest
from maps import PAGE, THREE, TRACES, ends, maps, said_on_map, ssr_at
from png import pixels
from screen import layer, table_with

from backprop.landscape import ssr_across
from backprop.lessons import ALL_PARAMETERS
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.charts.one_table import BETWEEN
from pages.parts.pictures import painted
from pages.parts.surface import maps as surface_maps
from pages.parts.surface import strip, window


def levels_of(drawn):
    """The numbers upon the lines of a map that moves: [(part of the map across, part of it up, text), …]."""
    told = [text.split(BETWEEN) for text in layer(drawn, "level")["label"]]
    return [(float(x), float(y), text) for x, y, text in told]


@pytest.mark.parametrize("others", window.OTHERS)
@pytest.mark.parametrize("row", [0, 500])
def test_the_map_is_the_pass_forward_at_every_place_that_the_mouse_reads(open_page, chart_tables, others, row):
    at = open_page(PAGE, surface_step=str(row), surface_all_parameters_others=others)
    (drawn, _), trace = maps(chart_tables, at)[0], TRACES["All seven"]
    x, y = ends(at)
    base = trace.parameters[{"as at this step": row, "as at the start": 0, "as at the end": -1}[others]].copy()
    read = layer(drawn, "cell")["x"].to_numpy().reshape(60, 60)
    for up, across in ((0, 0), (3, 59), (29, 30), (59, 0), (41, 17)):
        base[[4, 6]] = x[0] + (across + 0.5) / 60 * (x[1] - x[0]), y[0] + (up + 0.5) / 60 * (y[1] - y[0])
        assert read[up, across] == pytest.approx(backward(trace.experiment.network, base, trace.experiment.data).loss)


def test_the_picture_has_a_colour_for_each_band_and_the_lowest_is_the_darkest(open_page, chart_tables):
    at = open_page(PAGE)
    drawn, _ = maps(chart_tables, at)[0]
    cells, palette = pixels(layer(drawn, "picture")["label"].iloc[0])
    own, (x, y) = ALL_PARAMETERS.experiment, ends(at)
    grid = surface_maps.middles(y), surface_maps.middles(x)
    surface = ssr_across(own.network, own.data, own.start, ("b3", "w3"), grid)
    levels = [float(text) for _, _, text in levels_of(drawn)]
    assert len(levels) >= 4
    inner = cells < painted.LINES
    assert inner.mean() > 0.9
    assert cells.shape == surface.shape == (300, 300)
    for level in levels:  # each written level parts the bands below it from those above
        below, above = cells[inner & (surface < level)], cells[inner & (surface >= level)]
        assert below.max(initial=0) < above.min(initial=255)
    bands = palette[: len(np.unique(cells[inner])) + cells[inner].min()].astype(int).sum(axis=1)
    assert (np.diff(bands) > 0).all()
    assert np.unique(cells).max() < painted.TOO_LARGE - 1


def test_each_level_is_written_on_its_own_line(open_page, chart_tables):
    moving = open_page(PAGE)
    (x, y), own = ends(moving), ALL_PARAMETERS.experiment
    written = [
        (x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0]), text)
        for across, up, text in levels_of(maps(chart_tables, moving)[0][0])
    ]
    held = open_page(PAGE, surface_all_parameters_others="as at the start")
    drawn, on_it = maps(chart_tables, held)[0]
    assert not levels_of(drawn)
    texts = said_on_map(held)[2:]
    written += [
        (across, up, text)
        for (across, up), text in zip(layer(on_it, "contour")[["x", "y"]].to_numpy(), texts, strict=True)
    ]
    assert len(written) > len(texts) > 5
    for x, y, text in written:
        row = own.start.copy()
        row[[4, 6]] = x, y
        assert ssr_at(own, row) == pytest.approx(float(text), rel=0.12)


@pytest.mark.parametrize(("network", "one", "other"), [("All seven", "w1", "b2"), ("Three parameters", "w4", "w3")])
@pytest.mark.parametrize("row", [0, 7, 1000])
def test_the_path_is_the_descents_and_the_arrow_is_minus_the_derivatives(
    open_page, chart_tables, network, one, other, row
):
    trace, slug = TRACES[network], strip.LESSONS[network].slug
    query = {f"surface_{slug}_across": one, f"surface_{slug}_up": other, "surface_step": str(row)}
    at = open_page(PAGE, surface_network=network, **query)
    on_it = maps(chart_tables, at)[0][1]
    places = [trace.experiment.network.place(name) for name in (one, other)]
    film = films.of(at, "surface")
    reached = np.minimum(film.steps, row)
    np.testing.assert_allclose(layer(on_it, "walked")[["x", "y"]], trace.parameters[reached][:, places], rtol=1e-4)
    ahead = layer(on_it, "ahead")
    assert {0, 1, 7, len(trace) - 1} <= set(ahead["x2"])
    np.testing.assert_allclose(ahead[["x", "y"]], trace.parameters[ahead["x2"].astype(int)][:, places], rtol=1e-5)
    np.testing.assert_allclose(layer(on_it, "now")[["x", "y"]].iloc[0], trace.parameters[row, places], rtol=1e-5)
    np.testing.assert_allclose(layer(on_it, "start")[["x", "y"]].iloc[0], trace.parameters[0, places], rtol=1e-5)
    arrow = layer(on_it, "arrow").iloc[0]
    moved = np.array([arrow["x2"] - arrow["x"], arrow["y2"] - arrow["y"]])
    downhill = -trace.derivatives[row, places]
    np.testing.assert_allclose(moved / np.hypot(*moved), downhill / np.hypot(*downhill), atol=1e-4)
    np.testing.assert_allclose(layer(on_it, "tip")[["x", "y"]].iloc[0], arrow[["x2", "y2"]].astype(float), rtol=1e-6)
    assert said_on_map(at)[:2] == [f"SSR {number(trace.ssr[row])}", "−gradient"]
    told = film.alt("surface_on_map", row)
    for name, place in zip((one, other), places, strict=True):
        assert f"{name} {number(trace.parameters[row, place])}" in told
        assert f"{name} {number(-trace.derivatives[row, place])}" in told


def test_every_sentence_is_true_at_every_step(open_page):
    """Where the path leaves a typed range, no arrow is spoken of; where the map's SSR is the run's, no other one."""
    slug = "surface_three_parameters"
    query = {f"{slug}_range": "typed", f"{slug}_x_from": "-0.2", f"{slug}_others": "as at the start"}
    at = open_page(PAGE, **THREE, **query)
    trace, film = TRACES["Three parameters"], films.of(at, "surface")
    told = {}
    for step in film.steps:
        text, table = film.text(step), film.tables(step)[0]
        held = trace.parameters[0].copy()
        held[[4, 6]] = trace.parameters[step, [4, 6]]
        found = backward(trace.experiment.network, held, trace.experiment.data)
        assert [row[2] for row in table[1:]] == [number(found.derivatives[place]) for place in (4, 6)]
        assert f"At step {step:,} the " in text
        inside, apart = held[4] >= -0.2, not np.isclose(found.loss, trace.ssr[step])
        assert ("along the arrow" in text, "the descent is outside this map" in text) == (inside, not inside)
        assert (", which is outside the map" in film.alt("surface_on_map", step)) == (not inside)
        assert (f"has {number(trace.ssr[step])}" in text) == apart
        told[step] = inside, apart
    assert set(told.values()) >= {(True, False), (True, True), (False, True)}


def test_with_the_others_held_the_arrow_is_that_of_the_map_and_the_page_says_what_differs(
    open_page, chart_tables, said
):
    at = open_page(PAGE, surface_all_parameters_others="as at the start", surface_step="500")
    trace = TRACES["All seven"]
    held = trace.parameters[0].copy()
    held[[4, 6]] = trace.parameters[500, [4, 6]]
    found = backward(trace.experiment.network, held, trace.experiment.data)
    table = table_with(at, "Derivative").set_index("Parameter")
    assert table["Derivative"].tolist() == [number(found.derivatives[4]), number(found.derivatives[6])]
    arrow = layer(maps(chart_tables, at)[0][1], "arrow").iloc[0]
    moved = np.array([arrow["x2"] - arrow["x"], arrow["y2"] - arrow["y"]])
    np.testing.assert_allclose(moved[1] / moved[0], found.derivatives[6] / found.derivatives[4], rtol=1e-3)
    assert f"an SSR of {number(found.loss)} on this map" in said(at)
    assert f"has {number(trace.ssr[500])}" in said(at)


def test_held_others_give_the_same_map_at_every_step_and_followed_ones_the_same_lines(open_page, chart_tables):
    query = {"surface_all_parameters_others": "as at the end"}
    one, other = (maps(chart_tables, open_page(PAGE, surface_step=row, **query))[0][0] for row in ("3", "900"))
    assert one.equals(other)
    first, last = (open_page(PAGE, surface_step=row) for row in ("0", "10000"))
    assert not maps(chart_tables, first)[0][0].equals(maps(chart_tables, last)[0][0])
    assert ends(first) == ends(last)


def test_a_map_that_stands_still_is_drawn_once_and_one_that_moves_where_the_walk_rests(open_page):
    """What is drawn where the walk rests stands before a follower of its part."""
    moves = {}
    for network, others in (
        ("All seven", "as at this step"), ("All seven", "as at the end"), ("b3 alone", "as at this step"),
        ("The line", "as at this step"), ("Three parameters", "as at this step"),
    ):  # fmt: skip
        query = {f"surface_{strip.LESSONS[network].slug}_others": others}
        at = open_page(PAGE, surface_network=network, **query)
        parts = [
            json.loads(each.proto.json)["part"]
            for each in at.get("bidi_component")
            if each.proto.component_name == "step_at_rest"
        ]
        assert parts in ([], ["surface_map_part"])
        moves[network, others] = bool(parts)
    assert [pair for pair, moving in moves.items() if moving] == [
        ("All seven", "as at this step"), ("Three parameters", "as at this step"),
    ]  # fmt: skip


def test_where_the_ssr_is_too_large_for_a_computer_the_map_is_hatched():
    surface = np.full((300, 300), 1.0)
    surface[:100] = np.inf
    surface[250, 250] = np.nan
    drawn = surface_maps.map_from(("w1", "w2"), (0, 1), (0, 1), surface, np.array([0.5]))
    cells, palette = pixels(drawn.address)
    assert set(np.unique(cells[:100])) == {254, 255}
    assert cells[250, 250] >= 254
    assert (cells[101:240, :240] < painted.LINES).all()
    assert palette[254].tolist() != palette[255].tolist()
    assert drawn.shown == pytest.approx(1 - (30_000 + 1) / 90_000)


def test_a_run_that_diverges_has_a_map_too(open_page, said):
    at = open_page(PAGE, **THREE, surface_three_parameters_learning_rate="2", surface_step="300")
    assert "Diverged" in said(at) or "rising" in said(at).lower()
