"""A step of any run can be foretold: other rules, losses and networks, many observations, numbers too large to hold."""

import pytest
from foretold import MAIN, known_slips, numbers_of, short

from backprop.activations import SIGMOID
from backprop.any_chains import chain_of
from backprop.data import Data
from backprop.datasets import noisy_sine
from backprop.descent import gradient_descent
from backprop.exercises.judging import RIGHT, TOLD, TRIES, UNREAD, WRONG
from backprop.exercises.one_step import judged_new, step_sheet, told_new
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS
from backprop.losses import CROSS_ENTROPY, HALF_MSE
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent


def test_of_another_rule_the_step_is_the_runs_own():
    trace = short(MAIN_IDEAS.experiment, optimiser=Adam(0.1))
    old, derivative, step = numbers_of(trace, 3, "b3")
    assert judged_new(trace, 3, "b3", f"{old - step:.4f}").standing == RIGHT
    assert judged_new(trace, 3, "b3", f"{old + step:.4f}").codes == ("added",)
    assert not judged_new(trace, 3, "b3", f"{old - derivative:.6f}").codes  # no slip: Adam does not multiply by it
    assert "Derivative ×" not in judged_new(trace, 3, "b3", "77.0", TRIES).sentence


NETWORKS = {
    "an output that bends": Experiment(
        Network((2, 3, 1), hidden=SIGMOID, output=SIGMOID), Data([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]),
        random_start(Network((2, 3, 1)), 1), loss=CROSS_ENTROPY, steps=3,
    ),
    "a mean": Experiment(
        Network((1, 2, 1)), noisy_sine(20, 1), random_start(Network((1, 2, 1)), 2), loss=HALF_MSE, steps=3
    ),
    "two hidden layers": Experiment(
        Network((1, 4, 4, 1)), noisy_sine(20, 1), random_start(Network((1, 4, 4, 1)), 2), steps=3
    ),
    "two outputs": Experiment(
        Network((1, 2, 2)), Data([0.0, 1.0], [[0.0, 1.0], [1.0, 0.0]]), random_start(Network((1, 2, 2)), 2), steps=3
    ),
    "5,000 observations": Experiment(
        Network((1, 4, 1)), noisy_sine(5000, 1), random_start(Network((1, 4, 1)), 2),
        optimiser=GradientDescent(1e-6), steps=3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NETWORKS)
def test_any_run_is_judged_and_each_slip_is_what_it_says(kind):
    trace = gradient_descent(NETWORKS[kind])
    rate, n = trace.experiment.optimiser.learning_rate, len(trace.experiment.data)
    for name in trace.experiment.optimised:
        old, derivative, step = numbers_of(trace, 1, name)
        assert judged_new(trace, 1, name, f"{old - step:.9e}").standing == RIGHT
        chain = chain_of(trace.experiment.network, trace.experiment.loss)
        codes = {slip.code for _, slip in known_slips(trace, 1, name)}
        assert {"added", "first_alone", "second_alone", "derivative_for_new", "rate_left_out"} <= codes
        assert ("factor_left_out" in codes) or chain is None
        means = [value for value, slip in known_slips(trace, 1, name) if slip.code == "mean_for_sum"]
        wanted = [old + step / n] + ([old - step / n] if chain else [])
        assert means == pytest.approx(wanted, abs=1e-9 * (abs(old) + abs(step)))
        assert ("two_forgotten" in codes) == (chain is not None and kind == "5,000 observations")
        assert abs(rate * derivative - step) <= 1e-12 * abs(step)


def test_a_run_that_leaves_the_numbers_of_a_computer_is_answered_in_a_line():
    start = [*MAIN_IDEAS.experiment.start[:-1], 1.0]
    trace = short(MAIN_IDEAS.experiment, steps=4000, start=start, optimiser=GradientDescent(40.0))
    last = len(trace) - 1
    assert trace.diverged_at
    for row in (0, last - 1, last):
        for text in ("1.5", "-1e300", "1e308", "0"):
            for wrong in range(TRIES):
                assert judged_new(trace, row, "b3", text, wrong).standing in (WRONG, TOLD, UNREAD)
        assert told_new(trace, row, "b3").sentence.endswith(".")


def test_what_is_not_optimised_is_not_asked():
    with pytest.raises(ValueError, match="b3"):
        step_sheet(MAIN, 0, "w1")
