"""From the characters of a typed text to its words: numbers, names and signs, or one sentence that says what is wrong.

What cannot be read is refused, and every refusal points at its place in the text.
"""

import keyword
import re
import unicodedata
from dataclasses import dataclass

from backprop.graphs.operations import FUNCTIONS

MOST_IN_A_NAME, MOST_BRACKETS = 20, 40
QUOTED = 40  # characters of the text that a sentence repeats
POINTED = 60  # characters either side of the place that `pointer` shows


class Refused(ValueError):
    """Why a text or its graph cannot be computed: one sentence, which ends with the place in the text.

    start, end  the place, in characters of the text
    """

    def __init__(self, sentence, text, start, end):
        self.text, self.start, self.end = text, start, max(end, start + 1)
        here = text[start:end].strip()
        here = here if len(here) <= QUOTED else here[: QUOTED - 1] + "…"
        where = f"at character {start + 1}" if start < len(text) else "at the end"
        super().__init__(f"{sentence} ({where}{f': {printable(here)}' if here else ''}).")

    @property
    def pointer(self):
        """The line of the text in which the place is, cut where it is long, and below it a row of ^ under the place."""
        first = self.text.rfind("\n", 0, self.start) + 1
        line = self.text[first:].split("\n", 1)[0]
        left = max(0, self.start - first - POINTED)
        shown = line[left : self.start - first + POINTED]
        at = self.start - first - left
        marks = max(1, min(self.end - self.start, len(shown) - at))
        return f"{printable(shown)}\n{' ' * at}{'^' * marks}"


def printable(text):
    """The text with every character that cannot be printed as a ?."""
    return "".join(each if each.isprintable() else "?" for each in text)


WORD = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z]\w*)|(?P<sign>[-+*/]=|\*\*|[-+*/(),=−–×·⋅÷^²³])"
    r"|(?P<end>[;\n])|(?P<space>[ \t\r]+)",
    re.ASCII,
)
AS_PYTHON = {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "^": "**", "²": "** 2", "³": "** 3"}


@dataclass(frozen=True)
class Word:
    """A number, a name or a sign of the text, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def ends_a_value(self):
        return self.kind in ("number", "name") or self.text in (")", "²", "³")

    @property
    def begins_a_value(self):
        return self.kind in ("number", "name") or self.text == "("


def parts(text):
    """The Words of each part of the text, between one ; or line end and the next; empty parts are left out.

    Raises Refused for a sign that cannot be read, brackets that do not match, and Words that cannot stand together.
    """
    words, open_brackets, at = [], [], 0
    ended = text + "\n"  # the text's own end ends a part too
    while at < len(ended):
        found = WORD.match(ended, at)
        if found is None:
            name = unicodedata.name(text[at], "a character without a name")
            said = (
                f"{printable(text[at])}, {name}, cannot be read here: there are only letters a to z, digits and signs"
            )
            raise Refused(said, text, at, at + 1)
        word = Word(found.lastgroup, found.group(), at, found.end())
        at = word.end
        if word.kind == "space":
            continue
        if word.kind == "end":
            if open_brackets:
                raise Refused("This bracket is never closed", text, open_brackets[-1], open_brackets[-1] + 1)
            if words:
                yield words
            words = []
            continue
        check(text, words[-1] if words else None, word)
        if word.text == "(":
            open_brackets.append(word.start)
            if len(open_brackets) > MOST_BRACKETS:
                raise Refused(f"More than {MOST_BRACKETS} brackets are open here", text, word.start, word.end)
        elif word.text == ")":
            if not open_brackets:
                raise Refused("This bracket was never opened", text, word.start, word.end)
            open_brackets.pop()
        words.append(word)


def check(text, before, word):
    """Refuse a Word that cannot stand here behind another (or None), whatever comes after it: raises Refused."""
    if word.kind == "name":
        if keyword.iskeyword(word.text):
            raise Refused("This is a word of a programming language, not a name", text, word.start, word.end)
        if len(word.text) > MOST_IN_A_NAME:
            raise Refused(f"A name has at most {MOST_IN_A_NAME} characters", text, word.start, word.end)
    if before is None or not before.ends_a_value:
        return
    if word.text in ("²", "³") and before.text in ("²", "³"):  # x²³ is x to the 23rd on paper, and not (x)**2**3
        said = "A power of more than one digit needs its **, as in x**12"
        raise Refused(said, text, before.start, word.end)
    is_call = word.text == "(" and before.kind == "name"
    if is_call and before.text not in FUNCTIONS:
        said = f"{before.text} is no function here; there are {', '.join(FUNCTIONS)}, and a product needs its *"
        raise Refused(said, text, before.start, word.end)
    if word.begins_a_value and not is_call:
        raise Refused("A sign is missing between these two; a product needs its *", text, before.start, word.end)
