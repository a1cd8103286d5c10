"""What a page says of a run is so: each address once said something that its own numbers contradict."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS
from backprop.optimisers import GradientDescent
from backprop.rates import ALTERNATES, DIVERGES, OSCILLATES, REGIONS, comparison
from backprop.trend import WINDOW
from backprop.written.numerals import number
from pages.parts.rates.strip import SUBJECTS

XOR = {
    "any_data": "XOR", "any_layers": "0", "any_loss": "cross-entropy", "any_output": "sigmoid", "any_steps": "500",
}  # fmt: skip
LOGISTIC = {**XOR, "any_optimiser": "Gradient Descent", "any_learning_rate": "0.5"}
TOLD = {"main_ideas_verdict": "true"}
SEVEN_TOLD = {"all_parameters_part": "The walk", "all_parameters_verdict": "true"}
UP = {"all_parameters_part": "A first step up"}
ONES = {"any_data": "your own", "any_layers": "0", "any_optimiser": "Gradient Descent", "any_learning_rate": "0.1"}


def judged(at, said):
    """The line of the verdict: of a walk what it tells of its end, else the first with a coloured badge and an icon."""
    if "Tell me now" in {each.label for each in at.toggle}:
        return said(at)
    return next(each.value for each in at.markdown if re.match(r":\w+-badge\[:material/", each.value))


@pytest.mark.parametrize(
    ("file", "query", "true", "false"),
    [
        ("14_Any_Network.py", {"any_data": "dosage", "any_scaling": "all standardised", "any_steps": "100"},
         "Oscillating", "falling"),
        ("7_Gradient_Descent.py", {"main_ideas_learning_rate": repr(1 / 3), **TOLD}, "the SSR stands at 20.42",
         "up and down"),
        ("10_All_Parameters.py", {"all_parameters_learning_rate": "1e-06", "all_parameters_steps": "20000",
         **SEVEN_TOLD}, "Still falling", "Flat here"),
        ("7_Gradient_Descent.py", {"main_ideas_optimised": "", **TOLD}, "Nothing is optimised", "Flat"),
        ("14_Any_Network.py", {**XOR, "any_learning_rate": "0.05"}, "Converged", "More steps"),
        ("14_Any_Network.py", {**LOGISTIC, "any_steps": "2000"}, "Converged", "Oscillating"),
        ("14_Any_Network.py", {**ONES, "any_rows": "1_x~y_-1~1_0~-2_1~1", "any_steps": "300"},
         "at the exact minimum it is 0.", "minimum it is −"),
    ],
    ids=["factor above 1", "swings in place", "small rate", "nothing optimised", "XOR", "logistic at rest", "rounding"],
)  # fmt: skip
def test_the_verdict_says_what_its_numbers_say(open_page, said, file, query, true, false):
    told = judged(open_page(file, **query), said)
    assert true in told
    assert false not in told


@pytest.mark.parametrize("rate", ["0.1", "0.5", "2"])
def test_a_logistic_run_at_its_minimum_has_arrived_whatever_its_last_bits(open_page, said, rate):
    """Students who passed and failed in turn: no line parts them, so there is a lowest Cross Entropy."""
    own = {"any_data": "your own", "any_rows": "1_x~y_1~1_2~0_3~1_4~0", "any_scaling": "inputs standardised"}
    at = open_page("14_Any_Network.py", **{**LOGISTIC, **own, "any_steps": "3000", "any_learning_rate": rate})
    assert "Converged" in judged(at, said)


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 10])
def test_the_summary_shows_the_videos_number_of_the_very_step(open_page, said, steps):
    told = said(open_page("8_Summary.py", main_ideas_steps=str(steps)))
    shown = MAIN_IDEAS.shown
    at_last = {1: shown["updates"][0]["b3"][2], 2: shown["updates"][1]["b3"][2], 10: shown["b3_at_the_end"]}.get(steps)
    found = re.findall(r"after step \d+; b3 = ([\d.]+) ", told)
    assert found == ([] if at_last is None else [number(at_last)])


def test_the_summary_shows_the_videos_numbers_of_its_own_run_alone(open_page, said):
    told = said(open_page("8_Summary.py", main_ideas_learning_rate="0.2"))
    assert "in the video" not in told.split("**1. A Residual")[1]


def test_what_is_not_optimised_takes_no_step_in_the_summary(open_page, said):
    told = said(open_page("8_Summary.py", main_ideas_optimised=""))
    assert "b3 is not optimised: it stays 0" in told
    assert "× 0.1 = 0" not in told


@pytest.mark.parametrize("steps", [1, 2, 5, 30, 300])
@pytest.mark.parametrize("name", ["b3 alone", "All seven", "A line"])
def test_the_best_rate_neither_oscillates_nor_diverges(name, steps):
    of = SUBJECTS[name]
    found = comparison(replace(of.lesson.experiment, steps=steps), np.geomspace(*of.rates))
    assert found.best is None or found.regions[found.best] not in (OSCILLATES, DIVERGES)
    if steps < 2:  # one step turns back at most once
        assert not (found.regions == OSCILLATES).any()


def test_after_one_step_of_all_seven_the_best_is_not_said_to_oscillate(open_page, said):
    few = {"rates_part": "Many rates"}
    told = said(open_page("11_Learning_Rates.py", rates_of="All seven", rates_seven_steps="1", **few))
    best = next(line for line in told.splitlines() if "Best of these" in line)
    assert "neither oscillate nor diverge" in best
    assert f"last {WINDOW} steps" in told
    assert REGIONS[ALTERNATES] in told


def test_a_step_that_changes_the_last_bits_alone_makes_nothing_rise(open_page, said):
    """From the video's fitted values, moved to the exact minimum: one step at 0.001 does not cross a valley."""
    best = gradient_descent(replace(ALL_PARAMETERS.experiment, steps=20_000, optimiser=GradientDescent(0.03)), [20_000])
    names = ALL_PARAMETERS.experiment.network.parameter_names
    start = {f"all_parameters_{name}": repr(float(best.of(name)[-1])) for name in names}
    told = said(open_page("10_All_Parameters.py", **start, **UP, all_parameters_first_rate="0.001"))
    assert "The SSR stays as it is" in told
    assert "crosses the valley" not in told


def test_a_small_learning_rate_is_not_called_a_plateau(open_page, said):
    query = {"all_parameters_learning_rate": "1e-06", "all_parameters_steps": "20000", **SEVEN_TOLD}
    told = said(open_page("10_All_Parameters.py", **query))
    assert "small is the Learning Rate" in told
    assert "plateau, not a minimum" not in told
