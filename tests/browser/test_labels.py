"""What is taken for granted where labels are placed holds in a real browser: sizes of texts and of pictures."""

import pytest

from pages.parts.charts.labels import BELOW, WIDTHS, text_height, text_width
from reach import STANDS_STILL

# Of every picture with axes: its inside, the texts on it and the places of its dots, as the browser has them.
SEEN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].flatMap((chart) => {
    const svg = chart.querySelector('svg');
    if (!svg?.querySelector('.role-axis')) return [];
    const box = (e) => (({left, right, top, bottom}) => ({left, right, top, bottom}))(e.getBoundingClientRect());
    const lines = (e) => [...e.querySelectorAll('tspan')].map((line) => line.textContent);
    return [{
        alt: chart.ariaLabel,
        chart: box(svg),
        inside: box(svg.querySelector('.root .background')),
        texts: [...svg.querySelectorAll('.mark-text.role-mark text')].filter(
            (e) => e.textContent && !e.hasAttribute('stroke')).map((e) => ({
            text: lines(e).join('\\n') || e.textContent, size: parseFloat(e.getAttribute('font-size')),
            bold: e.getAttribute('font-weight') === 'bold', ...box(e)})),
        dots: [...svg.querySelectorAll('.mark-symbol.role-mark path')]
            .filter((e) => e.getAttribute('opacity') !== '0.002').map(box),
    }];
})"""

PAGES = (
    "Residuals_and_SSR?residuals_tried=0_1_2_2.5_2.6_2.65_2.7_3&residuals_b3=26",
    "Three_Parameters?three_parameters_step=3",
)


def meet(a, b):
    return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]


@pytest.mark.parametrize(("address", "wide"), [*((address, 1280) for address in PAGES), (PAGES[0], 390)])
def test_labels_stand_where_the_estimate_puts_them(page, address, wide):
    seen = page(address, width=wide).page.evaluate(SEEN)
    assert sum(len(each["texts"]) for each in seen) > 4
    for each in seen:
        inside, chart = each["inside"], each["chart"]
        takes = (chart["bottom"] - chart["top"]) - (inside["bottom"] - inside["top"])
        assert BELOW[1] <= takes <= BELOW[0], each["alt"]
        assert inside["right"] - inside["left"] <= WIDTHS[1]
        if "against the step" not in each["alt"]:  # the names at its lines' ends stand beside that picture
            assert WIDTHS[0] <= inside["right"] - inside["left"], each["alt"]
        for place, text in enumerate(each["texts"]):
            wide_, high = text["right"] - text["left"], text["bottom"] - text["top"]
            assert wide_ <= text_width(text["text"], text["size"], text["bold"]), text
            assert high <= 1.25 * text_height(text["text"], text["size"]), text  # with what no letter here reaches
            trimmed = {**text, "top": text["top"] + high / 8, "bottom": text["bottom"] - high / 8}
            on = [other["text"] for other in each["texts"][:place] if meet(trimmed, other)]
            assert on == [], text
            assert not any(meet(trimmed, dot) for dot in each["dots"]), text


# Of every picture without axes: itself, its labels without the paper under them, and the boxes of its nodes.
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].flatMap((chart) => {
    const svg = chart.querySelector('svg');
    if (!svg || svg.querySelector('.role-axis') || !svg.querySelector('.mark-rect.role-mark path')) return [];
    const box = (e) => (({left, right, top, bottom}) => ({left, right, top, bottom}))(e.getBoundingClientRect());
    const lines = (e) => [...e.querySelectorAll('tspan')].map((line) => line.textContent);
    const texts = [...svg.querySelectorAll('.mark-text.role-mark text')].filter(
        (e) => e.textContent && !e.hasAttribute('stroke'));
    return [{alt: chart.ariaLabel, chart: box(svg),
        boxes: [...svg.querySelectorAll('.mark-rect.role-mark path')].map(box),
        texts: texts.map((e) => ({text: lines(e).join('\\n') || e.textContent,
            size: parseFloat(e.getAttribute('font-size')), bold: e.getAttribute('font-weight') === 'bold',
            ...box(e)}))}];
})"""

DRAWINGS = {  # and how many labels each has
    "Neural_Networks": 11,
    "The_Derivative": 11,
    "The_Chain_Rule?chain_rule_part=Two roads": 8,
    "Any_Network?any_data=dosage&any_nodes1=2&any_steps=40": 9,
    "Any_Graph?any_graph_step=2": 13,
}


@pytest.mark.parametrize("address", DRAWINGS)
def test_labels_of_a_drawing_stand_where_the_estimate_puts_them(page, address):
    opened = page(address)
    for wide in (1280, 390):
        opened.look(wide)
        opened.page.wait_for_function(STANDS_STILL, polling=250)
        (seen,) = opened.page.evaluate(DRAWN)
        every_label_stands_alone(seen, DRAWINGS[address])


def every_label_stands_alone(seen, count):
    assert len(seen["texts"]) == count
    for place, text in enumerate(seen["texts"]):
        wide_, high = text["right"] - text["left"], text["bottom"] - text["top"]
        assert wide_ <= text_width(text["text"], text["size"], text["bold"]), text
        assert high <= 1.3 * text_height(text["text"], text["size"]), text  # with what no letter here reaches
        trimmed = {**text, "top": text["top"] + high / 8, "bottom": text["bottom"] - high / 8}
        assert [other["text"] for other in seen["texts"][:place] if meet(trimmed, other)] == [], text
        assert seen["chart"]["left"] <= text["left"], text
        assert text["right"] <= seen["chart"]["right"], text
        across, up = (text["left"] + text["right"]) / 2, (text["top"] + text["bottom"]) / 2
        for box in seen["boxes"]:
            if not (box["left"] < across < box["right"] and box["top"] < up < box["bottom"]):
                assert not meet(trimmed, box), text
