"""An exercise's sheet as the browser is sent it, read from an AppTest's page, which draws no component."""

import json

NAME = "exercise_sheet"


def sheet_on(at):
    """What the page's sheet is sent, a dict; None where it has none."""
    found = [each.proto for each in at.get("bidi_component") if each.proto.component_name == NAME]
    return json.loads(found[0].json) if found else None


def said_on(at):
    """All that a sheet shows in words and numbers, as texts."""
    if (sent := sheet_on(at)) is None:
        return []
    sheet = sent["sheet"]
    rows = [[row["name"], *(cell["text"] for cell in row["cells"] if cell)] for row in sheet["rows"]]
    questions = [[each["label"], each["told"], *each["words"].values()] for each in sheet["questions"]]
    lines = [[of, line] for of, line, _ in sheet["lines"]]
    cells = [[cell["text"], cell["sentence"]] for cell in sent["cells"]]
    return [sheet["task"], "\n".join(sheet["heads"]), *map("\n".join, [*rows, *questions, *lines, *cells])]
