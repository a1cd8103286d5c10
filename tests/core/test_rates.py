"""Many runs are sorted as their single verdicts would be, and for one parameter as the closed form says."""

from dataclasses import replace

import numpy as np
import pytest
from problems import HALF_SSR

from backprop.activations import RELU, TANH
from backprop.bowl import largest_stable_rate
from backprop.datasets import DOSAGE_DATA
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.network import Network
from backprop.optimisers import GradientDescent, Momentum
from backprop.rates import (
    ALTERNATES,
    DIVERGES,
    GOOD,
    OSCILLATES,
    REGIONS,
    STRANDED,
    TOO_SLOW,
    arrivals,
    borders,
    comparison,
    landing,
    random_starts,
    regions,
)
from backprop.sweep import sweep
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")

B3, THREE, SEVEN = MAIN_IDEAS.experiment, THREE_PARAMETERS.experiment, ALL_PARAMETERS.experiment
INTERCEPT, LINE = STEP_BY_STEP.experiment, STEP_BY_STEP_BOTH.experiment
DEAD_RELU = Experiment(Network((1, 1, 1), hidden=RELU), DOSAGE_DATA, (1.0, -5.0, 1.0, 0.0), optimised=("w1", "b1"))
PROBLEMS = {
    "b3": B3,
    "three": THREE,
    "seven": SEVEN,
    "an intercept": INTERCEPT,
    "a line": LINE,
    "two weights in a bend": replace(SEVEN, optimised=("w1", "w2")),
    "half the SSR": replace(THREE, loss=HALF_SSR),
    "tanh, bounded": replace(SEVEN, network=Network(hidden=TANH, output=TANH)),
    "dead ReLU": DEAD_RELU,
    "nothing optimised": replace(SEVEN, optimised=()),
}


def region_of(trace):
    """A region as it is defined, from the Verdict on the single run."""
    kind = verdict(trace).kind
    if kind == "rising":
        return DIVERGES if trace.loss[-1] > trace.loss[0] else OSCILLATES
    return {
        "converged": GOOD,
        "converging alternately": ALTERNATES,
        "oscillating": OSCILLATES,
        "diverged": DIVERGES,
        "falling": TOO_SLOW,
        "flat": TOO_SLOW,
        "at rest": TOO_SLOW,
        "at the start": TOO_SLOW,
        "nothing optimised": TOO_SLOW,
    }[kind]


def single(experiment, rate):
    return gradient_descent(replace(experiment, optimiser=GradientDescent(rate)))


@pytest.mark.parametrize("steps", [0, 1, 2, 10, 60, 500])
@pytest.mark.parametrize("experiment", PROBLEMS.values(), ids=PROBLEMS)
def test_regions_arrivals_and_ends_are_those_of_single_runs(experiment, steps):
    experiment = replace(experiment, steps=steps)
    found = comparison(experiment, np.geomspace(1e-3, 30.0, 23))
    a_smaller_one_arrived = False
    for k, rate in enumerate(found.learning_rates):
        trace = single(experiment, rate)
        judged, expected = verdict(trace), region_of(trace)
        if expected == TOO_SLOW and a_smaller_one_arrived:
            expected = STRANDED
        a_smaller_one_arrived |= expected == GOOD
        assert REGIONS[found.regions[k]] == REGIONS[expected], rate
        assert found.arrived_at[k] == (judged.step if judged.kind == "converged" else -1)
        assert found.diverged_at[k] == (-1 if trace.diverged_at is None else trace.diverged_at)
        if found.regions[k] in (GOOD, TOO_SLOW):  # where it tumbles, the last digits of one step decide the next
            np.testing.assert_allclose(found.ssr[k], trace.ssr[found.steps], rtol=1e-6, atol=1e-12)
            np.testing.assert_allclose(found.ends[k], trace.parameters[-1], rtol=1e-6, atol=1e-9)
        assert np.isnan(found.ends[k]).all() == (trace.diverged_at is not None)


@pytest.mark.parametrize("steps", [1, 5, 10, 40])
def test_the_regions_of_b3_alone_are_those_of_1_minus_6_times_the_rate(steps):
    experiment, rates = replace(B3, steps=steps), np.geomspace(0.01, 1.0, 200)
    way = exact_minimum(B3)[-1]  # from 0
    factor = 1 - 6 * rates
    arrives = np.abs(factor) ** steps * way <= 0.0005 * way
    expected = np.select([arrives, np.abs(factor) > 1, factor < 0], [GOOD, DIVERGES, ALTERNATES], TOO_SLOW)
    found = comparison(experiment, rates).regions
    np.testing.assert_array_equal(found, expected)
    edges = borders(experiment)
    assert (edges.name, edges.curvature) == ("b3", pytest.approx(6))
    assert (edges.at_once, edges.never) == (pytest.approx(1 / 6), pytest.approx(1 / 3))
    low, high = edges.arrives
    np.testing.assert_array_equal(found == GOOD, (low <= rates) & (rates <= high))
    assert (1 - 6 * low) ** steps == pytest.approx(0.0005)
    assert high == pytest.approx(1 / 3 - low)


def test_at_the_largest_stable_rate_itself_b3_swings_for_ever():
    rates = [1 / 3 * (1 - 1e-9), 1 / 3, 1 / 3 * (1 + 1e-9)]
    assert comparison(replace(B3, steps=50), rates).regions.tolist() == [ALTERNATES, OSCILLATES, DIVERGES]


def test_borders_are_told_only_where_they_are_known():
    assert borders(THREE) is None
    assert borders(SEVEN) is None
    assert borders(replace(B3, optimised=())) is None
    assert borders(replace(B3, start=exact_minimum(B3))).arrives is None
    assert borders(INTERCEPT).never == pytest.approx(largest_stable_rate(INTERCEPT))


def test_the_best_rate_arrives_first_or_else_has_the_lowest_ssr():
    found = comparison(replace(B3, steps=10), np.array([0.05, 0.1, 1 / 6, 0.2, 0.5]))
    assert found.best == 2
    assert found.arrived_at[2] == 1
    none = comparison(replace(SEVEN, steps=30), np.array([1e-3, 5e-3, 50.0]))
    assert (none.arrived_at < 0).all()
    assert none.best == int(np.nanargmin(none.ssr[:, -1]))
    assert comparison(replace(B3, steps=1000), np.array([10.0, 100.0])).best is None


def test_stretches_cut_the_rates_where_the_region_changes():
    found = comparison(replace(B3, steps=10), np.geomspace(0.01, 1.0, 60))
    assert [region for region, _, _ in found.stretches] == [TOO_SLOW, GOOD, ALTERNATES, DIVERGES]
    assert [first for _, first, _ in found.stretches[1:]] == [last + 1 for _, _, last in found.stretches[:-1]]
    for region, first, last in found.stretches:
        assert (found.regions[first : last + 1] == region).all()


def test_of_a_long_comparison_no_more_is_kept_than_is_drawn():
    rates = np.geomspace(1e-3, 0.3, 60)
    long = comparison(replace(THREE, steps=12_000), rates, kept=50)
    assert not long.every_step
    assert long.ssr.shape[1] <= 50
    whole = sweep(replace(THREE, steps=12_000), learning_rates=rates[-20:])
    np.testing.assert_array_equal(long.regions[-20:], regions(whole))
    exact = arrivals(whole)
    late = long.arrived_at[-20:]
    np.testing.assert_array_equal(late < 0, exact < 0)
    assert (late >= exact).all()


def test_the_rates_of_the_video_reach_its_seven_values_and_a_larger_one_another_perfect_fit():
    found = comparison(replace(SEVEN, steps=20_000), np.array([0.005, 0.01, 0.02, 0.03, 0.1]))
    assert (found.regions == GOOD).all()
    same = (found.ends.round(2) == np.array(FITTED)).all(axis=1)
    assert same.tolist() == [True, True, True, True, False]
    assert found.ssr[-1, -1] < 1e-9


def test_large_steps_can_strand_all_seven_on_level_ground():
    found = comparison(replace(SEVEN, steps=2000), np.array([0.1, 0.25]))
    assert found.regions.tolist() == [GOOD, STRANDED]
    alone = comparison(replace(SEVEN, steps=2000), np.array([0.25]))
    assert alone.regions.tolist() == [TOO_SLOW]  # nothing in the run itself tells


def test_regions_refuse_what_they_cannot_tell():
    with pytest.raises(ValueError, match="last 20 steps"):
        regions(sweep(replace(B3, steps=100), learning_rates=[0.1], record=7))
    other = replace(sweep(B3, learning_rates=[0.1]), experiment=replace(B3, optimiser=Momentum(0.1)))
    with pytest.raises(ValueError, match="optimiser"):
        regions(other)


# --- many starts -----------------------------------------------------------------------------------------------------


def test_random_starts_are_the_same_for_a_seed_and_move_only_what_is_optimised():
    few, many = (random_starts(THREE, count, -2.0, 3.0, seed=5) for count in (10, 500))
    np.testing.assert_array_equal(few, many[:10])
    np.testing.assert_array_equal(many[:, :4], np.tile(THREE.start[:4], (500, 1)))
    assert (many[:, 4:] >= -2.0).all()
    assert (many[:, 4:] < 3.0).all()
    assert np.ptp(many[:, 4:], axis=0).min() > 4.5
    assert (random_starts(THREE, 10, -2.0, 3.0, seed=6)[:, 4:] != few[:, 4:]).all()


@pytest.mark.parametrize("experiment", [replace(SEVEN, steps=300), replace(LINE, steps=2000)], ids=["seven", "line"])
def test_a_landing_is_where_single_runs_end(experiment):
    found = landing(experiment, random_starts(experiment, 12, -3.0, 3.0, seed=1))
    for start, end, ssr, reached in zip(found.starts, found.ends, found.ssr, found.reached, strict=True):
        trace = gradient_descent(replace(experiment, start=start))
        np.testing.assert_allclose(end, trace.parameters[-1], rtol=1e-7, atol=1e-9)
        assert ssr == pytest.approx(trace.ssr[-1], rel=1e-6, abs=1e-12)
        assert reached == (trace.ssr[-1] < found.least + 0.001)


def test_where_the_minimum_is_known_every_start_ends_there():
    experiment = replace(THREE, steps=5000, optimiser=GradientDescent(0.1))
    found = landing(experiment, random_starts(experiment, 40, -5.0, 5.0, seed=2))
    assert found.reached.all()
    np.testing.assert_allclose(found.ends, np.tile(exact_minimum(THREE), (40, 1)), atol=1e-3)
    assert found.least == pytest.approx(found.ssr.min(), rel=1e-3)


def test_a_start_that_diverges_has_not_reached():
    found = landing(
        replace(SEVEN, steps=300, optimiser=GradientDescent(1.0)), random_starts(SEVEN, 50, -3.0, 3.0, seed=3)
    )
    lost = found.diverged_at >= 0
    assert lost.any()
    assert not found.reached[lost].any()
    assert np.isnan(found.ends[lost]).all()


def test_the_fits_farthest_apart_are_perfect_different_and_begin_with_the_first():
    experiment = replace(SEVEN, steps=3000, optimiser=GradientDescent(0.1))
    found = landing(experiment, random_starts(experiment, 60, -3.0, 3.0, seed=1))
    few, all_of_them = found.farthest_apart(4), found.farthest_apart(1000)
    reached = np.flatnonzero(found.reached)
    assert len(few) == 4
    assert few[0] == reached[0]
    assert few.tolist() == all_of_them[:4].tolist()
    assert sorted(all_of_them) == reached.tolist()
    ends = found.ends[few]
    nearest = [np.abs(ends[:i] - ends[i]).max(axis=1).min() for i in (1, 2, 3)]
    assert nearest == sorted(nearest, reverse=True)
