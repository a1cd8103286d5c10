"""What is typed stands in the address, and comes back as it was; what cannot have been typed there is refused."""

import random

import pytest

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, exercise
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.exercises.sheet import Choice
from pages.parts.exercises.cells import LONGEST, FilledCell, address_of, cells_of, checked, said_of, shown, untouched

EVERYTHING = exercise(RESIDUALS, 0, 3)
SIGNS = "0123456789.,-−+/½eE×10^ ~%s25717Eabcé🙂\u202e\x00\n<>&\"'`$[]"


def typed(chance, cell):
    if isinstance(cell, Choice):
        return chance.choice([option.code for option in cell.options])
    return "".join(chance.choices(SIGNS, k=chance.randrange(1, LONGEST + 1)))


def any_cell(chance, cell):
    """A cell as a learner may have left it."""
    if chance.random() < 0.2:
        return FilledCell(shown=chance.random() < 0.5)
    text, wrong = typed(chance, cell), chance.randrange(3)
    return FilledCell(text, wrong, chance.random() < 0.5 and bool(text.strip()))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_whatever_is_typed_comes_back_from_the_address(kind):
    chance = random.Random(kind.slug)
    for seed in range(100):
        asked = exercise(kind, seed % 5, 1 + seed % 3)
        cells = tuple(any_cell(chance, asked.sheet.by_key[key]) for key in asked.blanks)
        text = address_of(cells)
        assert (cells_of(asked, text) if text else untouched(asked)) == cells, text


def test_a_sheet_that_nobody_has_touched_leaves_nothing_in_the_address():
    assert address_of(untouched(EVERYTHING)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6",
        "9" * 50,
        "x1",
        "3",
        "3 ",
        "~" * 7,
        f"0{'1' * (LONGEST + 1)}",
        "s1",
        "31~~~~~~~",
        "nan",
        "-1",
        "١1",
        "~3",
    ],
)
def test_what_cannot_have_been_typed_is_refused(text):
    with pytest.raises(ValueError, match="is not what"):
        cells_of(EVERYTHING, text)


def test_a_worked_example_has_nothing_to_keep():
    with pytest.raises(ValueError, match="is not what"):
        cells_of(exercise(RESIDUALS, 0, 0), "01")


def test_random_text_is_read_or_refused_and_what_is_read_can_be_judged():
    chance, read = random.Random(12), 0
    for _ in range(2_000):
        text = "".join(chance.choices("012345s~" * 4 + SIGNS, k=chance.randrange(40)))
        try:
            cells = cells_of(EVERYTHING, text)
        except ValueError:
            continue
        read += 1
        assert cells_of(EVERYTHING, address_of(cells)) == cells if address_of(cells) else cells == untouched(EVERYTHING)
        for cell, judged in zip(cells, said_of(EVERYTHING, cells), strict=True):
            assert (judged is not None) == (cell.checked or cell.shown)
    assert read > 100


# --- what becomes of a cell ------------------------------------------------------------------------------------------


def filled(**texts):
    """The cells of all of the video's Residuals, with these texts: residual_1="2.6"."""
    keys = {key.replace(" ", "_"): place for place, key in enumerate(EVERYTHING.blanks)}
    cells = list(untouched(EVERYTHING))
    for name, text in texts.items():
        cells[keys[name]] = FilledCell(text)
    return tuple(cells)


def standings(cells):
    return [judged and judged.standing for judged in said_of(EVERYTHING, cells)]


def test_three_wrong_answers_hear_the_slip_a_smaller_question_and_the_solution():
    cells, said = filled(residual_1="-2.6"), []
    for text in ("-2.604", "7.1", "8.2"):
        cells = checked(EVERYTHING, (FilledCell(text, cells[0].wrong), *cells[1:]), 0)
        said.append(said_of(EVERYTHING, cells)[0])
    assert [each.standing for each in said] == ["wrong", "wrong", "told"]
    assert "Predicted − Observed" in said[0].sentence
    assert said[1].sentence.endswith("?")
    assert said[2].told == "2.604"
    assert cells[0] == FilledCell(shown=True)


def test_what_is_no_number_costs_no_attempt():
    cells = checked(EVERYTHING, filled(residual_1="two"), 0)
    assert (cells[0].wrong, cells[0].checked) == (0, True)
    assert "“two”" in said_of(EVERYTHING, cells)[0].sentence


def test_the_same_number_checked_twice_is_one_attempt():
    cells = checked(EVERYTHING, filled(residual_1="7.1"), 0)
    assert checked(EVERYTHING, cells, 0) == cells
    assert cells[0].wrong == 1


def test_an_earlier_cell_that_changes_moves_the_standing_of_those_after_it_and_costs_no_attempt():
    cells = checked(EVERYTHING, filled(residual_1="3", square_1="9.0"), 3)
    assert standings(cells)[3] == "carried"
    corrected = (FilledCell("2.604"), *cells[1:])
    assert standings(corrected)[3] == "wrong"
    assert corrected[3].wrong == 0
    assert standings((FilledCell("3"), *corrected[1:]))[3] == "carried"


def test_a_solution_that_is_shown_is_right_whatever_stands_before_it():
    cells = shown(filled(residual_1="3"), 3)
    told = said_of(EVERYTHING, cells)[3]
    assert (told.standing, told.told) == ("told", "6.779")
    assert told.sentence.startswith("Here is how. From your own 3 it would be 9. Rightly, Residual² = ")
    assert said_of(EVERYTHING, (FilledCell("2.604"), *cells[1:]))[3].told == "6.781"


def test_an_empty_cell_is_not_judged():
    assert checked(EVERYTHING, filled(residual_1="  "), 0)[0].wrong == 0
    assert standings(checked(EVERYTHING, untouched(EVERYTHING), 0)) == [None] * 7


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
@pytest.mark.parametrize("level", range(1, len(LEVELS)))
def test_a_sheet_whose_solutions_are_all_shown_is_right_when_they_are_typed(kind, level):
    asked = exercise(kind, 4, level)
    told = [judged.told for judged in said_of(asked, tuple(FilledCell(shown=True) for _ in asked.blanks))]
    cells = tuple(FilledCell(text) for text in told)
    for place in range(len(cells)):
        cells = checked(asked, cells, place)
    assert {judged.standing for judged in said_of(asked, cells)} == {"right"}
