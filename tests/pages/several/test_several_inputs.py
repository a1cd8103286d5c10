"""Several inputs and outputs: Pt. 4's numbers beside ours, surfaces that are the core's, and all 150 flowers."""

import numpy as np
import pytest
from png import pixels
from screen import button, is_whole, layer, number_in, table_with

from backprop.iris import FLOWERS
from backprop.passes import forward
from backprop.series import IRIS_FITTED, PT_4
from backprop.written.numerals import number
from pages.parts.several import pictures
from pages.parts.several.nodes import bend, off_where

PAGE = "17_Several_Inputs_and_Outputs.py"
NETWORK, DATA, START = PT_4.experiment.network, PT_4.experiment.data, PT_4.experiment.start
SURFACES, FLOWERS_PART = {"pt_4_part": "Bent surfaces"}, {"pt_4_part": "All 150 flowers"}


def flower(petal, sepal):
    return {"pt_4_petal": str(petal), "pt_4_sepal": str(sepal)}


def alt_texts(at):
    return "\n".join(chart.proto.alt for chart in at.get("vega_lite_chart"))


def raw_by_hand(petal, sepal):
    """The network of Pt. 4 written out, without the core: into the nodes, and the three raw outputs."""
    x1, x2 = -2.5 * petal + 0.6 * sepal + 1.6, -1.5 * petal + 0.4 * sepal + 0.7
    blue, orange = max(0.0, x1), max(0.0, x2)
    return (x1, x2), (-0.1 * blue + 1.5 * orange, 2.4 * blue - 5.2 * orange, -2.2 * blue + 3.7 * orange + 1)


# --- one flower's way ------------------------------------------------------------------------------------------------


def test_every_number_of_the_videos_stands_beside_ours(open_page, said):
    told = said(open_page(PAGE))
    assert "**Setosa** has the largest raw output, **0.89**. Both nodes are on." in told
    assert ":green-badge[0.89, –, – in the videos]" in told
    assert "x1 = 0 × (−2.5) + 0 × 0.6 + 1.6 = 1.6" in told
    assert "x2 = 0 × (−1.5) + 0 × 0.4 + 0.7 = 0.7" in told
    assert "Setosa = 1.6 × (−0.1) + 0.7 × 1.5 + 0 = −0.16 + 1.05 + 0 = 0.89" in told
    assert "= 0.2\n" in told
    assert "= 0.07\n" in told
    at = open_page(PAGE, **flower(0.5, 0.37))
    assert ":green-badge[0.09, 0.86, 0.1 in the videos]" in said(at)
    assert "y2 = max(0, 0.098) = 0.098" in said(at)
    rows = table_with(at, "Shown").set_index("Petal, Sepal").to_dict("index")
    heads = "Blue x1 → y1", "Orange x2 → y2", "Setosa", "Versicolor", "Virginica", "Shown"
    assert {place: tuple(row[head] for head in heads) for place, row in rows.items()} == {
        "0, 0": ("1.6 → 1.6", "0.7 → 0.7", "0.89", "0.2", "0.07", "0.89, –, –"),
        "0, 1": ("2.2 → 2.2", "1.1 → 1.1", "1.43", "−0.44", "0.23", "1.43, −0.4, 0.23"),
        "1, 0": ("−0.9 → 0", "−0.8 → 0", "0", "0", "1", ""),
        "1, 1": ("−0.3 → 0", "−0.4 → 0", "0", "0", "1", ""),
        "0.04, 0.42": ("1.752 → 1.752", "0.808 → 0.808", "1.037", "0.0032", "0.1352", ""),
        "1, 0.54": ("−0.576 → 0", "−0.584 → 0", "0", "0", "1", ""),
        "0.5, 0.37": ("0.572 → 0.572", "0.098 → 0.098", "0.0898", "0.8632", "0.1042", "0.09, 0.86, 0.1"),
    }
    for why in ("−0.44 as −0.4", "0.0898 as 0.09", "0.8632 as 0.86", "0.1042 as 0.1"):
        assert why in said(at), "why what is shown differs"


@pytest.mark.parametrize("place", [(1, 0), (1, 1)])
def test_where_both_nodes_are_off_only_the_biases_speak(open_page, said, place):
    told = said(open_page(PAGE, **flower(*place)))
    assert "**Virginica** has the largest raw output, **1**. Both nodes are off, so only the biases speak" in told
    assert "speak: 0, 0 and 1." in told


@pytest.mark.parametrize("place", [(0, 1), (0.6, 0.2), (0.31, 0.77)])
def test_the_picture_and_the_lines_say_what_the_formulas_give(open_page, said, place):
    at = open_page(PAGE, **flower(*place))
    (x1, x2), outputs = raw_by_hand(*place)
    lines = dict(line.split(" = ", 1) for line in at.code[0].value.splitlines())
    results = {name: line.rsplit(" = ", 1)[1] for name, line in lines.items()}
    assert (results["x1"], results["x2"]) == (number(x1), number(x2))
    for name, value in zip(DATA.classes, outputs, strict=True):
        assert results[name] == number(value)
        assert f"{name} {number(value)} = " in alt_texts(at)


def test_a_flower_is_told_after_the_guess_and_another_is_asked_anew(open_page, said):
    at = open_page(PAGE, guess=True)
    assert "which of the three outputs will be the largest" in said(at)
    assert "has the largest raw output" not in said(at)
    assert not any(each.value.startswith("x1 = ") for each in at.code)
    assert "0.89" not in alt_texts(at)
    button(at, "Versicolor").click().run()
    assert "Not Versicolor: **Setosa** has the largest raw output, **0.89**" in said(at)
    assert "Setosa 0.89 = " in alt_texts(at)
    at.selectbox(key="pt_4_flower").set_value("a Versicolor: 0.5 and 0.37").run()
    assert (number_in(at, "pt_4_petal"), number_in(at, "pt_4_sepal")) == (0.5, 0.37)
    assert "has the largest raw output" not in said(at)
    button(at, "Versicolor").click().run()
    assert "Right: **Versicolor** has the largest raw output, **0.8632**" in said(at)
    button(at, "As in the video").click().run()
    assert at.selectbox(key="pt_4_flower").value == "narrow petal and sepal: 0 and 0"
    assert not at.query_params


def test_nothing_of_the_videos_is_said_of_other_weights(open_page, said):
    at = open_page(PAGE, pt_4_b3="0.5", **flower(0.25, 0.5))
    assert "in the videos]" not in said(at)
    assert at.selectbox(key="pt_4_flower").value == "your own"
    assert "in the videos]" not in said(open_page(PAGE, pt_4_b3="0.5"))


# --- bent surfaces ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", DATA.classes)
@pytest.mark.parametrize("cut", [0, 1])
def test_where_nodes_are_off_is_said_and_the_cut_is_the_cores(open_page, said, chart_tables, output, cut):
    at = open_page(PAGE, pt_4_output=output, pt_4_cut=DATA.names[cut], **SURFACES, **flower(0.5, 0.37))
    assert "off where Petal Width ≥ 0.64 + 0.24 × Sepal Width" in said(at)
    assert "off where Petal Width ≥ 0.4667 + 0.2667 × Sepal Width" in said(at)
    place = DATA.classes.index(output)
    crinkled = layer(chart_tables(at)[5], "curve")
    inputs = np.tile([0.5, 0.37], (len(crinkled), 1))
    inputs[:, cut] = crinkled["x"]
    np.testing.assert_allclose(crinkled["y"], forward(NETWORK, START, inputs).predicted[:, place], atol=1e-12)
    table = table_with(at, "x1")
    for row in table.itertuples(index=False):
        here = [0.5, 0.37]
        here[cut] = float(row[0].removeprefix("→ "))
        (x1, x2), outputs = raw_by_hand(*here)
        assert (row[1], row[3], row[-1]) == (number(x1), number(x2), number(outputs[place]))
    assert f"→ {number([0.5, 0.37][cut])}" in set(table.iloc[:, 0])


@pytest.mark.parametrize(("of", "node"), [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)])
def test_a_painted_surface_has_the_band_of_its_height_everywhere(of, node):
    ground = pictures.ground(NETWORK, START, of, node)
    cells, _ = pixels(ground.address)
    count = len(cells)
    surface = forward(NETWORK, START, pictures.grid(pictures.ENDS, count)).layers[of].y[:, node].reshape(count, count)
    is_line = cells >= 128
    np.testing.assert_array_equal(cells - 128 * is_line, np.searchsorted(ground.levels, surface, side="right"))
    assert 3 <= len(ground.levels) <= pictures.MOST_LINES
    assert ground.low <= surface.min() + 0.5
    at = ground.places[np.isfinite(ground.places[:, 0])]
    heights = forward(NETWORK, START, at).layers[of].y[:, node]
    np.testing.assert_allclose(heights, ground.levels[np.isfinite(ground.places[:, 0])], atol=0.05)


def test_a_bend_is_where_x_is_0_and_off_is_said_of_the_right_side():
    random = np.random.default_rng(4)
    crossed = 0
    for _ in range(300):
        weights, bias = random.choice([-1.0, 0.0, 1.0], 2) * random.uniform(0.5, 3, 2), float(random.uniform(-2, 2))
        line = bend(weights, bias, (0.0, 1.0))
        x = random.uniform(size=(400, 2)) @ weights + bias
        if line is None:
            assert (x > 0).all() or (x <= 0).all() or min((x > 0).mean(), (x <= 0).mean()) < 0.02
            continue
        crossed += 1
        np.testing.assert_allclose(line @ weights + bias, 0, atol=1e-9)
        assert np.isclose(line, 0).any(axis=1).all() or np.isclose(line, 1).any(axis=1).any()
        said = off_where(weights, bias, ("a", "b"))
        name, side, right = said.removeprefix("where ").split(" ", 2)
        formula = right.replace("−", "-").replace("×", "*")
        for a, b in random.uniform(size=(20, 2)):
            here = {"a": a, "b": b}
            far, value = {"a": a, "b": b}[name], eval(formula, {}, here)
            if abs(far - value) > 1e-3:
                assert (weights @ [a, b] + bias <= 0) == (far >= value if side == "≥" else far <= value)
    assert crossed > 80
    assert off_where((0.0, 0.0), 0.0, ("a", "b")) == "everywhere"
    assert off_where((0.0, 0.0), 0.1, ("a", "b")) == "nowhere"


# --- all 150 flowers -------------------------------------------------------------------------------------------------


def test_of_150_flowers_143_are_called_what_they_are(open_page, said, chart_tables):
    at = open_page(PAGE, guess=True, **FLOWERS_PART)
    assert "**143 of 150** are called" not in said(at)
    assert not any("It is" in each.value.columns for each in at.table)
    assert "picture" not in set(chart_tables(at)[0]["is"]), "the regions tell the answer"
    button(at, "140 to 149").click().run()
    told = said(at)
    assert "Right: **143 of 150** are called what they are." in told
    assert "Not so: 4 Versicolor called Virginica and 3 Virginica called Versicolor." in told
    assert "This count is ours" in told
    rows = table_with(at, "It is").replace("\u00a0", " ", regex=True).iloc[:, 1:].to_numpy().tolist()
    assert rows == [["50", "0", "0", "50 of 50"], ["0", "46", "4", "46 of 50"], ["0", "3", "47", "47 of 50"]]
    (drawn,) = chart_tables(at)
    assert [len(layer(drawn, f"class {place}")) for place in range(3)] == [50, 50, 50]
    wrong = next(each.value for each in at.table if "Called" in each.value.columns)
    assert len(wrong) == len(layer(drawn, "wrong")) == 7
    for row in wrong.itertuples(index=False):
        petal, sepal = (float(each) for each in row[3].split(", "))
        assert (petal, sepal) == (FLOWERS[int(row[0]) - 1, 3], FLOWERS[int(row[0]) - 1, 1])
        outputs = raw_by_hand((petal - 0.1) / 2.4, (sepal - 2.0) / 2.4)[1]
        assert row[2] == DATA.classes[int(np.argmax(outputs))] != row[1]
        assert row[5] == ", ".join(map(number, outputs))


def test_each_place_has_the_colour_of_its_largest_output():
    cells, palette = pixels(pictures.regions(NETWORK, START))
    count = len(cells)
    largest = forward(NETWORK, START, pictures.grid(pictures.ENDS, count)).predicted.argmax(axis=1)
    np.testing.assert_array_equal((cells % 128).ravel(), largest)
    assert len({tuple(colour) for colour in palette[:3].tolist()}) == 3


# --- whatever is set -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["One flower's way", "Bent surfaces", "All 150 flowers"])
@pytest.mark.parametrize("value", ["0", "1000", "-1000"])
def test_huge_and_zero_parameters_are_shown_too(open_page, said, chart_tables, part, value):
    query = {f"pt_4_{name}": value for name in NETWORK.parameter_names}
    at = open_page(PAGE, pt_4_part=part, **query)
    assert is_whole(at)
    if part != "One flower's way":
        drawn = any("bend 1" in set(chart["is"]) for chart in chart_tables(at))
        assert ("No node bends on this plane." in said(at)) != drawn, "a line is spoken of that is not drawn"


def test_the_fitted_numbers_are_the_pages_own(open_page):
    at = open_page(PAGE)
    assert tuple(number_in(at, f"pt_4_{name}") for name in NETWORK.parameter_names) == IRIS_FITTED
