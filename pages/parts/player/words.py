"""The words of a film: texts with a hole for each number that moves, for what changes on the way, for what is asked.

A template is such a text. `Words.at` says what it says at a frame, as drawing.js does in the browser. Whoever writes
one puts a hole into an f-string; what a hole is made of is read here alone.
"""

import re
from typing import NamedTuple

import numpy as np

from backprop.written.numerals import number, signed
from pages.parts.charts.labels import text_width

OPEN, CLOSE = "\ue000", "\ue001"  # round a hole: signs that no text has
# A hole has a place in one of the lists of Words, and a way in which it is filled from there.
HOLE = re.compile(rf"{OPEN}(?P<place>\d+)(?P<way>.?){CLOSE}")
TEXTS, ASKED = "v", "q"  # the ways of a hole that is filled with a text, by the frame or by what has been answered
FINE = 8  # digits that tell two numbers apart which are alike in four
WAYS = {
    "": number,
    "s": signed,
    "c": lambda value: f"{value:,.0f}",
    "f": lambda value: number(value, FINE),
}
END = "end"  # the question that is open until the walk has come to its end
HIDDEN = "?"


class Question(NamedTuple):
    """A text that is not said while one of `kinds` is asked, and the text that stands there instead."""

    kinds: list[str]
    text: str
    instead: str


class Words:
    """What a walk says at each of its frames.

    steps   (F,) the step of each frame
    here    the frame at which the walk begins
    asking  what the learner is asked at each step, the name of a parameter or "ssr"; None where nothing is
    ended   whether what is told at the end of the walk is told from the beginning
    run     a number that another run does not have: what was told of this one stays told
    """

    asking, ended, run = None, False, 0

    def __init__(self, steps, here):
        self.steps, self.here = steps, here
        self.numbers = []  # (F,) each: what is spelled
        self.holes = {}  # the bytes of a number's frames -> its place in `numbers`
        self.texts_by_frame = []  # [(first frame, template)] each: what is another text from some frames on
        self.questions = []  # Questions: what is not said while one of their kinds is asked
        self.widest_of = {}  # hole -> the widest text in it, once somebody has wanted to know

    def say(self, values, way=""):
        """A number that moves, (F,), as a hole in a text; where it never changes, as it is spelled.

        way  "" as `number` writes it, "s" as a factor, in brackets where it is negative, "c" as a count,
             "f" with more digits
        """
        values = np.asarray(values, dtype=float)
        if (values == values[0]).all() or np.isnan(values).all():
            return WAYS[way](values[0])
        place = self.holes.setdefault(values.tobytes(), len(self.numbers))
        if place == len(self.numbers):
            self.numbers.append(values)
        return hole(place, way)

    def texts(self, values):
        """A hole for each column of numbers (F, k)."""
        return [self.say(column) for column in np.transpose(values)]

    def vary(self, texts):
        """A text that is another one from some frames on, {the first frame of each: template}, as a hole."""
        if len(set(texts.values())) == 1:
            return next(iter(texts.values()))
        self.texts_by_frame.append(list(texts.items()))
        return hole(len(self.texts_by_frame) - 1, TEXTS)

    def at_steps(self, texts, otherwise=""):
        """A text for some steps, {step: template}, and one for all others, as a hole."""
        frames = {int(np.flatnonzero(self.steps == step)[0]): text for step, text in texts.items()}
        changes = sorted({0, *frames, *(frame + 1 for frame in frames)} - {len(self.steps)})
        return self.vary({frame: frames.get(frame, otherwise) for frame in changes})

    def where(self, mask, text, otherwise=""):
        """One text at the frames of a mask (F,), and another at all others, as a hole."""
        changes = [0, *(np.flatnonzero(mask[1:] != mask[:-1]) + 1).tolist()]
        return self.vary({frame: text if mask[frame] else otherwise for frame in changes})

    def asked(self, kinds, template, instead=HIDDEN):
        """A text that is not said while one of `kinds` is asked and not answered yet, as a hole."""
        if self.asking is None and END not in kinds:
            return template
        self.questions.append(Question([*kinds], template, instead))
        return hole(len(self.questions) - 1, ASKED)

    def hides(self, kinds):
        """Whether a page that just arrived hides what these kinds ask for."""
        is_last = self.here == len(self.steps) - 1
        return (END in kinds and not (self.ended or is_last)) or (self.asking in kinds and not is_last)

    def at(self, template, frame=None):
        """What a template says at a frame, by default at the one where the walk begins."""
        frame = self.here if frame is None else frame
        return HOLE.sub(lambda found: self.filled(int(found["place"]), found["way"], frame), template)

    def filled(self, place, way, frame):
        """What a hole is filled with at a frame."""
        if way == TEXTS:
            return self.at([text for start, text in self.texts_by_frame[place] if start <= frame][-1], frame)
        if way == ASKED:
            question = self.questions[place]
            return self.at(question.instead if self.hides(question.kinds) else question.text, frame)
        return WAYS[way](self.numbers[place][frame])

    def with_nothing_told(self, template):
        """The same template as long as nothing of what may be asked has been answered."""

        def untold(found):
            return self.questions[int(found["place"])].instead if found["way"] == ASKED else found[0]

        return HOLE.sub(untold, template)

    def widest(self, template):
        """A text as wide as any that a template becomes: each of its holes at its own widest."""
        return HOLE.sub(self.widest_in, template) if OPEN in template else template

    def widest_in(self, found):
        """The widest text that a hole is filled with."""
        if found[0] not in self.widest_of:
            place, way = int(found["place"]), found["way"]
            texts = map(WAYS[way], self.numbers[place].tolist()) if way in WAYS else self.within(place, way)
            self.widest_of[found[0]] = max(map(self.widest, texts), key=wide)
        return self.widest_of[found[0]]

    def within(self, place, way):
        """The templates that a hole may stand for; none where it is a number."""
        if way == ASKED:
            return self.questions[place].text, self.questions[place].instead
        return [text for _, text in self.texts_by_frame[place]] if way == TEXTS else []


def hole(place, way):
    return f"{OPEN}{place}{way}{CLOSE}"


def wide(text):
    return text_width(text, 1)
