"""Steps from some observations at a time: epochs and their order, the loop to read and the tuned one, what is kept."""

import itertools
from dataclasses import fields, replace

import numpy as np
import pytest
from problems import close
from test_plain_descent import close as alike

from backprop import in_place
from backprop.activations import SIGMOID, TANH
from backprop.calls import step_in_place
from backprop.data import Data
from backprop.descent import gradient_descent, plain_descent
from backprop.experiment import Experiment, Trace
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES
from backprop.network import Network, random_start
from backprop.optimisers import OPTIMISERS, Adam, GradientDescent
from backprop.passes import backward
from backprop.sweep import sweep

pytestmark = pytest.mark.filterwarnings("error")

ARRAYS = [field.name for field in fields(Trace) if field.name not in ("experiment", "diverged_at")]
NETWORK = Network((2, 3, 2), TANH, SIGMOID)
RANDOM = np.random.default_rng(5)
DATA = Data(RANDOM.normal(size=(7, 2)), RANDOM.dirichlet((1.0, 1.0), size=7))
OWN = Experiment(NETWORK, DATA, random_start(NETWORK, 5), optimiser=GradientDescent(0.05), steps=50)
BATCHES = ((1, None), (3, None), (3, 4), (6, 4))


def rows_of(experiment):
    """Which observations each step looks at, told apart by their first input."""
    places = {float(x): place for place, x in enumerate(experiment.data.inputs[:, 0])}
    return [[places[float(x)] for x in batch.inputs[:, 0]] for batch in experiment.batches()]


# --- which observations a step sees ----------------------------------------------------------------------------------


def test_in_order_the_batches_follow_each_other_and_the_last_of_an_epoch_is_smaller():
    experiment = replace(OWN, batch=3, steps=4)
    assert rows_of(experiment) == [[0, 1, 2], [3, 4, 5], [6], [0, 1, 2], [3, 4, 5]]
    assert experiment.steps_an_epoch == 3
    np.testing.assert_allclose(gradient_descent(experiment).epochs, [0, 1 / 3, 2 / 3, 1, 4 / 3])


def test_shuffled_each_epoch_has_all_observations_once_in_an_order_of_its_own_and_a_seed_repeats_it():
    experiment = replace(OWN, batch=2, shuffled=9, steps=4 * 6 - 1)
    steps = rows_of(experiment)
    epochs = [[*itertools.chain(*steps[first : first + 4])] for first in range(0, len(steps), 4)]
    assert all(sorted(epoch) == list(range(7)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == len(epochs)
    assert rows_of(experiment) == steps
    assert rows_of(replace(experiment, shuffled=10)) != steps
    random = np.random.default_rng(9)  # as a script repeats it
    assert epochs == [random.permutation(7).tolist() for _ in epochs]


@pytest.mark.parametrize("batch", [None, 7])
def test_all_observations_at_once_are_no_batches_whatever_the_seed(batch):
    experiment = replace(OWN, batch=batch, shuffled=3)
    assert not experiment.batched
    assert experiment.steps_an_epoch == 1
    trace = gradient_descent(experiment)
    np.testing.assert_array_equal(trace.parameters, gradient_descent(OWN).parameters)
    np.testing.assert_array_equal(trace.epochs, trace.steps)


@pytest.mark.parametrize("batch", [0, -1, 8, 1.5, np.nan, "2", True, [1]], ids=repr)
def test_a_batch_must_be_a_whole_number_of_observations_that_there_are(batch):
    with pytest.raises(ValueError, match=r"^batch must be") as refusal:
        replace(OWN, batch=batch)
    assert repr(batch) in str(refusal.value)


@pytest.mark.parametrize("seed", [-1, 0.5, "a", True, np.inf], ids=repr)
def test_a_seed_must_be_a_whole_number(seed):
    with pytest.raises(ValueError, match=r"^shuffled must be a whole number of at least 0") as refusal:
        replace(OWN, batch=1, shuffled=seed)
    assert repr(seed) in str(refusal.value)


def test_a_start_is_refused_whose_first_batch_alone_is_too_steep():
    line = Network((1, 1))
    data = Data([1e160, -1e160], [0.0, 0.0])
    with pytest.raises(ValueError, match=r"^start: "):
        Experiment(line, data, (0.0, 1e150), batch=1)


# --- what a run does and keeps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
@pytest.mark.parametrize(("batch", "shuffled"), BATCHES)
def test_the_loop_to_read_and_the_tuned_one_take_the_same_steps(rule, batch, shuffled):
    settings = {"epsilon": 0.1} if "epsilon" in rule.settings() else {}  # see test_plain_descent
    for loss, decay in itertools.product(LOSSES, (0.0, 0.1)):
        if not loss.suits(SIGMOID):
            continue
        experiment = replace(
            OWN, loss=loss, optimiser=rule(0.001, **settings), batch=batch, shuffled=shuffled, weight_decay=decay
        )
        trace, rows = gradient_descent(experiment), list(plain_descent(experiment))
        assert len(rows) == len(trace) == 51
        for row, (parameters, derivatives, step_sizes) in enumerate(rows):
            alike(trace.parameters[row], parameters)
            alike(trace.derivatives[row], derivatives)
            alike(trace.step_sizes[row], step_sizes)


@pytest.mark.parametrize("loss", [HALF_MSE, CROSS_ENTROPY], ids=repr)
def test_a_row_tells_of_all_observations_and_its_derivatives_of_the_batch(loss):
    experiment = replace(OWN, loss=loss, batch=3)
    trace = gradient_descent(experiment)
    of_all = backward(NETWORK, trace.parameters, DATA, loss)
    close(trace.loss, of_all.loss, 1e-12)
    close(trace.predicted, of_all.forward.predicted, 1e-12)
    close(trace.residuals, DATA.observed - of_all.forward.predicted, 1e-12)
    close(trace.ssr, (trace.residuals**2).sum(axis=(1, 2)), 1e-12)
    for row, batch in enumerate(experiment.batches()):
        close(trace.derivatives[row], backward(NETWORK, trace.parameters[row], batch, loss).derivatives, 1e-12)
    np.testing.assert_array_equal(trace.parameters[1:], trace.parameters[:-1] - trace.step_sizes[:-1])


@pytest.mark.parametrize("block", [1, 7, 1024])
@pytest.mark.parametrize("record", [7, [0, 50], [3, 20, 21], [49]], ids=repr)
def test_a_thinned_record_holds_rows_of_the_whole_one(monkeypatch, block, record):
    experiment = replace(OWN, batch=2, shuffled=1, loss=CROSS_ENTROPY, optimiser=Adam(0.05))
    full = gradient_descent(experiment)
    monkeypatch.setattr(in_place, "BLOCK", block)
    thinned = gradient_descent(experiment, record)
    assert full.steps[-1] == 50
    for name in ARRAYS:
        np.testing.assert_allclose(getattr(thinned, name), getattr(full, name)[thinned.steps], rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("block", [10, 1024])
def test_a_run_ends_before_the_first_step_that_is_not_finite_however_little_is_kept(monkeypatch, block):
    monkeypatch.setattr(in_place, "BLOCK", block)
    experiment = replace(MAIN_IDEAS.experiment, optimiser=GradientDescent(10.0), steps=500, batch=1)
    full = gradient_descent(experiment)
    assert full.steps.tolist() == list(range(full.diverged_at))
    for name in ARRAYS:
        assert np.isfinite(getattr(full, name)).all(), name
    rows = [parameters for parameters, *_ in itertools.islice(plain_descent(experiment), full.diverged_at + 1)]
    assert not np.isfinite(backward(experiment.network, rows[-1], experiment.data).loss)
    assert np.isfinite(backward(experiment.network, rows[-2], experiment.data).loss)
    for record in (40, [500], [0, full.diverged_at - 1]):
        assert gradient_descent(experiment, record).diverged_at == full.diverged_at


def test_what_is_not_recorded_costs_no_look_at_all_observations(monkeypatch):
    looks = []
    monkeypatch.setattr(in_place, "forward", lambda *of, own=in_place.forward: looks.append(of[1].shape) or own(*of))
    gradient_descent(replace(OWN, batch=1, steps=3000), [3000])
    assert sum(rows for rows, _ in looks) <= 1 + -(-3001 // in_place.BLOCK)


@pytest.mark.parametrize(("batch", "shuffled"), [(1, None), (2, 6)])
def test_a_sweep_by_batches_is_gradient_descent_one_by_one(batch, shuffled):
    experiment = replace(ALL_PARAMETERS.experiment, batch=batch, shuffled=shuffled, weight_decay=0.01, steps=30)
    rates = [0.001, 0.02, 1e3]
    swept = sweep(experiment, learning_rates=rates)
    for k, rate in enumerate(rates):
        trace = gradient_descent(replace(experiment, optimiser=GradientDescent(rate)))
        assert swept.diverged_at[k] == (-1 if trace.diverged_at is None else trace.diverged_at)
        np.testing.assert_array_equal(swept.parameters[k, : len(trace)], trace.parameters)
        np.testing.assert_array_equal(swept.ssr[k, : len(trace)], trace.ssr)


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("rule", OPTIMISERS, ids=lambda rule: rule.name)
def test_a_step_by_batches_makes_at_most_two_calls_more_than_one_of_all_observations(rule, decay):
    """Its batch is copied; and a last batch of another size, of a mean, is brought to the others' multiple."""
    one = replace(OWN, optimiser=rule(0.01), loss=HALF_MSE, weight_decay=decay)
    parameters, derivatives, step_sizes = np.zeros((3, NETWORK.parameter_count))
    whole, *_ = step_in_place(one, parameters, derivatives, step_sizes, *np.zeros((3, 2, 7)), 0.01)
    every_step, *_ = in_place.steps_in_place(replace(one, batch=3), parameters, derivatives, step_sizes)
    assert [1 + len(calls) - len(whole) for calls in itertools.islice(every_step, 3)] == [1, 1, 2]
