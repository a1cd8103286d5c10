"""What cannot be computed is refused at the door, with a ValueError that names the field."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backprop.activation import Activation
from backprop.activations import RELU
from backprop.any_chains import any_chains
from backprop.chain_rule import derivatives
from backprop.chains import chain
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.descent import gradient_descent, plain_descent
from backprop.experiment import Experiment
from backprop.landscape import ssr_across, ssr_along
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from backprop.passes import backward, forward
from backprop.sweep import sweep
from backprop.verdict import verdict

pytestmark = pytest.mark.filterwarnings("error")

NETWORK, START, TWO_WIDE = Network(), np.zeros(7), Data([[0.0, 1.0]], [[0.0, 1.0]])
OWN = MAIN_IDEAS.experiment
NOT_FINITE = [np.nan, np.inf, -np.inf]


def short(value):
    return " ".join(repr(value).split())[:30]


@pytest.mark.parametrize(
    "junk",
    [[], [[]], [[1.0], [1.0, 2.0]], [1.0, np.nan], [np.inf], [None], ["a"], [10**400], [[[1.0]]], 1.0, None],
    ids=short,
)
@pytest.mark.parametrize("field", ["inputs", "observed"])
def test_data_names_the_field_that_is_junk(field, junk):
    with pytest.raises(ValueError, match=f"^{field} must"):
        Data(**{"inputs": [1.0, 2.0], "observed": [1.0, 2.0], field: junk})


def test_data_says_where_a_number_is_not_finite():
    with pytest.raises(ValueError, match=r"entry \(1, 0\) is nan"):
        Data([[1.0, 2.0], [np.nan, 4.0]], [1.0, 2.0])


def test_data_must_have_as_many_observed_as_inputs():
    with pytest.raises(ValueError, match=r"inputs and observed .* not 3 and 2"):
        Data([1.0, 2.0, 3.0], [1.0, 2.0])


@pytest.mark.parametrize("names", [("Dosage",), ("a", "b", "c"), "ab"], ids=short)
def test_data_must_have_a_name_for_each_column(names):
    with pytest.raises(ValueError, match="names must be 2 texts"):
        Data([1.0], [1.0], names)


def test_data_cannot_be_changed_afterwards():
    source = np.array([1.0, 2.0])
    data = Data(source, source)
    source[0] = 5.0
    assert data.inputs[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        data.inputs[0] = 5.0


@pytest.mark.parametrize(
    "nodes",
    [(), (1,), (1, 0, 1), (1, -2, 1), (1, 2.5, 1), (1, np.nan), (1, np.inf), "121x", None, 3, (1, None)],
    ids=short,
)
def test_nodes_must_be_two_or_more_whole_numbers(nodes):
    with pytest.raises(ValueError, match=r"^nodes must"):
        Network(nodes)


@pytest.mark.parametrize("field", ["hidden", "output"])
@pytest.mark.parametrize("junk", ["softplus", None, np.tanh, Activation], ids=short)
def test_an_activation_must_be_one(field, junk):
    with pytest.raises(ValueError, match=f"^{field} must be an Activation, like TANH of backprop.activations; not "):
        Network(**{field: junk})


X, Y = [0.0, 0.5, 1.0], [0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("field", "junk", "said"),
    [
        ("network", (1, 2, 1), "network must be a Network, like Network((1, 2, 1)); not (1, 2, 1)."),
        ("network", None, "network must be a Network, like Network((1, 2, 1)); not None."),
        ("network", Network, "network must be a Network, like Network((1, 2, 1)); not the class Network itself."),
        ("data", (X, Y), "data must be a Data, like Data(inputs, observed); not ([0.0, 0.5, 1.0], [0.0, 1.0, 0.0])."),
        ("data", None, "data must be a Data, like Data(inputs, observed); not None."),
        ("start", None, "start must be 7 numbers, like random_start(network, 1); not None."),
        ("start", "random", "start must be numbers, like [0.0, 0.5, 1.0]; not 'random'."),
        ("loss", "SSR", "loss must be a Loss, like SSR of backprop.losses; not 'SSR'."),
        ("loss", None, "loss must be a Loss, like SSR of backprop.losses; not None."),
        ("optimiser", "Adam", "optimiser must be a rule with its settings, like GradientDescent(0.1); not 'Adam'."),
        (
            "optimiser",
            Adam,
            "optimiser must be a rule with its settings, like GradientDescent(0.1); not the class Adam itself.",
        ),
        ("optimiser", 0.1, "optimiser must be a rule with its settings, like GradientDescent(0.1); not 0.1."),
    ],
    ids=short,
)
def test_what_stands_in_the_wrong_place_is_told_what_was_meant(field, junk, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        replace(OWN, **{field: junk})
    if field in ("network", "data", "loss"):
        with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
            backward(**{"network": NETWORK, "parameters": START, "data": DOSAGE_DATA, field: junk})


def test_what_is_no_experiment_is_told_what_was_meant():
    for junk in (None, NETWORK, "XOR", Experiment):
        with pytest.raises(
            ValueError, match=r"^experiment must be an Experiment, like Experiment\(network, data, start\)"
        ):
            gradient_descent(junk)


@pytest.mark.parametrize(("junk", "named"), [(None, "None"), (DOSAGE_DATA, "a Data")], ids=["None", "Data"])
def test_what_goes_forward_is_numbers(junk, named):
    with pytest.raises(ValueError, match=f"^inputs must be numbers, like data.inputs; not {named}"):
        forward(NETWORK, START, junk)
    with pytest.raises(ValueError, match=r"^network must be a Network"):
        forward((1, 2, 1), START, DOSAGE_DATA.inputs)
    with pytest.raises(ValueError, match=r"^parameters must have 7 numbers"):
        forward(NETWORK, None, DOSAGE_DATA.inputs)


@pytest.mark.parametrize("field", ["inputs", "observed"])
@pytest.mark.parametrize("junk", [None, "tanh"])
def test_observations_are_numbers(field, junk):
    with pytest.raises(ValueError, match=rf"^{field} must be numbers, like \[0.0, 0.5, 1.0\]; not {junk!r}"):
        Data(**{"inputs": X, "observed": Y, field: junk})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Data([1.0, 2.0], ["yes", "no"]), "one of them is 'yes'"),
        (lambda: random_start((2, 3, 1), 1), r"network must be a Network.*not \(2, 3, 1\)"),
        (lambda: forward(NETWORK, START, [["a"]]), "inputs must be numbers; one of them is .*a"),
        (lambda: forward(NETWORK, "abc", [0.5]), "parameters must have 7 numbers .* not 'abc'"),
        (lambda: replace(OWN, start=0.0), r"start must have 7 numbers in one row .* the shape \(\)"),
        (lambda: replace(OWN, start=[START]), r"start must have 7 numbers in one row .* the shape \(1, 7\)"),
        (lambda: replace(OWN, optimised=3), "optimised must be a tuple of names, .* not 3"),
        (lambda: replace(OWN, steps=True), "steps must be a whole number .* not True"),
        (lambda: next(plain_descent(NETWORK)), "experiment must be an Experiment"),
        (lambda: sweep(None, learning_rates=[0.1]), "experiment must be an Experiment"),
        (lambda: verdict(OWN), "trace must be a Trace"),
        (lambda: Data([1.0], [1.0], 5), "names must be 2 texts"),
        (lambda: forward(NETWORK, [None] * 7, [0.5]), "parameters must have 7 numbers .* not None"),
        (lambda: any_chains(Network((1, 2, 2)), np.zeros(10), Data([1.0], [1.0]), "w1"), "1 input and 2 outputs"),
        (lambda: derivatives(np.zeros(4), OWN.data), r"seven parameters.*\(4,\)"),
        (lambda: derivatives(START, TWO_WIDE), "one input and one output, not .* 2 and 2"),
    ],
)
def test_what_was_meant_is_said_where_a_newcomer_errs(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


def test_what_is_long_is_cut_short():
    with pytest.raises(ValueError, match=r"^data must .{60,130}…\.$"):
        replace(OWN, data=(list(range(1000)), list(range(1000))))


@pytest.mark.parametrize("rate", [0, 0.0, -0.1, *NOT_FINITE, "fast", None, 10**400, 1j], ids=short)
def test_a_learning_rate_must_be_finite_and_above_0(rate):
    with pytest.raises(ValueError, match=r"^learning_rate must"):
        GradientDescent(rate)


@pytest.mark.parametrize(
    ("field", "junk"),
    [
        ("data", TWO_WIDE),
        ("start", np.zeros(6)),
        ("start", np.zeros((1, 7))),
        ("start", [0.0] * 6 + [np.nan]),
        ("start", [0.0] * 6 + [np.inf]),
        ("start", "zero"),
        ("start", [0.0] * 6 + [1e200]),  # the SSR is not finite
        ("start", [1e200, 0.0, 0.0, 0.0, 1e200, 0.0, 0.0]),  # Predicted is not finite
        ("optimised", ("b4",)),
        ("optimised", ("b3", "w0")),
        ("optimised", (3,)),
        ("optimised", ([],)),
        ("optimised", "b3"),
        ("steps", -1),
        ("steps", 2.5),
        ("steps", np.nan),
        ("steps", np.inf),
        ("steps", "10"),
        ("steps", None),
    ],
    ids=short,
)
def test_an_experiment_names_the_field_that_is_junk(field, junk):
    with pytest.raises(ValueError, match=f"^{field}"):
        replace(OWN, **{field: junk})


def test_an_experiment_refuses_a_first_step_that_is_too_large():
    with pytest.raises(ValueError, match=r"^learning_rate"):
        replace(OWN, optimiser=GradientDescent(1e308))


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"'b4' is not a parameter .* w1, b1, w2, b2, w3, w4, b3"):
        NETWORK.place("b4")
    with pytest.raises(ValueError, match="w1, w2, w3, w4, w5, w6, …, "):
        Network((9, 9, 1)).place("z")


@pytest.mark.parametrize(
    "record",
    [0, -1, 2.5, np.nan, "x", [], [0.5], [-1], [11], ["a"], [None, 1], [[1], [1, 2]], {0, 1}, [True]],
    ids=short,
)
@pytest.mark.parametrize("run", [gradient_descent, lambda e, record: sweep(e, starts=[e.start], record=record)])
def test_a_record_must_be_none_a_whole_number_or_step_numbers(run, record):
    with pytest.raises(ValueError, match=r"^record must"):
        run(replace(OWN, steps=10), record)


@pytest.mark.parametrize("given", [{}, {"learning_rates": [0.1], "starts": [START]}], ids=["neither", "both"])
def test_a_sweep_needs_exactly_one_of_rates_and_starts(given):
    with pytest.raises(ValueError, match="exactly one of learning_rates and starts"):
        sweep(OWN, **given)


@pytest.mark.parametrize(
    "rates", [[], [0.0], [0.1, -0.1], [np.nan], [np.inf], [[0.1]], 0.1, "fast", [1e308]], ids=short
)
def test_a_sweep_names_rates_that_are_junk(rates):
    with pytest.raises(ValueError, match=r"^learning_rates"):
        sweep(OWN, learning_rates=rates)


@pytest.mark.parametrize("starts", [[], START, np.zeros((2, 6)), [[np.nan] * 7], [START, START + 1e200]], ids=short)
def test_a_sweep_names_starts_that_are_junk(starts):
    with pytest.raises(ValueError, match=r"^starts"):
        sweep(OWN, starts=starts)


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["one by one", "side by side"])
def test_a_sweep_refuses_a_start_whose_derivatives_alone_are_too_large(monkeypatch, at_once):
    monkeypatch.setattr("backprop.sweep.SWEEP_AT_ONCE", at_once)
    own = replace(ALL_PARAMETERS.experiment, network=Network(hidden=RELU))
    start = [0.0, 1e160, 0.0, 0.0, 1e-10, 0.0, 0.0]  # the SSR is about 10³⁰⁰, dSSR/dw3 would be 10³¹⁰
    with pytest.raises(ValueError, match=r"^starts"):
        sweep(own, starts=[own.start, start])


@pytest.mark.parametrize("parameters", [np.zeros(6), np.zeros((7, 2)), 0.0], ids=short)
def test_the_passes_refuse_parameters_of_another_shape(parameters):
    with pytest.raises(ValueError, match=r"^parameters must have 7 numbers"):
        forward(NETWORK, parameters, DOSAGE_DATA.inputs)
    with pytest.raises(ValueError, match=r"^parameters must have 7 numbers"):
        backward(NETWORK, parameters, DOSAGE_DATA)


def test_the_passes_refuse_data_of_another_shape():
    with pytest.raises(ValueError, match=r"^inputs must"):
        forward(NETWORK, START, np.zeros((3, 2)))
    with pytest.raises(ValueError, match=r"^observed must"):
        backward(NETWORK, START, Data([1.0], [[1.0, 2.0]]))


def test_the_by_hand_chain_refuses_an_unknown_parameter():
    with pytest.raises(ValueError, match=r"^parameter must be one of w1, b1"):
        chain(START, DOSAGE_DATA, "b4")


@pytest.mark.parametrize("bad", [*NOT_FINITE, "a"])
def test_the_landscape_refuses_values_that_are_not_finite(bad):
    with pytest.raises(ValueError, match=r"^values must"):
        ssr_along(NETWORK, DOSAGE_DATA, START, "b3", [0.0, bad])
    with pytest.raises(ValueError, match=r"^values must"):
        ssr_across(NETWORK, DOSAGE_DATA, START, ("w1", "b3"), ([0.0], [bad]))


def test_the_landscape_refuses_unknown_and_equal_names():
    with pytest.raises(ValueError, match="'b4' is not a parameter"):
        ssr_along(NETWORK, DOSAGE_DATA, START, "b4", [0.0])
    with pytest.raises(ValueError, match=r"^names must be two different"):
        ssr_across(NETWORK, DOSAGE_DATA, START, ("b3", "b3"), ([0.0], [0.0]))
