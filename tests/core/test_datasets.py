"""Data sets and random starts: the same for the same seed, and as the rule that they are named after says."""

import numpy as np
import pytest

from backprop.activation import he
from backprop.activations import ACTIVATIONS, RELU, SIGMOID, TANH
from backprop.data import Data, of_classes
from backprop.datasets import DATASETS, HEIGHT_DATA, NOISE, PASSED_DATA, noisy_sine, spiral
from backprop.lessons import MAIN_IDEAS, STEP_BY_STEP
from backprop.losses import LOSSES
from backprop.network import Network, random_start
from backprop.passes import forward

MADE_UP = [value for value in DATASETS.values() if callable(value)]


@pytest.mark.parametrize("name", DATASETS)
def test_each_has_one_to_eight_inputs_and_one_to_five_outputs_all_with_a_name(name):
    data = DATASETS[name]() if callable(DATASETS[name]) else DATASETS[name]
    assert isinstance(data, Data)
    assert 1 <= data.inputs.shape[1] <= 8
    assert 1 <= data.observed.shape[1] <= 5
    assert not any(each.startswith(("Input ", "Output ")) for each in data.names)


def test_the_videos_own_are_the_lessons():
    assert DATASETS["dosage"] is MAIN_IDEAS.experiment.data
    assert DATASETS["weight and height"] is HEIGHT_DATA is STEP_BY_STEP.experiment.data


def test_xor_is_1_where_exactly_one_input_is():
    data = DATASETS["XOR"]
    np.testing.assert_array_equal(data.observed[:, 0], data.inputs.sum(axis=1) == 1)


def test_who_learned_longer_passed_and_every_loss_can_take_it():
    assert PASSED_DATA.names == ("Hours", "Passed")
    assert (np.diff(PASSED_DATA.inputs[:, 0]) > 0).all()
    assert PASSED_DATA.observed[:, 0].tolist() == sorted(PASSED_DATA.observed[:, 0]) == [0, 1, 1]
    for loss in LOSSES:
        loss.check(PASSED_DATA.observed, SIGMOID)


@pytest.mark.parametrize("made_up", MADE_UP)
def test_the_same_seed_gives_the_same_observations_and_another_gives_others(made_up):
    one, same, other = made_up(30, 5), made_up(30, 5), made_up(30, 6)
    assert len(one) == 30
    np.testing.assert_array_equal(one.inputs, same.inputs)
    np.testing.assert_array_equal(one.observed, same.observed)
    assert not (np.array_equal(one.inputs, other.inputs) and np.array_equal(one.observed, other.observed))


@pytest.mark.parametrize("made_up", MADE_UP)
@pytest.mark.parametrize("junk", [1, 0, -3, 2.5, np.nan, "30", None, np.inf])
def test_how_many_must_be_a_whole_number_of_at_least_2(made_up, junk):
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 2"):
        made_up(junk, 0)


@pytest.mark.parametrize("seed", [-1, 0.5, np.nan, "seed", None])
def test_a_seed_must_be_a_whole_number_of_at_least_0(seed):
    for made in (lambda: spiral(10, seed), lambda: noisy_sine(10, seed), lambda: random_start(Network(), seed)):
        with pytest.raises(ValueError, match=r"^seed must be a whole number of at least 0"):
            made()


@pytest.mark.parametrize("seed", range(5))
def test_the_spirals_arms_are_equal_stay_in_the_square_and_wind_round_each_other(seed):
    data = spiral(200, seed)
    assert data.observed.sum() == 100
    assert np.abs(data.inputs).max() <= 1.0
    # A half turn lays one arm upon the other, and the best straight line hardly beats guessing.
    line = np.column_stack([data.inputs, np.ones(200)])
    guessed = line @ np.linalg.lstsq(line, data.observed[:, 0], rcond=None)[0] > 0.5
    assert 0.4 < (guessed == data.observed[:, 0]).mean() < 0.75
    distances = np.linalg.norm(data.inputs[:, None] - data.inputs[None], axis=2) + 9 * np.eye(200)
    nearest = data.observed[distances.argmin(axis=1), 0]
    assert (nearest == data.observed[:, 0]).mean() > 0.9


def test_the_sines_noise_is_as_large_as_it_says():
    data = noisy_sine(5000, 1)
    noise = data.observed[:, 0] - np.sin(2 * np.pi * data.inputs[:, 0])
    assert noise.std() == pytest.approx(NOISE, rel=0.05)
    assert abs(noise.mean()) < 0.01


# --- random starts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ACTIVATIONS, ids=repr)
def test_weights_lie_evenly_within_their_rules_limit_and_biases_are_0(hidden):
    network = Network((2, 8, 5, 1), hidden=hidden)
    layers = network.layers(random_start(network, 3, count=2000))
    for (nodes, columns), activation, layer in zip(network.shapes, network.activations, layers, strict=True):
        inputs = columns - 1
        limit = np.sqrt(6 / inputs) if activation.largest_start is he else np.sqrt(6 / (inputs + nodes))
        assert not layer[..., -1].any()
        assert np.abs(layer[..., :-1]).max() <= limit
        assert layer[..., :-1].std() == pytest.approx(limit / np.sqrt(3), rel=0.02)


def test_the_first_of_many_is_the_one_and_more_do_not_change_the_first():
    network = Network((2, 3, 1))
    one, few, many = random_start(network, 7), random_start(network, 7, 2), random_start(network, 7, 500)
    assert (one.shape, few.shape, many.shape) == ((13,), (2, 13), (500, 13))
    np.testing.assert_array_equal(few[0], one)
    np.testing.assert_array_equal(many[:2], few)
    assert len(np.unique(many, axis=0)) == 500
    assert not np.array_equal(random_start(network, 8), one)


@pytest.mark.parametrize("hidden", [RELU, TANH], ids=repr)
def test_what_goes_through_four_layers_neither_dies_nor_explodes(hidden):
    network, inputs = Network((2, 32, 32, 32, 32, 1), hidden=hidden), np.random.default_rng(0).normal(size=(200, 2))
    spread = forward(network, random_start(network, 0, count=20), inputs).predicted.std(axis=(1, 2))
    assert (spread > 0.05).all()
    assert (spread < 20).all()


@pytest.mark.parametrize("count", [0, -1, 1.5, "many"])
def test_a_count_must_be_a_whole_number_of_at_least_1(count):
    with pytest.raises(ValueError, match=r"^count must be a whole number of at least 1"):
        random_start(Network(), 0, count)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"labels": None}, "labels must be a list of texts"),
        ({"labels": "xy"}, "labels must be a list of texts"),
        ({"labels": np.array(1)}, "labels must be a list of texts"),
        ({"names": None}, "names must be a list of texts"),
        ({"classes": 2}, "classes must be a list of texts"),
        ({"classes": ("x", "x", "y")}, "classes must be named once each; 'x' is there 2 times."),
        ({"classes": ("x",)}, "at least two classes"),
        ({"classes": ("x", "z")}, "one of them is 'y'"),
    ],
)
def test_classes_that_are_junk_are_named(given, said):
    with pytest.raises(ValueError, match=said):
        of_classes(**{"inputs": [0.0, 1.0], "labels": ["x", "y"], "names": ["a"]} | given)
