"""On the way through a small network and back each slip is called what it is, in its own cell and at the end."""

import math

import numpy as np
import pytest
from learners import EVERYTHING, typed
from network_tables import column, each_way_back, sheet_of

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.exercises.catalogue import kind_of
from backprop.exercises.exercise import exercise
from backprop.exercises.judging import WRONG, Attempt


def said_of(slug, seed, key, value):
    """What a learner hears who has filled in nothing else."""
    exercised = exercise(kind_of(slug), seed, EVERYTHING)
    return Attempt(exercised.sheet, exercised.blanks, {key: typed(value, 7)}).judge(key)


def hears(slug, seed, key, value, code, words=""):
    said = said_of(slug, seed, key, value)
    assert (said.standing, code in said.codes, words in said.sentence) == (WRONG, True, True), (seed, said)


@pytest.mark.parametrize("seed", [0, 1, 2, 77])
def test_slips_on_the_way_into_a_node_and_out_of_it_are_named(seed):
    found = sheet_of("node", seed)
    dosage, w, b = (found.values[f"{key} 1"] for key in ("dosage", "w", "b"))
    for value, code in (
        (dosage * b + w, "weight_and_bias_swapped"),
        (dosage * (w + b), "bias_multiplied"),
        (dosage * w, "bias_forgotten"),
        (dosage + w + b, "added_for_multiplied"),
        (dosage * found.values["w 2"] + found.values["b 2"], "rows_mixed_up"),
    ):
        hears("node", seed, "x 1", value, code)
    if found.scenes[0].network.hidden is SOFTPLUS:
        x = dosage * w + b
        for value, code in (
            (math.log10(1 + math.exp(x)), "log_to_base_10"),
            (math.exp(x), "exponential_alone"),
            (1 + math.exp(x), "logarithm_forgotten"),
            (x, "handed_on"),
            (1 / (1 + math.exp(-x)), "slope_for_value"),
            (math.log(1 + math.exp(dosage * b + w)), "weight_and_bias_swapped"),
            (math.log(1 + math.exp(dosage * w)), "bias_forgotten"),
        ):
            hears("node", seed, "y 1", value, code)


@pytest.mark.parametrize("seed", [0, 2, 3, 77])
def test_slips_on_the_way_to_predicted_are_named(seed):
    found = sheet_of("predicted", seed)
    y1, y2, w3, w4, b3 = (found.values[key] for key in ("y1 2", "y2 2", "w3", "w4", "b3"))
    hears("predicted", seed, "part1 2", y1 * w4, "weights_swapped", "w4 in place of w3")
    hears("predicted", seed, "predicted 2", y1 * w4 + y2 * w3 + b3, "weights_swapped", "w3 and w4 swapped")
    hears("predicted", seed, "predicted 2", y1 * w3 + b3, "only_one_path", "without y2 × w4")
    hears("predicted", seed, "predicted 2", y2 * w4 + b3, "only_one_path", "without y1 × w3")
    if b3:
        hears("predicted", seed, "predicted 2", y1 * w3 + y2 * w4, "bias_forgotten", "without the bias b3")


@pytest.mark.parametrize("seed", [0, 1, 2, 77])
def test_slips_on_the_way_to_the_ssr_are_named(seed):
    found = sheet_of("residuals", seed)
    observed, predicted = column(found, "observed"), column(found, "predicted")
    missed = observed - predicted
    for value, code in (
        (missed.sum(), "square_forgotten"),
        ((missed**2).mean(), "mean_for_sum"),
        (missed.sum() ** 2, "squared_at_the_end"),
        ((missed[1:] ** 2).sum(), "row_left_out"),
        (((observed + predicted) ** 2).sum(), "added"),
    ):
        hears("residuals", seed, "ssr", value, code)


@each_way_back
@pytest.mark.parametrize("seed", [0, 1, 2, 77])
def test_slips_that_can_be_made_on_every_road_back_are_named(slug, seed):
    found = sheet_of(slug, seed)
    missed = column(found, "residual")
    rest = column(found, "product") / column(found, "back") if slug != "db3" else np.ones(len(missed))
    largest = np.argmax(abs(missed * rest))
    for value, code, words in (
        ((2 * missed * rest).sum(), "sign_of_factor", "2 in place of −2"),
        ((-missed * rest).sum(), "two_forgotten", "without the 2 of the −2"),
        ((missed * rest).sum(), "factor_left_out", "without the factor −2"),
        ((-2 * missed * rest).mean(), "mean_for_sum", "mean"),
        (np.delete(-2 * missed * rest, largest).sum(), "row_left_out", "without the row of"),
    ):
        hears(slug, seed, "derivative", value, code, words)


@pytest.mark.parametrize("seed", [0, 1, 2, 77])
def test_slips_on_the_road_back_to_w3_are_named(seed):
    found = sheet_of("dw3", seed)
    back, y2 = -2 * column(found, "residual"), column(found, "y2")
    hears("dw3", seed, "factor 1", y2[0], "other_node", "y2")
    hears("dw3", seed, "factor 1", found.values["w3"], "other_derivative", "dPredicted/dy1")
    hears("dw3", seed, "derivative", (back * y2).sum(), "other_node", "with y2")
    hears("dw3", seed, "derivative", back.sum(), "factor_left_out", "without the factor dPredicted/dw3")


HEIGHTS = {
    SOFTPLUS: lambda x: np.log(1 + np.exp(x)),
    SIGMOID: lambda x: 1 / (1 + np.exp(-x)),
    RELU: lambda x: np.where(x > 0, x, 0),
}


@pytest.mark.parametrize("seed", [0, 1, 3, 5, 6, 77])
def test_each_factor_left_out_or_mistaken_on_the_road_back_to_w1_is_named(seed):
    found = sheet_of("dw1", seed)
    x1, dosage, back = column(found, "x1"), column(found, "dosage"), -2 * column(found, "residual")
    w3, w4, slope = found.values["w3"], found.values["w4"], column(found, "slope")
    height = HEIGHTS[found.scenes[0].network.hidden](x1)
    for value, code, words in (
        ((w3 * slope * dosage).sum(), "factor_left_out", "without the factor dSSR/dPredicted"),
        ((back * slope * dosage).sum(), "factor_left_out", "without the factor dPredicted/dy1"),
        ((back * w3 * slope).sum(), "factor_left_out", "without the factor dx1/dw1"),
        ((back * w4 * slope * dosage).sum(), "other_node", "w4"),
        ((back * w3 * height * dosage).sum(), "value_for_slope", "the height of the curve"),
    ):
        hears("dw1", seed, "derivative", value, code, words)
    if not np.all(slope == 1):
        without = (back * w3 * dosage).sum()
        hears("dw1", seed, "derivative", without, "factor_left_out", "without the factor")
    hears("dw1", seed, "weight 2", w4, "other_node", "w4")
    if dosage[1] != 1:
        hears("dw1", seed, "came in 2", 1, "other_derivative", "dx1/db1")


def off_somewhere(slug, seeds=range(1, 201)):
    """(seed, Sheet) of those whose ReLU is off for some of the Dosages, and on for others."""
    for seed in seeds:
        found = sheet_of(slug, seed)
        if found.scenes[0].network.hidden is RELU and np.any(column(found, "x1") < 0):
            yield seed, found


def test_slope_1_for_a_relu_that_is_off_is_named_in_its_cell_and_at_the_end():
    met = 0
    for seed, found in off_somewhere("dw1"):
        off = int(np.argmax(column(found, "x1") < 0)) + 1
        hears("dw1", seed, f"slope {off}", 1.0, "slope_one_when_off", "as if the ReLU were on")
        everywhere = (-2 * column(found, "residual") * found.values["w3"] * column(found, "dosage")).sum()
        hears("dw1", seed, "derivative", everywhere, "slope_one_when_off", "as if the ReLU were on")
        met += 1
    assert met >= 10


def test_where_a_relu_is_off_what_makes_no_difference_is_no_slip():
    seed, found = next(off_somewhere("dw1"))
    off = int(np.argmax(column(found, "x1") < 0)) + 1
    assert found.values[f"product {off}"] == 0
    product = found.by_key[f"product {off}"]
    slips = [slip for slip in found.slips(product, found.values) if slip.code != "rows_mixed_up"]
    assert [slip.said for slip in slips] == ["without the factor dy1/dx1"]
