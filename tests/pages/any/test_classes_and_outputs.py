"""Classes and several outputs in pictures, tables and files: every number is the core's."""

import subprocess
import sys
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from any_network_page import AWAY, CONVERGENCE, PAGE, STEP, core_run
from screen import layer, table_with

from backprop.activations import IDENTITY, RELU, SIGMOID, TANH
from backprop.confusion import commonest, confusion, right, winners
from backprop.data import Data, of_classes
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.held_out import losses, parted
from backprop.iris import FLOWERS, SPECIES
from backprop.losses import CATEGORICAL, SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from backprop.passes import forward
from backprop.softmax import SOFTMAX
from backprop.verdict import verdict
from backprop.written.numerals import number
from pages.parts.any import confusions
from pages.parts.controls import rows_in_link, widgets

SOME = slice(0, 150, 6)
PETALS = of_classes(FLOWERS[SOME, 2:], SPECIES[SOME], ("Length", "Width"))
THREE = Data(
    [[1.0, 2.0], [2.0, 3.0], [3.0, 1.0], [4.0, 4.0], [1.0, 4.0]],
    [[3.0, 4.0, 5.0], [4.0, 1.0, 0.0], [0.0, 2.0, 1.0], [2.0, 2.0, -3.0], [1.0, 0.0, 2.0]],
    ("a", "b", "p", "q", "third"),
)


def own(data, **query):
    return {"any_data": "your own", "any_rows": rows_in_link.link_of(data)} | query


def run_of(nodes, data, steps):
    return gradient_descent(core_run(nodes, TANH, SOFTMAX, data, CATEGORICAL, steps=steps))


def counts_shown(at):
    """The confusion tables of a page, as counts."""
    shown = [
        table
        for table in (each.value for each in at.table)
        if next(iter(table.columns)) == "Observed" and len(table.columns) > 2
    ]
    return [table.iloc[:, 1:].map(lambda cell: int(cell.strip("*"))).to_numpy() for table in shown]


def test_two_inputs_have_regions_with_wrong_ones_ringed_and_who_is_taken_for_whom(open_page, said, chart_tables):
    training, held_out = parted(PETALS, 3)
    trace = run_of((2, 8, 3), training, 60)
    at = open_page(PAGE, **own(PETALS, any_steps="60", any_held_out="1 in 3", any_step="20"))
    network, parameters = trace.experiment.network, trace.parameters[20]
    fit = chart_tables(at)[0]
    for place in range(3):
        cells = layer(fit, f"region {place}")
        sides = cells[["x", "y", "x2", "y2"]].to_numpy(float)
        middles = sides[:, :2] + 0.5 * (sides[:, 2:] - sides[:, :2]) / 1.1
        predicted = forward(network, parameters, middles).predicted
        assert (winners(predicted) == place).all()
        np.testing.assert_allclose(cells["value"], (predicted[:, place] - 1 / 3) / (2 / 3), atol=1e-6)
    wrong = winners(training.observed) != winners(trace.predicted[20])
    np.testing.assert_allclose(layer(fit, "wrong")[["x", "y"]].to_numpy(float), training.inputs[wrong])
    assert f"right {right(training.observed, trace.predicted[20])} of {len(training)}" in said(at)
    out = forward(network, parameters, held_out.inputs).predicted
    both = [confusion(training.observed, trace.predicted[20]), confusion(held_out.observed, out)]
    for shown, counts in zip(counts_shown(at), both, strict=True):
        np.testing.assert_array_equal(shown, counts)
    told = f"(predicting the commonest class would be right in {commonest(training.observed)})"
    assert told in said(at)
    assert f"in **{confusions.part_right(int(right(training.observed, trace.predicted[-1])), len(training))}**" in said(
        at
    )


def test_four_inputs_have_the_share_of_the_class_observed_and_the_held_out_loss_its_curve(
    open_page, said, chart_tables
):
    training, held_out = parted(DATASETS["iris"], 5)
    trace = run_of((4, 8, 3), training, 40)
    query = {"any_data": "iris", "any_steps": "40", "any_held_out": "1 in 5"}
    at = open_page(PAGE, **query)
    given = np.take_along_axis(trace.predicted[-1], winners(training.observed)[:, None], axis=1)[:, 0]
    dots = layer(chart_tables(at)[0], "told")
    np.testing.assert_allclose(dots["y"], given, atol=1e-6)
    at = open_page(PAGE, **query, **CONVERGENCE)
    of_held_out = losses(trace.experiment.network, trace.parameters, held_out, CATEGORICAL) / len(held_out)
    lines = layer(chart_tables(at)[-1], "line")
    drawn = lines[lines["label"] == "held out"]["y"]
    np.testing.assert_allclose(drawn, of_held_out, rtol=1e-6)
    lowest = int(of_held_out.argmin())
    table = table_with(at, "Held out")
    assert table.loc[table["Step"] == str(lowest), "Held out"].item() == number(of_held_out[lowest])
    assert table["Trained on"].tolist()[-1] == number(trace.loss[-1] / len(training))
    at = open_page(PAGE, **query, **STEP, any_all_residuals="true")
    table = table_with(at, "Share of Observed")
    least = np.sort(np.argsort(given, kind="stable")[:12])
    assert table["Row"].tolist() == [str(row + 1) for row in least]
    assert table["Share of Observed"].tolist() == [number(value) for value in given[least]]


def test_a_loss_that_cannot_take_what_is_held_out_says_so(open_page, said):
    rows = np.arange(9.0)
    data = Data(rows, np.column_stack([rows / 10, np.where(rows == 4, 1.5, rows / 9)]), ("x", "p", "q"))
    query = own(data, any_held_out="1 in 3", any_output="sigmoid", any_loss="cross-entropy", any_steps="5")
    for part in (CONVERGENCE, STEP):
        at = open_page(PAGE, **query, **part)
        assert not at.exception
        assert "What is held out has no Cross Entropy: some of its Observed values lie where" in said(at)


def test_outputs_that_need_not_add_up_to_1_are_not_said_to_meet_the_observed():
    experiment = core_run((2, 3, 3), TANH, SIGMOID, PETALS, CATEGORICAL, GradientDescent, 10.0, 40)
    trace = gradient_descent(experiment)
    judged = verdict(trace)
    assert judged.kind == "converged"
    assert trace.ssr[-1] > 10
    assert "the output of each class observed is near 1; what the others are, this loss does not see." in judged.reason


def test_three_outputs_are_chosen_among_and_told_one_by_one(open_page, said, chart_tables):
    trace = gradient_descent(core_run((2, 4, 3), TANH, IDENTITY, THREE, steps=30))
    query = own(THREE, any_steps="30", any_nodes1="4")
    at = open_page(PAGE, **query)
    for output, name in enumerate(("● p", "◆ q", "▲ third")):
        at.selectbox(key="any_shown_output").set_value(name).run()
        cells = layer(chart_tables(at)[0], "cell")
        sides = cells[["x", "y", "x2", "y2"]].to_numpy(float)
        middles = sides[:, :2] + 0.5 * (sides[:, 2:] - sides[:, :2]) / 1.1
        predicted = forward(trace.experiment.network, trace.parameters[-1], middles).predicted
        np.testing.assert_allclose(cells["value"], predicted[:, output], atol=1e-4)
    at = open_page(PAGE, **query, **STEP, any_all_updates="true")
    table = table_with(at, "Residual²")
    largest = np.sort(np.argsort(-np.abs(trace.residuals[-1]), axis=None, kind="stable")[:12])
    assert table["Residual"].tolist()[:12] == [number(value) for value in trace.residuals[-1].ravel()[largest]]
    assert table["Residual²"].tolist()[-1] == f"SSR {number(trace.ssr[-1])}"
    each = (trace.residuals[-1] ** 2).sum(axis=0)
    assert f"The SSR of each output: p {number(each[0])}, q {number(each[1])}, third {number(each[2])}." in said(at)


def test_of_one_input_each_output_is_a_curve(open_page, chart_tables):
    data = Data(THREE.inputs[:, 0], THREE.observed[:, :2], ("a", "p", "q"))
    trace = gradient_descent(core_run((1, 8, 2), TANH, IDENTITY, data, steps=30))
    drawn, network_map, *_ = chart_tables(open_page(PAGE, **own(data, any_steps="30")))
    for output in range(2):
        curve = layer(drawn, f"curve {output}")
        at = curve["x"].to_numpy(float)[:, None]
        predicted = forward(trace.experiment.network, trace.parameters[-1], at).predicted[:, output]
        np.testing.assert_allclose(curve["y"], predicted, atol=1e-6)
        np.testing.assert_allclose(layer(drawn, f"dot {output}")["y"], data.observed[:, output])
    in_nodes = set(layer(network_map, "curve")["label"])
    assert in_nodes == {*"12345678", "output 1", "output 2"}, "each node's plot is a line of its own"


def test_a_dense_network_has_each_of_its_numbers_in_a_cell(open_page, said, chart_tables):
    nodes = (4, 32, 32, 3)
    trace = run_of(nodes, DATASETS["iris"], 3)
    query = {"any_data": "iris", "any_steps": "3", "any_layers": "2", "any_nodes1": "32", "any_nodes2": "32"}
    at = open_page(PAGE, **query)
    assert "the darker a cell, the larger its number" in said(at)
    drawn = chart_tables(at)[1]
    cells = layer(drawn, "cell")
    np.testing.assert_allclose(cells["value"], trace.parameters[-1], atol=1e-6)
    assert len(layer(drawn, "minus")) == (trace.parameters[-1] < 0).sum()
    names = [text.partition(":")[0] for text in cells["label"]]
    assert names == list(trace.experiment.network.parameter_names)
    assert cells["label"].tolist()[0] == "w1: Sepal Length → node 1"


@pytest.mark.parametrize("batch", ["all at once", "so many"])
def test_what_is_taken_away_prints_the_table_and_holds_every_output(open_page, monkeypatch, tmp_path, batch):
    made = {}
    monkeypatch.setattr(widgets, "download", lambda label, make, file_name: made.update({file_name: make}))
    query = {
        "any_data": "iris", "any_steps": "25", "any_layers": "2", "any_nodes1": "5", "any_nodes2": "4",
        "any_hidden2": RELU.name, "any_decay": "0.01", "any_held_out": "1 in 5", "any_batch": batch,
        "any_order": "shuffled", "any_order_seed": "3",
    }  # fmt: skip
    at = open_page(PAGE, **query, **AWAY)
    script = tmp_path / "run.py"
    script.write_text(made["any_run.py"](), encoding="utf-8")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=60).stdout
    heads, *rows = (line.split("\t") for line in ran.splitlines() if "\t" in line)
    shown = table_with(at, "Largest |Derivative|")
    assert list(shown.columns) == heads
    assert [[number(float(cell), 4) for cell in row] for row in rows] == shown.map(
        lambda cell: number(float(cell.replace("−", "-").replace(",", "")), 4) if "×" not in cell else cell
    ).to_numpy().tolist()

    training, held_out = parted(DATASETS["iris"], 5)
    network = Network((4, 5, 4, 3), (TANH, RELU), SOFTMAX)
    options = {"batch": 16, "shuffled": 3} if batch == "so many" else {}
    trace = gradient_descent(
        Experiment(network, training, random_start(network, 1), loss=CATEGORICAL, optimiser=Adam(0.01), steps=25,
                   weight_decay=0.01, **options)
    )  # fmt: skip
    table = pd.read_csv(StringIO(made["any_predictions.csv"]()))
    assert table["Held out"].tolist() == ["no"] * 120 + ["yes"] * 30
    names = training.names[4:]
    of_all = np.concatenate([trace.predicted[-1], forward(network, trace.parameters[-1], held_out.inputs).predicted])
    np.testing.assert_allclose(table[[f"Predicted {name}" for name in names]], of_all, rtol=1e-6, atol=1e-9)
    assert table["Class predicted"].tolist() == [names[place] for place in winners(of_all)]
    observed = np.concatenate([training.observed, held_out.observed])
    np.testing.assert_array_equal(table[list(names)], observed)
    assert trace.loss[0] != SSR.value(training.observed, trace.predicted[0])
