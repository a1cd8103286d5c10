"""Guess first, in Chromium: what is asked is told nowhere until it is answered; a wrong answer is led on."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.any_chains import chain_of
from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, STEP_BY_STEP_BOTH, THREE_PARAMETERS, start_from_fitted
from backprop.losses import ssr
from backprop.optimisers import GradientDescent
from backprop.passes import forward
from backprop.written.numerals import number
from guessing import EVERYTHING, ask, guess, next_step, numbers_said, part

WALKS = [  # address, prefix, experiment, how many steps are looked at
    ("Gradient_Descent", "main_ideas", MAIN_IDEAS.experiment, 4),
    (
        "Gradient_Descent?main_ideas_learning_rate=0.23&main_ideas_b3=-1.7",
        "main_ideas",
        replace(MAIN_IDEAS.experiment, start=start_from_fitted(b3=-1.7), optimiser=GradientDescent(0.23)),
        3,
    ),
    ("Gradient_Descent_Step_by_Step?step_by_step_part=Intercept and slope", "step_by_step_both",
     STEP_BY_STEP_BOTH.experiment, 3),
    ("Three_Parameters", "three_parameters", THREE_PARAMETERS.experiment, 3),
    ("All_Parameters?all_parameters_part=The walk", "all_parameters", ALL_PARAMETERS.experiment, 3),
]  # fmt: skip


def step_of(opened):
    return int(opened.page.locator('.player [data-part="typed"]').input_value().replace(",", ""))


def asked_number(trace, row, kind):
    """What the step leads to, as it would be spelled."""
    if kind == "ssr":
        after = trace.parameters[row] - trace.step_sizes[row]
        predicted = forward(trace.experiment.network, after, trace.experiment.data.inputs).predicted
        return number(ssr(trace.experiment.data.observed, predicted))
    place = trace.experiment.network.place(kind)
    return number(trace.parameters[row, place] - trace.step_sizes[row, place])


def known(trace, row):
    """What may be read at a row whatever is asked, the values and every factor of every chain; and what tells the
    steps of the others."""
    experiment = trace.experiment
    of_row = (trace.parameters, trace.derivatives, trace.residuals, trace.predicted)
    seen = [*(each[row] for each in of_row), trace.ssr[row : row + 1]]
    seen += [trace.residuals[row] ** 2, experiment.data.inputs, experiment.data.observed, experiment.start]
    passed = forward(experiment.network, trace.parameters[row], experiment.data.inputs)
    seen += [each for layer in passed.layers for each in (layer.x, layer.y)]
    for name in experiment.network.parameter_names:
        chain = chain_of(experiment.network)(trace.parameters[row], experiment.data, name)
        seen += [chain.terms, *(factor.value for factor in chain.factors)]
    texts = {number(value) for each in seen for value in np.ravel(each)}
    steps = {name: trace.step_sizes[row, experiment.network.place(name)] for name in experiment.optimised}
    return texts, {name: {number(step), asked_number(trace, row, name)} for name, step in steps.items()}


@pytest.mark.parametrize(("address", "prefix", "experiment", "count"), WALKS, ids=lambda each: str(each)[:40])
def test_what_is_asked_is_told_nowhere_until_it_is_shown(page, address, prefix, experiment, count):
    """Every kind of question at every step looked at; shown, the number is there at once."""
    opened = page(address)
    trace = gradient_descent(experiment)
    rows = {int(step): row for row, step in enumerate(trace.steps)}
    looked_at = 0
    for _ in range(count):
        row = rows[step_of(opened)]
        texts, of_others = known(trace, row)
        for kind in (*experiment.optimised, "ssr"):
            ask(opened, kind)
            answer = asked_number(trace, row, kind)
            elsewhere = texts.union(*(said for name, said in of_others.items() if name != kind))
            if answer in elsewhere or len(answer.strip("−0.")) < 3:  # it may be read as something else
                continue
            assert answer not in numbers_said(opened), f"{kind} after step {row + 1} is told before it is answered"
            looked_at += 1
        kind = experiment.optimised[-1]
        ask(opened, kind)
        assert opened.page.locator(".update-line b").first.inner_text() in ("?", asked_number(trace, row, kind))
        part(opened, "show").click()
        assert asked_number(trace, row, kind) in numbers_said(opened)
        next_step(opened)
    assert looked_at >= count * len(experiment.optimised), "too many states in which nothing could be told apart"
    assert opened.console_errors == []


def test_nothing_is_asked_where_the_switch_is_off(page):
    opened = page("Gradient_Descent?guess_first=false")
    assert opened.page.locator(".guess").count() == 0
    assert "1.566" in opened.page.locator(".update-line").inner_text()


def test_the_switch_is_on_at_first_and_stays_off_on_the_next_page(page):
    opened = page("Gradient_Descent")
    opened.page.get_by_text("Guess first", exact=True).click()
    opened.settle()
    assert opened.page.locator(".guess").count() == 0
    assert "guess_first=false" in opened.page.url
    opened.page.get_by_test_id("stSidebarNav").get_by_text("Three parameters at once").click()
    opened.settle()
    assert opened.page.locator(".update-line").count() == 1
    assert opened.page.locator(".guess").count() == 0


def test_what_was_typed_of_another_run_is_gone_and_after_the_last_step_nothing_is_asked(page):
    opened = page("Gradient_Descent")
    guess(opened, "7")
    opened.type_number("b3", "1")
    opened.settle()
    assert part(opened, "typed").input_value() == ""
    opened.page.locator('.player [data-part="slider"]').press("End")
    opened.page.wait_for_timeout(400)
    assert "there is no next one to guess" in part(opened, "said").inner_text()
    assert not part(opened, "typed").is_visible()
    assert opened.page.locator(".update-line b").first.inner_text() != "?"


def test_the_end_that_was_told_by_the_switch_is_hidden_by_it_again(page):
    opened = page("Gradient_Descent")
    for told in (True, False, True):
        opened.page.locator(".st-key-main_ideas_verdict label").click()
        opened.settle()
        assert ("Converged at step 9" in opened.page.evaluate(EVERYTHING)) == told


def test_the_arrow_keys_go_through_the_rows_and_columns_of_a_table(page):
    opened = page("Gradient_Descent")
    opened.page.get_by_role("group", name="The residuals at this step").focus()
    lit = "[...document.querySelectorAll('tr.is-lit')].map((row) => row.rowIndex).join()"
    assert opened.page.evaluate(lit).startswith("1")
    for key, row in (("ArrowDown", "2"), ("ArrowDown", "3"), ("ArrowDown", "3"), ("ArrowUp", "2")):
        opened.page.keyboard.press(key)
        assert opened.page.evaluate(lit).split(",")[0] == row, key


def test_what_was_told_stays_told_when_the_same_run_is_drawn_again(page):
    opened = page("Gradient_Descent")
    part(opened, "show").click()
    opened.page.locator(".st-key-main_ideas_log label").click()
    opened.settle()
    assert "1.566" in opened.page.locator(".update-line").inner_text()
    opened.type_number("b3", "0.5")
    opened.settle()
    assert opened.page.locator(".update-line b").first.inner_text() == "?"


def test_the_end_is_told_when_the_walk_has_come_there(page):
    opened = page("Gradient_Descent")
    assert "Converged at step 9" not in opened.page.evaluate(EVERYTHING)
    opened.page.locator('.player [data-part="slider"]').press("End")
    opened.page.wait_for_timeout(500)
    assert "Converged at step 9" in opened.page.evaluate(EVERYTHING)
    assert "1 − 6 × 0.1 = 0.4" in opened.page.evaluate(EVERYTHING)
    opened.page.locator('.player [data-part="start"]').click()
    opened.page.wait_for_timeout(400)
    assert "Converged at step 9" in opened.page.evaluate(EVERYTHING), "what was told is not taken back"


def test_a_link_may_ask_for_the_end(page):
    assert "Converged at step 9" in page("Gradient_Descent?main_ideas_verdict=true").page.evaluate(EVERYTHING)
