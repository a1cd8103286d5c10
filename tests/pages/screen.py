"""What a test looks for on a page's screen: a layer of a chart, a table by one of its heads, a button by its words."""

import re
from pathlib import Path

import pandas as pd
from films import on

from backprop.written.typed import spelled, typed_number
from pages.parts.controls import visit

ROOT = Path(__file__).parents[2]


def layer(table, name):
    """The rows of a chart's table "marks" that belong to one layer."""
    return table[table["is"] == name]


def table_with(at, column):
    """The first table of a page that has this head; one that walks as it is at the address's step."""
    walked = [pd.DataFrame(rows, columns=heads) for film in on(at) for heads, *rows in film.tables(film.step)]
    return next(table for table in (*walked, *(each.value for each in at.table)) if column in table.columns)


def button(at, label):
    return next(each for each in at.button if each.label == label)


def number_fields(at):
    """The fields of a page that a number is typed into, in their order."""
    return [field for field in at.text_input if not field.key.endswith("expression")]


def number_field(at, key):
    return next(field for field in number_fields(at) if field.key == key)


def number_in(at, key):
    """The number that stands in a field; None where it is empty."""
    text = number_field(at, key).value
    return typed_number(text) if text else None


def type_number(at, key, value):
    """Type a number, or any text, into a field; returns the field, whose run() is the Enter after it."""
    return number_field(at, key).set_value(value if isinstance(value, str) else spelled(value))


def remembered(at, record, of=""):
    """What a control remembers of a page's visit: its own Record of this class."""
    return at.session_state["records"][visit.name_of(record, of)]


def is_whole(at):
    """Whether a page was drawn down to the way back and on at its foot, and none of it was refused as an error."""
    links = [each.proto.label for each in at.get("page_link")]
    return not at.error and any(label.startswith(("Back: ", "Next: ")) for label in links)


def in_order(block):
    """Every element and folded part of a page, from its top to its bottom."""
    for each in block.children.values():
        yield each
        if hasattr(each, "children"):
            yield from in_order(each)


def acting(text):
    """What of a Markdown text can act as formatting: all but what it quotes between backticks."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)
