"""The SSR as a landscape: the map is the core's, the path and the arrow lie on it, and the answers rest on numbers."""

import base64
import json
import struct
import zlib
from dataclasses import replace

import films
import numpy as np
import pytest
from screen import JUNK, acting, layer, number_fields, number_in, table_with, type_number

from backprop.activations import IDENTITY, TANH
from backprop.curvature import bends, ssr_straight_on
from backprop.datasets import XOR_DATA, noisy_sine, spiral
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.landscape import ssr_across
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import ssr
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from backprop.passes import backward, forward
from backprop.written.numerals import number
from pages.parts.charts.charts import BETWEEN
from pages.parts.surface import landscape_walk, loss_surface, valley

PAGE = "12_Loss_Surface.py"
THREE = {"surface_network": "Three parameters"}
MINIMUM, FIT, ALONG = (
    {"surface_part": part} for part in ("A local minimum?", "Around a perfect fit", "Along the valley")
)
TRACES = {
    name: gradient_descent(lesson.experiment)
    for name, lesson in (
        ("All seven", ALL_PARAMETERS),
        ("Three parameters", THREE_PARAMETERS),
        ("b3 alone", MAIN_IDEAS),
        ("Pt. 1's network", PT_1),
        ("The line", STEP_BY_STEP_BOTH),
    )
}


def maps(chart_tables, at):
    """The tables of the page's maps, and of what lies on them: [(map, on it), …]."""
    tables = chart_tables(at)
    return [(table, tables[i + 1]) for i, table in enumerate(tables) if "cell" in set(table["is"])]


def ends(at, place=0):
    """The ends of a map's axes: ((x_min, x_max), (y_min, y_max))."""
    charts = [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]
    spec = [spec for spec in charts if spec.get("usermeta")][place]
    value = {each["name"]: each["value"] for each in spec["params"]}
    return tuple((value[f"{axis}_min"], value[f"{axis}_max"]) for axis in "xy")


def said_on_map(at):
    """The texts beside the marks on the first map, as far as they find room: those of the step, and of its lines."""
    film = films.of(at, "surface")
    return film.labels("surface_on_map", film.step)


def levels_of(drawn):
    """The numbers upon the lines of a map that moves: [(part of the map across, part of it up, text), …]."""
    told = [text.split(BETWEEN) for text in layer(drawn, "level")["label"]]
    return [(float(x), float(y), text) for x, y, text in told]


def ssr_at(experiment, parameters):
    return ssr(experiment.data.observed, forward(experiment.network, parameters, experiment.data.inputs).predicted)


def pixels(address):
    """The colour numbers of a PNG's pixels, its rows going up, and its palette: read as the standard says."""
    kind, data = address.split(",")
    assert kind == "data:image/png;base64"
    raw, found, at = base64.b64decode(data), {}, 8
    while at < len(raw):
        (length,), name = struct.unpack(">I", raw[at : at + 4]), raw[at + 4 : at + 8]
        found[name] = raw[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", raw[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(name + found[name])
        at += 12 + length
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    lines = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not lines[:, 0].any()
    return lines[::-1, 1:], np.frombuffer(found[b"PLTE"], np.uint8).reshape(-1, 3)


@pytest.mark.parametrize("others", loss_surface.OTHERS)
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
    grid = loss_surface.middles(y), loss_surface.middles(x)
    surface = ssr_across(own.network, own.data, own.start, ("b3", "w3"), grid)
    levels = [float(text) for _, _, text in levels_of(drawn)]
    assert len(levels) >= 4
    inner = cells < loss_surface.LINES
    assert inner.mean() > 0.9
    assert cells.shape == surface.shape == (300, 300)
    for level in levels:  # each written level parts the bands below it from those above
        below, above = cells[inner & (surface < level)], cells[inner & (surface >= level)]
        assert below.max(initial=0) < above.min(initial=255)
    bands = palette[: len(np.unique(cells[inner])) + cells[inner].min()].astype(int).sum(axis=1)
    assert (np.diff(bands) > 0).all()
    assert np.unique(cells).max() < loss_surface.TOO_LARGE - 1


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
    trace, slug = TRACES[network], loss_surface.LESSONS[network].slug
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
        query = {f"surface_{loss_surface.LESSONS[network].slug}_others": others}
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


@pytest.mark.parametrize("points", ["60", "400"])
def test_the_cuts_are_the_cores_in_the_film_and_where_they_are_drawn_at_rest(open_page, chart_tables, points):
    query = {"surface_data": "spiral", "surface_points": points, "surface_nodes1": "2", "surface_any_steps": "40"}
    query |= {"surface_any_learning_rate": "0.0005"}
    at = open_page(PAGE, **ANY, **query, surface_step="7")
    film = films.of(at, "surface")
    experiment = random_experiment(spiral(int(points), 0), (2, 2, 1), GradientDescent(0.0005), 40)
    work = len(film.steps) * 61 * int(points) * 3
    in_film = [picture["key"] for picture in film.head["pictures"]] != ["surface_on_map"]
    assert in_film == (work <= landscape_walk.MOST_ON_CUTS) == (points == "60")
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


@pytest.mark.parametrize("network", loss_surface.LESSONS)
def test_every_network_has_its_map(open_page, chart_tables, said, network):
    at = open_page(PAGE, surface_network=network, surface_step="3")
    trace = TRACES[network]
    assert len(maps(chart_tables, at)) == 1
    row = min(3, len(trace) - 1)
    assert f"SSR {number(trace.ssr[row])}" in said_on_map(at)
    assert "The video's own run" in said(at)
    at = open_page(PAGE, surface_network=network, surface_step="3", **MINIMUM)
    assert f"At step {row}: SSR {number(trace.ssr[row])}" in said(at)
    assert f"at step {row} " in said(at)
    assert "The video's own run" in said(at)


def test_every_part_keeps_what_the_others_were_set_to_and_the_step(open_page, chart_tables):
    """What is set in one part is so again on the way back to it, and the walk stands at its step in both its parts."""
    query = {"surface_three_parameters_across": "w4", "surface_three_parameters_w3": "1.5", "surface_step": "12"}
    at = open_page(PAGE, **THREE, **query)
    before = maps(chart_tables, at)
    for part in (*MINIMUM.values(), *FIT.values(), *ALONG.values(), "The map"):
        at.segmented_control(key="surface_part").set_value(part).run()
        assert not at.exception
        if part in MINIMUM.values():
            assert films.of(at, "surface").step == 12
            assert at.selectbox(key="surface_network").value == "Three parameters"
            assert "at step 12 " in " ".join(each.value for each in at.markdown)
    for one, other in zip(before[0], maps(chart_tables, at)[0], strict=True):
        assert one.equals(other)
    assert films.of(at, "surface").step == 12
    assert at.selectbox(key="surface_three_parameters_across").value == "w4"


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


def test_a_typed_range_is_the_maps(open_page, chart_tables):
    query = dict(
        zip((f"surface_three_parameters_{end}" for end in ("x_from", "x_to", "y_from", "y_to")), "1234", strict=True)
    )
    query |= {"surface_three_parameters_y_from": "-7.5", "surface_three_parameters_range": "typed"}
    at = open_page(PAGE, **THREE, **query)
    assert not at.warning
    assert ends(at) == ((1.0, 2.0), (-7.5, 4.0))
    on_it = maps(chart_tables, at)[0][1]
    assert layer(on_it, "now")[["x", "y"]].isna().all(axis=None)  # the path lies elsewhere


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"three_parameters_up": "w3"}, "w3 is chosen twice. A map needs two different parameters"),
        (
            {"three_parameters_range": "typed", "three_parameters_x_from": "4", "three_parameters_x_to": "-4"},
            "The range of w3 must go from a smaller to a larger number, not from 4 to −4.",
        ),
        (
            {"three_parameters_range": "typed", "three_parameters_y_from": "2", "three_parameters_y_to": "2"},
            "The range of b3 must go from a smaller to a larger number, not from 2 to 2.",
        ),
        ({"valley_across": "direction 1", "part": "Around a perfect fit"}, "not “direction 1” twice"),
    ],
    ids=["equal names", "reversed", "empty", "equal directions"],
)
def test_what_makes_no_map_gets_one_sentence(open_page, query, sentence):
    (warning,) = open_page(PAGE, **THREE, **{f"surface_{key}": value for key, value in query.items()}).warning
    assert sentence in warning.value


def test_where_the_ssr_is_too_large_for_a_computer_the_map_is_hatched():
    surface = np.full((300, 300), 1.0)
    surface[:100] = np.inf
    surface[250, 250] = np.nan
    drawn = loss_surface.map_from(("w1", "w2"), (0, 1), (0, 1), surface, np.array([0.5]))
    cells, palette = pixels(drawn.address)
    assert set(np.unique(cells[:100])) == {254, 255}
    assert cells[250, 250] >= 254
    assert (cells[101:240, :240] < loss_surface.LINES).all()
    assert palette[254].tolist() != palette[255].tolist()
    assert drawn.shown == pytest.approx(1 - (30_000 + 1) / 90_000)


def test_a_run_that_diverges_has_a_map_too(open_page, said):
    at = open_page(PAGE, **THREE, surface_three_parameters_learning_rate="2", surface_step="300")
    assert "Diverged" in said(at) or "rising" in said(at).lower()


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    "key",
    [f"surface_{key}" for key in ("network", "all_parameters_across", "all_parameters_others", "step", "reach")],
)
def test_a_forged_parameter_is_named_in_one_sentence(open_page, said, key, junk):
    at = open_page(PAGE, **(FIT if key == "surface_reach" else {}), **{key: junk})
    (warning,) = at.warning
    assert f"**{key}**" in warning.value
    assert "<script>" not in acting(warning.value)
    assert ("3 directions bend up" if key == "surface_reach" else "The video's own run") in said(at)


def test_a_link_is_the_map(open_page):
    query = {
        "surface_network": "Three parameters",
        "surface_three_parameters_across": "w4",
        "surface_three_parameters_up": "w3",
        "surface_three_parameters_others": "as at the end",
        "surface_three_parameters_range": "typed",
        "surface_three_parameters_x_from": "-3.5",
    }
    of_fit = {"surface_around": "the fit at 0.1", "surface_valley_up": "direction 3", "surface_reach": "2.5"}
    at = open_page(PAGE, **query, surface_step="12", surface_three_parameters_w3="1.5")
    values = {box.key: box.value for box in at.selectbox} | {f.key: number_in(at, f.key) for f in number_fields(at)}
    assert {key: str(values[key]) for key in query if key in values} == {k: query[k] for k in query if k in values}
    assert len([key for key in query if key in values]) >= 6
    at_fit = open_page(PAGE, **FIT, **of_fit)
    assert at_fit.segmented_control(key="surface_around").value == "the fit at 0.1"
    assert at_fit.selectbox(key="surface_valley_up").value == "direction 3"
    assert number_in(at_fit, "surface_reach") == 2.5
    own = THREE_PARAMETERS.experiment
    trace = gradient_descent(replace(own, start=(*own.start[:4], 1.5, 0.63, 0)))
    assert table_with(at, "Derivative")["Value"].tolist() == [number(trace.of(name)[12]) for name in ("w4", "w3")]


ANY = {"surface_network": loss_surface.ANY}
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
    ],
    ids=["XOR", "spiral", "noisy sine"],
)
def test_any_network_of_up_to_two_inputs_has_its_map(open_page, chart_tables, query, experiment, names):
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
    ],
    ids=["diverges", "deep", "no hidden layer"],
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
    assert loss_surface.cells_of_map(small.network, small.data, ("w1", "w4")) == 300
    assert loss_surface.cells_of_map(large.network, large.data, ("w1", "w2")) == 180
    assert loss_surface.cells_of_map(large.network, spiral(400), ("w1", "w3")) == 60
