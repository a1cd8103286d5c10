"""Pictures beside each other begin at one height, however many lines the heading above each takes."""

from reach import STANDS_STILL

# The tops of the first picture in each column of a row, as far as the columns stand side by side and the pictures are
# of one height.
TOPS = """() => [...document.querySelectorAll('[data-testid=stHorizontalBlock]')].flatMap((row) => {
    const columns = [...row.children].filter((each) => each.dataset.testid === 'stColumn');
    const pictures = columns.map((each) => each.querySelector('[data-testid=stVegaLiteChart]')).filter(Boolean);
    const boxes = pictures.filter((each) => each.offsetParent).map((each) => each.getBoundingClientRect());
    const beside = new Set(boxes.map((each) => each.left)).size === boxes.length && boxes.length > 1;
    const alike = new Set(boxes.map((each) => Math.round(each.height))).size === 1;
    return beside && alike ? [boxes.map((each) => Math.round(each.top))] : [];
})"""
ROWS = {"Neural_Networks": 1, "The_Chain_Rule": 1, "Fitting_the_Network": 1, "Three_Parameters": 1}


def test_pictures_side_by_side_begin_at_one_height(seen):
    for width in (1280, 1600):
        seen.look(width)
        seen.page.wait_for_function(STANDS_STILL, polling=150)
        rows = seen.page.evaluate(TOPS)
        assert len(rows) >= ROWS.get(seen.address, 0)
        assert [tops for tops in rows if len(set(tops)) > 1] == [], width
