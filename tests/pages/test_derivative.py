"""The Derivative: the video's −15.7, the core's numbers for all seven, and the check without the Chain Rule."""

import numpy as np
import pytest
from screen import acting, type_number

from backprop.chain_rule import PARAMETERS, chain
from backprop.landscape import finite_difference, ssr_along
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS
from backprop.numerals import agreeing_digits, counted, number
from backprop.passes import backward

PAGE = "6_The_Derivative.py"
SOFTPLUS, ROAD, CHECK = (
    {"derivative_part": part} for part in ("The slope of softplus", "The road back", "Without the Chain Rule")
)
EXPERIMENT = MAIN_IDEAS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start


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
    terms = at.table[0].value
    roads = open_page(PAGE, derivative_parameter=name, **query(parameters), **ROAD).table[0].value
    taken = chain(parameters, DATA, name)
    for factor in taken.factors:
        assert terms[factor.name].tolist()[:-1] == [number(value) for value in factor.value]
    assert terms["Product"].tolist() == [*map(number, taken.terms), number(derivative)]
    marked = roads.set_index("Parameter")["dSSR/d…"]
    for each, value in zip(PARAMETERS, backward(NETWORK, parameters, DATA).derivatives, strict=True):
        assert marked[f"→ {each}" if each == name else each] == number(value)
    chart = chart_tables(at)[0]
    curve, tangent, now = (chart[chart["is"] == layer] for layer in ("curve", "tangent", "now"))
    np.testing.assert_allclose(curve["y"], ssr_along(NETWORK, DATA, parameters, name, curve["x"]), rtol=1e-4)
    assert np.diff(tangent["y"]) / np.diff(tangent["x"]) == pytest.approx(derivative, rel=1e-4)
    assert now["x"].tolist() == pytest.approx([parameters[NETWORK.place(name)]])


def test_shared_factors_are_said_in_words(open_page):
    roads = open_page(PAGE, **ROAD).table[0].value.set_index("Parameter")
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
    at = open_page(PAGE, derivative_parameter="w1", **ROAD)
    of_b1 = number(chain(START, DATA, "b1").derivative)
    assert f"Without it you get {of_b1}, which is the Derivative for b1" in " ".join(said(at).split())


@pytest.mark.parametrize("text", ["nan", "1e309", "<script>alert(1)</script>", "📉", "9" * 65536], ids=lambda t: t[:12])
@pytest.mark.parametrize("key", ["derivative_parameter", "derivative_b3", "derivative_w1", "difference_h"])
def test_a_forged_value_is_refused_in_one_sentence(open_page, key, text):
    at = open_page(PAGE, **{key: text}, **(CHECK if key == "difference_h" else {}))
    (warning,) = at.warning
    assert f"**{key}**" in warning.value
    assert text not in acting(warning.value)
    assert at.code[0].value.endswith("−15.6551083806" if key == "difference_h" else "= −15.66")


def test_the_slope_of_softplus_is_drawn_where_the_observations_are(open_page, chart_tables):
    """eˣ / (1 + eˣ), worked out here by hand, at what goes into each node for each observation."""
    at = open_page(PAGE, **SOFTPLUS)
    drawn = chart_tables(at)[0]
    w1, b1, w2, b2 = START[:4]
    for node, (w, b) in enumerate(((w1, b1), (w2, b2)), 1):
        x = DATA.inputs[:, 0] * w + b
        slope = np.exp(x) / (1 + np.exp(x))
        points = drawn[drawn["is"] == f"node {node}"]
        np.testing.assert_allclose(points["x"], x)
        np.testing.assert_allclose(points["y"], slope)
        table = at.table[0].value
        assert table[f"dy{node}/dx{node}"].tolist() == [number(value) for value in slope]
    curve = drawn[drawn["is"] == "slope"]
    np.testing.assert_allclose(curve["y"], np.exp(curve["x"]) / (1 + np.exp(curve["x"])))
