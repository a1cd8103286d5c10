"""Data of one's own: what is read as what, every refusal in a sentence with its row, and a link that brings it back."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from backprop.data import Data
from pages.parts.any import residuals
from pages.parts.controls.address import digits_of
from pages.parts.controls.csv_file import recognised, sheet_of_csv
from pages.parts.controls.roles import data_of, likely_roles, sheet_of_data
from pages.parts.controls.rows_in_link import MOST_IN_LINK, TOO_LARGE, link_of, sheet_of_link
from pages.parts.controls.sheets import LARGEST, MOST_ROWS, Roles, Sheet, clean, edited, number_of

ONE_INPUT = Roles((0,), (1,))
CLASSES = Roles((0,), (1,), True)
NUMBERS = some.floats(-LARGEST, LARGEST).map(lambda value: value + 0.0)  # no −0


def read(text, roles=None):
    """A file's Data, by the roles that its columns most likely have."""
    sheet = sheet_of_csv(text.encode() if isinstance(text, str) else text)
    return data_of(sheet, roles or likely_roles(sheet))


# --- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Dose,Effect\n0,0\n0.5,1\n1,0\n",
        "Dose;Effect\r\n0;0\r\n0,5;1\r\n1;0\r\n",
        "Dose\tEffect\n0\t0\n0,5\t1\n1\t0",
        "Dose|Effect\n0|0\n.5|1e0\n1.|0\n",
        "Dose Effect\n0  0\n0.5 1\n1 0\n",
        '"Dose","Effect"\n"0","0"\n"0,5","1"\n"1","0"\n',
        "Dose,Effect\r0,0\r0.5,1\r1,0\r",
        "\n\nDose,Effect\n0,0\n\n 0.5 , 1 \n1,0\n,\n\n",
    ],
)
def test_delimiters_decimal_commas_quotes_and_line_ends(text):
    for raw in (text.encode(), ("\ufeff" + text).encode(), text.encode("utf-16")):
        data = read(raw)
        assert data.names == ("Dose", "Effect")
        np.testing.assert_array_equal(data.inputs[:, 0], [0, 0.5, 1])
        np.testing.assert_array_equal(data.observed[:, 0], [0, 1, 0])


def test_without_names_the_columns_are_numbered():
    sheet = sheet_of_csv(b"1;2\n3;4\n")
    assert (sheet.names, sheet.named, len(sheet)) == (("Column 1", "Column 2"), False, 2)
    assert recognised(sheet) == "2 rows of 2 columns: semicolons between the cells, no row of names"


def test_names_are_found_above_numbers_and_made_unlike():
    sheet = sheet_of_csv("Größe,Größe,,[kg]\n1,2,3,4\n".encode("cp1252"))
    assert sheet.names == ("Größe", "Größe (2)", "Column 3", "(kg)")


def test_of_columns_of_text_and_numbers_the_likely_ones_are_chosen():
    assert likely_roles(sheet_of_csv(b"who,a,b\nAnna,1,2\nBo,3,4\n")) == Roles((1,), (2,))
    assert likely_roles(sheet_of_csv(b"a,b,c\n1,2,3\n")) == Roles((0, 1), (2,))
    assert likely_roles(sheet_of_csv(b"a,b,c,d\n1,2,3,4\n")) == Roles((0, 1, 2), (3,))
    assert read("who,a,b,c\nAnna,1,2,3\n").inputs.tolist() == [[1, 2]]


def test_five_thousand_rows_are_read_and_one_more_is_not():
    rows = [f"{place},{place % 7}" for place in range(MOST_ROWS)]
    assert len(read("a,b\n" + "\n".join(rows))) == len(read("\n".join(rows))) == MOST_ROWS
    for head in ("", "a,b\n"):
        with pytest.raises(ValueError, match=r"^Row 500[12] is one too many: at most 5,000 rows can be used\.$"):
            read(head + "\n".join([*rows, "1,2"]))


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        ("\n  \n\n", "The file is empty."),
        ("a,b\n", "nothing under it"),
        ("1\n2\n3\n", "single column"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x01", "not plain text"),
        (b"PK\x03\x04" + bytes(range(256)), "not plain text"),
        (b"\xff\xfe\x00", "not plain text"),
        ("a,b\n1,2\n3,4,5\n", "Row 3 has 3 cells where row 1 has 2"),
        ("a,b\n1,2\n3\n", "Row 3 has 1 cell where row 1 has 2"),
        ("a,b\n1,x\n2,3\n", "Row 2, b: “x” is not a number."),
        ("a,b\n1,2\n3,\n", "Row 3, b: the cell is empty."),
        ("a,b\n1,2\n3,nan\n", "Row 3, b: “nan” is not a number."),
        ("a,b\n1,2\n3,inf\n", "Row 3, b: “inf” is not a number."),
        ("a,b\n1,2\n1e309,3\n", "Row 3, a: “1e309” is too large"),
        ("a,b\n1,2\n1_0,3\n", "Row 3, a: “1_0” is not a number."),
        ("a,b\n1,2\n٣,3\n", "Row 3, a: “٣” is not a number."),
        ("a,b\n1,2\n=cmd(),3\n", "Row 3, a: “=cmd()” is not a number."),
        ("a;b\n1,5;2\n2.5;3\n", "Row 2, a: “1,5” has a decimal comma where others have a decimal point"),
        ('a,b\n1,2\n"1,234",3\n', "Row 3, a: “1,234” could be a thousand or a fraction"),
        ("a;b\n1;2\n1.234,5;3\n", "Row 3, a: “1.234,5” is not a number."),
        ('a,b\n1,2\n"3,4\n', "quotation mark is not closed"),
        ('a,b\n"' + "1" * 200_000 + '",2\n', "a cell is too long"),
        ("1," * 60 + "1\n", "at most 50 columns"),
        ("x" * 1_000_000, "a cell is too long"),
    ],
)
def test_a_refusal_is_one_sentence_that_names_the_row(text, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)) as refused:
        read(text, ONE_INPUT if isinstance(text, str) and "single" not in sentence else None)
    said = str(refused.value)
    assert said.endswith(".")
    assert len(said) < 220


def test_a_column_chosen_twice_is_refused():
    with pytest.raises(ValueError, match="The column b is chosen twice"):
        read("a,b\n1,2\n", Roles((1,), (1,)))


@given(some.one_of(some.binary(max_size=300), some.text(max_size=300).map(str.encode)))
@settings(max_examples=300)
def test_any_bytes_give_rows_or_a_sentence(raw):
    said = "."
    try:
        sheet = sheet_of_csv(raw)
        data_of(sheet, likely_roles(sheet))
    except ValueError as refused:
        said = str(refused)
    assert said.endswith(".")


@pytest.mark.parametrize("text", ["0,5", " 0.5 ", "5e-1", "+.5", "5E-1"])
def test_ways_to_write_a_half(text):
    assert number_of(text) == 0.5


@given(some.text(max_size=30))
def test_a_name_cannot_format_the_page(name):
    assert not set(clean(name)) & set("[]<>*`$\\!:|#~^{}\n&@")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("__y__", "y"),
        ("a _b_ c", "a b c"),
        ("house_price_2", "house_price_2"),
        ("&lt;b&gt;", "＆lt;b＆gt;"),
        ("www.example.com", "www example.com"),
        ("me@example.com", "me＠example.com"),
    ],
)
def test_a_name_is_no_emphasis_no_sign_and_no_link(name, shown):
    assert clean(name) == clean(clean(name)) == shown


# --- an edited table -------------------------------------------------------------------------------------------------


def test_an_edit_is_counted_by_the_tables_rows_and_blank_rows_are_left_out():
    sheet = sheet_of_data(Data([0.0, 0.5], [1.0, 2.0], ("Dose", "Effect")))
    changed = edited(sheet, [(1, ("0", "1")), (2, (None, None)), (3, ("0,5", None))])
    with pytest.raises(ValueError, match=r"^Row 3, Effect: the cell is empty\.$"):
        data_of(changed, ONE_INPUT)
    with pytest.raises(ValueError, match="no row yet"):
        data_of(edited(sheet, []), ONE_INPUT)


def test_forged_cells_are_refused_or_read_never_trusted():
    sheet = sheet_of_data(Data([0.0], [1.0]))
    for cell in (float("nan"), True, "1e309", "<script>", b"1", "9" * 60, [1]):
        with pytest.raises(ValueError, match="Row 1"):
            data_of(edited(sheet, [(1, (cell, "1"))]), ONE_INPUT)
    with pytest.raises(ValueError, match="one too many"):
        edited(sheet, [(place, ("1", "2")) for place in range(MOST_ROWS + 1)])


def test_classes_that_differ_late_stay_two_and_one_that_cannot_be_seen_is_an_empty_cell():
    sheet = Sheet(("x", "Kind"), (), ())
    late = "k" * 70
    data = data_of(edited(sheet, [(1, ("0", f"{late}a")), (2, ("1", f"{late}b"))]), CLASSES)
    assert data.observed.tolist() == [[1, 0], [0, 1]]
    assert len(set(data.classes)) == 2
    for unseen in ("\u200b", " \u2060\ufeff", "\u2800", "\u3164", "\ufe0f"):
        for typed in (
            edited(sheet, [(1, ("0", "a")), (2, ("1", unseen))]),
            sheet_of_csv(f"x,Kind\n0,a\n1,{unseen}".encode()),
        ):
            with pytest.raises(ValueError, match=r"^Row [23], Kind: the cell is empty\.$"):
                data_of(typed, CLASSES)
        with pytest.raises(ValueError, match=r"^the cell is empty$"):
            number_of(unseen)
        assert clean(unseen) == ""


# --- a link ----------------------------------------------------------------------------------------------------------


@given(
    some.integers(1, 2).flatmap(
        lambda inputs: some.lists(
            some.lists(NUMBERS, min_size=inputs + 1, max_size=inputs + 1), min_size=1, max_size=25
        )
    ),
    some.lists(some.text(max_size=50), min_size=3, max_size=3),
)
@example([[0.0, 0.0, 0.0]], ["", "0" * 37, "0" * 37])
@example([[0.0, 0.0, 0.0]], ["0" * 39 + "_x", "0" * 35 + "_x", "0" * 35 + "_x"])
def test_a_link_brings_back_the_very_same_rows(rows, names):
    rows = np.array(rows)
    start = sheet_of_data(Data(rows[:, :-1], rows[:, -1:], tuple(names[: rows.shape[1]])))
    data = data_of(start, start.roles)
    text = link_of(data)
    if text == TOO_LARGE:
        return
    assert len(text) <= MOST_IN_LINK
    assert text.isascii()
    assert "+" not in text
    sheet = sheet_of_link(text)
    again = data_of(sheet, sheet.roles)
    np.testing.assert_array_equal(again.inputs, rows[:, :-1])
    np.testing.assert_array_equal(again.observed, rows[:, -1:])
    assert again.names == data.names
    assert link_of(again) == text


def test_a_link_is_short_and_readable():
    data = Data([[0.0, 1e-7], [0.5, 1e11]], [1.0, -2.25], ("A_1", "B~", "x y"))
    assert link_of(data) == "1_A%5F1~B%7E~x%20y_0~1e-07~1_0.5~100000000000~-2.25"
    assert link_of(Data(np.arange(600.0), np.arange(600.0))) == TOO_LARGE
    assert link_of(Data(np.linspace(0, 1, 99) / 3, np.arange(99.0))) == TOO_LARGE
    assert digits_of(1e22) == "1e22"


@pytest.mark.parametrize(
    "text",
    ["", "1", "1_A~B", "2_A~B_1~2", "1_A_1", "1_A~B_1~nan", "1_A~B_1~1e309", "1_A~B_1", "1_A~B_1~2_3", "1_A~B_~2",
     "1_A~B~C~D_1~2~3~4", "1_" + "x" * 2000 + "~B_1~2", "_" * 1400, "1_%FF~B_1~2", "🙂", "1_A~B_1~2e13"],
)  # fmt: skip
def test_a_forged_link_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the control's, which names the key
        sheet_of_link(text)


@pytest.mark.parametrize("cell", ["1e-400", "−0,001e-330", "3e-999"])
def test_a_number_that_a_computer_would_make_0_of_is_refused_by_name(cell):
    with pytest.raises(ValueError, match="too small a number") as refused:
        number_of(cell)
    assert cell in str(refused.value)
    assert number_of("0e-400") == number_of("0,00") == 0


def test_no_column_of_the_learners_hides_another():
    for names in (("Row (yours)", "Row"), ("Row", "Row (yours)", "Row (yours) (yours)"), ("Observed", "x", "Residual")):
        heads = residuals.own_heads(names)
        assert len(set(heads)) == len(names)
        assert not set(heads) & set(residuals.HEADS)
