"""Why Cross Entropy: with it two factors collapse into one that stays, and with the SSR they die together."""

import numpy as np
import pytest
from any_loss_page import CHANGE, MAZURS, PAGE, experiment, link, plain, table_with, tables_of_factors
from screen import in_order

from backprop.activations import SIGMOID, SOFTPLUS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import MAZUR
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.loss import setup


def collapse_table(at):
    """The table of the two factors that collapse, a row an observation or output."""
    found = [plain(each.value) for each in at.table if "o − t" in each.value.iloc[:, 0].tolist()]
    return found[0].set_index("At").T


# --- why Cross Entropy ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("observed", ["0", "1"])
@pytest.mark.parametrize("x", [-12.0, -6.0, 0.0, 5.5])
def test_the_two_factors_of_the_cross_entropy_collapse_and_the_ssrs_die(open_page, chart_tables, said, x, observed):
    at = open_page(PAGE, any_loss_x=str(x), any_loss_observed=observed)
    o, t = 1 / (1 + np.exp(-x)), float(observed)
    ssr, cross = -2 * (t - o) * o * (1 - o), o - t
    rows = table_with(at, "× dPredicted/dx").set_index("Loss")["= dLoss/dx"]
    assert rows.to_dict() == {"SSR": number(ssr), "Cross Entropy": number(cross)}
    (chart,) = (table for table in chart_tables(at) if "Cross Entropy" in set(table["is"]))
    for name, curve in (("SSR", lambda o: -2 * (t - o) * o * (1 - o)), ("Cross Entropy", lambda o: o - t)):
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
    table = collapse_table(open_page(PAGE, any_loss_part="Why Cross Entropy?", **link(*MAZURS, mazur_hidden_w5=w5)))
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
    at = open_page(PAGE, any_loss_part="Why Cross Entropy?", **query)
    table = collapse_table(at)
    assert table["= ∂E/∂z"].tolist() == ["0.5", "lost: −∞ × 0", "lost: −∞ × 0"]
    assert table["o − t"].tolist() == ["0.5", "−1", "−1"]
    before = tables_of_factors(open_page(PAGE, **CHANGE, **query))[0].set_index("Factor")
    assert before.loc["together, dLoss/dx_out"].tolist() == ["0.5", "−1", "−1"]


def test_where_a_flat_node_is_right_nothing_is_lost(open_page):
    table = collapse_table(open_page(PAGE, any_loss_passed_w1="600", any_loss_passed_b1="-900"))
    assert table["= ∂E/∂z"].tolist() == table["o − t"].tolist() == [number(np.exp(-300)), "0", "0"]


def test_cross_entropy_gets_out_of_a_wrong_start_sooner(open_page, said):
    at = open_page(PAGE)
    text = said(at).replace("cross-entropy, log loss", "").replace("categorical cross-entropy", "")  # of the glossary
    assert "cross-entropy" not in text, "here it is a term, and no name in a menu"
    table = table_with(at, "with Cross Entropy").set_index("Step")
    start = experiment((setup.PASSED, setup.FLAT), SSR, SIGMOID, SOFTPLUS)
    for column, loss in (("with the SSR", SSR), ("with Cross Entropy", CROSS_ENTROPY)):
        trace = gradient_descent(Experiment(start.network, start.data, start.start, loss=loss, steps=1000))
        expected = [number(np.abs(trace.residuals[step]).max()) for step in (0, 1, 10, 100, 1000)]
        assert table[column].tolist() == expected
    assert float(table.loc["10", "with Cross Entropy"]) < 0.85 < float(table.loc["10", "with the SSR"])


# --- the parts of the page -------------------------------------------------------------------------------------------


def test_the_sigmoids_picture_is_what_the_page_shows_first(open_page, chart_tables):
    at = open_page(PAGE)
    (chart,) = chart_tables(at)
    assert {"SSR", "Cross Entropy", "now"} <= set(chart["is"])
    shown = [each for each in in_order(at.main) if each.type in ("vega_lite_chart", "arrow_table", "table")]
    assert shown[0].type == "vega_lite_chart"
    before = list(in_order(at.main))
    place = before.index(shown[0])
    assert not [each for each in before[:place] if each.type in ("selectbox", "text_input")]
