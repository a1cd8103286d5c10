"""Rows of one's own with several inputs, several outputs or classes: from a file, by hand, in a link, and held out."""

import numpy as np
import pytest
from any_network_page import AWAY, CONVERGENCE, PAGE, STEP
from screen import button, remembered

from backprop.activations import SOFTMAX
from backprop.datasets import DATASETS
from backprop.held_out import parted
from backprop.iris import FLOWERS, SPECIES
from backprop.written.numerals import number
from pages.parts.controls.own_rows import OwnRows
from pages.parts.controls.visit import Made

OWN = {"any_data": "your own", "any_steps": "5"}
HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
IRIS = "\n".join([HEADER, *(f"{','.join(map(str, row))},{name}" for row, name in zip(FLOWERS, SPECIES, strict=True))])
WIDE = "\n".join(["a,b,c,d,e,f,g,h,p,q", *(",".join(str((i * j) % 7) for j in range(1, 11)) for i in range(12))])


def uploaded(at, text, name="rows.csv"):
    raw = text if isinstance(text, bytes) else text.encode()
    return at.file_uploader(key="any_file").set_value((name, raw, "text/csv")).run()


def rows_in(at):
    """What the address says of the rows."""
    rows = at.query_params["any_rows"]
    return rows if isinstance(rows, str) else rows[0]


def chosen(at, label):
    return next(each for each in (*at.pills, *at.multiselect) if each.label == label)


def errors(at):
    return [each.value for each in at.error]


def test_a_file_of_irises_arrives_as_four_inputs_and_three_named_classes(open_page, said):
    at = uploaded(open_page(PAGE, **OWN), IRIS, "iris.csv")
    assert not at.exception
    assert not errors(at)
    assert chosen(at, "Inputs").value == HEADER.split(",")[:4]
    assert chosen(at, "Outputs").value == ["species"]
    for words in (
        "**Data**: 150 observations",
        "**Network**: 4-8-3",
        "species names 3 classes, each an output: Setosa, Versicolor, Virginica.",
        "Recognised: 150 rows of 5 columns: commas between the cells, names in the first row.",
        "Too large for a link: 150 rows.",
    ):
        assert words in said(at)
    for part in (*STEP.values(), *CONVERGENCE.values(), *AWAY.values()):
        at.segmented_control(key="any_part").set_value(part).run()
        assert not at.exception, part
        assert "150 observations" in said(at)


def test_columns_are_chosen_kept_in_the_link_and_come_back_from_it(open_page, said):
    at = uploaded(open_page(PAGE, **OWN), WIDE)
    assert chosen(at, "Inputs").value == list("abcdefgh")
    assert "**Network**: 8-8-1" in said(at)
    chosen(at, "Outputs").set_value(["q", "p"]).run()
    assert "**Network**: 8-8-2" in said(at)
    rows = rows_in(at)
    assert rows.startswith("2_8_a~b~c~d~e~f~g~h~p~q_")
    again = open_page(PAGE, any_rows=rows, **OWN)
    assert chosen(again, "Inputs").value == list("abcdefgh")
    assert chosen(again, "Outputs").value == ["p", "q"]
    assert rows_in(again) == rows
    assert "**Network**: 8-8-2" in said(again)
    chosen(at, "Outputs").set_value(["p", "h"]).run()
    assert errors(at) == [
        "The column h is chosen twice; each can be used once. Until then the last rows that could be used stand."
    ]
    assert "**Network**: 8-8-2" in said(at)
    assert rows_in(at) == rows
    chosen(at, "Inputs").set_value([]).run()
    assert errors(at)[0].startswith("No column is chosen as input; it can be 1 to 8.")
    chosen(at, "Inputs").set_value(["b"]).run()
    assert "**Network**: 1-8-2" in said(at)


def test_a_few_numbers_are_classes_where_the_learner_says_so(open_page, said):
    at = uploaded(open_page(PAGE, **OWN), "x,kind\n1,0\n2,1\n3,0\n4,2\n")
    assert "**Network**: 1-8-1" in said(at)
    next(each for each in at.toggle if each.label == "The values of kind are classes").set_value(True).run()
    assert "**Network**: 1-8-3" in said(at)
    assert "kind names 3 classes, each an output: kind 0, kind 1, kind 2." in said(at)
    rows = rows_in(at)
    assert rows == "2_1c_x~kind_0~1~2_1~0_2~1_3~0_4~2"
    again = open_page(PAGE, any_rows=rows, **OWN)
    assert "kind names 3 classes, each an output: kind 0, kind 1, kind 2." in said(again)
    assert next(each for each in again.toggle if each.label == "The values of kind are classes").value
    assert remembered(again, OwnRows, "any").edited.rows == remembered(at, OwnRows, "any").edited.rows
    assert rows_in(again) == rows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x,k\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n", "Row 6, k: “f” is one class too many; 5 can be told apart."),
        ("a,b,who\n1,2,Ann\n3,4,Bo\n5,x,Cy\n6,7,Di\n", "Row 3, b: “x” is not a number."),
        ("a,b,c\n1,2,3\n4,5\n", "**rows.csv** was not taken. Row 3 has 2 cells where row 1 has 3"),
        (",".join(["1"] * 51), "**rows.csv** was not taken. Row 1 has 51 cells; at most 50 columns can be read."),
        (b"\x00\x01\x02", "**rows.csv** was not taken. The file is not plain text"),
        ("<script>,$x$\n<b>,1\n", "Row 1, script: “b” is not a number."),
        ("".join("9" * 39 + ",1\n" for _ in range(9)), "Row 1, Column 1: “99999999999999999999…” is too large"),
    ],
)
def test_a_hostile_file_is_one_sentence_and_the_last_rows_stand(open_page, said, text, sentence):
    at = uploaded(open_page(PAGE, any_rows="1_A~B_1~2_2~3", **OWN), text)
    assert not at.exception
    (error,) = errors(at)
    assert sentence in error
    assert "2 observations" in said(at)
    assert rows_in(at) == "1_A~B_1~2_2~3"


def test_the_largest_record_of_five_outputs_holds_little_and_says_why(open_page, said):
    rows = "\n".join(f"{i},{i % 7},{i % 5},{i % 3},{i % 2},{i % 11}" for i in range(5000))
    at = uploaded(open_page(PAGE, **OWN | {"any_steps": "60", "any_part": "Convergence"}), rows)
    chosen(at, "Inputs").set_value(["Column 1"]).run()
    chosen(at, "Outputs").set_value([f"Column {i}" for i in range(2, 7)]).run()
    assert "**Network**: 1-8-5" in said(at)
    trace = remembered(at, Made, "any_run").result.trace
    arrays = (trace.parameters, trace.derivatives, trace.step_sizes, trace.predicted, trace.residuals)
    assert sum(array.nbytes for array in arrays) < 32 * 2**20
    assert f"Of the 61 rows {len(trace)} are kept" in said(at)
    assert "all 61 of the run would fill more than 8 MiB." in said(at)


def test_classes_of_a_set_to_choose_can_be_edited(open_page, said):
    at = open_page(PAGE, any_data="iris", any_steps="5")
    assert "**Network**: 4-8-3" in said(at)
    button(at, "Edit these rows").click().run()
    assert chosen(at, "Outputs").value == ["Class"]
    assert "Class names 3 classes, each an output: Setosa, Versicolor, Virginica." in said(at)
    assert "**Data**: 150 observations" in said(at)


def test_a_part_is_held_out_and_scaled_by_what_is_trained_on(open_page, said):
    query = {"any_data": "iris", "any_held_out": "1 in 5", "any_scaling": "all standardised", "any_steps": "5"}
    at = open_page(PAGE, **query)
    assert "**Data**: 120 observations, 30 held out, inputs standardised" in said(at)
    training, _ = parted(DATASETS["iris"], 5)
    first = training.inputs[:, 0]
    assert f"trained on: (Sepal Length − {number(first.mean())}) / {number(first.std())}; (Sepal Width" in said(at)
    assert "The classes stay 0 and 1." in said(at)
    at = open_page(PAGE, any_data="XOR", any_held_out="1 in 5", any_steps="5")
    assert "Of 4 observations 1 in 5 is none: all are trained on." in said(at)
    assert "**Data**: 4 observations" in said(at)


@pytest.mark.parametrize(("name", "what"), [("penguin mass", "column"), ("penguin species", "input")])
def test_grams_and_millimetres_are_offered_to_be_standardised(open_page, said, name, what):
    at = open_page(PAGE, any_data=name, any_steps="40")
    assert "The data reach 6300, while the weights start near 0" in said(at)
    assert f"Standardised, every {what} lies round 0." in said(at)
    label = {"column": "Standardise all columns", "input": "Standardise inputs"}[what]
    button(at, label).click().run()
    assert "The data reach" not in said(at)
    assert ("The classes stay 0 and 1." in said(at)) == (what == "input")


@pytest.mark.parametrize(
    ("rows", "one_in", "trained"),
    [
        ("2_1_x~a~b_0~0~1_0~1~0_2~1~0_3~0~1_4~1~1_5~0~1_6~1~0_7~0~1_8~1~0", "1 in 3", "6 observations, 3 held out"),
        ("2_1_x~a~b_1~0~1_2~1~0_3~0.5~0.5_4~0~1_5~1~0", "1 in 5", "4 observations, 1 held out"),
    ],
    ids=["held out", "trained on"],
)
def test_a_part_that_looks_like_classes_is_treated_as_the_whole_is(open_page, said, rows, one_in, trained):
    at = open_page(PAGE, **OWN, any_rows=rows, any_held_out=one_in, any_scaling="all standardised")
    assert not at.exception
    assert f"{trained}, all standardised" in said(at)
    assert "The classes stay" not in said(at)
    data = remembered(at, Made, "any_run").result.trace.experiment.data
    assert data.classes == ()
    np.testing.assert_allclose(data.observed.std(axis=0), 1)
    network = remembered(at, Made, "any_run").result.trace.experiment.network
    assert network.output is not SOFTMAX
