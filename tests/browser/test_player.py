"""The step player in a real browser: every press counts, nothing is asked of the server, nothing jumps."""

import math
from dataclasses import replace

import pytest

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.written.numerals import number
from pages.parts.player.moving import frames
from players import TRACE, alt, click, step

LONG = "Gradient_Descent?main_ideas_steps=10000&main_ideas_learning_rate=0.001"
WALKS = {
    "Gradient_Descent?guess_first=false": MAIN_IDEAS,
    "Gradient_Descent_Step_by_Step?guess_first=false": STEP_BY_STEP,
    "Three_Parameters?guess_first=false": THREE_PARAMETERS,
    "All_Parameters?guess_first=false&all_parameters_part=The walk&all_parameters_steps=1000": ALL_PARAMETERS,
}

STEPS = {list(WALKS)[-1]: 1000}


# The size of each chart, of the plot in it, and where each part of the page stands.
PLACES = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const box = (e) => ['x', 'y', 'width', 'height'].map((side) => Math.round(e.getBoundingClientRect()[side]));
    const parts = [...main.querySelectorAll('[data-testid="stElementContainer"], .walk-table tr')];
    const charts = [...main.querySelectorAll('[data-testid="stVegaLiteChart"] svg')];
    return [...parts.map(box), ...charts.flatMap((svg) => [box(svg), box(svg.querySelector('.root .background'))])];
}"""


# How often a frame was painted in which the first chart had changed, a second.
FRAMES_A_SECOND = """async (seconds) => {
    const chart = document.querySelector('[data-testid="stVegaLiteChart"] svg');
    let changed = false, count = 0;
    const watch = new MutationObserver(() => { changed = true; });
    watch.observe(chart, { subtree: true, attributes: true, childList: true });
    const began = performance.now();
    while (performance.now() - began < 1000 * seconds) {
        await new Promise(requestAnimationFrame);
        count += changed;
        changed = false;
    }
    watch.disconnect();
    return count;
}"""


# Where a chart's dots are, in the units of its axes: the place of their middle in the inside of the picture.
DOTS = """([prefix, place]) => {
    const { key, x, y } = window.stepPlayers[prefix].film.pictures[place];
    const svg = document.querySelector(`.st-key-${key}_picture svg.marks`);
    const inside = svg.querySelector('.root .background').getBoundingClientRect();
    return [...svg.querySelectorAll('.mark-symbol.role-mark path')].map((dot) => {
        const { left, right, top, bottom } = dot.getBoundingClientRect();
        const across = ((left + right) / 2 - inside.left) / inside.width;
        const up = (inside.bottom - (top + bottom) / 2) / inside.height;
        return [x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0])];
    });
}"""


def note(opened):
    return opened.page.locator(".player-note").inner_text()


@pytest.mark.parametrize("address", WALKS)
def test_quick_presses_all_count_ask_nobody_and_move_nothing_but_the_marks(page, address):
    """No mark, axis or plot changes its size, nothing jumps, nothing goes to the server, each number is the core's."""
    opened, lesson = page(address, height=2600), WALKS[address]
    before = opened.page.evaluate(PLACES)
    trace, name = (
        gradient_descent(replace(lesson.experiment, steps=STEPS.get(address, lesson.experiment.steps))),
        lesson.experiment.optimised[-1],
    )
    opened.sent.clear()
    for _ in range(4):
        click(opened, "Next")
        opened.page.wait_for_timeout(250)
        assert opened.page.evaluate(PLACES) == before
    click(opened, "Next", 5)  # not to the end, where it is told how the walk ends
    opened.page.wait_for_timeout(700)
    assert opened.page.evaluate(PLACES) == before
    there = int(frames(trace.steps, ())[9])  # of a long run log-spaced steps are sent
    assert step(opened) == there
    assert f"{lesson.slug}_step={there}" in opened.page.url.split("?")[1].split("&")
    assert f"At {name} = {number(trace.of(name)[there])} the SSR is {number(trace.ssr[there])}" in alt(opened)
    said = " ".join(opened.page.locator(".walk-table").all_inner_texts()).split()
    place = lesson.experiment.network.place(name)
    new = trace.parameters[there, place] - trace.step_sizes[there, place]
    assert {number(new), number(trace.derivatives[there, place])} <= set(said)
    assert opened.sent == []
    assert opened.console_errors == []


def test_marks_stand_where_the_cores_numbers_are(page):
    """Those that move and those that stay: Vega itself has put them there."""
    opened = page("Three_Parameters", height=2600)
    click(opened, "Next", 3)
    opened.page.wait_for_timeout(700)
    trace = gradient_descent(THREE_PARAMETERS.experiment)
    data = THREE_PARAMETERS.experiment.data
    dots = opened.page.evaluate(DOTS, ["three_parameters", 1])
    for x, *heights in zip(data.inputs[:, 0], data.observed[:, 0], trace.predicted[3, :, 0], strict=True):
        for y in heights:
            assert min(math.dist(dot, (x, y)) for dot in dots) < 0.02, (x, y)
    opened.page.get_by_role("radio", name="Two side by side").click()
    opened.settle()
    dots = opened.page.evaluate(DOTS, ["three_parameters", 1])
    for place in (*trace.parameters[:4, 4:6], exact_minimum(THREE_PARAMETERS.experiment)[4:6]):
        assert min(math.dist(dot, place) for dot in dots) < 0.02, place
    assert len(dots) == len(frames(trace.steps, ())) + 3  # the way so far, its start, its step and the minimum


def test_it_is_walked_by_the_keyboard_alone_and_keeps_the_focus(page):
    opened = page("Gradient_Descent")
    opened.page.get_by_role("button", name="Next", exact=True).focus()
    press = opened.page.keyboard.press
    for key, there in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 10), ("Home", 0)):
        press(key)
        assert step(opened) == there
    press("End")
    press("Enter")  # on Next, which cannot go on, and is still where the keyboard is
    assert step(opened) == 10
    focused = opened.page.evaluate("[document.activeElement.textContent, document.activeElement.ariaDisabled]")
    assert focused == ["Next", "true"]
    opened.page.wait_for_timeout(700)
    told = opened.page.locator(".player-told")  # once, and politely
    assert told.inner_text() == f"Step 10 of 10: b3 {number(TRACE.of('b3')[10])}, SSR {number(TRACE.ssr[10])}"
    assert told.get_attribute("role") == "status"
    opened.page.get_by_role("slider", name="Step, 0 to 10").focus()
    press("Home")
    press("Space")
    assert opened.page.get_by_role("button", name="Pause", exact=True).count() == 1
    press("Space")
    assert opened.page.get_by_role("button", name="Play", exact=True).count() == 1
    opened.type_number("b3", "1")
    opened.settle()
    assert told.inner_text() == "", "what was said is of another run"


def test_any_step_can_be_typed_and_what_is_none_is_said_and_stays_and_it_plays_on(page):
    opened = page(LONG)
    typed = opened.page.get_by_role("textbox", name="Step, typed")
    opened.sent.clear()
    typed.fill("7,777")
    typed.press("Enter")
    opened.settle()
    assert (step(opened), len(opened.sent)) == (7777, 1)
    assert opened.page.url.endswith("main_ideas_step=7777")
    control = opened.page.locator(".player")
    high = control.bounding_box()["height"]
    for text in ("abc", "-1", "10001", "7.5", "1,5", "5,0,0", "4,", "12,34", "x" * 3000):
        typed.fill(text)
        typed.press("Enter")
        assert note(opened) == f"“{text}” is no step of this run: a whole number from 0 to 10,000 is wanted."
        assert typed.input_value() == text
    assert control.bounding_box()["height"] < high + 50, "a long text is quoted whole, and scrolls"
    typed.fill(" ")
    typed.press("Enter")
    assert (note(opened), typed.input_value()) == ("", "7777")
    assert len(opened.sent) == 1
    assert opened.page.url.endswith("main_ideas_step=7777")
    click(opened, "Start")
    click(opened, "Play")
    assert opened.page.evaluate(FRAMES_A_SECOND, 2) > 4  # how many is for tests/benchmarks/step_speed.py to say


def test_a_link_opens_at_its_step_and_one_beyond_the_run_says_so(page):
    opened = page(f"{LONG}&main_ideas_step=4321")
    assert step(opened) == 4321
    assert note(opened) == ""
    opened = page("Gradient_Descent?main_ideas_step=44")
    assert step(opened) == 10
    assert note(opened) == "This run ends at step 10: there is no step 44."
    assert opened.page.url.endswith("main_ideas_step=10")
    opened = page("Gradient_Descent?main%5Fideas_step=3")  # as some programs write a link
    assert (step(opened), opened.page.url.count("ideas_step=")) == (3, 1)
    opened.page.reload()
    opened.settle()
    assert (step(opened), note(opened)) == (3, "")


def test_a_button_of_the_page_leads_the_walk_to_its_step(page):
    opened = page("All_Parameters?all_parameters_part=The walk", height=3000)
    for there in (500, 15, 500):
        opened.page.get_by_role("button", name=f"Step {there}", exact=True).click()
        assert step(opened) == there
    opened = page("Gradient_Descent?main_ideas_step=3", height=2600)
    opened.page.locator("[class*=_question_] button").filter(has_text="Learning Rate 0.4").click()
    opened.settle()
    assert step(opened) == 0


def test_marks_glide_and_not_for_whom_asks_for_less_motion(page):
    opened = page("Gradient_Descent")
    moves = """() => new Promise((done) => {
        const input = document.querySelector('[data-walk-input="1"]'), seen = new Set();
        input.addEventListener('input', () => seen.add(input.value));
        document.querySelector('[data-part="next"]').click();
        setTimeout(() => done(seen.size), 600);
    })"""
    assert opened.page.evaluate(moves) > 1
    opened.page.emulate_media(reduced_motion="reduce")
    assert opened.page.evaluate(moves) == 1
    opened.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("address", ["Gradient_Descent", "Three_Parameters"])
def test_on_a_telephone_no_column_moves_with_its_digits(page, address):
    opened = page(address, width=390, height=844)
    columns = """() => [...document.querySelectorAll('.walk-table th')].filter((e) => !e.closest('[data-sealed]')).map(
        (e) => ['x', 'width'].map((side) => Math.round(e.getBoundingClientRect()[side])))"""
    before = opened.page.evaluate(columns)
    for _ in range(10):
        opened.page.get_by_role("button", name="Next", exact=True).click()
        assert opened.page.evaluate(columns) == before
