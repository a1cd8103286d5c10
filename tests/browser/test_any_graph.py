"""Any graph in the browser: what is typed, slid and stepped stands in the address, and a walk needs no server."""

import re

from streamlit.proto.BackMsg_pb2 import BackMsg

from backprop.graphs.examples import EXAMPLES, own_inputs
from backprop.graphs.expression import gradients, parse
from backprop.graphs.graph import backward, forward
from backprop.written.numerals import number

# Where what a walk moves stands: everything that a step might push away.
PLACES = """() => Object.fromEntries([...document.querySelectorAll(
    'h2, h3, [data-testid=stVegaLiteChart], .player, .walk-table, .walk-table th'
)].filter((e) => !e.closest('[data-from]')).map((e, i) => {
    const { left, width, height, top } = e.getBoundingClientRect();
    const inside = document.querySelector('[data-testid=stMain]').scrollTop;
    return [`${i} ${e.tagName}`, [left, top + inside, width, height].map(Math.round)];
}))"""


def test_typing_sliding_and_stepping_survive_a_reload(page):
    opened = page("Any_Graph")
    shown = opened.page
    field = shown.get_by_role("textbox", name="Expression")
    field.fill("u = x**2; v = 3*x; u * v")
    field.press("Enter")
    opened.settle()
    assert shown.get_by_text("L = 24").count() == 1
    slider = shown.get_by_role("slider", name="Slide x")
    slider.focus()
    slider.press("ArrowRight")
    opened.settle()
    shown.wait_for_url(re.compile("any_graph_values=x(~|%7E)2.1"))
    before = shown.evaluate("history.length")
    for count in (1, 2):
        shown.get_by_role("button", name="Next", exact=True).click()
        opened.settle()  # the guess is drawn anew
        shown.wait_for_url(re.compile(f"any_graph_step={count}"))
    assert shown.evaluate("history.length") == before, "a step is no place in the history"
    assert shown.get_by_text("waits for u").is_visible()
    slider.focus()
    slider.press("ArrowLeft")
    opened.settle()
    shown.wait_for_url(re.compile("any_graph_step=2"))
    shown.wait_for_url(re.compile("any_graph_values=x(~|%7E)2&"))
    assert shown.get_by_text("waits for u").is_visible(), "other numbers, the same step"
    shown.reload()
    opened.settle()
    assert field.input_value() == "u = x**2; v = 3*x; u * v"
    assert shown.get_by_label("x", exact=True).first.input_value() == "2"
    assert shown.get_by_text("waits for u").is_visible()
    assert opened.console_errors == []


def test_a_walk_as_fast_as_the_mouse_needs_no_server_and_ends_at_the_cores_gradients(page):
    example = EXAMPLES[-1]
    graph = parse(example.text)
    steps = len(backward(graph, forward(graph, own_inputs(graph))).steps)
    opened = page("Any_Graph")
    shown, asked = opened.page, []
    shown.get_by_role("combobox", name="Examples").click()
    shown.get_by_role("option", name=example.label).click()
    opened.settle()
    shown.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(BackMsg.FromString(frame))))
    shown.reload()
    opened.settle()
    asked.clear()
    box = shown.get_by_role("button", name="Next", exact=True).bounding_box()
    shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(steps):
        shown.mouse.down()
        shown.mouse.up()
    slider = shown.get_by_role("slider", name=re.compile("^Step, 0 to"))
    assert slider.input_value() == str(steps), "every press counts"
    opened.settle()
    assert asked
    assert all(each.rerun_script.fragment_id for each in asked), "only what is drawn for a step at which the walk rests"
    shown.wait_for_url(re.compile(f"any_graph_step={steps}"))
    shown.get_by_role("radio", name="Node by node").click()
    opened.settle()
    assert slider.input_value() == str(steps), "another part shows the same step"
    shown.get_by_text("Check it without the Chain Rule").click()
    table = shown.locator(".walk-table", has_text="Finite difference")
    table.wait_for()
    rows = [row.split("\t") for row in table.inner_text().split("\n")[1:]]
    expected = gradients(example.text, example.inputs)[1]
    assert {row[0]: row[2] for row in rows} == {name: number(value, 8) for name, value in expected.items()}
    shown.get_by_role("button", name="Back", exact=True).click()
    assert "?" in table.inner_text(), "what is folded follows the walk"
    assert opened.console_errors == []


def test_nothing_moves_or_changes_its_size_from_step_to_step(page):
    for example, width in ((EXAMPLES[0], 1280), (EXAMPLES[3], 390)):
        opened = page(f"Any_Graph?any_graph_expression={example.text.replace('+', '%2B')}", width=width)
        shown = opened.page
        before = shown.evaluate(PLACES)
        last = int(shown.locator("[data-part=slider]").get_attribute("max"))
        for step in range(1, last + 1):
            shown.get_by_role("button", name="Next", exact=True).press("Enter")  # on a phone the menu may be open
            opened.settle()
            assert shown.get_by_text(re.compile(f"^Step {step}: ")).is_visible()
            assert shown.evaluate(PLACES) == before, step
        assert opened.console_errors == []


def test_the_graph_stands_above_the_fold(page):
    box = page("Any_Graph").page.locator(".st-key-any_graph_picture_picture").bounding_box()
    assert box["y"] + box["height"] <= 800
