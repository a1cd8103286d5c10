"""Neural networks: Pt. 1's numbers beside ours, pictures that draw the core's, and another bend in the nodes."""

from dataclasses import replace

import numpy as np
import pytest
from screen import is_whole, layer, number_in

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.lessons import PT_1
from backprop.losses import ssr
from backprop.passes import forward
from backprop.written.numerals import number

PAGE = "1_Neural_Networks.py"
NETWORK, DATA, START = PT_1.experiment.network, PT_1.experiment.data, PT_1.experiment.start
ACTIVATIONS = {activation.name: activation for activation in (SOFTPLUS, RELU, SIGMOID)}
NAMES = ("x1", "y1", "y1 × w3", "x2", "y2", "y2 × w4", "Predicted")


def on_the_way(network, dosage, parameters=START):
    """Each number on the way of one dosage, from the core: name -> number."""
    hidden, output = forward(network, parameters, np.array([dosage])).layers
    (x1, x2), (y1, y2), w3, w4 = hidden.x[0], hidden.y[0], parameters[4], parameters[5]
    return dict(zip(NAMES, map(float, (x1, y1, y1 * w3, x2, y2, y2 * w4, output.y[0, 0])), strict=True))


def pressed(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def test_every_number_of_the_video_stands_beside_ours(open_page, said):
    at = open_page(PAGE)
    assert "**Predicted is −0.011**. :green-badge[−0.02 in the video] The observed Effectiveness is 0." in said(at)
    table = at.table[0].value.set_index("Dosage")
    assert dict(table["0, video"]) == dict(
        zip(NAMES, ("2.14", "2.25", "−2.93", "1.29", "1.53", "3.49", "−0.02"), strict=True)
    )
    assert {name: text for name, text in table["0.5, video"].items() if text} == {"x1": "−15.06", "Predicted": "1.03"}
    assert "**−0.02 or −0.011?**" in said(at)
    assert not at.query_params


def test_the_middle_dosage_is_the_videos(open_page, said):
    told = said(open_page(PAGE, pt_1_dosage="0.5"))
    assert "**Predicted is 1.035**. :green-badge[1.03 in the video] The observed Effectiveness is 1." in told
    assert "x1 = 0.5 × (−34.4) + 2.14 = −15.06" in told


@pytest.mark.parametrize("dosage", [0.0, 0.06, 1.0])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_number_on_the_way_is_the_cores(open_page, chart_tables, activation, dosage):
    at = open_page(PAGE, pt_1_activation=activation, pt_1_dosage=str(dosage))
    network = replace(NETWORK, hidden=ACTIVATIONS[activation])
    here = on_the_way(network, dosage)
    lines = dict(line.split(" = ", 1) for line in at.code[0].value.splitlines())
    assert {name: line.rsplit(" = ", 1)[1] for name, line in lines.items()} == {
        name: number(value) for name, value in here.items()
    }
    table = at.table[0].value.set_index("Dosage")
    for each in (*DATA.inputs[:, 0], dosage):
        column = table[f"→ {number(each)}" if each == dosage else number(each)]
        assert dict(column) == {name: number(value) for name, value in on_the_way(network, each).items()}

    inside = open_page(PAGE, pt_1_activation=activation, pt_1_dosage=str(dosage), pt_1_part="In each node")
    (picture, *curves), pieces = chart_tables(at), chart_tables(inside)
    labels = set(picture["label"].astype(str))
    for node, (piece, weight) in enumerate(zip(pieces, START[4:6], strict=True), 1):
        x, y = here[f"x{node}"], here[f"y{node}"]
        assert f"x{node} {number(x)} → y{node} {number(y)}" in labels
        np.testing.assert_allclose(layer(piece, f"at node {node}")[["x", "y"]].iloc[0], [x, y], rtol=1e-5)
        used = layer(piece, f"node {node}")
        inputs = np.linspace(0, 1, len(used))
        passed = forward(network, START, inputs).layers[0]
        np.testing.assert_allclose(used["x"], passed.x[:, node - 1], rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(used["y"], passed.y[:, node - 1], rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(layer(curves[1], f"at node {node}")["y"], [y * weight], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(layer(curves[2], "at curve")["y"], [here["Predicted"]], rtol=1e-5, atol=1e-7)


def test_each_activation_makes_its_own_squiggle_of_the_same_numbers(open_page, chart_tables, said):
    at = open_page(PAGE, pt_1_part="Another bend")
    for activation, drawn in zip(ACTIVATIONS.values(), chart_tables(at), strict=True):
        network = replace(NETWORK, hidden=activation)
        predicted = forward(network, START, DATA.inputs).predicted
        np.testing.assert_allclose(layer(drawn, "observation")["y2"], predicted[:, 0], rtol=1e-5, atol=1e-6)
        squiggle = layer(drawn, "curve")
        np.testing.assert_allclose(
            squiggle["y"], forward(network, START, squiggle["x"].to_numpy()).predicted[:, 0], rtol=1e-4, atol=1e-4
        )
        assert f"SSR {number(ssr(DATA.observed, predicted))}" in said(at)


def test_the_buttons_set_what_they_say_and_lead_back(open_page, said):
    at = open_page(PAGE)
    assert "**Predicted is 1.035**" in said(pressed(at, "Dosage 0.5"))
    pressed(at, "ReLU at its corner")
    assert at.segmented_control(key="pt_1_activation").value == "ReLU"
    assert number(on_the_way(replace(NETWORK, hidden=RELU), 0.06)["Predicted"]) in said(at)
    assert "in the video" not in said(at).partition("Try next")[0]
    pressed(at, "w1 = −2.52")
    assert number_in(at, "pt_1_w1") == -2.52
    assert "−0.02 in the video" in said(pressed(at, "As in the video"))
    assert not at.query_params


def test_a_link_restores_what_was_set(open_page, said):
    query = {"pt_1_w1": "-2.5", "pt_1_b3": "0.25", "pt_1_dosage": "0.37", "pt_1_activation": "sigmoid"}
    at = open_page(PAGE, **query)
    assert [number_in(at, f"pt_1_{name}") for name in ("w1", "b1", "b3")] == [-2.5, 2.14, 0.25]
    assert at.slider(key="pt_1_dosage").value == 0.37
    parameters = (-2.5, *START[1:-1], 0.25)
    predicted = on_the_way(replace(NETWORK, hidden=SIGMOID), 0.37, parameters)["Predicted"]
    assert f"**Predicted is {number(predicted)}**. Nothing was observed there" in said(at)


@pytest.mark.parametrize("value", ["0", "1000", "-1000"])
def test_huge_and_zero_parameters_are_shown_too(open_page, value):
    assert is_whole(open_page(PAGE, **{f"pt_1_{name}": value for name in NETWORK.parameter_names}))
