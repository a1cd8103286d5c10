"""A data set with three inputs is added to DATASETS and nowhere else: every part that shows any data works with it."""

import numpy as np
import pytest
from screen import layer

from backprop.activations import TANH
from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.network import Network, random_start
from backprop.optimisers import Adam
from backprop.written.numerals import number


def three_inputs(monkeypatch):
    """A data set that is added to DATASETS and nowhere else: its Data."""
    inputs = np.random.default_rng(3).uniform(-1.0, 1.0, (40, 3))
    data = Data(inputs, inputs @ [1.0, -2.0, 0.5], ("Age", "Weight", "Height", "Score"))
    monkeypatch.setitem(DATASETS, "three inputs", data)
    return data


@pytest.mark.parametrize("part", ["Train", "Residuals and step", "Convergence", "Take it away"])
def test_three_inputs_need_their_entry_and_nothing_else(monkeypatch, open_page, said, chart_tables, part):
    data = three_inputs(monkeypatch)
    at = open_page("14_Any_Network.py", any_data="three inputs", any_steps="40", any_part=part)
    network = Network((3, 8, 1), TANH)
    trace = gradient_descent(Experiment(network, data, random_start(network, 1), optimiser=Adam(0.01), steps=40))
    assert f"after step 40 it is **{number(trace.ssr[-1])}**" in said(at)
    if part != "Train":
        return
    fit, network_map, *_ = chart_tables(at)
    dots = layer(fit, "observation")
    np.testing.assert_allclose(dots[["x", "y"]], np.column_stack([data.observed, trace.predicted[-1]]))
    np.testing.assert_allclose(layer(fit, "residual")["y2"], data.observed[:, 0])
    assert len(network_map[network_map["is"].isin(["plus", "minus"])]) == 32
    assert "the inputs are too many for a plot in a node" in said(at).lower()
    assert "Edit these rows" in [button.label for button in at.button]


def test_the_landscape_of_three_inputs_can_be_looked_at(monkeypatch, open_page, chart_tables):
    three_inputs(monkeypatch)
    at = open_page("12_Loss_Surface.py", surface_network="Any network, your data", surface_data="three inputs")
    assert any("picture" in set(table["is"]) for table in chart_tables(at))
