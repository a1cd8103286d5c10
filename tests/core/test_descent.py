"""Gradient Descent does what the readable passes say, records what it did, and ends cleanly where numbers end."""

import tracemalloc
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from problems import close, rules
from runs import at, experiments

from backprop import experiment as experiment_module
from backprop import in_place
from backprop.activations import ACTIVATIONS, SIGMOID, TANH
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment, Trace, log_spaced_steps
from backprop.in_place import descend
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP, THREE_PARAMETERS
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam
from backprop.passes import backward
from backprop.sweep import sweep

pytestmark = pytest.mark.filterwarnings("error")  # whatever overflows, nobody is to hear of it as a warning

ARRAYS = [field.name for field in fields(Trace) if field.name not in ("experiment", "diverged_at")]


def same_rows(trace, full, rows):
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(trace, name), getattr(full, name)[rows], err_msg=name)


def some_number_is_not_finite(experiment, parameters):
    """Whether the readable pass, too, finds one at these parameters."""
    found = backward(experiment.network, parameters, experiment.data, experiment.loss)
    with np.errstate(over="ignore"):
        step = found.derivatives * experiment.optimiser.learning_rate
    return not (np.isfinite(found.loss) and np.isfinite(found.derivatives).all() and np.isfinite(step).all())


# --- the loop against the readable passes ----------------------------------------------------------------------------


@given(experiments())
def test_each_row_is_what_the_passes_say_at_its_parameters(experiment):
    trace = gradient_descent(experiment)
    found = backward(experiment.network, trace.parameters, experiment.data, experiment.loss)
    for row in range(len(trace)):
        close(trace.derivatives[row], found.derivatives[row], 1e-12)
        close(trace.predicted[row], found.forward.predicted[row], 1e-12)
        close(trace.residuals[row], experiment.data.observed - found.forward.predicted[row], 1e-12)
        close(trace.loss[row], found.loss[row], 1e-12)
        close(trace.ssr[row], SSR.value(experiment.data.observed, found.forward.predicted[row]), 1e-12)


@given(experiments())
def test_the_next_row_is_the_old_values_minus_the_step_sizes_all_together(experiment):
    trace = gradient_descent(experiment)
    np.testing.assert_array_equal(trace.parameters[0], experiment.start)
    np.testing.assert_array_equal(trace.parameters[1:], trace.parameters[:-1] - trace.step_sizes[:-1])


@given(experiments(kinds=1))
def test_a_step_size_is_derivative_times_learning_rate(experiment):
    trace = gradient_descent(experiment)
    rates = experiment.optimiser.learning_rate * experiment.moves
    np.testing.assert_allclose(trace.step_sizes, trace.derivatives * rates, rtol=1e-14)


@given(experiments())
def test_frozen_parameters_never_move_and_have_no_step_size(experiment):
    trace = gradient_descent(experiment)
    frozen = [name not in experiment.optimised for name in experiment.network.parameter_names]
    assert (trace.parameters[:, frozen] == experiment.start[frozen]).all()
    assert not trace.step_sizes[:, frozen].any()


@pytest.mark.parametrize(
    "lesson",
    [MAIN_IDEAS, THREE_PARAMETERS, ALL_PARAMETERS, PT_1, STEP_BY_STEP],
    ids=lambda lesson: lesson.slug,
)
def test_a_thousand_steps_agree_with_the_passes_stepped_by_hand(lesson):
    experiment = replace(lesson.experiment, steps=1000)
    trace, parameters = gradient_descent(experiment), experiment.start
    for row in trace.parameters:
        close(row, parameters, 1e-12)
        derivatives = backward(experiment.network, parameters, experiment.data).derivatives
        parameters = parameters - derivatives * experiment.moves * experiment.optimiser.learning_rate


def test_without_steps_there_is_the_start_alone():
    trace = gradient_descent(at(MAIN_IDEAS, 0.1, 0))
    assert trace.steps.tolist() == [0]
    assert trace.diverged_at is None
    np.testing.assert_array_equal(trace.parameters, [MAIN_IDEAS.experiment.start])


def test_the_loss_of_an_ssr_run_is_its_ssr():
    trace = gradient_descent(MAIN_IDEAS.experiment)
    assert np.shares_memory(trace.loss, trace.ssr)
    np.testing.assert_array_equal(trace.loss, trace.ssr)


# --- the record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [1, 7, 100, 1024])
@pytest.mark.parametrize(
    ("record", "rows"),
    [
        (None, range(101)),
        (1, range(101)),
        (7, [*range(0, 99, 7), 100]),
        (1000, [0, 100]),
        ([100, 3, 3, 50], [3, 50, 100]),
        (range(90, 95), range(90, 95)),
        ([0], [0]),
    ],
    ids=repr,
)
def test_a_thinned_record_holds_exactly_those_rows_of_the_whole(monkeypatch, block, record, rows):
    experiment = at(ALL_PARAMETERS, 0.03, 100)
    full = gradient_descent(experiment)
    monkeypatch.setattr(in_place, "BLOCK", block)
    same_rows(gradient_descent(experiment, record), full, list(rows))


@pytest.mark.parametrize("steps", [0, 1, 398, 399, 400, 401, 12_345, 1_000_000])
def test_log_spaced_steps_begin_at_0_end_at_the_last_and_are_few(steps):
    spaced = log_spaced_steps(steps)
    assert (spaced[0], spaced[-1]) == (0, steps)
    assert (np.diff(spaced) > 0).all()
    assert len(spaced) <= 400
    assert spaced[: min(20, steps + 1)].tolist() == list(range(min(20, steps + 1)))


@pytest.mark.parametrize(
    "run", [gradient_descent, lambda e, record=None: sweep(e, starts=[e.start] * 3, record=record)]
)
@pytest.mark.parametrize("every", [None, 1, 10])
def test_the_memory_limit_names_the_largest_number_of_steps(monkeypatch, run, every):
    monkeypatch.setattr(experiment_module, "RECORD_LIMIT", 20_000)
    with pytest.raises(ValueError, match=r"steps: .* at most [\d,]+ steps") as refusal:
        run(at(MAIN_IDEAS, 0.1, 10**13), record=every)  # and no array of 10¹³ is made on the way
    most = int(str(refusal.value).split("at most ")[1].split(" steps")[0].replace(",", ""))
    assert run(at(MAIN_IDEAS, 0.1, most), record=every).steps[-1] == most
    with pytest.raises(ValueError, match="steps:"):
        run(at(MAIN_IDEAS, 0.1, most + 1), record=every)


@pytest.mark.parametrize("rule", rules(0.03), ids=repr)
def test_descend_yields_growing_traces_of_the_same_run(monkeypatch, rule):
    experiment = replace(ALL_PARAMETERS.experiment, optimiser=rule, steps=35)
    full = gradient_descent(experiment)
    monkeypatch.setattr(in_place, "BLOCK", 10)
    traces = list(descend(experiment))
    assert [len(trace) for trace in traces] == [10, 20, 30, 36]
    for trace in traces:
        same_rows(trace, full, slice(len(trace)))
    thinned = list(descend(experiment, [15, 35]))
    assert [trace.steps.tolist() for trace in thinned] == [[], [15], [15], [15, 35]]


def test_a_large_network_is_looked_at_more_often_and_needs_little_memory_at_once():
    random, network = np.random.default_rng(0), Network((2, 32, 32, 1), hidden=TANH, output=SIGMOID)
    data = Data(random.normal(size=(5000, 2)), random.integers(0, 2, 5000))
    experiment = Experiment(network, data, random_start(network, 0), loss=CROSS_ENTROPY, optimiser=Adam(), steps=60)
    tracemalloc.start()
    traces = list(descend(experiment, [0, 60]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(traces) >= 3
    assert traces[-1].steps.tolist() == [0, 60]
    assert peak < 32 * 2**20
    same_rows(traces[-1], gradient_descent(experiment), [0, 60])


# --- where numbers end -----------------------------------------------------------------------------------------------


@given(experiments(rates=(1e-2, 1e3), most_steps=60, kinds=1), st.sampled_from([1.0, 30.0, 1e3]))
def test_a_run_ends_before_the_first_row_that_is_not_finite(experiment, scale):
    try:
        experiment = replace(experiment, start=experiment.start * scale)
    except ValueError:
        assume(False)
    trace = gradient_descent(experiment)
    for name in ARRAYS:
        assert np.isfinite(getattr(trace, name)).all(), name
    if trace.diverged_at is None:
        assert trace.steps.tolist() == list(range(experiment.steps + 1))
    else:
        assert trace.steps.tolist() == list(range(trace.diverged_at))
        with np.errstate(over="ignore"):
            following = trace.parameters[-1] - trace.step_sizes[-1]
        assert some_number_is_not_finite(experiment, following)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("start", [-1e3, -1.0, 1.0, 1e3])
@pytest.mark.parametrize("rate", [1e-3, 1.0, 1e3])
def test_far_starts_and_large_rates_stay_finite_and_silent(activation, start, rate):
    data = Data([-1000.0, 0.0, 1000.0], [0.0, 1.0, 0.0])  # softplus(±10⁶), too
    trace = gradient_descent(at(Experiment(Network(hidden=activation), data, [start] * 7), rate, 30))
    assert all(np.isfinite(getattr(trace, name)).all() for name in ARRAYS)
    assert len(trace) == (31 if trace.diverged_at is None else trace.diverged_at)


@pytest.mark.parametrize("record", [40, [0, 80, 86], [400], [86, 87], range(0, 500, 3)], ids=repr)
@pytest.mark.parametrize("block", [50, 1024])
def test_a_thinned_run_diverges_at_the_same_step(monkeypatch, record, block):
    experiment = at(MAIN_IDEAS, 10.0, 500)
    full = gradient_descent(experiment)
    assert full.diverged_at == 87
    monkeypatch.setattr(in_place, "BLOCK", block)
    thinned = gradient_descent(experiment, record)
    assert thinned.diverged_at == 87
    asked = np.arange(0, 501, record) if isinstance(record, int) else np.asarray(record)
    same_rows(thinned, full, asked[asked < 87])
