"""The numbers that a learner has on paper: what the videos show, and what exact arithmetic gives."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from backprop.bowl import bowl, largest_stable_rate
from backprop.descent import gradient_descent
from backprop.landscape import ssr_along
from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, PT_1, STEP_BY_STEP, STEP_BY_STEP_BOTH, THREE_PARAMETERS
from backprop.lowest import exact_minimum
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.reading import stops_at


def trace_of(lesson, rate=None, steps=None):
    own = lesson.experiment
    return gradient_descent(
        replace(
            own,
            optimiser=GradientDescent(rate) if rate else own.optimiser,
            steps=own.steps if steps is None else steps,
        )
    )


def at_start(lesson):
    own = lesson.experiment
    return backward(own.network, own.start, own.data, own.loss)


def exact(value, digits):
    """`digits` as written in the notes; what comes out must round to them."""
    places = len(digits.split(".")[1].split(",")[0])
    assert ", ".join(f"{number:.{places}f}" for number in np.ravel(value)) == digits


def shown(value, on_screen):
    """What comes out rounds to what the video has on its screen."""
    for number, seen in zip(np.ravel(value), np.ravel(on_screen), strict=True):
        places = len(f"{seen}".split(".")[1])
        assert round(float(number), places) == seen


# --- Main Ideas: b3 alone --------------------------------------------------------------------------------------------


def test_main_ideas_starts_at_the_videos_predictions():
    predicted = at_start(MAIN_IDEAS).forward.predicted
    exact(predicted, "-2.6037, -1.6090, -2.6149")
    shown(predicted, MAIN_IDEAS.shown["predicted"])


def test_main_ideas_ssr_at_four_values_of_b3():
    own, on_screen = MAIN_IDEAS.experiment, MAIN_IDEAS.shown["ssr"]
    values = ssr_along(own.network, own.data, own.start, "b3", list(on_screen))
    exact(values, "20.4236, 7.7685, 1.1134, 0.4583")
    shown(values, list(on_screen.values()))


def test_main_ideas_first_two_steps():
    trace = trace_of(MAIN_IDEAS)
    exact(trace.derivatives[:2, -1], "-15.6551, -6.2620")
    exact(trace.step_sizes[:2, -1], "-1.5655, -0.6262")
    assert list(MAIN_IDEAS.shown["updates"]) == [0, 1]
    for row, updates in MAIN_IDEAS.shown["updates"].items():
        shown([trace.derivatives[row, -1], trace.step_sizes[row, -1], trace.of("b3")[row + 1]], updates["b3"])


def test_main_ideas_b3_walks_to_its_limit():
    exact(trace_of(MAIN_IDEAS).of("b3")[1:9], "1.5655, 2.1917, 2.4422, 2.5424, 2.5825, 2.5985, 2.6049, 2.6075")
    limit = trace_of(MAIN_IDEAS, steps=100).of("b3")[-1]
    exact(limit, "2.60918")
    shown(limit, MAIN_IDEAS.shown["b3_at_the_end"])


def test_main_ideas_typing_the_shown_predictions_gives_another_derivative():
    observed = MAIN_IDEAS.experiment.data.observed[:, 0]
    exact(np.sum(-2 * (observed - MAIN_IDEAS.shown["predicted"])), "-15.62")


@pytest.mark.parametrize(("rate", "factor"), [(0.1, 0.4), (0.25, -0.5), (0.3, -0.8), (1 / 3, -1.0), (0.4, -1.4)])
def test_main_ideas_each_step_multiplies_the_error_of_b3(rate, factor):
    error = trace_of(MAIN_IDEAS, rate).of("b3") - exact_minimum(MAIN_IDEAS.experiment)[-1]
    np.testing.assert_allclose(error[1:], factor * error[:-1], rtol=1e-10)


def test_main_ideas_a_rate_of_one_sixth_arrives_in_one_step():
    trace = trace_of(MAIN_IDEAS, 1 / 6, steps=1)
    assert trace.of("b3")[1] == pytest.approx(exact_minimum(MAIN_IDEAS.experiment)[-1], rel=1e-14)
    assert trace.derivatives[1, -1] == pytest.approx(0.0, abs=1e-13)


# --- Details Pt. 1: w3, w4 and b3 ------------------------------------------------------------------------------------


def test_three_parameters_start():
    first = at_start(THREE_PARAMETERS)
    exact(first.forward.predicted, "0.7187, 0.4619, 0.7691")
    shown(first.forward.predicted[0], THREE_PARAMETERS.shown["predicted"])
    exact(first.loss, "1.3977")
    shown(first.loss, THREE_PARAMETERS.shown["ssr"])
    exact(first.derivatives[4:], "2.5761, 1.2568, 1.8996")
    on_screen = THREE_PARAMETERS.shown["updates"][0]
    assert tuple(on_screen) == THREE_PARAMETERS.experiment.optimised
    shown(first.derivatives[4:], [derivative for derivative, _, _ in on_screen.values()])


def test_three_parameters_first_step_and_end():
    trace = trace_of(THREE_PARAMETERS, steps=3000)
    exact(trace.parameters[1, 4:], "0.1024, 0.5043, -0.1900")
    exact(trace.parameters[-1, 4:], "-1.2159, -2.3038, 2.6067")


def test_three_parameters_condition_number():
    curvature = bowl(THREE_PARAMETERS.experiment).curvature
    assert round(curvature[-1] / curvature[0]) == 134


# --- Details Pt. 2: all seven ----------------------------------------------------------------------------------------


def test_all_parameters_start():
    first = at_start(ALL_PARAMETERS)
    exact(first.forward.predicted, "0.6862, 0.8582, 1.1853")
    exact(first.loss, "1.8959")
    exact(first.derivatives, "0.760944, 0.967286, 0.332276, 0.732226, 7.142314, 1.487281, 3.459454")
    shown(first.derivatives[0], ALL_PARAMETERS.shown["updates"][0]["w1"][0])


def test_all_parameters_one_step_at_a_tenth_raises_the_ssr():
    trace = trace_of(ALL_PARAMETERS, 0.1, steps=1)
    exact(trace.parameters[1], "2.6639, -0.0967, -1.1632, -0.0732, -0.3542, 0.4813, -0.3459")
    exact(trace.ssr[0], "1.8959")
    exact(trace.ssr[1], "4.207")


def test_all_parameters_updated_one_after_the_other_end_elsewhere():
    own, orders = ALL_PARAMETERS.experiment, np.array(list(permutations(range(7))))
    rows, each = np.tile(own.start, (len(orders), 1)), np.arange(len(orders))
    for turn in orders.T:
        rows[each, turn] -= 0.1 * backward(own.network, rows, own.data).derivatives[each, turn]
    ssr = backward(own.network, rows, own.data).loss
    exact(ssr[0], "1.051")  # in the order w1 … b3
    exact([ssr.min(), ssr.max()], "0.92, 1.30")


@pytest.mark.parametrize("rate", [0.005, 0.01, 0.02, 0.03])
def test_all_parameters_small_rates_end_at_the_videos_values(rate):
    trace = trace_of(ALL_PARAMETERS, rate, steps=round(100 / rate))
    arrived = (np.round(trace.parameters, 2) == FITTED).all(axis=1)
    assert arrived[-1]
    if rate == 0.01:
        assert arrived.argmax() == 7513
        assert arrived[7513:].all()


def test_all_parameters_a_tenth_ends_at_another_perfect_fit():
    trace = trace_of(ALL_PARAMETERS, 0.1, steps=5000)
    exact(trace.parameters[-1], "3.26, -1.93, -3.35, 0.54, -1.48, -2.25, 2.45")
    assert trace.ssr[-1] < 1e-8


def test_all_parameters_crawl_along_a_plateau_near_predicting_the_mean():
    trace = trace_of(ALL_PARAMETERS)
    exact(trace.ssr[[16, 500, 2000]], "0.717, 0.687, 0.656")
    observed = trace.experiment.data.observed
    assert np.sum((observed - observed.mean()) ** 2) == pytest.approx(2 / 3)
    assert trace.ssr[-1] < 0.001


def test_all_parameters_the_stop_rule_stops_on_the_plateau():
    trace = trace_of(ALL_PARAMETERS)
    assert stops_at(trace) == 15
    exact(trace.largest_step_sizes[15], "0.000924")
    assert trace.largest_step_sizes[14] >= 0.001


def test_the_fitted_network_fits():
    own = ALL_PARAMETERS.experiment
    assert f"{backward(own.network, FITTED, own.data).loss:.2e}" == "6.48e-05"


# --- Pt. 1 and Gradient Descent, Step-by-Step ------------------------------------------------------------------------


def test_pt_1_values_on_the_way():
    own, on_screen = PT_1.experiment, PT_1.shown["predicted"]
    passed = forward(own.network, own.start, own.data.inputs)
    exact(passed.layers[0].x[:2], "2.14, 1.29, -15.06, 0.03")
    exact(passed.layers[0].y[0], "2.25, 1.53")
    w3, w4, b3 = own.start[4:]
    exact(passed.layers[0].y[0] * (w3, w4), "-2.93, 3.50")
    exact(passed.predicted[0], "-0.011")
    exact(-2.93 + 1.53 * w4 + b3, f"{on_screen[0.0]}")  # the video goes on with what it has rounded
    shown(passed.predicted[1], on_screen[0.5])


def test_step_by_step_intercept():
    trace = trace_of(STEP_BY_STEP)
    derivatives, _, b1 = zip(*(update["b1"] for update in STEP_BY_STEP.shown["updates"].values()), strict=True)
    exact(trace.ssr[0], "3.156")
    assert int(trace.ssr[0] * 10) / 10 == STEP_BY_STEP.shown["ssr"]  # the video cuts here, and 0.926 to 0.92
    exact(trace.derivatives[:3, 1], "-5.7040, -2.2816, -0.9126")
    shown(trace.derivatives[:3, 1], derivatives[:3])
    exact(trace.of("b1")[:4], "0.0000, 0.5704, 0.7986, 0.8898")
    assert trace.of("b1")[0] == 0.0
    shown(np.delete(trace.of("b1")[1:7], 3), np.delete(b1, 3))
    assert int(trace.of("b1")[4] * 100) / 100 == b1[3]


def test_step_by_step_both_start():
    trace, on_screen = trace_of(STEP_BY_STEP_BOTH), STEP_BY_STEP_BOTH.shown["updates"][0]
    assert trace.parameters[0].tolist() == [1.0, 0.0]
    first_step = np.stack([trace.derivatives[0], trace.step_sizes[0], trace.parameters[1]], axis=1)
    shown(first_step, [on_screen["w1"], on_screen["b1"]])


def test_step_by_step_both_the_stop_rule_stops_short_of_the_least_squares():
    trace, best = trace_of(STEP_BY_STEP_BOTH), exact_minimum(STEP_BY_STEP_BOTH.experiment)
    exact(best, "0.6410, 0.9487")
    assert stops_at(trace) == 206
    exact(trace.parameters[206], "0.678, 0.861")
    exact(ssr_along(trace.experiment.network, trace.experiment.data, best, "w1", best[:1]), "0.4446")
    assert trace.ssr[206] > 0.4446


@pytest.mark.parametrize(
    ("lesson", "rate"),
    [(MAIN_IDEAS, "0.3333"), (THREE_PARAMETERS, "0.1347"), (STEP_BY_STEP_BOTH, "0.0611")],
    ids=lambda value: getattr(value, "slug", value),
)
def test_largest_stable_rate(lesson, rate):
    exact(largest_stable_rate(lesson.experiment), rate)
