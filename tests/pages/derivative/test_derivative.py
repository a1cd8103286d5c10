"""The Derivative: the video's −15.7, the core's numbers for all seven, and the check without the Chain Rule."""

import numpy as np
import pytest
from screen import number_in, type_number

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.landscape import finite_difference, ssr_along
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS
from backprop.passes import backward
from backprop.written.numerals import agreeing_digits, counted, number

PAGE = "6_The_Derivative.py"
EXPERIMENT = MAIN_IDEAS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start


ROADS, CHECK = {"derivative_part": "The road back"}, {"derivative_part": "Check it"}


def query(parameters):
    return {f"derivative_{name}": repr(float(value)) for name, value in zip(PARAMETERS, parameters, strict=True)}


def test_the_start_is_the_videos(open_page, said):
    at = open_page(PAGE)
    assert at.code[0].value == (
        "dSSR/db3 = −2 × (0 − (−2.604)) × 1 + −2 × (1 − (−1.609)) × 1 + −2 × (0 − (−2.615)) × 1 = −15.66"
    )
    assert "−15.7 in the video" in said(at)
    assert "−15.62" in said(at)  # what a calculator makes of the video's rounded predictions
    assert at.table[0].value["Product"].tolist() == ["−5.207", "−5.218", "−5.23", "−15.66"]
    assert not at.query_params


@pytest.mark.parametrize("parameters", [START, ALL_PARAMETERS.experiment.start], ids=["main ideas", "all parameters"])
@pytest.mark.parametrize("name", PARAMETERS)
def test_every_derivative_is_the_cores(open_page, chart_tables, said, name, parameters):
    at = open_page(PAGE, derivative_parameter=name, **query(parameters))
    derivative = backward(NETWORK, parameters, DATA).derivatives[NETWORK.place(name)]
    assert f"**dSSR/d{name} = {number(derivative)}**" in said(at)
    (terms,) = (table.value for table in at.table)
    taken = chain(parameters, DATA, name)
    for factor in taken.factors:
        assert terms[factor.name].tolist()[:-1] == [number(value) for value in factor.value]
    assert terms["Product"].tolist() == [*map(number, taken.terms), number(derivative)]
    marked = roads_of(open_page(PAGE, derivative_parameter=name, **query(parameters), **ROADS))["Derivative"]
    for each, value in zip(PARAMETERS, backward(NETWORK, parameters, DATA).derivatives, strict=True):
        assert marked[f"→ {each}" if each == name else each] == number(value)
    chart = chart_tables(at)[0]
    curve, tangent, now = (chart[chart["is"] == layer] for layer in ("curve", "tangent", "now"))
    np.testing.assert_allclose(curve["y"], ssr_along(NETWORK, DATA, parameters, name, curve["x"]), rtol=1e-4)
    assert np.diff(tangent["y"]) / np.diff(tangent["x"]) == pytest.approx(derivative, rel=1e-4)
    assert now["x"].tolist() == pytest.approx([parameters[NETWORK.place(name)]])


def roads_of(at):
    (roads,) = (table.value for table in at.table)
    return roads.set_index("Parameter")


@pytest.mark.parametrize("parameters", [START, ALL_PARAMETERS.experiment.start], ids=["main ideas", "all parameters"])
@pytest.mark.parametrize("name", ["w1", "b1", "w2", "b2"])
def test_the_slope_of_softplus_is_that_of_the_tangents_where_the_road_meets_it(
    open_page, chart_tables, said, name, parameters
):
    """The oracle is e^x / (1 + e^x), written out here, and the curve log(1 + e^x)."""
    at = open_page(PAGE, derivative_parameter=name, **query(parameters))
    chart = next(table for table in chart_tables(at) if "at" in set(table["is"]))
    curve, tangent, met = (chart[chart["is"] == layer] for layer in ("curve", "tangent", "at"))
    weight, bias = (parameters[NETWORK.place(f"{kind}{name[1]}")] for kind in "wb")
    x = weight * DATA.inputs[:, 0] + bias
    slopes = np.exp(x) / (1 + np.exp(x))
    np.testing.assert_allclose(met["x"], x, rtol=1e-6)
    np.testing.assert_allclose(met["y"], np.log(1 + np.exp(x)), rtol=1e-6)
    np.testing.assert_allclose(curve["y"], np.log(1 + np.exp(curve["x"])), rtol=1e-6)
    run = tangent["x2"] - tangent["x"]
    np.testing.assert_allclose((tangent["y2"] - tangent["y"]) / run, slopes, rtol=1e-6)
    np.testing.assert_allclose((tangent["y2"] + tangent["y"]) / 2, met["y"].to_numpy(), rtol=1e-6)
    assert met["label"].tolist() == [number(slope) for slope in slopes]
    assert f"dy{name[1]}/dx{name[1]} = eˣ / (1 + eˣ)" in said(at)


@pytest.mark.parametrize("name", ["w3", "w4", "b3"])
def test_where_the_road_ends_before_the_node_no_slope_of_it_is_drawn(open_page, chart_tables, said, name):
    at = open_page(PAGE, derivative_parameter=name)
    assert all("at" not in set(table["is"]) for table in chart_tables(at))
    assert f"The road back to {name} ends before it meets a bent node" in said(at)


def test_h_is_kept_while_another_part_is_open(open_page):
    at = open_page(PAGE, **CHECK, difference_h="0.25")
    for part in ("The road back", "Check it"):
        at.segmented_control(key="derivative_part").set_value(part).run()
    assert number_in(at, "difference_h") == 0.25


def test_shared_factors_are_said_in_words(open_page):
    roads = roads_of(open_page(PAGE, **ROADS))
    assert "shared by all seven" in roads.columns[0]
    assert set(roads.iloc[:, 0]) == {"dSSR/dPredicted"}
    assert roads.loc["w1"].tolist()[1:4] == ["dPredicted/dy1, shared with b1", "dy1/dx1, shared with b1", "dx1/dw1"]
    assert roads.loc["b2"].tolist()[1:4] == ["dPredicted/dy2, shared with w2", "dy2/dx2, shared with w2", "dx2/db2"]
    assert roads.loc["→ b3"].tolist()[1:4] == ["dPredicted/db3", "", ""]


def test_a_value_changed_changes_the_derivative(open_page):
    at = open_page(PAGE)
    type_number(at, "derivative_b3", 3.0).run()
    derivative = backward(NETWORK, [*START[:-1], 3.0], DATA).derivatives[-1]
    assert at.code[0].value.endswith(f" = {number(derivative)}")
    assert "in the video" not in "".join(markdown.value for markdown in at.markdown)
    next(button for button in at.button if button.label == "Fitted").click().run()
    assert at.code[0].value.endswith(f" = {number(chain(FITTED, DATA, 'b3').derivative)}")
    next(button for button in at.button if button.label == "As in the video").click().run()
    assert at.code[0].value.endswith(" = −15.66")


@pytest.mark.parametrize("h", [1.0, 0.3, 1e-6])
def test_the_check_shows_how_well_it_agrees(open_page, said, h):
    at = open_page(PAGE, derivative_parameter="w1", difference_h=repr(h), **CHECK)
    derivative = chain(START, DATA, "w1").derivative
    found = float(finite_difference(NETWORK, DATA, START, "w1", h))
    assert at.code[0].value.endswith(f" = {number(found, 12)}")
    digits = agreeing_digits(found, derivative)
    assert f"**{counted(digits, 'digit')} agree{'s' if digits == 1 else ''}**" in said(at)
    row = at.table[0].value.set_index("h").loc[f"→ {number(h)}"]
    assert row["Digits that agree"] == str(agreeing_digits(found, derivative))


def test_leaving_out_the_input_is_another_parameters_derivative(open_page, said):
    at = open_page(PAGE, derivative_parameter="w1", **CHECK)
    of_b1 = number(chain(START, DATA, "b1").derivative)
    assert f"Without it you get {of_b1}, which is the Derivative for b1" in " ".join(said(at).split())
