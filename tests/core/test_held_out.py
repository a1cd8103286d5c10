"""A part of the observations is held out: all kinds are in both parts, and the loss on what was never trained on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from backprop.activations import IDENTITY, SIGMOID, TANH
from backprop.data import Data
from backprop.datasets import DATASETS, XOR_DATA
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.held_out import losses, parted
from backprop.iris import IRIS_DATA
from backprop.losses import CROSS_ENTROPY, LOSSES, SSR
from backprop.network import Network, random_start
from backprop.optimisers import GradientDescent
from backprop.penguins import PENGUIN_MASS_DATA, PENGUIN_SPECIES_DATA


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 1)), min_size=1, max_size=40), some.integers(2, 6))
def test_each_row_is_in_one_part_and_keeps_its_place_among_the_others(observed, one_in):
    data = Data(np.arange(len(observed)), observed)
    training, held_out = parted(data, one_in)
    held = [] if held_out is None else held_out.inputs[:, 0].tolist()
    assert len(held) == len(data) // one_in
    assert sorted([*training.inputs[:, 0], *held]) == list(range(len(data)))
    for part in [training] + [held_out] * (held_out is not None):
        rows = part.inputs[:, 0].astype(int)
        assert (np.diff(rows) > 0).all()
        np.testing.assert_array_equal(part.observed, data.observed[rows])
        assert part.names == data.names


@pytest.mark.parametrize("one_in", [3, 5])
@pytest.mark.parametrize("data", [IRIS_DATA, PENGUIN_SPECIES_DATA], ids=["iris", "penguins"])
def test_both_parts_have_the_classes_in_the_same_shares_however_the_rows_are_ordered(data, one_in):
    for order in (np.arange(len(data)), np.random.default_rng(1).permutation(len(data))):
        mixed = Data(data.inputs[order], data.observed[order], data.names)
        training, held_out = parted(mixed, one_in)
        assert training.classes == held_out.classes == data.classes
        of_class = held_out.observed.sum(axis=0)
        assert (np.abs(of_class - data.observed.sum(axis=0) / one_in) < 1).all()


@pytest.mark.parametrize("data", [PENGUIN_MASS_DATA, DATASETS["noisy sine"](60, 0)], ids=["penguins", "sine"])
def test_the_smallest_and_the_largest_are_trained_on_and_both_parts_have_one_middle(data):
    training, held_out = parted(data, 5)
    assert (training.observed.min(), training.observed.max()) == (data.observed.min(), data.observed.max())
    spread = data.observed.std()
    assert abs(training.observed.mean() - held_out.observed.mean()) < 0.05 * spread
    assert abs(training.observed.std() - held_out.observed.std()) < 0.1 * spread


@pytest.mark.parametrize(
    ("observed", "one_in"),
    [
        ([[0, 1], [0, 1], [1, 0], [0, 1], [1, 1], [1, 0], [1, 0], [1, 0]], 3),
        ([[0, 1], [1, 0], [0.5, 0.5], [0, 1], [1, 0]], 5),
    ],
    ids=["held out", "trained on"],
)
def test_a_part_is_of_classes_where_the_whole_is_and_not_where_it_only_looks_so(observed, one_in):
    data = Data(np.arange(len(observed)), observed)
    parts = parted(data, one_in)
    assert data.classes == ()
    assert any(Data(part.inputs, part.observed).classes for part in parts)
    assert [part.classes for part in parts] == [(), ()]


def test_of_too_few_none_is_held_out_and_junk_is_named():
    assert parted(XOR_DATA, 5) == (XOR_DATA, None)
    for junk in (1, 0, 2.5, "5", None):
        with pytest.raises(ValueError, match=r"^one_in must be a whole number of at least 2"):
            parted(XOR_DATA, junk)
    with pytest.raises(ValueError, match=r"^data must be a Data"):
        parted(XOR_DATA.inputs, 5)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_the_loss_on_what_was_trained_on_is_that_of_the_trace(loss, monkeypatch):
    network = Network((2, 3, 1), TANH, SIGMOID)
    trace = gradient_descent(Experiment(network, XOR_DATA, random_start(network, 1), loss=loss, steps=30))
    whole = losses(network, trace.parameters, XOR_DATA, loss)
    np.testing.assert_allclose(whole, trace.loss, rtol=1e-12)
    monkeypatch.setattr("backprop.held_out.NUMBERS_AT_ONCE", 100)
    np.testing.assert_allclose(losses(network, trace.parameters, XOR_DATA, loss), whole, rtol=1e-12)


def test_the_held_out_loss_of_several_outputs_is_the_sum_that_one_types():
    training, held_out = parted(IRIS_DATA, 5)
    network = Network((4, 3, 3), TANH, IDENTITY)
    trace = gradient_descent(
        Experiment(network, training, random_start(network, 2), optimiser=GradientDescent(0.001), steps=5)
    )
    w = trace.parameters[-1]
    hidden = np.tanh(held_out.inputs @ w[:15].reshape(3, 5)[:, :4].T + w[:15].reshape(3, 5)[:, 4])
    predicted = hidden @ w[15:].reshape(3, 4)[:, :3].T + w[15:].reshape(3, 4)[:, 3]
    expected = ((held_out.observed - predicted) ** 2).sum()
    assert losses(network, trace.parameters, held_out, SSR)[-1] == pytest.approx(expected, rel=1e-12)


def test_what_a_loss_cannot_take_and_what_does_not_fit_are_refused():
    network = Network((1, 1), output=SIGMOID)
    start = random_start(network, 0)
    with pytest.raises(ValueError, match="observed must lie in 0 … 1 for the cross-entropy"):
        losses(network, start, Data([1.0], [2.0]), CROSS_ENTROPY)
    with pytest.raises(ValueError, match="data must have 1 input and 1 output"):
        losses(network, start, XOR_DATA, SSR)
