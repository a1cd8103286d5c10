"""ReLU in action: every number of Pt. 3 is on the screen, what is guessed is told after, and any state is shown."""

import films
import numpy as np
import pytest
from drawn import picture
from screen import button, is_whole, layer, number_in, table_with, type_number

from backprop.corners import with_slope_at_corners
from backprop.passes import backward
from backprop.series import PT_3
from pages.parts.contents import page_of, place_in_video

PAGE = "16_ReLU_in_Action.py"
NAMES = PT_3.experiment.network.parameter_names
BEND, BIAS = {"pt_3_part": "On the bend"}, {"pt_3_part": "Find the last bias"}
# The sheet's table, Dosage 0, 0.2, 0.4, 0.5, 0.6, 0.8, 1; and what the video shows of it.
STAGES = {
    "x1": ("−0.85 −0.51 −0.17 0 0.17 0.51 0.85", "−0.85 at 0"),
    "y1": ("0 0 0 0 0.17 0.51 0.85", "0 at 0, 0 at 0.2, 0.17 at 0.6"),
    "y1 × w3": ("0 0 0 0 −6.936 −20.808 −34.68", ""),
    "y2 × w4": ("0 6.804 13.608 17.01 20.412 27.216 34.02", ""),
    "sum + b3": ("−16 −9.196 −2.392 1.01 −2.524 −9.592 −16.66", "−16 at 0"),
    "Predicted": ("0 0 0 1.01 0 0 0", "0 at 0, 1 at 0.5"),
}


def test_the_video_is_linked_without_a_second():
    assert place_in_video(page_of(PAGE)) == ("The video", "https://youtu.be/68BZ5f7P94E")


def test_the_walk_tells_every_stage_as_it_comes_there(open_page):
    at = open_page(PAGE)
    film = films.of(at, "pt_3")
    for step in range(6):
        ((heads, *rows),) = film.tables(step)
        assert heads == ["Stage \\ Dosage", "0", "0.2", "0.4", "0.5", "0.6", "0.8", "1", "In the video"]
        for stage, (row, (name, (texts, seen))) in enumerate(zip(rows, STAGES.items(), strict=True)):
            assert row[0] == ("→ " * (stage == step) + name)
            assert row[1:] == ([*texts.split(), seen] if stage <= step else ["?"] * 8)
    alt_text = film.alt("pt_3_network", 5)
    assert (
        "what goes into Predicted −16 = y1 × w3 −40.8 + y2 × w4 2.7 + b3 −16; ReLU makes Predicted of it 0." in alt_text
    )
    told = [film.sentences(step)[0] for step in range(6)]
    assert "0 × 1.7 + (−0.85) = −0.85." in told[0]
    assert "bent at Dosage 0.5, where it crosses 0. At Dosage 0: −0.85 goes in, 0 comes out." in told[1]
    assert "stretched, and the minus turns it over." in told[2]
    assert "the ReLU leaves all of it, straight as it is" in told[3]
    assert "At Dosage 0: 0 + 0 + (−16) = −16." in told[4]
    assert "At Dosage 0: −16 goes in, 0 comes out." in told[5]


def test_each_stage_is_drawn_with_every_corner_where_it_is(open_page, chart_tables):
    at = open_page(PAGE, pt_3_step="5", pt_3_dosage="0.5")
    _, whole, close = chart_tables(at)
    for drawn in (whole, close):
        curve = layer(drawn, "curve")
        standing = curve["x"][curve["y"] > 1e-2]
        assert standing.tolist() == [0.5]
        feet = curve["x"][(curve["x"] > 0.46) & (curve["x"] < 0.54) & (curve["x"] != 0.5)]
        np.testing.assert_allclose(sorted(feet), [0.4703116, 0.5285795], rtol=1e-5)
        np.testing.assert_allclose(layer(drawn, "at curve")["y"], [1.01], rtol=1e-5)
        assert layer(drawn, "node 1")["y"].isna().all()
    blue = layer(chart_tables(open_page(PAGE, pt_3_step="2"))[1], "node 1")
    np.testing.assert_allclose(blue["y"], -40.8 * np.maximum(1.7 * blue["x"] - 0.85, 0), atol=0.01)


def test_how_wide_it_is_is_told_after_a_guess(open_page, said):
    at = open_page(PAGE)
    assert "0.47031" not in said(at).partition("Try next")[0].partition("**Lift")[0]
    right = said(open_page(PAGE, pt_3_width="narrower than 0.1"))
    for words in (
        "**You are right.** Predicted is above 0 from **0.47031 to 0.52858**",
        "The video draws it far wider", "its peak at 1.", "make the peak **1.01**, so the SSR is 0.0001",
        "11 points of it, 0.1 apart and joined by lines, are above 0 from **0.4 to 0.6**",
    ):  # fmt: skip
        assert words in right
    wrong = said(open_page(PAGE, pt_3_width="wider than 0.2", pt_3_points="2"))
    assert ": it is narrower than 0.1.**" in wrong
    assert "2 points joined by lines miss it" in wrong


def test_of_other_weights_the_width_is_asked_for_anew(open_page, said):
    at = open_page(PAGE, pt_3_width="narrower than 0.1", pt_3_b3="50", pt_3_points="5")
    assert ": it is wider than 0.2.** Predicted is above 0 from **0 to 1**" in said(at)
    assert "5 points of it, 0.25 apart and joined by lines, are above 0 from **0 to 1**" in said(at)
    type_number(at, "pt_3_b3", -40).run()
    assert at.segmented_control(key="pt_3_width").value == "not yet"
    assert "Predicted is above 0 from" not in said(at)
    at.segmented_control(key="pt_3_width").set_value("Show it").run()
    assert "Predicted is nowhere above 0" in said(at)
    assert "At each of the 5 points, too, Predicted is 0." in said(at)
    assert "miss it" not in said(at)
    assert not [words for words in ("You are right", "it is narrower") if words in said(at)]


def test_two_stretches_are_told_as_two(open_page, said):
    weights = {"w1": "2", "b1": "-1", "w2": "-2", "b2": "1", "w3": "1", "w4": "1", "b3": "-0.5"}
    at = open_page(PAGE, pt_3_width="wider than 0.2", **{f"pt_3_{name}": value for name, value in weights.items()})
    assert "**You are right.** Predicted is above 0 from **0 to 0.25** and **0.75 to 1**, 0.5 of the axis." in said(at)
    assert "are above 0 from **0 to 0.3** and **0.7 to 1**" in said(at)


def test_the_network_draws_what_it_predicts_only_at_the_last_stage(open_page, chart_tables):
    curves = [layer(chart_tables(open_page(PAGE, pt_3_step=step))[0], "squiggle")["y"] for step in "45"]
    assert curves[0].isna().all()
    assert curves[1].notna().all()


def test_the_seven_derivatives_stand_side_by_side_after_a_guess(open_page, said):
    at = open_page(PAGE, **BEND)
    assert "−0.408" not in said(at)
    stands = table_with(at, "Into the last ReLU").set_index("Dosage")
    assert list(stands["Into the top ReLU, x1"]) == ["−0.85, slope 0", "0, on the bend", "0.85, slope 1"]
    assert stands.iloc[:, -1].tolist() == ["no: clipped by the last ReLU", "yes", "no: clipped by the last ReLU"]
    at = open_page(PAGE, **BEND, pt_3_bend_hanging="one or two")
    assert "**You are right.** 2 Derivatives of the seven hang on the choice: w1 and b1." in said(at)
    assert "PyTorch takes 0, and so does this course." in said(at)
    assert table_with(at, "To the left").to_numpy().tolist() == [
        ["◆ w1", "0", "−0.408", "0", "−0.408"],
        ["◆ b1", "0", "−0.816", "0", "−0.816"],
        ["w2", *["0.027"] * 4],
        ["b2", *["0.054"] * 4],
        ["w3", *["0"] * 4],
        ["w4", *["0.126"] * 4],
        ["b3", *["0.02"] * 4],
    ]
    drawn = picture(at, "The SSR along w1")
    for slope in (0, 1):
        tangent = drawn.layer(f"slope {slope}")
        expected = backward(
            with_slope_at_corners(PT_3.experiment.network, slope), PT_3.experiment.start, PT_3.experiment.data
        )
        assert np.diff(tangent["y"])[0] / np.diff(tangent["x"])[0] == pytest.approx(expected.derivatives[0], abs=1e-4)


def test_off_the_bend_nothing_hangs_on_the_choice(open_page, said):
    at = open_page(PAGE, **BEND, pt_3_b1="-0.849", pt_3_bend_hanging="one or two")
    assert "0 Derivatives of the seven hang on the choice." in said(at)
    assert "You are right" not in said(at)


def test_three_may_hang_on_the_choice_and_the_step_of_a_death_is_told(open_page, said):
    at = open_page(PAGE, **BEND, pt_3_b3="50", pt_3_bend_hanging="three to six", pt_3_bend_rate="5")
    assert "**You are right.** 3 Derivatives of the seven hang on the choice: w1, b1" in said(at)
    assert "from step 1 on the last ReLU clips every observation" in said(at)
    type_number(at, "pt_3_b3", -40).run()
    assert at.segmented_control(key="pt_3_bend_hanging").value == "not yet"
    assert "from the start the last ReLU clips every observation" in said(at)


def test_whether_the_choice_matters_is_walked(open_page, said):
    at = open_page(PAGE, **BEND, pt_3_bend_rate="0.01")
    assert "**Slope 0**: the SSR comes down to 0" in said(at)
    assert "the last ReLU clips every observation" in said(at)


def test_the_last_bias_is_asked_for_and_then_told_beside_the_videos(open_page, said):
    at = open_page(PAGE, guess=True, **BIAS)
    assert "Predicted at Dosage 0.5 is **17.01** :green-badge[17 in the video]" in said(at)
    film = films.of(at, "pt_3_bias")
    assert film.head["asking"] == "b3"
    assert "−3.202" not in film.text(0)
    end = film.text(34)
    for shown, ours in (
        ("−3.202", "−3.202"), ("−5.7636", "−5.7636"), ("−7.8129", "−7.81288"),
        ("−15.9973", "−15.997316"), ("−15.9999", "−15.999852"), ("−16.0019", "−16.001882"),
    ):  # fmt: skip
        assert f"{shown} {ours} " in end
    for words in (
        "below 0.0001 first after 34 steps: it is 6.59025×10⁻⁵", "an SSR of 6.58967×10⁻⁵", "The video's own run",
        "= −16.01", "1 − 2 × 0.1 = 0.8 of what is missing",
    ):  # fmt: skip
        assert words in end + said(at)
    assert "New b3 −16.003506=Old b3 −16.001882−Derivative 0.01624×" in end, "alike in four digits"
    update = next(table for table in film.tables(2) if table[0][-1] == "New")
    assert update[2][-1] in ("?", "−7.8129")


def test_a_run_of_ones_own_is_told_without_the_videos_numbers(open_page):
    at = open_page(PAGE, **BIAS, pt_3_bias_learning_rate="0.5", pt_3_bias_steps="3")
    end = films.of(at, "pt_3_bias").text(3)
    assert "below 0.0001 first after 1 step" in end
    assert "in the video" not in end


def test_the_way_back_and_a_link_that_names_no_part(open_page):
    at = open_page(PAGE, pt_3_w1="2", pt_3_b3="-3")
    assert number_in(at, "pt_3_w1") == 2
    button(at, "As in the video").click().run()
    assert [number_in(at, f"pt_3_{name}") for name in NAMES] == list(PT_3.experiment.start)
    linked = open_page(PAGE, pt_3_bias_learning_rate="0.2")
    assert number_in(linked, "pt_3_bias_learning_rate") == 0.2


@pytest.mark.parametrize("value", ["0", "1000", "-1000"])
@pytest.mark.parametrize(
    "part", [{"pt_3_width": "0.1 to 0.2"}, BEND | {"pt_3_bend_hanging": "none"}], ids=["walk", "bend"]
)
def test_huge_and_zero_parameters_are_shown_too(open_page, part, value):
    assert is_whole(open_page(PAGE, **part, **{f"pt_3_{name}": value for name in NAMES}))
