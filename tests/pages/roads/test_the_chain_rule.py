"""The Chain Rule: its video's slopes, the tangents that are drawn, the check by a finite difference, and two roads."""

import numpy as np
import pytest
from drawn import pictures, texts
from screen import layer

from backprop.datasets import HEIGHT_DATA
from backprop.graphs.roads import ICE_CREAM, TWO_ROADS, derivative, shoe_size, squared_residual
from backprop.written.numerals import number

PAGE = "2_The_Chain_Rule.py"
ROADS = {"chain_rule_part": "Two roads"}
OBSERVATIONS = list(zip(HEIGHT_DATA.inputs[:, 0].tolist(), HEIGHT_DATA.observed[:, 0].tolist(), strict=True))


def slope(table):
    """The slope of the tangent that a chart draws."""
    ends = layer(table, "tangent")
    return float(np.diff(ends["y"])[0] / np.diff(ends["x"])[0])


def here(at):
    """The table of factors of the open part of the page: factor -> its number."""
    return dict(at.table[0].value[["Factor", "Here"]].itertuples(index=False))


def by_difference(at):
    """What the check of the open part of the page makes of its two values, retyped into a calculator."""
    numerator, _, rest = at.code[1].value.split(" = ")[1].partition(" / ")
    above, below = numerator[1:-1].split(" − ")
    return (read(above) - read(below)) / read(rest)


def read(text):
    """A number as a page writes it, 3×10⁻⁹ or (−0.5), as a number."""
    return float(text.strip("()").translate(str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")).replace("×10", "e"))


def pressed(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def test_the_slopes_of_the_video_multiply_to_a_half(open_page, said, chart_tables):
    at = open_page(PAGE)
    assert here(at) == {"dSize/dHeight": "0.25", "dHeight/dWeight": "2", "Product": "0.5"}
    assert "dSize/dWeight = dSize/dHeight × dHeight/dWeight = 0.25 × 2 = 0.5" in said(at)
    rises = [layer(chart, "rise").iloc[0] for chart in chart_tables(at)[:3]]
    assert [float(rise.y2 - rise.y) for rise in rises] == pytest.approx([2, 0.5, 0.5])
    assert not at.query_params


@pytest.mark.parametrize(("taller", "larger"), [(0.0, 0.25), (3.0, 0.5), (1.25, 0.1)])
def test_a_dragged_slope_changes_the_product(open_page, chart_tables, taller, larger):
    at = open_page(PAGE)
    at.slider(key="chain_rule_height").set_value(taller).run()
    at.slider(key="chain_rule_size").set_value(larger).run()
    product = derivative(shoe_size(taller, larger), "Size", "Weight", {"Weight": 1.0})
    assert here(at)["Product"] == number(product) == number(taller * larger)
    line = layer(chart_tables(at)[2], "curve")
    np.testing.assert_allclose(line["y"], product * line["x"], atol=1e-6)


@pytest.mark.parametrize("time", [0.0, 0.5, 3.0])
def test_craving_follows_the_formula_of_the_video_and_the_check_agrees(open_page, chart_tables, time):
    at = open_page(PAGE, chain_rule_time=str(time))
    exact = time / np.sqrt(time**2 + 0.5)
    assert derivative(ICE_CREAM, "Craves", "Time", {"Time": time}) == pytest.approx(exact)
    assert here(at)["Product"] == number(exact)
    assert by_difference(at) == pytest.approx(exact, abs=1e-5)
    hunger, craves, both = (slope(chart) for chart in chart_tables(at))
    assert hunger == pytest.approx(2 * time, abs=1e-4)
    assert craves == pytest.approx(0.5 / np.sqrt(time**2 + 0.5), abs=1e-4)
    assert both == pytest.approx(hunger * craves, abs=1e-3) == pytest.approx(exact, abs=1e-3)


@pytest.mark.parametrize("intercept", [-1.0, 1.1])
@pytest.mark.parametrize(("weight", "observed"), OBSERVATIONS)
def test_the_squared_residuals_derivative_is_minus_two_residuals(open_page, chart_tables, intercept, weight, observed):
    at = open_page(PAGE, chain_rule_intercept=str(intercept), chain_rule_weight=number(weight))
    residual = observed - (intercept + 0.64 * weight)
    assert derivative(
        squared_residual(0.64, weight, observed), "Residual²", "Intercept", {"Intercept": intercept}
    ) == pytest.approx(-2 * residual)
    assert here(at) == {
        "dResidual²/dResidual": number(2 * residual),
        "dResidual/dPredicted": "−1",
        "dPredicted/dIntercept": "1",
        "Product": number(-2 * residual),
    }
    assert by_difference(at) == pytest.approx(-2 * residual, abs=1e-5)
    line, square = chart_tables(at)
    np.testing.assert_allclose(
        layer(line, "observation")[["x", "y", "y2"]].iloc[0], [weight, observed, observed - residual], rtol=1e-5
    )
    np.testing.assert_allclose(layer(square, "now")[["x", "y"]].iloc[0], [intercept, residual**2], rtol=1e-5, atol=1e-7)
    assert slope(square) == pytest.approx(-2 * residual, abs=1e-3)


def test_two_roads_add_to_36(open_page, said, chart_tables):
    at = open_page(PAGE, **ROADS)
    assert "dL/dx = dL/du × du/dx + dL/dv × dv/dx = 6 × 4 + 4 × 3 = 24 + 12 = 36" in said(at)
    roads = here(at)
    assert (roads["Road through u"], roads["Road through v"], roads["Sum of the roads"]) == ("24", "12", "36")
    curve, drawn = chart_tables(at)[1], pictures(at)[0]
    for wide in (330, 700):
        assert {"du/dx 2 × x = 4", "dL/du v = 6", "dv/dx 3 = 3", "dL/dv u = 4"} <= texts(drawn, wide)
    assert slope(curve) == pytest.approx(36, rel=1e-4)


@pytest.mark.parametrize("x", [-0.3, 0.0, 3.0])
def test_the_roads_add_at_every_x(open_page, said, chart_tables, x):
    at = open_page(PAGE, chain_rule_x=str(x))
    assert derivative(TWO_ROADS, "L", "x", {"x": x}) == pytest.approx(9 * x**2)
    assert here(at)["Sum of the roads"] == number(9 * x**2)
    assert f"**{number(9 * x**2)}**: the same" in said(at)
    assert by_difference(at) == pytest.approx(9 * x**2, abs=1e-4)
    assert slope(chart_tables(at)[1]) == pytest.approx(9 * x**2, abs=1e-2)


@pytest.mark.parametrize(
    ("part", "label", "factor", "number_there"),
    [
        ("Two lines", "dSize/dHeight = 0", "Product", "0"),
        ("Two curves", "Time 0", "Product", "0"),
        ("A squared Residual", "Intercept 1.1", "Product", number(-2 * (1.4 - 1.1 - 0.32))),
        ("Two roads", "x = 2", "Sum of the roads", "36"),
    ],
)
def test_the_buttons_set_what_they_say(open_page, part, label, factor, number_there):
    at = open_page(PAGE, chain_rule_part=part, chain_rule_x="-1", chain_rule_size="0.5")
    assert here(pressed(at, label))[factor] == number_there


def test_the_videos_slopes_are_a_button(open_page):
    assert here(pressed(open_page(PAGE, chain_rule_height="1"), "2 and ¼, as in the video"))["Product"] == "0.5"


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"height": "1.5", "size": "0.4"}, "Two lines"),
        ({"time": "2.5"}, "Two curves"),
        ({"intercept": "-0.5", "weight": "2.9"}, "A squared Residual"),
        ({"x": "-1.5"}, "Two roads"),
    ],
)
def test_a_link_restores_what_was_set_in_the_part_that_it_is_set_in(open_page, query, part):
    """Also a link from before there were parts, which names none."""
    at = open_page(PAGE, **{f"chain_rule_{key}": value for key, value in query.items()})
    assert at.segmented_control(key="chain_rule_part").value == part
    for key, value in query.items():
        control = at.segmented_control if key == "weight" else at.slider
        assert control(key=f"chain_rule_{key}").value == (value if key == "weight" else float(value))


def test_a_part_keeps_its_values_while_another_is_open(open_page):
    at = open_page(PAGE, chain_rule_height="1.5", chain_rule_size="0.4")
    at.segmented_control(key="chain_rule_part").set_value("Two roads").run()
    assert "Sum of the roads" in here(at)
    at.segmented_control(key="chain_rule_part").set_value("Two lines").run()
    assert here(at)["Product"] == "0.6"
