"""Any graph: what is typed, chosen and slid, what is refused, and the links that bring it back."""

import re

import pytest
from any_graph_page import NODES, PAGE, TERM, gradients_shown, link, unescaped
from screen import button, number_fields, number_in, table_with, type_number

from backprop.graphs.examples import EXAMPLES
from backprop.graphs.expression import gradients, parse
from backprop.graphs.graph import backward, forward
from backprop.multiplications import RULE
from backprop.written.numerals import number
from pages.parts.controls.named_numbers import named_text, named_values
from pages.parts.pictures import graph_layout as layout


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label)
def test_each_example_is_one_choice_and_ends_at_the_cores_gradients(open_page, said, example):
    """From any expression and any numbers, in whichever part of the page; the field then says which example it is."""
    at = open_page(PAGE, **link("x*y", 2, x=7.0), **NODES)
    assert at.selectbox(key="any_graph_example").value == "your own"
    at.selectbox(key="any_graph_example").set_value(example.label).run()
    assert at.text_input[0].value == example.text
    assert at.selectbox(key="any_graph_example").value == example.label
    assert "your own" not in at.selectbox(key="any_graph_example").options
    own = {} if example == EXAMPLES[0] else {"any_graph_expression": example.text}
    assert {key: "".join(text) for key, text in at.query_params.items()} == own | NODES
    walk = backward(parse(example.text), forward(parse(example.text), example.inputs))
    for name, value in example.inputs.items():
        assert number_in(at, f"any_graph_value_{name}") == value
    at = open_page(PAGE, **link(example.text, len(walk.steps)), **NODES)
    shown = table_with(at, "Finite difference")
    for name, gradient in gradients(example.text, example.inputs)[1].items():
        row = shown[shown["Input"] == name].iloc[0]
        assert row["Gradient, from the walk back"] == number(gradient, 8)
        assert row["Digits that agree"] == ("both 0" if gradient == 0 else row["Digits that agree"])
        assert gradient == 0 or int(row["Digits that agree"]) >= 6
    assert "?" not in "".join(gradients_shown(at))


def test_values_and_expression_stand_in_the_address(open_page, said):
    at = open_page(PAGE, **link("u = x**2; v = 3*x; u * v", 1, x=-3.0))
    assert "**L = −81** at x = −3" in said(at)
    assert number_in(at, "any_graph_value_x") == -3.0
    at = type_number(at, "any_graph_value_x", 1.5).run()
    assert at.query_params["any_graph_values"] == "x~1.5"
    assert at.slider(key="any_graph_slid_x").value == 1.5
    at = at.slider(key="any_graph_slid_x").set_value(2.5).run()
    assert at.query_params["any_graph_values"] == "x~2.5"
    assert number_in(at, "any_graph_value_x") == 2.5
    at = button(at, "Its own numbers").click().run()
    assert "any_graph_values" not in at.query_params
    assert "at x = 1" in said(at)


def test_another_expression_begins_at_step_0_and_keeps_the_numbers_of_names_that_stay(open_page, said):
    at = open_page(PAGE, **link(step=3))
    at = at.text_input[0].set_value("x*x*x*y").run()
    assert "any_graph_step" not in at.query_params
    assert "at x = 2, y = 1" in said(at)
    assert "**3 paths lead" in said(at)
    at = at.text_input[0].set_value("x*x*x*y + ").run()
    assert "Something is missing here" in at.error[0].value
    at = at.text_input[0].set_value("x*y").run()
    assert "at x = 2, y = 1" in said(at)


@pytest.mark.parametrize(
    ("text", "inputs", "said", "marked"),
    [
        ("3 + log(x)", {"x": -1.0}, "log needs a number above 0, but it gets −1", "log(x)"),
        ("1/(x - 1)", {"x": 1.0}, "divisor other than 0", "1/(x - 1)"),
        ("9**9**9**9", {}, "too large", "9**9**9"),
        ("2 + sqrt(x)", {"x": 0.0}, "local derivative 1 ÷ (2 × 0)", "sqrt(x)"),
    ],
)
def test_where_there_is_no_number_a_sentence_points_at_the_place(open_page, text, inputs, said, marked):
    at = open_page(PAGE, **link(text, **inputs))
    assert said in unescaped(at.error[0].value)
    line, marks = at.code[0].value.split("\n")
    assert line[marks.index("^") : marks.rindex("^") + 1] == marked


@pytest.mark.parametrize(
    "typed", ["", "x +", "__import__('os')", "<b>x</b>", "[a](http://b.c)", "$x$", "а", "f(x)", "x" * 600]
)
def test_what_is_typed_and_cannot_be_read_is_refused_in_words(open_page, typed):
    at = open_page(PAGE)
    at = at.text_input[0].set_value(typed).run()
    assert not at.exception
    assert len(at.error) == 1
    assert not re.search(r"(?<!\\)[<\[$]", at.error[0].value)
    assert "Try next" in [header.value for header in at.header]


@pytest.mark.parametrize("text", ["7", "x", "2*3 + 4", "x_1*y_", "relu(x)", "max(a, b)", "x*0"])
def test_small_and_odd_graphs_are_shown_too(open_page, text):
    graph = parse(text)
    inputs = dict.fromkeys(graph.inputs, 0.0)
    assert not open_page(PAGE, **link(text, **inputs)).error
    at = open_page(PAGE, **link(text, **inputs), **NODES)
    assert not at.error
    assert table_with(at, "What it is").shape[0] == len(graph)
    assert table_with(open_page(PAGE, **link(text), any_graph_part="Why backward"), "Multiplications").shape[0] == 3


def test_a_corner_is_named(open_page, said):
    assert "PyTorch" in said(open_page(PAGE, **link("relu(x)", x=0.0)))
    assert "PyTorch does" not in said(open_page(PAGE, **link("relu(x)", x=1.0)))


def test_the_largest_graphs_are_shown(open_page, said):
    largest = link("+".join(f"tanh(x{i % 4}*w)" for i in range(32)), 40)
    open_page(PAGE, **largest)
    at = open_page(PAGE, **largest, **NODES)
    assert table_with(at, "What it is").shape[0] == 100
    many = ";".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(12))
    assert "531,441 paths" in said(open_page(PAGE, **link(many, x0=0.01), any_graph_paths="x0"))
    names = "+".join(f"a{i}" for i in range(50))
    assert len(number_fields(open_page(PAGE, **link(names)))) >= 50


def test_every_graph_finds_room_and_no_two_nodes_stand_on_each_other():
    texts = [example.text for example in EXAMPLES]
    texts += ["-" * 99 + "x", "+".join(["x"] * 50), "x**x**x**x", "+".join(f"tanh(x{i % 4}*w)" for i in range(32))]
    texts += [
        ";".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(12)),
        "x",
        "3",
        "*".join(f"(a{i}+b{i})" for i in range(20)),
    ]
    for text in texts:
        along, across, turns, columns, slots = layout.places(text)
        graph = parse(text)
        for place, node in enumerate(graph.nodes):
            assert all(along[operand] < along[place] for operand in node.operands)
        spots = [*zip(along, across, strict=True)]
        assert 0 < min(along) <= max(along) < columns
        assert 0 < min(across) <= max(across) < slots
        for i, (x, y) in enumerate(spots):
            for other, (x2, y2) in enumerate(spots[:i]):
                assert x != x2 or abs(y - y2) > 0.99, (text, i, other)
            for ways in turns.values():
                assert all(x != x2 or abs(y - y2) > 0.7 for x2, y2 in ways)


def refused(text):
    try:
        named_values(text)
    except ValueError:
        return True
    return False


def test_named_values_make_the_round_trip():
    for given in ({}, {"x": 2.0}, {"x1": -0.1, "w_2": 1e-7, "b": 6.8813735870195432}, {"a": 1e6}):
        assert named_values(named_text(given)) == given
    bad = [
        "x",
        "x~",
        "~2",
        "x~nan",
        "x~1e309",
        "x~1e7",
        "2~x",
        "x~1~y",
        "x~1~~",
        "<b>~1",
        "🙂~1",
        "x" * 21 + "~1",
        "x~1~x~2",
    ]
    assert all(map(refused, bad))


def test_a_link_with_a_number_for_no_input_says_so(open_page, said):
    at = open_page(PAGE, any_graph_values="x~5~w~3")
    (warning,) = at.warning
    assert "**any_graph_values**" in warning.value
    assert "names of the expression" in warning.value
    assert "**L = 24** at x = 2" in said(at)


def test_a_name_that_the_expression_loses_leaves_the_address(open_page):
    at = open_page(PAGE, **link("w*x + b", 0, w=7.0, x=2.0, b=1.0))
    for text, kept in (
        ("x + b", "x~2~b~1"),
        ("x + ", "x~2~b~1"),  # refused: the next may need them
        ("x + 1", "x~2"),
        ("y", None),
    ):
        at = at.text_input(key="any_graph_expression").set_value(text).run()
        assert at.query_params.get("any_graph_values") == kept
        assert not at.exception
        assert not at.warning


@pytest.mark.parametrize(
    ("text", "counts", "shared"),
    [
        ("x**2 * (3*x)", ["2", "2", "2"], True),
        (TERM, ["11", "25", "27"], True),
        ("sigmoid(x1*w1 + x2*w2 + b)", ["4", "4", "4"], False),
        ("u = x*y; u + u", ["2", "0", "0"], False),
        ("x*y*z", ["2", "2", "2"], False),
    ],
)
def test_multiplications_are_counted_by_the_rule_of_the_page_on_all_seven(open_page, said, text, counts, shared):
    at = open_page(PAGE, **link(text), any_graph_part="Why backward")
    assert table_with(at, "Multiplications")["Multiplications"].tolist() == counts
    assert RULE in said(at)
    assert ("each path by itself takes no more" in said(at)) == (not shared)
    seven = open_page("10_All_Parameters.py", all_parameters_part="Reuse")
    assert RULE in " ".join(caption.value for caption in seven.caption)
