"""What each column is for: inputs, outputs or the class of each row, found by itself, chosen, refused and linked."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from backprop.data import Data, of_classes
from backprop.datasets import DATASETS
from backprop.iris import FLOWERS, IRIS_DATA, SPECIES
from pages.parts.controls.address import digits_of
from pages.parts.controls.csv_file import sheet_of_csv
from pages.parts.controls.roles import data_of, labels_of, likely_roles, sheet_of_data
from pages.parts.controls.rows_in_link import MOST_IN_LINK, TOO_LARGE, link_of, sheet_of_link
from pages.parts.controls.sheets import LARGEST, Roles, Sheet, text_in, unlike

NUMBERS = some.floats(-LARGEST, LARGEST).map(lambda value: value + 0.0)  # no −0
NAMES = some.text(max_size=50)


def lines(*records):
    return "\n".join(",".join(map(str, record)) for record in records).encode()


def iris_file(before=(), species=SPECIES):
    head = [*("Id" for _ in before[:1]), "sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    rows = ([*before[i : i + 1], *row, name] for i, (row, name) in enumerate(zip(FLOWERS, species, strict=True)))
    return lines(head, *rows)


# --- what is found without a click -----------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [(), range(1, 151), range(150)], ids=["", "numbered", "numbered from 0"])
def test_a_file_of_irises_is_four_inputs_and_three_named_classes(before):
    sheet = sheet_of_csv(iris_file(before))
    data = data_of(sheet, likely_roles(sheet))
    np.testing.assert_array_equal(data.inputs, FLOWERS)
    np.testing.assert_array_equal(data.observed, IRIS_DATA.observed)
    assert data.names[:4] == ("sepal_length", "sepal_width", "petal_length", "petal_width")
    assert data.classes == ("Setosa", "Versicolor", "Virginica")


def test_classes_are_in_the_order_in_which_they_first_come():
    sheet = sheet_of_csv(iris_file(species=SPECIES[::-1]))
    assert data_of(sheet, likely_roles(sheet)).classes == ("Virginica", "Versicolor", "Setosa")


def test_the_classes_may_stand_first_as_the_penguins_do_and_what_only_counts_rows_is_no_input():
    rows = [["Adelie", "Dream", 39.1, 18.7, 2007], ["Gentoo", "Biscoe", 47.5, 15.0, 2008]] * 4
    sheet = sheet_of_csv(lines(["species", "island", "length", "depth", "year"], *rows))
    assert likely_roles(sheet) == Roles((2, 3, 4), (0,), True)
    counted = sheet_of_csv(lines(["", "x", "y", "z"], [1, 5, 2, 3], [2, 5, 3, 4], [3, 6, 3, 5]))
    assert likely_roles(counted) == Roles((1, 2), (3,))
    named = sheet_of_csv(lines(["t", "x", "z"], [1, 5, 3], [2, 5, 4]))
    assert likely_roles(named) == Roles((0, 1), (2,))


def test_texts_that_do_not_come_again_or_stand_between_numbers_are_no_classes():
    names = sheet_of_csv(lines(["a", "b", "who"], [1, 2, "Anna"], [3, 4, "Bo"]))
    assert likely_roles(names) == Roles((0,), (1,))
    costs = [[19, "female", 27.9, "yes", 16884], [18, "male", 33.7, "no", 1725]] * 5
    sheet = sheet_of_csv(lines(["age", "sex", "bmi", "smoker", "charges"], *costs))
    assert likely_roles(sheet) == Roles((0, 2), (4,))


def test_of_ten_columns_of_numbers_eight_are_inputs():
    sheet = sheet_of_csv(lines("abcdefghij", *np.arange(40).reshape(4, 10)))
    assert likely_roles(sheet) == Roles(tuple(range(8)), (9,))
    assert data_of(sheet, likely_roles(sheet)).inputs.shape == (4, 8)


def test_several_outputs_are_the_columns_chosen():
    data = data_of(sheet_of_csv(b"a,b,c,d\n1,2,3,4\n5,6,7,8\n"), Roles((1, 3), (0, 2)))
    assert data.names == ("b", "d", "a", "c")
    assert data.inputs.tolist() == [[2, 4], [6, 8]]
    assert data.observed.tolist() == [[1, 3], [5, 7]]


def test_numbers_that_are_classes_are_named_after_their_column():
    data = data_of(sheet_of_csv(b"x,kind\n1,0\n2,1\n3,0\n"), Roles((0,), (1,), True))
    assert data.classes == ("kind 0", "kind 1")
    assert data.observed.tolist() == [[1, 0], [0, 1], [1, 0]]


def test_classes_that_look_alike_once_they_are_clean_are_told_apart():
    data = data_of(sheet_of_csv(b"A,kind\n1,A\n2,*A*\n3,$\n4,*0\n"), Roles((0,), (1,), True))
    assert data.names == ("A", "A (2)", "A (3)", "Class 3", "kind 0")


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (("A", "A\u200b"), "Row 3, kind: “A‹U+200B›” looks like the “A” of row 2 and would be another class;"),
        (
            ("A\u2060", "B", "B", "A"),
            "Row 5, kind: “A” looks like the “A‹U+2060›” of row 2 and would be another class;",
        ),
        (("a b", "a\u00a0b"), "Row 3, kind: “a‹U+00A0›b” looks like the “a b” of row 2 and would be another class;"),
        (("0", "1", "0\ufeff"), "Row 4, kind: “0‹U+FEFF›” looks like the “0” of row 2 and would be another class;"),
        (("*A*", "*A\u00ad*"), "Row 3, kind: “A‹U+00AD›” looks like the “A” of row 2 and would be another class;"),
    ],
)
def test_classes_that_look_alike_are_refused_and_both_are_named_with_what_cannot_be_seen(labels, sentence):
    rows = "\n".join(f"{row},{label}" for row, label in enumerate(labels))
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        data_of(sheet_of_csv(f"x,kind\n{rows}\n".encode()), Roles((0,), (1,), True))


def test_columns_that_look_alike_are_told_apart_as_those_of_one_name_are():
    assert unlike(["A", "A\u200b", "A", "a\u00a0b", "a b"]) == ("A", "A\u200b (2)", "A (3)", "a b", "a b (2)")
    assert unlike(["A\u200b"], others=("A",)) == ("A\u200b (2)",)


def test_a_number_with_a_sign_that_cannot_be_seen_is_refused_with_that_sign():
    with pytest.raises(ValueError, match=r"^Row 3, y: “2‹U\+200B›” is not a number\.$"):
        data_of(sheet_of_csv("x,y\n1,1\n2,2\u200b\n".encode()), Roles((0,), (1,)))


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "roles", "sentence"),
    [
        ("x,k\n1,a\n2,a\n", Roles((0,), (1,), True), "k is “a” in every row; there must be two classes to tell apart."),
        ("x,k\n1,a\n2,b\n3,c\n4,d\n5,e\n6,<b>f\n", Roles((0,), (1,), True),
         "Row 7, k: “b f” is one class too many; 5 can be told apart."),
        ("x,k\n1,a\n2,\n", Roles((0,), (1,), True), "Row 3, k: the cell is empty."),
        ("x,y,k\n1,2,a\n2,3,b\n", Roles((0,), (1, 2)),
         "Row 2, k: “a” is not a number; a column of classes can only be the single output."),
        ("x,y,k\n1,2,a\n2,3,b\n", Roles((0, 2), (1,)), "Row 2, k: “a” is not a number."),
        ("x,k\n1,a\n2,3\n", Roles((0,), (1,)), "Row 2, k: “a” is not a number."),
        ("x,y,z\n1,2,3\n", Roles((), (1,)), "No column is chosen as input; it can be 1 to 8."),
        ("x,y,z\n1,2,3\n", Roles((0,), ()), "No column is chosen as output; it can be 1 to 5."),
        ("x,y,z\n1,2,3\n", Roles((0, 1), (1, 2)), "The column y is chosen twice; each can be used once."),
        ("a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,0\n", Roles(tuple(range(9)), (9,)),
         "9 columns are chosen as input; it can be 1 to 8."),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence(text, roles, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        data_of(sheet_of_csv(text.encode()), roles)


# --- a link ----------------------------------------------------------------------------------------------------------


@given(some.data(), some.integers(1, 8), some.integers(1, 5), some.integers(1, 12))
@settings(max_examples=150)
def test_a_link_brings_back_several_outputs(data, inputs, outputs, n):
    width = inputs + outputs
    rows = np.array(data.draw(some.lists(some.lists(NUMBERS, min_size=width, max_size=width), min_size=n, max_size=n)))
    names = tuple(data.draw(some.lists(NAMES, min_size=width, max_size=width)))
    typed = sheet_of_data(Data(rows[:, :inputs], rows[:, inputs:], names))
    assume(not typed.roles.classes)
    comes_back(data_of(typed, typed.roles), "")


@given(some.data(), some.integers(1, 8), some.integers(2, 5), some.integers(2, 20))
@settings(max_examples=150)
def test_a_link_brings_back_the_classes_and_their_names(data, inputs, classes, n):
    names = data.draw(some.lists(NAMES, min_size=inputs + 1, max_size=inputs + 1))
    label = NAMES.map(text_in).filter(bool)
    labels = data.draw(some.lists(label, min_size=classes, max_size=classes, unique=True))
    inputs_of_row = some.lists(NUMBERS.map(digits_of), min_size=inputs, max_size=inputs)
    more = data.draw(some.lists(some.sampled_from(labels), min_size=n - 2, max_size=n - 2))
    rows = tuple((*data.draw(inputs_of_row), label) for label in (*labels[:2], *more))
    sheet = Sheet(unlike(names), rows, tuple(range(1, n + 1)))
    roles = Roles(tuple(range(inputs)), (inputs,), True)
    comes_back(data_of(sheet, roles), sheet.names[-1], labels_of(sheet, roles))


@pytest.mark.parametrize("labels", ["01", "10", "k 0,k 1", "k 0,0", "0,k 0", "*A*,A", "−1,1", "0.5;0,5", "0,00"])
def test_a_link_brings_back_the_cells_of_the_classes_as_they_were_typed(labels):
    labels = re.split("[;,]" if ";" not in labels else ";", labels) if len(labels) > 2 else list(labels)
    sheet = Sheet(("x", "k"), tuple((str(row), label) for row, label in enumerate(labels)), (1, 2))
    roles = Roles((0,), (1,), True)
    again = comes_back(data_of(sheet, roles), "k", labels_of(sheet, roles))
    assert again.rows == sheet.rows


def comes_back(data, of_class, labels=()):
    """A link brings back the very same Data, and is the same again: the Sheet in it."""
    text = link_of(data, of_class, labels)
    if text == TOO_LARGE:
        return None
    assert len(text) <= MOST_IN_LINK
    assert text.isascii()
    assert "+" not in text
    sheet = sheet_of_link(text)
    assert labels_of(sheet, sheet.roles) == (labels or data.classes if of_class else ())
    assert sheet.roles.classes == bool(of_class)
    again = data_of(sheet, sheet.roles)
    np.testing.assert_array_equal(again.inputs, data.inputs)
    np.testing.assert_array_equal(again.observed, data.observed)
    assert again.names == data.names
    assert link_of(again, sheet.names[-1] if of_class else "", labels_of(sheet, sheet.roles)) == text
    return sheet


def test_a_link_says_how_many_inputs_there_are_and_the_classes_once():
    assert link_of(of_classes([[1.0], [2.5], [3.0]], ["A b", "C", "A b"], ("x",)), "Kind") == (
        "2_1c_x~Kind_A%20b~C_1~0_2.5~1_3~0"
    )
    assert link_of(Data([[1.0, 2.0, 3.0]], [[4.0, 5.0]], tuple("abcde"))) == "2_3_a~b~c~d~e_1~2~3~4~5"


@pytest.mark.parametrize("name", DATASETS)
def test_a_set_to_choose_can_be_edited_and_linked(name):
    data = DATASETS[name](20, 0) if callable(DATASETS[name]) else DATASETS[name]
    sheet = sheet_of_data(data)
    again = data_of(sheet, sheet.roles)
    np.testing.assert_array_equal(again.inputs, data.inputs)
    np.testing.assert_array_equal(again.observed, data.observed)
    assert again.classes == data.classes
    comes_back(again, sheet.names[-1] if data.classes else "")


@pytest.mark.parametrize(
    "text",
    ["2", "2_1c", "2_A~B_1~2", "2_9_A~B_1~2", "2_0_A~B_1~2", "2_1_A~B", "2_1_A_1", "2_1c_A~B_a~b", "2_1c_A~B_a_1~0",
     "2_1c_A~B_a~b~c~d~e~f_" + "_".join(f"1~{i}" for i in range(6)), "2_1c_A~B_a~b_1~2", "2_1c_A~B_a~b_1~x",
     "2_1c_A~B_a~b_1~0_1~0", "2_1c_A~B_%FF~b_1~0_1~1", "2_1c_A~B~C_a~b_1~0~0_1~1~1", "2_3_A~B~C_1~2~3",
     "2_1_" + "~".join("ABCDEFG") + "_" + "~".join("1234567"), "2_1_A~B~C_1~x~2", "3_1_A~B_1~2", "2_1cc_A~B_a~b_1~0"],
)  # fmt: skip
def test_a_forged_link_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the control's, which names the key
        sheet_of_link(text)
