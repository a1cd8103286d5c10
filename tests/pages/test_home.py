"""Home: the fitted network with its numbers, the fit, and a way to every page of the course."""

import numpy as np
from drawn import pictures, texts

from backprop.datasets import DOSAGE_DATA
from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.network import Network
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.contents import PAGES

PAGE = "0_Home.py"


def page_links(at):
    """Where each link to a page leads and what it says, in the order of the page: (address, label)."""
    return [(link.proto.page, link.proto.label) for link in at.get("page_link")]


def test_the_network_stands_there_with_its_fitted_numbers_and_what_it_predicts(open_page, chart_tables):
    at = open_page(PAGE)
    (drawn,), (network,) = pictures(at), chart_tables(at)
    for wide in (340, 480, 700):  # on a phone, on a tablet and in a large window
        labels = texts(drawn, wide)
        for name, value in zip(Network().parameter_names, FITTED, strict=True):
            assert f"{'×' if name.startswith('w') else '+'} {name} {number(value)}" in labels
    curve = network[network["is"] == "squiggle"]["y"].to_numpy()
    predicted = forward(Network(), np.array(FITTED), np.linspace(0, 1, len(curve))).predicted[:, 0]
    np.testing.assert_allclose(np.corrcoef(curve, predicted)[0, 1], 1.0)  # in the last box, to its own scale
    assert (network["is"] == "observed").sum() == len(DOSAGE_DATA)


def test_the_pictures_say_their_numbers(open_page):
    (picture,) = (chart.proto.alt for chart in open_page(PAGE).get("vega_lite_chart"))
    assert "x1 = Dosage × w1 3.34 + b1 −1.43; softplus makes y1 of it" in picture
    assert "Predicted = y1 × w3 −1.22 + y2 × w4 −2.3 + b3 2.61" in picture


def test_the_start_the_list_and_next_agree_on_what_is_first(open_page):
    """There is one beginning, and nothing beside it that asks to be clicked as well."""
    links = page_links(open_page(PAGE))
    of_list = next((address, label) for address, label in links if label.startswith("**1. "))
    start, after = links[0], links[-1]
    assert links[1] == of_list
    assert start[1] == f"Start: {PAGES[1].title}"
    assert after[1] == f"Next: {PAGES[1].title}"
    assert {start[0], of_list[0], after[0]} == {PAGES[1].file.removesuffix(".py").split("_", 1)[1]}


def test_every_page_is_listed_once_in_order_with_its_question_and_chapter(open_page, said):
    at = open_page(PAGE)
    listed = [(address, label) for address, label in page_links(at) if label.startswith("**")]
    assert [address for address, _ in listed] == [page.file.removesuffix(".py").split("_", 1)[1] for page in PAGES[1:]]
    assert [label for _, label in listed] == [f"**{count}. {page.title}**" for count, page in enumerate(PAGES[1:], 1)]
    for page in PAGES[1:]:
        assert page.question in said(at)
        if page.video is not None:
            lesson, second = page.video
            assert lesson.link(second) in said(at)
    assert MAIN_IDEAS.link() in said(at)
    assert "[The video at 3:55](https://youtu.be/IN2XmBhILt4?t=235)" in said(at)
