"""The pictures of a convergence: small numbers stay what they are, 0 is said, and a run of no steps has axes."""

import numpy as np
import pytest
from drawn import picture, pictures

from backprop.network import Network
from pages.parts.charts import labels, one_table
from pages.parts.charts.colours import GREEN, NODE_COLOURS
from pages.parts.pictures import convergence_picture
from pages.parts.pictures.convergence_picture import FURTHER_NODES, colours_of, end_labels, ends_of, looks_of, spread

LINE = {
    "any_data": "your own",
    "any_rows": "1_x~y_0~0_1~1_2~2",
    "any_layers": "0",
    "any_optimiser": "Gradient Descent",
    "any_learning_rate": "0.1",
    "any_steps": "300",
    "any_log": "true",
}


@pytest.fixture
def drawn(monkeypatch):
    """A function that draws lines over steps: drawn(values, names, logarithmic) -> (table, text, caption)."""
    sent = []
    monkeypatch.setattr(convergence_picture, "show", lambda *args: sent.append(args))
    captions = []
    monkeypatch.setattr(convergence_picture.st, "caption", captions.append)

    def draw(values, names, logarithmic=True):
        convergence_picture.over_steps(np.arange(len(values)), values, names, "Size", "key", "Sizes.", logarithmic)
        _, table, _, alt_text, *_ = sent[-1]
        return table.to_pandas(), alt_text, captions[-1] if captions else ""

    return draw


def test_a_small_loss_is_drawn_where_it_is(open_page):
    """At the end of this run the SSR is some 1e-53, next to nothing for a number of 32 bits."""
    sent = picture(open_page("14_Any_Network.py", **LINE, any_part="Convergence"), "SSR against the step")
    heights = sent.layer("line")["y"].dropna()
    assert 0 < heights.min() < 1e-25
    low, high = sent.ends("y")
    assert 0 < low <= heights.min()
    assert heights.max() <= high


def test_large_numbers_that_differ_little_have_places_of_their_own(open_page):
    rows = "1_x~y_1700000000~0_1700000010~1_1700000020~2"
    at = open_page("14_Any_Network.py", any_data="your own", any_rows=rows, any_layers="0", any_steps="5")
    dots = picture(at, "The line").layer("observation")["x"]
    assert dots.tolist() == [1700000000, 1700000010, 1700000020]


def test_the_table_of_a_picture_changes_no_number():
    values = np.array([0.1, 1e-300, 1e300, 1700000010.0, -2.457e-53, 5e-324])
    table = one_table.marks(line={"x": values, "y": values[::-1]}).to_pandas()
    assert table["x"].tolist() == values.tolist()
    assert table["y"].tolist() == values[::-1].tolist()


def test_on_a_logarithmic_axis_nothing_is_said_to_have_left(open_page):
    at = open_page("3_Gradient_Descent_Step_by_Step.py", step_by_step_steps="100", step_by_step_log="true")
    for each in pictures(at):
        assert not each.table["label"].str.contains("▲").any()


def test_a_line_that_comes_to_0_says_so(drawn):
    table, text, caption = drawn(np.array([1.0, 0.0, 1e-9, 0.0, 0.0]), ["b1"])
    assert table[table["is"].isin(("end", "said"))]["label"].tolist() == ["b1, then 0"]
    assert caption == "0 has no place on a logarithmic axis: Size is 0 from step 3 on, and at 1 before."
    assert text == f"Sizes. {caption}"
    assert "at every step" in drawn(np.zeros(3), ["b1"])[1]
    assert "at 1 of the steps drawn" in drawn(np.array([1.0, 0.0, 1.0]), ["b1"])[1]
    assert drawn(np.array([1.0, 0.0, 1.0]), ["b1"], logarithmic=False)[1] == "Sizes."


def test_each_line_is_named_where_it_ends_itself(drawn):
    """One line comes to 0, the other goes on: its name stands at the last step, not where both were last to be seen."""
    falling = 0.1 ** np.arange(20.0)
    table, text, _ = drawn(np.column_stack([np.where(falling < 1e-9, 0.0, falling), falling]), ["w1", "b1"])
    (end,) = table[table["is"] == "end"].itertuples()
    assert (end.x, end.label) == (19, "b1")
    (before,) = table[table["is"] == "said"].itertuples()
    assert (before.x, before.label) == (9, "w1, then 0")
    assert "of w1 from step 10 on" in text


def test_a_line_that_has_left_a_linear_picture_bears_a_mark(drawn):
    table, *_ = drawn(np.array([1.0, 2.0, np.nan, np.nan]), ["SSR"], logarithmic=False)
    assert table[table["is"] == "said"]["label"].tolist() == ["SSR ▲"]


def test_a_run_of_no_steps_has_axes_and_dots(open_page):
    at = open_page("9_Three_Parameters.py", three_parameters_steps="0")
    over_steps = [each for each in pictures(at) if "against the step" in each.alt]
    assert len(over_steps) == 3
    for each in over_steps:
        for axis in "xy":
            low, high = each.ends(axis)
            assert high - low > 1e-3, "an axis without a length writes 0.000000"
        assert len(each.layer("alone")) == len(each.layer("line"))


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("values", [[], [np.nan], [0.0, 0.0], [5e-324], [1e-300], [1e300, -1e300], [2.0], [2.0, 2.0]])
def test_every_axis_has_a_length_and_holds_its_line(values, logarithmic):
    values = np.array(values)
    if logarithmic:
        values = np.where(values > 1e-307, values, np.nan)
    low, high = ends_of(values, logarithmic)
    assert np.isfinite([low, high]).all()
    assert low < high
    there = values[np.isfinite(values)]
    assert (there >= low).all()
    assert (there <= high).all()


def test_names_too_near_to_be_told_apart_stand_together():
    frame = labels.Frame((0, 10), (0, 1), 220)
    ends = [(10, 0.9, "b3"), (10, 0.88, "w1"), (10, 0.2, "w2")]
    assert end_labels(frame, ends, 3) == ["b3, w1", "", "w2"]
    crowd = [(10, 0.5, name) for name in ("w1", "b1", "w2", "b2", "w3", "w4", "b3")]
    assert end_labels(frame, crowd, 7) == ["all 7", *[""] * 6]
    assert end_labels(frame, [(10, 1.0, "top"), *crowd], 8)[:2] == ["top", "w1, 6 more"]


def test_the_names_of_a_walks_lines_stand_apart_in_the_order_of_their_lines():
    heights = np.random.default_rng(5).uniform(size=(200, 7))
    heights[:50] *= 0.05  # all together at the foot
    found, order = spread(heights, 0.12), np.argsort(heights, axis=1)
    assert (np.diff(np.take_along_axis(found, order, axis=1), axis=1) >= 0.12 - 1e-12).all()
    assert found.min() >= 0
    assert found.max() <= 1
    far = np.array([[0.9, 0.1, np.nan, 0.5]])
    np.testing.assert_allclose(spread(far, 0.2), far)  # none is moved without need, nor by one that is nowhere
    np.testing.assert_allclose(spread(np.array([[0.5, 0.5, 0.9]]), 0.2), [[0.4, 0.6, 0.9]])


def test_on_a_walk_each_name_is_beside_its_own_lines_end(open_page):
    """Of three biases whose values are far apart, at the start and at the end: in the browser's cells and beside it."""
    at = open_page("20_Cross_Entropy_Backpropagation.py", part_7_part="b3, b4, b5")
    drawn = picture(at, "Value against the step")
    assert drawn.layer("tip")["label"].tolist() == drawn.layer("tip name")["label"].tolist() == ["b3", "b4", "b5"]
    end = drawn.layer("end").sort_values("y")
    assert end["label"].tolist() == ["b3", "b4", "b5"]  # b5 the topmost, and no text that comes later than its room
    assert end["y"].iloc[-1] == pytest.approx(0.27, abs=0.15)


(BLUE, ORANGE), FURTHER = NODE_COLOURS, FURTHER_NODES


@pytest.mark.parametrize(
    ("nodes", "colours"),
    [
        ((1, 2, 1), [BLUE, BLUE, ORANGE, ORANGE, BLUE, ORANGE, GREEN]),  # as in the video
        ((2, 1, 1), [BLUE, BLUE, BLUE, BLUE, GREEN]),  # two inputs: w1 and w2 belong to node 1
        ((1, 1, 1), [BLUE, BLUE, BLUE, GREEN]),
        ((1, 1, 1, 1), [BLUE, BLUE, ORANGE, ORANGE, ORANGE, GREEN]),
        ((1, 1), [BLUE, BLUE]),
        ((2, 1), [BLUE, BLUE, BLUE]),
        ((1, 3, 1), [BLUE, BLUE, ORANGE, ORANGE, FURTHER, FURTHER, BLUE, ORANGE, FURTHER, GREEN]),
    ],
)
def test_a_parameters_line_has_its_nodes_colour(nodes, colours):
    assert colours_of(Network(nodes)) == colours


@pytest.mark.parametrize("nodes", [(1, 2, 1), (2, 1, 1), (6, 1), (1, 1, 1, 1), (3, 1, 1), (1, 1, 2)])
def test_no_two_lines_look_alike(nodes):
    colour, dash = (scale.to_dict()["range"] for scale in looks_of(Network(nodes)))
    assert len({(of, *dashes) for of, dashes in zip(colour, dash, strict=True)}) == len(colour)


def test_on_the_page_with_two_inputs_w2_has_the_colour_of_node_1(open_page):
    at = open_page("14_Any_Network.py", any_data="XOR", any_nodes1="1", any_part="Convergence")
    drawn = picture(at, "Value against the step")
    (line,) = [each for each in drawn.spec["layer"] if "strokeDash" in each.get("encoding", {})]
    scale = line["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        "w1": BLUE,
        "w2": BLUE,
        "b1": BLUE,
        "w3": BLUE,
        "b2": GREEN,
    }
