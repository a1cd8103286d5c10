"""What is said of a number that a learner has worked out: right, right from its own numbers, or which slip it is.

Explained at once, told last: the first wrong answer hears its slip, the second a smaller question that leads on, the
third sees the cell worked out. A number that is wrong only because an earlier one is counts as right.
"""

import math
from dataclasses import dataclass

from backprop.exercises.formula import Known, Opened, Slip, settled, worked
from backprop.exercises.sheet import Choice, Number, opened, shown_within
from backprop.written.numerals import number, rounded
from backprop.written.typed import precision, quotation, typed_number

TRIES = 3  # the last of which is told the solution
MOST_NAMED = 3  # slips that may have led to a number; where there are more, a digit more is asked for
FARTHEST = 2  # how many empty cells back it is asked what went wrong; who notes nothing down goes no farther
RIGHT, CARRIED, WRONG, UNREAD, TOLD = "right", "carried", "wrong", "unread", "told"

# What is seen in a number without knowing the way to it: what is right, made wrong, and the Slip. They are looked for
# only where no slip on the way explains the number.
NOWHERE = Known(math.nan)
DIGITS = "the right digits, with the decimal point in another place"
POINT = Slip("decimal_point", DIGITS, "About how large must it be? Work it out roughly first.", NOWHERE)
TURNED = Slip("sign_turned", "the right size, with the wrong sign", "Which of the numbers are negative?", NOWHERE)
SIGHTED = ((lambda right: -right, TURNED), (lambda right: 10 * right, POINT), (lambda right: right / 10, POINT))
EARLY = "Keep four digits or more on the way, and round at the end."
ROUNDED = Slip("rounded_on_the_way", "near, but rounded too much on the way", EARLY, NOWHERE)


@dataclass(frozen=True)
class Judged:
    """What became of one cell.

    standing  RIGHT; CARRIED: right from the learner's own, wrong number; WRONG; UNREAD: no answer, which costs no
              attempt; TOLD: the solution, and no answer
    sentence  what is said of it
    codes     the codes of the slips that are named
    told      what is to stand in the cell where the solution is told, else ""
    """

    standing: str
    sentence: str
    codes: tuple[str, ...] = ()
    told: str = ""

    @property
    def is_right(self):
        return self.standing in (RIGHT, CARRIED)


class Attempt:
    """A Sheet as a learner has filled it in.

    sheet   the Sheet
    blanks  the keys of the cells that were left to the learner
    typed   {key: text} of those that have been filled in, as they were typed
    """

    def __init__(self, sheet, blanks, typed):
        self.sheet, self.blanks, self.typed = sheet, frozenset(blanks), typed
        self.numbers, self.within, self.own, self.right_within, self.ways = {}, {}, {}, {}, {}
        for cell in sheet.cells:
            if not isinstance(cell, Choice):
                self.place(cell)

    def place(self, cell):
        """Take a cell's number as it stands before the learner: with how far it may be off, and whether it is off."""
        key, right = cell.key, self.sheet.values[cell.key]
        text = self.typed.get(key, "") if key in self.blanks else ""
        self.own[key] = False
        if key not in self.blanks:
            self.numbers[key], self.within[key] = right, shown_within(right)
            self.right_within[key] = self.within[key]
            return
        own, spread = self.worked_out(cell, self.numbers, self.within)
        _, self.right_within[key] = self.worked_out(cell, self.sheet.values, self.right_within)
        self.right_within[key] += shown_within(right)
        try:
            value, unit = typed_number(text), precision(text)[1]
        except ValueError:  # nothing there yet, or no number: what comes after goes on with what it should be
            self.numbers[key], self.within[key] = own, spread + shown_within(own)
            self.own[key] = any(self.own[used] for used in cell.formula.uses)
            return
        self.numbers[key], self.within[key] = value, 0.5 * unit
        self.own[key] = not self.means(text, right, self.worked_out(cell, self.sheet.values, self.right_within)[1])

    def worked_out(self, cell, at, within=None):
        """A Number's value from the numbers `at`, and how far it may be off if each of them is by its `within`.

        At the least each is by a computer's own rounding, to which 0.3 − 3 × 0.1 is not quite 0.
        """
        value, spread = worked(cell.formula, at), 0.0
        for key in cell.formula.uses:
            by = max(within[key] if within else 0.0, 1e-14 * abs(at[key]))
            spread += abs(worked(cell.formula, Moved(at, key, by)) - value)
        return value, spread if math.isfinite(spread) else 0.0

    @staticmethod
    def means(text, value, within):
        """Whether a typed text is this value, exactly or rounded to its digits, two or more; `within`: or so near."""
        return stands_for(typed_number(text), *precision(text), value, within)

    # --- one cell ----------------------------------------------------------------------------------------------------

    def judge(self, key, wrong=0):
        """What is said of a cell that the learner has filled in: a Judged.

        wrong  how many wrong answers it has had before
        """
        cell, text = self.sheet.by_key[key], self.typed.get(key, "")
        if isinstance(cell, Choice):
            return self.judge_choice(cell, text, wrong)
        if not text.strip():
            return Judged(UNREAD, "Nothing is there yet: type a number, such as −0.5 or 1/3.")
        try:
            typed = typed_number(text)
        except ValueError as refused:
            return Judged(UNREAD, f"{quotation(text)} {refused}: a number, such as −0.5 or 1/3, is wanted.")
        right = self.sheet.values[key]
        if not math.isfinite(right):
            return self.tell(key, "No number can be typed for it: ")
        if self.follows(cell, text, self.sheet.values, self.right_within):
            return Judged(RIGHT, f"Yes: {self.line(cell, self.sheet.values)}.")
        value, spread = self.worked_out(cell, self.numbers, self.within)
        mine = [used for used in cell.formula.uses if self.own[used]]
        if self.follows(cell, text, self.numbers, self.within):
            if not mine:
                return Judged(RIGHT, f"Yes: {self.line(cell, self.numbers)}.")
            of = self.sheet.by_key[mine[0]]
            return Judged(CARRIED, f"Right, from your own {self.shown(of.key)}: {self.line(cell, self.numbers)}.")
        digits, unit = precision(text)
        if digits == 1 and min(abs(typed - right), abs(typed - value)) <= 0.5 * unit * (1 + 1e-9):
            return Judged(UNREAD, "Near. Give one digit more: two or more are wanted.")
        if wrong + 1 >= TRIES:
            return self.tell(key, "Here is how. ")
        slips = self.found(cell, text, value, spread)
        codes = tuple(dict.fromkeys(slip.code for slip in slips))
        if wrong:
            return Judged(WRONG, self.leading_on(cell, slips), codes)
        return Judged(WRONG, self.named(cell, slips), codes)

    def follows(self, cell, text, at, within):
        """Whether a text is a Number's value from the numbers `at`, or as near to it as rounding on the way may lead.

        What only may be, and is a slip's number so well that it is ten times as near to it, is that slip.
        """
        value, spread = self.worked_out(cell, at, within)
        if self.means(text, value, self.worked_out(cell, at)[1]):
            return True
        if not self.means(text, value, spread):
            return False
        if any(self.means(text, shown, 0.0) for shown in self.from_shown(cell)):
            return True
        typed = typed_number(text)
        near = [result for result, _ in self.wrong_ways(cell) if 10 * abs(typed - result) <= abs(typed - value)]
        return not any(self.means(text, result, 0.0) for result in near)

    def from_shown(self, cell):
        """A Number's value from the numbers as they are shown; the empty ones on its way rounded as well, or not."""
        for kept in (float, rounded):
            at = {}
            for before in self.sheet.cells[: self.sheet.cells.index(cell)]:
                if self.is_empty(before):
                    at[before.key] = kept(worked(before.formula, at))
                elif before.key in self.numbers:
                    is_typed = before.key in self.blanks
                    at[before.key] = self.numbers[before.key] if is_typed else rounded(self.numbers[before.key])
            yield worked(cell.formula, at)

    def found(self, cell, text, value, spread):
        """The Slips that give what was typed: the very number, or, where none does, what is it to the digits typed."""
        typed, (digits, unit) = typed_number(text), precision(text)
        wrong = [(result, slip) for result, slip in self.wrong_ways(cell) if result != value]
        exact = [slip for result, slip in wrong if abs(typed - result) <= 1e-9 * abs(result)]
        near = exact or [slip for result, slip in wrong if stands_for(typed, digits, unit, result, spread)]
        near = near or [slip for wrong, slip in SIGHTED if self.means(text, wrong(value), spread)]
        if not near and typed * value > 0 and abs(typed - value) <= 0.01 * abs(value):
            near = [ROUNDED]
        return list({slip.said: slip for slip in near}.values())

    def wrong_ways(self, cell):
        """All Slips on the way to a Number with what they give at the learner's numbers, [(float, Slip)].

        What the learner has left empty on the way is on the way, too.
        """
        if cell.key not in self.ways:
            empty = self.longer_way(cell)
            slips = self.sheet.slips(cell, self.numbers, empty)
            results = [(worked(slip.formula, self.numbers), slip) for slip in slips]
            self.ways[cell.key] = [(result, slip) for result, slip in results if math.isfinite(result)]
        return self.ways[cell.key]

    def longer_way(self, cell):
        """The empty cells on the way to this one, with what can go wrong there, {key: Opened}; not those far back."""
        sheet, far = self.sheet, dict.fromkeys(cell.formula.uses, 1)
        empty = [before for before in sheet.cells[: sheet.cells.index(cell)] if self.is_empty(before)]
        for before in empty[::-1]:
            for key in before.formula.uses if far.get(before.key, FARTHEST) < FARTHEST else ():
                far[key] = min(far.get(key, FARTHEST), far[before.key] + 1)
        ways = {}
        for before in empty:
            if before.key in far:
                wrong = tuple(opened(before.slips, ways))
                ways[before.key] = Opened(before.key, before.name, wrong, (before.formula.with_cells(ways),))
        return ways

    def is_empty(self, cell):
        """Whether a cell is a Number that the learner has still to fill in."""
        return isinstance(cell, Number) and cell.key in self.blanks and not self.typed.get(cell.key, "").strip()

    # --- what is said ------------------------------------------------------------------------------------------------

    def named(self, cell, slips):
        """What a first wrong answer hears: which slip, and not the answer."""
        worded = cell.formula.worded
        way = worded if worded != cell.name else f"{cell.formula.written(self.numbers)} here"
        if 0 < len(slips) <= MOST_NAMED:
            said = ", or ".join("what comes out " * slip.said.startswith("with") + slip.said for slip in slips)
            return f"Not this: that is {'either ' * (len(slips) > 1)}{said}."
        return f"Not this{': several slips lead there' * bool(slips)}. {cell.name} is {way}."

    def leading_on(self, cell, slips):
        """What a second wrong answer hears: what to look at, and a smaller question that leads on."""
        look = f"{slips[0].look} " if slips else ""
        first = self.first_open(cell)
        question = self.asks(first)
        if first is cell:
            return f"{look}{question[0].upper()}{question[1:]}"
        return f"{look}First {first.name}{' of ' * bool(first.of)}{first.of}: {question}"

    def first_open(self, cell):
        """The first of the cells on the way to a Number that is still empty; itself where none is."""
        for used in cell.formula.uses:
            if self.is_empty(self.sheet.by_key[used]):
                return self.first_open(self.sheet.by_key[used])
        return cell

    def asks(self, cell):
        """The smaller question on the way to a Number; where its whole way is so short, that."""
        if not cell.formula.parts:
            return f"which of the numbers here is {cell.formula.worded}?"
        return f"how much is {cell.formula.smaller(self.numbers)}?"

    def tell(self, key, before=""):
        """A cell worked out, for a learner who wants to be told: a Judged that is no answer."""
        cell = self.sheet.by_key[key]
        if isinstance(cell, Choice):
            right = cell.option(cell.right)
            return Judged(TOLD, f"{before}It is “{right.words}”: {cell.why}", told=cell.right)
        told = number(settled(worked(cell.formula, self.numbers)))
        return Judged(TOLD, f"{before}{self.line(cell, self.numbers)}.", told=told)

    def line(self, cell, at):
        """A cell's working in one line: Residual = Observed − Predicted = 1 − (−1.6) = 2.6."""
        result = number(settled(worked(cell.formula, at)))
        steps = [cell.name, cell.formula.worded, cell.formula.written(at), result]
        return " = ".join(step for place, step in enumerate(steps) if place == 0 or step != steps[place - 1])

    def shown(self, key):
        """A cell's number as it stands before the learner."""
        return self.typed[key].strip() if self.typed.get(key, "").strip() else number(self.numbers[key])

    def judge_choice(self, cell, text, wrong):
        chosen = cell.option(text)
        if chosen is None:
            return Judged(UNREAD, f"{quotation(text)} is none of the answers: choose one of them.")
        if text == cell.right:
            return Judged(RIGHT, f"Yes: {cell.why}")
        if wrong + 1 >= TRIES:
            return self.tell(cell.key, "Here is how. ")
        said = cell.look if wrong else f"Not this: {chosen.note}."
        return Judged(WRONG, said, (chosen.slip,))


def stands_for(typed, digits, unit, value, within):
    """Whether a number typed with so many digits, the last of which counts `unit`, is this value, or so near."""
    away = abs(typed - value)
    if not math.isfinite(away):
        return False
    if digits == 1:
        return away <= max(1e-12 * abs(value), shown_within(value))  # 5.0004 is shown as 5
    if away <= max(1e-12 * abs(value), within):
        return True
    if unit == 0:
        return away <= 5e-4 * abs(value) + within
    return digits >= 2 and away <= (0.5 * unit + within) * (1 + 1e-9)


class Moved:
    """Numbers, one of which is moved a little."""

    def __init__(self, at, key, by):
        self.at, self.key, self.by = at, key, by

    def __getitem__(self, key):
        return self.at[key] + self.by if key == self.key else self.at[key]
