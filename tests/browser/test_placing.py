"""The browser places labels in a picture of any size: none over another, over a dot, beyond it, or on a line."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from backprop.written.numerals import number
from pages import parts
from pages.parts.charts.labels import GAP, OTHER, SIDES, WIDTHS_OF, dots, text_height, text_width

PLACING = Path(parts.__file__).parent / "player" / "placing.js"
WIDE = (160, 190, 215, 240, 262, 300, 346, 390, 480, 560, 700, 900, 1200, 1500)
STATES = range(100)
RADIUS = 6.5


def squiggle(rng, wide, count):
    """A curve over its observations, a line for each residual, and the residual's number at the middle of it."""
    high = float(rng.integers(120, 300))
    x = np.sort(rng.uniform(0.04, 0.96, count))
    bends = rng.normal(size=3) * rng.choice([0.05, 0.3, 1.5])
    at = np.linspace(0.04, 0.96, 61)

    def height(x):
        return 0.5 + sum(bend * np.sin((place + 1) * 2.5 * x + 7 * bend) for place, bend in enumerate(bends))

    observed, predicted = rng.uniform(0.04, 0.96, count), height(x)
    until = np.clip(predicted, 0, 1)
    order = np.argsort(-np.abs(observed - predicted), kind="stable")
    points = np.concatenate([np.stack([x, observed], axis=1), np.stack([x, until], axis=1)]) * (wide, high)
    rules = [[[x[i] * wide, observed[i] * high], [x[i] * wide, until[i] * high]] for i in range(count)]
    return {
        "size": {"width": wide, "height": high},
        "wanted": [
            {
                "text": number((observed[i] - predicted[i]) * 10.0 ** rng.integers(-1, 2)),
                "x": x[i] * wide,
                "y": (observed[i] + until[i]) / 2 * high,
            }
            for i in order
        ],
        "fixed": np.concatenate([points - RADIUS, points + RADIUS], axis=1).tolist(),
        "lines": [(np.stack([at, height(at)], axis=1) * (wide, high)).tolist(), *rules],
        "options": {"fontSize": 12},
    }


@pytest.fixture(scope="module")
def run(browser):
    """A function that has the browser run JavaScript beside placing.js: run(script, argument)."""
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=PLACING.read_text(encoding="utf-8"))

    def evaluate(script, argument=None):
        return json.loads(
            page.evaluate(f"(text) => JSON.stringify(({script})(JSON.parse(text)))", json.dumps(argument))
        )

    yield evaluate
    page.close()


@pytest.fixture(scope="module")
def place(run):
    """A function that places the labels of many pictures at once: [[{right, up, box} or None, …], …]."""
    script = """(pictures) => pictures.map(({ size, wanted, fixed, lines, options }) =>
        placed(size, wanted, fixed, lines, options))"""
    return lambda pictures: run(script, pictures)


@pytest.fixture(scope="module", params=[False, True], ids=["lines crossed", "clear"])
def placed(request, place):
    """(whether no line may be crossed, 100 pictures at every width, what the browser found for each)."""
    pictures = []
    for state in STATES:
        for wide in WIDE:
            rng = np.random.default_rng([8, state])
            pictures.append(squiggle(rng, wide, int(rng.integers(3, 9))))
            pictures[-1]["options"]["clear"] = request.param
    return request.param, pictures, place(pictures)


def box_of(label, found, options):
    """[left, bottom, right, top] of a label, from where its picture will draw it, by the estimate of Python."""
    wide = text_width(label["text"], options["fontSize"], options.get("bold", False))
    high = text_height(label["text"], options["fontSize"]) / 2
    begins = label["x"] + found["right"] - (0 if found["right"] > 0 else wide if found["right"] < 0 else wide / 2)
    return np.array([begins, label["y"] + found["up"] - high, begins + wide, label["y"] + found["up"] + high])


def overlap(one, other, slack=1e-6):
    return bool((np.maximum(one[:2], other[:2]) < np.minimum(one[2:], other[2:]) - slack).all())


def pieces_of(lines):
    """(n, 2, 2) the pieces between neighbouring points."""
    return np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in map(np.array, lines)])


def meets(box, pieces):
    """(n,) whether pieces reach into a box: no axis lies between them, neither the box's own nor the piece's."""
    middle, half = (box[2:] + box[:2]) / 2, (box[2:] - box[:2]) / 2
    one, other = pieces[:, 0] - middle, pieces[:, 1] - middle
    inside = ((np.minimum(one, other) < half) & (np.maximum(one, other) > -half)).all(axis=1)
    along = other - one
    away = np.abs(one[:, 0] * along[:, 1] - one[:, 1] * along[:, 0])
    return inside & (away < half[0] * np.abs(along[:, 1]) + half[1] * np.abs(along[:, 0]))


def labels_of(picture, found):
    """[(text, box)] of the labels that found room."""
    options = picture["options"]
    return [
        (label["text"], box_of(label, place, options))
        for label, place in zip(picture["wanted"], found, strict=True)
        if place
    ]


def test_the_browser_knows_the_letters_and_places_of_python(run):
    known = run("() => [GAP, SIDES, WIDTHS_OF, OTHER_WIDTH, dotBox(0, 0)]")
    assert known[0] == GAP
    assert list(known[1].items())[: len(SIDES)] == [(name, list(side)) for name, side in SIDES.items()]
    assert [(set(letters), wide) for letters, wide in known[2]] == list(WIDTHS_OF)
    assert known[3] == OTHER
    assert known[4] == dots([0, 0])[0, 1:].ravel().tolist()


def test_a_text_is_as_wide_and_high_as_in_python(run):
    rng = np.random.default_rng(9)
    letters = [*"".join("".join(sorted(some)) for some, _ in WIDTHS_OF), *"abcdeg0123456789⁻⁷é🙂\n"]
    texts = ["".join(rng.choice(letters, rng.integers(1, 20))) for _ in range(500)]
    found = run("(texts) => texts.map((t) => [textWidth(t, 12), textWidth(t, 13, true), textHeight(t, 12)])", texts)
    assert np.allclose(found, [(text_width(t, 12), text_width(t, 13, True), text_height(t, 12)) for t in texts])


def test_no_label_covers_another(placed):
    _, pictures, found = placed
    faults, pairs = [], 0
    for picture, places in zip(pictures, found, strict=True):
        for (text, one), (other_text, other) in combinations(labels_of(picture, places), 2):
            pairs += 1
            if overlap(one, other):
                faults.append((picture["size"], text, other_text))
    assert faults == []
    assert pairs > len(pictures)


def test_no_label_covers_a_dot(placed):
    _, pictures, found = placed
    faults = [
        (picture["size"], text, dot)
        for picture, places in zip(pictures, found, strict=True)
        for text, box in labels_of(picture, places)
        for dot in picture["fixed"]
        if overlap(box, np.array(dot))
    ]
    assert faults == []


def test_no_label_reaches_beyond_the_picture(placed):
    _, pictures, found = placed
    faults = []
    for picture, places in zip(pictures, found, strict=True):
        size = np.array([picture["size"]["width"], picture["size"]["height"]])
        for text, box in labels_of(picture, places):
            if (box[:2] < -1e-6).any() or (box[2:] > size + 1e-6).any():
                faults.append((picture["size"], text, box))
    assert faults == []


def test_the_box_that_is_told_is_the_labels_own(placed):
    _, pictures, found = placed
    told = [place["box"] for places in found for place in places if place]
    own = [box for each in zip(pictures, found, strict=True) for _, box in labels_of(*each)]
    assert len(told) > len(pictures)
    assert np.allclose(told, own)


def test_a_line_crosses_a_label_only_where_it_may(placed):
    clear, pictures, found = placed
    struck = sum(
        meets(box, pieces_of(picture["lines"])).any()
        for picture, places in zip(pictures, found, strict=True)
        for _, box in labels_of(picture, places)
    )
    assert (struck == 0) == clear, "without a line on any label the other test would state nothing"


def test_at_usual_sizes_labels_find_room(place):
    """Three observations, 300 pixels or more, and no line on any label: nine of ten are seen."""
    wide = [each for each in WIDE if each >= 300]
    pictures = [squiggle(np.random.default_rng([9, state]), each, 3) for state in STATES for each in wide]
    for picture in pictures:
        picture["options"]["clear"] = True
    found = [one is not None for places in place(pictures) for one in places]
    assert len(found) == 3 * len(pictures)
    assert np.mean(found) >= 0.9


def test_of_the_free_places_it_takes_the_one_that_lines_cross_least(run, place):
    """Told by points along the lines, a quarter of a pixel from each other."""
    sides = run("() => Object.values(SIDES)")
    pictures = [squiggle(np.random.default_rng([10, state]), (215, 346, 700)[state % 3], 6) for state in range(30)]
    chosen, worse = 0, []
    for picture, places in zip(pictures, place(pictures), strict=True):
        pieces, size = pieces_of(picture["lines"]), list(picture["size"].values())
        parts_of = [np.linspace(0, 1, 4 * int(np.linalg.norm(b - a)) + 2)[:, None] for a, b in pieces]
        points = np.concatenate([a + part * (b - a) for (a, b), part in zip(pieces, parts_of, strict=True)])
        lengths = np.concatenate(
            [
                np.full(len(part), np.linalg.norm(b - a) / len(part))
                for (a, b), part in zip(pieces, parts_of, strict=True)
            ]
        )
        full = [np.array(dot) for dot in picture["fixed"]]
        for label, found in zip(picture["wanted"], places, strict=True):
            free = []
            for right, up in sides:
                box = box_of(label, {"right": right, "up": up}, picture["options"])
                is_inside = (box[:2] >= 0).all() and (box[2:] <= size).all()
                if is_inside and not any(overlap(box, other + GAP * np.array([-1, -1, 1, 1])) for other in full):
                    on = ((points > box[:2] - GAP) & (points < box[2:] + GAP)).all(axis=1)
                    free.append((lengths[on].sum(), (right, up)))
            assert (found is None) == (not free)
            if found:
                full.append(np.array(found["box"]))
                much = {side: much for much, side in free}[found["right"], found["up"]]
                chosen += much > 0
                if much > min(free)[0] + 2:
                    worse.append((picture["size"], label, found, much, min(free)))
    assert worse == []
    assert chosen > 3, "and not all were free of lines anyway"


WIDE_OPEN = {"size": {"width": 400, "height": 300}, "fixed": [], "lines": [], "options": {}}


def one(place, lines=(), fixed=(), options=None, **label):
    """Where one label stands in an open picture: (right, up), or None."""
    wanted = [{"text": "0.5", "x": 200, "y": 150, **label}]
    given = {**WIDE_OPEN, "wanted": wanted, "lines": list(lines), "fixed": list(fixed), "options": options or {}}
    ((found,),) = place([given])
    return found and (found["right"], found["up"])


def test_a_label_keeps_the_place_it_had_as_long_as_none_is_better(place):
    had = {"right": 12, "up": -26}
    low_line, high_line = [[0, 124], [400, 124]], [[0, 159], [400, 159]]
    assert one(place) == (10, 9)
    assert one(place, before=None) == (10, 9)
    assert one(place, before=had) == (12, -26)
    assert one(place, before=had, lines=[high_line]) == (12, -26)
    assert one(place, before=had, lines=[low_line]) == (10, 9)
    assert one(place, before=had, fixed=[[210, 120, 230, 130]]) == (10, 9)
    assert one(place, before=had, y=30) == (10, 9)  # there it would reach beyond the picture
    everywhere = [[[0, up], [400, up]] for up in range(0, 300, 5)]  # no place is better than another
    assert one(place, before=had, lines=everywhere) is not None
    assert one(place, before=had, lines=everywhere, options={"clear": True}) is None


def test_where_lines_cross_all_near_places_it_stands_farther_off(place):
    thicket = [[[160, up], [232, up]] for up in range(105, 200, 5)]
    assert one(place, lines=thicket, options={"clear": True}) == (36, 0)
    assert one(place, lines=thicket) == (36, 0)
    assert one(place, lines=thicket, sides=list(SIDES), options={"clear": True}) is None


def test_a_line_counts_between_its_points_too(place):
    across = [[-1e6, 159], [1e6, 159]]  # both ends far outside, through the first place of all
    assert one(place, lines=[across]) == (10, -10)
    assert one(place, lines=[across], sides=["high right"]) == (10, 9)
    assert one(place, lines=[across], sides=["high right"], options={"clear": True}) is None
    assert one(place, lines=[[[0, 159]], []]) == (10, 9)  # a point alone is no line
    assert one(place, lines=[[[0, 159], [None, None], [400, 300]]]) == (10, 9)  # nor is one that breaks off


def test_what_cannot_stand_anywhere_is_left_out_and_the_others_stay_in_their_order(run):
    found = run("""() => placed({ width: 400, height: 300 }, [
        { text: "first", x: 100, y: 100 }, { text: "", x: 100, y: 100 }, { text: "nowhere", x: NaN, y: 100 },
        { text: "nor here", x: 100, y: Infinity }, { text: "far outside", x: 900, y: 100 },
        { text: "no room", x: 300, y: 200, sides: ["on"] }, { text: "last", x: 200, y: 100, sides: ["below", "on"] },
    ], [], [], { taken: [[290, 190, 310, 210]] })""")
    assert [each and (each["right"], each["up"]) for each in found] == [(10, 9), *[None] * 5, (0, -19)]
    assert run("() => placed({ width: 0, height: 0 }, [{ text: 'a', x: 0, y: 0 }], [], [])") == [None]


def test_labels_come_in_the_order_in_which_they_matter(place):
    label = {"text": "0.5", "x": 200, "y": 150}
    (found,) = place([{**WIDE_OPEN, "wanted": [label] * 3}])
    assert [(each["right"], each["up"]) for each in found] == [(10, 9), (-10, 9), (10, -10)]
