"""Worksheets: exercises to print, in as many forms as there are learners, and the key to them; each file is whole."""

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from backprop.exercises.exercise import LEVELS, exercise
from backprop.exercises.judging import Attempt
from backprop.exercises.sheet import Choice, Kind
from backprop.written.numerals import number
from pages.parts.exercises.drawn import svg_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ADDRESS_IN_XML = ' xmlns="http://www.w3.org/2000/svg"'  # only a picture that stands alone needs it


@dataclass(frozen=True)
class Worksheets:
    """A set of exercises in several forms: the form at `place`, from 0, has of every kind the seed `seed` + place.

    kinds  Kinds
    level  0 … 3, how much is left blank
    seed   of form A
    forms  how many there are
    query  what an address of the page says to bring these: {key: text}
    """

    kinds: tuple[Kind, ...]
    level: int
    seed: int
    forms: int
    query: dict

    def exercises(self, place):
        """The Exercises of a form."""
        return [exercise(kind, self.seed + place, self.level) for kind in self.kinds]


def letter(place):
    """What a form is called, from 0: A, B … Z, AA, AB …"""
    before, last = divmod(place, len(LETTERS))
    return (letter(before - 1) if before else "") + LETTERS[last]


def written(worksheets, is_key=False):
    """The forms as one file of HTML, which needs no other; the key has the answers in their places, and how they come
    about."""
    title = f"{'Key to the worksheets' if is_key else 'Worksheets'}, {through(worksheets.forms)}"
    forms = "".join(form_written(worksheets, place, is_key) for place in range(worksheets.forms))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style()}</style></head>'
        f'<body class="paper">{forms}</body></html>\n'
    )


def through(forms):
    """Which forms there are, in words."""
    return "Form A" if forms == 1 else f"Forms A {'and' if forms == 2 else 'to'} {letter(forms - 1)}"


@cache
def style():
    return (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")


def form_written(worksheets, place, is_key):
    name = letter(place)
    head = f"<h1>{'Key to form' if is_key else 'Form'} {name}</h1>"
    if not is_key:
        head += '<span class="line">Name</span><span class="line">Date</span>'
    exercises = "".join(
        exercise_written(each, f"{name}{count}", is_key) for count, each in enumerate(worksheets.exercises(place), 1)
    )
    foot = f"Form {name} has seed {worksheets.seed + place}, level “{LEVELS[worksheets.level]}”. "
    foot += f"{through(worksheets.forms)} can be made again at {address(worksheets.query)}"
    return f'<section class="form"><header>{head}</header>{exercises}<p><small>{escape(foot)}</small></p></section>'


def address(query):
    """The page with these keys, from where the course stands."""
    return f"Practice?{urlencode(query, quote_via=quote)}"


def inline(scene):
    return svg_of(scene).replace(ADDRESS_IN_XML, "", 1)


def as_image(scene):
    """A picture for where no SVG may stand."""
    svg = svg_of(scene)
    said = svg.partition('aria-label="')[2].partition('"')[0]
    return f'<img src="data:image/svg+xml,{quote(svg)}" alt="{said}">'


def exercise_written(exercise, name, is_key, picture=inline):
    """An exercise with empty places to fill in, or in the key with what belongs there.

    name     A1, A2, …
    picture  scene -> its picture as HTML
    """
    sheet = exercise.sheet
    blanks = () if is_key else exercise.blanks
    questions = [cell for cell in sheet.cells if isinstance(cell, Choice)]
    parts = [
        f'<h2>{name}. {escape(exercise.kind.title)}</h2><p class="task">{escape(sheet.task)}</p>',
        f'<div class="given">{"".join(map(picture, sheet.scenes))}{table_written(exercise, blanks)}</div>',
        *(question_written(sheet, cell, cell.key in blanks) for cell in questions),
        '<div class="working"><small>Working</small></div>' if blanks else lines_written(exercise),
    ]
    return f'<section class="exercise">{"".join(parts)}</section>'


def table_written(exercise, blanks):
    """The table; nothing where the exercise has none."""
    # A heading that is long may go on after its stroke: dSSR/ dPredicted.
    if not exercise.sheet.rows:
        return ""
    heads = "".join(f'<th scope="col">{escape(head).replace("/", "/<wbr>")}</th>' for head in exercise.sheet.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th>'
        f"{''.join(cell_written(exercise, key, blanks) for key in row.cells)}</tr>"
        for row in exercise.sheet.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def cell_written(exercise, key, blanks):
    """A cell of the table: empty where it is to be filled in, with a box to tick where it may be pointed at."""
    if not key:
        return '<td class="none"></td>'
    if key in blanks:
        return '<td class="blank"></td>'
    of = ' class="answer"' if key in exercise.blanks else ""
    ticks = [
        tick(cell.key not in blanks and cell.right == key)
        for cell in pointing(exercise)
        if cell.option(key) is not None
    ]
    return f"<td{of}>{''.join(ticks)}{number(exercise.sheet.values[key])}</td>"


def pointing(exercise):
    """The Choices whose answers are cells of the table."""
    return [cell for cell in exercise.sheet.asked if isinstance(cell, Choice) and cell.points]


def tick(is_chosen):
    return f'<span class="tick">{"✕" if is_chosen else ""}</span>'


def question_written(sheet, cell, is_blank):
    """A Choice: its answers with boxes to tick; where it is not blank the right one is ticked, and the reason told."""
    name = escape(f"{cell.name} ({cell.of})" if cell.of else cell.name)
    answers = "".join(
        f"<li>{tick(not is_blank and option.code == cell.right)}{escape(option.words)}</li>" for option in cell.options
    )
    if cell.points:
        answers = "<li>Tick its box in the table.</li>" if is_blank else ""
    why = "" if is_blank else f"<p>{escape(Attempt(sheet, (), {}).tell(cell.key).sentence)}</p>"
    return f'<div class="question"><p><b>{name}</b></p>{f"<ul>{answers}</ul>" if answers else ""}{why}</div>'


def lines_written(exercise):
    """How each cell comes about that is asked for, or in a worked example all of them."""
    sheet = exercise.sheet
    attempt, keys = Attempt(sheet, (), {}), exercise.blanks or [cell.key for cell in sheet.asked]
    cells = [sheet.by_key[key] for key in keys if not isinstance(sheet.by_key[key], Choice)]
    lines = "".join(
        f"<li>{escape(f'{cell.of}: ' if cell.of else '')}{escape(attempt.line(cell, sheet.values))}</li>"
        for cell in cells
    )
    return f"<ol>{lines}</ol>" if lines else ""
