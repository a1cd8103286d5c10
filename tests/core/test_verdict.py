"""A verdict says what a run shows, and promises no more than can be known."""

import re
from dataclasses import replace

import numpy as np
import pytest
from judged import B3, LINE, SEVEN, THREE, run

from backprop.activations import RELU, SIGMOID, TANH
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.losses import CROSS_ENTROPY
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent, Momentum, Nesterov
from backprop.reading import reading, stops_at
from backprop.verdict import verdict
from backprop.written.numerals import factor_text, number
from backprop.written.typed import typed_number

pytestmark = pytest.mark.filterwarnings("error")

BOUNDED = replace(SEVEN, network=Network(hidden=TANH, output=TANH))
DEAD_RELU = Experiment(Network((1, 1, 1), hidden=RELU), DOSAGE_DATA, (1.0, -5.0, 1.0, 0.0), optimised=("w1", "b1"))

RUNS = {
    "b3 arrives": (B3, 0.1, 10, "converged", 9),  # 0.4⁹ < 0.0005 < 0.4⁸
    "b3 arrives at once": (B3, 1 / 6, 10, "converged", 1),
    "b3 on its way": (B3, 0.1, 5, "falling", 5),
    "b3 one step": (B3, 0.1, 1, "falling", 1),
    "b3 no step": (B3, 0.1, 0, "at the start", 0),
    "b3 slowly": (B3, 1e-6, 50, "falling", 50),
    "b3 from both sides": (B3, 0.25, 10, "converging alternately", 10),
    "b3 from both sides at last": (B3, 0.25, 40, "converged", 11),  # 0.5¹¹ < 0.0005 < 0.5¹⁰
    "b3 to and fro": (B3, 1 / 3, 40, "oscillating", 40),
    "b3 uphill": (B3, 0.5, 10, "rising", 10),
    "b3 uphill, far": (B3, 1e3, 40, "rising", 40),
    "b3 without end": (B3, 10.0, 500, "diverged", 87),
    "three arrive": (THREE, 0.1, 2000, "converged", None),
    "three on their way": (THREE, 0.1, 100, "falling", 100),
    "a line arrives": (LINE, 0.05, 1000, "converged", None),
    "a line uphill": (LINE, 0.1, 20, "rising", 20),
    "seven arrive": (SEVEN, 0.01, 10_000, "converged", None),
    "seven on their way": (SEVEN, 0.01, 10, "falling", 10),
    "seven on the plateau": (SEVEN, 0.01, 500, "flat", 500),
    "seven uphill": (SEVEN, 0.1, 1, "rising", 1),
    "seven without end": (SEVEN, 10.0, 500, "diverged", None),
    "tanh swings": (BOUNDED, 0.2, 200, "oscillating", 200),
    "dead ReLU": (DEAD_RELU, 0.1, 20, "at rest", 0),
    "nothing optimised": (PT_1.experiment, 0.1, 5, "nothing optimised", 5),
}
each_run = pytest.mark.parametrize(("experiment", "rate", "steps", "kind", "step"), RUNS.values(), ids=RUNS)


@each_run
def test_verdict_kind_and_step(experiment, rate, steps, kind, step):
    found = verdict(run(experiment, rate, steps))
    assert found.kind == kind
    if step is not None:
        assert found.step == step


@each_run
def test_verdict_gives_a_reason_and_never_calls_a_plateau_a_minimum(experiment, rate, steps, kind, step):
    reason = verdict(run(experiment, rate, steps)).reason
    assert reason.endswith(".")
    assert "local" not in reason.lower()
    assert "nan" not in reason.lower()
    if experiment is DEAD_RELU:
        assert "exactly 0" in reason
    if kind == "flat" and experiment is SEVEN:
        assert "plateau" in reason
        assert "cannot tell" in reason


@each_run
@pytest.mark.parametrize("thinned", [2, 7, "ends", "end"])
def test_verdict_of_a_thinned_trace_is_of_the_same_kind(experiment, rate, steps, kind, step, thinned):
    record = {"ends": sorted({0, steps}), "end": [steps]}.get(thinned, thinned)
    found = verdict(run(experiment, rate, steps, record))
    assert found.kind == kind
    if kind == "diverged":
        assert found.step == verdict(run(experiment, rate, steps)).step


@pytest.mark.parametrize(("experiment", "rate"), [(SEVEN, 0.03), (BOUNDED, 0.1)], ids=["seven", "tanh"])
def test_converged_names_the_first_step_from_which_on_the_run_had_arrived(experiment, rate):
    trace = run(experiment, rate, 10_000)
    found, near = verdict(trace), 0.001 * 2 / 3  # of what predicting the mean leaves
    assert found.kind == "converged"
    assert trace.ssr[found.step - 1] > near
    assert (trace.ssr[found.step :] <= near).all()


@pytest.mark.parametrize("rate", [1.0, 10.0, 100.0, 1e3, 1e5])
def test_no_step_of_a_diverging_run_has_a_verdict_that_overflows(rate):
    last = run(B3, rate, 500).diverged_at
    assert {verdict(run(B3, rate, steps)).kind for steps in range(max(5, last - 5), last)} == {"rising"}
    assert verdict(run(B3, rate, last)).kind == "diverged"


# --- the stop rule ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step_size", [1.0, 0.1, 0.001, 1e-6])
def test_the_stop_rule_holds_first_at_the_closed_forms_row(step_size):
    row = stops_at(run(B3, 0.1, 50), step_size)
    assert row == np.ceil(np.log(step_size / 1.5655) / np.log(0.4))  # the Step Size is 1.5655 × 0.4ˢ


def test_the_stop_rule_may_never_hold():
    assert stops_at(run(B3, 1 / 3, 50)) is None
    assert stops_at(run(B3, 10.0, 500, record=[400])) is None


def test_a_reading_tells_the_ratio_the_stop_and_the_exact_minimum_of_the_line():
    read = reading(gradient_descent(replace(STEP_BY_STEP_BOTH.experiment, steps=300)))
    assert read.stops_at == 206
    assert read.stable_rate == pytest.approx(0.0611, abs=5e-5)
    np.testing.assert_allclose(read.minimum, [0.6410, 0.9487], atol=5e-5)
    assert read.least == pytest.approx(0.4446, abs=5e-5)


def test_a_reading_of_b3_alone_falls_by_the_square_of_its_factor_even_when_only_rounding_is_left():
    for steps in (5, 10, 500):
        read = reading(gradient_descent(replace(MAIN_IDEAS.experiment, steps=steps)))
        assert read.ratio == pytest.approx(0.4**2, rel=1e-6)
    assert reading(gradient_descent(replace(MAIN_IDEAS.experiment, steps=0))).ratio is None


@pytest.mark.parametrize(
    ("lesson", "least"),
    [
        (MAIN_IDEAS, "No value of b3 makes the SSR smaller than 6.281×10⁻⁵; at step 10 it is 6.303×10⁻⁵."),
        (THREE_PARAMETERS, "No values of w3, w4 and b3 make the SSR smaller than 0;"),
    ],
)
def test_the_least_loss_named_is_the_exact_minimums(lesson, least):
    assert least in verdict(gradient_descent(lesson.experiment)).reason


@pytest.mark.parametrize(
    ("experiment", "rate", "steps"), [(B3, 0.1, 10), (B3, 0.01, 7), (THREE, 0.1, 500), (SEVEN, 0.1, 1500)]
)
def test_a_sentence_with_the_last_rows_numbers_names_the_last_step(experiment, rate, steps):
    """The word before it may name another: converged at step 9."""
    trace = run(experiment, rate, steps)
    judged = verdict(trace)
    loss, b3 = number(trace.loss[-1]), number(trace.of("b3")[-1])
    told = [part for part in re.split(r"[.;] ", judged.reason) if f" is {loss}" in part or f"b3 is {b3}" in part]
    assert told
    assert judged.kind != "converged" or judged.step < steps
    assert all(f"t step {steps:,} " in part or part == f"at step {steps:,} it is {loss}" for part in told)


@pytest.mark.parametrize("rate", [0.1, 0.25, 1 / 6, 1 / 3, 0.2, 2 / 7, 0.0123456])
def test_a_factor_written_out_is_what_a_calculator_makes_of_it_or_said_to_be_near(rate):
    reason = verdict(run(B3, rate, 3)).reason
    ((curvature, shown, sign, factor),) = re.findall(r"1 − (\S+) × (\S+) ([=≈]) (\S+)\.(?: |$)", reason)
    on_paper = 1 - typed_number(curvature) * typed_number(shown)
    assert typed_number(factor) == pytest.approx(1 - 6 * rate, abs=5e-5)
    assert (sign == "=") == (number(on_paper) == factor or (abs(on_paper) < 1e-12 and factor == "0"))


def test_a_falling_runs_verdict_and_its_reading_give_one_factor():
    falling = 0
    for experiment in (SEVEN, THREE, BOUNDED):
        for rate in (0.01, 0.03, 0.1):
            trace = gradient_descent(replace(experiment, optimiser=GradientDescent(rate), steps=60))
            judged = verdict(trace)
            if judged.kind == "falling" and "risen" not in judged.reason:
                falling += 1
                assert factor_text(reading(trace).ratio) == factor_text(judged.factor)
                assert f"by {factor_text(judged.factor)}." in judged.reason
    assert falling >= 3


@pytest.mark.parametrize("rule", [Momentum(1.0, 0.99), Nesterov(1.0, 0.99), Adam(0.5, 0.99, 0.9), Adam(0.5, 0.99)])
def test_a_run_that_is_carried_on_over_level_ground_is_not_at_rest(rule):
    """Behind the ReLU's bend every Derivative is 0, and what a rule remembers goes on for hundreds of steps."""
    dead = Experiment(Network((1, 1), output=RELU), Data([1.0], [-1.0]), [0.5, 0.5], optimiser=rule, steps=60)
    trace = gradient_descent(dead)
    assert trace.largest_step_sizes[-1] > 0.05
    assert not trace.derivatives[-1].any()
    found = verdict(trace)
    assert found.kind == "rolling on", found
    assert number(trace.largest_step_sizes[-1]) in found.reason
    later = gradient_descent(replace(dead, steps=20_000))
    assert later.largest_step_sizes[-1] < 1e-14
    assert verdict(later).kind == "at rest"


@pytest.mark.parametrize("betas", [(0.99, 0.9), (0.99, 0.5), (0.999, 0.9)])
@pytest.mark.parametrize("steps", [60, 100, 150, 300])
def test_adam_never_arrives_where_it_forgets_the_squares_sooner_than_their_average(betas, steps):
    """Then its Step Sizes grow while Derivatives fade: here the Cross Entropy, once near 0, goes to thousands."""
    network = Network((1, 3, 1), SIGMOID, SIGMOID)
    start = random_start(network, 1)
    data, rule = Data([1.0, 3.0], [0.0, 1.0]), Adam(0.1, *betas)
    run = Experiment(network, data, start, loss=CROSS_ENTROPY, optimiser=rule)
    assert gradient_descent(replace(run, steps=3_000)).loss.max() > 10
    trace = gradient_descent(replace(run, steps=steps))
    assert verdict(trace).kind != "converged"
    with np.errstate(divide="raise"):  # what is left may be exactly 0 on the way
        reading(trace)
