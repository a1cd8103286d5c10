"""The map in Chromium: what moves on it fits on it, and the mouse reads the SSR of the place that it points at."""

import re

import numpy as np
import pytest

from backprop.lessons import ALL_PARAMETERS
from backprop.passes import backward

SIZES = {"desktop": {}, "phone": {"width": 390, "height": 844}}


def map_of(opened):
    return opened.page.locator(".st-key-surface_stack").get_by_test_id("stVegaLiteChart")


@pytest.mark.parametrize("size", SIZES)
def test_both_charts_of_a_map_lie_on_each_other(page, size):
    opened = page("Loss_Surface?surface_step=500", **SIZES[size])
    below, above = map_of(opened).all()
    assert below.bounding_box() == above.bounding_box()
    assert below.bounding_box()["width"] > 300
    assert below.locator("canvas").count() == 1


def test_the_mouse_reads_the_ssr(page):
    opened = page("Loss_Surface?surface_step=500&surface_all_parameters_others=as+at+the+start")
    below, _ = map_of(opened).all()
    below.scroll_into_view_if_needed()
    box = below.bounding_box()
    opened.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    tooltip = opened.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    numbers = re.findall(r"(w3|b3|SSR)\s+([−\d.]+)", tooltip.inner_text())
    read = {name: float(text.replace("−", "-")) for name, text in numbers}
    own, row = ALL_PARAMETERS.experiment, np.array(ALL_PARAMETERS.experiment.start)
    row[[4, 6]] = read["w3"], read["b3"]
    assert read["SSR"] == pytest.approx(backward(own.network, row, own.data).loss, rel=0.01)
