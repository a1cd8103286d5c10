"""No label covers another, or a dot, or leaves its picture, in 100 seeded states of each picture at every width."""

from itertools import pairwise

import numpy as np
import pytest
from drawn import boxes, covered, heights, holds, sent, without_axes
from states_of_drawings import DRAWINGS
from states_of_flowers import PICTURES_OF_FLOWERS
from states_of_pictures import PICTURES_WITH_AXES

from backprop.lessons import FITTED, MAIN_IDEAS, PT_1
from backprop.series import PART_7_BIASES, PT_4
from backprop.written.numerals import number
from pages.parts.charts.layered import TALL
from pages.parts.pictures.network_picture import network_picture

WIDE = (215, 300, 1500)
STATES = range(100)
PICTURES = (*PICTURES_WITH_AXES, *PICTURES_OF_FLOWERS, *DRAWINGS)
# Of a drawing's insides more are looked at: what is drawn changes from one to the next.
WIDTHS_OF_DRAWINGS = (215, 262, 311, 346, 350, 439, 441, 500, 559, 561, 640, 760, 1000, 1500)


@pytest.mark.parametrize("draw", PICTURES, ids=lambda draw: draw.__name__)
def test_no_label_covers_anything(draw, monkeypatch):
    pictures = sent(monkeypatch)
    named, faults = 0, {}
    for state in STATES:
        draw(np.random.default_rng([6, state]))
        picture = pictures[-1]
        for wide in WIDTHS_OF_DRAWINGS if without_axes(picture) else WIDE:
            for high in heights(picture):
                if found := covered(picture, wide, high):
                    faults.setdefault(state, (wide, found))
        said = picture.table["is"].str.match("said|end|value|over|level")
        named += (said & (picture.table["label"] != "")).any()
    assert faults == {}, f"{len(faults)} of {len(STATES)} states"
    assert len(pictures) == len(STATES)
    assert named >= 0.8 * len(STATES), "a picture without a label covers nothing, and says nothing"


@pytest.mark.parametrize("wide", [340, 350, 480, 559, 561, 700, 1000])
@pytest.mark.parametrize("dosage", [None, 0.0, 0.5])
def test_in_a_lessons_network_every_number_is_seen_and_no_edge_strikes_it_through(wide, dosage, monkeypatch):
    pictures, (network, data) = sent(monkeypatch), (PT_1.experiment.network, PT_1.experiment.data)
    for parameters in (PT_1.experiment.start, MAIN_IDEAS.experiment.start, np.array(FITTED)):
        network_picture(network, data, parameters, "key", dosage)
        high = heights(pictures[-1])[0]
        on_edges = [
            (wide * (row["x"] + part * (row["x2"] - row["x"])), high * (row["y"] + part * (row["y2"] - row["y"])))
            for edge in ("edge 1", "edge 2")
            for row in pictures[-1].rows[edge]
            for part in np.linspace(0, 1, 200)
        ]
        seen = boxes(pictures[-1], wide, high)[0]
        said = {text.replace("\n", " ") for text, *_ in seen}
        for name, value in zip(network.parameter_names, parameters, strict=True):
            assert f"{'×' if name[0] == 'w' else '+'} {name} {number(value)}" in said
        assert [text for text, box, _ in seen for point in on_edges if text != "Dosage" and holds(box, point)] == []


@pytest.mark.parametrize("wide", [340, 350, 480, 559, 561, 700, 1000])
def test_the_iris_network_says_every_number_on_a_phone_too(wide, monkeypatch):
    pictures, experiment = sent(monkeypatch), PT_4.experiment
    network, parameters = experiment.network, experiment.start
    network_picture(network, experiment.data, parameters, "key", (0.5, 0.37), height=360, outputs=("● S", "◆ V", "▲ A"))
    said = " ".join(text.replace("\n", " ") for text, *_ in boxes(pictures[-1], wide, heights(pictures[-1])[0])[0])
    for name, value in zip(network.parameter_names, parameters, strict=True):
        assert f"{'×' if name[0] == 'w' else '+'} {name} {number(value)}" in said
    for each in (
        "Petal Width 0.5",
        "Sepal Width 0.37",
        "x2 0.098 → y2 0.098",
        "● S 0.0898",
        "◆ V 0.8632",
        "▲ A 0.1042",
    ):
        assert each in said


@pytest.mark.parametrize("wide", [284, 300, 340, 350, 460, 559, 561, 700, 1000])
def test_every_share_and_every_marked_bias_stands_by_its_name_in_the_picture_of_three_classes(wide, monkeypatch):
    pictures, experiment, names = sent(monkeypatch), PART_7_BIASES.experiment, ("b3", "b4", "b5")
    outputs = [f"p {name}" for name in experiment.data.classes]
    start = experiment.start.copy()
    start[[experiment.network.place(name) for name in names]] = -1.234, -0.05678, -0.03165
    for marked in (names[:1], names):
        network_picture(
            experiment.network, experiment.data, start, "key", experiment.data.inputs[0], marked, TALL,
            outputs=outputs,
        )  # fmt: skip
        said = " ".join(text for text, *_ in boxes(pictures[-1], wide, heights(pictures[-1])[0])[0])
        assert [each for each in outputs if each not in said] == []
        assert len(pictures[-1].rows["chosen"]) == len(marked), "a diamond beside each"
        for name in names:
            assert f"{name} {number(start[experiment.network.place(name)])}" in said


@pytest.mark.parametrize("wide", [340, 350, 371, 439, 500, 700])
@pytest.mark.parametrize("b3", [-2.0, -1.227, -0.03323, -0.0001234, -1234.0, 123_400.0])
def test_a_number_in_a_node_has_its_name_however_long_it_is_written_out(wide, b3, monkeypatch):
    pictures, (network, data) = sent(monkeypatch), (PART_7_BIASES.experiment.network, PART_7_BIASES.experiment.data)
    start = PART_7_BIASES.experiment.start.copy()
    start[network.place("b3")] = b3
    for marked in ((), ("b3",)):
        network_picture(network, data, start, "key", data.inputs[0], marked, TALL)
        said = " ".join(text for text, *_ in boxes(pictures[-1], wide, heights(pictures[-1])[0])[0])
        assert f"b3 {number(b3)}" in said


@pytest.mark.parametrize("draw", PICTURES_WITH_AXES, ids=lambda draw: draw.__name__)
def test_no_line_strikes_a_label_through(draw, monkeypatch):
    """Where no place beside a dot is free of curves, the label stands on paper of its own."""
    pictures = sent(monkeypatch)
    draw(np.random.default_rng(7))
    paper, shown = {"fill", "stroke", "strokeWidth", "strokeJoin", "strokeOpacity", "tooltip", "color"}, 0
    for under, over in pairwise(pictures[-1].spec["layer"]):
        if over["mark"]["type"] == "text" and "'said" in str(over["transform"]) and "stroke" not in over["mark"]:
            shown += 1
            assert under["mark"]["strokeWidth"] >= 3
            assert under["transform"] == over["transform"]
            marks = [{part: of for part, of in each["mark"].items() if part not in paper} for each in (under, over)]
            assert marks[0] == marks[1]
    assert shown
