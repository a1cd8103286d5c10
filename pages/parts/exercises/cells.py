"""What a learner has filled in, cell by cell, as an address keeps it, and what is to be said of each cell."""

from dataclasses import dataclass, replace

from backprop.exercises.judging import TOLD, WRONG, Attempt
from backprop.exercises.sheet import Choice

LONGEST = 80  # characters in a cell
BETWEEN, SHOWN = "~", "s"
ESCAPED = {"%": "%25", BETWEEN: "%7E"}
CODES = "012345"


@dataclass(frozen=True)
class FilledCell:
    """What has been done with one blank cell.

    text     what stands in it, as it was typed; of a Choice the code of an Option; "" where nothing does
    wrong    how many wrong answers it has had, 0 to 2: the third is shown the solution
    checked  whether what stands there now has been judged
    shown    whether it holds the solution, because that was asked for or all attempts were used
    """

    text: str = ""
    wrong: int = 0
    checked: bool = False
    shown: bool = False


def address_of(cells):
    """Filled cells as an address keeps them: "41~02.6~~s". For each a digit, then its text, with ~ between.

    The digit is how many wrong answers there were, and 3 more where what stands there has been judged. Nothing stands
    for an untouched cell, s for one whose solution was shown.
    """
    return BETWEEN.join(map(text_of, cells)).rstrip(BETWEEN)


def text_of(cell):
    if cell.shown:
        return SHOWN
    if not cell.text and not cell.wrong:
        return ""
    text = cell.text
    for sign, escape in ESCAPED.items():
        text = text.replace(sign, escape)
    return f"{cell.wrong + 3 * cell.checked}{text}"


def cells_of(exercise, text):
    """The FilledCells that an address says, one for each blank of the Exercise or Check. ValueError: it says none."""
    said = text.removeprefix(exercise.mark)
    parts = said.split(BETWEEN, len(exercise.blanks))
    if not said or not text.startswith(exercise.mark) or len(parts) > len(exercise.blanks):
        raise ValueError(f"{text!r} is not what {len(exercise.blanks)} cells hold")
    found = [filled(exercise.sheet.by_key[key], part) for key, part in zip(exercise.blanks, parts, strict=False)]
    return (*found, *untouched(exercise)[len(found) :])


def untouched(exercise):
    return (FilledCell(),) * len(exercise.blanks)


def filled(cell, part):
    if part in ("", SHOWN):
        return FilledCell(shown=part == SHOWN)
    if part[0] not in CODES:
        raise ValueError(f"{part!r} is not what a cell holds")
    text = part[1:]
    for sign, escape in reversed(ESCAPED.items()):
        text = text.replace(escape, sign)
    checked, wrong = divmod(CODES.index(part[0]), 3)
    can_be_chosen = not isinstance(cell, Choice) or not text or cell.option(text) is not None
    if len(text) > LONGEST or not can_be_chosen or (checked and not text.strip()):
        raise ValueError(f"{part!r} is not what a cell holds")
    return FilledCell(text, wrong, bool(checked))


# --- what is said of them --------------------------------------------------------------------------------------------


def attempt_of(exercise, cells):
    """The Attempt that the cells are: those that were shown hold what is told of them, worked out from the others."""
    typed = {}
    for key, cell in zip(exercise.blanks, cells, strict=True):
        if cell.shown:
            typed[key] = Attempt(exercise.sheet, exercise.blanks, typed).tell(key).told
        elif cell.text.strip():
            typed[key] = cell.text
    return Attempt(exercise.sheet, exercise.blanks, typed)


def said_of(exercise, cells):
    """What is said of each cell now, a Judged; None of one that has not been judged.

    An earlier cell that has changed may turn "right, from your own" into wrong, or the other way; that is no answer,
    and costs no attempt.
    """
    attempt, said = attempt_of(exercise, cells), []
    for key, cell in zip(exercise.blanks, cells, strict=True):
        if cell.shown:
            said.append(attempt.tell(key, "Here is how. "))
        else:
            said.append(attempt.judge(key, max(cell.wrong - 1, 0)) if cell.checked else None)
    return said


def checked(exercise, cells, place):
    """The cells after the one at this place was judged. What has been judged before, or holds nothing, is no answer."""
    cell = cells[place]
    if cell.shown or cell.checked or not cell.text.strip():
        return cells
    standing = attempt_of(exercise, cells).judge(exercise.blanks[place], cell.wrong).standing
    if standing == TOLD:
        return shown(cells, place)
    return with_cell(cells, place, replace(cell, checked=True, wrong=cell.wrong + (standing == WRONG)))


def shown(cells, place):
    """The cells after the solution of the one at this place was asked for."""
    return with_cell(cells, place, FilledCell(shown=True))


def with_cell(cells, place, cell):
    return (*cells[:place], cell, *cells[place + 1 :])
