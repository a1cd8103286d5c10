"""The page Cross Entropy: the video's numbers and ours, what is told only after a guess, and both losses' slopes."""

import numpy as np
import pytest
from drawn import picture, pictures
from filled import sheet_on
from screen import layer, table_with, type_number

from backprop.losses import CATEGORICAL
from backprop.passes import backward
from backprop.series import PART_6
from backprop.written.numerals import number
from backprop.written.typed import typed_number
from pages.parts.entropy import questions

PAGE = "19_Cross_Entropy.py"
TOLD, SQUARED, CLASSES = (
    {"cross_entropy_largest": "Versicolor"},
    {"cross_entropy_part": "Why not Residual²"},
    {"cross_entropy_part": "All the classes"},
)
OWN = PART_6.experiment
# The sheet's table of Part 6: raw, SoftMax, Cross Entropy of each flower, exact and as the video shows them.
EXACT = {
    "Setosa": (1.0368, 0.0032, 0.1352, 0.5677, 0.2019, 0.2304, 0.5662),
    "Virginica": (0, 0, 1, 0.2119, 0.2119, 0.5761, 0.5514),
    "Versicolor": (0.0898, 0.8632, 0.1042, 0.2391, 0.5182, 0.2426, 0.6573),
}
SHOWN = {
    "Setosa": "1.04 0 0.14 0.57 0.2 0.23 0.56",
    "Virginica": "0 0 1 0.22 0.22 0.58 0.54",
    "Versicolor": "0.09 0.86 0.1 0.24 0.52 0.24 0.65",
}


@pytest.fixture(scope="module")
def first(open_page):
    """The page's first part once the guess is made, opened once: what only looks at it shares it."""
    return open_page(PAGE, **TOLD)


def cells(at, head):
    """A column of the flowers' table from the raw outputs on, without the mark of what counts."""
    column = table_with(at, "Virginica, video")[head].tolist()[2:]
    return [cell.replace("**", "").replace(" counts", "") for cell in column]


@pytest.mark.parametrize("species", EXACT)
def test_each_flower_has_the_exact_numbers_and_beside_them_those_of_the_video(first, species):
    assert cells(first, species) == [number(value) for value in EXACT[species]]
    assert cells(first, f"{species}, video") == SHOWN[species].split()


def test_the_total_is_1_7750_and_why_the_video_has_1_75(first, said):
    assert "1.75 in the video" in said(first)
    assert first.code[0].value == "Cross Entropy = −log(0.5677) − log(0.5761) − log(0.5182) = 1.775"
    rounded = table_with(first, "From the rounded p")
    assert rounded["From the rounded p"].tolist() == [
        "−log(0.57) = 0.5621", "−log(0.58) = 0.5447", "−log(0.52) = 0.6539", "0.56 + 0.54 + 0.65 = 1.75",
    ]  # fmt: skip
    assert rounded.iloc[-1].tolist()[-2:] == ["1.75", "1.775"]
    assert "two shares of 0.22 in the video are 0.2119 for Setosa and 0.2119 for Versicolor" in said(first)


def test_the_share_that_counts_is_that_of_what_the_flower_is(first):
    table = table_with(first, "Virginica, video").set_index("Flower")
    for species in EXACT:
        counting = [row for row in table.index if "counts" in table[species][row]]
        assert counting == [f"p {species}"]
    curve = picture(first, "−log(p)")
    for k, species in enumerate(OWN.data.classes):
        at = curve.layer(f"at {k}")
        assert at["label"].tolist() == [species]
        np.testing.assert_allclose([*at["x"], *at["y"]], [EXACT[species][3 + k], EXACT[species][-1]], atol=6e-5)


def test_until_a_guess_is_made_no_cross_entropy_is_told(open_page, said):
    at = open_page(PAGE)
    assert [cells(at, head)[-1] for head in ("Setosa", "Virginica, video")] == ["?", "?"]
    assert not set(picture(at, "−log(p)").layer("at 0")["y"]) - {0.0}
    shown = at.table[0].value.to_csv() + " ".join(each.alt for each in pictures(at))
    assert not [value for value in ("0.5662", "0.5514", "0.6573", "1.75", "1.775", "0.56,", "0.65,") if value in shown]
    assert len(at.table) == 1
    at.segmented_control(key="cross_entropy_largest").set_value("Setosa").run()
    assert "Not the Setosa. The Versicolor's is the largest, **0.6573**" in said(at)
    assert "total Cross Entropy is 1.775" in said(at)
    type_number(at, "cross_entropy_b3", -1).run()
    assert at.segmented_control(key="cross_entropy_largest").value == "not yet"
    assert not [words for words in ("Not the Setosa", "total Cross Entropy is") if words in said(at)]


@pytest.mark.parametrize(("b3", "total"), [("-2", 2.6659), ("-1", 2.0228), ("1", 2.1105), ("-1000", 1000.3974)])
def test_another_b3_has_its_own_total_and_none_of_the_videos_numbers(open_page, said, b3, total):
    at = open_page(PAGE, cross_entropy_b3=b3, **TOLD)
    assert f"total Cross Entropy is {number(total)}" in said(at)
    assert not [head for head in at.table[0].value.columns if "video" in head]
    assert "Your own values" in said(at)
    parameters = OWN.start.copy()
    parameters[OWN.network.place("b3")] = float(b3)
    assert number(float(backward(OWN.network, parameters, OWN.data, CATEGORICAL).loss)) == number(total)


def test_the_slopes_side_by_side_are_those_of_the_sheet(open_page, said):
    at = open_page(PAGE, **SQUARED, cross_entropy_p="0.01")
    table = table_with(at, "Slope −1 / p")
    assert [column.tolist() for _, column in table.items()] == [
        ["→ 0.01", "0.1", "0.5", "0.9"],
        ["4.605", "2.303", "0.6931", "0.1054"],
        ["−100", "−10", "−2", "−1.111"],
        ["0.9801", "0.81", "0.25", "0.01"],
        ["−1.98", "−1.8", "−1", "−0.2"],
    ]
    assert "50.51 times** as steep as the Residual², or steeper by 98.02" in said(at)
    answer = questions.nearest_slopes.answered
    assert "At p = **0.5** the Cross Entropy is 2 times" in answer
    assert "smallest at p = 0.71, 0.8285, and 1 at p = 0.5" in answer, "1 / √2 = 0.7071, to two decimals"


@pytest.mark.parametrize("p", [0.01, 0.37, 0.99])
def test_a_tangent_and_what_reaches_the_bias_are_those_of_finite_differences(open_page, p):
    at = open_page(PAGE, **SQUARED, cross_entropy_p=str(p), cross_entropy_rate="0.5")
    h, raw = 1e-6, np.log(p / (1 - p))
    drawn = layer(picture(at, "Two losses").table, "tangent")
    table = table_with(at, "Step Size of the bias")
    shares = [1 / (1 + np.exp(-(raw + by))) for by in (h, -h)]  # of two outputs, the other's raw being 0
    for row, loss in enumerate((lambda p: -np.log(p), lambda p: (1 - p) ** 2)):
        slope = (loss(p + h) - loss(p - h)) / (2 * h)
        rises = (drawn["y2"] - drawn["y"]) / (drawn["x2"] - drawn["x"])
        assert rises.iloc[row] == pytest.approx(slope, rel=1e-4)
        reaches = (loss(shares[0]) - loss(shares[1])) / (2 * h)
        assert table["dLoss/dp"][row] == number(round(slope, 5))
        assert typed_number(table["= dLoss/dRaw"][row]) == pytest.approx(reaches, rel=1e-3)
        assert typed_number(table["Step Size of the bias"][row]) == pytest.approx(0.5 * reaches, rel=1e-3)


def test_the_zeros_fall_away_and_what_is_printed_elsewhere_is_what_comes_out(open_page, said):
    at = open_page(PAGE, **CLASSES, cross_entropy_row="Virginica")
    table = table_with(at, "−Observed × log(p)")
    assert table["Observed"].tolist() == ["0", "0", "1", ""]
    assert table["−Observed × log(p)"].tolist() == ["0", "0", "0.5514", "0.5514"]
    assert "Cross Entropy = −(0 × log(0.2119) + 0 × log(0.2119) + 1 × log(0.5761)) = 0.5514" in said(at)
    assert "1.775 / 3 = **0.5917**" in said(at)
    printed = table_with(at, "Printed")
    older = printed[printed["Where"] == "CS231n, older slides"].iloc[0]
    assert older["Cross Entropy"] == "2.04"
    assert older["Printed"] == "0.89"
    assert older.iloc[-1] == "to base 10: 0.8861"
    others = printed[printed["Where"] != "CS231n, older slides"]
    for ours, theirs in zip(others["Cross Entropy"], others["Printed"], strict=True):
        assert float(ours) == pytest.approx(float(theirs), abs=0.005)


def test_check_yourself_asks_with_b3_moved_from_where_it_is(open_page):
    assert sheet_on(open_page(PAGE)) is None
    sent = sheet_on(open_page(PAGE, cross_entropy_check="true", cross_entropy_b3="0.3"))
    assert sent["sheet"]["task"].startswith("Move b3 up by 0.5, to 0.8, and leave the others.")
    assert len(sent["cells"]) == 3
