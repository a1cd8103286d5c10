"""Any loss, any activation: the factors on the screen multiply to the derivative; the marked ones are the changed."""

import re

import numpy as np
import pytest
from screen import JUNK, acting, button, in_order, number_in

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.chain_rule import changes
from backprop.data import Data
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS, MAZUR
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES, SSR
from backprop.network import Network
from backprop.passes import backward
from backprop.written.numerals import number
from backprop.written.written_out import any_loss_line, outputs_line
from pages.parts.loss import any_loss

PAGE = "13_Any_Loss_and_Activation.py"
PROBLEMS = list(any_loss.STARTS)
VIDEO = (any_loss.DOSAGE, any_loss.HIDDEN, SSR, IDENTITY, SOFTPLUS)
MAZURS = (any_loss.OF_MAZUR, any_loss.HIDDEN, HALF_MSE, SIGMOID, SIGMOID)
FLAT = (any_loss.PASSED, any_loss.FLAT, SSR, SIGMOID, SOFTPLUS)
PAIRS = [(loss, output) for loss in LOSSES for output in ACTIVATIONS if loss is not CROSS_ENTROPY or output is SIGMOID]


def experiment(problem, loss, output, hidden):
    _, nodes, start, _ = any_loss.STARTS[problem]
    return Experiment(Network(nodes, hidden, output), any_loss.DATA[problem[0]], start, loss=loss)


def offered():
    """Every combination of data, layers, loss, output and hidden nodes that the page does not refuse."""
    for problem in PROBLEMS:
        for loss, output in PAIRS:
            for hidden in ACTIVATIONS if problem[1] == any_loss.HIDDEN else (SOFTPLUS,):
                if loss is not CROSS_ENTROPY or problem[0] != any_loss.HEIGHT:
                    yield experiment(problem, loss, output, hidden)


CHANGE, FRONT, SAME, MAZUR_PART = (
    {"any_loss_part": part} for part in ("One change", "Shared front", "Same steps", "Mazur")
)


def link(data=None, layers=None, loss=None, output=None, hidden=None, change=None, **more):
    named = {"data": data, "layers": layers, "change": change}
    named |= {what: each and each.name for what, each in (("loss", loss), ("output", output), ("hidden", hidden))}
    return {f"any_loss_{key}": value for key, value in {**named, **more}.items() if value is not None}


def plain(table):
    """A table without the stars that make a cell bold."""
    return table.map(lambda cell: cell.strip("*"))


def table_with(at, column):
    return next(plain(table.value) for table in at.table if column in table.value.columns)


def tables_of_factors(at):
    found = [plain(table.value) for table in at.table if table.value.columns[0] == "Factor"]
    return [table for table in found if "Predicted, o" in table["Factor"].tolist()]


def collapse_table(at):
    """The table of the two factors that collapse, a row an observation or output."""
    found = [plain(each.value) for each in at.table if "o − t" in each.value.iloc[:, 0].tolist()]
    return found[0].set_index("At").T


# --- the factors -----------------------------------------------------------------------------------------------------


def test_the_factors_of_every_combination_multiply_to_what_backpropagation_finds():
    count = 0
    for one in offered():
        found = backward(one.network, one.start, one.data, one.loss).derivatives
        for name, derivative in zip(one.network.parameter_names, found, strict=True):
            chains = any_loss.chains_at_start(one, name)
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
            sum(chain.derivative for chain in any_loss.chains_at_start(one, name))
            for name in one.network.parameter_names
        ]
        np.testing.assert_allclose(found, (above - below) / 2e-5, rtol=1e-6, atol=1e-8)


def torch_derivatives(torch, one):
    """PyTorch's own losses, activations and derivatives for an Experiment's start."""
    curves = {
        "softplus": torch.nn.functional.softplus,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "ReLU": torch.relu,
        "identity": lambda x: x,
    }
    flat = torch.tensor(one.start, dtype=torch.float64, requires_grad=True)
    y, first = torch.tensor(one.data.inputs), 0
    for (rows, columns), activation in zip(one.network.shapes, one.network.activations, strict=True):
        wb = flat[first : first + rows * columns].reshape(rows, columns)
        y, first = curves[activation.name](y @ wb[:, :-1].T + wb[:, -1]), first + rows * columns
    observed = torch.tensor(one.data.observed)
    loss = {
        SSR: lambda: torch.nn.functional.mse_loss(y, observed, reduction="sum"),
        HALF_MSE: lambda: torch.nn.functional.mse_loss(y, observed, reduction="sum") / (2 * len(observed)),
        CROSS_ENTROPY: lambda: torch.nn.functional.binary_cross_entropy(y, observed, reduction="sum"),
    }[one.loss]()
    loss.backward()
    return flat.grad.numpy()


def test_the_factors_of_every_combination_multiply_to_what_pytorch_finds():
    torch = pytest.importorskip("torch")
    for one in offered():
        found = [
            sum(chain.derivative for chain in any_loss.chains_at_start(one, name))
            for name in one.network.parameter_names
        ]
        np.testing.assert_allclose(found, torch_derivatives(torch, one), rtol=1e-9, atol=1e-12)


def test_one_change_marks_its_own_factor_and_those_whose_numbers_moved_with_it():
    for problem in [(any_loss.PASSED, any_loss.FLAT), (any_loss.DOSAGE, any_loss.HIDDEN)]:
        own = experiment(problem, SSR, SIGMOID, SOFTPLUS)
        for what, other in (
            ("loss", experiment(problem, CROSS_ENTROPY, SIGMOID, SOFTPLUS)),
            ("output", experiment(problem, SSR, TANH, SOFTPLUS)),
            ("hidden", experiment(problem, SSR, SIGMOID, RELU)),
        ):
            for name in own.network.parameter_names:
                before, after = (any_loss.chains_at_start(each, name) for each in (own, other))
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
    slug, *_ = any_loss.STARTS[chosen[:2]]
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
    problem = (any_loss.PASSED, any_loss.FLAT)
    for table, loss in zip(tables_of_factors(at), (SSR, CROSS_ENTROPY), strict=True):
        (chain,) = any_loss.chains_at_start(experiment(problem, loss, SIGMOID, SOFTPLUS), "w1")
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
        chains = any_loss.chains_at_start(one, "w1")
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
    assert "bends too much" in any_loss.why_apart(one, any_loss.nudged(one, 0, any_loss.H), derivative)


def test_the_front_is_shared_by_every_parameter(open_page):
    table = table_with(open_page(PAGE, **FRONT, **link(any_loss.DOSAGE, any_loss.HIDDEN)), "Its chain")
    one = experiment((any_loss.DOSAGE, any_loss.HIDDEN), SSR, SIGMOID, SOFTPLUS)
    assert table["Parameter"].tolist() == ["→ w1", *one.network.parameter_names[1:]]
    assert table["Its chain"].str.startswith("front × ").all()
    assert table["Its chain"][0] == "front × w3 × dy1/dx1 × Dosage"
    found = backward(one.network, one.start, one.data, one.loss).derivatives
    assert table["Derivative before"].tolist() == [number(value) for value in found]


# --- why cross-entropy -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("observed", ["0", "1"])
@pytest.mark.parametrize("x", [-12.0, -6.0, 0.0, 5.5])
def test_the_two_factors_of_the_cross_entropy_collapse_and_the_ssrs_die(open_page, chart_tables, said, x, observed):
    at = open_page(PAGE, any_loss_x=str(x), any_loss_observed=observed)
    o, t = 1 / (1 + np.exp(-x)), float(observed)
    ssr, cross = -2 * (t - o) * o * (1 - o), o - t
    rows = table_with(at, "× dPredicted/dx").set_index("Loss")["= dLoss/dx"]
    assert rows.to_dict() == {"SSR": number(ssr), "cross-entropy": number(cross)}
    (chart,) = (table for table in chart_tables(at) if "cross-entropy" in set(table["is"]))
    for name, curve in (("SSR", lambda o: -2 * (t - o) * o * (1 - o)), ("cross-entropy", lambda o: o - t)):
        drawn = chart[chart["is"] == name]
        np.testing.assert_allclose(drawn["y"], curve(1 / (1 + np.exp(-drawn["x"]))), atol=1e-6)
    np.testing.assert_allclose(chart[chart["is"] == "now"]["y"], [cross, ssr], atol=1e-6)
    assert ("all but gone" in said(at)) == (abs(o - t) > 0.9)


def test_the_collapse_with_the_learners_own_numbers(open_page):
    table = collapse_table(open_page(PAGE, any_loss_passed_w1="0.5", any_loss_passed_b1="-2"))
    assert table.index.tolist() == ["Hours 1", "Hours 2", "Hours 3"]
    predicted = 1 / (1 + np.exp(-(0.5 * np.array([1.0, 2.0, 3.0]) - 2)))
    expected = [number(value) for value in predicted - [0, 1, 1]]
    assert table["= ∂E/∂z"].tolist() == table["o − t"].tolist() == expected
    products = [-t / o + (1 - t) / (1 - o) for t, o in zip([0, 1, 1], predicted, strict=True)]
    assert table["∂E/∂o"].tolist() == [number(value) for value in products]


@pytest.mark.parametrize("w5", ["0.4", "-3"])
def test_the_collapse_at_each_of_mazurs_outputs(open_page, w5):
    table = collapse_table(open_page(PAGE, any_loss_part="Why cross-entropy?", **link(*MAZURS, mazur_hidden_w5=w5)))
    start = np.array(MAZUR.start)
    start[MAZUR.network.place("w5")] = float(w5)
    found = backward(MAZUR.network, start, MAZUR.data, CROSS_ENTROPY)
    assert table.index.tolist() == ["o1", "o2"]
    assert table["= ∂E/∂z"].tolist() == table["o − t"].tolist() == [number(v) for v in found.dloss_dx[-1][0]]
    assert table["Predicted, o"].tolist() == [number(value) for value in found.forward.predicted[0]]


def test_the_page_says_where_retyping_its_rounded_numbers_ends_elsewhere(open_page, said):
    told = said(open_page(PAGE))  # −2 × (1 − 0.002473) × 0.002467 and 404.4 × 0.002467
    assert "you get −0.004922 for −0.004921, −0.9977 for −0.9975: rounding bites." in told


def test_where_the_two_factors_are_infinity_and_0_the_collapsed_one_is_kept(open_page):
    query = link(loss=CROSS_ENTROPY, change="loss: SSR", passed_w1="-1000", passed_b1="1000")
    at = open_page(PAGE, any_loss_part="Why cross-entropy?", **query)
    table = collapse_table(at)
    assert table["= ∂E/∂z"].tolist() == ["0.5", "lost: −∞ × 0", "lost: −∞ × 0"]
    assert table["o − t"].tolist() == ["0.5", "−1", "−1"]
    before = tables_of_factors(open_page(PAGE, **CHANGE, **query))[0].set_index("Factor")
    assert before.loc["together, dLoss/dx_out"].tolist() == ["0.5", "−1", "−1"]


def test_where_a_flat_node_is_right_nothing_is_lost(open_page):
    table = collapse_table(open_page(PAGE, any_loss_passed_w1="600", any_loss_passed_b1="-900"))
    assert table["= ∂E/∂z"].tolist() == table["o − t"].tolist() == [number(np.exp(-300)), "0", "0"]


def test_cross_entropy_gets_out_of_a_wrong_start_sooner(open_page):
    table = table_with(open_page(PAGE), "with cross-entropy").set_index("Step")
    start = experiment((any_loss.PASSED, any_loss.FLAT), SSR, SIGMOID, SOFTPLUS)
    for column, loss in (("with the SSR", SSR), ("with cross-entropy", CROSS_ENTROPY)):
        trace = gradient_descent(Experiment(start.network, start.data, start.start, loss=loss, steps=1000))
        expected = [number(np.abs(trace.residuals[step]).max()) for step in (0, 1, 10, 100, 1000)]
        assert table[column].tolist() == expected
    assert float(table.loc["10", "with cross-entropy"]) < 0.85 < float(table.loc["10", "with the SSR"])


# --- the same steps at another rate ----------------------------------------------------------------------------------


def test_a_tenth_on_the_ssr_is_six_tenths_here_row_by_row(open_page, said):
    at = open_page(PAGE, **SAME, **link(any_loss.DOSAGE, any_loss.HIDDEN, SSR, IDENTITY, dosage_hidden_of="b3"))
    assert "**0.1 × 2 × 3 = 0.6**" in said(at)
    ssr, half = table_with(at, "× 0.1"), table_with(at, "× 0.6")
    assert ssr["b3"].tolist() == half["b3"].tolist()
    assert ssr["b3"].tolist()[:3] == ["0", "1.566", "2.192"]  # the video's 1.57, 2.19
    assert ssr["× 0.1"].tolist() == half["× 0.6"].tolist()
    assert ssr["Derivative"][0] == "−15.66"
    assert half["Derivative"][0] == number(-15.6551 / 6)
    assert len(ssr) == len(half) == 1 + any_loss.STEPS


@pytest.mark.parametrize("rate", ["1000", "0.000001"])
def test_the_runs_are_shown_at_any_rate(open_page, rate):
    at = open_page(PAGE, **SAME, **link(any_loss.DOSAGE, any_loss.HIDDEN, SSR, IDENTITY, rate=rate))
    ssr, half = (table.value for table in at.table if {"Loss", "Derivative"} <= set(table.value.columns))
    assert len(ssr) == len(half) >= 1


# --- Mazur -----------------------------------------------------------------------------------------------------------


def test_mazurs_numbers_stand_on_the_screen_to_nine_decimals(open_page, said):
    at = open_page(PAGE, **MAZUR_PART)
    table = table_with(at, "Computed here").set_index("His name")["Computed here"]
    for name, printed in (
        ("Error E", "0.298371109"),
        ("out_o1", "0.751365070"),
        ("out_o2", "0.772928465"),
        ("w1⁺", "0.149780716"),
        ("w5⁺", "0.358916480"),
        ("Error after one step", "0.291027774"),
    ):
        assert table[name] == printed
    printed = table_with(at, "Computed here").set_index("His name")["He prints"]
    assert printed["w2⁺"] == "0.19956143"
    differ = [name for name in table.index if round(float(table[name]), len(printed[name]) - 2) != float(printed[name])]
    assert differ == ["Error after one step"]
    assert "The last one differs: he rounded on the way to 0.291027924" in said(at)
    trace = gradient_descent(MAZUR)
    assert [table[f"w{i}⁺"] for i in range(1, 9)] == [f"{trace.of(f'w{i}')[1]:.9f}" for i in range(1, 9)]
    assert "0.000668396 + (−0.000229828) = **0.000438568**" in said(at)


def test_mazurs_example_opens_in_the_controls_and_its_two_roads_add(open_page, said):
    at = button(open_page(PAGE, **MAZUR_PART), "Open it under One change").click().run()
    assert at.selectbox(key="any_loss_loss").value == HALF_MSE.name
    table = tables_of_factors(at)[0].set_index("Factor")
    assert table.columns.tolist() == ["through o1", "through o2"]
    (product,) = (row for head, row in table.iterrows() if head.startswith("Product"))
    assert product.tolist() == ["0.0006684", "−0.0002298"]
    assert not at.warning
    at.segmented_control(key="any_loss_part").set_value("Shared front").run()
    assert "dLoss/dx1 = 0.2413 × (0.4 × 0.1385 + 0.5 × (−0.0381)) = 0.008771" in said(at)
    at.segmented_control(key="any_loss_part").set_value("Same steps").run()
    assert table_with(at, "× 0.5")["w1"].tolist() == table_with(at, "× 1")["w1"].tolist()  # 0.5 on the SSR, × 2 × 1
    assert not at.warning


def test_the_roads_of_a_node_are_added_for_every_loss():
    for loss in LOSSES:
        one = Experiment(MAZUR.network, MAZUR.data, MAZUR.start, loss=loss)
        found = backward(one.network, one.start, one.data, loss)
        assert [line.value for line in outputs_line(one)] == pytest.approx(found.dloss_dx[0][0])
        for node, line in enumerate(outputs_line(one), 1):
            bias = one.network.place(f"b{node}")
            assert line.value == pytest.approx(found.derivatives[bias], rel=1e-12)


# --- refusals, presets, links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("output", [output for output in ACTIVATIONS if output is not SIGMOID], ids=repr)
def test_an_output_that_leaves_0_to_1_is_refused_in_a_sentence_and_nothing_is_lost(open_page, output, side):
    loss, change = (SSR, CROSS_ENTROPY) if side == "after" else (CROSS_ENTROPY, SSR)
    at = open_page(PAGE, **CHANGE, **link(loss=loss, output=output, change=f"loss: {change.name}", passed_w1="0.25"))
    (warning,) = at.warning
    assert f"stays between 0 and 1 for the cross-entropy, like sigmoid; {output.name} does not." in warning.value
    assert number_in(at, "any_loss_passed_w1") == 0.25
    assert len(tables_of_factors(at)) == 1
    at = button(at, "Take sigmoid for the output").click().run()
    assert not at.warning
    assert len(tables_of_factors(at)) == 2
    assert number_in(at, "any_loss_passed_w1") == 0.25


def test_observed_values_that_no_cross_entropy_takes_are_refused_with_their_place(open_page):
    at = open_page(PAGE, **CHANGE, **link(any_loss.HEIGHT, height_w1="0.25"))
    assert {warning.value.split(": ", 1)[1] for warning in at.warning} == {
        "the cross-entropy takes Observed values from 0 to 1 alone, and here is a Height of 1.4."
    }
    assert number_in(at, "any_loss_height_w1") == 0.25
    assert len(tables_of_factors(at)) == 1


def test_no_change_is_said_to_be_none(open_page, said):
    assert "One layer has no hidden nodes, so **nothing changes**" in said(
        open_page(PAGE, **CHANGE, any_loss_change="hidden: tanh")
    )
    assert "It is SSR already, so **nothing changes**" in said(open_page(PAGE, **CHANGE, any_loss_change="loss: SSR"))


@pytest.mark.parametrize("label", list(any_loss.PRESETS))
def test_a_preset_is_one_click(open_page, said, label):
    at = open_page(PAGE, **CHANGE, any_loss_passed_w1="7", any_loss_output="tanh", any_loss_change="output: ReLU")
    at = button(at, label).click().run()
    assert not at.exception
    assert not at.warning
    assert "of the" in said(at)
    for key, value in any_loss.PRESETS[label].items():
        if isinstance(value, float):  # the Learning Rate, which has an effect in another part
            steps = button(open_page(PAGE, **SAME), label).click().run()
            assert number_in(steps, key) == value
        elif value is not None:
            assert at.selectbox(key=key).value == value


def test_the_videos_own_derivative_is_there(open_page, said):
    at = button(open_page(PAGE, **CHANGE), "The video's network: SSR or half MSE?").click().run()
    found = backward(MAIN_IDEAS.experiment.network, MAIN_IDEAS.experiment.start, MAIN_IDEAS.experiment.data).derivatives
    assert f"dLoss/db3: {number(found[-1])} → **{number(found[-1] / 6)}**" in said(at)
    assert number(found[-1]) == "−15.66"


def test_a_preset_brings_back_the_weights_and_biases(open_page, said):
    at = open_page(PAGE, **CHANGE, **link(*MAZURS, mazur_hidden_w1="7"))
    assert "Loss 0.2984" not in said(at)
    assert "Loss 0.2984" in said(button(at, "Mazur's 2-2-2").click().run())


def test_a_link_brings_back_all_that_was_set(open_page, said):
    chosen = link(
        any_loss.HEIGHT, any_loss.HIDDEN, HALF_MSE, TANH, RELU, "output: identity",
        height_hidden_of="w2", height_hidden_at="2.3",
    )  # fmt: skip
    numbers = link(rate=0.35, height_hidden_w1=-0.25, height_hidden_b3=1.5)
    at = open_page(PAGE, **chosen, **{k: str(v) for k, v in numbers.items()}, **link(observed="0", x="2.5"))
    assert at.slider(key="any_loss_x").value == 2.5
    assert "and 0 was observed" in said(at)
    at.segmented_control(key="any_loss_part").set_value("Same steps").run()
    assert {key: number_in(at, key) for key in numbers} == numbers
    at.segmented_control(key="any_loss_part").set_value("One change").run()
    assert {key: at.selectbox(key=key).value for key in chosen} == chosen
    one, start = Data([2.3], [1.9]), (-0.25, -1.0, -1.0, 1.0, 0.8, -0.5, 1.5)
    for table, output in zip(tables_of_factors(at), (TANH, IDENTITY), strict=True):
        found = backward(Network((1, 2, 1), RELU, output), start, one, HALF_MSE).derivatives[2]
        assert table["Factor"].tolist()[-1] == f"Product; their sum is {number(found)}"


@pytest.mark.parametrize(("w1", "loss"), [("1000", SSR), ("-1000", CROSS_ENTROPY)])
def test_odd_numbers_are_shown_too(open_page, said, w1, loss):
    told = said(
        open_page(
            PAGE, any_loss_part="Why cross-entropy?", **link(loss=loss, passed_w1=w1, passed_b1="-1000", rate="1000")
        )
    )
    assert "o − t" in told
    assert "not a number" not in told


@pytest.mark.parametrize(("problem", "output"), list(zip(PROBLEMS, [SIGMOID, RELU] * 4, strict=True)))
def test_every_problem_opens_by_its_link(open_page, problem, output):
    at = open_page(PAGE, **CHANGE, **link(*problem, HALF_MSE, output, TANH, "output: softplus"))
    assert len(tables_of_factors(at)) == 2
    assert at.selectbox(key="any_loss_data").value == problem[0]


OWN_CHANGE, OWN_X = "dLoss/dw1: −0.106 → **−4.616**", "At x = −6 the sigmoid says"
PARTS_OF = {
    "change": (CHANGE, OWN_CHANGE),
    "passed_w1": (CHANGE, OWN_CHANGE),
    "x": ({}, OWN_X),
    "part": ({}, OWN_X),
    "rate": (SAME, "**0.1 × 2 × 3 = 0.6**"),
}


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("key", PARTS_OF)
def test_a_forged_parameter_is_named_in_one_sentence(open_page, said, key, junk):
    part, own = PARTS_OF[key]
    at = open_page(PAGE, **part, **{f"any_loss_{key}": junk})
    (warning,) = at.warning
    assert f"**any_loss_{key}**" in warning.value
    assert "<script>" not in acting(warning.value)
    assert own in said(at)


# --- the parts of the page -------------------------------------------------------------------------------------------


def test_a_part_has_those_controls_alone_that_have_an_effect_in_it(open_page):
    """Each other control of the strip, set to something else, changes nothing that the part shows."""
    strip = {"loss": HALF_MSE.name, "output": TANH.name, "hidden": RELU.name, "change": "output: ReLU", "rate": "0.7"}
    for part in ("Why cross-entropy?", "One change", "Shared front", "Same steps", "Mazur"):
        query = {"any_loss_part": part, **link(any_loss.DOSAGE, any_loss.HIDDEN)}
        own = open_page(PAGE, **query)
        shown = [table.value.to_csv() for table in own.table]
        keys = {each.key for each in (*own.selectbox, *own.text_input)}
        for name, text in strip.items():
            at = open_page(PAGE, **{**query, f"any_loss_{name}": text})
            changed = [table.value.to_csv() for table in at.table] != shown
            assert changed == (f"any_loss_{name}" in keys), f"{name} under {part}"


def test_the_sigmoids_picture_is_what_the_page_shows_first(open_page, chart_tables):
    at = open_page(PAGE)
    (chart,) = chart_tables(at)
    assert {"SSR", "cross-entropy", "now"} <= set(chart["is"])
    shown = [each for each in in_order(at.main) if each.type in ("vega_lite_chart", "arrow_table", "table")]
    assert shown[0].type == "vega_lite_chart"
    before = list(in_order(at.main))
    place = before.index(shown[0])
    assert not [each for each in before[:place] if each.type in ("selectbox", "text_input")]
