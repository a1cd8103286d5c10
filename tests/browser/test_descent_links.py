"""A link to a state of a page with a descent shows that state on a server that has shown nothing before."""

from dataclasses import replace
from urllib.parse import parse_qs, urlparse

import pytest

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.optimisers import GradientDescent
from backprop.written.numerals import number
from served import served

# address, lesson, (parameter, its start), Learning Rate, steps, step, and what else is chosen
STATES = [
    (
        "Gradient_Descent_Step_by_Step",
        STEP_BY_STEP_BOTH,
        ("b1", 0.5),
        0.02,
        300,
        206,
        {"step_by_step_part": "Intercept and slope", "step_by_step_both_along": "w1"},
    ),
    ("Three_Parameters", THREE_PARAMETERS, ("w3", 2.0), 0.12, 40, 7, {"three_parameters_along": "w4"}),
    ("All_Parameters", ALL_PARAMETERS, ("w1", 3.0), 0.05, 600, 123, {"all_parameters_part": "The walk"}),
]


@pytest.fixture(scope="module")
def another_server(browser, tmp_path_factory):
    """The address of a second server, which these tests alone use: each page is opened there by its link first."""
    with served(tmp_path_factory.mktemp("another") / "streamlit.log") as base:
        yield base


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[0])
def test_a_link_to_a_state_shows_its_values_step_and_results_on_a_fresh_server(page, another_server, state):
    address, lesson, (name, start), rate, steps, step, chosen = state
    own = {name: start, "learning_rate": rate, "steps": steps, "step": step}
    told = {"guess_first": "false", f"{lesson.slug}_verdict": "true"}
    query = {f"{lesson.slug}_{key}": f"{value:g}" for key, value in own.items()} | chosen | told
    opened = page(f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}", base=another_server)
    assert parse_qs(urlparse(opened.page.url).query) == {key: [value] for key, value in query.items()}

    experiment = lesson.experiment
    row = experiment.start.copy()
    row[experiment.network.place(name)] = start
    trace = gradient_descent(replace(experiment, start=row, optimiser=GradientDescent(rate), steps=steps))
    main = opened.page.get_by_test_id("stMain")
    for label, value in ((name, start), ("Learning Rate", rate), ("Steps", steps)):
        assert float(main.get_by_label(label, exact=label != name).first.input_value()) == value
    assert int(main.get_by_role("textbox", name="Step, typed").input_value()) == step
    for each in chosen.values():
        assert main.get_by_text(each, exact=True).first.is_visible()
    tables = "\n".join(main.locator("table").all_inner_texts()).split()
    update = trace.parameters[step], trace.derivatives[step], trace.step_sizes[step], trace.parameters[step + 1]
    for values in update:
        assert {number(values[experiment.network.place(each)]) for each in experiment.optimised} <= set(tables)
    assert number(trace.ssr[step]) in tables
    assert number(trace.ssr[-1]) in tables
