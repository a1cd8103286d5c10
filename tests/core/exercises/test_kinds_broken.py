"""The broken run is worked out again from what stands on the sheet: one slip, where it is said to be and what it is."""

import re
from collections import Counter

import pytest
from learners import EVERYTHING, SEEDS

from backprop.exercises.by_hand import FAULTS
from backprop.exercises.exercise import exercise, sheet
from backprop.exercises.judging import RIGHT, UNREAD, WRONG, Attempt
from backprop.exercises.kinds.broken_run import BROKEN_RUN, STEPS
from backprop.written.numerals import number


def plain(text):
    return text.replace("−", "-").replace("×", "*")


def near(one, other):
    return one == pytest.approx(other, rel=0.02, abs=2e-3)


MADE_IN = {
    "predicted": ["bias_stayed"],
    "residual": ["sign_of_residual", "stale_prediction"],
    "derivative": ["mean_for_sum", "one_at_a_time"],
    "step": ["rate_left_out"],
    "new": ["added"],
}


class ByHand:
    """A sheet as a learner reads it: what stands in its cells, and all else from the headings of its rows."""

    def __init__(self, seed):
        self.sheet = sheet(BROKEN_RUN, seed)
        self.table = dict(self.sheet.values)
        self.first, self.fault = self.sheet.cells[-2:]
        self.rate = float(re.search(r"Learning Rate ([\d.]+\d)", self.sheet.task)[1])
        self.names = [key.split()[1] for key in self.table if key.startswith("old") and key.endswith("0")]
        self.starts = {f"old {name} 0" for name in self.names}
        self.ways, self.observed, self.inputs = [], [], []
        for row in self.sheet.rows:
            if row.name.startswith("Predicted"):
                self.inputs.append(float(re.search(r"at \w+ ([\d.]+)", row.name)[1]))
                self.ways.append(plain(re.search(r"\((.*)\)$", row.name)[1]))
            elif row.name.startswith("Residual"):
                self.observed.append(float(plain(re.search(r"Observed (\S+)\)", row.name)[1])))

    def at(self, what, which, step):
        return self.table[f"{what} {which} {step}"]

    def predicted(self, i, values):
        return eval(self.ways[i], {}, values)

    def derivatives(self, residuals):
        by = {"slope": self.inputs}
        return {
            name: sum(-2 * residual * x for residual, x in zip(residuals, by.get(name, [1] * 9), strict=False))
            for name in self.names
        }

    def should_be(self, key):
        """What a cell is, worked out from the cells before it."""
        what, which, step = key.split()
        step = int(step)
        if what == "old":
            return self.at("new", which, step - 1) if step else self.table[key]
        if what == "predicted":
            return self.predicted(int(which), {name: self.at("old", name, step) for name in self.names})
        if what == "residual":
            return self.observed[int(which)] - self.at("predicted", which, step)
        if what == "derivative":
            return self.derivatives([self.at("residual", i, step) for i in range(len(self.observed))])[which]
        if what == "step":
            return self.at("derivative", which, step) * self.rate
        return self.at("old", which, step) - self.at("step", which, step)

    def slip(self, code, key):
        """What a slip gives in its first wrong cell."""
        _, which, step = key.split()
        step, right = int(step), self.should_be(key)
        if code in ("sign_of_residual", "mean_for_sum", "rate_left_out"):
            return right * {"s": -1, "m": 1 / len(self.observed), "r": 1 / self.rate}[code[0]]
        if code == "added":
            return self.at("old", which, step) + self.at("step", which, step)
        if code == "stale_prediction":
            return self.at("residual", which, step - 1)
        values = {name: self.at("old", name, step) for name in self.names}
        if code == "bias_stayed":
            values[self.names[-1]] = self.at("old", self.names[-1], step - 1)
            return self.predicted(int(which), values)
        first = self.names[0]
        values[first] -= self.rate * self.at("derivative", first, step)
        residuals = [observed - self.predicted(i, values) for i, observed in enumerate(self.observed)]
        return self.derivatives(residuals)[which]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_before_the_slip_is_right_the_cell_pointed_at_is_not_and_all_after_follows(seed):
    by_hand = ByHand(seed)
    wrong = [key for key, value in by_hand.table.items() if not near(value, by_hand.should_be(key))]
    assert wrong[0] == by_hand.first.right
    assert {(key.split()[0], key.split()[2]) for key in wrong} == {tuple(wrong[0].split()[::2])}
    assert all(abs(by_hand.table[key] - by_hand.should_be(key)) > 0.045 * abs(by_hand.table[key]) for key in wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_slip_that_is_named_gives_what_stands_there_and_no_other_slip_does(seed):
    by_hand = ByHand(seed)
    key, step = by_hand.first.right, int(by_hand.first.right.split()[-1])
    stands = by_hand.table[key]
    assert near(stands, by_hand.slip(by_hand.fault.right, key))
    for code in MADE_IN[key.split()[0]]:
        can_be_made = not (code == "stale_prediction" and not step) and not (
            code == "one_at_a_time" and key.split()[1] == by_hand.names[0]
        )
        if code != by_hand.fault.right and can_be_made:
            assert not near(stands, by_hand.slip(code, key)), code


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_every_other_cell_is_so(seed):
    by_hand = ByHand(seed)
    place = {key: i for i, key in enumerate(by_hand.table)}
    assert {option.code for option in by_hand.first.options} == set(by_hand.table)
    for option in by_hand.first.options:
        if option.code == by_hand.first.right:
            continue
        assert f"{by_hand.sheet.by_key[by_hand.first.right].name} in step" not in option.note  # that is what is asked
        is_right = near(by_hand.table[option.code], by_hand.should_be(option.code))
        assert option.note.startswith(
            f"that one is {'right' * is_right or 'wrong'}"
            if option.code not in by_hand.starts
            else "that one is the start"
        )
        if not is_right:
            assert option.slip == "same_slip_later"
            continue
        before = place[option.code] < place[by_hand.first.right]
        assert option.slip == f"right_{'before' if before else 'after'}_the_slip"
        assert ("given what stands before it" in option.note) == (not before)
        if " = " in option.note:
            *_, line = option.note.split(": ")
            left, right = line.split(" = ")
            assert right == number(by_hand.table[option.code])
            assert near(eval(plain(left)), by_hand.table[option.code])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_against_every_other_slip_is_so(seed):
    by_hand = ByHand(seed)
    title = {f"{by_hand.sheet.by_key[key].name} in step {int(key[-1]) + 1}": key for key in by_hand.table}
    place = {key: i for i, key in enumerate(by_hand.table)}
    for option in by_hand.fault.options:
        if option.code == by_hand.fault.right:
            continue
        if later := re.fullmatch("with that, (.*) would be the first wrong number", option.note):
            assert place[title[later[1]]] > place[by_hand.first.right]
        elif said := re.fullmatch("with that, (.*) would be (.*), but it is (.*)", option.note):
            key, would, stands = title[said[1]], said[2], said[3]
            assert place[key] <= place[by_hand.first.right]
            assert stands == number(by_hand.table[key])
            assert float(plain(would)) == pytest.approx(by_hand.slip(option.code, key), rel=5e-3, abs=5e-3)
            assert would != stands
        else:
            alone, early = "alone is updated here" in option.note, "made in the first step" in option.note
            assert alone == (option.code == "one_at_a_time" and len(by_hand.names) == 1)
            assert early == (option.code in ("bias_stayed", "stale_prediction"))
            assert not early or by_hand.first.right.endswith("0")


def test_every_slip_occurs_in_every_step_where_it_can():
    seen = Counter()
    for seed in range(1, 401):
        first, fault = sheet(BROKEN_RUN, seed).cells[-2:]
        seen[fault.right, int(first.right[-1])] += 1
    assert set(seen) == {
        (code, step) for code in FAULTS for step in range(code in ("bias_stayed", "stale_prediction"), STEPS)
    }


def test_seed_0_is_the_run_of_the_video_with_the_mean_taken_in_its_second_step():
    by_hand = ByHand(0)
    shown = {key: by_hand.table[key] for key in ("derivative b3 0", "step b3 0", "new b3 0", "derivative b3 1")}
    assert list(shown.values()) == pytest.approx([-15.7, -1.57, 1.57, -6.26 / 3], abs=0.05)
    assert (by_hand.first.right, by_hand.fault.right) == ("derivative b3 1", "mean_for_sum")


@pytest.mark.parametrize(
    ("seed", "first", "fault", "there"),
    [
        (1, "step slope 1", "rate_left_out", -0.9369),
        (2, "predicted 0 2", "bias_stayed", -0.2675),
        (3, "residual 0 0", "sign_of_residual", -4.3),
        (4, "new b3 2", "added", 0.3312),
    ],
)
def test_a_seed_is_the_same_run_for_good(seed, first, fault, there):
    by_hand = ByHand(seed)
    assert (by_hand.first.right, by_hand.fault.right) == (first, fault)
    assert by_hand.table[first] == pytest.approx(there, rel=1e-3)


def test_pointing_at_what_only_follows_hears_that_it_is_right_given_what_stands_before_it():
    exercised = exercise(BROKEN_RUN, 0, EVERYTHING)
    said = Attempt(exercised.sheet, exercised.blanks, {"first": "step b3 1"}).judge("first")
    assert (said.standing, said.codes) == (WRONG, ("right_after_the_slip",))
    assert said.sentence == "Not this: that one is right, given what stands before it: −2.087 × 0.1 = −0.2087."


@pytest.mark.parametrize("seed", range(4))
def test_what_went_wrong_is_asked_once_the_first_wrong_number_is_found_and_costs_no_attempt_before(seed):
    """What is said against a slip names numbers, and so it would tell where to look."""
    whole, last = exercise(BROKEN_RUN, seed, EVERYTHING), exercise(BROKEN_RUN, seed, 1)
    first, fault = whole.sheet.asked
    found, elsewhere = first.right, next(option.code for option in first.options if option.code != first.right)
    for option in fault.options:
        for key in ("", elsewhere):
            said = Attempt(whole.sheet, whole.blanks, {"first": key, "fault": option.code}).judge("fault")
            assert (said.standing, said.codes) == (UNREAD, ())
            assert said.sentence == f"One after the other. First: {first.name}"
        for exercised, texts in ((whole, {"first": found}), (last, {})):  # where it is given it is found
            said = Attempt(exercised.sheet, exercised.blanks, texts | {"fault": option.code}).judge("fault")
            assert said.standing == (RIGHT if option.code == fault.right else WRONG)
