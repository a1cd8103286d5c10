"""Worksheets on paper: whole files that fetch nothing, empty where they are to be filled in, and a key that is full."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs

import pytest

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, exercise, sheet
from backprop.exercises.judging import Attempt
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.exercises.scenes import GraphScene
from backprop.exercises.sheet import Choice, Given, Kind, Option, Row, Sheet
from backprop.graphs.expression import parse
from backprop.written.numerals import number
from pages.parts.practice.worksheet import Worksheets, as_image, exercise_written, letter, written

QUERY = {"practice_part": "On paper", "practice_paper_seed": "7"}


def worksheets(kinds=KINDS, level=3, seed=7, forms=3):
    return Worksheets(tuple(kinds), level, seed, forms, QUERY)


def body(text):
    """The file's body as a tree: it is also XML, but for HTML's own <wbr>."""
    return ET.fromstring(text[text.index("<body") : text.index("</html>")].replace("<wbr>", ""))


def tables(text):
    """For each exercise its table's rows, each the classes and texts of its cells, without what ticks one."""
    found = []
    for each in body(text).iterfind(".//section[@class='exercise']"):
        rows = each.iterfind(".//tbody/tr")
        found.append(
            [[(cell.get("class"), "".join(cell.itertext()).lstrip("✕")) for cell in row.findall("td")] for row in rows]
        )
    return found


def exercises(sheets):
    return [each for place in range(sheets.forms) for each in sheets.exercises(place)]


@pytest.mark.parametrize("is_key", [False, True])
@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_a_file_is_whole_and_fetches_nothing(level, is_key):
    text = written(worksheets(level=level), is_key)
    assert text.startswith("<!DOCTYPE html>")
    for away in ("<script", "http", "//", "@import", "url(", "src=", "href="):
        assert away not in text, away
    assert body(text) is not None


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_blank_cells_are_empty_and_all_others_are_told(level):
    sheets = worksheets(level=level)
    for each, rows in zip(exercises(sheets), tables(written(sheets)), strict=True):
        for row, cells in zip(each.sheet.rows, rows, strict=True):
            for key, (of, text) in zip(row.cells, cells, strict=True):
                if not key:
                    assert (of, text) == ("none", "")
                elif key in each.blanks:
                    assert (of, text) == ("blank", "")
                else:
                    assert text == number(each.sheet.values[key])


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_the_key_has_every_value_and_how_each_blank_comes_about(level):
    sheets = worksheets(level=level)
    key = written(sheets, is_key=True)
    for each, rows in zip(exercises(sheets), tables(key), strict=True):
        for row, cells in zip(each.sheet.rows, rows, strict=True):
            for name, (of, text) in zip(row.cells, cells, strict=True):
                assert text == (number(each.sheet.values[name]) if name else "")
                assert (of == "answer") == (name in each.blanks)
    lines = {"".join(line.itertext()) for line in body(key).iter("li")}
    for each in exercises(sheets):
        for cell in map(each.sheet.by_key.get, each.blanks):
            if not isinstance(cell, Choice):
                line = Attempt(each.sheet, (), {}).line(cell, each.sheet.values)
                assert f"{cell.of}: {line}" if cell.of else line in lines


def test_no_form_is_like_another_and_each_has_the_next_seed():
    sheets = worksheets([RESIDUALS], seed=0, forms=30)
    found = tables(written(sheets))
    assert len({str(rows) for rows in found}) == 30
    for place, (each, rows) in enumerate(zip(exercises(sheets), found, strict=True)):
        assert each.sheet is sheet(RESIDUALS, place)
        assert rows[0][0][1] == number(each.sheet.values["observed 1"])


def test_the_same_exercises_make_the_same_bytes():
    for is_key in (False, True):
        assert written(worksheets(), is_key) == written(worksheets(), is_key)


def test_forms_are_counted_in_letters():
    assert [letter(place) for place in (0, 1, 25, 26, 29, 51, 52)] == ["A", "B", "Z", "AA", "AD", "AZ", "BA"]


def test_each_form_says_who_writes_which_it_is_and_how_it_is_made_again():
    text = written(worksheets(level=2, forms=28))
    headings = re.findall(r"<h1>(.*?)</h1>", text)
    assert headings == [f"Form {letter(place)}" for place in range(28)]
    assert text.count(">Name<") == text.count(">Date<") == 28
    (again,) = {each for each in re.findall(r"made again at (\S+)</small>", text)}
    page, _, query = unescape(again).partition("?")
    assert page == "Practice"
    assert parse_qs(query) == {key: [value] for key, value in QUERY.items()}
    assert "Form AB has seed 34, level “The second half”" in text


def test_a_choice_has_boxes_to_tick_and_in_the_key_its_reason():
    options = (Option("a", "It rises & falls"), Option("b", "It <b>stays</b>", "no"))
    choice = Choice("q", "What then?", options, "a", "Look.", "That is so.")
    pointing = Choice("p", "Which is wrong?", (Option("x", "x"), Option("y", "y")), "y", "Look.", "Y is.", points=True)
    cells = (Given("x", "x", 1.0), Given("y", "y", 2.0), choice, pointing)
    asked = Sheet("Do.", ("", "x", "y"), (Row("r", ("x", "y")),), cells)
    each = exercise(Kind("chosen", "Chosen", "choose", lambda: asked, None), 0, 3)
    paper, key = (exercise_written(each, "A1", is_key) for is_key in (False, True))
    empty, ticked = '<span class="tick"></span>', '<span class="tick">✕</span>'
    assert paper.count(empty) == 4
    assert ticked not in paper
    assert "That is so." not in paper
    assert f"<li>{empty}It rises &amp; falls</li>" in paper
    assert "Tick its box in the table." in paper
    assert f"<li>{ticked}It rises &amp; falls</li><li>{empty}It &lt;b&gt;stays&lt;/b&gt;</li>" in key
    assert "<p>It is “It rises &amp; falls”: That is so.</p>" in key
    assert f"<td>{empty}1</td><td>{ticked}2</td>" in key


def test_texts_of_any_sheet_are_escaped():
    hostile = "\"'><script>alert(1)</script>&"
    graph = parse("u = x*x; u + x")
    graph = replace(graph, nodes=tuple(node._replace(name=f"{node.name}{hostile}") for node in graph.nodes))
    cells = (Given("x", hostile, 1.0, hostile),)
    bad = Sheet(hostile, ("", hostile), (Row(hostile, ("x",)),), cells, (GraphScene(graph),))
    kind = Kind("hostile", hostile, hostile, lambda: bad, None)
    for is_key in (False, True):
        text = written(Worksheets((kind,), 3, 0, 1, {"key": hostile}), is_key)
        assert "<script" not in text
        assert hostile in "".join(body(text).itertext())
    image = as_image(bad.scenes[0])
    assert "<script" not in image
    assert re.fullmatch(r'<img src="data:image/svg\+xml,[^"<>\s]*" alt="[^"<>]*">', image)
