"""ArgMax and SoftMax: Part 5's numbers, shares and slopes in 50 digits, and what Gradient Descent hears of each."""

import re
from decimal import Decimal, getcontext

import films
import numpy as np
import pytest
from drawn import pictures, texts
from filled import sheet_on
from screen import button, is_whole, layer, number_in, table_with

from backprop.data import of_classes
from backprop.losses import SSR
from backprop.network import Network
from backprop.passes import backward
from backprop.series import IRIS_FITTED, PART_5
from backprop.softmax import SOFTMAX
from backprop.written.numerals import number

PAGE = "18_ArgMax_and_SoftMax.py"
STEP, TABLE, START = ({"softmax_part": part} for part in ("Why not ArgMax", "The whole table", "Another start"))
SPECIES = ("Setosa", "Versicolor", "Virginica")
RAW = (1.43, -0.44, 0.23)
OTHERS = {"softmax_setosa": "-0.7", "softmax_versicolor": "2.5", "softmax_virginica": "1"}
END = {**TABLE, "softmax_step": "4"}


def exact(raw):
    """Shares, and the table of their derivatives, in arithmetic of 50 digits: lists of Decimals."""
    getcontext().prec = 50
    powers = [Decimal(str(each)).exp() for each in raw]
    p = [each / sum(powers) for each in powers]
    return p, [[one * ((i == j) - other) for j, other in enumerate(p)] for i, one in enumerate(p)]


def typed(raw):
    return {f"softmax_{name.lower()}": str(value) for name, value in zip(SPECIES, raw, strict=True)}


def numbers_on(at, said):
    return set(re.findall(r"[−\d.]*\d", said(at)))


PUBLISHED = {
    "shares": ({}, "1.43 −0.44 0.23 4.179 0.644 1.259 6.081 0.6871 0.1059 0.207 0.69 0.1 0.21 1 0"),
    "typed by hand": ({}, "−0.4 4.179 0.6703 1.259 6.108 0.6842 0.1098 0.2061 0.68 0.11"),
    "slopes": (END, "0.21 −0.07 −0.15 0.215 −0.07277 −0.1422 0.2161 −0.07509 −0.141 −0.14"),
    "the whole table": (END, "0.215 −0.07277 −0.1422 0.09469 −0.02192 0.1641 0"),
    "the other network": (START, "1.4 −1.1 0.68 0.64 0.05 0.31 −1.08 0.6367 0.05332 0.3099 1.5 1.52 0.664"),
    "its weights": (START, "−0.5 −1.7 0.1 0.4 0.3 0.8 −0.7 1.4 11.4 −4.7 −10.7 3.3 0 1"),
    "ArgMax": (STEP, "1 0"),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_each_number_of_part_5_is_on_the_screen_with_ours_beside_it(open_page, said, case):
    query, published = PUBLISHED[case]
    missing = set(published.split()) - numbers_on(open_page(PAGE, **query), said)
    assert not missing


@pytest.mark.parametrize("raw", [RAW, (-0.7, 2.5, 1.0), (3.0, 3.0, -40.0), (1000, -1000, 999.5), (-1000, -1000, -1000)])
def test_the_shares_are_those_of_50_digits_and_the_largest_is_argmaxs(open_page, said, chart_tables, raw):
    at = open_page(PAGE, **typed(raw))
    p, _ = exact(raw)
    table = table_with(at, "ArgMax")
    assert table["SoftMax"].tolist() == [*map(number, p), "1"]
    assert table["ArgMax"].tolist() == ["1" if i == raw.index(max(raw)) else "0" for i in range(3)] + ["1"]
    (chart,) = chart_tables(at)
    now = [float(layer(chart, f"now {i}")["y"].iloc[0]) for i in range(3)]
    np.testing.assert_allclose(now, [float(each) for each in p], atol=1e-12)
    holds = abs(max(raw)) < 700
    assert ("A computer does not hold" in said(at)) != holds
    assert ("e^(raw − largest)" in table.columns) != holds
    assert ("the same raw output" in said(at)) == (raw.count(max(raw)) > 1)
    lines = next(code.value for code in at.code if code.value.startswith("p(Setosa)"))
    assert all(line.endswith(f"= {number(each)}") for line, each in zip(lines.splitlines(), p, strict=True))


def test_moving_a_raw_output_moves_its_share_along_the_drawn_curves(open_page, chart_tables):
    at = open_page(PAGE, softmax_moved="Virginica", **OTHERS)
    (chart,) = chart_tables(at)
    curves = [layer(chart, f"curve {i}") for i in range(3)]
    for place in (0, 60, 120):
        x = float(curves[0]["x"].iloc[place])
        p, _ = exact((-0.7, 2.5, x))
        drawn = [float(curve["y"].iloc[place]) for curve in curves]
        np.testing.assert_allclose(drawn, [float(each) for each in p], atol=1e-6)
    at.slider(key="softmax_slid").set_value(3.0).run()
    assert number_in(at, "softmax_virginica") == 3.0
    assert table_with(at, "ArgMax")["SoftMax"].tolist()[:3] == [*map(number, exact((-0.7, 2.5, 3.0))[0])]


def test_the_raw_outputs_are_pt_4s_networks_and_a_flowers_can_be_taken(open_page):
    flower = {"softmax_petal": "0.5", "softmax_sepal": "0.37"}
    at = open_page(PAGE, softmax_from="true", **flower)
    (network,) = pictures(at)[1:]
    for text in ("Raw Setosa 0.0898", "Raw Versicolor 0.8632", "Raw Virginica 0.1042"):
        assert text in {each.replace("\n", " ") for each in texts(network, 900)}
    button(at, "Take its raw outputs").click().run()
    assert [number_in(at, key) for key in typed(RAW)] == [0.0898, 0.8632, 0.1042]
    button(at, "Part 5's").click().run()
    assert [number_in(at, key) for key in typed(RAW)] == [*RAW]
    button(at, "Take −0.4, as it is written").click().run()
    assert table_with(at, "ArgMax")["SoftMax"].tolist()[:3] == ["0.6842", "0.1098", "0.2061"]


@pytest.mark.parametrize(
    ("raw", "moved", "slope"), [(RAW, "Setosa", 0), (RAW, "Virginica", 0), ((1, 1, 0), "Versicolor", 500)]
)
def test_argmax_is_level_but_at_its_jump_and_softmax_has_a_slope(open_page, said, chart_tables, raw, moved, slope):
    at = open_page(PAGE, **STEP, **typed(raw), softmax_moved=moved)
    i = SPECIES.index(moved)
    _, slopes = exact(raw)
    rows = table_with(at, "their difference / 0.002").set_index("Through")["their difference / 0.002"]
    assert rows["ArgMax"] == number(slope)
    assert rows["SoftMax"] == number(slopes[i][i])
    assert ("This nudge crosses ArgMax's jump" in said(at)) == (slope > 0)
    (chart,) = chart_tables(at)
    jump = layer(chart, "jump").iloc[0]
    assert jump["x"] == max(value for place, value in enumerate(raw) if place != i)
    tangent = layer(chart, "tangent").iloc[0]
    drawn = (tangent["y2"] - tangent["y"]) / (tangent["x2"] - tangent["x"])
    assert drawn == pytest.approx(float(slopes[i][i]))


@pytest.mark.parametrize("observed", SPECIES)
def test_through_argmax_gradient_descent_stands_still_and_through_softmax_it_goes_where_backpropagation_says(
    open_page, said, observed
):
    at = open_page(PAGE, **STEP, softmax_observed=observed)
    table = table_with(at, "through ArgMax").set_index("dSSR/d")
    assert table["through ArgMax"].tolist() == ["0"] * 15
    network = Network((2, 2, 3), hidden=PART_5.experiment.network.hidden, output=SOFTMAX)
    data = of_classes([[0.0, 1.0]], (observed,), ("Petal Width", "Sepal Width"), classes=SPECIES)
    found = backward(network, np.array(IRIS_FITTED), data, SSR).derivatives
    shown = [float(text.replace("−", "-")) for text in table["through SoftMax"]]
    np.testing.assert_allclose(shown, found, rtol=6e-4, atol=1e-9)
    before, after = table_with(at, "SSR before").to_numpy()[:, 1:].tolist()
    assert before[0] == before[1] == ("0" if observed == "Setosa" else "2")
    assert float(after[1]) < float(after[0])
    assert "15 Derivatives of 15 are 0" in said(at)
    assert ("**right**" in said(at)) == (observed == "Setosa")


@pytest.mark.parametrize("raw", [RAW, (-0.7, 2.5, 1.0)])
@pytest.mark.parametrize(("moved", "share"), [("Setosa", "Versicolor"), ("Virginica", "Virginica")])
def test_the_whole_table_keeps_one_cell_back_and_the_walk_tells_it(open_page, chart_tables, raw, moved, share):
    at = open_page(PAGE, **TABLE, **typed(raw), softmax_moved=moved, softmax_share=share)
    i, j = SPECIES.index(share), SPECIES.index(moved)
    p, slopes = exact(raw)
    film, (chart, *_) = films.of(at, "softmax"), chart_tables(at)
    for step in (0, 3, 4):
        heads, *rows = film.tables(step)[0]
        assert heads[1 + j].startswith("→ ")
        assert rows.pop() == ["Sum", *["0"] * 4]  # of the columns
        for row, name in enumerate(SPECIES):
            expected = [number(each) for each in slopes[row]]
            if step < 4 and row in (i, j):
                expected[j if row == i else i] = "?"
            assert rows[row] == [f"p({name})", *expected, "0"]
    told, (a, b), result = film.text(4), (number(p[i]), number(p[j])), number(slopes[i][j])
    assert (f"= {a} × (1 − {a}) = {result}" if i == j else f"= −{a} × {b} = {result}") in told
    assert result not in film.text(3)
    assert "Where it goes wrong on paper" in told
    assert "Where it goes wrong on paper" not in film.text(3)
    assert ["must" in film.text(step) for step in (3, 4)] == [True, False], "asked until the cell is filled"
    for step, hidden in ((3, {(i, j), (j, i)}), (4, set())):
        (_, *nine) = film.tables(step)[1]
        told = {place for place, row in zip(np.ndindex(3, 3), nine, strict=True) if "?" not in row}
        assert told == {*np.ndindex(3, 3)} - hidden
    tangents = layer(chart, "tangent")
    drawn = (tangents["y2"] - tangents["y"]) / (tangents["x2"] - tangents["x"])
    np.testing.assert_allclose(drawn, [float(row[j]) for row in slopes], atol=1e-6)


def test_every_cell_agrees_with_a_central_difference(open_page):
    at = open_page(PAGE, **TABLE, **OTHERS, softmax_h="0.0001")
    p, slopes = exact((-0.7, 2.5, 1.0))
    heads, *rows = films.of(at, "softmax").tables(4)[1]
    table = dict(zip(heads, zip(*rows, strict=True), strict=True))
    assert [*table["comes to"]] == [number(each) for row in slopes for each in row]
    assert min(map(int, table["Digits that agree"])) >= 7
    assert [*table["Formula"][:2]] == [
        f"{number(p[0])} × (1 − {number(p[0])})",
        f"−{number(p[0])} × {number(p[1])}",
    ]


def test_check_yourself_asks_for_three_cells_that_the_page_does_not_show(open_page, said):
    sheet = sheet_on(open_page(PAGE, **END, softmax_check="true"))["sheet"]
    assert [cell["text"] for row in sheet["rows"] for cell in row["cells"]].count("") == 3
    _, slopes = exact((RAW[0] + 0.5, *RAW[1:]))
    assert not {number(slopes[0][0]), number(slopes[0][1])} & numbers_on(open_page(PAGE, **END), said)


def test_two_networks_give_one_flower_different_shares(open_page, said, chart_tables):
    at = open_page(PAGE, **START, softmax_of="Virginica")
    table = table_with(at, "the other").set_index("SoftMax at this flower")
    assert table.loc["Virginica"].tolist() == ["0.207", "0.3099"]
    (chart,) = chart_tables(at)
    assert [round(float(layer(chart, f"now {i}")["y"].iloc[0]), 4) for i in (0, 1)] == [0.207, 0.3099]
    assert "143 rightly" in said(at)
    off = open_page(PAGE, **START, softmax_petal="1", softmax_sepal="0")
    assert "All three shares are the same here" in said(off)
    assert "furthest apart" in said(at)
    assert table_with(off, "the other")["Pt. 4's"].tolist() == [number(each) for each in exact((0, 0, 1))[0]]


def test_from_random_starts_the_shares_differ_and_a_start_with_dead_nodes_is_named(open_page, said):
    at = open_page(PAGE, **START, softmax_fit="true")
    table = table_with(at, "Seed").set_index("Seed")
    assert table.index.tolist() == ["1", "2", "3", "4", "5", "6"]
    assert len(set(table["p(Setosa)"])) > 2
    dead = table[table["p(Setosa)"] == "0.3333"].index.tolist()
    assert dead
    assert f"From seed {dead[0]} both ReLUs end up off" in said(at)
    assert (table.drop(dead).iloc[:, -1].astype(int) >= 140).all()


@pytest.mark.parametrize("raw", [(1000, 1000, 1000), (-1000, 1000, 0), (0, 0, 0), (-1000, -1000, -1000)])
@pytest.mark.parametrize("part", [STEP, END], ids=["step", "table"])
def test_nothing_breaks_at_the_ends(open_page, said, raw, part):
    at = open_page(PAGE, **part, **typed(raw), softmax_check="true", softmax_h="1")
    assert is_whole(at)
    assert not re.search(r"\bnan\b|not a number|∞", said(at))
