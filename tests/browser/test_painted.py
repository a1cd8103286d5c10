"""What is taken for a painted chart: what is drawn, large and in the window, once its frame is."""

import pytest

from painted import Tab

PAGE = """<!doctype html><body>
<button id="soon">0</button><button id="svg">1</button><button id="canvas">2</button>
<button id="shadow">3</button><button id="nothing">4</button>
<p><svg width="200" height="100"><rect width="9" height="9" fill="red"/></svg>
<canvas></canvas><span id="host"></span></p>
<svg id="icon" width="20" height="20"><rect width="9" height="9"/></svg>
<p style="margin-top: 3000px"><svg id="below" width="200" height="100"><rect width="9" height="9"/></svg></p>
<script>
const find = (selector) => document.querySelector(selector), move = (rect) => rect.setAttribute('x', Math.random());
const root = find('#host').attachShadow({mode: 'open'});
root.innerHTML = '<svg width="200" height="100"><rect width="9" height="9"/></svg>';
const draws = {
    soon: () => move(find('rect')),
    svg: () => move(find('rect')),
    canvas: () => find('canvas').getContext('2d').fillRect(0, 0, 9, 9),
    shadow: () => move(root.querySelector('rect')),
    nothing: () => {},
};
for (const [id, draw] of Object.entries(draws))
    find('#' + id).onclick = () => {
        find('rect').setAttribute('fill', 'red');  // as it was
        move(find('#icon rect'));
        move(find('#below rect'));
        setTimeout(() => {
            draw();
            window.drawn = performance.now();
            requestAnimationFrame(() => { window.frame = performance.now(); });
        }, id === 'soon' ? 0 : 100);  // 0: Chromium paints right after a press, and the change misses that frame
    };
</script>"""


@pytest.fixture
def tab(browser, tmp_path):
    """A function that opens the page above with the button to press."""
    (tmp_path / "page.html").write_text(PAGE)
    opened = []

    def open_tab(button):
        opened.append(Tab(browser, (tmp_path / "page.html").as_uri(), button))
        return opened[-1]

    yield open_tab
    for each in opened:
        each.close()


@pytest.mark.parametrize("button", ["#soon", "#svg", "#canvas", "#shadow"])
def test_a_chart_counts_in_the_frame_that_paints_it(tab, button):
    """Not at the change itself, nor for an icon, for what is out of sight, or for a value that is written again."""
    opened = tab(button)
    step = opened.step()
    drawn, frame = opened.page.evaluate("[drawn - watch.pressed, frame - watch.pressed]")
    assert (0 if button == "#soon" else 99) <= step["changed"] <= drawn + 1
    assert step["painted"] >= frame
    assert step["all"] >= step["painted"]
    assert step["frames"] == step["bytes"] == 0


def test_a_page_without_a_new_picture_has_no_time(tab):
    opened = tab("#nothing")
    opened.press("Next")
    assert opened.page.evaluate("watch.paints.length") > 0  # what is out of sight, for "all charts"
    assert not opened.page.evaluate("watch.paints.some((each) => each.chart)")
