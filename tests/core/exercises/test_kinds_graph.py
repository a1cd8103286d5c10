"""Gradients on a graph whose node is used twice: right by two other ways, and each slip on the way has its name."""

import pytest
from expressions import walk_of
from learners import EVERYTHING, SEEDS

from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.formula import worked
from backprop.exercises.gradient import gradient_key, gradient_sheet
from backprop.exercises.judging import RIGHT, WRONG, Attempt
from backprop.exercises.kinds.graph import GRAPH
from backprop.graphs.examples import EXAMPLES
from backprop.graphs.graph import backward, finite_difference, forward


def graph_and_inputs(seed):
    drawn = sheet(GRAPH, seed)
    graph = drawn.scenes[0].graph
    return drawn, graph, {name: drawn.values[f"value {name}"] for name in graph.inputs}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_right_is_what_the_walk_back_and_a_nudge_find(seed):
    drawn, graph, inputs = graph_and_inputs(seed)
    passed = backward(graph, forward(graph, inputs))
    for place, node in enumerate(graph.nodes):
        if node.moves:
            assert drawn.values[f"value {node.name}"] == pytest.approx(passed.values[place])
            assert drawn.values[f"gradient {node.name}"] == pytest.approx(passed.gradients[place])
    for step in passed.steps:
        for handed in step:
            key = f"local {graph.nodes[handed.node].name} {handed.which + 1}"
            assert drawn.values[key] == pytest.approx(handed.derivative)
    for name in inputs:
        assert drawn.values[f"gradient {name}"] == pytest.approx(
            finite_difference(graph, inputs, name), rel=1e-6, abs=1e-5
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_input_is_used_more_than_once_and_its_gradient_is_the_last_cell(seed):
    drawn, graph, _ = graph_and_inputs(seed)
    assert sum(graph.inputs["x"] in node.operands for node in graph.nodes) > 1
    assert drawn.asked[-1].key == "gradient x"


@pytest.mark.parametrize(
    ("seed", "text", "inputs"),
    [
        (0, "u = x**2; v = 3*x; L = u*v", {"x": 2.0}),
        (1, "u = x - y; v = u**2; L = x*v", {"x": -6.0, "y": -2.0}),
        (2, "u = x**2; v = 4*x; L = u - v", {"x": 5.0}),
    ],
)
def test_a_seed_is_the_same_graph_for_good(seed, text, inputs):
    _, graph, drawn = graph_and_inputs(seed)
    assert (graph.text, drawn) == (text, inputs)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("24", "only_one_path"), ("12", "only_one_path"), ("288", "paths_multiplied"), ("-36", "sign_turned"),
        ("7", "local_derivative_alone"), ("10", "gradient_before_alone"), ("2", "value_for_gradient"),
        ("17", "added_for_multiplied"), ("16", "factor_left_out"), ("28", "factor_left_out"),
    ],
)  # fmt: skip
def test_each_slip_on_the_two_paths_of_the_video_has_its_name(text, code):
    exercised = exercise(GRAPH, 0, 1)
    assert exercised.blanks == ("gradient x",)
    said = Attempt(exercised.sheet, exercised.blanks, {"gradient x": text}).judge("gradient x")
    assert (said.standing, said.codes) == (WRONG, (code,))
    assert "36" not in said.sentence


def test_the_two_paths_of_the_video_add():
    exercised = exercise(GRAPH, 0, 1)
    said = Attempt(exercised.sheet, exercised.blanks, {"gradient x": "36"}).judge("gradient x")
    assert said.standing == RIGHT
    assert said.sentence.endswith("= 6 × 4 + 4 × 3 = 36.")


@pytest.mark.parametrize("seed", range(40))
def test_the_smaller_question_of_a_steady_local_derivative_has_it_for_its_answer(seed):
    drawn = sheet(GRAPH, seed)
    for cell in drawn.asked:
        if cell.key.startswith("local"):
            question = cell.formula.smaller(drawn.values).replace("−", "-").replace("×", "*")
            assert eval(question) == drawn.values[cell.key], (cell, question)


# --- on any graph ----------------------------------------------------------------------------------------------------

MORE = (
    ("x*x", {"x": 3.0}),
    ("a = x*x; a*a + x", {"x": 1.5}),
    ("relu(x) * max(x, y) - y", {"x": -2.0, "y": 1.0}),
)


@pytest.mark.parametrize(("text", "inputs"), [*((each.text, each.inputs) for each in EXAMPLES), *MORE])
def test_a_gradient_on_any_graph_is_asked_for_and_judged(text, inputs):
    passed = walk_of(text, inputs)
    for place, gradient in enumerate(passed.gradients):
        if not passed.received[place]:
            with pytest.raises(ValueError, match="handed nothing back"):
                gradient_sheet(passed, place)
            continue
        asked, key = gradient_sheet(passed, place), gradient_key(passed, place)
        assert asked.values[key] == pytest.approx(gradient, rel=1e-12)
        assert Attempt(asked, (key,), {key: repr(gradient)}).judge(key).standing == RIGHT
        for slip in asked.slips(asked.by_key[key], asked.values):
            value = worked(slip.formula, asked.values)
            if value != pytest.approx(gradient, rel=0.01):
                said = Attempt(asked, (key,), {key: repr(value)}).judge(key)
                assert said.standing == WRONG
                assert slip.code in said.codes


def test_a_path_that_parts_from_another_far_behind_is_known_too():
    """s goes on three ways, and b into s alone: one of the three taken for all is a slip of b's gradient."""
    passed = walk_of("s = a*b; s**2 + 3*s + sin(s)", {"a": 2.0, "b": -0.5})
    place = passed.graph.inputs["b"]
    key, path = gradient_key(passed, place), 2 * -1.0 * 2.0  # d(s²)/ds × ds/db
    said = Attempt(gradient_sheet(passed, place), (key,), {key: repr(path)}).judge(key)
    assert said.codes == ("only_one_path",)
    assert "one path of three" in said.sentence


def test_the_two_places_of_a_square_are_told_apart():
    passed = walk_of("x*x", {"x": 3.0})
    key = gradient_key(passed, 0)
    said = Attempt(gradient_sheet(passed, 0), (key,), {}).tell(key)
    assert said.sentence.endswith("= 1 × 3 + 1 × 3 = 6.")
    assert "(first place)" in said.sentence


def test_every_blank_of_every_level_is_in_a_row_of_the_table():
    for seed in range(20):
        exercised = exercise(GRAPH, seed, EVERYTHING)
        assert all(exercised.sheet.row_of(key) for key in exercised.blanks)
