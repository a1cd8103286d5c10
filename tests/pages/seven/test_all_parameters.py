"""All seven: each chain, what is reused, the plateau, the first step that goes up, and the many perfect fits."""

from dataclasses import replace

import numpy as np
import pytest
from screen import is_whole, layer, number_in, table_with

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.descent import gradient_descent
from backprop.landscape import ssr_after_step
from backprop.lessons import ALL_PARAMETERS, FITTED
from backprop.multiplications import chain_multiplications
from backprop.optimisers import GradientDescent
from backprop.passes import backward, forward
from backprop.written.numerals import number

PAGE = "10_All_Parameters.py"
REUSE, WALK, UP, FITS = (
    {"all_parameters_part": part} for part in ("Reuse", "The walk", "A first step up", "Perfect fits")
)
EXPERIMENT = ALL_PARAMETERS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start
TRACE = gradient_descent(EXPERIMENT)
SHORT = {"all_parameters_steps": "10"}
TENTH = {"all_parameters_learning_rate": "0.1", "all_parameters_steps": "1000"}


def pressed(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


# --- the chains ------------------------------------------------------------------------------------------------------


def test_every_derivative_stands_beside_the_videos_and_with_six_decimals_below(open_page, said):
    at = open_page(PAGE)
    assert "dSSR/dw1 = 0.7609** :green-badge[0.76 in the video]" in said(at)
    sums = dict(table_with(at, "Sum")[["Derivative", "Sum"]].itertuples(index=False))
    assert sums.pop("→ dSSR/dw1") == "0.7609, 0.76 in the video"
    assert list(sums.values()) == ["0.9673", "0.3323", "0.7322", "7.142", "1.487", "3.459"]
    more = "w1 0.760944, b1 0.967286, w2 0.332276, b2 0.732226, w3 7.142314, w4 1.487281, b3 3.459454."
    assert f"With more digits, to compare with another program: {more}" in said(at)


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_chain_is_written_out_node_by_node(open_page, said, name):
    at = open_page(PAGE, **SHORT, all_parameters_road=name)
    taken = chain(START, DATA, name)
    stretches = table_with(at, "Stretch, from the SSR back").to_numpy().tolist()
    for factor, row in zip(taken.factors, stretches[:-1], strict=True):
        assert row == [f"{factor.name} = {factor.formula}", *map(number, factor.value)]
    assert stretches[-1] == [f"Their product; the sum is {number(taken.derivative)}", *map(number, taken.terms)]
    assert f"**dSSR/d{name} = {number(taken.derivative)}**" in said(at)
    lines = next(code.value for code in at.code if code.value.startswith("dSSR/dw1")).splitlines()
    for each, line in zip(PARAMETERS, lines, strict=True):
        exact = backward(NETWORK, START, DATA).derivatives[NETWORK.place(each)]
        assert line.startswith(f"dSSR/d{each} = −2 × (0 − 0.6862)")
        assert line.endswith(f" = {number(exact)}")


def test_what_is_reused_is_counted(open_page, said):
    at = open_page(PAGE, **SHORT, **REUSE)
    scratch, reuse = chain_multiplications([chain(START, DATA, name) for name in PARAMETERS])
    assert (scratch, reuse) == (12, 8)
    assert "**12 multiplications**" in said(at)
    assert "it takes **8**: 36 against 24 for the 3 observations" in said(at)
    counts = table_with(at, "× with reuse")[["× with reuse", "× from scratch"]].astype(int).to_numpy()
    np.testing.assert_array_equal(counts[:-2].sum(axis=0), [reuse, scratch])
    np.testing.assert_array_equal(counts[-2:], [[reuse, scratch], [3 * reuse, 3 * scratch]])


# --- the descent -----------------------------------------------------------------------------------------------------


def test_the_videos_run_crawls_along_a_plateau_and_arrives_at_step_7513(open_page, said):
    at = open_page(PAGE, **WALK, all_parameters_verdict="true")
    moments = table_with(at, "What is there").set_index("Step")
    assert moments.index.tolist() == ["0", "15", "16", "500", "2,000", "7,513", "10,000"]
    for step, row in moments.iterrows():
        at_row = int(step.replace(",", ""))
        assert row["SSR"] == number(TRACE.ssr[at_row])
        assert row["Largest |Step Size|"] == number(TRACE.largest_step_sizes[at_row])
    assert [f"{TRACE.ssr[row]:.3f}" for row in (16, 500, 2000)] == ["0.717", "0.687", "0.656"]
    assert f"{TRACE.largest_step_sizes[15]:.6f}" == "0.000924"
    told = said(at)
    assert "The stop rule holds first at row 15: the largest |Step Size| there is 0.0009235" in told
    assert "plateau, not a minimum" in told
    assert "would have an SSR of 0.6667" in told
    rules = table_with(at, "Is it over?").set_index("Is it over?")["First at step"]
    assert {"15", "7,513"} <= set(rules)
    assert "The video's own run" in told
    assert "local minimum" not in told
    np.testing.assert_array_equal(np.round(TRACE.parameters[7513], 2), FITTED)


@pytest.mark.parametrize("row", [15, 500, 7513])
def test_a_button_puts_the_step_at_a_moment_and_all_follows(open_page, said, chart_tables, row):
    at = open_page(PAGE, **WALK)
    assert f"Step {row:,}" in said(at)  # the browser goes there: tests/browser/test_player.py
    at = open_page(PAGE, **WALK, all_parameters_step=str(row))
    update = table_with(at, "New").set_index("Parameter")
    for name in PARAMETERS:
        place = NETWORK.place(name)
        derivative, step = TRACE.derivatives[row, place], TRACE.step_sizes[row, place]
        old = TRACE.parameters[row, place]
        assert update.loc[name].tolist() == [number(value) for value in (old, derivative, 0.01, step, old - step)]
    squiggle, curve = chart_tables(at)[1:3]
    np.testing.assert_allclose(layer(squiggle, "observation")["y2"], TRACE.predicted[row, :, 0], rtol=1e-4, atol=1e-6)
    now = layer(curve, "now").iloc[0]
    np.testing.assert_allclose([now.x, now.y], [TRACE.of("b3")[row], TRACE.ssr[row]], rtol=1e-4, atol=1e-6)


def test_convergence_draws_the_cores_numbers_on_either_axis(open_page, chart_tables):
    for logarithmic in ("false", "true"):
        ssr, values, sizes = chart_tables(open_page(PAGE, **WALK, all_parameters_log=logarithmic))[3:6]
        line = layer(ssr, "line")
        steps = line["x"].astype(int)
        assert {0, 10_000} <= set(steps)
        np.testing.assert_allclose(line["y"], TRACE.ssr[steps], rtol=1e-4, atol=1e-9)
        for name, drawn in layer(values, "line").groupby("label", observed=True):
            np.testing.assert_allclose(drawn["y"], TRACE.of(name)[steps], rtol=1e-4, atol=1e-6)
        for name, drawn in layer(sizes, "line").groupby("label", observed=True):
            exact = TRACE.step_sizes[steps, NETWORK.place(name)]
            exact = np.abs(exact) if logarithmic == "true" else exact
            np.testing.assert_allclose(drawn["y"], exact, rtol=1e-4, atol=1e-9)


# --- the first step and the fits -------------------------------------------------------------------------------------


def test_the_first_step_at_a_tenth_raises_the_ssr(open_page, said, chart_tables):
    at = open_page(PAGE, **UP)
    assert "**The SSR rises: 1.896 → 4.207** with one step at 0.1." in said(at)
    drawn = chart_tables(at)[0]
    curve, now = layer(drawn, "curve"), layer(drawn, "now").iloc[0]
    np.testing.assert_allclose(curve["y"], ssr_after_step(EXPERIMENT, curve["x"].to_numpy(dtype=float)), rtol=1e-4)
    np.testing.assert_allclose([now.x, now.y], [0.1, 4.207], rtol=1e-4)
    trace = gradient_descent(replace(EXPERIMENT, optimiser=GradientDescent(0.1), steps=10))
    assert trace.ssr.argmax() == 2
    assert (trace.ssr[:4] > trace.ssr[0]).tolist() == [False, True, True, True]
    assert "highest after step 2, 7.409, and first below the start after step 4, 1.147." in said(at)
    assert "none of the next 100 steps leads below the start" in said(
        open_page(PAGE, **SHORT, **UP, all_parameters_first_rate="10")
    )


def test_one_after_the_other_stands_beside_all_together(open_page, said):
    at = open_page(PAGE, **UP)
    turns = table_with(at, "New, all together").set_index("Turn")
    assert turns["New, all together"].tolist() == [
        *("", "2.664", "−0.09673", "−1.163", "−0.07322", "−0.3542", "0.4813", "−0.3459"),
        "4.207",
    ]
    assert turns["SSR then"].iloc[-1] == "1.051"
    assert "ends at an SSR of **1.051**; all together, at **4.207**" in said(at)
    assert "Over all 5,040 orders the SSR ends between 0.9162 and" in said(at)
    assert "1.304" in said(at)


@pytest.mark.parametrize("rate", [0.001, 0.04, 0.5])
def test_another_first_step_is_the_cores(open_page, said, rate):
    at = open_page(PAGE, **SHORT, **UP, all_parameters_first_rate=str(rate))
    before, after = ssr_after_step(EXPERIMENT, [0.0, rate])
    went = "rises" if after > before else "falls"
    assert f"**The SSR {went}: {number(before)} → {number(after)}** with one step at {number(rate)}." in said(at)


def test_many_perfect_fits_and_which_one_depends_on_the_rate(open_page, chart_tables):
    at = open_page(PAGE, **FITS)
    ends = table_with(at, "To two decimals").set_index("Learning Rate")
    assert ends["To two decimals"].tolist() == ["the video's"] * 5 + ["others", "the video's"]
    own = [float(ends.loc["0.1", name].replace("−", "-")) for name in PARAMETERS]
    np.testing.assert_allclose(own, [3.26, -1.93, -3.35, 0.54, -1.48, -2.25, 2.45], atol=0.006)
    assert [number(value) for value in TRACE.parameters[-1]] == ends.loc["→ your run: 0.01", list(PARAMETERS)].tolist()
    fits = chart_tables(at)[-1]
    for name, rate in (("first", 0.01), ("second", 0.1)):
        end = gradient_descent(replace(EXPERIMENT, optimiser=GradientDescent(rate), steps=20_000), record=[20_000])
        drawn = layer(fits, name)
        exact = forward(NETWORK, end.parameters[-1], drawn["x"].to_numpy(dtype=float)).predicted[:, 0]
        np.testing.assert_allclose(drawn["y"], exact, rtol=1e-4, atol=1e-5)


# --- the controls ----------------------------------------------------------------------------------------------------


def test_the_buttons_set_what_they_say_and_lead_back(open_page, said):
    at = pressed(open_page(PAGE, **WALK, all_parameters_verdict="true"), "0.1, 1,000 steps")
    highest = gradient_descent(replace(EXPERIMENT, optimiser=GradientDescent(0.1), steps=9)).ssr.max()
    assert number(highest) in said(at)
    assert table_with(at, "What is there").set_index("Step").loc["2"].tolist()[-1] == "the highest SSR"
    assert "Your own run" in said(at)
    pressed(at, "100 steps at 0.01")
    assert "Flat here" in said(at)
    assert "cannot tell" in said(at)
    pressed(at, "As in the video")
    assert "The video's own run" in said(at)
    pressed(at, "0.1, 1,000 steps")
    pressed(at, "0.01, 10,000 steps")
    assert "The video's own run" in said(at)
    at.toggle(key="all_parameters_verdict").set_value(True)  # which "As in the video" has set back
    assert "Converged at step 0" in said(pressed(at, "Fitted"))
    at = pressed(open_page(PAGE, **UP), "One step at 0.04")
    assert "with one step at 0.04." in said(at)
    at = pressed(open_page(PAGE, **FITS), "Learning Rate 0.05")
    assert number_in(at, "all_parameters_learning_rate") == 0.05


def test_a_link_restores_values_road_step_and_results(open_page, said):
    query = {"w1": "3", "learning_rate": "0.05", "steps": "600", "step": "123", "along": "w3", "verdict": "true"}
    query = {f"all_parameters_{key}": value for key, value in query.items()}
    at = open_page(PAGE, **query, **WALK)
    trace = gradient_descent(replace(EXPERIMENT, start=(3.0, *START[1:]), optimiser=GradientDescent(0.05), steps=600))
    assert number_in(at, "all_parameters_w1") == 3.0
    assert at.selectbox(key="all_parameters_along").value == "w3"
    update = table_with(at, "New").set_index("Parameter")
    assert update["Old"].tolist() == [number(value) for value in trace.parameters[123]]
    assert number(trace.ssr[-1]) in set(table_with(at, "In this run")["In this run"])
    at = open_page(PAGE, **query, all_parameters_road="b2")
    assert at.segmented_control(key="all_parameters_road").value == "b2"
    assert f"dSSR/db2 = {number(trace.derivatives[0, 3])}**" in said(at)


@pytest.mark.parametrize(
    "query",
    [
        {"all_parameters_optimised": ""},
        {"all_parameters_optimised": "w2"},
        {"all_parameters_steps": "0"},
        {"all_parameters_learning_rate": "1000", "all_parameters_steps": "2000"},
        {"all_parameters_w1": "1000", "all_parameters_w3": "-1000", "all_parameters_step": "9"},
        {**SHORT, "all_parameters_first_rate": "10"},
        TENTH,
    ],
    ids=str,
)
def test_odd_runs_are_shown_too(open_page, query):
    for part in ({}, REUSE, WALK, UP, FITS):
        assert is_whole(open_page(PAGE, **query, **part))
