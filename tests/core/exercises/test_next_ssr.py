"""Whether the SSR rises or falls with a step is judged, told with both SSRs, and explained where it rises."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.descent import gradient_descent
from backprop.exercises.judging import RIGHT, TOLD
from backprop.exercises.next_ssr import judged_ssr
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS
from backprop.losses import HALF_MSE
from backprop.optimisers import Adam, GradientDescent
from backprop.written.numerals import number

MAIN = gradient_descent(MAIN_IDEAS.experiment)


def changed(**changes):
    return gradient_descent(replace(MAIN_IDEAS.experiment, **changes))


@pytest.mark.parametrize("rises", [True, False])
def test_rise_or_fall_is_judged_and_told_with_both_ssrs(rises):
    judged = judged_ssr(MAIN, 0, rises)
    assert judged.standing == (TOLD if rises else RIGHT)
    assert judged.sentence == f"{'No' if rises else 'Yes'}, the SSR falls: 20.42 → 3.268."


def test_who_wants_to_be_told_is_told_both_ssrs_and_not_judged():
    judged = judged_ssr(MAIN, 0, None)
    assert judged.standing == TOLD
    assert judged.sentence == f"So the SSR falls: {number(MAIN.ssr[0])} → {number(MAIN.ssr[1])}."


def test_a_step_that_goes_too_far_is_explained():
    judged = judged_ssr(changed(optimiser=GradientDescent(0.4), steps=3), 3, rises=True)  # no row holds what comes then
    assert judged.standing == RIGHT
    assert "rises" in judged.sentence
    assert "goes too far" in judged.sentence


def test_of_what_leads_not_down_the_ssr_no_promise_is_spoken_of():
    trace = changed(optimiser=Adam(0.5), steps=100)
    up = int(np.argmax(np.diff(trace.ssr) > 1e-6))
    assert "Adam does not promise" in judged_ssr(trace, up, rises=True).sentence
    trace = changed(loss=HALF_MSE, optimiser=GradientDescent(3.0), steps=3)
    assert "half mean squared error" in judged_ssr(trace, 1, rises=True).sentence


def test_more_than_a_computer_can_hold_has_risen():
    trace = changed(optimiser=GradientDescent(1e200), steps=5)
    judged = judged_ssr(trace, len(trace) - 1, rises=True)
    assert judged.standing == RIGHT
    assert "more than can be computed" in judged.sentence


def test_what_only_rounding_changes_stays():
    rests: Experiment = replace(MAIN_IDEAS.experiment, start=MAIN.parameters[-1], steps=400)
    trace = gradient_descent(rests)
    for rises in (True, False):
        judged = judged_ssr(trace, 400, rises)
        assert judged.standing == TOLD
        assert judged.sentence.startswith("Neither")
