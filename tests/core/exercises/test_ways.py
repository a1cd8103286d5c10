"""A way's slips are those that can be made at its numbers, and each is told as what it is of the whole."""

import math

from backprop.activations import RELU, SIGMOID
from backprop.exercises.bends import Slope, Through
from backprop.exercises.formula import Cell, Known, Slip, worked
from backprop.exercises.judging import WRONG, Attempt
from backprop.exercises.sheet import Given, Number, Row, Sheet
from backprop.exercises.ways import Difference, Product, Squared, Sum, Total

A, B, C = (Cell(name.lower(), name) for name in "ABC")
TWO = Known(-2)


def made(way, at):
    """{what is said of a slip: its number}"""
    return {slip.said: worked(slip.formula, at) for slip in way.slips(at)}


def test_beside_a_factor_that_is_0_no_other_is_missed_and_none_can_be_mistaken():
    off = {"a": 0.0, "b": 0.7}
    mistaken = Cell("b", "B", (Slip("other", "with C in place of B", "", C),))
    assert made(Product((A, mistaken)), off) == {"without the factor A": 0.7}
    assert "with C in place of B" in made(Product((A, mistaken)), {"a": 2.0, "b": 0.7, "c": 0.4})
    assert made(Product((A, B, TWO)), {"a": 0.0, "b": 0.0}) == {}


def test_what_is_mistaken_for_a_number_is_a_slip_of_every_way_that_uses_it():
    x, at = Cell("a", "A", (Slip("other", "with B in place of A", "", B),)), {"a": 3.0, "b": 0.7, "c": 0.4}
    assert made(Sum((Product((x, C)), C)), at)["with B in place of A"] == 0.7 * 0.4 + 0.4


def test_a_slip_in_a_part_is_told_as_one_on_the_way():
    at = {"a": 3.0, "b": 0.7}
    said = made(Product((TWO, Difference((A, B)))), at)
    assert said["with A itself on the way"] == -6.0
    assert math.isclose(said["with B − A, the two the wrong way round, on the way"], 4.6)
    assert math.isclose(said["without the factor −2"], 2.3)
    assert math.isclose(made(Squared((Product((A, B)),)), at)["without the factor A"], 0.49)


def test_a_slip_that_is_made_in_a_row_is_made_in_every_row_where_it_can_be():
    """The first ReLU is on and the second off: 1 for the slope is a slip in the second row alone."""
    on, off = Cell("on", "x"), Cell("off", "x")
    at = {"on": 1.3, "off": -0.4, "a": 5.0, "b": 7.0}
    terms = (Product((A, Slope((on,), activation=RELU))), Product((B, Slope((off,), activation=RELU))))
    total = Total(terms, ("the first", "the second"))
    assert total.value(at) == 5.0
    said = made(total, at)
    assert said["with slope 1, as if the ReLU were on, on the way"] == 12.0
    assert said["with slope 0, as if the ReLU were off, on the way"] == 0.0
    both = made(total, at | {"off": 0.4})
    assert both["with slope 0, as if the ReLU were off, on the way"] == 0.0
    assert "with slope 1, as if the ReLU were on, on the way" not in both


def test_the_height_of_a_relu_that_is_on_is_what_went_in_so_it_is_one_slip():
    at = {"a": 1.3}
    codes = [slip.code for slip in Slope((A,), activation=RELU).slips(at)]
    assert codes == ["slope_zero_when_on", "value_for_slope"]
    assert "handed_on" in [slip.code for slip in Slope((A,), activation=SIGMOID).slips(at)]


def test_where_paths_meet_only_one_of_them_is_a_slip_of_its_own():
    at = {"a": 3.0, "b": 0.7, "c": 0.4}
    codes = {slip.said: slip.code for slip in Sum((A, B, C), bias=2, paths=True).slips(at)}
    assert codes == {
        "only one path, without A": "only_one_path",
        "only one path, without B": "only_one_path",
        "without the bias C": "bias_forgotten",
    }


# --- clear, or not ---------------------------------------------------------------------------------------------------


def of_rows(*numbers):
    """A Sheet of the slope of a ReLU in each row."""
    cells = [Given(f"x {i}", "x", value) for i, value in enumerate(numbers)]
    cells += [Number(f"slope {i}", "dy/dx", Slope((Cell(f"x {i}", "x"),), activation=RELU), f"row {i}")
              for i in range(len(numbers))]  # fmt: skip
    rows = [Row(f"row {i}", (f"x {i}", f"slope {i}")) for i in range(len(numbers))]
    return Sheet("How steep?", ("", "x", "dy/dx"), tuple(rows), tuple(cells))


def test_what_another_row_gives_may_be_the_same_by_nature():
    assert of_rows(1.4, 2.6).is_clear  # both slopes are 1
    assert of_rows(1.4, -2.6, 0.3).is_clear  # one is off: its 0 is also what a slip gives for the others
    assert not of_rows(1.0, -2.6).is_clear  # the height, 1, is the slope: that is no slip to be seen


# --- what is said ----------------------------------------------------------------------------------------------------


def judged(formula, text, wrong=0, name="Asked", **numbers):
    cells = [Given(key, key.upper(), value) for key, value in numbers.items()]
    sheet = Sheet("", (), (), (*cells, Number("asked", name, formula)))
    said = Attempt(sheet, ("asked",), {"asked": text}).judge("asked", wrong)
    assert said.standing == WRONG
    return said.sentence


def test_a_number_that_is_only_to_be_chosen_is_asked_for_by_its_name():
    assert judged(A, "77.31", 1, a=3.0, b=0.7) == "Not this either. Which of the numbers here is A?"


def test_a_cell_whose_name_is_its_way_is_told_with_its_numbers():
    way = Product((A, B))
    assert judged(way, "77.31", name="A × B", a=3.0, b=0.7) == "Not this. A × B is 3 × 0.7 here."
    assert judged(way, "77.31", a=3.0, b=0.7) == "Not this. Asked is A × B."


def test_where_more_slips_lead_to_a_number_than_one_can_name_the_way_is_told():
    same = tuple(Slip(f"slip_{i}", f"with slip {i}", "Look.", B) for i in range(4))
    said = judged(Product((Cell("a", "A", same), C)), "0.28", a=3.0, b=0.7, c=0.4)
    assert said == "Not this: several slips lead there. Asked is A × C."


def test_a_bend_is_written_with_one_pair_of_brackets():
    at = {"a": -2.5}
    assert Through((A,), activation=RELU).written(at) == "max(0, −2.5)"
    assert Through((Sum((A, B)),), activation=RELU).worded == "max(0, A + B)"
    assert Through((A,), activation=SIGMOID).written(at) == "1 / (1 + e^(−(−2.5)))"
    assert Slope((A,), activation=RELU).written(at) == "(1 if −2.5 > 0, else 0)"
