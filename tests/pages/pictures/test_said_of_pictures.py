"""The text of a picture, for those who do not see it, says what is drawn and what is not; and what lies outside its
range is not drawn at its edge as if it were there."""

import re

import numpy as np
import pytest
from drawn import picture, sent

from backprop.activations import IDENTITY, RELU, SOFTPLUS
from backprop.data import Data
from backprop.network import Network
from backprop.passes import forward
from pages.parts.any import heat_map, view
from pages.parts.pictures import extent
from pages.parts.pictures.squiggle_picture import squiggle
from pages.parts.player.still import STILL
from pages.parts.seven.pictures import fits

RESIDUALS = "5_Residuals_and_SSR.py"


def observed(count, inputs=1):
    at = np.linspace(0.0, 1.0, count)[:, None] * np.arange(1, inputs + 1)
    return Data(at if inputs > 1 else at[:, 0], at[:, 0] % 0.3)


@pytest.mark.parametrize("hidden", [IDENTITY, RELU, SOFTPLUS], ids=lambda hidden: hidden.name)
def test_a_picture_is_said_to_show_a_line_where_it_is_straight_and_a_squiggle_where_it_bends(hidden, monkeypatch):
    """The oracle is numpy's own line of best fit, over 40 networks of any size of weights."""
    pictures, data, found = sent(monkeypatch), observed(5), set()
    network = Network((1, 2, 1), hidden)
    for state in range(40):
        rng = np.random.default_rng([8, state])
        parameters = rng.normal(size=network.parameter_count) * rng.choice([0.5, 3.0])
        squiggle(STILL, network, data, parameters, (-2.0, 2.0), "key")
        at = extent.curve_inputs(data)
        curve = forward(network, parameters, at).predicted[:, 0]
        off = np.abs(curve - np.polyval(np.polyfit(at, curve, 1), at)).max()
        word = "line" if off <= 1e-9 * np.abs(curve).max() else "squiggle"
        assert pictures[-1].alt.startswith(f"The {word} and the residuals."), parameters
        fits(network, data, np.array([parameters, parameters]), ["one", "two"], (0.0, 1.0), "key")
        assert pictures[-1].alt.startswith(f"Two {word}s through"), parameters
        found.add(word)
    assert found == {"identity": {"line"}, "softplus": {"squiggle"}}.get(hidden.name.lower(), {"line", "squiggle"})


@pytest.mark.parametrize("inputs", [1, 2])
@pytest.mark.parametrize("count", [12, 13, 300, 301, 1000])
def test_every_observation_is_spelled_out_or_counted_as_drawn_or_as_not_drawn(count, inputs, monkeypatch):
    pictures, data = sent(monkeypatch), observed(count, inputs)
    network = Network((inputs, 1))
    some, parameters = view.some_of(data), np.ones(network.parameter_count)
    if inputs == 1:
        squiggle(STILL, network, some, parameters, (0.0, 1.0), "key", left_out=len(data) - len(some))
        dots = pictures[-1].layer("observation")
    else:
        heat_map.heat_map(network, data, some, parameters, (0.0, 1.0), "key")
        dots = pictures[-1].table[pictures[-1].table["is"].isin(["high", "low"])]
    told = pictures[-1].alt
    spelled = told.count("Observed ")
    more = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) more drawn, not spelled out here", told)]
    left = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) more not drawn", told)]
    assert (len(more), len(left)) == (count > spelled, count > len(dots))
    assert spelled + sum(more) == len(dots)
    assert len(dots) + sum(left) == count


@pytest.mark.parametrize("b3", ["26", "-8"])
def test_a_value_outside_the_range_is_an_arrow_with_its_number_and_no_dot_at_the_edge(open_page, b3):
    at = open_page(RESIDUALS, residuals_b3=b3, residuals_curve="true")
    shown = picture(at, "The SSR against b3")
    assert shown.layer("now").empty
    (arrow,) = shown.rows["arrow"]
    (low, high), right = shown.ends("x"), float(b3) > 0
    assert low < arrow["x"] < high
    assert (arrow["x"] - low) / (high - low) == pytest.approx(0.965 if right else 0.035)
    assert (arrow["value"] > 0) == right, "it is turned to where the value is"
    number = b3.replace("-", "−")
    assert any(row["label"].startswith(f"{number} → ") for row in shown.rows["said now"])
    outside = f"Outside this picture: b3 = {number}; arrows at its edge point there."
    assert outside in shown.alt
    assert any(outside in caption.value for caption in at.caption)


def test_a_value_in_the_range_is_a_dot_where_it_is(open_page):
    shown = picture(open_page(RESIDUALS, residuals_b3="2.5"), "The SSR against b3")
    assert shown.layer("now")["x"].tolist() == [2.5]
    assert shown.layer("arrow").empty
    assert "Outside" not in shown.alt
