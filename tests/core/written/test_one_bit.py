"""From which step on rounding decides a run, checked by the same run in sixty digits."""

from dataclasses import replace
from decimal import Decimal, localcontext

import numpy as np
import pytest

from backprop.activations import IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment, log_spaced_steps
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent, Momentum
from backprop.written.one_bit import Parting, one_bit_away, parting
from backprop.written.script import parting_of

VIDEO = Experiment(  # "The video's network and data" of the page "Any network, your data"
    MAIN_IDEAS.experiment.network,
    MAIN_IDEAS.experiment.data,
    random_start(MAIN_IDEAS.experiment.network, 1),
    optimiser=GradientDescent(0.1),
    steps=1000,
)


def ssrs_in_sixty_digits(experiment):
    """The SSR before each step of a 1-2-1 network with softplus, by Gradient Descent in Python's decimals."""
    with localcontext(prec=60):
        w1, b1, w2, b2, w3, w4, b3 = map(Decimal, experiment.start.tolist())
        rate, found = Decimal(experiment.optimiser.learning_rate), []
        inputs, observed = ([Decimal(v) for v in of.ravel().tolist()] for of in (
            experiment.data.inputs, experiment.data.observed))  # fmt: skip
        for _ in range(experiment.steps + 1):
            slopes, ssr = [Decimal(0)] * 7, Decimal(0)
            for dosage, seen in zip(inputs, observed, strict=True):
                e1, e2 = (w1 * dosage + b1).exp(), (w2 * dosage + b2).exp()
                y1, y2 = (1 + e1).ln(), (1 + e2).ln()
                residual = seen - (y1 * w3 + y2 * w4 + b3)
                ssr += residual**2
                front = -2 * residual
                to1, to2 = front * w3 * e1 / (1 + e1), front * w4 * e2 / (1 + e2)
                terms = to1 * dosage, to1, to2 * dosage, to2, front * y1, front * y2, front
                slopes = [slope + term for slope, term in zip(slopes, terms, strict=True)]
            found.append(ssr)
            w1, b1, w2, b2, w3, w4, b3 = (
                old - rate * slope for old, slope in zip((w1, b1, w2, b2, w3, w4, b3), slopes, strict=True)
            )
        return np.array([float(ssr) for ssr in found])


def found_of(experiment, record=None, digits=4):
    trace, again = (gradient_descent(each, record) for each in (experiment, one_bit_away(experiment)))
    return trace, parting_of(trace, again, digits)


def test_up_to_the_step_named_the_run_has_the_digits_of_the_exact_one_and_soon_after_it_has_not():
    exact = ssrs_in_sixty_digits(VIDEO)
    assert f"{exact[-1]:.2e}" == "2.97e-08"
    trace, found = found_of(VIDEO)
    off = np.abs(trace.ssr - exact) / exact
    assert found.about == 700
    assert found.whole
    assert off[: found.about + 1].max() < 1e-6
    assert off[-1] > 1  # another number altogether
    assert set(found.of) == {"SSR", "Largest |Derivative|", "Largest |Step Size|", "w1", "b3"}


def test_not_the_bit_at_the_start_but_the_roundings_that_follow_part_the_two():
    one, other = (ssrs_in_sixty_digits(each) for each in (VIDEO, one_bit_away(VIDEO)))
    assert (np.abs(one - other) / one).max() < 1e-12


def test_a_run_that_forgets_where_it_began_is_decided_by_rounding_nowhere():
    trace, found = found_of(replace(ALL_PARAMETERS.experiment, steps=100))
    exact = ssrs_in_sixty_digits(trace.experiment)
    assert np.abs(trace.ssr - exact).max() < 1e-10
    assert found == Parting(None, 100, True)
    assert "Rounding decides nothing here" in found.sentence


def test_the_more_digits_are_shown_the_earlier_rounding_decides():
    steps = [found_of(VIDEO, digits=digits)[1].step for digits in (2, 4, 6, 8, 10)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > steps[-1]


def test_a_thinned_record_finds_it_at_its_next_row():
    record = log_spaced_steps(VIDEO.steps, 60)
    whole, thinned = found_of(VIDEO)[1].step, found_of(VIDEO, record)[1].step
    assert thinned == record[np.searchsorted(record, whole)]


@pytest.mark.parametrize(
    ("network", "data", "options"),
    [
        (Network((2, 3, 1), TANH, SIGMOID), DATASETS["XOR"], {"loss": CROSS_ENTROPY, "optimiser": Adam(0.05)}),
        (Network((1, 4, 1), RELU, IDENTITY), DATASETS["dosage"], {"optimiser": Momentum(0.01)}),
        (Network((1, 2, 1), SOFTPLUS, IDENTITY), Data([0.0, -0.0, 5e-324], [1.0, 1e100, -1e150]), {"loss": SSR}),
    ],
)
def test_one_bit_away_is_the_next_number_there_is_and_a_zero_stays(network, data, options):
    start = random_start(network, 3)
    rule = {"optimiser": GradientDescent(1e-300)} | options
    away = one_bit_away(Experiment(network, data, start, **rule))
    for old, new in ((start, away.start), (data.inputs, away.data.inputs[::-1])):
        assert ((new == np.nextafter(old, np.inf)) | (new == np.nextafter(old, -np.inf)) | (old == 0)).all()
        assert ((new == old) == (old == 0)).all()
    old, new = data.observed, away.data.observed[::-1]  # a chance of 1 becomes no more
    assert ((new == old) | (new == np.nextafter(old, 0.0))).all()


def test_a_run_whose_neighbour_diverges_before_it_is_decided_from_there():
    trace = gradient_descent(replace(VIDEO, steps=20))
    again = replace(trace, steps=trace.steps[:8], parameters=trace.parameters[:8], diverged_at=8)
    one, other = ({"w1": of.parameters[:, 0]} for of in (trace, again))
    assert parting(trace.steps, one, other, outgrown=True) == Parting(8, 7, False, ("w1",))


def test_what_was_not_followed_to_its_end_is_not_promised():
    trace = gradient_descent(replace(ALL_PARAMETERS.experiment, steps=100))
    again = gradient_descent(one_bit_away(replace(ALL_PARAMETERS.experiment, steps=40)))
    found = parting_of(trace, again)
    assert (found.step, found.followed, found.whole) == (None, 40, False)
    assert found.sentence.startswith("Up to step 40, as far as")


@pytest.mark.parametrize(("step", "about"), [(0, 0), (7, 7), (10, 10), (798, 700), (1999, 1000), (20_000, 20_000)])
def test_about_is_never_later_than_the_step(step, about):
    assert Parting(step, 20_000, True).about == about
