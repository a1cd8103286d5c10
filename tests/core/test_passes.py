"""Backpropagation is right: it agrees with two independent ways to differentiate, the by-hand formulas, and itself."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from problems import LOSSES, SMOOTH, close, problems, taken_by

from backprop.chain_rule import PARAMETERS, derivatives, values
from backprop.chains import chain
from backprop.data import Data
from backprop.network import Network
from backprop.passes import backward, forward

losses = st.sampled_from(LOSSES)


def central_differences(problem, loss, h):
    def loss_at(rows):
        return loss.value(problem.data.observed, forward(problem.network, rows, problem.data.inputs).predicted)

    nudges = h * np.eye(len(problem.parameters))
    return (loss_at(problem.parameters + nudges) - loss_at(problem.parameters - nudges)) / (2 * h)


@given(problems(SMOOTH), losses)
def test_derivatives_agree_with_the_complex_step(problem, loss):
    problem = taken_by(loss, problem)
    nudged = problem.parameters + 1e-30j * np.eye(len(problem.parameters))
    passed = forward(problem.network, nudged, problem.data.inputs)
    joined = loss.joined_with(problem.network.output)  # where Predicted is nearly 1, 1 − Predicted has lost its digits
    value, of = (joined.value, passed.layers[-1].x) if joined else (loss.value, passed.predicted)
    by_complex_step = value(problem.data.observed, of).imag / 1e-30
    found = backward(problem.network, problem.parameters, problem.data, loss).derivatives
    close(found, by_complex_step, 1e-12)


@given(problems(), losses)
def test_derivatives_agree_with_central_finite_differences(problem, loss):
    problem = taken_by(loss, problem)
    found = backward(problem.network, problem.parameters, problem.data, loss)
    if any(each.corner is not None for each in problem.network.activations):  # at a corner there is no derivative
        assume(min(np.abs(layer.x).min() for layer in found.forward.layers) > 1e-3)
    close(found.derivatives, central_differences(problem, loss, h=1e-6), 1e-7 * (1 + abs(found.loss)))


@pytest.mark.parametrize("parameter", PARAMETERS)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_by_hand_chain_rule_agrees_with_backward(parameter, seed):
    random = np.random.default_rng(seed)
    data = Data(random.normal(size=4), random.normal(size=4))
    parameters = 3 * random.normal(size=7)
    found, by_hand = backward(Network(), parameters, data), chain(parameters, data, parameter)
    assert by_hand.parameter == parameter
    close(found.derivatives[PARAMETERS.index(parameter)], by_hand.derivative, 1e-12)
    close(found.forward.predicted[:, 0], values(parameters, data).predicted, 1e-12)
    close(by_hand.terms, np.prod([factor.value for factor in by_hand.factors], axis=0), 1e-12)


@given(seed=st.integers(0, 2**32 - 1), far=st.sampled_from([1.0, 3.0, 30.0]))
def test_the_seven_literal_products_are_those_of_the_chains_and_of_backward(seed, far):
    random = np.random.default_rng(seed)
    data, parameters = Data(random.normal(size=4), random.normal(size=4)), far * random.normal(size=7)
    literal = derivatives(parameters, data)
    of_chains = [chain(parameters, data, name).derivative for name in PARAMETERS]
    np.testing.assert_allclose(literal, of_chains, rtol=1e-14, atol=0)
    close(literal, backward(Network(), parameters, data).derivatives, 1e-12)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_chain_of_many_rows_is_that_of_each(parameter):
    random = np.random.default_rng(0)
    data, rows = Data(random.normal(size=4), random.normal(size=4)), random.normal(size=(2, 3, 7))
    together = chain(rows, data, parameter)
    assert together.terms.shape == (2, 3, 4)
    for place in np.ndindex(2, 3):
        one = chain(rows[place], data, parameter)
        np.testing.assert_array_equal(together.terms[place], one.terms)
        close(together.derivative[place], derivatives(rows[place], data)[PARAMETERS.index(parameter)], 1e-13)


@given(problems(), losses, st.sampled_from([(1,), (3,), (2, 3), (2, 1, 2)]), st.integers(0, 2**32 - 1))
def test_a_batch_of_rows_gives_what_each_row_gives(problem, loss, axes, seed):
    problem = taken_by(loss, problem)
    rows = np.random.default_rng(seed).normal(size=(*axes, len(problem.parameters)))
    batch = backward(problem.network, rows, problem.data, loss)
    assert batch.derivatives.shape == rows.shape
    assert batch.loss.shape == axes
    for place in np.ndindex(axes):
        alone = backward(problem.network, rows[place], problem.data, loss)
        close(batch.derivatives[place], alone.derivatives, 1e-13)
        close(batch.loss[place], alone.loss, 1e-13)
        close(batch.forward.predicted[place], alone.forward.predicted, 1e-13)


@given(problems(), st.sampled_from([(), (3,), (2, 3)]))
def test_every_value_on_the_way_has_the_documented_shape(problem, axes):
    network, n = problem.network, len(problem.data)
    rows = np.broadcast_to(problem.parameters, (*axes, network.parameter_count))
    found = backward(network, rows, problem.data)
    layer_shapes = [(*axes, n, nodes) for nodes in network.nodes[1:]]
    assert [layer.x.shape for layer in found.forward.layers] == layer_shapes
    assert [layer.y.shape for layer in found.forward.layers] == layer_shapes
    # SoftMax has a whole table.
    tables = [() if each.elementwise else (network.nodes[-1],) for each in network.activations]
    assert [dy_dx.shape for dy_dx in found.dy_dx] == [(*s, *t) for s, t in zip(layer_shapes, tables, strict=True)]
    assert [dloss_dx.shape for dloss_dx in found.dloss_dx] == layer_shapes
    assert found.dloss_dpredicted.shape == found.forward.predicted.shape == layer_shapes[-1]
    assert found.forward.inputs.shape == (n, network.nodes[0])


def test_the_flat_row_is_each_nodes_weights_then_its_bias():
    network = Network((2, 2, 1))
    assert network.parameter_names == ("w1", "w2", "b1", "w3", "w4", "b2", "w5", "w6", "b3")
    layers = network.layers(np.arange(9))
    assert [layer.tolist() for layer in layers] == [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8]]]
