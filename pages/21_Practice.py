"""Practice: work it out yourself, with a pencil or a calculator, and be told where it went wrong."""

import streamlit as st

from backprop.exercises.chance import Chance
from backprop.exercises.exercise import sheet
from backprop.exercises.judging import Attempt
from pages.parts import shell
from pages.parts.controls import try_next
from pages.parts.exercises import progress, sheet_field
from pages.parts.practice import paper, questions, strip

PREFIX = "practice"
shell.guard()
shell.heading(__file__)
st.markdown(
    "Pen, paper and a calculator are all you need. On the screen you type into the blank cells, and **Enter checks a "
    "number and goes on to the next**: a wrong one hears which slip it is, and what you work out from it still counts "
    "as right. On paper you print what you like, each form with other numbers, and the key to it."
)
part = shell.part(__file__, PREFIX)
if part == "Work it out":
    exercise = strip.chosen_exercise(PREFIX)
    sheet_field.field(PREFIX, exercise, strip.times_another())
    code = Attempt.judge, Attempt.means, Attempt.found
elif part == "What you have done":
    progress.whole()
    code = ()
else:
    paper.on_paper(PREFIX)
    code = sheet, Chance

try_next.try_next(PREFIX, questions.PRACTICE, part)
if code:
    shell.code_that_ran(*code)
shell.footing(__file__)
