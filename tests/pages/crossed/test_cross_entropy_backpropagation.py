"""Cross Entropy backwards: every number of Part 7 is on the page, what is asked is told after, any state is shown."""

import films
import numpy as np
import pytest
from screen import layer, table_with

from backprop.descent import gradient_descent
from backprop.series import PART_7, PART_7_BIASES
from backprop.written.numerals import number
from pages.parts.contents import page_of, place_in_video

PAGE = "20_Cross_Entropy_Backpropagation.py"
WALK, BIASES, FIFTEEN = (
    {"part_7_part": "The walk"},
    {"part_7_part": "b3, b4, b5"},
    {"part_7_part": "All fifteen"},
)
TOLD = {"part_7_row_guess_b3_Setosa": "p Setosa − 1"}
# The sheet's table of Part 7 at b3 = −2: raw, SoftMax, Cross Entropy, dCE/db3 of each flower, exact and as shown.
EXACT = {
    "Setosa": "−0.9632 0.0032 0.1352 0.1509 0.3966 0.4525 1.891 −0.8491",
    "Virginica": "−2 0 1 0.03512 0.2595 0.7054 0.349 0.03512",
    "Versicolor": "−1.91 0.8632 0.1042 0.0408 0.6533 0.3059 0.4256 0.0408",
}
SHOWN = {
    "Setosa": ["−0.96", "0", "0.14", "0.15", "0.4", "0.46", "1.89", "0.15 − 1"],
    "Virginica": ["−2", "0", "1", "0.04", "0.26", "0.7", "0.35", "0.04"],
    "Versicolor": ["−1.9", "0.86", "0.1", "0.04", "0.65", "0.31", "0.43", "0.04"],
}
# The sheet's steps and totals from b3 = −2 on.
B3 = (-2, -1.2268, -0.6623, -0.3273, -0.1606, -0.0860, -0.0542, -0.0410, -0.0355, -0.0332)
TOTALS = (2.6659, 2.1415, 1.8844, 1.7997, 1.7795, 1.7756, 1.7748)
DERIVATIVES = (-0.7732, -0.5645, -0.3350, -0.1666, -0.0746, -0.0318)

FIFTEEN_DERIVATIVES = [
    "−0.75282", "−0.541035", "−1.46781", "1.43127", "0.410492", "1.33397", "−1.46432", "−0.682091", "−0.773201",
    "0.496522", "0.286465", "0.309422", "0.9678", "0.395627", "0.463779",
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(open_page):
    """The page's first part with its question answered, opened once."""
    return open_page(PAGE, **TOLD)


@pytest.fixture(scope="module")
def walked(open_page):
    """The walk of the video with nothing asked."""
    at = open_page(PAGE, **WALK)
    return at, films.of(at, "part_7")


def test_the_video_is_linked_without_a_second():
    assert place_in_video(page_of(PAGE)) == ("The video", "https://youtu.be/xBEh66V9gZo")


def test_each_row_has_the_exact_numbers_and_beside_them_those_of_the_video(rows):
    table = table_with(rows, "Virginica, video")
    for species, numbers in EXACT.items():
        assert table[species].tolist() == numbers.split()
        assert table[f"{species}, video"].tolist() == SHOWN[species]
    assert table["Sum"].tolist()[-2:] == ["2.666", "−0.7732"]
    assert table["Sum, video"].tolist()[-2:] == ["2.67", "−0.77"]


def test_where_the_video_differs_it_is_said_why(rows, said):
    for words in (
        "0.46 for the Setosa's Virginica is 0.4525 here, which rounds to 0.45",
        "0.7 is 0.7054, and 0.71 in a table of the video",
        "−log(0.15) would be 1.897 and −log(0.71) 0.3425, while it shows 1.89 and 0.35, as here",
        "= −0.773201; the video rounds it to −0.77",
    ):
        assert words in said(rows)


def test_the_three_factors_are_multiplied_and_checked_without_formulas(rows):
    factors = table_with(rows, "Factor")
    assert factors["Factor"].tolist()[:3] == ["dCE/dp Setosa", "dp Setosa/dRaw Setosa", "dRaw Setosa/db3"]
    assert factors["Formula"].tolist() == ["−1 / p Setosa", "p Setosa × (1 − p Setosa)", "1", "p Setosa − 1"]
    assert factors["Number"].tolist() == ["−6.628", "0.1281", "1", "−0.8491"]
    assert rows.code[0].value == "dCE/db3 = −1 / 0.1509 × 0.1509 × (1 − 0.1509) × 1 = −0.8491"
    check = table_with(rows, "By nudging")
    assert check["By nudging"].tolist() == ["−0.849121", "0.035119", "0.040801", "−0.773201"]
    assert (check["Digits that agree"].astype(int) >= 8).all()
    biases = table_with(rows, "b4, Versicolor")
    assert biases.iloc[-1].tolist() == ["Derivative", "−0.7732", "0.3094", "0.4638"]


def test_until_it_is_answered_no_product_is_told(open_page):
    at = open_page(PAGE)
    assert table_with(at, "Factor").iloc[-1].tolist()[1:3] == ["?", "?"]
    assert set(table_with(at, "Virginica, video").iloc[-1][1:]) == {"?"}
    shown = "".join(table.value.to_csv() for table in at.table) + "".join(each.value for each in at.caption)
    assert not [told for told in ("−0.8491", "−0.7732", "−0.77", "0.15 − 1") if told in shown]
    for pressed in ("The Virginica", "The Setosa"):
        next(button for button in at.button if button.label == pressed).click().run()
        assert table_with(at, "Factor").iloc[-1].tolist()[1:3] == ["?", "?"]
        assert not [each.value for each in at.markdown if each.value.startswith("Right:")]


@pytest.mark.parametrize(
    ("bias", "flower", "guess", "words"),
    [
        ("b3", "Virginica", "p Setosa", "Right: it is **p Setosa** = 0.03512."),
        ("b3", "Virginica", "p Virginica − 1", "Not p Virginica − 1: that share cancels"),
        ("b3", "Setosa", "p Setosa", "Not p Setosa: the −1 is missing"),
        ("b4", "Setosa", "p Versicolor − 1", "only a flower that is a Versicolor has the −1"),
        ("b5", "Virginica", "p Virginica − 1", "Right: it is **p Virginica − 1** = −0.2946."),
    ],
)
def test_each_slip_hears_what_it_is(open_page, said, bias, flower, guess, words):
    query = {"part_7_row_bias": bias, "part_7_row": flower, f"part_7_row_guess_{bias}_{flower}": guess}
    assert words in said(open_page(PAGE, **query))


@pytest.mark.parametrize("b3", ["-1000", "1000"])
def test_shares_that_are_rounded_away_are_no_trouble(open_page, said, b3):
    at = open_page(PAGE, part_7_row_b3=b3, **TOLD)
    assert "nan" not in said(at)
    assert not [head for head in table_with(at, "Sum").columns if "video" in head]


def test_where_nothing_moves_but_for_rounding_it_is_said(open_page, said):
    at = open_page(PAGE, part_7_row_b3="50", **TOLD)
    assert "It is 0 but for rounding: p Setosa is 1 to a computer's last digit" in said(at)
    assert table_with(at, "By nudging")["Digits that agree"][0] == "0 but for rounding"


def test_the_walk_goes_as_in_the_sheet(walked):
    _, film = walked
    trace = gradient_descent(PART_7.experiment)
    derivatives = trace.derivatives[:, trace.experiment.network.place("b3")]
    for exact, sheet in ((trace.of("b3"), B3), (trace.loss, TOTALS), (derivatives, DERIVATIVES)):
        np.testing.assert_allclose(exact[: len(sheet)], sheet, atol=5.1e-5)
    for step in film.steps:
        entropies, _, update, *_ = film.tables(step)
        assert update[1][:3] == ["b3", number(trace.of("b3")[step]), number(derivatives[step])]
        assert entropies[-1][-1] == f"CE {number(trace.loss[step])}"
    assert film.tables(0)[2][2] == ["b3, in the video", "", "−0.77", "", "−0.77", "−1.23"]
    assert film.sentences(0)[0].startswith("New b3 −1.227=Old b3 −2−Derivative (−0.7732)×Learning Rate 1")
    products = film.tables(0)[1]
    assert products[0] == ["Observed", "dCE/dp", "dp/dRaw Setosa", "dRaw Setosa/db3", "Product"]
    assert [row[-1] for row in products[1:]] == ["−0.8491", "0.03512", "0.0408", "−0.7732"]


def test_how_the_walk_ends(walked, said):
    at, film = walked
    end = film.text(film.steps[-1])
    for words in (
        "No value of b3 makes the total Cross Entropy smaller than 1.775.",
        "holds first at step 9",
        "lowest at b3 = −0.031653. It bends there by Σ p Setosa × (1 − p Setosa) = 0.5893",
        "2 / 0.5893 = 3.394",
        "At b3 = 0 the Derivative is (−0.4323) + 0.2119 + 0.2391 = 0.01873: the lowest place is near it, not at it.",
    ):
        assert words in end
    table = film.tables(film.steps[-1])[-1]
    assert [row[1] for row in table[1:]] == ["2.6659", "2.0228", "1.775", "2.1105"]
    for words in ("0.888646", "−0.257734", "−1.742266", "−0.0009274", "**−0.03323**"):
        assert words in said(at)


def test_the_pictures_are_those_of_the_total_cross_entropy_and_of_the_shares(walked, chart_tables):
    at, film = walked
    _, shares, curve, *_ = chart_tables(at)
    np.testing.assert_allclose(layer(shares, "end 0")["x"], [0.1509, 0.0351, 0.0408], atol=6e-5)
    np.testing.assert_allclose(layer(shares, "counts")["x"], [0.1509, 0.7054, 0.6533], atol=6e-5)
    drawn = layer(curve, "curve")
    h = np.interp([-2.0, -1.0, 0.0], drawn["x"], drawn["y"])
    np.testing.assert_allclose(h, [2.6659, 2.0228, 1.7750], atol=3e-3)
    assert "The total Cross Entropy along b3. At b3 = −2 the total Cross Entropy is 2.666" in film.alt(
        "part_7_ssr_curve", 0
    )


def test_what_a_step_brings_is_asked_first(open_page):
    film = films.of(open_page(PAGE, guess=True, **WALK), "part_7")
    assert film.tables(0)[2][1][-2:] == ["?", "?"]
    assert "−1.227" not in film.text(0)


def test_of_three_biases_the_first_is_asked_first_and_drawn(open_page):
    film = films.of(open_page(PAGE, guess=True, **BIASES), "part_7_biases")
    update = film.tables(0)[2]
    assert [row[0] for row in update[1:]] == ["b3", "b4", "b5"]
    assert film.head["asking"] == "b3"
    assert film.sentences(0)[0].startswith("New b3 ?=Old b3 −2−Derivative (−0.7732)")
    assert film.alt("part_7_biases_ssr_curve", 0).startswith("The total Cross Entropy along b3.")


def test_three_biases_end_in_a_valley(open_page, said):
    at = open_page(PAGE, **BIASES)
    film = films.of(at, "part_7_biases")
    end, trace = film.text(film.steps[-1]), gradient_descent(PART_7_BIASES.experiment)
    assert "so b3 + b4 + b5 stays −1: no step goes along the valley." in end
    valley = film.tables(film.steps[-1])[-1]
    assert {row[-1] for row in valley[1:]} == {number(trace.loss[-1], 6)}
    assert "**How it ends** (The page's own run)" in said(at)


def test_all_fifteen_die_at_a_learning_rate_of_1(open_page, said):
    at = open_page(PAGE, **FIFTEEN)
    assert "2.666 → 12.05 → 6.051 …: from step 2 on both ReLUs are off for all three flowers" in said(at)
    assert "They end at 3.2958 = 3 × log(3): every share is 1/3." in said(at)
    assert table_with(at, "Sum: the Derivative").iloc[:, 4].tolist() == FIFTEEN_DERIVATIVES
    virginica = table_with(at, "The Virginica").iloc[:, 2].tolist()
    assert [row for row, part in enumerate(virginica) if part != "0"] == [8, 11, 14]
    assert "The Virginica moves **b3, b4 and b5 only**" in said(at)


def test_where_all_fifteen_lead_is_asked_first(open_page, said):
    at = open_page(PAGE, guess=True, **FIFTEEN)
    assert "12.05" not in said(at)
    assert "dead" not in said(at).split("Where does a dead network")[0]
    at.button(key="part_7_all_total_lower").click().run()
    assert "Not lower: it is higher. **At a Learning Rate of 1 the total goes 2.666 → 12.05" in said(at)


@pytest.mark.parametrize(
    ("rate", "totals"),
    [
        ("0.1", "2.666 2.582 4.3 6.97 0.9986 0.4948 0.1567 0.01542"),
        ("0.02", "1.491 0.3863 0.08356"),
    ],
)
def test_at_smaller_rates_the_total_falls_towards_0(open_page, rate, totals):
    table = table_with(open_page(PAGE, part_7_all_learning_rate=rate, **FIFTEEN), "Top ReLU on for")
    assert table.iloc[:, 1].tolist()[-len(totals.split()) :] == totals.split()


@pytest.mark.parametrize("rate", ["1000", "0"])
def test_any_learning_rate_is_shown(open_page, said, rate):
    at = open_page(PAGE, part_7_all_learning_rate=rate, part_7_all_steps="20", **FIFTEEN)
    assert "nan" not in said(at)
