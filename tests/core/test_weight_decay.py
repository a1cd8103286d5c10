"""Weights that decay: the rule sees Derivative + weight decay × weight, of weights alone; and what is said is true."""

from dataclasses import replace

import numpy as np
import pytest
from judged import B3, SEVEN, THREE
from problems import close

from backprop import sweep as sweep_module
from backprop.activations import SIGMOID, TANH
from backprop.bowl import bowl, largest_stable_rate
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.endings import endings, where_the_rate_comes_from
from backprop.experiment import Experiment
from backprop.goal import goal_name, of_goal
from backprop.losses import CROSS_ENTROPY
from backprop.lowest import convex, exact_minimum, lowest
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent, Momentum, Nesterov, RMSprop
from backprop.passes import backward
from backprop.rates import comparison, landing
from backprop.reading import reading
from backprop.sweep import sweep
from backprop.verdict import near_zero, verdict

pytestmark = pytest.mark.filterwarnings("error")

DECAYED = replace(SEVEN, weight_decay=0.1, steps=40)


def test_derivatives_are_the_losss_and_step_sizes_hold_the_decay():
    trace = gradient_descent(replace(DECAYED, optimiser=GradientDescent(0.01)))
    weights = np.array([name in DECAYED.network.weight_names for name in DECAYED.network.parameter_names])
    assert weights.tolist() == [True, False, True, False, True, True, False]
    found = backward(DECAYED.network, trace.parameters, DECAYED.data)
    close(trace.derivatives, found.derivatives, 1e-12)
    close(trace.loss, found.loss, 1e-12)
    close(trace.step_sizes, 0.01 * (found.derivatives + 0.1 * weights * trace.parameters), 1e-12)


def test_the_goals_derivatives_are_the_slopes_of_the_goal():
    trace = gradient_descent(DECAYED, [0])
    goal = of_goal(trace)
    for place, name in enumerate(DECAYED.network.parameter_names):
        starts = [DECAYED.start + by * np.eye(7)[place] for by in (-1e-6, 1e-6)]
        low, high = (of_goal(gradient_descent(replace(DECAYED, start=start), [0])).loss[0] for start in starts)
        assert goal.derivatives[0, place] == pytest.approx((high - low) / 2e-6, rel=1e-6, abs=1e-7), name
    weights = trace.parameters[0, [0, 2, 4, 5]]
    assert goal.loss[0] == pytest.approx(trace.loss[0] + 0.05 * (weights**2).sum())
    assert goal_name(DECAYED) == "SSR + 0.05 × Σ weight²"


@pytest.mark.parametrize("decay", [-0.1, np.nan, np.inf, "x", None], ids=repr)
def test_a_weight_decay_must_be_a_finite_number_of_at_least_0(decay):
    with pytest.raises(ValueError, match=r"^weight_decay must be a finite number of at least 0") as refusal:
        replace(SEVEN, weight_decay=decay)
    assert repr(decay) in str(refusal.value)


def test_a_weight_decay_is_refused_whose_first_step_no_number_can_hold():
    with pytest.raises(ValueError, match=r"^weight_decay: 1e\+308 × the weights"):
        replace(SEVEN, weight_decay=1e308)


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["one by one", "side by side"])
@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_a_sweep_decays_as_each_run_does(monkeypatch, at_once, rule):
    monkeypatch.setattr(sweep_module, "SWEEP_AT_ONCE", at_once)
    experiment, rates = replace(DECAYED, optimiser=rule(0.1)), [0.001, 0.02]
    swept = sweep(experiment, learning_rates=rates)
    for k, rate in enumerate(rates):
        close(swept.parameters[k], gradient_descent(replace(experiment, optimiser=rule(rate))).parameters, 1e-9)


# --- what is said of such a run --------------------------------------------------------------------------------------


def test_what_is_known_of_the_losss_minimum_is_not_said_where_the_steps_lead_elsewhere():
    experiment = replace(THREE, weight_decay=0.1, steps=3000)
    assert (bowl(experiment), lowest(experiment), exact_minimum(experiment)) == (None, None, None)
    assert largest_stable_rate(experiment) is None
    assert not convex(experiment)
    assert where_the_rate_comes_from(experiment) == ""
    read = reading(gradient_descent(experiment))
    assert (read.minimum, read.least, read.stable_rate, read.condition) == (None, None, None, None)
    with pytest.raises(ValueError, match="weight_decay 0 for regions"):
        comparison(experiment, np.geomspace(0.01, 0.1, 5))
    assert landing(experiment, [experiment.start]).least == landing(THREE, [THREE.start]).least


def test_where_biases_alone_move_weight_decay_changes_nothing_and_all_is_known():
    experiment = replace(B3, weight_decay=0.3)
    assert not experiment.decaying
    trace, plain = gradient_descent(experiment), gradient_descent(B3)
    np.testing.assert_array_equal(trace.parameters, plain.parameters)
    assert verdict(trace) == verdict(plain)
    assert largest_stable_rate(experiment) == largest_stable_rate(B3)


@pytest.mark.parametrize(
    ("rule", "steps", "kind"),
    [
        (GradientDescent(0.1), 60, "falling"),
        (Momentum(0.1), 3000, "at rest"),
        (GradientDescent(0.1), 3000, "at rest"),
        (GradientDescent(0.01), 3000, "flat"),
        (GradientDescent(0.5), 60, "rising"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("record", [None, [0], 7])
def test_a_verdict_is_told_of_the_goal(rule, steps, kind, record):
    trace = gradient_descent(
        replace(THREE, weight_decay=0.1, optimiser=rule, steps=steps), record and [*np.ravel(record), steps]
    )
    judged = verdict(trace)
    assert judged.kind == kind
    assert "SSR + 0.05 × Σ weight²" in judged.reason
    assert "minimum it is" not in judged.reason
    assert all(asks for _, _, asks in endings(trace, judged))


def test_a_loss_that_rises_while_the_goal_falls_is_no_rise():
    """From a perfect fit with large weights decay leads away: the SSR rises, what the steps lead down falls."""
    fitted = gradient_descent(replace(THREE, steps=5000, optimiser=GradientDescent(0.1)), [5000]).parameters[-1]
    trace = gradient_descent(replace(THREE, start=fitted, weight_decay=0.5, optimiser=GradientDescent(0.01), steps=30))
    assert (np.diff(trace.loss) > 0).all()
    assert verdict(trace).kind == "falling"


@pytest.mark.parametrize("steps", [20, 21, 22])
def test_a_run_that_decay_blows_up_has_not_converged_where_its_loss_happens_to_be_0(steps):
    network = Network((1, 1), hidden=TANH, output=SIGMOID)
    rule = GradientDescent(1.0)  # with weight decay 10 a step makes a weight −9 times what it was, so the goal 81 times
    run = Experiment(
        network, Data([1.0], [1.0]), random_start(network, 1), loss=CROSS_ENTROPY, optimiser=rule, steps=steps
    )
    trace = gradient_descent(replace(run, weight_decay=10.0))
    assert (trace.loss[-1] == 0) == (steps == 21)
    judged = verdict(trace)
    assert (judged.kind, round(judged.factor)) == ("rising", 81)


ONE = Network((1, 1), hidden=TANH, output=SIGMOID)
SURE = Experiment(ONE, Data([1.0], [1.0]), random_start(ONE, 1), loss=CROSS_ENTROPY)


@pytest.mark.parametrize("rate", [5.0, 40.0, 300.0])
@pytest.mark.parametrize("steps", [20, 100, 400])
def test_a_rule_that_forgets_how_steep_it_was_has_not_converged_where_one_of_its_first_steps_would_undo_it(rate, steps):
    """It throws the run far away again, hundreds of steps after the loss was next to nothing."""
    run = replace(SURE, optimiser=RMSprop(rate), weight_decay=1e-3, steps=1500)
    assert of_goal(gradient_descent(run)).loss[steps:].max() > 50 * near_zero(run)
    assert verdict(gradient_descent(replace(run, steps=steps))).kind != "converged"


@pytest.mark.parametrize("rule", [RMSprop(0.001), Adam(0.05), Nesterov(0.01), Momentum(0.01)], ids=repr)
def test_with_small_steps_every_rule_may_have_converged(rule):
    assert verdict(gradient_descent(replace(B3, optimiser=rule, steps=6000))).kind == "converged"


@pytest.mark.parametrize("momentum", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("rule", [Momentum, Nesterov])
def test_how_far_a_velocity_carries_a_rule_is_what_it_goes_on_by_without_a_slope(rule, momentum):
    own = rule(0.1, momentum)
    step, velocity = own.step(np.array([1.0]), own.memory)
    onward = 0.0
    for _ in range(5000):
        more, velocity = own.step(np.array([0.0]), velocity)
        onward += more[0]
    if rule is Momentum:
        assert onward / step[0] == pytest.approx(own.carries)
    assert onward / step[0] <= own.carries + 1e-9
