"""The confusion of classes, held against a count by hand, one observation after the other."""

from collections import Counter

import numpy as np
import pytest

from backprop.confusion import commonest, confusion, right, winners
from backprop.iris import IRIS_DATA
from backprop.network import Network, random_start
from backprop.passes import forward


def test_the_table_counts_each_observation_once_where_a_count_by_hand_does():
    network = Network((4, 3, 3))
    for seed in range(5):
        predicted = forward(network, random_start(network, seed), IRIS_DATA.inputs).predicted
        by_hand = Counter(
            (row.tolist().index(1.0), max(range(3), key=lambda c, out=out: out[c]))
            for row, out in zip(IRIS_DATA.observed, predicted.tolist(), strict=True)
        )
        table = confusion(IRIS_DATA.observed, predicted)
        assert {(r, c): int(table[r, c]) for r in range(3) for c in range(3) if table[r, c]} == by_hand
        assert table.sum(axis=1).tolist() == [50, 50, 50]
        assert right(IRIS_DATA.observed, predicted) == np.trace(table)


def test_of_equal_outputs_the_first_wins_and_many_rows_are_counted_at_once():
    assert winners([[0.5, 0.5], [0.1, 0.9]]).tolist() == [0, 1]
    observed = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    predicted = np.array([[[0.9, 0.1], [0.2, 0.8], [0.7, 0.3]], [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]])
    assert right(observed, predicted).tolist() == [2, 1]
    assert commonest(observed) == 2


def test_tables_of_two_shapes_are_refused():
    with pytest.raises(ValueError, match=r"one shape \(n, O\), not \(3, 2\) and \(2, 2\)"):
        confusion(np.eye(3)[:, :2], np.eye(2))
