"""Every slip hears its own name, every right answer is taken, and a slip carried on is not marked twice."""

import random

import pytest
from learners import EVERYTHING, SEEDS, Desk, carried_on, desks, from_shown, numbers_of, typed

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import exercise
from backprop.exercises.judging import CARRIED, RIGHT, TRIES, UNREAD, WRONG, Attempt

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)


@each_kind
def test_a_slip_s_number_hears_its_own_note_or_a_tie_that_names_it(kind):
    made = named = 0
    for desk in desks(kind):
        for value, slip in desk.slips():
            text = typed(value, 6)
            said = desk.says(text)
            if said.standing != WRONG:  # it is right to the digits typed, or as near as rounding can bring one
                assert abs(value - desk.right) <= 0.02 * abs(desk.right), (desk.exercised.seed, desk.cell.key, slip)
                continue
            made += 1
            named += slip.code in said.codes and slip.said in said.sentence
    assert named >= 0.99 * made, (named, made)


@each_kind
def test_a_right_answer_is_taken_however_many_digits_it_has_and_never_called_wrong(kind):
    given = taken = 0
    for desk in desks(kind):
        for value in (desk.right, from_shown(desk.exercised.sheet, desk.cell)):
            for digits in (2, 3, 4, 6):
                said = desk.says(typed(value, digits))
                assert said.standing != WRONG, (desk.exercised.seed, desk.cell.key, typed(value, digits), said)
                given, taken = given + 1, taken + (said.standing == RIGHT)
    assert taken >= 0.999 * given, (taken, given)


@each_kind
def test_a_random_wrong_number_is_rarely_given_a_reason_that_it_has_not(kind):
    draw, wrong, explained = random.Random(kind.slug), 0, 0
    for desk in desks(kind, range(60)):
        if desk.right:
            size = abs(desk.right)
            said = desk.says(typed(draw.choice((-1, 1)) * draw.uniform(0.05, 3) * size, 4))
            wrong, explained = wrong + (said.standing == WRONG), explained + bool(said.codes)
    assert not wrong or explained < 0.03 * wrong, (explained, wrong)


@each_kind
def test_one_early_slip_carried_on_rightly_is_marked_wrong_in_that_one_cell_alone(kind):
    """Each cell has its turn to be the wrong one, and each of its slips, as the seeds go by."""
    for seed in SEEDS:
        exercised = exercise(kind, seed, EVERYTHING)
        cells = numbers_of(exercised)
        if not cells:
            continue
        cell = cells[seed % len(cells)]
        right = exercised.sheet.values[cell.key]
        slips = [value for value, _ in Desk(exercised, cell).slips() if abs(value - right) > 0.03 * abs(value)]
        if not slips:
            continue
        texts = carried_on(exercised, cell.key, typed(slips[seed // len(cells) % len(slips)], 4))
        attempt = Attempt(exercised.sheet, exercised.blanks, texts)
        marks = {each.key: attempt.judge(each.key).standing for each in cells}
        assert marks.pop(cell.key) == WRONG, (seed, cell.key, texts)
        assert set(marks.values()) <= {RIGHT, CARRIED}, (seed, cell.key, texts, marks)


@each_kind
def test_the_third_wrong_answer_is_told_the_solution_and_no_one_before_it_is(kind):
    for desk in desks(kind, range(20)):
        wrong = typed(17.3 * (abs(desk.right) + 1), 4)
        answers = [desk.says(wrong, before) for before in range(TRIES)]
        assert [answer.standing for answer in answers] == [WRONG, WRONG, "told"]
        assert answers[-1].told
        assert desk.says(answers[-1].told).standing in (RIGHT, UNREAD)  # a number of one digit is read no better


@each_kind
def test_a_wrong_choice_hears_why_and_the_right_one_is_taken(kind):
    for seed in range(50):
        exercised = exercise(kind, seed, EVERYTHING)
        for cell in exercised.sheet.asked:
            for option in getattr(cell, "options", ()):
                before = {cell.after: exercised.sheet.by_key[cell.after].right} if cell.after else {}
                texts = before | {cell.key: option.code}
                said = Attempt(exercised.sheet, exercised.blanks, texts).judge(cell.key)
                assert said.standing == (RIGHT if option.code == cell.right else WRONG)
                assert option.note in said.sentence
                assert bool(option.note) == (option.code != cell.right)
