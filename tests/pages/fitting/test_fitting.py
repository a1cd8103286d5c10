"""Fitting the network: the video's Predicted values, every number on the way, and charts that draw the core's."""

import numpy as np
import pytest
from drawn import pictures, texts
from screen import type_number

from backprop.chain_rule import PARAMETERS, values
from backprop.data import Data
from backprop.lessons import FITTED, MAIN_IDEAS, PT_1
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.fitting import questions

PAGE = "4_Fitting_the_Network.py"
CURVES = {"fitting_part": "Where the squiggle comes from"}
EXPERIMENT = MAIN_IDEAS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start


def query(parameters, **further):
    numbers = {f"fitting_{name}": repr(float(value)) for name, value in zip(PARAMETERS, parameters, strict=True)}
    return numbers | CURVES | further


def by_hand(parameters, dosage):
    """Each number on the way, from the formulas written out by hand: name -> number."""
    on_the_way = values(parameters, Data([dosage], [0.0]))
    at = {name: float(getattr(on_the_way, name)[0]) for name in ("x1", "y1", "x2", "y2", "predicted")}
    w3, w4 = parameters[4], parameters[5]
    return {
        "x1": at["x1"], "y1": at["y1"], "y1 × w3": at["y1"] * w3,
        "x2": at["x2"], "y2": at["y2"], "y2 × w4": at["y2"] * w4, "Predicted": at["predicted"],
    }  # fmt: skip


def rows(table, layer):
    return table[table["is"] == layer]


def pressed(at, label):
    (button,) = [button for button in at.button if button.label == label]
    button.click()
    at.run()
    assert not at.exception


def test_the_start_is_the_videos(open_page, said):
    at = open_page(PAGE, **CURVES)
    assert "**Predicted is −1.609**" in said(at)
    assert "−1.6 in the video" in said(at)
    assert at.code[0].value.splitlines() == [
        "x1 = 0.5 × 3.34 + (−1.43) = 0.24",
        "y1 = log(1 + e^0.24) = 0.8203",
        "y1 × w3 = 0.8203 × (−1.22) = −1.001",
        "x2 = 0.5 × (−3.53) + 0.57 = −1.195",
        "y2 = log(1 + e^(−1.195)) = 0.2644",
        "y2 × w4 = 0.2644 × (−2.3) = −0.6082",
        "Predicted = (−1.001) + (−0.6082) + 0 = −1.609",
    ]
    assert "y2 × w4 gives −0.6081, not −0.6082" in said(at)  # where rounding bites
    assert at.table[0].value.set_index("Dosage").loc["Predicted"].tolist() == ["−2.604", "−1.609", "−2.615"]
    assert at.query_params.keys() == CURVES.keys()


@pytest.mark.parametrize("dosage", [0.0, 0.05, 0.5, 0.97, 1.0])
@pytest.mark.parametrize("parameters", [START, FITTED, PT_1.experiment.start], ids=["b3 = 0", "fitted", "pt 1"])
def test_every_number_is_the_cores(open_page, chart_tables, said, parameters, dosage):
    at = open_page(PAGE, **query(parameters, fitting_dosage=str(dosage)))
    here = by_hand(parameters, dosage)
    assert f"**Predicted is {number(here['Predicted'])}**" in said(at)
    lines = dict(line.split(" = ", 1) for line in at.code[0].value.splitlines())
    table = at.table[0].value.set_index("Dosage")
    for name, value in here.items():
        assert lines[name].rsplit(" = ", 1)[1] == number(value)
    for each in (*DATA.inputs[:, 0], dosage):
        shown = table[f"→ {number(each)}" if each == dosage else number(each)]
        assert shown.to_dict() == {name: number(value) for name, value in by_hand(parameters, each).items()}

    _, out, weighted, last = chart_tables(at)
    labels = texts(pictures(at)[0], 600)
    row = zip(PARAMETERS, parameters, strict=True)
    assert {f"{'×' if name[0] == 'w' else '+'} {name} {number(value)}" for name, value in row} <= labels
    assert f"x1 {number(here['x1'])} → y1 {number(here['y1'])}" in labels
    assert f"x2 {number(here['x2'])} → y2 {number(here['y2'])}" in labels
    assert f"Predicted {number(here['Predicted'])}" in labels

    on_curves = {"rtol": 1e-4, "atol": 1e-5}
    for node, w in ((1, "w3"), (2, "w4")):
        curve = rows(out, f"node {node}")
        expected = [by_hand(parameters, x) for x in curve["x"]]
        np.testing.assert_allclose(curve["y"], [each[f"y{node}"] for each in expected], **on_curves)
        times_weight = [each[f"y{node} × {w}"] for each in expected]
        np.testing.assert_allclose(rows(weighted, f"node {node}")["y"], times_weight, **on_curves)
        assert rows(out, f"at node {node}")["y"].item() == pytest.approx(here[f"y{node}"], abs=1e-5)
        assert f"y{node}: {number(here[f'y{node}'])}" in set(out["label"].astype(str))
        assert f"× {w}: {number(here[f'y{node} × {w}'])}" in set(weighted["label"].astype(str))
    squiggle = rows(last, "curve")
    predicted = forward(NETWORK, np.array(parameters), squiggle["x"].to_numpy(float)).predicted[:, 0]
    np.testing.assert_allclose(squiggle["y"], predicted, **on_curves)
    np.testing.assert_allclose(rows(last, "before")["y"], predicted - parameters[-1], **on_curves)
    assert rows(last, "observed")["y"].tolist() == DATA.observed[:, 0].tolist()
    assert f"Predicted: {number(here['Predicted'])}" in set(last["label"].astype(str))


def test_b3_only_lifts_the_squiggle_and_the_axes_stand_still(open_page, chart_tables):
    at = open_page(PAGE)
    before = [chart.proto.spec for chart in at.get("vega_lite_chart")]
    low = rows(chart_tables(at)[0], "curve")["y"].to_numpy()
    pressed(at, "b3 = 2.61, fitted")
    assert [chart.proto.spec for chart in at.get("vega_lite_chart")] == before
    np.testing.assert_allclose(rows(chart_tables(at)[0], "curve")["y"] - low, 2.61, atol=1e-9)
    for shown, table in ((["0.006335", "1.001", "−0.00487"], at), (["−2.604", "−1.609", "−2.615"], None)):
        if table is None:
            pressed(at, "b3 = 0, as in the video")
        misses = rows(chart_tables(at)[0], "observation")
        assert [number(value) for value in misses["y2"]] == shown


def test_b3_is_found_by_eye_before_the_videos_is_told(open_page, said):
    """What the video comes to stands in a fold, and nowhere else on the page but in what answers a question."""
    at = open_page(PAGE)
    answers = {each.answered for each in questions.FITTING}
    told = [each.value for each in at.markdown if "2.61" in each.value and each.value not in answers]
    assert len(told) == 1
    assert at.slider(key="fitting_slid").value == 0
    at.slider(key="fitting_slid").set_value(2.5).run()
    assert at.query_params["fitting_b3"] == ["2.5"] or at.text_input(key="fitting_b3").value == "2.5"
    assert f"**Predicted is {number(by_hand([*START[:-1], 2.5], 0.5)['Predicted'])}**" in said(at)


@pytest.mark.parametrize("name", PARAMETERS)
def test_typing_another_number_changes_what_is_shown(open_page, said, name):
    at = open_page(PAGE)
    type_number(at, f"fitting_{name}", 1.5)
    at.run()
    changed = START.copy()
    changed[NETWORK.place(name)] = 1.5
    assert f"**Predicted is {number(by_hand(changed, 0.5)['Predicted'])}**" in said(at)
    assert "-badge[" not in said(at)  # the video shows no number for this


def test_between_the_observations_nothing_was_observed(open_page, said):
    assert "Nothing was observed there" in said(open_page(PAGE, fitting_dosage="0.3"))


@pytest.mark.parametrize("end", [1000.0, -1000.0])
def test_the_widest_numbers_are_drawn(open_page, chart_tables, end):
    at = open_page(PAGE, **query([end] * 7, fitting_dosage="1"))
    assert all(np.isfinite(table[axis].dropna()).all() for table in chart_tables(at) for axis in ("x", "y"))
