"""Any network's start and training as a learner sets them: what is typed, pasted or linked is run, or is said."""

import numpy as np
import pytest
from any_network_page import PAGE, STEP
from screen import remembered, table_with, type_number

from backprop.activations import RELU, SIGMOID, TANH
from backprop.datasets import DATASETS
from backprop.losses import CATEGORICAL, MEAN_CATEGORICAL
from backprop.optimisers import Momentum
from backprop.published.books import HAN_KAMBER
from pages.parts.any import start, strip
from pages.parts.controls.visit import Made

OWN = {"any_data": "dosage", "any_nodes1": "2", "any_begins": "your own", "any_steps": "3"}
ROW = (3.34, -1.43, -3.53, 0.57, -1.22, -2.3, 2.61)
LINK = "1-2-1~3.34~-1.43~-3.53~0.57~-1.22~-2.3~2.61"


def run_of(at):
    """The Experiment that the page runs."""
    return remembered(at, Made, "any_experiment").result


def area(at):
    return next(each for each in at.text_area if each.key.startswith("any_start_pasted"))


def paste(at, text):
    return area(at).set_value(text).run()


def field(at, name):
    """The key of the field in which one number of the start is typed."""
    return next(each.key for each in at.text_input if (each.key or "").startswith(f"any_start_{name}_"))


def test_a_start_is_pasted_typed_linked_and_forgotten(open_page, said):
    at = open_page(PAGE, **OWN)
    assert "from small numbers" in said(at)
    paste(at, "3,34; -1,43\n-3,53; 0,57\n\n-1,22; -2,3; 2,61")
    assert run_of(at).start.tolist() == list(ROW)
    assert at.query_params["any_start"] in (LINK, [LINK])
    type_number(at, field(at, "b3"), 0).run()
    assert run_of(at).start.tolist() == [*ROW[:-1], 0.0]
    assert area(at).value.splitlines()[-1] == "−1.22 −2.3 0"
    kept = field(at, "w1")
    type_number(at, kept, "abc").run()
    assert run_of(at).start.tolist() == [*ROW[:-1], 0.0], "the last number that could be read stands"
    paste(at, "1 2 3 4 5 6 7")
    assert field(at, "w1") != kept, "no browser can say again what stood in a field before it was pasted over"
    paste(at, " ".join(map(str, [*ROW[:-1], 0])))
    assert run_of(open_page(PAGE, **OWN, any_start=LINK)).start.tolist() == list(ROW)
    next(button for button in at.button if button.label == "Forget these numbers").click().run()
    assert "any_start" not in at.query_params
    assert run_of(at).start.tolist() != [*ROW[:-1], 0.0]


def test_what_cannot_be_used_is_quoted_and_the_last_start_stands(open_page):
    at = open_page(PAGE, **OWN, any_start=LINK)
    for text, told in (
        ("1 2 3", "`1 2 3` is 3 numbers: 7 numbers"),
        ("1 2 3 4 5 6 b", "`b` is not a number: 7 numbers"),
    ):
        paste(at, text)
        (error,) = at.error
        assert error.value.startswith(told)
        assert "w1 b1 w2 … b3" in error.value
        assert run_of(at).start.tolist() == list(ROW)
        assert area(at).value == text, "to be mended where it stands"
    paste(at, "1 2 3 4 5 6 7")
    assert not at.error
    assert run_of(at).start.tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_a_start_of_another_shape_is_kept_and_said_and_comes_back(open_page, said):
    at = open_page(PAGE, **OWN, any_start=LINK)
    type_number(at, "any_nodes1", 3).run()
    (warning,) = at.warning
    assert "of a 1-2-1 network, and this one is 1-3-1" in warning.value
    assert len(run_of(at).start) == 10
    type_number(at, "any_nodes1", 2).run()
    assert not at.warning
    assert run_of(at).start.tolist() == list(ROW)
    at.segmented_control(key="any_begins").set_value("at random").run()
    assert "from seed 1" in said(at)
    assert "any_start" not in at.query_params
    at.segmented_control(key="any_begins").set_value("your own")
    at.query_params["any_begins"] = "your own"  # as a browser writes it
    at.run()
    assert run_of(at).start.tolist() == list(ROW)


def test_a_start_too_large_for_a_link_says_so_and_is_asked_for_again(open_page, said):
    wide = {**OWN, "any_nodes1": "32", "any_layers": "2", "any_nodes2": "4"}
    at = open_page(PAGE, **wide)
    assert not [field for field in at.text_input if (field.key or "").startswith("any_start_w")], "too many for fields"
    values = np.random.default_rng(1).normal(size=len(run_of(at).start))
    paste(at, repr(values.tolist()))
    assert run_of(at).start.tolist() == values.tolist()
    assert f"Too large for a link: {len(values)} numbers" in said(at)
    shape = "1-32-4-1~pasted"
    assert at.query_params["any_start"] in (shape, [shape])
    assert "paste it again" in open_page(PAGE, **wide, any_start=shape).info[0].value


@pytest.mark.parametrize(
    ("query", "words", "moving"),
    [
        ({"any_moves": start.FIXED}, ", biases stay", ("w1", "w2", "w3", "w4")),
        ({"any_moves": start.ABSENT}, ", no biases", ("w1", "w2", "w3", "w4")),
        ({"any_moves": start.NAMED, "any_moving_1-2-1": "b3"}, ", b3 alone moves", ("b3",)),
        ({"any_moves": start.NAMED, "any_moving_1-2-1": "w3~b3"}, ", w3 and b3 alone move", ("w3", "b3")),
        ({"any_moves": start.NAMED, "any_moving_1-2-1": "none"}, ", nothing moves", ()),
    ],
)
def test_what_moves_is_said_and_is_what_moves(open_page, said, query, words, moving):
    at = open_page(PAGE, **OWN, **STEP, any_start=LINK, **query)
    assert f"from your own start{words}" in said(at)
    assert run_of(at).optimised == moving
    assert table_with(at, "From → to")["Parameter"].tolist() == list(moving)
    biases = [value for name, value in zip(run_of(at).network.parameter_names, run_of(at).start, strict=True)
              if name[0] == "b"]  # fmt: skip
    assert (biases == [0, 0, 0]) == (start.ABSENT in query.values())


def test_layers_rule_batches_loss_and_decay_are_what_is_run(open_page, said):
    at = open_page(
        PAGE, any_data="iris", any_layers="3", any_nodes1="3", any_nodes2="4", any_nodes3="2",
        any_hidden="sigmoid", any_hidden2="ReLU", any_loss_of_classes=MEAN_CATEGORICAL.name, any_decay="0.01",
        any_optimiser="Momentum", any_momentum_momentum="0.5", any_batch="so many", any_batch_size="16",
        any_order="shuffled", any_order_seed="7", any_steps="4", any_part="Convergence",
    )  # fmt: skip
    experiment = run_of(at)
    assert experiment.network.activations[:-1] == (SIGMOID, RELU, SIGMOID)
    assert experiment.network.activations[-1].name == "SoftMax"
    assert (experiment.loss, experiment.optimiser) == (MEAN_CATEGORICAL, Momentum(0.01, 0.5))
    assert (experiment.batch, experiment.shuffled, experiment.weight_decay) == (16, 7, 0.01)
    told = "Momentum Momentum 0.5, mean categorical cross-entropy, decay 0.01, batches of 16, shuffled by seed 7"
    assert told in said(at)
    assert "4-3-4-2-3, sigmoid, ReLU, sigmoid, output SoftMax" in said(at)


def test_classes_begin_with_softmax_and_their_cross_entropy(open_page):
    experiment = run_of(open_page(PAGE, any_data="iris", any_steps="3", any_part="Convergence"))
    assert (experiment.network.output.name, experiment.loss) == ("SoftMax", CATEGORICAL)
    assert experiment.network.hidden == TANH


def test_of_a_batch_more_steps_are_little_enough_work(monkeypatch, open_page):
    n, count, nodes = len(DATASETS["noisy sine"](60, 0)), 25, 10
    monkeypatch.setattr(strip, "MOST_WORK", 500 * (count + 20 * nodes) * 10)
    (error,) = open_page(PAGE).error
    assert f"{n} observations a step it can be at most {500 * 10 // n} steps" in error.value
    assert not open_page(PAGE, any_batch="so many", any_batch_size="10").error


def test_a_textbooks_network_is_set_up_from_an_empty_page_without_a_file(open_page):
    at = open_page(PAGE)
    at.selectbox(key="any_data").set_value("your own").run()
    at.text_area(key="any_text").set_value("x1 x2 x3 Class\n1 0 1 1 1").run()
    (error,) = at.error
    assert "was not taken. Row 2 has 5 cells where row 1 has 4" in error.value
    at.text_area(key="any_text").set_value("x1 x2 x3 Class\n1 0 1 1").run()
    assert not at.error
    type_number(at, "any_nodes1", 2).run()
    for key, value in (("hidden", "sigmoid"), ("output", "sigmoid"), ("optimiser", "Gradient Descent"),
                       ("loss", "half mean squared error")):  # fmt: skip
        at.selectbox(key=f"any_{key}").set_value(value).run()
    type_number(at, "any_learning_rate", 0.9).run()
    type_number(at, "any_steps", 1).run()
    at.segmented_control(key="any_begins").set_value("your own").run()
    paste(at, ".2 .4 -.5 -.4\n-.3 .1 .2 .2\n-.3 -.2 .1")
    assert HAN_KAMBER.is_run_by(run_of(at))
    assert at.selectbox(key="any_published_example").value == HAN_KAMBER.title
