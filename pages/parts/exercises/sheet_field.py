"""The field in which an exercise's sheet is filled in: the browser keeps what is typed, the server judges it."""

from functools import lru_cache, partial
from pathlib import Path

import streamlit as st

from backprop.exercises.judging import Attempt
from backprop.exercises.sheet import Choice
from backprop.written.numerals import counted, number
from pages.parts.browser import scripts
from pages.parts.controls import widgets
from pages.parts.controls.address import arriving, parsed, value_of, write_text
from pages.parts.controls.step_in_address import steps_led
from pages.parts.exercises.cells import cells_of, checked, said_of, shown, untouched
from pages.parts.exercises.drawn import svg_of

HERE = Path(__file__).parent
MARKUP, STYLE = ((HERE / f"sheet.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
MOST_ASKED = 50  # cells that one message may ask to be judged


def key_of(prefix):
    return f"{prefix}_cells"


def forget(prefix):
    """Take what was filled in out of the address: it was of another exercise."""
    write_text(key_of(prefix), "")


def field(prefix, exercise, another=0, onward="Another"):
    """The table, to be filled in by the keyboard alone, its picture beside it, and what is said of what was typed.

    exercise  an Exercise, or a Check
    another   how often another exercise was asked for: each time the first blank gets the focus
    onward    what is offered when all is filled in: it clicks what stands in the container `<prefix>_another`
    """
    parse = partial(cells_of, exercise)
    arriving(key_of(prefix), parse, allowed(exercise))
    cells = value_of(key_of(prefix), parse, untouched(exercise))
    with st.container(key=f"{prefix}_sheet"):
        st.fragment(filled_in)(prefix, exercise, cells, another, onward)


def allowed(exercise):
    """What an address may say of an Exercise's cells, in words."""
    if not exercise.blanks:
        return "left out, as a worked example has no blanks"
    blanks = counted(len(exercise.blanks), "blank")
    before = f"{exercise.mark} and then " if exercise.mark else ""
    return (
        f"{before}what was typed into the {blanks} of this exercise, with ~ between: for each a digit from 0 to 5 and "
        "then its text, or s where the solution was shown"
    )


def filled_in(prefix, exercise, cells, another, onward):
    key = f"{prefix}_exercise"
    of = f"{exercise.name} {steps_led()}"
    asked = widgets.handed_over(key)
    data = {
        "prefix": prefix,
        "of": of,
        "mark": exercise.mark,
        "solves": exercise.solves,
        "another": another,
        "onward": onward,
        "sheet": looks(exercise),
        "cells": standing(exercise, cells),
        "answer": None if asked is None else answer(exercise, of, asked),
    }
    scripts.component("exercise_sheet", "exercise_sheet", MARKUP, STYLE)(
        data=data, key=key, on_judge_change=partial(widgets.hand_over, key)
    )


def answer(exercise, of, asked):
    """What the browser is told of what it asks; None where that is nothing, since anything may come from there."""
    match asked:
        case {"turn": int(turn), "of": str(whose), "cells": str(text), "asks": list(asks)} if whose == of:
            cells = parsed(text, partial(cells_of, exercise), untouched(exercise) if not text else None)
        case _:
            return None
    if cells is None:
        return None
    for ask in asks[:MOST_ASKED]:
        match ask:
            case [int(place), "check"] if 0 <= place < len(cells):
                cells = checked(exercise, cells, place)
            case [int(place), "show"] if 0 <= place < len(cells):
                cells = shown(cells, place)
    return {"turn": turn, "cells": standing(exercise, cells)}


def standing(exercise, cells):
    """How each cell stands, for the browser."""
    return [
        {
            "text": judged.told if cell.shown else cell.text,
            "wrong": cell.wrong,
            "checked": cell.checked,
            "shown": cell.shown,
            "standing": judged.standing if judged else "",
            "sentence": judged.sentence if judged else "",
        }
        for cell, judged in zip(cells, said_of(exercise, cells), strict=True)
    ]


# --- how it looks ----------------------------------------------------------------------------------------------------


def looks(exercise):
    """The sheet as the browser builds it: its table, its questions, and at level 0 each cell's working."""
    sheet, blanks = exercise.sheet, exercise.blanks
    places = {key: place for place, key in enumerate(blanks)}
    pointed = {key: option for key, option in pointed_at(exercise)}
    rows = [
        {"name": row.name, "cells": [cell_looks(sheet, key, places, pointed) if key else None for key in row.cells]}
        for row in sheet.rows
    ]
    questions = [question_looks(cell, places) for cell in sheet.cells if isinstance(cell, Choice)]
    lines = [] if blanks else worked_lines(sheet)
    return {
        "task": sheet.task,
        "heads": list(sheet.heads),
        "rows": rows,
        "questions": questions,
        "lines": lines,
        "pictures": pictures(sheet),
    }


@lru_cache(256)
def pictures(sheet):
    """The pictures beside a Sheet, which is one object for everybody: texts, of some 10 kB each however it is set."""
    return [svg_of(scene) for scene in sheet.scenes]


def pointed_at(exercise):
    """The cells of the table that a question asks to be pointed at: (the cell's key, the question's) each."""
    for key in exercise.blanks:
        cell = exercise.sheet.by_key[key]
        if isinstance(cell, Choice) and cell.points:
            yield from ((option.code, key) for option in cell.options)


def cell_looks(sheet, key, places, pointed):
    cell = sheet.by_key[key]
    return {
        "label": named(cell),
        "shows": list(cell.shows),
        "blank": places.get(key),
        "text": "" if key in places else number(sheet.values[key]),
        "points": [places[pointed[key]], key] if key in pointed else None,
    }


def named(cell):
    """Which cell it is: its column and its row."""
    return f"{cell.name}, {cell.of}" if cell.of else cell.name


def question_looks(cell, places):
    """A Choice; where it is not asked, its answer is told."""
    return {
        "label": named(cell),
        "shows": list(cell.shows),
        "blank": places.get(cell.key),
        "options": [] if cell.points else [[option.code, option.words] for option in cell.options],
        "told": "" if cell.key in places else f"{cell.option(cell.right).words.rstrip('.')}: {cell.why}",
        "words": {option.code: option.words for option in cell.options},
    }


def worked_lines(sheet):
    """Each cell that is worked out, in one line: [the cell's name, its line, what of the picture it shows]."""
    attempt = Attempt(sheet, (), {})
    return [
        [cell.of, attempt.line(cell, sheet.values), list(cell.shows)]
        for cell in sheet.asked
        if not isinstance(cell, Choice)
    ]
