"""Any network, your data: the core's numbers, links that bring them back, and nothing that breaks."""

import numpy as np
import pytest
from any_network_page import AWAY, CONVERGENCE, PAGE, STEP, core_run
from drawn import pictures, texts
from screen import ROOT, layer, remembered, table_with, type_number
from streamlit.testing.v1 import AppTest

from backprop.activations import ACTIVATIONS, SIGMOID, TANH
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.losses import CROSS_ENTROPY, LOSSES
from backprop.network import Network
from backprop.optimisers import OPTIMISERS, Adam
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.any import strip, training
from pages.parts.any.questions import ANY_NETWORK
from pages.parts.controls.visit import Made


def test_it_opens_on_a_network_that_learns_a_wave(open_page, said, chart_tables):
    trace = gradient_descent(core_run())
    at = open_page(PAGE)
    assert f"after step 500 it is **{number(trace.ssr[-1])}**" in said(at)
    fit, network_map, *_ = chart_tables(at)
    curve = layer(fit, "curve")
    predicted = forward(trace.experiment.network, trace.parameters[-1], curve["x"].to_numpy(float)).predicted[:, 0]
    np.testing.assert_allclose(curve["y"], predicted, atol=1e-3)
    edges = network_map[network_map["is"].isin(["plus", "minus"])]
    assert len(edges) == 16
    weights = [value for name, value in zip(trace.experiment.network.parameter_names, trace.parameters[-1], strict=True)
               if name[0] == "w"]  # fmt: skip
    widest = np.abs(trace.parameters).max()
    np.testing.assert_allclose(sorted(edges["value"]), sorted(np.abs(weights) / widest), rtol=1e-5)
    assert (edges["is"] == "minus").sum() == sum(weight < 0 for weight in weights)
    assert set(layer(network_map, "curve")["label"]) == set("12345678")


@pytest.mark.parametrize("nodes", [1, 2, 3])
def test_the_picture_of_a_small_network_has_every_number(open_page, nodes):
    at = open_page(PAGE, any_data="dosage", any_nodes1=str(nodes), any_steps="40")
    trace = gradient_descent(core_run((1, nodes, 1), data=DATASETS["dosage"], steps=40))
    numbers = list(
        zip(trace.experiment.network.parameter_names, trace.parameters[-1], trace.derivatives[-1], strict=True)
    )
    drawn = pictures(at)[1]
    assert {f"{name} {number(value, 3)}" for name, value, _ in numbers} < texts(drawn, 345)
    on_edges = {f"{name} {number(value, 3)} d {number(slope, 3)}" for name, value, slope in numbers if name[0] == "w"}
    assert on_edges < texts(drawn, 540)


@pytest.mark.parametrize("step", [0, 3, 40])
def test_every_number_of_a_step_is_the_cores(open_page, said, step):
    experiment = core_run((1, 2, 1), data=DATASETS["dosage"], steps=40, rate=0.05)
    trace = gradient_descent(experiment)
    query = {"any_data": "dosage", "any_nodes1": "2", "any_steps": "40", "any_learning_rate": "0.05"}
    at = open_page(PAGE, any_step=str(step), **query)
    assert f"The fit at step {step}: SSR {number(trace.ssr[step])}" in said(at)
    at = open_page(PAGE, any_step=str(step), **query, **STEP)
    assert f"At step {step}: SSR {number(trace.ssr[step])}" in said(at)
    residuals = table_with(at, "Residual²")
    assert residuals["Residual"].tolist()[:3] == [number(value) for value in trace.residuals[step, :, 0]]
    update = table_with(at, "From → to").set_index("Parameter")
    for place, name in enumerate(experiment.network.parameter_names):
        old, derivative, size = (
            array[step, place] for array in (trace.parameters, trace.derivatives, trace.step_sizes)
        )
        shown = update.loc[name, ["Old", "Derivative", "Step Size", "New"]].tolist()
        assert shown == [number(value) for value in (old, derivative, size, old - size)]
    assert update.loc["w4", "From → to"] == "node 2 → Predicted"
    assert update.loc["b2", "From → to"] == "node 2"


@pytest.mark.parametrize("rule", OPTIMISERS)
@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_every_rule_with_every_loss_on_two_inputs(open_page, said, chart_tables, rule, loss):
    experiment = core_run((2, 3, 1), ACTIVATIONS[0], SIGMOID, DATASETS["XOR"], loss, rule, rate=0.1, steps=30, seed=4)
    trace = gradient_descent(experiment)
    query = {
        "any_data": "XOR", "any_nodes1": "3", "any_hidden": "softplus", "any_output": "sigmoid", "any_loss": loss.name,
        "any_optimiser": rule.name, "any_learning_rate": "0.1", "any_steps": "30", "any_seed": "4",
    }  # fmt: skip
    at = open_page(PAGE, **query)
    for words in ("**Data**: 4 observations", "**Network**: 2-3-1, softplus, output sigmoid",
                  f"**Training**: {rule.name}, {loss.name}, from seed 4"):  # fmt: skip
        assert words in said(at), "what is set is said above the controls"
    assert f"The fit at step 30: SSR {number(trace.ssr[-1])}" in said(at)
    heat = layer(chart_tables(at)[0], "cell")
    middles = heat[["x", "y"]].to_numpy(float) + 0.5 * (heat[["x2", "y2"]].to_numpy(float) - heat[["x", "y"]]) / 1.1
    predicted = forward(experiment.network, trace.parameters[-1], middles.to_numpy(float)).predicted[:, 0]
    np.testing.assert_allclose(heat["value"], predicted, atol=1e-4)
    run = table_with(open_page(PAGE, **query, **AWAY), "Largest |Derivative|")
    assert run["SSR"].tolist()[-1] == number(trace.ssr[-1])


def test_rows_of_ones_own_come_from_the_link_and_stay_in_it(open_page, said):
    rows = "1_Dose~Time~Effect_0~1~0.5_1~0~1e-07_2~2~-3"
    at = open_page(PAGE, any_data="your own", any_rows=rows, any_steps="20", **STEP)
    assert at.query_params["any_rows"] in (rows, [rows])
    table = table_with(at, "Residual²")
    assert table["Dose"].tolist()[:3] == ["0", "1", "2"]
    assert table["Observed"].tolist()[:3] == ["0.5", "1×10⁻⁷", "−3"]
    at.selectbox(key="any_data").set_value("dosage").run()
    assert "any_rows" not in at.query_params
    at.selectbox(key="any_data").set_value("your own").run()
    assert at.query_params["any_rows"] in (rows, [rows])
    for part in (*CONVERGENCE.values(), *AWAY.values(), "Train", *STEP.values()):
        at.segmented_control(key="any_part").set_value(part).run()
        assert at.query_params["any_rows"] in (rows, [rows]), part
        assert "3 observations" in said(at)
    assert table_with(at, "Residual²")["Dose"].tolist()[:3] == ["0", "1", "2"]


def test_a_preset_can_be_edited(open_page, said):
    at = open_page(PAGE, any_data="XOR", any_steps="5")
    at.button(key="any_edit").click().run()
    assert at.selectbox(key="any_data").value == "your own"
    assert "4 observations" in said(at)
    assert "1_A~B~A%20xor%20B_0~0~0" in str(at.query_params["any_rows"])


def test_rows_too_large_for_a_link_say_so(open_page, said):
    at = open_page(PAGE, any_data="spiral", any_points="200", any_layers="0", any_steps="5")
    at.button(key="any_edit").click().run()
    assert "Too large for a link: 200 rows." in said(at)
    assert "file" in at.query_params["any_rows"]
    at = open_page(PAGE, any_data="your own", any_rows="file")
    assert any("upload it again" in each.value for each in at.info)


def test_standardised_numbers_are_said(open_page, said):
    at = open_page(PAGE, any_data="weight and height", any_scaling="all standardised", any_steps="5")
    assert "Standardised: Weight → (Weight − 1.9) / 1.02; Height → (Height − 2.167) / 0.7587." in said(at)


def test_large_numbers_that_go_badly_are_offered_to_be_standardised(open_page, said):
    rows = "1_Year~Price_1990~100_2000~150_2010~180_2020~260"
    at = open_page(PAGE, any_data="your own", any_rows=rows, any_optimiser="Gradient Descent")
    assert "The data reach 2020" in said(at)
    next(button for button in at.button if button.label == "Standardise all columns").click().run()
    assert "The data reach" not in said(at)
    assert "Year → (Year − 2005) / 11.18" in said(at)
    assert at.selectbox(key="any_scaling").value == "all standardised"


def test_a_long_run_keeps_thinned_rows_says_so_and_finds_its_step_again(open_page, said):
    query = {"any_layers": "2", "any_nodes1": "16", "any_nodes2": "16", "any_points": "300", "any_steps": "1200"}
    at = open_page(PAGE, any_step="1150", **query)
    network = Network((1, 16, 16, 1), TANH)
    experiment = core_run((1, 16, 16, 1), data=DATASETS["noisy sine"](300, 0), steps=1200)
    steps = training.recorded(experiment)
    assert len(steps) * 8 * (3 * network.parameter_count + 2 * 300 + 2) <= training.RECORD_BYTES
    assert f"{len(steps):,} are kept" in said(at)
    near = steps[np.abs(steps - 1150).argmin()]
    assert f"The fit at step {near:,}:" in said(at)
    assert steps[-20:].tolist() == list(range(1181, 1201))
    trace = gradient_descent(experiment, steps)
    assert f"after step 1,200 it is **{number(trace.ssr[-1])}**" in said(at)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"any_loss": "cross-entropy"}, "Cross-entropy asks how probable a 1 was"),
        ({"any_loss": "cross-entropy", "any_data": "XOR"}, "identity does not, sigmoid does"),
        ({"any_steps": "20000", "any_layers": "4", "any_points": "400", "any_nodes1": "32", "any_nodes2": "32",
          "any_nodes3": "32", "any_nodes4": "32", "any_data": "your own", "any_rows": "file"}, None),
        ({"any_learning_rate": "1000", "any_optimiser": "Gradient Descent"}, None),
        ({"any_data": "your own", "any_rows": "1_A~B_1e12~1e12", "any_optimiser": "Momentum"}, None),
        ({"any_steps": "0"}, None),
        ({"any_layers": "0"}, None),
        ({"any_data": "your own", "any_rows": "1_A~B~C_1~1~1"}, None),
        ({"any_data": "your own", "any_rows": "1_A~B_1~1_1~2"}, None),
    ],
)  # fmt: skip
def test_odd_experiments_are_shown_or_refused_in_a_sentence(open_page, query, sentence):
    query = {"any_steps": "60", **query} if query.get("any_steps") != "20000" else {**query, "any_steps": "40"}
    for part in ({}, STEP, CONVERGENCE, AWAY):
        at = open_page(PAGE, **query, **part)
        told = " ".join(error.value for error in at.error)
        assert (sentence in told) if sentence else not told


def test_too_much_work_is_refused_with_what_is_possible(monkeypatch, open_page):
    monkeypatch.setattr(strip, "MOST_WORK", 1e6)
    (error,) = open_page(PAGE).error
    assert "at most 74 steps" in error.value


def test_columns_named_like_ours_lose_no_number(open_page):
    rows = "1_Row~Residual_7~3_8~5"
    table = table_with(open_page(PAGE, any_data="your own", any_rows=rows, any_steps="1", **STEP), "Residual²")
    assert list(table.columns) == ["Row", "Row (yours)", "Observed", "Predicted", "Residual", "Residual²"]
    assert list(table["Row"])[:2] == ["1", "2"]
    assert list(table["Row (yours)"])[:2] == ["7", "8"]


def test_the_step_stays_where_other_rows_are_kept(open_page, said):
    query = {"any_layers": "2", "any_nodes1": "16", "any_nodes2": "16", "any_points": "300"}
    at = open_page(PAGE, any_step="600", any_steps="1200", **query)
    type_number(at, "any_steps", 2400).run()
    steps = training.recorded(core_run((1, 16, 16, 1), data=DATASETS["noisy sine"](300, 0), steps=2400))
    near = steps[np.abs(steps - 600).argmin()]
    assert f"The fit at step {near:,}:" in said(at)


def test_training_is_taken_up_where_it_was_left(monkeypatch):
    """The page is left in the middle of training, as a click does it, and run again: the descent goes on."""
    monkeypatch.setattr(training, "PATIENCE", 0.0)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(f"pages/{PAGE}")
    query = {"any_data": "spiral", "any_layers": "1", "any_nodes1": "4", "any_steps": "3000"}
    at.query_params.update(query)
    at.run()
    run = remembered(at, Made, "any_run").result
    assert run.state == "done"
    assert run.trace.steps[-1] == 3000
    run.stop()
    at.run()
    assert any("Stopped" in each.value for each in at.markdown)
    at.button(key="any_go_on").click().run()
    assert run.state == "done"


@pytest.mark.parametrize(("part", "name"), [(asked.part, each.label) for asked in ANY_NETWORK for each in asked.tries])
def test_every_experiment_to_try_runs(open_page, said, part, name):
    at = open_page(PAGE, any_steps="3", any_part=part)
    next(button for button in at.button if button.label == name).click().run()
    assert not at.exception
    assert not at.error
    if name == "XOR, two nodes":
        trace = gradient_descent(core_run((2, 2, 1), TANH, SIGMOID, DATASETS["XOR"], CROSS_ENTROPY, Adam, 0.05, 500, 3))
        assert trace.ssr[-1] < 0.001
        assert f"**{number(trace.ssr[-1])}**" in said(at)


# --- what a loss refuses is asked of the loss ------------------------------------------------------------------------


def test_a_loss_says_itself_what_it_refuses_and_the_ways_out_follow(open_page, said):
    outside = open_page(PAGE, any_loss="cross-entropy")
    (error,) = outside.error
    assert error.value.startswith(
        "Cross-entropy asks how probable a 1 was, so every Observed must lie in 0 … 1; in row"
    )
    assert [b.label for b in outside.button if b.key.startswith("preset_")] == ["Use the SSR"]
    (error,) = (unbounded := open_page(PAGE, any_loss="cross-entropy", any_data="XOR")).error
    assert error.value == (
        "Cross-entropy needs a Predicted that stays between 0 and 1: identity does not, sigmoid does."
    )
    ways = [b.label for b in unbounded.button if b.key.startswith("preset_")]
    assert ways == ["Bend the output by sigmoid", "Use the SSR"]
