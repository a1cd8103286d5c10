"""Many numbers at once, as they are pasted: from a table, from a flat row, or from a list of Python's or NumPy's.

Between them stand spaces, tabs, line ends, semicolons or commas, and brackets round them. A comma between two digits is
a decimal sign only where just that gives as many numbers as are wanted: what could be read in two ways is refused.
"""

import re

from backprop.written.numerals import counted
from pages.parts.controls.number_field import quoted

LONGEST = 200_000  # characters
CALLS = re.compile(r"\b(?:\w+\.)?(?:array|tensor|matrix|asarray|Matrix)\s*\(")  # np.array( … )
OPTIONS = re.compile(r",\s*(?:dtype|requires_grad|device|grad_fn)\s*=[^,)]*")
BRACKETS = str.maketrans("[](){}|;", " " * 8)
A_SEPARATOR = re.compile(r"(?:^|(?<=\s))\s*,|,(?=\s|$|[-+−])")  # a comma with nothing, or a sign, on one side


def numbers_of(text, wanted, takes):
    """The numbers in a text, (wanted,) floats.

    wanted  how many there must be
    takes   the Range in which each must lie

    Raises ValueError, half a sentence as Markdown that quotes what is wrong: "`x` is not a number".
    """
    if len(text) > LONGEST:
        raise ValueError(f"{quoted(text)} is too long")
    plain = OPTIONS.sub(" ", CALLS.sub(" ", text))
    words = A_SEPARATOR.sub(" ", plain.translate(BRACKETS)).split()
    if not words:
        raise ValueError(f"{quoted(text)} holds no number" if text.strip() else "Nothing was typed")
    apart = " ".join(words).replace(",", " ").split()
    counts = [len(words)]
    if len(words) != len(apart):  # commas between digits
        listed = "." in plain or re.search(r"[\[(]", plain) or any(word.count(",") > 1 for word in words)
        readings = [apart] if listed else [words, apart]
        counts = [len(each) for each in readings]
        words = next((each for each in readings if len(each) == wanted), apart)
    if wanted in counts:
        return tuple(one_number(word, takes) for word in words)
    for word in words:
        one_number(word, takes)  # what is no number at all is said first
    *others, last = counts
    said = f"{others[0]} or {last} numbers" if others else counted(last, "number")
    raise ValueError(f"{quoted(' '.join(text.split()))} is {said}")


def one_number(word, takes):
    try:
        return takes.read(word)
    except ValueError as wrong:
        raise ValueError(f"{quoted(word)} {wrong}") from None


def lines_of(values, lengths, spell):
    """Numbers as a table in text: so many in each line, a line of 0 being an empty one."""
    rest, lines = list(map(spell, values)), []
    for length in lengths:
        lines.append(" ".join(rest[:length]))
        rest = rest[length:]
    return "\n".join(lines)
