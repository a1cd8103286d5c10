"""What a page asks for stands nowhere on it before it is answered, and does after: no text, fold, table or alt text, no
label and no mark of a chart gives it away. The answer to one of "Try next" alone may, which somebody opens.
"""

import films
import numpy as np
import pytest
from screen import button
from seen import numbers_in, visible

from backprop.class_chains import class_chain
from backprop.corners import above_zero
from backprop.descent import gradient_descent
from backprop.losses import CATEGORICAL
from backprop.passes import forward
from backprop.series import PART_5, PART_6, PART_7, PART_7_ALL, PART_7_BIASES, PT_3, PT_4, RELU_LAST_BIAS
from backprop.softmax import softmax, softmax_derivatives
from backprop.written.numerals import number
from pages.parts.controls.ask_first import SHOWN
from pages.parts.crossed.row_by_row import BIASES, SPECIES
from pages.parts.entropy.three_flowers import flowers
from pages.parts.experiment.flower import FLOWERS
from pages.parts.relu.on_the_bend import at_corners
from pages.parts.softmax.setup import KEYS, RAW, TYPED
from pages.parts.softmax.setup import SPECIES as SHARES

LINES = "line", "curve"  # no mark of theirs is one number; and the line of a walk is drawn as far as that has come


def told_by(at, chart_tables):
    """The numbers that a page says, and the upright places of its charts' marks as it would say them."""
    charts = chart_tables(at)
    found = {each for text in visible(at, charts) for each in numbers_in(text)}
    marks = [table[~table["is"].isin(LINES)] for table in charts]
    places = [table[column] for table in marks for column in ("y", "y2") if column in table]
    return found | {number(value) for column in places for value in column.dropna().unique()}


def telling(*values):
    """Numbers as a page says them, but for those so short that they may be read as something else."""
    texts = [number(value) for each in values for value in np.ravel(each)]
    return {text for text in texts if len(text.strip("−0.")) > 1}


def case_of_softmax(moved, share, raw, is_typed):
    i, j = SHARES.index(share), SHARES.index(moved)
    shown = [PART_5.shown["dp_setosa"][max(i, j)]] if 0 in (i, j) else []
    asked = telling(softmax_derivatives(softmax(np.array(raw)))[i, j], *shown)
    query = {"softmax_part": "The whole table", "softmax_moved": moved, "softmax_share": share}
    query |= dict(zip(KEYS, map(str, raw), strict=True)) if is_typed else {}
    return "18_ArgMax_and_SoftMax.py", query, asked - {"0"}, {"softmax_step": "4"}


def case_of_row(name, species):
    row, own = SPECIES.index(species), BIASES[name]
    chain = class_chain(PART_7.experiment.network, PART_7.experiment.start, PART_7.experiment.data, name, CATEGORICAL)
    terms = [term for each, term in enumerate(chain.terms) if SPECIES[each] == own]  # the others' are shares
    query = {"part_7_row_bias": name, "part_7_row": species}
    answer = f"p {own} − 1" if SPECIES[row] == own else f"p {own}"
    asked = telling(chain.derivative, *terms)
    return "20_Cross_Entropy_Backpropagation.py", query, asked, {f"part_7_row_guess_{name}_{species}": answer}


def of_flowers():
    found = flowers(PART_6.experiment.start)
    return telling(found.cross_entropy, found.total, PART_6.shown["total"])


def of_the_pointy_thing():
    ends = above_zero(PT_3.experiment.network, PT_3.experiment.start, 0.0, 1.0)
    return {number(end, 5) for each in ends for end in each}


def on_the_bend():
    zero, one = at_corners(PT_3.experiment.network, PT_3.experiment.data, PT_3.experiment.start).derivatives
    return telling(one[one != zero])


CASES = [
    *(case_of_softmax(moved, share, RAW.tolist(), False) for moved in SHARES for share in SHARES),
    case_of_softmax("Virginica", "Setosa", TYPED, True),
    *(case_of_row(name, species) for name in BIASES for species in SPECIES),
    ("19_Cross_Entropy.py", {}, of_flowers(), {"cross_entropy_largest": SHOWN}),
    ("16_ReLU_in_Action.py", {"pt_3_step": "5"}, of_the_pointy_thing(), {"pt_3_width": SHOWN}),
    ("16_ReLU_in_Action.py", {"pt_3_part": "On the bend"}, on_the_bend(), {"pt_3_bend_hanging": SHOWN}),
]


@pytest.mark.parametrize(
    ("page", "query", "asked", "answered"), CASES, ids=lambda part: "" if isinstance(part, set) else str(part)
)
def test_what_is_asked_is_told_once_it_is_answered_and_nowhere_before(
    open_page, chart_tables, page, query, asked, answered
):
    assert asked
    assert not asked & told_by(open_page(page, guess=True, **query), chart_tables)
    assert asked <= told_by(open_page(page, guess=True, **query, **answered), chart_tables)


@pytest.mark.parametrize("flower", FLOWERS)
def test_which_output_is_the_largest_is_told_by_no_fold(open_page, chart_tables, flower):
    network, start, inputs = PT_4.experiment.network, PT_4.experiment.start, FLOWERS[flower]
    asked = telling(forward(network, start, np.array([inputs])).predicted)
    at = open_page("17_Several_Inputs_and_Outputs.py", guess=True, pt_4_petal=str(inputs[0]), pt_4_sepal=str(inputs[1]))
    assert not asked & told_by(at, chart_tables)
    button(at, SHOWN).click().run()
    assert asked <= told_by(at, chart_tables)


def test_how_many_of_all_flowers_are_called_right_is_told_by_nothing(open_page, chart_tables):
    at = open_page("17_Several_Inputs_and_Outputs.py", guess=True, pt_4_part="All 150 flowers")
    assert not {"143", "7"} & told_by(at, chart_tables)
    button(at, SHOWN).click().run()
    assert "143" in told_by(at, chart_tables)


@pytest.mark.parametrize("step", range(6))
def test_a_stage_that_is_not_walked_to_is_told_by_no_node_of_the_drawing(open_page, step):
    """The last ReLU's answer at Dosage 0.5, 1.01, most of all."""
    network, start = PT_3.experiment.network, PT_3.experiment.start
    at = open_page("16_ReLU_in_Action.py", pt_3_dosage="0.5", pt_3_step=str(step))
    film = films.of(at, "pt_3")
    hidden, output = forward(network, start, np.array([0.5])).layers
    texts = film.alt("pt_3_network", step), *film.labels("pt_3_network", step)
    said = {each for text in texts for each in numbers_in(text)}
    for value, first in ((hidden.x[0, 1], 3), (hidden.y[0, 1], 3), (output.x[0, 0], 4)):
        assert (number(value) in said) == (step >= first)
    assert ("Predicted of it 1.01." in texts[0]) == (step == 5)


WALKS = [
    ("16_ReLU_in_Action.py", {"pt_3_part": "Find the last bias"}, RELU_LAST_BIAS),
    ("20_Cross_Entropy_Backpropagation.py", {"part_7_part": "The walk"}, PART_7),
    ("20_Cross_Entropy_Backpropagation.py", {"part_7_part": "b3, b4, b5"}, PART_7_BIASES),
]


@pytest.mark.parametrize("step", [0, 1])
@pytest.mark.parametrize(("page", "query", "lesson"), WALKS, ids=lambda part: getattr(part, "slug", ""))
def test_the_new_value_of_a_step_is_told_nowhere(open_page, chart_tables, page, query, lesson, step):
    asked = telling(gradient_descent(lesson.experiment).of("b3")[step + 1])
    query |= {f"{lesson.slug}_step": str(step)}
    assert not asked & told_by(open_page(page, guess=True, **query), chart_tables)
    assert asked <= told_by(open_page(page, guess=False, **query), chart_tables)


def test_where_all_fifteen_lead_is_told_nowhere(open_page, chart_tables):
    asked = telling(gradient_descent(PART_7_ALL.experiment).loss[[1, 2, -1]])
    at = open_page("20_Cross_Entropy_Backpropagation.py", guess=True, part_7_part="All fifteen")
    assert not asked & told_by(at, chart_tables)
    button(at, SHOWN).click().run()
    assert asked <= told_by(at, chart_tables)
