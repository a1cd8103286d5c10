"""Numbers pasted in any usual way are read as what they say, and what could be read in two ways is refused."""

import numpy as np
import pytest

from pages.parts.controls.number_list import lines_of, numbers_of
from pages.parts.controls.number_row import VALUES, row_as_link, row_in_link

ROW = (0.2, 0.4, -0.5, -0.4, 1e-3, 12.0)
TABLE = np.reshape(ROW, (2, 3))


@pytest.mark.parametrize(
    "text",
    [
        "0.2 0.4 -0.5 -0.4 1e-3 12",
        " 0.2\t0.4\t−0.5\n−0.4\t1e-3\t12\n",
        "0.2, 0.4, -0.5,\n-0.4, 1e-3, 12",
        "0.2,0.4,-0.5,-0.4,1e-3,12",
        "0.2;0.4;-0.5;-0.4;1e-3;12",
        "0,2 0,4 -0,5\n-0,4 1e-3 12",
        "0,2; 0,4; −0,5; −0,4; 0,001; 12",
        ".2 2/5 -1/2 -.4 1×10^-3 12.",
        "[[0.2, 0.4, -0.5], [-0.4, 1e-3, 12]]",
        repr(TABLE),
        str(TABLE),
        "np.array([[0.2, 0.4, -0.5], [-0.4, 0.001, 12.]], dtype=np.float64)",
        "tensor([[ 0.2000,  0.4000, -0.5000],\n        [-0.4000,  0.0010, 12.0000]], requires_grad=True)",
        "(0.2, 0.4, -0.5, -0.4, 0.001, 12)",
    ],
)
def test_every_usual_way_to_write_a_row_is_read(text):
    assert numbers_of(text, 6, VALUES) == ROW


def test_a_comma_between_digits_is_what_makes_the_wanted_count():
    assert numbers_of("1,2 3,4", 2, VALUES) == (1.2, 3.4)
    assert numbers_of("1,2 3,4", 4, VALUES) == (1, 2, 3, 4)
    assert numbers_of("[1,2]", 2, VALUES) == (1, 2)
    with pytest.raises(ValueError, match=r"^`1,234` could be 1\.234 or 1234"):
        numbers_of("1,234 0,5", 2, VALUES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.2 0.4", "^`0.2 0.4` is 2 numbers$"),
        ("7", "^`7` is 1 number$"),
        ("1 2 x", "^`x` is not a number$"),
        ("1 2 nan", "^`nan` is not a number$"),
        ("1 2 1e9", "^`1e9` is out of range$"),
        ("1,2", "^`1,2` is 1 or 2 numbers$"),
        ("  ", "^Nothing was typed$"),
        ("[]", r"^`\[\]` holds no number$"),
        ("0.5 -- 1", "^`−−` is not a number$"),
    ],
)
def test_what_is_not_three_numbers_is_refused_in_its_own_words(text, said):
    with pytest.raises(ValueError, match=said):
        numbers_of(text, 3, VALUES)


def test_the_table_that_is_shown_reads_back_as_the_row():
    assert numbers_of(lines_of(ROW, (2, 2, 0, 2), str), 6, VALUES) == ROW


def test_an_address_brings_the_very_same_numbers_back():
    values = tuple(np.random.default_rng(3).normal(size=40).tolist())
    assert row_in_link(row_as_link("3-2-1", values)) == ("3-2-1", values)
    assert row_in_link(row_as_link("9-9", values * 5)) == ("9-9", ())


@pytest.mark.parametrize(
    "forged", ["3-2-1", "x~1", "3-2~one", "~1", "3--1~2", "1-1~1e9", "1-1~1~pasted", "٣-2-1~1~2~3"]
)
def test_an_address_that_is_no_row_is_refused(forged):
    with pytest.raises(ValueError, match=r".*"):
        row_in_link(forged)
