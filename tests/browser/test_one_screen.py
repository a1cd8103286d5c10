"""The main page in screens: all that moves is in view at once, on a laptop, a large screen and a telephone."""

import pytest


@pytest.mark.parametrize("address", ["Gradient_Descent", "Gradient_Descent?guess_first=false&main_ideas_step=4"])
def test_the_update_line_ends_above_the_fold(page, address):
    opened = page(address)
    bottom = opened.page.locator(".update-line").bounding_box()
    assert bottom["y"] + bottom["height"] < 800
    for key in ("network", "squiggle", "ssr_curve"):
        box = opened.page.locator(f".st-key-main_ideas_{key}_picture").bounding_box()
        assert box["y"] + box["height"] < 800


def test_on_a_large_screen_the_pictures_grow(page):
    opened = page("Gradient_Descent")
    small = opened.page.locator(".st-key-main_ideas_squiggle_picture").bounding_box()
    opened.look(width=1920, height=1080)
    opened.settle(reruns=False)
    large = opened.page.locator(".st-key-main_ideas_squiggle_picture").bounding_box()
    assert large["width"] > 1.4 * small["width"]
    line = opened.page.locator(".update-line").bounding_box()
    assert line["y"] + line["height"] < 800
    network = opened.page.locator(".st-key-main_ideas_network_picture svg.marks").first.bounding_box()
    column = opened.page.locator(".st-key-main_ideas_network_picture").bounding_box()
    assert network["width"] <= column["width"] + 1, "a picture is wider than its column"


def test_on_a_telephone_the_player_stays_in_view_on_one_row(page):
    opened = page("Gradient_Descent", width=390)
    for there in (".guess", ".update-line", ".st-key-verdict"):
        opened.page.locator(there).scroll_into_view_if_needed()
        player = opened.page.locator(".player").bounding_box()
        assert 700 < player["y"] < 800
        assert player["y"] + player["height"] <= 800
    tops = {
        button["y"] for button in map(lambda b: b.bounding_box(), opened.page.locator(".player button").all()) if button
    }
    assert len(tops) == 1
    assert all(
        box["height"] >= 40 for box in (b.bounding_box() for b in opened.page.locator(".player button").all()) if box
    )
