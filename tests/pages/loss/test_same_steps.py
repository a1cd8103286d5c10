"""The same steps at another Learning Rate, and Mazur's example to nine decimals."""

import pytest
from any_loss_page import MAZUR_PART, PAGE, SAME, link, table_with, tables_of_factors
from screen import button

from backprop.activations import IDENTITY
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.lessons import MAZUR
from backprop.losses import HALF_MSE, LOSSES, SSR
from backprop.passes import backward
from backprop.written.arithmetic import outputs_line
from backprop.written.numerals import number
from pages.parts.loss import same_steps, setup


def test_a_tenth_on_the_ssr_is_six_tenths_here_row_by_row(open_page, said):
    at = open_page(PAGE, **SAME, **link(setup.DOSAGE, setup.HIDDEN, SSR, IDENTITY, dosage_hidden_of="b3"))
    assert "**0.1 × 2 × 3 = 0.6**" in said(at)
    ssr, half = table_with(at, "× 0.1"), table_with(at, "× 0.6")
    assert ssr["b3"].tolist() == half["b3"].tolist()
    assert ssr["b3"].tolist()[:3] == ["0", "1.566", "2.192"]  # the video's 1.57, 2.19
    assert ssr["× 0.1"].tolist() == half["× 0.6"].tolist()
    assert ssr["Derivative"][0] == "−15.66"
    assert half["Derivative"][0] == number(-15.6551 / 6)
    assert len(ssr) == len(half) == 1 + same_steps.STEPS


@pytest.mark.parametrize("rate", ["1000", "0.000001"])
def test_the_runs_are_shown_at_any_rate(open_page, rate):
    at = open_page(PAGE, **SAME, **link(setup.DOSAGE, setup.HIDDEN, SSR, IDENTITY, rate=rate))
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
