"""Residuals and the SSR: the video's numbers, the core's numbers, and the values that travel in the address."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from screen import number_field, number_in, type_number

from backprop.landscape import ssr_along
from backprop.lessons import MAIN_IDEAS
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.controls.values_kept import MOST_TRIED, tried_text, tried_values
from pages.parts.residuals.pictures import tried_spec

PAGE = "5_Residuals_and_SSR.py"
EXPERIMENT = MAIN_IDEAS.experiment
NETWORK, DATA, START = EXPERIMENT.network, EXPERIMENT.data, EXPERIMENT.start
VIDEO = {"0": ("20.42", "20.4"), "1": ("7.768", "7.8"), "2": ("1.113", "1.11"), "3": ("0.4583", "0.46")}


def ssrs(name, values, parameters=START):
    return ssr_along(NETWORK, DATA, parameters, name, [float(value) for value in values])


def test_the_start_is_the_videos(open_page, said):
    at = open_page(PAGE)
    assert at.code[0].value == "SSR = (0 − (−2.604))² + (1 − (−1.609))² + (0 − (−2.615))² = 20.42"
    assert "20.43" in said(at)  # what a calculator makes of that line
    assert "20.33" in said(at)  # and of the video's
    residuals = at.table[0].value
    assert residuals["Residual"].tolist() == ["2.604", "2.609", "2.615", ""]
    assert residuals["Residual²"].tolist()[-1] == "SSR 20.42"
    assert not at.query_params


def test_the_videos_four_values_are_one_click_away(open_page):
    at = open_page(PAGE, residuals_parameter="w3", residuals_b3="2", residuals_w1="1")
    at.button(key="residuals_shown").click().run()
    assert at.query_params["residuals_tried"] == "0_1_2_3"
    tried = at.table[1].value
    assert {b3: (ssr.split(",")[0], video) for b3, ssr, video in tried.itertuples(index=False)} == VIDEO
    assert [ssr for ssr in tried["SSR"] if "lowest" in ssr] == ["0.4583, lowest so far"]
    assert number_in(at, "residuals_b3") == 0
    assert number_in(at, "residuals_w1") == 3.34


def test_a_value_is_kept_once_and_cleared(open_page, said):
    at = open_page(PAGE, residuals_b3="1.25")
    assert "None yet" in said(at)
    at.button(key="residuals_keep").click().run()
    assert at.query_params["residuals_tried"] == "1.25"
    assert at.table[1].value["SSR"].tolist() == [f"{number(ssrs('b3', [1.25])[0])}, lowest so far"]
    assert at.button(key="residuals_keep").disabled
    at.button(key="residuals_clear").click().run()
    assert "residuals_tried" not in at.query_params
    assert len(at.table) == 1


def test_no_more_than_the_address_may_carry_are_kept(open_page):
    at = open_page(PAGE, residuals_tried="_".join(map(str, range(MOST_TRIED))), residuals_b3="2.5")
    assert not at.warning
    assert len(at.table[1].value) == MOST_TRIED
    assert at.button(key="residuals_keep").disabled


def test_what_the_charts_draw_is_the_cores(open_page, chart_tables):
    at = open_page(PAGE, residuals_tried="0_1_2_3", residuals_b3="1.5", residuals_curve="true")
    squiggle, tried = chart_tables(at)
    parameters = np.array([*START[:-1], 1.5])
    observation = squiggle[squiggle["is"] == "observation"]
    np.testing.assert_allclose(observation["y2"], forward(NETWORK, parameters, DATA.inputs).predicted[:, 0], rtol=1e-6)
    kept, now, curve = (tried[tried["is"] == layer] for layer in ("tried", "now", "curve"))
    assert sorted(kept["x"]) == [0, 1, 2, 3]
    np.testing.assert_allclose(kept["y"], ssrs("b3", kept["x"]), rtol=1e-6)
    np.testing.assert_allclose(now["y"], ssrs("b3", [1.5]), rtol=1e-6)
    np.testing.assert_allclose(curve["y"], ssrs("b3", curve["x"]), rtol=1e-5, atol=1e-6)
    labels = set(tried["label"]) - {""}  # "3 → 0.4583" has no room in the narrowest picture, so it is left out of all
    assert labels == {"0 → 20.42", "1 → 7.768", "2 → 1.113", f"SSR {number(ssrs('b3', [1.5])[0])}"}


def test_the_videos_values_wait_as_dashed_rings_until_they_are_kept(open_page, chart_tables, said):
    at = open_page(PAGE, residuals_tried="1_2.5", residuals_b3="2")
    tried = chart_tables(at)[1]
    ghosts = tried[tried["is"] == "ghost"]
    assert ghosts["x"].tolist() == [0, 3]  # 1 is kept, and 2 is under test
    np.testing.assert_allclose(ghosts["y"], ssrs("b3", [0, 3]), rtol=1e-6)
    assert "video 20.4" in set(tried["label"])
    assert "Dashed rings: the video's b3 = 0, 3, SSR 20.4, 0.46, until you keep them." in said(at)
    (dashed,) = (each for each in tried_spec("b3", 285)["layer"] if "'ghost'" in str(each["transform"]))
    assert dashed["mark"]["strokeDash"]


@pytest.mark.parametrize(
    "query", [{"residuals_w3": "0"}, {"residuals_parameter": "w3"}, {"residuals_tried": "0_1_2_3"}]
)
def test_of_another_network_or_parameter_or_when_all_are_kept_no_ring_waits(open_page, chart_tables, said, query):
    at = open_page(PAGE, **query)
    assert "ghost" not in set(chart_tables(at)[1]["is"])
    assert "Dashed rings" not in said(at)


def test_the_points_come_before_the_curve(open_page, chart_tables):
    _, tried = chart_tables(open_page(PAGE, residuals_tried="0_1_2_3"))
    assert "curve" not in set(tried["is"])


def test_kept_values_follow_the_other_parameters(open_page):
    at = open_page(PAGE, residuals_tried="0_2")
    type_number(at, "residuals_w3", 0.5).run()
    moved = START.copy()
    moved[NETWORK.place("w3")] = 0.5
    assert [text.split(",")[0] for text in at.table[1].value["SSR"]] == [number(s) for s in ssrs("b3", [0, 2], moved)]
    assert "In the video" not in at.table[1].value  # no longer the video's network


def test_another_parameter_clears_what_was_kept(open_page):
    at = open_page(PAGE, residuals_tried="0_1")
    assert "clears" in at.segmented_control(key="residuals_parameter").label
    at.segmented_control(key="residuals_parameter").set_value("w1").run()
    assert "residuals_tried" not in at.query_params
    assert number_field(at, "residuals_w1").label == "Value of w1"


def test_a_preset_that_tests_another_parameter_clears_too_and_the_videos_values_stay(open_page):
    at = open_page(PAGE, residuals_tried="0_1_2_3")
    next(button for button in at.button if button.label.startswith("Test w3")).click().run()
    assert at.segmented_control(key="residuals_parameter").value == "w3"
    assert "residuals_tried" not in at.query_params
    at.query_params["residuals_tried"] = "0_1_2_3"
    at.run()
    at.button(key="residuals_shown").click().run()
    assert at.query_params["residuals_tried"] == "0_1_2_3"
    assert at.table[1].value["SSR"].tolist()[0] == "20.42"


@pytest.mark.parametrize("name", NETWORK.parameter_names)
def test_any_of_the_seven_can_be_tested(open_page, chart_tables, said, name):
    assert "20.4 in the video" in said(open_page(PAGE, residuals_parameter=name))
    at = open_page(PAGE, residuals_parameter=name, residuals_tried="0.5_-2", **{f"residuals_{name}": "-1.5"})
    parameters = START.copy()
    parameters[NETWORK.place(name)] = -1.5
    assert at.code[0].value.endswith(f" = {number(ssrs(name, [-1.5])[0])}")
    assert "Your own values" in said(at)
    assert at.table[1].value[name].tolist() == ["−2", "0.5"]
    assert [text.split(",")[0] for text in at.table[1].value["SSR"]] == [number(s) for s in ssrs(name, [-2, 0.5])]
    kept = chart_tables(at)[1].query("`is` == 'tried'")
    np.testing.assert_allclose(kept["y"], ssrs(name, kept["x"]), rtol=1e-6)


def test_the_slider_moves_the_typed_number_and_follows_it(open_page):
    at = open_page(PAGE)
    at.slider(key="residuals_slid").set_value(1.25).run()
    assert number_in(at, "residuals_b3") == 1.25
    type_number(at, "residuals_b3", 2.0).run()
    assert at.slider(key="residuals_slid").value == 2.0
    type_number(at, "residuals_b3", 77.0).run()
    assert not at.slider
    assert any("outside this picture" in caption.value.lower() for caption in at.caption)


@given(st.lists(st.floats(-1000, 1000), max_size=MOST_TRIED))
def test_kept_values_come_back_from_the_address_as_they_went(values):
    assert tried_values(tried_text(values)) == tuple(dict.fromkeys(values))


def test_the_address_is_short():
    assert tried_text((0.0, 1.0, 2.5, -0.1)) == "0_1_2.5_-0.1"
    assert tried_text(()) == ""
    assert tried_values("") == ()


FORGED = ["nan", "1e309", "-1e309", "0_", "_", "1,5", "<script>alert(1)</script>", "📉", "1001", "9" * 65536]


@pytest.mark.parametrize("text", [*FORGED, "0_1_nan", "_".join("0" * 31), "1_" * 32768], ids=lambda text: text[:12])
def test_a_list_of_other_things_than_a_few_numbers_is_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the page's
        tried_values(text)


def test_after_a_forged_list_the_page_works_on(open_page):
    at = open_page(PAGE, residuals_tried="_".join("0" * 31))
    (warning,) = at.warning
    assert "**residuals_tried**" in warning.value
    assert at.code[0].value.endswith("= 20.42")
    assert len(at.table) == 1
    at.button(key="residuals_keep").click().run()
    assert at.query_params["residuals_tried"] == "0"
