"""PyTorch's optimisers take the same 200 steps: every rule, by batches in order or shuffled, with and without decay."""

import in_pytorch
import numpy as np
import pytest
from by_rules import NETWORKS, RULES, STEPS, rows_of_pytorch, trained

from backprop.descent import gradient_descent
from backprop.optimisers import OPTIMISERS


def test_every_rule_is_among_them_and_every_kind_of_batch():
    runs = [trained(seed) for seed in range(NETWORKS)]
    assert {type(rule) for rule in RULES} == set(OPTIMISERS)
    for rule in OPTIMISERS:
        of_rule = [run for run in runs if isinstance(run.optimiser, rule)]
        for batched in (True, False):
            for decaying in (True, False):
                assert any(run.batched is batched and run.decaying is decaying for run in of_rule)
    uneven = [run for run in runs if run.batched and len(run.data) % run.batch]
    assert any(run.shuffled is None for run in uneven)
    assert any(run.shuffled is not None for run in uneven)


@pytest.mark.parametrize("seed", range(NETWORKS))
def test_pytorch_ends_at_the_same_parameters_and_takes_the_same_steps(seed):
    experiment = trained(seed)
    trace = gradient_descent(experiment)
    assert len(trace) == STEPS + 1
    np.testing.assert_allclose(trace.parameters[-1], in_pytorch.pinned("optimisers")[seed], rtol=1e-9, atol=1e-9)
    moves = experiment.moves
    for row, (parameters, slopes) in enumerate(rows_of_pytorch(experiment) if in_pytorch.LIVE else ()):
        np.testing.assert_allclose(trace.parameters[row], parameters, rtol=0, atol=1e-9)
        np.testing.assert_allclose(trace.derivatives[row] * moves, slopes, rtol=0, atol=1e-8)
