"""The map in Chromium: what moves on it fits on it, and the mouse reads the SSR of the place that it points at."""

import re

import numpy as np
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.surface import map_pictures, the_map, window

SIZES = {"desktop": {}, "phone": {"width": 390, "height": 844}}
HELD = "surface_all_parameters_others=as+at+the+start"
# The edges of what a canvas shows, and of the inside of the chart over it, in pixels of the window.
EDGES = """() => {
    const [canvas, inside] = ['canvas', '.role-frame.root .background']
        .map((what) => document.querySelector(`.st-key-surface_stack ${what}`));
    const { width, height } = canvas, box = canvas.getBoundingClientRect();
    const seen = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, width, height).data.buffer);
    const across = Math.round(0.7 * width), up = Math.round(0.4 * height);
    const row = seen.slice(up * width, (up + 1) * width), column = seen.filter((_, i) => i % width === across);
    const isDrawn = (pixel) => pixel !== seen[0];
    const { left, right, top, bottom } = inside.getBoundingClientRect();
    return [
        [box.x + row.findIndex(isDrawn) / width * box.width, left],
        [box.x + (row.findLastIndex(isDrawn) + 1) / width * box.width, right],
        [box.y + column.findIndex(isDrawn) / height * box.height, top],
        [box.y + (column.findLastIndex(isDrawn) + 1) / height * box.height, bottom],
    ];
}"""
DOT = """() => {
    const [inside, dot] = ['.role-frame.root .background', '.mark-symbol path[fill="#CC79A7"]']
        .map((what) => document.querySelector(`.st-key-surface_stack ${what}`).getBoundingClientRect());
    return [(dot.x + dot.width / 2 - inside.x) / inside.width, 1 - (dot.y + dot.height / 2 - inside.y) / inside.height];
}"""
WRITTEN = """() => {
    const inside = document.querySelector('.st-key-surface_stack .role-frame.root .background').getBoundingClientRect();
    const texts = [...document.querySelectorAll('.st-key-surface_stack svg text[font-size="11px"]')];
    return texts.filter((text) => text.closest('.role-mark') && text.textContent).map((text) => {
        const { x, y, width, height } = text.getBoundingClientRect();
        const across = (x + width / 2 - inside.x) / inside.width, up = 1 - (y + height / 2 - inside.y) / inside.height;
        return [text.textContent, across, up];
    });
}"""
TALL = """() => ['.st-key-surface_stack', '.st-key-surface_cut_w3_picture', '.st-key-surface_cut_b3_picture',
    '[data-walk="surface"] .walk-table'].map((part) => {
        const { top, height } = document.querySelector(part).getBoundingClientRect();
        return [part, Math.round(top + document.querySelector('[data-testid="stMain"]').scrollTop), Math.round(height)];
    })"""
# Keeps what the page sends to the server.
SENT = """() => {
    window.sent = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (bytes) {
        window.sent.push([...new Uint8Array(bytes)]);
        send.call(this, bytes);
    };
}"""
TALL_BELOW = """() => ['.walk-buttons', '.st-key-surface_minimum_part'].map((part) => {
    const { top } = document.querySelector(part).getBoundingClientRect();
    return [part, Math.round(top + document.querySelector('[data-testid="stMain"]').scrollTop)];
})"""
MINIMUM = "surface_part=A+local+minimum%3F"
# On a slow machine the map may be redrawn before a look at it: so every change of the mark is watched.
WATCH_FOR_WAITING = """part => {
  window.hasWaited = false;
  const look = () => { window.hasWaited ||= part.dataset.waits !== undefined; };
  new MutationObserver(look).observe(part, {attributes: true});
}"""
RESTS = "() => !document.querySelector('[data-waits]')"


def map_of(opened):
    return opened.page.locator(".st-key-surface_stack").get_by_test_id("stVegaLiteChart")


def view(others):
    """What the page shows of all seven's own run."""
    trace = gradient_descent(ALL_PARAMETERS.experiment)
    names = "w3", "b3"
    return window.framed(trace, names, others, *(window.around_path(trace, name) for name in names))


def press_next(opened, times):
    """In the page, for a slow machine's presses are so far apart that the walk rests between them."""
    opened.page.evaluate(
        "times => { for (let i = 0; i < times; i++) document.querySelector('[data-part=next]').click(); }", times
    )


def step_of(opened):
    return int(opened.page.get_by_label("Step, typed").input_value())


@pytest.mark.parametrize("others", ["", HELD], ids=["the map moves", "the map stands"])
@pytest.mark.parametrize("size", SIZES)
def test_both_charts_of_a_map_lie_on_each_other(page, size, others):
    opened = page(f"Loss_Surface?surface_step=500&{others}", **SIZES[size])
    below, above = map_of(opened).all()
    assert below.bounding_box() == above.bounding_box()
    assert below.bounding_box()["width"] > 300
    assert below.bounding_box()["height"] == opened.page.locator(".st-key-surface_stack").bounding_box()["height"]
    assert below.locator("canvas").count() == 1
    for shown, inside in opened.page.evaluate(EDGES):
        assert shown == pytest.approx(inside, abs=1.1)


def test_on_a_map_that_stands_every_press_counts_and_the_server_is_asked_nothing(page):
    opened = page(f"Loss_Surface?surface_step=500&{HELD}", script=SENT)
    opened.page.evaluate("() => { window.sent = [] }")
    first = step_of(opened)
    press_next(opened, 5)
    trace, seen = gradient_descent(ALL_PARAMETERS.experiment), view("as at the start")
    step = step_of(opened)
    opened.page.wait_for_function(f"() => !location.search.includes('{first}')")
    film_steps = opened.page.evaluate("() => window.stepPlayers.surface.film.steps")
    assert step == film_steps[film_steps.index(first) + 5]
    opened.page.wait_for_timeout(300)  # the dot's way takes 200 ms
    at = [
        (trace.parameters[step, place] - low) / (high - low)
        for place, (low, high) in zip((4, 6), (seen.x, seen.y), strict=True)
    ]
    np.testing.assert_allclose(opened.page.evaluate(DOT), at, atol=0.005)
    held = trace.parameters[0].copy()
    held[[4, 6]] = trace.parameters[step, [4, 6]]
    found = backward(trace.experiment.network, held, trace.experiment.data).derivatives
    cells = opened.page.locator('[data-walk="surface"] .walk-table tbody tr').first.locator("td").all_inner_texts()
    assert cells[:3] == ["w3", number(trace.parameters[step, 4]), number(found[4])]
    opened.page.wait_for_timeout(1000)
    assert opened.page.evaluate("() => window.sent") == []
    assert opened.console_errors == []


def test_what_is_around_a_step_is_asked_for_once_the_walk_rests_there(page):
    opened = page(f"Loss_Surface?surface_step=500&{MINIMUM}", script=SENT)
    opened.page.evaluate("() => { window.sent = [] }")
    press_next(opened, 5)
    step = step_of(opened)
    opened.page.wait_for_function(RESTS)
    asked = [BackMsg.FromString(bytes(each)).rerun_script for each in opened.page.evaluate("() => window.sent")]
    assert len(asked) == 1
    assert asked[0].fragment_id
    assert opened.page.get_by_text(re.compile(f"at step {step:,} ")).count()
    assert opened.page.get_by_text(f"At step {step:,}: SSR").count()
    assert opened.console_errors == []


def test_the_walk_goes_on_in_another_part_where_it_was_left(page):
    opened = page("Loss_Surface")
    press_next(opened, 5)
    step = step_of(opened)
    assert step > 0
    opened.page.wait_for_function(f"() => location.search.includes('surface_step={step}')")
    opened.page.get_by_role("radio", name="A local minimum?").click()
    opened.page.get_by_text(re.compile(f"at step {step:,} ")).wait_for()
    opened.settle()
    assert step_of(opened) == step
    opened.page.get_by_role("radio", name="Along the valley").click()
    opened.page.get_by_text("Five perfect fits on the way").wait_for()
    opened.page.get_by_role("radio", name="The map").click()
    opened.page.locator(".st-key-surface_stack").wait_for()
    opened.settle()
    assert step_of(opened) == step
    assert opened.console_errors == []


def test_the_numbers_of_a_map_that_stands_are_upon_their_lines(page):
    opened, seen = page(f"Loss_Surface?surface_step=500&{HELD}"), view("as at the start")
    drawn = the_map.map_at(0, seen)
    parts = dict(zip(drawn.numbers[0], drawn.labels[np.isfinite(drawn.labels[:, 0])], strict=True))
    written = opened.page.evaluate(WRITTEN)
    assert len({text for text, *_ in written}) >= 5
    for text, *place in written:
        np.testing.assert_allclose(place, parts[text], atol=0.01)


def test_a_map_that_moves_is_drawn_anew_where_the_walk_rests(page):
    """Also on a page that was opened at a step, whose address Streamlit goes on telling."""
    opened, seen = page("Loss_Surface?surface_step=500"), view(next(iter(window.OTHERS)))
    words = map_of(opened).first.get_by_role("img").or_(map_of(opened).first)
    part = opened.page.locator(".st-key-surface_map_part")
    for times in (1, 3):
        before = step_of(opened)
        part.evaluate(WATCH_FOR_WAITING)
        press_next(opened, times)
        step = step_of(opened)
        assert step > before
        opened.page.wait_for_function(RESTS)
        opened.settle(reruns=False)
        assert opened.page.evaluate("window.hasWaited"), "nothing said that the map is of another step"
        told = map_pictures.map_text(the_map.map_at(step, seen))
        assert opened.page.get_by_label(told).count() or told in words.first.get_attribute("aria-label")
        assert float(part.evaluate("e => getComputedStyle(e).opacity")) == 1
    assert opened.console_errors == []


@pytest.mark.parametrize(
    ("size", "query", "places"),
    [("desktop", "", TALL), ("phone", HELD, TALL), ("desktop", MINIMUM, TALL_BELOW), ("phone", MINIMUM, TALL_BELOW)],
)
def test_nothing_above_what_rests_moves_while_the_walk_does(page, size, query, places):
    opened = page(f"Loss_Surface?{query}", **SIZES[size])
    before = opened.page.evaluate(places)
    for go in ("End", "Home"):
        opened.page.locator("[data-part=slider]").press(go)
        opened.page.wait_for_timeout(50)
        assert opened.page.evaluate(places) == before
    for _ in range(8):
        press_next(opened, 5)
        assert opened.page.evaluate(places) == before
    opened.page.wait_for_function(RESTS)
    opened.settle(reruns=False)
    assert opened.page.evaluate(places) == before


def test_a_button_leads_to_a_step_that_is_worth_a_look(page):
    opened = page(f"Loss_Surface?{MINIMUM}")
    opened.page.locator(".walk-buttons").get_by_role("button", name="Step 2,000", exact=True).click()
    opened.page.wait_for_function(RESTS)
    assert step_of(opened) == 2000
    assert "surface_step=2000" in opened.page.url
    opened.page.get_by_text(re.compile("at step 2,000 ")).wait_for()


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


def test_the_map_stands_above_the_fold(page):
    box = page("Loss_Surface").page.locator(".st-key-surface_stack").bounding_box()
    assert box["y"] + box["height"] <= 800
