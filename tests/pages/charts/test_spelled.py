"""What Vega writes in a picture is what `number` writes beside it: checked by Vega itself, run without a browser."""

import re
from html import unescape

import altair as alt
import numpy as np
import vl_convert

from backprop.written.numerals import number
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.scales import x_axis, y_axis
from pages.parts.charts.spelled import in_one_spelling, spelled

VALUES = [
    0.0, 1.0, -1.0, 0.5, 15.6551, -0.6262, 1234.56, 123_456.0, 999_949.0, 999_951.0, 1e6, 1.7e9, -2.5e300,
    1e-4, 9.9999e-5, 9.9994e-5, 1e-5, -1.2344e-7, 6.4812e-5, 1.5e-28, 1e-300, 0.1 + 0.2, float(np.float32(0.7187)),
]  # fmt: skip


def texts_drawn(spec):
    """The texts in a picture that Vega draws, in the order in which they stand in it."""
    svg = vl_convert.vegalite_to_svg(spec)
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_vega_spells_a_number_as_we_do():
    written = {
        "data": {"values": [{"v": value, "row": row} for row, value in enumerate(VALUES)]},
        "transform": [{"calculate": spelled("datum.v"), "as": "text"}],
        "mark": "text",
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}, "text": {"field": "text"}},
    }
    assert texts_drawn(written) == [number(value) for value in VALUES]


def drawn_axis(values, **options):
    chart = alt.Chart(alt.Data(values=[{"x": value, "y": 0} for value in values])).mark_point()
    x = alt.X("x:Q", scale=alt.Scale(domain=[values[0], values[-1]], nice=False, **options), axis=alt.Axis(title=None))
    spec = chart.encode(x=x, y=alt.Y("y:Q", axis=None)).to_dict()
    spec["encoding"]["x"].pop("title", None)
    return texts_drawn(in_one_spelling(spec))


def test_ticks_are_spelled_as_numbers_are_elsewhere():
    assert drawn_axis([0.0, 1.0])[:2] == ["0", "0.1"]
    assert drawn_axis([0.0, 4e-5])[-1] == "4×10⁻⁵"
    assert drawn_axis([0.0, 2e6])[-1] == "2×10⁶"
    assert drawn_axis([-2.0, 2.0])[0] == "−2"
    assert "1×10⁻⁷" in drawn_axis([1e-8, 1e-2], type="log")


def test_ticks_that_four_digits_do_not_tell_apart_keep_them_all():
    labels = drawn_axis([1.23451, 1.23455])
    assert len(set(labels)) == len(labels) > 2


def test_under_the_pointer_stands_what_stands_beside_the_picture():
    @constant
    def spec():
        tips = [alt.Tooltip("x:Q", title="Step"), alt.Tooltip("y:Q", title='"SSR"'), alt.Tooltip("label:N", title="Of")]
        return layer("point").mark_point().encode(x=x_axis("Step"), y=y_axis("SSR"), tooltip=tips)

    vega = vl_convert.vegalite_to_vega({**spec(), "params": [
        {"name": name, "value": value} for name, value in
        {"x_min": 0, "x_max": 1, "y_min": 0, "y_max": 1}.items()]})  # fmt: skip
    shown = vega["marks"][0]["encode"]["update"]["tooltip"]["signal"]
    for field, value in {"x": "1000", "y": "1.2345e-7", "label": "'SSR'"}.items():
        shown = shown.replace(f'datum["{field}"]', f"({value})")
    parts = "datum.all.Step, datum.all['\"SSR\"'], datum.all.Of"
    written = {
        "data": {"values": [{}]},
        "transform": [
            {"calculate": shown, "as": "all"},
            {"calculate": f"join([{parts}], ' | ')", "as": "text"},
        ],
        "mark": "text",
        "encoding": {"text": {"field": "text"}},
    }
    assert texts_drawn(written) == [f"1,000 | {number(1.2345e-7)} | SSR"]
