"""Learning rates compared, with a mouse: a click on a curve or a point looks at that run, and the address keeps it."""

from urllib.parse import parse_qs, urlsplit

import pytest

# A line and a point are as wide as what can be clicked, and lie above all that is drawn.
MARKS = {"curve": (0, ".mark-line path"), "point": (1, ".mark-symbol path")}


def looked_at(opened):
    return float(opened.number_field("Look at the Learning Rate").input_value())


@pytest.mark.parametrize("what", MARKS)
def test_a_click_looks_at_a_run_and_its_link_opens_it(page, what):
    opened = page("Learning_Rates", height=1800)
    chart, marks = MARKS[what]
    drawn = opened.page.get_by_test_id("stVegaLiteChart").nth(chart).locator(f"svg {marks}")
    if what == "point":
        drawn.last.click()  # the largest rate lies above
    else:
        box = opened.page.get_by_test_id("stVegaLiteChart").nth(chart).bounding_box()
        opened.page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    opened.settle()
    rate = looked_at(opened)
    assert rate != 0.1
    in_address = parse_qs(urlsplit(opened.page.url).query)["rates_b3_rate"]
    assert [float(text) for text in in_address] == [pytest.approx(rate, rel=1e-9)]
    opened.page.reload()
    opened.settle()
    assert looked_at(opened) == rate
    opened.page.get_by_role("link", name="Walk the run at").click()
    opened.page.wait_for_url("**/Gradient_Descent?**")
    opened.settle()
    there = opened.number_field("Learning Rate")
    assert float(there.input_value()) == rate
    assert opened.console_errors == []
