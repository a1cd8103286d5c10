"""One choice sets the page up as a published example has it; every number that it prints stands there beside ours."""

import pytest
from any_network_page import PAGE
from screen import remembered, table_with

from backprop.published.catalogue import PUBLISHED
from pages.parts.any import published
from pages.parts.controls.visit import Made


@pytest.mark.parametrize("example", PUBLISHED, ids=lambda each: each.slug)
def test_one_choice_runs_the_example_and_shows_what_it_prints(open_page, said, example):
    at = open_page(
        PAGE, any_data="XOR", any_steps="3", any_batch="one at a time", any_decay="0.1", any_scaling="all standardised"
    )
    at.selectbox(key="any_published_example").set_value(example.title).run()
    assert not at.exception
    assert not at.error
    assert not at.warning
    assert example.is_run_by(remembered(at, Made, "any_experiment").result)
    assert remembered(at, Made, "any_experiment").result.steps == example.experiment.steps
    table = table_with(at, "They print")
    assert table["They print"].tolist() == [each.text for each in example.printed]
    agrees = [not each.why for each in example.printed]
    assert (table["Difference"] == "none in their digits").tolist() == agrees
    assert example.link in said(at)
    assert at.selectbox(key="any_published_example").value == example.title
    values, address = published.state_of(example, "any")
    again = open_page(PAGE, **{key: str(value) for key, value in values.items()}, **address)
    assert example.is_run_by(remembered(again, Made, "any_experiment").result), "the link is the example"


def test_what_is_no_example_says_how_to_come_to_one(open_page, said):
    at = open_page(PAGE, any_part=published.PART)
    assert at.selectbox(key="any_published_example").value is None
    assert table_with(at, "Published by")["Example"].tolist() == [each.title for each in PUBLISHED]
    assert "none of the examples" in said(at)
