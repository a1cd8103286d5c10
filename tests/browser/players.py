"""The step player on an open page: its step, what it says, and real presses of its buttons."""

from backprop.descent import gradient_descent
from backprop.lessons import MAIN_IDEAS

TRACE = gradient_descent(MAIN_IDEAS.experiment)


def step(opened):
    return int(opened.page.get_by_role("textbox", name="Step, typed").input_value().replace(",", ""))


def alt(opened, chart=2):
    return opened.page.get_by_test_id("stVegaLiteChart").nth(chart).get_attribute("aria-label")


def click(opened, name, times=1):
    """Real presses at the middle of the button, as fast as they come."""
    box = opened.page.get_by_role("button", name=name, exact=True).bounding_box()
    for _ in range(times):
        opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
