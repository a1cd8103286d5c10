"""What is taken away of a run: its files, its script, and from which step on rounding decides."""

import re

import numpy as np
import pytest
from any_network_page import AWAY, PAGE, core_run
from screen import type_number

from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from pages.parts.any import second_run, take_away
from pages.parts.controls import widgets


def test_a_spreadsheet_takes_no_name_for_a_formula():
    text = take_away.as_csv(["=cmd()", "+a", "-b", "@c", "d"], np.array([[1.0, -2.0, 3.0, 4.0, 5.0]]))
    assert text == "'=cmd(),'+a,'-b,'@c,d\n1.0,-2.0,3.0,4.0,5.0\n"


def test_the_files_hold_the_run():
    trace = gradient_descent(core_run((1, 2, 1), data=DATASETS["dosage"], steps=3))
    heads, *rows = (line.split(",") for line in take_away.record_csv(trace).splitlines())
    assert heads[:6] == ["Step", "SSR", "w1", "b1", "w2", "b2"]
    np.testing.assert_array_equal(np.array(rows, dtype=float)[:, 2:9], trace.parameters)
    heads, *rows = (line.split(",") for line in take_away.predictions_csv(trace).splitlines())
    assert heads == ["Dosage", "Effectiveness", "Predicted", "Residual"]
    np.testing.assert_array_equal(np.array(rows, dtype=float)[:, 2], trace.predicted[-1, :, 0])


VIDEOS = {
    "any_data": "dosage",
    "any_layers": "1",
    "any_nodes1": "2",
    "any_hidden": "softplus",
    "any_optimiser": "Gradient Descent",
    "any_learning_rate": "0.1",
    "any_steps": "1000",
}


@pytest.fixture
def scripts(monkeypatch):
    """The scripts of pages opened from now on, as they are made for a click: {file name: make() -> text}."""
    made = {}
    monkeypatch.setattr(widgets, "download", lambda label, make, file_name: made.update({file_name: make}))
    return made


def test_page_and_script_say_from_which_step_on_rounding_decides_and_look_for_it_once(
    open_page, said, scripts, monkeypatch
):
    looks, look = [], take_away.parting_within_reach
    monkeypatch.setattr(take_away, "parting_within_reach", lambda trace: looks.append(trace) or look(trace))
    monkeypatch.setattr("backprop.written.script.gradient_descent", None)  # the click makes no run at all
    at = open_page(PAGE, **VIDEOS, **AWAY)
    # Which of the two runs beside it parts from it first hangs on the processor's last bits.
    (sentence,) = re.findall(
        "From about step 700 on, rounding decides: "
        "(?:a second run, begun one bit away,|the script, which rounds in other places,) shows other digits there",
        said(at),
    )
    assert sentence in " ".join(scripts["any_run.py"]().split())
    at.run()
    assert len(looks) == 1
    type_number(at, "any_steps", 300).run()
    assert "Rounding decides nothing here" in said(at)
    assert "From about step" not in scripts["any_run.py"]()
    assert len(looks) == 2


def test_page_and_script_of_a_run_that_diverges_say_that_it_does(open_page, said, scripts):
    at = open_page(PAGE, **VIDEOS | {"any_learning_rate": "5"}, **AWAY)
    assert "It diverges as this run does, and says so." in said(at)
    assert "This run diverges: at step" in scripts["any_run.py"]()


def test_a_long_run_is_not_paid_for_twice(open_page, said, scripts, monkeypatch):
    monkeypatch.setattr(second_run, "MOST_WORK", 40 * 3 * (7 + 20 * 4) + 1)
    at = open_page(PAGE, **VIDEOS, **AWAY)
    sentence = "Up to step 40, as far as a second run was followed, rounding decides nothing."
    assert sentence in said(at)
    assert sentence in scripts["any_run.py"]()
