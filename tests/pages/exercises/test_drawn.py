"""The pictures of exercises: well-formed, each part named, legible on a telephone, and silent of what is asked."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from backprop.activations import RELU, SIGMOID
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import sheet
from backprop.exercises.scenes import FitScene, GraphScene, NetworkScene, RunScene, SlopeScene
from backprop.exercises.sheet import Given, Number
from backprop.graphs.expression import parse
from backprop.landscape import ssr_along
from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.network import Network, random_start
from backprop.written.numerals import number
from pages.parts.charts.labels import text_width
from pages.parts.exercises.axes import inside, ticks
from pages.parts.exercises.drawn import svg_of

NETWORK, START = Network(), MAIN_IDEAS.experiment.start
PLACES = np.linspace(-3.0, 6.0, 61)
SSR = ssr_along(NETWORK, DOSAGE_DATA, START, "b3", PLACES)
SLOPE = SlopeScene("b3", PLACES, SSR, 0.0, -15.66, 1.566 * -1)
STEPS = np.arange(13)
SCENES = {
    "network": NetworkScene(NETWORK, START, hidden=("b3",)),
    "three nodes": NetworkScene(Network((1, 3, 1), RELU, SIGMOID), tuple(random_start(Network((1, 3, 1)), 1))),
    "two inputs": NetworkScene(Network((2, 2, 1)), tuple(random_start(Network((2, 2, 1)), 1))),
    "one line": NetworkScene(Network((1, 1)), (1.5, -20.25)),
    "fit": FitScene(NETWORK, START, DOSAGE_DATA),
    "perfect fit": FitScene(NETWORK, FITTED, DOSAGE_DATA),
    "one observation": FitScene(Network((1, 1)), (0.0, 1.0), Data([0.5], [1.0])),
    "slope": SLOPE,
    "slope alone": replace(SLOPE, step=None),
    "step out of it": replace(SLOPE, step=-50.0),
    "converges": RunScene(STEPS, 20.0 * 0.6**STEPS),
    "diverges": RunScene(np.arange(1200), np.r_[3.0 ** np.arange(600), np.full(600, np.inf)]),
    "comes back": RunScene(STEPS, np.where(STEPS == 1, 500.0, 9.0)),
    "not a number": RunScene(STEPS, np.where(STEPS > 3, np.nan, 2.0)),
    "zero": RunScene(STEPS, np.zeros(13)),
    "graph": GraphScene(parse("u = x*x; v = u + exp(x); w = u*v; w*x")),
}


def parts_of(svg):
    """{name of a part: its groups}"""
    found = {}
    for group in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        if "data-part" in group.attrib:
            found.setdefault(group.get("data-part"), []).append(group)
    return found


def texts_of(svg):
    """The texts in a picture, the numbers on its axes apart, and what is said of it."""
    root = ET.fromstring(svg)
    own = [text for groups in parts_of(svg).values() for group in groups for text in group.itertext()]
    return [*own, root.get("aria-label")]


def boxes_of(svg):
    """(left, top, right, bottom, text) of each text."""
    for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        wide = text_width(text.text, 12, text.get("font-weight") == "bold")
        left = float(text.get("x")) - {"start": 0, None: wide / 2, "end": wide}[text.get("text-anchor")]
        yield left, float(text.get("y")) - 7, left + wide, float(text.get("y")) + 7, text.text


def of_kinds():
    """Every sheet of the catalogue's kinds that a learner meets first."""
    return [pytest.param(kind, seed, id=f"{kind.slug} {seed}") for kind in KINDS for seed in range(21)]


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_one_piece_of_xml_that_says_what_is_seen(name):
    root = ET.fromstring(svg_of(SCENES[name]))
    assert root.get("role") == "img"
    assert len(root.get("aria-label")) > 20
    assert not re.search(r"\b(nan|inf|None)\b", svg_of(SCENES[name]))


@pytest.mark.parametrize("name", SCENES)
def test_letters_are_legible_on_a_telephone_and_none_covers_another(name):
    svg = svg_of(SCENES[name])
    root = ET.fromstring(svg)
    _, _, wide, high = map(float, root.get("viewBox").split())
    assert float(root.get("font-size")) * 340 / wide >= 11
    assert "font-size" not in svg.partition(">")[2], "one size for all"
    boxes = list(boxes_of(svg))
    for left, top, right, bottom, text in boxes:
        assert -1 <= left < right <= wide + 1, text
        assert -1 <= top < bottom <= high + 1, text
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("network", {*NETWORK.parameter_names, "node 1", "node 2", "input", "output"}),
        ("fit", {"squiggle", *(f"{of} {i}" for of in ("observation", "residual") for i in (1, 2, 3))}),
        ("perfect fit", {"squiggle", *(f"{of} {i}" for of in ("observation", "residual") for i in (1, 2, 3))}),
        ("slope", {"curve", "here", "tangent", "step"}),
        ("slope alone", {"curve", "here", "tangent"}),
        ("converges", {"run"}),
        (
            "graph",
            {f"node {name}" for name in ("x", "u", "n1", "v", "w", "L")}
            | {f"edge {ends}" for ends in ("x u", "x n1", "u v", "n1 v", "u w", "v w", "w L", "x L")},
        ),
    ],
)
def test_a_scenes_parts_are_in_its_picture(name, parts):
    assert set(parts_of(svg_of(SCENES[name]))) == parts


@pytest.mark.parametrize(("kind", "seed"), of_kinds())
def test_what_a_cell_shows_is_in_its_sheets_pictures(kind, seed):
    drawn = sheet(kind, seed)
    there = {part for scene in drawn.scenes for part in parts_of(svg_of(scene))}
    assert {part for cell in drawn.cells for part in cell.shows} <= there


@pytest.mark.parametrize(("kind", "seed"), of_kinds())
def test_a_picture_writes_no_number_that_is_asked_for(kind, seed):
    drawn = sheet(kind, seed)
    texts = [text for scene in drawn.scenes for text in texts_of(svg_of(scene))]
    written = {each for text in texts for each in re.findall(r"−?\d[\d.]*\d|\d", text)}
    told = {number(cell.value) for cell in drawn.cells if isinstance(cell, Given)}
    asked = {number(drawn.values[cell.key]) for cell in drawn.asked if isinstance(cell, Number)}
    telling = {each for each in asked if len(re.sub(r"\D", "", each).strip("0")) > 2}  # others meet by chance
    assert not written & (telling - told)


def test_a_parameter_that_is_asked_for_has_a_question_mark():
    open_number, asked = (NetworkScene(NETWORK, (*START[:-1], 7.123), hidden=hidden) for hidden in ((), ("b3",)))
    assert "7.123" in " ".join(texts_of(svg_of(open_number)))
    assert "7.123" not in svg_of(asked)
    assert "+ b3 ?" in texts_of(svg_of(asked))
    assert "b3 ?" in texts_of(svg_of(asked))[-1]


def test_a_fit_says_where_each_observation_is():
    """At b3 = 0 the squiggle lies below all three, at the fitted values on them."""
    assert texts_of(svg_of(SCENES["fit"]))[-1].count("above it") == 3
    assert texts_of(svg_of(SCENES["perfect fit"]))[-1].count("on it") == 3


def test_a_run_that_leaves_the_picture_is_said_to():
    assert "higher than the picture from step 2 on" in texts_of(svg_of(SCENES["diverges"]))[-1]
    assert "higher than the picture at 1 step." in texts_of(svg_of(SCENES["comes back"]))[-1]
    assert "higher than the picture from step 4 on" in texts_of(svg_of(SCENES["not a number"]))[-1]
    for name in ("diverges", "comes back", "not a number"):
        assert "higher than the picture" in texts_of(svg_of(SCENES[name]))
    assert not any("higher" in text for text in texts_of(svg_of(SCENES["converges"])))


def test_a_step_that_leads_out_of_the_picture_is_said_to():
    assert "to the right is as long as the Step Size" in texts_of(svg_of(SLOPE))[-1]
    assert "to the right leads out of the picture" in texts_of(svg_of(SCENES["step out of it"]))[-1]
    assert "to the left" in texts_of(svg_of(replace(SLOPE, here=4.0, derivative=10.0, step=1.0)))[-1]


def test_names_of_a_graph_cannot_break_out_of_the_picture():
    graph = parse("u = x*x; u + x")
    hostile = "\"'><script>alert(1)</script>&\x00\x1b" + "long" * 40
    scene = GraphScene(replace(graph, nodes=tuple(node._replace(name=f"{node.name}{hostile}") for node in graph.nodes)))
    svg = svg_of(scene)
    assert "<script" not in svg
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "g", "path", "rect", "text"}
    assert "node u" + hostile.replace("\x00\x1b", "��") in parts_of(svg)
    for left, _, right, _, text in boxes_of(svg):
        assert 0 <= left < right <= 340, text


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-2.6, 1.2), (0, 94.3), (-0.0004, 0.0011), (1e4, 3e7)])
def test_ticks_are_a_few_round_numbers_inside(low, high):
    found = ticks(low, high)
    assert 3 <= len(found) <= 7
    assert all(low <= at <= high for at in found)
    assert len({number(each) for each in found}) == len(found)


def test_a_curve_is_cut_where_it_leaves():
    assert inside([0, 1, 2], [0, 4, 0], 0, 2) == [[(0, 0), (0.5, 2)], [(1.5, 2), (2, 0)]]
    assert inside([0, 1], [-4, 4], -1, 1) == [[(0.375, -1), (0.625, 1)]]
    assert inside([0, 1, 2], [1, 1, 1], 0, 2) == [[(0, 1), (1, 1), (2, 1)]]
    assert inside([0, 1], [5, 6], 0, 2) == []
