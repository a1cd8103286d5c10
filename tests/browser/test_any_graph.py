"""Any graph in the browser: what is typed, slid and stepped stands in the address, and Back takes a step back."""

import re


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
    shown.wait_for_url(re.compile("any_graph_values=x~2.1"))
    for count in (1, 2):
        shown.get_by_role("button", name="Next").click()
        opened.settle()
        shown.wait_for_url(re.compile(f"any_graph_step={count}"))
    assert shown.get_by_text("waits for u").count() == 1
    shown.reload()
    opened.settle()
    assert field.input_value() == "u = x**2; v = 3*x; u * v"
    assert shown.get_by_label("x", exact=True).first.input_value() == "2.1"
    assert shown.get_by_text("waits for u").count() == 1
    shown.go_back()
    opened.settle()
    assert shown.get_by_text("Step 1: L hands back").count() == 1
    assert opened.console_errors == []
