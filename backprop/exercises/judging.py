"""What is said of a number that a learner has worked out: right, right from its own numbers, or which slip it is.

Explained at once, told last: the first wrong answer hears its slip, the second a smaller question that leads on, the
third sees the cell worked out. A number that is wrong only because an earlier one is counts as right.
"""

import math
from dataclasses import dataclass

from backprop.exercises.formula import Known, Slip, settled, worked
from backprop.exercises.reading import Filled, stands_for
from backprop.exercises.sheet import Choice
from backprop.written.numerals import number
from backprop.written.typed import precision, quotation, typed_number

TRIES = 3  # the last of which is told the solution
SLACK = 0.01  # of what is right: how far rounding on the way may lead from a slip's number, at most
MOST_NAMED = 3  # slips that may have led to a number; where there are more, the way itself is told
RIGHT, CARRIED, WRONG, UNREAD, TOLD = "right", "carried", "wrong", "unread", "told"

# What is seen in a number without knowing the way to it: what is right, made wrong, and the Slip. They are looked for
# only where no slip on the way explains the number.
NOWHERE = Known(math.nan)
POINT = Slip(
    "decimal_point",
    "the right number but for its decimal point",
    "About how large must it be? Work it out roughly first.",
    NOWHERE,
)
TURNED = Slip("sign_turned", "the right number but for its sign", "Which of the numbers are negative?", NOWHERE)
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


class Attempt(Filled):
    """What is said of a Sheet as a learner has filled it in."""

    # --- one cell ----------------------------------------------------------------------------------------------------

    def judge(self, key, wrong=0):
        """What is said of a cell that the learner has filled in: a Judged.

        wrong  how many wrong answers it has had before
        """
        cell = self.sheet.by_key[key]
        if isinstance(cell, Choice):
            return self.judge_choice(cell, self.typed.get(key, ""), wrong)
        text = self.reading(cell)
        if not text.strip():
            return Judged(UNREAD, "Nothing is there yet: type a number, such as −0.5 or 1/3.")
        try:
            self.number_in(text)
        except ValueError as refused:
            return Judged(UNREAD, f"{quotation(text)} {refused}: a number, such as −0.5 or 1/3, is wanted.")
        right = self.sheet.values[key]
        if not math.isfinite(right):
            return self.tell(key, "No number can be typed for it: ")
        mine = [used for used in cell.formula.uses if self.own[used]]
        if self.follows(cell, text, self.sheet.values, self.right_within):
            if mine:  # the line would tell the solution of another cell
                also = "also" if self.follows(cell, text, self.numbers, self.within) else "though not"
                return Judged(RIGHT, f"Yes, {cell.name} is right, {also} from your own {self.shown(mine)}.")
            return Judged(RIGHT, f"Yes: {self.line(cell, self.sheet.values)}.")
        value, spread = self.worked_out(cell, self.numbers, self.within)
        if self.follows(cell, text, self.numbers, self.within):
            if not mine:
                return Judged(RIGHT, f"Yes: {self.line(cell, self.numbers)}.")
            return Judged(CARRIED, f"Right, from your own {self.shown(mine)}: {self.line(cell, self.numbers)}.")
        slips = self.found(cell, text, value, spread)
        if slips in ([], [ROUNDED]) and any(is_near(text, each) for each in (right, value)):
            return Judged(UNREAD, "Near. Give one digit more: two or more are wanted.")
        if wrong + 1 >= TRIES:
            return self.tell(key, "Here is how. ")
        codes = tuple(dict.fromkeys(slip.code for slip in slips))
        if wrong:
            return Judged(WRONG, self.leading_on(cell, slips), codes)
        return Judged(WRONG, self.named(cell, slips), codes)

    def found(self, cell, text, value, spread):
        """The Slips that give what was typed: the very number, or, where none does, what is it to the digits typed."""
        typed, (digits, unit) = typed_number(text), precision(text)
        wrong = [(result, slip) for result, slip in self.wrong_ways(cell) if result != value]
        exact = [slip for result, slip in wrong if abs(typed - result) <= 1e-9 * abs(result)]
        spread = min(spread, SLACK * abs(value))  # else one slip is taken for another where a sum nearly cancels
        near = exact or [slip for result, slip in wrong if stands_for(typed, digits, unit, result, spread)]
        near = near or [slip for wrong, slip in SIGHTED if self.means(text, wrong(value), spread)]
        if not near and typed * value > 0 and abs(typed - value) <= 0.01 * abs(value):
            near = [ROUNDED]
        return list({slip.said: slip for slip in near}.values())

    # --- what is said ------------------------------------------------------------------------------------------------

    def named(self, cell, slips):
        """What a first wrong answer hears: which slip, and not the answer."""
        if not cell.formula.parts and not slips:
            return "Not this. It needs no working out: which of the numbers here is it?"
        worded = cell.formula.worded
        way = worded if worded != cell.name else f"{cell.formula.written(self.numbers)} here"
        if 0 < len(slips) <= MOST_NAMED:
            said = ", or ".join("what comes out " * slip.said.startswith("with") + slip.said for slip in slips)
            return f"Not this: that is {'either ' * (len(slips) > 1)}{said}."
        return f"Not this{': several slips lead there' * bool(slips)}. {cell.name} is {way}."

    def leading_on(self, cell, slips):
        """What a second wrong answer hears: what to look at, and a smaller question that leads on."""
        look = f"Not this either. {slips[0].look} " if slips and cell.formula.parts else "Not this either. "
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
            return Judged(TOLD, f"It is “{right.words.rstrip('.')}”: {cell.why}", told=cell.right)
        at, mine = self.numbers, [used for used in cell.formula.uses if self.own[used]]
        if mine:  # what is told is right, whatever stands before it
            own = number(settled(worked(cell.formula, at)))
            before, at = f"{before}From your own {self.shown(mine)} it would be {own}. Rightly, ", self.sheet.values
        told = number(settled(worked(cell.formula, at)))
        return Judged(TOLD, f"{before}{self.line(cell, at)}.", told=told)

    def line(self, cell, at):
        """A cell's working in one line: Residual = Observed − Predicted = 1 − (−1.6) = 2.6."""
        result = number(settled(worked(cell.formula, at)))
        steps = [cell.name, cell.formula.worded, cell.formula.written(at), result]
        return " = ".join(step for place, step in enumerate(steps) if place == 0 or step != steps[place - 1])

    def shown(self, keys):
        """The numbers of some cells as they stand before the learner."""
        return " and ".join(dict.fromkeys(map(self.shown_one, keys)))

    def shown_one(self, key):
        try:
            typed_number(self.typed.get(key, ""))
        except ValueError:
            return number(self.numbers[key])
        return self.typed[key].strip().replace("-", "−")

    def judge_choice(self, cell, text, wrong):
        chosen = cell.option(text)
        if chosen is None:
            return Judged(UNREAD, f"{quotation(text)} is none of the answers: choose one of them.")
        if cell.after in self.blanks and self.typed.get(cell.after) != self.sheet.by_key[cell.after].right:
            return Judged(UNREAD, f"One after the other. First: {self.sheet.by_key[cell.after].name}")
        if text == cell.right:
            return Judged(RIGHT, f"Yes: {cell.why}")
        if wrong + 1 >= TRIES:
            return self.tell(cell.key)
        said = f"Not this either: {chosen.note}. {cell.look}" if wrong else f"Not this: {chosen.note}."
        return Judged(WRONG, said, (chosen.slip,))


def is_near(text, value):
    """Whether a text of one digit is what a value is rounded to, where that says something and more digits say more."""
    typed, (digits, unit) = typed_number(text), precision(text)
    return digits == 1 and unit <= abs(value) and abs(typed - value) <= 0.5 * unit * (1 + 1e-9)
