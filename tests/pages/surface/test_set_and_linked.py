"""What is set of a map: its parameters and ranges, what makes no map, and a link that brings all back."""

from dataclasses import replace

import films
import pytest
from maps import ALONG, FIT, MINIMUM, PAGE, THREE, TRACES, ends, maps, said_on_map
from screen import layer, number_fields, number_in, table_with

from backprop.descent import gradient_descent
from backprop.lessons import THREE_PARAMETERS
from backprop.written.numerals import number
from pages.parts.surface import strip


@pytest.mark.parametrize("network", strip.LESSONS)
def test_every_network_has_its_map(open_page, chart_tables, said, network):
    at = open_page(PAGE, surface_network=network, surface_step="3")
    trace = TRACES[network]
    assert len(maps(chart_tables, at)) == 1
    row = min(3, len(trace) - 1)
    assert f"SSR {number(trace.ssr[row])}" in said_on_map(at)
    assert "The video's own run" in said(at)
    at = open_page(PAGE, surface_network=network, surface_step="3", **MINIMUM)
    assert f"At step {row}: SSR {number(trace.ssr[row])}" in said(at)
    assert f"at step {row} " in said(at)
    assert "The video's own run" in said(at)


def test_every_part_keeps_what_the_others_were_set_to_and_the_step(open_page, chart_tables):
    """What is set in one part is so again on the way back to it, and the walk stands at its step in both its parts."""
    query = {"surface_three_parameters_across": "w4", "surface_three_parameters_w3": "1.5", "surface_step": "12"}
    at = open_page(PAGE, **THREE, **query)
    before = maps(chart_tables, at)
    for part in (*MINIMUM.values(), *FIT.values(), *ALONG.values(), "The map"):
        at.segmented_control(key="surface_part").set_value(part).run()
        assert not at.exception
        if part in MINIMUM.values():
            assert films.of(at, "surface").step == 12
            assert at.selectbox(key="surface_network").value == "Three parameters"
            assert "at step 12 " in " ".join(each.value for each in at.markdown)
    for one, other in zip(before[0], maps(chart_tables, at)[0], strict=True):
        assert one.equals(other)
    assert films.of(at, "surface").step == 12
    assert at.selectbox(key="surface_three_parameters_across").value == "w4"


def test_a_typed_range_is_the_maps(open_page, chart_tables):
    query = dict(
        zip((f"surface_three_parameters_{end}" for end in ("x_from", "x_to", "y_from", "y_to")), "1234", strict=True)
    )
    query |= {"surface_three_parameters_y_from": "-7.5", "surface_three_parameters_range": "typed"}
    at = open_page(PAGE, **THREE, **query)
    assert not at.warning
    assert ends(at) == ((1.0, 2.0), (-7.5, 4.0))
    on_it = maps(chart_tables, at)[0][1]
    assert layer(on_it, "now")[["x", "y"]].isna().all(axis=None)  # the path lies elsewhere


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"three_parameters_up": "w3"}, "w3 is chosen twice. A map needs two different parameters"),
        (
            {"three_parameters_range": "typed", "three_parameters_x_from": "4", "three_parameters_x_to": "-4"},
            "The range of w3 must go from a smaller to a larger number, not from 4 to −4.",
        ),
        (
            {"three_parameters_range": "typed", "three_parameters_y_from": "2", "three_parameters_y_to": "2"},
            "The range of b3 must go from a smaller to a larger number, not from 2 to 2.",
        ),
        ({"valley_across": "direction 1", "part": "Around a perfect fit"}, "not “direction 1” twice"),
    ],
    ids=["equal names", "reversed", "empty", "equal directions"],
)
def test_what_makes_no_map_gets_one_sentence(open_page, query, sentence):
    (warning,) = open_page(PAGE, **THREE, **{f"surface_{key}": value for key, value in query.items()}).warning
    assert sentence in warning.value


def test_a_link_is_the_map(open_page):
    query = {
        "surface_network": "Three parameters",
        "surface_three_parameters_across": "w4",
        "surface_three_parameters_up": "w3",
        "surface_three_parameters_others": "as at the end",
        "surface_three_parameters_range": "typed",
        "surface_three_parameters_x_from": "-3.5",
    }
    of_fit = {"surface_around": "the fit at 0.1", "surface_valley_up": "direction 3", "surface_reach": "2.5"}
    at = open_page(PAGE, **query, surface_step="12", surface_three_parameters_w3="1.5")
    values = {box.key: box.value for box in at.selectbox} | {f.key: number_in(at, f.key) for f in number_fields(at)}
    assert {key: str(values[key]) for key in query if key in values} == {k: query[k] for k in query if k in values}
    assert len([key for key in query if key in values]) >= 6
    at_fit = open_page(PAGE, **FIT, **of_fit)
    assert at_fit.segmented_control(key="surface_around").value == "the fit at 0.1"
    assert at_fit.selectbox(key="surface_valley_up").value == "direction 3"
    assert number_in(at_fit, "surface_reach") == 2.5
    own = THREE_PARAMETERS.experiment
    trace = gradient_descent(replace(own, start=(*own.start[:4], 1.5, 0.63, 0)))
    assert table_with(at, "Derivative")["Value"].tolist() == [number(trace.of(name)[12]) for name in ("w4", "w3")]
