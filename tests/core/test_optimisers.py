"""Momentum, Nesterov, RMSprop and Adam are what their papers say and what PyTorch does, whatever is minimised."""

from dataclasses import fields, replace

import in_pytorch
import numpy as np
import pytest
from optimised import EVERY_CASE, NETWORKS, beside_pytorch, drawn_networks, problem
from problems import rules

from backprop import in_place
from backprop.activations import ACTIVATIONS, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.bowl import largest_stable_rate
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment, log_spaced_steps
from backprop.in_place import descend
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, THREE_PARAMETERS
from backprop.losses import CROSS_ENTROPY, HALF_MSE
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent, Momentum, Nesterov, RMSprop
from backprop.passes import backward
from backprop.sweep import sweep
from backprop.trend import WINDOW
from backprop.verdict import verdict, whole_end

pytestmark = pytest.mark.filterwarnings("error")

EVERY_RULE = (
    *rules(0.02), Momentum(0.001), Adam(0.1, 0.0, 0.0, 1.0), Nesterov(0.02, 0.8), RMSprop(0.01, 0.9, 1e-4), RMSprop(),
)  # fmt: skip
each_rule = pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
each_case = pytest.mark.parametrize(("loss", "output"), EVERY_CASE, ids=repr)
remembering = pytest.mark.parametrize("rule", [Momentum(0.02), Nesterov(0.02), RMSprop(0.02), Adam(0.02)], ids=repr)


def textbook_parameters(experiment):
    """The run as the papers write it, the derivatives from the readable pass: (steps + 1, P)."""
    rule, w = experiment.optimiser, experiment.start
    rows, velocity, first, second = [w], 0.0, 0.0, 0.0
    for t in range(1, experiment.steps + 1):
        g = backward(experiment.network, w, experiment.data, experiment.loss).derivatives
        if isinstance(rule, Momentum):
            velocity = rule.momentum * velocity + g
            ahead = isinstance(rule, Nesterov)
            step = rule.learning_rate * (g + rule.momentum * velocity if ahead else velocity)
        elif isinstance(rule, RMSprop):
            second = rule.alpha * second + (1 - rule.alpha) * g**2
            step = rule.learning_rate * g / (np.sqrt(second) + rule.epsilon)
        elif isinstance(rule, Adam):
            first = rule.beta_1 * first + (1 - rule.beta_1) * g
            second = rule.beta_2 * second + (1 - rule.beta_2) * g**2
            corrected = first / (1 - rule.beta_1**t), second / (1 - rule.beta_2**t)
            step = rule.learning_rate * corrected[0] / (np.sqrt(corrected[1]) + rule.epsilon)
        else:
            step = rule.learning_rate * g
        w = w - step * experiment.moves
        rows.append(w)
    return np.stack(rows)


@each_rule
@each_case
def test_a_run_is_the_papers_formula_step_by_step(rule, loss, output):
    for seed, hidden in enumerate(ACTIVATIONS):
        experiment = problem(loss, output, hidden, rule, seed)
        names = experiment.network.parameter_names
        for optimised in (None, names[::3]):
            one = replace(experiment, optimised=optimised)
            np.testing.assert_allclose(gradient_descent(one).parameters, textbook_parameters(one), rtol=0, atol=1e-9)


@pytest.mark.parametrize("rule", rules(0.02), ids=repr)
@each_case
def test_pytorch_takes_the_same_steps(rule, loss, output):
    ends = in_pytorch.pinned("ends")
    for experiment in beside_pytorch(rule, (loss, output)):
        trace = gradient_descent(experiment)
        parameters, last = ends[in_pytorch.name_of(experiment)]
        np.testing.assert_allclose(trace.parameters[-1], parameters, rtol=0, atol=1e-9)
        np.testing.assert_allclose(trace.loss[-1], last, rtol=1e-9, atol=1e-9)
        for row, (flat, slopes, value) in enumerate(in_pytorch.rows(experiment) if in_pytorch.LIVE else ()):
            np.testing.assert_allclose(trace.parameters[row], flat, rtol=0, atol=1e-9)
            np.testing.assert_allclose(trace.derivatives[row], slopes, rtol=0, atol=1e-8)
            np.testing.assert_allclose(trace.loss[row], value, rtol=1e-9, atol=1e-9)


def test_pytorch_trains_random_networks_the_same_way():
    pins = in_pytorch.pinned("networks")
    assert len(pins) == NETWORKS
    for experiment, (parameters, last) in zip(drawn_networks(), pins, strict=True):
        trace = gradient_descent(experiment)
        np.testing.assert_allclose(trace.parameters[-1], parameters, rtol=0, atol=1e-9)
        np.testing.assert_allclose(trace.loss[-1], last, rtol=0, atol=1e-9)
        for row, (flat, slopes, value) in enumerate(in_pytorch.rows(experiment) if in_pytorch.LIVE else ()):
            np.testing.assert_allclose(trace.parameters[row], flat, rtol=0, atol=1e-9)
            np.testing.assert_allclose(trace.derivatives[row], slopes, rtol=0, atol=1e-9)
            np.testing.assert_allclose(trace.loss[row], value, rtol=0, atol=1e-9)


def test_adams_first_step_is_one_learning_rate_long_however_steep_it_is():
    trace = gradient_descent(replace(ALL_PARAMETERS.experiment, optimiser=Adam(0.01), steps=1))
    np.testing.assert_allclose(trace.step_sizes[0], 0.01 * np.sign(trace.derivatives[0]), rtol=1e-6)


def test_rmsprops_first_step_is_ten_learning_rates_long_and_so_is_none_after_it():
    trace = gradient_descent(replace(ALL_PARAMETERS.experiment, optimiser=RMSprop(0.01), steps=100))
    np.testing.assert_allclose(trace.step_sizes[0], 0.1 * np.sign(trace.derivatives[0]), rtol=1e-6)  # 1 / √(1 − 0.99)
    assert (np.abs(trace.step_sizes) <= 0.1).all()


def test_nesterov_asks_for_the_derivative_where_the_velocity_alone_would_lead():
    """As it was published: V = μ × V + slope at θ − rate × μ × V, θ = θ − rate × V; ours stand at θ − rate × μ × V."""
    rate, momentum, own = 0.01, 0.8, ALL_PARAMETERS.experiment
    trace = gradient_descent(replace(own, optimiser=Nesterov(rate, momentum), steps=100))
    theta, velocity = own.start, np.zeros(7)
    for row in trace.parameters:
        ahead = theta - rate * momentum * velocity
        np.testing.assert_allclose(row, ahead, rtol=0, atol=1e-12)
        velocity = momentum * velocity + backward(own.network, ahead, own.data).derivatives
        theta = theta - rate * velocity


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_a_rule_tells_its_settings_and_takes_what_it_tells_and_nothing_else(rule):
    assert ["learning_rate", *rule.settings()] == [field.name for field in fields(rule)]
    for name, setting in rule.settings().items():
        assert setting.label == name.replace("_", " ").capitalize()
        assert getattr(rule(), name) == setting.default
        highest = np.nextafter(setting.below, 0.0)
        for allowed in (setting.least, highest):
            assert getattr(rule(**{name: allowed}), name) == allowed
        for refused in (setting.below, np.nextafter(setting.least, -1.0), np.nan, "x", None):
            with pytest.raises(ValueError, match=f"^{name} must be ") as refusal:
                rule(**{name: refused})
            assert str(refusal.value).endswith(f"not {refused!r}.")


@pytest.mark.parametrize("rule", [Momentum, Nesterov], ids=lambda rule: rule.name)
def test_momentum_0_is_gradient_descent(rule):
    plain = replace(ALL_PARAMETERS.experiment, optimiser=GradientDescent(0.01), steps=200)
    rolled = replace(plain, optimiser=rule(0.01, momentum=0.0))
    np.testing.assert_array_equal(gradient_descent(rolled).parameters, gradient_descent(plain).parameters)


@remembering
def test_one_rule_serves_many_runs_and_remembers_nothing_between_them(rule):
    experiment = replace(ALL_PARAMETERS.experiment, optimiser=rule, steps=50)
    one, other = gradient_descent(experiment), gradient_descent(experiment)
    np.testing.assert_array_equal(one.parameters, other.parameters)
    swept = sweep(experiment, starts=[experiment.start] * 2)
    np.testing.assert_allclose(swept.parameters[1], one.parameters, rtol=1e-9, atol=1e-9)


@remembering
def test_a_run_that_is_left_and_gone_on_with_remembers(monkeypatch, rule):
    experiment = replace(ALL_PARAMETERS.experiment, optimiser=rule, steps=60)
    whole = gradient_descent(experiment)
    monkeypatch.setattr(in_place, "BLOCK", 7)
    run = descend(experiment)
    first = next(run).parameters.copy()
    gradient_descent(experiment)  # something else in between
    *_, last = run
    np.testing.assert_array_equal(first, whole.parameters[:7])
    np.testing.assert_array_equal(last.parameters, whole.parameters)


# --- what is read from a run -----------------------------------------------------------------------------------------


WITH_ITS_END = np.union1d(log_spaced_steps(300, 50), range(301 - WINDOW, 301))


@remembering
@pytest.mark.parametrize("record", [2, 7, [0, 300], [300], WITH_ITS_END], ids=repr)
def test_a_thinned_record_ends_as_the_whole_run_does(rule, record):
    experiment = replace(ALL_PARAMETERS.experiment, optimiser=rule, steps=300)
    full, thinned = gradient_descent(experiment), gradient_descent(experiment, record)
    end = whole_end(thinned)
    np.testing.assert_array_equal(end.parameters[-WINDOW:], full.parameters[-WINDOW:])
    np.testing.assert_array_equal(end.step_sizes[-WINDOW:], full.step_sizes[-WINDOW:])
    assert verdict(thinned).kind == verdict(full).kind


def test_a_record_whose_end_is_whole_needs_no_step_again():
    experiment = replace(ALL_PARAMETERS.experiment, optimiser=Adam(0.02), steps=300)
    trace = gradient_descent(experiment, WITH_ITS_END)
    assert whole_end(trace) is trace


@remembering
def test_only_of_gradient_descent_is_the_largest_stable_rate_known(rule):
    for lesson in (MAIN_IDEAS, THREE_PARAMETERS):
        assert largest_stable_rate(replace(lesson.experiment, optimiser=rule)) is None
        assert "Learning Rate of" not in verdict(gradient_descent(replace(lesson.experiment, optimiser=rule))).reason


def test_rolling_through_the_minimum_is_no_arrival():
    """A step of b3 alone that ends exactly at the minimum, with a velocity that will carry it on."""
    experiment = replace(MAIN_IDEAS.experiment, optimiser=Momentum(1 / 6, momentum=0.5), steps=1)
    rolling, plain = (
        gradient_descent(experiment),
        gradient_descent(replace(experiment, optimiser=GradientDescent(1 / 6))),
    )
    np.testing.assert_allclose(rolling.parameters, plain.parameters, rtol=1e-12)
    assert verdict(plain).kind == "converged"
    assert verdict(rolling).kind != "converged"
    assert verdict(gradient_descent(replace(experiment, steps=200))).kind == "converged"


def test_rolling_through_a_loss_near_0_is_no_arrival_either():
    """Where the exact minimum is not known: at step 6 the SSR is near 0, and the next step makes it 706 times that."""
    network = Network((1, 1, 1), hidden=TANH)
    run = Experiment(network, Data([1.0], [0.5]), random_start(network, 3), optimiser=Momentum(0.02), steps=6)
    assert gradient_descent(run).loss[-1] < 1e-4
    assert [verdict(gradient_descent(replace(run, steps=steps))).kind for steps in (6, 7, 1000)] == [
        "falling",
        "rising",
        "converged",
    ]


@pytest.mark.parametrize("loss", [HALF_MSE, CROSS_ENTROPY], ids=repr)
@pytest.mark.parametrize("rule", [Momentum(0.5), Adam(0.1)], ids=repr)
def test_they_learn_xor(loss, rule):
    data = Data([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0])
    network = Network((2, 4, 1), hidden=TANH, output=SIGMOID)
    trace = gradient_descent(Experiment(network, data, random_start(network, 1), loss=loss, optimiser=rule, steps=2000))
    assert np.abs(trace.residuals[-1]).max() < 0.1


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", OPTIMISERS)
@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf, "fast", None, 10**400], ids=lambda rate: repr(rate)[:9])
def test_a_learning_rate_must_be_finite_and_above_0(rule, rate):
    with pytest.raises(ValueError, match=r"^learning_rate must be a finite number above 0"):
        rule(rate)


@pytest.mark.parametrize(("rule", "name"), [(Momentum, "momentum"), (Adam, "beta_1"), (Adam, "beta_2")])
@pytest.mark.parametrize("junk", [1, 1.0, -0.1, np.nan, np.inf, "much", None])
def test_what_is_remembered_must_be_at_least_0_and_below_1(rule, name, junk):
    with pytest.raises(ValueError, match=rf"^{name} must be at least 0 and below 1"):
        rule(0.1, **{name: junk})


@pytest.mark.parametrize("junk", [0, -1e-8, np.nan, np.inf, "small", None])
def test_epsilon_must_be_above_0(junk):
    with pytest.raises(ValueError, match=r"^epsilon must be a finite number above 0"):
        Adam(epsilon=junk)


@pytest.mark.parametrize("junk", ["Adam", None, 0.1, Adam])
def test_an_optimiser_must_be_a_rule(junk):
    with pytest.raises(ValueError, match=r"^optimiser must be a rule"):
        replace(MAIN_IDEAS.experiment, optimiser=junk)


def test_adam_refuses_a_start_whose_derivatives_it_cannot_square():
    start = np.where(np.arange(7) == 6, 1e151, MAIN_IDEAS.experiment.start)
    own = replace(MAIN_IDEAS.experiment, start=start)  # dSSR/db3 is about 6 × 10¹⁵¹
    with pytest.raises(ValueError, match=r"^start"):
        replace(own, optimiser=Adam())
    with pytest.raises(ValueError, match=r"^starts"):
        sweep(replace(MAIN_IDEAS.experiment, optimiser=Adam()), starts=[start])


@pytest.mark.parametrize("hidden", [SOFTPLUS, RELU])
def test_a_run_that_diverges_ends_at_the_same_step_in_the_sweep(hidden):
    experiment = replace(ALL_PARAMETERS.experiment, network=Network(hidden=hidden), optimiser=Momentum(5.0), steps=200)
    trace = gradient_descent(experiment)
    assert trace.diverged_at is not None
    assert np.isfinite(trace.step_sizes).all()
    assert sweep(experiment, learning_rates=[5.0]).diverged_at.tolist() == [trace.diverged_at]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rule", [RMSprop, Adam])
def test_with_the_largest_epsilon_no_step_is_made_and_nothing_warns(rule):
    optimiser = rule(0.1, epsilon=1e308)
    data = Data([0.0, 0.5, 1.0], [0.0, 1.0, 0.0])
    experiment = Experiment(Network((1, 2, 1)), data, np.full(7, 0.3), optimiser=optimiser, steps=3)
    trace = gradient_descent(experiment)
    np.testing.assert_array_equal(trace.parameters, np.tile(experiment.start, (len(trace), 1)))
