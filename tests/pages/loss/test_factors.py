"""The factors on the screen multiply to the derivative that others find, and the marked ones are those that changed."""

import re

import in_pytorch
import numpy as np
import pytest
from any_loss_page import (
    CHANGE,
    FRONT,
    MAZURS,
    PAGE,
    experiment,
    link,
    offered,
    table_with,
    tables_of_factors,
)

from backprop.activations import IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.any_chains import changes
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.losses import CROSS_ENTROPY, HALF_MSE, SSR
from backprop.network import Network
from backprop.passes import backward
from backprop.written.arithmetic import any_loss_line, outputs_line
from backprop.written.numerals import number
from pages.parts.loss import checked, setup

VIDEO = (setup.DOSAGE, setup.HIDDEN, SSR, IDENTITY, SOFTPLUS)

FLAT = (setup.PASSED, setup.FLAT, SSR, SIGMOID, SOFTPLUS)


# --- the factors -----------------------------------------------------------------------------------------------------


def test_the_factors_of_every_combination_multiply_to_what_backpropagation_finds():
    count = 0
    for one in offered():
        found = backward(one.network, one.start, one.data, one.loss).derivatives
        for name, derivative in zip(one.network.parameter_names, found, strict=True):
            chains = setup.chains_at_start(one, name)
            product = sum(np.prod([f.value for f in chain.factors], axis=0).sum() for chain in chains)
            assert product == pytest.approx(derivative, rel=1e-9, abs=1e-12)
            assert sum(chain.derivative for chain in chains) == pytest.approx(derivative, rel=1e-11, abs=1e-13)
            count += 1
    assert count > 1_000


def test_the_factors_of_every_combination_multiply_to_what_a_finite_difference_finds():
    for one in offered():
        nudges = 1e-5 * np.eye(len(one.start))
        above, below = (backward(one.network, one.start + way * nudges, one.data, one.loss).loss for way in (1, -1))
        found = [
            sum(chain.derivative for chain in setup.chains_at_start(one, name)) for name in one.network.parameter_names
        ]
        np.testing.assert_allclose(found, (above - below) / 2e-5, rtol=1e-6, atol=1e-8)


def test_the_factors_of_every_combination_multiply_to_what_pytorch_finds():
    pins = in_pytorch.pinned("derivatives")
    for one in offered():
        names = one.network.parameter_names
        found = [sum(chain.derivative for chain in setup.chains_at_start(one, name)) for name in names]
        np.testing.assert_allclose(found, pins.pop(in_pytorch.name_of(one)), rtol=1e-9, atol=1e-12)
        if in_pytorch.LIVE:
            np.testing.assert_allclose(found, next(in_pytorch.rows(one))[1], rtol=1e-9, atol=1e-12)
    assert not pins, "pinned, and offered no more"


def test_one_change_marks_its_own_factor_and_those_whose_numbers_moved_with_it():
    for problem in [(setup.PASSED, setup.FLAT), (setup.DOSAGE, setup.HIDDEN)]:
        own = experiment(problem, SSR, SIGMOID, SOFTPLUS)
        for what, other in (
            ("loss", experiment(problem, CROSS_ENTROPY, SIGMOID, SOFTPLUS)),
            ("output", experiment(problem, SSR, TANH, SOFTPLUS)),
            ("hidden", experiment(problem, SSR, SIGMOID, RELU)),
        ):
            for name in own.network.parameter_names:
                before, after = (setup.chains_at_start(each, name) for each in (own, other))
                marks = changes(before, after)
                for factor, new, mark in zip(before[0].factors, after[0].factors, marks, strict=True):
                    assert (mark == "formula") == (factor.choice == what)
                    if mark == "":
                        assert factor.formula == new.formula
                        np.testing.assert_array_equal(factor.value, new.value)
                    if mark == "number":
                        assert not np.array_equal(factor.value, new.value)


@pytest.mark.parametrize(
    ("chosen", "change", "name", "formula", "others"),
    [
        (VIDEO, "loss: half mean squared error", "w1", "dLoss/dPredicted", set()),
        (VIDEO, "output: sigmoid", "w1", "dPredicted/dx_out", {"dLoss/dPredicted"}),
        (VIDEO, "hidden: ReLU", "w1", "dy1/dx1", {"dLoss/dPredicted"}),
        (VIDEO, "hidden: ReLU", "w3", None, {"dLoss/dPredicted", "dx_out/dw3"}),
        (VIDEO, "loss: SSR", "w1", None, set()),
        (MAZURS, "loss: cross-entropy", "w1", "dLoss/dPredicted", set()),
        (MAZURS, "output: tanh", "w8", "dPredicted/dx_out", {"dLoss/dPredicted"}),
        (MAZURS, "hidden: tanh", "w1", "dy1/dx1", {"dLoss/dPredicted", "dPredicted/dx_out"}),
        (FLAT, "loss: cross-entropy", "w1", "dLoss/dPredicted", set()),
        (FLAT, "hidden: tanh", "w1", None, set()),
    ],
)
def test_the_marks_on_the_screen_are_those(open_page, said, chosen, change, name, formula, others):
    slug, *_ = setup.STARTS[chosen[:2]]
    at = open_page(PAGE, **CHANGE, **link(*chosen, change, **{f"{slug}_of": name}))
    formulas = table_with(at, "Elsewhere").set_index("Factor")
    for table in (formulas.reset_index(), *tables_of_factors(at)):
        cells = table["Factor"].tolist()
        assert {cell[2:] for cell in cells if cell.startswith("◇ ")} == others
        assert [cell[2:] for cell in cells if cell.startswith("◆ ")] == ([formula] if formula else [])
    if formula:
        assert formulas.loc[f"◆ {formula}", "After"] != "the same"
        assert f"◆ {formula}.**" in said(at)
        assert f"to {change.split(': ')[1]}: **1 of the {len(formulas) - 1} factors gets another formula" in said(at)
    assert ("nothing changes" in said(at)) == (not formula and not others)
    before, after = (table.set_index("Factor") for table in tables_of_factors(at))
    for head in formulas.index[~formulas.index.str.startswith(("◆", "together"))]:
        assert before.loc[head].equals(after.loc[head]) == (not head.startswith("◇"))
    formulas = formulas[~formulas.index.str.startswith("together")]
    assert (formulas[~formulas.index.str.startswith("◆")]["After"] == "the same").all()


@pytest.mark.parametrize("change", ["loss: cross-entropy", "hidden: tanh", "loss: half mean squared error"])
def test_the_rows_of_the_factors_that_a_choice_changes_are_bold_and_no_others(open_page, change):
    tables = [table.value for table in open_page(PAGE, **CHANGE, **link(*MAZURS, change)).table]
    for table in (each for each in tables if each.columns[0] == "Factor"):
        for row in table.to_numpy():
            bold = [cell.startswith("**") and cell.endswith("**") for cell in row if not cell.startswith("∂")]
            assert all(bold) if "◆" in row[0] else not any(bold)


def test_the_tables_show_the_cores_numbers_before_and_after(open_page, said):
    at = open_page(PAGE, **CHANGE)
    problem = (setup.PASSED, setup.FLAT)
    for table, loss in zip(tables_of_factors(at), (SSR, CROSS_ENTROPY), strict=True):
        (chain,) = setup.chains_at_start(experiment(problem, loss, SIGMOID, SOFTPLUS), "w1")
        rows = table.set_index("Factor")
        for factor in chain.factors:
            (row,) = (row for head, row in rows.iterrows() if head.removeprefix("◆ ") == factor.name)
            assert row.tolist() == [number(value) for value in factor.value]
        assert rows.loc[f"Product; their sum is {number(chain.derivative)}"].tolist() == list(map(number, chain.terms))
    assert table_with(at, "Elsewhere")["Elsewhere"].tolist() == ["∂E/∂o", "∂o/∂z", "∂E/∂z", "∂z/∂w"]


def test_one_observation_may_be_looked_at_alone(open_page):
    at = open_page(PAGE, **CHANGE, any_loss_passed_at="2", any_loss_loss=HALF_MSE.name)
    before = tables_of_factors(at)[0].set_index("Factor")
    assert before.columns.tolist() == ["Hours 2"]
    predicted = SIGMOID.curve(np.float64(-3.0))
    assert before.loc["◆ dLoss/dPredicted"].tolist() == [number(predicted - 1)]  # n is 1 then
    assert "n is the number of observations: 1." in "".join(caption.value for caption in at.caption)


def test_every_line_gives_its_result_when_it_is_retyped():
    names = {"−": "-", "×": "*"}
    for one in offered():
        chains = setup.chains_at_start(one, "w1")
        for line in (any_loss_line(chains, one), *(outputs_line(one) if len(one.network.nodes) > 2 else ())):
            arithmetic = "".join(names.get(letter, letter) for letter in line.text.split(" = ", 1)[1].rsplit(" = ")[0])
            arithmetic = re.sub(r"\*10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", power, arithmetic)
            assert eval(arithmetic, {}) == pytest.approx(line.retyped, rel=1e-12, abs=1e-300)
            assert line.retyped == pytest.approx(line.value, rel=0.02, abs=2e-3 * largest_term(chains))


def power(found):
    return "e" + found[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))


def largest_term(chains):
    return max(np.abs(chain.terms).max() for chain in chains)


def test_the_check_without_the_chain_rule_stands_beside_it(open_page, said):
    told = said(open_page(PAGE, **CHANGE))
    assert "check: (Loss at −1.9999 − Loss at −2.0001) / (2 × 0.0001)" in told
    digits = [int(each) for each in re.search(r"agree to (\d+) and (\d+) digits", told).groups()]
    assert min(digits) >= 6


@pytest.mark.parametrize(
    ("query", "digits", "why"),
    [
        ({"output": RELU, "change": "loss: SSR", "passed_w1": "0", "passed_b1": "0"}, "0 and 0", "has its corner"),
        ({"passed_w1": "-20", "passed_b1": "-20"}, "0 and", "cannot see it"),
        ({}, "7 and 9", ""),
    ],
)
def test_the_page_says_why_the_check_differs_where_it_does(open_page, query, digits, why):
    at = open_page(PAGE, **CHANGE, **link(**query))
    (caption,) = (each.value for each in at.caption if "finite difference agree to" in each.value)
    assert f"agree to {digits}" in caption
    reasons = [each for each in ("has its corner", "cannot see it", "bends too much") if each in caption]
    assert reasons == ([why] if why else [])


def test_the_loss_may_bend_too_much_for_the_check():
    network, start = Network((1, 1), output=SIGMOID), np.array([0.0, 0.0])
    one = Experiment(network, Data([100_000.0], [0.0]), start)  # 0.0001 either way takes the x from −10 to 10
    derivative = backward(network, start, one.data).derivatives[0]
    assert "bends too much" in checked.why_apart(one, checked.nudged(one, 0, checked.H), derivative)


def test_the_front_is_shared_by_every_parameter(open_page):
    table = table_with(open_page(PAGE, **FRONT, **link(setup.DOSAGE, setup.HIDDEN)), "Its chain")
    one = experiment((setup.DOSAGE, setup.HIDDEN), SSR, SIGMOID, SOFTPLUS)
    assert table["Parameter"].tolist() == ["→ w1", *one.network.parameter_names[1:]]
    assert table["Its chain"].str.startswith("front × ").all()
    assert table["Its chain"][0] == "front × w3 × dy1/dx1 × Dosage"
    found = backward(one.network, one.start, one.data, one.loss).derivatives
    assert table["Derivative before"].tolist() == [number(value) for value in found]
