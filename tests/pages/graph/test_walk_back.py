"""The walk back through a graph: what has been computed is shown, and nothing before its turn."""

import films
import pytest
from any_graph_page import NODES, PAGE, TERM, gradients_shown, link, unescaped
from screen import button, number_fields, table_with, type_number

from backprop.chains import chain
from backprop.graphs.examples import EXAMPLES, own_inputs
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward
from backprop.graphs.roads import road_product, roads_back
from backprop.lessons import MAIN_IDEAS
from backprop.written.numerals import number
from pages.parts.graph import picture as graph_picture

WIDE = 1000  # of the picture, in pixels: in a large window


def at_step(at, head, step):
    """The table of the walk that has this head, at a step: {its head: a column}."""
    for heads, *rows in films.of(at, "any_graph").tables(step):
        if head in heads:
            return dict(zip(heads, zip(*rows, strict=True), strict=True))
    raise AssertionError(head)


def test_the_primers_two_paths_are_added_before_the_learners_eyes(open_page, said):
    at = open_page(PAGE)
    assert not at.query_params
    assert "**L = 24** at x = 2" in said(at)
    assert "2 paths lead from L back to x" in said(at)
    walk = films.of(at, "any_graph")
    assert walk.steps == [0, 1, 2, 3]
    in_tables = open_page(PAGE, **NODES)
    back = [at_step(in_tables, "Hands back", step)["Gradient dL/d…"] for step in walk.steps]
    assert back == [("1", "?", "?", "?"), ("1", "4", "6", "?"), ("1", "4", "6", "12 + ?"), ("1", "4", "6", "36")]
    for step in walk.steps[:3]:
        seen = walk.text(step) + walk.alt("any_graph_picture", step) + str(walk.cells("any_graph_picture", step))
        seen += films.of(in_tables, "any_graph").text(step)
        assert "36" not in seen, "what has not been computed is not shown"
    assert "waits for n1: its gradient is not complete" in walk.text(2)
    assert "They add: dL/dx = 12 + 24 = 36." in walk.text(3)
    products = at_step(at, "Product", 3)
    assert products["Product"] == ("24", "12", "36")
    assert [each.split(", ")[1] for each in products["Path"][:2]] == ["broad blue", "orange"]
    assert at_step(at, "Contribution", 3)["Contribution"] == ("12", "24", "36")
    checked = at_step(in_tables, "Digits that agree", 3)
    assert checked["Finite difference"] == ("36",)
    assert int(checked["Digits that agree"][0]) >= 8


@pytest.mark.parametrize("text", [TERM, EXAMPLES[-1].text, "-" * 99 + "x", "x*x*x*y", "x"])
def test_a_walk_has_each_of_its_steps_and_at_each_the_gradients_so_far(open_page, text):
    """In the table, in the picture and in its words alike; the oracle is the core's walk, node by node."""
    at, in_tables, key = open_page(PAGE, **link(text)), open_page(PAGE, **link(text), **NODES), "any_graph_picture"
    graph = parse(text)
    walk = backward(graph, forward(graph, own_inputs(graph)))
    film = films.of(at, "any_graph")
    assert film.steps == films.of(in_tables, "any_graph").steps == list(range(len(walk.steps) + 1))
    moving = [place for place in reversed(range(len(graph))) if graph.nodes[place].moves]
    for step in film.steps:
        said = [graph_picture.gradient_text(walk, place, step) for place in moving]
        assert list(at_step(in_tables, "Hands back", step)[f"Gradient d{graph.result.name}/d…"]) == said
        known = [number(walk.gradients[place]) for place in moving if walk.known(place, step)]
        assert sorted(text for text in said if "?" not in text) == sorted(known)
        alt = film.alt(key, step)
        ends = [str(cell).split("\n")[-2:] for cell in film.cells(key, step)]
        for place, gradient in zip(moving, said, strict=True):
            node = f"{graph.formula(place)}: value {number(walk.values[place])}, gradient {gradient}."
            assert (node in alt) == (place < graph_picture.SAID_AT_MOST)
            assert [number(walk.values[place]), f"← {gradient}"] in ends
        assert f"after {step} of " in film.alt(key, step)


def test_the_videos_term_has_the_numbers_of_the_derivative(open_page):
    at = open_page(PAGE, **link(TERM, 12), **NODES)
    shown = table_with(at, "Finite difference").set_index("Input")["Gradient, from the walk back"]
    experiment = MAIN_IDEAS.experiment
    for name in experiment.network.parameter_names:
        expected = chain(experiment.start, experiment.data, name).terms[0]
        assert shown[name] == number(expected, 8)
    assert shown["b3"].startswith("−5.207")


@pytest.mark.parametrize("step", [0, 1, 4, 7, 12])
def test_only_what_has_been_computed_is_shown(open_page, chart_tables, step):
    at, in_tables = open_page(PAGE, **link(TERM, step)), open_page(PAGE, **link(TERM, step), **NODES)
    graph = parse(TERM)
    walk = backward(graph, forward(graph, own_inputs(graph)))
    marks = chart_tables(at)[0]
    marks = marks[~(marks["from"] > WIDE) & ~(marks["until"] <= WIDE) & (marks["label"] != "")]  # drawn at that width
    texts = marks[marks["is"].isin(["value", "value now"])]["label"].astype(str)
    by_gradient = [text.split("← ")[1] for text in texts if "← " in text]
    known = [place for place in range(len(graph)) if walk.known(place, step)]
    assert len([text for text in by_gradient if "?" not in text]) == len(known)
    assert sorted(text for text in by_gradient if "?" not in text) == sorted(number(walk.gradients[p]) for p in known)
    shown = list(gradients_shown(in_tables))
    assert shown.count("?") + sum("+ ?" in text for text in shown) == sum(n.moves for n in graph.nodes) - len(known)
    assert set(marks["is"]) >= {"edge", "box"}
    boxes = marks[marks["is"] == "box"]["label"].tolist()
    assert boxes.count("now") == (step > 0)
    assert boxes.count("now") + boxes.count("done") == len(known)
    handed = marks[(marks["is"] == "edge") & marks["label"].str.endswith("handed")]
    assert bool(len(handed)) == (step > 0)
    if step < 12:
        differences = table_with(in_tables, "Finite difference")
        assert (differences["Finite difference"] == "?").sum() == sum(
            not walk.known(place, step) for place in graph.inputs.values()
        )


def test_the_picture_has_every_value_every_local_derivative_and_the_paths(open_page, chart_tables):
    at = open_page(PAGE, **link(TERM, 0))
    graph = parse(TERM)
    walk = backward(graph, forward(graph, own_inputs(graph)))
    marks = chart_tables(at)[0]
    rates = marks[(marks["is"] == "rate") & (marks["from"] <= WIDE) & (marks["until"] > WIDE)]["label"].astype(str)
    assert sorted(rates) == sorted(number(each.derivative) for step in walk.steps for each in step)
    assert len(rates) == len(graph.edges)
    shown = [unescaped(way) for way in table_with(at, "Through")["Through"]]
    place = graph.inputs["dosage"]
    assert shown[:2] == [graph_picture.road_in_words(walk, path) for path in roads_back(walk, place)]
    assert {"path 1", "path 2"} <= set(marks["is"])
    assert not (marks["x"] < 0).any()
    assert not (marks["x"] > 10).any()


def test_another_node_may_be_chosen_for_its_paths(open_page, chart_tables):
    at = open_page(PAGE, **link(TERM, 12), any_graph_paths="w1")
    assert "One path leads" in "".join(markdown.value for markdown in at.markdown)
    walk = backward(parse(TERM), forward(parse(TERM), own_inputs(parse(TERM))))
    assert table_with(at, "Through")["Product"].tolist() == [
        number(road_product(roads_back(walk, walk.graph.inputs["w1"])[0]))
    ]
    assert "path 2" not in set(chart_tables(at)[0]["is"])


def guessed(at, number):
    """The page after a number has been typed for the gradient of x, and checked."""
    (key,) = [field.key for field in number_fields(at) if field.label.startswith("d")]
    type_number(at, key, number)
    return button(at, "Check").click().run()


def test_a_prediction_is_judged_before_the_gradient_is_shown(open_page):
    at = guessed(open_page(PAGE), 24.0)
    assert "only one path of two" in at.info[0].value
    assert "36" not in at.info[0].value
    at = guessed(at, 36.0)
    assert "Yes" in at.success[0].value
    at.session_state["any_graph_part"] = "Node by node"
    assert list(gradients_shown(at.run())) == ["1", "?", "?", "?"]


def test_wrong_answers_are_led_on_and_told_at_the_third_and_the_same_once_more_is_none(open_page):
    at = guessed(open_page(PAGE), 24.0)
    for typed, said in ((24.0, "only one path"), (7.0, "How much is"), (24.0, "only one path"), (5.0, "Here is how")):
        at = guessed(at, typed)
        assert said in at.info[0].value, (typed, at.info[0].value)
        assert ("36" in at.info[0].value) == (said == "Here is how")
    at.text_input(key="any_graph_value_x").set_value("3").run()  # another question, of which nothing is known yet
    assert "36" not in guessed(at, 24.0).info[0].value
    assert "Here is how" not in guessed(at, 5.0).info[0].value
