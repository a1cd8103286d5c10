"""The main page in a real browser: its address is the experiment, and its one step control moves every view."""

import re
from urllib.parse import parse_qs, urlparse

import pytest

from backprop.datasets import DOSAGE_DATA
from backprop.descent import gradient_descent
from backprop.landscape import ssr_along
from backprop.lessons import MAIN_IDEAS
from backprop.written.numerals import number

TRACE = gradient_descent(MAIN_IDEAS.experiment)


def query(opened):
    return parse_qs(urlparse(opened.page.url).query)


def field(opened, label):
    return opened.page.get_by_label(label, exact=True).first


def type_into(opened, label, text):
    field(opened, label).fill(text)
    field(opened, label).press("Enter")
    opened.settle()


def press(opened, button):
    """Press a button of the step player, and wait until the step rests: the server is not asked."""
    opened.page.get_by_role("button", name=button, exact=True).click()
    opened.page.wait_for_timeout(500)


def at_step(opened):
    return int(opened.page.get_by_role("slider", name=re.compile("^Step, 0 to")).input_value())


def views(opened):
    """What the screen says of the step: the alt texts of the two moving charts, and the three tables."""
    charts = opened.page.get_by_test_id("stVegaLiteChart").evaluate_all("all => all.slice(1, 3).map(e => e.ariaLabel)")
    return [*charts, *opened.page.locator(".walk-table").all_inner_texts()]


def test_a_link_shows_the_same_on_a_fresh_server(page, fresh_server):
    address = "Gradient_Descent?main_ideas_b3=1&main_ideas_learning_rate=0.25&main_ideas_steps=6&main_ideas_step=2"
    there, here = page(address), page(address, base=fresh_server())
    assert [field(here, label).input_value() for label in ("b3", "Learning Rate", "Steps")] == ["1", "0.25", "6"]
    assert query(here) == query(there) == parse_qs(address.partition("?")[2])
    assert at_step(here) == 2
    assert views(here) == views(there)
    assert here.page.get_by_test_id("stMain").inner_text() == there.page.get_by_test_id("stMain").inner_text()


def test_what_is_typed_goes_to_the_address_and_survives_a_reload(page):
    opened = page("Gradient_Descent")
    assert query(opened) == {}
    type_into(opened, "b3", "1.5")
    type_into(opened, "Learning Rate", "2e-2")
    opened.page.get_by_role("button", name="w4", exact=True).click()
    opened.settle()
    press(opened, "Next")
    expected = {
        "main_ideas_b3": ["1.5"],
        "main_ideas_learning_rate": ["2e-2"],
        "main_ideas_optimised": ["b3", "w4"],
        "main_ideas_step": ["1"],
    }
    assert {key: sorted(values) for key, values in query(opened).items()} == expected
    before = views(opened)
    opened.page.reload()
    opened.settle()
    assert views(opened) == before
    assert field(opened, "b3").input_value() == "1.5"


def test_the_step_control_moves_every_view_to_the_cores_numbers(page):
    opened = page("Gradient_Descent?guess_first=false")
    for step in range(3):
        if step:
            press(opened, "Next")
        squiggle, curve, residuals, terms, update, *_ = views(opened)
        b3, derivative = number(TRACE.of("b3")[step]), number(TRACE.derivatives[step, -1])
        assert f"Predicted {number(TRACE.predicted[step, 1, 0])}" in squiggle
        assert f"At b3 = {b3} the SSR is {number(TRACE.ssr[step])} and the Derivative {derivative}" in curve
        assert f"SSR {number(TRACE.ssr[step])}" in residuals
        assert derivative in terms
        assert all(text in update for text in (b3, derivative, number(TRACE.step_sizes[step, -1])))
    press(opened, "Start")
    assert at_step(opened) == 0


def test_the_step_is_moved_by_keyboard_alone(page):
    opened = page("Gradient_Descent")
    slider = opened.page.get_by_role("slider", name=re.compile("^Step, 0 to"))
    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    assert at_step(opened) == 2
    assert query(opened)["main_ideas_step"] == ["2"]


def test_play_runs_to_the_end_without_flooding_the_history(page):
    opened = page("Gradient_Descent?main_ideas_steps=16")
    before = opened.page.evaluate("history.length")
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.page.wait_for_function("() => location.search.includes('main_ideas_step=16')", timeout=30_000)
    assert at_step(opened) == 16
    assert opened.page.get_by_role("button", name="Play", exact=True).count() == 1
    assert opened.page.evaluate("history.length") == before


def test_pause_stays_where_it_is(page):
    opened = page("Gradient_Descent?main_ideas_steps=400")
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.page.wait_for_timeout(1500)
    opened.page.get_by_role("button", name="Pause", exact=True).click()
    stopped = at_step(opened)
    opened.page.wait_for_timeout(800)
    assert 0 < int(query(opened)["main_ideas_step"][0]) < 400
    assert at_step(opened) == stopped


def test_the_first_screen_of_a_laptop_holds_question_controls_step_pictures_and_update(page):
    opened = page("Gradient_Descent")
    charts = opened.page.get_by_test_id("stVegaLiteChart")
    asked, line = opened.page.locator(".guess"), opened.page.locator(".update-line")
    button = opened.page.get_by_role("button", name="Play", exact=True)
    fields = field(opened, "b3"), field(opened, "Learning Rate")
    for element in (*fields, button, asked, *(charts.nth(place) for place in range(3)), line):
        box = element.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800


def test_the_learners_experiment_travels_to_the_summary(page):
    opened = page("Gradient_Descent")
    type_into(opened, "b3", "1")
    opened.page.get_by_role("link", name="Next: Summary").click()
    opened.settle()
    assert {key: float(value) for key, [value] in query(opened).items()} == {"main_ideas_b3": 1}
    assert opened.page.get_by_text("Your own run").count() >= 1
    [ssr] = ssr_along(MAIN_IDEAS.experiment.network, DOSAGE_DATA, MAIN_IDEAS.experiment.start, "b3", [1.0])
    assert opened.page.get_by_text(number(ssr), exact=True).count() == 1


def test_csv_is_made_on_the_click(page):
    opened = page("Gradient_Descent")
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="As CSV").click()
    text = download.value.path().read_text()
    header, *rows = text.splitlines()
    assert header.startswith("Step,SSR,w1,")
    assert len(rows) == 11
    assert float(rows[1].split(",")[1]) == pytest.approx(TRACE.ssr[1], rel=1e-12)


def test_the_slider_shows_the_step_after_pausing_leaving_and_fewer_steps(page):
    opened = page("Gradient_Descent?main_ideas_step=7")
    type_into(opened, "Steps", "5")
    assert at_step(opened) == 5
    assert "ends at step 5" in opened.page.locator(".player-note").inner_text()
    press(opened, "Back")
    assert at_step(opened) == 4
    opened.page.get_by_role("link", name="Next: Summary").click()
    opened.settle()
    opened.page.get_by_role("link", name="Back: Gradient Descent").click()
    opened.settle()
    assert at_step(opened) == 0
    assert number(TRACE.ssr[0]) in views(opened)[2]
    press(opened, "Next")
    assert at_step(opened) == 1
