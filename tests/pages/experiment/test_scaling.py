"""Numbers of a handy size: mean 0 and standard deviation 1, by the same scales for what is held out."""

import numpy as np
import pytest

from backprop.data import Data
from backprop.held_out import parted
from pages.parts.experiment.scaling import scales_of, standardised


def test_standardised_columns_have_mean_0_and_standard_deviation_1():
    random = np.random.default_rng(1)
    data = Data(random.normal(5_000, 300, (40, 2)), random.normal(-3, 0.01, 40), ("a", "b", "c"))
    scales = scales_of(data)
    for output in (False, True):
        done = standardised(data, scales, output)
        np.testing.assert_allclose(done.inputs.mean(axis=0), 0, atol=1e-9)
        np.testing.assert_allclose(done.inputs.std(axis=0), 1)
        observed = (data.observed - scales[2][0]) / scales[2][1] if output else data.observed
        np.testing.assert_allclose(done.observed, observed)
        assert done.names == ("a, standardised", "b, standardised", "c, standardised" if output else "c")


@pytest.mark.parametrize(
    "column",
    [[2.0] * 2, [0.1] * 3, [0.3] * 10, [123.456] * 7, [1e12, 1e12 + 2e-4], [1e-300, 2e-300], [-0.1] * 3, [0.0]],
)
def test_a_column_that_is_all_the_same_is_0_and_never_divided_by_rounding(column):
    same = Data(column, column)
    (mean, spread), _ = scales_of(same)
    assert (mean, spread) == (column[0], 1.0)
    done = standardised(same, scales_of(same), True)
    np.testing.assert_allclose(np.hstack([done.inputs, done.observed]), 0, atol=1e-3)
    assert not done.inputs[0].any()


def test_small_spreads_are_spreads():
    data = Data([1e-150, 2e-150], [1e6, 1e6 + 1e-6])
    np.testing.assert_allclose(standardised(data, scales_of(data), True).inputs[:, 0], [-1, 1])
    assert 0 < scales_of(data)[1][1] < 1e-6


def test_what_is_held_out_is_scaled_as_what_is_trained_on_though_it_alone_looks_like_classes():
    observed = [[0, 1], [0, 1], [1, 0], [0, 1], [1, 1], [1, 0], [1, 0], [1, 0]]
    training, held_out = parted(Data(np.arange(8), observed), 3)
    scales = scales_of(training)
    for part in (training, held_out):
        done = standardised(part, scales, True)
        means, spreads = np.transpose(scales[1:])
        np.testing.assert_allclose(done.observed, (part.observed - means) / spreads)
        assert done.names == tuple(f"{name}, standardised" for name in part.names)
