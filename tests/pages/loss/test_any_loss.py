"""Any loss, any activation: what it refuses, its presets and links, and which controls each part has."""

import pytest
from any_loss_page import CHANGE, MAZURS, PAGE, PROBLEMS, SAME, link, tables_of_factors
from screen import button, number_in

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, TANH
from backprop.data import Data
from backprop.lessons import MAIN_IDEAS
from backprop.losses import CROSS_ENTROPY, HALF_MSE, SSR
from backprop.network import Network
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.loss import setup, strip


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
    at = open_page(PAGE, **CHANGE, **link(setup.HEIGHT, height_w1="0.25"))
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


@pytest.mark.parametrize("label", list(strip.PRESETS))
def test_a_preset_is_one_click(open_page, said, label):
    at = open_page(PAGE, **CHANGE, any_loss_passed_w1="7", any_loss_output="tanh", any_loss_change="output: ReLU")
    at = button(at, label).click().run()
    assert not at.exception
    assert not at.warning
    assert "of the" in said(at)
    for key, value in strip.PRESETS[label].items():
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
        setup.HEIGHT, setup.HIDDEN, HALF_MSE, TANH, RELU, "output: identity",
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
            PAGE, any_loss_part="Why Cross Entropy?", **link(loss=loss, passed_w1=w1, passed_b1="-1000", rate="1000")
        )
    )
    assert "o − t" in told
    assert "not a number" not in told


@pytest.mark.parametrize(("problem", "output"), list(zip(PROBLEMS, [SIGMOID, RELU] * 4, strict=True)))
def test_every_problem_opens_by_its_link(open_page, problem, output):
    at = open_page(PAGE, **CHANGE, **link(*problem, HALF_MSE, output, TANH, "output: softplus"))
    assert len(tables_of_factors(at)) == 2
    assert at.selectbox(key="any_loss_data").value == problem[0]


# --- the parts of the page -------------------------------------------------------------------------------------------


def test_a_part_has_those_controls_alone_that_have_an_effect_in_it(open_page):
    """Each other control of the strip, set to something else, changes nothing that the part shows."""
    otherwise = {
        "loss": HALF_MSE.name,
        "output": TANH.name,
        "hidden": RELU.name,
        "change": "output: ReLU",
        "rate": "0.7",
    }
    for part in ("Why Cross Entropy?", "One change", "Shared front", "Same steps", "Mazur"):
        query = {"any_loss_part": part, **link(setup.DOSAGE, setup.HIDDEN)}
        own = open_page(PAGE, **query)
        shown = [table.value.to_csv() for table in own.table]
        keys = {each.key for each in (*own.selectbox, *own.text_input)}
        for name, text in otherwise.items():
            at = open_page(PAGE, **{**query, f"any_loss_{name}": str(text)})
            changed = [table.value.to_csv() for table in at.table] != shown
            assert changed == (f"any_loss_{name}" in keys), f"{name} under {part}"
