"""Any loss, any activation: what one choice changes in the Chain Rule, the collapse to o − t, and Mazur's numbers."""

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.chain_rule import any_chains, changes
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA, HEIGHT_DATA, PASSED_DATA
from backprop.descent import Experiment, gradient_descent
from backprop.lessons import MAIN_IDEAS, MAZUR
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES, SSR
from backprop.network import Network
from backprop.numerals import number
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward

PAGE = "13_Any_Loss_and_Activation.py"
VIDEO = {  # a network with a hidden layer, one output
    "any_loss_data": "Dosage", "any_loss_layers": "one hidden layer", "any_loss_loss": "SSR",
    "any_loss_output": "identity", "any_loss_hidden": "softplus",
}  # fmt: skip
MAZURS = {
    "any_loss_data": "Mazur 2-2-2", "any_loss_layers": "one hidden layer", "any_loss_loss": HALF_MSE.name,
    "any_loss_output": "sigmoid", "any_loss_hidden": "sigmoid", "any_loss_rate": "0.5",
}  # fmt: skip
FLAT = {"any_loss_data": "0 or 1", "any_loss_layers": "one layer"}
STARTS = {"passed": (-2.0, 1.0), "dosage_hidden": MAIN_IDEAS.experiment.start, "mazur_hidden": MAZUR.start}


def tables_with(at, *columns):
    return [table.value for table in at.table if set(columns) <= set(table.value.columns)]


def factors_tables(at):
    """The numbers of the factors, before and after: a column for each road of each observation."""
    return [t.set_index("Factor") for t in tables_with(at, "Factor") if "Elsewhere" not in t.columns]


def unmarked(name):
    return name.removeprefix("◆ ").removeprefix("◇ ")


def button(at, label):
    return next(each for each in at.button if each.label == label)


def shown_numbers(texts):
    """The numbers in a table's cells, as they are shown."""
    plain = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
    return np.array([float(text.replace("×10", "e").translate(plain)) for text in texts])


def test_mazurs_numbers_stand_on_the_screen_to_nine_decimals(open_page, said):
    at = open_page(PAGE)
    (table,) = tables_with(at, "He prints")
    rows = table.set_index("His name")
    for name, published in (("Error E", "0.298371109"), ("w1⁺", "0.149780716"), ("w5⁺", "0.358916480")):
        assert rows.loc[name, ["Computed here", "He prints"]].tolist() == [published, published]
    last = rows.loc["Error after one step"]
    assert last[["Computed here", "He prints"]].tolist() == ["0.291027774", "0.291027924"]
    assert "0.000668396 + (−0.000229828) = **0.000438568**" in said(at)
    trace = gradient_descent(MAZUR)
    for place in range(1, 9):
        assert rows.loc[f"w{place}⁺", "Computed here"] == f"{trace.of(f'w{place}')[1]:.9f}"
    ninth = np.abs(shown_numbers(table["Computed here"][:-1]) - shown_numbers(table["He prints"][:-1]))
    assert ninth.max() < 4e-9


# --- the factors, before and after one change ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "change", "formula", "number_only"),
    [
        (VIDEO, f"loss: {HALF_MSE.name}", {"dLoss/dPredicted"}, set()),
        (VIDEO, "output: sigmoid", {"dPredicted/dx_out"}, {"dLoss/dPredicted"}),
        (VIDEO, "hidden: ReLU", {"dy1/dx1"}, {"dLoss/dPredicted"}),
        ({**VIDEO, "any_loss_dosage_hidden_of": "w3"}, "hidden: tanh", set(), {"dLoss/dPredicted", "dx_out/dw3"}),
        ({**VIDEO, "any_loss_dosage_hidden_of": "b3"}, f"loss: {HALF_MSE.name}", {"dLoss/dPredicted"}, set()),
        (VIDEO, "loss: SSR", set(), set()),
        (MAZURS, "loss: cross-entropy", {"dLoss/dPredicted"}, set()),
        (MAZURS, "output: tanh", {"dPredicted/dx_out"}, {"dLoss/dPredicted"}),
        (MAZURS, "hidden: tanh", {"dy1/dx1"}, {"dLoss/dPredicted", "dPredicted/dx_out"}),
        (FLAT, "loss: cross-entropy", {"dLoss/dPredicted"}, set()),
        (FLAT, "hidden: tanh", set(), set()),
    ],
)
def test_exactly_the_factors_that_differ_are_marked(open_page, said, query, change, formula, number_only):
    at = open_page(PAGE, **query, any_loss_change=change)
    (formulas,) = tables_with(at, "Factor", "Elsewhere")
    names = list(formulas["Factor"])
    assert {unmarked(name) for name in names if name.startswith("◆")} == formula
    assert {unmarked(name) for name in names if name.startswith("◇")} == number_only
    before, after = factors_tables(at)
    for name in names:  # the marks say what the formulas and the numbers beside them show
        old, new = formulas.set_index("Factor").loc[name, ["Before", "After"]]
        if name.startswith("◆"):
            assert new not in (old, "the same")
        elif not name.startswith("together"):
            assert new == "the same"
            assert before.loc[name].equals(after.loc[name]) == (not name.startswith("◇"))
    for name in formula:
        assert f"◆ {name}.**" in said(at)
    assert ("nothing changes" in said(at)) == (not formula | number_only)


def of_the_page(query, change):
    """What the core makes of a page's query: (network, start, data, loss) before and after a change."""
    slug, data = {"Dosage": ("dosage_hidden", DOSAGE_DATA), "Mazur 2-2-2": ("mazur_hidden", MAZUR.data)}.get(
        query["any_loss_data"], ("passed", PASSED_DATA)
    )
    nodes = {"dosage_hidden": (1, 2, 1), "mazur_hidden": (2, 2, 2), "passed": (1, 1)}[slug]
    own = {
        "loss": query.get("any_loss_loss", "SSR"),
        "output": query.get("any_loss_output", "sigmoid"),
        "hidden": query.get("any_loss_hidden", "softplus"),
    }
    what, _, to = change.partition(": ")
    both = []
    for names in (own, {**own, what: to}):
        curves = (next(a for a in ACTIVATIONS if a.name == names[which]) for which in ("hidden", "output"))
        loss = next(each for each in LOSSES if each.name == names["loss"])
        both.append((Network(nodes, *curves), STARTS[slug], data, loss))
    return slug, both


@pytest.mark.parametrize(
    ("query", "change", "name"),
    [
        (VIDEO, "hidden: ReLU", "w1"),
        (VIDEO, "output: sigmoid", "b3"),
        (MAZURS, "loss: cross-entropy", "w2"),
        (MAZURS, "hidden: tanh", "w8"),
        (FLAT, "loss: cross-entropy", "w1"),
    ],
)
def test_the_table_of_factors_multiplies_to_backpropagations_derivative(open_page, said, query, change, name):
    slug, both = of_the_page(query, change)
    at = open_page(PAGE, **query, any_loss_change=change, **{f"any_loss_{slug}_of": name})
    chains = [any_chains(n, start, data, name, loss) for n, start, data, loss in both]
    marks = {"formula": "◆ ", "number": "◇ ", "": ""}
    (formulas,) = tables_with(at, "Factor", "Elsewhere")
    shown = [factor for factor in formulas["Factor"] if not factor.startswith("together")]
    assert [factor[:2] if factor[0] in "◆◇" else "" for factor in shown] == [marks[m] for m in changes(*chains)]
    derivatives = []
    for table, roads, (network, start, data, loss) in zip(factors_tables(at), chains, both, strict=True):
        found = backward(network, start, data, loss)
        derivative = found.derivatives[network.place(name)]
        derivatives.append(number(derivative))
        for place, factor in enumerate(shown):
            values = np.concatenate([road.factors[place].value for road in roads])
            assert table.loc[factor].tolist() == [number(value) for value in values]
        assert table.index[-1] == f"Product; their sum is {number(derivative)}"
        products = np.prod([shown_numbers(table.loc[factor]) for factor in shown], axis=0)
        np.testing.assert_allclose(products, shown_numbers(table.iloc[-1]), rtol=5e-3, atol=1e-9)
        scale = np.abs(shown_numbers(table.iloc[-1])).max()
        np.testing.assert_allclose(shown_numbers(table.iloc[-1]).sum(), derivative, rtol=0, atol=2e-3 * scale)
        together = table.loc["together, dLoss/dx_out"]
        np.testing.assert_allclose(
            shown_numbers(together), np.concatenate([np.prod([f.value for f in r.factors[:2]], axis=0) for r in roads]),
            rtol=1e-3,
        )  # fmt: skip
    assert f"dLoss/d{name}: {derivatives[0]} → **{derivatives[1]}**" in said(at)
    (every,) = tables_with(at, "Its chain")
    for word, (network, start, data, loss) in zip(("before", "after"), both, strict=True):
        found = [number(value) for value in backward(network, start, data, loss).derivatives]
        assert every[f"dLoss/d…, {word}"].tolist() == found
    assert "Chain Rule and finite difference agree to" in said(at)


def test_one_observation_can_be_looked_at_alone(open_page, said):
    at = open_page(PAGE, any_loss_passed_at="2")
    one = Data([2.0], [1.0])
    for table, loss in zip(factors_tables(at), (SSR, CROSS_ENTROPY), strict=True):
        assert list(table.columns) == ["Hours 2"]
        found = backward(Network((1, 1), output=SIGMOID), STARTS["passed"], one, loss).derivatives[0]
        assert table.index[-1] == f"Product; their sum is {number(found)}"


# --- why cross-entropy -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, MAZURS, {**MAZURS, "any_loss_mazur_hidden_w5": "-3"}])
def test_the_collapse_is_shown_with_the_learners_own_numbers(open_page, query):
    table = tables_with(open_page(PAGE, **query), "o − t", "= ∂E/∂z")[0]
    if query:
        start = list(MAZUR.start)
        start[6] = float(query.get("any_loss_mazur_hidden_w5", start[6]))
        network, data = MAZUR.network, MAZUR.data
    else:
        start, network, data = STARTS["passed"], Network((1, 1), output=SIGMOID), PASSED_DATA
    found = backward(network, start, data, CROSS_ENTROPY)
    collapsed = [number(value) for value in found.dloss_dx[-1].T.ravel()]
    assert table["= ∂E/∂z"].tolist() == table["o − t"].tolist() == collapsed
    predicted = forward(network, start, data.inputs).predicted
    assert table["o"].tolist() == [number(value) for value in predicted.T.ravel()]
    slope = CROSS_ENTROPY.derivative(data.observed, predicted)
    assert table["∂E/∂o"].tolist() == [number(value) for value in slope.T.ravel()]
    assert table["× ∂o/∂z"].tolist() == [number(value) for value in (predicted * (1 - predicted)).T.ravel()]


@pytest.mark.parametrize("observed", [0, 1])
def test_the_two_curves_are_the_cores(open_page, chart_tables, observed):
    at = open_page(PAGE, any_loss_observed=str(observed), any_loss_x="3.5")
    (chart,) = chart_tables(at)
    for loss, of in (
        ("SSR", lambda o: -2 * (observed - o) * o * (1 - o)),
        ("cross-entropy", lambda o: o - observed),
    ):
        curve = chart[chart["is"] == loss]
        assert (curve["x"].min(), curve["x"].max()) == (-12.5, 12.5)
        np.testing.assert_allclose(curve["y"], of(1 / (1 + np.exp(-curve["x"]))), rtol=1e-5, atol=1e-6)
        now = chart[(chart["is"] == "now") & (chart["label"] == loss)]
        np.testing.assert_allclose(now["y"], of(1 / (1 + np.exp(-3.5))), rtol=1e-5)
    table = next(t for t in tables_with(at, "= dLoss/dx"))
    o = 1 / (1 + np.exp(-3.5))
    expected = [number(-2 * (observed - o) * o * (1 - o)), number(o - observed)]
    assert table["= dLoss/dx"].tolist() == expected


def test_the_page_says_where_retyping_its_rounded_numbers_ends_elsewhere(open_page, said):
    told = said(open_page(PAGE))  # −2 × (1 − 0.002473) × 0.002467 and 404.4 × 0.002467
    assert "you get −0.004922 for −0.004921, −0.9977 for −0.9975: rounding bites." in told


def test_far_out_the_node_that_is_flat_and_wrong_still_takes_steps_with_cross_entropy(open_page, said):
    at = open_page(PAGE, any_loss_x="-12")
    assert "As wrong as can be, and the SSR's Derivative is all but gone" in said(at)
    at.slider(key="any_loss_x").set_value(6.0).run()
    assert "nearly right" in said(at)
    at.slider(key="any_loss_x").set_value(0.0).run()
    assert "either loss makes it learn" in said(at)


def test_the_race_down_both_losses_is_the_cores(open_page):
    (table,) = tables_with(open_page(PAGE), "with the SSR")
    for column, loss in (("with the SSR", SSR), ("with cross-entropy", CROSS_ENTROPY)):
        network = Network((1, 1), output=SIGMOID)
        run = Experiment(network, PASSED_DATA, STARTS["passed"], loss=loss, optimiser=GradientDescent(0.1), steps=1000)
        left = np.abs(gradient_descent(run).residuals).max(axis=(1, 2))
        assert table[column].tolist() == [number(left[step]) for step in (0, 1, 10, 100, 1000)]


# --- one step, two scales --------------------------------------------------------------------------------------------


def test_half_mse_takes_the_same_steps_at_2n_times_the_rate(open_page, said):
    at = open_page(PAGE)
    assert "**0.1 × 2 × 3 = 0.6**" in said(at)
    ssr, half = tables_with(at, "Step", "Loss", "Derivative")
    assert ssr["w1"].tolist() == half["w1"].tolist()
    assert ssr["× 0.1"].tolist() == half["× 0.6"].tolist()
    assert len(ssr) == 6
    network = Network((1, 1), SOFTPLUS, SIGMOID)
    for table, loss, rate in ((ssr, SSR, 0.1), (half, HALF_MSE, 0.6)):
        run = Experiment(network, PASSED_DATA, STARTS["passed"], loss=loss, optimiser=GradientDescent(rate), steps=5)
        trace = gradient_descent(run)
        assert table["Derivative"].tolist() == [number(value) for value in trace.derivatives[:, 0]]
        assert table["Loss"].tolist() == [number(value) for value in trace.loss]
        assert table["w1"].tolist() == [number(value) for value in trace.of("w1")]


# --- what is refused, and what a link holds --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence", "way_out"),
    [
        (
            {"any_loss_data": "Weight and height", "any_loss_loss": "cross-entropy"},
            "observed must lie in 0 … 1 for the cross-entropy; entry (0, 0) is 1.4.",
            "Take the data 0 or 1",
        ),
        (
            {"any_loss_output": "identity", "any_loss_loss": "cross-entropy", "any_loss_change": "hidden: tanh"},
            "stays between 0 and 1 for the cross-entropy, like sigmoid; identity does not.",
            "Take sigmoid for the output",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_what_was_set_stays(open_page, said, query, sentence, way_out):
    at = open_page(PAGE, **query)
    refusals = {warning.value for warning in at.warning}
    assert all(value.startswith("Refused, and nothing of yours is changed: ") for value in refusals)
    assert any(sentence in value and value.count("\n") == 0 for value in refusals)
    for key, value in query.items():
        assert at.selectbox(key=key).value == value
    button(at, way_out).click().run()
    assert not at.exception
    before = factors_tables(at)
    assert before
    assert at.selectbox(key="any_loss_loss").value == "cross-entropy"


@pytest.mark.parametrize(
    ("label", "words", "derivative"),
    [
        ("0 or 1: why cross-entropy?", "Before: SSR, output sigmoid**", None),
        ("The video's network: SSR or half MSE?", "Before: SSR, output identity, hidden softplus**", "b3"),
        ("The video's, with ReLU?", "After: SSR, output identity, hidden ReLU**", "w1"),
        ("Mazur's 2-2-2", f"Before: {HALF_MSE.name}, output sigmoid, hidden sigmoid**, Loss 0.2984", "w1"),
        ("Open it in the controls above", f"Before: {HALF_MSE.name}, output sigmoid, hidden sigmoid**, Loss", "w1"),
    ],
)
def test_each_preset_sets_its_experiment(open_page, said, label, words, derivative):
    at = open_page(PAGE, any_loss_data="Weight and height", any_loss_output="tanh", any_loss_rate="3")
    button(at, label).click().run()
    assert not at.exception
    assert words in said(at)
    assert not at.warning
    if derivative:
        assert f"dLoss/d{derivative}: " in said(at)
    if "2-2-2" in label:
        assert at.number_input(key="any_loss_rate").value == 0.5


def test_a_preset_brings_back_the_weights_and_biases(open_page, said):
    at = open_page(PAGE, **MAZURS, any_loss_mazur_hidden_w1="7")
    assert "Loss 0.2984" not in said(at)
    button(at, "Mazur's 2-2-2").click().run()
    assert "Loss 0.2984" in said(at)


def test_a_link_brings_back_all_that_was_set(open_page, said):
    chosen = {
        "any_loss_data": "Weight and height", "any_loss_layers": "one hidden layer", "any_loss_loss": HALF_MSE.name,
        "any_loss_output": "tanh", "any_loss_hidden": "ReLU", "any_loss_change": "output: identity",
        "any_loss_height_hidden_of": "w2", "any_loss_height_hidden_at": "2.3",
    }  # fmt: skip
    numbers = {"any_loss_rate": 0.35, "any_loss_height_hidden_w1": -0.25, "any_loss_height_hidden_b3": 1.5}
    at = open_page(PAGE, **chosen, **{k: str(v) for k, v in numbers.items()}, any_loss_observed="0", any_loss_x="2.5")
    assert "link" not in " ".join(warning.value for warning in at.warning)
    for key, value in chosen.items():
        assert at.selectbox(key=key).value == value
    for key, value in numbers.items():
        assert at.number_input(key=key).value == value
    assert at.slider(key="any_loss_x").value == 2.5
    assert "and 0 was observed" in said(at)
    start = (-0.25, -1.0, -1.0, 1.0, 0.8, -0.5, 1.5)
    one = Data([2.3], [1.9])
    for table, output in zip(factors_tables(at), (TANH, IDENTITY), strict=True):
        found = backward(Network((1, 2, 1), RELU, output), start, one, HALF_MSE)
        place = Network().place("w2")
        assert table.index[-1] == f"Product; their sum is {number(found.derivatives[place])}"
    assert HEIGHT_DATA.observed[1, 0] == 1.9


@pytest.mark.parametrize("far", ["1000", "-1000"])
@pytest.mark.parametrize("loss", ["SSR", "cross-entropy"])
def test_odd_numbers_are_shown_too(open_page, said, far, loss):
    odd = {"any_loss_passed_w1": far, "any_loss_passed_b1": "-1000", "any_loss_rate": "1000"}
    at = open_page(PAGE, **odd, any_loss_loss=loss)
    assert "o − t" in said(at)
    assert "not a number" not in said(at)


@pytest.mark.parametrize("junk", ["nan", "1e309", "", "x" * 65_536, "<script>alert(1)</script>", "🙂"])
@pytest.mark.parametrize("key", ["any_loss_change", "any_loss_rate", "any_loss_passed_w1"])
def test_a_forged_parameter_is_named_in_one_sentence(open_page, said, key, junk):
    at = open_page(PAGE, **{key: junk})
    (warning,) = at.warning
    assert f"**{key}**" in warning.value
    assert "<script>" not in warning.value
    assert "Before: SSR, output sigmoid**, Loss" in said(at)
