"""Check yourself, at the end of each page of the video: its own numbers, and an answer that it does not show."""

import re
from dataclasses import replace

import numpy as np
import pytest
from filled import said_on, sheet_on
from screen import in_order, is_whole, type_number

from backprop.exercises import checks
from backprop.exercises.catalogue import kind_of
from backprop.lessons import MAIN_IDEAS
from backprop.optimisers import GradientDescent
from backprop.written.numerals import number
from pages.parts.contents import PAGES, VIDEO

OWN = MAIN_IDEAS.experiment
PREFIXES = {
    "4_Fitting_the_Network.py": "fitting",
    "5_Residuals_and_SSR.py": "residuals",
    "6_The_Derivative.py": "derivative",
    "7_Gradient_Descent.py": "main_ideas",
    "8_Summary.py": "summary",
}
EXTREME = [
    {name: "1000" for name in OWN.network.parameter_names},
    {name: ("-1000", "1000")[i % 2] for i, name in enumerate(OWN.network.parameter_names)},
    {name: "0" for name in OWN.network.parameter_names},
    {"b3": "2.61", "w3": "1e-300"},
]
WALKS = [
    {"learning_rate": "1000", "steps": "3"},
    {"learning_rate": "0.000001", "steps": "0"},
    {"optimised": ["w1", "b1", "w2", "b2", "w3", "w4", "b3"], "steps": "3"},
    {"optimised": [""], "steps": "3"},
]
STATES = [
    (file, {f"{prefix}_{key}": value for key, value in state.items()})
    for file, own in PREFIXES.items()
    for prefix in ["main_ideas" if own == "summary" else own]
    for state in EXTREME + (WALKS if prefix == "main_ideas" else [])
]


def key_of(file):
    return f"{PREFIXES[file]}_check"


def opened(open_page, file, **query):
    return open_page(file, **{key_of(file): "true"} | query)


def made(file, **changed):
    """The Check that a page shows at its own numbers, but for those changed: b3, learning_rate, parameter."""
    start = OWN.start.copy()
    start[-1] = changed.get("b3", start[-1])
    name = changed.get("parameter", "b3")
    rule = GradientDescent(changed.get("learning_rate", OWN.optimiser.learning_rate))
    run = replace(OWN, start=start, optimiser=rule)
    return {
        "fitting": lambda: checks.predicted_check(start, 0.5),
        "residuals": lambda: checks.ssr_check(name, start, ()),
        "derivative": lambda: checks.derivative_check(name, start),
        "main_ideas": lambda: checks.step_check(run),
        "summary": lambda: checks.rise_or_fall_check(run),
    }[PREFIXES[file]]()


def told(check):
    """The numbers of a Check that are not asked for, as they are shown, and its task."""
    values = check.sheet.values
    in_table = [key for row in check.sheet.rows for key in row.cells if key]
    return check.sheet.task, ["" if key in check.blanks else number(values[key]) for key in in_table]


def shown(at):
    sheet = sheet_on(at)["sheet"]
    return sheet["task"], [cell["text"] for row in sheet["rows"] for cell in row["cells"] if cell]


def test_every_page_of_the_video_has_it_and_no_other():
    assert [page.file for page in PAGES if page.section == VIDEO] == list(PREFIXES)


@pytest.mark.parametrize("file", PREFIXES)
def test_it_stands_above_try_next_and_is_neither_made_nor_sent_until_it_is_opened(open_page, file):
    for query in ({}, {key_of(file): "true"}):
        at = open_page(file, **query)
        folds = {each.label: place for place, each in enumerate(in_order(at.main)) if each.type == "expander"}
        (place,) = (place for label, place in folds.items() if label.startswith("**Check yourself**: "))
        heads = [each.value for each in list(in_order(at.main))[place:] if each.type == "header"]
        assert heads[0] == "Try next"
        assert (sheet_on(at) is not None) == bool(query)


@pytest.mark.parametrize("file", PREFIXES)
def test_it_asks_one_to_three_questions_and_leads_on_to_more_of_the_kind(open_page, file):
    at = opened(open_page, file)
    check = made(file)
    assert 1 <= len(sheet_on(at)["cells"]) == len(check.blanks) <= 3
    assert sheet_on(at)["solves"] is None
    (link,) = (each.proto for each in at.get("page_link") if each.proto.label.startswith("More of this kind"))
    slug = re.search(r"practice_kind=(\w+)", link.query_string)[1]
    assert (link.page, kind_of(slug)) == ("Practice", check.kind)
    assert "practice_level=2" in link.query_string
    assert check.kind.title in link.label


@pytest.mark.parametrize("file", PREFIXES)
def test_it_follows_the_pages_numbers(open_page, file):
    prefix = PREFIXES[file].replace("summary", "main_ideas")
    at = opened(open_page, file)
    assert shown(at) == told(made(file))
    type_number(at, f"{prefix}_b3", 1.2).run()
    assert shown(at) == told(made(file, b3=1.2)) != told(made(file))
    if prefix == "main_ideas":
        type_number(at, f"{prefix}_learning_rate", 0.03).run()
        assert shown(at) == told(made(file, b3=1.2, learning_rate=0.03))
    if prefix in ("residuals", "derivative"):
        at = opened(open_page, file, **{f"{prefix}_parameter": "w1"})
        assert shown(at) == told(made(file, parameter="w1"))


@pytest.mark.parametrize("file", PREFIXES)
@pytest.mark.parametrize("b3", ["0", "1.3", "-2"])
def test_the_answer_stands_nowhere_on_the_page(open_page, said, file, b3):
    prefix = PREFIXES[file].replace("summary", "main_ideas")
    query = {f"{prefix}_b3": b3} | ({"residuals_tried": "0.5_1_1.8"} if prefix == "residuals" else {})
    parts = next(page.parts for page in PAGES if page.file == file)
    check = None
    for part in parts or [None]:
        at = opened(open_page, file, **query | ({f"{prefix}_part": part} if part else {}))
        words = set(re.findall(r"[−\d.]+\d", said(at)))
        check = made(file, b3=float(b3)) if prefix != "residuals" else kept_check(b3)
        assert shown(at) == told(check)
        values = [check.sheet.values[key] for key in check.blanks if key in check.sheet.values]
        assert not {number(value) for value in values} & words


def kept_check(b3):
    start = np.array([*OWN.start[:-1], float(b3)])
    return checks.ssr_check("b3", start, (0.5, 1.0, 1.8))


@pytest.mark.parametrize(("file", "query"), STATES)
def test_whatever_a_page_is_set_to_there_is_a_question_with_a_right_answer(open_page, file, query):
    at = opened(open_page, file, **query)
    assert is_whole(at)
    assert not at.warning
    assert 1 <= len(sheet_on(at)["cells"]) <= 3
    assert not any(re.search(r"\b(nan|inf|None)\b|∞", text) for text in said_on(at))


@pytest.mark.parametrize("file", PREFIXES)
def test_what_was_typed_comes_with_a_link_and_is_forgotten_when_the_numbers_change(open_page, file):
    prefix, check = PREFIXES[file].replace("summary", "main_ideas"), made(file)
    right = number(check.sheet.values[check.blanks[0]])
    cells = {f"{key_of(file)}_cells": f"{check.mark}3{right}"}
    at = opened(open_page, file, **cells)
    first, *others = sheet_on(at)["cells"]
    assert (first["text"], first["standing"]) == (right, "right")
    assert {each["text"] for each in others} == {""}
    type_number(at, f"{prefix}_b3", 1.2).run()
    assert {each["text"] for each in sheet_on(at)["cells"]} == {""}
    assert not at.warning
    at = opened(open_page, file, **cells | {f"{prefix}_b3": "1.2"})
    assert len(at.warning) == 1, "the cells of other numbers are refused in a sentence"
    assert {each["text"] for each in sheet_on(at)["cells"]} == {""}
