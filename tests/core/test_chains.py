"""The Chain Rule's factors for any loss and Activation Function: their product is the derivative, and each is named."""

from dataclasses import replace

import numpy as np
import pytest
from problems import close

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, TANH
from backprop.any_chains import any_chain, any_chains, chain_of, changes
from backprop.chains import chain, line_chain
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.lessons import ALL_PARAMETERS, MAZUR, STEP_BY_STEP_BOTH
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES, SSR
from backprop.multiplications import chain_multiplications
from backprop.network import Network, random_start
from backprop.passes import backward

pytestmark = pytest.mark.filterwarnings("error")

SHAPES = [(1, 1), (3, 1), (1, 1, 1), (1, 2, 1), (2, 3, 1)]
CASES = [(loss, out) for loss in LOSSES for out in ACTIVATIONS if loss.suits(out)]
each_case = pytest.mark.parametrize(("loss", "output"), CASES, ids=repr)


def case(nodes, hidden, output, seed=0, n=4):
    random, network = np.random.default_rng(seed), Network(nodes, hidden=hidden, output=output)
    data = Data(random.normal(size=(n, nodes[0])), random.uniform(size=n).round(1))
    return network, random_start(network, seed) + 0.3 * random.normal(size=network.parameter_count), data


@each_case
@pytest.mark.parametrize("hidden", ACTIVATIONS, ids=repr)
def test_the_product_of_the_factors_is_what_backpropagation_finds(loss, output, hidden):
    for seed, nodes in enumerate(SHAPES):
        network, parameters, data = case(nodes, hidden, output, seed)
        found = backward(network, parameters, data, loss)
        for name, derivative in zip(network.parameter_names, found.derivatives, strict=True):
            one = any_chain(network, parameters, data, name, loss)
            assert one.parameter == name
            close(one.derivative, derivative, 1e-12)
            close(one.terms, np.prod([factor.value for factor in one.factors], axis=0), 1e-12)
            close(one.predicted, found.forward.predicted[:, 0], 1e-13)


@each_case
def test_the_derivative_agrees_with_finite_differences(loss, output):
    network, parameters, data = case((2, 3, 1), TANH, output)
    nudges = 1e-6 * np.eye(len(parameters))
    above, below = (backward(network, parameters + way * nudges, data, loss).loss for way in (1, -1))
    found = [any_chain(network, parameters, data, name, loss).derivative for name in network.parameter_names]
    close(found, (above - below) / 2e-6, 1e-7)


def test_the_road_has_raschkas_factors_and_says_whose_choice_each_is():
    network, parameters, data = case((2, 3, 1), TANH, SIGMOID)
    hidden = any_chain(network, parameters, data, "w4", HALF_MSE)
    assert [(factor.name, factor.choice) for factor in hidden.factors] == [
        ("dLoss/dPredicted", "loss"),
        ("dPredicted/dx_out", "output"),
        ("dx_out/dy2", ""),
        ("dy2/dx2", "hidden"),
        ("dx2/dw4", ""),
    ]
    assert [factor.formula for factor in hidden.factors] == [
        "−(Observed − Predicted) / n", "y × (1 − y), y = Predicted", "w8", "1 − y², y = y2", "Input 2",
    ]  # fmt: skip
    assert hidden.road == ("w8", "w4")
    out = any_chain(network, parameters, data, "b4", HALF_MSE)
    assert [factor.name for factor in out.factors] == ["dLoss/dPredicted", "dPredicted/dx_out", "dx_out/db4"]
    assert out.factors[-1].formula == "1"


@each_case
def test_a_choice_changes_exactly_the_formulas_that_are_marked_with_it(loss, output):
    network, parameters, data = case((2, 3, 1), TANH, output)
    own = any_chain(network, parameters, data, "w4", loss).factors
    for choice, other in (
        ("loss", any_chain(network, parameters, data, "w4", HALF_MSE if loss is SSR else SSR)),
        (
            "output",
            any_chain(replace(network, output=TANH if output is IDENTITY else IDENTITY), parameters, data, "w4"),
        ),
        ("hidden", any_chain(replace(network, hidden=SIGMOID), parameters, data, "w4", loss)),
    ):
        changed = {one.choice for one, two in zip(own, other.factors, strict=True) if one.formula != two.formula}
        assert changed == ({choice} if choice != "output" or loss is SSR else {"loss", "output"})


def test_the_roads_share_their_front_factors():
    network, parameters, data = case((2, 3, 1), TANH, SIGMOID)
    chains = [any_chain(network, parameters, data, name) for name in network.parameter_names]
    from_scratch, with_reuse = chain_multiplications(chains)
    # 4 × to each of six weights, 3 × to three biases; 2 × to three weights of the output, 1 × to its bias.
    assert from_scratch == 6 * 4 + 3 * 3 + 3 * 2 + 1
    assert with_reuse == 1 + 3 + 3 * 2 + 6  # the front, the output's weights; through each node two, and its weights


def test_cross_entropy_and_sigmoid_collapse_to_predicted_minus_observed():
    network, parameters, data = case((2, 3, 1), TANH, SIGMOID)
    one = any_chain(network, parameters, data, "w4", CROSS_ENTROPY)
    assert (one.joined.name, one.joined.formula) == ("dLoss/dx_out", "Predicted − Observed")
    np.testing.assert_array_equal(one.joined.value, one.predicted - one.observed)
    close(one.joined.value, one.factors[0].value * one.factors[1].value, 1e-12)
    assert any_chain(network, parameters, data, "w4", SSR).joined is None


@pytest.mark.parametrize("x", [1e3, -1e3])
def test_far_out_the_terms_stay_finite_though_a_factor_is_infinite(x):
    network, data = Network((1, 1), output=SIGMOID), Data([x, x], [0.0, 1.0])
    one = any_chain(network, [1.0, 0.0], data, "w1", CROSS_ENTROPY)
    assert np.isinf(one.factors[0].value).any()
    np.testing.assert_array_equal(one.terms, backward(network, [1.0, 0.0], data, CROSS_ENTROPY).dloss_dx[-1][:, 0] * x)


@pytest.mark.parametrize(
    ("experiment", "by_hand"), [(ALL_PARAMETERS.experiment, chain), (STEP_BY_STEP_BOTH.experiment, line_chain)]
)
def test_the_videos_own_chains_are_the_same_terms(experiment, by_hand):
    for name in experiment.network.parameter_names:
        own = by_hand(experiment.start, experiment.data, name)
        same = any_chain(experiment.network, experiment.start, experiment.data, name)
        close(same.terms, own.terms, 1e-13)
        assert same.road == own.road


def test_chain_of_writes_out_what_can_be_written_out():
    assert chain_of(Network()) is chain
    assert chain_of(Network((1, 1))) is line_chain
    for network, loss in ((Network(), HALF_MSE), (Network((2, 1)), SSR), (Network((1, 1), output=TANH), SSR)):
        parameters, data = np.full(network.parameter_count, 0.3), Data(np.ones((2, network.nodes[0])), [0.5, 1.0])
        found = chain_of(network, loss)(parameters, data, "b1")
        assert found.derivative == any_chain(network, parameters, data, "b1", loss).derivative
    assert chain_of(Network((1, 2, 2, 1))) is None
    assert chain_of(MAZUR.network, MAZUR.loss) is None


@pytest.mark.parametrize("nodes", [(1, 2, 2, 1), (2, 2, 2), (1, 2)])
def test_networks_of_more_roads_are_refused(nodes):
    network = Network(nodes)
    with pytest.raises(ValueError, match=r"^network must have one output and at most one hidden layer"):
        any_chain(
            network, np.zeros(network.parameter_count), Data(np.ones((1, nodes[0])), np.ones((1, nodes[-1]))), "w1"
        )


@pytest.mark.parametrize("nodes", [(1, 2), (2, 3, 2), (2, 1, 3)])
@each_case
def test_with_several_outputs_the_roads_add(loss, output, nodes):
    random, network = np.random.default_rng(0), Network(nodes, hidden=TANH, output=output)
    data = Data(random.normal(size=(4, nodes[0])), random.uniform(size=(4, nodes[-1])).round(1))
    parameters = random.normal(size=network.parameter_count)
    found = backward(network, parameters, data, loss).derivatives
    for name, derivative in zip(network.parameter_names, found, strict=True):
        close(sum(each.derivative for each in any_chains(network, parameters, data, name, loss)), derivative, 1e-12)


def test_mazurs_roads_to_w1_go_through_both_outputs_and_his_to_w5_through_one():
    both = any_chains(MAZUR.network, MAZUR.start, MAZUR.data, "w1", MAZUR.loss)
    assert [[factor.name for factor in each.factors] for each in both] == [
        ["dLoss/dPredicted1", "dPredicted1/dx_out1", "dx_out1/dy1", "dy1/dx1", "dx1/dw1"],
        ["dLoss/dPredicted2", "dPredicted2/dx_out2", "dx_out2/dy1", "dy1/dx1", "dx1/dw1"],
    ]
    assert sum(each.derivative for each in both) == pytest.approx(0.000438568, abs=5e-10)  # as he prints it
    (one,) = any_chains(MAZUR.network, MAZUR.start, MAZUR.data, "w5", MAZUR.loss)
    published = [0.74136507, 0.186815602, 0.593269992]
    assert [factor.value.item() for factor in one.factors] == pytest.approx(published, abs=5e-9)
    assert one.derivative == pytest.approx(0.082167041, abs=5e-10)
    assert one.factors[0].formula == "−(Observed1 − Predicted1) / n"


@pytest.mark.parametrize("nodes", [(2, 3, 1), (2, 3, 2)])
@pytest.mark.parametrize(
    ("hidden", "output", "loss", "marks"),
    [
        (TANH, SIGMOID, SSR, ("", "", "", "", "")),
        (TANH, SIGMOID, HALF_MSE, ("formula", "", "", "", "")),
        (TANH, SIGMOID, CROSS_ENTROPY, ("formula", "", "", "", "")),
        (TANH, IDENTITY, SSR, ("number", "formula", "", "", "")),
        (RELU, SIGMOID, SSR, ("number", "number", "", "formula", "")),
        (RELU, IDENTITY, HALF_MSE, ("formula", "formula", "", "formula", "")),
    ],
)
def test_a_change_marks_the_factors_with_another_formula_and_those_with_other_numbers(
    nodes, hidden, output, loss, marks
):
    random = np.random.default_rng(1)
    data = Data(random.normal(size=(4, 2)), random.uniform(size=(4, nodes[-1])))
    parameters = random.normal(size=Network(nodes).parameter_count)
    before = any_chains(Network(nodes, TANH, SIGMOID), parameters, data, "w4")
    after = any_chains(Network(nodes, hidden, output), parameters, data, "w4", loss)
    assert changes(before, after) == changes(after, before) == marks


def test_a_hidden_choice_gives_a_weight_of_the_output_other_numbers_in_every_factor():
    one, other = (any_chains(*case((2, 3, 1), hidden, SIGMOID), "w7") for hidden in (TANH, RELU))
    assert changes(one, other) == ("number", "number", "number")


def test_no_change_is_marked_where_a_factor_is_infinite_or_not_a_number_both_times():
    network, data = Network((1, 1), output=SIGMOID), Data([1e3, -1e3, np.finfo(float).max], [0.0, 1.0, 1.0])
    chains = any_chains(network, [-1.0, 0.0], data, "w1", CROSS_ENTROPY)
    assert changes(chains, any_chains(network, [-1.0, 0.0], data, "w1", CROSS_ENTROPY)) == ("", "", "")


def test_an_unknown_parameter_is_refused():
    with pytest.raises(ValueError, match=r"^'w9' is not a parameter of this network"):
        any_chain(Network(), np.zeros(7), DOSAGE_DATA, "w9")


@each_case
@pytest.mark.parametrize("nodes", SHAPES)
def test_the_chains_of_many_rows_of_parameters_are_those_of_each_row(loss, output, nodes):
    network, parameters, data = case(nodes, TANH, output)
    rows = parameters + np.linspace(-0.2, 0.2, 6).reshape(2, 3, 1)
    for name in network.parameter_names:
        many = any_chain(network, rows, data, name, loss)
        for place in np.ndindex(2, 3):
            one = any_chain(network, rows[place], data, name, loss)
            close(many.derivative[place], one.derivative, 1e-13)
            for factor, alone in zip(many.factors, one.factors, strict=True):
                close(np.broadcast_to(factor.value, many.terms.shape)[place], alone.value, 1e-13)
